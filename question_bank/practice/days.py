"""
Days as learners live them: from one rollover (04:00 local time) to the next.

Somebody who repeats cards at one in the morning is still in yesterday.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Calendar:
    """
    Where and when a day begins.

    Attributes:
        zone: Name in the time zone database.
        rollover_hour: Local hour at which the day begins, 0 to 23.
    """

    zone: str = "Asia/Shanghai"
    rollover_hour: int = 4

    def day_of(self, moment: datetime) -> date:
        """Return the day that *moment*, which has a zone, belongs to."""
        day = moment.astimezone(ZoneInfo(self.zone)).date()
        return day if moment >= self.start_of(day) else day - timedelta(days=1)

    def start_of(self, day: date) -> datetime:
        """Return the moment at which *day* begins, in UTC."""
        local = datetime.combine(day, time(self.rollover_hour), ZoneInfo(self.zone))
        return local.astimezone(UTC)

    def end_of_day(self, moment: datetime) -> datetime:
        """Return the next rollover after *moment*, in UTC."""
        return self.start_of(self.day_of(moment) + timedelta(days=1))
