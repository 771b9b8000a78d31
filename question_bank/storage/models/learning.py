"""Tables of learning: attempts, answers, flashcards, what deputies keep and report."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Date,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from question_bank.storage.models.base import (
    Base,
    Id,
    at_least,
    between,
    not_empty,
    one_of,
    rule,
)
from question_bank.storage.models.papers import PaperVersion
from question_bank.storage.models.questions import Question, Revision
from question_bank.storage.models.values import (
    AttemptKind,
    AttemptState,
    CardState,
    FinishReason,
    ReportKind,
    ReportState,
    ReportTopic,
)


class StudyPlan(Base):
    """会前五分钟: a few minutes a day until a meeting."""

    __tablename__ = "study_plan"
    __table_args__ = (between("minutes_a_day", 1, 60),)

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    meeting_on: Mapped[date] = mapped_column(Date)
    minutes_a_day: Mapped[int] = mapped_column(default=5)
    #: Kinds, documents and tags chosen.
    themes: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]


class Attempt(Base):
    """One sitting: practice, a paper, or a day of a plan."""

    __tablename__ = "attempt"
    __table_args__ = (
        one_of("kind", AttemptKind),
        one_of("state", AttemptState),
        one_of("finish_reason", FinishReason),
        at_least("number", 1),
        at_least("current_slot", 1),
        at_least("score", 0),
        at_least("max_score", 0),
        rule("score_within_maximum", "score <= max_score"),
        rule("exam_has_paper", "kind <> 'exam' OR paper_version_id IS NOT NULL"),
        rule("plan_has_plan", "(kind = 'plan') = (plan_id IS NOT NULL)"),
        rule("end_is_dated", "(state = 'open') = (finished_at IS NULL)"),
        rule("finished_has_score", "state <> 'finished' OR score IS NOT NULL"),
        rule("ends_after_start", "finished_at >= started_at AND deadline_at >= started_at"),
        UniqueConstraint("paper_version_id", "person_id", "number"),
        Index(None, "person_id", "state", "kind"),
        Index(None, "paper_version_id", "state"),
        # Those whose time may be up; few at any moment.
        Index(
            "ix__attempt__running_exams",
            "deadline_at",
            sqlite_where=text("kind = 'exam' AND state = 'open'"),
            postgresql_where=text("kind = 'exam' AND state = 'open'"),
        ),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[AttemptKind]
    paper_version_id: Mapped[int | None] = mapped_column(ForeignKey("paper_version.id"))
    #: First, second … of this person on this paper; 1 in practice.
    number: Mapped[int] = mapped_column(default=1)
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("study_plan.id"), index=True)
    #: The printed sheet it was typed from.
    sheet_id: Mapped[int | None] = mapped_column(ForeignKey("paper_sheet.id"), index=True)
    #: How questions were chosen: ``random``, ``wrong``, ``bookmarked`` …
    mode: Mapped[str] = mapped_column(default="")
    settings: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: The questions drawn, in order: question, revision, order of options, points.
    layout: Mapped[list[Any]]
    #: Marks by slot as `marks.pack_marks` writes them; statistics read only these.
    marks: Mapped[bytes | None]
    #: Where to resume; slots count from 1.
    current_slot: Mapped[int] = mapped_column(default=1)
    #: A trainer's trial run, left out of statistics.
    preview: Mapped[bool] = mapped_column(default=False)
    state: Mapped[AttemptState] = mapped_column(default=AttemptState.OPEN)
    started_at: Mapped[datetime]
    deadline_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    finish_reason: Mapped[FinishReason | None]
    #: When the answers of an exam were counted into `Progress`, see `exam_learning`.
    counted_at: Mapped[datetime | None]
    score: Mapped[Decimal | None]
    max_score: Mapped[Decimal]

    answers: Mapped[list[Answer]] = relationship(order_by="Answer.slot", viewonly=True)
    paper_version: Mapped[PaperVersion | None] = relationship(viewonly=True)


class Answer(Base):
    """What a person answered in one slot, and what it earned."""

    __tablename__ = "answer"
    __table_args__ = (
        at_least("slot", 1),
        at_least("mark", 0),
        rule("max_mark_positive", "max_mark > 0"),
        rule("mark_within_maximum", "mark <= max_mark"),
        rule("near_miss_is_wrong", "NOT near_miss OR NOT correct"),
        rule("marked_is_judged", "(mark IS NULL) = (correct IS NULL)"),
        at_least("duration_ms", 0),
        not_empty("submission_id"),
        UniqueConstraint("attempt_id", "slot"),
        UniqueConstraint("submission_id"),
        Index(None, "question_id", "answered_at"),
        Index(None, "revision_id"),
    )

    id: Mapped[Id]
    attempt_id: Mapped[int] = mapped_column(ForeignKey("attempt.id"))
    #: Place in the attempt's layout, from 1.
    slot: Mapped[int]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    #: The wording that was answered.
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    #: As it was sent; NULL while only flagged.
    response: Mapped[dict[str, Any] | None]
    #: NULL until it is marked.
    mark: Mapped[Decimal | None]
    max_mark: Mapped[Decimal]
    correct: Mapped[bool | None]
    near_miss: Mapped[bool] = mapped_column(default=False)
    flagged: Mapped[bool] = mapped_column(default=False)
    answered_at: Mapped[datetime | None]
    duration_ms: Mapped[int | None]
    #: Made by the browser; the same answer sent twice counts once.
    submission_id: Mapped[str | None]

    attempt: Mapped[Attempt] = relationship(viewonly=True)
    question: Mapped[Question] = relationship(viewonly=True)
    revision: Mapped[Revision] = relationship(viewonly=True)


class Regrade(Base):
    """That a mark was changed after a corrected key or an appeal: who, why, from what to what."""

    __tablename__ = "regrade"
    __table_args__ = (
        not_empty("reason"),
        at_least("old_mark", 0),
        at_least("new_mark", 0),
        rule("mark_changes", "old_mark <> new_mark"),
    )

    id: Mapped[Id]
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    #: The wording it is marked by now.
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    old_mark: Mapped[Decimal]
    new_mark: Mapped[Decimal]
    reason: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]


class Progress(Base):
    """How a person stands with a question: what is unseen, wrong, learnt."""

    __tablename__ = "progress"
    __table_args__ = (
        at_least("times_answered", 1),
        rule("right_within_answered", "times_right BETWEEN 0 AND times_answered"),
        rule("streak_within_right", "streak BETWEEN 0 AND times_right"),
        rule("last_fits_streak", "last_correct = (streak > 0)"),
        Index(None, "person_id", "wrong_since"),
        Index(None, "question_id"),
    )

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id"), primary_key=True, autoincrement=False
    )
    times_answered: Mapped[int] = mapped_column(default=1)
    times_right: Mapped[int] = mapped_column(default=0)
    #: Right answers in a row up to now.
    streak: Mapped[int] = mapped_column(default=0)
    last_correct: Mapped[bool]
    last_answered_at: Mapped[datetime]
    #: Since when it stands in the wrong-answer book; NULL when it does not.
    wrong_since: Mapped[datetime | None]


class Card(Base):
    """A flashcard: one blank, or one choice, of one person."""

    __tablename__ = "card"
    __table_args__ = (
        one_of("state", CardState),
        at_least("ordinal", 0),
        at_least("step", 0),
        rule("lapses_within_reps", "lapses BETWEEN 0 AND reps"),
        rule("stability_positive", "stability > 0"),
        rule("difficulty_in_range", "difficulty >= 1 AND difficulty <= 10"),
        rule("new_is_untouched", "(state = 'new') = (last_review IS NULL)"),
        rule(
            "seen_has_memory",
            "state = 'new' OR (stability IS NOT NULL AND difficulty IS NOT NULL)",
        ),
        UniqueConstraint("person_id", "question_id", "ordinal"),
        Index(None, "person_id", "suspended", "due"),
        Index(None, "question_id"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    #: Number of the blank; 0 where the question is one card.
    ordinal: Mapped[int] = mapped_column(default=0)
    state: Mapped[CardState] = mapped_column(default=CardState.NEW)
    #: Learning step, from 0; NULL in review.
    step: Mapped[int | None]
    #: Days until recall falls to 90 %.
    stability: Mapped[float | None] = mapped_column(Float(53))
    #: 1 (easy) to 10.
    difficulty: Mapped[float | None] = mapped_column(Float(53))
    due: Mapped[datetime]
    last_review: Mapped[datetime | None]
    reps: Mapped[int] = mapped_column(default=0)
    lapses: Mapped[int] = mapped_column(default=0)
    suspended: Mapped[bool] = mapped_column(default=False)
    buried_until: Mapped[datetime | None]
    #: Why it exists: ``wrong_answer``, ``bookmark``, ``deck`` …
    source: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]

    question: Mapped[Question] = relationship(viewonly=True)


class Review(Base):
    """One press of again, hard, good or easy."""

    __tablename__ = "review"
    __table_args__ = (
        between("rating", 1, 4),
        rule("elapsed_not_negative", "elapsed_seconds >= 0"),
        at_least("duration_ms", 0),
        not_empty("submission_id"),
        UniqueConstraint("submission_id"),
        Index(None, "card_id", "reviewed_at"),
        Index(None, "person_id", "reviewed_at"),
    )

    id: Mapped[Id]
    card_id: Mapped[int] = mapped_column(ForeignKey("card.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: 1 again, 2 hard, 3 good, 4 easy.
    rating: Mapped[int]
    reviewed_at: Mapped[datetime]
    #: The card's columns before, for undo.
    state_before: Mapped[dict[str, Any]]
    #: Since the review before; NULL for the first.
    elapsed_seconds: Mapped[int | None]
    duration_ms: Mapped[int | None]
    submission_id: Mapped[str | None]


class Bookmark(Base):
    """That a person keeps a question."""

    __tablename__ = "bookmark"
    __table_args__ = (Index(None, "question_id"),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    question_id: Mapped[int] = mapped_column(
        ForeignKey("question.id"), primary_key=True, autoincrement=False
    )
    note: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class ProblemReport(Base):
    """题目有误, or an appeal against a mark, and what was answered."""

    __tablename__ = "problem_report"
    __table_args__ = (
        one_of("kind", ReportKind),
        one_of("topic", ReportTopic),
        one_of("state", ReportState),
        not_empty("text"),
        rule("appeal_has_answer", "kind <> 'appeal' OR answer_id IS NOT NULL"),
        rule("closed_is_dated", "(state = 'open') = (closed_at IS NULL)"),
        ForeignKeyConstraint(["closed_by_id"], ["person.id"]),
        Index(None, "state", "id"),
        Index(None, "question_id"),
    )

    id: Mapped[Id]
    kind: Mapped[ReportKind] = mapped_column(default=ReportKind.PROBLEM)
    topic: Mapped[ReportTopic] = mapped_column(
        default=ReportTopic.OTHER, server_default=ReportTopic.OTHER.value
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    revision_id: Mapped[int | None] = mapped_column(ForeignKey("revision.id"), index=True)
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), index=True)
    text: Mapped[str]
    state: Mapped[ReportState] = mapped_column(default=ReportState.OPEN)
    reply: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(index=True)
    #: When its author saw the reply.
    seen_at: Mapped[datetime | None]
