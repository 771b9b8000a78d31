"""The audit log: who changed what. Entries are permanent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.storage.models import AuditEntry


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
