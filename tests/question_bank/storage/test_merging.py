from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError
from question_bank.storage import accounts, groups, wishes
from question_bank.storage.database import Database
from question_bank.storage.merging import JOINED, MOVED, merge_people
from question_bank.storage.merging_named import holdings_of, join_people
from question_bank.storage.models import (
    Attempt,
    Base,
    Bookmark,
    Card,
    Group,
    Person,
    PersonRequest,
    Progress,
    Review,
)
from question_bank.storage.models.values import (
    AttemptKind,
    AttemptState,
    CardState,
    FinishReason,
    RequestKind,
    RequestState,
    SessionKind,
)
from question_bank.storage.people import current_memberships
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


class TestOfPeopleWhoJoinedTwice:
    def twice(self, session: Session) -> tuple[Person, Person]:
        """Return somebody with all that one can have, and the same one with the same again."""
        found_world(session)
        second = session.get_one(Person, 1)
        first = Person(
            name="王建囯", phone="13800138000", pin_hash="x", created_at=NOW, joined_at=NOW
        )
        session.add(first)
        session.flush()
        group = groups.add_group(session, "第九代表团", None, NOW)
        alone = groups.add_group(session, "第十代表团", None, NOW)
        for person in (first, second):
            groups.join_group(session, person.id, group.id, "第十四届", LATER)
            wishes.ask(session, person.id, RequestKind.ERASE, None, NOW)
        groups.join_group(session, first.id, alone.id, "", NOW)
        session.flush()
        return first, second

    def test_all_that_one_had_is_the_others(self, database: Database) -> None:
        with database.writer() as session:
            first, second = self.twice(session)
            sat = sat_paper(first.id)
            session.add(sat)
            session.flush()
            before = holdings_of(session, [second.id])[second.id]
            join_people(session, first.id, second.id, by_id=1, now=LATER)
            session.commit()
            assert holdings_of(session, [second.id])[second.id].exams == before.exams + 1
            assert {
                each.group_id for each in current_memberships(session, [second.id])[second.id]
            } >= set(session.scalars(select(Group.id).where(Group.name.like("第%代表团"))))
            open_wishes = select(func.count()).where(PersonRequest.state == RequestState.OPEN)
            assert session.scalar(open_wishes.where(PersonRequest.kind == RequestKind.ERASE)) == 1
            assert (first.name, first.phone, first.pin_hash, first.active) == (
                None,
                None,
                None,
                False,
            )
            require_empty(session, first.id)

    @pytest.mark.parametrize("own", ["13900139000", None])
    def test_a_telephone_number_fills_a_gap_only(self, database: Database, own: str | None) -> None:
        with database.writer() as session:
            first, second = self.twice(session)
            second.phone = own
            join_people(session, first.id, second.id, by_id=1, now=LATER)
            assert second.phone == (own or "13800138000")

    @pytest.mark.parametrize("fault", ["self", "account", "closed"])
    def test_some_records_are_left_alone(self, database: Database, fault: str) -> None:
        with database.writer() as session:
            first, second = self.twice(session)
            first.username = "wang" if fault == "account" else None
            second.active = fault != "closed"
            session.flush()
            other = first.id if fault == "self" else second.id
            with pytest.raises(InvalidInputError) as caught:
                join_people(session, first.id, other, by_id=1, now=LATER)
            assert caught.value.message_id == f"person.merge_{fault}"
            assert first.name == "王建囯"


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
