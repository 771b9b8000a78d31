"""Which level of government decides."""

from __future__ import annotations

from question_bank.pipeline import Resources, generate
from question_bank.questions import ItemType, Question
from tests.question_bank.conftest import statute


def asked(resources: Resources, *articles: str) -> list[Question]:
    """Return what is published of *articles* on who decides, as a choice."""
    made = generate(statute(*articles), resources=resources)
    return [
        question
        for question in made.published
        if question.item.form == "actor" and question.item.type is ItemType.SINGLE
    ]


def test_the_level_that_decides_is_asked_among_the_other_levels(resources: Resources) -> None:
    [question] = asked(
        resources, "第六条　最低工资的具体数额由省、自治区、直辖市人民政府确定，并向社会公布。"
    )

    assert question.item.keys == ("省、自治区、直辖市人民政府",)
    assert "设区的市、自治州人民政府" in question.item.distractors


def test_a_level_that_the_article_also_names_is_no_wrong_answer(resources: Resources) -> None:
    found = asked(
        resources,
        "第六条　重要湿地的名录由省级人民政府确定，县级人民政府和设区的市级人民政府设立保护标志。",
    )

    assert not found


def test_what_only_the_nation_can_decide_is_not_asked_by_level(resources: Resources) -> None:
    assert not asked(resources, "第六条　全国性的保护规划由国务院批准，并向社会公布实施。")


def test_a_level_whose_name_stands_in_the_rule_is_not_asked(resources: Resources) -> None:
    assert not asked(
        resources, "第六条　县域公共服务设施的保护范围由县级人民政府划定，并向社会公布。"
    )


def test_the_township_is_no_answer_where_provinces_decide(resources: Resources) -> None:
    [question] = asked(resources, "第六条　最低工资的具体数额由省级人民政府确定，并向社会公布。")

    assert set(question.item.distractors) == {"设区的市级人民政府", "县级人民政府"}
