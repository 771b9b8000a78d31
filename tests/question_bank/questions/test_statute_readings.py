"""What readers of whole laws would not sign: answers refused, shown, cut, or true elsewhere."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.keypoints import Kind
from question_bank.pipeline import Resources, generate
from question_bank.questions import Item, ItemType, Question, Verdict
from question_bank.questions.mending import mended
from question_bank.questions.quantities import working_days
from question_bank.questions.turns import is_of_like_turn, is_told_by_head
from question_bank.questions.values import Blank
from tests.question_bank.conftest import statute

Made = Callable[..., list[Question]]
WORKING = "本法中“二日”“三日”“七日”的规定是指工作日，不含法定节假日。"


@pytest.fixture
def made(resources: Resources) -> Made:
    """Generate from articles and return everything, whatever its verdict."""

    def make(*articles: str) -> list[Question]:
        found = generate(statute(*articles), resources=resources)
        return [*found.published, *found.to_review, *found.refused]

    return make


def _published(questions: list[Question]) -> list[Question]:
    return [each for each in questions if each.verdict is Verdict.PUBLISHED]


@pytest.mark.parametrize(
    ("law", "days"),
    [
        (WORKING, {"二日", "三日", "七日"}),
        ("本法有关“三日”、“五日”的规定是指工作日。", {"三日", "五日"}),
        ("本条例所称的“日”，是指工作日。", {"日"}),
        ("应当在三日内答复。", set()),
    ],
)
def test_a_law_tells_which_of_its_days_are_working_days(law: str, days: set[str]) -> None:
    assert working_days(law) == days


@pytest.mark.parametrize("is_working", [True, False])
def test_working_days_are_right_only_where_the_law_says_so(*, is_working: bool, made: Made) -> None:
    last = f"第八条　{WORKING}" if is_working else "第八条　秘书处负责会务。"
    questions = made("第六条　主席团应当在三日内答复代表提出的意见。", last)
    blanks = [blank for q in questions if q.item.form == "number" for blank in q.item.blanks]
    for blank in blanks:
        misses = {miss.text for miss in blank.near_misses}
        assert ("三个工作日" in blank.accepted) is is_working
        assert ("三个工作日" in misses) is not is_working


def test_one_blank_has_no_order() -> None:
    item = Item(
        type=ItemType.CLOZE,
        form="slot",
        kind=Kind.SLOGAN,
        stem="代表应当____人民。",
        blanks=(Blank(1, ("来自",)),),
        unordered=True,
    )
    assert not mended(item).unordered


@pytest.mark.parametrize(
    ("rule", "leaning"),
    [
        (
            "第六条　复议机关对依据有权处理的，应当在三十日内依照法定程序作出处理，并且把处理的结果以及理由书面告知提出申请的当事人和有关的行政机关；无权处理的，应当在七日内转送有权处理的国家机关依法处理。",
            "规定，无权处理的",
        ),
        (
            "第六条　常务委员会应当将法律草案向社会公布，广泛征求意见，但是经主任会议决定不公布的除外。向社会公布征求意见的时间一般不少于三十日。",
            "规定，向社会公布",
        ),
        (
            "第六条　复议机关应当在三日内书面通知规范性文件的制定机关提出答复。制定机关应当自收到书面通知之日起十日内提交书面答复及相关材料。",
            "规定，制定机关",
        ),
        (
            "第六条　主席团常务主席可以召集代表团推选的代表讨论；有关部门负责人参加会议，回答问题。会议讨论的情况和意见应当向主席团报告。",
            "规定，会议讨论",
        ),
    ],
)
def test_a_rule_that_leans_on_the_one_before_is_not_published_alone(
    rule: str, leaning: str, made: Made
) -> None:
    questions = made(rule, "第七条　秘书处应当在十日内答复。")
    assert not [q.item.stem for q in _published(questions) if leaning in q.item.stem]


def test_so_many_times_is_not_asked_beside_the_first_and_the_second(made: Made) -> None:
    questions = made(
        "第六条　代表在大会上发言的，每人可以发言两次，第一次不超过十分钟，第二次不超过五分钟。"
    )
    assert not [q for q in questions if "两次" in q.item.keys]


def test_the_way_of_electing_is_not_exchanged_beside_its_own_description(made: Made) -> None:
    questions = made("第六条　选举代表实行差额选举，候选人的人数应多于应选代表的名额。")
    assert not [q for q in questions if "等额选举" in q.item.stem]


def test_words_to_tap_are_bare_members(made: Made) -> None:
    questions = made(
        "第六条　代表的考核分为平时考核、专项考核和定期考核等方式。",
        "第七条　考核的结果分为优秀、称职、基本称职和不称职四个等次。",
    )
    words = {word for q in questions for word in q.item.word_bank}
    assert not {word for word in words if "方式" in word or "等次" in word}


def test_the_word_of_a_list_is_not_put_before_its_members(made: Made) -> None:
    questions = made(
        "第六条　听证应当依照以下程序组织：\n（一）当事人要求听证的，应当在五日内提出；\n（二）主席团应当在举行听证的七日前，通知当事人。",
        "第七条　秘书处应当在十日内答复。",
    )
    assert not [q for q in questions if "规定，听证：" in q.item.stem]
    assert [q for q in questions if "规定，当事人要求听证的" in q.item.stem]


def test_a_condition_is_asked_in_a_sentence(made: Made) -> None:
    questions = made("第六条　公务员应当具备下列条件：\n（一）具有中国国籍；\n（二）年满十八周岁。")
    stems = [q.item.stem for q in questions if q.item.form == "number"]
    assert stems
    assert all("公务员应当具备的条件之一是年满" in stem for stem in stems)


def test_a_rule_that_its_article_takes_back_waits(made: Made) -> None:
    rule = "主管部门不得在建设用地范围以外作出许可决定"
    plain = made(f"第六条　{rule}。")
    taken_back = made(f"第六条　{rule}。\n依照法律征收的，不再适用许可。")
    assert [q for q in plain if q.item.form == "statement" and rule in q.item.stem]
    assert not [q for q in _published(taken_back) if q.item.form == "statement"]


@pytest.mark.parametrize(
    ("one", "other", "may"),
    [
        ("公务员有下列情形之一的，给予奖励", "公务员有下列情形之一的，撤销奖励", False),
        ("公务员有下列情形之一的，不得辞去公职", "公务员有下列情形之一的，予以辞退", True),
        ("有下列情形之一的，不予许可", "有下列情形之一的，人民警察应当予以制止", False),
        ("公务员有下列情形之一的，予以辞退", "对有下列情形之一的公务员，不得辞退", True),
        ("行政行为有下列情形之一的，予以撤销", "行政复议期间有下列情形之一的，中止复议", False),
        ("有下列情形之一的，申请人应当提供证据", "有下列情形之一的，可以申请复议", False),
    ],
)
def test_lists_lend_members_only_where_they_lead_to_the_like(
    *, one: str, other: str, may: bool
) -> None:
    assert is_of_like_turn(one, other) is may


def test_a_head_that_says_the_right_options_words_tells_them() -> None:
    right = ["提供曾经要求的证据", "提供受到损害的证据"]
    head = "有下列情形之一的，申请人应当提供证据"
    assert is_told_by_head(head, right, [("作为公民下落不明", "")])
    assert not is_told_by_head(head, right, [("提供身份的证据", "")])


def test_the_odd_one_out_says_where_it_belongs(made: Made) -> None:
    questions = made(
        "第六条　教师享有下列权利：\n（一）出席会议参加审议；\n（二）提出议案和质询案；\n（三）参加各项选举表决；\n（四）获得执行职务保障。",
        "第七条　教师应当履行下列义务：\n（一）模范遵守宪法法律；\n（二）保守国家秘密事项；\n（三）密切联系人民群众；\n（四）接受选民单位监督。",
    )
    odd = [q.item for q in questions if q.item.form == "odd_one_out"]
    assert odd
    assert all(option.feedback for item in odd for option in item.options)


def test_a_body_is_not_asked_for_what_another_may_decide_as_well(made: Made) -> None:
    questions = made(
        "第六条　专门委员会可以决定举行秘密会议。",
        "第七条　举行秘密会议，由各代表团团长参加的主席团会议决定。",
    )
    assert not [q for q in _published(questions) if q.item.form == "actor"]


def test_a_fault_is_not_said_to_be_rewarded(made: Made) -> None:
    questions = made(
        "第六条　代表有下列情形之一的，给予奖励：\n（一）联系群众成绩突出的；\n（二）提出建议效果显著的。",
        "第七条　代表有下列情形之一的，撤销奖励：\n（一）弄虚作假骗取荣誉的；\n（二）受到开除公职处分的。",
    )
    stated = [q.item for q in questions if q.item.form == "case"]
    assert stated
    assert all(item.truth for item in stated)


def test_a_false_consequence_is_published_only_if_both_cannot_follow(made: Made) -> None:
    questions = made(
        "第六条　公务员有下列情形之一的，予以辞退：\n（一）连续两年被确定为不称职的；\n（二）拒绝组织合理安排的。",
        "第七条　公务员有下列情形之一的，不得晋升：\n（一）正在接受审计调查的；\n（二）任职未满最低年限的。",
    )
    assert not [q for q in _published(questions) if q.item.form == "case" and not q.item.truth]


def test_a_fault_is_never_a_wrong_ground_for_a_sanction(made: Made) -> None:
    questions = made(
        "第六条　代表有下列情形之一的，撤销称号：\n（一）有严重违纪违法行为的；\n（二）长期不与群众联系的。",
        "第七条　代表有下列情形之一的，予以免职：\n（一）连续两年考核不称职的；\n（二）拒绝组织合理安排的；\n（三）不适合继续任职的。",
    )
    for question in questions:
        if question.item.form == "enumeration" and "第七条" in question.item.stem:
            assert "有严重违纪违法行为的" not in question.item.distractors
