"""Two versions side by side: every sentence is accounted for, and stretches are found again."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from question_bank.documents import Document, read_document
from question_bank.documents.comparing import (
    Comparison,
    changes_between,
    changes_from_json,
    changes_to_json,
)

SENTENCES = st.lists(
    st.sampled_from(
        ["代表要走访选民。", "代表要提出议案。", "代表要学习宪法。", "代表要参加视察。"]
    ),
    max_size=12,
)
OLD = "一、代表要学习。代表要走访选民。\n二、代表要提出议案。"


def text_of(words: str) -> Document:
    return read_document(words.encode(), "讲话.txt", title="讲话")


def compared(old: str, new: str) -> Comparison:
    one, other = text_of(old), text_of(new)
    return Comparison(one, other, changes_between(one, other))


def document(sentences: list[str]) -> Document:
    base = text_of("代表要认真履行代表职责，加强学习。")
    text = "".join(sentences)
    made = []
    start = 0
    for each in sentences:
        made.append(replace(base.sentences[0], text=each, start=start))
        start += len(each)
    return replace(base, clean_text=text, sentences=tuple(made))


@given(old=SENTENCES, new=SENTENCES)
def test_every_sentence_of_both_versions_is_accounted_for_once(
    old: list[str], new: list[str]
) -> None:
    changes = changes_between(document(old), document(new))
    assert [n for each in changes for n in range(each.old_start, each.old_end)] == [
        *range(len(old))
    ]
    assert [n for each in changes for n in range(each.new_start, each.new_end)] == [
        *range(len(new))
    ]
    assert changes_from_json(changes_to_json(changes)) == changes


@given(old=SENTENCES.filter(bool), new=SENTENCES, data=st.data())
def test_a_stretch_that_is_found_again_says_the_same_and_leads_back(
    old: list[str], new: list[str], data: st.DataObject
) -> None:
    one, other = document(old), document(new)
    comparison = Comparison(one, other, changes_between(one, other))
    start = data.draw(st.integers(0, len(one.clean_text) - 1))
    end = data.draw(st.integers(start + 1, len(one.clean_text)))
    place = comparison.new_place(start, end)
    if place is not None:
        length = end - start
        assert other.clean_text[place : place + length] == one.clean_text[start:end]
        assert comparison.old_place(place, place + length) == start


def test_what_was_reworded_is_not_found_again_and_what_stands_there_is_said() -> None:
    comparison = compared(OLD, OLD.replace("走访选民", "接待选民"))
    start = comparison.old.clean_text.index("走访选民")
    assert comparison.new_place(start, start + 4) is None
    first, last = comparison.now_in_place_of(start, start + 4)
    assert comparison.new.clean_text[first:last] == "代表要接待选民。"


def test_nothing_stands_where_a_sentence_was_removed() -> None:
    comparison = compared(OLD, OLD.replace("代表要走访选民。", ""))
    start = comparison.old.clean_text.index("走访选民")
    first, last = comparison.now_in_place_of(start, start + 4)
    assert first == last
