"""Finding what the rules of a statute turn on."""

from __future__ import annotations

import pytest

from question_bank.keypoints import Kind, Pattern
from tests.question_bank.conftest import Points, statute


@pytest.mark.parametrize(
    ("article", "number", "role"),
    [
        ("第六条　代表十人以上联名，可以提出议案。", "十人", "joint:人"),
        ("第六条　议案由全体代表的过半数通过。", "过半数", "majority:majority"),
        ("第六条　会议有三分之二以上的代表出席，始得举行。", "三分之二", "quorum:fraction"),
        ("第六条　经五分之一以上代表提议，可以临时召集会议。", "五分之一", "proposal:fraction"),
        ("第六条　议案应当在会议举行的七日前送达主席团。", "七日", "deadline:日"),
        ("第六条　主席、副主席每届任期五年，可以连选连任。", "五年", "term:年"),
        ("第六条　常务委员会会议每两个月至少举行一次会议。", "每两个月", "interval:times"),
        ("第六条　候选人的提名时间不得少于两天。", "两天", "limit:天"),
        ("第六条　每年12月4日为国家宪法日。", "12月4日", "date:day"),
        ("第六条　政府应当在每年六月至九月期间报告预算执行情况。", "六月至九月", "season:months"),
    ],
)
def test_a_number_is_known_by_the_part_it_plays(
    article: str, number: str, role: str, points: Points
) -> None:
    found = {p.slots[0].text: p.note for p in points(statute(article), Pattern.NUMBER)}

    assert found[number] == role


@pytest.mark.parametrize(
    "article",
    [
        "第六条　国家普及九年义务教育，保障适龄儿童入学。",
        "第六条　听取五年规划纲要实施情况的报告。",
        "第六条　本规则自2022年3月11日起施行。",
        "第六条　每一个选民都可以参加一次投票活动。",
    ],
)
def test_a_number_inside_a_name_or_date_is_no_rule(article: str, points: Points) -> None:
    assert points(statute(article), Pattern.NUMBER) == []


@pytest.mark.parametrize(
    ("article", "body", "note"),
    [
        ("第六条　会议由主席团主持，秘书处承办会务工作。", "主席团", "由|主持"),
        (
            "第六条　自治条例报全国人民代表大会常务委员会备案。",
            "全国人民代表大会常务委员会",
            "报|备案",
        ),
        (
            "第六条　代表非经本级人民代表大会主席团许可，不受逮捕。",
            "本级人民代表大会主席团",
            "经|许可",
        ),
        ("第六条　国务院应当每年提出中央决算草案。", "国务院", "subject|提出"),
    ],
)
def test_a_body_is_found_with_its_act_and_its_whole_name(
    article: str, body: str, note: str, points: Points
) -> None:
    found = [(p.slots[0].text, p.note) for p in points(statute(article), Pattern.ACTOR)]

    assert (body, note) in found


@pytest.mark.parametrize(
    "article",
    [
        "第六条　由有关机关答复提出建议的代表。",
        "第六条　中央军事委员会实行主席负责制。",
        "第六条　具体办法由其决定，并予公布施行。",
    ],
)
def test_what_is_no_certain_body_is_not_found(article: str, points: Points) -> None:
    found = points(statute(article), Pattern.ACTOR)

    assert [p for p in found if "解释" not in p.note] == []


def test_a_rule_that_leans_on_the_sentence_before_takes_it_along(points: Points) -> None:
    article = "第六条　当事人可以申请复核。收到申请后，主席团应当在三日内答复。"
    [found] = points(statute(article), Pattern.NUMBER)

    assert found.span.text.startswith("当事人可以申请复核。")
    assert found.confidence == 1.0


def test_a_rule_that_speaks_of_the_paragraph_before_is_left_out(points: Points) -> None:
    article = "第六条　依照前款规定另行选举时，得票数不得少于三分之一。"

    assert points(statute(article), Pattern.NUMBER) == []


def test_a_transitional_rule_waits(points: Points) -> None:
    document = statute("第六章　附则", "第六条　主席团应当在三十日内公布实施办法。")

    assert [p.confidence for p in points(document, Pattern.NUMBER)] != [1.0]


def test_the_last_short_member_of_a_list_is_no_heading(points: Points) -> None:
    document = statute(
        "第六条　代表有下列情形之一的，暂停执行代表职务：",
        "（一）因刑事案件被羁押正在受侦查、起诉、审判的；",
        "（二）被依法判处管制正在服刑的。",
    )
    [found] = points(document, Pattern.ENUMERATION)

    assert len(found.members) == len(("一", "二"))


@pytest.mark.parametrize(
    ("article", "members"),
    [
        ("第六条　主席团由主席、副主席、秘书长和委员组成。", ["主席", "副主席", "秘书长", "委员"]),
        (
            "第六条　质询案应当写明质询对象、质询问题和质询内容。",
            ["质询对象", "质询问题", "质询内容"],
        ),
    ],
)
def test_a_row_is_cut_into_its_members(article: str, members: list[str], points: Points) -> None:
    [found] = points(statute(article), Pattern.COMPOSITION)

    assert [slot.text for slot in found.slots] == members


def test_two_members_are_no_row(points: Points) -> None:
    assert points(statute("第六条　主席团由主席和委员组成。"), Pattern.COMPOSITION) == []


@pytest.mark.parametrize(
    ("article", "kind"),
    [
        ("第六条　代表有权在三十日内提出申诉。", Kind.RIGHT),
        ("第六条　代表应当在会议举行的七日前请假。", Kind.OBLIGATION),
        ("第六条　主席团每届任期五年。", Kind.SYSTEM),
    ],
)
def test_rights_and_obligations_are_those_of_persons(
    article: str, kind: Kind, points: Points
) -> None:
    [found] = points(statute(article), Pattern.NUMBER)

    assert found.kind is kind


def test_a_member_that_names_nothing_is_left_out(points: Points) -> None:
    document = statute(
        "第六条　代表享有下列权利：",
        "（一）审议议案、报告和其他议题，发表意见；",
        "（二）提出建议；",
        "（三）全国人民代表大会和全国人民代表大会常务委员会授予的其他权利。",
    )
    [found] = points(document, Pattern.ENUMERATION)

    assert [m.content.text[:4] for m in found.members] == ["审议议案", "提出建议"]


def test_a_part_without_its_own_subject_is_not_shown_alone(points: Points) -> None:
    lead = "国务院编制中央预算草案；向全国人民代表大会作关于中央和地方预算草案的报告；"
    rest = (
        "将省、自治区、直辖市政府报送备案的预算汇总后，在三十日内报全国人民代表大会常务委员会备案"
    )
    found = points(statute(f"第六条　{lead}{rest}。"), Pattern.NUMBER)

    assert [p for p in found if p.span.text.startswith("将")] == []
