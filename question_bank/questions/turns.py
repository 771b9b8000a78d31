"""Tell which lists of an article may lend each other their members."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from question_bank.questions.clauses import bigrams

#: Pairs of characters that say nothing of what a member is about.
IDLE_PAIRS = frozenset(
    (
        "本级",
        "人民",
        "代表",
        "大会",
        "常务",
        "委员",
        "员会",
        "政府",
        "法律",
        "规定",
        "其他",
        "以及",
        "或者",
        "有关",
        "国家",
        "工作",
        "行政",
        "区域",
        "区内",
        "域内",
        "的人",
        "民代",
        "表大",
        "务委",
        "会的",
        "会常",
    )
)
#: What goes easy on somebody, though it speaks of penalties.
LENIENT = re.compile("从轻|减轻|免[予除]|不予(?:处罚|处分)|不适用拘留|不追究")
#: What a list of cases leads to: an end, a refusal or a sanction, or else a reward or a way open.
AGAINST = re.compile(
    "不予|不得|中止|终止|撤销|取消|解散|暂停|免去|免职|辞退|开除|处分|制止|驳回|注销|失效|确认违法|确认无效|变更|责令|处罚|处[以五十一二]|追究|罚款|拘留|没收"
)
OPENING = re.compile("奖励|申请|提出|提供|召开|召集|举行|从轻|减轻|回避|公开|报告|批准")
DENIAL = re.compile("不予(?:许可|批准|登记|受理)|禁止|不得")
SANCTION = re.compile("制止|取缔|处罚|处分|责令|追究|解散|撤销|处[以五十一二]|罚款|拘留")
#: Whose cases a list has: 公务员有下列情形之一的，对有下列情形之一的公务员，.
SUBJECT = re.compile(
    "^(.*?)(?:有?(?:下列|以下)[^，；]{0,6}情形|$)(?:之一的([^，；：]{2,10})，)?", re.DOTALL
)
#: So much of two consequences in common makes them one.
SAME_END = 0.6
#: More than this of two subjects in common makes them those of the like.
ONE_SUBJECT = 0.3
#: Faults for which several sanctions may be due at once.
FAULT = re.compile("违纪|违法|犯罪|弄虚作假|骗取|徇私|受贿|渎职|失职")
#: Of what nobody should be asked whether it belongs to a list.
SENSITIVE = re.compile("反对宪法|危害国家|国家统一|国家安全|国家主权|主权|领土|分裂|民族团结")


def pairs_of(text: str) -> frozenset[str]:
    """Return the pairs of characters that say what *text* is about."""
    return frozenset(bigrams(text)) - IDLE_PAIRS


@lru_cache(maxsize=512)
def is_of_like_turn(one: str, other: str) -> bool:
    """
    Tell whether two lists of cases lead to the like, so that neither's members stand out.

    Merits among faults are told apart by their tone, what must be proved by its verb;
    who is denied a thing may well be stopped from doing it, and one fault may earn two sanctions.
    """
    if "情形" not in one or "情形" not in other:
        return True
    turn, theirs = _turn_of(one), _turn_of(other)
    is_alike = bool(turn) and turn == theirs and _are_of_one_subject(one, other)
    if not is_alike or one.startswith("除") or other.startswith("除") or "提供" in one + other:
        return False
    return not (_have_one_end(one, other) or _may_both_be_due(one, other))


def _may_both_be_due(one: str, other: str) -> bool:
    """Tell whether one case may earn what both lists lead to: two sanctions, or a denial and one."""
    is_denied = bool(DENIAL.search(one)) or bool(DENIAL.search(other))
    sanctions = [bool(SANCTION.search(text)) for text in (one, other)]
    return all(sanctions) or (is_denied and any(sanctions))


def _have_one_end(one: str, other: str) -> bool:
    """Tell whether the cases of both lists lead to the same, for a time or for good."""
    ends = [pairs_of(text.rpartition("之一的，")[2]) for text in (one, other)]
    least = min(map(len, ends))
    return least > 0 and len(ends[0] & ends[1]) >= SAME_END * least


def is_ground_of(topic: str, members: Sequence[str]) -> bool:
    """Tell whether what the list of *topic* leads to is itself one of the cases of *members*."""
    return any(word in text for word in AGAINST.findall(topic) for text in members)


def _are_of_one_subject(one: str, other: str) -> bool:
    """Tell whether both heads say that the cases are those of the like, or neither says it."""
    found = [pairs_of("".join(SUBJECT.findall(text)[0])) for text in (one, other)]
    shared = len(found[0] & found[1])
    return not any(found) or shared > ONE_SUBJECT * min(map(len, found))


def _turn_of(topic: str) -> str:
    """Return whether the cases of *topic* end something, reward, or open a way."""
    told = topic.rpartition("之一")[2] or topic
    if LENIENT.search(told):
        return "lenient"
    if AGAINST.search(told):
        return "against"
    match = OPENING.search(told)
    return match.group() if match else ""


def is_told_by_head(topic: str, right: Sequence[str], wrong: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the head has a word that half of the right options have and no wrong one."""
    pairs = pairs_of(topic)
    telling = pairs - {pair for text, _ in wrong for pair in bigrams(text)}
    return any(sum(pair in text for text in right) * 2 >= len(right) for pair in telling)
