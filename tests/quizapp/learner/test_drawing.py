from __future__ import annotations

from random import Random

import pytest

from question_bank.keypoints.values import Kind
from question_bank.practice.drawing import Drawable
from question_bank.questions.values import ItemType
from quizapp.learner.drawing import draw_daily


def chance(seed: int = 1) -> Random:
    return Random(seed)  # noqa: S311 -- no secret


def drawable(number: int, *, seen: bool = False, wrong: bool = False, fact: str = "") -> Drawable:
    return Drawable(number, fact, Kind.DUTY, ItemType.SINGLE, is_seen=seen or wrong, is_wrong=wrong)


WRONG = [drawable(number, wrong=True) for number in range(10)]
FRESH = [drawable(number) for number in range(10, 20)]
KNOWN = [drawable(number, seen=True) for number in range(20, 30)]


@pytest.mark.parametrize("seed", range(5))
def test_today_begins_with_two_that_went_wrong_and_goes_on_with_new_ones(seed: int) -> None:
    drawn = draw_daily([*KNOWN, *FRESH, *WRONG], 5, chance(seed))

    assert [each.is_wrong for each in drawn] == [True, True, False, False, False]
    assert not any(each.is_seen for each in drawn[2:])


def test_when_nothing_is_new_what_is_known_comes_again() -> None:
    drawn = draw_daily(KNOWN, 5, chance())
    assert len({each.id for each in drawn}) == 5


def test_no_fact_is_asked_twice_on_one_day() -> None:
    same = [drawable(1, wrong=True, fact="甲"), drawable(2, fact="甲"), drawable(3, fact="乙")]
    drawn = draw_daily(same, 5, chance())
    assert sorted(each.fact for each in drawn) == ["乙", "甲"]


def test_a_small_bank_gives_what_there_is() -> None:
    assert len(draw_daily(FRESH[:3], 5, chance())) == 3
