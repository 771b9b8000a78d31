"""Corrected keys of frozen papers, and marks that were changed by them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage.audit import Deed, record
from question_bank.storage.exams import corrections_of, pack_in_order
from question_bank.storage.frozen import FrozenQuestion, read_snapshot
from question_bank.storage.models import (
    Answer,
    Attempt,
    PaperCorrection,
    PaperVersion,
    Person,
    Question,
    Regrade,
    Revision,
)
from question_bank.storage.models.values import AttemptState


@dataclass(frozen=True, slots=True)
class Marked:
    """What an answer earns by the corrected key."""

    mark: Decimal
    correct: bool
    near_miss: bool


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction in the log of a paper: who, why, how many marks changed."""

    correction: PaperCorrection
    name: str
    changed: int


def question_on(session: Session, version_id: int, question_id: int) -> FrozenQuestion:
    """
    Return a question of a frozen paper.

    Raises:
        NotFoundError: If it is not on the paper.
    """
    version = session.get(PaperVersion, version_id)
    found = read_snapshot(version.snapshot).questions if version else ()
    question = next((each for each in found if each.question_id == question_id), None)
    if question is None:
        raise NotFoundError("regrade.not_on_paper")
    return question


def newest_wording(session: Session, question_id: int) -> Revision:
    """Return the wording of a question that was published last."""
    return session.scalars(
        select(Revision)
        .join(Question, Question.id == Revision.question_id)
        .where(Question.id == question_id, Revision.number == Question.current_revision)
    ).one()


def wording_in_force(session: Session, version_id: int, question: FrozenQuestion) -> Revision:
    """Return the wording by whose key a question of a version is marked."""
    corrected = corrections_of(session, version_id, [question.question_id])
    number = corrected.get(question.question_id, question.revision_id)
    return session.get_one(Revision, number)


def answers_to(
    session: Session, version_id: int, question_id: int
) -> Sequence[tuple[Answer, Attempt]]:
    """Return the answers to one question of a version with their attempts, oldest first."""
    rows = session.execute(
        select(Answer, Attempt)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Attempt.paper_version_id == version_id,
            Attempt.state != AttemptState.CANCELLED,
            Answer.question_id == question_id,
            Answer.answered_at.is_not(None),
        )
        .order_by(Answer.id)
    )
    return [(answer, attempt) for answer, attempt in rows]


def note_correction(
    session: Session,
    version_id: int,
    revision: Revision,
    why: tuple[str, int],
    now: datetime,
) -> None:
    """Write down that a question of a version is marked by *revision* from now on."""
    reason, by_id = why
    # Whoever answers meanwhile holds the attempt; whoever begins looks here afterwards.
    session.execute(
        select(Attempt.id).where(Attempt.paper_version_id == version_id).with_for_update()
    )
    session.add(
        PaperCorrection(
            paper_version_id=version_id,
            question_id=revision.question_id,
            revision_id=revision.id,
            reason=reason,
            person_id=by_id,
            created_at=now,
        )
    )
    details = {"question": revision.question_id, "revision": revision.id, "reason": reason}
    record(session, Deed("paper.regrade", by_id, "paper_version", version_id, details), now)
    session.flush()


def write_marks(
    session: Session,
    revision_id: int,
    marked: Mapping[int, Marked],
    why: tuple[str, int],
    now: datetime,
) -> None:
    """
    Write new marks, the log of those that changed, and the scores they add up to.

    Args:
        session: Writes; the caller commits.
        revision_id: The wording they are marked by.
        marked: By answer.
        why: The reason, and who decided it.
        now: When.
    """
    rows = session.execute(
        select(Answer.id, Answer.attempt_id, Answer.mark).where(Answer.id.in_(marked))
    ).all()
    changed = [row for row in rows if marked[row.id].mark != (row.mark or Decimal(0))]
    session.add_all(
        Regrade(
            answer_id=row.id,
            revision_id=revision_id,
            old_mark=row.mark or Decimal(0),
            new_mark=marked[row.id].mark,
            reason=why[0],
            person_id=why[1],
            created_at=now,
        )
        for row in changed
    )
    if marked:
        session.execute(
            update(Answer),
            [
                {"id": number, "mark": new.mark, "correct": new.correct, "near_miss": new.near_miss}
                for number, new in marked.items()
            ],
        )
    session.flush()
    _add_up(session, {row.attempt_id for row in changed})


def list_corrections(session: Session, version_id: int) -> list[Corrected]:
    """Return the corrections of a version, newest first, with how many marks each changed."""
    rows = session.execute(
        select(PaperCorrection, Person.name, Person.username)
        .outerjoin(Person, Person.id == PaperCorrection.person_id)
        .where(PaperCorrection.paper_version_id == version_id)
        .order_by(PaperCorrection.id.desc())
        .limit(100)
    ).all()
    counts = session.execute(
        select(Regrade.revision_id, Regrade.created_at, func.count().label("number"))
        .where(Regrade.revision_id.in_([correction.revision_id for correction, *_names in rows]))
        .group_by(Regrade.revision_id, Regrade.created_at)
    )
    changed = {(row.revision_id, row.created_at): row.number for row in counts}
    return [
        Corrected(
            correction,
            name or username or "",
            changed.get((correction.revision_id, correction.created_at), 0),
        )
        for correction, name, username in rows
    ]


def _add_up(session: Session, attempt_ids: set[int]) -> None:
    """Write score and packed marks of finished attempts anew."""
    rows = session.execute(
        select(Attempt.id, PaperVersion.snapshot)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(Attempt.id.in_(attempt_ids), Attempt.state == AttemptState.FINISHED)
    ).all()
    for attempt_id, snapshot in rows:
        answers = session.execute(
            select(Answer.question_id, Answer.mark).where(
                Answer.attempt_id == attempt_id, Answer.answered_at.is_not(None)
            )
        )
        marks = {row.question_id: row.mark for row in answers}
        session.execute(
            update(Attempt)
            .where(Attempt.id == attempt_id)
            .values(
                marks=pack_in_order(snapshot, marks),
                score=sum((mark or Decimal(0) for mark in marks.values()), Decimal(0)),
            )
        )
