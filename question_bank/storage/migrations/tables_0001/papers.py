"""The first tables of papers, frozen."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
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
    "paper",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("title", Text(), nullable=False),
    Column("instructions", Text(), nullable=False),
    Column("state", String(20), nullable=False),
    Column("scoring_rule", String(20), nullable=False),
    Column("part_points", BigInteger()),
    Column("opens_at", MOMENT),
    Column("closes_at", MOMENT),
    Column("time_limit_seconds", KEY),
    Column("grace_seconds", KEY, nullable=False),
    Column("attempts_allowed", KEY),
    Column("pass_mark", BigInteger()),
    Column("shuffle_questions", Boolean(), nullable=False),
    Column("shuffle_options", Boolean(), nullable=False),
    Column("answers_shown", String(20), nullable=False),
    Column("audience", String(20), nullable=False),
    Column("code", Text()),
    Column("created_at", MOMENT, nullable=False),
    Column("edited_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    Column("lock_version", KEY, nullable=False),
    PrimaryKeyConstraint("id", name="pk__paper"),
    ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk__paper__created_by_id"),
    UniqueConstraint("code", name="uq__paper__code"),
    CheckConstraint(
        "answers_shown IN ('at_once', 'after_submit', 'after_close', 'never')",
        name="ck__paper__answers_shown_known",
    ),
    CheckConstraint("attempts_allowed >= 1", name="ck__paper__attempts_allowed_at_least_1"),
    CheckConstraint("audience IN ('everyone', 'groups', 'code')", name="ck__paper__audience_known"),
    CheckConstraint("closes_at > opens_at", name="ck__paper__closes_after_opening"),
    CheckConstraint("code <> ''", name="ck__paper__code_not_empty"),
    CheckConstraint("audience <> 'code' OR code IS NOT NULL", name="ck__paper__code_where_needed"),
    CheckConstraint(
        "scoring_rule <> 'fixed' OR part_points > 0", name="ck__paper__fixed_has_points"
    ),
    CheckConstraint("grace_seconds >= 0", name="ck__paper__grace_seconds_at_least_0"),
    CheckConstraint("pass_mark >= 0", name="ck__paper__pass_mark_at_least_0"),
    CheckConstraint(
        "scoring_rule IN ('all_or_nothing', 'half', 'fixed', 'proportional')",
        name="ck__paper__scoring_rule_known",
    ),
    CheckConstraint("state IN ('draft', 'frozen', 'cancelled')", name="ck__paper__state_known"),
    CheckConstraint("time_limit_seconds > 0", name="ck__paper__time_limit_positive"),
    CheckConstraint("title <> ''", name="ck__paper__title_not_empty"),
    Index("ix__paper__created_by_id", "created_by_id"),
    Index("ix__paper__state_closes_at", "state", "closes_at"),
)

Table(
    "paper_group",
    METADATA,
    Column("paper_id", KEY, autoincrement=False, nullable=False),
    Column("group_id", KEY, autoincrement=False, nullable=False),
    PrimaryKeyConstraint("paper_id", "group_id", name="pk__paper_group"),
    ForeignKeyConstraint(["group_id"], ["person_group.id"], name="fk__paper_group__group_id"),
    ForeignKeyConstraint(
        ["paper_id"], ["paper.id"], name="fk__paper_group__paper_id", ondelete="CASCADE"
    ),
    Index("ix__paper_group__group_id", "group_id"),
)

Table(
    "paper_section",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("paper_id", KEY, nullable=False),
    Column("position", KEY, nullable=False),
    Column("title", Text(), nullable=False),
    Column("instructions", Text(), nullable=False),
    PrimaryKeyConstraint("id", name="pk__paper_section"),
    ForeignKeyConstraint(
        ["paper_id"], ["paper.id"], name="fk__paper_section__paper_id", ondelete="CASCADE"
    ),
    UniqueConstraint("paper_id", "id", name="uq__paper_section__paper_id_id"),
    UniqueConstraint("paper_id", "position", name="uq__paper_section__paper_id_position"),
    CheckConstraint("position >= 1", name="ck__paper_section__position_at_least_1"),
)

Table(
    "paper_version",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("paper_id", KEY, nullable=False),
    Column("number", KEY, nullable=False),
    Column("snapshot", JSON(), nullable=False),
    Column("max_score", BigInteger(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    PrimaryKeyConstraint("id", name="pk__paper_version"),
    ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk__paper_version__created_by_id"),
    ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk__paper_version__paper_id"),
    UniqueConstraint("paper_id", "number", name="uq__paper_version__paper_id_number"),
    CheckConstraint("max_score > 0", name="ck__paper_version__max_score_positive"),
    CheckConstraint("number >= 1", name="ck__paper_version__number_at_least_1"),
    Index("ix__paper_version__created_by_id", "created_by_id"),
)

Table(
    "paper_rule",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("section_id", KEY, nullable=False),
    Column("position", KEY, nullable=False),
    Column("type", String(20)),
    Column("kind", String(20)),
    Column("easiest", KEY, nullable=False),
    Column("hardest", KEY, nullable=False),
    Column("document_id", KEY),
    Column("tag_id", KEY),
    Column("count", KEY, nullable=False),
    Column("points", BigInteger(), nullable=False),
    PrimaryKeyConstraint("id", name="pk__paper_rule"),
    ForeignKeyConstraint(["document_id"], ["document.id"], name="fk__paper_rule__document_id"),
    ForeignKeyConstraint(
        ["section_id"], ["paper_section.id"], name="fk__paper_rule__section_id", ondelete="CASCADE"
    ),
    ForeignKeyConstraint(["tag_id"], ["tag.id"], name="fk__paper_rule__tag_id"),
    UniqueConstraint("section_id", "position", name="uq__paper_rule__section_id_position"),
    CheckConstraint("count >= 1", name="ck__paper_rule__count_at_least_1"),
    CheckConstraint("easiest BETWEEN 1 AND 5", name="ck__paper_rule__easiest_in_range"),
    CheckConstraint("hardest BETWEEN 1 AND 5", name="ck__paper_rule__hardest_in_range"),
    CheckConstraint("hardest >= easiest", name="ck__paper_rule__hardest_not_easier"),
    CheckConstraint(
        "kind IN ('duty', 'right', 'obligation', 'slogan', 'system', 'method')",
        name="ck__paper_rule__kind_known",
    ),
    CheckConstraint("points > 0", name="ck__paper_rule__points_positive"),
    CheckConstraint("position >= 1", name="ck__paper_rule__position_at_least_1"),
    CheckConstraint(
        "type IN ('cloze', 'single', 'multiple', 'true_false', 'short_answer')",
        name="ck__paper_rule__type_known",
    ),
    Index("ix__paper_rule__document_id", "document_id"),
    Index("ix__paper_rule__tag_id", "tag_id"),
)

Table(
    "paper_sheet",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("paper_version_id", KEY, nullable=False),
    Column("variant", Text(), nullable=False),
    Column("person_id", KEY),
    Column("check_code", Text(), nullable=False),
    Column("layout", JSON(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    PrimaryKeyConstraint("id", name="pk__paper_sheet"),
    ForeignKeyConstraint(
        ["paper_version_id"], ["paper_version.id"], name="fk__paper_sheet__paper_version_id"
    ),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__paper_sheet__person_id"),
    UniqueConstraint("check_code", name="uq__paper_sheet__check_code"),
    UniqueConstraint(
        "paper_version_id",
        "variant",
        "person_id",
        name="uq__paper_sheet__paper_version_id_variant_person_id",
    ),
    CheckConstraint("check_code <> ''", name="ck__paper_sheet__check_code_not_empty"),
    CheckConstraint("variant <> ''", name="ck__paper_sheet__variant_not_empty"),
    Index("ix__paper_sheet__person_id", "person_id"),
)

Table(
    "paper_item",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("paper_id", KEY, nullable=False),
    Column("section_id", KEY, nullable=False),
    Column("position", KEY, nullable=False),
    Column("question_id", KEY, nullable=False),
    Column("points", BigInteger(), nullable=False),
    PrimaryKeyConstraint("id", name="pk__paper_item"),
    ForeignKeyConstraint(
        ["paper_id", "section_id"],
        ["paper_section.paper_id", "paper_section.id"],
        name="fk__paper_item__paper_id_section_id",
        ondelete="CASCADE",
    ),
    ForeignKeyConstraint(["question_id"], ["question.id"], name="fk__paper_item__question_id"),
    UniqueConstraint("paper_id", "question_id", name="uq__paper_item__paper_id_question_id"),
    UniqueConstraint("section_id", "position", name="uq__paper_item__section_id_position"),
    CheckConstraint("points > 0", name="ck__paper_item__points_positive"),
    CheckConstraint("position >= 1", name="ck__paper_item__position_at_least_1"),
    Index("ix__paper_item__question_id", "question_id"),
)
