"""What a rule takes up from earlier sentences of its article in fewer words."""

from __future__ import annotations

import pytest

from question_bank.keypoints.antecedents import taken_up


@pytest.mark.parametrize(
    ("rule", "earlier", "word"),
    [
        ("主任委员、副主任委员由主席团提名", "调查委员会设主任委员、副主任委员各一人", "主任"),
        ("主管部门应当在两个月内报告处理情况", "意见由办公室交主管部门处理", "处理"),
        ("提议应当写明调查的对象", "代表有权联名提议组织调查委员会", "提议"),
        ("补选时，候选人数可以多于应选人数", "补选乡长应当召开会议", "补选"),
        ("常委会决定接受辞职后，报大会备案", "组成人员可以提出辞职", "辞"),
        ("厂家在指定期限内不提供的，承担后果", "可以要求厂家提供有关的证据", "提供"),
        ("省级部门在批准或者审核前，应当征求意见", "发掘计划报省级部门批准", "批准"),
        ("动物园等单位饲养的，必须经公安机关批准", "严禁个人饲养烈性犬", "饲养"),
        ("登记证有效期为三年", "主管部门七日内发放食品小作坊登记证", "登记证"),
        ("主管机构应当根据审慎监管原则进行审查，作出决定", "期货结算机构应当符合条件", ""),
        ("个别确实需要延长办理期限的，不得超过四个月", "建议应当两个月内办结", ""),
        ("以投票方式表决，由全体组成人员的过半数通过", "答辩由答辩委员会组织", ""),
        ("代表机构在收到代表议案之日起送交研究", "大会闭会期间提出的代表议案，送交代表机构", ""),
    ],
)
def test_words_that_an_earlier_sentence_explains_lean_on_it(
    rule: str, earlier: str, word: str
) -> None:
    assert list(taken_up(rule, [earlier])) == [word]


def test_an_insurance_that_two_sentences_name_is_what_the_next_ones_are_about() -> None:
    earlier = ["国家建立城镇居民基本医疗保险制度", "城镇居民基本医疗保险实行个人缴费"]
    found = list(taken_up("所需个人缴费部分，由政府给予补贴", earlier))
    assert found == ["城镇居民基本医疗保险"]


@pytest.mark.parametrize(
    ("rule", "earlier"),
    [
        ("代表资格审查委员会主任委员由主席团提名", "代表资格审查委员会设主任委员一人"),
        ("主管部门应当将建议的处理情况报告常委会", "建议由办公室交主管部门处理"),
        ("提出质询案的代表对答复不满意的，可以要求再作答复", "质询案应当当场答复"),
        ("任免案以常委会全体组成人员的过半数通过", "常委会表决任免案"),
        ("审议议案时，有关部门应当派人到会听取意见", "会议审议议案"),
        ("方案应当经主任会议通过", ""),
    ],
)
def test_words_that_say_of_what_they_are_lean_on_nothing(rule: str, earlier: str) -> None:
    assert not list(taken_up(rule, [earlier]))
