"""Write what a deputy sees of a question, and keep each published wording."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from question_bank.questions.values import Evidence, Finding, Item
from question_bank.storage.contents import content_hash, item_of, item_to_json
from question_bank.storage.models import Blank, Option, Question, QuestionFinding, Revision
from question_bank.storage.search import index_questions, search_text
from question_bank.storage.structure import part_numbers
from question_bank.storage.upserts import insert_rows

#: Anki counts whole seconds: a later change must show as later.
_TICK: Final = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Source:
    """Where the proof of a question stands."""

    document_version_id: int
    evidence: Evidence


def write_item(row: Question, item: Item, source: Source | None, now: datetime) -> bool:
    """
    Set the row's own columns and return whether a deputy sees any difference.

    A difference moves `content_changed_at` on by a second or more and takes the
    signature away. The parts are written by `write_parts`.
    """
    quote = source.evidence.quote if source else ""
    new_hash = content_hash(item, quote)
    is_different = new_hash != row.content_hash
    for name in ("type", "form", "kind", "stem", "unordered", "truth", "model_answer"):
        setattr(row, name, getattr(item, name))
    row.word_bank = list(item.word_bank)
    row.explanation = item.explanation
    row.difficulty = item.difficulty
    row.document_version_id = source.document_version_id if source else None
    row.source_start = source.evidence.start if source else None
    row.source_end = source.evidence.end if source else None
    row.source_quote = source.evidence.quote if source else None
    if is_different:
        row.content_hash = new_hash
        row.content_changed_at = _later(row.content_changed_at, now)
        row.signed_at = None
        row.search_text = search_text(item)
        row.last_part_number = max([row.last_part_number or 0, *part_numbers(item)])
    return is_different


def write_parts(session: Session, contents: dict[int, Item], texts: dict[int, str]) -> None:
    """
    Replace options, blanks and search index of questions.

    Args:
        session: Where.
        contents: The new items by question.
        texts: Their search texts by question.
    """
    ids = list(contents)
    options = [row for id_, item in contents.items() for row in _options(id_, item)]
    blanks = [row for id_, item in contents.items() for row in _blanks(id_, item)]
    for table, rows in ((Option, options), (Blank, blanks)):
        _replace(session, table, ids, rows)
    index_questions(session, texts)


def write_findings(session: Session, findings: dict[int, tuple[Finding, ...]]) -> None:
    """Replace what the checks say, by question."""
    rows = [
        {
            "question_id": id_,
            "position": position,
            "name": finding.name,
            "level": finding.level,
            "parameters": [list(pair) for pair in finding.parameters],
        }
        for id_, found in findings.items()
        for position, finding in enumerate(found, start=1)
    ]
    _replace(session, QuestionFinding, list(findings), rows)


def with_fresh_numbers(item: Item, kept: frozenset[int], last: int) -> Item:
    """
    Return the item with a new number for each part that is not among those *kept*.

    Numbers are identities: one that stood for a deleted part is not given again.

    Args:
        item: As a person edited it.
        kept: Numbers the question has now.
        last: The highest number ever given.
    """
    fresh = iter(range(last + 1, last + 1 + len(item.options) + len(item.blanks)))
    taken = {number: number for number in kept}
    for number in part_numbers(item):
        taken.setdefault(number, 0)
    new = {number: known or next(fresh) for number, known in taken.items()}
    return replace(
        item,
        options=tuple(replace(part, number=new[part.number]) for part in item.options),
        blanks=tuple(replace(part, number=new[part.number]) for part in item.blanks),
    )


def current_revision(session: Session, row: Question) -> Revision | None:
    """Return the newest kept wording, or `None` before the first."""
    return session.scalar(
        select(Revision).where(
            Revision.question_id == row.id, Revision.number == row.current_revision
        )
    )


def ensure_revision(session: Session, row: Question, by_id: int | None, now: datetime) -> Revision:
    """Keep the wording as it stands, unless it is kept already, and return it."""
    newest = current_revision(session, row)
    if newest is not None and newest.content_hash == row.content_hash:
        return newest
    row.current_revision += 1
    revision = new_revision(row, item_of(row), by_id, now)
    session.add(revision)
    session.flush()
    return revision


def new_revision(row: Question, item: Item, by_id: int | None, now: datetime) -> Revision:
    """Return a revision of a stored question, numbered as its `current_revision`."""
    return Revision(
        question_id=row.id,
        number=row.current_revision,
        item=item_to_json(item),
        content_hash=row.content_hash,
        source=_source_json(row),
        created_at=now,
        created_by_id=by_id,
    )


def _source_json(row: Question) -> dict[str, Any] | None:
    if row.document_version_id is None:
        return None
    return {
        "document_version_id": row.document_version_id,
        "start": row.source_start,
        "end": row.source_end,
        "quote": row.source_quote,
    }


def _later(before: datetime | None, now: datetime) -> datetime:
    return now if before is None else max(now, before + _TICK)


def _replace(
    session: Session,
    table: type[Option] | type[Blank] | type[QuestionFinding],
    ids: list[int],
    rows: list[dict[str, Any]],
) -> None:
    for start in range(0, len(ids), 500):
        session.execute(delete(table).where(table.question_id.in_(ids[start : start + 500])))
    insert_rows(session, table, rows)


def _options(question_id: int, item: Item) -> list[dict[str, Any]]:
    return [
        {
            "question_id": question_id,
            "number": option.number,
            "position": position,
            "text": option.text,
            "correct": option.correct,
            "feedback": option.feedback,
        }
        for position, option in enumerate(item.options, start=1)
    ]


def _blanks(question_id: int, item: Item) -> list[dict[str, Any]]:
    return [
        {
            "question_id": question_id,
            "number": blank.number,
            "position": position,
            "accepted": list(blank.accepted),
            "near_misses": [
                {"text": miss.text, "feedback": miss.feedback} for miss in blank.near_misses
            ],
        }
        for position, blank in enumerate(item.blanks, start=1)
    ]
