"""The clauses of what stands under a label: which of them tells of it alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain
from operator import add

from question_bank.keypoints import Member

#: Shortest clause that may stand for a label, in characters.
SHORTEST_CLAUSE = 4
PRONOUN = re.compile("其|他们|它|这|此|该|我们|自己")
TREATED = re.compile("对([^，]{2,14}?)的(?:工作|行为|活动)")
CHINESE = re.compile("[一-鿿]{2,}")
#: A clause that only says how or what for and needs the next one.
ADVERBIAL = re.compile(
    "^(?:又|既|也|还|而|并|更|才|都|就|使|让|通过|按照|依照|以|在|为了|为|根据|围绕|结合|从|经)"
)


@lru_cache(maxsize=512)
def bigrams(text: str) -> frozenset[str]:
    """Return all pairs of neighbouring characters of *text* that are both Chinese."""
    runs = CHINESE.findall(text)
    return frozenset(chain.from_iterable(map(add, run, run[1:]) for run in runs))


#: A quality, named after its root: 计划性, 规范化.
QUALITY = re.compile("[\u4e00-\u9fff]{2,3}[性化]$")


def is_told_by_root(key: str, text: str) -> bool:
    """Tell whether *key* is a quality whose root stands in *text*: 计划性, 年度工作计划."""
    return bool(QUALITY.match(key)) and key[:-1] in text.replace(key, "")


def telling_clause(member: Member, others: Sequence[Member]) -> str:
    """
    Return the clause of the member's content that fits it alone, or nothing.

    It shares no two characters with its own label, which would give it away,
    holds no pronoun without its noun, and stands in no sibling's content.
    """
    label = member.label.text if member.label else ""
    noun = treated.group(1) if (treated := TREATED.search(member.content.text)) else ""
    good = []
    for clause in re.split("[，。；]", member.content.text):
        text = clause.strip().removeprefix("要")
        if noun and text.startswith("确保其"):
            text = "确保" + noun + text[3:]
        if (
            len(text) < SHORTEST_CLAUSE
            or ADVERBIAL.match(text)
            or text.startswith("属于")
            or "“" in text
            or PRONOUN.search(text)
            or bigrams(text) & bigrams(label)
        ):
            continue
        if not any(text in other.content.text for other in others if other is not member):
            good.append(text)
    return min(good, key=lambda text: (abs(len(text) - 12), text)) if good else ""


def plain_clause(member: Member) -> str:
    """Return a clause of the member's content that may be a wrong option for a sibling."""
    for clause in re.split("[，。；]", member.content.text):
        text = clause.strip().removeprefix("要")
        if (
            len(text) >= SHORTEST_CLAUSE
            and "“" not in text
            and not PRONOUN.search(text)
            and not ADVERBIAL.match(text)
        ):
            return text
    return ""


def label_of(member: Member) -> str:
    """Return the member's label as text."""
    return member.label.text if member.label else ""


def said_of(member: Member) -> str:
    """Return what is said of a thing first, whole where its first clause is one half: 既….."""
    first = member.content.text.partition("，")[0]
    return member.content.text if first.startswith(("既", "不仅", "不光", "不但")) else first
