"""The one place of the site that reads the clock; everything below is told the time."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from flask import Flask, current_app

Clock = Callable[[], datetime]


def init_app(app: Flask, clock: Clock) -> None:
    """Let *app* live by *clock*."""
    app.extensions["clock"] = clock


def now() -> datetime:
    """Return the moment of this request in UTC."""
    clock: Clock = current_app.extensions["clock"]
    return clock()
