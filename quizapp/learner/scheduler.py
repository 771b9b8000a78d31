"""When a deputy's day begins, and how their cards come back."""

from __future__ import annotations

from datetime import datetime
from random import Random

from question_bank.practice.days import Calendar
from question_bank.practice.scheduling import NextState, Rating, Schedule, Settings, next_states
from question_bank.storage.card_settings import DEFAULT, CardSettings
from question_bank.storage.cards import Today
from question_bank.storage.models import Card


def calendar_of(chosen: CardSettings = DEFAULT) -> Calendar:
    """Return when days begin for somebody who has chosen so."""
    return Calendar(rollover_hour=chosen.rollover_hour)


def start_of_today(now: datetime) -> datetime:
    """Return when the day of *now* began for everybody: at four in the morning."""
    calendar = calendar_of()
    return calendar.start_of(calendar.day_of(now))


def today_of(now: datetime, chosen: CardSettings = DEFAULT) -> Today:
    """Return the day in which cards are counted at *now*."""
    calendar = calendar_of(chosen)
    return Today(
        now,
        calendar.start_of(calendar.day_of(now)),
        calendar.end_of_day(now),
        chosen.new_on(calendar.day_of(now)),
        chosen.reviews_a_day,
    )


def states_of(card: Card, now: datetime, chosen: CardSettings) -> dict[Rating, NextState]:
    """Return what each button would do; the same card promises and keeps the same intervals."""
    settings = Settings(calendar=calendar_of(chosen))
    chance = Random(f"{card.id} {card.reps}") if chosen.spread else None  # noqa: S311 -- no secret
    return next_states(schedule_of(card), now, settings, chance)


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
