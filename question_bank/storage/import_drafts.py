"""What was read of somebody's file, kept between preview and confirmation."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage.models import FormDraft

_FORM: Final = "import:"
#: While a job carries it out it is called so, and newer files do not push it out.
_HELD: Final = "importing:"
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
        FormDraft.person_id == person_id,
        FormDraft.form.in_((f"{_FORM}{token}", f"{_HELD}{token}")),
    )
    found = session.scalar(query)
    if found is None:
        raise NotFoundError("import.gone")
    return found


def hold_import(kept: FormDraft, job_id: int) -> None:
    """Note that a job carries out what was kept."""
    kept.form = kept.form.replace(_FORM, _HELD, 1)
    kept.content = {**kept.content, "job": job_id}


def release_import(kept: FormDraft) -> None:
    """Note that no job is at it any more."""
    kept.form = kept.form.replace(_HELD, _FORM, 1)
    kept.content = {name: value for name, value in kept.content.items() if name != "job"}


def holder_of(kept: FormDraft) -> int | None:
    """Return the job that carries out what was kept; `None` where there is none."""
    job: int | None = kept.content.get("job")
    return job


def forget_import(session: Session, person_id: int, token: str) -> None:
    """Let go of what was kept; nothing happens if there is none."""
    session.execute(
        delete(FormDraft).where(
            FormDraft.person_id == person_id,
            FormDraft.form.in_((f"{_FORM}{token}", f"{_HELD}{token}")),
        )
    )
