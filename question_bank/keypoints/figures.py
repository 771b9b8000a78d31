"""Numbers that a rule turns on, in speeches and reports: 每年不少于两次, 十人以上联名."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern

HAN = "[一二三四五六七八九十百两]"
FIGURE = re.compile(
    rf"(?P<share>(?:百分之{HAN}{{1,4}}至)?百分之{HAN}{{1,4}}|{HAN}{{1,2}}分之{HAN}{{1,2}}|全体代表的过半数|超?过半数|\d+(?:\.\d+)?%)(?!{HAN}*点[零〇一二三四五六七八九])"
    r"|(?P<period>每(?:周|月|两个月|季度|半年|年|届(?!任期)))(?!本级|人民代表大会|全国|地方)(?=[^，；0-9][^，；]{0,20}(?<!第)(?:一|1)[次份条件户篇场遍])"
    rf"|(?<![第届一二三四五六七八九十百千零年月两、至到—\d.])(?P<count>(?:{HAN}{{1,4}}|\d{{1,4}})(?P<unit>个工作日|个月|周岁|分钟|小时|天|日|年|次|名|人(?!次)|件|条|元|票|场|项))(?!规划|计划|发展|义务教育|制|一次|左右|多|来|到|至|选|代|级|府|委|院|书|以来|里|间|[次个]?(?:会议|全会|上|下))"
)
#: What makes a number a rule.
RULE = re.compile(
    "不少于|不得少于|不低于|不超过|不得超过|至少|最多|以上|以下|以内|之内|低于|超过|每年|每届|每季度|每月|每半年|每[两三]个?[年月]|任期|半数|分之|联名|应当|必须|不得|始得|一般"
)
#: Deadlines: a stretch of time with 内 or 前 after it.
DEADLINE = re.compile("^(?:之?内|之?前|以内|后)")
#: What any deadline has; looked for first, since it is quick.
HINT_OF_DEADLINE = re.compile("[内前后]")
#: What tells of how things are or were, and asks for nothing.
REPORT = re.compile(
    "据.{0,8}统计|现有|建成|设立了|拟(?!任)|截至|同比|增长|下降|提高到|收到|共[有收计提]|占|办结率|满意率|去年|上年|今年|上届|现有|累计|达到?了|以来|\\d{4}年|[了过]\\d|我[们在]|有[一个]|曾|不是|已经?|(?<!少于)(?<!超过)(?<!至少)(?<!低于)(?<!领办)(?<!\\d)\\d+(?:件|条|人次|项)(?!以上)|满意度达|心得|考试|测试|满分|培训期间"
)
#: Counts that are no rule.
IDLE = re.compile(rf"^(?:一|1)(?:人|名|次|年|天|件|条|项|场|票)$|^{HAN}+[项件条场]$|^\d+[日年]$")
#: Units of things that are counted, and the words beside a count that lay it down.
COUNTING = frozenset({"名", "人", "件", "条", "项", "场", "票", "元"})
BOUND_BEFORE = re.compile(
    "(?:不少于|不得少于|不低于|不得低于|不超过|不得超过|至少|最多|超过|低于|每[年届月人名次](?:[^，]{0,10})|每季度[^，]{0,10}|每半年[^，]{0,10}|应当有|必须有|须有|要有|应多于?)[^，0-9]{0,6}$"
)
BOUND_AFTER = re.compile("以上|以下|以内|之内|联名|书面联名|至")
#: Targets that a report sets, and how many different shares make a row.
TARGETS = re.compile("(?:[0-9]{4}年)?[^，。：；]{0,8}(?:预期目标|主要目标)(?=[：是为])")
#: What any of them has; looked for first, since it is quick.
HINT_OF_TARGETS = re.compile("预期目标|主要目标")
SHARE = re.compile("[0-9]+(?:\\.[0-9]+)?%")
FEWEST_TARGETS, SHORTEST_NAME = 3, 4
#: Words of the number's own clause that carry it, wherever the number stands.
FREQUENCY = re.compile("每(?:年|届|季度|月|半年|[两三]个?[年月])[^，]{0,14}$")


def find_figures(material: Material) -> Iterator[KeyPoint]:
    """Yield the numbers of running text that state a rule, each with its clause."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        if passage.is_title:
            continue
        if HINT_OF_TARGETS.search(passage.masked) and TARGETS.search(passage.masked):
            yield from _targets(material, passage)
        for clause in passage.cut():
            is_rule = RULE.search(clause.text) or _is_deadline(clause)
            if is_rule and not REPORT.search(clause.text):
                yield from _in_clause(material, passage, clause)


def _is_bound(text: str, match: re.Match[str]) -> bool:
    """Tell whether words beside a count lay it down: not what there is, but what there must be."""
    before, after = text[: match.start()], text[match.end() :]
    return bool(BOUND_BEFORE.search(before) or BOUND_AFTER.match(after))


def _targets(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    """Yield the shares that a sentence sets as targets, each with its clause; siblings of each other."""
    found = [(clause, list(SHARE.finditer(clause.masked))) for clause in passage.cut()]
    single = [(clause, shares[0]) for clause, shares in found if len(shares) == 1]
    if len({match.group() for _, match in single}) < FEWEST_TARGETS:
        return
    slots = [
        (
            clause,
            passage.part(
                clause.start - passage.start + m.start(), clause.start - passage.start + m.end()
            ),
        )
        for clause, m in single
    ]
    head = TARGETS.search(passage.masked)
    for clause, slot in slots:
        if clause.end - clause.start <= slot.end - slot.start + SHORTEST_NAME:
            continue
        yield key_point(
            material,
            passage,
            Pattern.FIGURE,
            clause.span,
            topic=head.group() if head else "",
            members=[
                Member(other.span, each, passage.sentence.section)
                for other, each in slots
                if each.text != slot.text
            ],
            slots=[slot],
            note="target",
        )


def _is_deadline(clause: Clause) -> bool:
    if not HINT_OF_DEADLINE.search(clause.masked):
        return False
    return any(
        DEADLINE.match(clause.masked[match.end() :]) for match in FIGURE.finditer(clause.masked)
    )


def _in_clause(material: Material, passage: Passage, clause: Clause) -> Iterator[KeyPoint]:
    for match in FIGURE.finditer(clause.masked):
        before = clause.masked[: match.start()]
        is_frequent = bool(FREQUENCY.search(before))
        if IDLE.match(match.group()) and not (is_frequent and match["unit"] == "次"):
            continue
        if match["unit"] in COUNTING and not _is_bound(clause.masked, match):
            continue
        start = clause.start - passage.start
        slot = passage.part(start + match.start(), start + match.end())
        yield key_point(
            material,
            passage,
            Pattern.FIGURE,
            clause.span,
            slots=[slot],
            note=match["unit"] or ("period" if match["period"] else "share"),
            confidence=0.5 if IDLE.match(match.group()) else 1.0,
        )
