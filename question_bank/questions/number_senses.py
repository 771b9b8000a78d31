"""What a number of a rule is: a day of the calendar, one that all know, one beside another."""

from __future__ import annotations

import re
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.quantities import size_of

#: What stands before a day of the calendar.
OF_MONTH = re.compile("月份?的?第?$|每月$")
#: What shows that a number is asked for, where who forms a body may be meant as well.
COUNTED = re.compile("人数|名额|总数|不[超少多]|至少|一般为")
#: A number that says for which things another one holds: 代表人数在九十人以上的乡镇，…….
FOR_WHICH = re.compile("[^，；。]{0,6}的[^，；。]{0,12}，")
#: A day that everybody knows, and how a rule makes it one.
KNOWN_DAYS = re.compile(
    "(?:1|3|5|6|7|8|9|10|一|三|五|六|七|八|九|十)月(?:1|3|4|8|10|一|三|四|八|十)日"
)
HOLIDAY = re.compile("[为是][^，；。]{2,14}(?:节|国庆日)")


#: So many months are a year; so many days one has by the law on reviews, whatever shorter time
#: an older law gives.
YEAR, REVIEW, DAYS_OF_REVIEW = "十二个月", re.compile("申请(?:行政)?复议"), 60


def is_overtaken(point: KeyPoint) -> bool:
    """Tell whether a rule gives less time to ask for a review than the law on reviews now does."""
    days = size_of(point.slots[0].text) or 0.0
    return REVIEW.search(point.span.text) is not None and 1 < days < DAYS_OF_REVIEW


def is_date(point: KeyPoint, slot: Span) -> bool:
    """Tell whether *slot* is a day of the calendar and no stretch of time: 第一个月的二十五日前."""
    return (
        slot.text.endswith("日")
        and OF_MONTH.search(point.span.text, 0, slot.start - point.span.start) is not None
    )


def is_known(point: KeyPoint) -> bool:
    """Tell whether everybody knows the number: a holiday, a year's months, or the next after 一项."""
    slot, text = point.slots[0], point.span.text
    at = slot.start - point.span.start
    after = text[at + len(slot.text) :]
    if KNOWN_DAYS.fullmatch(slot.text) and HOLIDAY.match(after):
        return True
    if slot.text == YEAR and "年度" in text[:at]:
        return True
    is_second = slot.text[0] in "两二" and after.startswith("以上")
    return is_second and f"一{slot.text[1:]}" in f"{point.topic}{text[:at]}"


def without_first(point: KeyPoint) -> KeyPoint:
    """Return *point* without its first number, if that only says for which things the other holds."""
    first = point.slots[0]
    after = point.span.text[first.end - point.span.start :]
    return replace(point, slots=point.slots[1:]) if FOR_WHICH.match(after) else point


def is_of_number(point: KeyPoint) -> bool:
    """Tell whether a blank in the rule asks for a number, and not for whom: 主席团由____组成."""
    slot, text = point.slots[0], point.span.text
    at = slot.start - point.span.start
    before, after = text[:at], text[at + len(slot.text) :]
    is_formed = before.endswith("由") and after.startswith("组成")
    return not is_formed or COUNTED.search(f"{before}{after}") is not None
