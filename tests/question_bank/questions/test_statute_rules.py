"""Plain rules of statutes: which are worth stating, which are turned round, what no blank asks."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.keypoints import Span
from question_bank.questions import Item, Verdict
from question_bank.questions.emptiness import is_empty
from question_bank.questions.negations import affirmed

Asked = Callable[..., list[Item]]


@pytest.mark.parametrize(
    "rule",
    [
        "涉密人员离岗离职应当遵守国家保密规定",
        "国家实行教师资格制度",
        "科普是全社会的共同责任",
        "对在科普工作中做出突出贡献的组织和个人，按照国家有关规定给予表彰、奖励",
        "外商投资需要办理投资项目核准、备案的，按照国家有关规定执行",
        "公司董事会中职工代表的产生，依照公司法有关规定执行",
        "禁止篡改、损毁、伪造档案",
        "县级以上地方人民政府兵役机关负责本行政区域兵役登记工作",
        "负面清单规定禁止投资的领域，外国投资者不得投资",
        "科普经费应当用于科普事业，任何组织和个人不得克扣、截留、挪用",
        "国家实施全民科学素质行动，引导公民培育科学和理性思维，养成文明、健康的生活方式",
        "法官应当勤勉尽责，清正廉明",
        "代表机构注销登记后，应当妥善办理善后事宜",
        "开展科学技术普及（以下简称科普），应当采取公众易于接受的方式",
        "公共机构应当开展节约能源的公益宣传",
        "国家鼓励和引导粮食加工结构优化，优先保障口粮加工",
        "禁止对残疾人实施家庭暴力，禁止虐待、遗弃残疾人",
        "中小企业无法提供的商品和服务除外",
        "消费者组织有权对价格行为进行社会监督",
        "未注册取得医师执业证书，不得从事医师执业活动",
        "医师可以依法组织和参加医师协会",
        "残疾人组织有权向各级国家机关提出残疾人事业发展方面的意见和建议",
        "学校体育场地必须保障需要，不得随意占用或者挪作他用",
        "会议期间审查和批准的程序，按照议事规则有关规定执行",
        "价格主管部门进行监督检查时，可以行使下列职权",
        "公民、法人和其他组织应当予以提供，法律另有规定的除外",
        "中小企业有权要求拖欠方支付拖欠款",
        "学校不得聘用曾经故意犯罪的人担任工作人员",
        "消费者、经营者可以对政府定价提出调整建议",
        "军人必须遵守宪法和法律；由于服兵役而产生的权利和义务，由本法和其他相关法律法规规定",
    ],
)
def test_what_nobody_could_think_false_is_not_stated(rule: str, asked: Asked) -> None:
    assert is_empty(rule)
    assert asked("statement", f"第六条　{rule}。") == []


@pytest.mark.parametrize(
    "rule",
    [
        "兵役分为现役和预备役",
        "召开会议讨论工资、福利问题，必须有工会代表参加",
        "该档案所涉及的公开事项仍由原制作政府信息的单位办理",
        "依照法律被剥夺政治权利的公民，不得服兵役",
        "代表机构不具有法人资格，涉及相关法律责任的，由该境外非政府组织承担",
        "用人单位终止或者被撤销，该工会组织相应撤销，并报告上一级工会",
        "可以对土地承包经营权进行互换，并向发包方备案",
    ],
)
def test_a_rule_with_one_element_to_get_wrong_is_not_empty(rule: str) -> None:
    assert not is_empty(rule)


@pytest.mark.parametrize(
    ("rule", "words", "other"),
    [
        ("仲裁委员会不按行政区划层层设立", "不按", "按"),
        ("由用人单位缴纳工伤保险费，职工不缴纳工伤保险费", "不缴纳", "也缴纳"),
        ("当事人可以书面申请，也可以口头申请", "也可以", "但不得"),
        ("劳动者申请先予执行的，可以不提供担保", "可以不", "应当"),
        ("行政机关的内部事务信息，可以不予公开", "可以不予", "应当予以"),
        ("债务执行完毕时起，债务人不再承担清偿责任", "不再", "仍"),
    ],
)
def test_what_a_rule_denies_may_be_said_to_hold(rule: str, words: str, other: str) -> None:
    turned = affirmed(Span(5, 5 + len(rule), rule))

    assert turned is not None
    assert (turned[0].text, turned[1]) == (words, other)
    assert rule[turned[0].start - 5 :].startswith(words)


@pytest.mark.parametrize(
    "rule",
    [
        "法官依法履行职责，不受行政机关、社会团体和个人的干涉",
        "审判委员会的决定应当公开，法律规定不公开的除外",
        "当事人不履行调解协议的，另一方可以申请仲裁",
        "对裁决持不同意见的仲裁员可以签名，也可以不签名",
        "主席团可以邀请政府人员列席；必要时，也可以邀请有关代表列席",
        "志愿者可以参加组织的活动，也可以自行依法开展活动",
        "特殊教育班对不具有接受普通教育能力的少年实施教育",
        "故意造成被保险人伤残的，保险人不承担给付保险金的责任",
    ],
)
def test_what_everybody_would_grant_is_not_turned_round(rule: str) -> None:
    assert affirmed(Span(0, len(rule), rule)) is None


def test_a_false_statement_on_a_denial_says_what_was_changed(asked: Asked) -> None:
    rules = [
        f"第{number}条　{name}委员会不按行政区划层层设立。"
        for number, name in zip("六七八九", ("仲裁", "调解", "考试", "评审"), strict=True)
    ]
    false = [item for item in asked("statement", *rules) if item.truth is False]

    assert false
    for item in false:
        assert "委员会按行政区划" in item.stem
        assert "应为“不按”，不是“按”" in item.explanation


def test_a_rule_that_leans_on_the_sentence_before_it_is_not_stated(asked: Asked) -> None:
    found = asked(
        "statement",
        "第六条　发生停工事件，工会应当代表职工协商。对于职工的要求，企业应当在五日内书面答复。",
        "第七条　国家所有的档案可以复制。严禁出卖、赠送给外国人或者外国组织。",
    )
    stems = "".join(item.stem for item in found)

    assert "规定，对于职工的要求" not in stems
    assert "赠送" not in stems


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        ("slot", "法官必须忠实执行法律，维护社会公平正义，全心全意为人民服务"),
        (
            "slot",
            "工会应当坚持马克思列宁主义、毛泽东思想、邓小平理论、“三个代表”重要思想、科学发展观、习近平新时代中国特色社会主义思想",
        ),
        ("definition", "本法所称的校长包括其他民办教育机构的主要行政负责人"),
        ("slot", "为了加强档案管理，推进国家治理体系和治理能力现代化，根据宪法，制定本法"),
        ("row", "杂粮包括谷子、高粱、大麦、荞麦、燕麦、青稞、绿豆等"),
        ("copula", "县级以上人民政府是应急管理工作的行政领导机关"),
    ],
)
def test_what_everybody_fills_in_or_nobody_can_is_no_blank(
    form: str, rule: str, asked: Asked
) -> None:
    assert asked(form, f"第六条　{rule}。") == []


def test_a_last_member_with_two_objects_is_not_cut(asked: Asked) -> None:
    rule = "政府应当按照尊重农民意愿、方便群众生活、保持乡村功能和特色的原则安排布局"

    assert asked("row", f"第六条　{rule}。") == []


def test_a_principle_that_its_rule_says_again_is_not_published(asked: Asked) -> None:
    rule = "建设应当遵循因地制宜、避免重复建设的原则，避免盲目重复建设和因地而异"

    assert asked("row", f"第六条　{rule}。", verdict=Verdict.PUBLISHED) == []


def test_other_ways_are_no_word_to_fill_in(asked: Asked) -> None:
    rule = "经营权可以采取出租、入股、抵押或者其他方式流转"

    assert not [item for item in asked("row", f"第六条　{rule}。") if "其他" in item.keys]


def test_the_leading_party_is_never_left_out_of_a_long_stem(asked: Asked) -> None:
    rule = (
        "突发事件应对工作坚持中国共产党的领导，统筹发展和安全，建立健全集中统一、高效权威的领导体制，"
        "完善党委领导、政府负责、部门联动、军地联合、社会协同、公众参与、科技支撑、法治保障的治理体系，"
        "坚持人民至上、生命至上，坚持依法科学应对，尊重和保障人权"
    )

    items = asked("slot", f"第六条　{rule}。")
    assert items
    assert all("……" not in item.stem for item in items)


def test_what_is_left_to_somebody_waits_as_a_duty_too(asked: Asked) -> None:
    names = ("学校", "协会", "工会", "企业", "水利部门", "林业部门", "畜牧部门", "种子部门")
    rules = [
        f"第{number}条　{name}可以安排成员到外地的同行那里参观学习。"
        for number, name in zip("六七八九", names[:4], strict=True)
    ] + [
        f"第十{n}条　{name}可以开办传授经验的夜校。"
        for n, name in zip("一二三四", names[4:], strict=True)
    ]
    found = asked("statement", *rules)

    assert {item.truth for item in found} == {True, False}
    assert all(("应当" in item.stem) is (item.truth is False) for item in found)
    assert all(item.truth for item in asked("statement", *rules, verdict=Verdict.PUBLISHED))


def test_no_blank_cuts_the_name_of_the_party(asked: Asked) -> None:
    rule = "人民代表大会工作应当坚持中国共产党的领导、人民当家作主、依法治国有机统一"

    assert not [item for item in asked("slot", f"第六条　{rule}。") if "中国共产____" in item.stem]


def test_a_rule_whose_subject_stands_before_it_is_no_cloze(asked: Asked) -> None:
    article = (
        "第六条　工会依照法律开展工作。"
        "协助人民政府开展工作，维护工人阶级领导的、以工农联盟为基础的人民民主专政的社会主义国家政权。"
    )

    assert not [item for item in asked("slot", article) if "规定，协助" in item.stem]
