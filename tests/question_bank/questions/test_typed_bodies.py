"""Who decides, typed where no other body of the law may be the answer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.pipeline import Resources, generate
from question_bank.questions import Item
from tests.question_bank.conftest import statute

Typed = Callable[[str], list[Item]]


@pytest.fixture
def typed(resources: Resources) -> Typed:
    """Generate from one rule and return the clozes on its body that are published."""

    def make(rule: str) -> list[Item]:
        made = generate(statute(f"第四条　{rule}。"), resources=resources)
        items = [question.item for question in made.published]
        return [item for item in items if (str(item.type), item.form) == ("cloze", "actor")]

    return make


@pytest.mark.parametrize(
    ("rule", "name"),
    [
        ("公证协会的章程由会员代表大会制定，报国务院司法行政部门备案", "国务院司法行政部门"),
        ("关键信息基础设施的具体范围由国务院规定", "国务院"),
    ],
)
def test_a_body_that_decides_is_typed_by_its_name(rule: str, name: str, typed: Typed) -> None:
    assert [item.keys for item in typed(rule)] == [(name,)]


def test_a_standing_committee_may_be_written_shortly(resources: Resources) -> None:
    rule = "第四条　档案馆馆长的人选由馆务机构提出，报省人民代表大会常务委员会批准。"
    bank = generate(statute(rule), resources=resources)
    blanks = [b for q in (*bank.published, *bank.to_review) for b in q.item.blanks]

    assert any("省人大常委会" in blank.accepted for blank in blanks)


@pytest.mark.parametrize(
    "rule",
    [
        "预警级别的划分标准由国务院或者国务院确定的部门制定",
        "有经国务院批准成立的流域机构的，排污单位向其提交监测结果",
        "招生简章和广告，应当报审批机关备案",
    ],
)
def test_a_body_that_only_qualifies_another_or_has_no_name_is_not_typed(
    rule: str, typed: Typed
) -> None:
    assert not typed(rule)
