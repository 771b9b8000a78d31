"""Items on the words that a statute explains: which of its terms does it explain so?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint
from question_bank.questions.clauses import bigrams
from question_bank.questions.clozes_of_rules import cloze_of
from question_bank.questions.rules import asked, choice, near
from question_bank.questions.values import GAP
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: Terms on either side that may lend themselves.
REACH = 12
FEWEST_WRONG, MOST_WRONG = 2, 3
#: Bounds of an explanation, in characters, and how much longer one term may be than another.
SHORTEST, LONGEST, UNLIKE, LONGEST_TERM = 18, 96, 2.5, 10
#: A term so short is told by any of its characters.
SHORT_TERM = 3
#: An explanation that sends its reader elsewhere, or holds only with another one.
ELSEWHERE = re.compile("本法第|下列|以下|前款|上述|该|[一二三]级[^，]{0,6}以外|其他的")
#: What only adds something to what a term means anyhow.
WIDENED = re.compile("\n”?，?包括")
#: What people and bodies are called.
SOMEBODY = re.compile(
    "(?:人|者|人员|机构|单位|企业|公司|组织|机关|部门|当事方|职工|成员|员)(?:等)?$"
)
#: What sort of thing an explanation says that its term is, by the noun that it ends on.
SORTS = (
    (
        "act",
        re.compile(
            "(?:活动|行为|措施|服务|过程|使用|利用|检查|检测|监测|测量|排放|处置|处理|管理|制度|方式|方法|程序|工作|措施等|查验|巡查)$"
        ),
    ),
    ("place", re.compile("(?:场所|区域|范围|水域|海域|空间|地带|地区|区|场地|岛屿|陆地)$")),
    (
        "paper",
        re.compile("(?:数据|记录|文件|证书|资料|信息|凭证|图件|合同|协议|单证|作品|标志|证明)$"),
    ),
    ("money", re.compile("(?:税额|价款|资金|费用|预算|收入|价格|金额|财产|资产|支出)$")),
    ("time", re.compile("(?:期间|时间|期限|时段)$")),
    (
        "thing",
        re.compile(
            "(?:装置|设备|设施|产品|物品|材料|物质|工具|器|矿|废物|核素|元素|货物|药品|动物|植物|制品|工程|系统|车辆|船舶|航空器)$"
        ),
    ),
)
#: What an explanation ends with after its noun.
TAIL = re.compile("(?:（[^）]*）|，(?:包括|如|以及|并|主要|其中|不包括)[^；。]*|等)+$")
#: Terms for people, whom no explanation of an institution means.
PEOPLE = re.compile("(?:人|者|员|职工)$")
#: Notes of the key points that explain a term.
NOTES = frozenset({"called", "means"})


def among_meanings(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of choices of a term; *points* lend each other theirs."""
    terms = sorted(
        (point for point in points if point.note in NOTES), key=lambda each: each.span.start
    )
    sections = [point.section for point in terms]
    return lambda workshop, point: from_meaning(
        workshop, point, terms[near(sections, point.section, REACH)]
    )


def from_meaning(
    workshop: Workshop, point: KeyPoint, points: Sequence[KeyPoint]
) -> Iterator[Candidate | None]:
    """Yield a choice of the term that an explanation belongs to, among terms that it does not name."""
    if point.note not in NOTES:
        return
    slot = point.slots[0]
    rest = point.span.text.replace(slot.text, "\n", 1)
    if slot.text in rest or WIDENED.search(rest):
        return
    is_fit = SHORTEST <= len(point.span.text) <= LONGEST and not ELSEWHERE.search(rest)
    wrong = _wrong(workshop, point, points, rest) if is_fit else []
    if len(wrong) < FEWEST_WRONG or shows(slot.text, rest, wrong):
        if point.note == "called" and len(slot.text) <= LONGEST_TERM:
            is_sure = not _is_half_told(slot.text, rest, workshop.document.title)
            yield cloze_of(workshop, point, [slot], "definition", is_sure=is_sure)
        return
    yield choice(
        workshop,
        point,
        "definition",
        asked(workshop, point, [slot], GAP),
        [slot.text],
        wrong,
        slot=f"meaning@{slot.start}",
        key_spans=[slot],
    )


def _wrong(
    workshop: Workshop, point: KeyPoint, points: Sequence[KeyPoint], rest: str
) -> list[tuple[str, str]]:
    """
    Return terms explained elsewhere, each with its own explanation.

    Those first that share with the explanation what the key shares with it, then the nearest.
    """
    key = point.slots[0].text
    words = [pair for pair in bigrams(key) if pair in rest]
    parts = [character for character in key if character in rest]
    found: list[tuple[str, str]] = []
    for each in sorted(
        points,
        key=lambda other: (
            -sum(word in other.slots[0].text for word in words),
            -sum(part in other.slots[0].text for part in parts),
            abs(other.span.start - point.span.start),
        ),
    ):
        term = each.slots[0].text
        names = [key, *(text for text, _ in found)]
        sizes = [len(name) for name in (*names, term)]
        is_apart = not any(term in name or name in term for name in names)
        is_alike = _is_somebody(term) is (_is_somebody(rest) or _is_somebody(key))
        is_alike = is_alike and _are_of_one_sort(point, each)
        if is_apart and is_alike and term not in rest and max(sizes) <= UNLIKE * min(sizes):
            place = workshop.source.place(each.section)
            found.append((term, f"{place}：{each.span.text}。"))
    telling = [pair for pair in found if all(word in pair[0] for word in words)]
    found = telling if len(telling) >= FEWEST_WRONG else found
    return found[:MOST_WRONG]


def _are_of_one_sort(one: KeyPoint, other: KeyPoint) -> bool:
    """Tell whether two terms name things of one sort, or end alike where no sort is told."""
    first, second = one.slots[0].text, other.slots[0].text
    if bool(PEOPLE.search(first)) is not bool(PEOPLE.search(second)):
        return False
    sort = sort_of(first, one.span.text)
    return (sort or first[-1]) == (sort_of(second, other.span.text) or second[-1])


def sort_of(term: str, explanation: str) -> str:
    """Return what sort of thing *term* is, by itself or by what its explanation ends on; or nothing."""
    if _is_somebody(term):
        return "somebody"
    ends = (TAIL.sub("", explanation), term)
    return next((name for text in ends for name, end in SORTS if end.search(text)), "")


def shows(key: str, rest: str, wrong: Sequence[tuple[str, str]]) -> bool:
    """Tell whether an explanation has a word that a wrong term lacks, or a character that all lack."""
    words = [pair for pair in bigrams(key) if pair in rest]
    parts = [character for character in key if character in rest]
    return any(not all(word in text for text, _ in wrong) for word in words) or any(
        not any(part in text for text, _ in wrong) for part in parts
    )


def _is_half_told(key: str, rest: str, title: str) -> bool:
    """Tell whether explanation or title have a part of the term, or the term has a note of its own."""
    subject = title.removeprefix("中华人民共和国").removesuffix("法")
    return (
        "（" in key
        or any(part in rest for part in (bigrams(key) if len(key) > SHORT_TERM else key))
        or key[-1] in rest[-1:] + subject
        or key[0] in subject
    )


def _is_somebody(text: str) -> bool:
    """Tell whether *text*, a term or an explanation, names people or a body."""
    return bool(SOMEBODY.search(text))
