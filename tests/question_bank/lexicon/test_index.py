"""Tests of looking up in a lexicon: quick ways must find what comparing with every entry finds."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

import pytest

from question_bank.lexicon import Lexicon, load_lexicon


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return load_lexicon()


@pytest.fixture(scope="module")
def texts(lexicon: Lexicon) -> list[str]:
    """Return every wording that the lexicon knows, inside of a sentence, and plain sentences."""
    wordings = chain(
        (form for phrase in lexicon.set_phrases for form in (*phrase.forms, *phrase.older)),
        (phrase for note in lexicon.law_notes for phrase in note.phrases),
        ("，".join(trigger) for topic in lexicon.also_true for trigger in topic.triggers),
    )
    return [*(f"会议指出，{wording}。" for wording in wordings), "今天天气很好。", ""]


def test_set_phrases_are_found_wherever_they_stand(lexicon: Lexicon, texts: list[str]) -> None:
    for text in texts:
        standing = [phrase for phrase in lexicon.set_phrases if phrase.canonical in text]
        assert lexicon.index.phrases_in(text) == standing


def test_set_phrases_are_found_by_each_of_their_outdated_forms(
    lexicon: Lexicon, texts: list[str]
) -> None:
    for text in texts:
        standing = [
            phrase for phrase in lexicon.set_phrases if any(form in text for form in phrase.older)
        ]
        assert lexicon.index.misquoted_in(text) == standing


def test_topics_are_found_where_all_words_of_a_trigger_stand(
    lexicon: Lexicon, texts: list[str]
) -> None:
    for text in texts:
        standing = tuple(topic for topic in lexicon.also_true if topic.matches(text))
        assert lexicon.index.topics_of(text) == standing


def test_notes_are_found_by_each_wording_that_law_contradicts(
    lexicon: Lexicon, texts: list[str]
) -> None:
    for text in texts:
        standing = [
            note for note in lexicon.law_notes if any(phrase in text for phrase in note.phrases)
        ]
        assert [note for note, _ in lexicon.index.notes_on(text)] == standing


def test_every_vague_word_is_found(lexicon: Lexicon) -> None:
    for word in lexicon.word_list("vague"):
        found = lexicon.index.vague.search(f"代表{word}发言")
        assert found is not None


def test_a_lexicon_without_entries_finds_nothing(lexicon: Lexicon) -> None:
    empty = replace(lexicon, set_phrases=(), also_true=(), law_notes=(), word_lists=())
    assert empty.index.phrases_in("全过程人民民主") == []
    assert empty.index.misquoted_in("全过程民主") == []
    assert empty.index.topics_of("代表享有权利") == ()
    assert empty.index.vague.search("一般") is None
