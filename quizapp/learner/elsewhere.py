"""Pages that WeChat's own browser cannot print or download: how to open them elsewhere."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import segno
from flask import Blueprint, Flask, Response, abort, current_app, request, url_for

from quizapp.preferences import safe_path

bp = Blueprint("elsewhere", __name__)

#: In the name of WeChat's browser, which keeps no files and prints nothing.
WECHAT: Final = "MicroMessenger"
#: Characters of an address that a QR code a phone can read holds.
LONGEST: Final = 500


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """How another browser finds a page: its address in full, and a picture of it."""

    address: str
    qr: str


def init_app(app: Flask) -> None:
    """Let templates ask whether they are shown in WeChat, and where the page is to be found."""
    app.register_blueprint(bp)
    app.jinja_env.globals["elsewhere"] = elsewhere


def is_wechat() -> bool:
    """Tell whether the page is open in WeChat."""
    return WECHAT in request.headers.get("User-Agent", "")


def elsewhere(path: str = "") -> Elsewhere | None:
    """Return where *path*, or else this page, is to be found; `None` outside of WeChat."""
    if not is_wechat():
        return None
    here = path or request.full_path.removesuffix("?")
    return Elsewhere(_in_full(here), url_for("elsewhere.qr", path=here))


@bp.get("/elsewhere/qr.svg")
def qr() -> Response:
    """Send a QR code of the address of one of this site's pages, for another device."""
    path = safe_path(request.args.get("path", ""), "")
    if not path or len(path) > LONGEST:
        abort(404)
    picture = io.BytesIO()
    code = segno.make(_in_full(path), micro=False)
    code.save(picture, kind="svg", scale=4, border=2, xmldecl=False)
    response = Response(picture.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _in_full(path: str) -> str:
    return f"{current_app.extensions['settings'].public_url}{path}"
