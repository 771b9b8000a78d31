"""What each finder takes, and what it leaves, in sentences written for it."""

from __future__ import annotations

import pytest

from question_bank.keypoints import Kind, Pattern
from tests.question_bank.conftest import Points, speech, statute


@pytest.mark.parametrize(
    ("text", "slots"),
    [
        ("要明大德、守公德、严私德。", ["明", "守", "严"]),
        ("人大的作用靠代表，人大的水平看代表，人大的活力在代表。", ["作用", "水平", "活力"]),
        (
            "要带头遵守宪法和法律，带头执行党的路线方针政策，带头践行社会主义核心价值观。",
            ["遵守", "执行", "践行"],
        ),
    ],
)
def test_a_slogans_slots_are_what_changes(text: str, slots: list[str], points: Points) -> None:
    found = [p for pattern in (Pattern.FRAME, Pattern.SET_PHRASE) for p in points(text, pattern)]

    assert slots in [[slot.text for slot in point.slots] for point in found]


@pytest.mark.parametrize(
    "text",
    [
        "在座的既有老代表、也有新代表。",
        "要学习代表法、组织法、监督法。",
        "代表来自不同的地区、不同的行业。",
    ],
)
def test_halves_words_and_subjects_are_no_slogan(text: str, points: Points) -> None:
    assert points(text, Pattern.FRAME) == []


def test_a_labelled_list_knows_label_and_content(points: Points) -> None:
    [found] = points(
        "政治素质要求代表坚定立场；法律素质要求代表熟悉程序；业务素质要求代表了解区情。",
        Pattern.LABELLED,
    )

    pairs = [(m.label.text, m.content.text) for m in found.members if m.label]
    assert pairs == [("政治素质", "坚定立场"), ("法律素质", "熟悉程序"), ("业务素质", "了解区情")]


def test_a_negated_contrast_is_no_labelled_list(points: Points) -> None:
    text = "代表的价值不在于说了多少；代表的分量不在于头衔多响；代表的荣光不在于任期多长。"

    assert points(text, Pattern.LABELLED) == []


def test_cases_go_with_their_consequences(points: Points) -> None:
    [found] = points(
        "对于群众反映的问题，能够立即解决的马上办理；需要时间解决的列出计划；无法解决的说明原因。",
        Pattern.CASES,
    )

    assert [m.label.text for m in found.members if m.label] == [
        "能够立即解决",
        "需要时间解决",
        "无法解决",
    ]
    assert found.head is not None
    assert found.head.text == "对于群众反映的问题"


def test_claims_of_one_frame_are_siblings_wherever_they_stand(points: Points) -> None:
    [found] = points(
        "代表的创新精神是人大工作的动力源泉。要大胆探索。代表的示范作用是人大工作的重要支撑。"
        "要带好头。代表的协作精神是人大工作的强大合力。",
        Pattern.CLAIMS,
    )

    assert [m.content.text for m in found.members] == ["动力源泉", "重要支撑", "强大合力"]


def test_claims_that_mean_the_same_are_left_alone(points: Points) -> None:
    text = (
        "代表的能力是人大工作的重要体现。代表的成效是人大工作的重要反映。"
        "代表的精神是人大工作的强大合力。"
    )

    assert points(text, Pattern.CLAIMS) == []


def test_phases_hold_what_is_asked_in_each(points: Points) -> None:
    document = speech(
        "在审议议案前，要阅读材料。在审议过程中，要积极发言。要尊重不同意见。在表决时，要审慎行使职权。"
    )
    [found] = points(document, Pattern.PHASES)

    assert [m.label.text for m in found.members if m.label] == [
        "审议议案前",
        "审议过程中",
        "表决时",
    ]
    assert "尊重不同意见" in found.members[1].content.text


def test_attributions_name_meetings_and_never_persons(points: Points) -> None:
    text = (
        "党的二十大报告强调：“加强人大代表工作能力建设”；党的二十届三中全会强调：“丰富联系群众的内容和形式”；"
        "省委全会强调：“健全吸纳民意的工作机制”；某某书记强调：“大家一定要多下基层”。"
    )
    [found] = points(text, Pattern.ATTRIBUTION)

    assert [m.label.text for m in found.members if m.label] == [
        "党的二十大报告",
        "党的二十届三中全会",
        "省委全会",
    ]


@pytest.mark.parametrize(
    ("text", "term", "is_sure"),
    [
        ("代表要坚持“一事一议”，讲求实效。", "一事一议", True),
        ("下游的水田不再“望天收”。", "望天收", False),
    ],
)
def test_a_quoted_term_is_sure_if_it_is_a_slogan(
    text: str, term: str, *, is_sure: bool, points: Points
) -> None:
    [found] = points(text, Pattern.TERM)

    assert found.slots[0].text == term
    assert (found.confidence == 1.0) is is_sure


def test_a_definition_asks_for_what_something_is_called(points: Points) -> None:
    found = points("人大代表是人民群众选出来的代言人，是党联系群众的桥梁和纽带。", Pattern.COPULA)

    assert [point.slots[0].text for point in found] == ["代言人", "桥梁和纽带"]


def test_praise_is_no_definition(points: Points) -> None:
    assert points("监督权是代表履职的重要保障。", Pattern.COPULA) == []


@pytest.mark.parametrize(
    ("article", "numbers"),
    [
        ("第六条　代表十人以上联名，可以提出议案。", ["十人"]),
        ("第六条　议案由全体代表的过半数通过。", ["过半数"]),
        ("第六条　应当在会议举行的七日前送达，名额另加百分之五。", ["七日", "百分之五"]),
        ("第六条　听取五年规划纲要实施情况的报告。", []),
        ("第六条　本规则自2022年3月11日起施行。", []),
    ],
)
def test_a_statutes_numbers_are_those_a_rule_turns_on(
    article: str, numbers: list[str], points: Points
) -> None:
    found = points(statute(article), Pattern.NUMBER)

    assert [point.slots[0].text for point in found] == numbers


def test_numbers_of_a_speech_are_not_asked(points: Points) -> None:
    assert points("代表十人以上联名，可以提出议案。", Pattern.NUMBER) == []


def test_an_articles_numbered_list_leaves_out_the_other_items(points: Points) -> None:
    document = statute(
        "第六条　代表享有下列权利：",
        "（一）出席会议；",
        "（二）提出建议；",
        "（三）参加表决；",
        "（四）法律规定的其他权利。",
    )
    [found] = points(document, Pattern.ENUMERATION)

    assert [m.content.text for m in found.members] == ["出席会议", "提出建议", "参加表决"]
    assert found.kind is Kind.RIGHT


def test_the_points_of_a_part_are_its_headings(points: Points) -> None:
    document = speech(
        "一、强化学习",
        "一是要学习理论。要常学常新。",
        "二是要学习法律。要学深学透。",
        "二、依法履职",
        "一是要审好议案。要认真审。",
        "二是要提好建议。要及时提。",
    )
    found = points(document, Pattern.POINTS)

    assert [[m.content.text for m in p.members] for p in found] == [
        ["学习理论", "学习法律"],
        ["审好议案", "提好建议"],
    ]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("人大代表享有审议权、表决权、质询权等权利。", Kind.RIGHT),
        ("代表的义务包括遵守宪法、保守秘密、廉洁自律等。", Kind.OBLIGATION),
        ("代表的职责包括参与决策、监督执行、联系群众等。", Kind.DUTY),
    ],
)
def test_the_head_of_a_list_settles_its_kind(text: str, kind: Kind, points: Points) -> None:
    [found] = points(text, Pattern.LIST)

    assert found.kind is kind


def test_courtesies_before_the_first_part_are_no_lists(points: Points) -> None:
    document = speech(
        "大家讲得都很中肯、实在、深刻。",
        "一、强化学习",
        "要提高政治素质、法律素质、业务素质。",
        "二、依法履职",
        "要认真审议。",
    )
    found = points(document, Pattern.LIST)

    assert [[s.text for s in p.slots] for p in found] == [["政治素质", "法律素质", "业务素质"]]


@pytest.mark.parametrize(
    "text",
    [
        "要深入社区、农村、企业、学校等基层一线。",
        "包括工人、农民、知识分子、干部等群体。",
        "要学习宪法、代表法、监督法等法律法规。",
    ],
)
def test_open_lists_of_places_people_and_subjects_teach_nothing(text: str, points: Points) -> None:
    assert points(text, Pattern.LIST) == []
