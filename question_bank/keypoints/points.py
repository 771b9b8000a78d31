"""The numbered points of a part: what part two asks for."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.documents import Genre, Role, Section
from question_bank.keypoints.clauses import Material
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

FEWEST = 2
SHORTEST, LONGEST = 4, 30


def find_points(material: Material) -> Iterator[KeyPoint]:
    """Yield each part of a speech or report with the headings of its points."""
    document = material.document
    if document.genre is Genre.STATUTE:
        return
    for part in document.sections:
        if part.role is not Role.PART or not part.title:
            continue
        members = [
            Member(title, section=point.index)
            for point in document.sections
            if point.parent == part.index and (title := _title(material, point)) is not None
        ]
        first = next((p for p in material.passages if p.sentence.section == part.index), None)
        if len(members) >= FEWEST and first is not None:
            yield key_point(
                material,
                first,
                Pattern.POINTS,
                material.span(part.start, max(m.content.end for m in members)),
                topic=part.title,
                members=members,
                slots=[member.content for member in members],
                is_closed=True,
            )


def _title(material: Material, section: Section) -> Span | None:
    """Return the heading of *section* where it stands, without a leading 要."""
    title = section.title.removeprefix("要")
    start = material.document.clean_text.find(title, section.start) if title else -1
    if start < 0 or not SHORTEST <= len(title) <= LONGEST:
        return None
    return material.span(start, start + len(title))
