"""A document as its page shows it: the text of one page with all that was found in it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Final

from flask import Flask
from flask_babel import format_date
from flask_babel import gettext as _

from question_bank.documents.values import Document, Repair, Section
from question_bank.keypoints.values import Kind
from question_bank.storage.documents_points import Tally
from question_bank.storage.models import Document as Stored
from question_bank.storage.models import DocumentVersion, KeyPoint
from question_bank.storage.models.values import Status
from quizapp.check_messages import NAMES
from quizapp.languages import mark
from quizapp.messages import ERRORS
from quizapp.trainer.documents_blueprint import GENRES
from quizapp.trainer.reading import Mark, Paragraph, paragraphs_of
from quizapp.trainer.reading_parts import Part, section_name

REPAIRS: Final[Mapping[str, str]] = {
    "width": mark("全半角"),
    "noise": mark("网页杂字"),
    "break": mark("分段"),
    "wrap": mark("断行"),
    "page": mark("页眉页码"),
    "contents": mark("目录"),
    "space": mark("空格"),
    "quotes": mark("引号"),
    "repeated": mark("重复标点"),
    "markup": mark("排版符号"),
    "invisible": mark("看不见的字符"),
    "undone": mark("改回的字"),
}
#: Repairs so frequent and so small that marking them would hide the text.
SMALL: Final = frozenset({"width", "space", "invisible", "quotes"})
#: One character on each key point, so that its kind is not told by colour alone.
LETTERS: Final[Mapping[Kind, str]] = {
    Kind.DUTY: "职",
    Kind.RIGHT: "权",
    Kind.OBLIGATION: "义",
    Kind.SLOGAN: "提",
    Kind.SYSTEM: "制",
    Kind.METHOD: "法",
}
WITHDRAWN: Final = mark("出过的题已经退回或停用")
NOT_SELECTED: Final = mark("同一处有更合适的题，或者待审的题已经够多")
#: How much of the text around a repair is shown, in code points.
AROUND: Final = 8
#: Sections listed beside one page, and key points without question in each.
MOST_SECTIONS: Final = 120
MOST_BARE: Final = 12
MOST_REPAIRS: Final = 300
#: How much of a key point is shown in a list, in characters.
SNIPPET: Final = 28


def init_app(app: Flask) -> None:
    """Give templates the filters ``kind_letter``, ``repair_name`` and ``visible``."""
    app.add_template_filter(lambda kind: LETTERS[Kind(kind)], "kind_letter")
    app.add_template_filter(repair_name, "repair_name")
    app.add_template_filter(visible, "visible")


@dataclass(frozen=True, slots=True)
class Bare:
    """
    A sentence with key points that have no question, and why.

    Attributes:
        point: Number of the first of them.
        count: How many there are; one sentence may be a key point in several ways.
    """

    point: int
    words: str
    reason: str
    count: int = 1


@dataclass(frozen=True, slots=True)
class Covered:
    """
    A section beside the text.

    Attributes:
        start: Where its first paragraph begins, in code points.
        points: Key points in it, its parts included; `covered` of them have a question.
        questions: Usable questions whose source lies in it, its parts included.
        bare: Sentences of its own, not of its parts, with key points that have none.
    """

    name: str
    start: int
    depth: int
    points: int
    covered: int
    questions: int
    bare: tuple[Bare, ...]


@dataclass(frozen=True, slots=True)
class KindChip:
    """A kind in the legend, which is also the filter."""

    kind: Kind
    letter: str
    points: int
    href: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ShownRepair:
    """What cleaning changed, between the words around it; `place` counts from 1."""

    kind: str
    left: str
    before: str
    after: str
    right: str
    place: int = 0


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a document apart from its text."""

    id: int
    title: str
    genre: str
    date: str
    source_note: str
    version: int
    is_archived: bool


def about(document: Stored, version: DocumentVersion) -> About:
    """Return what is known of a document."""
    return About(
        id=document.id,
        title=document.title,
        genre=str(_(GENRES[document.genre])),
        date=str(format_date(document.dated_on, "yyyy-MM-dd")) if document.dated_on else "",
        source_note=document.source_note,
        version=version.number,
        is_archived=document.archived_at is not None,
    )


def marked(
    text: Document,
    points: Sequence[KeyPoint],
    part: Part,
    kind: Kind | None,
    *,
    all_repairs: bool,
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of one page with the key points of one kind, or all, marked."""
    if not all_repairs:
        large = tuple(each for each in text.repairs if each.kind not in SMALL)
        text = replace(text, repairs=large)
    marks = [
        Mark(point.source_start, point.source_end, point.kind.value, point.topic, point.id)
        for point in points
        if kind is None or point.kind is kind
    ]
    return tuple(paragraphs_of(text, marks, part.start, part.end))


def chips(
    tallies: Sequence[Tally], chosen: Kind | None, addresses: Mapping[Kind, str]
) -> tuple[KindChip, ...]:
    """Return the legend: the kinds that occur, each with the address that filters by it."""
    return tuple(
        KindChip(
            each.kind, LETTERS[each.kind], each.points, addresses[each.kind], each.kind is chosen
        )
        for each in tallies
    )


def coverage_of(
    text: Document, points: Sequence[KeyPoint], sources: Sequence[tuple[int, int]], part: Part
) -> tuple[Covered, ...]:
    """Return the sections that begin on a page, each with what there is to ask and to answer."""
    starts, asked = [first for first, _last in sources], covered_points(points, sources)
    begun = [each for each in text.sections if part.start <= each.start < part.end]
    begun = begun[:MOST_SECTIONS]
    in_order = sorted(starts)
    own = _own_points(text, points)
    return tuple(
        _covered(text, each, points, in_order, own.get(each.index, []), asked) for each in begun
    )


def covered_points(
    points: Sequence[KeyPoint], sources: Sequence[tuple[int, int]]
) -> frozenset[int]:
    """Return the numbers of the key points that share a code point with a source."""
    if not points:
        return frozenset()
    first, last = points[0].source_start, max(point.source_end for point in points)
    asked = bytearray(last - first)
    for start, end in sources:
        opens, closes = max(start - first, 0), min(end - first, len(asked))
        if opens < closes:
            asked[opens:closes] = b"\1" * (closes - opens)
    return frozenset(
        each.id
        for each in points
        if 1 in asked[each.source_start - first : each.source_end - first]
    )


def _own_points(text: Document, points: Sequence[KeyPoint]) -> dict[int, list[KeyPoint]]:
    """Return the key points by the innermost section they begin in."""
    section_starts = [each.start for each in text.sections]
    own: dict[int, list[KeyPoint]] = {}
    for point in points:
        own.setdefault(max(bisect_right(section_starts, point.source_start) - 1, 0), []).append(
            point
        )
    return own


def _covered(
    text: Document,
    section: Section,
    points: Sequence[KeyPoint],
    starts: Sequence[int],
    own: Sequence[KeyPoint],
    asked: frozenset[int],
) -> Covered:
    inside = [each for each in points if section.start <= each.source_start < section.end]
    bare = _by_sentence(text, [each for each in own if each.id not in asked])
    return Covered(
        name=section_name(text, section),
        start=text.clean_text.rfind("\n", 0, section.start) + 1,
        depth=min(len(text.ancestry(section.index)), 3),
        points=len(inside),
        covered=sum(each.id in asked for each in inside),
        questions=bisect_left(starts, section.end) - bisect_left(starts, section.start),
        bare=tuple(map(_bare, bare[:MOST_BARE])),
    )


def _by_sentence(text: Document, points: Sequence[KeyPoint]) -> list[list[KeyPoint]]:
    """Return *points* that begin in the same sentence together, in reading order."""
    found: dict[int, list[KeyPoint]] = {}
    for each in points:
        place = bisect_right(text.sentences, each.source_start, key=lambda part: part.start)
        found.setdefault(place, []).append(each)
    return list(found.values())


def _bare(points: Sequence[KeyPoint]) -> Bare:
    reasons = (reason_in_words(each.reason) or str(_(WITHDRAWN)) for each in points)
    first = points[0]
    said = "；".join(dict.fromkeys(reasons))
    return Bare(first.id, _snippet(first.quote), said, len(points))


def reason_in_words(reason: str) -> str:
    """Say why a key point has no question; nothing if it has one."""
    if not reason:
        return ""
    if reason in ERRORS:
        return str(_(ERRORS[reason]))
    return str(_(NAMES[reason])) if reason in NAMES else str(_(NOT_SELECTED))


def repairs_of(text: Document, part: Part, *, all_repairs: bool) -> tuple[ShownRepair, ...]:
    """Return what cleaning changed on a page, in reading order; small things if asked for."""
    here = (
        (place, each)
        for place, each in enumerate(text.repairs, start=1)
        if _is_on(text, part, each) and (all_repairs or each.kind not in SMALL)
    )
    first = islice(here, MOST_REPAIRS)
    return tuple(replace(shown_repair(text, each), place=place) for place, each in first)


def count_small(text: Document, part: Part) -> int:
    """Return how many repairs on a page are marked only if somebody asks for them."""
    return sum(each.kind in SMALL and _is_on(text, part, each) for each in text.repairs)


def _is_on(text: Document, part: Part, repair: Repair) -> bool:
    """Tell whether a repair is of a page; what went from the end of the text is of the last."""
    is_last = part.end == len(text.clean_text)
    return part.start <= repair.start < part.end + is_last


def repair_counts(text: Document) -> tuple[tuple[str, int], ...]:
    """Return how often each kind of repair was made, the most frequent first."""
    counted = Counter(each.kind for each in text.repairs)
    return tuple((repair_name(kind), number) for kind, number in counted.most_common())


def repair_name(kind: str) -> str:
    """Name a kind of repair."""
    return str(_(REPAIRS[kind])) if kind in REPAIRS else kind


def shown_repair(text: Document, repair: Repair) -> ShownRepair:
    """Return a repair between the words around it."""
    end = repair.start + len(repair.after)
    return ShownRepair(
        kind=repair_name(repair.kind),
        left=text.clean_text[max(repair.start - AROUND, 0) : repair.start].rpartition("\n")[2],
        before=visible(repair.before),
        after=visible(repair.after),
        right=text.clean_text[end : end + AROUND].partition("\n")[0],
    )


def visible(text: str) -> str:
    """Return a text whose blanks and line breaks can be seen, cut if it is long."""
    shown = text.replace("\n", "↵").replace("\u3000", "␣").replace(" ", "␣")
    return shown if len(shown) <= 2 * SNIPPET else f"{shown[: 2 * SNIPPET]}……"


def _snippet(text: str) -> str:
    return text if len(text) <= SNIPPET else f"{text[:SNIPPET]}……"


def notes(counts: Mapping[Status, int], names: Mapping[Status, str]) -> Iterator[str]:
    """Yield how many questions of each status there are, in words."""
    for status, name in names.items():
        if status in counts:
            yield f"{_(name)} {counts[status]}"
