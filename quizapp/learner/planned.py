"""A deputy's plan until a meeting, worked out for one page."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from question_bank.practice.planning import (
    MUST_HAVE,
    SIGHTINGS,
    PlanItem,
    Portion,
    Sighting,
    plan,
    portion_of_today,
    seconds_by_type,
)
from question_bank.questions.values import ItemType
from question_bank.storage import plans
from question_bank.storage.models import StudyPlan
from question_bank.storage.plans import Met, Running, Theme, Themes
from quizapp.database import Session
from quizapp.learner.scheduler import calendar_of

#: Sightings from which a question counts as prepared.
PREPARED: Final = 2


@dataclass(frozen=True, slots=True)
class Course:
    """
    What a plan is worked out from.

    Attributes:
        days: Left, today included; 0 after the meeting.
        met: All answers given in it, in order of time.
        today: The day of the page.
    """

    plan: StudyPlan
    today: date
    items: tuple[PlanItem, ...]
    met: tuple[Met, ...]

    @property
    def days(self) -> int:
        """Days left before the meeting; on its own day one still may practise."""
        return days_left(self.plan, self.today)

    def portion(self) -> Portion:
        """Return the numbers of today's questions; empty if there is nothing to do today."""
        return portion_of_today(
            self.items, self.days, self.plan.minutes_a_day, self._seen_before_today()
        )

    def seconds_of(self, portion: Iterable[int]) -> float:
        """Return how long *portion* takes."""
        seconds = {item.id: item.seconds for item in self.items}
        return sum(seconds[number] for number in portion)

    def outlook(self) -> Outlook:
        """Return how far one is, and how far one gets with every day done."""
        days = self._days_met()
        ahead = {number: len(found) for number, found in days.items()}
        for portion in plan(
            self.items, self.days, self.plan.minutes_a_day, self._seen_before_today()
        ):
            for number in portion:
                ahead[number] = ahead.get(number, 0) + 1
        must = [item.id for item in self.items if item.importance >= MUST_HAVE]
        return Outlook(
            total=len(self.items),
            must=len(must),
            seen=sum(item.id in days for item in self.items),
            must_seen=sum(number in days for number in must),
            prepared=sum(len(days.get(item.id, ())) >= PREPARED for item in self.items),
            reachable=sum(item.id in ahead for item in self.items),
            must_reachable=sum(number in ahead for number in must),
            firm=sum(ahead.get(item.id, 0) >= SIGHTINGS for item in self.items),
        )

    def _days_met(self) -> dict[int, set[date]]:
        calendar = calendar_of()
        days: dict[int, set[date]] = defaultdict(set)
        for each in self.met:
            days[each.question_id].add(calendar.day_of(each.answered_at))
        return days

    def _seen_before_today(self) -> dict[int, Sighting]:
        """Return what was met on earlier days: today's portion stays the same all day."""
        calendar = calendar_of()
        days: dict[int, set[date]] = defaultdict(set)
        right: dict[int, bool] = {}
        for each in self.met:
            day = calendar.day_of(each.answered_at)
            if day < self.today:
                days[each.question_id].add(day)
                right[each.question_id] = each.correct
        return {
            number: Sighting(len(found), (self.today - max(found)).days, not right[number])
            for number, found in days.items()
        }


@dataclass(frozen=True, slots=True)
class Outlook:
    """
    How far one is with a plan, in questions.

    Attributes:
        total: All that the themes bring up.
        must: The must-haves among them.
        seen: Met at least once.
        prepared: Met on `PREPARED` days or more.
        reachable: Met by the meeting if every day is done.
        firm: Met three times by then.
    """

    total: int
    must: int
    seen: int
    must_seen: int
    prepared: int
    reachable: int
    must_reachable: int
    firm: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of a plan that is over."""

    plan: StudyPlan
    sittings: int
    answered: int
    right: int
    seen: int
    total: int


@dataclass(frozen=True, slots=True)
class TodaysPlan:
    """
    The plan as the first page shows it.

    Attributes:
        days: Until the meeting; 0 on its day, below after it.
        count: Questions of today's portion; 0 if there is nothing to do, `None` if nobody looked.
        minutes: What they take, rounded up.
    """

    running: Running
    days: int
    count: int | None = 0
    minutes: int = 0

    @property
    def is_over(self) -> bool:
        """Whether the meeting has been."""
        return self.days < 0

    @property
    def is_done(self) -> bool:
        """Whether nothing is left for today."""
        return not self.is_over and not self.running.is_open and self.count == 0


def days_left(plan: StudyPlan, today: date) -> int:
    """Return the days on which one can practise: at least one until the meeting, then none."""
    days = (plan.meeting_on - today).days
    return max(1, days) if days >= 0 else 0


def load_course(session: Session, plan: StudyPlan, now: datetime) -> Course:
    """Return what *plan* is worked out from at *now*, in two statements."""
    met = tuple(plans.answers_of_plan(session, plan.id))
    themes = plans.questions_of_themes(session, Themes.from_data(plan.themes))
    return Course(plan, calendar_of().day_of(now), items_of(themes, met), met)


def items_of(themes: Sequence[Theme], met: Iterable[Met]) -> tuple[PlanItem, ...]:
    """Return the questions of a plan, each with the time that this deputy takes for its type."""
    taken: dict[ItemType, list[float]] = defaultdict(list)
    for each in met:
        if each.seconds is not None:
            taken[each.type].append(each.seconds)
    seconds = seconds_by_type(taken)
    return tuple(
        PlanItem(each.question_id, each.importance, seconds[each.type], each.fact)
        for each in themes
    )


def load_today(
    session: Session, person_id: int, now: datetime, *, counts: bool = True
) -> TodaysPlan | None:
    """
    Return somebody's plan as the first page shows it; `None` without one.

    Without *counts* today's portion is not worked out, which spares two statements.
    """
    calendar = calendar_of()
    today = calendar.day_of(now)
    running = plans.find_running(session, person_id, calendar.start_of(today))
    if running is None:
        return None
    days = (running.plan.meeting_on - today).days
    if days < 0 or running.attempt_id is not None:
        return TodaysPlan(running, days)
    if not counts:
        return TodaysPlan(running, days, None)
    course = load_course(session, running.plan, now)
    portion = course.portion()
    minutes = -(-int(course.seconds_of(portion)) // 60)
    return TodaysPlan(running, days, len(portion), minutes)


def load_summary(session: Session, plan: StudyPlan) -> Summary:
    """Return what became of *plan*."""
    met = plans.answers_of_plan(session, plan.id)
    themes = plans.questions_of_themes(session, Themes.from_data(plan.themes))
    return Summary(
        plan=plan,
        sittings=plans.count_sittings(session, plan.id),
        answered=len(met),
        right=sum(each.correct for each in met),
        seen=len({each.question_id for each in met}),
        total=len(themes),
    )
