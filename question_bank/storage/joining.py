"""
How deputies come in: by an invitation, by their PIN, by a one-time code.

A name and a group alone never open an existing record. What else is needed: a PIN
the person set, a code that a trainer or the person's other phone made, or, for
somebody on the office's list who has never been here, the phone number on it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Final

from sqlalchemy import ColumnElement, delete, exists, select, update
from sqlalchemy.orm import Session, selectinload

from question_bank.errors import InvalidInputError
from question_bank.storage.groups import join_group, kin_of, subtree
from question_bank.storage.models import FormSubmission, LoginSession, Membership, Person
from question_bank.storage.submissions import KEPT

#: In code points.
LONGEST_NAME: Final = 40
PIN_SHORTEST: Final = 4
PIN_LONGEST: Final = 8
#: Digits of a phone number: a landline without its area code to a foreign number.
PHONE_SHORTEST: Final = 7
PHONE_LONGEST: Final = 15
#: Lengths of what was meant for a mobile number of China, which has eleven digits and begins with 1.
MOBILE_MISTYPED: Final = (9, 10, 12, 13)
#: Where the bank remembers that a form to join was carried out.
ENDPOINT: Final = "join"
#: People of one name and group whose PINs are compared.
_MOST_NAMESAKES: Final = 5
_DOTS: Final = str.maketrans("•・‧∙⋅", "·····")


@dataclass(frozen=True, slots=True)
class Namesake:
    """
    Somebody of this name in this group.

    Attributes:
        has_been_here: Whether the person has a session, on any phone; what stands
            on the office's list only has nothing to protect.
        phone: As on the list; empty where there is none.
    """

    person_id: int
    has_been_here: bool
    phone: str


def normal_name(text: str) -> str:
    """
    Return a person's name as names are compared.

    Lists pad names of two characters with a space (王　伟), so spaces go unless
    the name has Latin letters; the dot in names of minorities becomes one character.
    """
    name = " ".join(unicodedata.normalize("NFKC", text).translate(_DOTS).split())
    return name if any("a" <= letter <= "z" for letter in name.lower()) else name.replace(" ", "")


def sound_name(text: str) -> str:
    """
    Return *text* as a person's name.

    Raises:
        InvalidInputError: If it is empty, too long, or holds what no name holds.
    """
    name = normal_name(text)
    if not name:
        raise InvalidInputError("person.no_name")
    # A formula that somebody pasted is no name; nor is one that a spreadsheet would run.
    if len(name) > LONGEST_NAME or not name.isprintable() or name[0] in "=+-@":
        raise InvalidInputError("person.name_shape", limit=LONGEST_NAME)
    return name


def sound_phone(text: str) -> str:
    """
    Return a phone number as its digits, without the country code of China; empty for none.

    Raises:
        InvalidInputError: If *text* is no phone number.
    """
    typed = "".join(unicodedata.normalize("NFKC", text).split())
    typed = typed.removeprefix("+86").replace("-", "").replace("(", "").replace(")", "")
    digits = typed.removeprefix("+")
    if digits.startswith("86") and len(digits) == len("8613800138000"):
        digits = digits.removeprefix("86")
    if not digits:
        return ""
    is_number = digits.isascii() and digits.isdecimal()
    if not is_number or not PHONE_SHORTEST <= len(digits) <= PHONE_LONGEST:
        raise InvalidInputError("person.phone_shape")
    # A digit lost or doubled on the way into a list: its owner would never be recognised.
    is_foreign = typed.startswith("+")
    if digits.startswith("1") and not is_foreign and len(digits) in MOBILE_MISTYPED:
        raise InvalidInputError("person.phone_length")
    return digits


def plain_pin(text: str) -> str:
    """Return a typed PIN in one width and without spaces, sound or not."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def sound_pin(text: str) -> str:
    """
    Return *text* as a PIN.

    Raises:
        InvalidInputError: If it is not 4 to 8 digits, or the first that anybody would try.
    """
    pin = plain_pin(text)
    if not (pin.isascii() and pin.isdecimal() and PIN_SHORTEST <= len(pin) <= PIN_LONGEST):
        raise InvalidInputError("person.pin_shape", shortest=PIN_SHORTEST, longest=PIN_LONGEST)
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    if steps in ({0}, {1}, {-1}):
        raise InvalidInputError("person.pin_weak")
    return pin


def find_namesakes(
    session: Session, name: str, group_id: int | None, *, but_of: int | None
) -> list[Namesake]:
    """
    Return the people of this name in this group (or in none), except one.

    Lists say 第一小组 of somebody whom an invitation calls to the delegation, or the other
    way round: who belongs to a group within it, or around it, is meant as well.
    """
    kin = kin_of(session, group_id) if group_id else set()
    people = session.scalars(
        select(Person)
        .where(
            Person.name == name,
            Person.active,
            Person.id != (but_of or 0),
            _belongs_to(kin),
        )
        .order_by(Person.id)
        .limit(_MOST_NAMESAKES)
    ).all()
    seen = set(
        session.scalars(
            select(LoginSession.person_id).where(
                LoginSession.person_id.in_([person.id for person in people])
            )
        )
    )
    return [
        Namesake(
            each.id, each.id in seen or bool(each.pin_hash or each.password_hash), each.phone or ""
        )
        for each in people
    ]


def find_people_with_pin(session: Session, name: str, group_id: int | None) -> Sequence[Person]:
    """Return the active people of this name with a PIN, in this group or one within it."""
    groups = subtree(session, group_id) if group_id else set()
    return session.scalars(
        select(Person)
        .where(Person.name == name, Person.active, Person.pin_hash.is_not(None))
        .where(_belongs_to(groups))
        .order_by(Person.id)
        .limit(_MOST_NAMESAKES)
    ).all()


def name_newcomer(session: Session, person_id: int, name: str, now: datetime) -> None:
    """Give a person the name they come in with; what they did before stays theirs."""
    person = session.get_one(Person, person_id)
    person.name = name
    person.joined_at = person.joined_at or now


def enter_group(
    session: Session, person_id: int, group_id: int | None, term: str, now: datetime
) -> None:
    """
    Let a person who comes in belong to a group, unless they belong to one within it.

    Who is invited without a term stays in the group for the term they have there.
    """
    session.execute(
        update(Person)
        .where(Person.id == person_id, Person.joined_at.is_(None))
        .values(joined_at=now)
    )
    if group_id is not None and not _belongs_within(session, person_id, group_id, term):
        join_group(session, person_id, group_id, term, now)


def belongs_to(session: Session, person_id: int, group_id: int, term: str) -> bool:
    """Tell whether a person belongs to a group for a term now."""
    return (
        session.scalar(
            select(Membership.id).where(
                Membership.person_id == person_id,
                Membership.group_id == group_id,
                Membership.term == term,
                Membership.left_at.is_(None),
            )
        )
        is not None
    )


def set_pin(session: Session, person_id: int, pin_hash: str | None) -> None:
    """Keep the hash of a person's PIN; `None` takes it away."""
    session.get_one(Person, person_id).pin_hash = pin_hash


def remember_entry(session: Session, key: str, person_id: int, now: datetime) -> None:
    """
    Store that the form *key* made or opened a person's session.

    Raises:
        IntegrityError: If the form was carried out already.
    """
    session.execute(delete(FormSubmission).where(FormSubmission.created_at < now - KEPT))
    session.add(
        FormSubmission(
            token=key, person_id=person_id, endpoint=ENDPOINT, location="", created_at=now
        )
    )
    session.flush()


def find_entry(session: Session, key: str, since: datetime) -> Person | None:
    """Return who came in by the form *key* since then, or `None`."""
    return session.scalar(
        select(Person)
        .join(FormSubmission, FormSubmission.person_id == Person.id)
        .where(
            FormSubmission.token == key,
            FormSubmission.endpoint == ENDPOINT,
            FormSubmission.created_at >= since,
            Person.active,
        )
        .options(selectinload(Person.role_rows))
    )


def _belongs_within(session: Session, person_id: int, group_id: int, term: str) -> bool:
    """Tell whether a person belongs to a group in this one for a term, or for any if none is said."""
    within = subtree(session, group_id)
    member = select(Membership.id).where(
        Membership.person_id == person_id,
        Membership.group_id.in_(within),
        Membership.left_at.is_(None),
    )
    if term:
        member = member.where(Membership.term == term)
    return session.scalars(member.limit(1)).first() is not None


def _belongs_to(group_ids: set[int]) -> ColumnElement[bool]:
    current = select(Membership.id).where(
        Membership.person_id == Person.id, Membership.left_at.is_(None)
    )
    if not group_ids:
        return ~exists(current)
    return exists(current.where(Membership.group_id.in_(group_ids)))
