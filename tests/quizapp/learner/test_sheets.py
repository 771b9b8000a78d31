from __future__ import annotations

import pytest

from question_bank.practice.grading import grade
from question_bank.practice.responses import Response
from question_bank.questions.values import Item
from quizapp.learner.sheets import shown_blanks, shown_options, verdict_of
from tests import bank

LIST, SLOGAN = bank.LIST_CLOZE.item, bank.SLOGAN_CLOZE.item
SEVERAL, ONE = bank.RIGHTS_MULTIPLE.item, bank.SYSTEM_SINGLE.item


@pytest.mark.parametrize(
    ("item", "response", "verdict"),
    [
        (ONE, Response(options=(3,)), "right"),
        (ONE, Response(options=(1,)), "wrong"),
        (SEVERAL, Response(options=(2, 4, 5)), "right"),
        (SEVERAL, Response(options=(2, 4)), "part"),
        (SEVERAL, Response(options=(1, 2, 4, 5)), "wrong"),
        (LIST, Response(texts=("质询权", "表决权")), "right"),
        (LIST, Response(texts=("质询权", "审判权")), "part"),
        (LIST, Response(texts=("检察权", "审判权")), "wrong"),
        (SLOGAN, Response(texts=("作用", "水平", "潜力")), "near"),
        (bank.DUTY_TRUE.item, Response(truth=False), "wrong"),
    ],
)
def test_each_judgement_has_its_word(item: Item, response: Response, verdict: str) -> None:
    assert verdict_of(item, grade(item, response)) == verdict


def test_options_stand_in_the_order_drawn_under_their_new_letters() -> None:
    shown = shown_options(ONE, (3, 1, 4, 2), Response(options=(1,)), None)

    assert [(each.letter, each.value) for each in shown] == [
        ("A", "3"),
        ("B", "1"),
        ("C", "4"),
        ("D", "2"),
    ]
    assert [each.chosen for each in shown] == [False, True, False, False]


def test_nothing_about_the_key_shows_before_the_answer() -> None:
    shown = shown_options(ONE, (), Response(), None)
    assert {(each.look, each.feedback) for each in shown} == {("", "")}


def test_what_was_left_out_is_told_apart_from_what_was_wrong() -> None:
    response = Response(options=(1, 2))
    shown = shown_options(SEVERAL, (), response, grade(SEVERAL, response))
    assert [each.look for each in shown] == ["wrong", "right", "", "missed", "missed"]


def test_all_blanks_of_a_question_are_equally_wide() -> None:
    shown = shown_blanks(bank.OBLIGATION_CLOZE.item, Response(), None)
    sizes = {each.size for each in shown_blanks(SLOGAN, Response(), None)}

    assert len(sizes) == 1
    assert shown[0].size > sizes.pop()


def test_a_judged_blank_shows_what_was_typed_beside_what_was_right() -> None:
    response = Response(texts=("作用", "", "潜力"))
    shown = shown_blanks(SLOGAN, response, grade(SLOGAN, response))

    assert [(each.look, each.given, each.expected) for each in shown] == [
        ("right", "作用", "作用"),
        ("wrong", "", "水平"),
        ("near", "潜力", "活力"),
    ]
