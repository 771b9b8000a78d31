"""Forms that were carried out, so that the same form sent again does nothing."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from question_bank.storage.models import FormSubmission

#: How long a form sent again is recognised.
KEPT: Final = timedelta(days=7)


def remember(
    session: Session,
    *,
    token: str,
    person_id: int | None,
    endpoint: str,
    location: str,
    now: datetime,
) -> None:
    """
    Store that the form with *token* led to *location*; forget those kept too long.

    Raises:
        IntegrityError: If the form was carried out already.
    """
    session.execute(delete(FormSubmission).where(FormSubmission.created_at < now - KEPT))
    session.add(
        FormSubmission(
            token=token, person_id=person_id, endpoint=endpoint, location=location, created_at=now
        )
    )
    session.flush()


def earlier_location(
    session: Session, token: str, *, person_id: int | None, endpoint: str
) -> str | None:
    """
    Return where the form with *token* led, or `None` if it is new.

    Only its sender is told: somebody else's token is as good as new. A form that
    somebody sent before having an account is the sender's too.
    """
    row = session.get(FormSubmission, token)
    if row is None or row.endpoint != endpoint:
        return None
    return row.location if row.person_id in {None, person_id} else None
