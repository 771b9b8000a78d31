"""Items on the build of a text: which points make which part."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from question_bank.keypoints import KeyPoint, Span
from question_bank.keypoints.likeness import spare_edges
from question_bank.questions.clauses import bigrams
from question_bank.questions.grounds import heading_of
from question_bank.questions.speaking import ORAL
from question_bank.questions.stems import sentence_at
from question_bank.questions.values import BLANK, GAP, Blank, Item, ItemType
from question_bank.questions.workshop import Builder, Candidate, Workshop, fact_of, options

FEWEST_RIGHT, FEWEST_WRONG, MOST = 2, 2, 3
FEWEST_COUNTED = 3
#: Words of every such text, which give nothing away.
COMMON = frozenset(("代表", "人大", "大代", "工作", "履职"))
#: Length of what may be taken out of a heading, in characters.
SHORTEST, LONGEST, LONGEST_STEM = 2, 8, 118
#: Longest words of a heading that may be typed where it does not count itself.
SHORTEST_SURE, LONGEST_SURE = 3, 4
#: Numerals by their value: a heading that says 五步写法 has five of them.
COUNTS = "零一二三四五六七八九十"
#: Parts that look back.
PAST = re.compile("回顾|成绩|成效|问题|不足|差距|上半年工作|过去|年来|以来|所做|做了|了$")
#: Headings that share fewer characters at their edges are no row.
SHORTEST_SHARED = 2


@dataclass(frozen=True, slots=True)
class Point:
    """A point of some part, with its pairs of neighbouring characters."""

    text: str
    pairs: frozenset[str]
    part: KeyPoint


#: A heading that asks: 谁来服务, 怎么问.
QUESTION = re.compile("？|什么|谁|怎[么样]|哪|为何")


def among_points(parts: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on parts; the points of all *parts* are its wrong options."""
    by_length: dict[int, list[Point]] = defaultdict(list)
    for part in parts:
        for member in part.members:
            text = member.content.text
            by_length[len(text)].append(Point(text, frozenset(bigrams(text)), part))
    return lambda workshop, point: from_points(workshop, point, by_length)


def from_points(
    workshop: Workshop, point: KeyPoint, by_length: Mapping[int, Sequence[Point]]
) -> Iterator[Candidate | None]:
    """Yield a cloze on counted points, and a multiple choice; wrong options are other parts' points."""
    if point.note:
        yield _row(workshop, point) if point.is_closed else None
        return
    yield _counted(workshop, point)
    title = bigrams(point.topic) - COMMON
    right = [m.content.text for m in point.members if not bigrams(m.content.text) & title]
    if len(right) < FEWEST_RIGHT:
        return
    for turn in range(0, len(right), MOST):
        drawn = right[turn : turn + MOST]
        yield (
            _among(workshop, point, drawn, by_length, turn) if len(drawn) >= FEWEST_RIGHT else None
        )


def _among(
    workshop: Workshop,
    point: KeyPoint,
    right: Sequence[str],
    by_length: Mapping[int, Sequence[Point]],
    turn: int,
) -> Candidate | None:
    """Return a multiple choice on the points *right*; *turn* counts those asked before."""
    title = bigrams(point.topic) - COMMON
    middle = sorted(map(len, right))[len(right) // 2]
    strangers = (p for p in _likest(by_length, middle) if p.part is not point)
    fitting = (p for p in strangers if not p.pairs & title)
    wrong = [
        (other.text, f"这是{workshop.source.place(other.part.section)}的要求。")
        for other in islice(fitting, FEWEST_WRONG)
    ]
    if len(wrong) < FEWEST_WRONG:
        return None
    shuffler = workshop.random("part", point.section, turn)
    item = Item(
        type=ItemType.MULTIPLE,
        form="part",
        kind=point.kind,
        stem=f"{workshop.source.place(point.section)}“{point.topic}”列出的要点有{GAP}。",
        options=options([(text, "") for text in right], wrong, shuffler),
        explanation=f"{workshop.source.place(point.section)}的要点是：{'；'.join(m.content.text for m in point.members)}。",
        difficulty=3,
    )
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        f"part-{turn}" if turn else "part",
        fact_of(point),
        point.importance,
        point.section,
        is_sure=False,
    )


def _counted(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """Return a cloze on one or two points of a part whose headings are alike, or counted by its own."""
    texts = [member.content.text for member in point.members]
    if len(texts) < FEWEST_COUNTED or not _is_whole(point):
        return None
    shared, tail = spare_edges(texts)
    tail = tail if min(map(len, texts)) > shared + tail else 0
    slots = [
        Span(
            m.content.start + shared, m.content.end - tail, m.content.text[shared:][: -tail or None]
        )
        for m in point.members
    ]
    if not point.is_closed and shared + tail < SHORTEST_SHARED:
        return None
    fitting = [i for i, slot in enumerate(slots) if _is_askable(slot.text)]
    count = 1 if len(slots) == FEWEST_COUNTED or not point.is_closed else 2
    if len(fitting) < count:
        return None
    shuffler = workshop.random("points", point.section)
    chosen = sorted(shuffler.sample(fitting, count))
    shown = ("；" if any("，" in text for text in texts) else "、").join(
        text[:shared] + BLANK + text[len(text) - tail :] if i in chosen else text
        for i, text in enumerate(texts)
    )
    told = "依次讲了" if count == 1 else "讲了"
    return _points_cloze(workshop, point, told + "：" + shown, [slots[i] for i in chosen])


def _row(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """
    Return a cloze on one of the things that sentences count: 第一本是民情账. 第二本是建议账.

    It waits where no heading says how many they are.
    """
    slots = [member.content for member in point.members]
    fitting = [slot for slot in slots if len(slot.text) <= LONGEST_SURE + 1]
    if not fitting or ORAL.search("".join(slot.text for slot in slots)):
        return None
    asked = workshop.random("row", point.span.start).choice(fitting)
    rows = []
    for slot in slots:
        sentence = sentence_at(workshop.document, slot.start)
        before = sentence.text[: slot.start - sentence.start] if sentence else ""
        rows.append(before.replace("，", "是") + (BLANK if slot is asked else slot.text))
    made = _points_cloze(workshop, point, "讲了：" + "；".join(rows), [asked])
    is_counted = COUNTS[min(len(slots), 10)] in heading_of(workshop, point.section)
    return replace(made, is_sure=made.is_sure and is_counted) if made else None


def _is_whole(point: KeyPoint) -> bool:
    """Tell whether every point below the part has a heading, and no heading is a question."""
    is_plain = not any(QUESTION.search(member.content.text) for member in point.members)
    return is_plain and (point.is_closed or not point.is_open)


def _is_askable(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and "，" not in text


def _points_cloze(
    workshop: Workshop, point: KeyPoint, told: str, slots: Sequence[Span]
) -> Candidate | None:
    """Return the cloze whose words after the part's name are *told*."""
    place = workshop.source.place(point.section)
    topic = (point.topic or heading_of(workshop, point.section)).replace("“", "‘").replace("”", "’")
    texts = [member.content.text for member in point.members]
    item = Item(
        type=ItemType.CLOZE,
        form="points",
        kind=point.kind,
        stem=(f"{place}“{topic}”" if topic else place) + f"{told}。",
        blanks=tuple(Blank(n, turned(slot.text)) for n, slot in enumerate(slots, start=1)),
        unordered=len(slots) > 1,
        explanation=f"{place}的要点是：{'；'.join(texts)}。",
        difficulty=3,
    )
    if len(item.stem) > LONGEST_STEM:
        return None
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "points",
        fact_of(point),
        point.importance,
        point.section,
        is_sure=(
            point.is_closed
            or all(SHORTEST_SURE <= len(slot.text) <= LONGEST_SURE for slot in slots)
        )
        and not any(map(PAST.search, (point.topic, *texts))),
        key_spans=tuple(slots),
    )


def turned(text: str) -> tuple[str, ...]:
    """Return *text* and, where it is two things joined by 与, what it is the other way round."""
    one, joined, other = text.partition("与")
    return (text, f"{other}与{one}") if joined and one and other else (text,)


def _likest(by_length: Mapping[int, Sequence[Point]], length: int) -> Iterator[Point]:
    """Yield all points, those first whose length is nearest to *length*, then by their text."""
    differences = sorted({abs(known - length) for known in by_length})
    for difference in differences:
        lengths = sorted({length - difference, length + difference})
        alike = [point for known in lengths for point in by_length.get(known, ())]
        yield from sorted(alike, key=lambda point: point.text)
