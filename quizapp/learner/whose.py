"""Whose learning a request is about, as the number of a person."""

from __future__ import annotations

from quizapp.accounts import current_learner


def known_person() -> int | None:
    """Return the person of this request; `None` for somebody who has stored nothing yet."""
    learner = current_learner()
    return learner.person_id if learner else None


def person_to_write_for() -> int:
    """
    Return the person of this request, making one if need be.

    Only for requests that store something, and before they open a writer.
    """
    learner = current_learner(create=True)
    if learner is None:
        raise AssertionError("a visitor who stores something has a person")
    return learner.person_id
