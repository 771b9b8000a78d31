"""Where a question is used: papers, answers, flashcards; and its neighbours in a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import func, select, true, union
from sqlalchemy.orm import Session

from question_bank.storage.models import (
    Answer,
    Card,
    Paper,
    PaperItem,
    PaperQuestion,
    PaperVersion,
    Question,
    QuestionTally,
)
from question_bank.storage.models.values import PaperState

#: Papers that are named; answers and cards are counted up to `MOST_COUNTED`.
MOST_NAMED: Final = 10
MOST_COUNTED: Final = 1000


@dataclass(frozen=True, slots=True)
class Use:
    """
    Where a question is used.

    Attributes:
        papers: Number, title and state of the newest papers that ask it.
        answers: How often it was answered, up to `MOST_COUNTED`.
        cards: How many flashcards deputies have of it, up to `MOST_COUNTED`.
        tally: How it was answered up to the last count; `None` if it was not.
    """

    papers: Sequence[tuple[int, str, PaperState]]
    answers: int
    cards: int
    tally: QuestionTally | None


def use_of(session: Session, question_id: int) -> Use:
    """Return where a question is used."""
    asked = union(
        select(PaperItem.paper_id.label("id")).where(PaperItem.question_id == question_id),
        select(PaperVersion.paper_id.label("id"))
        .join(PaperQuestion, PaperQuestion.paper_version_id == PaperVersion.id)
        .where(PaperQuestion.question_id == question_id),
    ).subquery()
    papers = (
        select(Paper.id, Paper.title, Paper.state)
        .join(asked, asked.c.id == Paper.id)
        .order_by(Paper.id.desc())
        .limit(MOST_NAMED)
        .subquery()
    )
    counts = [
        select(func.count())
        .select_from(
            select(table.id).where(table.question_id == question_id).limit(MOST_COUNTED).subquery()
        )
        .scalar_subquery()
        for table in (Answer, Card)
    ]
    rows = session.execute(
        select(*counts, QuestionTally, papers)
        .select_from(Question)
        .outerjoin(QuestionTally, QuestionTally.question_id == Question.id)
        .outerjoin(papers, true())
        .where(Question.id == question_id)
        .order_by(papers.c.id.desc())
    ).all()
    answers, cards, tally, *_paper = rows[0]
    named = tuple((row.id, row.title, row.state) for row in rows if row.id is not None)
    return Use(named, answers, cards, tally)
