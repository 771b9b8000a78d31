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
