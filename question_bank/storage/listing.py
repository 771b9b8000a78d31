"""Look through the bank: filters that combine, pages that stay put, streams for export."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, and_, exists, func, not_, or_, select, union
from sqlalchemy.orm import Session, aliased, joinedload, selectinload
from sqlalchemy.sql.elements import ColumnElement

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models import (
    DocumentVersion,
    PaperItem,
    PaperQuestion,
    Question,
    QuestionBigram,
    QuestionFinding,
    QuestionTag,
    QuestionTally,
    Tag,
)
from question_bank.storage.models.values import Origin, Status
from question_bank.storage.search import search_for

#: Counting stops here: nobody pages further, and counting 100,000 rows takes longer than a page.
MOST_COUNTED: Final = 1000
_LARGEST_PAGE: Final = 200
_LAST_PAGE: Final = 100_000
_BATCH: Final = 500


class Sort(enum.StrEnum):
    """Orders of a list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    CHANGED = "changed"
    IMPORTANT = "important"
    EASIEST = "easiest"
    DIFFICULT = "difficult"
    #: By the share of right answers, of those questions only that were answered.
    HARDEST = "hardest"


@dataclass(frozen=True, slots=True)
class QuestionFilter:
    """
    What a question must be; what is empty or `None` is not asked for.

    Attributes:
        text: Pieces of stem, options or answers, from one character on, all of them.
        check: Name of a check that has something to say of it.
        signed: Whether its wording is signed.
        outdated: Whether its source was changed since.
        used: Whether a paper asks it, as a draft or frozen.
    """

    text: str = ""
    kinds: tuple[Kind, ...] = ()
    types: tuple[ItemType, ...] = ()
    statuses: tuple[Status, ...] = ()
    origins: tuple[Origin, ...] = ()
    difficulties: tuple[int, ...] = ()
    document_id: int | None = None
    author_id: int | None = None
    tag: str = ""
    check: str = ""
    signed: bool | None = None
    outdated: bool | None = None
    used: bool | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page of a list.

    Attributes:
        rows: With document, findings and tags loaded.
        number: Of the page, from 1; the last one where a later one was asked for.
        size: Rows on a full page.
        total: Rows in all pages, counted up to `MOST_COUNTED`.
        is_cut: Whether there are more rows than `total`.
        has_next: Whether another page follows.
    """

    rows: Sequence[Question]
    number: int
    size: int
    total: int
    is_cut: bool
    has_next: bool

    @property
    def pages(self) -> int:
        """How many pages there are, at least 1; of a cut list, those counted."""
        return max(1, -(-self.total // self.size))


def list_questions(
    session: Session,
    wanted: QuestionFilter,
    *,
    sort: Sort = Sort.NEWEST,
    number: int = 1,
    size: int = 20,
) -> Page:
    """Return one page; absurd numbers give the nearest page there is."""
    size = min(max(size, 1), _LARGEST_PAGE)
    matching = _matching(session, wanted)
    if sort is Sort.HARDEST:
        matching = matching.answered()
    total, is_cut = _count(session, matching.ids)
    last = _LAST_PAGE if is_cut else max(1, -(-total // size))
    number = min(max(number, 1), last)
    ids = matching.ids.order_by(*matching.order(sort)).limit(size + 1).offset((number - 1) * size)
    found = session.scalars(ids).all()
    return Page(
        rows=_load(session, found[:size]),
        number=number,
        size=size,
        total=total,
        is_cut=is_cut,
        has_next=len(found) > size,
    )


def count_questions(session: Session) -> dict[tuple[Kind, ItemType, Status], int]:
    """Return how many questions there are of each kind, type and status that occurs."""
    rows = session.execute(
        select(Question.kind, Question.type, Question.status, func.count()).group_by(
            Question.kind, Question.type, Question.status
        )
    )
    return {(kind, item_type, status): number for kind, item_type, status, number in rows}


def next_in_line(
    session: Session, wanted: QuestionFilter, *, at: int = 0, most: int = 1
) -> Sequence[int]:
    """Return the first matching questions from id *at* on, in the order in which they came."""
    matching = _matching(session, wanted)
    query = matching.ids.where(matching.key >= at).order_by(matching.key.asc())
    return session.scalars(query.limit(most)).all()


def statement_in_line(
    session: Session, wanted: QuestionFilter, columns: Sequence[Any], *, at: int, most: int
) -> Select[Any]:
    """Return the statement that reads *columns* of what `next_in_line` gives the numbers of."""
    matching = _matching(session, wanted)
    query = matching.ids.with_only_columns(*columns, maintain_column_froms=True)
    return query.where(matching.key >= at).order_by(matching.key.asc()).limit(most)


def last_before(session: Session, wanted: QuestionFilter, question_id: int) -> int | None:
    """Return the matching question that came last before another; `None` for the first."""
    matching = _matching(session, wanted)
    earlier = matching.ids.where(matching.key < question_id).order_by(matching.key.desc())
    return session.scalar(earlier.limit(1))


def neighbours_of(
    session: Session, wanted: QuestionFilter, sort: Sort, question_id: int
) -> tuple[int | None, int | None]:
    """Return the questions before and after another in a list; `None` where there is none."""
    matching = _matching(session, wanted)
    if sort is Sort.HARDEST:
        matching = matching.answered()
    column, falls = matching.place(sort)
    value = question_id if column is matching.key else _value(sort, question_id)
    sides = (matching.beyond(sort, (value, question_id), falls=way) for way in (not falls, falls))
    before, after = session.execute(select(*(side.scalar_subquery() for side in sides))).one()
    return before, after


def matching_ids(session: Session, wanted: QuestionFilter, most: int) -> Sequence[int]:
    """Return the first *most* matching questions, the newest first."""
    matching = _matching(session, wanted)
    return session.scalars(matching.ids.order_by(matching.key.desc()).limit(most)).all()


def count_matching(session: Session, wanted: QuestionFilter) -> tuple[int, bool]:
    """Return how many match, up to `MOST_COUNTED`, and whether there are more."""
    return _count(session, _matching(session, wanted).ids)


def stream_questions(session: Session, wanted: QuestionFilter) -> Iterator[Question]:
    """
    Yield all matching questions with all that an export writes, oldest first.

    Only some hundreds are in memory at a time; a row yielded earlier is let go.
    """
    last = 0
    while True:
        matching = _matching(session, wanted)
        query = matching.ids.where(matching.key > last).order_by(matching.key).limit(_BATCH)
        ids = session.scalars(query).all()
        if not ids:
            return
        rows = _load(session, ids, selectinload(Question.options), selectinload(Question.blanks))
        yield from sorted(rows, key=lambda row: row.id)
        last = ids[-1]
        for row in rows:
            session.expunge(row)


def list_tags(session: Session) -> list[tuple[str, int]]:
    """Return the tags in use with the number of their questions, in the order of their names."""
    rows = session.execute(
        select(Tag.name, func.count())
        .join(QuestionTag, QuestionTag.tag_id == Tag.id)
        .group_by(Tag.name)
        .order_by(Tag.name)
        .limit(MOST_COUNTED)
    )
    return [(name, number) for name, number in rows]


@dataclass(frozen=True, slots=True)
class _Matching:
    """A query of ids, and the column that orders it without sorting."""

    ids: Select[int]
    key: ColumnElement[int]

    def order(self, sort: Sort) -> list[ColumnElement[Any]]:
        """Return by what to sort; the key last, so that no page ever differs from the last time."""
        column, falls = self.place(sort)
        parts = [self.key] if column is self.key else [column, self.key]
        return [part.desc() if falls else part.asc() for part in parts]

    def place(self, sort: Sort) -> tuple[ColumnElement[Any], bool]:
        """Return the column that orders a list, and whether its values fall."""
        places: dict[Sort, tuple[ColumnElement[Any], bool]] = {
            Sort.NEWEST: (self.key, True),
            Sort.OLDEST: (self.key, False),
            Sort.CHANGED: (Question.content_changed_at.expression, True),
            Sort.IMPORTANT: (Question.importance.expression, True),
            Sort.EASIEST: (Question.difficulty.expression, False),
            Sort.DIFFICULT: (Question.difficulty.expression, True),
            Sort.HARDEST: (QuestionTally.share.expression, False),
        }
        return places[sort]

    def beyond(self, sort: Sort, place: tuple[Any, int], *, falls: bool) -> Select[int]:
        """Return the query of the first question beyond a place, going up or down."""
        column, (value, key) = self.place(sort)[0], place
        past = self.key < key if falls else self.key > key
        parts = [self.key]
        if column is not self.key:
            further = column < value if falls else column > value
            past, parts = or_(further, and_(column == value, past)), [column, self.key]
        order = [part.desc() if falls else part.asc() for part in parts]
        return self.ids.where(past).order_by(*order).limit(1)

    def answered(self) -> _Matching:
        """Return the same, of those only that were answered."""
        joined = self.ids.join(QuestionTally, QuestionTally.question_id == Question.id)
        return _Matching(joined, QuestionTally.question_id.expression)


def _value(sort: Sort, question_id: int) -> ColumnElement[Any]:
    """Return what a list is sorted by, of one question; NULL where it is in no such list."""
    if sort is Sort.HARDEST:
        tally = aliased(QuestionTally)
        return select(tally.share).where(tally.question_id == question_id).scalar_subquery()
    here = aliased(Question)
    column, _falls = _Matching(select(Question.id), Question.id.expression).place(sort)
    value: ColumnElement[Any] = getattr(here, column.key or "")
    return select(value).where(here.id == question_id).scalar_subquery()


def _matching(session: Session, wanted: QuestionFilter) -> _Matching:
    search = search_for(session, wanted.text)
    conditions = [*_conditions(wanted), *search.conditions]
    if search.pair is None:
        return _Matching(select(Question.id).where(*conditions), Question.id.expression)
    # The index holds the questions of a pair in their order: rare or common, no sorting.
    key = QuestionBigram.question_id.expression
    query = (
        select(key)
        .join(Question, Question.id == QuestionBigram.question_id)
        .where(QuestionBigram.bigram == search.pair, *conditions)
    )
    return _Matching(query, key)


def _conditions(wanted: QuestionFilter) -> list[ColumnElement[bool]]:
    lists: tuple[tuple[ColumnElement[Any], tuple[Any, ...]], ...] = (
        (Question.kind.expression, wanted.kinds),
        (Question.type.expression, wanted.types),
        (Question.status.expression, wanted.statuses),
        (Question.origin.expression, wanted.origins),
        (Question.difficulty.expression, wanted.difficulties),
    )
    conditions = [
        column == values[0] if len(values) == 1 else column.in_(values)
        for column, values in lists
        if values
    ]
    if wanted.author_id is not None:
        conditions.append(Question.author_id == wanted.author_id)
    if wanted.signed is not None:
        conditions.append(_is_set(Question.signed_at.expression, wanted=wanted.signed))
    if wanted.outdated:
        # Not IS NOT NULL: of a range SQLite knows that the index finds it.
        conditions.append(Question.outdated_by_id > 0)
    elif wanted.outdated is not None:
        conditions.append(Question.outdated_by_id.is_(None))
    return conditions + _related(wanted)


def _related(wanted: QuestionFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if wanted.document_id is not None:
        versions = select(DocumentVersion.id).where(
            DocumentVersion.document_id == wanted.document_id
        )
        conditions.append(Question.document_version_id.in_(versions))
    if wanted.tag:
        tagged = select(QuestionTag.question_id).join(Tag, Tag.id == QuestionTag.tag_id)
        conditions.append(Question.id.in_(tagged.where(Tag.name == wanted.tag)))
    if wanted.check:
        found = select(QuestionFinding.question_id).where(QuestionFinding.name == wanted.check)
        conditions.append(Question.id.in_(found))
    if wanted.used is not None:
        conditions.append(_is_used(wanted=wanted.used))
    return conditions


def _is_used(*, wanted: bool) -> ColumnElement[bool]:
    """Return that a paper asks the question, or that none does."""
    if wanted:
        asked = union(select(PaperItem.question_id), select(PaperQuestion.question_id))
        return Question.id.in_(asked)
    # Most are unused: looked up question by question, a page is full after a few.
    return not_(
        or_(
            exists().where(PaperItem.question_id == Question.id),
            exists().where(PaperQuestion.question_id == Question.id),
        )
    )


def _is_set(column: ColumnElement[Any], *, wanted: bool) -> ColumnElement[bool]:
    return column.is_not(None) if wanted else column.is_(None)


def _count(session: Session, ids: Select[int]) -> tuple[int, bool]:
    some = ids.limit(MOST_COUNTED + 1).subquery()
    number = session.scalar(select(func.count()).select_from(some)) or 0
    return min(number, MOST_COUNTED), number > MOST_COUNTED


def _load(session: Session, ids: Sequence[int], *also: Any) -> list[Question]:
    rows = session.scalars(
        select(Question)
        .where(Question.id.in_(ids))
        .options(
            joinedload(Question.document_version).joinedload(DocumentVersion.document),
            selectinload(Question.findings),
            selectinload(Question.tags),
            *also,
        )
    ).all()
    by_id = {row.id: row for row in rows}
    return [by_id[id_] for id_ in ids if id_ in by_id]
