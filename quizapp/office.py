"""The office that runs the site: its choices, its sign, in every template as ``office()``."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from flask import Blueprint, Flask, Response, abort, current_app

from question_bank.errors import StorageError
from question_bank.storage.settings import Office, load_logo, load_office
from quizapp import clock
from quizapp.database import reader

bp = Blueprint("office_sign", __name__, url_prefix="/office")

EXTENSION: Final = "quizapp.office"
#: Choices change once a year and stand on every page: a command may be this late.
FRESH: Final = timedelta(minutes=1)


@dataclass
class _Kept:
    """The choices as they were last read; nothing before the first page."""

    office: Office | None = None
    read_at: datetime | None = None


def init_app(app: Flask) -> None:
    """Give templates ``office()`` and serve the sign."""
    app.extensions[EXTENSION] = _Kept()
    app.jinja_env.globals["office"] = current
    app.register_blueprint(bp)


def current() -> Office:
    """Return the choices of the office, its name from the environment if it chose none."""
    kept: _Kept = current_app.extensions[EXTENSION]
    now = clock.now()
    if kept.office is None or kept.read_at is None or not now - FRESH < kept.read_at <= now:
        try:
            with reader() as session:
                kept.office, kept.read_at = _named(load_office(session)), now
        except StorageError:
            # The page about the broken bank has a head, too.
            return _named(Office())
    return kept.office


def _named(office: Office) -> Office:
    return replace(office, name=office.name or current_app.extensions["settings"].office)


def forget() -> None:
    """Read the choices anew for the next page; call it after they were committed."""
    current_app.extensions[EXTENSION] = _Kept()


@bp.get("/logo/<fingerprint>")
def logo(fingerprint: str) -> Response:
    """Send the office's sign; its address changes with it, so browsers may keep it."""
    if fingerprint != current().logo:
        abort(404)
    with reader() as session:
        found = load_logo(session)
    if found is None:
        abort(404)
    response = Response(found.content, mimetype=found.media_type)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    # Whatever else the file may be: here it is a picture and nothing runs in it.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Content-Disposition"] = "inline"
    return response
