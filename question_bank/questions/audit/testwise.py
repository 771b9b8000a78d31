"""
The test-wise reader: what somebody scores who knows nothing but how tests are written.

Source: the three habits that handbooks of item writing warn of. The reader drops
options with absolute words, then prefers the longest option and the one most like
the stem; where the habits disagree or several options tie, the choice is split.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from question_bank.questions.values import Item, ItemType, Option


@dataclass(frozen=True, slots=True)
class ReaderScore:
    """
    How the reader did on the single choice items with one number of options.

    Attributes:
        options: Options an item has.
        items: Items read, 1 or more.
        score: Share expected right, 0 to 1.
        chance: Share right by guessing.
    """

    options: int
    items: int
    score: float
    chance: float


def score_reader(items: Iterable[Item], absolute: Collection[str]) -> tuple[ReaderScore, ...]:
    """
    Return the reader's scores, fewest options first; items of one size are pooled.

    Args:
        items: Of any type; only single choice is read.
        absolute: Words that make a statement absolute (一律, 绝对 …).
    """
    scores: dict[int, list[Fraction]] = {}
    for item in items:
        if item.type is ItemType.SINGLE and item.options:
            scores.setdefault(len(item.options), []).append(expected_score(item, absolute))
    return tuple(
        ReaderScore(size, len(found), float(sum(found) / len(found)), 1 / size)
        for size, found in sorted(scores.items())
    )


def expected_score(item: Item, absolute: Collection[str]) -> Fraction:
    """Return the chance, 0 to 1, that the reader ticks the key of a single choice *item*."""
    chosen = _chosen(item.stem, item.options, absolute)
    return Fraction(sum(option.correct for option in chosen), len(chosen))


def _chosen(stem: str, options: Sequence[Option], absolute: Collection[str]) -> Sequence[Option]:
    """Return the options between which the reader cannot decide; never empty."""
    plain = [each for each in options if not any(word in each.text for word in absolute)]
    left = plain or list(options)
    votes = [Fraction(0)] * len(left)
    for liking in ([len(each.text) for each in left], _likeness_to(stem, left)):
        best = [place for place, value in enumerate(liking) if value == max(liking)]
        for place in best:
            votes[place] += Fraction(1, len(best))
    return [each for each, vote in zip(left, votes, strict=True) if vote == max(votes)]


def _likeness_to(stem: str, options: Sequence[Option]) -> list[Fraction]:
    """Return for each option the share of its pairs of characters that the stem has, too."""
    known = set(pairwise(stem))
    shares = []
    for option in options:
        pairs = set(pairwise(option.text))
        shares.append(Fraction(len(pairs & known), len(pairs)) if pairs else Fraction(0))
    return shares
