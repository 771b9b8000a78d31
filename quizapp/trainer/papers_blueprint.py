"""The pages on papers: one blueprint, whose views stand in several modules."""

from __future__ import annotations

import secrets
from typing import Final
from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, url_for

from quizapp.accounts import TRAINERS, guard
from quizapp.config import Settings
from quizapp.security import refuse_large
from quizapp.trainer.blueprint import is_reviewer

papers = Blueprint("papers", __name__, url_prefix="/trainer/papers")
guard(papers, *TRAINERS)
papers.before_request(refuse_large)

#: Letters of a code: none that is taken for another.
CODE_LETTERS: Final = "23456789abcdefghjkmnpqrstuvwxyz"
CODE_LENGTH: Final = 6


def require_reviewer() -> None:
    """Refuse authors: they write papers, reviewers open, close and mark them."""
    if not is_reviewer():
        abort(403)


def new_code() -> str:
    """Return the code of a new paper's link."""
    return "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))


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
