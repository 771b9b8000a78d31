"""Flashcards of one person: the queue, a press of a button, undoing it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import BindParameter, ColumnElement, Select, and_, case, extract, func, or_, select
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, NotFoundError
from question_bank.questions.values import Item, ItemType
from question_bank.storage.contents import item_from_json
from question_bank.storage.models import Blank, Card, Progress, Question, Review, Revision
from question_bank.storage.models.values import CardState, Status
from question_bank.storage.upserts import insert_into

#: What a press changes, kept with the review so that it can be undone.
REMEMBERED: Final = (
    "state",
    "step",
    "stability",
    "difficulty",
    "due",
    "last_review",
    "reps",
    "lapses",
)
#: Why a card exists that was made of the wrong-answer book.
WRONG_ANSWER: Final = "wrong_answer"
_TIMES: Final = frozenset({"due", "last_review"})
_STEPS: Final = (CardState.LEARNING, CardState.RELEARNING)


@dataclass(frozen=True, slots=True)
class Today:
    """
    The span in which cards are counted as today's, and how many new ones it takes.

    Attributes:
        now: This moment.
        start: When the day began.
        end: When the next one begins; cards of a day are due from its beginning.
        new_limit: New cards a day.
        review_limit: Reviews a day; what is being learnt is never held back.
    """

    now: datetime
    start: datetime
    end: datetime
    new_limit: int
    review_limit: int = 60


@dataclass(frozen=True, slots=True)
class Counts:
    """
    How somebody's cards stand.

    Attributes:
        done: Presses today.
        left: Cards to turn now, new ones included.
        waiting: Cards that come back later today.
        total: All cards that are not suspended.
        next_due: When the next one comes that is not new; `None` if none does.
        reviews: Reviews that are due, those beyond today's limit included.
        reviews_today: How many of them today still takes.
        suspended: Cards that rest until they are woken.
    """

    done: int
    left: int
    waiting: int
    total: int
    next_due: datetime | None
    reviews: int = 0
    reviews_today: int = 0
    suspended: int = 0


#: How nobody's cards stand.
NO_CARDS: Final = Counts(done=0, left=0, waiting=0, total=0, next_due=None)


@dataclass(frozen=True, slots=True)
class Wording:
    """
    The published wording of a card's question.

    Attributes:
        source: ``{"document_version_id", "start", "end", "quote"}`` or `None`.
        is_signed: Whether a reviewer has accepted it.
    """

    item: Item
    source: Mapping[str, Any] | None
    is_signed: bool


def add_cards(
    session: Session, person_id: int, question_ids: Iterable[int], source: str, now: datetime
) -> int:
    """
    Make flashcards of published questions; those there are stay as they are.

    A cloze becomes one card a blank. Returns the number of new cards.
    """
    rows = session.execute(
        select(Question.id, func.coalesce(Blank.number, 0))
        .outerjoin(Blank, and_(Blank.question_id == Question.id, Question.type == ItemType.CLOZE))
        .where(Question.id.in_(list(question_ids)), Question.status == Status.PUBLISHED)
        .order_by(Question.importance.desc(), Question.id, Blank.position)
    )
    values = [
        {
            "person_id": person_id,
            "question_id": question_id,
            "ordinal": ordinal,
            "state": CardState.NEW,
            "due": now,
            "reps": 0,
            "lapses": 0,
            "suspended": False,
            "source": source,
            "created_at": now,
        }
        for question_id, ordinal in rows
    ]
    if not values:
        return 0
    inserted = insert_into(session, Card).values(values).on_conflict_do_nothing()
    return len(session.scalars(inserted.returning(Card.id)).all())


def add_missed_cards(session: Session, person_id: int, now: datetime) -> int:
    """Make the cards of somebody's wrong-answer book that are missing; return how many."""
    numbers = session.scalars(missed_without_cards(person_id)).all()
    return add_cards(session, person_id, numbers, WRONG_ANSWER, now)


def missed_without_cards(person_id: int | BindParameter[int]) -> Select[int]:
    """Return what selects the questions of somebody's wrong-answer book that have no card yet."""
    has_card = select(Card.id).where(
        Card.person_id == Progress.person_id, Card.question_id == Progress.question_id
    )
    return (
        select(Progress.question_id)
        .join(Question, Question.id == Progress.question_id)
        .where(
            Progress.person_id == person_id,
            Progress.wrong_since.is_not(None),
            Question.status == Status.PUBLISHED,
            ~has_card.exists(),
        )
    )


def find_next(session: Session, person_id: int, today: Today) -> Card | None:
    """
    Return the card to turn next, or `None` for now.

    First what is being learnt and due, then reviews, the most forgotten first, then
    new cards, each as long as today takes any. While reviews wait for another day, no
    new card comes.
    """
    order = case((Card.state.in_(_STEPS), 0), (Card.state == CardState.REVIEW, 1), else_=2)
    # Blanks of one cloze stand far apart: one card shows what the next one asks.
    apart = case((Card.state == CardState.NEW, Card.ordinal), else_=0)
    queue = select(Card).join(Card.question).where(*own_cards(person_id), _is_ready(today))
    forgotten = _forgetting(today).desc()
    card = session.scalar(queue.order_by(order, forgotten, apart, Card.due, Card.id).limit(1))
    if card is None or card.state in _STEPS:
        return card
    _done, first, reviewed = session.execute(_presses(person_id, today)).one()
    is_new = card.state is CardState.NEW
    taken, limit = (first, today.new_limit) if is_new else (reviewed, today.review_limit)
    return card if (taken or 0) < limit else None


def load_wording(session: Session, card: Card) -> Wording:
    """Return what the card shows."""
    revision, signed_at = session.execute(
        select(Revision, Question.signed_at)
        .join(
            Question,
            and_(Question.id == Revision.question_id, Question.current_revision == Revision.number),
        )
        .where(Question.id == card.question_id)
    ).one()
    return Wording(item_from_json(revision.item), revision.source, signed_at is not None)


def count_cards(session: Session, person_id: int, today: Today) -> Counts:
    """Return how somebody's cards stand, in one statement."""
    presses = _presses(person_id, today).subquery()
    wakes, ready = Card.suspended.is_(False), and_(Card.suspended.is_(False), _is_ready(today))
    is_new, is_review = Card.state == CardState.NEW, Card.state == CardState.REVIEW
    steps = Card.state.in_(_STEPS)
    row = session.execute(
        select(
            _count(and_(ready, steps)).label("steps"),
            _count(and_(ready, is_review)).label("reviews"),
            _count(and_(ready, is_new)).label("fresh"),
            _count(and_(wakes, steps, Card.due > today.now, Card.due < today.end)).label("waiting"),
            _count(wakes).label("total"),
            _count(Card.suspended.is_(True)).label("suspended"),
            func.min(case((and_(wakes, ~is_new, Card.due > today.now), Card.due))).label("next"),
            *(select(column).scalar_subquery() for column in presses.c),
        )
        .join(Card.question)
        .where(Card.person_id == person_id, Question.status == Status.PUBLISHED)
    ).one()
    done, first, reviewed = (number or 0 for number in row[-3:])
    reviews_today = min(row.reviews, max(0, today.review_limit - reviewed))
    fresh = min(row.fresh, max(0, today.new_limit - first))
    left = row.steps + reviews_today + (fresh if reviews_today == row.reviews else 0)
    return Counts(
        done, left, row.waiting, row.total, row.next, row.reviews, reviews_today, row.suspended
    )


def count_new(session: Session, person_id: int) -> int:
    """Return how many of somebody's cards were never turned; those that rest are left out."""
    new = select(func.count()).select_from(Card).join(Card.question)
    wanted = new.where(*own_cards(person_id), Card.state == CardState.NEW)
    return session.scalar(wanted) or 0


def get_card(session: Session, card_id: int, person_id: int | None, *, lock: bool = False) -> Card:
    """
    Return somebody's own card.

    Raises:
        NotFoundError: If there is none, or it is somebody else's.
    """
    wanted = select(Card).where(Card.id == card_id, Card.person_id == (person_id or 0))
    card = session.scalar(wanted.with_for_update() if lock else wanted)
    if card is None:
        raise NotFoundError("card.unknown")
    return card


def save_review(
    session: Session, card: Card, review: Review, after: dict[str, Any], *, suspend: bool = False
) -> bool:
    """
    Store a press of a button and the card *after* it, in two statements.

    With *suspend* the card rests from now on; undoing the press wakes it.

    Returns:
        Whether it was stored; the same press that comes twice counts once.
    """
    values = {
        "card_id": card.id,
        "person_id": card.person_id,
        "rating": review.rating,
        "reviewed_at": review.reviewed_at,
        "state_before": {**_to_data(card), "suspended": card.suspended},
        "elapsed_seconds": review.elapsed_seconds,
        "duration_ms": review.duration_ms,
        "submission_id": review.submission_id,
    }
    inserted = insert_into(session, Review).values(values).on_conflict_do_nothing()
    if session.scalar(inserted.returning(Review.id)) is None:
        return False
    for name in REMEMBERED:
        setattr(card, name, after[name])
    card.suspended = card.suspended or suspend
    session.flush()
    return True


def last_review_of(session: Session, person_id: int, since: datetime) -> int | None:
    """Return the number of somebody's last press since then, or `None`."""
    newest = select(Review.id).where(Review.person_id == person_id, Review.reviewed_at >= since)
    return session.scalar(newest.order_by(Review.id.desc()).limit(1))


def undo_review(session: Session, person_id: int, review_id: int) -> Card:
    """
    Take back somebody's last press and return the card as it was before.

    Raises:
        NotFoundError: If there is no such press, or it is somebody else's.
        ConflictError: If it was not their last.
    """
    review = session.get(Review, review_id)
    if review is None or review.person_id != person_id:
        raise NotFoundError("card.nothing_to_undo")
    newest = select(func.max(Review.id)).where(Review.person_id == person_id)
    if session.scalar(newest) != review_id:
        raise ConflictError("card.not_the_last")
    card = get_card(session, review.card_id, person_id, lock=True)
    for name, value in review.state_before.items():
        setattr(card, name, _from_data(name, value))
    session.delete(review)
    session.flush()
    return card


def own_cards(person_id: int) -> tuple[ColumnElement[bool], ...]:
    """Return which cards somebody turns: their own, not suspended, of published questions."""
    return (
        Card.person_id == person_id,
        Card.suspended.is_(False),
        Question.status == Status.PUBLISHED,
    )


def _is_ready(today: Today) -> ColumnElement[bool]:
    is_due = or_(
        Card.state == CardState.NEW,
        and_(Card.state.in_(_STEPS), Card.due <= today.now),
        and_(Card.state == CardState.REVIEW, Card.due < today.end),
    )
    return and_(is_due, or_(Card.buried_until.is_(None), Card.buried_until <= today.now))


def _forgetting(today: Today) -> ColumnElement[float]:
    """Return the order of `backlog.forgetting` for cards in review, and 0 for all others."""
    days = (int(today.end.timestamp()) - extract("epoch", Card.last_review)) / 86_400.0
    return case((Card.state == CardState.REVIEW, days / Card.stability), else_=0.0)


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def _presses(person_id: int, today: Today) -> Select[int, int, int]:
    """Return the counts of today's presses, of those on new cards, and of those on reviews."""
    before = Review.state_before["state"].as_string()
    return select(
        func.count(Review.id).label("done"),
        _count(Review.elapsed_seconds.is_(None)).label("first"),
        _count(before == CardState.REVIEW.value).label("reviewed"),
    ).where(Review.person_id == person_id, Review.reviewed_at >= today.start)


def _to_data(card: Card) -> dict[str, Any]:
    return {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name in REMEMBERED
        for value in [getattr(card, name)]
    }


def _from_data(name: str, value: Any) -> Any:
    if name in _TIMES and value is not None:
        return datetime.fromisoformat(value)
    return CardState(value) if name == "state" else value
