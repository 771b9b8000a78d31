"""The first tables of people, sessions, groups, settings and the audit log, frozen."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
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
    text,
)

from question_bank.storage.migrations.tables_0001.common import KEY, METADATA, MOMENT

Table(
    "person",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("name", Text()),
    Column("username", Text()),
    Column("email", Text()),
    Column("phone", Text()),
    Column("password_hash", Text()),
    Column("pin_hash", Text()),
    Column("active", Boolean(), nullable=False),
    Column("language", Text(), nullable=False),
    Column("preferences", JSON(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("joined_at", MOMENT),
    Column("anonymised_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__person"),
    UniqueConstraint("email", name="uq__person__email"),
    UniqueConstraint("username", name="uq__person__username"),
    CheckConstraint("language <> ''", name="ck__person__language_not_empty"),
    CheckConstraint("name <> ''", name="ck__person__name_not_empty"),
    CheckConstraint(
        "password_hash IS NULL OR username IS NOT NULL", name="ck__person__password_has_username"
    ),
    CheckConstraint("username <> ''", name="ck__person__username_not_empty"),
    Index("ix__person__name", "name"),
    Index("ix__person__phone", "phone"),
)

Table(
    "person_group",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("parent_id", KEY),
    Column("name", Text(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("archived_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__person_group"),
    ForeignKeyConstraint(["parent_id"], ["person_group.id"], name="fk__person_group__parent_id"),
    UniqueConstraint("parent_id", "name", name="uq__person_group__parent_id_name"),
    CheckConstraint("name <> ''", name="ck__person_group__name_not_empty"),
    CheckConstraint("parent_id <> id", name="ck__person_group__parent_is_another"),
    Index(
        "uq__person_group__top_name",
        "name",
        unique=True,
        sqlite_where=text("parent_id IS NULL"),
        postgresql_where=text("parent_id IS NULL"),
    ),
)

Table(
    "audit_entry",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("person_id", KEY),
    Column("action", Text(), nullable=False),
    Column("object_type", Text(), nullable=False),
    Column("object_id", KEY),
    Column("details", JSON(), nullable=False),
    PrimaryKeyConstraint("id", name="pk__audit_entry"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__audit_entry__person_id"),
    CheckConstraint("action <> ''", name="ck__audit_entry__action_not_empty"),
    Index("ix__audit_entry__created_at", "created_at"),
    Index("ix__audit_entry__object_type_object_id", "object_type", "object_id"),
    Index("ix__audit_entry__person_id", "person_id"),
)

Table(
    "bulk_action",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("person_id", KEY, nullable=False),
    Column("action", Text(), nullable=False),
    Column("size", KEY, nullable=False),
    Column("before", JSON(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("undone_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__bulk_action"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__bulk_action__person_id"),
    CheckConstraint("action <> ''", name="ck__bulk_action__action_not_empty"),
    CheckConstraint("size >= 1", name="ck__bulk_action__size_at_least_1"),
    Index("ix__bulk_action__person_id", "person_id"),
)

Table(
    "form_draft",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("person_id", KEY, nullable=False),
    Column("form", Text(), nullable=False),
    Column("object_id", KEY, nullable=False),
    Column("content", JSON(), nullable=False),
    Column("saved_at", MOMENT, nullable=False),
    PrimaryKeyConstraint("id", name="pk__form_draft"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__form_draft__person_id"),
    UniqueConstraint(
        "person_id", "form", "object_id", name="uq__form_draft__person_id_form_object_id"
    ),
    CheckConstraint("form <> ''", name="ck__form_draft__form_not_empty"),
)

Table(
    "form_submission",
    METADATA,
    Column("token", Text(), nullable=False),
    Column("person_id", KEY),
    Column("endpoint", Text(), nullable=False),
    Column("location", Text(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    PrimaryKeyConstraint("token", name="pk__form_submission"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__form_submission__person_id"),
    CheckConstraint("token <> ''", name="ck__form_submission__token_not_empty"),
    Index("ix__form_submission__created_at", "created_at"),
    Index("ix__form_submission__person_id", "person_id"),
)

Table(
    "job",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("kind", Text(), nullable=False),
    Column("state", String(20), nullable=False),
    Column("parameters", JSON(), nullable=False),
    Column("progress", KEY, nullable=False),
    Column("total", KEY, nullable=False),
    Column("message_id", Text(), nullable=False),
    Column("message_parameters", JSON(), nullable=False),
    Column("result", JSON(), nullable=False),
    Column("person_id", KEY),
    Column("created_at", MOMENT, nullable=False),
    Column("started_at", MOMENT),
    Column("finished_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__job"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__job__person_id"),
    CheckConstraint(
        "(state IN ('done', 'failed')) = (finished_at IS NOT NULL)", name="ck__job__end_is_dated"
    ),
    CheckConstraint("state <> 'failed' OR message_id <> ''", name="ck__job__failure_has_message"),
    CheckConstraint("kind <> ''", name="ck__job__kind_not_empty"),
    CheckConstraint("progress >= 0 AND progress <= total", name="ck__job__progress_within_total"),
    CheckConstraint(
        "state IN ('queued', 'running', 'done', 'failed')", name="ck__job__state_known"
    ),
    Index("ix__job__person_id", "person_id"),
    Index("ix__job__state_id", "state", "id"),
)

Table(
    "login_session",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("person_id", KEY, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("token_hash", Text(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("last_seen_at", MOMENT, nullable=False),
    Column("expires_at", MOMENT, nullable=False),
    Column("revoked_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__login_session"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__login_session__person_id"),
    UniqueConstraint("token_hash", name="uq__login_session__token_hash"),
    CheckConstraint("expires_at > created_at", name="ck__login_session__expires_after_start"),
    CheckConstraint("kind IN ('device', 'password')", name="ck__login_session__kind_known"),
    CheckConstraint("length(token_hash) = 64", name="ck__login_session__token_hash_is_sha256"),
    Index("ix__login_session__person_id", "person_id"),
)

Table(
    "membership",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("person_id", KEY, nullable=False),
    Column("group_id", KEY, nullable=False),
    Column("term", Text(), nullable=False),
    Column("joined_at", MOMENT, nullable=False),
    Column("left_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__membership"),
    ForeignKeyConstraint(["group_id"], ["person_group.id"], name="fk__membership__group_id"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__membership__person_id"),
    UniqueConstraint(
        "person_id", "group_id", "term", name="uq__membership__person_id_group_id_term"
    ),
    Index("ix__membership__group_id_term", "group_id", "term"),
)

Table(
    "person_role",
    METADATA,
    Column("person_id", KEY, autoincrement=False, nullable=False),
    Column("role", String(20), autoincrement=False, nullable=False),
    Column("granted_at", MOMENT, nullable=False),
    Column("granted_by_id", KEY),
    PrimaryKeyConstraint("person_id", "role", name="pk__person_role"),
    ForeignKeyConstraint(["granted_by_id"], ["person.id"], name="fk__person_role__granted_by_id"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__person_role__person_id"),
    CheckConstraint(
        "role IN ('learner', 'author', 'reviewer', 'admin')", name="ck__person_role__role_known"
    ),
    Index("ix__person_role__granted_by_id", "granted_by_id"),
)

Table(
    "saved_filter",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("person_id", KEY, nullable=False),
    Column("page", Text(), nullable=False),
    Column("name", Text(), nullable=False),
    Column("query", JSON(), nullable=False),
    Column("created_at", MOMENT, nullable=False),
    PrimaryKeyConstraint("id", name="pk__saved_filter"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__saved_filter__person_id"),
    UniqueConstraint("person_id", "page", "name", name="uq__saved_filter__person_id_page_name"),
    CheckConstraint("name <> ''", name="ck__saved_filter__name_not_empty"),
)

Table(
    "setting",
    METADATA,
    Column("name", Text(), nullable=False),
    Column("content", JSON(), nullable=False),
    Column("changed_at", MOMENT, nullable=False),
    Column("changed_by_id", KEY),
    PrimaryKeyConstraint("name", name="pk__setting"),
    ForeignKeyConstraint(["changed_by_id"], ["person.id"], name="fk__setting__changed_by_id"),
    CheckConstraint("name <> ''", name="ck__setting__name_not_empty"),
    Index("ix__setting__changed_by_id", "changed_by_id"),
)

Table(
    "invitation",
    METADATA,
    Column("id", KEY, nullable=False),
    Column("kind", String(20), nullable=False),
    Column("token_hash", Text(), nullable=False),
    Column("code", Text()),
    Column("role", String(20)),
    Column("group_id", KEY),
    Column("term", Text(), nullable=False),
    Column("person_id", KEY),
    Column("paper_id", KEY),
    Column("max_uses", KEY),
    Column("uses", KEY, nullable=False),
    Column("created_at", MOMENT, nullable=False),
    Column("created_by_id", KEY),
    Column("expires_at", MOMENT),
    Column("used_at", MOMENT),
    Column("revoked_at", MOMENT),
    PrimaryKeyConstraint("id", name="pk__invitation"),
    ForeignKeyConstraint(["created_by_id"], ["person.id"], name="fk__invitation__created_by_id"),
    ForeignKeyConstraint(["group_id"], ["person_group.id"], name="fk__invitation__group_id"),
    ForeignKeyConstraint(["paper_id"], ["paper.id"], name="fk__invitation__paper_id"),
    ForeignKeyConstraint(["person_id"], ["person.id"], name="fk__invitation__person_id"),
    UniqueConstraint("code", name="uq__invitation__code"),
    UniqueConstraint("token_hash", name="uq__invitation__token_hash"),
    CheckConstraint("code <> ''", name="ck__invitation__code_not_empty"),
    CheckConstraint(
        "kind IN ('setup', 'join', 'reset', 'device')", name="ck__invitation__kind_known"
    ),
    CheckConstraint(
        "kind NOT IN ('reset', 'device') OR person_id IS NOT NULL",
        name="ck__invitation__names_its_person",
    ),
    CheckConstraint(
        "kind = 'join' OR expires_at IS NOT NULL", name="ck__invitation__only_joining_is_endless"
    ),
    CheckConstraint("kind = 'join' OR max_uses = 1", name="ck__invitation__only_joining_repeats"),
    CheckConstraint(
        "role IN ('learner', 'author', 'reviewer', 'admin')", name="ck__invitation__role_known"
    ),
    CheckConstraint("length(token_hash) = 64", name="ck__invitation__token_hash_is_sha256"),
    CheckConstraint("(uses > 0) = (used_at IS NOT NULL)", name="ck__invitation__used_is_dated"),
    CheckConstraint("uses >= 0", name="ck__invitation__uses_at_least_0"),
    CheckConstraint(
        "max_uses IS NULL OR uses <= max_uses", name="ck__invitation__uses_within_limit"
    ),
    Index("ix__invitation__created_by_id", "created_by_id"),
    Index("ix__invitation__group_id", "group_id"),
    Index("ix__invitation__paper_id", "paper_id"),
    Index("ix__invitation__person_id", "person_id"),
)
