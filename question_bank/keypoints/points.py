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
#: Headlines that number themselves in running text, and the fewest that make a row.
ARABIC = re.compile("(?P<number>[0-9]{1,2})[.．、] ?(?P<title>[^。；：，“”0-9]{5,24})。")
DEMAND = re.compile("(?P<number>[一二三四五六七八九])要(?P<title>[^。；：“”0-9]{6,28})。")
ORDINAL = re.compile(
    "第(?P<number>[一二三四五六七八九])(?:[步本条句点关类层招张桩]|件事)(?:是|，|：)(?P<title>[^，。；：“”]{2,10})[。，：]"
)
FEWEST_OF_ROW = 3


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
                is_open=len(members) < len(below[part.index]),
                is_closed=_counts(part.title) == len(below[part.index]) == len(members),
            )


def find_numbered(material: Material) -> Iterator[KeyPoint]:
    """
    Yield rows of headlines, such as 8.拓宽渠道。9.完善制度。, that number themselves in a text.

    A row goes on while the numbers do; what stands above it names it, if it is a heading.
    """
    if material.document.genre is Genre.STATUTE:
        return
    for shape in (ARABIC, DEMAND, ORDINAL):
        run: list[tuple[int, Passage, Span]] = []
        for passage in material.passages:
            match = shape.match(passage.sentence.text)
            if match is None:
                continue
            number = _number(match["number"])
            if run and number != run[-1][0] + 1:
                yield from _row(material, run, shape)
                run = []
            start = passage.sentence.start + match.start("title")
            end = passage.sentence.start + match.end("title")
            run.append((number, passage, material.span(start, end)))
        yield from _row(material, run, shape)


def _number(written: str) -> int:
    return int(written) if written.isdigit() else NUMBERS[written]


def _row(
    material: Material, run: list[tuple[int, Passage, Span]], shape: re.Pattern[str]
) -> Iterator[KeyPoint]:
    """Yield the row of *run* if it is long enough and no part of the document's own points."""
    if len(run) < FEWEST_OF_ROW:
        return
    section = material.document.sections[run[0][1].sentence.section]
    if section.role in {Role.POINT, Role.SUBPOINT} and shape is not ORDINAL:
        return
    yield key_point(
        material,
        run[0][1],
        Pattern.POINTS,
        material.span(run[0][2].start, run[-1][2].end),
        topic="",
        members=[Member(span, section=passage.sentence.section) for _, passage, span in run],
        slots=[span for _, _, span in run],
        is_closed=shape is ORDINAL,
        note="row",
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
