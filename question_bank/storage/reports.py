"""题目有误: what deputies report, and what trainers answer."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage.models import Person, ProblemReport, Question
from question_bank.storage.models.values import ReportKind, ReportState, ReportTopic, Status
from question_bank.storage.slices import Slice, slice_of

#: Reports on one question that are shown with it, the newest first.
MOST_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class Filing:
    """
    What a deputy sends in.

    Attributes:
        revision_id: The wording they saw, where it is known.
        text: In their own words, never empty.
    """

    person_id: int
    question_id: int
    topic: ReportTopic
    text: str
    revision_id: int | None = None


@dataclass(frozen=True, slots=True)
class OwnReport:
    """
    A report as its author sees it.

    Attributes:
        reply: What the trainers answered; empty while it is open, or if they said nothing.
        is_new: Whether there is an answer that the author has not seen.
    """

    id: int
    question_id: int
    stem: str
    topic: ReportTopic
    text: str
    state: ReportState
    reply: str
    created_at: datetime
    closed_at: datetime | None
    is_new: bool


@dataclass(frozen=True, slots=True)
class Reported:
    """A question with reports; the times are those of its first and last one."""

    question_id: int
    stem: str
    status: Status
    count: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What trainers answer to reports.

    Attributes:
        state: Fixed or dismissed.
        reply: What their authors are told.
        by_id: Who answers.
    """

    state: ReportState
    reply: str
    by_id: int


def file_report(session: Session, filing: Filing, now: datetime) -> ProblemReport:
    """
    Store a report; whoever has an open one on the question changes that one.

    Raises:
        NotFoundError: If there is no such question.
    """
    if session.get(Question, filing.question_id) is None:
        raise NotFoundError("question.not_found", id=filing.question_id)
    report = session.scalar(
        select(ProblemReport)
        .where(
            *_PROBLEMS,
            ProblemReport.person_id == filing.person_id,
            ProblemReport.question_id == filing.question_id,
            ProblemReport.state == ReportState.OPEN,
        )
        .with_for_update()
    )
    if report is None:
        report = ProblemReport(
            person_id=filing.person_id, question_id=filing.question_id, created_at=now
        )
        session.add(report)
    report.topic, report.text = filing.topic, filing.text
    report.revision_id = filing.revision_id
    session.flush()
    return report


def list_own(session: Session, person_id: int, number: int) -> Slice:
    """Return one page of somebody's reports as `OwnReport`, answers not yet seen first."""
    is_new = ProblemReport.closed_at.is_not(None) & ProblemReport.seen_at.is_(None)
    wanted = (
        select(
            ProblemReport.id,
            ProblemReport.question_id,
            Question.stem,
            ProblemReport.topic,
            ProblemReport.text,
            ProblemReport.state,
            ProblemReport.reply,
            ProblemReport.created_at,
            ProblemReport.closed_at,
            is_new.label("is_new"),
        )
        .join(Question, Question.id == ProblemReport.question_id)
        .where(*_PROBLEMS, ProblemReport.person_id == person_id)
        .order_by(is_new.desc(), ProblemReport.id.desc())
    )
    found = slice_of(session, wanted, number)
    rows = tuple(OwnReport(*row) for row in found.rows)
    return Slice(rows, found.number, found.pages, found.total)


def count_unseen(session: Session, person_id: int | None) -> int:
    """Return how many answers somebody has not seen yet."""
    counted = select(func.count()).select_from(ProblemReport)
    return session.scalar(counted.where(*_unseen(person_id or 0))) or 0


def mark_seen(session: Session, person_id: int, now: datetime) -> None:
    """Write down that somebody has seen all answers there are."""
    session.execute(update(ProblemReport).where(*_unseen(person_id)).values(seen_at=now))


def list_reported(session: Session, number: int, *, is_open: bool) -> Slice:
    """
    Return one page of the questions with reports as `Reported`.

    Open: those with reports nobody has answered, most reports first. Otherwise
    those with answered ones, the last answered first.
    """
    state = ProblemReport.state == ReportState.OPEN
    count, last = func.count(ProblemReport.id), func.max(ProblemReport.id)
    wanted = (
        select(
            Question.id,
            Question.stem,
            Question.status,
            count,
            func.min(ProblemReport.created_at),
            func.max(ProblemReport.created_at),
        )
        .join(ProblemReport, ProblemReport.question_id == Question.id)
        .where(*_PROBLEMS, state if is_open else ~state)
        .group_by(Question.id, Question.stem, Question.status)
    )
    closed = func.max(ProblemReport.closed_at)
    order = (count.desc(), last.desc()) if is_open else (closed.desc(), last.desc())
    found = slice_of(session, wanted.order_by(*order), number)
    rows = tuple(Reported(*row) for row in found.rows)
    return Slice(rows, found.number, found.pages, found.total)


def count_open(session: Session) -> int:
    """Return how many questions wait for an answer to a report."""
    counted = select(func.count(func.distinct(ProblemReport.question_id)))
    return session.scalar(counted.where(*_PROBLEMS, ProblemReport.state == ReportState.OPEN)) or 0


def reports_on(session: Session, question_id: int) -> Sequence[tuple[ProblemReport, str]]:
    """Return the newest reports on a question with the names of their authors, open ones first."""
    rows = session.execute(
        select(ProblemReport, Person.name)
        .join(Person, Person.id == ProblemReport.person_id)
        .where(*_PROBLEMS, ProblemReport.question_id == question_id)
        .order_by((ProblemReport.state == ReportState.OPEN).desc(), ProblemReport.id.desc())
        .limit(MOST_SHOWN)
    )
    return [(report, name or "") for report, name in rows]


def close_reports(
    session: Session, question_id: int, report_ids: Collection[int], verdict: Verdict, now: datetime
) -> int:
    """
    Answer those of *report_ids* that are open reports on the question, all alike.

    Others stay: a report that came in between has not been read yet. Returns how
    many were answered.
    """
    changed: Any = session.execute(
        update(ProblemReport)
        .where(
            *_PROBLEMS,
            ProblemReport.question_id == question_id,
            ProblemReport.id.in_(report_ids),
            ProblemReport.state == ReportState.OPEN,
        )
        .values(state=verdict.state, reply=verdict.reply, closed_at=now, closed_by_id=verdict.by_id)
        .execution_options(synchronize_session=False)
    )
    return int(changed.rowcount)


def _unseen(person_id: int) -> tuple[Any, ...]:
    return (
        *_PROBLEMS,
        ProblemReport.person_id == person_id,
        ProblemReport.closed_at.is_not(None),
        ProblemReport.seen_at.is_(None),
    )


#: Appeals against marks are answered with the paper they belong to.
_PROBLEMS: Final = (ProblemReport.kind == ReportKind.PROBLEM,)
