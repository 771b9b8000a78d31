from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.practice.days import Calendar
from question_bank.practice.intervals import spread, spread_range
from question_bank.practice.scheduling import (
    DAY,
    Rating,
    Schedule,
    Settings,
    answer,
    interval_of,
    new_schedule,
    next_states,
    recall_now,
)
from question_bank.storage.models.values import CardState

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
USUAL = Settings()
REVIEW = Schedule(
    CardState.REVIEW,
    due=datetime(2026, 11, 21, 20, 0, tzinfo=UTC),
    stability=20.0,
    difficulty=5.0,
    last_review=NOON - 20 * DAY,
    reps=4,
)
STATES = st.sampled_from(Rating)


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  chance, not secrecy


def waits(schedule: Schedule, settings: Settings = USUAL, seed: int | None = None) -> list[int]:
    rng = None if seed is None else seeded(seed)
    states = next_states(schedule, NOON, settings, rng)
    return [int(states[rating].wait.total_seconds()) for rating in Rating]


def days(*numbers: int) -> list[int]:
    return [number * 86_400 for number in numbers]


def test_a_new_card_goes_through_the_learning_steps() -> None:
    assert waits(new_schedule(NOON)) == [60, 330, 600, *days(8)]


def test_a_learnt_card_comes_back_at_the_beginning_of_a_day() -> None:
    learnt = answer(new_schedule(NOON), Rating.EASY, NOON, USUAL)

    assert learnt.state is CardState.REVIEW
    assert learnt.due == datetime(2026, 11, 29, 20, 0, tzinfo=UTC)
    assert interval_of(learnt, USUAL.calendar) == 8
    assert (learnt.reps, learnt.lapses, learnt.last_review) == (1, 0, NOON)


def test_a_forgotten_card_is_learnt_again_and_counted() -> None:
    forgotten = answer(REVIEW, Rating.AGAIN, NOON, USUAL)

    assert forgotten.state is CardState.RELEARNING
    assert forgotten.due == NOON + timedelta(minutes=10)
    assert (forgotten.reps, forgotten.lapses) == (5, 1)


def test_without_relearning_steps_a_forgotten_card_stays_in_review() -> None:
    forgotten = answer(REVIEW, Rating.AGAIN, NOON, replace(USUAL, relearning_steps=()))

    assert forgotten.state is CardState.REVIEW
    assert forgotten.lapses == 1
    assert interval_of(forgotten, USUAL.calendar) >= 1


def test_no_interval_is_longer_than_the_longest() -> None:
    assert waits(REVIEW, replace(USUAL, longest_interval=7))[1:] == days(7, 7, 7)


def test_a_higher_retention_asks_sooner() -> None:
    strict, lax = (waits(REVIEW, replace(USUAL, retention=share)) for share in (0.95, 0.8))

    assert all(soon < late for soon, late in zip(strict[1:], lax[1:], strict=True))


def test_stability_stops_at_a_hundred_years() -> None:
    old = replace(REVIEW, stability=36_000.0, last_review=NOON - 36_500 * DAY)

    assert answer(old, Rating.EASY, NOON, USUAL).stability == 36_500


def test_chance_is_repeatable_and_the_buttons_keep_their_promise() -> None:
    promised = next_states(REVIEW, NOON, USUAL, seeded(5))[Rating.GOOD].schedule

    assert answer(REVIEW, Rating.GOOD, NOON, USUAL, seeded(5)) == promised
    assert len({tuple(waits(REVIEW, seed=seed)) for seed in range(40)}) > 5


def test_chance_leaves_learning_steps_alone() -> None:
    assert waits(new_schedule(NOON), seed=1)[:3] == [60, 330, 600]


@given(
    st.lists(st.tuples(STATES, st.integers(0, 40 * 86_400)), min_size=1, max_size=12),
    st.none() | st.integers(),
)
def test_any_history_keeps_its_promises(
    history: list[tuple[Rating, int]], seed: int | None
) -> None:
    schedule, now = new_schedule(NOON), NOON
    for rating, pause in history:
        now += timedelta(seconds=pause)
        states = next_states(schedule, now, USUAL, None if seed is None else seeded(seed))
        after = {each: state.schedule for each, state in states.items()}
        if schedule.state is CardState.REVIEW:
            hard, good, easy = (
                interval_of(after[each], USUAL.calendar) for each in list(Rating)[1:]
            )
            assert 1 <= hard < good < easy
        schedule = after[rating]
        assert schedule.due > now
        assert 1 <= (schedule.difficulty or 0) <= 10
        assert 0 < recall_now(schedule, now, USUAL) <= 1


def test_a_new_card_is_not_remembered() -> None:
    assert recall_now(new_schedule(NOON), NOON, USUAL) == 0


@pytest.mark.parametrize(
    ("interval", "bounds"),
    [(1, (1, 1)), (2.4, (2, 2)), (3, (2, 4)), (3.3905, (2, 5)), (10, (8, 12)), (100, (93, 107))],
)
def test_chance_reaches_further_from_longer_intervals(
    interval: float, bounds: tuple[int, int]
) -> None:
    assert spread_range(interval) == bounds


@given(st.floats(0.5, 40_000), st.integers(1, 100), st.integers(1, 36_500), st.floats(0, 0.999_999))
def test_chance_stays_within_the_least_and_the_longest(
    interval: float, least: int, longest: int, chance: float
) -> None:
    assert min(least, longest) <= spread(interval, least, longest, chance) <= longest


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2026, 11, 21, 19, 59, tzinfo=UTC), date(2026, 11, 21)),
        (datetime(2026, 11, 21, 20, 0, tzinfo=UTC), date(2026, 11, 22)),
        (datetime(2026, 11, 22, 16, 30, tzinfo=UTC), date(2026, 11, 22)),
    ],
)
def test_a_day_begins_at_four_in_the_morning(moment: datetime, day: date) -> None:
    assert Calendar().day_of(moment) == day
    assert Calendar().start_of(day) <= moment < Calendar().end_of_day(moment)


def test_days_follow_the_clocks_of_the_place() -> None:
    berlin = Calendar(zone="Europe/Berlin", rollover_hour=2)
    summer, winter = berlin.start_of(date(2026, 10, 24)), berlin.start_of(date(2026, 10, 26))

    assert (summer.hour, winter.hour) == (0, 1)
    assert winter - summer == 2 * DAY + timedelta(hours=1)
