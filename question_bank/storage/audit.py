"""The audit log: who changed what. Entries are permanent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.storage.models import AuditEntry, Person

#: Entries on a page of the log.
PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Deed:
    """
    Something that was done.

    Attributes:
        action: Such as ``question.publish``.
        person_id: Who did it; `None` for the program itself.
        object_type: The table of what was changed.
        object_id: Its number.
        details: What else is worth knowing; never a secret.
    """

    action: str
    person_id: int | None
    object_type: str = ""
    object_id: int | None = None
    details: dict[str, Any] = field(default_factory=dict)


def record(session: Session, deed: Deed, now: datetime) -> None:
    """Write down what was done."""
    session.add(
        AuditEntry(
            created_at=now,
            person_id=deed.person_id,
            action=deed.action,
            object_type=deed.object_type,
            object_id=deed.object_id,
            details=deed.details,
        )
    )


def history_of(session: Session, object_type: str, object_id: int) -> Sequence[AuditEntry]:
    """Return the last hundred deeds done to one thing, newest first."""
    return session.scalars(
        select(AuditEntry)
        .where(AuditEntry.object_type == object_type, AuditEntry.object_id == object_id)
        .order_by(AuditEntry.id.desc())
        .limit(100)
    ).all()


@dataclass(frozen=True, slots=True)
class LogFilter:
    """
    Which entries are looked for.

    Attributes:
        area: What stands before the dot of an action, such as ``person``; empty for all.
        person_id: Who did it.
        since: The first moment, and `until` the one after the last.
    """

    area: str = ""
    person_id: int | None = None
    since: datetime | None = None
    until: datetime | None = None


def list_entries(
    session: Session, wanted: LogFilter, before: int | None
) -> tuple[list[AuditEntry], bool]:
    """Return a page of the log, newest first, older than entry *before*; and whether more follow."""
    statement = select(AuditEntry)
    if wanted.area:
        statement = statement.where(
            AuditEntry.action.startswith(f"{wanted.area}.", autoescape=True)
        )
    if wanted.person_id is not None:
        statement = statement.where(AuditEntry.person_id == wanted.person_id)
    if wanted.since is not None:
        statement = statement.where(AuditEntry.created_at >= wanted.since)
    if wanted.until is not None:
        statement = statement.where(AuditEntry.created_at < wanted.until)
    if before is not None:
        statement = statement.where(AuditEntry.id < before)
    found = session.scalars(statement.order_by(AuditEntry.id.desc()).limit(PAGE + 1)).all()
    return list(found[:PAGE]), len(found) > PAGE


def names_of(session: Session, ids: Iterable[int | None]) -> dict[int, str]:
    """Return what people in the log are called, without those who have no name any more."""
    wanted = {number for number in ids if number is not None}
    rows = session.execute(
        select(Person.id, Person.name).where(Person.id.in_(wanted), Person.name.is_not(None))
    )
    return {row[0]: row[1] or "" for row in rows}
