"""The first tables of documents and what the generator finds in them, frozen."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from question_bank.storage.migrations.tables_0001.common import KEY, METADATA, MOMENT

Table(
    "confusable_set",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("purpose", String(20), nullable=False),
    Column("name", Text(), nullable=False),
    Column("reason", Text(), nullable=False),
    Column("source", Text(), nullable=False),
    Column("active", Boolean(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    PrimaryKeyConstraint("id", name="pk__confusable_set"),
    ForeignKeyConstraint(
        ["created_by_id"], ["person.id"], name="fk__confusable_set__created_by_id"
    ),
    UniqueConstraint("purpose", "name", name="uq__confusable_set__purpose_name"),
    CheckConstraint("name <> ''", name="ck__confusable_set__name_not_empty"),
    CheckConstraint(
        "purpose IN ('confusable', 'also_true', 'accepted_forms')",
        name="ck__confusable_set__purpose_known",
    ),
    Index("ix__confusable_set__created_by_id", "created_by_id"),
)

Table(
    "document",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("title", Text(), nullable=False),
    Column("sha256", Text(), nullable=False),
    Column("genre", String(20), nullable=False),
    Column("built_in", Boolean(), nullable=False),
    Column("source_note", Text(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    Column("archived_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__document"),
    ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk__document__created_by_id"),
    UniqueConstraint("sha256", name="uq__document__sha256"),
    CheckConstraint(
        "genre IN ('speech', 'report', 'document', 'statute', 'article')",
        name="ck__document__genre_known",
    ),
    CheckConstraint("length(sha256) = 64", name="ck__document__sha256_is_sha256"),
    CheckConstraint("title <> ''", name="ck__document__title_not_empty"),
    Index("ix__document__created_by_id", "created_by_id"),
)

Table(
    "term",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("text", Text(), nullable=False),
    Column("note", Text(), nullable=False),
    Column("source", Text(), nullable=False),
    Column("active", Boolean(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    PrimaryKeyConstraint("id", name="pk__term"),
    ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk__term__created_by_id"),
    UniqueConstraint("text", name="uq__term__text"),
    CheckConstraint("text <> ''", name="ck__term__text_not_empty"),
    Index("ix__term__created_by_id", "created_by_id"),
)

Table(
    "confusable_member",
    METADATA,
    Column("set_id", KEY, autoincrement=False, nullable=False),
    Column("position", KEY, autoincrement=False, nullable=False),
    Column("text", Text(), nullable=False),
    Column("reason", Text(), nullable=False),
    PrimaryKeyConstraint("set_id", "position", name="pk__confusable_member"),
    ForeignKeyConstraint(
        ["set_id"], ["confusable_set.id"], name="fk__confusable_member__set_id", ondelete="CASCADE"
    ),
    UniqueConstraint("set_id", "text", name="uq__confusable_member__set_id_text"),
    CheckConstraint("text <> ''", name="ck__confusable_member__text_not_empty"),
)

Table(
    "document_version",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("document_id", KEY, nullable=False),
    Column("number", KEY, nullable=False),
    Column("sha256", Text(), nullable=False),
    Column("file_name", Text(), nullable=False),
    Column("media_type", Text(), nullable=False),
    Column("original", LargeBinary(), nullable=False),
    Column("clean_text", Text(), nullable=False),
    Column("repairs", JSON(), nullable=False),
    Column("flags", JSON(), nullable=False),
    Column("sections", JSON(), nullable=False),
    Column("sentences", JSON(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    PrimaryKeyConstraint("id", name="pk__document_version"),
    ForeignKeyConstraint(
        ["created_by_id"], ["person.id"], name="fk__document_version__created_by_id"
    ),
    ForeignKeyConstraint(
        ["document_id"], ["document.id"], name="fk__document_version__document_id"
    ),
    UniqueConstraint("document_id", "number", name="uq__document_version__document_id_number"),
    CheckConstraint("clean_text <> ''", name="ck__document_version__clean_text_not_empty"),
    CheckConstraint("number >= 1", name="ck__document_version__number_at_least_1"),
    CheckConstraint("length(sha256) = 64", name="ck__document_version__sha256_is_sha256"),
    Index("ix__document_version__created_by_id", "created_by_id"),
    Index("ix__document_version__sha256", "sha256"),
)

Table(
    "generation_run",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("document_version_id", KEY, nullable=False),
    Column("generator_version", Text(), nullable=False),
    Column("lexicon_fingerprint", Text(), nullable=False),
    Column("seed", Text(), nullable=False),
    Column("report", JSON(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    PrimaryKeyConstraint("id", name="pk__generation_run"),
    ForeignKeyConstraint(
        ["created_by_id"], ["person.id"], name="fk__generation_run__created_by_id"
    ),
    ForeignKeyConstraint(
        ["document_version_id"],
        ["document_version.id"],
        name="fk__generation_run__document_version_id",
    ),
    Index("ix__generation_run__created_by_id", "created_by_id"),
    Index("ix__generation_run__document_version_id", "document_version_id"),
)

Table(
    "key_point",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("document_version_id", KEY, nullable=False),
    Column("position", KEY, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("pattern", Text(), nullable=False),
    Column("topic", Text(), nullable=False),
    Column("source_start", KEY, nullable=False),
    Column("source_end", KEY, nullable=False),
    Column("quote", Text(), nullable=False),
    Column("siblings", JSON(), nullable=False),
    Column("importance", Float(53), nullable=False),
    Column("must", Boolean(), nullable=False),
    Column("reason", Text(), nullable=False),
    PrimaryKeyConstraint("id", name="pk__key_point"),
    ForeignKeyConstraint(
        ["document_version_id"], ["document_version.id"], name="fk__key_point__document_version_id"
    ),
    UniqueConstraint(
        "document_version_id", "position", name="uq__key_point__document_version_id_position"
    ),
    CheckConstraint(
        "importance >= 0 AND importance <= 1", name="ck__key_point__importance_in_range"
    ),
    CheckConstraint(
        "kind IN ('duty', 'right', 'obligation', 'slogan', 'system', 'method')",
        name="ck__key_point__kind_known",
    ),
    CheckConstraint(
        "source_start >= 0 AND length(quote) = source_end - source_start",
        name="ck__key_point__quote_fills_its_span",
    ),
)

Table(
    "refused_candidate",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("document_version_id", KEY, nullable=False),
    Column("position", KEY, nullable=False),
    Column("guid", Text(), nullable=False),
    Column("type", String(20), nullable=False),
    Column("form", Text(), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("stem", Text(), nullable=False),
    Column("item", JSON(), nullable=False),
    Column("findings", JSON(), nullable=False),
    Column("reason", Text(), nullable=False),
    Column("source_start", KEY, nullable=False),
    Column("source_end", KEY, nullable=False),
    Column("source_quote", Text(), nullable=False),
    PrimaryKeyConstraint("id", name="pk__refused_candidate"),
    ForeignKeyConstraint(
        ["document_version_id"],
        ["document_version.id"],
        name="fk__refused_candidate__document_version_id",
    ),
    UniqueConstraint(
        "document_version_id",
        "position",
        name="uq__refused_candidate__document_version_id_position",
    ),
    CheckConstraint(
        "kind IN ('duty', 'right', 'obligation', 'slogan', 'system', 'method')",
        name="ck__refused_candidate__kind_known",
    ),
    CheckConstraint(
        "source_start >= 0 AND length(source_quote) = source_end - source_start",
        name="ck__refused_candidate__quote_fills_its_span",
    ),
    CheckConstraint("reason <> ''", name="ck__refused_candidate__reason_not_empty"),
    CheckConstraint(
        "type IN ('cloze', 'single', 'multiple', 'true_false', 'short_answer')",
        name="ck__refused_candidate__type_known",
    ),
    Index("ix__refused_candidate__document_version_id_reason", "document_version_id", "reason"),
)
