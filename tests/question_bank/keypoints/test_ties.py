"""Which sentences of a statute go on with the matter of the one before."""

from __future__ import annotations

import pytest

from question_bank.keypoints.presuppositions import Earlier, setting_of
from question_bank.keypoints.ties import Ties

BEFORE = "邮政企业停止使用邮资凭证，应当在停止使用九十日前予以公告"
RULE = "持有人可以自公告之日起一年内换取等值的邮资凭证"
#: Articles that all speak of firms and users, and one that speaks of vouchers.
ARTICLES = (f"{BEFORE}。{RULE}。", *(f"邮政企业应当向用户提供第{n}种服务" for n in "一二三四五"))


def near(text: str, *, is_part: bool = False) -> list[Earlier]:
    return [Earlier(text, is_near=True, is_part=is_part)]


def test_a_matter_of_few_articles_ties_two_sentences() -> None:
    assert Ties(ARTICLES).ties(RULE, BEFORE)


def test_what_all_articles_are_about_ties_none() -> None:
    assert not Ties(ARTICLES).ties("邮政企业提供保价服务", "邮政企业应当向用户公布资费")


def test_a_sentence_that_goes_on_with_a_matter_is_told_after_the_one_before() -> None:
    assert setting_of(RULE, near(BEFORE), matters=Ties(ARTICLES)) == f"{BEFORE}。"


@pytest.mark.parametrize(
    "rule",
    [
        "国务院邮政管理部门监督邮资凭证的公告",
        "县级以上人民政府监督邮资凭证的公告",
        "邮政企业停止办理邮资凭证业务的，应当公告",
    ],
    ids=["for all", "named by its level", "named anew"],
)
def test_whoever_is_named_in_full_needs_no_sentence_before(rule: str) -> None:
    assert setting_of(rule, near(BEFORE), matters=Ties(ARTICLES)) == ""


def test_what_is_behind_a_semicolon_is_told_after_what_is_before_it() -> None:
    before = "药品监督管理部门对危害人体健康的药品，可以查封、扣押"
    rule = "药品需要检验的，应当在十五日内作出决定"
    assert setting_of(rule, near(before, is_part=True)) == f"{before}。"


def test_what_is_behind_a_long_part_of_a_sentence_waits() -> None:
    before = "销售未经检测认证的商用密码产品的，由市场监督管理部门会同密码管理部门" * 3
    assert setting_of("持有人应当在一年内换取凭证", near(before, is_part=True)) is None


@pytest.mark.parametrize(
    "rule",
    [
        "公安机关可以采取电子监控等方式对其遵守约束措施的情况进行监督",
        "有关专门委员会审议的时候，可以邀请提案人列席会议",
        "海事管理机构应当自收到申请之时起二十四小时内作出决定",
        "违法所得十万元以上的，可以并处违法所得一倍以上三倍以下罚款",
    ],
)
def test_what_only_another_paragraph_could_tell_waits(rule: str) -> None:
    assert setting_of(rule, [Earlier("主席团主持会议", is_near=False)]) is None


def test_a_thing_at_the_head_of_a_paragraph_is_told_by_a_paragraph_before() -> None:
    before = "举行会议的时候，有关团体负责人经主席团决定，可以列席会议"
    matters = Ties((f"{before}。列席人数不得超过二分之一。", "代表应当出席会议。"))
    earlier = [Earlier(before, is_near=False)]

    assert setting_of("列席人数不得超过二分之一", earlier, matters=matters) == f"{before}。"


def test_no_thing_is_told_by_a_sentence_that_takes_it_up_itself() -> None:
    earlier = [
        Earlier("权利人认为受到侵害的，有权通知平台经营者采取" + "必要措施、" * 20, is_near=False),
        Earlier("通知应当包括初步证据", is_near=False),
    ]

    assert setting_of("平台经营者接到通知后，应当采取措施", earlier) is None
