"""What talks yield beside plain sentences: named lists, matched things, points and their contents."""

from __future__ import annotations

import pytest

from question_bank.keypoints import Pattern
from question_bank.pipeline import Generation, Resources, generate
from question_bank.questions import Question
from tests.question_bank.conftest import Bank, Points, speech


def published(generation: Generation, form: str) -> list[Question]:
    """Return what would be published, by type and form."""
    return [q for q in generation.published if f"{q.item.type}/{q.item.form}" == form]


@pytest.mark.parametrize(
    ("text", "members"),
    [
        (
            "今年要守牢“四条底线”，即粮食安全、生态安全、债务安全、公共安全。",
            ["粮食安全", "生态安全", "债务安全", "公共安全"],
        ),
        (
            "联络站要做到“六有”：有场所、有标牌、有制度、有计划、有经费、有档案。",
            ["有场所", "有标牌", "有制度", "有计划", "有经费", "有档案"],
        ),
        (
            "预算审查做到“三看一问”：看收入实不实，看支出偏不偏，看项目细不细，问结余去向。",
            ["看收入实不实", "看支出偏不偏", "看项目细不细", "问结余去向"],
        ),
        (
            "代表要重点学好三部法：宪法、地方组织法、代表法，还要学点预算知识。",
            ["宪法", "地方组织法", "代表法"],
        ),
        (
            "今年要实现四个提升，即政治能力、履职质量、代表活力、机关效能全面提升。",
            ["政治能力", "履职质量", "代表活力", "机关效能"],
        ),
    ],
)
def test_a_named_list_is_cut_into_as_many_members_as_its_name_counts(
    points: Points, text: str, members: list[str]
) -> None:
    [found] = points(text, Pattern.COUNTED)

    assert [member.content.text for member in found.members] == members


@pytest.mark.parametrize(
    "text",
    [
        "代表要过好“四关”，即学习关、调研关、发言关。",
        "联络站要有四样东西：牌子、本子。",
        "我们讲了三个问题，大家会后还要讨论，还要研究，还要落实。",
    ],
)
def test_a_list_of_another_number_than_its_name_is_left_alone(points: Points, text: str) -> None:
    assert points(text, Pattern.COUNTED) == []


def test_the_lists_of_a_double_name_are_told_apart(points: Points) -> None:
    text = "守则明确“三带头、三不准”：带头学习、带头调研、带头审议；不准缺席会议，不准泄露秘密，不准干预案件。"

    found = points(text, Pattern.COUNTED)

    assert [point.note for point in found] == ["三带头", "三不准"]


def test_members_in_lines_below_their_head_are_one_list(resources: Resources) -> None:
    lines = ("——每季度学习一次；", "——每月接待选民一次；", "——每年领办一件实事。")
    document = speech("代表的工作可以概括为“三个一”：", *lines)

    made = generate(document, resources=resources)

    found = [point for point in made.key_points if point.pattern is Pattern.COUNTED]
    assert [len(point.members) for point in found] == [3]


def test_a_named_list_is_published_with_its_name_and_the_other_members(bank: Bank) -> None:
    [cloze] = published(
        bank("代表联络站建设要做到“四有”：有场所、有标牌、有制度、有档案。"), "cloze/list"
    )

    assert "代表联络站建设要做到“四有”：有____" in cloze.item.stem
    assert set(cloze.item.keys) < {"场所", "标牌", "制度", "档案"}
    assert cloze.item.unordered


def test_what_all_members_share_stays_in_the_stem_of_a_couplet(bank: Bank) -> None:
    text = "代表认为，发展不足是最大的县情，创新不强是最大的短板，作风不实是最大的障碍。"

    [cloze] = published(bank(text), "cloze/couplet")

    assert set(cloze.item.keys) <= {"县情", "短板", "障碍"}


def test_what_is_said_instead_of_what_is_denied_is_tapped(bank: Bank) -> None:
    [cloze] = published(
        bank("人大监督不是挑刺，是帮忙；不是添乱，是补台；不是走过场，是促落实。"), "cloze/couplet"
    )

    assert set(cloze.item.word_bank) <= {"帮忙", "补台", "促落实"}
    assert "不是挑刺，是" in cloze.item.stem


def test_a_thing_and_its_part_are_matched_where_the_parts_end_alike(bank: Bank) -> None:
    text = "代表要当好“三个员”：党的声音的传播员、居民诉求的代言员、邻里矛盾的调和员。"

    [cloze] = published(bank(text), "cloze/couplet")

    assert set(cloze.item.keys) <= {"传播员", "代言员", "调和员"}


def test_a_false_couplet_comes_with_a_true_one_on_another_pair(bank: Bank) -> None:
    text = "代表监督的底气来自群众，监督的尺度来自法律，监督的效果来自担当。"

    made = published(bank(text), "true_false/couplet")

    assert sorted(q.item.truth or False for q in made) == [False, True]
    assert all("代表监督的" in q.item.stem for q in made)


def test_a_long_couplet_is_asked_under_its_head_by_its_first_words(bank: Bank) -> None:
    text = (
        "接待选民要“一听二记三问四答”：听，要耐心，不打断别人的话，也不急着表态；"
        "记，要详细，时间地点人物事由一个都不能少；问，要到位，问清症结、问清诉求、问清办法；"
        "答，要慎重，能答复的马上答复，不能答复的说明什么时候答复。"
    )

    [cloze] = published(bank(text), "cloze/couplet")

    assert "接待选民要“一听二记三问四答”：听，要" in cloze.item.stem
    assert "不打断" not in cloze.item.stem
