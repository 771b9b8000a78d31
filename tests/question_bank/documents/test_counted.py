"""Quotations with another number of characters than their text says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.documents.counted import miscounted


@pytest.mark.parametrize(
    ("text", "said", "counted"),
    [
        ("牢记“为民服务解难题办实事”这八个字。", 8, 10),
        ("“忠诚”“干净”和“担当”八个字", 8, 6),
        ("做到“知民情、解民忧”七个字。", 7, 6),
        ("我送大家八个字：“依法履职为民”。", 8, 6),
        ("归结起来就是四个大字，即“忠诚担当为民”。", 4, 6),
        ("“察民情”的12个字", 12, 3),
    ],
)
def test_a_wrong_number_of_characters_is_found(text: str, said: int, counted: int) -> None:
    [found] = miscounted(text)
    assert (found.said, found.counted) == (said, counted)
    assert "“" in text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "牢记“为民服务，解民难题”这八个字。",
        "六个字：“知民情、解民忧”，还有两个字“担当”。",
        "“忠诚”“干净”和“担当”六个字",
        "“知民情”讲了八个方面。",
        "一篇八百个字的“随笔”。",
        "“二个1十个字”",
    ],
)
def test_a_right_number_and_other_numbers_are_left_alone(text: str) -> None:
    assert list(miscounted(text)) == []


@given(st.text("“”个字八九十1这的，：民情"))
def test_what_is_found_lies_in_the_text(text: str) -> None:
    for each in miscounted(text):
        assert 0 <= each.start < each.end <= len(text)
        assert each.said != each.counted
