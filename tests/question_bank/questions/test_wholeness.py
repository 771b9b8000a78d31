"""A stem is a whole clause of its talk, in one script, and does not tell its key."""

from __future__ import annotations

import pytest

from question_bank.documents import read_document
from question_bank.pipeline import Resources, generate
from question_bank.questions.changes import change_of
from question_bank.questions.scripts import is_traditional
from question_bank.questions.wholeness import (
    following_clause,
    is_cut_short,
    lacks_matter,
    looks_back,
)
from tests.question_bank.conftest import Bank, speech

DEMANDS = (
    ("县人民政府", "预算执行情况"),
    ("县人民法院", "审判工作"),
    ("县人民检察院", "检察工作"),
    ("县监察委员会", "专项工作"),
)
ROW = "代表二十人以上书面联名，可以提出常务委员会组成人员，人民政府领导人员，人民法院院长的候选人。"


@pytest.mark.parametrize(
    ("text", "body", "is_cut"),
    [
        (ROW, "代表二十人以上书面联名，可以提出常务委员会组成人员", True),
        (ROW, ROW, False),
        ("", "县级人大常委会按照就地就近的原则。", True),
        ("", "县级人大常委会按照就地就近的原则组织活动。", False),
        ("", "修改后的组织法，将为国务院自觉坚持全心全意为人民服务的宗旨，依法履行职权。", True),
        ("", "修改后的组织法，将为国务院依法履行职权提供法治保障。", False),
    ],
)
def test_a_stem_is_cut_short_before_its_verb_or_inside_a_row(
    text: str,
    body: str,
    is_cut: bool,  # noqa: FBT001
) -> None:
    assert is_cut_short(text, 0, body) is is_cut


def test_what_follows_a_stem_is_read_up_to_the_next_mark() -> None:
    assert following_clause(ROW, 0, "可以提出常务委员会组成人员") == "人民政府领导人员"
    assert following_clause(ROW, 0, "人民法院院长的候选人") == ""


@pytest.mark.parametrize(
    ("body", "lacks"),
    [
        ("在会议举行的七日前，由常委会办事机构发给常委会组成人员。", True),
        ("专项工作报告在会议举行的七日前，由常委会办事机构发给常委会组成人员。", False),
        ("县一级不一样，是由县级政府提交本级人大常委会进行初步审查。", True),
        ("承办单位自交办之日起三个月内答复。", True),
        ("对代表建议，承办单位自交办之日起三个月内答复。", False),
        ("选民不满意，原选区选民三十人以上联名，可以书面提出罢免要求。", True),
        ("对于乡级人大代表，原选区选民三十人以上联名，可以书面提出罢免要求。", False),
        ("调整方案要提请本级人大常委会审查和批准。", True),
        ("预算调整方案要提请本级人大常委会审查和批准。", False),
        ("会议审议通过的无障碍环境建设法，立足国情实际。", True),
    ],
)
def test_a_rule_names_what_is_handed_over_answered_or_recalled(
    body: str,
    lacks: bool,  # noqa: FBT001
) -> None:
    assert lacks_matter(body) is lacks


def test_a_part_of_what_was_done_last_year_is_no_call_of_its_own() -> None:
    told = "一年来，全国人大常委会认真履行职责，坚持党的领导、人民当家作主、依法治国有机统一。"

    assert looks_back(told, "坚持党的领导、人民当家作主、依法治国有机统一。")
    assert not looks_back(told.partition("，")[2], "坚持党的领导、人民当家作主、依法治国有机统一。")


def test_a_text_with_a_few_traditional_characters_is_not_traditional() -> None:
    traditional = "人大代表是國家權力機關組成人員，代表人民的利益和意志參加行使國家權力。"
    simplified = "人大代表是国家权力机关组成人员，代表人民的利益和意志参加行使国家权力。"

    assert is_traditional(read_document(traditional.encode(), "a.txt"))
    assert not is_traditional(read_document((simplified * 20 + "國會").encode(), "a.txt"))


def test_a_ban_with_its_exception_is_not_lifted() -> None:
    assert change_of("预算一经批准，非经法定程序不得调整") is None


def test_a_mere_demand_is_not_published_as_leave(resources: Resources) -> None:
    lines = [f"{who}要每年向常委会报告{what}。" for who, what in DEMANDS]
    made = generate(speech(*lines), resources=resources)
    told = [option.text for q in made.published for option in q.item.options if option.correct]

    assert not [text for text in (*told, *(q.item.stem for q in made.published)) if "可以" in text]


@pytest.mark.parametrize(
    "text",
    [
        "推行“136”接待机制：每月1次固定接待日，每次不少于3名代表，每年每名代表进站不少于6次。",
        "代表写建议要写清三样东西：问题是什么、原因在哪里、办法有几条。",
        "认真执行人大及其常委会的决议决定，认真办理人大代表建议、批评和意见。",
        "做到党委工作重心在哪里、人大工作就跟进到哪里、代表作用就发挥到哪里。",
        "个别部门的人大工作还有“三重三轻”：重答复轻办理、重态度轻结果、重当年轻跨年。",
    ],
)
def test_what_tells_its_own_key_or_is_cut_inside_a_word_waits(bank: Bank, text: str) -> None:
    asked = [each.item for each in bank(text).published if each.item.keys]

    assert not [item.stem for item in asked if item.form in {"figure", "slot", "list"}]


def test_steps_are_asked_in_their_order(bank: Bank) -> None:
    made = bank(
        "建立“收集、分办、督办”三步闭环：代表收集在站点，能当场答复的当场答复；"
        "站点分办到网格，能三日办结的三日办结；镇街督办到部门，跨部门的由镇街人大牵头协调。"
    )
    rows = [q.item for q in (*made.published, *made.to_review) if q.item.form == "labels"]

    assert rows
    assert all("列举的建立" not in each.stem for each in rows)
    assert all("依次是：" in each.stem and not each.unordered for each in rows)


def test_who_is_bidden_to_do_something_needs_what_it_is() -> None:
    text = "审查预算草案前，应当组织本级人民代表大会代表，听取选民的意见。"

    assert is_cut_short(text, 0, "审查预算草案前，应当组织本级人民代表大会代表。")
