"""What sceptical readers asked of rules: matters told, bans worth a doubt, answers that fit."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from question_bank.keypoints import Kind, Pattern, Span
from question_bank.keypoints.modals import may_be_allowed
from question_bank.keypoints.values import KeyPoint
from question_bank.questions import Item, Verdict
from question_bank.questions.number_senses import is_date, is_known, is_of_number, without_first

Asked = Callable[..., list[Item]]


def _point(text: str, *numbers: str, topic: str = "") -> KeyPoint:
    """Return a key point that asks *text* for *numbers*."""
    slots = [Span(text.index(n), text.index(n) + len(n), n) for n in numbers]
    span = Span(0, len(text), text)
    return KeyPoint(Pattern.NUMBER, Kind.DUTY, topic, span, 0, slots=tuple(slots))


@pytest.mark.parametrize(
    ("rule", "number", "topic"),
    [
        ("每年8月1日为中国人民解放军建军节", "8月1日", ""),
        ("属于一个构思的两项以上的发明，可以一并提出", "两项", "一件申请应当限于一项发明。"),
    ],
)
def test_what_everybody_knows_is_no_number_to_ask_for(rule: str, number: str, topic: str) -> None:
    assert is_known(_point(rule, number, topic=topic))


@pytest.mark.parametrize(
    ("rule", "number"),
    [("每年10月17日为国家扶贫日", "10月17日"), ("两名以上工作人员应当在场", "两名")],
)
def test_other_numbers_are_worth_asking_for(rule: str, number: str) -> None:
    assert not is_known(_point(rule, number))


def test_a_day_of_the_calendar_is_no_stretch_of_time() -> None:
    date = _point("经营者应当于每季度第一个月的二十五日前填报", "二十五日")
    days = _point("经营者应当在二十五日内填报", "二十五日")
    assert is_date(date, date.slots[0])
    assert not is_date(days, days.slots[0])


def test_a_day_of_the_calendar_is_written_with_hao_and_never_in_working_days(asked: Asked) -> None:
    rule = "第六条　经营者应当于每季度第一个月的二十五日前填报上一季度预收资金支出情况。"
    for item in asked("number", rule):
        for blank in item.blanks:
            assert blank.accepted == ("二十五日", "二十五号")
            assert not [miss for miss in blank.near_misses if "工作日" in miss.text]


def test_of_two_numbers_the_one_that_says_for_whom_is_left_standing() -> None:
    point = _point("代表人数在九十人以上的乡镇，主席团成员不超过十三人", "九十人", "十三人")
    assert [slot.text for slot in without_first(point).slots] == ["十三人"]


def test_two_numbers_that_hold_side_by_side_are_both_asked_for() -> None:
    point = _point("代表小组活动不少于两次，中心组活动不少于一次", "两次", "一次")
    assert without_first(point) == point


@pytest.mark.parametrize(
    ("rule", "is_asked"),
    [
        ("主席团一般由五人至九人组成", False),
        ("主席团一般由五人至九人组成，人口特别多的不超过十五人", True),
    ],
)
def test_who_forms_a_body_is_not_asked_like_a_number(rule: str, *, is_asked: bool) -> None:
    assert is_of_number(_point(rule, "五人至九人")) is is_asked


@pytest.mark.parametrize(
    ("before", "act"),
    [
        ("船舶所有人", "指使、强令船员违章冒险操作"),
        ("无药品生产许可证的，", "生产药品"),
        ("票据金额", "更改，更改的票据无效"),
        ("公益信托的财产及其收益", "用于非公益目的"),
    ],
)
def test_nobody_believes_a_misdeed_allowed(before: str, act: str) -> None:
    assert not may_be_allowed(before, act)


@pytest.mark.parametrize(
    ("before", "act"), [("董事", "兼任监事"), ("邮资凭证持有人", "要求邮政企业兑换现金")]
)
def test_a_dealing_of_every_day_may_be_believed_allowed(before: str, act: str) -> None:
    assert may_be_allowed(before, act)


def test_a_ban_on_a_misdeed_is_not_published_as_leave(asked: Asked) -> None:
    rule = "第六条　客船载运乘客不得同时载运危险货物。"
    assert asked("mode", rule, verdict=Verdict.PUBLISHED) == []


def test_nobody_reports_to_itself(asked: Asked) -> None:
    rule = "第六条　防汛工作领导机构应当进行总结评估，向上一级防汛工作领导机构报告。"
    assert [item for item in asked("mode", rule) if "同级" in item.stem] == []


def test_one_of_two_levels_is_rightly_written_in_several_ways(asked: Asked) -> None:
    rule = "第六条　代表参加集中视察，可以提出约见本级或者下级有关国家机关负责人。"
    accepted = [blank.accepted for item in asked("slot", rule) for blank in item.blanks]
    assert all({"本级或下级", "本级、下级", "本级和下级"} <= set(each) for each in accepted)


def test_a_worn_series_is_not_published(asked: Asked) -> None:
    rule = "第六条　国家采取保障措施，激发军人建功立业的积极性、主动性、创造性。"
    assert asked("slot", rule, verdict=Verdict.PUBLISHED) == []


def test_a_rule_that_another_chapter_has_alike_is_asked_under_the_name_of_its_own(
    asked: Asked,
) -> None:
    stems = [
        item.stem
        for item in asked(
            "number",
            "第二章　有限责任公司的设立",
            "第十二条　召开股东会会议，应当于会议召开十五日前通知全体股东。",
            "第三章　股份有限公司的设立",
            "第十三条　召开股东会会议，应当于会议召开二十日前通知全体股东。",
        )
    ]
    assert stems
    assert all(
        "第二章“有限责任公司的设立”第十二条规定" in each for each in stems if "十二条" in each
    )
    assert all(
        "第三章“股份有限公司的设立”第十三条规定" in each for each in stems if "十三条" in each
    )


def test_a_number_is_not_published_where_another_article_says_the_same_with_its_own(
    asked: Asked,
) -> None:
    rule = "登记机关应当自收到申请材料之日起{}内作出准予登记的裁定。"
    articles = [f"第六条　{rule.format('九个月')}", f"第七条　{rule.format('十二个月')}"]
    assert asked("number", *articles, verdict=Verdict.PUBLISHED) == []


def test_a_rule_that_only_points_to_others_is_not_published_as_it_is(asked: Asked) -> None:
    rule = "第六条　须报上一级机关批准的人事任免事项，由提请机关按照有关规定办理。"
    assert asked("mode", rule, verdict=Verdict.PUBLISHED) == []
