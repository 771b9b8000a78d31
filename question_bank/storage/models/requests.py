"""What deputies ask of the office about their own data."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from question_bank.storage.models.base import Base, Id, one_of, rule
from question_bank.storage.models.people import Group, Person
from question_bank.storage.models.values import RequestKind, RequestState

_IS_OPEN = text("state = 'open'")


class PersonRequest(Base):
    """That a person wants another group, or to be forgotten; a trainer decides."""

    __tablename__ = "person_request"
    __table_args__ = (
        one_of("kind", RequestKind),
        one_of("state", RequestState),
        rule("group_where_asked", "(kind = 'group') = (group_id IS NOT NULL)"),
        rule("closed_is_dated", "(state = 'open') = (closed_at IS NULL)"),
        Index(
            "uq__person_request__open_kind",
            "person_id",
            "kind",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index(None, "state", "id"),
    )

    id: Mapped[Id]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[RequestKind]
    #: The group wanted.
    group_id: Mapped[int | None] = mapped_column(ForeignKey("person_group.id"), index=True)
    term: Mapped[str] = mapped_column(default="")
    state: Mapped[RequestState] = mapped_column(default=RequestState.OPEN)
    created_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)

    person: Mapped[Person] = relationship(foreign_keys=[person_id], viewonly=True)
    group: Mapped[Group | None] = relationship(viewonly=True)
