"""What the trainers' pages ask of the bank beside questions and documents themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz
from sqlalchemy import Subquery, func, literal, select, union_all
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage.models import (
    Document,
    KeyPoint,
    Person,
    Question,
    QuestionBigram,
    QuestionCount,
    QuestionFinding,
    RefusedCandidate,
)
from question_bank.storage.models.values import Status
from question_bank.storage.numbers import can_be_id
from question_bank.storage.search import normal_text, pairs

#: Pairs of a stem looked up for likeness: those that the fewest questions have.
_PAIRS_LOOKED_UP: Final = 8
#: From here on one pair is as common as another.
_COMMON: Final = 300
#: Candidates whose stems are compared.
_MOST_COMPARED: Final = 60
#: Stems at least this alike are shown, in per cent.
ALIKE: Final = 75
#: Shorter stems are alike by chance.
_SHORTEST: Final = 6


@dataclass(frozen=True, slots=True)
class Similar:
    """A question with a stem like another: its number, stem, and how alike in per cent."""

    id: int
    stem: str
    likeness: int


@dataclass(frozen=True, slots=True)
class RefusedPage:
    """
    One page of refused candidates in the generator's order.

    Attributes:
        number: From 1; the last page where a later one was asked for.
        pages: At least 1.
    """

    rows: Sequence[RefusedCandidate]
    number: int
    pages: int
    total: int


def similar_questions(
    session: Session, stem: str, *, but: int | None = None, most: int = 3
) -> list[Similar]:
    """
    Return the questions with the likest stems, the likest first; rejected ones too.

    A pair of characters that many have is looked up among the newest of them.

    Args:
        session: Where.
        stem: What is compared, as typed.
        but: The question that the stem belongs to.
        most: How many to return.
    """
    wanted = normal_text(stem)
    if len(wanted) < _SHORTEST:
        return []
    found = [
        Similar(id_, text, round(fuzz.ratio(wanted, normal_text(text))))
        for id_, text in _candidates(session, wanted)
        if id_ != but
    ]
    alike = [each for each in found if each.likeness >= ALIKE]
    return sorted(alike, key=lambda each: (-each.likeness, each.id))[:most]


def document_titles(session: Session) -> list[tuple[int, str]]:
    """Return number and title of the documents that are not archived, newest first."""
    rows = session.execute(
        select(Document.id, Document.title)
        .where(Document.archived_at.is_(None))
        .order_by(Document.id.desc())
        .limit(1000)
    )
    return [(row.id, row.title) for row in rows]


def count_unsigned(session: Session) -> int:
    """Return how many published questions nobody has signed as they stand."""
    number = select(func.sum(QuestionCount.number)).where(
        QuestionCount.status == Status.PUBLISHED, QuestionCount.signed.is_(False)
    )
    return int(session.scalar(number) or 0)


def fired_checks(session: Session) -> list[str]:
    """Return the names of the checks that have something to say of any question, sorted."""
    return list(
        session.scalars(
            select(QuestionFinding.name).distinct().order_by(QuestionFinding.name).limit(200)
        )
    )


def key_points_of(session: Session, version_id: int) -> Sequence[KeyPoint]:
    """Return the key points of a document version in text order."""
    return session.scalars(
        select(KeyPoint)
        .where(KeyPoint.document_version_id == version_id)
        .order_by(KeyPoint.position)
    ).all()


def source_starts(session: Session, version_id: int) -> list[int]:
    """Return where the sources of the version's usable questions begin, in code points."""
    return list(
        session.scalars(
            select(Question.source_start).where(
                Question.document_version_id == version_id,
                Question.status.in_((Status.PUBLISHED, Status.REVIEW, Status.DRAFT)),
                Question.source_start.is_not(None),
            )
        )
    )


def list_refused(
    session: Session, version_id: int, *, number: int, size: int = 10, total: int | None = None
) -> RefusedPage:
    """
    Return one page of the refused candidates; absurd numbers give the nearest page.

    Args:
        session: Where.
        version_id: Of which text.
        number: Which page, from 1.
        size: Candidates on a page.
        total: How many there are, if that is known.
    """
    of_version = RefusedCandidate.document_version_id == version_id
    if total is None:
        every = select(func.count()).select_from(RefusedCandidate).where(of_version)
        total = session.scalar(every) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    rows = session.scalars(
        select(RefusedCandidate)
        .where(of_version)
        .order_by(RefusedCandidate.position)
        .limit(size)
        .offset((number - 1) * size)
    ).all()
    return RefusedPage(rows, number, pages, total)


def get_refused(session: Session, refused_id: int) -> RefusedCandidate:
    """
    Return a refused candidate; generating again gives them new numbers.

    Raises:
        NotFoundError: If there is none.
    """
    found = session.get(RefusedCandidate, refused_id) if can_be_id(refused_id) else None
    if found is None:
        raise NotFoundError("refused.not_found")
    return found


def names_of(session: Session, person_ids: Collection[int | None]) -> dict[int, str]:
    """Return the name, or else the user name, of each person there is among *person_ids*."""
    ids = {id_ for id_ in person_ids if id_ is not None}
    if not ids:
        return {}
    rows = session.execute(
        select(Person.id, func.coalesce(Person.name, Person.username, "").label("shown")).where(
            Person.id.in_(ids)
        )
    )
    return {row.id: row.shown for row in rows}


def _candidates(session: Session, wanted: str) -> list[tuple[int, str]]:
    """Return id and stem of the questions that share most of the rare pairs of *wanted*."""
    rare = _rarest(session, pairs(wanted))
    if not rare:
        return []
    holders = union_all(*(select(_newest_with(pair)) for pair in rare)).subquery()
    shared = (
        select(holders.c.question_id, func.count().label("number"))
        .group_by(holders.c.question_id)
        .order_by(func.count().desc(), holders.c.question_id)
        .limit(_MOST_COMPARED)
        .subquery()
    )
    rows = session.execute(
        select(Question.id, Question.stem).join(shared, shared.c.question_id == Question.id)
    )
    return [(id_, stem) for id_, stem in rows]


def _rarest(session: Session, every: Sequence[int]) -> list[int]:
    """Return those of some pairs, spread over the text, that occur, the rarest first."""
    step = -(-len(every) // (2 * _PAIRS_LOOKED_UP))
    counts = [
        select(literal(pair).label("pair"), func.count().label("number")).select_from(
            _newest_with(pair)
        )
        for pair in every[::step]
    ]
    found = session.execute(union_all(*counts)).all()
    occurring = sorted((row.number, row.pair) for row in found if row.number)
    return [pair for _number, pair in occurring[:_PAIRS_LOOKED_UP]]


def _newest_with(pair: int) -> Subquery:
    """Return the query of the newest questions that have a pair, at most `_COMMON`."""
    return (
        select(QuestionBigram.question_id)
        .where(QuestionBigram.bigram == pair)
        .order_by(QuestionBigram.question_id.desc())
        .limit(_COMMON)
        .subquery()
    )
