"""
Moments as people here write and read them: local time, to the minute.

Fields of a form hold ``2026-03-05T09:00``, as ``datetime-local`` inputs send it; a
browser that knows no such input shows a line of text that may as well hold a blank.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_datetime
from flask_babel import gettext as _

ZONE: Final = ZoneInfo("Asia/Shanghai")
_SHAPE: Final = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?[T ]+([0-9]{1,2})[:：]([0-9]{2})(?::[0-9]{2})?"
)


def init_app(app: Flask) -> None:
    """Give templates the filters ``moment`` and ``local_input``."""
    app.add_template_filter(moment_in_words, "moment")
    app.add_template_filter(local_input, "local_input")


def parse_local(text: str) -> datetime | None:
    """Return the moment typed, in UTC; `None` for what is none."""
    found = _SHAPE.fullmatch(text.strip())
    if found is None:
        return None
    try:
        return datetime(*map(int, found.groups()), tzinfo=ZONE).astimezone(UTC)  # type: ignore[arg-type, misc]
    except (ValueError, OverflowError):
        return None


def local_input(moment: datetime | None) -> str:
    """Return what a field shows of *moment*; nothing for none."""
    return "" if moment is None else moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M")


def moment_in_words(moment: datetime) -> str:
    """Say *moment* in the reader's language, to the minute."""
    words: str = format_datetime(moment, _("y年M月d日 HH:mm"))
    return words
