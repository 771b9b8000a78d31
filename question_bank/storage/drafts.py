"""Half-written forms, one for each person, form and thing; kept until they are sent."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from question_bank.storage.models import FormDraft

#: How long a half-written form is kept.
KEPT: Final = timedelta(days=30)
#: Of one form, in characters; more is no form that anybody typed.
LONGEST: Final = 100_000


def keep_draft(
    session: Session,
    person_id: int,
    form: str,
    object_id: int,
    content: Mapping[str, list[str]],
    now: datetime,
) -> bool:
    """
    Keep what stands in a form, replacing what was kept; return whether it was short enough.

    Args:
        session: Where.
        person_id: Whose.
        form: Which form.
        object_id: What it changes; 0 for something new.
        content: Values by field.
        now: When.
    """
    if sum(len(value) for values in content.values() for value in values) > LONGEST:
        return False
    row = draft_of(session, person_id, form, object_id)
    if row is None:
        row = FormDraft(person_id=person_id, form=form, object_id=object_id)
        session.add(row)
    row.content, row.saved_at = dict(content), now
    old = delete(FormDraft).where(
        FormDraft.person_id == person_id, FormDraft.form == form, FormDraft.saved_at < now - KEPT
    )
    session.flush()
    session.execute(old)
    return True


def draft_of(session: Session, person_id: int, form: str, object_id: int) -> FormDraft | None:
    """Return what a person left half-written; `None` if nothing."""
    return session.scalar(
        select(FormDraft).where(
            FormDraft.person_id == person_id,
            FormDraft.form == form,
            FormDraft.object_id == object_id,
        )
    )


def forget_draft(session: Session, person_id: int, form: str, object_id: int) -> None:
    """Forget a half-written form; one that is gone changes nothing."""
    session.execute(
        delete(FormDraft).where(
            FormDraft.person_id == person_id,
            FormDraft.form == form,
            FormDraft.object_id == object_id,
        )
    )
