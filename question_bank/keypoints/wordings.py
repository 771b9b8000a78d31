"""Ways of deciding and dealing that a rule turns on, each with its contrary in law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

#: What may stand in the words of a rule, and what would be another rule in its place.
CONTRARIES = (
    (re.compile("报(?!告|送情况)[^，；、。]{2,30}?(?P<key>备案)"), "批准"),
    (re.compile("报(?!告|送情况)[^，；、。]{2,30}?(?P<key>批准)(?!后|前|的)"), "备案"),
    (re.compile("(?P<key>无记名投票)"), "记名投票"),
    (re.compile("(?P<key>差额选举)"), "等额选举"),
    (
        re.compile(
            "(?:可以|应当|以上)(?:向[^，；]{2,20}?)?(?P<key>书面)(?=提出|联名|答复|报告|请假|通知|申请|征求|委托)"
        ),
        "口头",
    ),
    (re.compile("(?P<key>书面)(?=形式(?:作出|提出|通知)|意见送|说明理由|记录|申请|检查)"), "口头"),
    (re.compile("(?P<key>事先)(?=征求|通知|告知|书面|公告|报|向|听取)"), "事后"),
    (re.compile("(?:报|经|向)(?P<key>上一级)[^，；本同]{2,24}(?:批准|备案|同意|报告)"), "同级"),
    (re.compile("(?<=由选民)(?P<key>直接选举)"), "间接选举"),
    (
        re.compile("人民代表大会会议[^；]{0,30}由[^，；]{2,30}?(?:委员会|主席团)(?P<key>召集)"),
        "主持",
    ),
    (re.compile("由[^，；]{2,30}?(?:委员会|会议|大会)(?P<key>任命)"), "选举"),
    (re.compile("由[^，；]{2,30}?大会(?P<key>选举)(?:产生)?"), "任命"),
    (re.compile("(?<=应当)(?P<key>公开)(?=举行|进行)"), "秘密"),
    (re.compile("(?P<key>暂时停止执行代表职务|暂停执行代表职务)"), "终止代表资格"),
    (re.compile("(?P<key>代表资格终止)"), "暂时停止执行代表职务"),
    (re.compile("在[^，；]{0,14}(?P<key>闭会期间)"), "会议期间"),
    (re.compile("(?:由|以|经)[^，；]{0,20}(?P<key>全体)(?=代表|组成人员|委员|成员)"), "出席会议的"),
    (re.compile("(?:由|向)(?P<key>下一级)(?=的?人民代表大会)"), "上一级"),
    (re.compile("(?:多于|超过)[^，；]{2,16}的(?P<key>无效|作废)(?=，)"), "有效"),
    (
        re.compile(
            "(?:应当|并|可以|每年)[^，；]{0,4}向(?P<key>本级)(?=人民代表大会(?:常务委员会)?(?:书面)?(?:报告|提出辞职|负责))"
        ),
        "上一级",
    ),
)

#: What a standing committee may do between sessions it may not do during them; what deputies
#: are owed or do, they may be owed or do at any time.
RECESS = "闭会期间"
#: A rule that says how many more candidates there are says which way of electing is meant.
BY_CHOICE, MORE = "差额选举", re.compile("多于|多[一二三四五]|等于|相等")
COMPETENCE = re.compile(
    "(?:常务委员会|主席团)[^，；]{0,16}(?:决定|任免|罢免|补选|许可|行使|审查|批准|领导|接受)|负责并报告|，(?:决定|罢免|审查和批准|补选|任免|对[^，]{4,30}进行部分补充)"
)


def modes_in(provision: Provision) -> Iterator[tuple[Span, str]]:
    """Yield the deciding words of a rule with what would make it another; each word once."""
    text = provision.span.text
    for pattern, other in CONTRARIES:
        match = pattern.search(text)
        if match is None or text.count(match["key"]) != 1:
            continue
        if match["key"] == BY_CHOICE and MORE.search(text):
            continue
        if match["key"] == RECESS and ("负责" in text or not COMPETENCE.search(text)):
            continue
        if other not in text.replace(match["key"], "\n"):
            start = provision.span.start + match.start("key")
            yield Span(start, start + len(match["key"]), match["key"]), other
