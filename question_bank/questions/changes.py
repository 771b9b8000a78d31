"""How a saying may be put wrongly: one word of it changed, so that it is another one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from question_bank.questions.likely_numbers import AT_LEAST, AT_MOST, CONDITION
from question_bank.questions.panels import Statement
from question_bank.questions.statements import FORMULA
from question_bank.questions.workshop import Workshop

#: What a talk demands; left to somebody it may be no other thing, so that a trainer has to weigh it.
DEMAND = re.compile("(?<![重主需纪摘必扼简首只不就还也])要(?![求点素件闻害领]|不|么)")
#: Words that decide what is laid down, with what would make it something else; best first.
TURNS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("不少于|不低于"), "不超过"),
    (re.compile("至少"), "至多"),
    (
        re.compile(
            "(?<!、)(?<!程序)(?<!许可，)(?<!批准，)(?<!同意，)(?:不得|不能(?!够|及)|不准)(?![^，；、]{0,8}、不)"
        ),
        "可以",
    ),
    (re.compile("(?<=[策审表决会布动])(?:之前|以前)"), "之后"),
    (re.compile("但?不直接处理"), "也可以直接处理"),
    (re.compile("由选民直接选举(?!的代表)"), "由下一级人民代表大会选举"),
    (re.compile("(?<=法院)监督(?=下级|地方各级)"), "领导"),
    (re.compile("(?<=检察院)领导(?=下级|地方各级)"), "监督"),
    (re.compile("(?<=[由入])本级(?=[^，]{0,4}财政)"), "上级"),
    (re.compile("全体(?=(?:代表|组成人员)的?(?:过半数|[二三四]分之))"), "到会"),
    (re.compile("每季度(?=[^，]{0,8}[一二两三0-9]次)"), "每月"),
    (re.compile("每半年(?=[^，]{0,16}[一二两三0-9]次)"), "每季度"),
    (re.compile("每年(?=(?:至少|不少于)?[^，]{0,10}[一二两三0-9]次)"), "每半年"),
)
#: The same for words that only weaken a demand.
WEAKER: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile("不等于"), "等于"),
    (re.compile("应当|必须"), "可以"),
    (re.compile("有权"), "无权"),
    (re.compile("可以"), "应当"),
    (DEMAND, "可以"),
)
#: Words that say how firmly somebody is bound.
MODALS = re.compile("不得|不能|不准|应当|必须|可以|有权|要")
#: Ranks of changes after which nobody can say that the saying still holds: what is and what is not,
#: bounds, bans and what comes first.
PLAINEST = frozenset(range(1 + len(TURNS)))
#: Ranks of two numbers that change places, of a changed number, and of demands that are weakened.
EXCHANGED, COUNTED, LAST = 40, 50, 100
#: What is one thing and not another.
CONTRAST = re.compile(
    "(?P<of>[^，。；：]{2,24}?是)(?P<one>[^，。；：]{1,14})，(?:而)?不是(?P<other>[^，。；：]{1,14})$"
)
#: A number with what it counts, and what it may be taken for.
DIGITS = re.compile(
    "(?<![0-9.第])(?!(?:19|20)[0-9]{2}年)[0-9]{1,4}(?=(?:%|个|件|次|名|人|年(?!第)|日(?![常前])|天|分(?!之)|户|项|岁|元))"
)
COUNT = re.compile(
    "(?<![第分之几十百一下上同另某任])(?:[二三四五]分之[一二三]|[一两二三四五六七八九十]{1,2}(?=(?:个月|个工作日|日(?!常)|天|次|人以|名以|年(?=[，。]|$))))"
)
MORE = {
    "一": "两",
    "两": "三",
    "二": "三",
    "三": "五",
    "四": "六",
    "五": "十",
    "六": "十",
    "七": "十",
    "八": "十",
    "九": "十二",
    "十": "二十",
    "十五": "三十",
    "二十": "三十",
    "三十": "六十",
    "五十": "八十",
    "三分之二": "四分之三",
    "三分之一": "二分之一",
    "五分之一": "三分之一",
    "五分之二": "五分之三",
    "四分之一": "三分之一",
    "二分之一": "三分之二",
}
LESS = {
    "两": "一",
    "二": "一",
    "三": "两",
    "四": "两",
    "五": "三",
    "六": "三",
    "七": "三",
    "十": "五",
    "十五": "七",
    "二十": "十",
    "三十": "十五",
    "五十": "三十",
    "三分之二": "二分之一",
    "三分之一": "五分之一",
    "五分之一": "十分之一",
}
#: A limit: of more, the same holds. How near to a number its words stand.
WITHIN = re.compile("不超过|最多|至多|内")
AROUND, UNIT = 6, 4
#: What is counted, as far as an explanation names it.
UNITS = re.compile("个月|个工作日|[%个件次名人年日天分户项岁元]")
FULL, PAIR = 100, 2
#: Numbers that rules have, and how many times as large another one is.
LADDER, APART = (1, 2, 3, 5, 7, 10, 15, 20, 30, 45, 60, 90, 180), 1.4


#: Who is never misquoted, and how far before a saying that may be said.
LEADER = re.compile(
    "习近平|总书记|(?:国家主席|委员长|总理)[\u4e00-\u9fff]{2,3}(?:在|强调|指出|说|主持|出席|表示|参加)"
)
REACH = 240
#: What a text is called that reports others' words, and how much of its beginning says whose.
REPORTS = frozenset({"材料", "报道"})
OPENING = 600
SPEAKS = re.compile(
    "(?:习近平|总书记|委员长|总理|国家主席|政治局)[^。]{0,40}(?:强调|指出|讲话|出席|主持|表示|参加)"
)


def is_quoted(workshop: Workshop, each: Statement) -> bool:
    """Tell whether *each* may be a leader's words, which are never put otherwise."""
    text = workshop.document.clean_text
    if workshop.source.noun in REPORTS and SPEAKS.search(text, 0, OPENING):
        return True
    return LEADER.search(text, max(0, each.span.start - REACH), each.span.end) is not None


class Change(NamedTuple):
    """
    How a saying may be put wrongly.

    Attributes:
        rank: The lower, the plainer it is another one.
        word: The word that is changed.
        other: What stands in its place.
        text: The saying with it.
    """

    rank: int
    word: str
    other: str
    text: str


@lru_cache(maxsize=1_024)
def change_of(text: str) -> Change | None:
    """Return the plainest change of *text*; `None` for what is never put otherwise than it is."""
    if FORMULA.search(text):
        return None
    return next((change for change in _changes(text) if change is not None), None)


def _changes(text: str) -> Iterator[Change | None]:
    """Yield how *text* may be changed, the plainest first."""
    yield _contrasted(text)
    yield from _turned(text, TURNS, 1)
    yield _exchanged(text)
    yield _counted(text)
    yield from _turned(text, WEAKER, LAST)


def _turned(
    text: str, turns: tuple[tuple[re.Pattern[str], str], ...], first: int
) -> Iterator[Change]:
    for rank, (word, other) in enumerate(turns, start=first):
        found = list(word.finditer(text))
        if len(found) == 1 and other not in word.sub("", text):
            told = f"{text[: found[0].start()]}{other}{text[found[0].end() :]}"
            yield Change(rank, found[0].group(), other, told)


def _contrasted(text: str) -> Change | None:
    found = CONTRAST.match(text)
    if found is None:
        return None
    one, other = found["one"], found["other"]
    return Change(0, one, other, f"{found['of']}{other}，不是{one}")


def _numbers(text: str) -> list[re.Match[str]]:
    return [*DIGITS.finditer(text), *COUNT.finditer(text)]


def _exchanged(text: str) -> Change | None:
    """Return *text* with its two numbers of one unit in each other's place."""
    found = sorted(_numbers(text), key=re.Match.start)
    units = [unit.group() for each in found if (unit := UNITS.match(text, each.end()))]
    if len(found) != PAIR or len(units) != PAIR or len(set(units)) > 1:
        return None
    one, other = found
    if one.group() == other.group():
        return None
    told = (
        f"{text[: one.start()]}{other.group()}{text[one.end() : other.start()]}"
        f"{one.group()}{text[other.end() :]}"
    )
    word, wrong = one.group() + units[0], other.group() + units[0]
    return Change(EXCHANGED, f"{word}、{wrong}", f"{wrong}、{word}", told)


def _counted(text: str) -> Change | None:
    """Return *text* with its only number changed so that it does not follow from the right one."""
    found = _numbers(text)
    if len(found) != 1:
        return None
    number, at, end = found[0].group(), found[0].start(), found[0].end()
    other = _other(number, is_less=_falls(text, at, end))
    if not other or text.count(number) > 1:
        return None
    unit = UNITS.match(text, end)
    counted = unit.group() if unit else ""
    told = f"{text[:at]}{other}{text[end:]}"
    return Change(COUNTED, number + counted, other + counted, told)


def _falls(text: str, at: int, end: int) -> bool:
    """Tell whether only with a smaller number the rule is another one: what is asked is the most."""
    around = text[max(0, at - AROUND) : end + UNIT]
    if CONDITION.search(text, at):
        return AT_MOST.search(around) is None
    return AT_LEAST.search(around) is None and WITHIN.search(around) is not None


def _other(number: str, *, is_less: bool) -> str:
    if not number.isdigit():
        return (LESS if is_less else MORE).get(number, "")
    value = int(number)
    if value in LADDER:
        steps = [n for n in LADDER if (n * APART <= value if is_less else n >= value * APART)]
        return str(steps[-1] if is_less else steps[0]) if steps else ""
    if is_less or value == FULL:
        return str(value - max(1, value // 10)) if value > 1 else ""
    return str(value + max(1, value // 5))
