"""Numbers, rows and phrases of statutes that are worth asking, and wrong answers somebody may give."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.pipeline import Resources, generate
from question_bank.questions import Item, ItemType
from tests.question_bank.conftest import statute

Published = Callable[..., list[Item]]


@pytest.fixture
def published(resources: Resources) -> Published:
    """Generate from articles and return what is published of one form."""

    def make(form: str, *articles: str) -> list[Item]:
        made = generate(statute(*articles), resources=resources)
        return [question.item for question in made.published if question.item.form == form]

    return make


@pytest.mark.parametrize(
    "rule",
    [
        "合议庭可以由法官三人与人民陪审员四人组成七人合议庭",
        "仲裁庭由三名仲裁员组成，首席仲裁员由双方选定，其他二名仲裁员由双方各自选定",
        "二十六周岁至四十五周岁的发给甲证，四十六周岁以上的发给乙证",
        "每次采集量不得超过四百毫升，两次采集的间隔期由主管部门规定",
        "货物发生损失的，收货人应当自收到货物之日起十四日内提出",
    ],
)
def test_a_number_that_can_be_worked_out_or_is_of_nothing_is_not_asked(
    rule: str, published: Published
) -> None:
    found = published("number", f"第六条　{rule}。")

    assert not [
        item
        for item in found
        if any(
            word in item.keys
            for word in ("三人", "四人", "七人", "三名", "二名", "四十六周岁", "两次", "十四日")
        )
    ]


def test_those_under_age_are_not_offered_as_grown_up(published: Published) -> None:
    found = published("number", "第六条　用人单位不得招用未满十六周岁的未成年人。")

    assert found
    assert not {"十八周岁", "二十周岁"} & {text for item in found for text in item.distractors}


def test_an_old_age_is_asked_among_old_ages(published: Published) -> None:
    found = published("number", "第六条　地方各级人民政府应当向八十周岁以上的老年人发放高龄津贴。")

    assert all(
        text[0] in "六七九" or text.startswith("八十") for i in found for text in i.distractors
    )


def test_words_to_tap_hold_more_than_the_two_right_numbers(published: Published) -> None:
    found = published(
        "number",
        "第六条　预留给中小企业的采购份额不低于预算总额的百分之三十，其中预留给小微企业的不低于百分之六十。",
    )

    assert all(len(item.word_bank) in {0, 4} for item in found if len(item.blanks) > 1)


def test_a_majority_is_not_asked_among_minorities_alone(published: Published) -> None:
    found = published("number", "第六条　村民代表会议作出决定，应当经到会的村民代表过半数同意。")
    smaller = {"三分之一以上"}

    assert all(set(item.distractors) - smaller for item in found if item.options)


def test_a_list_of_duties_introduces_its_number_in_a_sentence(published: Published) -> None:
    [item, *_] = published(
        "number",
        "第十六条　单位应当履行下列消防安全职责：\n（一）对建筑消防设施每年至少进行一次全面检测；\n（二）组织防火检查。",
    )

    assert "单位应当履行的消防安全职责包括：对建筑消防设施" in item.stem


def test_words_to_tap_of_a_row_are_of_one_length(published: Published) -> None:
    found = published(
        "row",
        "第六条　国家对矿产资源开采实行统一规划、合理布局、综合勘查、合理开采的方针。",
        "第七条　矿区修复应当遵循因地制宜、科学安排、系统治理、公开的原则。",
    )

    assert found
    assert all(len({len(word) for word in item.word_bank}) <= 1 for item in found)


def test_half_a_slogan_is_not_asked_of_a_law(published: Published) -> None:
    article = "第六条　公共文化服务应当按照百花齐放、百家争鸣的方针，支持优秀产品的创作生产。"

    assert not published("slot", article)


def test_what_a_ban_lets_happen_further_on_is_not_said_to_need_approval(
    published: Published,
) -> None:
    article = (
        "第六条　禁止在领海基点保护范围内进行工程建设。"
        "确需进行工程建设的，应当报国务院主管部门同意。"
    )
    found = published("mode", article)

    assert not [item for item in found if "经批准可以" in item.stem]


def test_cases_with_one_and_the_same_end_are_no_wrong_answers(published: Published) -> None:
    found = published(
        "enumeration",
        "第十三条　申请人有下列情形之一的，签发机关不予签发护照：\n"
        "（一）不具有本国国籍的；\n（二）无法证明身份的；\n（三）在申请过程中弄虚作假的。",
        "第十四条　申请人有下列情形之一的，签发机关自遣返之日起三年内不予签发护照：\n"
        "（一）妨害边境管理受到处罚的；\n（二）非法出境被遣返回国的；\n（三）非法居留被遣返回国的。",
    )

    assert not [item for item in found if item.type is ItemType.MULTIPLE]


@pytest.mark.parametrize(
    "rule",
    [
        "用人单位提供的防护用品必须符合国家规定的要求；不符合要求的，任何人不得使用",
        "出资机构对按照规定须经本级人民政府批准的重大事项，应当报请本级人民政府批准",
        "单位和个人实施土壤修复活动，不得对土壤和周边的环境造成新的污染和破坏",
    ],
)
def test_what_nobody_would_deny_is_no_statement_to_judge(rule: str, published: Published) -> None:
    other = "第七条　主席团应当在三日内答复代表提出的意见。"

    assert not [i for i in published("statement", f"第六条　{rule}。", other) if rule[:6] in i.stem]


def test_a_range_is_not_taken_for_one_of_quite_another_size(published: Published) -> None:
    found = published(
        "number",
        "第八条　主席团成员的名额为七人至十三人。",
        "第十一条　乡镇人民代表大会设主席，并可以设副主席一人至二人。",
    )
    shown = [text for item in found for text in (item.stem, *item.distractors)]

    assert found
    assert not any("主席团成员的名额为一人至二人" in text for text in shown)
    assert not any("副主席七人至十三人" in text for text in shown)


def test_a_case_of_a_list_is_asked_of_whoever_deals_with_it(published: Published) -> None:
    found = published(
        "case",
        "第六条　承办单位对代表建议按照下列规定办理：\n（一）能够在期限内办理的，应当尽快落实；\n"
        "（二）需要跨年度办理的，应当制定时间表；\n（三）确实不能办理的，应当向代表书面说明。",
    )

    assert found
    assert all("对代表建议，" in item.stem and "的，承办单位（" in item.stem for item in found)


def test_a_wrong_number_is_not_explained_by_a_rule_of_another_matter(
    published: Published,
) -> None:
    found = published(
        "number",
        "第六条　承办单位应当自收到代表建议之日起三个月内书面答复代表。",
        "第七条　协办单位应当自收到代表建议之日起两个月内书面答复主办单位。",
        "第八条　委员会应当在年度开始后六个月内编制预算草案。",
    )
    told = {
        item.stem: [o.feedback for o in item.options]
        + [near.feedback for blank in item.blanks for near in blank.near_misses]
        for item in found
    }

    assert found
    for stem, feedback in told.items():
        other = "答复" if "第八条" in stem else "编制预算"
        assert not any(other in text for text in feedback)


@pytest.mark.parametrize(
    ("rule", "key"),
    [
        ("劳动争议申请仲裁的时效期间为一年", "一年"),
        ("职工达到法定退休年龄时累计缴费满十五年的，按月领取养老金", "十五年"),
        ("村民委员会成员连续两次被评议不称职的，其职务终止", "两次"),
        ("表决议案需有全体代表的过半数参加方为有效，获全体代表的过半数赞成为通过", "过半数"),
    ],
)
def test_terms_and_what_a_rule_counts_twice_are_asked(
    rule: str, key: str, published: Published
) -> None:
    assert any(key in item.keys for item in published("number", f"第六条　{rule}。"))


def test_no_time_that_its_own_article_has_is_a_wrong_answer(published: Published) -> None:
    found = published(
        "number",
        "第六条　留置时间不得超过三个月。在特殊情况下，可以延长一次，延长时间不得超过六个月。",
    )

    assert found
    assert not any("六个月" in item.distractors for item in found if "三个月" in item.keys)


def test_two_numbers_joined_by_or_may_change_places(published: Published) -> None:
    (item,) = published("number", "第六条　基层工会委员会每届任期三年或者五年。")

    assert item.unordered


def test_nothing_happens_once_in_a_row(resources: Resources) -> None:
    bank = generate(
        statute("第六条　村民委员会成员连续两次被评议不称职的，其职务终止。"), resources=resources
    )

    assert not any("一次" in o.text for q in bank.published for o in q.item.options)


def test_a_deadline_of_a_remedy_is_asked_even_among_penalties(published: Published) -> None:
    rule = "第三十九条　教师对学校作出的处理不服的，可以向教育行政部门提出申诉，教育行政部门应当在接到申诉的三十日内作出处理。"

    assert published("number", "第八章　法律责任", rule)


def test_no_two_options_are_equally_long(resources: Resources) -> None:
    rule = "中止审理超过六个月，被告人仍无法出庭的，人民法院可以缺席审理"
    other = "人民法院应当在收到申请后十二个月以内作出决定", "有关机关应当在一年以内答复申请人"
    for name in ("甲", "乙", "丙", "丁"):
        articles = [f"第{n}条　{text}。" for n, text in zip("一二三", (rule, *other), strict=True)]
        bank = generate(statute(f"第四条　{name}方应当遵守本法。", *articles), resources=resources)
        for question in (*bank.published, *bank.to_review):
            texts = {option.text for option in question.item.options}
            assert not {"十二个月", "一年"} <= texts


def test_who_approves_is_asked_with_the_whole_word_before(resources: Resources) -> None:
    rule = "第七十八条　逮捕犯罪嫌疑人、被告人，必须经过人民检察院批准，由公安机关执行。"
    bank = generate(statute(rule), resources=resources)
    asked = [q.item for q in (*bank.published, *bank.to_review) if q.item.form == "actor"]

    assert asked
    assert not [item for item in asked if any(key.startswith("过") for key in item.keys)]
