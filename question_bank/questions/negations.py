"""Rules that say what is not, or what may be done as well: each with what would be another rule."""

from __future__ import annotations

import re

from question_bank.keypoints import Span

#: What is not done, had or due, and may well be thought to be.
DENIED = re.compile(
    "(?<![或和、是能可否要如而])不(?:按|设(?!区|定|审判)|收(?=费|取(?!任何))|受|因|再(?!次|具有|享有|属于|是)|具有(?![^，]*的)|列入|计入|纳入|作为|承担|适用|属于|发给|影响|提供(?![^，]*的)|享有(?![^，]*的)|参加|实行|办理|停止|中止|退还|支付|给予|缴纳|分配|进行)"
)
#: What need not be done, and what may be done as well.
NEED_NOT = re.compile("可以不予?(?=[\u4e00-\u9fff]{2})")
FREE = re.compile("(?<!可以)免费(?=提供|为)")
AS_WELL = re.compile("(?<=，)也可以(?![^，]{0,6}(?:依法|根据|按照|依照|照))")
#: What nobody would think otherwise, and exceptions that would stand the wrong way round.
SURE = re.compile(
    "侵犯|加重|干涉|侵害|损害|污染|歧视|干扰|追究|打击|宪法|主权|国旗|国徽|共产党|本法的规定|征[收用集]|危害|故意|犯罪|伪造|虚假|谎称|除外|以外|但|地区|禁止|严禁|非经|未经|从其|确保|保证|防止"
)
#: What is allowed as well may be not to do what is allowed before: 可以购买，也可以拒绝购买.
AGAINST = re.compile("拒绝|放弃|不")
#: A case: what is not there in it is no rule.
CASE = re.compile("(?:的|时|后|前)$|如果|认为|是否|按照重整")
CONTRARY = {"也可以": "但不得", "免费": "有偿", "可以不": "应当", "可以不予": "应当予以"}
#: What one is bound to, that goes on being due: 不再承担责任.
STILL = re.compile("不再(?:承担|支付|缴纳|履行|负担|担任|保留|执行|适用)")
CLAUSE = re.compile("[^，；。：]+")


def is_bare(turned: tuple[Span, str]) -> bool:
    """Tell whether all that was changed is that 不 is gone: 不影响, 影响; one reads that off the words."""
    words, contrary = turned
    return words.text == f"不{contrary}"


def affirmed(span: Span) -> tuple[Span, str] | None:
    """
    Return the words of a rule that deny a thing or add one, and what makes it another rule.

    Only where the last clause denies one thing that others might think holds, or where what may
    be done as well stands after what may be done; never what would turn round an exception.
    """
    text = span.text
    if SURE.search(text):
        return None
    for pattern, may_turn in (
        (AS_WELL, _adds),
        (NEED_NOT, _denies),
        (DENIED, _denies),
        (FREE, _frees),
    ):
        found = list(pattern.finditer(text))
        if len(found) == 1 and may_turn(text, found[0]):
            start, end = found[0].span()
            words = Span(span.start + start, span.start + end, text[start:end])
            return words, _contrary(text, words.text)
    return None


def _adds(text: str, match: re.Match[str]) -> bool:
    """Tell whether one other thing is allowed before, in the same sentence, and nothing said after."""
    before, after = re.split("[；。]", text[: match.start()])[-1], text[match.end() :]
    if AGAINST.match(after):
        return False
    return before.count("可以") == 1 and not re.search("[，；。]|可以", after) and "不" not in after


def _denies(text: str, match: re.Match[str]) -> bool:
    """Tell whether the denial is the last thing that the rule says, and the only one."""
    clause = next(c for c in CLAUSE.finditer(text) if c.start() <= match.start() < c.end())
    is_last = not CLAUSE.search(text, clause.end())
    return is_last and not CASE.search(clause.group()) and text.count("不") == 1


def _frees(text: str, match: re.Match[str]) -> bool:
    """Tell whether the rule speaks of nothing else that is paid for."""
    return not re.search("有偿|收费|费用|优惠|减", text) and "的" not in text[match.end() :][-1:]


def _contrary(text: str, words: str) -> str:
    """Return what stands in the place of *words* in the rule that says the contrary."""
    if words in CONTRARY:
        return CONTRARY[words]
    verb = words.removeprefix("不")
    if verb == "再":
        return "仍" if STILL.search(text) else "仍可"
    return f"也{verb}" if text.count(verb) > 1 else verb
