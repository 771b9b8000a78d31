"""Somebody's own sitting of a paper, loaded from the bank for one page."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from flask import abort

from question_bank.practice.exam_rules import Part, Rules
from question_bank.practice.responses import Response
from question_bank.storage import exams
from question_bank.storage.attempts import Drawn, question_at
from question_bank.storage.exam_answering import ExamTurn, SlotState, item_drawn, states_of
from question_bank.storage.exam_times import seconds_left
from question_bank.storage.models import Answer, Attempt
from question_bank.storage.models.values import FinishReason
from quizapp import clock
from quizapp.database import glance, reader, writer
from quizapp.learner.origins import titles_asked
from quizapp.learner.sheets import Sheet
from quizapp.learner.whose import known_person


@dataclass(frozen=True, slots=True)
class Slot:
    """One question on the answer sheet: its place, whether answered, whether flagged."""

    number: int
    is_answered: bool
    is_flagged: bool


@dataclass(frozen=True, slots=True)
class ExamSheet:
    """
    One question of a sitting as its page shows it.

    Attributes:
        sheet: What the templates of questions need.
        part: The section it stands in.
        was: Names the answer that this page shows, see `digest`.
        left: Seconds until the end; `None` if nothing ends it.
    """

    title: str
    sheet: Sheet
    part: Part
    slots: tuple[Slot, ...]
    was: str
    left: int | None

    @property
    def slot(self) -> int:
        """The place of the question, from 1."""
        return self.sheet.slot

    @property
    def count(self) -> int:
        """All questions."""
        return self.sheet.count

    @property
    def points(self) -> Decimal:
        """Full mark of the question."""
        return self.sheet.points

    @property
    def is_flagged(self) -> bool:
        """Whether it is flagged."""
        return self.slots[self.sheet.slot - 1].is_flagged

    @property
    def answered(self) -> int:
        """How many questions have an answer."""
        return sum(slot.is_answered for slot in self.slots)


@dataclass(frozen=True, slots=True)
class Receipt:
    """
    What an answer that has been kept changes around its question.

    Attributes:
        answered: How many questions have an answer now.
        was: Names the answer that is kept now, see `digest`.
        left: Seconds until the end; `None` if nothing ends it.
    """

    slot: int
    count: int
    answered: int
    was: str
    left: int | None


@dataclass(frozen=True, slots=True)
class AnswerSheet:
    """
    The 答题卡 of a sitting.

    Attributes:
        parts: Each section's title with its slots.
        left: Seconds until the end; `None` if nothing ends it.
    """

    attempt_id: int
    title: str
    parts: tuple[tuple[str, tuple[Slot, ...]], ...]
    left: int | None
    current: int

    @property
    def open_slots(self) -> list[int]:
        """The questions without an answer."""
        return [s.number for _title, slots in self.parts for s in slots if not s.is_answered]

    @property
    def flagged_slots(self) -> list[int]:
        """The flagged questions."""
        return [s.number for _title, slots in self.parts for s in slots if s.is_flagged]

    @property
    def count(self) -> int:
        """All questions."""
        return sum(len(slots) for _title, slots in self.parts)


def own_sitting(attempt_id: int) -> exams.Sitting:
    """
    Return a sitting of the visitor; one whose time is long up is finished by this look.

    Raises:
        NotFoundError: If there is none, or it is somebody else's.
    """
    now, person_id = clock.now(), known_person()
    with reader() as session:
        sitting = exams.get_sitting(session, attempt_id, person_id)
    if not sitting.is_overdue(now):
        return sitting
    with writer() as session:
        exams.finish(session, attempt_id, FinishReason.TIME, now)
        session.commit()
    with reader() as session:
        return exams.get_sitting(session, attempt_id, person_id)


def drawn_in(attempt: Attempt, slot: int) -> Drawn:
    """Return what was drawn for *slot*; a slot that is none has no page."""
    if not 1 <= slot <= len(attempt.layout):
        abort(404)
    return question_at(attempt, slot)


def load_exam_sheet(sitting: exams.Sitting, slot: int) -> ExamSheet:
    """Return one question with what is kept of it."""
    attempt = sitting.attempt
    drawn = drawn_in(attempt, slot)
    with glance() as bank:
        states = states_of(bank, attempt.id)
        item = item_drawn(bank, drawn)
    slots = slots_of(attempt, states)
    state = states.get(slot)
    kept = Response.from_data((state.response if state else None) or {})
    sheet = Sheet(
        attempt_id=attempt.id,
        slot=slot,
        count=len(slots),
        answered=sum(each.is_answered for each in slots),
        item=item,
        is_signed=True,
        order=drawn.options,
        points=drawn.points,
        response=kept,
        document=titles_asked(attempt.paper_version_id).get(drawn.question_id, ""),
    )
    return ExamSheet(
        title=sitting.paper.title,
        sheet=sheet,
        part=Rules.from_data(attempt.settings).part_of(slot),
        slots=slots,
        was=digest(kept),
        left=time_left(sitting),
    )


def receipt_of(turn: ExamTurn, now: datetime) -> Receipt:
    """Return what *turn* changes around its question, with what is kept of it by now."""
    response = Response.from_data(turn.response or {})
    return Receipt(
        slot=turn.slot,
        count=turn.count,
        answered=turn.others + (not response.is_empty),
        was=digest(response),
        left=turn.seconds_left(now),
    )


def load_answer_sheet(sitting: exams.Sitting) -> AnswerSheet:
    """Return the 答题卡 of a sitting."""
    attempt = sitting.attempt
    with glance() as bank:
        slots = slots_of(attempt, states_of(bank, attempt.id))
    parts = Rules.from_data(attempt.settings).parts
    return AnswerSheet(
        attempt_id=attempt.id,
        title=sitting.paper.title,
        parts=tuple((part.title, slots[part.first - 1 : part.last]) for part in parts),
        left=time_left(sitting),
        current=min(attempt.current_slot, len(slots)),
    )


def slots_of(attempt: Attempt, states: Mapping[int, SlotState]) -> tuple[Slot, ...]:
    """Return every question of *attempt* with what became of it."""
    return tuple(_slot(number, states.get(number)) for number in range(1, len(attempt.layout) + 1))


def response_of(answer: Answer | None) -> Response:
    """Return what was answered; nothing where there is no answer."""
    return Response.from_data((answer.response if answer else None) or {})


def digest(response: Response) -> str:
    """
    Return a short name of *response*.

    A form that is sent with the answer it was shown with has changed nothing: it
    may be an old page of another tab, and must not undo a newer answer.
    """
    data = {} if response.is_empty else response.as_data()
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def time_left(sitting: exams.Sitting) -> int | None:
    """Return the seconds until the end; `None` if nothing ends it."""
    now: datetime = clock.now()
    return seconds_left(sitting.deadline, now)


def _slot(number: int, state: SlotState | None) -> Slot:
    if state is None:
        return Slot(number, is_answered=False, is_flagged=False)
    return Slot(number, is_answered=state.response is not None, is_flagged=state.is_flagged)
