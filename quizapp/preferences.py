"""
How a visitor wants to read and practise.

Size of text, colours, language, single keys, whether a right answer leads on by itself,
when a question leaves the wrong-answer book. They live in one cookie that holds no identity. Each value is checked against
the list below on every request, so the cookie needs no signature.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from typing import Any
from urllib.parse import parse_qs, urlencode

from flask import Blueprint, Flask, Response, current_app, g, request, url_for

from quizapp import fragments, office
from quizapp.config import Settings

COOKIE = "preferences"
A_YEAR = 365 * 24 * 60 * 60  # seconds
CHOICES: dict[str, tuple[str, ...]] = {
    "text": ("standard", "large", "larger", "elder"),
    "theme": ("system", "light", "dark"),
    "language": ("zh", "en"),
    "shortcuts": ("on", "off"),
    "advance": ("tap", "auto"),
    "rights": ("1", "2", "3"),
}

bp = Blueprint("preferences", __name__, url_prefix="/preferences")


@dataclass(frozen=True, slots=True)
class Preferences:
    """The choices; each value is one of `CHOICES`."""

    text: str = "standard"
    theme: str = "system"
    language: str = "zh"
    shortcuts: str = "on"
    advance: str = "tap"
    rights: str = "2"

    @property
    def html_language(self) -> str:
        """The language tag for ``<html lang>``."""
        return {"zh": "zh-Hans", "en": "en"}[self.language]


def init_app(app: Flask) -> None:
    """Register the page and give templates ``preferences``."""
    app.register_blueprint(bp)
    app.context_processor(_template_values)


def current() -> Preferences:
    """Return the choices of the visitor of this request."""
    if "preferences" not in g:
        cookie = request.cookies.get(COOKIE, "")
        g.preferences = from_cookie(cookie, _language_of_site(), office.current().text)
    preferences: Preferences = g.preferences
    return preferences


def locale() -> str:
    """Return the language of this request, for Flask-Babel's ``locale_selector``."""
    return current().language


def from_cookie(cookie: str, language: str = "zh", text: str = "standard") -> Preferences:
    """Read *cookie*; what is missing or unknown falls back, to the office's *language* and *text*."""
    values = {name: entries[-1] for name, entries in parse_qs(cookie).items()}
    return _checked(values, Preferences(text=text, language=language))


def to_cookie(preferences: Preferences) -> str:
    """Write *preferences* as the value of the cookie."""
    return urlencode(asdict(preferences))


def safe_path(candidate: str, default: str) -> str:
    r"""
    Return *candidate* if it is a path of this site, else *default*.

    Browsers read backslashes as slashes and skip control characters, so that
    ``/\evil.example`` would leave the site: such paths are refused.
    """
    local = candidate.startswith("/") and not candidate.startswith("//")
    plain = candidate.isprintable() and "\\" not in candidate
    return candidate if local and plain else default


@bp.get("")
def show() -> Response:
    """Show all choices."""
    return fragments.page("preferences.html", block="main")


@bp.post("")
def update() -> Response:
    """Keep the choices that were sent (others stay) and go back to where the visitor was."""
    preferences = _checked(request.form, current())
    target = safe_path(request.form.get("next", ""), url_for("preferences.show"))
    response = fragments.redirect(target)
    response.set_cookie(
        COOKIE,
        to_cookie(preferences),
        max_age=A_YEAR,
        secure=bool(current_app.config.get("SESSION_COOKIE_SECURE", False)),
        httponly=True,
        samesite="Lax",
    )
    return response


def _checked(values: Any, fallback: Preferences) -> Preferences:
    chosen = {}
    for field in fields(Preferences):
        value = values.get(field.name)
        known = value in CHOICES[field.name]
        chosen[field.name] = value if known else getattr(fallback, field.name)
    return Preferences(**chosen)


def _language_of_site() -> str:
    """Return the language the office set: its people read it, whatever their phones speak."""
    settings: Settings = current_app.extensions["settings"]
    return settings.language


def _template_values() -> dict[str, Any]:
    return {"preferences": current(), "preference_choices": CHOICES}
