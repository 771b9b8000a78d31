"""
Newer versions of a text, and what becomes of the questions on the one before.

A question whose sentences stayed moves along; one whose sentences were reworded goes back
to review, out of papers, until a trainer has looked at old and new wording. So does one
that quotes a reworded sentence of another place in an option or a feedback: what was true
may be false now.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.orm import Session, joinedload, selectinload, undefer, undefer_group

from question_bank.documents import Document as Text
from question_bank.documents import place_of
from question_bank.documents.comparing import (
    Comparison,
    changes_between,
    changes_from_json,
    changes_to_json,
)
from question_bank.documents.quoting import quotes, runs_gone
from question_bank.questions.workshop import Naming
from question_bank.storage import documents
from question_bank.storage.audit import Deed, record
from question_bank.storage.contents import item_of, texts_in
from question_bank.storage.models import DocumentVersion, Question
from question_bank.storage.models.values import Status
from question_bank.storage.texts import DEPTH
from question_bank.storage.versions_outdated import LIVING


@dataclass(frozen=True, slots=True)
class Moved:
    """
    What a newer version did.

    Attributes:
        version_id: Its number.
        changed: Places where sentences came, went or were reworded.
        moved: Questions that stand in it as they stood before.
        outdated: Questions whose source was changed.
    """

    version_id: int
    changed: int
    moved: int
    outdated: int


def add_version(
    session: Session, document_id: int, upload: documents.Upload, now: datetime
) -> Moved:
    """
    Store a newer version of a document and lead its questions over; once more changes nothing.

    Raises:
        NotFoundError: If there is no such document.
    """
    older = documents.newest_version(session, document_id)
    stored = documents.add_version(session, document_id, upload, now)
    if not stored.is_new:
        return Moved(stored.version.id, 0, 0, 0)
    version = stored.version
    old = documents.text_of(older)
    comparison = Comparison(old, upload.text, changes_between(old, upload.text))
    version.changes = changes_to_json(comparison.changes)
    moved, outdated = _lead_over(session, older.id, version, comparison)
    for question_id in outdated:
        deed = Deed("question.outdated", upload.person_id, "question", question_id)
        record(session, deed, now)
    session.flush()
    changed = sum(each.tag != "equal" for each in comparison.changes)
    return Moved(version.id, changed, moved, len(outdated))


def comparison_of(session: Session, version: DocumentVersion) -> Comparison | None:
    """Return a version beside the one before it; `None` for the first."""
    chain = _versions_up_to(session, version, most=2)
    return _comparisons(chain)[-1] if len(chain) > 1 else None


def naming_of(session: Session, version: DocumentVersion) -> Naming | None:
    """
    Return what stretches of a version are known by; `None` for the first version.

    One whose sentences stayed since an earlier version is known as it was there.
    """
    chain = _versions_up_to(session, version)
    if len(chain) == 1:
        return None
    comparisons = [(each, _Parts(each.old), _Parts(each.new)) for each in _comparisons(chain)]

    def name(start: int, end: int) -> tuple[str, int, int]:
        length = end - start
        place = len(comparisons)
        while place:
            comparison, old_parts, new_parts = comparisons[place - 1]
            earlier = comparison.old_place(start, start + length)
            if earlier is None or old_parts.around(earlier) != new_parts.around(start):
                break
            start, place = earlier, place - 1
        return chain[place].sha256, start, start + length

    return name


def list_versions(session: Session, document_id: int) -> Sequence[DocumentVersion]:
    """Return the versions of a document without their texts, the newest first."""
    return session.scalars(
        select(DocumentVersion)
        .where(DocumentVersion.document_id == document_id)
        .order_by(DocumentVersion.number.desc())
        .limit(100)
    ).all()


def _versions_up_to(
    session: Session, version: DocumentVersion, most: int | None = None
) -> list[DocumentVersion]:
    """Return a version and those before it with their texts, the oldest first."""
    query = (
        select(DocumentVersion)
        .where(
            DocumentVersion.document_id == version.document_id,
            DocumentVersion.number <= version.number,
        )
        .order_by(DocumentVersion.number.desc())
        .limit(most)
        .options(
            undefer_group("text"),
            undefer(DocumentVersion.changes),
            joinedload(DocumentVersion.document),
        )
    )
    return list(reversed(session.scalars(query).all()))


def _comparisons(chain: Sequence[DocumentVersion]) -> list[Comparison]:
    texts = [documents.text_of(each) for each in chain]
    return [
        Comparison(old, new, changes_from_json(version.changes or []))
        for old, new, version in zip(texts, texts[1:], chain[1:], strict=False)
    ]


def _lead_over(
    session: Session, older_id: int, version: DocumentVersion, comparison: Comparison
) -> tuple[int, list[int]]:
    """Move the questions whose source stayed, mark the others; return how many and which."""
    rows = session.execute(
        select(Question.id, Question.status, Question.source_start, Question.source_end).where(
            Question.document_version_id == older_id
        )
    ).all()
    moved: list[dict[str, Any]] = []
    outdated: list[int] = []
    old_parts, new_parts = _Parts(comparison.old), _Parts(comparison.new)
    quoting = _quoting(session, older_id, runs_gone(comparison))
    for row in rows:
        place = comparison.new_place(row.source_start, row.source_end)
        is_named_alike = place is not None and (
            old_parts.around(row.source_start) == new_parts.around(place)
        )
        if place is not None and is_named_alike and row.id not in quoting:
            length = row.source_end - row.source_start
            moved.append({"the_id": row.id, "first": place, "last": place + length})
        elif row.status in LIVING:
            outdated.append(row.id)
    _move(session, version.id, moved)
    _mark(session, version.id, outdated)
    return len(moved), outdated


def _quoting(session: Session, older_id: int, gone: frozenset[str]) -> set[int]:
    """Return the questions of a version in use that say what a newer one does not."""
    if not gone:
        return set()
    rows = session.scalars(
        select(Question)
        .where(Question.document_version_id == older_id, Question.status.in_(LIVING))
        .options(selectinload(Question.options), selectinload(Question.blanks))
        .execution_options(yield_per=500)
    )
    return {row.id for row in rows if quotes(texts_in(item_of(row)), gone)}


class _Parts:
    """Says how stems name the places of a text: 第二部分第一点, 第三条."""

    def __init__(self, text: Text) -> None:
        self._text = text
        self._starts = [section.start for section in text.sections]
        self._known: dict[int, str] = {}

    def around(self, position: int) -> str:
        """Return the place of a code point; empty where the text has no parts."""
        innermost = bisect_right(self._starts, position) - 1
        if innermost < 0:
            return ""
        if innermost not in self._known:
            self._known[innermost] = place_of(self._text, innermost, depth=DEPTH)
        return self._known[innermost]


def _move(session: Session, version_id: int, rows: list[dict[str, Any]]) -> None:
    table = Question.__table__
    statement = (
        update(Question.__table__)  # type: ignore[arg-type]
        .where(table.c.id == bindparam("the_id"))
        .values(
            document_version_id=version_id,
            source_start=bindparam("first"),
            source_end=bindparam("last"),
            lock_version=table.c.lock_version + 1,
        )
    )
    if rows:
        session.connection().execute(statement, rows)


def _mark(session: Session, version_id: int, ids: Sequence[int]) -> None:
    """Mark questions as resting on words that were changed; the published ones wait again."""
    for start in range(0, len(ids), 500):
        of_batch = Question.id.in_(ids[start : start + 500])
        session.execute(
            update(Question)
            .where(of_batch)
            .values(outdated_by_id=version_id, lock_version=Question.lock_version + 1)
        )
        session.execute(
            update(Question)
            .where(of_batch, Question.status == Status.PUBLISHED)
            .values(status=Status.REVIEW)
        )
