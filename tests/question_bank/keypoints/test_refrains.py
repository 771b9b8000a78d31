"""Refrains: what is built alike, one after another, and the items on them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.keypoints import KeyPoint, Pattern
from question_bank.pipeline import Generation

Points = Callable[..., list[KeyPoint]]
Bank = Callable[[str], Generation]


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        (
            "一颗红心向着党。\n一双眼睛看民生。\n一对耳朵听民意。\n一副肩膀扛责任。",
            ["向着党", "看民生", "听民意", "扛责任"],
        ),
        (
            "要当代言人，不要当传声筒；\n要当实干家，不要当评论员；\n要当监督员，不要当旁观者。",
            ["传声筒", "评论员", "旁观者"],
        ),
        (
            "政治坚定，是魂。魂不能丢。\n服务人民，是根。根不能断。\n尊崇法治，是线。线不能越。",
            ["政治坚定", "服务人民", "尊崇法治"],
        ),
        ("当代表，心要热，头要冷，腿要勤，手要净。", ["热", "冷", "勤", "净"]),
        ("这是“群众点菜、代表定菜、政府做菜”。", ["点菜", "定菜", "做菜"]),
        ("换届选举讲四个字：人、数、日、票。", ["人", "数", "日", "票"]),
        ("以“五年一诺、一年一述、年年有评”为目标。", ["五年一诺", "一年一述", "年年有评"]),
    ],
)
def test_what_members_built_alike_differ_in_is_found(
    points: Points, text: str, slots: list[str]
) -> None:
    found = points(text, Pattern.REFRAIN)

    assert [slot.text for slot in found[0].slots] == slots


def test_first_sentences_of_lines_that_go_on_are_one_row(points: Points) -> None:
    text = (
        "——做心系人民的表率。多到困难多的地方去，多到意见多的地方去，多到工作推不开的地方去。\n"
        "——做尊法守法的表率。忠于宪法，弘扬宪法精神，维护宪法权威，维护社会主义法制的统一和尊严。\n"
        "——做勤学善思的表率。不懂的要学，学了的要用，用了的要悟，悟了的还要讲给联系的群众听一听、议一议。"
    )

    *_, row = points(text, Pattern.REFRAIN)

    assert [slot.text for slot in row.slots] == ["心系人民", "尊法守法", "勤学善思"]


@pytest.mark.parametrize(
    "text",
    [
        "代表享有质询权、表决权、提名权。",
        "去年修路3条，去年建桥2座，去年办学1所。",
        "会议听取了报告，代表认真审议，大家发言热烈。",
    ],
)
def test_what_may_change_places_was_counted_or_shares_nothing_is_no_refrain(
    points: Points, text: str
) -> None:
    assert points(text, Pattern.REFRAIN) == []


def test_a_refrain_waits_with_its_words_to_tap(bank: Bank) -> None:
    generation = bank(
        "新代表怎么当？\n要当代言人，不要当传声筒；\n要当实干家，不要当评论员；\n"
        "要当监督员，不要当旁观者；\n要当带头人，不要当局外人。"
    )

    [row] = [q for q in generation.to_review if q.item.form == "couplet"]

    assert row.item.stem.startswith("讲话提出，要当")
    assert sorted(row.item.word_bank) == sorted(row.item.keys)
    assert len(row.item.keys) == 3


def test_members_that_may_change_places_are_typed_in_any_order(bank: Bank) -> None:
    generation = bank(
        "——做心系人民的表率。\n——做尊法守法的表率。\n——做勤学善思的表率。\n——做敢于担当的表率。"
    )

    [row] = [q for q in generation.to_review if q.item.form == "couplet"]

    assert row.item.unordered
    assert row.item.word_bank == ()
    assert len(row.item.keys) == 2


def test_some_members_of_a_list_are_no_row_of_their_own(points: Points) -> None:
    text = "人大代表享有审议权、表决权、提案权、选举权、质询权等权利。"

    assert points(text, Pattern.LIST)
    assert not points(text, Pattern.REFRAIN)
