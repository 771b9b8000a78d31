"""Terms of procedure that a rule turns on: 选举采用无记名投票的方式, 由主席团决定."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Pattern

#: Terms with one meaning in law; each decides the rule it stands in.
KEYWORD = re.compile(
    "无记名投票|差额选举|等额选举|直接选举|书面(?=提出|形式|答复|反馈|通报|报告|意见)|主席团(?!成员|会议|副?主席|工作)"
    "|许可|立即报告|质询案|罢免案|预备会议|宪法宣誓|时间保障|国家行政机关(?!、)|原选区选民|集体行使职权|执行代表职务(?=，)|专职配备"
    "|闭会期间|当场|人身特别保护|法律追究|法定职权|全体(?:代表|组成人员)的过半数(?=[^，；]{0,6}(?:通过|当选|同意))|专款专用|列席|无条件|不得(?=担任|兼任|分管|作为候选人)|(?<!能)不能?(?=直接处理)"
)
#: What makes a sentence a rule.
RULE = re.compile("应当|必须|不得|不能|可以|一律|须|由|经|采用|采取|实行|有权|不受|不直接|都要|要")
#: What happened once is no rule.
EVENT = re.compile("同志|选举[^，]{1,6}为|当选为|审议后|会议通过|\\d{4}年|了$|(?<!通)过$")
ROW = re.compile("[、和或]")


def find_keywords(material: Material) -> Iterator[KeyPoint]:
    """Yield terms of procedure in sentences that state a rule, in reading order; not in laws."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        if not passage.is_title:
            for clause in passage.cut():
                yield from _in_clause(material, passage, clause)


def _in_clause(material: Material, passage: Passage, clause: Clause) -> Iterator[KeyPoint]:
    if not RULE.search(clause.masked) or EVENT.search(passage.text):
        return
    for match in KEYWORD.finditer(clause.masked):
        around = clause.masked[match.start() - 1 : match.start()] + clause.masked[match.end() :][:1]
        if match.start() == 0 or ROW.search(around):
            continue
        start = clause.start - passage.start
        slot = passage.part(start + match.start(), start + match.end())
        yield key_point(
            material, passage, Pattern.KEYWORD, clause.span, slots=[slot], topic=slot.text
        )
