from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.documents import place_of, read_document
from question_bank.documents.numerals import value_of
from question_bank.documents.places import chinese
from question_bank.documents.values import Role


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (105, "一百零五"),
        (110, "一百一十"),
        (2004, "二千零四"),
    ],
)
def test_numbers_are_written_as_laws_write_them(number: int, expected: str) -> None:
    assert chinese(number) == expected


@given(st.integers(1, 9_999))
def test_what_is_written_is_read_back(number: int) -> None:
    assert value_of(chinese(number)) == number


def place(*lines: str, title: str) -> str:
    document = read_document("\n".join(("在培训班上的讲话", *lines)).encode(), "x.txt")
    section = next(s for s in document.sections if s.title == title)
    return place_of(document, section.index)


def test_a_part_is_named_only_if_it_is_written_as_one() -> None:
    first, second = "（一）抓好代表学习", "（二）抓好代表履职"
    body = "要坚持不懈，久久为功。"

    assert place(first, body, second, body, title="抓好代表学习") == ""
    assert (
        place("一、抓好代表学习", body, "二、抓好代表履职", body, title="抓好代表履职")
        == "第二部分"
    )


def test_the_words_before_the_first_part_are_the_opening() -> None:
    text = "在培训班上的讲话\n大家要学好代表法。\n一、学习\n要学好。\n二、履职\n要做好。"
    document = read_document(text.encode(), "x.txt")

    assert document.sections[0].role is Role.OPENING
    assert place_of(document, 0) == "开篇"
