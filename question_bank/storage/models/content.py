"""Tables of documents and what the generator finds in them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import Date, Float, ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from question_bank.documents.values import Genre
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models.base import (
    Base,
    Id,
    at_least,
    hash_of_sha256,
    not_empty,
    one_of,
    rule,
    span_of,
)
from question_bank.storage.models.guards import watch_creation
from question_bank.storage.models.values import SetPurpose


class Document(Base):
    """A text, in one or several versions."""

    __tablename__ = "document"
    __table_args__ = (
        not_empty("title"),
        hash_of_sha256("sha256"),
        one_of("genre", Genre),
        UniqueConstraint("sha256"),
    )

    id: Mapped[Id]
    title: Mapped[str]
    #: Of the first version's bytes: the same file cannot come in twice.
    sha256: Mapped[str]
    genre: Mapped[Genre]
    #: Whether it came with the program; its clean items are published unsigned.
    built_in: Mapped[bool] = mapped_column(default=False)
    #: Where the text comes from, in a sentence or an address.
    source_note: Mapped[str] = mapped_column(default="")
    #: When the speech was given, the law passed.
    dated_on: Mapped[date | None] = mapped_column(Date)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    archived_at: Mapped[datetime | None]

    versions: Mapped[list[DocumentVersion]] = relationship(
        back_populates="document", order_by="DocumentVersion.number"
    )


class DocumentVersion(Base):
    """The bytes of a text and the clean text read from them; neither ever changes."""

    __tablename__ = "document_version"
    __table_args__ = (
        at_least("number", 1),
        hash_of_sha256("sha256"),
        not_empty("clean_text"),
        UniqueConstraint("document_id", "number"),
    )

    id: Mapped[Id]
    document_id: Mapped[int] = mapped_column(ForeignKey("document.id"))
    number: Mapped[int]
    #: Of the original bytes.
    sha256: Mapped[str] = mapped_column(index=True)
    file_name: Mapped[str] = mapped_column(default="")
    media_type: Mapped[str]
    original: Mapped[bytes] = mapped_column(deferred=True)
    #: What all offsets count in, in code points; never recomputed by a newer cleaner.
    clean_text: Mapped[str] = mapped_column(deferred=True, deferred_group="text")
    #: What cleaning changed, each with its offsets.
    repairs: Mapped[list[Any]] = mapped_column(default=list, deferred=True, deferred_group="text")
    #: Stretches that look damaged and that no item may touch.
    flags: Mapped[list[Any]] = mapped_column(default=list, deferred=True, deferred_group="text")
    sections: Mapped[list[Any]] = mapped_column(default=list, deferred=True, deferred_group="text")
    #: Start, end, section, paragraph, whether a heading; of each sentence in order.
    sentences: Mapped[list[Any]] = mapped_column(default=list, deferred=True, deferred_group="text")
    #: How its sentences differ from those of the version before; NULL for the first. See `versions`.
    changes: Mapped[list[Any] | None] = mapped_column(deferred=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    document: Mapped[Document] = relationship(back_populates="versions")


class FlagDecision(Base):
    """
    What a trainer says of a stretch that reading flagged as damaged.

    The flag itself stays where reading put it.
    """

    __tablename__ = "flag_decision"
    __table_args__ = (
        at_least("flag_start", 0),
        rule("flag_is_a_stretch", "flag_end > flag_start"),
        ForeignKeyConstraint(["document_version_id"], ["document_version.id"], ondelete="CASCADE"),
        ForeignKeyConstraint(["decided_by_id"], ["person.id"]),
    )

    document_version_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    flag_start: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    flag_end: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: Whether questions may rest on it after all; otherwise the flag is confirmed.
    usable: Mapped[bool]
    decided_at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(index=True)


class GenerationRun(Base):
    """One run of the generator over a version, with what would be needed to repeat it."""

    __tablename__ = "generation_run"

    id: Mapped[Id]
    document_version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"), index=True)
    generator_version: Mapped[str]
    lexicon_fingerprint: Mapped[str]
    seed: Mapped[str] = mapped_column(default="")
    #: Counts, coverage, and what yielded nothing and why.
    report: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class KeyPoint(Base):
    """A stretch of a version that is worth asking about; replaced by each run."""

    __tablename__ = "key_point"
    __table_args__ = (
        one_of("kind", Kind),
        span_of("source_start", "source_end", "quote"),
        rule("importance_in_range", "importance >= 0 AND importance <= 1"),
        UniqueConstraint("document_version_id", "position"),
    )

    id: Mapped[Id]
    document_version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    #: In text order, from 1.
    position: Mapped[int]
    kind: Mapped[Kind]
    #: Which pattern found it.
    pattern: Mapped[str]
    topic: Mapped[str] = mapped_column(default="")
    source_start: Mapped[int]
    source_end: Mapped[int]
    quote: Mapped[str]
    #: Members of the parallel group or list, as texts in source order.
    siblings: Mapped[list[Any]] = mapped_column(default=list)
    importance: Mapped[float] = mapped_column(Float(53))
    #: Whether a training quiz must cover it.
    must: Mapped[bool] = mapped_column(default=False)
    #: Why it has no item; a message id, empty when it has one.
    reason: Mapped[str] = mapped_column(default="")


class RefusedCandidate(Base):
    """An item the checks refused, kept with the reasons; replaced by each run."""

    __tablename__ = "refused_candidate"
    __table_args__ = (
        one_of("type", ItemType),
        one_of("kind", Kind),
        span_of("source_start", "source_end", "source_quote"),
        not_empty("reason"),
        UniqueConstraint("document_version_id", "position"),
        Index(None, "document_version_id", "reason"),
    )

    id: Mapped[Id]
    document_version_id: Mapped[int] = mapped_column(ForeignKey("document_version.id"))
    #: In the generator's order, from 1.
    position: Mapped[int]
    guid: Mapped[str]
    type: Mapped[ItemType]
    form: Mapped[str]
    kind: Mapped[Kind]
    stem: Mapped[str]
    item: Mapped[dict[str, Any]]
    findings: Mapped[list[Any]]
    #: Name of the first check that blocked it.
    reason: Mapped[str]
    source_start: Mapped[int]
    source_end: Mapped[int]
    source_quote: Mapped[str]


class Term(Base):
    """A word or set phrase that a trainer taught the lexicon."""

    __tablename__ = "term"
    __table_args__ = (not_empty("text"), UniqueConstraint("text"))

    id: Mapped[Id]
    text: Mapped[str]
    note: Mapped[str] = mapped_column(default="")
    #: Where the wording can be looked up.
    source: Mapped[str] = mapped_column(default="")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class ConfusableSet(Base):
    """Words that a trainer set side by side, and why."""

    __tablename__ = "confusable_set"
    __table_args__ = (
        not_empty("name"),
        one_of("purpose", SetPurpose),
        UniqueConstraint("purpose", "name"),
    )

    id: Mapped[Id]
    purpose: Mapped[SetPurpose]
    name: Mapped[str]
    reason: Mapped[str] = mapped_column(default="")
    source: Mapped[str] = mapped_column(default="")
    #: Words one of which must stand in a sentence; of a set phrase, those that may be asked for.
    words: Mapped[list[Any]] = mapped_column(default=list, server_default="[]")
    active: Mapped[bool] = mapped_column(default=True)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    members: Mapped[list[ConfusableMember]] = relationship(
        cascade="all, delete-orphan", order_by="ConfusableMember.position"
    )


class ConfusableMember(Base):
    """One word of a set."""

    __tablename__ = "confusable_member"
    __table_args__ = (
        not_empty("text"),
        ForeignKeyConstraint(["set_id"], ["confusable_set.id"], ondelete="CASCADE"),
        UniqueConstraint("set_id", "text"),
    )

    set_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    text: Mapped[str]
    #: What tells it from the others.
    reason: Mapped[str] = mapped_column(default="")


watch_creation(DocumentVersion.__table__)  # type: ignore[arg-type]
