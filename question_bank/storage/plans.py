"""会前五分钟: a deputy's plan until a meeting, its portions and what came of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import and_, func, or_, select, update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.questions.values import ItemType
from question_bank.storage.drawn import Drawn
from question_bank.storage.models import (
    Answer,
    Attempt,
    DocumentVersion,
    Question,
    QuestionTag,
    StudyPlan,
)
from question_bank.storage.models.values import AttemptKind, AttemptState, FinishReason, Status

#: How an attempt of a plan is drawn.
MODE: Final = "plan"


@dataclass(frozen=True, slots=True)
class Themes:
    """What a plan is about; what is empty means all."""

    kinds: tuple[str, ...] = ()
    document_ids: tuple[int, ...] = ()
    tag_ids: tuple[int, ...] = ()

    def as_data(self) -> dict[str, Any]:
        """Return what is stored."""
        return {
            "kinds": list(self.kinds),
            "documents": list(self.document_ids),
            "tags": list(self.tag_ids),
        }

    @classmethod
    def from_data(cls, data: dict[str, Any]) -> Themes:
        """Return what was stored."""
        kinds, documents, tags = (data.get(name, ()) for name in ("kinds", "documents", "tags"))
        return cls(tuple(kinds), tuple(documents), tuple(tags))


@dataclass(frozen=True, slots=True)
class Terms:
    """When the meeting is, how long a day may take, and what it is about."""

    title: str
    meeting_on: date
    minutes_a_day: int
    themes: Themes


@dataclass(frozen=True, slots=True)
class Theme:
    """
    A question that the themes of a plan bring up.

    Attributes:
        importance: 0 to 1.
        fact: What it asks; empty: unlike all others.
    """

    question_id: int
    type: ItemType
    importance: float
    fact: str


@dataclass(frozen=True, slots=True)
class Met:
    """An answer given in a plan; *seconds* is `None` where the time is not known."""

    question_id: int
    type: ItemType
    answered_at: datetime
    correct: bool
    seconds: float | None


@dataclass(frozen=True, slots=True)
class Running:
    """
    A plan that has not been ended.

    Attributes:
        attempt_id: The newest sitting begun since the day began, if any.
        is_done: Whether that sitting is finished.
        count: Questions in that sitting.
    """

    plan: StudyPlan
    attempt_id: int | None = None
    is_done: bool = False
    count: int = 0

    @property
    def is_open(self) -> bool:
        """Whether today's sitting can be gone on with."""
        return self.attempt_id is not None and not self.is_done


def find_running(session: Session, person_id: int, since: datetime) -> Running | None:
    """Return somebody's plan, with its newest sitting since then; `None` without a plan."""
    today = and_(
        Attempt.plan_id == StudyPlan.id,
        Attempt.started_at >= since,
        Attempt.state != AttemptState.CANCELLED,
    )
    row = session.execute(
        select(StudyPlan, Attempt.id, Attempt.state, Attempt.layout)
        .outerjoin(Attempt, today)
        .where(StudyPlan.person_id == person_id, StudyPlan.ended_at.is_(None))
        .order_by(StudyPlan.id.desc(), Attempt.id.desc())
        .limit(1)
    ).one_or_none()
    if row is None:
        return None
    plan, attempt_id, state, layout = row
    return Running(plan, attempt_id, state is AttemptState.FINISHED, len(layout or ()))


def get_plan(session: Session, plan_id: int, person_id: int | None) -> StudyPlan:
    """
    Return somebody's own plan, ended or not.

    Raises:
        NotFoundError: If there is none, or it is somebody else's.
    """
    found = session.get(StudyPlan, plan_id)
    if found is None or found.person_id != person_id:
        raise NotFoundError("plan.unknown")
    return found


def save_plan(session: Session, person_id: int, terms: Terms, now: datetime) -> StudyPlan:
    """Begin a plan, or change the one somebody has: there are never two, and nothing is lost."""
    wanted = select(StudyPlan).where(StudyPlan.person_id == person_id, StudyPlan.ended_at.is_(None))
    plan = session.scalars(wanted.order_by(StudyPlan.id.desc()).with_for_update()).first()
    if plan is None:
        plan = StudyPlan(person_id=person_id, created_at=now)
        session.add(plan)
    plan.title, plan.meeting_on = terms.title, terms.meeting_on
    plan.minutes_a_day, plan.themes = terms.minutes_a_day, terms.themes.as_data()
    session.flush()
    return plan


def end_plan(session: Session, plan: StudyPlan, now: datetime) -> None:
    """
    End a plan; a sitting that was left open ends with it, its answers stay.

    Where two phones were made one, an older plan may run beside it: it ends, too.
    """
    _give_up_open(session, plan.id, now)
    session.execute(
        update(StudyPlan)
        .where(StudyPlan.person_id == plan.person_id, StudyPlan.ended_at.is_(None))
        .values(ended_at=now)
        .execution_options(synchronize_session=False)
    )
    session.refresh(plan)


def start_portion(
    session: Session, plan: StudyPlan, drawn: Sequence[Drawn], now: datetime
) -> Attempt:
    """Store today's sitting of at least one question; one left open on another day ends."""
    _give_up_open(session, plan.id, now)
    attempt = Attempt(
        person_id=plan.person_id,
        kind=AttemptKind.PLAN,
        plan_id=plan.id,
        mode=MODE,
        settings={},
        layout=[each.as_data() for each in drawn],
        started_at=now,
        max_score=sum((each.points for each in drawn), Decimal(0)),
    )
    session.add(attempt)
    session.flush()
    return attempt


def questions_of_themes(session: Session, themes: Themes) -> list[Theme]:
    """Return the published questions that are about *themes*, in the order of their numbers."""
    wanted = (
        select(Question.id, Question.type, Question.importance, Question.fact)
        .where(Question.status == Status.PUBLISHED, Question.type != ItemType.SHORT_ANSWER)
        .order_by(Question.id)
    )
    if themes.kinds:
        wanted = wanted.where(Question.kind.in_(themes.kinds))
    narrowed = []
    if themes.document_ids:
        wanted = wanted.outerjoin(
            DocumentVersion, DocumentVersion.id == Question.document_version_id
        )
        narrowed.append(DocumentVersion.document_id.in_(themes.document_ids))
    if themes.tag_ids:
        tagged = select(QuestionTag.question_id).where(QuestionTag.tag_id.in_(themes.tag_ids))
        narrowed.append(Question.id.in_(tagged))
    if narrowed:
        wanted = wanted.where(or_(*narrowed))
    return [Theme(*row) for row in session.execute(wanted)]


def answers_of_plan(session: Session, plan_id: int) -> list[Met]:
    """Return what was answered in a plan and judged, in order of time."""
    rows = session.execute(
        select(
            Answer.question_id,
            Question.type,
            Answer.answered_at,
            Answer.correct,
            Answer.duration_ms,
        )
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .join(Question, Question.id == Answer.question_id)
        .where(
            Attempt.plan_id == plan_id,
            Answer.answered_at.is_not(None),
            Answer.correct.is_not(None),
        )
        .order_by(Answer.answered_at, Answer.id)
    )
    return [
        Met(number, item_type, at, bool(correct), None if taken is None else taken / 1000)
        for number, item_type, at, correct, taken in rows
        if at is not None
    ]


def latest_ended(session: Session, person_id: int) -> StudyPlan | None:
    """Return the plan somebody ended last, or `None`."""
    ended = select(StudyPlan).where(
        StudyPlan.person_id == person_id, StudyPlan.ended_at.is_not(None)
    )
    return session.scalars(ended.order_by(StudyPlan.id.desc()).limit(1)).first()


def count_sittings(session: Session, plan_id: int) -> int:
    """Return how many sittings of a plan were finished."""
    finished = select(func.count()).where(
        Attempt.plan_id == plan_id, Attempt.state == AttemptState.FINISHED
    )
    return session.scalar(finished) or 0


def _give_up_open(session: Session, plan_id: int, now: datetime) -> None:
    session.execute(
        update(Attempt)
        .where(Attempt.plan_id == plan_id, Attempt.state == AttemptState.OPEN)
        .values(state=AttemptState.CANCELLED, finished_at=now, finish_reason=FinishReason.ABANDONED)
    )
