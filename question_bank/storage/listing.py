"""Look through the bank: filters that combine, pages that stay put, streams for export."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import counts
from question_bank.storage.listed import Listed, listed_questions
from question_bank.storage.matching import QuestionFilter, Sort, matching
from question_bank.storage.models import DocumentVersion, Question, QuestionTag, Tag
from question_bank.storage.models.values import Status

#: What to look for is said in the words of `matching`, which looks for it.
__all__ = [
    "MOST_COUNTED",
    "MOST_COUNTED_BY_TEXT",
    "Page",
    "QuestionFilter",
    "Sort",
    "count_matching",
    "count_questions",
    "last_before",
    "list_questions",
    "list_tags",
    "matching_ids",
    "neighbours_of",
    "next_in_line",
    "statement_in_line",
    "stream_questions",
]

#: Counting stops here: nobody pages further, and counting 100,000 rows takes longer than a page.
MOST_COUNTED: Final = 500
#: And here where a text or a tag is looked for, which takes a closer look at each.
MOST_COUNTED_BY_TEXT: Final = 60
MOST_COUNTED_BY_TAG: Final = 200
_LARGEST_PAGE: Final = 200
_LAST_PAGE: Final = 100_000
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page of a list.

    Attributes:
        rows: The questions as they are listed.
        number: Of the page, from 1; the last one where a later one was asked for.
        size: Rows on a full page.
        total: Rows in all pages, counted up to `MOST_COUNTED`, less far of a text or a tag.
        is_cut: Whether there are more rows than `total`.
        has_next: Whether another page follows.
    """

    rows: Sequence[Listed]
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
    query = matching(session, wanted, sort).sorted(sort)
    # Read in one go to where counting stops: to count and then to read would be to look twice.
    by_tag = MOST_COUNTED_BY_TAG if wanted.tag else MOST_COUNTED
    most = MOST_COUNTED_BY_TEXT if wanted.text else by_tag
    first = session.scalars(query.limit(most + 1)).all()
    total, is_cut = min(len(first), most), len(first) > most
    last = _LAST_PAGE if is_cut else max(1, -(-total // size))
    number = min(max(number, 1), last)
    start = (number - 1) * size
    ids = first[start : start + size + 1]
    if is_cut and start + size >= len(first):
        ids = session.scalars(query.limit(size + 1).offset(start)).all()
    if not ids and first:
        # Beyond the end of a list that was not counted to its end.
        number = max(1, most // size)
        ids = first[(number - 1) * size : number * size + 1]
    return Page(
        rows=listed_questions(session, ids[:size]),
        number=number,
        size=size,
        total=total,
        is_cut=is_cut,
        has_next=len(ids) > size,
    )


def count_questions(session: Session) -> dict[tuple[Kind, ItemType, Status], int]:
    """Return how many questions there are of each kind, type and status that occurs."""
    found: Counter[tuple[Kind, ItemType, Status]] = Counter()
    for each in counts.question_sums(session):
        found[each.kind, each.type, each.status] += each.number
    return dict(found)


def next_in_line(
    session: Session, wanted: QuestionFilter, *, at: int = 0, most: int = 1
) -> Sequence[int]:
    """Return the first matching questions from id *at* on, in the order in which they came."""
    found = matching(session, wanted, Sort.OLDEST)
    query = found.sorted(Sort.OLDEST).where(found.key >= at)
    return session.scalars(query.limit(most)).all()


def statement_in_line(
    session: Session, wanted: QuestionFilter, columns: Sequence[Any], *, at: int, most: int
) -> Select[Any]:
    """Return the statement that reads *columns* of what `next_in_line` gives the numbers of."""
    found = matching(session, wanted, Sort.OLDEST).with_question()
    query = found.sorted(Sort.OLDEST).where(found.key >= at).limit(most)
    return query.with_only_columns(*columns, maintain_column_froms=True)


def last_before(session: Session, wanted: QuestionFilter, question_id: int) -> int | None:
    """Return the matching question that came last before another; `None` for the first."""
    found = matching(session, wanted)
    return session.scalar(found.beyond(Sort.NEWEST, question_id, falls=True).limit(1))


def neighbours_of(
    session: Session, wanted: QuestionFilter, sort: Sort, question_id: int
) -> tuple[int | None, int | None]:
    """Return the questions before and after another in a list; `None` where there is none."""
    found = matching(session, wanted, sort)
    falls = found.place(sort)[1]
    sides = (
        found.beyond(sort, question_id, falls=way).limit(1).scalar_subquery()
        for way in (not falls, falls)
    )
    before, after = session.execute(select(*sides)).one()
    return before, after


def matching_ids(session: Session, wanted: QuestionFilter, most: int) -> Sequence[int]:
    """Return the first *most* matching questions, the newest first."""
    return session.scalars(matching(session, wanted).sorted(Sort.NEWEST).limit(most)).all()


def count_matching(session: Session, wanted: QuestionFilter) -> tuple[int, bool]:
    """Return how many match, up to `MOST_COUNTED`, and whether there are more."""
    return _count(session, matching(session, wanted).ids)


def stream_questions(session: Session, wanted: QuestionFilter) -> Iterator[Question]:
    """
    Yield all matching questions with all that an export writes, oldest first.

    Only some hundreds are in memory at a time; a row yielded earlier is let go.
    """
    last = 0
    while True:
        found = matching(session, wanted, Sort.OLDEST)
        ids = session.scalars(found.sorted(Sort.OLDEST).where(found.key > last).limit(_BATCH)).all()
        if not ids:
            return
        rows = _load(session, ids)
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


def _count(session: Session, ids: Select[int]) -> tuple[int, bool]:
    some = ids.limit(MOST_COUNTED + 1).subquery()
    number = session.scalar(select(func.count()).select_from(some)) or 0
    return min(number, MOST_COUNTED), number > MOST_COUNTED


def _load(session: Session, ids: Sequence[int]) -> list[Question]:
    rows = session.scalars(
        select(Question)
        .where(Question.id.in_(ids))
        .options(
            joinedload(Question.document_version).joinedload(DocumentVersion.document),
            selectinload(Question.options),
            selectinload(Question.blanks),
            selectinload(Question.findings),
            selectinload(Question.tags),
        )
    ).all()
    by_id = {row.id: row for row in rows}
    return [by_id[id_] for id_ in ids if id_ in by_id]
