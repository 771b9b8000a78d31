from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from sqlalchemy import event, func, select

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.storage import accounts, groups, people, roles, wishes
from question_bank.storage.database import Database
from question_bank.storage.models import (
    Group,
    LoginSession,
    Membership,
    Person,
    PersonRequest,
    PersonRole,
)
from question_bank.storage.models.values import RequestKind, RequestState, Role, SessionKind
from question_bank.storage.people import Listed, PeopleFilter, Standing
from tests.question_bank.storage.world import NOW

LIST = [
    Listed("王建国", "13800138000", "第一代表团/第一小组", "第十四届"),
    Listed("李秀英", "", "第一代表团/第一小组", "第十四届"),
    Listed("王建国", "13900139000", "第二代表团", "第十四届"),
]


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Collect the statements that are carried out."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield seen
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def listed(database: Database) -> Database:
    """A bank with the people of LIST."""
    with database.writer() as session:
        people.take_in(session, LIST, NOW)
        session.commit()
    return database


def trainer(database: Database, name: str, *roles: Role) -> int:
    with database.writer() as session:
        made = accounts.add_trainer(
            session,
            username=name,
            password_hash="hash",
            roles=roles,
            language="zh",
            now=NOW,
            granted_by_id=None,
        )
        session.commit()
        return made.id


def found(database: Database, **wanted: object) -> list[str | None]:
    with database.reader() as session:
        page = people.list_people(session, PeopleFilter(**wanted), 1)  # type: ignore[arg-type]
        return [row.name for row in page.rows]


def test_a_list_makes_people_and_the_groups_they_are_in(listed: Database) -> None:
    with listed.reader() as session:
        lines = groups.group_tree(session)
    assert [(line.path, line.members) for line in lines] == [
        ("第一代表团", 0),
        ("第一代表团 / 第一小组", 2),
        ("第二代表团", 1),
    ]


def test_the_same_list_again_changes_nothing(listed: Database) -> None:
    with listed.writer() as session:
        assert people.take_in(session, LIST, NOW) == people.TakenIn(added=0, known=3)
        session.commit()
    with listed.reader() as session:
        for table, count in ((Person, 3), (Group, 3), (Membership, 3)):
            assert session.scalar(select(func.count()).select_from(table)) == count


def test_somebody_with_the_same_phone_joins_the_group_of_a_later_list(listed: Database) -> None:
    later = Listed("王建国", "13800138000", "第三代表团", "第十五届")
    with listed.writer() as session:
        assert people.take_in(session, [later], NOW).known == 1
        session.commit()
    with listed.reader() as session:
        assert people.places_of(session, 1) == (
            "第一代表团 / 第一小组　第十四届",
            "第三代表团　第十五届",
        )


def test_a_phone_number_is_added_to_somebody_listed_without_one(listed: Database) -> None:
    later = Listed("李秀英", "13700137000", "第一代表团/第一小组", "第十四届")
    with listed.writer() as session:
        assert people.take_in(session, [later], NOW) == people.TakenIn(added=0, known=1)
        session.commit()
    with listed.reader() as session:
        assert session.get_one(Person, 2).phone == "13700137000"


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({}, ["李秀英", "王建国", "王建国"]),
        ({"text": "建"}, ["王建国", "王建国"]),
        ({"text": "王 建国"}, ["王建国", "王建国"]),
        ({"text": "1380013"}, ["王建国"]),
        ({"text": "9000"}, ["王建国"]),
        ({"text": "%"}, []),
        ({"group_id": 1}, ["李秀英", "王建国"]),
        ({"group_id": 3}, ["王建国"]),
        ({"group_id": 999}, []),
        ({"role": Role.ADMIN}, []),
        ({"standing": Standing.LISTED}, ["李秀英", "王建国", "王建国"]),
        ({"standing": Standing.HERE}, []),
        ({"standing": Standing.CLOSED}, []),
    ],
)
def test_people_are_found_by(listed: Database, wanted: dict[str, object], names: list[str]) -> None:
    assert found(listed, **wanted) == names


def test_a_page_of_people_takes_few_statements_however_many_there_are(database: Database) -> None:
    with database.writer() as session:
        session.add_all(Person(name=f"代表{n:04}", created_at=NOW) for n in range(1000))
        session.commit()
    with counted(database) as statements, database.reader() as session:
        page = people.list_people(session, PeopleFilter(), 3)
    assert [row.name for row in page.rows][:1] == ["代表0100"]
    assert (page.total, page.pages, len(page.rows)) == (1000, 20, people.PAGE)
    assert len(statements) <= 8


def test_a_page_after_the_last_is_the_last(listed: Database) -> None:
    with listed.reader() as session:
        assert people.list_people(session, PeopleFilter(), 10**9).number == 1


@pytest.mark.parametrize("number", [0, 99, 2**70])
def test_somebody_who_is_not_there_is_not_found(listed: Database, number: int) -> None:
    with listed.reader() as session, pytest.raises(NotFoundError):
        people.get_person(session, number)


def test_a_phone_number_belongs_to_one_person(listed: Database) -> None:
    with listed.writer() as session:
        with pytest.raises(ConflictError) as caught:
            people.save_person(session, 2, "李秀英", "138-0013-8000")
        session.rollback()
        with pytest.raises(ConflictError):
            people.add_person(session, Listed("李秀英", "13800138000", "", ""), NOW)
    assert caught.value.message_id == "person.phone_taken"


def test_a_name_that_is_a_formula_is_refused(listed: Database) -> None:
    with listed.writer() as session, pytest.raises(InvalidInputError):
        people.save_person(session, 2, '=HYPERLINK("x")', "")


# --- roles and closing ------------------------------------------------------


def test_roles_are_exactly_those_given(database: Database) -> None:
    admin = trainer(database, "admin", Role.ADMIN)
    author = trainer(database, "author", Role.AUTHOR)
    with database.writer() as session:
        roles.set_roles(session, author, [Role.REVIEWER, Role.ADMIN], by_id=admin, now=NOW)
        roles.set_roles(session, admin, [Role.AUTHOR], by_id=author, now=NOW)
        session.commit()
    with database.reader() as session:
        rows = session.execute(
            select(PersonRole.person_id, PersonRole.role, PersonRole.granted_by_id)
        )
        held = {(row[0], row[1]) for row in rows}
    assert held == {(author, Role.REVIEWER), (author, Role.ADMIN), (admin, Role.AUTHOR)}


def test_one_administrator_always_remains(database: Database) -> None:
    admin = trainer(database, "admin", Role.ADMIN)
    closed = trainer(database, "closed", Role.ADMIN)
    with database.writer() as session:
        roles.deactivate(session, closed, NOW)
        session.commit()
    with database.writer() as session:
        with pytest.raises(InvalidInputError):
            roles.set_roles(session, admin, [Role.AUTHOR], by_id=admin, now=NOW)
        with pytest.raises(InvalidInputError):
            roles.anonymise(session, admin, NOW)
        with pytest.raises(InvalidInputError) as caught:
            roles.deactivate(session, admin, NOW)
    assert caught.value.message_id == "person.last_admin"


def test_a_deputy_without_a_password_gets_no_role(listed: Database) -> None:
    with listed.writer() as session, pytest.raises(InvalidInputError) as caught:
        roles.set_roles(session, 1, [Role.AUTHOR], by_id=1, now=NOW)
    assert caught.value.message_id == "person.no_account"


def test_closing_an_account_ends_every_session_and_link_at_once(listed: Database) -> None:
    with listed.writer() as session:
        for person, token in ((1, "a"), (2, "b")):
            accounts.open_session(
                session, person_id=person, kind=SessionKind.DEVICE, token=token, now=NOW
            )
        accounts.invite_to_reset(session, token="link", person_id=1, now=NOW)
        roles.deactivate(session, 1, NOW)
        session.commit()
    with listed.reader() as session:
        assert accounts.find_session(session.connection(), "a", NOW) is None
        assert accounts.find_session(session.connection(), "b", NOW) is not None
        with pytest.raises(NotFoundError):
            accounts.get_link(session, "link", NOW)
    with listed.writer() as session:
        roles.reactivate(session, 1)
        session.commit()
    with listed.reader() as session:
        assert accounts.find_session(session.connection(), "a", NOW) is None
        assert session.get_one(Person, 1).active


def test_who_was_forgotten_has_no_identity_and_cannot_come_back(listed: Database) -> None:
    with listed.writer() as session:
        person = session.get_one(Person, 1)
        person.pin_hash, person.preferences = "hash", {"text": "elder"}
        roles.anonymise(session, 1, NOW)
        session.commit()
    with listed.writer() as session:
        person = session.get_one(Person, 1)
        kept = (person.name, person.phone, person.pin_hash, person.username, person.preferences)
        assert kept == (None, None, None, None, {})
        assert people.places_of(session, 1) == ("第一代表团 / 第一小组　第十四届",)
        with pytest.raises(InvalidInputError):
            roles.reactivate(session, 1)
    assert found(listed, standing=Standing.CLOSED) == []


# --- requests ---------------------------------------------------------------


def test_a_request_for_another_group_is_granted(listed: Database) -> None:
    with listed.writer() as session:
        first = wishes.ask(session, 1, RequestKind.GROUP, 1, NOW)
        again = wishes.ask(session, 1, RequestKind.GROUP, 3, NOW)
        assert first.id == again.id
        wishes.grant(session, again, by_id=2, now=NOW)
        session.commit()
    with listed.reader() as session:
        assert people.places_of(session, 1) == ("第二代表团　第十四届",)
        assert wishes.count_open(session) == 0


def test_a_request_to_be_forgotten_is_granted_refused_or_withdrawn(listed: Database) -> None:
    with listed.writer() as session:
        rows = [wishes.ask(session, n, RequestKind.ERASE, None, NOW) for n in (1, 2, 3)]
        assert [row.id for row in wishes.list_open(session)] == [1, 2, 3]
        wishes.grant(session, rows[0], by_id=2, now=NOW)
        wishes.dismiss(rows[1], by_id=2, now=NOW)
        wishes.withdraw(session, 3, NOW)
        session.commit()
    with listed.reader() as session:
        names = [session.get_one(Person, n).name for n in (1, 2, 3)]
        states = session.scalars(select(PersonRequest.state).order_by(PersonRequest.id)).all()
        assert names == [None, "李秀英", "王建国"]
        assert states == [RequestState.DONE, RequestState.DISMISSED, RequestState.DISMISSED]
        with pytest.raises(NotFoundError):
            wishes.get_request(session, 1)


def test_sessions_say_who_has_been_here(listed: Database) -> None:
    with listed.writer() as session:
        accounts.open_session(
            session, person_id=2, kind=SessionKind.DEVICE, token="t", now=NOW + timedelta(days=1)
        )
        session.commit()
    assert found(listed, standing=Standing.HERE) == ["李秀英"]
    with listed.reader() as session:
        assert people.last_seen(session, [1, 2]) == {2: NOW + timedelta(days=1)}
        assert session.scalar(select(func.count()).select_from(LoginSession)) == 1
