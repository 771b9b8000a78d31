"""
What guards every page: headers, cookies, form tokens, throttling, sizes.

Throttling counts in the memory of the one process that serves
(`docs/serving.md`); a second process would count for itself.
"""

from __future__ import annotations

import math
import os
import secrets
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from flask import Flask, Response, abort, current_app, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_login import current_user
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

from question_bank.errors import StorageError
from quizapp.config import SHORTEST_SECRET_KEY, Settings, variable_of

#: The longest request body, in bytes; documents up to 20 MB are uploaded as files.
LONGEST_BODY: Final = 20 * 1024 * 1024
#: The most bytes of form fields that are not files, and the most fields.
LONGEST_FORM: Final = 1024 * 1024
MOST_FORM_PARTS: Final = 2000

POLICY: Final = "; ".join(
    (
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "form-action 'self'",
    )
)
HEADERS: Final = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
}
A_YEAR_OF_TLS: Final = "max-age=31536000"


def init_app(app: Flask, settings: Settings) -> None:
    """Guard every page of *app*."""
    app.config.from_mapping(
        SECRET_KEY=settings.secret_key or kept_secret_key(settings.instance),
        SESSION_COOKIE_NAME="quizapp",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        MAX_CONTENT_LENGTH=LONGEST_BODY,
        MAX_FORM_MEMORY_SIZE=LONGEST_FORM,
        MAX_FORM_PARTS=MOST_FORM_PARTS,
        # A form may stay open as long as the session lives.
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=settings.is_https,
    )
    # Before anything reads the form.
    app.before_request(refuse_floods)
    CSRFProtect(app)
    app.extensions["throttle"] = Limiter(
        get_remote_address, app=app, storage_uri="memory://", headers_enabled=False
    )
    trust_proxies(app, settings.trusted_proxies)
    app.after_request(_guard(settings))


def refuse_floods() -> None:
    """Refuse a form longer than any; Werkzeug itself limits only forms with files."""
    if request.mimetype != "multipart/form-data":
        refuse_large()


def refuse_large() -> None:
    """Refuse whatever is longer than any form: for the pages that take no file."""
    if (request.content_length or 0) > LONGEST_FORM:
        abort(413)


def trust_proxies(app: Flask, count: int) -> None:
    """Believe the X-Forwarded headers of *count* reverse proxies; of none if it is 0."""
    if count > 0:
        fixed = ProxyFix(app.wsgi_app, x_for=count, x_proto=count, x_host=count)
        app.wsgi_app = fixed  # type: ignore[method-assign]


def seconds_to_wait() -> int:
    """Return after how many seconds a visitor who was throttled may try again."""
    throttle: Limiter = current_app.extensions["throttle"]
    limit = throttle.current_limit
    return 1 if limit is None else max(1, math.ceil(limit.reset_at - time.time()))


def kept_secret_key(instance: Path) -> str:
    """
    Return the key kept in the folder *instance*; make it there the first time.

    Raises:
        StorageError: If the folder cannot be written or the kept key is cut short.
    """
    file = instance / "secret_key"
    try:
        instance.mkdir(parents=True, exist_ok=True)
        _write_once(file, secrets.token_urlsafe(48))
        key = file.read_text(encoding="ascii").strip()
    except OSError as error:
        raise StorageError(
            "settings.instance", folder=str(instance), variable=variable_of("instance")
        ) from error
    if len(key) < SHORTEST_SECRET_KEY:
        raise StorageError("settings.kept_key", file=str(file))
    return key


def _write_once(file: Path, text: str) -> None:
    """Create *file* for its owner alone; leave an existing one as it is."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(descriptor, "w", encoding="ascii") as stream:
        stream.write(text)


def _guard(settings: Settings) -> Callable[[Response], Response]:
    def add_headers(response: Response) -> Response:
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if settings.is_https:
            response.headers.setdefault("Strict-Transport-Security", A_YEAR_OF_TLS)
        _keep_private(response)
        return response

    return add_headers


def _keep_private(response: Response) -> None:
    """Let no cache on the way keep a page, and no browser that of a trainer."""
    if "Cache-Control" in response.headers:
        return
    is_trainers = current_user.is_authenticated and current_user.is_trainer
    response.headers["Cache-Control"] = "no-store" if is_trainers else "private, no-cache"
