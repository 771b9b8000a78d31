from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.practice.grades import Outcome
from question_bank.practice.grading import grade
from question_bank.practice.responses import Response
from question_bank.practice.scoring import Scoring, share_of
from question_bank.questions.values import Blank, Item
from question_bank.storage.models.values import ScoringRule
from tests.question_bank.practice.items import (
    BRANCH,
    ESSAY,
    LETTERS,
    SECRETS,
    SLOGAN,
    STATEMENT,
    VOTING,
)

RIGHT, NEAR, WRONG = Outcome.RIGHT, Outcome.NEAR_MISS, Outcome.WRONG
MISSING, EXTRA = Outcome.MISSING, Outcome.EXTRA


def outcomes(item: Item, *texts: str) -> list[Outcome]:
    return [part.outcome for part in grade(item, Response(texts=texts)).parts]


def ticks(letters: str) -> Response:
    return Response(options=tuple("ABCDE".index(letter) + 1 for letter in letters))


@pytest.mark.parametrize(
    ("letters", "marks"),
    [
        ("ABC", ("2", "2", "2", "2")),
        ("AB", ("0", "1", "1", "1.333")),
        ("A", ("0", "1", "0.5", "0.667")),
        ("ABD", ("0", "0", "0", "0")),
        ("ABCD", ("0", "0", "0", "0")),
        ("ABCDE", ("0", "0", "0", "0")),
        ("", ("0", "0", "0", "0")),
    ],
)
def test_multiple_choice_earns_what_the_table_says(letters: str, marks: tuple[str, ...]) -> None:
    earned = [
        grade(LETTERS, ticks(letters), Scoring(Decimal(2), rule)).mark for rule in ScoringRule
    ]

    assert earned == [Decimal(mark) for mark in marks]


@pytest.mark.parametrize(
    ("points", "half"),
    [("1", "0"), ("0.5", "0"), ("1.5", "1"), ("2.5", "2"), ("3", "2"), ("4", "2")],
)
def test_half_a_mark_is_rounded_up_to_a_whole_point(points: str, half: str) -> None:
    scoring = Scoring(Decimal(points), ScoringRule.HALF)

    assert grade(LETTERS, ticks("A"), scoring).mark == Decimal(half)


def test_fixed_points_never_exceed_the_full_mark() -> None:
    scoring = Scoring(Decimal(1), ScoringRule.FIXED, per_option=Decimal(3))

    assert grade(LETTERS, ticks("AB"), scoring).mark == 1


def test_each_ticked_or_right_option_is_judged() -> None:
    judged = grade(LETTERS, ticks("ABD"))

    assert [(part.number, part.outcome) for part in judged.parts] == [
        (1, RIGHT),
        (2, RIGHT),
        (3, MISSING),
        (4, EXTRA),
    ]
    assert judged.correct is False


def test_a_wrong_choice_shows_its_feedback_and_the_key() -> None:
    judged = grade(BRANCH, Response(options=(1,)))

    assert [(part.number, part.outcome) for part in judged.parts] == [(1, WRONG), (4, MISSING)]
    assert judged.feedback == ("讲话指的是审议议案。",)
    assert judged.mark == 0


def test_the_key_of_a_single_choice_earns_all() -> None:
    judged = grade(BRANCH, Response(options=(4,)), Scoring(Decimal("1.5")))

    assert judged.correct
    assert (judged.mark, judged.fraction) == (Decimal("1.5"), Decimal(1))


@pytest.mark.parametrize(
    ("truth", "outcome", "mark"),
    [(True, RIGHT, Decimal(1)), (False, WRONG, Decimal(0)), (None, MISSING, Decimal(0))],
)
def test_a_statement_is_right_wrong_or_unanswered(
    truth: bool | None,  # noqa: FBT001
    outcome: Outcome,
    mark: Decimal,
) -> None:
    judged = grade(STATEMENT, Response(truth=truth))

    assert (judged.parts[0].outcome, judged.mark) == (outcome, mark)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("作用", "水平", "活力"), [RIGHT, RIGHT, RIGHT]),
        (("水平", "作用", "活力"), [WRONG, WRONG, RIGHT]),
        (("“作用”", " 水平 ", "潜力"), [RIGHT, RIGHT, NEAR]),
        (("作用", "", "。"), [RIGHT, MISSING, MISSING]),
        (("作用",), [RIGHT, MISSING, MISSING]),
    ],
)
def test_ordered_blanks_are_judged_in_place(
    texts: tuple[str, ...], expected: list[Outcome]
) -> None:
    assert outcomes(SLOGAN, *texts) == expected


def test_a_foreseen_near_miss_says_what_the_author_says() -> None:
    judged = grade(SLOGAN, Response(texts=("作用", "水平", "潜力")))

    assert judged.feedback == ("“人大的潜力在代表”是第四部分的提法。",)
    assert (judged.near_miss, judged.correct, judged.mark) == (True, False, Decimal("0.667"))


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("保守国家的秘密", RIGHT),
        ("保守國家秘密", RIGHT),
        ("保守国家密秘", NEAR),
        ("保守国家秘蜜", NEAR),
        ("保守国秘密", NEAR),
        ("保守国家秘密们", NEAR),
        ("不保守国家秘密", WRONG),
        ("保守工作秘密", WRONG),
        ("保密", WRONG),
    ],
)
def test_a_slip_is_told_apart_from_a_mistake(text: str, outcome: Outcome) -> None:
    assert outcomes(SECRETS, text) == [outcome]


@pytest.mark.parametrize(
    ("accepted", "typed"),
    [
        ("权力", "权利"),
        ("三十日内", "二十日内"),
        ("不得兼任", "得兼任"),
        ("审议权", "审判权"),
    ],
)
def test_a_different_fact_is_no_slip(accepted: str, typed: str) -> None:
    item = replace(SECRETS, blanks=(Blank(1, (accepted,)),), word_bank=(accepted, "审判权"))

    assert outcomes(item, typed) == [WRONG]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("表决权", "质询权"), [RIGHT, RIGHT]),
        (("质询权", "表决权"), [RIGHT, RIGHT]),
        (("质询权", "质询权"), [MISSING, RIGHT]),
        (("质询权", "質詢權"), [MISSING, RIGHT]),
        (("质询权", "审判权"), [WRONG, RIGHT]),
        (("质寻权", "表决权"), [RIGHT, NEAR]),
        (("", "质询权"), [MISSING, RIGHT]),
    ],
)
def test_unordered_blanks_take_their_answers_in_any_order(
    texts: tuple[str, ...], expected: list[Outcome]
) -> None:
    assert outcomes(VOTING, *texts) == expected


def test_blanks_that_share_a_variant_still_need_two_answers() -> None:
    blanks = (Blank(1, ("建议", "意见")), Blank(2, ("意见", "批评")))
    item = replace(VOTING, blanks=blanks, word_bank=())

    assert grade(item, Response(texts=("意见", "意见"))).mark == Decimal("0.5")
    assert grade(item, Response(texts=("意见", "建议"))).correct
    assert grade(item, Response(texts=("意见", "批评"))).correct


@given(st.permutations(["选举权", "表决权", "质询权", "提案权"]), st.integers(0, 4))
def test_the_order_of_unordered_answers_never_changes_the_mark(
    texts: list[str], wrong: int
) -> None:
    blanks = tuple(Blank(n, (text,)) for n, text in enumerate(sorted(texts), start=1))
    item = replace(VOTING, blanks=blanks, word_bank=())
    given_texts = ["别的词语"[:n] + "甲" for n in range(wrong)] + texts[wrong:]
    marks = {grade(item, Response(texts=order)).mark for order in permutations(given_texts)}

    assert marks == {Decimal(4 - wrong) / 4}


def test_a_short_answer_waits_for_a_person_unless_it_is_the_model_answer() -> None:
    assert grade(ESSAY, Response(texts=("深入群众,倾听意见",))).mark == 1
    assert grade(ESSAY, Response()).mark == 0
    waiting = grade(ESSAY, Response(texts=("走访。",)))

    assert (waiting.mark, waiting.correct) == (None, None)
    assert waiting.fraction == 0
    assert waiting.parts[0].outcome is Outcome.UNMARKED


@given(st.integers(1, 8), st.integers(1, 8), st.decimals("0.1", "20", places=1))
def test_equal_parts_add_up_to_the_full_mark_within_their_rounding(
    right: int, total: int, points: Decimal
) -> None:
    share = share_of(points, min(right, total), total)

    assert abs(share * total - points * min(right, total)) <= Decimal("0.0005") * total
