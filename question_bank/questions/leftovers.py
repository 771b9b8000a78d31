"""
What is left of a talk: what it lays down and nothing published asks about, set in panels.

A trainer reads one panel that goes over four sayings sooner than four statements that are all
true. One word of one of them is changed: which way a bound points, what comes first, who must or
may. That is weaker than what is published, so that these panels wait.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice

from question_bank.documents import Section
from question_bank.keypoints import KeyPoint
from question_bank.questions.balance import LEFT
from question_bank.questions.belonging import COMMON
from question_bank.questions.changes import Change, change_of, is_quoted
from question_bank.questions.clauses import bigrams
from question_bank.questions.panels import Bounds, Company, Statement
from question_bank.questions.queues import stretches_of
from question_bank.questions.remainders import MORE
from question_bank.questions.restating import LESS, Norms, changed, stated
from question_bank.questions.sayings import sayings_of, unasked_of
from question_bank.questions.stems import LONGEST_TITLE
from question_bank.questions.values import GAP, ItemType, Question, Verdict
from question_bank.questions.workshop import Candidate, Workshop, options

#: Statements in panels that wait are less even than in those that are published.
LOOSE = Bounds(longest=72, unlike=3.4, near=0.8, fewest=2)
#: How many sayings a panel goes over.
SIZE = 4


def leftovers_of(
    workshop: Workshop, points: Sequence[KeyPoint], judged: Iterable[tuple[Candidate, Question]]
) -> Iterator[Candidate]:
    """Yield panels of what a talk lays down and nothing of *judged* that may publish asks, and the rest."""
    norms = Norms(points)
    said = list(sayings_of(workshop))
    left = list(unasked_of(workshop, said, _touched(judged)))
    shown: set[int] = set()
    for panel in _panels(workshop, norms, said, left):
        shown |= {panel.evidence.start, *(span.start for span in panel.also)}
        yield panel
    rest = [each for each in left if each.span.start not in shown]
    for panel in _placed(workshop, norms, rest):
        shown |= {panel.evidence.start, *(span.start for span in panel.also)}
        yield panel
    for each in left:
        if each.span.start not in shown:
            yield stated(workshop, norms, each)


def _panels(
    workshop: Workshop,
    norms: Norms,
    said: Sequence[Statement],
    left: Sequence[Statement],
) -> Iterator[Candidate]:
    """
    Yield panels of what is *left*, in each of which one saying is changed.

    A quarter of what is left is kept to be changed; where nothing of it can be, one of what
    is *said* and asked about already.
    """
    turned = _turned(workshop, left)
    known = _turned(workshop, _elsewhere(said, left))
    reserved = turned[: len(left) // SIZE]
    kept = {each.span.start for each, _ in reserved}
    company = Company(workshop, left, "内容", LOOSE)
    for each, _ in reserved:
        company.lend(each.span.start)
    for each, change in (*reserved, *turned[len(reserved) :], *known):
        if each.span.start in company.used and each.span.start not in kept:
            continue
        made = _changed(workshop, norms, each, change)
        panel = company.gathered(made, change.text, each.unit)
        if panel:
            company.lend(each.span.start)
            yield panel


def _placed(workshop: Workshop, norms: Norms, rest: Sequence[Statement]) -> Iterator[Candidate]:
    """Yield choices of what one part asks for, among what others do, as far as *rest* goes."""
    parts = {each.span.start: _part_of(workshop, each) for each in rest}
    left = ByLength(each for each in rest if parts[each.span.start] is not None)
    for each in rest:
        part = parts[each.span.start]
        if part is None or each not in left or _is_near(part, each):
            continue
        strangers = (
            other
            for other in left.like(each)
            if parts[other.span.start] != part and not _is_near(part, other)
        )
        company = list(islice(strangers, SIZE - 1))
        if len(company) == SIZE - 1 and _are_even([each, *company]):
            left.take([each, *company])
            yield _placing(workshop, norms, each, part, company)


class ByLength:
    """Statements, to be had by how long they are."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        """Take in *statements*, in reading order."""
        self._rows: dict[int, dict[int, Statement]] = defaultdict(dict)
        for each in statements:
            self._rows[len(each.text)][each.span.start] = each

    def __contains__(self, each: Statement) -> bool:
        """Tell whether *each* has not been taken."""
        return each.span.start in self._rows[len(each.text)]

    def like(self, each: Statement) -> Iterator[Statement]:
        """Yield those left, the ones as long as *each* first; of equals what is read first."""
        size = len(each.text)
        for difference in range(max(self._rows, default=0) + size):
            rows = [self._rows.get(length, {}) for length in {size - difference, size + difference}]
            yield from merge(*(row.values() for row in rows), key=_start)

    def take(self, taken: Iterable[Statement]) -> None:
        """Leave out *taken*."""
        for each in taken:
            del self._rows[len(each.text)][each.span.start]


def _start(each: Statement) -> int:
    return each.span.start


def _part_of(workshop: Workshop, each: Statement) -> Section | None:
    """Return the part with a heading that *each* stands in, the outermost one."""
    around = workshop.document.ancestry(each.section)
    return next((s for s in around if s.marker and 0 < len(s.title) <= LONGEST_TITLE), None)


def _is_near(part: Section, each: Statement) -> bool:
    """Tell whether the heading of *part* and *each* share words that tell."""
    return bool((bigrams(part.title) - COMMON) & bigrams(each.text))


def _are_even(statements: Sequence[Statement]) -> bool:
    lengths = [len(each.text) for each in statements]
    return max(lengths) <= LOOSE.unlike * min(lengths)


def _placing(
    workshop: Workshop,
    norms: Norms,
    each: Statement,
    part: Section,
    company: Sequence[Statement],
) -> Candidate:
    """Return the choice of *each*, which stands in *part*, among *company* of other parts."""
    source = workshop.source
    wrong = [(other.text, f"这是{source.place(other.section)}的内容。") for other in company]
    title = part.title.strip("。：；，").replace("“", "‘").replace("”", "’")
    made = _left(stated(workshop, norms, each), each)
    item = replace(
        made.item,
        type=ItemType.SINGLE,
        form="panel",
        stem=f"下列各项中，属于{source.place(part.index)}“{title}”内容的是{GAP}。",
        truth=None,
        options=options([(each.text, "")], wrong, workshop.random("placed", each.span.start)),
        difficulty=3,
    )
    return replace(
        made,
        item=item,
        slot=f"placed-{each.span.start}",
        also=tuple(other.span for other in company),
    )


def _touched(judged: Iterable[tuple[Candidate, Question]]) -> list[tuple[int, int]]:
    """Return what is asked about by what may publish, true statements apart."""
    return [
        stretch
        for candidate, question in judged
        if question.verdict is Verdict.PUBLISHED and not question.item.truth
        for stretch in stretches_of(candidate)
    ]


def _elsewhere(said: Iterable[Statement], left: Sequence[Statement]) -> Iterator[Statement]:
    """Yield those of *said* that touch nothing *left*; both stand in reading order."""
    starts = [each.span.start for each in left]
    for each in said:
        before = bisect_left(starts, each.span.end)
        if not before or left[before - 1].span.end <= each.span.start:
            yield each


def _turned(workshop: Workshop, said: Iterable[Statement]) -> list[tuple[Statement, Change]]:
    """Return those of *said* in which one word may be changed, each with its best change."""
    found = [
        (each, change)
        for each in said
        if (change := change_of(each.text)) is not None and not is_quoted(workshop, each)
    ]
    return sorted(found, key=lambda pair: (pair[1].rank, pair[0].span.start))


def _changed(workshop: Workshop, norms: Norms, each: Statement, change: Change) -> Candidate:
    """Return the statement that says *each* with one word changed, as one that is left."""
    made = changed(workshop, norms, each, change)
    return _left(made, each)


def _left(made: Candidate, each: Statement) -> Candidate:
    return replace(made, importance=made.importance + LESS + MORE, group=f"{LEFT}{each.span.start}")
