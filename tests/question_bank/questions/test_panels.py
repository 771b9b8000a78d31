"""A changed rule, alone or among others of its chapter: one element, one answer."""

from __future__ import annotations

import pytest

from question_bank.documents import read_document
from question_bank.keypoints import Pattern
from question_bank.pipeline import Generation, Resources, generate
from question_bank.questions import Question, Verdict
from question_bank.questions.balance import NUMBERED
from question_bank.questions.remainders import turned_in
from tests.question_bank.conftest import Points, speech, statute

CHAPTER = (
    "第一章　职责",
    "第一条　县档案馆应当每年向县人民代表大会常务委员会报告工作情况。",
    "第二条　县档案馆有权查询有关单位保存的原始记录。",
    "第三条　移交档案的数量由县档案馆会同移交单位共同确定。",
    "第四条　县档案馆不得拒绝接收到期移交的纸质档案。",
    "第五条　查阅已经开放的档案，必须出示合法有效的证明。",
    "第六条　档案馆负责人由县人民政府任命，每届任期五年。",
    "第七条　乡镇文书室应当按季度公布新增目录的清单。",
    "第八条　鉴定小组可以邀请退休教师列席评议活动。",
    "第九条　保管库房的钥匙由两名管理员分别保管。",
    "第十条　销毁清册必须永久保存，任何人无权涂改。",
    "第十一条　修复人员不得单独进入贵重资料的存放区域。",
)


def made(resources: Resources, *lines: str) -> list[Question]:
    text = "某县档案工作条例\n" + "\n".join(lines)
    bank: Generation = generate(read_document(text.encode(), "a.txt"), resources=resources)
    return [*bank.published, *bank.to_review]


def of_form(questions: list[Question], form: str) -> list[Question]:
    return [question for question in questions if question.item.form == form]


def test_a_duty_turned_into_a_choice_is_never_asked_by_itself(resources: Resources) -> None:
    questions = made(resources, *CHAPTER)

    assert not of_form(made(resources, *CHAPTER[:2]), "binding")
    assert not of_form(questions, "binding")
    assert any(
        option.correct and "可以每年向" in option.text
        for panel in of_form(questions, "panel")
        for option in panel.item.options
    )


@pytest.mark.parametrize(
    "rule",
    [
        "各级人民政府应当加强对代表工作的支持",
        "有关单位应当公布办理结果",
        "专门委员会根据工作需要，应当公布结果",
        "委员会应当公布结果，也可以公布过程",
        "收到意见的，应当在三日内答复",
        "县档案馆应当在每年年底前公布新增目录",
        "县档案馆应当在其网站上及时公布新增目录",
        "县档案馆应当经上级批准公布新增目录",
        "移交单位应当对审计报告的真实性负责",
        "县档案馆应当对乡镇制定应急预案予以指导",
    ],
)
def test_efforts_and_rules_without_a_subject_are_not_turned_into_a_choice(
    rule: str, resources: Resources
) -> None:
    bank = generate(statute(f"第六条　{rule}。"), resources=resources)

    assert not of_form([*bank.published, *bank.to_review, *bank.refused], "binding")


def test_a_panel_has_one_changed_rule_and_three_in_the_statutes_own_words(
    resources: Resources,
) -> None:
    panels = of_form(made(resources, *CHAPTER), "panel")
    text = "".join(CHAPTER)

    assert panels
    for panel in panels:
        wrong = [option.text for option in panel.item.options if not option.correct]
        [right] = [option.text for option in panel.item.options if option.correct]
        assert len(wrong) == 3
        assert all(each in text for each in wrong)
        assert right not in text
        assert "**不符合**" in panel.item.stem
        assert "第一章“职责”" in panel.item.stem


def test_a_rule_stands_in_one_panel_at_most(resources: Resources) -> None:
    panels = of_form(made(resources, *CHAPTER), "panel")
    lent = [o.text for panel in panels for o in panel.item.options if not o.correct]

    assert len(lent) == len(set(lent))


def test_a_panel_is_left_out_where_the_statute_has_too_few_rules(resources: Resources) -> None:
    assert not of_form(made(resources, *CHAPTER[:4]), "panel")


def test_where_a_chapter_has_too_few_rules_a_panel_is_drawn_from_the_whole_statute(
    resources: Resources,
) -> None:
    panels = of_form(made(resources, *CHAPTER[:3], "第二章　管理", *CHAPTER[3:]), "panel")

    assert any("《某县档案工作条例》规定的是" in panel.item.stem for panel in panels)


TALK = (
    "各位代表应当每季度到代表联络站接待选民至少一次。",
    "对代表提出的建议，有关单位应当自交办之日起三个月内答复代表。",
    "代表小组每年至少组织两次专题调研活动，形成书面报告。",
    "代表在闭会期间可以就本行政区域内的重大问题开展专题调研。",
    "代表应当按时出席本级人民代表大会会议，认真审议各项议案和报告。",
    "代表应当与原选区选民保持密切联系，听取和反映他们的意见和要求。",
    "原选区选民五十人以上联名，可以向县级人大常委会书面提出罢免要求。",
    "代表视察时可以向被视察单位提出建议、批评和意见，但不直接处理问题。",
)


def test_a_panel_of_a_talk_sets_a_changed_statement_among_its_own_words(
    resources: Resources,
) -> None:
    bank = generate(speech(*TALK), resources=resources)
    panels = of_form([*bank.published, *bank.to_review], "panel")
    text = "".join(TALK)

    assert panels
    for panel in panels:
        assert "**不符合**讲话" in panel.item.stem
        assert all(text.count(o.text) == (not o.correct) for o in panel.item.options)
        assert all(
            option.feedback.startswith("讲话") or "符合" in option.feedback
            for option in panel.item.options
        )


SOFT = tuple(
    f"第{number}条　{subject}应当加强{thing}。"
    for number, subject, thing in (
        ("一", "各级人民政府", "对残疾人康复工作的统筹领导"),
        ("二", "教育部门", "特殊学校师资的培养和交流"),
        ("三", "卫生部门", "基层诊疗设施的配备和维护"),
        ("四", "新闻媒体", "扶残助残先进事迹的宣传报道"),
    )
)


def test_a_duty_that_nothing_asks_about_waits_in_one_panel_with_the_efforts_beside_it(
    resources: Resources,
) -> None:
    duty = "第五条　康复机构应当书面告知监护人康复训练的全部费用。"
    bank = generate(statute("第二章　扶助", *SOFT, duty), resources=resources)
    asked = of_form([*bank.published, *bank.to_review], "panel")

    assert [len(panel.item.options) for panel in asked] == [4]
    assert [
        "康复机构可以" in option.text for option in asked[0].item.options if option.correct
    ] == [True]


def test_efforts_wait_as_they_are_and_are_never_turned_into_leave(resources: Resources) -> None:
    bank = generate(statute("第二章　扶助", *SOFT), resources=resources)

    assert not of_form([*bank.published, *bank.to_review], "panel")
    assert all(q.item.truth for q in of_form(list(bank.to_review), "statement"))


def test_what_a_talk_binds_somebody_to_is_left_to_them_only_in_a_panel(
    resources: Resources,
) -> None:
    bank = generate(speech(*TALK), resources=resources)
    turned = [
        question
        for question in (*bank.published, *bank.to_review)
        if any(option.correct and "可以" in option.text for option in question.item.options)
    ]

    assert turned
    assert {question.item.form for question in turned} == {"panel"}


def test_a_panel_that_leaves_a_duty_to_choice_waits_for_a_trainer(resources: Resources) -> None:
    bank = generate(
        read_document(("某县档案工作条例\n" + "\n".join(CHAPTER)).encode(), "a.txt"),
        resources=resources,
    )

    turned = [
        question
        for question in (*bank.published, *bank.to_review)
        if question.item.form == "panel" and "不是“可以”" in question.item.explanation
    ]

    assert turned
    assert not any(question.verdict is Verdict.PUBLISHED for question in turned)


def test_a_changed_rule_has_a_number_only_beside_another_that_has_one(
    resources: Resources,
) -> None:
    panels = [each for each in made(resources, *CHAPTER) if each.item.form == "panel"]
    numbered = [
        sum(NUMBERED.search(option.text) is not None for option in panel.item.options)
        for panel in panels
        if panel.verdict is Verdict.PUBLISHED
        if any(NUMBERED.search(option.text) for option in panel.item.options if option.correct)
    ]

    assert panels
    assert all(count > 1 for count in numbered)


TURNED = (
    "第一条　投标人的近亲属不得担任评标委员会成员。",
    "第二条　招标人可以组织潜在投标人踏勘项目现场。",
    "第三条　招标代理机构的名录，由国务院制定并公布。",
    "第四条　评标委员会由招标人组建。",
    "第五条　开标由招标人主持，邀请所有投标人参加。",
    "第六条　投标人拟分包的，在投标文件中载明分包的范围。",
    "第七条　联合体各方签订共同投标协议，约定各自的工作。",
    "第八条　招标文件载明项目的技术要求和评标的标准。",
    "第九条　中标通知书对招标人和中标人具有法律效力。",
    "第十条　开标地点为招标文件中预先确定的地点。",
    "第十一条　评标过程的记录由评标委员会保存备查。",
    "第十二条　中标人按照合同约定履行义务，完成中标项目。",
)


def test_a_ban_leave_and_a_level_of_government_are_turned_among_rules_as_they_are(
    resources: Resources,
) -> None:
    bank = generate(statute("第一章　招标", *TURNED), resources=resources)
    keys = {
        o.text for q in of_form(list(bank.published), "panel") for o in q.item.options if o.correct
    }

    assert {
        "投标人的近亲属可以担任评标委员会成员",
        "招标人应当组织潜在投标人踏勘项目现场",
        "招标代理机构的名录，由省级人民政府制定并公布",
    } & keys


@pytest.mark.parametrize(
    "rule",
    [
        "各级人民政府应当发挥农村资源优势，支持乡村产业发展",
        "有关部门应当依照职责做好节约工作",
        "副院长应当从法官中产生",
        "任何人不得泄露国家秘密",
        "合作组织可以有多种形式",
        "经营者可以按照注册的范围从事活动",
    ],
)
def test_what_nobody_would_believe_or_deny_is_not_turned_round(rule: str, points: Points) -> None:
    (point,) = points(statute(f"第一条　{rule}。"), Pattern.NORM)

    assert turned_in(point) is None


def test_a_rule_that_may_lack_its_subject_is_no_company(resources: Resources) -> None:
    late = "军队院校从青年中招收学员。招收学员的年龄和文化程度由主管机关规定。"
    bank = generate(statute("第一章　招标", *TURNED, f"第十三条　{late}"), resources=resources)

    assert not [
        q
        for q in of_form(list(bank.published), "panel")
        if any("招收学员的年龄" in option.text for option in q.item.options)
    ]


def test_leave_of_persons_is_not_turned_into_a_duty(points: Points) -> None:
    (point,) = points(statute("第一条　旅游者可以推选代表人参加诉讼活动。"), Pattern.NORM)

    assert turned_in(point) is None


def test_a_level_is_exchanged_only_where_it_decides(points: Points) -> None:
    rule = "有经国务院批准成立的流域机构的，排污单位提交监测结果"
    (point,) = points(statute(f"第一条　{rule}。"), Pattern.NORM)

    assert turned_in(point) is None


def test_what_private_persons_must_do_is_never_left_to_choice(resources: Resources) -> None:
    rule = "第十三条　公民领取户口簿，应当缴纳工本费。"
    bank = generate(statute("第一章　招标", *TURNED, rule), resources=resources)

    assert not any("可以缴纳" in o.text for q in bank.published for o in q.item.options)
