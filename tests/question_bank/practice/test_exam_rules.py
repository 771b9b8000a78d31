"""A frozen paper as one person gets it, and the paper's rule of marking."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest

from question_bank.practice.exam_rules import Part, Rules, lay_out_paper, rules_of
from question_bank.practice.responses import Response
from question_bank.questions.values import ItemType
from question_bank.storage.frozen import FrozenPaper, FrozenQuestion, FrozenSection
from question_bank.storage.models.values import ScoringRule
from tests import bank

MULTIPLE = bank.RIGHTS_MULTIPLE.item


def frozen(*, shuffle_questions: bool = True, shuffle_options: bool = True) -> FrozenPaper:
    singles = [bank.SYSTEM_SINGLE.item] * 12
    sections = (
        FrozenSection(
            ItemType.SINGLE,
            "一、单选题",
            tuple(FrozenQuestion(n, n, Decimal(2), item) for n, item in enumerate(singles, 1)),
        ),
        FrozenSection(
            ItemType.MULTIPLE, "二、多选题", (FrozenQuestion(99, 99, Decimal(4), MULTIPLE),)
        ),
    )
    return FrozenPaper(
        title="测验",
        instructions="",
        scoring_rule=ScoringRule.FIXED,
        part_points=Decimal("0.5"),
        pass_mark=None,
        shuffle_questions=shuffle_questions,
        shuffle_options=shuffle_options,
        seed="x",
        sections=sections,
    )


def test_sections_keep_their_place_however_the_questions_are_mixed() -> None:
    orders = set()
    for seed in range(5):
        drawn = lay_out_paper(frozen(), Random(seed))  # noqa: S311  chance, not secrecy
        assert sorted(each.question_id for each in drawn[:12]) == list(range(1, 13))
        assert drawn[12].question_id == 99
        orders.add(tuple(each.question_id for each in drawn))
    assert len(orders) == 5


def test_a_paper_may_ask_everybody_in_the_same_order() -> None:
    paper = frozen(shuffle_questions=False, shuffle_options=False)
    drawn = lay_out_paper(paper, Random(7))  # noqa: S311  chance, not secrecy
    assert [each.question_id for each in drawn] == [*range(1, 13), 99]
    assert {each.options for each in drawn} == {()}
    assert drawn[12].points == 4


def test_rules_survive_being_stored() -> None:
    rules = rules_of(frozen())
    assert rules.parts == (Part("一、单选题", 1, 12), Part("二、多选题", 13, 13))
    assert Rules.from_data(rules.as_data()) == rules
    assert rules.part_of(12).title == "一、单选题"
    assert rules.part_of(13).title == "二、多选题"


@pytest.mark.parametrize(
    ("ticked", "marks"),
    [
        ((2, 4, 5), ("2", "2", "2", "2")),
        ((2, 4), ("0", "1", "1", "1.333")),
        ((5,), ("0", "1", "0.5", "0.667")),
        ((1, 2, 4), ("0", "0", "0", "0")),
        ((1, 2, 3, 4, 5), ("0", "0", "0", "0")),
        ((), ("0", "0", "0", "0")),
    ],
)
def test_the_rule_of_the_paper_marks_incomplete_answers(
    ticked: tuple[int, ...], marks: tuple[str, ...]
) -> None:
    for rule, mark in zip(ScoringRule, marks, strict=True):
        rules = Rules(rule, Decimal("0.5"), (Part("一", 1, 1),))
        found = rules.judge(MULTIPLE, Response(options=ticked), Decimal(2))
        assert found.mark == Decimal(mark), rule
