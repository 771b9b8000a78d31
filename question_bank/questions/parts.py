"""Items on the build of a text: which points make which part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint
from question_bank.questions.labels import bigrams
from question_bank.questions.values import GAP, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of, options

FEWEST_RIGHT, FEWEST_WRONG, MOST = 2, 2, 3


def from_points(
    workshop: Workshop, point: KeyPoint, others: Sequence[KeyPoint]
) -> Iterator[Candidate | None]:
    """Yield one multiple choice a part; the wrong options are points of other parts."""
    title = bigrams(point.topic)
    right = [m.content.text for m in point.members if not bigrams(m.content.text) & title]
    wrong = [
        (member.content.text, f"这是{workshop.source.place(other.section)}的要求。")
        for other in others
        if other is not point
        for member in other.members
        if not bigrams(member.content.text) & title
    ]
    if len(right) < FEWEST_RIGHT or len(wrong) < FEWEST_WRONG:
        return
    shuffler = workshop.random("part", point.section)
    right = right[:MOST]
    middle = sorted(map(len, right))[len(right) // 2]
    wrong = sorted(wrong, key=lambda pair: (abs(len(pair[0]) - middle), pair[0]))[:FEWEST_WRONG]
    item = Item(
        type=ItemType.MULTIPLE,
        form="part",
        kind=point.kind,
        stem=f"{workshop.source.place(point.section)}“{point.topic}”列出的要点有{GAP}。",
        options=options([(text, "") for text in right], wrong, shuffler),
        explanation=f"{workshop.source.place(point.section)}的要点是：{'；'.join(m.content.text for m in point.members)}。",
        difficulty=3,
    )
    yield Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "part",
        fact_of(point),
        point.importance,
        point.section,
        is_sure=False,
    )
