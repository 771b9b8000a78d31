"""Count how questions are answered and what is known; read what was counted last."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.storage.models import QuestionTally


def tallies_of(session: Session, question_ids: Collection[int]) -> dict[int, QuestionTally]:
    """Return what was counted of questions, by number; those never answered are missing."""
    rows = session.scalars(select(QuestionTally).where(QuestionTally.question_id.in_(question_ids)))
    return {row.question_id: row for row in rows}
