"""Rows counted inside one sentence: 职责有三个方面：一是审议；二是表决；三是联系群众."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

DIGITS = "一二三四五六七八九"
PIECE = re.compile("[^；]+")
COUNTED = re.compile(
    f"^(?P<ordinal>(?P<digit>[{DIGITS}])(?:是|要|靠|看)|第(?P<place>[{DIGITS}])，|其(?P<turn>[{DIGITS}])，)(?P<content>.{{2,60}})$"
)
FIRST = re.compile("[^，]+")
CLAUSE = re.compile("[^，；]+")
FEWEST = 3


def find_ordinals(material: Material) -> Iterator[KeyPoint]:
    """Yield the rows that a head opens with a colon and semicolons part, in reading order."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        colon = passage.masked.find("：")
        if passage.is_title or colon < FEWEST:
            continue
        members = list(_members(passage, colon + 1))
        if len(members) < FEWEST:
            members = list(_between_commas(passage, colon + 1))
        if len(members) >= FEWEST:
            yield key_point(
                material,
                passage,
                Pattern.ORDINALS,
                passage.part(0, members[-1].content.end - passage.start),
                topic=passage.text[:colon],
                members=members,
                slots=[_first(member.content) for member in members],
                head=passage.part(0, colon),
                is_closed=True,
            )


def _members(passage: Passage, start: int) -> Iterator[Member]:
    """Yield the members while their numbers go on from one."""
    for number, piece in enumerate(PIECE.finditer(passage.masked, start)):
        match = COUNTED.match(passage.text[piece.start() : piece.end()])
        digit = match and (match["digit"] or match["place"] or match["turn"])
        if match is None or number >= len(DIGITS) or digit != DIGITS[number]:
            return
        begin = piece.start() + match.start("content")
        yield Member(passage.part(begin, piece.end()), section=passage.sentence.section)


def _between_commas(passage: Passage, start: int) -> Iterator[Member]:
    """Yield the members that commas part and that all are one clause: 一是监督权，二是决定权，三是任免权."""
    for number, piece in enumerate(CLAUSE.finditer(passage.masked, start)):
        match = COUNTED.match(passage.text[piece.start() : piece.end()])
        digit = match and (match["digit"] or match["place"] or match["turn"])
        if match is None or number >= len(DIGITS) or digit != DIGITS[number]:
            return
        begin = piece.start() + match.start("content")
        yield Member(passage.part(begin, piece.end()), section=passage.sentence.section)


def _first(content: Span) -> Span:
    """Return a member up to its first comma."""
    found = FIRST.match(content.text)
    size = found.end() if found else len(content.text)
    return Span(content.start, content.start + size, content.text[:size])
