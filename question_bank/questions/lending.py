"""What the numbered lists of a statute lend each other: members that stand certainly outside."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from question_bank.keypoints import KeyPoint
from question_bank.keypoints.bodies import families_of
from question_bank.questions.clauses import bigrams
from question_bank.questions.heads import Head, head_of
from question_bank.questions.rules import near
from question_bank.questions.turns import (
    AGAINST,
    FAULT,
    SENSITIVE,
    is_ground_of,
    is_of_like_turn,
    pairs_of,
)
from question_bank.questions.workshop import Workshop, safe_wrong

NOUN = re.compile(
    "(?:下列|以下|如下)(?:不适当的|各项)?(?P<noun>情形|情况|事项|内容|职权|职责|权利|义务|规定|条件|方式|程序|工作|行为|待遇|措施|材料|原则|机关|途径|要求|活动|问题|任务|人员|公职人员|处置|责任|单位|资金|支出|机构|资料|文件|标准|收入|权限|制度|关系|财产|案件|组织)?"
)
#: A list about congresses and deputies, beside which the lexicon knows what is certainly wrong.
OF_CONGRESS = re.compile("人民代表大会|常务委员会|主席团|(?<!首席)代表(?!人|机构|处|权|作)")
OWN_LAW = re.compile("人大|人民代表大会|代表法|议事规则|监督法|选举法|代表")
#: What no list lends to one of cases that end something.
UNFIT_AGAINST = re.compile(f"{SENSITIVE.pattern}|{FAULT.pattern}")
#: What the members of a list are called that does not say.
NAMELESS = "各项"
#: Acts that are forbidden or punished: what one article forbids no other one allows.
CONDUCT = frozenset({"行为", "规定"})
PENAL = re.compile(
    "处罚|罚款|处分|责令|追究|警告|没收|吊销|给予处理|赔偿责任|民事责任|刑事责任|申诉"
)
SHORTEST, LONGEST = 4, 46
REACH = 120
KINSHIP = 0.3
#: A member that needs its neighbours or its article.
LEANS = re.compile("本法|前款|前项|下列|上述|本条|[，、]其|^其|该|此|本款|[；。]")
#: What tells a right or a duty by itself, whoever has it.
TELLS = {
    "权利": re.compile(
        "有权|享有|享受|权利|获[取得]|报酬|待遇|受法律保护|不[被受]|自主|休假|分享|优先|要求|申诉|控告|条件|保障$|保障和"
    ),
    "义务": re.compile(
        "不得|遵[守循]|服从|履行|承担|保[守密]|忠于|秉公|恪守|接受[^，]{0,14}(?:监督|管理|检查)|缴纳|尽职|廉洁|义务|责任|宪法|爱护"
    ),
}
#: Who a list is about, if that is people.
PEOPLE = re.compile(
    "担任|[人委成官裁证]员(?!会)|公民|[^法他个别]人(?:应当|须|不得|，|是)|者(?:应当|须|不得|，)"
)
#: What those who have a seat are both bound and entitled to do.
TAKES_PART = re.compile("(?:按时|积极|依法)*(?:参加|出席|列席|参与)")
HALF = 6


@dataclass(frozen=True, slots=True)
class Foreign:
    """A member of another list: its text, what it is about, and the list."""

    text: str
    pairs: frozenset[str]
    owner: KeyPoint


class Lenders:
    """The lists of a statute, whose members are wrong answers to each other."""

    def __init__(self, points: Sequence[KeyPoint]) -> None:
        """Take up the members of the lists in *points* that can stand as options."""
        self._all = [
            Foreign(text, pairs_of(text), point)
            for point in sorted(points, key=lambda each: each.section)
            for member in point.members
            if (text := short(member.content.text))
        ]
        self._sections = [each.owner.section for each in self._all]
        self.texts = frozenset(each.text for each in self._all)
        #: Every other member of each list: stated of their own list, the rest of another one.
        self.own = frozenset(text for point in points for text in _untold(point)[::2])

    def lent(
        self,
        workshop: Workshop,
        point: KeyPoint,
        members: Sequence[str],
        *,
        even_telling: bool = False,
    ) -> list[tuple[str, str]]:
        """
        Return what certainly stands outside of the list of *point*, each with where it belongs.

        Those most like *members* in length come first, then what is near. What says by itself
        that it is a right, or a duty, is left out unless *even_telling*.
        """
        if noun_of(point) == NAMELESS:
            return []
        texts = [member.content.text for member in point.members]
        around = self._all[near(self._sections, point.section, REACH)]
        owners = {id(each.owner): each.owner for each in around}
        lend = {key for key, owner in owners.items() if may_lend(point, texts, owner)}
        own = [pairs_of(text) for text in texts]
        fit = [
            each
            for each in around
            if id(each.owner) in lend
            and _is_fit(point, each, even_telling=even_telling)
            and all(is_apart(each.pairs, pairs) for pairs in own)
        ]
        middle = sorted(map(len, members))[len(members) // 2] if members else 0
        fit.sort(
            key=lambda each: (
                abs(len(each.text) - middle) // HALF,
                abs(each.owner.section - point.section),
                each.text,
            )
        )
        found = {each.text: _belongs(workshop, each) for each in fit}
        return [*found.items(), *_known(workshop, point, members)]


def _untold(point: KeyPoint) -> list[str]:
    """Return the members of a list that do not say by themselves what they are."""
    texts = [short(member.content.text) for member in point.members]
    return [text for text in texts if text and not tells(text, noun_of(point))]


def noun_of(point: KeyPoint) -> str:
    """Return what the members of the list are called: 职权, 情形; 各项 if nothing is said."""
    if head := head_of(point.topic):
        return head.sort
    match = NOUN.search(point.topic)
    return (match["noun"] if match else "") or NAMELESS


def short(text: str) -> str:
    """Return a member whole, as an option; nothing if it is too long or leans on other words."""
    text = text.strip().rstrip("；，。").strip()
    text = text.removeprefix("在本行政区域内，")
    return text if SHORTEST <= len(text) <= LONGEST and not LEANS.search(text) else ""


def may_lend(point: KeyPoint, texts: Sequence[str], owner: KeyPoint) -> bool:
    """Tell whether the list of *owner* may lend to that of *point*, whose members are *texts*."""
    if owner is point or point.topic == owner.topic or point.section == owner.section:
        return False
    head, theirs = head_of(point.topic), head_of(owner.topic)
    if head and theirs:
        return head.is_contrary_to(theirs) or _are_two_offices(head, theirs)
    topics = point.topic, owner.topic
    return (
        not (head or theirs)
        and noun_of(point) == noun_of(owner)
        and noun_of(point) not in CONDUCT
        and not any(PENAL.search(topic) for topic in topics)
        and _ask_alike(point, owner)
        and is_of_like_turn(point.topic, owner.topic)
        and not is_ground_of(owner.topic, texts)
    )


def _ask_alike(point: KeyPoint, owner: KeyPoint) -> bool:
    """Tell whether two lists are both about people, or neither; of people all conditions add up."""
    is_of_people = bool(PEOPLE.search(point.topic))
    is_alike = is_of_people is bool(PEOPLE.search(owner.topic))
    return is_alike and not (is_of_people and noun_of(point) == "条件")


def _are_two_offices(one: Head, other: Head) -> bool:
    """Tell whether two lists are of one sort and of two who cannot be the same."""
    if not one.is_of_sort_of(other) or one.name[-3:] == other.name[-3:]:
        return False
    names = [each.name.removesuffix("团") for each in (one, other)]
    if names[0].endswith(names[1]) or names[1].endswith(names[0]):
        return False
    return (families_of(one.who) - {""}).isdisjoint(families_of(other.who) - {""})


def tells(text: str, sort: str) -> bool:
    """Tell whether *text* says by itself that it is a right, or a duty, as *sort* has it."""
    return sort in TELLS and TELLS[sort].search(text) is not None


def _is_fit(point: KeyPoint, each: Foreign, *, even_telling: bool) -> bool:
    """Tell whether nothing in a member that is lent says that it is a stranger."""
    head, theirs = head_of(point.topic), head_of(each.owner.topic)
    unfit = UNFIT_AGAINST if AGAINST.search(point.topic) else SENSITIVE
    if unfit.search(each.text) or each.text in point.span.text:
        return False
    if head and theirs:
        if head.is_contrary_to(theirs):
            is_told = tells(each.text, theirs.sort) and not even_telling
            return not (is_told or TAKES_PART.match(each.text))
        return head.name not in each.text and theirs.name not in each.text
    strange = pairs_of(each.owner.topic) - set(bigrams(point.span.text))
    return not any(pair in each.text for pair in strange)


def _belongs(workshop: Workshop, each: Foreign) -> str:
    """Return where a member belongs that stands among the wrong answers."""
    place, head = workshop.source.place(each.owner.section), head_of(each.owner.topic)
    of = f"所列{head.topic}" if head else f"：{each.owner.topic}，所列"
    return f"{place}{of}之一是“{each.text}”。"


def _known(workshop: Workshop, point: KeyPoint, members: Sequence[str]) -> list[tuple[str, str]]:
    """Return what the lexicon knows to be outside of a list about congresses and deputies."""
    if head_of(point.topic) is None:
        return []
    if not (OF_CONGRESS.search(point.topic) and OWN_LAW.search(workshop.document.title)):
        return []
    national = "全国" in point.topic
    known = safe_wrong(workshop, point.topic, members)
    return [(each.text, each.reason) for each in known if not (national and "本级" in each.text)]


def is_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two texts, by their pairs of characters, are about different things."""
    least = min(len(one), len(other))
    return least > 0 and len(one & other) < max(1.0, KINSHIP * least)
