"""Clozes on who decides, where no other body of the statute lends itself as a wrong answer."""

from __future__ import annotations

import re

from question_bank.keypoints import KeyPoint
from question_bank.keypoints.bodies import CORES
from question_bank.keypoints.telling import ELLIPSIS
from question_bank.questions.acts import act_of, lead_of
from question_bank.questions.rules import asked, candidate, proof_of
from question_bank.questions.values import BLANK, Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

#: Bodies that are worth typing: how they are named, what they do, and whose names say too little.
LEADS = frozenset({"由", "报", "报请", "提请", "经"})
DECIDES = re.compile(
    "召集|主持|任命|任免|批准|审批|许可|备案|罢免|决定|制定|规定|公布|核准|确定|选举|认定|裁决|提名|撤销|审查|产生"
)
#: What a body does that a law asks for rules, limits or another body.
LAYS_DOWN = re.compile("制定|规定|公布|核准|审批|确定|产生")
#: What is decided only says which thing is meant: 经国务院批准成立的机构.
IN_PASSING = re.compile("[^，；。]{0,8}的(?![，；。]|$)")
BY_NAME = re.compile(
    "国务院|人民代表大会|常务委员会|主席团|会议$|选民|法院|检察院|(?:行政|主管)部门$|人民政府$"
)
#: What an office of a body is called without it.
OFFICER = re.compile("秘书长$|副?主任$|副?主席$|副?委员长$|副?院长$|副?检察长$")
NAMELESS = re.compile("有关|相关|主管|所在|上级|当地|同级|审批|城乡|县级以上")


#: A department by its field, which is called so with and without 主管: 卫生健康主管部门.
DEPARTMENT = re.compile("(?<![院府])(?<!行政)主管部门$")


def is_known_by_name(point: KeyPoint) -> bool:
    """Tell whether the body of a rule decides something and has a name that says which it is."""
    name = point.slots[0].text
    is_deciding = lead_of(point) in LEADS and DECIDES.fullmatch(act_of(point)) is not None
    after = point.span.text[point.slots[0].end - point.span.start :]
    is_told = ELLIPSIS not in point.topic and not IN_PASSING.match(after)
    is_named = bool(BY_NAME.search(name)) and not NAMELESS.match(name)
    return is_deciding and is_told and is_named


def lays_down(point: KeyPoint) -> bool:
    """Tell whether a rule leaves it to a body to lay something down: 登记办法由国务院规定."""
    return lead_of(point) == "由" and LAYS_DOWN.fullmatch(act_of(point)) is not None


def cloze_on_body(workshop: Workshop, point: KeyPoint, *, is_sure: bool) -> Candidate:
    """Return a cloze on the body of *point*, which is right however people shorten its name."""
    slot = point.slots[0]
    item = Item(
        type=ItemType.CLOZE,
        form="actor",
        kind=point.kind,
        stem=asked(workshop, point, [slot], BLANK),
        blanks=(Blank(1, _ways_to_write(slot.text, _rest_of(point))),),
        explanation=proof_of(workshop, point),
        difficulty=3,
    )
    return candidate(workshop, point, item, f"{slot.start}", key_spans=[slot], is_sure=is_sure)


def _rest_of(point: KeyPoint) -> str:
    """Return what a stem says beside the body that it asks for."""
    slot, text = point.slots[0], point.span.text
    at = slot.start - point.span.start
    return f"{point.topic}{text[:at]}\n{text[at + len(slot.text) :]}"


def _ways_to_write(name: str, rest: str) -> tuple[str, ...]:
    """
    Return *name* and how else it is rightly written: 省人大常委会, two bodies the other way round.

    Whose officer it is need not be said again after *rest* has named the body.
    """
    short = name.replace("人民代表大会", "人大").replace("常务委员会", "常委会")
    turned = "或者".join(reversed(name.split("或者")))
    brief = name.replace("人民政府", "政府")
    found = [name, short, turned, brief]
    found += [
        name.removeprefix(core)
        for core in CORES
        if core in rest and OFFICER.match(name, len(core)) and name.startswith(core)
    ]
    found += [
        each.replace("上次", word)
        for each in found
        for word in ("上届", "上一届")
        if "上次" in each
    ]
    found += [
        each.replace("上届", word)
        for each in found
        for word in ("上次", "上一届")
        if "上届" in each
    ]
    if DEPARTMENT.search(name):
        kinds = ("部门", "行政部门", "行政主管部门")
        found += [each.replace("主管部门", kind) for each in (name, brief) for kind in kinds]
    return tuple(dict.fromkeys(found))
