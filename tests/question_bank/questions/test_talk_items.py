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
        bank("人大监督要做到“三不”：报告不注水、整改不拖延、答复不敷衍。"), "cloze/list"
    )

    assert "人大监督要做到“三不”：" in cloze.item.stem
    assert set(cloze.item.keys) < {"报告不注水", "整改不拖延", "答复不敷衍"}


def test_what_all_members_share_stays_in_the_stem_of_a_couplet(bank: Bank) -> None:
    text = "代表要做到：政治上要绝对忠诚，行动上要绝对坚决，作风上要绝对过硬。"

    [cloze] = published(bank(text), "cloze/couplet")

    assert set(cloze.item.keys) <= {"忠诚", "坚决", "过硬"}


def test_what_a_text_owns_up_to_is_nothing_to_learn(bank: Bank) -> None:
    text = "代表工作还存在“三个不够”：方式创新不够、手段运用不够、管理精细不够。"

    assert bank(text).published == ()


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


def test_an_ideal_that_siblings_might_share_is_matched_and_not_stated(bank: Bank) -> None:
    text = "代表监督的底气来自群众，监督的尺度来自法律，监督的效果来自担当。"

    made = bank(text)

    assert published(made, "cloze/couplet")
    assert not published(made, "true_false/couplet")


def test_a_long_couplet_is_asked_under_its_head_by_its_first_words(bank: Bank) -> None:
    text = (
        "接待选民要“一听二记三问四答”：听，要耐心，不打断别人的话，也不急着表态；"
        "记，要详细，时间地点人物事由一个都不能少；问，要到位，问清症结、问清诉求、问清办法；"
        "答，要慎重，能答复的马上答复，不能答复的说明什么时候答复。"
    )

    [cloze] = published(bank(text), "cloze/couplet")

    assert "接待选民要“一听二记三问四答”：听，要" in cloze.item.stem
    assert "不打断" not in cloze.item.stem


def test_a_thing_of_which_much_is_said_is_the_answer_to_it(bank: Bank) -> None:
    text = (
        "代表联系群众要做到三点。常联系，就是每季度至少进站一次，不做会上代表；"
        "真联系，就是带着感情下去、带着问题回来，不摆样子；深联系，就是听得进逆耳的话，也问得出隐情。"
    )

    made = published(bank(text), "single/label")

    assert made
    assert all({o.text for o in q.item.options} == {"常联系", "真联系", "深联系"} for q in made)
    assert all("说的是" in q.item.stem for q in made)


def test_how_often_each_is_done_is_tapped_where_all_members_begin_with_it(bank: Bank) -> None:
    text = "代表要做到“三个一”：每月联系一户群众，每季度参加一次接待，每年向选民述职一次。"

    [cloze] = published(bank(text), "cloze/list")

    assert set(cloze.item.word_bank) == {"每月", "每季度", "每年"}
    assert not cloze.item.unordered


def test_nicknames_are_matched_with_what_is_called_so(bank: Bank) -> None:
    text = "代表调研前要“带题”，选准题目；调研中要“破题”，掌握材料；调研后要“解题”，拿出对策。"

    [cloze] = published(bank(text), "cloze/couplet")

    assert set(cloze.item.word_bank) == {"带题", "破题", "解题"}


POINTS_OF_A_PART = (
    "一、过好代表履职“三关”",
    "（一）过好学习关。带头读原著。要坚持在岗位上读书看报。",
    "（二）过好调研关。必须深入村组农户掌握第一手材料。",
    "（三）过好发言关。要不念稿子、不唱赞歌、讲出问题。",
    "二、要当好人民的代言人",
    "代表要说群众的话。",
)


def test_what_a_point_asks_for_is_asked_of_the_points_of_its_part(resources: Resources) -> None:
    made = generate(speech(*POINTS_OF_A_PART), resources=resources)

    found = [q for q in published(made, "single/label") if "的要点中" in q.item.stem]

    assert found
    headings = {"过好学习关", "过好调研关", "过好发言关"}
    assert all({o.text for o in q.item.options} == headings for q in found)


def test_no_point_is_asked_for_in_words_of_its_heading(resources: Resources) -> None:
    made = generate(speech(*POINTS_OF_A_PART), resources=resources)

    stems = [q.item.stem for q in (*made.published, *made.to_review) if "的要点中" in q.item.stem]

    assert not any("自学" in stem for stem in stems)


def test_cases_under_a_head_are_matched_whatever_they_begin_with(bank: Bank) -> None:
    text = (
        "代表对群众反映的问题要分三种情况处理：政策允许、村里能办的，马上协调解决；"
        "需要镇里研究的，填表报镇人大；超出镇里权限的，整理成建议向上反映。"
    )

    made = published(bank(text), "single/case")

    assert len(made) >= 2
    assert all(len(q.item.options) == 3 for q in made)


def test_numbers_that_a_sentence_sets_against_each_other_are_asked_together(bank: Bank) -> None:
    text = "对于县级人大代表，原选区选民五十人以上联名可以提出罢免要求；对于乡级人大代表，原选区选民三十人以上联名可以提出罢免要求。"

    [cloze] = published(bank(text), "cloze/figure")

    assert cloze.item.keys == ("五十人", "三十人")
    assert set(cloze.item.keys) < set(cloze.item.word_bank)


def test_a_target_is_asked_among_the_targets_beside_it(bank: Bank) -> None:
    text = "2026年经济社会发展主要预期目标是：地区生产总值增长6%，公共预算收入增长6.5%，固定资产投资增长9%，城镇调查失业率控制在5.5%以内。"

    generation = bank(text)
    made = published(generation, "single/figure")
    waiting = [q for q in generation.to_review if q.item.form == "figure"]

    assert [len(made), len(waiting)] == [2, 2]
    assert all({o.text for o in q.item.options} == {"5.5%", "6%", "6.5%", "9%"} for q in made)


@pytest.mark.parametrize(
    "text",
    [
        "代表在闭会期间活动还不够经常。",
        "代表任期从每届本级人民代表大会举行第一次会议开始。",
        "现有代表联络站37个，听取专项报告18项。",
        "会议结束以后，各街道要在一周之内传达学习会议精神，年底由人大常委会督查。",
        "代表在视察中发现一家企业偷排，能不能当场责令停产。",
        "县人大常委会代表工作机构编制不少于4名，由县委编办落实。",
        "被提出罢免的代表有权在选民会议上提出申辩意见，也可以书面提出申辩意见。",
    ],
)
def test_nothing_is_changed_or_counted_where_nothing_is_laid_down(bank: Bank, text: str) -> None:
    made = bank(text)

    assert not [q for q in made.published if q.item.form == "figure" or q.item.truth is False]


def test_a_thing_is_not_told_what_is_true_of_the_one_it_is_taken_for(bank: Bank) -> None:
    text = "代表要分清两样东西：询问侧重于了解情况，一人就能提出；质询带有督促纠正的性质，必须依法联名。"

    [false] = published(bank(text), "true_false/couplet")

    assert "询问带有督促纠正的性质" in false.item.stem or "质询侧重于了解情况" in false.item.stem


@pytest.mark.parametrize(
    "text",
    [
        "代表可以向本级人民代表大会提出对各方面工作的建议、批评和意见。",
        "建议、批评和意见一个人就能提，应当明确具体。",
        "各专门委员会要为代表提出建议、批评和意见做好服务保障工作。",
    ],
)
def test_of_a_row_that_is_a_name_no_word_is_asked_beside_the_others(bank: Bank, text: str) -> None:
    keys = {"建议", "批评", "意见"}
    found = published(bank(text), "cloze/slot")

    assert not any(keys & set(each.item.keys) for each in found)


def test_blanks_of_a_row_take_the_same_end_of_each_member(bank: Bank) -> None:
    generation = bank("县乡人大代表由选民直接选举，政治性强、法律性强、程序性强，不能马虎。")
    keys = [key for each in generation.published for key in each.item.keys]

    assert "法律" not in keys


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("对乡镇人大代表，原选区选民三十人以上联名，可以向县级人大常委会提出罢免要求。", True),
        ("选民不满意，原选区选民三十人以上联名，可以向县级人大常委会提出罢免要求。", False),
    ],
)
def test_how_many_recall_is_asked_where_it_is_said_whose_deputy(
    bank: Bank,
    text: str,
    asked: bool,  # noqa: FBT001
) -> None:
    forms = {each.item.form for each in bank(text).published}

    assert ("figure" in forms) is asked


@pytest.mark.parametrize(
    "text",
    [
        "代表履职就是四句话：开会要到，到了要讲；走访要勤，勤了要记；建议要实，实了要跟。",
        "群众反映的事，代表要分清楚：属于村里能办的，当场跟村支两委讲；属于乡里能办的，写成建议交主席团；政策一时办不到的，老老实实跟群众讲清楚。",
    ],
)
def test_what_a_single_character_joins_waits(bank: Bank, text: str) -> None:
    shown = [(each.item.form, each.item.keys) for each in bank(text).published]

    assert "couplet" not in {form for form, _keys in shown}
    assert ("case", ("属于村里能办",)) not in shown
