"""Moments as pages show them: in the office's time, as 2026-03-02 or 2026-03-02 09:00."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import format_datetime, get_timezone


def init_app(app: Flask) -> None:
    """Give templates the filters ``local_day`` and ``local_minute``."""
    app.add_template_filter(local_day, "local_day")
    app.add_template_filter(local_minute, "local_minute")


def local_day(moment: datetime | date) -> str:
    """Return the day of *moment* where the office is."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return str(format_datetime(moment, "yyyy-MM-dd"))


def local_minute(moment: datetime) -> str:
    """Return day and minute of *moment* where the office is."""
    return str(format_datetime(moment, "yyyy-MM-dd HH:mm"))


def zone() -> ZoneInfo:
    """Return the time zone of the office."""
    return ZoneInfo(str(get_timezone()))


def start_of(day: date) -> datetime:
    """Return the moment when *day* begins where the office is."""
    return datetime.combine(day, time.min, zone())
