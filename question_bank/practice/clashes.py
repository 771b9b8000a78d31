"""
When two questions cannot stand on one paper.

They ask the same, lean on the same words of a source, read alike, or one gives the
other's answer away.
"""

from __future__ import annotations

import enum
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from question_bank.practice.normalising import normalise
from question_bank.storage.supply import Supplied

#: Stems whose runs of three characters agree to this share (Jaccard) read alike.
ALIKE: Final = 0.8
#: Shorter keys stand in other stems by chance.
SHORTEST_KEY: Final = 3
_RUN: Final = 3


class Clash(enum.StrEnum):
    """Why two questions do not go together."""

    FACT = "fact"
    SOURCE = "source"
    STEM = "stem"
    TELLS = "tells"


def clash(one: Supplied, other: Supplied) -> Clash | None:
    """
    Return why *one* and *other* cannot stand on one paper, or `None` if they can.

    The order of the two does not matter, and a question clashes with itself.
    """
    if one.question_id == other.question_id or (one.fact and one.fact == other.fact):
        return Clash.FACT
    if _overlap(one, other):
        return Clash.SOURCE
    if likeness(one.stem, other.stem) >= ALIKE:
        return Clash.STEM
    return Clash.TELLS if _tells(one, other) or _tells(other, one) else None


def likeness(one: str, other: str) -> float:
    """Return how alike two stems read: the share of common runs, 0 to 1."""
    first, second = runs(one), runs(other)
    return len(first & second) / len(first | second)


@lru_cache(maxsize=4096)
def runs(stem: str) -> frozenset[str]:
    """Return the runs of three characters of *stem* as compared, never empty."""
    text = normalise(stem.replace("**", ""))
    starts = range(max(1, len(text) - _RUN + 1))
    return frozenset(text[start : start + _RUN] for start in starts)


def _overlap(one: Supplied, other: Supplied) -> bool:
    if one.source is None or other.source is None or one.source[0] != other.source[0]:
        return False
    return max(one.source[1], other.source[1]) < min(one.source[2], other.source[2])


def _tells(one: Supplied, other: Supplied) -> bool:
    """Tell whether the stem of *one* holds an answer of *other*."""
    stem = one.stem.replace("**", "")
    return any(len(key) >= SHORTEST_KEY and key in stem for key in other.keys)


class Company:
    """
    Questions that stand on one paper, and quick answers to who else may join.

    The same as asking `clash` of each pair, without comparing all stems.
    """

    def __init__(self, taken: Iterable[Supplied] = ()) -> None:
        self._taken: dict[int, Supplied] = {}
        self._facts: dict[str, int] = {}
        self._sources: dict[int, list[int]] = defaultdict(list)
        self._runs: dict[str, list[int]] = defaultdict(list)
        for question in taken:
            self.add(question)

    def add(self, question: Supplied) -> None:
        """Let *question* in, whether it clashes or not."""
        number = question.question_id
        self._taken[number] = question
        if question.fact:
            self._facts.setdefault(question.fact, number)
        if question.source is not None:
            self._sources[question.source[0]].append(number)
        for run in runs(question.stem):
            self._runs[run].append(number)

    def refusal(self, question: Supplied) -> tuple[int, Clash] | None:
        """Return with which question, and why, *question* clashes; `None` if it may join."""
        for number in self._suspects(question):
            reason = clash(self._taken[number], question)
            if reason is not None:
                return number, reason
        return None

    def _suspects(self, question: Supplied) -> Iterator[int]:
        """Yield the questions that may clash, likeliest first; perhaps one twice."""
        if question.question_id in self._taken:
            yield question.question_id
        if question.fact in self._facts:
            yield self._facts[question.fact]
        if question.source is not None:
            yield from self._sources[question.source[0]]
        yield from self._likely_alike(question)
        yield from (number for number, other in self._taken.items() if _may_tell(other, question))

    def _likely_alike(self, question: Supplied) -> Iterator[int]:
        shared: dict[int, int] = defaultdict(int)
        own = runs(question.stem)
        for run in own:
            for number in self._runs.get(run, ()):
                shared[number] += 1
        # Fewer common runs than this cannot reach the share, however short the other is.
        yield from (number for number, count in shared.items() if count >= ALIKE * len(own))


def _may_tell(one: Supplied, other: Supplied) -> bool:
    return _tells(one, other) or _tells(other, one)
