"""Slips of count that reading flags, so that no question rests on them and a trainer sees them."""

from __future__ import annotations

import pytest

from question_bank.documents import read_document
from question_bank.documents.slips import misread_characters, slips_of_count


@pytest.mark.parametrize(
    "text",
    ["说到底就是八个字：听民声、解民忧、聚民心。", "要牢记16个字，清正廉洁、勤政为民、敢于担当。"],
)
def test_a_wrong_count_of_characters_is_flagged_with_its_words(text: str) -> None:
    [flag] = slips_of_count(text)

    assert flag.kind == "count"
    assert text[flag.start : flag.end].endswith(text[-4:-1])


@pytest.mark.parametrize(
    "text",
    [
        "要牢记八个字：清正廉洁、勤政为民。",
        "送大家四个字：实事求是。",
        "要牢记十二个字：听民声、解民忧、聚民心、办实事。",
        "要牢记八个字：清正廉洁、勤政为民，这是对代表最基本也最起码的要求。",
        "这16个字是代表法写明的要求。",
        "把“政治坚定、服务人民”这二十个字写进了总则，这是对代表的总要求。",
        "正好二十个字。这二十个字，字字千钧、句句入心。",
    ],
)
def test_a_right_count_or_none_is_left_alone(text: str) -> None:
    assert not list(slips_of_count(text))


def test_a_slip_of_count_stands_among_the_flags_of_the_text() -> None:
    text = "在座谈会上的讲话\n代表工作就是八个字：听民声、解民忧、聚民心。"

    document = read_document(text.encode(), "speech.txt")

    assert [flag.kind for flag in document.flags] == ["count"]


def test_a_character_that_only_looks_like_the_right_one_is_flagged() -> None:
    document = read_document("人代会要审议预算报吿，并专门増加议程。".encode(), "talk.txt")

    flagged = [document.clean_text[flag.start : flag.end] for flag in document.flags]
    assert flagged == ["吿", "増"]
    assert not list(misread_characters("人代会要审议预算报告，并专门增加议程。"))
