"""What is coming: how late cards are spread, and the next seven days."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from flask_babel import format_date

from question_bank.practice.backlog import Backlog, backlog_of, portions
from question_bank.storage import card_shelf, cards
from question_bank.storage.card_settings import CardSettings
from quizapp.database import Session
from quizapp.learner.scheduler import calendar_of, today_of

#: Days of the forecast, today included.
WEEK: Final = 7
#: How far ahead reviews are looked up to tell when a backlog will be gone.
HORIZON: Final = 60


@dataclass(frozen=True, slots=True)
class Day:
    """Reviews on one day of the forecast."""

    day: date
    reviews: int

    @property
    def weekday(self) -> str:
        """Its short name: 周三."""
        name: str = format_date(self.day, "EEE")
        return name


def find_backlog(
    session: Session, person_id: int, counts: cards.Counts, chosen: CardSettings, now: datetime
) -> Backlog | None:
    """Return how the reviews that today does not take are spread; `None` if it takes all."""
    if counts.reviews <= counts.reviews_today:
        return None
    arriving = _arriving(session, person_id, chosen, now, HORIZON)
    return backlog_of(counts.reviews, arriving, counts.reviews_today, chosen.reviews_a_day)


def forecast(
    session: Session, person_id: int, counts: cards.Counts, chosen: CardSettings, now: datetime
) -> tuple[Day, ...]:
    """Return the reviews of the next seven days, spread as the limit asks."""
    arriving = _arriving(session, person_id, chosen, now, WEEK - 1)
    done = portions(counts.reviews, arriving, counts.reviews_today, chosen.reviews_a_day)
    today = calendar_of(chosen).day_of(now)
    padded = (*done, *[0] * WEEK)[:WEEK]
    return tuple(Day(today + timedelta(days=n), reviews) for n, reviews in enumerate(padded))


def _arriving(
    session: Session, person_id: int, chosen: CardSettings, now: datetime, days: int
) -> Sequence[int]:
    """Return how many reviews come due tomorrow, the day after, and so on for *days* days."""
    calendar, today = calendar_of(chosen), today_of(now, chosen)
    last = calendar.start_of(calendar.day_of(now) + timedelta(days=days + 1))
    dues = card_shelf.dues_until(session, person_id, today.end, last)
    found = Counter((calendar.day_of(due) - calendar.day_of(now)).days for due in dues)
    return [found[day] for day in range(1, days + 1)]
