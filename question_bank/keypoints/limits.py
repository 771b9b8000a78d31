"""Rows of 不得: what each of them forbids, and whom it binds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Pattern

FORBIDS = re.compile("不得|不准|严禁|不许")
#: Members of a row of limits: what each forbids.
LIMIT = re.compile("^(?:也|更|还|并)?(?P<act>(?:不得|不准|严禁|不许)[^，；：。]{4,40})$")
FEWEST = 3


def find_limits(material: Material) -> Iterator[KeyPoint]:
    """Yield the rows of limits, in reading order; not from laws."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        if passage.is_title:
            continue
        if len(FORBIDS.findall(passage.masked)) >= FEWEST:
            yield from _limits(material, passage)


def _limits(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    """Yield each act that a row of limits forbids, with whom it binds as its head."""
    found = [(clause, match) for clause in passage.cut() if (match := LIMIT.match(clause.text))]
    who = re.search("各级人大代表|人大代表|代表|主席|常委会组成人员", passage.masked)
    if len(found) < FEWEST or who is None or who.start() > found[0][0].start - passage.start:
        return
    for clause, match in found:
        act = material.span(clause.start + match.start("act"), clause.end)
        yield key_point(
            material,
            passage,
            Pattern.LIMIT,
            act,
            slots=[act],
            head=passage.part(who.start(), who.end()),
        )
