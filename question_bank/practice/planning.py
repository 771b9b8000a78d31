"""
会前五分钟: what to practise each day until a meeting, in a few minutes a day.

Each day is worked out from what was really seen before it, so that a day missed is
simply planned again. Must-haves come before the rest; a question comes back after
growing gaps, and once more before the meeting.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from typing import Final

from question_bank.questions.values import ItemType

#: Days until the second, third … sighting; the last one goes on.
GAPS: Final = (1, 3, 7, 14, 28)
#: Sightings that everything should have before the meeting.
SIGHTINGS: Final = 3
#: Importance from which a question is a must-have.
MUST_HAVE: Final = 0.8
#: Seconds an answer and a look at its source take until a deputy's own time is known.
USUAL_SECONDS: Final[Mapping[ItemType, float]] = {
    ItemType.TRUE_FALSE: 18.0,
    ItemType.SINGLE: 25.0,
    ItemType.MULTIPLE: 40.0,
    ItemType.CLOZE: 40.0,
    ItemType.SHORT_ANSWER: 60.0,
}
#: A median counts from this many answers on, and within these seconds.
ENOUGH_ANSWERS: Final = 5
QUICKEST, SLOWEST = 8.0, 60.0


@dataclass(frozen=True, slots=True)
class PlanItem:
    """
    A question of the themes.

    Attributes:
        id: Names the question.
        importance: 0 to 1; a must-have from `MUST_HAVE` on.
        seconds: How long an answer takes, above 0.
        fact: What it asks; two with one fact never come on one day, unless empty.
    """

    id: int
    importance: float
    seconds: float
    fact: str = ""

    @property
    def is_must_have(self) -> bool:
        """Whether it comes before the rest."""
        return self.importance >= MUST_HAVE


@dataclass(frozen=True, slots=True)
class Sighting:
    """
    How a question was met in the plan so far.

    Attributes:
        times: On how many days, 1 or more.
        days_ago: Since the last of them, 1 or more.
        missed: Whether the last answer was wrong.
    """

    times: int
    days_ago: int
    missed: bool = False


Portion = tuple[int, ...]


def plan(
    items: Iterable[PlanItem], days: int, minutes: int, seen: Mapping[int, Sighting]
) -> tuple[Portion, ...]:
    """
    Return what to practise on each of the *days* left, today first, if all is answered rightly.

    Args:
        items: The questions of the themes.
        days: Days left, today included; 0 gives no portion.
        minutes: Time of one day; no portion takes longer.
        seen: What was met on earlier days, by the number of the question.
    """
    course = _Course(items, days, minutes * 60, seen)
    return tuple(course.portion(day) for day in range(days))


def portion_of_today(
    items: Iterable[PlanItem], days: int, minutes: int, seen: Mapping[int, Sighting]
) -> Portion:
    """Return the first portion of `plan`, without working out the rest; empty for no day."""
    return _Course(items, days, minutes * 60, seen).portion(0) if days > 0 else ()


def seconds_by_type(taken: Mapping[ItemType, Sequence[float]]) -> dict[ItemType, float]:
    """Return how long an answer takes: a deputy's own median where enough is known, in seconds."""
    return {
        each: min(max(median(taken[each]), QUICKEST), SLOWEST)
        if len(taken.get(each, ())) >= ENOUGH_ANSWERS
        else usual
        for each, usual in USUAL_SECONDS.items()
    }


@dataclass(slots=True)
class _Memory:
    """How often a question was met, and on which day last; days before today are negative."""

    times: int
    last: int
    missed: bool


class _Course:
    """The days up to the meeting, filled one after the other."""

    def __init__(
        self, items: Iterable[PlanItem], days: int, budget: int, seen: Mapping[int, Sighting]
    ) -> None:
        fitting = (item for item in items if item.seconds <= budget)
        self._items = sorted(fitting, key=lambda item: (-item.importance, item.id))
        self._days, self._budget = days, budget
        self._met = {
            number: _Memory(each.times, -each.days_ago, each.missed)
            for number, each in seen.items()
        }

    def portion(self, day: int) -> Portion:
        """Fill *day*, which follows those filled before, and remember what was met."""
        taken = _Filling(self._budget)
        unseen = [each for each in self._items if each.is_must_have and each.id not in self._met]
        taken.add(unseen, up_to=self._pressing(unseen, day))
        taken.add(each for each in self._due(day) if each.is_must_have)
        taken.add(unseen)
        if all(each.id in taken.numbers for each in unseen):
            taken.add(self._due(day))
            taken.add(each for each in self._items if each.id not in self._met)
        for number in taken.numbers:
            times = self._met[number].times if number in self._met else 0
            self._met[number] = _Memory(times + 1, day, missed=False)
        return tuple(taken.numbers)

    def _pressing(self, unseen: Sequence[PlanItem], day: int) -> float:
        """Return the seconds of *unseen* that the days after *day* could no longer take."""
        later = (self._days - day - 1) * self._budget
        return max(0.0, sum(each.seconds for each in unseen) - later)

    def _due(self, day: int) -> list[PlanItem]:
        """Return what should be met again, missed and long waiting ones first."""
        known = [(each, self._met[each.id]) for each in self._items if each.id in self._met]
        late = [
            (each, memory)
            for each, memory in known
            if day - memory.last >= _gap(memory) or self._is_last_chance(memory, day)
        ]
        late.sort(key=lambda one: (not one[1].missed, one[1].times, one[1].last))
        return [each for each, _ in late]

    def _is_last_chance(self, memory: _Memory, day: int) -> bool:
        return day == self._days - 1 and memory.times < SIGHTINGS and memory.last < day


class _Filling:
    """One day: what fits into its time, no fact twice."""

    def __init__(self, budget: float) -> None:
        self.numbers: list[int] = []
        self._left = budget
        self._facts: set[object] = set()

    def add(self, items: Iterable[PlanItem], up_to: float | None = None) -> None:
        """Take what fits of *items*, in order; with *up_to* stop when so many seconds are taken."""
        spent = 0.0
        for item in items:
            if up_to is not None and spent >= up_to:
                return
            fact = item.fact or item.id
            if item.seconds <= self._left and fact not in self._facts:
                self.numbers.append(item.id)
                self._facts.add(fact)
                self._left -= item.seconds
                spent += item.seconds


def _gap(memory: _Memory) -> int:
    return GAPS[0] if memory.missed else GAPS[min(memory.times, len(GAPS)) - 1]
