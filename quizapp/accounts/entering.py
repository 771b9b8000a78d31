"""
What happens when a deputy comes in, each way in one transaction.

A form that a phone sends twice lets its sender in once: the second time it leads to
the person of the first, whose session that phone may not have received.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

import flask
from flask import request
from flask_login import current_user
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from question_bank.storage import accounts, invitations, joining, merging
from question_bank.storage.audit import Deed, record
from question_bank.storage.models import Invitation, Person
from quizapp import clock, idempotency, preferences
from quizapp.accounts.sessions import current_visitor, open_for, take_over
from quizapp.database import reader, writer

#: How long the second of two equal forms is let in by the first.
DOUBLE_TAP: Final = timedelta(minutes=10)


class EndedError(Exception):
    """An invitation let nobody in any more; nothing was stored."""


@dataclass(frozen=True, slots=True)
class Entry:
    """
    Who came in.

    Attributes:
        merged: Answers that were given on this phone before and now are the person's.
    """

    person_id: int
    name: str
    merged: int = 0


@dataclass(frozen=True, slots=True)
class Newcomer:
    """What somebody who joins says of themselves."""

    name: str
    group_id: int | None
    term: str


def join_as_newcomer(invitation: Invitation, newcomer: Newcomer) -> Entry:
    """
    Give this device's unnamed person a name, or make a person, and let them join.

    Raises:
        EndedError: If the invitation ended in between.
    """

    def join(session: Session) -> Person:
        now = clock.now()
        visitor = current_visitor()
        if visitor is None or visitor.name:
            language = preferences.current().language
            person = accounts.add_unnamed_person(session, language=language, now=now)
        else:
            person = session.get_one(Person, visitor.person_id)
        joining.name_newcomer(session, person.id, newcomer.name, now)
        _join(session, invitation, person.id, newcomer)
        return person

    return _let_in(join)


def join_as_oneself(invitation: Invitation, group_id: int | None) -> None:
    """
    Let the named person of this device join.

    Raises:
        EndedError: If the invitation ended in between.
    """
    with writer() as session:
        newcomer = Newcomer(current_user.name, group_id, invitation.term)
        is_there = group_id is not None and joining.belongs_to(
            session, current_user.person_id, group_id, invitation.term
        )
        if not is_there:
            _join(session, invitation, current_user.person_id, newcomer)
        session.commit()


def join_as_listed(invitation: Invitation, person_id: int, newcomer: Newcomer) -> Entry:
    """
    Let somebody in as whom the office's list has them, once they named their phone number.

    Raises:
        EndedError: If the invitation ended in between.
    """

    def join(session: Session) -> Person:
        _join(session, invitation, person_id, newcomer)
        return session.get_one(Person, person_id)

    return _let_in(join)


def open_by_code(invitation: Invitation) -> Entry:
    """
    Open the record that a one-time code names.

    Raises:
        EndedError: If the code was used in between.
    """

    def enter(session: Session) -> Person:
        if not invitations.use_invitation(session, invitation.id, clock.now()):
            raise EndedError
        return session.get_one(Person, invitation.person_id)

    return _let_in(enter)


def open_by_pin(person_id: int) -> Entry:
    """Open the record of a person whose PIN was right."""
    return _let_in(lambda session: session.get_one(Person, person_id))


def came_in_already() -> bool:
    """Let the visitor in, if the form of this request did so a moment ago; tell whether."""
    key = _form_key()
    if key is None:
        return False
    now = clock.now()
    with reader() as session:
        person = joining.find_entry(session, key, now - DOUBLE_TAP)
    if person is None:
        return False
    if current_user.person_id != person.id:
        with writer() as session:
            visitor = open_for(session, person)
            session.commit()
        take_over(visitor)
    return True


def _join(session: Session, invitation: Invitation, person_id: int, newcomer: Newcomer) -> None:
    now = clock.now()
    if not invitations.use_invitation(session, invitation.id, now):
        raise EndedError
    joining.enter_group(session, person_id, newcomer.group_id, newcomer.term, now)
    details = {"invitation": invitation.id, "group": newcomer.group_id, "term": newcomer.term}
    record(session, Deed("person.join", person_id, "person", person_id, details), now)


def _let_in(find: Callable[[Session], Person]) -> Entry:
    """Open a session for whom *find* returns; what this device practised unnamed goes along."""
    now = clock.now()
    key = _form_key()
    visitor = current_visitor()
    try:
        with writer() as session:
            person = find(session)
            merged = 0
            if visitor is not None and not visitor.name and visitor.person_id != person.id:
                merged = merging.merge_people(session, visitor.person_id, person.id, now)
            if key is not None:
                joining.remember_entry(session, key, person.id, now)
            entered = open_for(session, person)
            session.commit()
    except (IntegrityError, EndedError):
        # The same form, sent a moment ago, may have been quicker.
        if not came_in_already():
            raise
        return Entry(current_user.person_id, current_user.name)
    take_over(entered)
    return Entry(entered.person_id, entered.name, merged)


def _form_key() -> str | None:
    """Name the form of this request: by its token, which only this browser has."""
    token = request.form.get(idempotency.FIELD, "")
    if not idempotency.SHAPE.fullmatch(token):
        return None
    browser = flask.session.get("csrf_token", "")
    return hashlib.sha256(f"join\n{browser}\n{token}".encode()).hexdigest()
