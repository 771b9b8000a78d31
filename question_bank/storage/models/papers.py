"""Tables of papers (组卷): what a trainer assembles and freezes."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models.base import (
    Base,
    Id,
    at_least,
    between,
    not_empty,
    one_of,
    rule,
)
from question_bank.storage.models.guards import watch_creation
from question_bank.storage.models.values import AnswersShown, Audience, PaperState, ScoringRule


class Paper(Base):
    """A paper and its rules, as the trainer edits them."""

    __tablename__ = "paper"
    __table_args__ = (
        not_empty("title"),
        not_empty("code"),
        one_of("state", PaperState),
        one_of("scoring_rule", ScoringRule),
        one_of("answers_shown", AnswersShown),
        one_of("audience", Audience),
        rule("fixed_has_points", "scoring_rule <> 'fixed' OR part_points > 0"),
        rule("closes_after_opening", "closes_at > opens_at"),
        rule("time_limit_positive", "time_limit_seconds > 0"),
        at_least("grace_seconds", 0),
        at_least("attempts_allowed", 1),
        at_least("pass_mark", 0),
        rule("code_where_needed", "audience <> 'code' OR code IS NOT NULL"),
        UniqueConstraint("code"),
        Index(None, "state", "closes_at"),
    )

    id: Mapped[Id]
    title: Mapped[str]
    instructions: Mapped[str] = mapped_column(default="")
    state: Mapped[PaperState] = mapped_column(default=PaperState.DRAFT)
    scoring_rule: Mapped[ScoringRule] = mapped_column(default=ScoringRule.ALL_OR_NOTHING)
    #: Points for each right tick of an incomplete answer, under `ScoringRule.FIXED`.
    part_points: Mapped[Decimal | None]
    opens_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    #: NULL: no limit.
    time_limit_seconds: Mapped[int | None]
    grace_seconds: Mapped[int] = mapped_column(default=0)
    #: NULL: as many as one likes.
    attempts_allowed: Mapped[int | None]
    #: Points needed to pass; NULL where nobody passes or fails.
    pass_mark: Mapped[Decimal | None]
    shuffle_questions: Mapped[bool] = mapped_column(default=False)
    shuffle_options: Mapped[bool] = mapped_column(default=True)
    answers_shown: Mapped[AnswersShown] = mapped_column(default=AnswersShown.AFTER_SUBMIT)
    audience: Mapped[Audience] = mapped_column(default=Audience.EVERYONE)
    #: Short code of its link and QR.
    code: Mapped[str | None]
    created_at: Mapped[datetime]
    edited_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    lock_version: Mapped[int] = mapped_column()

    sections: Mapped[list[PaperSection]] = relationship(
        order_by="PaperSection.position", cascade="all, delete-orphan"
    )
    versions: Mapped[list[PaperVersion]] = relationship(
        order_by="PaperVersion.number", viewonly=True
    )

    __mapper_args__ = {"version_id_col": lock_version}  # noqa: RUF012  SQLAlchemy's own idiom


class PaperGroup(Base):
    """That a group may sit a paper."""

    __tablename__ = "paper_group"
    __table_args__ = (Index(None, "group_id"),)

    paper_id: Mapped[int] = mapped_column(
        ForeignKey("paper.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    )
    group_id: Mapped[int] = mapped_column(
        ForeignKey("person_group.id"), primary_key=True, autoincrement=False
    )


class PaperSection(Base):
    """A part of a paper, such as 一、单选题."""

    __tablename__ = "paper_section"
    __table_args__ = (
        at_least("position", 1),
        UniqueConstraint("paper_id", "position"),
        # What the items' double key refers to.
        UniqueConstraint("paper_id", "id"),
    )

    id: Mapped[Id]
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id", ondelete="CASCADE"))
    position: Mapped[int]
    title: Mapped[str]
    instructions: Mapped[str] = mapped_column(default="")

    rules: Mapped[list[PaperRule]] = relationship(
        order_by="PaperRule.position", cascade="all, delete-orphan"
    )
    items: Mapped[list[PaperItem]] = relationship(
        order_by="PaperItem.position", cascade="all, delete-orphan"
    )


class PaperRule(Base):
    """So many questions of such a sort, drawn at random; NULL stands for any."""

    __tablename__ = "paper_rule"
    __table_args__ = (
        at_least("position", 1),
        at_least("count", 1),
        one_of("type", ItemType),
        one_of("kind", Kind),
        between("easiest", 1, 5),
        between("hardest", 1, 5),
        rule("hardest_not_easier", "hardest >= easiest"),
        rule("points_positive", "points > 0"),
        UniqueConstraint("section_id", "position"),
    )

    id: Mapped[Id]
    section_id: Mapped[int] = mapped_column(ForeignKey("paper_section.id", ondelete="CASCADE"))
    position: Mapped[int]
    type: Mapped[ItemType | None]
    kind: Mapped[Kind | None]
    #: Range of difficulty, 1 to 5.
    easiest: Mapped[int] = mapped_column(default=1)
    hardest: Mapped[int] = mapped_column(default=5)
    document_id: Mapped[int | None] = mapped_column(ForeignKey("document.id"), index=True)
    tag_id: Mapped[int | None] = mapped_column(ForeignKey("tag.id"), index=True)
    count: Mapped[int]
    #: For each question.
    points: Mapped[Decimal]


class PaperItem(Base):
    """One question chosen by hand."""

    __tablename__ = "paper_item"
    __table_args__ = (
        at_least("position", 1),
        rule("points_positive", "points > 0"),
        ForeignKeyConstraint(
            ["paper_id", "section_id"],
            ["paper_section.paper_id", "paper_section.id"],
            ondelete="CASCADE",
        ),
        UniqueConstraint("section_id", "position"),
        UniqueConstraint("paper_id", "question_id"),
        Index(None, "question_id"),
    )

    id: Mapped[Id]
    paper_id: Mapped[int]
    section_id: Mapped[int]
    position: Mapped[int]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    points: Mapped[Decimal]


class PaperVersion(Base):
    """A paper as it was frozen; permanent, attempts refer to it."""

    __tablename__ = "paper_version"
    __table_args__ = (
        at_least("number", 1),
        rule("max_score_positive", "max_score > 0"),
        UniqueConstraint("paper_id", "number"),
    )

    id: Mapped[Id]
    paper_id: Mapped[int] = mapped_column(ForeignKey("paper.id"))
    number: Mapped[int]
    #: Sections, rules, questions with their revisions and points, settings.
    snapshot: Mapped[dict[str, Any]]
    max_score: Mapped[Decimal]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    paper: Mapped[Paper] = relationship(viewonly=True)


class PaperCorrection(Base):
    """That a question of a frozen paper is marked by another wording since: who, why."""

    __tablename__ = "paper_correction"
    __table_args__ = (not_empty("reason"), Index(None, "paper_version_id", "question_id"))

    id: Mapped[Id]
    paper_version_id: Mapped[int] = mapped_column(ForeignKey("paper_version.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    #: The wording whose key counts now; of several corrections the last one holds.
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"), index=True)
    reason: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]


class PaperSheet(Base):
    """One printed 答题卡: which order of which version it shows, and for whom."""

    __tablename__ = "paper_sheet"
    __table_args__ = (
        not_empty("check_code"),
        not_empty("variant"),
        UniqueConstraint("check_code"),
        UniqueConstraint("paper_version_id", "variant", "person_id"),
    )

    id: Mapped[Id]
    paper_version_id: Mapped[int] = mapped_column(ForeignKey("paper_version.id"))
    #: Such as A or B.
    variant: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: Printed on the sheet and in its QR.
    check_code: Mapped[str]
    #: Questions and options in the order printed.
    layout: Mapped[list[Any]]
    created_at: Mapped[datetime]


watch_creation(PaperVersion.__table__)  # type: ignore[arg-type]
