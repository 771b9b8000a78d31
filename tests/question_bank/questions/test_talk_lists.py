"""How a talk's lists, bans and terms of procedure are asked, so that each item stands alone."""

from __future__ import annotations

import pytest

from question_bank.pipeline import Resources, generate
from question_bank.questions.changes import Change, change_of
from question_bank.questions.restating import sort_of
from question_bank.questions.standing import HOW_OFTEN, is_lost
from question_bank.questions.talk_panels import change_in_talk
from question_bank.questions.wholeness import is_cut_short, lacks_matter
from tests.question_bank.conftest import Bank, speech

DEMANDS = "态度要诚，不回避、不推诿；答复要实，能办的说清什么时候办；整改要快，事事都有回音。"


def test_a_list_whose_head_is_no_name_is_opened_in_the_words_of_the_talk(bank: Bank) -> None:
    made = bank(f"对被约见单位，也提三点要求：{DEMANDS}")

    stems = [q.item.stem for q in (*made.published, *made.to_review)]
    opening = "讲话指出，对被约见单位，提三点要求"
    assert any(stem.startswith(f"{opening}：") for stem in stems), stems
    assert any(stem.startswith(f"{opening}，其中“") for stem in stems)
    assert not any("列举的也提" in stem or "属于也提" in stem for stem in stems)


def test_a_list_that_has_a_name_keeps_it(bank: Bank) -> None:
    made = bank(f"代表约见主要有三个方面的要求：{DEMANDS}")

    stems = [q.item.stem for q in (*made.published, *made.to_review)]
    assert any("代表约见的三个方面的要求" in stem for stem in stems), stems


@pytest.mark.parametrize(
    "said",
    [
        "不能拿代表证去给亲戚的案子说情",
        "不能让群众的问题和困难石沉大海、无人问津",
        "代表活动经费列入本级财政预算，结余不得挪作他用",
    ],
)
def test_a_ban_whose_opposite_nobody_believes_is_not_turned_round(said: str) -> None:
    assert change_in_talk(said) is None


def test_a_ban_on_an_act_of_office_is_turned_round() -> None:
    change = change_in_talk("乡镇人民政府领导人员不得担任主席团成员")

    assert change is not None
    assert change.text == "乡镇人民政府领导人员可以担任主席团成员"


@pytest.mark.parametrize(
    ("said", "sort"),
    [
        ("政府每年向代表书面通报两次工作情况", "频次"),
        ("乡镇党委每半年至少专题听一次人大工作汇报", "限度"),
        ("政府在作出决策之前应当向常委会报告", "先后"),
        ("补贴由本级财政给予", "级别"),
        ("对代表的建议三个月内答复", "数字"),
    ],
)
def test_an_explanation_names_what_was_changed(said: str, sort: str) -> None:
    change = change_of(said)

    assert isinstance(change, Change)
    assert sort_of(change) == sort


@pytest.mark.parametrize(
    "body", ["每半年参加一次代表小组活动。", "每季度至少1次，由组长召集。", "每年不少于两次。"]
)
def test_how_often_something_is_done_by_nobody_is_no_stem(body: str) -> None:
    assert HOW_OFTEN.match(body)


@pytest.mark.parametrize("body", ["每名代表每年走访十户。", "每季度由主席团听取一次汇报。"])
def test_how_often_somebody_does_something_may_be_asked(body: str) -> None:
    assert not HOW_OFTEN.match(body)


def test_what_is_decided_on_must_be_named() -> None:
    assert is_lost("keyword", "由主席团决定是否列入大会议程，或者先交有关的专门委员会审议。")
    assert not is_lost("keyword", "由选民直接选举的代表应当向原选区选民报告履职情况。")


def test_an_answer_needs_what_is_answered() -> None:
    assert lacks_matter("承办单位三个月内该给答复。")
    assert not lacks_matter("承办单位对代表建议三个月内该给答复。")


def test_a_row_of_candidates_is_not_cut_before_its_last_office() -> None:
    text = "代表可以提出常委会组成人员，人民法院院长，人民检察院检察长的候选人。"

    assert is_cut_short(text, 0, "代表可以提出常委会组成人员，人民法院院长。")


def test_a_range_is_one_number(bank: Bank) -> None:
    made = bank("各级一般公共预算应当按照本级一般公共预算支出额的百分之一至百分之三设置预备费。")

    items = [q.item for q in (*made.published, *made.to_review) if q.item.form == "figure"]
    assert [item.keys for item in items] == [("百分之一至百分之三",)]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("撤职案的表决采用无记名投票的方式，由常委会全体组成人员的过半数通过。", "无记名投票"),
        ("乡镇人大会议由主席团主持，主席团由大会预备会议选举产生。", "预备会议"),
        ("县级人大代表可以列席原选区所在的乡镇人民代表大会会议。", "列席"),
    ],
)
def test_a_term_of_procedure_with_two_rivals_is_asked_with_words_to_tap(
    bank: Bank, text: str, key: str
) -> None:
    items = [q.item for q in bank(text).published if q.item.form == "keyword"]

    assert any(item.keys == (key,) and len(item.word_bank) > 2 for item in items), items


def test_a_dash_before_a_line_is_no_part_of_what_is_quoted(resources: Resources) -> None:
    lines = "——每月到联络站接待一次选民；\n——每季度参加一次代表小组活动；\n——每年提出一条建议。"
    document = speech(f"代表的工作可以概括为“三个一”：\n{lines}")

    made = generate(document, resources=resources)

    told = [q.item.explanation for q in (*made.published, *made.to_review)]
    feedback = [o.feedback for q in made.published for o in q.item.options]
    assert told
    assert not any("——" in text for text in (*told, *feedback))


def test_what_a_question_says_or_nobody_does_stands_in_no_panel(bank: Bank) -> None:
    made = bank(
        "人大和其他国家机关应当是什么关系。每季度至少听取一次汇报，由组长召集。"
        "代表视察时可以提出建议，但不直接处理问题。代表应当同选民保持密切联系。"
        "常委会应当每年组织代表开展一次集中视察。街道工委主任不得兼任街道办事处职务。"
    )

    shown = [o.text for q in made.published if q.item.form == "panel" for o in q.item.options]
    assert not [text for text in shown if "什么" in text or text.startswith("每季度")], shown


def test_who_permits_when_is_asked_in_order_and_says_whose_arrest_is_meant(bank: Bank) -> None:
    rule = (
        "非经本级人民代表大会主席团许可，在本级人民代表大会闭会期间，"
        "非经本级人民代表大会常务委员会许可，不受逮捕或者刑事审判。"
    )

    [item] = [
        q.item
        for q in bank(f"县级以上的各级人民代表大会代表，{rule}").published
        if q.item.form == "slot"
    ]
    lost = [q for q in bank(rule).published if q.item.form == "slot"]

    assert item.keys == ("主席团", "常务委员会")
    assert not item.unordered
    assert not lost


def test_a_phrase_that_would_be_mostly_blank_loses_one_word_only(bank: Bank) -> None:
    made = bank("要坚持科学立法、民主立法、依法立法。")

    assert [q.item.keys for q in made.published if q.item.form == "slot"] == [("依法",)]


def test_of_a_row_whose_frame_tells_the_rest_no_single_word_is_asked(bank: Bank) -> None:
    made = bank("备案审查做到有件必备、有备必审、有错必纠。")

    assert not [q for q in made.published if q.item.keys == ("必纠",)]


def test_whoever_voters_elect_reports_to_them_and_not_to_a_congress(bank: Bank) -> None:
    made = bank("由选民直接选举的代表应当以多种方式向原选区选民报告履职情况。")

    false = [q.item.stem for q in made.published if q.item.truth is False]
    assert false == ["讲话指出，由选民直接选举的代表应当以多种方式向原选举单位报告履职情况。"]


def test_how_many_call_an_extra_session_is_no_lost_clause() -> None:
    assert not is_lost("figure", "经过五分之一以上代表提议，可以临时召集本级人民代表大会会议。")


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("最高人民法院监督地方各级人民法院的审判工作", "领导"),
        ("最高人民检察院领导地方各级人民检察院的工作", "监督"),
    ],
)
def test_what_courts_do_and_how_long_is_changed_as_law_puts_it(said: str, told: str) -> None:
    change = change_of(said)

    assert change is not None
    assert change.other == told


def test_the_label_of_a_line_goes_where_its_sentence_says_what_it_is_about(bank: Bank) -> None:
    made = bank("公开：经批准的预算、决算，应当在批准后二十日内由本级政府财政部门向社会公开。")
    kept = bank("专题调研：报告由乡镇人大主席团转交有关机关，研究处理情况应当及时向代表反馈。")

    assert [q for q in made.published if q.item.stem.startswith("讲话指出，经批准的预算、决算，")]
    assert not [q for q in kept.published if q.item.stem.startswith("讲话指出，报告")]


def test_a_rule_after_a_semicolon_that_names_whom_it_is_for_stands_alone(bank: Bank) -> None:
    made = bank(
        "代表按规定执行代表职务，单位不得扣发工资；无固定工资收入的代表执行代表职务，"
        "根据实际情况由本级财政给予适当补贴。"
    )

    assert [q for q in made.published if q.item.keys == ("本级财政",)]


def test_cases_in_lines_of_their_own_are_asked_like_those_of_a_sentence(
    resources: Resources,
) -> None:
    lines = (
        "属于政策咨询的，当场解答或者请有关部门解答；",
        "属于普遍性、公共性问题的，整理成代表建议；",
        "属于涉法涉诉的，告知其依照法定程序解决。",
    )
    document = speech("对群众反映的问题分三种情形处理：", *lines)

    cases = [q.item for q in generate(document, resources=resources).published]

    assert any(
        item.form == "case" and "当场解答" in item.stem and item.keys == ("属于政策咨询",)
        for item in cases
    ), cases


def test_a_step_of_a_scale_that_the_steps_beside_it_name_is_not_asked(bank: Bank) -> None:
    same = bank("代表述职测评结果分为满意、基本满意、不满意三个等次。")
    own = bank("代表履职评价结果分为优秀、称职、较差三个等次。")

    assert not [q for q in same.published if q.item.form == "list"]
    assert [q for q in own.published if q.item.form == "list"]


def test_how_many_sign_is_asked_with_what_they_sign_though_it_is_said_before(bank: Bank) -> None:
    made = bank(
        "提议案有人数要求，县级以上的地方各级人民代表大会代表十人以上联名，"
        "乡镇人大代表五人以上联名；提建议没有人数要求，一个人就可以提。"
    )

    [item] = [q.item for q in made.published if q.item.form == "figure"]
    assert item.stem.startswith("讲话指出，提议案有人数要求，县级以上")
    assert item.keys == ("十人", "五人")


def test_no_stem_ends_inside_a_row_of_offices(bank: Bank) -> None:
    made = bank(
        "主席团提名候选人没有人数限制，代表联名有人数要求：乡镇的人民代表大会代表十人以上书面联名，"
        "可以提出本级人民代表大会主席、副主席，人民政府领导人员的候选人。"
    )

    figures = [q.item.stem for q in made.published if q.item.form == "figure"]
    assert figures
    assert not [stem for stem in figures if stem.endswith("副主席。")]


def test_an_ordinal_point_and_a_tail_about_this_phrase_are_left_out(bank: Bank) -> None:
    made = bank(
        "第二点体会，代表要坚持党的领导、人民当家作主、依法治国有机统一，"
        "把人民选我当代表这句话落到行动上。"
    )

    [stem] = [q.item.stem for q in made.published if q.item.form == "slot"]
    assert stem.startswith("讲话指出，代表要坚持")
    assert stem.endswith("有机统一。")


def test_a_row_of_long_members_is_asked_for_one_though_it_stands_inside_a_rule(bank: Bank) -> None:
    made = bank(
        "监督法规定，常委会每年选择若干关系改革发展稳定大局和群众切身利益、社会普遍关注的重大问题，"
        "有计划地安排听取和审议专项工作报告。"
    )

    members = {"改革发展稳定大局", "群众切身利益", "社会普遍关注"}
    assert any({*q.item.keys} <= members for q in made.published if q.item.form == "slot")
