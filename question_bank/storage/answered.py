"""What was answered to one question: choices counted, wrong words, marks on papers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.questions.values import ItemType
from question_bank.storage.audit import Deed, record
from question_bank.storage.contents import evidence_of, findings_of, item_of
from question_bank.storage.models import (
    Answer,
    Attempt,
    Paper,
    PaperQuestion,
    PaperVersion,
    Question,
)
from question_bank.storage.questions import Content, Edit, edit_question, get_question
from question_bank.storage.reviewing import Shown
from question_bank.storage.wordings import Source

#: The newest answers that are looked at, and papers.
MOST_ANSWERS: Final = 2000
MOST_PAPERS: Final = 5


@dataclass(frozen=True, slots=True)
class Responses:
    """
    What the newest answers to a question said.

    Attributes:
        people: How many different people gave them.
        options: How often each option was ticked, by its number.
        truths: How often a statement was called true or false.
        wrong_texts: Of each blank in stem order, what was typed in wrong answers, the most first.
    """

    answers: int
    people: int
    options: dict[int, int]
    truths: dict[bool, int]
    wrong_texts: tuple[tuple[tuple[str, int], ...], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A frozen paper that asks a question: the version, its title and the question's place."""

    paper_id: int
    version_id: int
    title: str
    place: int
    full_marks: tuple[float, ...]


def responses_to(session: Session, question_id: int, blanks: int) -> Responses:
    """Return what the newest `MOST_ANSWERS` answers said; trial runs are left out."""
    rows = session.execute(
        select(Answer.response, Answer.correct, Attempt.person_id)
        .join(Attempt, Attempt.id == Answer.attempt_id)
        .where(
            Answer.question_id == question_id,
            Answer.correct.is_not(None),
            Attempt.preview.is_(False),
        )
        .order_by(Answer.answered_at.desc())
        .limit(MOST_ANSWERS)
    ).all()
    options: Counter[int] = Counter()
    truths: Counter[bool] = Counter()
    wrong: list[Counter[str]] = [Counter() for _ in range(blanks)]
    for response, correct, _person in rows:
        said: dict[str, Any] = response or {}
        options.update(said.get("options", ()))
        truths.update([said["truth"]] if "truth" in said else [])
        if not correct:
            for counter, text in zip(wrong, said.get("texts", ()), strict=False):
                counter.update([text] if text else [])
    return Responses(
        answers=len(rows),
        people=len({person for _response, _correct, person in rows}),
        options=dict(options),
        truths=dict(truths),
        wrong_texts=tuple(tuple(counter.most_common(10)) for counter in wrong),
    )


def papers_asking(session: Session, question_id: int) -> Sequence[Asked]:
    """Return the newest frozen papers that ask a question, with its place in their order."""
    rows = session.execute(
        select(PaperVersion, Paper.title)
        .join(PaperQuestion, PaperQuestion.paper_version_id == PaperVersion.id)
        .join(Paper, Paper.id == PaperVersion.paper_id)
        .where(PaperQuestion.question_id == question_id)
        .order_by(PaperVersion.id.desc())
        .limit(MOST_PAPERS)
    )
    return [_asked(version, title, question_id) for version, title in rows]


def accept_text(
    session: Session,
    shown: Shown,
    place: int,
    text: str,
    *,
    by_id: int,
    now: datetime,
) -> bool:
    """
    Let a text count as right in one blank of a cloze; the new wording waits to be signed.

    Returns whether anything changed: a text accepted before changes nothing.

    Raises:
        NotFoundError: If there is no such question.
        ConflictError: If it was changed since it was shown.
        InvalidInputError: If it could not be marked with this text.
    """
    row = get_question(session, shown.question_id)
    item = item_of(row)
    if item.type is not ItemType.CLOZE or not 0 <= place < len(item.blanks):
        return False
    blank = item.blanks[place]
    if text in blank.accepted:
        return False
    misses = tuple(miss for miss in blank.near_misses if miss.text != text)
    blanks = list(item.blanks)
    blanks[place] = replace(blank, accepted=(*blank.accepted, text), near_misses=misses)
    content = Content(
        replace(item, blanks=tuple(blanks)),
        source=_source(row),
        findings=findings_of(row),
        tags=tuple(tag.name for tag in row.tags),
        points=row.points,
    )
    edit_question(session, Edit(row.id, shown.lock_version, content), by_id=by_id, now=now)
    details = {"to": text}
    record(session, Deed("question.accept", by_id, "question", row.id, details), now)
    return True


def _source(row: Question) -> Source | None:
    evidence, version_id = evidence_of(row), row.document_version_id
    return Source(version_id, evidence) if evidence and version_id is not None else None


def _asked(version: PaperVersion, title: str, question_id: int) -> Asked:
    questions = [each for section in version.snapshot["sections"] for each in section["questions"]]
    numbers = [each["question"] for each in questions]
    return Asked(
        paper_id=version.paper_id,
        version_id=version.id,
        title=title,
        place=numbers.index(question_id),
        full_marks=tuple(float(each["points"]) for each in questions),
    )
