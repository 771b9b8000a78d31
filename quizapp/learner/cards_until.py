"""Cards until a meeting: whether those not yet turned can all be met by then, and at what pace."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from question_bank.storage import cards
from question_bank.storage.card_settings import (
    MOST_NEW,
    load_card_settings,
    save_card_settings,
)
from question_bank.storage.models import StudyPlan
from quizapp.database import Session
from quizapp.learner.planned import days_left
from quizapp.learner.scheduler import calendar_of, today_of

#: How often a new card is turned until it is known for some days.
PRESSES: Final = 4
SECONDS_A_PRESS: Final = 10


@dataclass(frozen=True, slots=True)
class CardsUntil:
    """
    How somebody's new cards and the days until a meeting fit together.

    Attributes:
        waiting: Cards not yet turned.
        usual: New cards a day as chosen in the settings.
        now: New cards that a day takes at present.
        needed: New cards a day that bring all of them up in time, at most `MOST_NEW`.
    """

    waiting: int
    usual: int
    now: int
    needed: int

    @property
    def is_short(self) -> bool:
        """Whether the present pace leaves cards unturned."""
        return self.needed > self.now

    @property
    def is_raised(self) -> bool:
        """Whether a higher pace than the usual one holds until the meeting."""
        return self.now > self.usual

    @property
    def minutes(self) -> int:
        """What the higher pace costs a day beside the usual one, about, rounded up."""
        more = max(self.needed, self.now) - self.usual
        return -(-more * PRESSES * SECONDS_A_PRESS // 60)


def look_ahead(session: Session, plan: StudyPlan, now: datetime) -> CardsUntil:
    """Return how the new cards of a plan's owner fit into the days that are left."""
    chosen = load_card_settings(session, plan.person_id)
    waiting = cards.count_new(session, plan.person_id)
    days = max(1, days_left(plan, calendar_of().day_of(now)))
    needed = min(-(-waiting // days), MOST_NEW)
    return CardsUntil(waiting, chosen.new_a_day, today_of(now, chosen).new_limit, needed)


def keep_pace(session: Session, plan: StudyPlan, now: datetime, *, raised: bool) -> None:
    """Turn as many new cards a day as the plan needs until its meeting, or as many as usual again."""
    chosen = load_card_settings(session, plan.person_id)
    if not raised and not chosen.until:
        return
    ahead = look_ahead(session, plan, now)
    until = plan.meeting_on.isoformat() if raised else ""
    new = replace(chosen, new_until=max(ahead.needed, ahead.now) if raised else 0, until=until)
    save_card_settings(session, plan.person_id, new)
