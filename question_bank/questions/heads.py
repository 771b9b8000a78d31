"""Who has what a numbered list of an article holds: 代表享有下列权利, 成员大会……行使下列职权."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

#: How a list of rights, duties or powers is announced.
OPENING = re.compile(
    "^(?P<who>.{2,90}?)(?P<comma>，?)(?:依法)?(?P<must>应当)?(?P<verb>享有|履行|行使|承担|负有|有)(?:下列|以下)(?P<noun>[^，；]{0,6}?(?P<sort>权利|义务|职权|职责))$"
)
#: Where the name ends of those whose list it is, if more is said of them before the verb.
NAMED = re.compile(
    "^(?!除|为|对|在|根据|按照|依照|经(?![营济办])|因|凡)(?P<who>[^，；：]{2,20}?)(?:由|是|为|负责|按照|依照|根据|主管|进行|从事|开展|对|在|作为|应当|依法|代表(?!大)|组织[^，]|领导[^，])"
)
SET_UP = re.compile("^[^，]{2,24}?设立?(?P<who>[^，；]{2,16})$")
#: What a name of people or bodies ends with.
SOMEBODY = re.compile(
    "(?:[员者人会院长社方团站校军家]|机关|政府|部门|单位|公司|企业|组织|机构|警察|法官|检察官|代表|医师|教师|学生|中心|银行|协会)$"
)
#: A list that goes beyond another one, or that is no whole sentence's.
BEYOND = re.compile("[还也并]$|同时$|^(?:除|为|对|在|根据|按照|依照|经(?![营济办])|因)")
#: What a list is for, before it is said whose it is.
PURPOSE = re.compile("^为了?[^，]+，")
#: A case in which alone the list holds.
IN_CASE = re.compile("[时后前的](?:，|$|可以$)")
#: Duties are no rights; powers and tasks are told apart by nobody.
LONGEST = 40
CONTRARY = {"权利": "义务", "义务": "权利"}
OFFICES = frozenset({"职权", "职责"})


@dataclass(frozen=True, slots=True)
class Head:
    """
    What announces a list of rights, duties or powers.

    Attributes:
        who: Whose they are, with the words that belong to the name: 代表, 医师在执业活动中.
        verb: 享有, 应当履行.
        noun: What they are called: 权利, 安全保护义务.
        sort: The last word of that: 权利, 义务, 职权 or 职责.
    """

    who: str
    verb: str
    noun: str
    sort: str

    @property
    def topic(self) -> str:
        """What the list is a list of: 代表应当履行的义务."""
        return f"{self.who}{self.verb}的{self.noun}"

    @property
    def name(self) -> str:
        """Who has them, by the last word of the name: 代表 of 出席会议的代表."""
        return self.who.partition("在")[0].rpartition("的")[2]

    def is_contrary_to(self, other: Head) -> bool:
        """Tell whether one list has the rights and the other the duties of the same."""
        return CONTRARY.get(self.sort) == other.sort and self.name == other.name

    def is_of_sort_of(self, other: Head) -> bool:
        """Tell whether both lists are of rights, of duties or of what an office does."""
        return self.sort == other.sort or OFFICES.issuperset({self.sort, other.sort})


@lru_cache(maxsize=512)
def head_of(topic: str) -> Head | None:
    """Return whose list *topic* announces and of what; `None` for other lists."""
    match = OPENING.match(topic)
    if match is None:
        return None
    who = _name_in(match["who"], is_clause=bool(match["comma"]))
    if not who or len(who) > LONGEST or BEYOND.search(who):
        return None
    verb = f"{match['must'] or ''}{match['verb']}"
    return Head(who, verb, match["noun"], match["sort"])


def _name_in(who: str, *, is_clause: bool) -> str:
    """Return the name in *who*, of which more may be said after it; nothing if none is told."""
    who = PURPOSE.sub("", who)
    if "，" not in who and not is_clause:
        return who
    if IN_CASE.search(who):
        return ""
    first = who.partition("，")[0]
    match = SET_UP.match(first) or NAMED.match(first)
    found = match["who"] if match else first
    return found if SOMEBODY.search(found) else ""
