"""Forms that were carried out, so that the same form sent again does nothing."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import delete
from sqlalchemy.orm import Session

from question_bank.storage.models import FormSubmission

#: How long a form sent again is recognised.
KEPT: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Submission:
    """
    One filled-in form.

    Attributes:
        token: What its hidden field holds; from the browser, so it may be anybody's.
        endpoint: What it was sent to.
        person_id: Who sent it; `None` for somebody without an account.
    """

    token: str
    endpoint: str
    person_id: int | None

    @property
    def key(self) -> str:
        """Names the form in the table; the same token of somebody else is another form."""
        named = f"{self.endpoint}\n{self.person_id}\n{self.token}"
        return hashlib.sha256(named.encode()).hexdigest()


def remember(session: Session, submission: Submission, location: str, now: datetime) -> None:
    """
    Store that a form led to *location*; forget the forms kept too long.

    Raises:
        IntegrityError: If the form was carried out already.
    """
    session.execute(delete(FormSubmission).where(FormSubmission.created_at < now - KEPT))
    session.add(
        FormSubmission(
            token=submission.key,
            person_id=submission.person_id,
            endpoint=submission.endpoint,
            location=location,
            created_at=now,
        )
    )
    session.flush()


def earlier_location(session: Session, submission: Submission) -> str | None:
    """Return where the form led, or `None` if it is new."""
    row = session.get(FormSubmission, submission.key)
    return None if row is None else row.location
