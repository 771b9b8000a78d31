from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, NotFoundError
from question_bank.practice.scheduling import DAY, Rating, Schedule, Settings, answer
from question_bank.storage import cards
from question_bank.storage.database import Database
from question_bank.storage.models import Card, Question, Review
from question_bank.storage.models.values import CardState, Status
from tests.question_bank.storage.learning import NOW, School, found_school

SETTINGS = Settings()
#: Two and three blanks, and a card for each of the three other questions.
ALL_CARDS = 2 + 3 + 3


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def school(session: Session) -> School:
    """A school in which somebody else has cards, too."""
    school = found_school(session)
    add_all(session, school, school.other_id)
    return school


def add_all(session: Session, school: School, person_id: int) -> int:
    wanted = [each.question_id for each in (*school.questions, school.draft)]
    return cards.add_cards(session, person_id, wanted, "deck", NOW)


def today(now: datetime = NOW, new_limit: int = 20) -> cards.Today:
    calendar = SETTINGS.calendar
    start = calendar.start_of(calendar.day_of(now))
    return cards.Today(now, start, calendar.end_of_day(now), new_limit)


def press(
    session: Session,
    card: Card,
    rating: Rating,
    now: datetime = NOW,
    submission_id: str | None = None,
) -> bool:
    before = Schedule(**{name: getattr(card, name) for name in cards.REMEMBERED})
    elapsed = now - card.last_review if card.last_review else None
    review = Review(
        rating=int(rating),
        reviewed_at=now,
        elapsed_seconds=None if elapsed is None else int(elapsed.total_seconds()),
        submission_id=submission_id,
    )
    return cards.save_review(session, card, review, asdict(answer(before, rating, now, SETTINGS)))


def next_card(session: Session, person_id: int, span: cards.Today) -> Card:
    card = cards.find_next(session, person_id, span)
    assert card is not None
    return card


def remembered(card: Card) -> dict[str, object]:
    return {name: getattr(card, name) for name in cards.REMEMBERED}


def test_each_blank_becomes_a_card_and_drafts_do_not(session: Session, school: School) -> None:
    assert add_all(session, school, school.person_id) == ALL_CARDS
    rows = session.scalars(select(Card).where(Card.person_id == school.person_id)).all()

    assert len(rows) == ALL_CARDS
    assert school.draft.question_id not in {row.question_id for row in rows}
    assert sorted(row.ordinal for row in rows) == [0, 0, 0, 1, 1, 2, 2, 3]


def test_cards_that_are_there_stay_as_they_are(session: Session, school: School) -> None:
    add_all(session, school, school.person_id)
    card = next_card(session, school.person_id, today())
    press(session, card, Rating.EASY)

    assert add_all(session, school, school.person_id) == 0
    session.refresh(card)
    assert card.state is CardState.REVIEW


def test_what_is_being_learnt_comes_first_then_reviews_then_new_cards(
    session: Session, school: School
) -> None:
    add_all(session, school, school.person_id)
    learning = next_card(session, school.person_id, today())
    press(session, learning, Rating.AGAIN)
    review = next_card(session, school.person_id, today())
    press(session, review, Rating.EASY, NOW - 20 * DAY)
    new = next_card(session, school.person_id, today(NOW + timedelta(seconds=30), new_limit=99))

    assert len({learning.id, review.id}) == 2
    assert new.id == review.id
    later = NOW + timedelta(minutes=2)
    assert next_card(session, school.person_id, today(later)).id == learning.id
    press(session, learning, Rating.EASY, later)
    press(session, review, Rating.GOOD, later)
    assert next_card(session, school.person_id, today(later)).state is CardState.NEW


def test_a_day_takes_no_more_new_cards_than_its_limit(session: Session, school: School) -> None:
    add_all(session, school, school.person_id)
    for _ in range(2):
        press(session, next_card(session, school.person_id, today(new_limit=2)), Rating.EASY)

    assert cards.find_next(session, school.person_id, today(new_limit=2)) is None
    tomorrow = today(NOW + DAY, new_limit=2)
    assert next_card(session, school.person_id, tomorrow).state is CardState.NEW


def test_counts_are_those_of_the_queue(session: Session, school: School) -> None:
    add_all(session, school, school.person_id)
    press(session, next_card(session, school.person_id, today()), Rating.EASY)
    press(session, next_card(session, school.person_id, today()), Rating.GOOD)
    counts = cards.count_cards(session, school.person_id, today(new_limit=5))

    assert (counts.done, counts.left, counts.waiting, counts.total) == (2, 3, 1, ALL_CARDS)
    assert counts.next_due == NOW + timedelta(minutes=10)


def test_suspended_cards_and_retired_questions_rest(session: Session, school: School) -> None:
    add_all(session, school, school.person_id)
    suspended = next_card(session, school.person_id, today())
    suspended.suspended = True
    for each in school.questions:
        question = session.get_one(Question, each.question_id)
        if question.id != suspended.question_id:
            question.status = Status.RETIRED
    session.flush()
    left = cards.count_cards(session, school.person_id, today(new_limit=99)).left

    siblings = select(func.count()).where(
        Card.person_id == school.person_id, Card.question_id == suspended.question_id
    )
    assert left == (session.scalar(siblings) or 0) - 1


def test_a_press_is_counted_once(session: Session, school: School) -> None:
    add_all(session, school, school.person_id)
    card = next_card(session, school.person_id, today())

    assert press(session, card, Rating.GOOD, submission_id="a")
    after = remembered(card)
    assert not press(session, card, Rating.GOOD, submission_id="a")
    assert remembered(card) == after


@pytest.mark.parametrize("rating", Rating)
def test_undo_brings_back_the_card_as_it_was(
    session: Session, school: School, rating: Rating
) -> None:
    add_all(session, school, school.person_id)
    card = next_card(session, school.person_id, today())
    press(session, card, Rating.EASY, NOW - 20 * DAY)
    before = remembered(card)
    press(session, card, rating)
    review_id = cards.last_review_of(session, school.person_id, today().start)
    assert review_id is not None

    cards.undo_review(session, school.person_id, review_id)
    session.commit()
    session.refresh(card)
    assert remembered(card) == before
    assert cards.last_review_of(session, school.person_id, today().start) is None


def test_only_ones_own_last_press_can_be_undone(session: Session, school: School) -> None:
    add_all(session, school, school.person_id)
    for _ in range(2):
        press(session, next_card(session, school.person_id, today()), Rating.EASY)
    last = cards.last_review_of(session, school.person_id, today().start) or 0

    with pytest.raises(ConflictError):
        cards.undo_review(session, school.person_id, last - 1)
    for person_id, review_id in ((school.other_id, last), (school.person_id, last + 99)):
        with pytest.raises(NotFoundError):
            cards.undo_review(session, person_id, review_id)


def test_nobody_turns_the_cards_of_somebody_else(session: Session, school: School) -> None:
    add_all(session, school, school.person_id)
    card = next_card(session, school.person_id, today())

    assert cards.get_card(session, card.id, school.person_id, lock=True) is card
    for person_id in (school.other_id, None):
        with pytest.raises(NotFoundError):
            cards.get_card(session, card.id, person_id)
