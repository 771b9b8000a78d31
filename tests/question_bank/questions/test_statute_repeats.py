"""What a statute's items repeat, and what they never change."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from question_bank.keypoints.bindings import is_owed
from question_bank.pipeline import Resources, generate
from question_bank.questions.values import Question
from tests.question_bank.conftest import statute

Made = Callable[..., Sequence[Question]]


@pytest.fixture
def made(resources: Resources) -> Made:
    return lambda *articles: generate(statute(*articles), resources=resources).published


@pytest.mark.parametrize(
    ("rule", "owed"),
    [
        ("承办单位应当自交办之日起三个月内答复代表", True),
        ("调查委员会应当向省人民代表大会提出调查报告", True),
        ("公民申领户口簿，应当缴纳工本费并报告住址", False),
        ("法律标题的题注应当载明制定机关和通过日期", False),
    ],
)
def test_a_duty_is_turned_into_leave_where_it_is_owed_to_others(
    rule: str,
    owed: bool,  # noqa: FBT001
) -> None:
    assert is_owed(rule) is owed


def test_one_number_of_one_article_is_asked_once(made: Made) -> None:
    asked = [
        question
        for question in made(
            "第六条　县人民代表大会代表十人以上联名，可以向县人民代表大会提出议案。"
            "县人民代表大会代表十人以上联名，可以在会议举行前提出议案。",
            "第七条　主席团应当在会议举行的五日前通知代表。",
        )
        if "应为“十人”" in question.item.explanation or "十人" in question.item.keys
    ]

    assert len(asked) == 1


@pytest.mark.parametrize(
    "rule",
    [
        "第一条　选区全体选民的过半数参加投票，选举有效。",
        "第一条　获得过半数票的候选人人数超过应选名额时，以得票多的当选。",
    ],
)
def test_of_a_condition_no_stricter_one_is_offered_as_false(made: Made, rule: str) -> None:
    told = [question.item.stem for question in made(rule) if question.item.truth is False]

    assert not [stem for stem in told if "三分之二" in stem or "四分之三" in stem]


def test_a_formula_of_the_constitution_is_not_bent(made: Made) -> None:
    found = made("第一条　乡人民政府由乡人民代表大会选举产生，对它负责，受它监督。")

    assert not [question for question in found if question.item.truth is False]
