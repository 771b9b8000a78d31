from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.practice.statistics import (
    covariance,
    guess_score,
    item_statistics,
    quiz_statistics,
)

GOLDEN = json.loads((Path(__file__).parent / "data" / "golden_stats.json").read_text("utf-8"))
MARKS, FULL = GOLDEN["attempts"], GOLDEN["max_marks"]
QUIZZES = st.integers(1, 5).flatmap(
    lambda places: st.lists(
        st.lists(st.sampled_from([0.0, 0.1, 0.5, 1.0]), min_size=places, max_size=places),
        max_size=12,
    )
)


def equal(expected: float | None) -> Any:
    return None if expected is None else pytest.approx(expected, rel=1e-9, abs=1e-9)


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("facility", "facility"),
        ("deviation", "sd_pct"),
        ("discrimination", "di"),
        ("efficiency", "de"),
        ("covariance", "ct"),
        ("intended_weight", "intended"),
        ("effective_weight", "effective"),
    ],
)
def test_items_have_the_worked_values(name: str, column: str) -> None:
    found = [getattr(item, name) for item in item_statistics(MARKS, FULL)]

    assert found == [equal(item[column]) for item in GOLDEN["items"]]


@pytest.mark.parametrize(
    ("name", "column"),
    [
        ("attempts", "S"),
        ("mean", "mean"),
        ("median", "median"),
        ("deviation", "sd"),
        ("skewness", "skew"),
        ("kurtosis", "kurt"),
        ("consistency", "cic"),
        ("error_ratio", "er"),
        ("standard_error", "se"),
    ],
)
def test_the_quiz_has_the_worked_values(name: str, column: str) -> None:
    assert getattr(quiz_statistics(MARKS, FULL), name) == equal(GOLDEN["quiz"][column])


def test_an_item_that_misleads_is_dubious() -> None:
    assert [item.is_dubious for item in item_statistics(MARKS, FULL)] == [
        False,
        True,
        False,
        True,
        False,
    ]


def test_without_attempts_there_is_nothing_to_say() -> None:
    quiz = quiz_statistics([], [1, 1])
    items = item_statistics([], [1, 1])

    assert (quiz.attempts, quiz.mean, quiz.deviation, quiz.consistency) == (0, None, None, None)
    assert [(item.facility, item.deviation, item.intended_weight) for item in items] == [
        (None, None, 50.0),
        (None, None, 50.0),
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, {"mean"}),
        (2, {"mean", "deviation"}),
        (3, {"mean", "deviation", "skewness", "consistency"}),
        (4, {"mean", "deviation", "skewness", "consistency", "kurtosis"}),
    ],
)
def test_each_quantity_waits_for_enough_attempts(count: int, said: set[str]) -> None:
    quiz = quiz_statistics([[1, 0], [1, 1], [0, 0], [0, 0]][:count], [1, 1])
    names = ("mean", "deviation", "skewness", "kurtosis", "consistency")

    assert {name for name in names if getattr(quiz, name) is not None} == said


def test_an_item_worth_nothing_has_no_facility() -> None:
    item = item_statistics([[0, 1], [0, 0]], [0, 1])[0]

    assert (item.facility, item.deviation, item.intended_weight) == (None, None, 0)


def test_a_quiz_of_one_item_has_no_consistency_and_no_rest() -> None:
    assert quiz_statistics([[1], [0], [1]], [1]).consistency is None
    assert item_statistics([[1], [0], [1]], [1])[0].discrimination is None


def test_a_quiz_that_all_answered_alike_has_no_shape() -> None:
    quiz = quiz_statistics([[0.1, 0.2]] * 6, [1, 1])

    assert (quiz.skewness, quiz.kurtosis, quiz.consistency) == (None, None, None)


@pytest.mark.parametrize(
    ("fractions", "score"),
    [
        ([Fraction(1), Fraction(0), Fraction(0), Fraction(0)], 25.0),
        ([Fraction(1), Fraction(0)], 50.0),
        ([], None),
    ],
)
def test_guessing_earns_the_mean_of_the_options(
    fractions: list[Fraction], score: float | None
) -> None:
    assert guess_score(fractions) == score


@given(QUIZZES)
def test_shares_stay_within_their_bounds(marks: list[list[float]]) -> None:
    items = item_statistics(marks, [1.0] * (len(marks[0]) if marks else 1))

    for item in items:
        assert item.facility is None or 0 <= item.facility <= 100
        assert item.discrimination is None or abs(item.discrimination) <= 100 + 1e-6
        assert item.efficiency is None or item.efficiency <= 100 + 1e-6
    weights = [item.effective_weight for item in items if item.effective_weight is not None]
    assert not weights or sum(weights) == pytest.approx(100)


def test_one_attempt_has_no_covariance() -> None:
    assert covariance([1], [1]) is None
