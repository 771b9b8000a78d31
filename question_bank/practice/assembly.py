"""
Assembling a paper: so many questions for each rule, none of which clash.

Everything random comes from the caller's generator: the same seed and the same
bank give the same paper.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from question_bank.practice.clashes import Clash, Company
from question_bank.questions.values import ItemType
from question_bank.storage.frozen import Choice
from question_bank.storage.papers import SECTIONS
from question_bank.storage.supply import Supplied

_NUMERALS: Final = "一二三四"
#: Orders in which the questions are tried before a shortage is believed.
TRIES: Final = 6


@dataclass(frozen=True, slots=True)
class Demand:
    """
    One rule of a paper, with the questions that fit it.

    Attributes:
        type: Of all of them.
        count: How many are wanted, 1 or more.
        points: For each.
        pool: Each question once.
    """

    type: ItemType
    count: int
    points: Decimal
    pool: Sequence[Supplied]


@dataclass(frozen=True, slots=True)
class Picked:
    """One question of an assembled paper; *rule* is its place among the rules, or `None`."""

    question: Supplied
    points: Decimal
    rule: int | None = None


@dataclass(frozen=True, slots=True)
class Quarrel:
    """That two questions chosen by hand do not go together."""

    one: int
    other: int
    reason: Clash


@dataclass(frozen=True, slots=True)
class Assembly:
    """
    What came of the rules.

    Attributes:
        picked: In the order of the sections; in a section those chosen by hand first.
        missing: For each rule how many questions were not found.
        clashing: For each rule how many that fit it clash with what was picked.
        quarrels: Between questions chosen by hand.
    """

    picked: tuple[Picked, ...]
    missing: tuple[int, ...]
    clashing: tuple[int, ...]
    quarrels: tuple[Quarrel, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether every rule is met and nothing clashes."""
        return not any(self.missing) and not self.quarrels

    @property
    def total(self) -> Decimal:
        """Full mark of the paper."""
        return sum((each.points for each in self.picked), Decimal(0))


def assemble(
    demands: Sequence[Demand], fixed: Sequence[Picked], rng: Random, tries: int = TRIES
) -> Assembly:
    """
    Return a paper of the questions *fixed* and as many as *demands* ask for.

    Rules with the least to choose from are served first. A shortage is reported
    after *tries* orders were tried; the fullest paper found is returned.
    """
    quarrels = tuple(_quarrels(fixed))
    best: Assembly | None = None
    for _ in range(tries):
        attempt = _assemble_once(demands, fixed, quarrels, rng)
        if best is None or sum(attempt.missing) < sum(best.missing):
            best = attempt
        if not any(best.missing):
            break
    if best is None:
        raise AssertionError("at least one order is tried")
    return best


def sections_of(assembly: Assembly) -> list[tuple[ItemType, str, list[Choice]]]:
    """Return type, title (一、单选题 …) and questions of each section, in the usual order."""
    sections: list[tuple[ItemType, str, list[Choice]]] = []
    for item_type, name in SECTIONS.items():
        chosen = [
            Choice(each.question.question_id, each.question.revision_id, each.points)
            for each in assembly.picked
            if each.question.type is item_type
        ]
        if chosen:
            sections.append((item_type, f"{_NUMERALS[len(sections)]}、{name}", chosen))
    return sections


def _assemble_once(
    demands: Sequence[Demand], fixed: Sequence[Picked], quarrels: tuple[Quarrel, ...], rng: Random
) -> Assembly:
    company = Company(each.question for each in fixed)
    picked = list(fixed)
    missing, clashing = [0] * len(demands), [0] * len(demands)
    order = sorted(range(len(demands)), key=lambda at: len(demands[at].pool) - demands[at].count)
    for at in order:
        demand = demands[at]
        drawn, clashing[at] = _draw(demand, company, rng)
        missing[at] = demand.count - len(drawn)
        picked += [Picked(question, demand.points, at) for question in drawn]
    return Assembly(tuple(_in_order(picked)), tuple(missing), tuple(clashing), quarrels)


def _draw(demand: Demand, company: Company, rng: Random) -> tuple[list[Supplied], int]:
    """Return up to as many questions as wanted, and how many were refused on the way."""
    pool = sorted(demand.pool, key=lambda question: question.question_id)
    rng.shuffle(pool)
    drawn: list[Supplied] = []
    refused = 0
    used: Counter[object] = Counter()
    while pool and len(drawn) < demand.count:
        # Kinds take turns, so that a rule for all kinds is not filled with one of them.
        at = min(range(len(pool)), key=lambda place: used[pool[place].kind])
        question = pool.pop(at)
        if company.refusal(question) is not None:
            refused += 1
            continue
        company.add(question)
        drawn.append(question)
        used[question.kind] += 1
    return drawn, refused


def _in_order(picked: Sequence[Picked]) -> list[Picked]:
    """Return the questions by section; inside one as the rules stand, then by the text."""
    types = list(SECTIONS)

    def place(each: Picked) -> tuple[int, int, int]:
        rule = -1 if each.rule is None else each.rule
        return types.index(each.question.type), rule, 0

    return sorted(picked, key=place)


def _quarrels(fixed: Sequence[Picked]) -> list[Quarrel]:
    company = Company()
    found = []
    for each in fixed:
        refusal = company.refusal(each.question)
        if refusal is not None:
            found.append(Quarrel(refusal[0], each.question.question_id, refusal[1]))
        company.add(each.question)
    return found
