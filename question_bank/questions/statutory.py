"""Items on the numbers of a statute, asked among the numbers of neighbouring articles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import blanked
from question_bank.questions.directions import is_false
from question_bank.questions.number_choices import (
    FEWEST_WRONG,
    MOST_WRONG,
    LikeRules,
    apart,
    around_key,
    is_told_by_rule,
    unlike,
)
from question_bank.questions.number_places import has_twin, told_of
from question_bank.questions.number_senses import (
    is_date,
    is_known,
    is_of_number,
    is_overtaken,
    without_first,
)
from question_bank.questions.quantities import (
    DAY,
    DAYS,
    LADDERS,
    RANGE,
    accepted_as_working,
    accepted_of,
    are_near,
    confusions_of,
    in_bank_order,
    quantity,
    size_of,
    taken_for_working,
    working_days,
)
from question_bank.questions.rules import (
    LESS,
    SPARE,
    article_of,
    asked,
    candidate,
    choice,
    proof_of,
    stem_of,
    verdict,
)
from question_bank.questions.sensible import is_of_season, is_sensible
from question_bank.questions.values import BLANK, GAP, Blank, Item, ItemType, NearMiss, Option
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: How often a number is asked as a cloze, and how often changed among other rules.
CLOZES, AMONG = 0.45, 0.25
MOST_IN_POOL = 12
#: So many times as large or small another range may be, 一人至二人 beside 七人至十三人.
LARGEST_OF_RANGES = 3.0
#: What a rule says of a number of heads that only an odd one can be.
ODD = "单数"
#: Words for those who are under age, and what age that is.
MINORS, OF_AGE = re.compile("未成年|儿童|少年|幼儿|婴"), 18
#: What is counted in days, working or not: 十日拘留.
CUSTODY = re.compile("拘留|拘役|禁闭|监视|羁押|留置")
FRAME, LIKE = 4, 60
#: Names of levels of government, which alone tell like rules apart.
LEVELS = re.compile(
    "国务院|全国|中央|省、自治区、直辖市|设区的市、自治州|县、自治县、不设区的市、市辖区|乡、民族乡、镇|政府财政部门|财政部门|政府|本级|[省县乡]?级?的?人民代表大会|[省县乡]级的?"
)


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
            alike.values[slot.text] = size_of(slot.text) or 0.0
            alike.points[slot.text].append(point)
    first = _firsts(points)
    rules = {note: LikeRules(p for p in points if p.note == note) for note in found}

    def build(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
        alike = found[point.note]
        sections = workshop.document.sections
        is_clear = not (
            is_told_by_rule(point)
            or is_overtaken(point)
            or rules[point.note].rule_otherwise(point, sections)
        )
        is_sure = is_clear and id(point) in first and not has_twin(workshop, point)
        return from_number(workshop, point if is_sure else replace(point, confidence=0.0), alike)

    return build


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
    """
    Yield one item on the number: a cloze or a choice.

    One only, since a second would ask the same again and show the first one's key. Where one
    among other rules is drawn and finds its company, that is the one; where it is not drawn, it
    may carry rules that nothing else asks about.
    """
    if is_of_season(point) or is_known(point):
        return
    wrong = _wrong(workshop, point, alike)
    shuffler = workshop.random("number", point.slots[0].start)
    if len(point.slots) > 1:
        has_bank = len(wrong) >= FEWEST_WRONG
        asked_for = point if has_bank else without_first(point)
        yield _cloze(workshop, asked_for, wrong[:2], has_bank=has_bank)
        return
    false = [text for text, _ in wrong if is_false(point, text)]
    drawn = shuffler.random()
    if false:
        is_drawn = workshop.random("number-among", point.slots[0].start).random() < AMONG
        form = "number_among" if is_drawn else SPARE
        yield verdict(
            workshop, point, form, point.slots[0], false[0], "数字", truth=False, less=-LESS
        )
    if len(wrong) < FEWEST_WRONG or (drawn < CLOZES and len(wrong) != FEWEST_WRONG):
        yield _cloze(workshop, point, wrong)
    elif len(drawn_from := around_key(point, wrong, shuffler)) >= FEWEST_WRONG:
        yield _choice(workshop, point, drawn_from)
    else:
        yield _cloze(workshop, point, wrong)


def _wrong(workshop: Workshop, point: KeyPoint, alike: Numbers) -> list[tuple[str, str]]:
    """Return numbers of the same role, nearest in size first, with what each is true of."""
    keys, context = {slot.text for slot in point.slots}, point.span.text
    article = workshop.document.sections[article_of(workshop, point.section)]
    around = workshop.document.clean_text[article.start : article.end]
    own = [alike.values[key] for key in keys]
    found = {
        text: ""
        for text, value in alike.values.items()
        if value not in own and text not in context and all(_is_near(text, value, v) for v in own)
    }
    for text, told in _from_ladder(workshop, point, list(found)):
        found.setdefault(text, told)
    fit = [text for text in found if not _reads_alike(text, keys)]
    if point.note.startswith("age") and MINORS.search(context):
        fit = [text for text in fit if (size_of(text) or 0.0) < OF_AGE]
    fit = [text for text in fit if text not in around and is_sensible(point, text)]
    if ODD in context and point.note.startswith("headcount"):
        fit = [text for text in fit if (size_of(text) or 0.0) % 2 and size_of(text) != 1]
    if len(keys) == 1:
        order = _order_of(point)
        fit = [text for text in fit if _keeps_order(order, text)]
    fit.sort(key=lambda text: (min(apart(text, value) for value in own), text))
    fit = list(unlike(fit, own))
    left, right = _frame_of(workshop, point)
    return [
        (text, found[text] or told_of(workshop, point, text, alike.nearest(text, point.section)))
        for text in fit[:MOST_IN_POOL]
        if not workshop.corpus.has(left + text + right)
    ]


def _is_near(text: str, value: float, own: float) -> bool:
    """Tell whether *text* may be taken for a number of size *own*; a range has less room."""
    if not are_near(value, own):
        return False
    return not RANGE.match(text) or own / LARGEST_OF_RANGES <= value <= own * LARGEST_OF_RANGES


def _order_of(point: KeyPoint) -> list[tuple[float, float]]:
    """Return each key of a rule with each other number in it that a reader compares it with."""
    order: list[tuple[float, float]] = []
    for slot in point.slots:
        value = size_of(slot.text) or 0.0
        at = slot.start - point.span.start
        rest = point.span.text[:at] + "\n" + point.span.text[at + len(slot.text) :]
        rest = f"{point.topic}\n{rest}"
        for match in COMPARABLE.finditer(rest):
            other = size_of(match.group()) or value
            is_alike = (other <= 1) is (value <= 1) and unit_of(match.group()) == unit_of(slot.text)
            if is_alike and other != value:
                order.append((value, other))
    return order


def _keeps_order(order: Sequence[tuple[float, float]], text: str) -> bool:
    """Tell whether *text* is as much more or less than the rule's other numbers as the key is."""
    wrong = size_of(text) or 0.0
    return all((other < value) is (other < wrong) for value, other in order)


#: Numbers that a reader compares.
COMPARABLE = re.compile(
    "[一二三四五六七八九十百两]+(?:分之[一二三四五六七八九十]+|个工作日|个月|周岁|小时|日|天|年|人|名|次)|过半数"
)


def unit_of(text: str) -> str:
    """Return what *text* counts: days for every stretch of time, shares, or its unit."""
    if "分之" in text or "半数" in text:
        return "share"
    unit = text.lstrip("一二三四五六七八九十百千万两")
    return "time" if unit in DAYS else unit


PAUSE = re.compile("[，。：；]")


def _frame_of(workshop: Workshop, point: KeyPoint) -> tuple[str, str]:
    """Return the words that stand around the number: what stands there elsewhere fits, too."""
    whole, slot = workshop.document.clean_text, point.slots[0]
    left, right = whole[slot.start - FRAME : slot.start], whole[slot.end : slot.end + FRAME]
    return PAUSE.split(left)[-1], PAUSE.split(right)[0]


def _reads_alike(text: str, keys: set[str]) -> bool:
    return any(text in key or key in text for key in keys)


def _from_ladder(
    workshop: Workshop, point: KeyPoint, found: Sequence[str]
) -> list[tuple[str, str]]:
    """Return numbers that rules of this role commonly have and the rule does not."""
    key = point.slots[0].text
    value = size_of(key) or 0.0
    known = {size_of(text) for text in found} | {size_of(slot.text) for slot in point.slots}
    others = [size_of(slot.text) or 0.0 for slot in point.slots[1:]]
    after = point.span.text[point.slots[0].end - point.span.start :]
    rungs = [
        text.removesuffix("以上") if after.startswith("以上") else text
        for text in LADDERS.get(point.note, "").split()
    ]
    here = workshop.source.place(point.section)
    told = "”和“".join(slot.text for slot in point.slots)
    return [
        (text, f"{here}规定的是“{told}”。")
        for text in rungs
        if size_of(text) not in known
        and text not in point.span.text
        and all(are_near(size_of(text) or 0.0, each) for each in (value, *others))
    ]


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
    if not is_of_number(point):
        point = replace(point, confidence=0.0)
    blanks = tuple(
        Blank(
            number,
            accepted := _accepted(workshop, point, slot),
            _near_misses(point, slot, wrong, accepted),
        )
        for number, slot in enumerate(point.slots, start=1)
    )
    bank: list[str] = []
    if has_bank:
        keys = [slot.text for slot in point.slots]
        bank = [*keys, *(text for text, _ in wrong)]
        shuffler = workshop.random("bank", point.slots[0].start)
        while in_bank_order(keys, bank):
            shuffler.shuffle(bank)
    item = Item(
        type=ItemType.CLOZE,
        form="number",
        kind=point.kind,
        stem=stem_of(workshop, point, blanked(point.span, point.slots)),
        blanks=blanks,
        word_bank=tuple(bank),
        unordered=_are_equals(point),
        explanation=proof_of(workshop, point),
        difficulty=3,
    )
    slot = "|".join(str(each.start) for each in point.slots)
    return candidate(workshop, point, item, slot, key_spans=point.slots)


def _are_equals(point: KeyPoint) -> bool:
    """Tell whether two numbers may change places: 每届任期三年或者五年."""
    if len(point.slots) != 2:  # noqa: PLR2004
        return False
    first, last = (slot.start - point.span.start for slot in point.slots)
    return point.span.text[first + len(point.slots[0].text) : last] in {"或者", "或", "和", "、"}


def _accepted(workshop: Workshop, point: KeyPoint, slot: Span) -> tuple[str, ...]:
    """Return how *slot* may be written, as working days where the law says that it means those."""
    key = slot.text
    if is_date(point, slot):
        return (key, f"{key[:-1]}号")
    days = working_days(workshop.document.clean_text)
    is_working = key in days or (key.endswith("日") and DAY in days)
    return (*accepted_of(key), *(accepted_as_working(key) if is_working else ()))


def _near_misses(
    point: KeyPoint, slot: Span, wrong: Sequence[tuple[str, str]], accepted: Sequence[str]
) -> tuple[NearMiss, ...]:
    """Return what *slot* is often mixed up with, then the nearest of *wrong*."""
    key = slot.text
    told: dict[str, str] = {}
    is_of_work = not (CUSTODY.search(point.span.text) or is_date(point, slot))
    working = taken_for_working(key) if is_of_work else []
    for text, why in (*confusions_of(key), *working, *wrong[:MOST_WRONG]):
        if text not in accepted:
            told.setdefault(text, why)
    return tuple(NearMiss(text, why) for text, why in told.items())


def in_numeric_order(drawn: Sequence[Option]) -> tuple[Option, ...]:
    """Return options that are all numbers in rising order, renumbered; others as they are."""
    values = [size_of(option.text) for option in drawn]
    if any(value is None for value in values):
        return tuple(drawn)
    ordered = sorted(drawn, key=lambda option: size_of(option.text) or 0.0)
    return tuple(Option(n, o.text, o.correct, o.feedback) for n, o in enumerate(ordered, start=1))


__all__ = ["BLANK", "among_numbers", "from_number", "in_numeric_order", "quantity"]
