"""
What trainers say of the stretches that reading flagged as damaged.

A flag stands until somebody says that its stretch is usable after all; the stored text
and its flags never change.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from question_bank.documents.values import Document
from question_bank.errors import NotFoundError
from question_bank.storage.audit import Deed, record
from question_bank.storage.documents import text_of
from question_bank.storage.models import DocumentVersion, FlagDecision, Question
from question_bank.storage.models.values import Status


@dataclass(frozen=True, slots=True)
class Verdict:
    """
    What a person says of the flag on one stretch of a version.

    Attributes:
        usable: Whether questions may rest on it; `False` confirms the flag.
    """

    version_id: int
    start: int
    end: int
    usable: bool
    person_id: int | None


def decisions_on(session: Session, version_id: int) -> Sequence[FlagDecision]:
    """Return what was said of a version's flags, in text order."""
    return session.scalars(
        select(FlagDecision)
        .where(FlagDecision.document_version_id == version_id)
        .order_by(FlagDecision.flag_start)
    ).all()


def usable_text(session: Session, version: DocumentVersion) -> Document:
    """Return a stored text without the flags that trainers found to be wrong."""
    text = text_of(version)
    usable = {
        (each.flag_start, each.flag_end)
        for each in decisions_on(session, version.id)
        if each.usable
    }
    kept = tuple(flag for flag in text.flags if (flag.start, flag.end) not in usable)
    return replace(text, flags=kept)


def decide(session: Session, version: DocumentVersion, verdict: Verdict, now: datetime) -> bool:
    """
    Note what a person says of a flag; return whether other questions can be made now.

    Published questions on a stretch that is not usable any more go back to review.

    Raises:
        NotFoundError: If the version has no such flag.
    """
    spans = {(flag["start"], flag["end"]) for flag in version.flags}
    if (verdict.start, verdict.end) not in spans:
        raise NotFoundError("document.no_flag")
    known = session.get(FlagDecision, (version.id, verdict.start, verdict.end))
    was_usable = known is not None and known.usable
    row = known or FlagDecision(
        document_version_id=version.id, flag_start=verdict.start, flag_end=verdict.end
    )
    row.usable, row.decided_at, row.decided_by_id = verdict.usable, now, verdict.person_id
    session.add(row)
    if was_usable and not verdict.usable:
        _send_back(session, verdict)
    details = {"start": verdict.start, "end": verdict.end, "usable": verdict.usable}
    record(
        session,
        Deed("document.flag", verdict.person_id, "document_version", version.id, details),
        now,
    )
    session.flush()
    return was_usable != verdict.usable


def _send_back(session: Session, verdict: Verdict) -> None:
    session.execute(
        update(Question)
        .where(
            Question.document_version_id == verdict.version_id,
            Question.status == Status.PUBLISHED,
            Question.source_start < verdict.end,
            Question.source_end > verdict.start,
        )
        .values(status=Status.REVIEW, lock_version=Question.lock_version + 1)
    )
