"""
Questions as lists show them, read with four statements that are put together once.

As objects of the session, twenty questions with their parts took as long as the rest of a page.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.orm import Session

from question_bank.questions.values import Blank, Finding, Item, NearMiss, Option
from question_bank.storage import models as m
from question_bank.storage.models.values import Origin, Status

_IDS: Final[BindParameter[Any]] = bindparam("ids", expanding=True)
_QUESTIONS: Final = select(
    m.Question.id,
    m.Question.guid,
    m.Question.origin,
    m.Question.status,
    m.Question.signed_at,
    m.Question.lock_version,
    m.Question.source_quote,
    m.Question.type,
    m.Question.form,
    m.Question.kind,
    m.Question.stem,
    m.Question.unordered,
    m.Question.truth,
    m.Question.model_answer,
    m.Question.word_bank,
    m.Question.explanation,
    m.Question.difficulty,
).where(m.Question.id.in_(_IDS))
_OPTIONS: Final = (
    select(
        m.Option.question_id, m.Option.number, m.Option.text, m.Option.correct, m.Option.feedback
    )
    .where(m.Option.question_id.in_(_IDS))
    .order_by(m.Option.question_id, m.Option.position)
)
_BLANKS: Final = (
    select(m.Blank.question_id, m.Blank.number, m.Blank.accepted, m.Blank.near_misses)
    .where(m.Blank.question_id.in_(_IDS))
    .order_by(m.Blank.question_id, m.Blank.position)
)
_FINDINGS: Final = (
    select(
        m.QuestionFinding.question_id,
        m.QuestionFinding.name,
        m.QuestionFinding.level,
        m.QuestionFinding.parameters,
    )
    .where(m.QuestionFinding.question_id.in_(_IDS))
    .order_by(m.QuestionFinding.question_id, m.QuestionFinding.position)
)


@dataclass(frozen=True, slots=True)
class Listed:
    """A question in a list: what a deputy sees of it, and how it stands."""

    id: int
    guid: str
    origin: Origin
    status: Status
    is_signed: bool
    lock_version: int
    source_quote: str
    item: Item
    findings: tuple[Finding, ...]


def listed_questions(session: Session, ids: Sequence[int]) -> list[Listed]:
    """Return questions in the order of their numbers in *ids*; those that are gone are missing."""
    if not ids:
        return []
    sent = {"ids": ids}
    rows = {row.id: row for row in session.execute(_QUESTIONS, sent)}
    options: defaultdict[int, list[Option]] = defaultdict(list)
    for question_id, number, text, correct, feedback in session.execute(_OPTIONS, sent):
        options[question_id].append(Option(number, text, correct, feedback))
    blanks: defaultdict[int, list[Blank]] = defaultdict(list)
    for question_id, number, accepted, misses in session.execute(_BLANKS, sent):
        near = tuple(NearMiss(**miss) for miss in misses)
        blanks[question_id].append(Blank(number, tuple(accepted), near))
    findings: defaultdict[int, list[Finding]] = defaultdict(list)
    for question_id, name, level, parameters in session.execute(_FINDINGS, sent):
        pairs = tuple((name_, value) for name_, value in parameters)
        findings[question_id].append(Finding(name, level, pairs))
    return [
        _listed(rows[id_], tuple(options[id_]), tuple(blanks[id_]), tuple(findings[id_]))
        for id_ in ids
        if id_ in rows
    ]


def _listed(
    row: Any,
    options: tuple[Option, ...],
    blanks: tuple[Blank, ...],
    findings: tuple[Finding, ...],
) -> Listed:
    item = Item(
        type=row.type,
        form=row.form,
        kind=row.kind,
        stem=row.stem,
        options=options,
        blanks=blanks,
        unordered=row.unordered,
        truth=row.truth,
        model_answer=row.model_answer,
        word_bank=tuple(row.word_bank),
        explanation=row.explanation,
        difficulty=row.difficulty,
    )
    return Listed(
        id=row.id,
        guid=row.guid,
        origin=row.origin,
        status=row.status,
        is_signed=row.signed_at is not None,
        lock_version=row.lock_version,
        source_quote=row.source_quote or "",
        item=item,
        findings=findings,
    )
