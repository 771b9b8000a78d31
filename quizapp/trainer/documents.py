"""The texts that questions come from: what was found in them, what was not, and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request, url_for
from flask_babel import gettext as _

from question_bank.keypoints.values import Kind
from question_bank.lexicon import load_lexicon
from question_bank.pipeline import with_slips
from question_bank.storage import documents, documents_points, flags, jobs, workbench
from question_bank.storage.documents_points import Counts, Tally
from question_bank.storage.models import DocumentVersion, KeyPoint
from question_bank.storage.models.values import Status
from quizapp import clock, fragments
from quizapp.database import Session, reader
from quizapp.routing import number_of_query
from quizapp.trainer import documents_refused as on_points
from quizapp.trainer import documents_shown as shown
from quizapp.trainer.documents_blueprint import JOB_KINDS, bp
from quizapp.trainer.documents_flags import ShownFlag, shown_flags
from quizapp.trainer.documents_notes import ShownNote, notes_on
from quizapp.trainer.documents_texts import text_of
from quizapp.trainer.filters import STATUSES
from quizapp.trainer.reading import Paragraph
from quizapp.trainer.reading_parts import Part, part_at, parts_of


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A document in the list, with what became of it in one line."""

    id: int
    title: str
    note: str


@dataclass(frozen=True, slots=True)
class Number:
    """A number, what it counts, and where to see that; nowhere if `href` is empty."""

    number: int
    words: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A page of the text in the list of pages."""

    number: int
    name: str
    href: str


@dataclass(frozen=True, slots=True)
class Reading:
    """
    The page of a document.

    Attributes:
        part: Number of the page of the text that is shown.
        outdated: Questions whose source a newer version changed and that wait.
        in_review: Questions of this version that wait in review; `published` are in use.
        point: What is chosen in the text, if anything.
    """

    about: shown.About
    version_id: int
    outdated: int
    in_review: int
    published: int
    figures: tuple[Number, ...]
    kinds: tuple[shown.KindChip, ...]
    part: int
    places: tuple[Place, ...]
    paragraphs: tuple[Paragraph, ...]
    coverage: tuple[shown.Covered, ...]
    flags: tuple[ShownFlag, ...]
    notes: tuple[ShownNote, ...]
    repairs: tuple[shown.ShownRepair, ...]
    small_repairs: int
    shows_all_repairs: bool
    repairs_href: str
    repair_counts: tuple[tuple[str, int], ...]
    refused: on_points.RefusedList
    point: on_points.ShownPoint | None

    @property
    def id(self) -> int:
        """The document's number."""
        return self.about.id

    @property
    def points_href(self) -> str:
        """How the address of each key point begins; its number follows."""
        first = url_for("documents.show_point", document_id=self.about.id, point_id=0)
        return first.removesuffix("0")

    @property
    def previous(self) -> str | None:
        """Address of the page of text before."""
        return self.places[self.part - 2].href if self.part > 1 else None

    @property
    def following(self) -> str | None:
        """Address of the page of text after."""
        return self.places[self.part].href if self.part < len(self.places) else None


@bp.get("/")
def index() -> Response:
    """List the documents."""
    with reader() as session:
        page = documents.page_of_documents(
            session, number=number_of_query("page"), archived="archived" in request.args
        )
        open_jobs = len(jobs.open_jobs(session, JOB_KINDS))
        in_vain = jobs.wait_in_vain(session, clock.now())
    return fragments.page(
        "trainer/documents.html",
        block="main",
        documents=shown_documents(page.rows),
        page=page,
        is_archive="archived" in request.args,
        open_jobs=open_jobs,
        waits_in_vain=in_vain,
    )


@bp.get("/<int:document_id>")
def show(document_id: int) -> Response:
    """Show a text with all that was found in it."""
    with reader() as session:
        version = documents.newest_row(session, document_id)
        reading = _reading(session, version, None)
    return fragments.page("trainer/document.html", block="refused", reading=reading)


@bp.get("/<int:document_id>/points/<int:point_id>")
def show_point(document_id: int, point_id: int) -> Response:
    """Show what there is on one key point, beside the text."""
    with reader() as session:
        version = documents.newest_row(session, document_id)
        point = documents_points.get_point(session, version.id, point_id)
        if fragments.wants_fragment():
            chosen = on_points.shown_point(point, documents_points.on_point(session, point))
            return fragments.page(
                "trainer/document_point.html", block="point", point=chosen, document_id=document_id
            )
        reading = _reading(session, version, point)
    return fragments.page("trainer/document.html", block="refused", reading=reading)


def shown_documents(listed: Iterable[documents.Listed]) -> tuple[ShownDocument, ...]:
    """Return documents for a list, each with its questions by status."""
    return tuple(
        ShownDocument(each.document.id, each.document.title, _note(each.questions))
        for each in listed
    )


def _reading(session: Session, version: DocumentVersion, point: KeyPoint | None) -> Reading:
    # Notes on the law are shipped; trainers add other words.
    text, words = text_of(session, version), load_lexicon()
    parts = parts_of(text)
    part = _part_wanted(parts, point)
    points = documents_points.points_between(session, version.id, part.start, part.end)
    sources = documents_points.sources_between(session, version.id, part.start, part.end)
    coverage = shown.coverage_of(text, points, sources, part)
    # A text of several pages tells of all of them what was so when it was worked on.
    bare = len(points) - len(shown.covered_points(points, sources)) if len(parts) == 1 else None
    tallies = documents_points.tally_points(session, version.id)
    counts = documents_points.counts_of(session, version)
    refused = workbench.list_refused(
        session, version.id, number=number_of_query("page"), total=counts.refused
    )
    on_point = documents_points.on_point(session, point) if point else None
    kind = _kind_wanted()
    all_repairs = "all" in request.args.getlist("repairs")
    document_id = version.document_id
    return Reading(
        about=shown.about(version.document, version),
        version_id=version.id,
        outdated=counts.outdated,
        in_review=counts.in_review,
        published=counts.published,
        figures=tuple(_figures(document_id, tallies, counts, bare)),
        kinds=shown.chips(tallies, kind, _kind_addresses(document_id, part, kind)),
        part=part.number,
        places=tuple(_places(document_id, parts, kind)),
        paragraphs=shown.marked(
            with_slips(text, words), points, part, kind, all_repairs=all_repairs
        ),
        coverage=coverage,
        flags=shown_flags(text, flags.decisions_on(session, version.id)),
        notes=notes_on(text, document_id, words),
        repairs=shown.repairs_of(text, part, all_repairs=all_repairs),
        small_repairs=shown.count_small(text, part),
        shows_all_repairs=all_repairs,
        repairs_href=_repairs_address(document_id, part, kind, all_repairs=not all_repairs),
        repair_counts=shown.repair_counts(text),
        refused=on_points.refused_list(document_id, part.number, refused),
        point=on_points.shown_point(point, on_point) if point and on_point else None,
    )


def _part_wanted(parts: tuple[Part, ...], point: KeyPoint | None) -> Part:
    """Return the page of text around a key point, around ``?at=``, or with the number ``?part=``."""
    if point is not None:
        return part_at(parts, point.source_start)
    if "at" in request.args:
        return part_at(parts, number_of_query("at", default=0, smallest=0))
    return parts[number_of_query("part", largest=len(parts)) - 1]


def _kind_wanted() -> Kind | None:
    wanted = request.args.get("kind", "")
    return Kind(wanted) if wanted in set(Kind) else None


def _kind_addresses(document_id: int, part: Part, chosen: Kind | None) -> Mapping[Kind, str]:
    """Return where each kind in the legend leads; the chosen one back to all."""
    return {
        kind: url_for(
            "documents.show",
            document_id=document_id,
            part=part.number,
            kind=None if kind is chosen else kind.value,
            _anchor="text",
        )
        for kind in Kind
    }


def _repairs_address(document_id: int, part: Part, kind: Kind | None, *, all_repairs: bool) -> str:
    return url_for(
        "documents.show",
        document_id=document_id,
        part=part.number,
        kind=kind,
        repairs="all" if all_repairs else None,
        _anchor="text",
    )


def _places(document_id: int, parts: tuple[Part, ...], kind: Kind | None) -> Iterator[Place]:
    for each in parts:
        href = url_for(
            "documents.show", document_id=document_id, part=each.number, kind=kind, _anchor="text"
        )
        yield Place(each.number, each.name, href)


def _figures(
    document_id: int, tallies: Sequence[Tally], counts: Counts, bare: int | None
) -> Iterator[Number]:
    points, covered = sum(each.points for each in tallies), sum(each.covered for each in tallies)
    published = url_for("questions.index", document=document_id, status=Status.PUBLISHED.value)
    yield Number(points, str(_("处要点")), "#text")
    yield Number(points - covered if bare is None else bare, str(_("处没有题")), "#coverage")
    yield Number(counts.in_review, str(_("道待审")), url_for("review.show", document=document_id))
    yield Number(counts.published, str(_("道已发布")), published)
    yield Number(counts.refused, str(_("道没有采用")), "#refused")


def _note(counts: Mapping[Status, int]) -> str:
    told = list(shown.notes(counts, STATUSES))
    return " · ".join(told) if told else str(_("还没有题"))
