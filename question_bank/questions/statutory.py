"""Items on laws: numbers, majorities and terms, and the numbered lists of articles."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from question_bank.documents.numerals import value_of
from question_bank.keypoints import KeyPoint, Pattern, Span
from question_bank.questions.clozes import blanked, cloze
from question_bank.questions.labels import bigrams
from question_bank.questions.statements import statement
from question_bank.questions.stems import closed, context_of, standalone
from question_bank.questions.values import BLANK, GAP, Item, ItemType, Option
from question_bank.questions.workshop import (
    Builder,
    Candidate,
    Workshop,
    fact_of,
    options,
    safe_wrong,
)

NUMERAL = re.compile("[一二三四五六七八九十百千两]+")
MOST_WRONG, FEWEST_WRONG = 3, 2
LARGEST_FACTOR = 10.0
HALF = 0.5
AT_LEAST = re.compile("以上|至少|不少于|不得少于|不低于|年满|届满|超过(?<!不超过)(?<!不得超过)")
AT_MOST = re.compile("以下|不超过|不得超过|最多|至多|以内|不足")
HEAD = re.compile(
    "^(?P<who>.{2,24}?)(?:依法)?(?:应当)?(?P<verb>享有|履行|行使|承担|有)(?:下列|以下)(?P<noun>权利|义务|职权|职责)"
)
#: A member is the other list's too if they share this many pairs of characters.
KINSHIP = 2
LONGEST_STATEMENT = 60
LONGEST_MEMBER = 30
#: Lists of these two may lend each other their members.
CONTRARY = {"权利": "义务", "义务": "权利"}


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers of a law that look alike: 三日 and 十日, but not 三次."""

    values: dict[str, float]
    points: dict[str, list[KeyPoint]]

    def nearest(self, text: str, section: int) -> KeyPoint:
        """Return where *text* stands nearest to *section*; the first of equals."""
        points = self.points[text]
        after = bisect_left(points, section, key=lambda point: point.section)
        near = points[after : after + 1]
        if after:
            before = points[after - 1].section
            near.append(points[bisect_left(points, before, key=lambda point: point.section)])
        return min(near, key=lambda point: _distance(point, section))


def _distance(point: KeyPoint, section: int) -> tuple[int, int, int]:
    """Return what is less the nearer *point* stands to *section*, then the earlier."""
    return abs(point.section - section), point.span.start, point.slots[0].start


def among_numbers(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on numbers; all of *points* lend their wrong answers."""
    found: dict[tuple[str, str], Numbers] = defaultdict(lambda: Numbers({}, defaultdict(list)))
    for point in sorted(points, key=lambda p: (p.section, p.span.start, p.slots[0].start)):
        text = point.slots[0].text
        alike = found[_shape(point)]
        alike.values[text] = quantity(text) or 0.0
        alike.points[text].append(point)
    return lambda workshop, point: from_quantity(workshop, point, found[_shape(point)])


def _shape(point: KeyPoint) -> tuple[str, str]:
    """Return what two numbers share that a reader might take for each other."""
    return NUMERAL.sub("#", point.slots[0].text), point.note


def from_quantity(
    workshop: Workshop, point: KeyPoint, alike: Numbers
) -> Iterator[Candidate | None]:
    """Yield a single choice or, where wrong numbers lack, a cloze, and a statement to judge."""
    slot = point.slots[0]
    context = context_of(workshop.document, point.span)
    if context is None:
        return
    text = standalone(workshop.document, context, blanked(context, [slot]))
    wrong = _neighbouring(workshop, point, alike, context.text)
    if text is None or text.count(BLANK) != 1:
        return
    lead = workshop.source.lead(point.section, text)
    if len(wrong) >= FEWEST_WRONG:
        yield _number_choice(
            workshop, point, lead + closed(text).replace(BLANK, GAP), context, wrong
        )
    else:
        yield cloze(workshop, point, [slot], "number")
    if wrong:
        yield from _number_statements(workshop, point, lead, context, wrong[0])


def _neighbouring(
    workshop: Workshop, point: KeyPoint, alike: Numbers, context: str
) -> list[tuple[str, str]]:
    """Return numbers of the same shape from the nearest articles, with what they are true of."""
    key = point.slots[0].text
    nearest = [
        alike.nearest(text, point.section)
        for text, value in alike.values.items()
        if value != alike.values[key]
        and text not in context
        and _are_near(value, alike.values[key])
    ]
    nearest.sort(key=lambda other: _distance(other, point.section))
    return [
        (other.slots[0].text, f"{workshop.source.place(other.section)}：{other.span.text}。")
        for other in nearest[:MOST_WRONG]
    ]


def _number_choice(
    workshop: Workshop, point: KeyPoint, stem: str, context: Span, wrong: Sequence[tuple[str, str]]
) -> Candidate:
    slot = point.slots[0]
    drawn = options([(slot.text, "")], wrong, workshop.random("number", slot.start))
    item = Item(
        type=ItemType.SINGLE,
        form="number",
        kind=point.kind,
        stem=stem,
        options=in_numeric_order(drawn),
        explanation=workshop.quoted(context, point.section),
        difficulty=2,
    )
    return Candidate(
        item,
        workshop.evidence(context),
        point.pattern,
        f"number@{slot.start}",
        fact_of(point, slot.text),
        point.importance,
        point.section,
        key_spans=(slot,),
    )


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
    if match := re.match(
        r"([一二三四五六七八九十百千两]+)(?:个?[人名日天月年次倍周件条项票]|$)", text
    ):
        return float(value_of(match.group(1)))
    match = re.match(r"\d+(?:\.\d+)?", text)
    return float(match.group()) if match else None


def _number_statements(
    workshop: Workshop, point: KeyPoint, lead: str, context: Span, wrong: tuple[str, str]
) -> Iterator[Candidate]:
    slot = point.slots[0]
    text = standalone(workshop.document, context, context.text)
    if text is None or len(text) > LONGEST_STATEMENT or text.count(slot.text) != 1:
        return
    proof = workshop.quoted(context, point.section)
    truth = workshop.random("truth", slot.start).random() < HALF
    if not truth and _still_holds(slot.text, wrong[0], text):
        return
    told = text if truth else text.replace(slot.text, wrong[0])
    changed = "" if truth else f"改动的是数字：应为“{slot.text}”，不是“{wrong[0]}”。"
    yield statement(
        workshop,
        point,
        lead + closed(told),
        truth=truth,
        form="number",
        explanation=changed + proof,
        slot=str(slot.start),
        fact=fact_of(point, slot.text),
    )


def _still_holds(right: str, wrong: str, text: str) -> bool:
    """Tell whether a rule with *wrong* in the place of *right* would follow from the rule itself."""
    higher = (quantity(wrong) or 0.0) > (quantity(right) or 0.0)
    return (bool(AT_LEAST.search(text)) and higher) or (bool(AT_MOST.search(text)) and not higher)


@dataclass(frozen=True, slots=True)
class Foreign:
    """A member of another article's list: its text, its pairs of characters, its list's name."""

    text: str
    pairs: frozenset[str]
    noun: str
    owner: KeyPoint


def among_enumerations(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on numbered lists; those of *points* lend wrong answers."""
    foreign = [
        Foreign(text, frozenset(bigrams(text)), match["noun"], point)
        for point in points
        if (match := HEAD.match(point.topic)) and match["noun"] in CONTRARY
        for member in point.members
        if (text := _short(member.content.text)) and len(text) <= LONGEST_MEMBER
    ]
    return lambda workshop, point: from_enumeration(workshop, point, foreign)


def from_enumeration(
    workshop: Workshop, point: KeyPoint, others: Sequence[Foreign]
) -> Iterator[Candidate | None]:
    """Yield choices and statements on the numbered list of an article."""
    match = HEAD.match(point.topic)
    if match is None:
        return
    topic = f"{match['who']}{match['verb']}的{match['noun']}"
    members = [_short(m.content.text) for m in point.members]
    members = [text for text in members if text and len(text) <= LONGEST_MEMBER]
    foreign = _foreign(workshop, point, others, members, match["noun"])
    if len(members) >= FEWEST_WRONG + 1 and len(foreign) >= FEWEST_WRONG:
        yield _enumeration_choice(workshop, point, topic, members, foreign)
    place = workshop.source.place(point.section)
    shuffler = workshop.random("enumeration", point.span.start)
    if members and foreign:
        true, (false, reason) = shuffler.choice(members), shuffler.choice(foreign)
        proof = workshop.quoted(point.span, point.section)
        for text, truth in ((true, True), (false, False)):
            told = f"{place}所列包括：{text}。" if truth else f"“{text}”不在其中：{reason}"
            yield statement(
                workshop,
                point,
                f"根据{place}，{text}属于{topic}。",
                truth=truth,
                form="member",
                explanation=told + proof,
                slot=text,
                is_sure=point.pattern is Pattern.ENUMERATION and bool(reason),
            )


def _short(text: str) -> str:
    """Return a member's text if it is one clause or a list, without its final mark."""
    text = text.rstrip("；，。")
    return text if "，" not in text and not re.search("本法|前款|下列|上述|其", text) else ""


def _foreign(
    workshop: Workshop,
    point: KeyPoint,
    others: Sequence[Foreign],
    members: Sequence[str],
    noun: str,
) -> list[tuple[str, str]]:
    """Return what certainly stands outside the list, each with where it belongs."""
    found = [(m.text, m.reason) for m in safe_wrong(workshop, point.topic, members)]
    kin = [bigrams(member.content.text) for member in point.members]
    for other in others:
        is_contrary = CONTRARY.get(noun) == other.noun and other.owner is not point
        if is_contrary and all(len(other.pairs & own) < KINSHIP for own in kin):
            place = workshop.source.place(other.owner.section)
            found.append((other.text, f"{place}把它列为{other.noun}。"))
    return found


def _enumeration_choice(
    workshop: Workshop,
    point: KeyPoint,
    topic: str,
    members: list[str],
    foreign: Sequence[tuple[str, str]],
) -> Candidate:
    shuffler = workshop.random("enumeration-choice", point.span.start)
    right = shuffler.sample(members, min(3, len(members)))
    middle = sorted(map(len, right))[len(right) // 2]
    wrong = sorted(foreign, key=lambda pair: (abs(len(pair[0]) - middle), pair[0]))[:FEWEST_WRONG]
    item = Item(
        type=ItemType.MULTIPLE,
        form="enumeration",
        kind=point.kind,
        stem=f"下列各项中，属于{workshop.source.place(point.section)}规定的{topic}的有{GAP}。",
        options=options([(text, "") for text in right], wrong, shuffler),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=3,
    )
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "enumeration",
        fact_of(point),
        point.importance,
        point.section,
    )
