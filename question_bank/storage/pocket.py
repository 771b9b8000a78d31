"""What is printed on pocket cards: published questions, the most important first."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from question_bank.documents.values import Document
from question_bank.questions.values import Item, ItemType
from question_bank.storage.contents import item_from_json
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.models import Bookmark, DocumentVersion, Progress, Question, Revision
from question_bank.storage.models.values import Status
from question_bank.storage.pools import Pool
from question_bank.storage.texts import where_in


class Shelf(enum.StrEnum):
    """From which of a deputy's shelves; `ALL` is the whole bank."""

    ALL = "all"
    WRONG = "wrong"
    BOOKMARKED = "bookmarked"


@dataclass(frozen=True, slots=True)
class PocketQuestion:
    """
    A question to print.

    Attributes:
        fact: What it asks; empty: unlike all others.
        quote: The words of the source; empty if a trainer gave none.
        where: The document and the place in it; empty likewise.
        document: The title of the document; empty likewise.
        is_signed: Whether a reviewer has accepted the wording.
    """

    item: Item
    fact: str
    quote: str
    where: str
    is_signed: bool
    document: str = ""


def load_pocket(
    session: Session, person_id: int | None, pool: Pool, shelf: Shelf, most: int
) -> list[PocketQuestion]:
    """Return at most *most* questions of *pool* on somebody's *shelf*."""
    current = and_(
        Revision.question_id == Question.id, Revision.number == Question.current_revision
    )
    wanted = (
        select(Revision.item, Revision.source, Question.fact, Question.signed_at.is_not(None))
        .join(Question, current)
        .outerjoin(DocumentVersion, DocumentVersion.id == Question.document_version_id)
        .where(
            Question.status == Status.PUBLISHED,
            Question.type != ItemType.SHORT_ANSWER,
            *_conditions(person_id or 0, pool, shelf),
        )
        .order_by(Question.importance.desc(), Question.id)
        .limit(most)
    )
    rows = session.execute(wanted).all()
    places = _Places(session)
    return [
        PocketQuestion(
            item_from_json(item),
            fact,
            source["quote"] if source else "",
            places.of(source),
            bool(is_signed),
            places.title_of(source),
        )
        for item, source, fact, is_signed in rows
    ]


def _conditions(person_id: int, pool: Pool, shelf: Shelf) -> list[Any]:
    conditions: list[Any] = []
    if pool.kinds:
        conditions.append(Question.kind.in_(pool.kinds))
    if pool.document_id is not None:
        conditions.append(DocumentVersion.document_id == pool.document_id)
    own = {
        Shelf.WRONG: select(Progress.question_id).where(
            Progress.person_id == person_id, Progress.wrong_since.is_not(None)
        ),
        Shelf.BOOKMARKED: select(Bookmark.question_id).where(Bookmark.person_id == person_id),
    }
    if shelf in own:
        conditions.append(Question.id.in_(own[shelf]))
    return conditions


class _Places:
    """Where sources stand; each text is read once."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._texts: dict[int, Document] = {}

    def of(self, source: Mapping[str, Any] | None) -> str:
        return where_in(self._text(source), source["start"]) if source is not None else ""

    def title_of(self, source: Mapping[str, Any] | None) -> str:
        return self._text(source).title if source is not None else ""

    def _text(self, source: Mapping[str, Any]) -> Document:
        version = source["document_version_id"]
        if version not in self._texts:
            self._texts[version] = text_of(get_version(self._session, version))
        return self._texts[version]
