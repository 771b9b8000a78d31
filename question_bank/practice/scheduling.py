"""
When a card comes back: FSRS, with the days and minimums that Anki's scheduler keeps.

py-fsrs supplies the memory model. Five rules around it make stability, difficulty and,
without fuzz, intervals equal to those of the real Anki
(but for roundings at exactly half a unit, since Anki computes in single precision):

1. days between reviews are whole days up to the next rollover;
2. in review, hard, good and easy are each at least a day above the one before;
3. a pass that comes out above the last interval is at least a day above it; one that
   does not keeps at least the last interval, if chance could have given that too;
4. easy out of the learning steps is at least a day above good;
5. stability is kept to four decimals, difficulty to three.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from random import Random

import fsrs

from question_bank.practice.days import Calendar
from question_bank.practice.intervals import learning_intervals, review_intervals
from question_bank.storage.models.values import CardState

DAY = timedelta(days=1)
#: A hundred years; Anki keeps no stability above it, py-fsrs does.
LONGEST_STABILITY = 36_500.0


class Rating(enum.IntEnum):
    """How well a card was remembered, as stored."""

    AGAIN = 1
    HARD = 2
    GOOD = 3
    EASY = 4


@dataclass(frozen=True, slots=True)
class Schedule:
    """
    What a card remembers of its reviews.

    Attributes:
        state: New, learning, review or relearning.
        step: Learning step, from 0; `None` when new and in review.
        stability: Days until recall falls to 90 %; `None` when new.
        difficulty: 1 (easy) to 10; `None` when new.
        due: When it may be shown, in UTC; in review the beginning of a day.
        last_review: In UTC; `None` when new.
        reps: Times it was answered.
        lapses: Times it was forgotten in review.
    """

    state: CardState
    due: datetime
    step: int | None = None
    stability: float | None = None
    difficulty: float | None = None
    last_review: datetime | None = None
    reps: int = 0
    lapses: int = 0


@dataclass(frozen=True, slots=True)
class Settings:
    """
    How a person's cards are scheduled.

    Attributes:
        retention: Share of cards that should be remembered when due, 0.7 to 0.97.
        learning_steps: Waits of a new card; empty sends it to review at once.
        relearning_steps: Waits of a forgotten card; empty keeps it in review.
        longest_interval: In days.
        calendar: When a day begins.
    """

    retention: float = 0.9
    learning_steps: tuple[timedelta, ...] = (timedelta(minutes=1), timedelta(minutes=10))
    relearning_steps: tuple[timedelta, ...] = (timedelta(minutes=10),)
    longest_interval: int = 36_500
    calendar: Calendar = field(default_factory=Calendar)


@dataclass(frozen=True, slots=True)
class NextState:
    """
    What one button would do.

    Attributes:
        schedule: The card afterwards.
        wait: Until it is due: a learning step, or whole days.
    """

    schedule: Schedule
    wait: timedelta


def new_schedule(now: datetime) -> Schedule:
    """Return the schedule of a card that was never answered."""
    return Schedule(CardState.NEW, due=now)


def next_states(
    schedule: Schedule, now: datetime, settings: Settings, rng: Random | None = None
) -> dict[Rating, NextState]:
    """
    Return what each button would do, in the order of the ratings.

    Args:
        schedule: The card before.
        now: The moment of the review, with a zone.
        settings: How the person's cards are scheduled.
        rng: Spreads the intervals a little, so that cards learnt together part;
            with the same seed the same intervals. `None` keeps them exact.
    """
    now = now.astimezone(UTC)
    days = _days_since_review(schedule, now, settings.calendar)
    card, model = _as_fsrs(schedule, now, days), _model(settings)
    cards = {rating: model.review_card(card, fsrs.Rating(rating), now)[0] for rating in Rating}
    exact = {
        int(rating): _exact_interval(after, settings.retention, model)
        for rating, after in cards.items()
    }
    longest, chance = settings.longest_interval, rng.random() if rng else None
    if schedule.state is CardState.REVIEW:
        previous = interval_of(schedule, settings.calendar)
        intervals = review_intervals(exact, previous, longest, chance)
    else:
        intervals = learning_intervals(exact, longest, chance)
    return {
        rating: _next_state(
            _counted(schedule, rating), after, intervals[rating], now, settings.calendar
        )
        for rating, after in cards.items()
    }


def answer(
    schedule: Schedule,
    rating: Rating,
    now: datetime,
    settings: Settings,
    rng: Random | None = None,
) -> Schedule:
    """Return the card after *rating*; the same as `next_states` promised for that button."""
    return next_states(schedule, now, settings, rng)[rating].schedule


def interval_of(schedule: Schedule, calendar: Calendar) -> int:
    """Return the days between the last review and the day due; 0 outside review."""
    if schedule.state is not CardState.REVIEW or schedule.last_review is None:
        return 0
    return (calendar.day_of(schedule.due) - calendar.day_of(schedule.last_review)).days


def recall_now(schedule: Schedule, now: datetime, settings: Settings) -> float:
    """Return the probability, 0 to 1, that the card is remembered; 0 when new."""
    days = _days_since_review(schedule, now, settings.calendar)
    return _model(settings).get_card_retrievability(_as_fsrs(schedule, now, days), now)


def _model(settings: Settings) -> fsrs.Scheduler:
    return fsrs.Scheduler(
        desired_retention=settings.retention,
        learning_steps=settings.learning_steps,
        relearning_steps=settings.relearning_steps,
        maximum_interval=settings.longest_interval,
        enable_fuzzing=False,
    )


def _days_since_review(schedule: Schedule, now: datetime, calendar: Calendar) -> int | None:
    """Return the whole days from the last review to the next rollover (rule 1)."""
    if schedule.last_review is None:
        return None
    return max(0, (calendar.end_of_day(now) - schedule.last_review) // DAY)


def _exact_interval(card: fsrs.Card, retention: float, model: fsrs.Scheduler) -> float:
    """Return the days after which recall falls to *retention*: the inverse of FSRS's curve."""
    decay = -model.parameters[20]
    per_stability: float = (retention ** (1 / decay) - 1) / (0.9 ** (1 / decay) - 1)
    return _memory(card)[0] * per_stability


def _memory(card: fsrs.Card) -> tuple[float, float]:
    """Return stability and difficulty of a card that was reviewed."""
    if card.stability is None or card.difficulty is None:
        raise AssertionError("py-fsrs left a reviewed card without memory")
    return min(card.stability, LONGEST_STABILITY), card.difficulty


def _as_fsrs(schedule: Schedule, now: datetime, days: int | None) -> fsrs.Card:
    """Return the card as py-fsrs knows it, last reviewed exactly *days* ago."""
    states = {CardState.REVIEW: fsrs.State.Review, CardState.RELEARNING: fsrs.State.Relearning}
    return fsrs.Card(
        card_id=0,
        state=states.get(schedule.state, fsrs.State.Learning),
        step=schedule.step,
        stability=schedule.stability,
        difficulty=schedule.difficulty,
        due=schedule.due,
        last_review=None if days is None else now - days * DAY,
    )


def _counted(schedule: Schedule, rating: Rating) -> Schedule:
    """Return the card with this answer counted."""
    lapsed = schedule.state is CardState.REVIEW and rating is Rating.AGAIN
    return replace(schedule, reps=schedule.reps + 1, lapses=schedule.lapses + lapsed)


def _next_state(
    before: Schedule, after: fsrs.Card, interval: int, now: datetime, calendar: Calendar
) -> NextState:
    """Return the outcome as values; *interval*, in days, is for cards that are in review."""
    states = {
        fsrs.State.Learning: CardState.LEARNING,
        fsrs.State.Review: CardState.REVIEW,
        fsrs.State.Relearning: CardState.RELEARNING,
    }
    stability, difficulty = _memory(after)
    in_review = after.state is fsrs.State.Review
    wait = interval * DAY if in_review else after.due - now
    due = calendar.start_of(calendar.day_of(now) + wait) if in_review else now + wait
    schedule = replace(
        before,
        state=states[after.state],
        due=due,
        step=after.step,
        stability=round(stability, 4),
        difficulty=round(difficulty, 3),
        last_review=now,
    )
    return NextState(schedule, wait)
