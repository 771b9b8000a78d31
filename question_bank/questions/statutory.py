"""Items on the numbers of a statute, asked among the numbers of neighbouring articles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from question_bank.documents.numerals import value_of
from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import blanked
from question_bank.questions.rules import (
    asked,
    candidate,
    choice,
    proof_of,
    stem_of,
    verdict,
)
from question_bank.questions.values import BLANK, GAP, Blank, Item, ItemType, NearMiss, Option
from question_bank.questions.workshop import Builder, Candidate, Workshop

MOST_WRONG, FEWEST_WRONG = 3, 2
LARGEST_FACTOR = 10.0
#: How often a number is asked as a cloze though a choice could be made, and a statement is true.
CLOZES, STATED, TRUE = 0.35, 0.6, 0.25
#: Numbers that rules of one role commonly have: wrong answers where the statute has too few.
LADDERS = {
    "deadline:日": "三日 五日 七日 十日 十五日 二十日 三十日 六十日",
    "limit:日": "三日 五日 七日 十日 十五日 二十日 三十日 六十日",
    "deadline:个工作日": "三个工作日 五个工作日 七个工作日 十个工作日 十五个工作日",
    "deadline:个月": "一个月 两个月 三个月 六个月 九个月",
    "limit:个月": "一个月 两个月 三个月 六个月 九个月",
    "frequency:个月": "一个月 两个月 三个月 四个月",
    "term:年": "两年 三年 四年 五年",
    "joint:人": "三人 五人 十人 二十人 三十人 五十人",
    "joint:名": "五名 十名 二十名 三十名 五十名",
    "proposal:fraction": "二十分之一 十分之一 五分之一 三分之一",
    "majority:majority": "过半数 三分之二以上 四分之三以上",
    "times:次": "一次 两次 三次 四次",
    "limit:小时": "八小时 十二小时 二十四小时 四十八小时",
    "deadline:小时": "十二小时 二十四小时 四十八小时 七十二小时",
}
AROUND, FRAME, LIKE = 14, 4, 60
#: Names of levels of government, which alone tell like rules apart.
LEVELS = re.compile(
    "国务院|全国|中央|省、自治区、直辖市|设区的市、自治州|县、自治县、不设区的市、市辖区|乡、民族乡、镇|政府财政部门|财政部门|政府|本级|[省县乡]?级?的?人民代表大会|[省县乡]级的?"
)
#: Directions in which a changed rule does not follow from the rule itself.
HIGHER, LOWER, ANY = "higher", "lower", "any"


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a statute that play one role: 三日 and 十日 as deadlines, but not 三次."""

    values: dict[str, float]
    points: dict[str, list[KeyPoint]]

    def nearest(self, text: str, section: int) -> KeyPoint:
        """Return where *text* stands nearest to *section*; the first of equals."""
        points = self.points[text]
        after = bisect_left(points, section, key=lambda point: point.section)
        near = points[max(0, after - 1) : after + 1]
        return min(near, key=lambda point: _distance(point, section))


def _distance(point: KeyPoint, section: int) -> tuple[int, int, int]:
    """Return what is less the nearer *point* stands to *section*, then the earlier."""
    return abs(point.section - section), point.span.start, point.slots[0].start


def among_numbers(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on numbers; all of *points* lend their wrong answers."""
    found: dict[str, Numbers] = defaultdict(lambda: Numbers({}, defaultdict(list)))
    for point in sorted(points, key=lambda p: (p.section, p.span.start, p.slots[0].start)):
        for slot in point.slots:
            alike = found[point.note]
            alike.values[slot.text] = quantity(slot.text) or 0.0
            alike.points[slot.text].append(point)
    first = _firsts(points)
    return lambda workshop, point: from_number(
        workshop,
        replace(point, confidence=point.confidence * (id(point) in first)),
        found[point.note],
    )


def _firsts(points: Sequence[KeyPoint]) -> set[int]:
    """
    Return which of the points to ask first: one for each number of a run of like rules.

    A statute says the same of each level; that of the county is nearest to most deputies.
    """
    runs: dict[tuple[str, str, str], KeyPoint] = {}
    for point in points:
        key = "|".join(slot.text for slot in point.slots)
        rule = LEVELS.sub("", point.span.text[:LIKE])
        run = (point.note, key, rule)
        if run not in runs or ("县" in point.span.text and "县" not in runs[run].span.text):
            runs[run] = point
    return {id(point) for point in runs.values()}


def from_number(workshop: Workshop, point: KeyPoint, alike: Numbers) -> Iterator[Candidate | None]:
    """Yield a choice or a cloze on the number, and a statement to judge."""
    wrong = _wrong(workshop, point, alike)
    shuffler = workshop.random("number", point.slots[0].start)
    if len(point.slots) > 1:
        yield _cloze(workshop, point, wrong[:1], has_bank=True)
        return
    is_cloze = len(wrong) < FEWEST_WRONG or shuffler.random() < CLOZES
    yield _cloze(workshop, point, wrong) if is_cloze else _choice(workshop, point, wrong)
    false = [text for text, _ in wrong if _is_false(point, text)]
    if false and (is_cloze or shuffler.random() < STATED):
        truth = shuffler.random() < TRUE
        yield verdict(workshop, point, "number", point.slots[0], false[0], "数字", truth=truth)


def _wrong(workshop: Workshop, point: KeyPoint, alike: Numbers) -> list[tuple[str, str]]:
    """Return numbers of the same role, nearest first, with what each is true of."""
    keys, context = {slot.text for slot in point.slots}, point.span.text
    own = [alike.values[key] for key in keys]
    nearest = [
        alike.nearest(text, point.section)
        for text, value in alike.values.items()
        if value not in own and text not in context and all(_are_near(value, v) for v in own)
    ]
    by_text: dict[str, tuple[str, str]] = {}
    for other in sorted(nearest, key=lambda each: _distance(each, point.section)):
        for slot in other.slots:
            if alike.values[slot.text] not in own and slot.text not in context:
                told = f"{workshop.source.place(other.section)}：{other.topic}{other.span.text}。"
                by_text.setdefault(slot.text, (slot.text, told))
    found = [pair for text, pair in by_text.items() if not _reads_alike(text, keys)]
    found += _from_ladder(workshop, point, found)
    return [pair for pair in found if not _fills_frame(workshop, point, pair[0])][:MOST_WRONG]


def _fills_frame(workshop: Workshop, point: KeyPoint, text: str) -> bool:
    """Tell whether *text* stands elsewhere between the words that stand around the number."""
    whole, slot = workshop.document.clean_text, point.slots[0]
    left, right = whole[slot.start - FRAME : slot.start], whole[slot.end : slot.end + FRAME]
    return workshop.corpus.has(
        re.split("[，。：；]", left)[-1] + text + re.split("[，。：；]", right)[0]
    )


def _reads_alike(text: str, keys: set[str]) -> bool:
    return any(text in key or key in text for key in keys)


def _from_ladder(
    workshop: Workshop, point: KeyPoint, found: Sequence[tuple[str, str]]
) -> list[tuple[str, str]]:
    """Return numbers that rules of this role commonly have, nearest in size first."""
    key = point.slots[0].text
    value = quantity(key) or 0.0
    known = {quantity(text) for text, _ in found} | {quantity(slot.text) for slot in point.slots}
    after = point.span.text[point.slots[0].end - point.span.start :]
    rungs = [
        text.removesuffix("以上") if after.startswith("以上") else text
        for text in LADDERS.get(point.note, "").split()
    ]
    rungs = [text for text in rungs if quantity(text) not in known and text not in point.span.text]
    rungs.sort(key=lambda text: abs((quantity(text) or 0.0) - value) / max(value, 0.01))
    here = workshop.source.place(point.section)
    return [(text, f"{here}规定的是“{key}”。") for text in rungs]


def _choice(workshop: Workshop, point: KeyPoint, wrong: Sequence[tuple[str, str]]) -> Candidate:
    slot = point.slots[0]
    stem = asked(workshop, point, [slot], GAP)
    made = choice(
        workshop,
        point,
        "number",
        stem,
        [slot.text],
        wrong,
        slot=f"number@{slot.start}",
        key_spans=[slot],
    )
    return replace(made, item=replace(made.item, options=in_numeric_order(made.item.options)))


def _cloze(
    workshop: Workshop,
    point: KeyPoint,
    wrong: Sequence[tuple[str, str]],
    *,
    has_bank: bool = False,
) -> Candidate:
    """Return a cloze on the numbers, with those of neighbouring articles as near misses."""
    misses = tuple(NearMiss(text, told) for text, told in wrong)
    blanks = tuple(
        Blank(number, (slot.text, *_spellings(slot.text)), misses)
        for number, slot in enumerate(point.slots, start=1)
    )
    bank: list[str] = []
    if has_bank:
        bank = [slot.text for slot in point.slots] + [text for text, _ in wrong]
        workshop.random("bank", point.slots[0].start).shuffle(bank)
    item = Item(
        type=ItemType.CLOZE,
        form="number",
        kind=point.kind,
        stem=stem_of(workshop, point, blanked(point.span, point.slots)),
        blanks=blanks,
        word_bank=tuple(bank),
        explanation=proof_of(workshop, point),
        difficulty=3,
    )
    slot = "|".join(str(each.start) for each in point.slots)
    return candidate(workshop, point, item, slot, key_spans=point.slots)


def _spellings(text: str) -> tuple[str, ...]:
    """Return the same number as people also write it: 二次 for 两次."""
    if text.startswith("两"):
        return ("二" + text[1:],)
    return ("两" + text[1:],) if re.match("二[^十百千分]", text) else ()


def _is_false(point: KeyPoint, wrong: str) -> bool:
    """Tell whether the rule with *wrong* in its number's place is certainly another rule."""
    slot = point.slots[0]
    higher = (quantity(wrong) or 0.0) > (quantity(slot.text) or 0.0)
    direction = _direction(point, slot)
    return direction == ANY or (direction == HIGHER) == higher


def _direction(point: KeyPoint, slot: Span) -> str:  # noqa: PLR0911
    """Return how a number must be changed so that the changed rule does not follow from the rule."""
    at = slot.start - point.span.start
    before = point.span.text[max(0, at - AROUND) : at]
    after = point.span.text[at + len(slot.text) :][:AROUND]
    role = point.note.partition(":")[0]
    if re.search("不得少于|不少于|不得低于|至少", before):
        return HIGHER
    if re.search("不超过|不得超过|最长|最多|至多", before):
        return LOWER
    if re.search("不得|不能|有效|禁止", point.span.text[at:]):
        return HIGHER
    may = "可以" in before or re.search("可以|有权", point.span.text[at:])
    if role == "deadline":
        is_before = bool(re.match("以?前|之前", after))
        return HIGHER if is_before is not bool(may) else LOWER
    if role in {"majority", "quorum"}:
        return HIGHER
    return LOWER if role in {"joint", "proposal", "age"} or after.startswith("以上") else ANY


def _are_near(first: float, second: float) -> bool:
    """Tell whether a reader might take one number for the other: within a factor of ten."""
    return 0 < first <= LARGEST_FACTOR * second and 0 < second <= LARGEST_FACTOR * first


def in_numeric_order(drawn: Sequence[Option]) -> tuple[Option, ...]:
    """Return options that are all numbers in rising order, renumbered; others as they are."""
    values = [quantity(option.text) for option in drawn]
    if any(value is None for value in values):
        return tuple(drawn)
    ordered = sorted(drawn, key=lambda option: quantity(option.text) or 0.0)
    return tuple(Option(n, o.text, o.correct, o.feedback) for n, o in enumerate(ordered, start=1))


def quantity(text: str) -> float | None:
    """Return the number that *text* states, a fraction as its value, or `None`."""
    if match := re.search("([一二三四五六七八九十百]+)分之([一二三四五六七八九十百]+)", text):
        return value_of(match.group(2)) / value_of(match.group(1))
    if text in {"过半数", "半数以上"}:
        return 0.5
    if match := re.match(
        r"([一二三四五六七八九十百千万两]+)(?:(?:个工作|个)?[人名日天月年次倍周件条项票小届]|$)",
        text,
    ):
        return _valued(match.group(1))
    match = re.match(r"\d+(?:\.\d+)?", text)
    return float(match.group()) if match else None


def _valued(numeral: str) -> float:
    """Return the value of a numeral that may count ten thousands: 二万五千."""
    high, mark, low = numeral.rpartition("万")
    if not mark:
        return float(value_of(low))
    return 10_000.0 * value_of(high or "一") + (value_of(low) if low else 0)


__all__ = ["BLANK", "among_numbers", "from_number", "in_numeric_order", "quantity"]
