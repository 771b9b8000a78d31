"""Tables of questions: their parts, wordings, signatures, tags and search index."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Float, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType, Level
from question_bank.storage.models.base import (
    Base,
    Id,
    at_least,
    between,
    hash_of_sha256,
    not_empty,
    one_of,
    rule,
    span_of,
)
from question_bank.storage.models.content import DocumentVersion
from question_bank.storage.models.guards import watch_creation
from question_bank.storage.models.values import Origin, SignatureVerdict, Status


class Question(Base):
    """A question in the bank; its wording as it stands now."""

    __tablename__ = "question"
    __table_args__ = (
        one_of("origin", Origin),
        one_of("type", ItemType),
        one_of("kind", Kind),
        one_of("status", Status),
        not_empty("guid"),
        not_empty("stem"),
        not_empty("form"),
        between("difficulty", 1, 5),
        rule("points_positive", "points > 0"),
        rule("importance_in_range", "importance >= 0 AND importance <= 1"),
        hash_of_sha256("content_hash"),
        at_least("current_revision", 0),
        rule("generated_has_key", "(origin = 'generated') = (generation_key IS NOT NULL)"),
        rule("truth_of_true_false", "(type = 'true_false') = (truth IS NOT NULL)"),
        rule("model_answer_of_short", "(type = 'short_answer') = (model_answer <> '')"),
        rule("unordered_is_cloze", "type = 'cloze' OR NOT unordered"),
        rule("published_has_revision", "status <> 'published' OR current_revision > 0"),
        rule("rejected_has_reason", "status <> 'rejected' OR status_reason <> ''"),
        rule(
            "source_is_whole",
            "(document_version_id IS NULL) = (source_start IS NULL)"
            " AND (source_start IS NULL) = (source_end IS NULL)"
            " AND (source_start IS NULL) = (source_quote IS NULL)",
        ),
        rule("generated_has_source", "origin <> 'generated' OR source_quote IS NOT NULL"),
        span_of("source_start", "source_end", "source_quote"),
        UniqueConstraint("guid"),
        UniqueConstraint("generation_key"),
        # Each ends in the order of the lists, so that a page is read without sorting.
        Index(None, "status", "id"),
        Index(None, "status", "content_changed_at", "id"),
        # The difficulty is read there, too, when it is a fourth filter.
        Index(None, "status", "kind", "type", "id", "difficulty"),
        # The rules of a paper find what they may draw in the index alone.
        Index(None, "status", "type", "id"),
        Index(None, "kind", "id"),
        Index(None, "type", "id"),
        Index(None, "importance", "id"),
        Index(None, "difficulty", "id"),
        Index(None, "status", "signed_at", "id"),
        Index(None, "status", "importance", "id"),
        Index(None, "status", "difficulty", "id"),
        Index(None, "content_changed_at", "id"),
        # What a document has of each status is counted from the index alone.
        Index(None, "document_version_id", "status"),
        Index(None, "document_version_id", "source_start"),
        # What an author has on a document is read from the index alone.
        Index(None, "document_version_id", "author_id"),
        # What waits because its source was changed is counted and sorted from the index alone.
        Index(
            "ix__question__outdated",
            "outdated_by_id",
            "status",
            "document_version_id",
            "source_start",
        ),
    )

    id: Mapped[Id]
    #: Permanent identity, also outside this bank; see DESIGN.
    guid: Mapped[str]
    #: What the generator knows it by; NULL unless generated.
    generation_key: Mapped[str | None]
    origin: Mapped[Origin]
    type: Mapped[ItemType]
    form: Mapped[str]
    kind: Mapped[Kind]
    status: Mapped[Status]
    #: Why it was rejected or retired.
    status_reason: Mapped[str] = mapped_column(default="")
    points: Mapped[Decimal] = mapped_column(default=Decimal(1))
    stem: Mapped[str]
    unordered: Mapped[bool] = mapped_column(default=False)
    truth: Mapped[bool | None]
    model_answer: Mapped[str] = mapped_column(default="")
    word_bank: Mapped[list[Any]] = mapped_column(default=list)
    explanation: Mapped[str] = mapped_column(default="")
    #: 1 (recognise) to 5 (recall several exact terms).
    difficulty: Mapped[int]
    #: Two questions with one fact never meet on a paper; empty: unlike all others.
    fact: Mapped[str] = mapped_column(default="", index=True)
    #: Rank of its key point, 0 to 1.
    importance: Mapped[float] = mapped_column(Float(53), default=0.5)
    document_version_id: Mapped[int | None] = mapped_column(ForeignKey("document_version.id"))
    source_start: Mapped[int | None]
    source_end: Mapped[int | None]
    source_quote: Mapped[str | None]
    #: The version in which its source was changed; NULL while the source stands.
    outdated_by_id: Mapped[int | None] = mapped_column(ForeignKey("document_version.id"))
    #: Of everything a deputy sees; see `contents.content_hash`.
    content_hash: Mapped[str] = mapped_column(index=True)
    #: Rises by a second or more with each change of content; Anki's note time.
    content_changed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    #: When a person last changed it; the generator leaves such questions alone.
    edited_at: Mapped[datetime | None]
    #: When a reviewer accepted the current wording; NULL shows as 未经签发.
    signed_at: Mapped[datetime | None]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: Number of the newest revision, 0 before the first.
    current_revision: Mapped[int] = mapped_column(default=0)
    #: The highest number ever given to an option or blank: none is used twice.
    last_part_number: Mapped[int] = mapped_column(default=0)
    #: What the search index was built from.
    search_text: Mapped[str] = mapped_column(default="", deferred=True)
    lock_version: Mapped[int] = mapped_column()

    # Rows of parts are replaced by statements, not through these lists.
    options: Mapped[list[Option]] = relationship(order_by="Option.position", viewonly=True)
    blanks: Mapped[list[Blank]] = relationship(order_by="Blank.position", viewonly=True)
    findings: Mapped[list[QuestionFinding]] = relationship(
        order_by="QuestionFinding.position", viewonly=True
    )
    tags: Mapped[list[Tag]] = relationship(
        secondary="question_tag", order_by="Tag.name", viewonly=True
    )
    document_version: Mapped[DocumentVersion | None] = relationship(
        foreign_keys=[document_version_id], viewonly=True
    )

    __mapper_args__ = {"version_id_col": lock_version}  # noqa: RUF012  SQLAlchemy's own idiom

    @property
    def is_signed(self) -> bool:
        """Whether a reviewer has accepted the wording as it stands."""
        return self.signed_at is not None


class Option(Base):
    """One option of a choice item."""

    __tablename__ = "option"
    __table_args__ = (
        at_least("number", 1),
        at_least("position", 1),
        not_empty("text"),
        ForeignKeyConstraint(["question_id"], ["question.id"], ondelete="CASCADE"),
        UniqueConstraint("question_id", "position"),
    )

    question_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Identity inside the question, never reused.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Canonical order, from 1.
    position: Mapped[int]
    text: Mapped[str]
    correct: Mapped[bool]
    feedback: Mapped[str] = mapped_column(default="")


class Blank(Base):
    """One blank of a cloze."""

    __tablename__ = "blank"
    __table_args__ = (
        at_least("number", 1),
        at_least("position", 1),
        ForeignKeyConstraint(["question_id"], ["question.id"], ondelete="CASCADE"),
        UniqueConstraint("question_id", "position"),
    )

    question_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Identity inside the question (Anki's cloze number), never reused.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Order in the stem, from 1.
    position: Mapped[int]
    #: Texts taken as right, the source's wording first; never empty.
    accepted: Mapped[list[Any]]
    #: Likely wrong answers, each ``{"text", "feedback"}``.
    near_misses: Mapped[list[Any]] = mapped_column(default=list)


class QuestionFinding(Base):
    """What one check says of a question as it stands."""

    __tablename__ = "question_finding"
    __table_args__ = (
        one_of("level", Level),
        not_empty("name"),
        ForeignKeyConstraint(["question_id"], ["question.id"], ondelete="CASCADE"),
        Index(None, "name", "question_id"),
    )

    question_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    level: Mapped[Level]
    #: Pairs of name and value that the message mentions.
    parameters: Mapped[list[Any]] = mapped_column(default=list)


class Revision(Base):
    """One wording as it was published or judged; permanent, so that past marks can be explained."""

    __tablename__ = "revision"
    __table_args__ = (
        at_least("number", 1),
        hash_of_sha256("content_hash"),
        UniqueConstraint("question_id", "number"),
    )

    id: Mapped[Id]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    number: Mapped[int]
    #: The whole item; read it with `contents.item_from_json`.
    item: Mapped[dict[str, Any]]
    content_hash: Mapped[str]
    #: The source then in force: ``{"document_version_id", "start", "end", "quote"}`` or NULL.
    source: Mapped[dict[str, Any] | None]
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    question: Mapped[Question] = relationship(viewonly=True)
    signatures: Mapped[list[Signature]] = relationship(order_by="Signature.id", viewonly=True)


class Signature(Base):
    """One person's verdict on one wording."""

    __tablename__ = "signature"
    __table_args__ = (
        one_of("verdict", SignatureVerdict),
        rule("rejection_has_reason", "verdict <> 'reject' OR reason <> ''"),
        UniqueConstraint("revision_id", "person_id", "verdict"),
    )

    id: Mapped[Id]
    revision_id: Mapped[int] = mapped_column(ForeignKey("revision.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    verdict: Mapped[SignatureVerdict]
    reason: Mapped[str] = mapped_column(default="")
    created_at: Mapped[datetime]


class Tag(Base):
    """A word that trainers put on questions."""

    __tablename__ = "tag"
    __table_args__ = (not_empty("name"), UniqueConstraint("name"))

    id: Mapped[Id]
    name: Mapped[str]
    created_at: Mapped[datetime]


class QuestionTag(Base):
    """That a question bears a tag."""

    __tablename__ = "question_tag"
    __table_args__ = (
        ForeignKeyConstraint(["question_id"], ["question.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["tag_id"], ["tag.id"], ondelete="CASCADE"),
        Index(None, "tag_id", "question_id"),
    )

    question_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tag_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


class QuestionBigram(Base):
    """
    That two characters stand side by side in a question.

    The portable index for Chinese search; `search.rebuild_index` makes it anew.
    """

    __tablename__ = "question_bigram"
    __table_args__ = (
        ForeignKeyConstraint(["question_id"], ["question.id"], ondelete="CASCADE"),
        Index(None, "question_id", "bigram"),
        {"sqlite_with_rowid": False},
    )

    #: First code point times 2²¹ plus the second: a range of it finds a single character.
    bigram: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    question_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)


watch_creation(Revision.__table__)  # type: ignore[arg-type]
