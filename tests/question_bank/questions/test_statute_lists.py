"""Numbered lists of statutes: whose they are, what they lend each other, what is stated of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.questions import Item, ItemType, Verdict
from question_bank.questions.heads import head_of
from question_bank.questions.lending import short

Asked = Callable[..., list[Item]]

RIGHTS = (
    "第六条　教师享有下列权利：",
    "（一）进行教学活动，开展教学改革和实验；",
    "（二）从事科学研究和学术交流，充分发表意见；",
    "（三）指导学生的学习和发展，评定学业成绩；",
    "（四）按时获取工资报酬，享受带薪休假。",
)
DUTIES = (
    "第七条　教师应当履行下列义务：",
    "（一）遵守宪法和法律，为人师表；",
    "（二）制止有害于青少年的现象，批评不良风气；",
    "（三）不断提高业务水平，更新专业知识；",
    "（四）带领班级参加有益的社会活动。",
)


@pytest.mark.parametrize(
    ("head", "topic"),
    [
        ("代表应当履行下列义务", "代表应当履行的义务"),
        (
            "合作社成员大会由全体成员组成，是本社的权力机构，行使下列职权",
            "合作社成员大会行使的职权",
        ),
        ("学位授予单位设立学位评定委员会，履行下列职责", "学位评定委员会履行的职责"),
        ("公安机关的人民警察按照职责分工，依法履行下列职责", "公安机关的人民警察履行的职责"),
        ("经营者进行价格活动，享有下列权利", "经营者享有的权利"),
        ("为保障教师完成任务，学校应当履行下列职责", "学校应当履行的职责"),
        ("校长负责学校的教学和行政管理工作，行使下列职权", "校长行使的职权"),
    ],
)
def test_a_head_names_those_whose_list_it_is(head: str, topic: str) -> None:
    found = head_of(head)

    assert found is not None
    assert found.topic == topic


@pytest.mark.parametrize(
    "head",
    [
        "除本法第二十三条的规定外，运营者还应当履行下列义务",
        "监督管理部门对违法行为进行查处时，可以行使下列职权",
        "有下列情形之一的，终止职务",
    ],
)
def test_a_list_of_one_case_or_beyond_another_names_nobody(head: str) -> None:
    assert head_of(head) is None


def test_what_says_by_itself_that_it_is_a_right_or_a_duty_is_no_option(asked: Asked) -> None:
    found = [*asked("enumeration", *RIGHTS, *DUTIES), *asked("odd_one_out", *RIGHTS, *DUTIES)]

    assert found
    texts = {option.text for item in found for option in item.options}
    assert not [text for text in texts if "报酬" in text or "遵守" in text]


def test_a_statement_on_a_member_is_as_often_false_as_true(asked: Asked) -> None:
    found = asked("member", *RIGHTS, *DUTIES)

    assert found
    assert sum(item.truth is True for item in found) == sum(item.truth is False for item in found)
    assert all(item.stem.count("“") == 1 for item in found)
    quoted = [item.stem.partition("“")[2].partition("”")[0] for item in found]
    assert len(quoted) == len(set(quoted))


def test_the_other_partys_rights_stand_in_no_list_of_duties(asked: Asked) -> None:
    found = asked(
        "enumeration",
        "第六条　发包方承担下列义务：",
        "（一）维护土地登记的秩序，办理变更；",
        "（二）组织农业基础设施建设；",
        "（三）提供生产技术信息服务；",
        "第七条　承包方享有下列权利：",
        "（一）自行决定种植的品种；",
        "（二）流转取得的经营权；",
        "（三）处置收获的农产品；",
    )

    assert found == []


def test_the_chair_and_those_who_chair_together_lend_each_other_nothing(asked: Asked) -> None:
    found = asked(
        "member",
        "第六条　主席团履行下列职责：",
        "（一）安排代表联系选民；",
        "（二）听取工作情况汇报；",
        "第七条　乡镇人民代表大会主席履行下列职责：",
        "（一）召集小组会议；",
        "（二）保管会议文件；",
    )

    assert found
    assert all(item.truth for item in found)


def test_acts_that_are_punished_in_two_articles_lend_each_other_nothing(asked: Asked) -> None:
    found = asked(
        "enumeration",
        "第六条　有下列行为之一的，由主管部门责令改正，处一万元罚款：",
        "（一）未按照规定保存交易记录的；",
        "（二）拒绝提供统计资料的；",
        "（三）超出核准范围经营的；",
        "第七条　有下列行为之一的，由主管部门责令改正，处五万元罚款：",
        "（一）转让经营许可证件的；",
        "（二）隐瞒安全事故的；",
        "（三）使用淘汰设备的；",
    )

    assert found == []


def test_conditions_for_an_office_lend_nothing_to_those_for_another(asked: Asked) -> None:
    found = asked(
        "enumeration",
        "第六条　担任法官必须具备下列条件：",
        "（一）拥护国家的宪法制度；",
        "（二）具有良好的业务素养；",
        "（三）身体状况适合职务；",
        "第七条　担任领导职务的人员应当具备下列条件：",
        "（一）任职满五个年度；",
        "（二）接受过专门培训；",
        "（三）有组织管理能力；",
    )

    assert found == []


def test_a_member_is_quoted_whole_or_not_at_all() -> None:
    whole = "未经亲自诊查，签署诊断、治疗和出生、死亡等证明文件"
    long = "未按照规定使用麻醉药品、精神药品、放射性药品等，或者未经亲自诊查、调查，签署诊断、治疗文件的行为"

    assert short(f"{whole}；") == whole
    assert short(long) == ""
    assert short("成员以农民为主体；其余另定") == ""


def test_no_list_of_rights_is_asked_twice_as_a_choice(asked: Asked) -> None:
    chosen = asked("enumeration", *RIGHTS, *DUTIES)
    odd = asked("odd_one_out", *RIGHTS, *DUTIES)
    numbers = [item.stem.partition("所列")[0] for item in (*chosen, *odd)]

    assert len(numbers) == len(set(numbers))
    assert {item.type for item in chosen} <= {ItemType.MULTIPLE}


def test_a_case_does_not_repeat_the_name_of_whose_it_is(asked: Asked) -> None:
    found = asked(
        "case",
        "第六条　保险公司有下列情形之一的，除合同另有约定外，终止经营：",
        "（一）许可被依法吊销的；",
        "（二）章程规定的期限届满的；",
        "第七条　保险公司有下列情形之一的，应当停止新的业务：",
        "（一）公司的偿付能力严重不足的；",
        "（二）经营违反信托的目的；",
        "（三）连续两年没有报告的；",
    )

    assert [item.stem.partition("规定，")[2] for item in found] == [
        "保险公司连续两年没有报告的，应当停止新的业务。"
    ]


@pytest.mark.parametrize(
    "head",
    [
        "保险合同应当载明下列事项",
        "设立企业，应当向登记机关提交下列文件",
        "公民应当自觉遵守下列规定",
        "医师有下列情形之一的，按照国家有关规定给予表彰、奖励",
        "有下列情形之一的，由主管部门责令改正",
        "除下列情形外，不得将法官调离审判岗位",
    ],
)
def test_lists_of_papers_praise_and_sanctions_are_not_stated(head: str, asked: Asked) -> None:
    members = (
        "\n（一）事迹突出的场所和期间；\n（二）双方约定的其他住处；\n（三）三年以内的经营记录。"
    )

    assert asked("member", f"第六条　{head}：{members}") == []


def test_a_congress_in_an_option_does_not_name_its_deputies(asked: Asked) -> None:
    found = asked(
        "enumeration",
        "第六条　代表享有下列权利：",
        "（一）参加本级人民代表大会的各项选举；",
        "（二）参加本级人民代表大会的各项表决；",
        "（三）依法联名提出议案、质询案；",
        "第七条　代表应当履行下列义务：",
        "（一）带头宣传贯彻会议的各项精神；",
        "（二）加强学习和调查研究，提高能力；",
        "（三）参加统一组织的各项视察活动；",
        verdict=Verdict.PUBLISHED,
    )

    assert [item for item in found if "第六条" in item.stem]


def test_members_that_all_have_a_word_of_their_head_are_not_stated(asked: Asked) -> None:
    found = asked(
        "member",
        "第六条　下列事项应当确定为国家秘密：",
        "（一）重大决策中的秘密部分；",
        "（二）外交活动中的秘密约定；",
        "（三）科学技术中的秘密成果。",
    )

    assert found == []
