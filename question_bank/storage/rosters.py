"""A list of people that a trainer looks at before it is taken in: kept as a half-written form."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from question_bank.storage.models import FormDraft
from question_bank.storage.upserts import insert_into

_FORM: Final = "people_import"


def keep(session: Session, person_id: int, content: dict[str, Any], now: datetime) -> None:
    """Keep what a trainer's file holds, in place of the file before."""
    values = {"content": content, "saved_at": now}
    statement = insert_into(session, FormDraft).values(
        person_id=person_id, form=_FORM, object_id=0, **values
    )
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["person_id", "form", "object_id"], set_=values
        )
    )


def kept(session: Session, person_id: int) -> dict[str, Any] | None:
    """Return what the trainer's last file holds; `None` where there is none."""
    return session.scalar(
        select(FormDraft.content).where(FormDraft.person_id == person_id, FormDraft.form == _FORM)
    )


def forget(session: Session, person_id: int) -> None:
    """Forget the trainer's last file."""
    session.execute(
        delete(FormDraft).where(FormDraft.person_id == person_id, FormDraft.form == _FORM)
    )
