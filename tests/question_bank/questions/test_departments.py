"""Which department of the State Council a rule names."""

from __future__ import annotations

from question_bank.pipeline import Resources, generate
from question_bank.questions import ItemType
from tests.question_bank.conftest import statute

NAMED = (
    "第六条　国务院卫生行政部门负责公布评估结果。",
    "第七条　国务院农业主管部门负责制定农药残留的限量标准。",
    "第八条　国务院市场监督管理部门负责广告的审查工作。",
)


def test_a_department_is_asked_among_those_that_the_statute_names(resources: Resources) -> None:
    made = generate(
        statute(*NAMED, "第九条　进口新品种应当报国务院农业主管部门批准，并提交检验的结论。"),
        resources=resources,
    )
    found = [
        q.item
        for q in (*made.published, *made.to_review)
        if q.item.form == "actor" and q.item.type is ItemType.SINGLE and "第九条" in q.item.stem
    ]

    assert found
    assert set(found[0].distractors) == {"国务院卫生行政部门", "国务院市场监督管理部门"}


def test_departments_that_act_together_are_not_asked(resources: Resources) -> None:
    made = generate(
        statute(*NAMED, "第九条　目录由国务院农业主管部门会同有关部门制定，并向社会公布。"),
        resources=resources,
    )

    assert not [q for q in made.published if q.item.form == "actor" and "第九条" in q.item.stem]
