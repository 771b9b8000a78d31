"""What questions match a filter, and the way on which a database finds them soonest."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from typing import Any, Final

from sqlalchemy import Select, and_, case, false, func, select, true, tuple_, union, union_all
from sqlalchemy.orm import Session, aliased
from sqlalchemy.sql.elements import ColumnElement

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.hints import unindexed
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


#: Orders that the numbers of the questions give.
ORDERS_OF_KEY: Final = frozenset({Sort.NEWEST, Sort.OLDEST})


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
class Matching:
    """
    A query of ids, and the column that orders it without sorting.

    Attributes:
        ids: The numbers of the questions that match.
        key: Their column in it.
        has_question: Whether the table of questions is part of it.
    """

    ids: Select[int]
    key: ColumnElement[int]
    has_question: bool = True

    def sorted(self, sort: Sort) -> Select[int]:
        """Return the query in order; the key last, so that no page differs from the last time."""
        column, falls = self.place(sort)
        parts = [self.key] if column is self.key else [column, self.key]
        return self._for(sort).order_by(*(part.desc() if falls else part.asc() for part in parts))

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

    def beyond(self, sort: Sort, question_id: int, *, falls: bool) -> Select[int]:
        """Return the query of the questions beyond another, the nearest first, going one way."""
        column = self.place(sort)[0]
        if column is self.key:
            past = self.key < question_id if falls else self.key > question_id
            order = [self.key]
        else:
            # Compared as a pair, so that an index of both leads there at once.
            pair = tuple_(column, self.key)
            place = tuple_(_value(sort, question_id), question_id)
            past, order = (pair < place if falls else pair > place), [column, self.key]
        return (
            self._for(sort)
            .where(past)
            .order_by(*(part.desc() if falls else part.asc() for part in order))
        )

    def answered(self) -> Matching:
        """Return the same, of those only that were answered."""
        joined = self.ids.join(QuestionTally, QuestionTally.question_id == self.key)
        return Matching(joined, QuestionTally.question_id.expression, self.has_question)

    def with_question(self) -> Matching:
        """Return the same with the table of questions as part of the query."""
        if self.has_question:
            return self
        return Matching(self.ids.join(Question, Question.id == self.key), self.key)

    def _for(self, sort: Sort) -> Select[int]:
        """Return the query with the table that an order needs."""
        is_enough = sort in ORDERS_OF_KEY or sort is Sort.HARDEST
        return self.ids if is_enough else self.with_question().ids


def matching(session: Session, wanted: QuestionFilter, sort: Sort = Sort.NEWEST) -> Matching:
    """
    Return the query of what matches; of `Sort.HARDEST` those only that were answered.

    Few hits of rare words are gone through one by one; a common word is looked up question by
    question, until a page is full. In between, the index that tells most leads.
    """
    rest = replace(wanted, text="")
    search = search_for(
        session, wanted.text, is_all=rest == QuestionFilter() and sort in ORDERS_OF_KEY
    )
    if search.pair is not None:
        found = _by_pair(search.pair, search.conditions, rest)
    elif rest.tag and sort in ORDERS_OF_KEY and not search.conditions:
        found = _by_tag(rest)
    else:
        ids = select(Question.id).where(*_conditions(rest), *search.conditions)
        key = Question.id.expression
        # The few that are outdated are found and then sorted.
        found = Matching(ids, unindexed(key) if wanted.outdated else key)
    return found.answered() if sort is Sort.HARDEST else found


def _by_pair(
    pair: int, conditions: tuple[ColumnElement[bool], ...], rest: QuestionFilter
) -> Matching:
    # The index holds the questions of a pair in their order: no sorting.
    key = QuestionBigram.question_id.expression
    ids = select(key).where(QuestionBigram.bigram == pair)
    if rest == QuestionFilter() and not conditions:
        return Matching(ids, key, has_question=False)
    return Matching(_led_by(ids, key).where(*_conditions(rest), *conditions), key)


def _by_tag(wanted: QuestionFilter) -> Matching:
    key = QuestionTag.question_id.expression
    tag = select(Tag.id).where(Tag.name == wanted.tag).scalar_subquery()
    ids = select(key).where(QuestionTag.tag_id == tag)
    rest = replace(wanted, tag="")
    if rest == QuestionFilter():
        return Matching(ids, key, has_question=False)
    return Matching(_led_by(ids, key).where(*_conditions(rest)), key)


def _led_by(ids: Select[int], key: ColumnElement[int]) -> Select[int]:
    """Join the questions of a query of ids; never the other way round."""
    return ids.join(Question, Question.id == unindexed(key))


def _value(sort: Sort, question_id: int) -> ColumnElement[Any]:
    """Return what a list is sorted by, of one question; NULL where it is in no such list."""
    if sort is Sort.HARDEST:
        tally = aliased(QuestionTally)
        return select(tally.share).where(tally.question_id == question_id).scalar_subquery()
    here = aliased(Question)
    column, _falls = Matching(select(Question.id), Question.id.expression).place(sort)
    value: ColumnElement[Any] = getattr(here, column.key or "")
    return select(value).where(here.id == question_id).scalar_subquery()


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
        author = Question.author_id.expression
        # Of a text, where that is asked for, too: it has far fewer questions than an author.
        has_better = wanted.document_id is not None
        conditions.append((unindexed(author) if has_better else author) == wanted.author_id)
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
    tables = (PaperItem, PaperQuestion)
    if wanted:
        asked = union(*(select(table.question_id) for table in tables))
        # PostgreSQL reads the questions backwards beside them: let it begin at the last one asked.
        ends = union_all(*(select(func.max(table.question_id).label("id")) for table in tables))
        last = select(func.max(ends.subquery().c.id)).scalar_subquery()
        return and_(Question.id.in_(asked), Question.id <= last)
    # Most are unused: looked up question by question, a page is full after a few. In a CASE,
    # for PostgreSQL takes it to be rare otherwise and sorts all before it looks at the first.
    uses = (
        select(table.question_id)
        .where(table.question_id == Question.id)
        .limit(1)
        .correlate(Question)
        .scalar_subquery()
        for table in tables
    )
    return case(*((use.is_not(None), false()) for use in uses), else_=true())


def _is_set(column: ColumnElement[Any], *, wanted: bool) -> ColumnElement[bool]:
    return column.is_not(None) if wanted else column.is_(None)
