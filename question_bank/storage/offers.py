"""What the filters of the bank offer, in one statement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final

from sqlalchemy import CompoundSelect, Select, func, literal, select, union_all
from sqlalchemy.orm import Session

from question_bank.storage.models import Document, Person, QuestionFinding, Tag

#: Documents, authors and tags that are offered, at most; of each the newest.
MOST: Final = 200


@dataclass(frozen=True, slots=True)
class Offers:
    """
    Numbers and names to choose from; documents the newest first, the rest by name.

    Attributes:
        checks: Names of checks that have something to say of any question.
    """

    documents: tuple[tuple[int, str], ...]
    authors: tuple[tuple[int, str], ...]
    tags: tuple[str, ...]
    checks: tuple[str, ...]


def offers(session: Session) -> Offers:
    """Return the documents not archived, the people with a password, tags and checks."""
    found: dict[str, list[tuple[int, str]]] = {}
    for what, number, name in session.execute(_statement()):
        found.setdefault(what, []).append((number, name))
    return Offers(
        documents=tuple(sorted(found.get("document", ()), reverse=True)),
        authors=tuple(sorted(found.get("author", ()), key=lambda each: each[1])),
        tags=tuple(_names(found.get("tag", []))),
        checks=tuple(_names(found.get("check", []))),
    )


@cache
def _statement() -> CompoundSelect[str, int, str]:
    """Return the statement, put together once."""
    parts = (_documents(), _authors(), _tags(), _checks())
    return union_all(*(select(part.subquery()) for part in parts))


def _names(found: list[tuple[int, str]]) -> Iterator[str]:
    yield from sorted(name for _number, name in found)


def _documents() -> Select[str, int, str]:
    return (
        select(literal("document").label("what"), Document.id, Document.title.label("name"))
        .where(Document.archived_at.is_(None))
        .order_by(Document.id.desc())
        .limit(MOST)
    )


def _authors() -> Select[str, int, str]:
    name = func.coalesce(Person.name, Person.username, "").label("name")
    return (
        select(literal("author").label("what"), Person.id, name)
        # Not IS NOT NULL: of a range SQLite knows that the index finds the few.
        .where(Person.username > "", Person.password_hash.is_not(None))
        .order_by(Person.id.desc())
        .limit(MOST)
    )


def _tags() -> Select[str, int, str]:
    return (
        select(literal("tag").label("what"), Tag.id, Tag.name).order_by(Tag.id.desc()).limit(MOST)
    )


def _checks() -> Select[str, int, str]:
    """Select each name once, jumping from one to the next: there may be a million findings."""
    first = select(func.min(QuestionFinding.name).label("name")).cte("fired", recursive=True)
    following = (
        select(func.min(QuestionFinding.name))
        .where(QuestionFinding.name > first.c.name)
        .scalar_subquery()
    )
    names = first.union_all(select(following).where(first.c.name.is_not(None)))
    return (
        select(literal("check").label("what"), literal(0).label("id"), names.c.name)
        .where(names.c.name.is_not(None))
        .limit(MOST)
    )
