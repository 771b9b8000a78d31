"""What blind readers of unseen laws refused: deletions, leave that binds, kinds and lists untold."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.documents import Role
from question_bank.keypoints import KeyPoint, Kind, Pattern, Span
from question_bank.keypoints.modals import may_be_bound
from question_bank.keypoints.rulings import is_idle
from question_bank.pipeline import Resources, generate
from question_bank.questions import Question, Verdict
from question_bank.questions.negations import affirmed, is_bare
from question_bank.questions.number_senses import is_known, is_overtaken
from question_bank.questions.quantities import accepted_of
from question_bank.questions.special import kinds_of, unnamed_kinds
from tests.question_bank.conftest import statute

Made = Callable[..., list[Question]]
CHARTERS = (
    "第一章　租船合同",
    "第一条　定期租船合同，是指出租人提供配备船员的船舶的合同。",
    "第二条　承租人可以将租用的船舶转租，但是应当在三日内通知出租人。",
    "第三条　光船租赁合同，是指出租人提供不配备船员的船舶的合同。",
    "第四条　光船租赁期间，承租人应当在七日内支付租金。",
)
POWERS = (
    "第四条　区行政长官行使下列职权：",
    "（一）领导区政府；",
    "（二）签署立法会通过的法案，公布法律；",
    "签署立法会通过的财政预算案，将财政预算、决算报中央人民政府备案；",
    "（三）决定政府政策和发布行政命令。",
)


@pytest.fixture
def made(resources: Resources) -> Made:
    """Generate from articles and return what is published or waits."""

    def make(*articles: str) -> list[Question]:
        found = generate(statute(*articles), resources=resources)
        return [*found.published, *found.to_review]

    return make


@pytest.mark.parametrize(
    ("rule", "bare"),
    [
        ("船舶共有人设立的抵押权，不因船舶共有权的分割而受影响", True),
        ("合同终止的，不影响合同中结算和清理条款的效力", True),
        ("代表资格终止的，不再具有推荐候选人的职责，不妨另行提名", False),
        ("保理人可以向债权人主张返还本息，也可以向债务人主张债权", False),
    ],
)
def test_a_change_that_only_drops_a_not_is_told_from_others(rule: str, bare: bool) -> None:  # noqa: FBT001
    turned = affirmed(Span(0, len(rule), rule))
    assert (turned is not None and is_bare(turned)) is bare


def test_a_statement_that_only_lost_its_not_is_never_published(made: Made) -> None:
    rules = [
        f"第{n}条　{who}依法变更的，不影响原合同的效力。"
        for n, who in zip(
            "一二三四五六", ("公司", "学校", "医院", "合作社", "基金会", "出版社"), strict=True
        )
    ]
    lost = [each for each in made(*rules) if "不是“影响”" in each.item.explanation]
    assert lost
    assert all(each.verdict is not Verdict.PUBLISHED for each in lost)


def test_leave_to_refuse_what_is_allowed_is_no_second_leave() -> None:
    rule = "买受人在试用期内可以购买标的物，也可以拒绝购买"
    assert affirmed(Span(0, len(rule), rule)) is None


@pytest.mark.parametrize(
    ("rule", "believed"),
    [
        ("常务委员会全体会议可以设旁听席", True),
        ("主任可以委托副主任主持会议", False),
        ("承运人和托运人协商一致，可以使用电子运输记录", False),
        ("完成该行为的人可以请求其支付", False),
        ("经主任会议决定，可以允许公民旁听会议", False),
    ],
)
def test_leave_binds_nobody_who_has_a_right_or_a_stand_in(rule: str, *, believed: bool) -> None:
    assert may_be_bound(rule) is believed


def test_articles_are_about_the_kind_that_was_defined_last() -> None:
    document = statute(*CHARTERS)
    kinds = kinds_of(document)
    at = {s.marker: s for s in document.sections if s.role is Role.STATUTE_ARTICLE}
    told = "承租人可以将租用的船舶转租"

    assert kinds[at["第二条"].index] == "定期租船合同"
    assert at["第二条"].index in unnamed_kinds(document, kinds, at["第二条"].index, told)
    assert not unnamed_kinds(document, kinds, at["第四条"].index, "光船租赁期间，租船合同")


def test_a_rule_on_one_of_several_kinds_that_does_not_name_it_waits(made: Made) -> None:
    asked = [each for each in made(*CHARTERS) if each.evidence.quote.startswith("承租人可以")]
    assert asked
    assert all(each.verdict is not Verdict.PUBLISHED for each in asked)


def test_a_line_without_a_number_belongs_to_the_list_that_it_stands_in(made: Made) -> None:
    asked = [each for each in made(*POWERS) if "财政预算" in each.item.stem]
    assert asked
    assert all("行政长官行使" in each.item.stem for each in asked)


@pytest.mark.parametrize(
    ("key", "others"),
    [
        ("百分之五十", {"50%", "一半", "半数", "二分之一"}),
        ("百分之五十以上", {"半数以上", "一半以上", "二分之一以上"}),
        ("百分之二十", {"20%", "五分之一"}),
    ],
)
def test_a_share_is_right_however_it_is_called(key: str, others: set[str]) -> None:
    assert others.issubset(accepted_of(key))


def test_a_share_of_half_is_no_majority() -> None:
    assert not {"过半数", "半数以上"} & set(accepted_of("百分之五十"))


@pytest.mark.parametrize(
    "rule",
    [
        "持有公司百分之五以上股份的自然人收购股份，本法另有规定的，适用其规定",
        "法律另有规定的，依照其规定。但是，自权利受到损害之日起超过二十年的，人民法院不予保护",
    ],
)
def test_a_rule_that_only_sends_on_to_others_is_idle(rule: str) -> None:
    assert is_idle(rule)


def test_an_explanation_shows_every_right_member_of_a_long_list(made: Made) -> None:
    acts = (
        "建立电梯安全技术档案并妥善保管",
        "在电梯显著位置张贴使用须知和警示标志",
        "制止乘用人的不安全行为并予以记录",
        "发生困人故障时立即组织救援和安抚",
        "配合有关机构开展检验和风险评估",
        "设置监控设施并保证视频正常运行",
        "安排专人管理电梯钥匙和机房",
    )
    duties = [
        f"（{n}）{act}，相关情况在每个季度末汇总一次；"
        for n, act in zip("一二三四五六七", acts, strict=True)
    ]
    rights = [
        "（一）对维护保养单位的服务提出意见和建议；",
        "（二）查询所管理电梯的检验信息和故障记录；",
        "（三）选择维护保养单位并与其协商服务内容；",
    ]
    asked = made(
        "第一条　电梯管理责任人应当履行下列义务：",
        *duties,
        "第二条　电梯管理责任人享有下列权利：",
        *rights,
    )
    multiple = [each.item for each in asked if each.item.form == "enumeration"]
    assert multiple
    assert all(key in item.explanation for item in multiple for key in item.keys)


def _number(text: str, number: str) -> KeyPoint:
    at = text.index(number)
    slots = (Span(at, at + len(number), number),)
    return KeyPoint(Pattern.NUMBER, Kind.DUTY, "", Span(0, len(text), text), 0, slots=slots)


@pytest.mark.parametrize(
    ("rule", "number", "overtaken"),
    [
        ("当事人可以在接到处罚通知之日起十五日内向上一级机关申请复议", "十五日", True),
        ("当事人可以在接到处罚通知之日起六十日内向上一级机关申请复议", "六十日", False),
        ("当事人可以在接到复议决定之日起十五日内向人民法院起诉", "十五日", False),
    ],
)
def test_less_time_for_a_review_than_the_law_on_reviews_gives_is_overtaken(
    rule: str, number: str, *, overtaken: bool
) -> None:
    assert is_overtaken(_number(rule, number)) is overtaken


def test_everybody_knows_how_many_months_a_tax_year_has() -> None:
    assert is_known(_number("纳税年度的实际经营期不足十二个月的，以实际经营期为准", "十二个月"))


def test_a_department_is_right_with_and_without_the_word_for_in_charge(made: Made) -> None:
    rule = (
        "第一条　血站应当经省级以上卫生健康主管部门批准设立，并办理执业手续，方可开展采供血业务。"
    )
    actors = [each.item for each in made(rule) if each.item.form == "actor"]
    blanks = [blank for item in actors for blank in item.blanks]
    ways = {"省级以上卫生健康部门", "省级以上卫生健康行政部门"}
    assert blanks
    assert any(ways <= set(blank.accepted) for blank in blanks)


def test_no_change_is_told_with_a_comma_first(made: Made) -> None:
    rule = "第一条　对停止享受失业保险待遇的决定不服的，可以向区县劳动保障部门申请行政复议或者依法提起行政诉讼。"
    told = [each.item.explanation for each in made(rule) if "方可提起诉讼" in each.item.stem]
    assert told
    assert all("不是“对复议决定" in each for each in told)


def test_no_head_that_breaks_off_at_who_acts_is_told(made: Made) -> None:
    rule = (
        "第一条　古树的保护范围由市主管部门按照下列规定进行划定：\n"
        "（一）树龄五百年以上的树木属于一级古树，保护范围不小于树冠外五米；\n"
        "（二）树龄三百年以上的树木属于二级古树，保护范围不小于树冠外三米。"
    )
    assert not [each for each in made(rule) if "主管部门：" in each.item.stem]


def test_what_must_be_in_writing_is_not_said_to_be_either(made: Made) -> None:
    rule = "第一条　修正案必须采用书面形式，在议案交付全体会议表决的前一日提出。"
    assert not [each for each in made(rule) if "书面或者口头" in str(each.item)]
