"""All flashcards of one person: letting one rest, looking through them, what is coming."""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, case, func, literal, or_, select, update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.questions.values import ItemType
from question_bank.storage.answering import note_progress
from question_bank.storage.models import Bookmark, Card, DocumentVersion, Progress, Question
from question_bank.storage.models.types import UTCDateTime
from question_bank.storage.models.values import CardState, Status
from question_bank.storage.pools import Pool
from question_bank.storage.slices import Slice, slice_of

#: Days of stability from which a card counts as firmly known.
FIRM: Final = 21
#: Lapses from which a card counts as hard.
HARD: Final = 4
_STEPS: Final = (CardState.LEARNING, CardState.RELEARNING)


class Rest(enum.StrEnum):
    """What becomes of a card: rest until woken, rest until tomorrow, come back."""

    SUSPEND = "suspend"
    BURY = "bury"
    WAKE = "wake"


class Part(enum.StrEnum):
    """Which cards are looked at."""

    ALL = "all"
    DUE = "due"
    NEW = "new"
    LEARNING = "learning"
    REVIEW = "review"
    RESTING = "resting"
    HARD = "hard"


@dataclass(frozen=True, slots=True)
class CardLine:
    """
    A card in the list.

    Attributes:
        stem: Of its question.
        ordinal: Number of the blank it asks for; 0 for the whole question.
        rests: Whether it rests until it is woken.
        buried_until: Until when it rests otherwise; in the past, or `None`, if it does not.
        is_offered: Whether its question is still published.
    """

    card_id: int
    question_id: int
    stem: str
    type: ItemType
    ordinal: int
    state: CardState
    due: datetime
    stability: float | None
    lapses: int
    rests: bool
    buried_until: datetime | None
    is_offered: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """
    How many of somebody's cards stand where; suspended ones only in `resting`.

    Attributes:
        firm: In review with a stability of `FIRM` days or more.
        young: In review with less.
    """

    new: int = 0
    learning: int = 0
    young: int = 0
    firm: int = 0
    resting: int = 0

    @property
    def total(self) -> int:
        """All cards."""
        return self.new + self.learning + self.young + self.firm + self.resting


def rest(session: Session, person_id: int | None, card_id: int, how: Rest, until: datetime) -> Card:
    """
    Let somebody's card rest, until *until* if it is buried, or wake it.

    Raises:
        NotFoundError: If there is no such card, or it is somebody else's.
    """
    card = session.scalar(
        select(Card).where(Card.id == card_id, Card.person_id == (person_id or 0)).with_for_update()
    )
    if card is None:
        raise NotFoundError("card.unknown")
    card.suspended = how is Rest.SUSPEND
    card.buried_until = until if how is Rest.BURY else None
    session.flush()
    return card


def put_in_wrong_book(session: Session, card: Card, now: datetime) -> None:
    """Put the question of *card* into its owner's wrong-answer book; a new one counts as missed."""
    changed: Any = session.execute(
        update(Progress)
        .where(Progress.person_id == card.person_id, Progress.question_id == card.question_id)
        .values(wrong_since=func.coalesce(Progress.wrong_since, literal(now, UTCDateTime())))
        .execution_options(synchronize_session=False)
    )
    if not changed.rowcount:
        note_progress(session, card.person_id, card.question_id, now, correct=False)


def list_cards(
    session: Session, person_id: int, part: Part, words: str, now: datetime, number: int
) -> Slice:
    """Return one page of somebody's cards as `CardLine`, those due first."""
    wanted = (
        select(
            Card.id,
            Card.question_id,
            Question.stem,
            Question.type,
            Card.ordinal,
            Card.state,
            Card.due,
            Card.stability,
            Card.lapses,
            Card.suspended,
            Card.buried_until,
            Question.status == Status.PUBLISHED,
        )
        .join(Question, Question.id == Card.question_id)
        .where(Card.person_id == person_id, *_conditions(part, now))
        .order_by(case((Card.state == CardState.NEW, 1), else_=0), Card.due, Card.id)
    )
    if words:
        wanted = wanted.where(Question.stem.contains(words, autoescape=True))
    found = slice_of(session, wanted, number)
    rows = tuple(CardLine(*row) for row in found.rows)
    return Slice(rows, found.number, found.pages, found.total)


def standing_of(session: Session, person_id: int) -> Standing:
    """Return how many of somebody's cards stand where."""
    where = case(
        (Card.suspended.is_(True), "resting"),
        (Card.state == CardState.NEW, "new"),
        (Card.state.in_(_STEPS), "learning"),
        (Card.stability >= FIRM, "firm"),
        else_="young",
    ).label("place")
    rows = session.execute(
        select(where, func.count())
        .join(Question, Question.id == Card.question_id)
        .where(Card.person_id == person_id, Question.status == Status.PUBLISHED)
        .group_by(where)
    )
    return Standing(**{place: count for place, count in rows})  # noqa: C416 -- a result has keys()


def dues_until(
    session: Session, person_id: int, after: datetime, until: datetime
) -> Sequence[datetime]:
    """Return when somebody's reviews come due from *after* to before *until*, in order."""
    return session.scalars(
        select(Card.due)
        .join(Question, Question.id == Card.question_id)
        .where(
            Card.person_id == person_id,
            Card.suspended.is_(False),
            Card.state != CardState.NEW,
            Card.due >= after,
            Card.due < until,
            Question.status == Status.PUBLISHED,
        )
        .order_by(Card.due)
    ).all()


def questions_to_add(
    session: Session, person_id: int, pool: Pool, *, bookmarked: bool = False
) -> list[int]:
    """Return the published questions of *pool* (of its bookmarked ones only) without a card."""
    has_card = select(Card.id).where(Card.person_id == person_id, Card.question_id == Question.id)
    wanted = (
        select(Question.id)
        .outerjoin(DocumentVersion, DocumentVersion.id == Question.document_version_id)
        .where(
            Question.status == Status.PUBLISHED,
            Question.type != ItemType.SHORT_ANSWER,
            ~has_card.exists(),
        )
    )
    if pool.kinds:
        wanted = wanted.where(Question.kind.in_(pool.kinds))
    if pool.document_id is not None:
        wanted = wanted.where(DocumentVersion.document_id == pool.document_id)
    if bookmarked:
        kept = select(Bookmark.question_id).where(Bookmark.person_id == person_id)
        wanted = wanted.where(Question.id.in_(kept))
    return list(session.scalars(wanted))


def _conditions(part: Part, now: datetime) -> list[ColumnElement[bool]]:
    awake = and_(
        Card.suspended.is_(False), or_(Card.buried_until.is_(None), Card.buried_until <= now)
    )
    return {
        Part.ALL: [],
        Part.DUE: [awake, Card.state != CardState.NEW, Card.due <= now],
        Part.NEW: [awake, Card.state == CardState.NEW],
        Part.LEARNING: [awake, Card.state.in_(_STEPS)],
        Part.REVIEW: [awake, Card.state == CardState.REVIEW],
        Part.RESTING: [or_(Card.suspended.is_(True), Card.buried_until > now)],
        Part.HARD: [Card.lapses >= HARD],
    }[part]
