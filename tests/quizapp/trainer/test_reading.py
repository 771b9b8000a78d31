"""Texts with marks, quotes in their place, differences of wordings: nothing is lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from question_bank.documents import read_document
from question_bank.documents.values import Document
from question_bank.questions.values import Evidence
from question_bank.sources import built_in_speech
from quizapp.trainer.checking import key_spans
from quizapp.trainer.differences import changes_between, runs_between
from quizapp.trainer.documents_shown import repairs_of
from quizapp.trainer.reading import CUT, Mark, paragraph_start, paragraphs_of, place_in
from quizapp.trainer.reading_parts import parts_of
from tests.bank import DUTY_FALSE, LIST_CLOZE, RIGHTS, RIGHTS_MULTIPLE, SLOGAN_CLOZE

TEXT = st.text(alphabet="人大代表，。\n履职", max_size=60)


@pytest.fixture(scope="module")
def speech() -> Document:
    source = built_in_speech()
    return read_document(source.data, source.name, title=source.title)


@given(spans=st.lists(st.tuples(st.integers(0, 3000), st.integers(1, 400)), max_size=12))
def test_marks_lose_no_character_of_the_text(
    speech: Document, spans: list[tuple[int, int]]
) -> None:
    marks = [Mark(start, start + length, "duty", "") for start, length in spans]
    paragraphs = list(paragraphs_of(speech, marks))
    shown = "\n".join("".join(run.text for run in each.runs) for each in paragraphs)
    assert shown == "\n".join(filter(None, speech.clean_text.split("\n")))


def test_the_shortest_of_several_marks_is_shown(speech: Document) -> None:
    start = speech.clean_text.index(RIGHTS)
    wide, narrow = (
        Mark(start, start + len(RIGHTS), "right", ""),
        Mark(start, start + 4, "duty", ""),
    )
    runs = [run for each in paragraphs_of(speech, [wide, narrow]) for run in each.runs if run.kind]
    assert [(run.text, run.kind) for run in runs] == [("人大代表", "duty"), (RIGHTS[4:], "right")]


@given(text=TEXT, start=st.integers(0, 60), length=st.integers(0, 20))
def test_what_stands_around_a_quote_is_its_paragraph(text: str, start: int, length: int) -> None:
    start = min(start, len(text))
    end = min(start + length, len(text))
    before, after = place_in(text, start, end)
    lead, rest = before.removeprefix(CUT), after.removesuffix(CUT)
    assert text[:start].endswith(lead)
    assert text[end:].startswith(rest)
    assert "\n" not in before + after
    assert (paragraph_start(text, start) == start - len(lead)) == (lead == before)


def test_a_single_character_between_two_marks_is_no_link(speech: Document) -> None:
    at = speech.clean_text.index(RIGHTS)
    outer = Mark(at, at + 9, "duty", "", point=1)
    inner = (
        Mark(at + 2, at + 4, "slogan", "", point=2),
        Mark(at + 5, at + 7, "slogan", "", point=3),
    )
    runs = [run for each in paragraphs_of(speech, (outer, *inner)) for run in each.runs if run.kind]
    assert [len(run.text) for run in runs] == [2, 2, 1, 2, 2]
    assert [run.point for run in runs] == [1, 2, 0, 3, 1]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("", "", ("", "")),
        ("甲说。乙说。", "丙说。丁说。", ("……乙说。", "丙说。……")),
        ("乙说。", "丙说。", ("乙说。", "丙说。")),
        ("甲说！乙说，", "丙说", ("……乙说，", "丙说")),
        ("甲" * 90, "乙" * 90, ("……" + "甲" * 80, "乙" * 80 + "……")),
    ],
)
def test_a_sentence_stands_on_either_side_of_a_quote(
    before: str, after: str, shown: tuple[str, str]
) -> None:
    text = f"标题。\n{before}证明{after}\n下段。"
    start = 4 + len(before)
    assert place_in(text, start, start + 2) == shown


def test_what_was_taken_from_the_end_of_a_text_can_be_put_back(app: Flask) -> None:
    text = read_document(
        "代表要走访选民。\n代表要提出议案。\n扫码关注公众号\n".encode(), "讲话.txt"
    )
    with app.test_request_context():
        (repair,) = repairs_of(text, parts_of(text)[-1], all_repairs=False)
    assert repair.before == "扫码关注公众号"


@given(before=TEXT, after=TEXT)
def test_a_difference_holds_both_texts_whole(before: str, after: str) -> None:
    runs = list(runs_between(before, after))
    assert "".join(run.text for run in runs if run.look != "added") == before
    assert "".join(run.text for run in runs if run.look != "removed") == after


def test_changes_name_the_parts_that_differ(app: Flask) -> None:
    item = RIGHTS_MULTIPLE.item
    options = (replace(item.options[0], text="检察权"), *item.options[1:])
    with app.test_request_context():
        changes = changes_between(item, replace(item, options=options, difficulty=5))
        assert [change.label for change in changes] == ["选项 A", "难度"]
        assert changes_between(item, item) == ()
        truth = changes_between(DUTY_FALSE.item, replace(DUTY_FALSE.item, truth=True))
    assert [run.text for run in truth[0].runs if run.look == "added"] == ["正确"]


def test_keys_of_a_cloze_are_found_in_their_order() -> None:
    evidence = Evidence(100, 100 + len(RIGHTS), RIGHTS)
    spans = list(key_spans(LIST_CLOZE.item, evidence))
    assert [RIGHTS[span.start - 100 : span.end - 100] for span in spans] == ["表决权", "质询权"]


def test_a_key_that_the_source_lacks_gets_an_empty_stretch() -> None:
    [first, *_] = key_spans(SLOGAN_CLOZE.item, Evidence(7, 7 + len(RIGHTS), RIGHTS))
    assert (first.start, first.end) == (7, 7)
