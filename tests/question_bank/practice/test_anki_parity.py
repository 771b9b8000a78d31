from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from question_bank.practice.scheduling import (
    DAY,
    NextState,
    Rating,
    Schedule,
    Settings,
    interval_of,
    new_schedule,
    next_states,
)
from question_bank.storage.models.values import CardState

CARDS, REVIEWS, SEED = 500, 12, 20_261_122
SETTINGS = Settings()
CALENDAR = SETTINGS.calendar


@pytest.fixture(scope="module")
def histories() -> list[dict[str, Any]]:
    program = Path(__file__).with_name("anki_histories.py")
    done = subprocess.run(
        [sys.executable, str(program), str(CARDS), str(REVIEWS), str(SEED)],
        capture_output=True,
        check=True,
        env=os.environ | {"ANKI_TEST_MODE": "1", "TZ": CALENDAR.zone},
        text=True,
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


@dataclass(frozen=True, slots=True)
class Button:
    """What one button would do, by the real Anki and by us."""

    state: str
    wait: int
    stability: float
    difficulty: float
    ours: NextState

    def memory_equal(self) -> bool:
        """Ours is rounded as Anki stores it; what its buttons carry isn't rounded yet."""
        stability, difficulty = memory_of(self.ours.schedule)
        return (
            abs(stability - self.stability) <= 8e-5 * self.stability + 5e-5
            and abs(difficulty - self.difficulty) <= 5e-7 * difficulty + 5e-4
        )

    def wait_equal(self) -> bool:
        """Half a day is rounded up or down by the last bit of single precision."""
        stability = self.stability
        on_the_edge = abs(stability % 1 - 0.5) <= 8e-5 * stability
        return self.ours.wait.total_seconds() == self.wait or on_the_edge


def memory_of(schedule: Schedule) -> tuple[float, float]:
    assert schedule.stability is not None
    assert schedule.difficulty is not None
    return schedule.stability, schedule.difficulty


def compared(histories: list[dict[str, Any]], *, in_step: bool) -> Iterator[Button]:
    """Yield every button of every review; *in_step* takes Anki's memory after each review."""
    schedule = new_schedule(datetime.now(UTC))
    for review in histories:
        now = datetime.fromtimestamp(review["now"], UTC)
        schedule = new_schedule(now) if review["first"] else passed(schedule, review["gap"])
        ours = next_states(schedule, now, SETTINGS)
        for rating, theirs in zip(Rating, review["buttons"], strict=True):
            yield Button(ours=ours[rating], **theirs)
        chosen = review["buttons"][review["rating"] - 1]
        schedule = as_anki_waits(ours[Rating(review["rating"])].schedule, chosen, now)
        if in_step:
            stability, difficulty = review["kept"]
            schedule = replace(schedule, stability=stability, difficulty=difficulty)


def as_anki_waits(schedule: Schedule, theirs: dict[str, Any], now: datetime) -> Schedule:
    if schedule.state is not CardState.REVIEW:
        return schedule
    days = timedelta(seconds=theirs["wait"])
    return replace(schedule, due=CALENDAR.start_of(CALENDAR.day_of(now) + days))


def passed(schedule: Schedule, seconds: int) -> Schedule:
    """Return *schedule* as if *seconds* had passed since its last review."""
    if schedule.last_review is None:
        return schedule
    reviewed = schedule.last_review - timedelta(seconds=seconds)
    day_due = CALENDAR.day_of(reviewed) + interval_of(schedule, CALENDAR) * DAY
    in_review = schedule.state is CardState.REVIEW
    due = CALENDAR.start_of(day_due) if in_review else schedule.due - timedelta(seconds=seconds)
    return replace(schedule, last_review=reviewed, due=due)


def test_every_button_does_what_it_does_in_the_real_anki(
    histories: list[dict[str, Any]],
) -> None:
    buttons = list(compared(histories, in_step=True))

    assert len(buttons) == 4 * CARDS * REVIEWS
    assert [button for button in buttons if not button.memory_equal()] == []
    assert [button for button in buttons if not button.wait_equal()] == []
    assert {b.ours.schedule.state == b.state for b in buttons} == {True}


def test_whole_histories_stay_together(histories: list[dict[str, Any]]) -> None:
    buttons = list(compared(histories, in_step=False))
    apart = [button for button in buttons if not button.memory_equal()]

    assert len(apart) <= len(buttons) // 200
    for button in apart:
        stability, difficulty = memory_of(button.ours.schedule)
        assert stability == pytest.approx(button.stability, rel=2e-3)
        assert difficulty == pytest.approx(button.difficulty, abs=2e-3)
