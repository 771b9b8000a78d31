"""Who does what by a statute, and with what objects."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from question_bank.keypoints import KeyPoint
from question_bank.keypoints.actors import ACTS
from question_bank.questions.clauses import bigrams
from question_bank.questions.rules import near

#: How many bodies lend themselves, and how many acts on either side are compared.
MOST_NAMES, REACH = 60, 150
#: A body that only says which budget, meeting or time is meant.
ATTRIBUTE = re.compile(
    f"(?:依法)?(?:审查和)?(?:(?:{ACTS})(?:或者|和|、)?){{1,3}}(?:[的后时前]|之日)|会议|各?代表团"
)
#: So much of an object's wording in common makes two acts one.
KINSHIP = 0.34
#: Words of names that give nothing away.
COMMON = re.compile("人民代表大会|人民|委员会|常务|会议|机关|各级|本级|地方|全国|国家|有关|代表")


@dataclass(frozen=True, slots=True)
class Acts:
    """Who is named in a statute, how often, and with which acts and objects."""

    names: Counter[str] = field(default_factory=Counter)
    usual: list[str] = field(default_factory=list)
    departments: list[str] = field(default_factory=list)
    done: dict[str, list[tuple[str, frozenset[str]]]] = field(
        default_factory=lambda: defaultdict(list)
    )
    articles: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    places: dict[str, KeyPoint] = field(default_factory=dict)
    sections: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def near(self, act: str, section: int) -> Sequence[tuple[str, frozenset[str]]]:
        """Return who does *act* around *section*, and with what objects."""
        return self.done[act][near(self.sections[act], section, REACH)]

    def add(self, point: KeyPoint) -> None:
        """Take in one key point."""
        name = point.slots[0].text
        self.names[name] += 1
        self.places.setdefault(name, point)
        self.done[act_of(point)].append((name, object_of(point)))
        self.sections[act_of(point)].append(point.section)


def act_of(point: KeyPoint) -> str:
    """Return what the body of *point* does: 批准, 选举."""
    return point.note.partition("|")[2]


def lead_of(point: KeyPoint) -> str:
    """Return how the body of *point* is named: 由, 报, or ``subject``."""
    return point.note.partition("|")[0]


def object_of(point: KeyPoint) -> frozenset[str]:
    """Return pairs of characters of the rule that say what it is about."""
    text = COMMON.sub("\n", point.span.text.replace(point.slots[0].text, "\n"))
    return frozenset(pair for piece in text.split("\n") for pair in bigrams(piece))


def are_kin(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two rules may be about the same object."""
    least = min(len(one), len(other))
    return least == 0 or len(one & other) >= KINSHIP * least
