from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.practice.planning import (
    MUST_HAVE,
    USUAL_SECONDS,
    PlanItem,
    Portion,
    Sighting,
    plan,
    portion_of_today,
    seconds_by_type,
)
from question_bank.questions.values import ItemType

ITEMS = st.lists(
    st.builds(
        PlanItem,
        id=st.integers(1, 200),
        importance=st.sampled_from([0.1, 0.5, MUST_HAVE, 0.9]),
        seconds=st.sampled_from([8.0, 18.0, 25.0, 40.0, 60.0]),
        fact=st.sampled_from(["", "", "", "a", "b"]),
    ),
    max_size=40,
    unique_by=lambda item: item.id,
)
DAYS, MINUTES = st.integers(0, 20), st.integers(1, 5)
SEEN = st.dictionaries(
    st.integers(1, 200),
    st.builds(Sighting, st.integers(1, 6), st.integers(1, 30), st.booleans()),
    max_size=30,
)


def items_of(count: int, *, must: int = 0, seconds: float = 25.0) -> list[PlanItem]:
    """Return *count* questions, of which the first *must* are must-haves."""
    return [
        PlanItem(number, 0.9 if number <= must else 0.3, seconds) for number in range(1, count + 1)
    ]


@given(ITEMS, DAYS, MINUTES, SEEN)
def test_no_day_takes_longer_than_its_minutes(
    items: list[PlanItem], days: int, minutes: int, seen: dict[int, Sighting]
) -> None:
    seconds = {item.id: item.seconds for item in items}
    portions = plan(items, days, minutes, seen)

    assert len(portions) == days
    for portion in portions:
        assert sum(seconds[number] for number in portion) <= minutes * 60


@given(ITEMS, DAYS, MINUTES, SEEN)
def test_the_rest_begins_only_when_every_must_have_was_met(
    items: list[PlanItem], days: int, minutes: int, seen: dict[int, Sighting]
) -> None:
    by_number = {item.id: item for item in items}
    must = {item.id for item in items if item.is_must_have}
    met = set(seen)
    for portion in plan(items, days, minutes, seen):
        for place, number in enumerate(portion):
            if not by_number[number].is_must_have:
                assert must <= met | set(portion[:place])
        met |= set(portion)


@given(ITEMS, DAYS, MINUTES, SEEN)
def test_no_day_asks_a_question_or_a_fact_twice(
    items: list[PlanItem], days: int, minutes: int, seen: dict[int, Sighting]
) -> None:
    facts = {item.id: item.fact or item.id for item in items}
    for portion in plan(items, days, minutes, seen):
        assert len({facts[number] for number in portion}) == len(portion)


@given(ITEMS, DAYS, MINUTES, SEEN)
def test_planning_again_gives_the_same_plan(
    items: list[PlanItem], days: int, minutes: int, seen: dict[int, Sighting]
) -> None:
    portions = plan(items, days, minutes, seen)

    assert plan(reversed(items), days, minutes, seen) == portions
    assert portion_of_today(items, days, minutes, seen) == next(iter(portions), ())


@given(ITEMS, st.integers(1, 12), MINUTES)
def test_who_does_each_day_is_told_the_same_plan_on_the_next(
    items: list[PlanItem], days: int, minutes: int
) -> None:
    portions = plan(items, days, minutes, {})
    seen = {number: Sighting(1, 1) for number in portions[0]}

    assert plan(items, days - 1, minutes, seen) == portions[1:]


@given(st.integers(1, 60), st.integers(1, 6), st.integers(0, 9))
def test_after_missed_days_every_must_have_is_still_met_if_there_is_time(
    count: int, days: int, met: int
) -> None:
    items = items_of(count, must=count)
    seen = {number: Sighting(1, 9) for number in range(1, min(met, count) + 1)}
    portions = plan(items, days, 5, seen)

    asked = set(seen).union(*portions)
    # Twelve answers of 25 seconds fit into five minutes.
    assert len(asked) >= min(count, len(seen) + 12 * days)


@pytest.mark.parametrize("days", [4, 7, 14])
def test_with_time_enough_each_question_comes_at_least_twice_and_mostly_thrice(days: int) -> None:
    portions = plan(items_of(6, must=6), days, 5, {})
    times = Counter(number for portion in portions for number in portion)

    assert set(times) == set(range(1, 7))
    assert min(times.values()) >= (3 if days > 4 else 2)


def test_sightings_stand_further_and_further_apart() -> None:
    portions = plan(items_of(1, must=1), 40, 5, {})
    assert [day for day, portion in enumerate(portions) if portion] == [0, 1, 4, 11, 25]


def test_what_was_missed_comes_back_on_the_next_day() -> None:
    seen = {1: Sighting(4, 1, missed=True), 2: Sighting(4, 1)}
    assert plan(items_of(2, must=2), 5, 5, seen)[0] == (1,)


def test_when_time_is_short_every_must_have_is_met_once_before_any_is_met_again() -> None:
    portions = plan(items_of(24, must=24), 2, 5, {})

    assert sorted(number for portion in portions for number in portion) == list(range(1, 25))


def test_the_most_important_come_first() -> None:
    items = [PlanItem(1, 0.81, 60), PlanItem(2, 0.99, 60), PlanItem(3, 0.85, 60)]
    assert portion_of_today(items, 3, 2, {}) == (2, 3)


@pytest.mark.parametrize(("days", "portions"), [(0, ()), (1, ((1, 2),))])
def test_no_day_and_one_day_are_days_too(days: int, portions: tuple[Portion, ...]) -> None:
    assert plan(items_of(2), days, 5, {}) == portions


def test_nothing_to_practise_gives_empty_days() -> None:
    assert plan([], 3, 5, {1: Sighting(1, 1)}) == ((), (), ())


def test_a_deputys_own_time_counts_once_enough_is_known() -> None:
    found = seconds_by_type(
        {
            ItemType.SINGLE: [10, 12, 14, 16, 300],
            ItemType.CLOZE: [5, 5],
            ItemType.MULTIPLE: [900] * 9,
            ItemType.TRUE_FALSE: [1] * 9,
        }
    )

    assert found[ItemType.SINGLE] == 14
    assert found[ItemType.CLOZE] == USUAL_SECONDS[ItemType.CLOZE]
    assert (found[ItemType.TRUE_FALSE], found[ItemType.MULTIPLE]) == (8, 60)
