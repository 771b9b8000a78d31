"""Items on the numbers of speeches and reports."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import blanked, cloze
from question_bank.questions.quantities import accepted_of, confusions_of, size_of
from question_bank.questions.statements import ORAL, statement
from question_bank.questions.statutory import in_numeric_order
from question_bank.questions.statutory import quantity as value_of_number
from question_bank.questions.stems import closed, context_of, standalone
from question_bank.questions.values import BLANK, GAP, Item, ItemType, NearMiss
from question_bank.questions.workshop import Builder, Candidate, Workshop, fact_of, options

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
LONGEST_STATEMENT = 90
#: Talk, and what was counted, which no rule stands beside.
UNSURE = re.compile(
    ORAL.pattern + r"|\d+(?:人次|余|多)|[了过]\d|也不是|每周|将为|发放|会同[^，]{2,14}$"
)
#: How many must sign depends on the level of the congress.
LEVEL = re.compile("全国|省|设区|市|县|区|乡|镇|街道")
#: How often a number is stated, and how often what is stated is true.
STATED, TRUE = 0.3, 0.5
#: Whose habit a rule with 每季度 or 每年 is.
OWNER = re.compile("代表|小组|常委会|委员会|主席|政府|机关|单位|成员|联络站|联系|部门")
#: How many times another number may be the key.
LARGEST_FACTOR = 6.0
#: Where a majority begins.
HALF = 0.5
#: Stretches of time, which a reader compares.
TIMES = re.compile("[一二三四五六七八九十两]+(?:个工作日|个月|小时|日|天)")
#: A blank needs words of the office around it, or it asks about the weather.
SUBJECT = re.compile(
    "代表|人大|主席|常委会|会议|选民|联名|议案|建议|质询|罢免|预算|报告|票|选举|视察|调研|培训|走访|接待|学习|述职|答复|办理"
)


def among_figures(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on numbers; all of *points* lend their near misses."""
    alike: dict[str, list[KeyPoint]] = defaultdict(list)
    for point in points:
        alike[point.note].append(point)
    turns = {point.slots[0].start: turn for turn, point in enumerate(points)}
    return lambda workshop, point: _from_figure(
        workshop, point, alike[point.note], turns[point.slots[0].start]
    )


def _from_figure(
    workshop: Workshop, point: KeyPoint, alike: Sequence[KeyPoint], turn: int
) -> Iterator[Candidate | None]:
    """Yield one item on the number: a statement, a cloze or a choice; two would show each other's key."""
    slot = point.slots[0]
    context = context_of(workshop.document, point.span)
    if context is None or not SUBJECT.search(context.text):
        return
    wrong = _wrong(workshop, point, alike, context)
    is_sure = _is_sure(point, context)
    draw = workshop.random("figure-form", slot.start)
    if draw.random() < STATED:
        stated = _stated(
            workshop, point, context, wrong, is_sure=is_sure, truth=draw.random() < TRUE
        )
        if stated:
            yield stated
            return
    if turn % 2 and len(wrong) >= FEWEST_WRONG:
        yield _choice(workshop, point, context, wrong, is_sure=is_sure)
    else:
        made = cloze(workshop, point, [slot], "figure", is_sure=is_sure)
        yield _with_near_misses(made, wrong) if made else None


def _is_sure(point: KeyPoint, context: Span) -> bool:
    """Tell whether the number states a rule for somebody the words name."""
    if "联名" in context.text and not LEVEL.search(context.text):
        return False
    is_owned = point.note != "period" or bool(OWNER.search(context.text))
    return point.confidence == 1.0 and is_owned and not UNSURE.search(context.text)


def _wrong(
    workshop: Workshop, point: KeyPoint, alike: Sequence[KeyPoint], context: Span
) -> list[tuple[str, str]]:
    """Return numbers a reader might take for the key: those of the text, then those of its scale."""
    key, noun = point.slots[0].text, workshop.source.noun
    said = {
        other.slots[0].text: f"“{other.slots[0].text}”是{noun}另一处的数字：{other.span.text}。"
        for other in alike
        if _form(other.slots[0].text) == _form(key)
    }
    scale = _scale(key, point.note)
    own = quantity(key)
    near = sorted(scale, key=lambda text: (abs(scale.index(text) - _rank(scale, own)), text))
    found = dict(said)
    for text in near:
        found.setdefault(text, f"{noun}这里的数字是“{key}”。")
    found = {
        text: why
        for text, why in found.items()
        if _keeps_order(key, text, context.text) and _is_of_side(key, text)
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
        drawn.remove(chooser.choice(spare) if spare else drawn[-1])
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
    """Return the scale of *unit* as the key is written, or nothing."""
    scale = SCALES.get(unit, ())
    if _form(key):
        return tuple(_figures(text) for text in scale) if unit != "share" else ()
    if unit == "share" and "分之" not in key:
        return ()
    if unit == "share" and key.startswith("百"):
        return ()
    return scale


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


def _with_near_misses(made: Candidate, wrong: Sequence[tuple[str, str]]) -> Candidate:
    blank = made.item.blanks[0]
    known = {miss.text for miss in blank.near_misses}
    misses = [NearMiss(text, told) for text, told in wrong[:2] if text not in known]
    key = blank.accepted[0]
    also = accepted_of(key)
    misses += [NearMiss(text, told) for text, told in confusions_of(key) if text not in known]
    near = [miss for miss in (*blank.near_misses, *misses) if miss.text not in also]
    accepted = tuple(dict.fromkeys((*blank.accepted, *also)))
    blank = replace(blank, accepted=accepted, near_misses=tuple(near))
    return replace(made, item=replace(made.item, blanks=(blank,)))


def _choice(
    workshop: Workshop,
    point: KeyPoint,
    context: Span,
    wrong: Sequence[tuple[str, str]],
    *,
    is_sure: bool,
) -> Candidate | None:
    slot = point.slots[0]
    text = standalone(workshop.document, context, blanked(context, [slot]))
    if text is None or text.count(BLANK) != 1:
        return None
    drawn = options([(slot.text, "")], wrong, workshop.random("figure-choice", slot.start))
    item = Item(
        type=ItemType.SINGLE,
        form="figure",
        kind=point.kind,
        stem=workshop.source.lead(point.section, text) + closed(text).replace(BLANK, GAP),
        options=in_numeric_order(drawn),
        explanation=workshop.quoted(context, point.section),
        difficulty=2,
    )
    return Candidate(
        item,
        workshop.evidence(context),
        point.pattern,
        f"figure@{slot.start}",
        fact_of(point, slot.text),
        point.importance,
        point.section,
        is_sure=is_sure,
        key_spans=(slot,),
    )


def _stated(
    workshop: Workshop,
    point: KeyPoint,
    context: Span,
    wrong: Sequence[tuple[str, str]],
    *,
    is_sure: bool,
    truth: bool,
) -> Candidate | None:
    """Return the sentence as it is or with a number that cannot follow from the right one."""
    slot = point.slots[0]
    text = standalone(workshop.document, context, context.text)
    if text is None or len(text) > LONGEST_STATEMENT or text.count(slot.text) != 1:
        return None
    for other, _ in wrong:
        if _follows(point, slot.text, other):
            continue
        told = text if truth else text.replace(slot.text, other)
        changed = "" if truth else f"改动的是数字：应为“{slot.text}”，不是“{other}”。"
        return statement(
            workshop,
            point,
            workshop.source.lead(point.section, told) + closed(told),
            truth=truth,
            form="figure",
            explanation=changed + workshop.quoted(context, point.section),
            slot=str(slot.start),
            fact=fact_of(point, slot.text),
            proof=context,
            is_sure=is_sure,
        )
    return None


def _follows(point: KeyPoint, right: str, wrong: str) -> bool:
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
