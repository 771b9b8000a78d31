"""Items on statutes: one defensible answer, whole stems, false statements that are false."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.documents import read_document
from question_bank.pipeline import Generation, Resources, generate
from question_bank.questions import ItemType, Question
from tests.question_bank.conftest import statute

Items = Callable[..., list[Question]]


@pytest.fixture
def items(resources: Resources) -> Items:
    """Generate from articles and return what is published or waits, of one form."""

    def make(form: str, *articles: str) -> list[Question]:
        made: Generation = generate(statute(*articles), resources=resources)
        every = (*made.published, *made.to_review, *made.refused)
        return [question for question in every if question.item.form == form]

    return make


def test_a_numbers_wrong_answers_play_the_same_part(items: Items) -> None:
    [choice, *_] = [
        q
        for q in items(
            "number",
            "第六条　主席团应当在会议举行的七日前公布议程。",
            "第七条　代表三人以上联名，可以提出询问案。",
            "第八条　秘书处应当在十日内答复代表意见。",
        )
        if q.item.type is not ItemType.TRUE_FALSE and "第六条" in q.item.stem
    ]
    told = choice.item.distractors or tuple(
        miss.text for blank in choice.item.blanks for miss in blank.near_misses
    )

    assert told
    assert all(text.endswith("日") for text in told)


@pytest.mark.parametrize(
    ("rule", "right"),
    [
        ("主席团应当在三日内答复代表意见", 3.0),
        ("监察人员辞职后三年内，不得从事相关职业", 3.0),
        ("代表十人以上联名，可以提出议案", 10.0),
        ("主席团应当在会议举行的七日前公布议程", 7.0),
    ],
)
def test_a_false_number_does_not_follow_from_the_rule(
    rule: str, right: float, items: Items
) -> None:
    higher = any(word in rule for word in ("不得", "前公布"))
    for question in items("number", f"第六条　{rule}。"):
        if question.item.truth is False:
            stated = question.item.explanation.split("不是“")[1].split("”")[0]
            digits = "一二三四五六七八九十"
            value = stated[0] if stated[0] in digits else "一"
            is_higher = len(stated) > len("三日") or digits.index(value) + 1 > right
            assert is_higher is higher


def test_a_body_is_never_offered_beside_one_that_includes_it(items: Items) -> None:
    found = items(
        "actor",
        "第六条　会议议程由主席团决定。",
        "第七条　会议期间由秘书处组织会务。",
        "第八条　预算由本级人民政府编制。",
        "第九条　草案由本级人民政府财政部门提出。",
    )

    for question in found:
        families = [text[-2:] for text in (*question.item.keys, *question.item.distractors)]
        assert not {"政府", "部门"} <= set(families)


def test_a_body_named_in_the_rest_of_the_rule_is_not_asked(items: Items) -> None:
    found = items("actor", "第六条　主席团会议由主席团召集。")

    assert [question for question in found if "第六条" in question.item.stem] == []


def test_a_list_is_asked_with_members_of_another_list_of_its_sort(items: Items) -> None:
    [choice] = items(
        "enumeration",
        "第六条　主席团行使下列职权：",
        "（一）决定会议日程安排；",
        "（二）提名各项候选人；",
        "（三）公布选举结果；",
        "第七条　秘书处行使下列职权：",
        "（一）印发文件材料；",
        "（二）保管档案印章；",
        "（三）接待新闻记者；",
    )[:1]

    assert choice.item.type is ItemType.MULTIPLE
    assert {o.text for o in choice.item.options if o.correct} <= {
        "决定会议日程安排",
        "提名各项候选人",
        "公布选举结果",
    } or {o.text for o in choice.item.options if o.correct} <= {
        "印发文件材料",
        "保管档案印章",
        "接待新闻记者",
    }
    assert all(option.feedback for option in choice.item.options if not option.correct)


def test_a_list_whose_neighbour_is_of_another_sort_lends_nothing(items: Items) -> None:
    assert (
        items(
            "enumeration",
            "第六条　主席团行使下列职权：",
            "（一）决定会议日程安排；",
            "（二）提名各项候选人；",
            "（三）公布选举结果；",
            "第七条　报告应当包括下列内容：",
            "（一）上年收支；",
            "（二）债务余额；",
            "（三）来年打算；",
        )
        == []
    )


def test_what_follows_from_a_case_is_exchanged_with_what_follows_from_another(
    items: Items,
) -> None:
    found = items(
        "case",
        "第六条　代表有下列情形之一的，暂停执行职务：",
        "（一）正在受侦查的；",
        "（二）正在服刑的；",
        "第七条　代表有下列情形之一的，其代表资格终止：",
        "（一）丧失国籍的；",
        "（二）迁出辖区的；",
    )

    assert found
    for question in found:
        assert ("暂停执行职务" in question.item.stem) != ("代表资格终止" in question.item.stem)


def test_a_false_statement_changes_one_way_of_deciding(items: Items) -> None:
    found = items("mode", "第六条　选举采用无记名投票的方式进行。")

    assert {q.item.stem.rpartition("，")[2] for q in found} <= {
        "选举采用无记名投票的方式进行。",
        "选举采用记名投票的方式进行。",
    }
    assert found


def test_a_rule_that_has_both_ways_is_left_alone(items: Items) -> None:
    article = "第六条　选举可以采用无记名投票的方式，也可以采用记名投票的方式。"

    assert items("mode", article) == []


def test_like_rules_of_each_level_are_published_once(resources: Resources) -> None:
    levels = ("省、自治区、直辖市", "设区的市、自治州", "县、自治县、不设区的市、市辖区")
    articles = [
        f"第{n}条　{level}政府应当在会议举行的三十日前，将草案送交审查。"
        for n, level in zip("六七八", levels, strict=True)
    ]
    made = generate(statute(*articles), resources=resources)
    stems = [q.item.stem for q in made.published if q.item.form == "number"]

    assert stems
    assert all("县" in stem for stem in stems)


def test_a_stem_names_the_national_committee_in_full(resources: Resources) -> None:
    text = "\n".join(
        (
            "中华人民共和国全国人民代表大会组织法",
            *(f"第{n}条　本法由专人解释。" for n in "一二三四五"),
            "第六条　常务委员会每届任期五年，会议每两个月至少举行一次。",
        )
    )
    made = generate(read_document(text.encode(), "law.txt"), resources=resources)
    stems = [q.item.stem for q in made.published if "第六条" in q.item.stem]

    assert stems
    assert all("全国人民代表大会常务委员会" in stem for stem in stems)


def test_a_report_is_no_filing(items: Items) -> None:
    article = "第六条　工作人员应当及时报告。有关情况应当由秘书处登记备案。"

    assert items("mode", article) == []


def test_what_is_owed_to_deputies_is_not_moved_to_another_time(items: Items) -> None:
    article = "第六条　代表在本级人民代表大会闭会期间参加活动的，所在单位必须给予时间保障。"

    assert items("mode", article) == []


def test_what_a_committee_may_do_between_sessions_is_moved(items: Items) -> None:
    article = "第六条　在人民代表大会闭会期间，常务委员会决定个别任免事项。"

    assert items("mode", article)


def test_voters_are_no_choice_among_offices(items: Items) -> None:
    article = "第六条　乡镇的代表由选民直接选举，并由检察长到会说明。"
    found = [q for q in items("actor", article) if "选民" in q.item.keys]

    assert all(q.item.type is ItemType.CLOZE for q in found)


def test_a_number_is_asked_in_one_form_only(items: Items) -> None:
    found = items("number", "第六条　主席团应当在会议举行的七日前公布议程。")

    assert len(found) == 1


def test_of_something_done_at_least_once_the_interval_is_asked(items: Items) -> None:
    [found] = items("number", "第六条　主席团会议每半年至少召开一次，讨论代表的建议。")
    keys = found.item.keys or ("每半年",)

    assert keys == ("每半年",)


def test_what_is_done_twice_a_year_is_asked_by_its_number(items: Items) -> None:
    [found] = items("number", "第六条　主席团会议一般每年举行两次，讨论代表的建议。")

    assert "每年" in found.item.stem


def test_an_age_beside_a_quorum_is_not_asked(items: Items) -> None:
    found = items("number", "第六条　村民会议应当有本村十八周岁以上村民的过半数参加。")

    assert all("十八周岁" in question.item.stem for question in found)
    assert items("number", "第七条　年满十八周岁的公民有选举权和被选举权，依法剥夺的除外。")


def test_a_changed_number_keeps_the_order_of_two_in_one_rule(items: Items) -> None:
    article = "第六条　承办机关应当在三个月内答复，经批准延长的，延长期限不得超过六个月。"

    for question in items("number", article):
        told = question.item.stem + "".join(option.text for option in question.item.options)
        assert "九个月内" not in told
        assert "不得超过两个月" not in told


def test_a_part_that_lost_its_theme_takes_it_along(items: Items) -> None:
    article = (
        "第六条　代表提出的书面建议和批评，在代表大会会议期间，由大会秘书处负责受理，并在会议结束以前交办；"
        "在代表大会闭会期间，由代表工作机构负责受理，并在收到之日起七个工作日内交办到有关承办单位。"
    )
    [found] = items("number", article)

    assert "规定，代表提出的书面建议和批评，在代表大会闭会期间" in found.item.stem


def test_a_rule_that_adds_to_another_does_not_stand_alone(resources: Resources) -> None:
    long = "第六条　承办机关不能按期答复的，应当向代表工作机构说明理由，并且在说明中写清楚下一步的打算和办法，让提出建议的代表了解办理的情况和困难所在以及预计完成的时间。"
    added = "承办机关为行政机关的，应当同时在三日内向政府办公厅书面报告有关情况。"
    made = generate(statute(long + added), resources=resources)

    assert all("同时" not in question.item.stem for question in made.published)


def test_an_office_is_never_exchanged_with_the_body_it_belongs_to(items: Items) -> None:
    found = items(
        "actor",
        "第六条　代表建议由常务委员会办事机构受理。",
        "第七条　会议议程由常务委员会决定。",
        "第八条　会议由主席团主持。",
    )
    of_office = [question for question in found if "第六条" in question.item.stem]

    assert all("由常务委员会受理" not in question.item.stem for question in of_office)
    assert all("常务委员会" not in question.item.distractors for question in of_office)


def test_a_case_is_matched_with_what_is_to_be_done_in_it(items: Items) -> None:
    found = items(
        "case",
        "第六条　承办机关应当区别不同情况，将办理结果答复代表：",
        "（一）所提事项已经办结的，应当将结果告知代表；",
        "（二）所提事项正在办理之中的，应当将方案送交代表；",
        "（三）所提事项因条件所限暂不能办的，应当向代表说明理由。",
    )

    assert len(found) == 3
    for question in found:
        assert question.item.type is ItemType.SINGLE
        assert len(question.item.options) == 3


def test_statements_with_numbers_are_true_as_often_as_false(resources: Resources) -> None:
    days = ("三", "五", "七", "十", "十五", "二十", "三十")
    what = ("议程", "名单", "草案", "决议", "公报", "方案", "报告")
    articles = [
        f"第{n}条　主席团应当在会议举行的{day}日前公布{thing}，并通知代表。"
        for n, day, thing in zip("六七八九十", days, what, strict=False)
    ]
    made = generate(statute(*articles), resources=resources)
    truths = [q.item.truth for q in made.published if q.item.truth is not None]

    assert abs(truths.count(True) - truths.count(False)) <= 1


def test_a_body_above_is_not_exchanged_with_one_below(items: Items) -> None:
    assert items("mode", "第六条　干预自治事项的，由上一级人民政府责令改正。") == []
    assert items("mode", "第六条　市的代表，由下一级人民代表大会选举产生。")


def test_a_list_whose_members_are_all_too_long_is_no_reason_to_fail(
    resources: Resources,
) -> None:
    long = (
        "按照国务院有关部门会同有关方面依照法律和行政法规的规定制定并且公布的标准和程序办理的各类事项，"
        * 3
    )
    document = statute(
        "第六条　有下列情形之一的，应当报告：",
        f"（一）{long}；",
        f"（二）{long}以及其他事项；",
        f"（三）{long}和有关事项。",
    )

    assert generate(document, resources=resources).key_points


def test_grounds_of_an_end_lend_nothing_to_a_list_that_names_that_end(items: Items) -> None:
    found = items(
        "enumeration",
        "第六条　有下列情形之一的，应当办理许可的注销手续：\n（一）许可依法被撤销或者撤回的；\n"
        "（二）许可的有效期届满而没有延续的；\n（三）公民死亡或者丧失行为能力的；",
        "第七条　有下列情形之一的，上级机关可以撤销许可：\n（一）超越法定职权作出准予决定的；\n"
        "（二）违反法定程序作出准予决定的；\n（三）对不具备资格的人准予申请的；",
    )
    wrong = {text for q in found if "第六条" in q.item.stem for text in q.item.distractors}

    assert not {text for text in wrong if "准予" in text}


@pytest.mark.parametrize(
    ("rule", "is_published"),
    [
        ("乡镇人民代表大会主席、副主席可以连选连任", True),
        ("专门委员会可以建立专家咨询机制", False),
        ("志愿服务组织可以依法成立行业组织", False),
    ],
)
def test_leave_to_do_what_is_useful_is_turned_into_nothing(
    rule: str,
    is_published: bool,  # noqa: FBT001
    resources: Resources,
) -> None:
    made = generate(statute(f"第六条　{rule}。"), resources=resources)
    forms = {question.item.form for question in made.published}

    assert ("mode" in forms) is is_published


def test_a_body_of_another_time_is_no_wrong_answer(items: Items) -> None:
    found = items(
        "actor",
        "第六条　主席团应当组织代表对重大建设工程项目进行调查研究，并提请乡镇人民代表大会决定。",
        "第七条　乡镇人民代表大会每届第一次会议，由乡镇的上一次人民代表大会主席团召集。",
        "第八条　乡镇人民代表大会选举主席、副主席。",
    )
    shown = [text for each in found for text in (each.item.stem, *each.item.distractors)]

    assert not any("提请乡镇的上一次" in text for text in shown)
    assert "乡镇的上一次人民代表大会主席团" not in shown


def test_two_qualities_of_one_rank_may_change_places(items: Items) -> None:
    rule = "第六条　提供推荐服务，应当遵循公正公平、公开透明、科学合理和诚实信用的原则。"
    accepted = {
        text for each in items("row", rule) for b in each.item.blanks for text in b.accepted
    }

    assert not accepted or accepted & {"公平公正", "透明公开", "合理科学", "诚实信用"}
