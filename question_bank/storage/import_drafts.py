"""What was read of somebody's file, kept between preview and confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage.models import FormDraft

_FORM: Final = "import:"
#: How many files a person may have waiting; older ones are let go.
_KEPT: Final = 3


def keep_import(
    session: Session, person_id: int, token: str, content: dict[str, Any], now: datetime
) -> None:
    """Keep what was read under *token*; only the newest few of a person stay."""
    session.add(
        FormDraft(person_id=person_id, form=f"{_FORM}{token}", content=content, saved_at=now)
    )
    session.flush()
    newest = (
        select(FormDraft.id)
        .where(FormDraft.person_id == person_id, FormDraft.form.startswith(_FORM))
        .order_by(FormDraft.id.desc())
        .limit(_KEPT)
    )
    kept = list(session.scalars(newest))
    session.execute(
        delete(FormDraft).where(
            FormDraft.person_id == person_id,
            FormDraft.form.startswith(_FORM),
            FormDraft.id.not_in(kept),
        )
    )


def kept_import(session: Session, person_id: int, token: str) -> FormDraft:
    """
    Return what was kept; its `content` may be replaced.

    Raises:
        NotFoundError: If the person has none under *token*.
    """
    query = select(FormDraft).where(
        FormDraft.person_id == person_id, FormDraft.form == f"{_FORM}{token}"
    )
    found = session.scalar(query)
    if found is None:
        raise NotFoundError("import.gone")
    return found


def forget_import(session: Session, person_id: int, token: str) -> None:
    """Let go of what was kept; nothing happens if there is none."""
    session.execute(
        delete(FormDraft).where(
            FormDraft.person_id == person_id, FormDraft.form == f"{_FORM}{token}"
        )
    )
