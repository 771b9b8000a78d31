"""Words that decide a rule of a statute, and what would be another rule in their place."""

from __future__ import annotations

import pytest

from question_bank.keypoints import Pattern
from tests.question_bank.conftest import Points, statute


def changed(points: Points, rule: str) -> list[tuple[str, str]]:
    """Return the deciding words of *rule* and what each is exchanged for."""
    found = points(statute(f"第六条　{rule}。"), Pattern.MODE)
    return [(point.slots[0].text, point.note) for point in found]


@pytest.mark.parametrize(
    ("rule", "word", "other"),
    [
        ("监事会成员的近亲属不得担任监事", "不得", "可以"),
        ("理事会设理事长一人，可以设副理事长", "可以", "应当"),
        ("村务委员会成员可以兼任下属委员会的成员", "可以", "不得"),
        ("复议期间不停止处理决定的执行", "不停止", "停止"),
        ("总承包单位和分包单位对建设单位承担连带责任", "连带", "按份"),
        ("国家公园调整区域范围应当经国务院批准", "经国务院批准", "报国务院备案"),
        ("经省级主管部门批准，可以简化办理程序", "经省级主管部门批准", "报省级主管部门备案后"),
        ("乡镇人民政府对村民委员会的工作给予指导", "指导", "领导"),
        ("禁止在二十五度以上陡坡地开垦种植农作物", "禁止", "经批准可以"),
        ("申请人应当书面答复主管部门", "书面", "书面或者口头"),
    ],
)
def test_a_deciding_word_is_exchanged_for_another_rule(
    rule: str, word: str, other: str, points: Points
) -> None:
    assert (word, other) in changed(points, rule)


@pytest.mark.parametrize(
    "rule",
    [
        "工作人员不得泄露在工作中知悉的个人信息",
        "合伙企业可以采用普通合伙或者特殊合伙的形式",
        "章程不得与有关法律的规定相抵触",
        "人民法庭根据工作需要可以设立巡回审判点",
        "有关单位应当依法公布本单位的年度报告",
        "禁止非法占用耕地和生态公益林地",
        "可以向主管部门提出书面申请并说明理由",
        "质询案以书面答复的由负责人签署",
        "不符合条件的，不予登记并说明理由",
        "故意犯罪的应当依法从重处罚",
        "消防车辆不得用于与救援无关的事项",
    ],
)
def test_what_nobody_doubts_or_what_holds_either_way_is_left_alone(
    rule: str, points: Points
) -> None:
    words = {"可以", "不得", "应当", "禁止", "书面", "不予", "从重"}

    assert not [word for word, _ in changed(points, rule) if word in words]


@pytest.mark.parametrize(
    ("rule", "key", "other"),
    [
        ("国家鼓励公民、法人和其他组织参与公共文化服务", "鼓励", "要求"),
        ("目录由国务院体育主管部门会同国务院财政部门制定并公布", "会同国务院财政部门", "单独"),
        (
            "当事人对处罚决定不服的，可以申请行政复议或者提起行政诉讼",
            "或者提起行政诉讼",
            "，对复议决定仍不服的，方可提起诉讼",
        ),
        ("社会保险基金预算按照保险项目分别编制", "分别", "合并"),
    ],
)
def test_whom_the_state_calls_on_and_who_decides_with_whom_are_changed(
    rule: str, key: str, other: str, points: Points
) -> None:
    (point,) = points(statute(f"第一条　{rule}。"), Pattern.MODE)

    assert (point.slots[0].text, point.note) == (key, other)


@pytest.mark.parametrize(
    "rule",
    [
        "国家鼓励发挥科技在图书馆建设中的作用",
        "国家鼓励公民、法人和其他组织对医疗工作进行监督",
        "国家支持高等学校加强基础学科建设",
    ],
)
def test_encouragement_of_what_all_should_do_is_not_changed(rule: str, points: Points) -> None:
    found = points(statute(f"第一条　{rule}。"), Pattern.MODE)

    assert "要求" not in {point.note for point in found}
