"""How many questions there are of each sort; read from what triggers keep, not counted anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models import DocumentVersion, QuestionCount
from question_bank.storage.models.values import Status


@dataclass(frozen=True, slots=True)
class Sum:
    """How many questions of one kind, type and status are signed, or are not."""

    kind: Kind
    type: ItemType
    status: Status
    signed: bool
    number: int


def question_sums(session: Session) -> list[Sum]:
    """Return how many questions there are of each sort that occurs."""
    sort = (QuestionCount.kind, QuestionCount.type, QuestionCount.status, QuestionCount.signed)
    number = func.sum(QuestionCount.number)
    rows = session.execute(select(*sort, number).group_by(*sort).having(number > 0))
    return [Sum(kind, type_, status, signed, int(n)) for kind, type_, status, signed, n in rows]


def by_document(session: Session, document_ids: Sequence[int]) -> dict[int, dict[Status, int]]:
    """Return how many questions of each status documents have, by number of the document."""
    number = func.sum(QuestionCount.number)
    rows = session.execute(
        select(DocumentVersion.document_id, QuestionCount.status, number)
        .join(QuestionCount, QuestionCount.document_version_id == DocumentVersion.id)
        .where(DocumentVersion.document_id.in_(document_ids))
        .group_by(DocumentVersion.document_id, QuestionCount.status)
        .having(number > 0)
    )
    found: dict[int, dict[Status, int]] = {}
    for document_id, status, total in rows:
        found.setdefault(document_id, {})[status] = int(total)
    return found


def gather(session: Session) -> None:
    """
    Put the parts of each count together, which PostgreSQL's transactions write one by one.

    What is written meanwhile stays for the next time.
    """
    if session.scalar(select(QuestionCount.part).where(QuestionCount.part != 0).limit(1)) is None:
        return
    sums: Counter[tuple[int, Kind, ItemType, Status, bool]] = Counter()
    for part in session.execute(delete(QuestionCount).returning(*QuestionCount.__table__.columns)):
        sort = part.document_version_id, part.kind, part.type, part.status, part.signed
        sums[sort] += part.number
    names = ("document_version_id", "kind", "type", "status", "signed")
    rows = [
        {**dict(zip(names, sort, strict=True)), "part": 0, "number": number}
        for sort, number in sums.items()
        if number
    ]
    if rows:
        session.execute(insert(QuestionCount), rows)
