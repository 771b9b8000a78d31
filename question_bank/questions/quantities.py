"""Numbers as laws write them: their size, how else they are written, what they are mixed up with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from question_bank.documents.numerals import value_of

#: Numbers that rules of one role commonly have: wrong answers where the statute has too few.
LADDERS = {
    "deadline:日": "三日 五日 七日 十日 十五日 二十日 三十日 四十五日 六十日 九十日",
    "limit:日": "三日 五日 七日 十日 十五日 二十日 三十日 四十五日 六十日",
    "deadline:个工作日": "三个工作日 五个工作日 七个工作日 十个工作日 十五个工作日 二十个工作日",
    "deadline:个月": "十五日 二十日 一个月 两个月 三个月 四个月 六个月 九个月 一年",
    "limit:个月": "一个月 两个月 三个月 四个月 六个月 九个月 一年",
    "deadline:年": "六个月 一年 两年 三年 五年 十年 十五年 二十年",
    "limit:年": "一年 两年 三年 五年 十年 十五年 二十年 三十年",
    "limit:届": "一届 两届 三届",
    "frequency:个月": "一个月 两个月 三个月 四个月 六个月",
    "interval:times": "每月 每两个月 每季度 每半年 每年 每两年",
    "term:年": "两年 三年 四年 五年 六年 七年 十年 十五年 二十年",
    "joint:人": "三人 五人 十人 二十人 三十人 五十人",
    "joint:名": "五名 十名 二十名 三十名 五十名",
    "age:周岁": "六周岁 八周岁 十周岁 十二周岁 十四周岁 十六周岁 十八周岁 二十周岁 二十三周岁 二十五周岁 二十八周岁 三十周岁 三十五周岁 四十周岁 四十五周岁 五十周岁 五十五周岁 六十周岁 六十五周岁 七十周岁 七十五周岁 八十周岁 八十五周岁 九十周岁",
    "proposal:fraction": "二十分之一 十分之一 五分之一 四分之一 三分之一 二分之一",
    "share:fraction": "五分之一 四分之一 三分之一 二分之一 三分之二 四分之三 五分之四",
    "quorum:fraction": "三分之一 二分之一 三分之二 四分之三 五分之四",
    "majority:fraction": "三分之一 二分之一 三分之二 四分之三 五分之四",
    "majority:majority": "三分之一以上 过半数 三分之二以上 四分之三以上 五分之四以上",
    "quorum:majority": "三分之一以上 过半数 三分之二以上 四分之三以上 五分之四以上",
    "share:percent": "百分之一 百分之二 百分之三 百分之五 百分之十 百分之十五 百分之二十 百分之三十 百分之四十 百分之五十 百分之六十 百分之七十 百分之八十 百分之九十",
    "times:次": "一次 两次 三次 四次",
    "limit:人": "一人 两人 三人 五人",
    "headcount:人": "一人 两人 三人 五人 七人",
    "limit:天": "一天 两天 三天 五天 七天",
    "limit:小时": "八小时 十二小时 二十四小时 四十八小时",
    "deadline:小时": "十二小时 二十四小时 四十八小时 七十二小时",
}
#: Intervals in days.
INTERVALS = {
    "每周": 7.0,
    "每月": 30.0,
    "每两个月": 60.0,
    "每季度": 90.0,
    "每半年": 182.0,
    "每年": 365.0,
    "每两年": 730.0,
}
#: Words that state a quantity without a numeral.
WORDS = {**INTERVALS, "过半数": 0.5, "半数以上": 0.5}
#: Stretches of time in days.
DAYS = {"日": 1.0, "天": 1.0, "个工作日": 1.4, "个月": 30.0, "年": 365.0, "小时": 1 / 24}
NUMERAL = "[一二三四五六七八九十百千万两]"
TIME = re.compile(rf"(?:{NUMERAL}+|\d+)(?P<unit>个工作日|个月|小时|日|天|年)$")
UNIT_OF_RANGE = "人|名|日|天|个月|年|周岁|岁|次|倍|个|件"
RANGE = re.compile(
    rf"(?P<low>{NUMERAL}+?)(?P<first>{UNIT_OF_RANGE})?(?:至|到)(?P<high>{NUMERAL}+)(?P<unit>{UNIT_OF_RANGE})$"
)
SHARES = re.compile(rf"百分之(?P<low>{NUMERAL}+)(?:至|到)百分之(?P<high>{NUMERAL}+)$")
#: Units that readers write for one another.
UNITS = {
    "日": ("日", "天"),
    "天": ("天", "日"),
    "周岁": ("周岁", "岁"),
    "岁": ("岁", "周岁"),
    "人": ("人", "名", "个", "位"),
    "名": ("名", "人", "个", "位"),
}
COUNT = re.compile(rf"(?P<number>{NUMERAL}+|\d+)(?P<unit>周岁|日|天|人|名)$")
#: Whole answers that say the same.
SAME = (
    ("二分之一", "一半"),
    ("六个月", "半年"),
    ("十二个月", "一年"),
    ("二十四个月", "两年"),
    ("过半数", "超过半数", "超过二分之一", "过半"),
    ("全体代表的过半数", "全体代表过半数"),
    ("半数以上", "二分之一以上", "一半以上"),
    ("百分之五十以上", "50%以上", "半数以上", "二分之一以上", "一半以上"),
    ("百分之五十", "50%", "二分之一", "一半", "半数"),
    ("百分之二十", "20%", "五分之一"),
    ("百分之二十五", "25%", "四分之一"),
    ("百分之十", "10%", "十分之一"),
)
#: Intervals as people write them.
INTERVALS_AS = {
    "每年": ("一年", "每一年", "每十二个月"),
    "每半年": ("半年", "每六个月", "六个月"),
    "每季度": ("每个季度", "每季", "每三个月", "三个月"),
    "每三个月": ("每季度", "每个季度", "三个月"),
    "每月": ("每个月", "每一个月", "一个月"),
    "每两个月": ("每二个月", "两个月", "二个月"),
}
SEASON = re.compile("第(?P<number>[一二三四])季度")
PERCENT = re.compile("百分之(?P<number>[一二三四五六七八九十百]+)")
HALF = "“半数以上”包括恰好半数，“过半数”必须超过半数。"
WORKDAYS = "这里按工作日计算，不含休息日和法定节假日。"
CALENDAR = "条文写的是“日”，没有写明是工作日。"
#: Where a law says which of its days are working days: 本法中“二日”“三日”的规定是指工作日.
DAY = "日"
ALL_WORKING = re.compile("(?:所称|中|规定)的?“?(?:日|期限)”?[^。“”]{0,16}(?:指|按照?)工作日")
WORKING = re.compile("(?P<days>(?:“[^”。]{1,4}日”[、和，]?)+)[^。“”]{0,12}?指工作日")
#: Fractions further apart are no likely mistake.
LARGEST_FACTOR, SHARE_FACTOR = 10.0, 3.4
#: Numbers nearer to each other than this are one and the same to a reader: 二十日, 二十一日.
NEXT_TO_EQUAL = 1.1
#: What states a number.
FRACTION = re.compile("([一二三四五六七八九十百]+)分之([一二三四五六七八九十百]+)")
COUNTED = re.compile(
    "([一二三四五六七八九十百千万两]+)(?:(?:个工作|个)?[人名日天月年次倍周件条项票小届]|$)"
)
ARABIC = re.compile(r"\d+(?:\.\d+)?")


@lru_cache(maxsize=1_024)
def quantity(text: str) -> float | None:
    """Return the number that *text* states, a fraction as its value, or `None`."""
    if match := FRACTION.search(text):
        return value_of(match.group(2)) / value_of(match.group(1))
    if text in WORDS:
        return WORDS[text]
    if match := COUNTED.match(text):
        return _valued(match.group(1))
    match = ARABIC.match(text)
    return float(match.group()) if match else None


def _valued(numeral: str) -> float:
    """Return the value of a numeral that may count ten thousands: 二万五千."""
    high, mark, low = numeral.rpartition("万")
    if not mark:
        return float(value_of(low))
    return 10_000.0 * value_of(high or "一") + (value_of(low) if low else 0)


@lru_cache(maxsize=4_096)
def size_of(text: str) -> float | None:
    """Return what numbers are ordered by: stretches of time in days, all else as `quantity`."""
    value = quantity(text)
    match = TIME.match(text)
    return value if value is None or match is None else value * DAYS[match["unit"]]


def are_near(first: float, second: float) -> bool:
    """Tell whether a reader might take one number for the other; not of numbers next to equal."""
    factor = SHARE_FACTOR if max(first, second) <= 1 else LARGEST_FACTOR
    low, high = sorted((first, second))
    return low > 0 and NEXT_TO_EQUAL * low < high <= factor * low


@lru_cache(maxsize=64)
def working_days(law: str) -> frozenset[str]:
    """Return which days the text of *law* declares to be working days; 日 stands for all."""
    found = WORKING.finditer(law)
    days = frozenset(day for match in found for day in re.findall("“([^”]+)”", match["days"]))
    return days | {DAY} if ALL_WORKING.search(law) else days


def accepted_as_working(text: str) -> tuple[str, ...]:
    """Return how 三日 is written where a law says that it means working days."""
    days = (text, *_of_two(text))
    return tuple(f"{day.removesuffix('日')}个工作日" for day in days)


def accepted_of(text: str) -> tuple[str, ...]:
    """Return the ways in which the answer *text* may be written, as it stands first."""
    found = [text, *_of_two(text), *INTERVALS_AS.get(text, ()), *_in_percent(text), *_of_one(text)]
    if re.search("月.*日$", text):
        found.append(f"{text[:-1]}号")
    if match := SEASON.fullmatch(text):
        found += [f"{match['number']}季度", f"第{match['number']}个季度", f"第{match['number']}季"]
    for row in SAME:
        if text in row:
            found += row
    if re.search("[至到]", text):
        found += _of_range(text)
    elif match := COUNT.match(text):
        found += [f"{match['number']}{unit}" for unit in UNITS[match["unit"]]]
        found += [two for each in found for two in _of_two(each)]
    return tuple(dict.fromkeys(found))


def _of_range(text: str) -> Iterable[str]:
    """Return the ways in which a range may be written."""
    if shares := SHARES.match(text):
        return _shares(shares)
    match = RANGE.match(text)
    if match and match["first"] in {None, match["unit"]}:
        return _ranges(match)
    return [text.replace("至", to) for to in "到—"] if "至" in text else []


def _of_one(text: str) -> tuple[str, ...]:
    """Return 一百年 for 百年."""
    return (f"一{text}",) if text[:1] and text[0] in "百千万" and "分之" not in text else ()


def _in_percent(text: str) -> tuple[str, ...]:
    """Return 30% for 百分之三十."""
    match = PERCENT.fullmatch(text)
    return (f"{value_of(match['number'])}%",) if match else ()


#: 二 by itself, which is called 两 as well.
TWO = re.compile("二[^十百千分]")


def _of_two(text: str) -> tuple[str, ...]:
    """Return 二次 for 两次 and the other way round."""
    if text.startswith("两"):
        return ("二" + text[1:],)
    return ("两" + text[1:],) if TWO.match(text) else ()


def _ranges(match: re.Match[str]) -> list[str]:
    """Return a range as people write it: 五至九人, 五到九人, 五人至九人, 五—九人."""
    low, high, unit = match["low"], match["high"], match["unit"]
    units = UNITS.get(unit, (unit,))[:2]
    tens = ([low, "两"] if low == "二" else [low], [high, "两"] if high == "二" else [high])
    ends = [(a, b) for a in tens[0] for b in tens[1]]
    marks = [(to, first) for to in "至到" for first in (False, True)]
    joined = [
        f"{a}{u if first else ''}{to}{b}{u}" for u in units for to, first in marks for a, b in ends
    ]
    return [*joined, *(f"{a}—{b}{u}" for u in units for a, b in ends)]


def _shares(match: re.Match[str]) -> Iterator[str]:
    """Yield a range of shares as people write it: 8%至10%, 百分之八到十."""
    low, high = match["low"], match["high"]
    for to in "至到—":
        yield f"百分之{low}{to}百分之{high}"
        yield f"百分之{low}{to}{high}"
        yield f"{value_of(low)}%{to}{value_of(high)}%"
        yield f"{value_of(low)}{to}{value_of(high)}%"


def confusions_of(text: str) -> list[tuple[str, str]]:
    """Return answers that *text* is often mixed up with, each with what parts the two."""
    half = {"过半数": ("半数以上", "一半以上", "二分之一以上"), "半数以上": ("过半数",)}
    if text in half:
        return [(other, HALF) for other in half[text]]
    if text.endswith("个工作日"):
        bare = text.removesuffix("个工作日")
        return [(f"{bare}日", WORKDAYS), (f"{bare}天", WORKDAYS)]
    return []


def taken_for_working(text: str) -> list[tuple[str, str]]:
    """Return 三个工作日 for 三日, which a law does not mean unless it says so."""
    if not re.fullmatch(f"{NUMERAL}+日", text):
        return []
    return [(f"{text.removesuffix('日')}个工作日", CALENDAR)]


def in_bank_order(keys: Sequence[str], bank: Sequence[str]) -> bool:
    """Tell whether the keys stand in *bank* in the order of their blanks."""
    places = [bank.index(key) for key in keys]
    return len(places) > 1 and places == sorted(places)
