"""What else stands in a frame, and where."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.documents import Role, Section
from question_bank.keypoints.occurrences import SHORT_TEXT
from question_bank.questions.corpus import LONGEST_FILLER, SHORTEST, Corpus, Frame
from tests.question_bank.conftest import speech

DOCUMENT = speech("人大代表来自人民、代表人民、服务人民，是人民的代言人。")
BREAKS = "。！？；，：、\n"


def corpus_of(text: str) -> Corpus:
    section = Section(0, Role.OPENING, 0, "", "", 0, len(text), None)
    return Corpus(replace(DOCUMENT, clean_text=text, sections=(section,), sentences=()))


def read(frame: Frame, text: str) -> list[str]:
    """Return what a pattern finds in *frame*, reading the whole text."""
    before = re.escape(frame.left) if frame.left else f"(?<=[{BREAKS}])"
    after = re.escape(frame.right) if frame.right else f"(?=[{BREAKS}]|$)"
    gap = f"([^{BREAKS}]{{1,{LONGEST_FILLER}}}?)"
    return list(dict.fromkeys(re.findall(before + gap + after, text)))


@pytest.mark.parametrize("padding", ["", "\n" * SHORT_TEXT])
@given(
    text=st.text("甲乙丙，。", min_size=4, max_size=60),
    start=st.integers(0, 59),
    length=st.integers(1, 6),
)
def test_a_frame_has_the_fillers_that_reading_the_text_finds(
    padding: str, text: str, start: int, length: int
) -> None:
    start = min(start, len(text) - 1)
    end = min(start + length, len(text))
    whole = text + padding
    corpus = corpus_of(whole)
    frame = corpus.frame(start, end)

    found = [filler.text for filler in corpus.fillers(start, end).all]

    assert found == (read(frame, whole) if len(frame) >= SHORTEST else [])


def test_a_filler_says_in_which_part_it_stands() -> None:
    document = speech(
        "同志们，大家好。",
        "一、依靠代表",
        "人大的作用靠代表来发挥。",
        "二、支持代表",
        "人大的水平靠代表来发挥。",
    )
    corpus = Corpus(document)
    start = document.clean_text.index("作用")

    fillers = corpus.fillers(start, start + 2)

    assert [(each.text, each.place) for each in fillers.all] == [
        ("作用", "第一部分"),
        ("水平", "第二部分"),
    ]
    assert fillers.last == fillers.all


def test_a_wording_of_several_parts_is_named_with_the_last() -> None:
    document = speech(
        "同志们，大家好。",
        "一、依靠代表",
        "人大的作用靠代表来发挥。",
        "二、支持代表",
        "人大的水平靠代表来发挥。人大的作用靠代表来发挥。",
    )
    corpus = Corpus(document)
    start = document.clean_text.index("水平")

    fillers = corpus.fillers(start, start + 2)

    assert [(each.text, each.place) for each in fillers.last] == [
        ("作用", "第二部分"),
        ("水平", "第二部分"),
    ]
