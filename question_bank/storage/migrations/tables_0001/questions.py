"""The first tables of questions, their wordings and their search index, frozen."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Float,
    ForeignKeyConstraint,
    Index,
    PrimaryKeyConstraint,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from question_bank.storage.migrations.tables_0001.common import KEY, METADATA, MOMENT

Table(
    "tag",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("name", Text(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    PrimaryKeyConstraint("id", name="pk__tag"),
    UniqueConstraint("name", name="uq__tag__name"),
    CheckConstraint("name <> ''", name="ck__tag__name_not_empty"),
)

Table(
    "question",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("guid", Text(), nullable=False),
    Column("generation_key", Text()),
    Column("origin", String(20), nullable=False),
    Column("type", String(20), nullable=False),
    Column("form", Text(), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("status", String(20), nullable=False),
    Column("status_reason", Text(), nullable=False),
    Column("points", BigInteger(), nullable=False),
    Column("stem", Text(), nullable=False),
    Column("unordered", Boolean(), nullable=False),
    Column("truth", Boolean()),
    Column("model_answer", Text(), nullable=False),
    Column("word_bank", JSON(), nullable=False),
    Column("explanation", Text(), nullable=False),
    Column("difficulty", KEY, nullable=False),
    Column("fact", Text(), nullable=False),
    Column("importance", Float(53), nullable=False),
    Column("document_version_id", KEY),
    Column("source_start", KEY),
    Column("source_end", KEY),
    Column("source_quote", Text()),
    Column("outdated_by_id", KEY),
    Column("content_hash", Text(), nullable=False),
    Column("content_changed_at", MOMENT, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("edited_at", MOMENT),
    Column("signed_at", MOMENT),
    Column("author_id", KEY),
    Column("current_revision", KEY, nullable=False),
    Column("last_part_number", KEY, nullable=False),
    Column("search_text", Text(), nullable=False),
    Column("lock_version", KEY, nullable=False),
    PrimaryKeyConstraint("id", name="pk__question"),
    ForeignKeyConstraint(["author_id"], ["person.id"], name="fk__question__author_id"),
    ForeignKeyConstraint(
        ["document_version_id"], ["document_version.id"], name="fk__question__document_version_id"
    ),
    ForeignKeyConstraint(
        ["outdated_by_id"], ["document_version.id"], name="fk__question__outdated_by_id"
    ),
    UniqueConstraint("generation_key", name="uq__question__generation_key"),
    UniqueConstraint("guid", name="uq__question__guid"),
    CheckConstraint("length(content_hash) = 64", name="ck__question__content_hash_is_sha256"),
    CheckConstraint("current_revision >= 0", name="ck__question__current_revision_at_least_0"),
    CheckConstraint("difficulty BETWEEN 1 AND 5", name="ck__question__difficulty_in_range"),
    CheckConstraint("form <> ''", name="ck__question__form_not_empty"),
    CheckConstraint(
        "(origin = 'generated') = (generation_key IS NOT NULL)",
        name="ck__question__generated_has_key",
    ),
    CheckConstraint(
        "origin <> 'generated' OR source_quote IS NOT NULL",
        name="ck__question__generated_has_source",
    ),
    CheckConstraint("guid <> ''", name="ck__question__guid_not_empty"),
    CheckConstraint(
        "importance >= 0 AND importance <= 1", name="ck__question__importance_in_range"
    ),
    CheckConstraint(
        "kind IN ('duty', 'right', 'obligation', 'slogan', 'system', 'method')",
        name="ck__question__kind_known",
    ),
    CheckConstraint(
        "(type = 'short_answer') = (model_answer <> '')", name="ck__question__model_answer_of_short"
    ),
    CheckConstraint(
        "origin IN ('generated', 'authored', 'imported')", name="ck__question__origin_known"
    ),
    CheckConstraint("points > 0", name="ck__question__points_positive"),
    CheckConstraint(
        "status <> 'published' OR current_revision > 0", name="ck__question__published_has_revision"
    ),
    CheckConstraint(
        "source_start >= 0 AND length(source_quote) = source_end - source_start",
        name="ck__question__quote_fills_its_span",
    ),
    CheckConstraint(
        "status <> 'rejected' OR status_reason <> ''", name="ck__question__rejected_has_reason"
    ),
    CheckConstraint(
        "(document_version_id IS NULL) = (source_start IS NULL) AND (source_start IS NULL) = (source_end IS NULL) AND (source_start IS NULL) = (source_quote IS NULL)",
        name="ck__question__source_is_whole",
    ),
    CheckConstraint(
        "status IN ('draft', 'review', 'published', 'rejected', 'retired')",
        name="ck__question__status_known",
    ),
    CheckConstraint("stem <> ''", name="ck__question__stem_not_empty"),
    CheckConstraint(
        "(type = 'true_false') = (truth IS NOT NULL)", name="ck__question__truth_of_true_false"
    ),
    CheckConstraint(
        "type IN ('cloze', 'single', 'multiple', 'true_false', 'short_answer')",
        name="ck__question__type_known",
    ),
    CheckConstraint("type = 'cloze' OR NOT unordered", name="ck__question__unordered_is_cloze"),
    Index("ix__question__author_id", "author_id"),
    Index("ix__question__content_changed_at", "content_changed_at"),
    Index("ix__question__content_hash", "content_hash"),
    Index("ix__question__document_version_id_source_start", "document_version_id", "source_start"),
    Index("ix__question__fact", "fact"),
    Index("ix__question__kind_id", "kind", "id"),
    Index("ix__question__outdated_by_id", "outdated_by_id"),
    Index("ix__question__status_content_changed_at_id", "status", "content_changed_at", "id"),
    Index("ix__question__status_id", "status", "id"),
    Index("ix__question__status_kind_type_id", "status", "kind", "type", "id"),
    Index("ix__question__type_id", "type", "id"),
)

Table(
    "blank",
    METADATA,
    Column("question_id", KEY, autoincrement=False, nullable=False),
    Column("number", KEY, autoincrement=False, nullable=False),
    Column("position", KEY, nullable=False),
    Column("accepted", JSON(), nullable=False),
    Column("near_misses", JSON(), nullable=False),
    PrimaryKeyConstraint("question_id", "number", name="pk__blank"),
    ForeignKeyConstraint(
        ["question_id"], ["question.id"], name="fk__blank__question_id", ondelete="CASCADE"
    ),
    UniqueConstraint("question_id", "position", name="uq__blank__question_id_position"),
    CheckConstraint("number >= 1", name="ck__blank__number_at_least_1"),
    CheckConstraint("position >= 1", name="ck__blank__position_at_least_1"),
)

Table(
    "option",
    METADATA,
    Column("question_id", KEY, autoincrement=False, nullable=False),
    Column("number", KEY, autoincrement=False, nullable=False),
    Column("position", KEY, nullable=False),
    Column("text", Text(), nullable=False),
    Column("correct", Boolean(), nullable=False),
    Column("feedback", Text(), nullable=False),
    PrimaryKeyConstraint("question_id", "number", name="pk__option"),
    ForeignKeyConstraint(
        ["question_id"], ["question.id"], name="fk__option__question_id", ondelete="CASCADE"
    ),
    UniqueConstraint("question_id", "position", name="uq__option__question_id_position"),
    CheckConstraint("number >= 1", name="ck__option__number_at_least_1"),
    CheckConstraint("position >= 1", name="ck__option__position_at_least_1"),
    CheckConstraint("text <> ''", name="ck__option__text_not_empty"),
)

Table(
    "question_bigram",
    METADATA,
    Column("bigram", KEY, autoincrement=False, nullable=False),
    Column("question_id", KEY, autoincrement=False, nullable=False),
    PrimaryKeyConstraint("bigram", "question_id", name="pk__question_bigram"),
    ForeignKeyConstraint(
        ["question_id"],
        ["question.id"],
        name="fk__question_bigram__question_id",
        ondelete="CASCADE",
    ),
    Index("ix__question_bigram__question_id_bigram", "question_id", "bigram"),
    sqlite_with_rowid=False,
)

Table(
    "question_finding",
    METADATA,
    Column("question_id", KEY, autoincrement=False, nullable=False),
    Column("position", KEY, autoincrement=False, nullable=False),
    Column("name", Text(), nullable=False),
    Column("level", String(20), nullable=False),
    Column("parameters", JSON(), nullable=False),
    PrimaryKeyConstraint("question_id", "position", name="pk__question_finding"),
    ForeignKeyConstraint(
        ["question_id"],
        ["question.id"],
        name="fk__question_finding__question_id",
        ondelete="CASCADE",
    ),
    CheckConstraint(
        "level IN ('block', 'review', 'fix', 'note')", name="ck__question_finding__level_known"
    ),
    CheckConstraint("name <> ''", name="ck__question_finding__name_not_empty"),
    Index("ix__question_finding__name_question_id", "name", "question_id"),
)

Table(
    "question_tag",
    METADATA,
    Column("question_id", KEY, autoincrement=False, nullable=False),
    Column("tag_id", KEY, autoincrement=False, nullable=False),
    PrimaryKeyConstraint("question_id", "tag_id", name="pk__question_tag"),
    ForeignKeyConstraint(
        ["question_id"], ["question.id"], name="fk__question_tag__question_id", ondelete="CASCADE"
    ),
    ForeignKeyConstraint(
        ["tag_id"], ["tag.id"], name="fk__question_tag__tag_id", ondelete="CASCADE"
    ),
    Index("ix__question_tag__tag_id", "tag_id"),
)

Table(
    "revision",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("question_id", KEY, nullable=False),
    Column("number", KEY, nullable=False),
    Column("item", JSON(), nullable=False),
    Column("content_hash", Text(), nullable=False),
    Column("source", JSON()),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    PrimaryKeyConstraint("id", name="pk__revision"),
    ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk__revision__created_by_id"),
    ForeignKeyConstraint(["question_id"], ["question.id"], name="fk__revision__question_id"),
    UniqueConstraint("question_id", "number", name="uq__revision__question_id_number"),
    CheckConstraint("length(content_hash) = 64", name="ck__revision__content_hash_is_sha256"),
    CheckConstraint("number >= 1", name="ck__revision__number_at_least_1"),
    Index("ix__revision__created_by_id", "created_by_id"),
)

Table(
    "signature",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("revision_id", KEY, nullable=False),
    Column("person_id", KEY, nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("reason", Text(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    PrimaryKeyConstraint("id", name="pk__signature"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__signature__person_id"),
    ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk__signature__revision_id"),
    UniqueConstraint(
        "revision_id", "person_id", "verdict", name="uq__signature__revision_id_person_id_verdict"
    ),
    CheckConstraint(
        "verdict <> 'reject' OR reason <> ''", name="ck__signature__rejection_has_reason"
    ),
    CheckConstraint("verdict IN ('accept', 'reject')", name="ck__signature__verdict_known"),
    Index("ix__signature__person_id", "person_id"),
)
