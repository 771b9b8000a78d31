"""The numbered points of a part: what part two asks for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from question_bank.documents import Genre, Role, Section
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.parallels import NUMBERS
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

FEWEST = 2
#: The number of points that a heading gives.
COUNT = re.compile(
    "[“：]?([两二三四五六七八九十])(?:个|项|种|条|点|大|道|步|本)?[\u4e00-\u9fff]{1,6}”?"
)
SHORTEST, LONGEST = 4, 30


def find_points(material: Material) -> Iterator[KeyPoint]:
    """Yield each part of a speech or report with the headings of its points."""
    document = material.document
    if document.genre is Genre.STATUTE:
        return
    below: dict[int | None, list[Section]] = defaultdict(list)
    for section in document.sections:
        below[section.parent].append(section)
    firsts: dict[int, Passage] = {}
    for passage in material.passages:
        firsts.setdefault(passage.sentence.section, passage)
    for part in document.sections:
        if part.role not in {Role.PART, Role.POINT} or not part.title:
            continue
        members = [
            Member(title, section=point.index)
            for point in below[part.index]
            if (title := _title(material, point)) is not None
        ]
        first = firsts.get(part.index)
        if len(members) >= FEWEST and first is not None:
            yield key_point(
                material,
                first,
                Pattern.POINTS,
                material.span(part.start, max(m.content.end for m in members)),
                topic=part.title,
                members=members,
                slots=[member.content for member in members],
                is_closed=_counts(part.title) == len(below[part.index]) == len(members),
            )


def _counts(title: str) -> int:
    """Return how many points *title* says there are: 4 for 过好“四关”; 0 if it says nothing."""
    found = COUNT.search(title)
    return NUMBERS.get(found.group(1), 0) if found else 0


def _title(material: Material, section: Section) -> Span | None:
    """Return the heading of *section* where it stands, without a leading 要."""
    title = section.title.removeprefix("要")
    text = material.document.clean_text
    start = text.find(title, section.start, section.end) if title else -1
    if start < 0 or not SHORTEST <= len(title) <= LONGEST:
        return None
    return material.span(start, start + len(title))
