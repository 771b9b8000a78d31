"""
How often codes and PINs may be guessed.

A code to join opens nothing that exists, so only guessing in bulk is stopped, by
address. A PIN is short: whoever tries one name waits after a few wrong ones,
from however many addresses they come.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable
from typing import Any, Final

from flask import Flask, Response, g, request
from flask_limiter import Limiter, RequestLimit

from question_bank.storage.joining import normal_name

#: Codes that no invitation has, from one address.
WRONG_CODES: Final = "30 per 10 minutes"
#: Wrong PINs for one name and group, and from one address.
WRONG_PINS: Final = "5 per 15 minutes; 20 per day"
WRONG_PINS_FROM_AN_ADDRESS: Final = "60 per 10 minutes"

View = Callable[..., Any]


def wrong_codes(app: Flask, view: View) -> View:
    """Return *view*, closed for a while to an address that sent too many unknown codes."""
    throttle: Limiter = app.extensions["throttle"]
    limited: View = throttle.shared_limit(WRONG_CODES, scope="codes", deduct_when=_was_unknown)(
        view
    )
    return limited


def wrong_pins(app: Flask, view: View, refusal: Callable[[RequestLimit], Response]) -> View:
    """Return *view*, which answers with *refusal* after too many wrong PINs."""
    throttle: Limiter = app.extensions["throttle"]
    for_a_name = throttle.limit(
        WRONG_PINS, key_func=_name_and_group, deduct_when=_was_wrong, on_breach=refusal
    )
    from_an_address = throttle.limit(
        WRONG_PINS_FROM_AN_ADDRESS, deduct_when=_was_wrong, on_breach=refusal
    )
    limited: View = for_a_name(from_an_address(view))
    return limited


def note_wrong_pin() -> None:
    """Count this request as a wrong guess."""
    g.pin_was_wrong = True


def _name_and_group() -> str:
    name = normal_name(request.form.get("name", "")[:200])
    group = unicodedata.normalize("NFKC", request.form.get("group", ""))[:40]
    return hashlib.sha256(f"{name}\n{group}".encode()).hexdigest()


def _was_unknown(response: Response) -> bool:
    return response.status_code in {404, 422}


def _was_wrong(_response: Response) -> bool:
    return bool(g.get("pin_was_wrong", False))
