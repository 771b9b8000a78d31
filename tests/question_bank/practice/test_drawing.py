from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import permutations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.keypoints.values import Kind
from question_bank.practice.drawing import (
    Drawable,
    Mode,
    draw,
    lay_out,
    lay_out_words,
    weakness_by_kind,
    without_quarrels,
)
from question_bank.questions.values import ItemType, Option
from tests.question_bank.practice.items import BRANCH, LETTERS, SLOGAN, STATEMENT, VOTING

DRAWABLES = st.lists(
    st.builds(
        Drawable,
        id=st.integers(1, 10**6),
        fact=st.sampled_from(["", "a", "b", "c", "d"]),
        kind=st.sampled_from(Kind),
        type=st.sampled_from(ItemType),
        section=st.sampled_from(["一", "二", "三"]),
        position=st.integers(0, 50),
        is_seen=st.booleans(),
        is_wrong=st.booleans(),
        stem=st.sampled_from(["", "任期五年", "由主席团主持", "听取报告", "常委会主任"]),
        keys=st.sampled_from([(), ("五年",), ("主席团", "报告"), ("主",), ("主任",)]),
    ),
    unique_by=lambda question: question.id,
    max_size=40,
)
BANK = [
    Drawable(
        number,
        f"fact {number}",
        list(Kind)[number % 6],
        list(ItemType)[number % 4],
        section=str(number % 3),
        position=100 - number,
        is_seen=number % 2 == 0,
        is_wrong=number % 10 == 0,
    )
    for number in range(1, 101)
]


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311  chance, not secrecy


@given(DRAWABLES, st.integers(0, 30), st.sampled_from(Mode), st.integers())
def test_no_quiz_asks_one_fact_twice(
    questions: list[Drawable], count: int, mode: Mode, seed: int
) -> None:
    drawn = draw(questions, count, seeded(seed), mode)

    facts = [question.fact for question in drawn if question.fact]
    assert len(facts) == len(set(facts))
    assert len(drawn) <= count
    assert set(drawn) <= set(questions)


@given(DRAWABLES, st.integers(0, 30), st.sampled_from(Mode), st.integers())
def test_no_question_gives_another_away(
    questions: list[Drawable], count: int, mode: Mode, seed: int
) -> None:
    drawn = draw(questions, count, seeded(seed), mode)

    told = [
        (one, other)
        for one, other in permutations(drawn, 2)
        if any(len(key) > 1 and key in other.stem for key in one.keys)
    ]
    assert told == []


@pytest.mark.parametrize("mode", [Mode.RANDOM, Mode.IN_ORDER])
def test_what_gives_another_away_is_left_for_another_sitting(mode: Mode) -> None:
    asking = Drawable(1, "", Kind.DUTY, ItemType.CLOZE, stem="任期____", keys=("五年",))
    telling = Drawable(2, "", Kind.DUTY, ItemType.TRUE_FALSE, stem="任期五年")
    short = Drawable(3, "", Kind.DUTY, ItemType.SINGLE, stem="（　　）报告", keys=("五",))

    assert len(draw([asking, telling, short], 3, seeded(1), mode)) == 2
    assert draw([telling, short], 2, seeded(1), mode, beside=[asking]) == [short]
    assert without_quarrels([telling, short, asking]) == [telling, short]
    assert without_quarrels([asking, telling, short]) == [asking, short]


@given(DRAWABLES, st.integers(1, 30), st.integers())
def test_a_seed_draws_the_same_quiz_whatever_the_order_of_the_bank(
    questions: list[Drawable], count: int, seed: int
) -> None:
    again = draw(questions[::-1], count, seeded(seed), Mode.RANDOM)

    assert again == draw(questions, count, seeded(seed), Mode.RANDOM)


def test_a_quiz_takes_something_of_everything() -> None:
    drawn = draw(BANK, 12, seeded(1), Mode.RANDOM)

    assert set(Counter(question.kind for question in drawn).values()) == {2}
    assert set(Counter(question.type for question in drawn).values()) == {3}
    assert set(Counter(question.section for question in drawn).values()) == {4}


def test_two_seeds_draw_two_quizzes() -> None:
    assert draw(BANK, 12, seeded(1), Mode.RANDOM) != draw(BANK, 12, seeded(2), Mode.RANDOM)


def test_in_order_follows_the_text() -> None:
    drawn = draw(BANK, 3, seeded(1), Mode.IN_ORDER)

    assert [question.position for question in drawn] == [0, 1, 2]


def test_modes_take_only_what_they_name() -> None:
    unseen = draw(BANK, 100, seeded(1), Mode.UNSEEN)
    wrong = draw(BANK, 100, seeded(1), Mode.WRONG)

    assert {question.is_seen for question in unseen} == {False}
    assert len(unseen) == 50
    assert {question.is_wrong for question in wrong} == {True}
    assert len(wrong) == 10


def test_options_are_shuffled_the_same_way_by_the_same_seed() -> None:
    orders = {lay_out(LETTERS, seeded(seed)) for seed in range(50)}

    assert lay_out(LETTERS, seeded(7)) == lay_out(LETTERS, seeded(7))
    assert {tuple(sorted(order)) for order in orders} == {(1, 2, 3, 4, 5)}
    assert len(orders) > 20


@pytest.mark.parametrize(
    ("texts", "order"),
    [
        (("三十日", "十日", "15日"), (2, 3, 1)),
        (("三分之二", "过半数".replace("过半数", "二分之一"), "五分之一"), (3, 2, 1)),
        (("50%", "5%", "12.5%"), (2, 3, 1)),
    ],
)
def test_numbers_stay_in_ascending_order(texts: tuple[str, ...], order: tuple[int, ...]) -> None:
    options = tuple(
        Option(number, text, correct=number == 1) for number, text in enumerate(texts, start=1)
    )
    orders = {lay_out(replace(BRANCH, options=options), seeded(seed)) for seed in range(20)}

    assert orders == {order}


def test_options_about_the_others_come_last() -> None:
    item = replace(BRANCH, options=(Option(9, "以上都是", correct=False), *BRANCH.options))

    assert {lay_out(item, seeded(seed))[-1] for seed in range(20)} == {9}


def test_statements_and_clozes_have_no_options_to_shuffle() -> None:
    assert lay_out(STATEMENT, seeded(1)) == ()
    assert lay_out(SLOGAN, seeded(1)) == ()


def test_a_word_bank_is_shuffled_whole() -> None:
    orders = {lay_out_words(VOTING, seeded(seed)) for seed in range(50)}

    assert {tuple(sorted(order)) for order in orders} == {tuple(sorted(VOTING.word_bank))}
    assert len(orders) > 10


def test_only_bookmarked_questions_are_drawn_when_those_are_wanted() -> None:
    bank = [replace(question, is_bookmarked=question.id % 7 == 0) for question in BANK]
    drawn = draw(bank, 100, seeded(1), Mode.BOOKMARKED)

    assert {question.id for question in drawn} == set(range(7, 101, 7))


def test_a_kind_that_is_known_is_asked_less_than_one_that_is_not() -> None:
    weak, strong = Kind.DUTY, Kind.RIGHT
    bank = [
        replace(
            question,
            kind=weak if question.id % 2 else strong,
            times_answered=9,
            times_right=1 if question.id % 2 else 9,
        )
        for question in BANK
    ]
    asked = Counter(
        question.kind for seed in range(50) for question in draw(bank, 10, seeded(seed), Mode.WEAK)
    )

    assert asked[weak] > 4 * asked[strong] > 0


@given(DRAWABLES)
def test_no_kind_is_ever_so_well_known_that_it_is_left_out(questions: list[Drawable]) -> None:
    shares = weakness_by_kind(questions)

    assert set(shares) == {question.kind for question in questions}
    assert all(0 < share < 1 for share in shares.values())


def test_of_a_weak_kind_what_went_wrong_comes_before_what_is_known() -> None:
    bank = [replace(question, kind=Kind.DUTY) for question in BANK]
    drawn = draw(bank, 10, seeded(1), Mode.WEAK)

    assert all(question.is_wrong for question in drawn)
