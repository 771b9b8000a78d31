"""
What to do when more cards have come due than a day takes.

Nothing is rescheduled: the day at which a card was due belongs to its memory. A day
takes a limited number of reviews, the most forgotten first, and the rest waits; so the
plan is always the one from today on, however many days were missed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from question_bank.practice.scheduling import Schedule, Settings

#: Days looked ahead at most; a backlog that takes longer never ends.
LONGEST: Final = 366
#: Lapses after which a card is a leech: it costs more than it teaches.
LEECH_LAPSES: Final = 8


@dataclass(frozen=True, slots=True)
class Backlog:
    """
    Reviews that today does not take.

    Attributes:
        waiting: Reviews due now, those of today's portion included.
        days: Days, today included, after which nobody waits any more, at least 1.
    """

    waiting: int
    days: int


def portions(waiting: int, arriving: Sequence[int], today: int, limit: int) -> tuple[int, ...]:
    """
    Return the reviews of each day, today first, until nothing waits and nothing arrives.

    Args:
        waiting: Reviews due now.
        arriving: How many come due tomorrow, the day after, …
        today: How many today still takes.
        limit: How many each later day takes, 1 or more.
    """
    done: list[int] = []
    for day in range(LONGEST):
        if day:
            waiting += arriving[day - 1] if day <= len(arriving) else 0
        taken = min(waiting, limit if day else today)
        waiting -= taken
        done.append(taken)
        if not waiting and day >= len(arriving):
            break
    return tuple(done)


def backlog_of(waiting: int, arriving: Sequence[int], today: int, limit: int) -> Backlog | None:
    """Return how a backlog is spread, see `portions`; `None` if today takes all of it."""
    if waiting <= today:
        return None
    left, day = waiting - today, 1
    while left > 0 and day < LONGEST:
        left += (arriving[day - 1] if day <= len(arriving) else 0) - limit
        day += 1
    return Backlog(waiting, day)


def forgetting(schedule: Schedule, now: datetime, settings: Settings) -> float:
    """
    Return how far a reviewed card is forgotten: days since the review over its stability.

    The probability of recall falls as this grows, so the highest comes first.
    """
    if schedule.last_review is None or not schedule.stability:
        return 0.0
    days = (settings.calendar.end_of_day(now) - schedule.last_review).total_seconds() / 86_400
    return days / schedule.stability


def is_leech(lapses: int) -> bool:
    """Tell whether a lapse that brings a card to *lapses* makes it rest: the 8th, 12th and so on."""
    return lapses >= LEECH_LAPSES and (lapses - LEECH_LAPSES) % (LEECH_LAPSES // 2) == 0
