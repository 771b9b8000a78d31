from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.practice.scheduling import DAY
from question_bank.storage import kept, learners
from question_bank.storage.attempts import note_progress
from question_bank.storage.database import Database
from question_bank.storage.models import Card, Person, Question, Review
from question_bank.storage.models.values import Status
from question_bank.storage.pocket import Shelf, load_pocket
from question_bank.storage.pools import Pool
from tests.bank import DUTY_TRUE, NOW, SAMPLES, fill


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """The filled bank; somebody else has missed and kept every question."""
    with database.writer() as session:
        other = fill(session)
        for number in session.scalars(select(Question.id)).all():
            note_progress(session, other.id, number, NOW, correct=False)
            kept.set_bookmark(session, other.id, number, NOW)
        yield session


@pytest.fixture
def deputy(session: Session) -> int:
    person = Person(created_at=NOW)
    session.add(person)
    session.flush()
    return person.id


def test_the_most_important_questions_come_first_with_their_places(
    session: Session, deputy: int
) -> None:
    first = session.scalars(select(Question).where(Question.stem == DUTY_TRUE.item.stem)).one()
    first.importance = 1.0
    session.flush()
    found = load_pocket(session, deputy, Pool(), Shelf.ALL, 5)

    assert len(found) == 5
    assert found[0].item == DUTY_TRUE.item
    assert (found[0].quote, found[0].is_signed) == (DUTY_TRUE.quote, True)
    assert found[0].where.endswith("第二部分第一点")


def test_kinds_and_shelves_narrow_what_is_printed(session: Session, deputy: int) -> None:
    number = session.scalars(select(Question.id).where(Question.kind == Kind.SLOGAN)).one()
    note_progress(session, deputy, number, NOW, correct=False)
    kept.set_bookmark(session, deputy, number, NOW)

    def count(pool: Pool, shelf: Shelf) -> int:
        return len(load_pocket(session, deputy, pool, shelf, 99))

    assert count(Pool(), Shelf.ALL) == len(SAMPLES)
    assert count(Pool(), Shelf.WRONG) == count(Pool(), Shelf.BOOKMARKED) == 1
    assert count(Pool(kinds=(Kind.DUTY,)), Shelf.WRONG) == 0
    assert count(Pool(document_id=999), Shelf.ALL) == 0
    assert len(load_pocket(session, None, Pool(), Shelf.WRONG, 99)) == 0


def test_what_was_withdrawn_or_has_no_source_is_left_out_or_named_without(
    session: Session, deputy: int
) -> None:
    for question in session.scalars(select(Question).where(Question.kind == Kind.DUTY)):
        question.status = Status.RETIRED
    session.flush()

    found = load_pocket(session, deputy, Pool(), Shelf.ALL, 99)
    assert {each.item.kind for each in found}.isdisjoint({Kind.DUTY})


def test_days_practised_are_those_with_a_turned_card_since_then(
    session: Session, deputy: int
) -> None:
    card = Card(
        person_id=deputy,
        question_id=session.scalars(select(Question.id)).first() or 0,
        due=NOW,
        created_at=NOW,
    )
    session.add(card)
    session.flush()
    for moment in (NOW - timedelta(seconds=1), NOW, NOW + 2 * DAY, NOW + 3 * DAY - DAY / 86_400):
        session.add(
            Review(card_id=card.id, person_id=deputy, rating=3, reviewed_at=moment, state_before={})
        )
    session.flush()

    assert learners.days_practised(session, deputy, NOW) == {0, 2}
    assert learners.days_practised(session, deputy + 99, NOW) == frozenset()
