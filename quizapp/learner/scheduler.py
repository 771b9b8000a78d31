"""When a deputy's day begins, and how their cards come back."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from question_bank.practice.scheduling import Schedule, Settings
from question_bank.storage.cards import Today
from question_bank.storage.models import Card

#: New cards a day: with their repetitions about five minutes.
NEW_A_DAY: Final = 10
SETTINGS: Final = Settings()


def start_of_today(now: datetime) -> datetime:
    """Return when the day of *now* began: at four in the morning."""
    calendar = SETTINGS.calendar
    return calendar.start_of(calendar.day_of(now))


def today_of(now: datetime) -> Today:
    """Return the day in which cards are counted at *now*."""
    return Today(now, start_of_today(now), SETTINGS.calendar.end_of_day(now), NEW_A_DAY)


def schedule_of(card: Card) -> Schedule:
    """Return what a stored card remembers."""
    return Schedule(
        state=card.state,
        due=card.due,
        step=card.step,
        stability=card.stability,
        difficulty=card.difficulty,
        last_review=card.last_review,
        reps=card.reps,
        lapses=card.lapses,
    )
