"""Numbers that a reader might take for the right one: those of the text, then those of their scale."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.quantities import size_of
from question_bank.questions.statutory import quantity as value_of_number
from question_bank.questions.workshop import Workshop

#: Numbers that readers take for one another, by unit; each row rises.
SCALES: Mapping[str, tuple[str, ...]] = {
    "人": ("三人", "五人", "十人", "二十人", "三十人", "五十人"),
    "名": ("三名", "五名", "十名", "二十名", "三十名", "五十名"),
    "次": ("一次", "两次", "三次", "四次", "六次"),
    "个月": ("一个月", "两个月", "三个月", "六个月"),
    "日": ("三日", "五日", "七日", "十日", "十五日", "二十日", "三十日"),
    "天": ("三天", "五天", "七天", "十天", "十五天", "三十天"),
    "个工作日": ("两个工作日", "三个工作日", "五个工作日", "七个工作日", "十个工作日"),
    "年": ("两年", "三年", "四年", "五年"),
    "period": ("每周", "每月", "每两个月", "每季度", "每半年", "每年", "每届"),
    "share": (
        "十分之一",
        "五分之一",
        "四分之一",
        "三分之一",
        "二分之一",
        "三分之二",
        "四分之三",
        "五分之四",
    ),
}
#: A number that opens something, rather than one to be reached.
CONDITION = re.compile("联名|提议|出席|通过|赞成|的$")
AT_LEAST = re.compile("以上|至少|不少于|不得少于|不低于|超过(?<!不超过)(?<!不得超过)")
AT_MOST = re.compile("以下|不超过|不得超过|最多|以内|之?内|低于(?<!不低于)|前")
MOST_WRONG, FEWEST_WRONG = 3, 2
#: How many times another number may be the key.
LARGEST_FACTOR = 6.0
#: Where a majority begins.
HALF = 0.5
#: What feedback calls a number, by unit.
CALLED: Mapping[str, str] = {"period": "频次", "share": "比例"}
#: An interval that few rules have, so that it is no likely mistake.
SELDOM = "每两个月"
#: The other end of a range, before it or after it; and what a whole is more than.
RANGE_TO = re.compile("^(?:以上)?[至到—](?P<other>[^，；。、]{1,8})")
RANGE_FROM = re.compile("(?P<other>[一二三四五六七八九十百分之0-9]{1,8}[人名日天个月年]*)[至到—]$")
BASE = re.compile(
    "基数[^，；0-9一二三四五六七八九十百]{0,4}(?P<other>[0-9一二三四五六七八九十百千]+)"
)
#: How far beyond the ends of its scale a number still has that scale's steps beside it, as a factor.
BEYOND = 1.5
#: Stretches of time, which a reader compares.
TIMES = re.compile("[一二三四五六七八九十两]+(?:个工作日|个月|小时|日|天)")


def wrong_for(
    workshop: Workshop, point: KeyPoint, alike: Sequence[KeyPoint], context: Span
) -> list[tuple[str, str]]:
    """Return numbers a reader might take for the key: those of the text, then those of its scale."""
    key, noun = point.slots[0].text, workshop.source.noun
    said = {
        other.slots[
            0
        ].text: f"“{other.slots[0].text}”是{noun}另一处的数字：{other.span.text.lstrip('—')}。"
        for other in alike
        if _form(other.slots[0].text) == _form(key)
    }
    scale = _scale(key, point.note)
    own = quantity(key)
    near = sorted(scale, key=lambda text: (abs(scale.index(text) - _rank(scale, own)), text))
    found = dict(said)
    for text in near:
        found.setdefault(text, f"{noun}这里的{CALLED.get(point.note, '数字')}是“{key}”。")
    found = {
        text: why
        for text, why in found.items()
        if _keeps_order(key, text, context.text)
        and _is_of_side(key, text)
        and _is_within(key, text, context.text)
    }
    is_new = {
        t: r for t, r in found.items() if t not in context.text and _is_near(quantity(t), own)
    }
    ordered = [text for text in near if text in is_new]
    ordered = [t for t in is_new if t in said and t in ordered] + [
        t for t in ordered if t not in said
    ]
    drawn = ordered[: MOST_WRONG + 1]
    spare = [text for text in drawn if text not in said]
    if len(drawn) > MOST_WRONG:
        chooser = workshop.random("figure", point.slots[0].start)
        far = spare[1:] if point.note == "period" else spare
        drawn.remove(chooser.choice(far) if far else drawn[-1])
    return [(text, is_new[text]) for text in drawn]


def _is_of_side(key: str, text: str) -> bool:
    """Tell whether both shares are minorities, or both are not; other numbers have no sides."""
    if "分之" not in key or "分之" not in text:
        return True
    return ((quantity(key) or 0.0) < HALF) is ((quantity(text) or 0.0) < HALF)


def _keeps_order(key: str, text: str, context: str) -> bool:
    """Tell whether *text* is as much more or less than the sentence's other times as the key is."""
    own, wrong = size_of(key) or 0.0, size_of(text) or 0.0
    for match in TIMES.finditer(context.replace(key, "\n", 1)):
        other = size_of(match.group()) or own
        if other != own and (other < own) is not (other < wrong):
            return False
    return True


def _is_within(key: str, text: str, context: str) -> bool:
    """Tell whether *text* is inside of the bounds that *context* itself sets to *key*."""
    own, wrong = quantity(key) or 0.0, quantity(text) or 0.0
    before, _, after = context.partition(key)
    for pattern, words in ((RANGE_TO, after), (RANGE_FROM, before), (BASE, before)):
        bound = pattern.search(words)
        other = value_of_number(bound["other"]) if bound else None
        if other and other != own and (other < own) is not (other < wrong):
            return False
    return True


def _is_near(other: float | None, own: float | None) -> bool:
    """Tell whether a reader might take one number for the other; not if they are the same."""
    if not other or not own or other == own:
        return False
    return max(other, own) <= LARGEST_FACTOR * min(other, own)


def quantity(text: str) -> float | None:
    """Return the number that *text* states, its unit set aside."""
    if text in SCALES["period"]:
        return float(SCALES["period"].index(text) + 1)
    return value_of_number(text.replace("个工作日", "日"))


def _form(text: str) -> bool:
    """Tell whether *text* is written in figures, not in Chinese numerals."""
    return text[0].isdigit()


def _scale(key: str, unit: str) -> tuple[str, ...]:
    """Return the scale of *unit* as the key is written; nothing where the key is far beyond it."""
    scale = tuple(text for text in SCALES.get(unit, ()) if text != SELDOM or key == SELDOM)
    is_odd = unit == "share" and (_form(key) or "分之" not in key or key.startswith("百"))
    if is_odd or not scale or not _is_on(scale, quantity(key) or 0.0):
        return ()
    return tuple(map(_figures, scale)) if _form(key) else scale


def _is_on(scale: Sequence[str], value: float) -> bool:
    """Tell whether *value* is between the ends of *scale*, or not far beyond them."""
    ends = quantity(scale[0]) or 0.0, quantity(scale[-1]) or 0.0
    return min(ends) <= value * BEYOND and value <= max(ends) * BEYOND


def _figures(text: str) -> str:
    """Write the numeral of *text* in figures: 十五日 as 15日."""
    value = quantity(text) or 0.0
    return f"{value:g}" + re.sub("^[一二三四五六七八九十两]+", "", text)


def _rank(scale: Sequence[str], value: float | None) -> float:
    """Return where *value* stands on *scale*, between two steps if it is none of them."""
    values = [quantity(text) or 0.0 for text in scale]
    if value in values:
        return float(values.index(value or 0.0))
    return sum(each < (value or 0.0) for each in values) - 0.5


def follows(point: KeyPoint, right: str, wrong: str) -> bool:
    """Tell whether a rule with *wrong* would follow from the rule with *right*."""
    higher = (quantity(wrong) or 0.0) > (quantity(right) or 0.0)
    start = point.slots[0].start - point.span.start
    around = point.span.text[max(0, start - 6) : start + len(right) + 2]
    is_least = bool(AT_LEAST.search(around))
    if point.note == "period":
        return higher
    if CONDITION.search(point.span.text[start:]):
        return higher if is_least or not AT_MOST.search(around) else not higher
    if is_least:
        return not higher
    return bool(AT_MOST.search(around)) and higher
