"""Which department of the State Council: others that the statute names are the wrong answers."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint
from question_bank.questions.acts import ATTRIBUTE, Acts, act_of, are_kin, object_of
from question_bank.questions.clauses import bigrams
from question_bank.questions.rules import article_of
from question_bank.questions.workshop import Workshop

#: A department of the State Council by its name.
DEPARTMENT = re.compile(
    "国务院(?!有关|其他|主管|各|办公)[^，；、。：（）国有和或及以的由经报向会]{2,12}?(?:主管部门|行政部门|管理部门|管理机构|监督机构|部门)"
)
#: What a department does by itself, and words that bring others in.
ACTS = re.compile(
    "主管|负责|批准|决定|制定|规定|公布|确定|备案|许可|审批|审查|核准|登记|认定|报告|组织|编制|监督|拟订"
)
JOINT = re.compile("会同|有关部门|联合|等部门|共同|与国务院|协商|各自|分工")
FEWEST, MOST = 2, 3
#: Words of every such name.
COMMON = re.compile("国务院|主管部门|行政部门|监督|管理|部门|机构")


def departments_of(workshop: Workshop, point: KeyPoint, acts: Acts) -> list[tuple[str, str]]:
    """
    Return departments of the statute that do nothing of the sort, if the rule names one alone.

    Each with what the article says; none where the words of the rule tell which is meant.
    """
    slot, act = point.slots[0], act_of(point)
    rest = point.span.text.replace(slot.text, "\n")
    after = point.span.text[slot.end - point.span.start :]
    is_one = DEPARTMENT.fullmatch(slot.text) and ACTS.search(act) and not ATTRIBUTE.match(after)
    if not is_one or JOINT.search(rest) or _is_told(slot.text, rest + workshop.document.title):
        return []
    article = workshop.document.sections[article_of(workshop, point.section)]
    text = workshop.document.clean_text[article.start : article.end].replace(slot.text, "\n")
    here = object_of(point)
    told = f"{workshop.source.place(point.section)}规定的是“{slot.text}”。"
    found = [
        name
        for name in acts.departments
        if _is_apart(name, slot.text)
        and name not in text
        and not any(
            other == name and are_kin(here, objects)
            for other, objects in acts.near(act, point.section)
        )
    ]
    return [(name, told) for name in found[:MOST]] if len(found) >= FEWEST else []


def _is_told(name: str, rest: str) -> bool:
    """Tell whether *rest* has words of what makes *name* that department."""
    return any(pair in rest for piece in COMMON.split(name) for pair in bigrams(piece))


def _is_apart(one: str, other: str) -> bool:
    """Tell whether two names are of different departments, none a part of the other."""
    first, second = COMMON.sub("", one), COMMON.sub("", other)
    return bool(first and second) and first not in second and second not in first
