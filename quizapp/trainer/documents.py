"""The texts that questions come from: what was found in them, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, url_for
from flask_babel import gettext as _

from question_bank.documents.values import Document, Repair, Role, Section
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Finding, ItemType, Level
from question_bank.storage import documents, workbench
from question_bank.storage.contents import item_from_json
from question_bank.storage.models import KeyPoint, RefusedCandidate
from question_bank.storage.models.values import Status
from quizapp import fragments
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.routing import number_of_query
from quizapp.trainer.checking import ShownFinding, shown_findings
from quizapp.trainer.documents_blueprint import bp
from quizapp.trainer.filters import STATUSES
from quizapp.trainer.listing import key_in_words
from quizapp.trainer.reading import Mark, Paragraph, paragraphs_of

REPAIRS: Final[Mapping[str, str]] = {
    "width": mark("全半角"),
    "noise": mark("网页杂字"),
    "break": mark("分段"),
    "space": mark("空格"),
    "quotes": mark("引号"),
    "repeated": mark("重复标点"),
    "markup": mark("排版符号"),
    "invisible": mark("看不见的字符"),
}
#: Parts that have no heading.
ENDS: Final[Mapping[Role, str]] = {Role.OPENING: mark("开头"), Role.CLOSING: mark("结尾")}
#: Longest name of a section in the list, in characters: two lines beside the text.
LONGEST_NAME: Final = 30
#: How much of the text around a repair is shown, in code points.
AROUND: Final = 8


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document in the list, with what became of it in one line."""

    id: int
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number and what it counts."""

    number: int
    words: str


@dataclass(frozen=True, slots=True)
class Covered:
    """A section with the number of usable questions whose source lies in it."""

    name: str
    start: int
    depth: int
    questions: int


@dataclass(frozen=True, slots=True)
class ShownRepair:
    """What cleaning changed, between the words around it."""

    kind: str
    left: str
    before: str
    after: str
    right: str


@dataclass(frozen=True, slots=True)
class ShownRefused:
    """A candidate that was refused, with the reasons."""

    type: ItemType
    kind: Kind
    stem: str
    key: str
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True, slots=True)
class RefusedList:
    """One page of refused candidates."""

    rows: tuple[ShownRefused, ...]
    total: int
    page: int
    pages: int
    previous: str | None
    following: str | None


@dataclass(frozen=True, slots=True)
class Reading:
    """The page of a document."""

    id: int
    title: str
    source_note: str
    figures: tuple[Number, ...]
    kinds: tuple[Kind, ...]
    paragraphs: tuple[Paragraph, ...]
    coverage: tuple[Covered, ...]
    repairs: tuple[ShownRepair, ...]
    refused: RefusedList


@bp.get("/")
def index() -> Response:
    """List the documents."""
    with reader() as session:
        listed = documents.list_documents(session)
    return fragments.page("trainer/documents.html", block="main", documents=shown_documents(listed))


@bp.get("/<int:document_id>")
def show(document_id: int) -> Response:
    """Show a text with all that was found in it."""
    with reader() as session:
        version = documents.newest_version(session, document_id)
        points = workbench.key_points_of(session, version.id)
        starts = workbench.source_starts(session, version.id)
        refused = workbench.list_refused(session, version.id, number=number_of_query("page"))
    text = documents.text_of(version)
    coverage = tuple(coverage_of(text, starts))
    reading = Reading(
        id=document_id,
        title=text.title,
        source_note=version.document.source_note,
        figures=tuple(_figures(points, starts, coverage, refused.total)),
        kinds=tuple(kind for kind in Kind if any(point.kind is kind for point in points)),
        paragraphs=tuple(paragraphs_of(text, [_mark(point) for point in points])),
        coverage=coverage,
        repairs=tuple(_repair(text, each) for each in text.repairs),
        refused=_refused_list(document_id, refused),
    )
    return fragments.page("trainer/document.html", block="refused", reading=reading)


def shown_documents(listed: Iterable[documents.Listed]) -> tuple[ShownDocument, ...]:
    """Return documents for a list, each with its questions by status."""
    return tuple(
        ShownDocument(each.document.id, each.document.title, _note(each.questions))
        for each in listed
    )


def coverage_of(text: Document, starts: Sequence[int]) -> Iterator[Covered]:
    """Yield the sections in reading order, with the questions from each (its parts included)."""
    for section in text.sections:
        yield Covered(
            name=_name(text, section),
            start=text.clean_text.rfind("\n", 0, section.start) + 1,
            depth=min(len(text.ancestry(section.index)), 3),
            questions=sum(section.start <= start < section.end for start in starts),
        )


def _name(text: Document, section: Section) -> str:
    """Return the heading of a section, or how it begins where it has none."""
    if section.role in ENDS:
        return str(_(ENDS[section.role]))
    title = f"{section.marker}{section.title}"
    if not section.title:
        title = text.clean_text[section.start : section.end].partition("\n")[0]
    return title if len(title) <= LONGEST_NAME else f"{title[:LONGEST_NAME]}……"


def _figures(
    points: Sequence[KeyPoint], starts: Sequence[int], coverage: Sequence[Covered], refused: int
) -> Iterator[Number]:
    covered = sum(each.questions > 0 for each in coverage)
    yield Number(len(points), str(_("处要点")))
    yield Number(len(starts), str(_("道可用的题")))
    yield Number(covered, str(_("个部分有题")))
    yield Number(len(coverage) - covered, str(_("个部分没有题")))
    yield Number(refused, str(_("道没有采用")))


def _mark(point: KeyPoint) -> Mark:
    return Mark(point.source_start, point.source_end, point.kind.value, point.topic)


def _note(counts: Mapping[Status, int]) -> str:
    told = [f"{_(STATUSES[status])} {counts[status]}" for status in STATUSES if status in counts]
    return " · ".join(told) if told else str(_("还没有题"))


def _repair(text: Document, repair: Repair) -> ShownRepair:
    end = repair.start + len(repair.after)
    return ShownRepair(
        kind=str(_(REPAIRS[repair.kind])) if repair.kind in REPAIRS else repair.kind,
        left=text.clean_text[max(repair.start - AROUND, 0) : repair.start].rpartition("\n")[2],
        before=_visible(repair.before),
        after=_visible(repair.after),
        right=text.clean_text[end : end + AROUND].partition("\n")[0],
    )


def _visible(text: str) -> str:
    return text.replace("\n", "↵").replace("\u3000", "␣").replace(" ", "␣")


def _refused_list(document_id: int, found: workbench.RefusedPage) -> RefusedList:
    def address(page: int) -> str:
        return url_for("documents.show", document_id=document_id, page=page, _anchor="refused")

    return RefusedList(
        rows=tuple(_refused(row) for row in found.rows),
        total=found.total,
        page=found.number,
        pages=found.pages,
        previous=address(found.number - 1) if found.number > 1 else None,
        following=address(found.number + 1) if found.number < found.pages else None,
    )


def _refused(row: RefusedCandidate) -> ShownRefused:
    findings = [
        Finding(each["name"], Level(each["level"]), tuple(map(tuple, each["parameters"])))
        for each in row.findings
    ]
    return ShownRefused(
        type=row.type,
        kind=row.kind,
        stem=row.stem,
        key=key_in_words(item_from_json(row.item)),
        findings=shown_findings(findings),
    )
