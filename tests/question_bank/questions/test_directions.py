"""A false number is another rule, never one that follows from the rule."""

from __future__ import annotations

import pytest

from question_bank.keypoints import KeyPoint, Kind, Pattern, Span
from question_bank.questions.directions import is_false


def numbered(rule: str, number: str, note: str) -> KeyPoint:
    """Return the key point that asks for *number* in *rule*."""
    at = rule.index(number)
    return KeyPoint(
        pattern=Pattern.NUMBER,
        kind=Kind.DUTY,
        topic="",
        span=Span(0, len(rule), rule),
        section=0,
        slots=(Span(at, at + len(number), number),),
        note=note,
    )


@pytest.mark.parametrize(
    ("rule", "number", "note", "false", "true"),
    [
        ("主管机关应当在十日内答复", "十日", "deadline:日", "五日", "十五日"),
        ("货物自出口之日起一年内退回的，不征收关税", "一年", "deadline:年", "两年", "六个月"),
        ("连续两年被评为不称职的，予以辞退", "两年", "limit:年", "一年", "三年"),
        (
            "被调查人在通缉一年后不能到案，或者死亡的，提出没收申请",
            "一年",
            "deadline:年",
            "六个月",
            "两年",
        ),
        ("在一年内无累积记分的驾驶人，可以延长审验期", "一年", "deadline:年", "六个月", "两年"),
        ("闲置超过三年的，由原批准机关收回", "三年", "limit:年", "两年", "五年"),
        ("供应商可以在知道受到损害之日起七日内提出质疑", "七日", "deadline:日", "十日", "五日"),
        ("委托的期限不得超过五年", "五年", "limit:年", "三年", "六年"),
        ("公告的时间不得少于七日", "七日", "limit:日", "十日", "五日"),
    ],
)
def test_a_changed_number_is_false_in_one_direction_only(
    rule: str, number: str, note: str, false: str, true: str
) -> None:
    point = numbered(rule, number, note)

    assert is_false(point, false)
    assert not is_false(point, true)
