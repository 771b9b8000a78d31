"""Results of a paper: who sat it, with what; marks for statistics in one scan."""

from __future__ import annotations

import enum
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, Final

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import ColumnElement

from question_bank.storage.marks import marks_as_numbers
from question_bank.storage.models import (
    Answer,
    Attempt,
    Group,
    Membership,
    PaperVersion,
    Person,
)
from question_bank.storage.models.values import AttemptState, FinishReason

#: Attempts that statistics look at: the newest.
MOST_COUNTED: Final = 2000


class Which(enum.StrEnum):
    """Which attempt of each person counts."""

    FIRST = "first"
    LAST = "last"
    BEST = "best"
    ALL = "all"


class Order(enum.StrEnum):
    """Orders of the list of results."""

    SCORE = "score"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One attempt in the list; *group* is empty for somebody without one."""

    attempt_id: int
    person_id: int
    name: str
    group: str
    number: int
    state: AttemptState
    reason: FinishReason | None
    score: Decimal | None
    max_score: Decimal
    started_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class ResultPage:
    """One page of attempts; `number` counts from 1, `pages` is at least 1."""

    rows: tuple[ResultLine, ...]
    number: int
    pages: int
    total: int


@dataclass(frozen=True, slots=True)
class Summary:
    """
    What the results of a paper come to.

    Attributes:
        people: Who has a result.
        scores: Best score of each, ascending; of the newest `MOST_COUNTED` at most.
        passed: How many reached the pass mark; `None` where there is none.
    """

    people: int
    scores: tuple[Decimal, ...]
    passed: int | None


def list_results(
    session: Session, paper_id: int, *, order: Order = Order.TIME, number: int = 1, size: int = 30
) -> ResultPage:
    """Return one page of the attempts at a paper; trial runs are left out."""
    total = session.scalar(select(func.count()).select_from(_attempts(paper_id).subquery())) or 0
    pages = max(1, -(-total // size))
    number = min(max(number, 1), pages)
    by: list[ColumnElement[Any]] = [Attempt.id.desc()]
    if order is Order.SCORE:
        by.insert(0, func.coalesce(Attempt.score, -1).desc())
    ids = session.scalars(
        _attempts(paper_id).order_by(*by).limit(size).offset((number - 1) * size)
    ).all()
    rows = session.execute(
        select(Attempt, Person.name).join(Person).where(Attempt.id.in_(ids))
    ).all()
    groups = _groups_of(session, [attempt.person_id for attempt, _name in rows])
    lines = {attempt.id: _line(attempt, name, groups) for attempt, name in rows}
    return ResultPage(tuple(lines[id_] for id_ in ids if id_ in lines), number, pages, total)


def summarise(session: Session, paper_id: int, pass_mark: Decimal | None) -> Summary:
    """Return what the results of a paper come to; each person counts once, with the best."""
    best = (
        select(Attempt.person_id, func.max(Attempt.score).label("score"))
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(*_finished(paper_id))
        .group_by(Attempt.person_id)
        .subquery()
    )
    scores = session.scalars(
        select(best.c.score).order_by(best.c.person_id.desc()).limit(MOST_COUNTED)
    ).all()
    people = session.scalar(select(func.count()).select_from(best)) or 0
    passed = None
    if pass_mark is not None:
        reached = select(func.count()).select_from(best).where(best.c.score >= pass_mark)
        passed = session.scalar(reached) or 0
    return Summary(people, tuple(sorted(scores)), passed)


def marks_of(session: Session, version_id: int, which: Which = Which.BEST) -> list[list[float]]:
    """Return the marks of the finished attempts at a version, by position; one statement."""
    rows = session.execute(
        select(Attempt.person_id, Attempt.score, Attempt.marks)
        .where(
            Attempt.paper_version_id == version_id,
            Attempt.state == AttemptState.FINISHED,
            Attempt.preview.is_(False),
            Attempt.marks.is_not(None),
        )
        .order_by(Attempt.id.desc())
        .limit(MOST_COUNTED)
    ).all()
    chosen: dict[int, tuple[Decimal, bytes]] = {}
    if which is Which.ALL:
        return [marks_as_numbers(row.marks or b"") for row in rows]
    for row in rows:
        person_id, score, marks = row.person_id, row.score or Decimal(0), row.marks or b""
        known = chosen.get(person_id)
        # Rows come newest first, so the first one seen is the last one made.
        is_better = which is Which.BEST and known is not None and score > known[0]
        if known is None or which is Which.FIRST or is_better:
            chosen[person_id] = score, marks
    return [marks_as_numbers(marks) for _score, marks in chosen.values()]


def responses_to(
    session: Session, version_id: int, question_id: int
) -> list[tuple[dict[str, Any] | None, Decimal | None]]:
    """Return what was answered to one question of a version, and the marks; newest first."""
    rows = session.execute(
        select(Answer.response, Answer.mark)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Answer.question_id == question_id,
            Attempt.paper_version_id == version_id,
            Attempt.state == AttemptState.FINISHED,
            Attempt.preview.is_(False),
        )
        .order_by(Answer.id.desc())
        .limit(MOST_COUNTED)
    )
    return [(row.response, row.mark) for row in rows]


def count_finished(session: Session, version_id: int) -> int:
    """Return how many attempts at a version have a result."""
    finished = select(func.count()).where(
        Attempt.paper_version_id == version_id,
        Attempt.state == AttemptState.FINISHED,
        Attempt.preview.is_(False),
    )
    return session.scalar(finished) or 0


def count_texts(responses: Sequence[dict[str, Any] | None], place: int) -> list[tuple[str, int]]:
    """Return what was typed into the blank at *place*, from 0, the commonest first."""
    typed: Counter[str] = Counter()
    for response in responses:
        texts = (response or {}).get("texts", ())
        typed[texts[place] if place < len(texts) else ""] += 1
    return typed.most_common(20)


def _attempts(paper_id: int) -> Select[Any]:
    return (
        select(Attempt.id)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id == paper_id, Attempt.preview.is_(False))
    )


def _finished(paper_id: int) -> tuple[ColumnElement[bool], ...]:
    return (
        PaperVersion.paper_id == paper_id,
        Attempt.state == AttemptState.FINISHED,
        Attempt.preview.is_(False),
    )


def _groups_of(session: Session, person_ids: Sequence[int]) -> dict[int, str]:
    rows = session.execute(
        select(Membership.person_id, Group.name)
        .join(Group, and_(Group.id == Membership.group_id, Membership.left_at.is_(None)))
        .where(Membership.person_id.in_(person_ids))
        .order_by(Membership.id)
    )
    return {row.person_id: row.name for row in rows}


def _line(attempt: Attempt, name: str | None, groups: dict[int, str]) -> ResultLine:
    return ResultLine(
        attempt_id=attempt.id,
        person_id=attempt.person_id,
        name=name or "",
        group=groups.get(attempt.person_id, ""),
        number=attempt.number,
        state=attempt.state,
        reason=attempt.finish_reason,
        score=attempt.score,
        max_score=attempt.max_score,
        started_at=attempt.started_at,
        finished_at=attempt.finished_at,
    )
