"""Tables of what was counted: where questions are used, how they are answered, what is known."""

from __future__ import annotations

from sqlalchemy import Float, ForeignKey, ForeignKeyConstraint, Index, false
from sqlalchemy.orm import Mapped, mapped_column

from question_bank.storage.models.base import Base, at_least, rule


class PaperQuestion(Base):
    """That a frozen version of a paper asks a question; what its snapshot says, to be searched."""

    __tablename__ = "paper_question"
    __table_args__ = (
        ForeignKeyConstraint(["paper_version_id"], ["paper_version.id"], ondelete="CASCADE"),
        Index(None, "question_id"),
    )

    paper_version_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id"), primary_key=True, autoincrement=False
    )


class QuestionTally(Base):
    """How a question was answered up to the last count; see `statistics.count_anew`."""

    __tablename__ = "question_tally"
    __table_args__ = (
        at_least("people", 1),
        rule("people_within_answers", "people <= answers"),
        rule("correct_within_answers", "correct BETWEEN 0 AND answers"),
        rule("share_in_range", "share >= 0 AND share <= 1"),
        at_least("duration_ms", 0),
        ForeignKeyConstraint(["question_id"], ["question.id"], ondelete="CASCADE"),
        # The order of the list that begins with the hardest.
        Index(None, "share", "question_id"),
    )

    question_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    answers: Mapped[int]
    correct: Mapped[int]
    #: How many different people answered.
    people: Mapped[int]
    #: `correct` of `answers`, 0 to 1.
    share: Mapped[float] = mapped_column(Float(53))
    #: Of those answers that were timed, on average; NULL where none was.
    duration_ms: Mapped[int | None]


class LearningTally(Base):
    """
    How a group stands with a kind of content of a document, up to the last count.

    A 0 or an empty kind stands for all of them, so that each line of a page is one row.
    """

    __tablename__ = "learning_tally"
    __table_args__ = (
        at_least("people", 1),
        rule("correct_within_answers", "correct BETWEEN 0 AND answers"),
        rule("known_within_cards", "known BETWEEN 0 AND cards"),
    )

    group_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[str] = mapped_column(primary_key=True)
    #: Different people who answered or have a card.
    people: Mapped[int]
    answers: Mapped[int]
    correct: Mapped[int]
    cards: Mapped[int]
    #: Cards in review that would be recalled for three weeks.
    known: Mapped[int]
    #: Whether pages may tell it; see `disclosure`.
    told: Mapped[bool] = mapped_column(default=False, server_default=false())
