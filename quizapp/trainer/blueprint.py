"""The pages on questions: one blueprint, whose views stand in several modules."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, request
from flask_login import current_user

from question_bank.storage.models.values import Role
from quizapp import office
from quizapp.accounts import TRAINERS, guard
from quizapp.routing import row_number
from quizapp.security import refuse_large

questions = Blueprint("questions", __name__, url_prefix="/trainer/questions")
guard(questions, *TRAINERS)
questions.before_request(refuse_large)

#: Who may publish, sign, reject and retire.
REVIEWERS: Final = (Role.REVIEWER, Role.ADMIN)
#: Longest reason for a deed, in characters; the pages say so.
LONGEST_REASON: Final = 500


def is_reviewer() -> bool:
    """Tell whether who sends this request may publish, sign, reject and retire."""
    return bool(current_user.may(*REVIEWERS))


def lock_version_sent() -> int:
    """Return which state of a row the form was made from; 0 for what makes no sense."""
    return row_number(request.form.get("lock_version", "")) or 0


def may_sign(author_id: int | None) -> bool:
    """
    Tell whether who sends this request may publish and sign what *author_id* wrote.

    Where the office wants two signatures, nobody signs questions of their own.
    """
    return is_reviewer() and not needs_another(author_id)


def needs_another(author_id: int | None) -> bool:
    """Tell whether a reviewer other than who sends this request has to sign the question."""
    is_own = author_id is not None and author_id == current_user.person_id
    return is_own and is_reviewer() and office.current().two_signatures
