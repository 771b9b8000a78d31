"""Mottoes: two to four short halves of one length that echo each other: 当代表是一时的，为人民是一世的."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from question_bank.documents import Genre
from question_bank.keypoints.clauses import CLAUSE, Clause, Material, Passage
from question_bank.keypoints.likeness import edges
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

PART = re.compile("[^，、；：。！？\n“”]+")
SHORTEST, LONGEST = 4, 9
FEWEST, MOST = 2, 4
#: Fewest characters that halves share, and fewest that are asked.
ECHO, SHORTEST_SLOT = 2, 2
#: Fewest characters shared by two halves of which neither begins or ends like the other.
TURNED = 3
#: What counts or tells of a time is no motto; nor is what leans on others.
NO_MOTTO = re.compile(
    "[0-9]|^(?:但|而|因为|所以|如果|有的|这|那|他|她|它|一是|二是|同志|各位|今天|去年|今年)|[年月日]$|什么$|怎么"
)


def find_mottoes(material: Material) -> Iterator[KeyPoint]:
    """Yield the mottoes of running text, in reading order; none in laws."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        if not passage.is_title:
            for run in (*_runs(passage, CLAUSE), *_runs(passage, PART)):
                if slot := _slot(material, run):
                    yield _motto(material, passage, run, slot)


def _runs(passage: Passage, piece: re.Pattern[str]) -> Iterator[list[Span]]:
    """Yield runs of neighbouring pieces of one length; a semicolon or more parts them."""
    row: list[Clause] = []
    for clause in passage.cut(piece):
        row.append(clause)
        if clause.mark not in {"，", "、"}:
            yield from _of_one_length(row)
            row = []
    yield from _of_one_length(row)


def _of_one_length(row: Sequence[Clause]) -> Iterator[list[Span]]:
    for size, group in groupby(row, key=lambda clause: len(clause.text)):
        run = list(group) if SHORTEST <= size <= LONGEST else []
        if FEWEST <= len(run) <= MOST:
            yield [clause.span for clause in run]


def _slot(material: Material, run: Sequence[Span]) -> Span | None:
    """Return what of the last half is its own, or nothing where the halves do not echo."""
    texts = [span.text for span in run]
    if any(NO_MOTTO.search(text) for text in texts) or len(set(texts)) < len(texts):
        return None
    if any(len({*one} & {*texts[0]}) < ECHO for one in texts[1:]):
        return None
    head, tail = edges(texts)
    last = run[-1]
    if head + tail < ECHO and len(run) == FEWEST and not _is_turned(texts):
        return None
    cuts = material.segmenter.boundaries(last.text)
    while head and head not in cuts:
        head -= 1
    while tail and len(last.text) - tail not in cuts:
        tail -= 1
    if len(last.text) - head - tail < SHORTEST_SLOT:
        head = tail = 0
    return Span(last.start + head, last.end - tail, last.text[head : len(last.text) - tail])


def _is_turned(texts: Sequence[str]) -> bool:
    """Tell whether the second half says the first's words in another order: 人民选我，我为人民."""
    return len({*texts[0]} & {*texts[1]}) >= TURNED


def _motto(material: Material, passage: Passage, run: Sequence[Span], slot: Span) -> KeyPoint:
    return key_point(
        material,
        passage,
        Pattern.MOTTO,
        material.span(run[0].start, run[-1].end),
        members=[Member(span, section=passage.sentence.section) for span in run],
        slots=[slot],
    )
