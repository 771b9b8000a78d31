"""In which direction a number must be changed so that the changed rule is another rule."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.quantities import size_of

#: How many characters around a number tell what it is.
AROUND = 14
#: Those who reached a majority: of more votes, the same may hold.
WINNERS = re.compile("[^，]{0,3}选?票的[^，]{2,16}(?:人数|少于|超过)")
#: Directions in which a changed rule does not follow from the rule itself.
HIGHER, LOWER, ANY = "higher", "lower", "any"
#: Before a number: what is allowed within it, not asked for.
MAY = re.compile("(?:可以|有权)(?!.*(?:应当|必须|不得))")
#: What has not happened for long has not happened for a shorter time: 一年内无累积记分.
UNBROKEN = re.compile("以?内(?:无|未|没有)")
#: What is valid with so many is valid with more: 过半数参加投票，选举有效.
VALID = re.compile("[^，；。]{0,10}(?:参加|出席)[^，；。]{0,6}，[^，；。]{0,8}有效")
#: A number says when a rule holds, not what it asks: 三年内……的，不得……, 获得过半数票……时，…….
CASE = re.compile("(?:(?!应当|可以|必须|不得)[^；。]){0,40}(?:的|的?时候?)，")

PARTING, LEAVE = re.compile("[；。]"), re.compile("可以|有权")
#: Words of bounds before a number, and of bans after it.
BELOW = re.compile("[不未]满$|不足$")
AT_LEAST = re.compile("不得少于|不少于|不得低于|至少")
AT_MOST = re.compile("不超过|不得超过|最长|最多|至多")
BANS = re.compile("不得|不能(?!到|按|及|够|完)|有效|禁止")


def is_false(point: KeyPoint, wrong: str) -> bool:
    """Tell whether the rule with *wrong* in its number's place is certainly another rule."""
    slot = point.slots[0]
    if WINNERS.match(point.span.text[slot.end - point.span.start :]):
        return False
    higher = (size_of(wrong) or 0.0) > (size_of(slot.text) or 0.0)
    direction = _direction(point, slot)
    return direction == ANY or (direction == HIGHER) == higher


def _direction(point: KeyPoint, slot: Span) -> str:  # noqa: PLR0911
    """Return how a number must be changed so that the changed rule does not follow from the rule."""
    text, at = point.span.text, slot.start - point.span.start
    end = at + len(slot.text)
    before, after = text[max(0, at - AROUND) : at], text[end:][:AROUND]
    role = point.note.partition(":")[0]
    if role == "interval":
        return LOWER
    if UNBROKEN.match(after):
        return LOWER
    if VALID.match(text, end):
        return LOWER
    if CASE.match(text, end):
        return _direction_of_case(before, after)
    told = _told(role, before, text[at:])
    if told:
        return told
    may = MAY.search(PARTING.split(text[:at])[-1]) or LEAVE.search(text, at)
    if role == "deadline":
        is_before = bool(re.match("以?前|之前", after))
        return HIGHER if is_before is not bool(may) else LOWER
    if role in {"majority", "quorum"}:
        return HIGHER
    return LOWER if role in {"joint", "proposal", "age"} or after.startswith("以上") else ANY


def _told(role: str, before: str, rest: str) -> str:
    """Return the direction that words of bounds and bans tell, or nothing."""
    if (role == "age" and BELOW.search(before)) or AT_LEAST.search(before):
        return HIGHER
    if AT_MOST.search(before):
        return LOWER
    return HIGHER if BANS.search(rest) else ""


def _direction_of_case(before: str, after: str) -> str:
    """Return how a case must be widened so that the rule does not say the same of it."""
    if re.match("以?[内下]|之内", after) or re.search("[不未]满$|不足$|不超过$", before):
        return HIGHER
    is_least = re.search("超过$|满$|连续[^，]{0,2}$|累计$|达到?$", before)
    return LOWER if is_least or re.match("以?[前上后]|之[前后]", after) else ANY
