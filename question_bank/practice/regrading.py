"""
Marking anew what was marked by a key that turned out wrong.

First the changes are reckoned and shown; then exactly those are carried out, each
with who, why, the old mark and the new one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError
from question_bank.practice.exam_rules import Rules
from question_bank.practice.grades import Grade
from question_bank.practice.responses import Response
from question_bank.questions.values import Item
from question_bank.storage import regrades
from question_bank.storage.contents import item_from_json
from question_bank.storage.models import Answer, Attempt, Revision
from question_bank.storage.structure import part_numbers


@dataclass(frozen=True, slots=True)
class Change:
    """What the new key makes of one answer; marks in points."""

    answer_id: int
    attempt_id: int
    person_id: int
    response: Response
    old_mark: Decimal
    new_mark: Decimal


@dataclass(frozen=True, slots=True)
class Correction:
    """
    That a question of a frozen paper is marked by another wording from now on.

    Attributes:
        reason: Why, in words; never empty.
        by_id: Who decided it.
    """

    version_id: int
    revision: Revision
    reason: str
    by_id: int


def find_changes(session: Session, version_id: int, revision: Revision) -> list[Change]:
    """Return the answers whose marks *revision* changes, in the order they were given."""
    return [
        Change(
            answer.id,
            attempt.id,
            attempt.person_id,
            Response.from_data(answer.response or {}),
            answer.mark or Decimal(0),
            grade.mark or Decimal(0),
        )
        for answer, attempt, grade in _graded(session, version_id, revision)
        if (answer.mark or Decimal(0)) != (grade.mark or Decimal(0))
    ]


def carry_out(session: Session, correction: Correction, now: datetime) -> list[Change]:
    """
    Mark every answer anew by the corrected key, and return what changed.

    Later answers, and those of sittings that still go on, are marked by it too.

    Raises:
        NotFoundError: If the question is not on the paper.
        InvalidInputError: If no reason is given, or the parts are others now.
    """
    if not correction.reason.strip():
        raise InvalidInputError("regrade.reason_needed")
    revision = correction.revision
    require_same_parts(session, correction.version_id, revision)
    why = correction.reason, correction.by_id
    regrades.note_correction(session, correction.version_id, revision, why, now)
    changes = find_changes(session, correction.version_id, revision)
    marked = {
        answer.id: regrades.Marked(grade.mark or Decimal(0), bool(grade.correct), grade.near_miss)
        for answer, _attempt, grade in _graded(session, correction.version_id, revision)
    }
    regrades.write_marks(session, revision.id, marked, why, now)
    return changes


def require_same_parts(session: Session, version_id: int, revision: Revision) -> None:
    """
    Make sure that answers to the frozen wording can be marked by *revision*.

    Raises:
        NotFoundError: If the question is not on the paper.
        InvalidInputError: If it has another type, or other options or blanks.
    """
    frozen = regrades.question_on(session, version_id, revision.question_id).item
    item = item_from_json(revision.item)
    if item.type is not frozen.type or set(part_numbers(item)) != set(part_numbers(frozen)):
        raise InvalidInputError("regrade.other_parts")


def _graded(
    session: Session, version_id: int, revision: Revision
) -> Iterator[tuple[Answer, Attempt, Grade]]:
    """Yield each answer to the question with the grade that *revision* gives it."""
    item: Item = item_from_json(revision.item)
    found: Sequence[tuple[Answer, Attempt]] = regrades.answers_to(
        session, version_id, revision.question_id
    )
    for answer, attempt in found:
        response = Response.from_data(answer.response or {})
        rules = Rules.from_data(attempt.settings)
        yield answer, attempt, rules.judge(item, response, answer.max_mark)
