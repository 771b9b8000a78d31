"""The people of an office: found, changed, taken in from a list."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import ColumnElement, Select, exists, func, or_, select
from sqlalchemy.orm import Session, selectinload

from question_bank.errors import ConflictError, NotFoundError
from question_bank.storage.groups import find_or_add, group_tree, join_group, subtree
from question_bank.storage.joining import normal_name, sound_name, sound_phone
from question_bank.storage.models import (
    LoginSession,
    Membership,
    Person,
    PersonRole,
)
from question_bank.storage.models.values import Role
from question_bank.storage.numbers import can_be_id

PAGE: Final = 50
MOST_TRAINERS: Final = 200


class Standing(enum.StrEnum):
    """Where a person stands with the site."""

    HERE = "here"
    LISTED = "listed"
    UNNAMED = "unnamed"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class PeopleFilter:
    """
    Who is looked for.

    Attributes:
        text: Part of a name, or the beginning or end of a phone number.
        group_id: A group with those in it.
        standing: `None` for everybody who has a name and is not closed.
    """

    text: str = ""
    group_id: int | None = None
    role: Role | None = None
    standing: Standing | None = None


@dataclass(frozen=True, slots=True)
class PeoplePage:
    """One page of people; `last_seen` knows those who have been here."""

    rows: Sequence[Person]
    memberships: dict[int, list[Membership]]
    last_seen: dict[int, datetime]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Listed:
    """One person of a list that an office brings; the texts are sound."""

    name: str
    phone: str
    group: str
    term: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many people of a list are new, and how many were here already."""

    added: int
    known: int


def list_people(session: Session, wanted: PeopleFilter, number: int) -> PeoplePage:
    """Return a page of people by name, or the last one if there are fewer."""
    conditions = list(_conditions(session, wanted))
    total = session.scalar(select(func.count()).select_from(Person).where(*conditions)) or 0
    pages = max(1, -(-total // PAGE))
    number = min(number, pages)
    rows = session.scalars(
        _in_order(select(Person).where(*conditions))
        .options(selectinload(Person.role_rows))
        .limit(PAGE)
        .offset((number - 1) * PAGE)
    ).all()
    ids = [row.id for row in rows]
    return PeoplePage(
        rows, current_memberships(session, ids), last_seen(session, ids), total, number, pages
    )


def all_people(session: Session, wanted: PeopleFilter) -> Iterator[tuple[Person, list[Membership]]]:
    """Yield everybody who is looked for, with where they belong, by name."""
    statement = _in_order(select(Person).where(*_conditions(session, wanted)))
    rows = session.scalars(statement.options(selectinload(Person.role_rows))).all()
    for start in range(0, len(rows), PAGE * 10):
        part = rows[start : start + PAGE * 10]
        belonging = current_memberships(session, [row.id for row in part])
        yield from ((row, belonging.get(row.id, [])) for row in part)


def _in_order(statement: Select[Person]) -> Select[Person]:
    return statement.order_by(Person.name, Person.id)


def _conditions(session: Session, wanted: PeopleFilter) -> Iterator[ColumnElement[bool]]:
    seen = exists(select(LoginSession.id).where(LoginSession.person_id == Person.id))
    match wanted.standing:
        case Standing.UNNAMED:
            yield Person.name.is_(None)
            yield Person.active.is_(True)
        case Standing.CLOSED:
            yield Person.active.is_(False)
            yield or_(Person.name.is_not(None), Person.phone.is_not(None))
        case _:
            yield Person.active.is_(True)
            yield Person.name.is_not(None)
    if wanted.standing is Standing.HERE:
        yield seen
    elif wanted.standing is Standing.LISTED:
        yield ~seen
        yield Person.password_hash.is_(None)
    if wanted.text:
        yield _named(wanted.text)
    if wanted.group_id is not None:
        groups = subtree(session, wanted.group_id)
        yield exists(
            select(Membership.id).where(
                Membership.person_id == Person.id,
                Membership.left_at.is_(None),
                Membership.group_id.in_(groups),
            )
        )
    if wanted.role is not None:
        yield exists(
            select(PersonRole.role).where(
                PersonRole.person_id == Person.id, PersonRole.role == wanted.role
            )
        )


def _named(text: str) -> ColumnElement[bool]:
    name = normal_name(text)
    has_name = Person.name.contains(name, autoescape=True)
    digits = "".join(letter for letter in name if letter.isdecimal() and letter.isascii())
    if len(digits) < 4 or digits != name.replace("-", ""):  # noqa: PLR2004 -- the last four
        return has_name
    return or_(has_name, Person.phone.startswith(digits), Person.phone.endswith(digits))


def current_memberships(session: Session, ids: Sequence[int]) -> dict[int, list[Membership]]:
    """Return where people belong now."""
    found: dict[int, list[Membership]] = {}
    for row in session.scalars(
        select(Membership)
        .where(Membership.person_id.in_(ids), Membership.left_at.is_(None))
        .order_by(Membership.joined_at, Membership.id)
    ):
        found.setdefault(row.person_id, []).append(row)
    return found


def list_trainers(session: Session) -> Sequence[Person]:
    """Return the first two hundred people with a password, those who may sign in first."""
    return session.scalars(
        select(Person)
        .where(Person.password_hash.is_not(None))
        .options(selectinload(Person.role_rows))
        .order_by(Person.active.desc(), Person.name, Person.id)
        .limit(MOST_TRAINERS)
    ).all()


def places_of(session: Session, person_id: int) -> tuple[str, ...]:
    """Return where somebody belongs now, in words: path and term of each group."""
    paths = {line.id: line.path for line in group_tree(session, archived=True)}
    belonging = current_memberships(session, [person_id]).get(person_id, [])
    return tuple(f"{paths[each.group_id]}　{each.term}".strip() for each in belonging)


def last_seen(session: Session, ids: Sequence[int]) -> dict[int, datetime]:
    """Return when people were here last, to the day."""
    rows = session.execute(
        select(LoginSession.person_id, func.max(LoginSession.last_seen_at))
        .where(LoginSession.person_id.in_(ids))
        .group_by(LoginSession.person_id)
    )
    return {row[0]: row[1] for row in rows}


def get_person(session: Session, person_id: int) -> Person:
    """
    Return a person with their roles.

    Raises:
        NotFoundError: If there is none of this number.
    """
    found = session.get(Person, person_id, options=[selectinload(Person.role_rows)]) if can_be_id(person_id) else None  # fmt: skip
    if found is None:
        raise NotFoundError("person.missing")
    return found


def save_person(session: Session, person_id: int, name: str, phone: str) -> None:
    """
    Correct a person's name and phone number.

    Raises:
        NotFoundError: If there is nobody of this number, or they were forgotten.
        InvalidInputError: If one of them is none.
        ConflictError: If the phone number is another person's.
    """
    person = get_person(session, person_id)
    if person.anonymised_at is not None:
        raise NotFoundError("person.missing")
    person.name, person.phone = sound_name(name), sound_phone(phone) or None
    with session.no_autoflush:
        other = _of_phone(session, person.phone) if person.phone else None
    if other is not None and other.id != person_id:
        raise ConflictError("person.phone_taken", name=other.name or "")


def add_person(session: Session, listed: Listed, now: datetime) -> Person:
    """
    Store a person whom the office knows and who has not been here yet.

    Raises:
        InvalidInputError: If name or phone number is none.
        ConflictError: If the phone number is another person's.
    """
    name, phone = sound_name(listed.name), sound_phone(listed.phone)
    other = _of_phone(session, phone) if phone else None
    if other is not None:
        raise ConflictError("person.phone_taken", name=other.name or "")
    person = Person(name=name, phone=phone or None, created_at=now)
    session.add(person)
    session.flush()
    if listed.group:
        group = find_or_add(session, listed.group, now)
        join_group(session, person.id, group.id, listed.term, now)
    return person


def take_in(session: Session, people: Iterable[Listed], now: datetime) -> TakenIn:
    """
    Store the people of a list.

    Who has the phone number already is the same person, and joins the group of the
    list; so is somebody of the same name in the same group where one of the two
    has no number.
    """
    groups: dict[str, int] = {}
    added = known = 0
    for listed in people:
        if listed.group and listed.group not in groups:
            groups[listed.group] = find_or_add(session, listed.group, now).id
        group_id = groups.get(listed.group)
        person = find_listed(session, listed, group_id)
        if person is None:
            person = Person(name=listed.name, phone=listed.phone or None, created_at=now)
            session.add(person)
            session.flush()
            added += 1
        else:
            person.phone = person.phone or listed.phone or None
            known += 1
        if group_id is not None:
            join_group(session, person.id, group_id, listed.term, now)
    session.flush()
    return TakenIn(added, known)


def find_listed(session: Session, listed: Listed, group_id: int | None) -> Person | None:
    """Return whom a row of a list means, if that person is here already."""
    if listed.phone:
        found = _of_phone(session, listed.phone)
        if found is not None:
            return found
    if group_id is None:
        return None
    statement = (
        select(Person)
        .join(Membership, Membership.person_id == Person.id)
        .where(Person.name == listed.name, Person.active, Membership.group_id == group_id)
    )
    if listed.phone:
        statement = statement.where(Person.phone.is_(None))
    return session.scalars(statement.order_by(Person.id).limit(1)).first()


def owners_of(session: Session, phones: Iterable[str]) -> dict[str, str]:
    """Return the names of active people by their phone numbers."""
    numbers = [phone for phone in phones if phone]
    found: dict[str, str] = {}
    for start in range(0, len(numbers), 500):
        rows = session.execute(
            select(Person.phone, Person.name).where(
                Person.phone.in_(numbers[start : start + 500]), Person.active
            )
        )
        found |= {row[0] or "": row[1] or "" for row in rows}
    return found


def _of_phone(session: Session, phone: str) -> Person | None:
    return session.scalars(
        select(Person).where(Person.phone == phone, Person.active).order_by(Person.id).limit(1)
    ).first()
