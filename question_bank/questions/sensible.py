"""Whether a number makes sense in the place of another."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint
from question_bank.questions.quantities import size_of

#: Words for the old, and what age they are at least.
ELDERS, OLD = re.compile("老年|老人|养老|退休|高龄"), 50
#: A time of the year, which comes once in it: 每年第一季度.
SEASON = re.compile("第[一二三四]季度|[一二三四五六七八九十]+月|年[初底末]|[上下]半年")
#: Bodies that one person is not.
SEVERAL = re.compile("组成人员|委员会|小组|成员")
#: What happens so many times one after another happens at least twice.
IN_A_ROW = re.compile("连续[一二三四五两]次")


def is_of_season(point: KeyPoint) -> bool:
    """Tell whether 每年 only leads to the time of the year that a rule is about."""
    slot = point.slots[0]
    after = point.span.text[slot.end - point.span.start :]
    return point.note.startswith("interval") and SEASON.match(after) is not None


def is_sensible(point: KeyPoint, text: str) -> bool:
    """Tell whether *text* could stand in the rule: no child is old, no committee one person."""
    slot, context, role = point.slots[0], point.span.text, point.note.partition(":")[0]
    key, size, own = slot.text, size_of(text) or 0.0, size_of(slot.text) or 0.0
    if role == "age" and ELDERS.search(context):
        return size >= OLD
    is_of_several = role == "headcount" and SEVERAL.search(context)
    if is_of_several or (role == "times" and IN_A_ROW.search(context)):
        return own == 1 or size != 1
    if "分之" in key:
        return own <= 1 or size > 1
    return not key.endswith("月") or ("至" in key) is ("至" in text)
