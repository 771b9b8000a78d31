"""Repairs put back: the words of before, and nothing else moved."""

from __future__ import annotations

import pytest

from question_bank.documents import Document, read_document
from question_bank.documents.undoing import UNDONE, text_without, without_repair
from question_bank.sources import built_in_speech


@pytest.fixture(scope="module")
def speech() -> Document:
    source = built_in_speech()
    return read_document(source.data, source.name)


def undo(document: Document, place: int) -> Document:
    return without_repair(document, place, text_without(document, place).encode())


def test_every_repair_can_be_put_back_and_made_again(speech: Document) -> None:
    assert len(speech.repairs) > 10
    for place, repair in enumerate(speech.repairs):
        text = text_without(speech, place)
        assert text.startswith(repair.before, repair.start)
        assert len(text) == len(speech.clean_text) + len(repair.before) - len(repair.after)
    for place in range(0, len(speech.repairs), 25):
        undone = undo(speech, place)
        [again] = [at for at, each in enumerate(undone.repairs) if each.kind == UNDONE]
        assert undo(undone, again).clean_text == speech.clean_text
        assert undo(undone, again).sentences == speech.sentences


def test_offsets_of_what_stays_point_to_the_same_words(speech: Document) -> None:
    undone = undo(speech, len(speech.repairs) // 2)
    for each in undone.repairs:
        assert undone.clean_text.startswith(each.after, each.start)
    for before, now in zip(speech.flags, undone.flags, strict=True):
        was, is_ = (
            text[flag.start : flag.end]
            for text, flag in ((speech.clean_text, before), (undone.clean_text, now))
        )
        assert was == is_
    assert undone.sha256 != speech.sha256
    for sentence in undone.sentences:
        end = sentence.start + len(sentence.text)
        assert undone.clean_text[sentence.start : end] == sentence.text
