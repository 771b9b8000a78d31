"""The numbers of a statute, each with the part it plays: a deadline, a term, a majority."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

from question_bank.documents.numerals import value_of
from question_bank.keypoints.provisions import Provision
from question_bank.keypoints.values import Span

DIGITS = "[一二三四五六七八九十百千万两]"
UNIT = "(?:人|名|日|天|个月|年|周岁|次|倍|个工作日|小时|届|项|件)"
#: A quantity without the words around it: 三日, not 三日内; 五分之一, not 五分之一以上.
QUANTITY = re.compile(
    rf"(?P<range>{DIGITS}{{1,5}}(?:分之{DIGITS}{{1,3}}|{UNIT})?至{DIGITS}{{1,5}}(?:分之{DIGITS}{{1,3}}|{UNIT}))"
    rf"|(?P<percent>百分之{DIGITS}{{1,4}})"
    rf"|(?P<fraction>{DIGITS}{{1,2}}分之{DIGITS}{{1,2}})"
    r"|(?P<majority>过半数|半数以上)"
    rf"|(?<=每年)(?P<months>{DIGITS}{{1,2}}月至{DIGITS}{{1,2}}月|{DIGITS}{{1,2}}月|第[一二三四]季度)"
    rf"|(?<![第下首初一二三四五六七八九十百千万零年月])(?<!(?<!以)上)(?P<count>{DIGITS}{{1,6}}{UNIT})(?!规划|计划|发展|义务教育|制|以来|战略)"
)
#: What any quantity has once; looked for first, since it is quick.
HINT_OF_QUANTITY = re.compile(f"{DIGITS}(?:[人名日天个年周次倍小届项件月季至]|分之)|半数")
#: What stands inside marks is named, not laid down.
ENCLOSED = re.compile("[“《（][^”》）]*[”》）]")
#: One of a thing is seldom a rule.
ONE = re.compile("一(?:人|名|次|年|日|天|个月|项|件|届)$")
ONE_AS_RULE = {
    "times": re.compile(
        "至少(?:举行|召开|组织|报告|听取|进行)?$|每(?:年|届|季度|个?月)[^，]{0,6}$|只[有限][^，]{0,4}$"
    ),
    "headcount": re.compile("多$"),
    "deadline": re.compile("$"),
    "term": re.compile("$"),
    "frequency": re.compile("$"),
    "limit": re.compile("超过$|少于$|期间为$|满$"),
}
DATE = re.compile(rf"(?:\d{{4}}|[二〇零一九]{{4}})年|{DIGITS}{{1,3}}月{DIGITS}{{1,3}}日")
#: Where a number names something or counts what the text then lists.
NAMES = re.compile(
    "(?:两院|两个|二者|[一二三]方|[一两二三]种|一致|一般|一定|一切|一律|一并|统一|第[^，]{0,3})$"
)
MOST_IN_ONE = 3
#: How often something is done at least: the interval is asked, since 一次 is what anybody says.
ONCE = re.compile("(?P<every>每(?:半年|季度|年|月|[两三]个月))(?=(?:至少)?[^，；每]{0,12}?一次)")
#: An age that a rule names beside what it turns on: a quorum, or who may ask for a meeting.
SHARED = re.compile("分之|过半数|半数以上")
#: A day that a statute names: 每年4月15日为全民国家安全教育日.
DAY = re.compile(
    rf"每年(?:的)?(?P<day>(?:\d{{1,2}}|{DIGITS}{{1,3}})月(?:\d{{1,2}}|{DIGITS}{{1,3}})日)为"
)
#: Words that count what is done so many times: 第一次不超过十分钟，第二次…….
ORDERED = re.compile("第[一二三四]次[^届]{0,14}(?:[，；]|$)")
#: Arithmetic of seats: 每一千五百人可以增加一名.
SEATS = re.compile("每[^，；]{2,10}可以增加")
#: Heads of lists of papers to hand in, whose numbers nobody has to know.
PAPERS = re.compile("文件|材料|资料")
#: Heads that a rule counts, and words that say that some of them are the rest of the others.
HEADS, REST = (
    re.compile("([一二三四五六七八九十两]{1,3})[人名](?!民)"),
    re.compile("其他|其余|另外"),
)
#: Ages, of which one that follows on another is told by it: 四十五周岁, 四十六周岁.
AGES = re.compile("([一二三四五六七八九十]{1,3})周岁")
#: Where a rule has said something whole and goes on to what comes next.
GOES_ON = re.compile("[；。]|，(?=并|但|获|所作)")
#: What is handed in, without a word of what that is: 十四日内提出。
OBJECTLESS = re.compile("以?内提出(?:$|[，；])")


def numbers_in(provision: Provision) -> Iterator[tuple[list[Span], str]]:
    """Yield the numbers a rule turns on, with role and unit; like numbers of one rule together."""
    found: dict[str, list[Span]] = {}
    text, masked = provision.span.text, _masked(provision)
    yield from _intervals(provision, masked)
    if match := DAY.search(masked):
        start = provision.span.start + match.start("day")
        yield [Span(start, start + len(match["day"]), match["day"])], "date:day"
    is_bare = PAPERS.search(provision.head) or not HINT_OF_QUANTITY.search(masked)
    for match in () if is_bare else QUANTITY.finditer(masked):
        note = _note(masked, match)
        if note is None or DATE.search(text[max(0, match.start() - 6) : match.end() + 6]):
            continue
        start = provision.span.start + match.start()
        found.setdefault(note, []).append(Span(start, start + len(match.group()), match.group()))
    for note, slots in found.items():
        values = {slot.text for slot in slots}
        if 1 < len(slots) <= MOST_IN_ONE and len(values) == len(slots):
            yield slots, note
        else:
            yield from (([slot], note) for slot in slots if _is_once(text, slot.text))


def before_twin(provision: Provision) -> Provision | None:
    """
    Return *provision* up to where it names a number again, if it has said something whole by then.

    有全体代表的过半数参加表决方为有效，获全体代表的过半数赞成为通过 is asked for the first one.
    """
    text, masked = provision.span.text, _masked(provision)
    if len(HINT_OF_QUANTITY.findall(masked)) < 2:  # noqa: PLR2004
        return None
    found = [match.group() for match in QUANTITY.finditer(masked)]
    twins = [number for number in dict.fromkeys(found) if text.count(number) > 1]
    if len(twins) != 1:
        return None
    first = text.index(twins[0]) + len(twins[0])
    breaks = [m for m in GOES_ON.finditer(text, first) if m.start() < text.index(twins[0], first)]
    if not breaks:
        return None
    end = breaks[0].start()
    span = Span(provision.span.start, provision.span.start + end, text[:end])
    return replace(provision, span=span)


def _intervals(provision: Provision, masked: str) -> Iterator[tuple[list[Span], str]]:
    """Yield how often a rule wants something done once, unless it says so twice."""
    found = list(ONCE.finditer(masked))
    if len(found) == 1 and _is_once(provision.span.text, found[0]["every"].removeprefix("每")):
        start = provision.span.start + found[0].start()
        yield [Span(start, start + len(found[0]["every"]), found[0]["every"])], "interval:times"


def _is_once(text: str, number: str) -> bool:
    return text.count(number) == 1


def _masked(provision: Provision) -> str:
    return ENCLOSED.sub(lambda m: "\ue000" * len(m.group()), provision.span.text)


def _note(text: str, match: re.Match[str]) -> str | None:
    """Return role and unit of the number, or `None` if no rule turns on it."""
    before, after = text[max(0, match.start() - 16) : match.start()], text[match.end() :][:18]
    role = _role(match, before, after)
    number = match.group()
    if _is_beside_the_point(text, before, number, after):
        return None
    if ONE.match(number):
        rule = ONE_AS_RULE.get(role)
        if rule is None or not rule.search(before):
            return None
    if role == "other":
        return None
    return f"{role}:{re.sub(DIGITS, '', number) if match.lastgroup in {'count', 'range'} else match.lastgroup}"


def _is_beside_the_point(text: str, before: str, number: str, after: str) -> bool:
    """Tell whether the rule turns on something else: a quorum, an interval, arithmetic of seats."""
    if number.endswith("周岁"):
        return _is_idle_age(text, number)
    if (number == "一次" and ONCE.search(text)) or (number[-1] == "次" and ORDERED.search(text)):
        return True
    if number[-1] in "人名" and _is_worked_out(text, number[:-1]):
        return True
    return bool(OBJECTLESS.match(after) or SEATS.search(before[-2:] + number + after))


def _is_idle_age(text: str, age: str) -> bool:
    """Tell whether a rule turns on a share, not on *age*, or tells it by another age."""
    own = {value_of(each) for each in AGES.findall(age)}
    others = {value_of(each) for each in AGES.findall(text.replace(age, "", 1))}
    if "周岁至" in text and any(abs(one - other) == 1 for one in own for other in others):
        return True
    return bool(SHARED.search(text)) or (age == "十八周岁" and "未成年" in text)


def _is_worked_out(text: str, numeral: str) -> bool:
    """Tell whether the other heads that the rule counts give *numeral* away: 三人, 四人 and 七人."""
    heads = {each: value_of(each) for each in HEADS.findall(text)}
    if numeral not in heads:
        return False
    others = [value for value in heads.values() if value != heads[numeral]]
    if REST.search(text) and others:
        return True
    return any(heads[numeral] in {a + b, abs(a - b)} for a, b in combinations(others, 2))


def _role(match: re.Match[str], before: str, after: str) -> str:  # noqa: PLR0911
    number = match.group()
    if match.lastgroup == "months":
        return "season"
    if match.lastgroup in {"percent", "fraction", "majority"} or "分之" in number:
        return _share(before, after)
    if number.endswith(("次",)):
        return (
            "times"
            if re.search("每|至少|少于|超过|举行|召开|连续", re.split("[，；]", before)[-1])
            or "以上" in after[:2]
            else "other"
        )
    if number.endswith("届"):
        return "limit" if re.search("超过|连续", before) else "other"
    if number.endswith(("人", "名", "项", "件")):
        return _heads(before, after)
    return _time(number, before, after)


def _share(before: str, after: str) -> str:
    if re.search("出席|参加|到会", after[:12]) and "投票" not in after[:10]:
        return "quorum"
    if re.search("提议|联名|联合|要求|提出", after):
        return "proposal"
    if re.search("通过|赞成|同意|选票|得票|当选|有效", after) or re.search(
        "获得|得到|经|(?<!可)以", before[-8:]
    ):
        return "majority"
    return "share"


def _heads(before: str, after: str) -> str:
    if re.search("联名|联合|推荐|提出|附议", after[:14]):
        return "joint"
    is_rule = re.search(
        "名额|候选|不超过|不得超过|不少于|不得少于|至少|至多|多$|基数为|由|设|增加|少于|选$|以上$",
        before,
    )
    return "headcount" if is_rule or re.match("以上|以下|组成", after) else "other"


def _time(number: str, before: str, after: str) -> str:  # noqa: PLR0911
    if number.endswith("周岁"):
        return "age"
    if re.search("任期|连续任职|担任[^，]{0,6}$", before) and not re.match("以?[内前后]", after):
        return "term"
    if re.match("以?前|之前|以?内|之内|以?后|期?届?满", after):
        return "deadline"
    if re.search("每$", before):
        return "other" if re.match("[^，；每]{0,14}?一次", after) else "frequency"
    if re.search(
        "超过|少于|延长|期限为?|期间为|满$|不足$|不得低于|至少|为期|提前|最长|暂停", before
    ) or re.match("以上|以下", after):
        return "limit"
    return "other"
