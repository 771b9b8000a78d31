"""How the bank stands and what waits to be done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import (
    appeals,
    documents,
    jobs,
    listing,
    paper_lists,
    reports,
    wishes,
    workbench,
)
from question_bank.storage.exam_times import phase_of
from question_bank.storage.models import Paper
from question_bank.storage.models.values import Status
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import Session, reader
from quizapp.names import kind_name, type_name
from quizapp.trainer.documents import ShownDocument, shown_documents
from quizapp.trainer.filters import STATUSES, UNSIGNED
from quizapp.trainer.overview_steps import Standing, Step, steps_of

bp = Blueprint("overview", __name__, url_prefix="/trainer")
guard(bp, *TRAINERS)

#: Documents listed on this page.
NEWEST: Final = 6
Counts = dict[tuple[Kind, ItemType, Status], int]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, what it counts, and where to see it."""

    number: int
    words: str
    href: str


@dataclass(frozen=True, slots=True)
class Overview:
    """
    What the page shows.

    Attributes:
        published: Published questions.
        kinds: Published questions by kind, all six.
        types: Published questions by type, all five.
        waits_in_vain: Whether jobs wait and nobody does them.
        steps: The way from a text to an exam.
        documents: The newest; there are `document_count` of them.
        waiting: What deputies have sent in and nobody has answered; nothing that counts none.
    """

    figures: tuple[Figure, ...]
    published: int
    kinds: tuple[Figure, ...]
    types: tuple[Figure, ...]
    steps: tuple[Step, ...]
    documents: tuple[ShownDocument, ...]
    document_count: int
    waits_in_vain: bool
    waiting: tuple[Figure, ...] = ()


@bp.get("/")
def show() -> Response:
    """Show how the bank stands."""
    with reader() as session:
        counts = listing.count_questions(session)
        unsigned = workbench.count_unsigned(session)
        listed = documents.page_of_documents(session, size=NEWEST)
        paper = paper_lists.newest_paper(session)
        waits_in_vain = jobs.wait_in_vain(session, clock.now())
        waiting = tuple(each for each in _sent_in(session) if each.number)
    overview = Overview(
        figures=tuple(_figures(counts, unsigned)),
        published=_of_status(counts, Status.PUBLISHED),
        kinds=_by_kind(counts),
        types=_by_type(counts),
        steps=steps_of(_standing(counts, listed, paper)),
        documents=shown_documents(listed.rows),
        document_count=listed.total,
        waits_in_vain=waits_in_vain,
        waiting=waiting,
    )
    return fragments.page("trainer/overview.html", block="main", overview=overview)


def _standing(counts: Counts, listed: documents.DocumentPage, paper: Paper | None) -> Standing:
    return Standing(
        documents=listed.total,
        newest=listed.rows[0].document.title if listed.rows else "",
        waiting=_of_status(counts, Status.REVIEW),
        published=_of_status(counts, Status.PUBLISHED),
        paper=paper,
        phase=None if paper is None else phase_of(paper, clock.now()),
    )


def _sent_in(session: Session) -> Iterable[Figure]:
    yield Figure(appeals.count_open(session), str(_("考试申诉")), url_for("papers.appeals"))
    yield Figure(
        reports.count_open(session), str(_("反馈有误的题")), url_for("trainer_reports.index")
    )
    yield Figure(wishes.count_open(session), str(_("代表的请求")), url_for("requests.index"))


def _figures(counts: Counts, unsigned: int) -> Iterable[Figure]:
    yield _figure(_of_status(counts, Status.REVIEW), Status.REVIEW, str(_("待审")))
    yield _figure(unsigned, UNSIGNED, str(_("已发布，未经签发")))
    for status in (Status.PUBLISHED, Status.DRAFT, Status.RETIRED, Status.REJECTED):
        yield _figure(_of_status(counts, status), status, str(_(STATUSES[status])))


def _figure(number: int, status: str, words: str) -> Figure:
    return Figure(number, words, url_for("questions.index", status=status))


def _of_status(counts: Counts, wanted: Status) -> int:
    return sum(number for (_kind, _type, status), number in counts.items() if status is wanted)


def _by_kind(counts: Counts) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            sum(n for (k, _type, s), n in counts.items() if k is kind and s is Status.PUBLISHED),
            kind_name(kind),
            url_for("questions.index", kind=kind.value, status=Status.PUBLISHED.value),
        )
        for kind in Kind
    )


def _by_type(counts: Counts) -> tuple[Figure, ...]:
    return tuple(
        Figure(
            sum(n for (_kind, t, s), n in counts.items() if t is each and s is Status.PUBLISHED),
            type_name(each),
            url_for("questions.index", type=each.value, status=Status.PUBLISHED.value),
        )
        for each in ItemType
    )
