from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.practice.backlog import backlog_of, forgetting, is_leech, portions
from question_bank.practice.scheduling import (
    DAY,
    Schedule,
    Settings,
    new_schedule,
    recall_now,
)
from question_bank.storage.models.values import CardState

NOON = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
USUAL = Settings()
COUNTS = st.integers(0, 500)
ARRIVING = st.lists(st.integers(0, 90), max_size=40)


@given(COUNTS, ARRIVING, st.integers(0, 60), st.integers(60, 200))
def test_no_day_takes_more_than_its_limit_and_no_review_is_lost(
    waiting: int, arriving: list[int], today: int, limit: int
) -> None:
    days = portions(waiting, arriving, today, limit)

    assert days[0] <= today
    assert all(reviews <= limit for reviews in days[1:])
    if len(days) < 366:
        assert sum(days) == waiting + sum(arriving)


@given(COUNTS, ARRIVING, st.integers(0, 60), st.integers(60, 200))
def test_after_the_days_that_are_told_nothing_waits(
    waiting: int, arriving: list[int], today: int, limit: int
) -> None:
    backlog = backlog_of(waiting, arriving, today, limit)

    if backlog is None:
        assert waiting <= today
        return
    done = portions(waiting, arriving, today, limit)[: backlog.days]
    if backlog.days < 366:
        assert sum(done) == waiting + sum(arriving[: backlog.days - 1])
        assert sum(done[:-1]) < waiting + sum(arriving[: max(0, backlog.days - 2)])


@given(COUNTS, st.integers(0, 60))
def test_a_day_off_leaves_the_same_plan_a_day_later(waiting: int, today: int) -> None:
    assert backlog_of(waiting, [], today, 60) == backlog_of(waiting, [], today, 60)
    late = backlog_of(waiting, [], 60, 60)
    assert late is None or late.days == -(-waiting // 60)


def test_a_wall_of_three_hundred_becomes_five_days() -> None:
    backlog = backlog_of(300, [], 60, 60)

    assert backlog is not None
    assert (backlog.waiting, backlog.days) == (300, 5)


@given(
    st.lists(st.tuples(st.floats(0.5, 400), st.integers(1, 400)), min_size=2, max_size=8),
)
def test_the_most_forgotten_card_is_the_one_least_likely_recalled(
    memories: list[tuple[float, int]],
) -> None:
    cards = [
        Schedule(
            CardState.REVIEW,
            due=NOON,
            stability=stability,
            difficulty=5.0,
            last_review=NOON.replace(hour=20) - days * DAY,
        )
        for stability, days in memories
    ]
    most = max(cards, key=lambda card: forgetting(card, NOON, USUAL))

    lowest = min(recall_now(card, NOON, USUAL) for card in cards)
    assert recall_now(most, NOON, USUAL) == pytest.approx(lowest)


def test_a_new_card_has_nothing_to_forget() -> None:
    assert forgetting(new_schedule(NOON), NOON, USUAL) == 0
    seen = replace(new_schedule(NOON), last_review=NOON - timedelta(days=3))
    assert forgetting(seen, NOON, USUAL) == 0


def test_a_card_rests_at_its_eighth_lapse_and_then_at_every_fourth() -> None:
    assert [lapses for lapses in range(21) if is_leech(lapses)] == [8, 12, 16, 20]
