"""Which level of government decides: the other levels are the wrong answers."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint
from question_bank.keypoints.bodies import tier_of
from question_bank.questions.acts import ATTRIBUTE, Acts, act_of, are_kin, lead_of, object_of
from question_bank.questions.rules import article_of
from question_bank.questions.workshop import Workshop

#: How laws name the government of one level, with those that a reader might take for it: never
#: the township's where others decide, nor one below where one above does.
ROWS = (
    (
        "省、自治区、直辖市人民政府",
        "设区的市、自治州人民政府",
        "县、自治县、不设区的市、市辖区人民政府",
    ),
    ("省级人民政府", "设区的市级人民政府", "县级人民政府"),
    ("设区的市级人民政府", "省级人民政府", "县级人民政府"),
    ("县级人民政府", "省级人民政府", "设区的市级人民政府"),
    ("乡级人民政府", "县级人民政府", "设区的市级人民政府"),
    ("乡镇人民政府", "县级人民政府", "设区的市级人民政府"),
    ("乡、民族乡、镇人民政府", "县级人民政府", "设区的市级人民政府"),
    ("本级人民政府", "上一级人民政府", "本级人民代表大会常务委员会", "本级人民代表大会"),
    ("本级政府", "上一级政府", "本级人民代表大会常务委员会", "本级人民代表大会"),
    ("同级人民政府", "上一级人民政府", "同级人民代表大会常务委员会", "同级人民代表大会"),
)
#: Names that say only how a government stands to the one that acts.
RELATIVE = re.compile("[本同]级|上一级")
#: What of a government's name tells its level.
MARKS = {"国务院": "国务院", "省": "省", "设": "设区的市|自治州|市级", "县": "县", "乡": "乡|镇"}
#: What one level alone does.
ACTS = re.compile(
    "组织|审核|核准|登记|备案|报告|批准|决定|划定|制定|规定|公布|确定|设立|审批|宣布|裁决|同意|认定"
)


#: What only the nation's government can be meant to do, or is said of every law.
NATIONAL = re.compile(
    "国务院|行政法规|全国|国家级|中央|公安部|外交部|海关|公安机关|外国|境外|出境|入境|军"
)
#: What one level alone can do.
OWN_ACTS = re.compile(
    "(?:审查)?(?:批准|审批|划定|宣布|认定|核准|裁决)|(?:制定|规定|确定)(?:[^，；]{0,12}(?:标准|目录|名录|范围|期限|幅度))?$|(?:制定|规定)并公布"
)
IDLE = re.compile("(?:办法|规定|条例|规则|细则|标准)$")


def is_of_one_level(point: KeyPoint) -> bool:
    """Tell whether no other level does the same beside, as each makes plans and policies of its own."""
    after = point.span.text[point.slots[0].end - point.span.start :]
    return bool(RELATIVE.search(point.slots[0].text) or OWN_ACTS.match(after))


def levels_of(workshop: Workshop, point: KeyPoint, acts: Acts) -> list[tuple[str, str]]:
    """
    Return governments of other levels that do nothing of the sort, if the rule names one alone.

    Each with what the article says. None where the words of the rule tell the level.
    """
    slot, act = point.slots[0], act_of(point)
    at = slot.start - point.span.start
    before, after = point.span.text[:at], point.span.text[at + len(slot.text) :]
    is_relative = bool(RELATIVE.search(slot.text))
    is_told = not is_relative and (NATIONAL.search(f"{before}。{after}") or lead_of(point) == "向")
    is_told = is_told or any(
        re.search(mark, f"{before}。{after}")
        for level, mark in MARKS.items()
        if slot.text.startswith(level)
    )
    if is_told or IDLE.search(before[:-1].rstrip("，")) or ATTRIBUTE.match(after):
        return []
    article = workshop.document.sections[article_of(workshop, point.section)]
    text = workshop.document.clean_text[article.start : article.end]
    here = object_of(point)
    told = f"{workshop.source.place(point.section)}规定的是“{slot.text}”。"
    return [
        (other, told)
        for other in _other_levels(slot.text, text, act)
        if not any(
            name != slot.text and _is_of_level(name, other) and are_kin(here, objects)
            for name, objects in acts.near(act, point.section)
        )
    ]


def _is_of_level(name: str, other: str) -> bool:
    return name == other or bool(tier_of(name) and tier_of(name) == tier_of(other))


def _other_levels(name: str, rule: str, act: str) -> list[str]:
    """Return governments of other levels than *name* that *rule* does not mention, for an *act* of one."""
    if not ACTS.search(act):
        return []
    row = next((row for row in ROWS if row[0] == name.replace("的人民政府", "人民政府")), ())
    rest = rule.replace(name, "\n")
    return [
        other
        for other in row[1:]
        if not re.search(MARKS.get(other[:3], MARKS.get(other[0], other)), rest)
    ]
