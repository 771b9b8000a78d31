"""Appeals against marks: a deputy asks, a trainer decides, the deputy is told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, NotFoundError
from question_bank.storage.audit import Deed, record
from question_bank.storage.models import (
    Answer,
    Attempt,
    Paper,
    PaperVersion,
    Person,
    ProblemReport,
    Revision,
)
from question_bank.storage.models.values import ReportKind, ReportState
from question_bank.storage.numbers import can_be_id

#: What stands for a text where the deputy wrote none.
NO_WORDS = "（没有补充说明）"


@dataclass(frozen=True, slots=True)
class Appeal:
    """An appeal with all that is needed to decide it."""

    report: ProblemReport
    answer: Answer
    revision: Revision
    attempt: Attempt
    paper: Paper
    name: str


def make(
    session: Session, answer: Answer, person_id: int, text: str, now: datetime
) -> ProblemReport:
    """Store an appeal against the mark of *answer*, or return the one there is."""
    session.execute(select(Answer.id).where(Answer.id == answer.id).with_for_update())
    earlier = of_answer(session, answer.id)
    if earlier is not None:
        return earlier
    report = ProblemReport(
        kind=ReportKind.APPEAL,
        person_id=person_id,
        question_id=answer.question_id,
        revision_id=answer.revision_id,
        answer_id=answer.id,
        text=text or NO_WORDS,
        created_at=now,
    )
    session.add(report)
    session.flush()
    return report


def of_answer(session: Session, answer_id: int) -> ProblemReport | None:
    """Return the appeal against the mark of an answer, or `None`."""
    return session.scalar(
        select(ProblemReport)
        .where(ProblemReport.answer_id == answer_id, ProblemReport.kind == ReportKind.APPEAL)
        .order_by(ProblemReport.id.desc())
        .limit(1)
    )


def list_appeals(
    session: Session, state: ReportState, *, number: int, size: int = 20
) -> tuple[list[Appeal], int, int]:
    """Return one page of appeals in *state*, oldest first, its number, and how many there are."""
    conditions = (ProblemReport.kind == ReportKind.APPEAL, ProblemReport.state == state)
    total = session.scalar(select(func.count()).select_from(ProblemReport).where(*conditions)) or 0
    number = min(max(number, 1), max(1, -(-total // size)))
    rows = session.execute(_described().where(*conditions).limit(size).offset((number - 1) * size))
    return [_appeal(*row) for row in rows], number, total


def count_open(session: Session) -> int:
    """Return how many appeals wait for a decision."""
    waiting = (ProblemReport.kind == ReportKind.APPEAL, ProblemReport.state == ReportState.OPEN)
    return session.scalar(select(func.count()).select_from(ProblemReport).where(*waiting)) or 0


def get_appeal(session: Session, report_id: int) -> Appeal:
    """
    Return one appeal.

    Raises:
        NotFoundError: If there is none.
    """
    wanted = _described().where(
        ProblemReport.id == report_id, ProblemReport.kind == ReportKind.APPEAL
    )
    row = session.execute(wanted).one_or_none() if can_be_id(report_id) else None
    if row is None:
        raise NotFoundError("appeal.unknown")
    return _appeal(*row)


def decide(
    session: Session, report_id: int, state: ReportState, reply: str, by_id: int, now: datetime
) -> None:
    """
    Close an appeal with a reply.

    Raises:
        ConflictError: If somebody has decided it already.
    """
    report = session.scalars(
        select(ProblemReport).where(ProblemReport.id == report_id).with_for_update()
    ).one()
    if report.state is not ReportState.OPEN:
        raise ConflictError("appeal.decided")
    report.state, report.reply = state, reply
    report.closed_at, report.closed_by_id = now, by_id
    details = {"state": state.value, "answer": report.answer_id}
    record(session, Deed("appeal.decide", by_id, "problem_report", report_id, details), now)
    session.flush()


def _described() -> Any:
    return (
        select(ProblemReport, Answer, Revision, Attempt, Paper, Person.name)
        .join(Answer, Answer.id == ProblemReport.answer_id)
        .join(Revision, Revision.id == Answer.revision_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .join(Paper, Paper.id == PaperVersion.paper_id)
        .join(Person, Person.id == ProblemReport.person_id)
        .order_by(ProblemReport.id)
    )


def _appeal(
    report: ProblemReport,
    answer: Answer,
    revision: Revision,
    attempt: Attempt,
    paper: Paper,
    name: str | None,
) -> Appeal:
    return Appeal(report, answer, revision, attempt, paper, name or "")
