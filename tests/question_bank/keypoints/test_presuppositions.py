"""What a rule of a statute takes for granted, and the words that supply it."""

from __future__ import annotations

import pytest

from question_bank.keypoints.presuppositions import Earlier, setting_of
from question_bank.keypoints.telling import LONGEST_SETTING

APPLICATION = "企业、个体工商户经营高危险性体育项目的，应当符合下列条件，并向县级以上地方人民政府体育行政部门提出申请："
INSPECTION = "县级以上地方人民政府体育行政部门应当自收到申请之日起三十日内进行实地核查"


def near(*texts: str) -> list[Earlier]:
    return [Earlier(text, is_near=True) for text in texts]


def far(*texts: str) -> list[Earlier]:
    return [Earlier(text, is_near=False) for text in texts]


def test_an_application_is_told_from_the_head_of_a_list_without_the_list() -> None:
    told = setting_of(INSPECTION, far(APPLICATION))
    assert told == (
        "企业、个体工商户经营高危险性体育项目的，……向县级以上地方人民政府体育行政部门提出申请。"
    )


def test_a_case_of_nobody_is_told_by_the_application_it_decides_on() -> None:
    told = setting_of("不予批准的，应当书面通知申请人并说明理由", far("从事甲项目的，应当申请批准"))
    assert told == "从事甲项目的，应当申请批准。"


def test_whoever_was_advised_is_told_by_the_advice() -> None:
    advice = "检察院发现有关单位未尽到保护职责的，应当向其提出建议"
    assert setting_of("被建议单位应当在一个月内作出书面回复", near(advice)) == f"{advice}。"


def test_a_case_within_a_case_is_told_after_the_sentence_that_sets_it() -> None:
    case = "因被保险人故意犯罪导致其伤残的，保险人不承担给付保险金的责任"
    rule = "投保人已交足二年以上保险费的，保险人应当退还保险单的现金价值"
    assert setting_of(rule, near(case)) == f"{case}。"


def test_an_event_of_the_sentence_before_is_told_after_it() -> None:
    before = "非全日制用工双方当事人任何一方都可以随时通知对方终止用工"
    assert setting_of("终止用工，用人单位不向劳动者支付经济补偿", near(before)) == f"{before}。"


def test_an_objection_without_an_object_is_told_by_the_sentence_that_raises_it() -> None:
    before = "行李发生损失的，旅客应当在发现损失后向承运人提出异议"
    assert setting_of("货物发生损失的，旅客至迟应当自收到货物之日起十四日内提出", near(before)) == (
        f"{before}。"
    )


@pytest.mark.parametrize(
    "rule",
    [
        "国务院民政部门主管全国慈善工作",
        "慈善组织应当将募捐方案报登记的民政部门备案",
        "值班律师应当在二十四小时内将法律援助申请转交法律援助机构",
        "人民法院受理破产申请后，有关债务人财产的保全措施应当解除",
        "纳税人以十日为一个计税期间的，应当自期满之日起五日内预缴税款",
        "国务院农业农村主管部门公布动物疫情，也可以授权省级部门公布",
        "捐赠人可以通过慈善组织捐赠，也可以直接向受益人捐赠",
    ],
)
def test_a_rule_that_names_all_it_is_about_stands_alone(rule: str) -> None:
    assert setting_of(rule, near("国家支持社会力量依法参与")) == ""


@pytest.mark.parametrize(
    "rule",
    [
        INSPECTION,
        "变更后的受托人应当自变更之日起七日内重新备案",
        "收到书面报告的部门应当进行登记并出具接收凭证",
        "债务人有本法第二条第一款规定的情形，管理人有权请求撤销",
        "第（四）项规定的建设活动，还应当纳入年度计划",
        "罪犯家属有疑义的，可以向人民检察院提出",
        "公路建设资金还可以采取其他方式筹集",
        "犯第一款罪，有第三项规定情形的，可以同时决定终身监禁",
        "有关军事机关应当自收到征求意见函之日起三十日内提出书面答复意见",
        "在住处执行可能有碍侦查的，经上级机构批准，也可以在指定的居所执行",
        "接到投诉，对属于本部门职责的，应当受理并答复",
        "每个机构设负责人二至五人，由国务院任免",
        "使用单位应当对检查情况作出记录，记录保存期限不得少于二年",
        "三年内不得再次申请倾倒许可证",
        "董事长应当自接到提议后十日内召集和主持董事会会议",
        "应急管理部门应当自收到证明材料之日起二十个工作日内作出决定",
    ],
)
def test_a_rule_that_nothing_before_explains_waits(rule: str) -> None:
    assert setting_of(rule, far("国家支持社会力量依法参与")) is None


def test_cases_that_a_list_hides_supply_nothing() -> None:
    head = "人民法院发现有下列情形之一的，在受理前可以听取意见："
    assert setting_of("人民法院应当自受理之日起三十日内作出裁定", far(head)) is None


def test_a_sentence_that_leans_itself_supplies_nothing() -> None:
    before = "予以批准的，应当发给许可证并予以公告"
    assert setting_of("不予批准的，应当书面通知", near(before)) is None


def test_a_setting_is_never_longer_than_a_reader_bears() -> None:
    before = "甲" * LONGEST_SETTING + "提出申请"
    assert setting_of(INSPECTION, far(before)) is None


def test_a_rule_known_to_go_on_is_told_after_the_sentence_before() -> None:
    told = setting_of("但是，债权人同意的除外", near("债务人应当按期清偿"), leans=True)
    assert told == "债务人应当按期清偿。"


def test_a_rule_without_a_case_is_told_after_the_case_of_the_sentence_before() -> None:
    before = "债权人会议通过和解协议的，由人民法院裁定认可"
    rule = "管理人应当向债务人移交财产和营业事务"
    assert setting_of(rule, near(before)) == f"{before}。"
    assert setting_of(rule, far(before)) == ""


def test_a_part_of_a_sentence_shares_no_case_with_the_part_before() -> None:
    part = Earlier(
        "劳动合同期限一年以上不满三年的，试用期不得超过二个月", is_near=True, is_part=True
    )
    assert setting_of("无固定期限的劳动合同，试用期不得超过六个月", [part]) == ""
