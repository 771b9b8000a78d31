"""Spans of time in the words of the page."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from flask_babel import gettext as _

MINUTE: Final = timedelta(minutes=1)
HOUR: Final = timedelta(hours=1)
DAY: Final = timedelta(days=1)
MONTH: Final = timedelta(days=30)
YEAR: Final = timedelta(days=365)


def wait_in_words(wait: timedelta) -> str:
    """Say how long a card stays away, short enough for a button: 10 分钟, 4 天, 2.5 个月."""
    for unit, words in (
        (YEAR, _("%(count)s 年")),
        (MONTH, _("%(count)s 个月")),
        (DAY, _("%(count)s 天")),
        (HOUR, _("%(count)s 小时")),
    ):
        if wait >= unit:
            return str(words) % {"count": _rounded(wait / unit, tenths=unit >= MONTH)}
    return str(_("%(count)s 分钟", count=max(1, round(wait / MINUTE))))


def time_in_words(taken: timedelta) -> str:
    """Say how long somebody worked, to the second below an hour."""
    minutes, seconds = divmod(round(taken.total_seconds()), 60)
    if minutes >= HOUR // MINUTE:
        hours, minutes = divmod(minutes, 60)
        return str(_("%(hours)s 小时 %(minutes)s 分", hours=hours, minutes=minutes))
    if not minutes:
        return str(_("%(seconds)s 秒", seconds=seconds))
    return str(_("%(minutes)s 分 %(seconds)s 秒", minutes=minutes, seconds=seconds))


def _rounded(number: float, *, tenths: bool) -> str:
    return f"{number:.1f}".removesuffix(".0") if tenths else str(round(number))
