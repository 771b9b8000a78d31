"""The web site on top of `question_bank`: HTTP in, HTML out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from quizapp.config import Settings


def system_clock() -> datetime:
    """Return this moment in UTC."""
    return datetime.now(UTC)


def create_app(settings: Settings, tell_time: Callable[[], datetime] = system_clock) -> Flask:
    """Build the site by *settings*; tests pass a clock of their own."""
    # Imported here, so that a command like `quizapp read` starts without Flask.
    from quizapp import application  # noqa: PLC0415

    return application.build(settings, tell_time)
