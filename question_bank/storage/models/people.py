"""Tables of people: accounts, sessions, groups, invitations, settings, the audit log."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from question_bank.storage.models.base import (
    Base,
    Id,
    at_least,
    hash_of_sha256,
    not_empty,
    one_of,
    rule,
)
from question_bank.storage.models.guards import watch_creation
from question_bank.storage.models.values import InvitationKind, JobState, Role, SessionKind


class Person(Base):
    """Somebody who answers or trains; unnamed until joining gives a name."""

    __tablename__ = "person"
    __table_args__ = (
        not_empty("name"),
        not_empty("username"),
        not_empty("language"),
        rule("password_has_username", "password_hash IS NULL OR username IS NOT NULL"),
        UniqueConstraint("username"),
        UniqueConstraint("email"),
    )

    id: Mapped[Id]
    name: Mapped[str | None] = mapped_column(index=True)
    #: As `people.normal_username` writes it, so that case does not matter.
    username: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None] = mapped_column(index=True)
    password_hash: Mapped[str | None]
    #: Of the PIN that carries a learner to another phone.
    pin_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    #: Language of the pages, such as ``zh`` or ``en``.
    language: Mapped[str] = mapped_column(default="zh")
    preferences: Mapped[dict[str, Any]] = mapped_column(default=dict)
    created_at: Mapped[datetime]
    #: When it was given a name.
    joined_at: Mapped[datetime | None]
    anonymised_at: Mapped[datetime | None]

    role_rows: Mapped[list[PersonRole]] = relationship(
        foreign_keys="PersonRole.person_id", order_by="PersonRole.role", viewonly=True
    )

    @property
    def roles(self) -> frozenset[Role]:
        """What the person may do; everybody may learn."""
        return frozenset({Role.LEARNER, *(row.role for row in self.role_rows)})


class PersonRole(Base):
    """That a person holds a role."""

    __tablename__ = "person_role"
    __table_args__ = (one_of("role", Role),)

    person_id: Mapped[int] = mapped_column(
        ForeignKey("person.id"), primary_key=True, autoincrement=False
    )
    role: Mapped[Role] = mapped_column(primary_key=True)
    granted_at: Mapped[datetime]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)


class LoginSession(Base):
    """One device's way in; the token itself stays with the device."""

    __tablename__ = "login_session"
    __table_args__ = (
        one_of("kind", SessionKind),
        hash_of_sha256("token_hash"),
        rule("expires_after_start", "expires_at > created_at"),
        UniqueConstraint("token_hash"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[SessionKind]
    #: SHA-256 of the token, in hexadecimal.
    token_hash: Mapped[str]
    created_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship()


class Group(Base):
    """A delegation or a group in it (代表团 → 小组)."""

    __tablename__ = "person_group"
    __table_args__ = (
        not_empty("name"),
        rule("parent_is_another", "parent_id <> id"),
        UniqueConstraint("parent_id", "name"),
        # NULLs are all different to UNIQUE, so groups at the top need their own.
        Index(
            "uq__person_group__top_name",
            "name",
            unique=True,
            sqlite_where=text("parent_id IS NULL"),
            postgresql_where=text("parent_id IS NULL"),
        ),
    )

    id: Mapped[Id]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("person_group.id"))
    name: Mapped[str]
    created_at: Mapped[datetime]
    archived_at: Mapped[datetime | None]


class Membership(Base):
    """That a person belongs to a group for a term (届次)."""

    __tablename__ = "membership"
    __table_args__ = (
        UniqueConstraint("person_id", "group_id", "term"),
        Index(None, "group_id", "term"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("person_group.id"))
    #: 届次 as the office writes it; empty where it keeps none.
    term: Mapped[str] = mapped_column(default="")
    joined_at: Mapped[datetime]
    left_at: Mapped[datetime | None]


class Invitation(Base):
    """A link, QR or code that lets somebody in, once or several times."""

    __tablename__ = "invitation"
    __table_args__ = (
        one_of("kind", InvitationKind),
        one_of("role", Role),
        hash_of_sha256("token_hash"),
        not_empty("code"),
        at_least("uses", 0),
        rule("uses_within_limit", "max_uses IS NULL OR uses <= max_uses"),
        rule("only_joining_repeats", "kind = 'join' OR max_uses = 1"),
        rule("only_joining_is_endless", "kind = 'join' OR expires_at IS NOT NULL"),
        rule("names_its_person", "kind NOT IN ('reset', 'device') OR person_id IS NOT NULL"),
        rule("used_is_dated", "(uses > 0) = (used_at IS NOT NULL)"),
        UniqueConstraint("token_hash"),
        UniqueConstraint("code"),
    )

    id: Mapped[Id]
    kind: Mapped[InvitationKind]
    #: SHA-256 of the token in the link, in hexadecimal.
    token_hash: Mapped[str]
    #: What people type where a link cannot be opened; it is shown, so it is no secret.
    code: Mapped[str | None]
    #: Granted with its use.
    role: Mapped[Role | None]
    group_id: Mapped[int | None] = mapped_column(ForeignKey("person_group.id"), index=True)
    term: Mapped[str] = mapped_column(default="")
    #: Whose password is reset, or who comes to another phone.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: The paper it leads to.
    paper_id: Mapped[int | None] = mapped_column(ForeignKey("paper.id"), index=True)
    max_uses: Mapped[int | None]
    uses: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    expires_at: Mapped[datetime | None]
    #: When it was last used.
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]


class AuditEntry(Base):
    """Who changed what; permanent."""

    __tablename__ = "audit_entry"
    __table_args__ = (not_empty("action"), Index(None, "object_type", "object_id"))

    id: Mapped[Id]
    created_at: Mapped[datetime] = mapped_column(index=True)
    #: Who did it; NULL for the program itself.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: Such as ``question.publish``.
    action: Mapped[str]
    #: Table and number of what was changed.
    object_type: Mapped[str] = mapped_column(default="")
    object_id: Mapped[int | None]
    details: Mapped[dict[str, Any]] = mapped_column(default=dict)


class FormSubmission(Base):
    """A form that was carried out; sent again, it leads to the same place."""

    __tablename__ = "form_submission"
    __table_args__ = (not_empty("token"),)

    token: Mapped[str] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    endpoint: Mapped[str]
    #: Where the answer led: a path of this site.
    location: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(index=True)


class FormDraft(Base):
    """A half-written form, kept until it is sent."""

    __tablename__ = "form_draft"
    __table_args__ = (not_empty("form"), UniqueConstraint("person_id", "form", "object_id"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    form: Mapped[str]
    #: Number of what is being edited, 0 for something new.
    object_id: Mapped[int] = mapped_column(default=0)
    content: Mapped[dict[str, Any]]
    saved_at: Mapped[datetime]


class SavedFilter(Base):
    """A trainer's named way of looking at the bank."""

    __tablename__ = "saved_filter"
    __table_args__ = (not_empty("name"), UniqueConstraint("person_id", "page", "name"))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    #: Which list it belongs to.
    page: Mapped[str]
    name: Mapped[str]
    query: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]


class BulkAction(Base):
    """One action on many rows, with what undoes it."""

    __tablename__ = "bulk_action"
    __table_args__ = (not_empty("action"), at_least("size", 1))

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    action: Mapped[str]
    size: Mapped[int]
    #: The rows as they were.
    before: Mapped[list[Any]]
    created_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]


class Setting(Base):
    """One choice of the office: its name, the two-signature rule, texts."""

    __tablename__ = "setting"
    __table_args__ = (
        not_empty("name"),
        ForeignKeyConstraint(["changed_by_id"], ["person.id"]),
    )

    name: Mapped[str] = mapped_column(primary_key=True)
    #: ``{"value": …}``.
    content: Mapped[dict[str, Any]]
    changed_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(index=True)


class Job(Base):
    """Work that takes longer than a click."""

    __tablename__ = "job"
    __table_args__ = (
        not_empty("kind"),
        one_of("state", JobState),
        rule("progress_within_total", "progress >= 0 AND progress <= total"),
        rule("end_is_dated", "(state IN ('done', 'failed')) = (finished_at IS NOT NULL)"),
        rule("failure_has_message", "state <> 'failed' OR message_id <> ''"),
        Index(None, "state", "id"),
        # The same work waits or runs once, however often it is asked for.
        Index(
            "uq__job__open_key",
            "key",
            unique=True,
            sqlite_where=text("state IN ('queued', 'running')"),
            postgresql_where=text("state IN ('queued', 'running')"),
        ),
    )

    id: Mapped[Id]
    kind: Mapped[str]
    state: Mapped[JobState] = mapped_column(default=JobState.QUEUED)
    #: Names the work; NULL where it may be done twice at once.
    key: Mapped[str | None]
    parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    #: Steps done, of `total`.
    progress: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=1)
    #: What to tell the person: a message id and what it mentions.
    message_id: Mapped[str] = mapped_column(default="")
    message_parameters: Mapped[dict[str, Any]] = mapped_column(default=dict)
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    #: How often it was begun: what kills its runner again and again is given up.
    tries: Mapped[int] = mapped_column(default=0)
    #: Which runner has it, and when that was last heard of.
    runner: Mapped[str] = mapped_column(default="")
    heard_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]


class JobFile(Base):
    """The file that a job works on; once it has ended, what it made, for a while."""

    __tablename__ = "job_file"
    __table_args__ = (
        not_empty("name"),
        ForeignKeyConstraint(["job_id"], ["job.id"], ondelete="CASCADE"),
    )

    job_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: As its owner calls it, without folders.
    name: Mapped[str]
    content: Mapped[bytes]


watch_creation(AuditEntry.__table__)  # type: ignore[arg-type]
