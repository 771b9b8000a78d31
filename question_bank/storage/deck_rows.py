"""
Published questions as decks need them, read by the thousand without loading rows as objects.

An object a question, with its options and blanks, costs ten times as much as its values.
"""

from __future__ import annotations

import enum
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import islice
from typing import Any, Final, NamedTuple, TypeVar

from sqlalchemy import Executable, Select, Text, cast, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session
from sqlalchemy.sql.elements import ColumnElement

from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank as ItemBlank
from question_bank.questions.values import Item, ItemType, NearMiss
from question_bank.questions.values import Option as ItemOption
from question_bank.storage.cards import Today, own_cards
from question_bank.storage.listing import QuestionFilter, statement_in_line
from question_bank.storage.models import (
    Blank,
    Bookmark,
    Card,
    Option,
    Progress,
    Question,
    QuestionTag,
    Tag,
)
from question_bank.storage.models.values import CardState, Status

#: Questions read at once.
BATCH: Final = 2_000
_COLUMNS: Final = (
    Question.id,
    # Their words: looked up here, they cost a third of what their columns' type takes.
    cast(Question.type, Text),
    Question.form,
    cast(Question.kind, Text),
    Question.stem,
    Question.unordered,
    Question.truth,
    Question.model_answer,
    cast(Question.word_bank, Text),
    Question.explanation,
    Question.difficulty,
    Question.guid,
    Question.content_changed_at,
    Question.document_version_id,
    Question.source_start,
    Question.source_quote,
)
#: Which of them is the word bank, as JSON text.
_WORD_BANK: Final = 8
_TYPES: Final = {each.value: each for each in ItemType}
_KINDS: Final = {each.value: each for each in Kind}
#: An empty list as JSON; most blanks have no near misses.
_NONE: Final = "[]"
T = TypeVar("T")


class Shelf(enum.StrEnum):
    """Somebody's own questions."""

    WRONG = "wrong"
    DUE = "due"
    BOOKMARKED = "bookmarked"


class DeckRow(NamedTuple):
    """A question with all that a note needs; made by the hundred thousand, so a tuple."""

    guid: str
    item: Item
    content_changed_at: datetime
    document_version_id: int | None
    source_start: int | None
    source_quote: str | None
    tags: tuple[str, ...]


def deck_rows(
    session: Session, wanted: QuestionFilter, among: Collection[int] | None = None
) -> Iterator[DeckRow]:
    """
    Yield the published questions among those *wanted*, oldest first.

    Args:
        session: Reads; at most four statements for each `BATCH`.
        wanted: What they must be.
        among: Numbers of the only questions that count; `None` for all.
    """
    if wanted.statuses and Status.PUBLISHED not in wanted.statuses:
        return
    for rows in _batches(session, replace(wanted, statuses=(Status.PUBLISHED,)), among):
        parts = _parts(session, rows)
        words = _decoded(row[_WORD_BANK] for row in rows)
        yield from map(_row, rows, words, *parts)


def count_deck(
    session: Session,
    wanted: QuestionFilter,
    among: Collection[int] | None = None,
    *,
    most: int = 2**31,
) -> int:
    """Return how many questions `deck_rows` would yield; counting stops at *most*."""
    if wanted.statuses and Status.PUBLISHED not in wanted.statuses:
        return 0
    published = replace(wanted, statuses=(Status.PUBLISHED,))
    line = statement_in_line(session, published, (Question.id,), at=0, most=most)
    if among is None:
        return session.scalar(select(func.count()).select_from(line.subquery())) or 0
    some, found = iter(sorted(among)), 0
    while few := list(islice(some, BATCH)):
        here = line.where(Question.id.in_(few)).subquery()
        found += session.scalar(select(func.count()).select_from(here)) or 0
    return min(found, most)


def shelf_of(session: Session, shelf: Shelf, person_id: int | None, today: Today) -> frozenset[int]:
    """Return the numbers of the questions on somebody's *shelf*."""
    owner = person_id or 0
    wanted = {
        Shelf.WRONG: select(Progress.question_id).where(
            Progress.person_id == owner, Progress.wrong_since.is_not(None)
        ),
        Shelf.BOOKMARKED: select(Bookmark.question_id).where(Bookmark.person_id == owner),
        Shelf.DUE: select(Card.question_id)
        .join(Question, Question.id == Card.question_id)
        .where(*own_cards(owner), Card.state != CardState.NEW, Card.due < today.end),
    }[shelf]
    return frozenset(session.scalars(wanted))


def _batches(
    session: Session, published: QuestionFilter, among: Collection[int] | None
) -> Iterator[Sequence[Any]]:
    """Yield the columns of the questions wanted, in their order, some thousand each."""
    if among is None:
        at = 0
        while rows := _read(session, _line(session, published, at=at)):
            at = rows[-1][0] + 1
            yield rows
        return
    some = iter(sorted(among))
    while few := list(islice(some, BATCH)):
        line = _line(session, published, at=few[0])
        if rows := _read(session, line.where(Question.id.in_(few))):
            yield rows


def _line(session: Session, published: QuestionFilter, *, at: int) -> Select[Any]:
    return statement_in_line(session, published, _COLUMNS, at=at, most=BATCH)


def _parts(
    session: Session, rows: Sequence[Any]
) -> tuple[list[list[ItemOption]], list[list[ItemBlank]], list[list[str]]]:
    """Return options, blanks and tags of each of *rows*."""
    ids = [row[0] for row in rows]
    options, blanks, tags = _options(session, ids), _blanks(session, ids), _tags(session, ids)
    return _each(options, ids), _each(blanks, ids), _each(tags, ids)


def _each(found: Mapping[int, list[T]], ids: Sequence[int]) -> list[list[T]]:
    """Return what was found of each, in order; an empty list where nothing was."""
    return [found.get(each, []) for each in ids] if found else [[]] * len(ids)


def _is_one_of(column: InstrumentedAttribute[int], ids: Sequence[int]) -> ColumnElement[bool]:
    """Return that *column* holds one of *ids*, which rise; a range is quicker where it fits."""
    if ids[-1] - ids[0] < 2 * len(ids):
        return column.between(ids[0], ids[-1])
    return column.in_(ids)


def _read(session: Session, statement: Executable) -> Sequence[Any]:
    """Return the rows of *statement* as plain tuples, past the mapping of objects."""
    return session.connection().execute(statement).fetchall()


def _decoded(texts: Iterable[str]) -> list[Any]:
    """Return what many JSON texts say; read as one text, as that takes a third of the time."""
    decoded: list[Any] = json.loads(f"[{','.join(texts)}]")
    return decoded


def _options(session: Session, ids: Sequence[int]) -> Mapping[int, list[ItemOption]]:
    found: dict[int, list[ItemOption]] = defaultdict(list)
    rows = _read(
        session,
        select(Option.question_id, Option.number, Option.text, Option.correct, Option.feedback)
        .where(_is_one_of(Option.question_id, ids))
        .order_by(Option.question_id, Option.position),
    )
    for question_id, number, text, correct, feedback in rows:
        found[question_id].append(ItemOption(number, text, correct, feedback))
    return found


def _blanks(session: Session, ids: Sequence[int]) -> Mapping[int, list[ItemBlank]]:
    found: dict[int, list[ItemBlank]] = defaultdict(list)
    rows = _read(
        session,
        select(
            Blank.question_id,
            Blank.number,
            cast(Blank.accepted, Text),
            cast(Blank.near_misses, Text),
        )
        .where(_is_one_of(Blank.question_id, ids))
        .order_by(Blank.question_id, Blank.position),
    )
    accepted = _decoded(row[2] for row in rows)
    near_misses = iter(_decoded(row[3] for row in rows if row[3] != _NONE))
    for (question_id, number, _, near), right in zip(rows, accepted, strict=True):
        missed = () if near == _NONE else _near_misses(next(near_misses))
        found[question_id].append(ItemBlank(number, tuple(right), missed))
    return found


def _near_misses(said: list[dict[str, str]]) -> tuple[NearMiss, ...]:
    return tuple([NearMiss(miss["text"], miss["feedback"]) for miss in said])


def _tags(session: Session, ids: Sequence[int]) -> Mapping[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    rows = _read(
        session,
        select(QuestionTag.question_id, Tag.name)
        .join(Tag, Tag.id == QuestionTag.tag_id)
        .where(_is_one_of(QuestionTag.question_id, ids))
        .order_by(QuestionTag.question_id, Tag.name),
    )
    for question_id, name in rows:
        found[question_id].append(name)
    return found


def _row(
    row: Any,
    words: Sequence[str],
    options: Sequence[ItemOption],
    blanks: Sequence[ItemBlank],
    tags: Sequence[str],
) -> DeckRow:
    """Return what the columns of `_COLUMNS` and the parts say."""
    (_id, item_type, form, kind, stem, unordered, truth, model_answer, *rest) = row
    (_word_bank, explanation, difficulty, guid, changed, version_id, start, quote) = rest
    item = Item(
        _TYPES[item_type],
        form,
        _KINDS[kind],
        stem,
        tuple(options),
        tuple(blanks),
        unordered,
        truth,
        model_answer,
        tuple(words),
        explanation,
        difficulty,
    )
    return DeckRow(guid, item, changed, version_id, start, quote, tuple(tags))
