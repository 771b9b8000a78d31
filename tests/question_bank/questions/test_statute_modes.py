"""A changed rule is false in substance, reads as a rule does and does not contradict itself."""

from __future__ import annotations

import pytest

from question_bank.documents import Role
from question_bank.keypoints import KeyPoint, Kind, Pattern, Span
from question_bank.keypoints.bindings import bound_at
from question_bank.pipeline import Resources, generate
from question_bank.questions import Question
from question_bank.questions.emptiness import is_empty
from question_bank.questions.negations import affirmed
from question_bank.questions.remainders import turned_in
from question_bank.questions.special import kinds_of, unnamed_kinds
from tests.question_bank.conftest import Points, statute


def _rule(text: str) -> KeyPoint:
    span = Span(0, len(text), text)
    return KeyPoint(Pattern.NORM, Kind.DUTY, "", span, 0, slots=())


def _published(resources: Resources, *articles: str) -> list[Question]:
    return list(generate(statute(*articles), resources=resources).published)


@pytest.mark.parametrize(
    "rule",
    [
        "法律规定公司不得成为对所投资企业的债务承担连带责任的出资人的，从其规定",
        "清算组清理公司财产，分别编制资产负债表和财产清单",
        "代表非经主席团许可，在大会闭会期间，非经常务委员会许可，不受逮捕",
        "到他国管辖海域从事捕捞作业的，应当经国务院渔业主管部门批准，遵守有关条约的规定",
        "人民法院公开审理行政案件，但涉及国家秘密、个人隐私和法律另有规定的除外",
        "国家机关工作人员不得组织或者参加违背法律规定的职责、义务的集会",
        "海洋油气生产平台不得向海域处置含油的工业固体废物",
        "票据的金额、日期、收款人名称不得更改，更改的票据无效",
        "被申请人不得自行收集证据；自行收集的证据不作为认定行为合法的依据",
        "支票限于见票即付，不得另行记载付款日期",
        "禁止买卖属于国家所有的档案",
        "国家对部分进出口货物可以实行关税配额管理",
        "禁止在行洪河道内种植阻碍行洪的林木",
        "禁止在一级保护区内新建建设项目；已建成的建设项目，由人民政府责令拆除",
    ],
)
def test_no_rule_is_changed_into_one_that_nobody_believes(rule: str, points: Points) -> None:
    assert not points(statute(f"第一条　{rule}。"), Pattern.MODE)


@pytest.mark.parametrize(
    "rule",
    [
        "禁止将渔船未按照或者不按照工具指标核定的内容制造",
        "代表非经主席团许可，不受逮捕",
        "支票可以支取现金，也可以转账，用于转账时，应当在支票正面注明",
    ],
)
def test_no_denial_is_turned_round_within_a_ban_or_before_what_follows_from_it(rule: str) -> None:
    assert affirmed(Span(0, len(rule), rule)) is None


def test_what_is_no_more_done_may_be_said_to_be_still_possible() -> None:
    rule = "委员的名额经确定后，在本届任期内不再变动"
    turned = affirmed(Span(0, len(rule), rule))

    assert turned is not None
    assert turned[1] == "仍可"


@pytest.mark.parametrize(
    "rule",
    [
        "渔业养殖单位不得使用国家禁止使用的饲料、药物或者其他有毒有害物质",
        "捕捞的渔获物中幼鱼不得超过规定的比例",
        "章程对担保的数额有限额规定的，不得超过规定的限额",
        "在审判时发现有应当排除的证据的，应当依法予以排除",
        "集会应当和平地进行，不得携带武器、管制刀具和爆炸物",
        "审判人员可以询问证人、鉴定人",
        "在调查过程中，监察机关可以询问证人等人员",
        "对需要紧急救治的患者，医师应当采取紧急措施进行诊治，不得拒绝急救处置",
        "未依法进行环境影响评价的建设项目，不得开工建设",
        "环境保护设施未经验收或者经验收不合格的，建设项目不得投入生产或者使用",
    ],
)
def test_a_ban_of_what_is_forbidden_anyway_says_nothing(rule: str) -> None:
    assert is_empty(rule)


@pytest.mark.parametrize(
    "rule",
    [
        "记载于股东名册的股东，可以依股东名册主张行使股东权利",
        "公司可以修改公司章程，变更经营范围",
        "试生产的产品，经具有相应资质的检验机构检验合格可以销售",
        "被告人的近亲属，经被告人同意，可以提出上诉",
        "国务院文物行政部门经国务院批准，可以调用全国的出土文物",
        "国务院文物行政部门可以调拨全国的国有馆藏文物",
        "国家对部分进出口货物可以实行关税配额管理",
    ],
)
def test_leave_that_another_opens_or_to_run_ones_own_affairs_is_no_duty(rule: str) -> None:
    assert turned_in(_rule(rule)) is None


def test_that_a_body_acts_alone_is_said_in_no_published_rule(resources: Resources) -> None:
    rules = [
        f"第{n}条　{what}目录由国务院体育主管部门会同国务院财政部门制定并公布。"
        for n, what in zip(
            "一二三四五六", ["器材", "场馆", "赛事", "课程", "装备", "药品"], strict=True
        )
    ]

    assert not [q for q in _published(resources, *rules) if "单独" in q.item.stem]


@pytest.mark.parametrize(
    "later",
    [
        "制止无效的，经县级以上人民政府审计机关负责人批准，可以通知财政部门暂停拨付有关款项。",
        "误捕的，应当报县级人民政府渔业主管部门备案，并立即放回原来的水域。",
    ],
)
def test_a_case_that_names_nothing_is_not_asked_without_what_it_is_of(
    later: str, resources: Resources
) -> None:
    first = (
        "第一条　县档案馆应当每年清点馆藏的全部纸质案卷并且编制目录，向县人民政府报送清点的结果；"
    )
    questions = _published(resources, first + later)

    assert not [q for q in questions if later[:4] in q.item.stem and q.item.form == "mode"]


def test_a_ban_is_not_stated_where_its_article_lets_it_be_done_if_needed(
    resources: Resources,
) -> None:
    questions = _published(
        resources,
        "第一条　使用剧毒化学品的单位不得出借、转让其购买的剧毒化学品；因转产、停产确需转让的，应当向具有许可证件的单位转让。",
    )

    assert not [q for q in questions if "确需" not in q.item.stem and q.item.form == "statement"]


def test_no_setting_breaks_off_before_what_follows_from_its_case(resources: Resources) -> None:
    questions = _published(
        resources,
        "第一条　裁决作出后，当事人就同一纠纷再申请仲裁或者向人民法院提起诉讼的，仲裁机构或者人民法院不予受理。\n"
        "裁决被人民法院依法裁定撤销的，当事人就该纠纷可以根据双方重新达成的仲裁协议申请仲裁，也可以向人民法院提起诉讼。",
    )

    assert not [q for q in questions if "的……" in q.item.stem]


COMPANIES = (
    "第一章　总则",
    "第一条　公司登记机关应当向公司发给营业执照。",
    "第二章　有限责任公司的设立",
    "第二条　监事会每年度至少召开一次会议。",
    "第三章　股份有限公司的设立",
    "第三条　监事会每六个月至少召开一次会议。",
)


def test_chapters_on_kinds_of_one_thing_name_the_kind() -> None:
    document = statute(*COMPANIES)
    kinds = kinds_of(document)

    assert sorted(kinds.values()) == ["有限责任公司", "股份有限公司"]


def test_a_rule_that_does_not_name_its_kind_needs_the_name_of_its_chapter() -> None:
    document = statute(*COMPANIES)
    kinds = kinds_of(document)
    at = {s.marker: s for s in document.sections if s.role is Role.STATUTE_ARTICLE}
    first, second = at["第一条"], at["第二条"]
    told = "监事会每年度至少召开一次会议"

    assert not unnamed_kinds(document, kinds, first.index, "公司登记机关应当发给营业执照")
    assert unnamed_kinds(document, kinds, second.index, told) == {second.parent}
    assert not unnamed_kinds(document, kinds, second.index, f"有限责任公司{told}")


def test_an_explanation_quotes_the_sentence_that_its_stem_says_first(resources: Resources) -> None:
    first = "学位委员会设主任委员一人，副主任委员和委员若干人。"
    questions = _published(
        resources,
        f"第一条　{first}主任委员、副主任委员和委员由国务院任免，每届任期五年。",
        "第二条　评议组成员由国务院教育部门聘任，每届任期四年。",
        "第三条　秘书长由学位委员会主任委员提名，每届任期三年。",
    )
    said = [q.item for q in questions if first in q.item.stem]

    assert said
    assert all(first in item.explanation for item in said)


def test_no_rule_is_stated_without_the_limit_that_the_next_words_set(resources: Resources) -> None:
    questions = _published(
        resources,
        "第一条　县档案馆不得拒绝接收到期移交的纸质档案。但是，已经霉变的纸质档案由移交单位修复后再移交。",
    )

    assert not [q for q in questions if q.item.form == "statement" and "但是" not in q.item.stem]


def test_a_rule_whose_article_names_another_body_for_some_cases_lends_itself_to_no_panel(
    resources: Resources,
) -> None:
    shared = "港口以外的建设项目应当由应急管理部门进行安全条件审查"
    opening = f"第一条　{shared}。码头的建设项目由港口行政管理部门进行安全条件审查。"
    questions = _published(resources, opening, *PANEL)

    assert not [q for q in questions if any(shared in o.text for o in q.item.options)]


PANEL = (
    "第二条　县档案馆有权查询有关单位保存的原始记录。",
    "第三条　县档案馆应当每年向县人民代表大会常务委员会报告工作情况。",
    "第四条　乡镇文书室应当按季度公布新增目录的全部清单。",
    "第五条　鉴定小组可以邀请退休教师列席各项评议活动。",
    "第六条　销毁清册必须永久保存，任何人无权涂改其中的内容。",
)


def test_what_the_state_encourages_is_not_published_as_demanded(resources: Resources) -> None:
    article = "第六条　国家鼓励小型微型企业从事跨境电子商务。"
    bank = generate(statute(article), resources=resources)

    assert bank.key_points
    assert not [q for q in bank.published if "国家要求" in str(q.item)]


@pytest.mark.parametrize(
    ("rule", "binds"),
    [
        ("承办单位应当不迟于月底书面答复代表", False),
        ("承办单位应当书面答复代表", True),
    ],
)
def test_no_may_stands_before_a_not(rule: str, binds: bool) -> None:  # noqa: FBT001
    assert (bound_at(rule, even_loosely=True) is not None) is binds
