"""
Keeping one answer of a sitting: what is read for it, and the two writes.

Built as `answering` is, for the same reason: a hall full of deputies does this at once.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, Final

from sqlalchemy import Connection, Text, bindparam, cast, func, select, update

from question_bank.errors import NotFoundError
from question_bank.questions.values import Item
from question_bank.storage.contents import item_from_text
from question_bank.storage.drawn import Drawn, Judged
from question_bank.storage.exam_times import end_of, is_up, seconds_left, takes_answers
from question_bank.storage.models import (
    Answer,
    Attempt,
    Paper,
    PaperCorrection,
    PaperVersion,
    Revision,
)
from question_bank.storage.models.values import AttemptKind, AttemptState
from question_bank.storage.upserts import insert_for


@dataclass(frozen=True, slots=True)
class Kept:
    """
    What is kept of one slot.

    Attributes:
        judged: The answer with its mark; `None` leaves the answer as it is.
        flagged: Whether it is flagged; `None` leaves the flag as it is.
    """

    judged: Judged | None = None
    flagged: bool | None = None


@dataclass(frozen=True, slots=True)
class ExamTurn:
    """
    One question of an open sitting, held until the transaction ends.

    Attributes:
        slot: Its place, from 1.
        count: Questions in the sitting.
        settings: What marking needs, see `practice.exam_rules.Rules`.
        item: In the wording by whose key it is marked.
        others: How many of the other questions have an answer.
        response: What is kept as its answer; `None` if nothing.
        deadline: When the sitting ends; `None` if nothing ends it.
        grace_seconds: For how long after that an answer on its way counts.
    """

    attempt_id: int
    slot: int
    count: int
    settings: Mapping[str, Any]
    drawn: Drawn
    item: Item
    others: int
    response: Mapping[str, Any] | None
    deadline: datetime | None
    grace_seconds: int

    def takes_answers(self, now: datetime) -> bool:
        """Tell whether an answer that arrives at *now* counts."""
        return takes_answers(self.deadline, self.grace_seconds, now)

    def is_up(self, now: datetime) -> bool:
        """Tell whether the time is up, though an answer on its way may still count."""
        return is_up(self.deadline, now)

    def seconds_left(self, now: datetime) -> int | None:
        """Return the whole seconds until the end; `None` if nothing ends it."""
        return seconds_left(self.deadline, now)


@dataclass(frozen=True, slots=True)
class SlotState:
    """What is kept of a slot; *response* is `None` while it has no answer."""

    response: Mapping[str, Any] | None
    is_flagged: bool


_attempt, _answer, _revision, _version, _paper, _correction = (
    table.__table__.c for table in (Attempt, Answer, Revision, PaperVersion, Paper, PaperCorrection)
)
#: Holds the sitting until the commit: it cannot be finished in between.
_HOLD: Final = (
    update(Attempt)
    .where(
        _attempt.id == bindparam("attempt"),
        _attempt.person_id == bindparam("person"),
        _attempt.kind == AttemptKind.EXAM,
        _attempt.state == AttemptState.OPEN,
    )
    .values(current_slot=bindparam("at"))
    .returning(_attempt.layout, _attempt.settings, _attempt.paper_version_id, _attempt.started_at)
)
_STATES: Final = select(_answer.slot, _answer.response, _answer.flagged).where(
    _answer.attempt_id == bindparam("attempt")
)
_WORDING: Final = select(cast(_revision.item, Text)).where(_revision.id == bindparam("revision"))
_given = (_answer.attempt_id == bindparam("attempt")) & _answer.answered_at.is_not(None)
_corrected = (
    select(_correction.revision_id)
    .where(
        _correction.paper_version_id == bindparam("version"),
        _correction.question_id == bindparam("question"),
    )
    .order_by(_correction.id.desc())
    .limit(1)
    .scalar_subquery()
)
_DETAILS: Final = (
    select(
        cast(_revision.item, Text),
        _paper.closes_at,
        _paper.time_limit_seconds,
        _paper.grace_seconds,
        select(func.count()).where(_given, _answer.slot != bindparam("at")).scalar_subquery(),
        select(_answer.response).where(_given, _answer.slot == bindparam("at")).scalar_subquery(),
    )
    .join_from(PaperVersion.__table__, Paper.__table__, _paper.id == _version.paper_id)
    .join(Revision.__table__, _revision.id == func.coalesce(_corrected, bindparam("revision")))
    .where(_version.id == bindparam("version"))
)


def states_of(bank: Connection, attempt_id: int) -> dict[int, SlotState]:
    """Return what is kept of the slots of a sitting; those never touched are missing."""
    rows = bank.execute(_STATES, {"attempt": attempt_id})
    return {slot: SlotState(response, flagged) for slot, response, flagged in rows}


def item_drawn(bank: Connection, drawn: Drawn) -> Item:
    """Return a question in the wording that was drawn."""
    return item_from_text(bank.execute(_WORDING, {"revision": drawn.revision_id}).scalar_one())


def hold_turn(
    bank: Connection, attempt_id: int, slot: int, person_id: int | None
) -> ExamTurn | None:
    """
    Hold somebody's own sitting until the transaction ends, and return one of its questions.

    What this writes says where to resume; it stands only if the caller commits.

    Returns:
        The question; `None` if they have no such sitting, or it is finished.

    Raises:
        NotFoundError: If the sitting has no such slot.
    """
    if slot < 1:
        raise NotFoundError("attempt.unknown")
    given = {"attempt": attempt_id, "person": person_id or 0, "at": slot}
    held = bank.execute(_HOLD, given).one_or_none()
    if held is None:
        return None
    layout, settings, version_id, started_at = held
    if slot > len(layout):
        raise NotFoundError("attempt.unknown")
    drawn = Drawn.from_data(layout[slot - 1])
    wanted = {"version": version_id, "question": drawn.question_id, "revision": drawn.revision_id}
    found = bank.execute(_DETAILS, given | wanted).one()
    item, closes_at, limit, grace_seconds, others, response = found
    return ExamTurn(
        attempt_id=attempt_id,
        slot=slot,
        count=len(layout),
        settings=settings,
        drawn=drawn,
        item=item_from_text(item),
        others=others,
        response=response,
        deadline=end_of(started_at, closes_at, limit),
        grace_seconds=grace_seconds,
    )


def keep(bank: Connection, turn: ExamTurn, kept: Kept, now: datetime) -> None:
    """Keep what somebody answered or flagged; *turn* must be held in this transaction."""
    changes = _changes(kept, now)
    if not changes:
        return
    values = {
        "attempt_id": turn.attempt_id,
        "slot": turn.slot,
        "question_id": turn.drawn.question_id,
        "revision_id": turn.drawn.revision_id,
        "max_mark": turn.drawn.points,
        "near_miss": False,
        "flagged": False,
    }
    bank.execute(_upsert(bank.dialect.name, tuple(changes)), values | changes)


@cache
def _upsert(dialect: str, changed: tuple[str, ...]) -> Any:
    inserted = insert_for(dialect, Answer.__table__)
    return inserted.on_conflict_do_update(
        index_elements=[_answer.attempt_id, _answer.slot],
        set_={name: inserted.excluded[name] for name in changed},
    )


def _changes(kept: Kept, now: datetime) -> dict[str, Any]:
    changes: dict[str, Any] = {} if kept.flagged is None else {"flagged": kept.flagged}
    if kept.judged is not None:
        is_empty = not kept.judged.response
        changes |= {
            "response": kept.judged.response or None,
            "mark": None if is_empty else kept.judged.mark,
            "correct": None if is_empty else kept.judged.correct,
            "near_miss": kept.judged.near_miss and not is_empty,
            "answered_at": None if is_empty else now,
            "submission_id": kept.judged.submission_id,
        }
    return changes
