"""The pages on papers: one blueprint, whose views stand in several modules."""

from __future__ import annotations

import secrets
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, request, url_for
from flask_login import current_user

from quizapp.accounts import TRAINERS, guard
from quizapp.config import Settings
from quizapp.routing import LARGEST
from quizapp.security import LONGEST_FORM
from quizapp.trainer.blueprint import REVIEWERS

papers = Blueprint("papers", __name__, url_prefix="/trainer/papers")
guard(papers, *TRAINERS)

#: Letters of a code: none that is taken for another.
CODE_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH: Final = 6


@papers.before_request
def refuse_floods() -> None:
    """Refuse forms no paper needs; Werkzeug itself limits only forms with files."""
    if (request.content_length or 0) > LONGEST_FORM:
        abort(413)


def require_reviewer() -> None:
    """Refuse authors: they write papers, reviewers open, close and mark them."""
    if not is_reviewer():
        abort(403)


def is_reviewer() -> bool:
    """Tell whether who sends this request may open papers and change marks."""
    return bool(current_user.may(*REVIEWERS))


def new_code() -> str:
    """Return the code of a new paper's link."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


def lock_version_sent() -> int:
    """Return which state of the paper the form was made from; 0 for what makes no sense."""
    text = request.form.get("lock_version", "")
    is_number = text.isascii() and text.isdecimal() and len(text) < len(str(LARGEST))
    return int(text) if is_number else 0


def public_link(code: str) -> str:
    """Return the whole address of a paper, as a QR code holds it."""
    return public_address(url_for("exams.start", code=code))


def public_address(path: str) -> str:
    """Return the whole address of *path* on this site."""
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.public_url}{path}"


def is_link_local() -> bool:
    """Tell whether a link of this site works on this machine only."""
    settings: Settings = current_app.extensions["settings"]
    host = urlsplit(settings.public_url).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")
