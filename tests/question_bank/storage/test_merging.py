from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.storage import accounts
from question_bank.storage.database import Database
from question_bank.storage.merging import JOINED, MOVED, merge_people
from question_bank.storage.models import (
    Attempt,
    Base,
    Bookmark,
    Card,
    Person,
    Progress,
    Review,
)
from question_bank.storage.models.values import (
    AttemptKind,
    AttemptState,
    CardState,
    FinishReason,
    SessionKind,
)
from tests.question_bank.storage.world import NOW, found_world

#: Who granted, wrote, signed … as a trainer, or what an unnamed person cannot have.
STAYS = {
    "audit_entry.person_id",
    "invitation.person_id",
    "login_session.person_id",
    "membership.person_id",
    "paper_correction.person_id",
    "person_role.person_id",
    "regrade.person_id",
    "signature.person_id",
}
LATER = NOW + timedelta(hours=1)


def test_every_table_about_a_person_is_merged_or_known_to_stay() -> None:
    places = {
        f"{table.name}.person_id" for table in Base.metadata.sorted_tables if "person_id" in table.c
    }
    assert places - STAYS == {*MOVED, *JOINED}


def sat_paper(person_id: int) -> Attempt:
    return Attempt(
        person_id=person_id,
        kind=AttemptKind.EXAM,
        paper_version_id=1,
        number=1,
        layout=[],
        state=AttemptState.FINISHED,
        started_at=NOW,
        finished_at=LATER,
        finish_reason=FinishReason.SUBMITTED,
        score=Decimal(1),
        max_score=Decimal(2),
    )


def later_card(session: Session, person_id: int) -> Card:
    return Card(
        person_id=person_id,
        question_id=1,
        ordinal=session.get_one(Card, 1).ordinal,
        state=CardState.REVIEW,
        stability=3.0,
        difficulty=5.0,
        due=LATER,
        last_review=LATER,
        reps=1,
        created_at=NOW,
    )


def test_nothing_that_was_practised_is_lost(database: Database) -> None:
    with database.writer() as session:
        found_world(session)
        unnamed = Person(created_at=NOW)
        session.add(unnamed)
        session.flush()
        accounts.open_session(
            session, person_id=unnamed.id, kind=SessionKind.DEVICE, token="t", now=NOW
        )
        sat = sat_paper(unnamed.id)
        before = session.get_one(Progress, (1, 1))
        before.times_answered, before.times_right, before.streak = 3, 2, 0
        before.last_correct, before.wrong_since = False, NOW
        card = later_card(session, unnamed.id)
        session.add_all(
            [
                sat,
                card,
                Progress(
                    person_id=unnamed.id,
                    question_id=1,
                    times_answered=2,
                    times_right=2,
                    streak=2,
                    last_correct=True,
                    last_answered_at=LATER,
                ),
                Bookmark(person_id=unnamed.id, question_id=1, note="再看", created_at=NOW),
            ]
        )
        session.flush()
        numbers = set(session.scalars(select(Attempt.number).where(Attempt.person_id == 1)))
        reviews = session.scalar(select(func.count()).select_from(Review))
        assert merge_people(session, unnamed.id, 1, LATER) == 2
        session.commit()
        left, card_id = unnamed.id, card.id

    with database.reader() as session:
        require_joined(session, card_id, reviews or 0)
        merged = set(session.scalars(select(Attempt.number).where(Attempt.person_id == 1)))
        assert merged > numbers
        require_empty(session, left)


def require_joined(session: Session, card_id: int, reviews: int) -> None:
    joined = session.get_one(Progress, (1, 1))
    assert (joined.times_answered, joined.times_right, joined.streak) == (5, 4, 2)
    assert (joined.last_correct, joined.wrong_since) == (True, None)
    assert session.scalars(select(Card.id).where(Card.person_id == 1)).all() == [card_id]
    assert session.scalars(select(Review.card_id)).all() == [card_id] * reviews
    assert session.scalars(select(Bookmark.note)).all() == ["再看"]


def require_empty(session: Session, left: int) -> None:
    assert accounts.find_session(session.connection(), "t", LATER) is None
    assert not session.get_one(Person, left).active
    for place in (*MOVED, *JOINED):
        table = Base.metadata.tables[place.split(".")[0]]
        rows = select(func.count()).select_from(table).where(table.c.person_id == left)
        assert session.scalar(rows) == 0, place
