"""
What an answer earns, in exact decimals.

The rules for an incomplete multiple choice are those of the item statistics page's
test vector; each of them gives nothing as soon as one wrong option is ticked.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_HALF_UP, Decimal
from fractions import Fraction

from question_bank.storage.models.values import ScoringRule

#: Marks are kept to three decimals: a third of a point is 0.333.
MARK_STEP = Decimal("0.001")


@dataclass(frozen=True, slots=True)
class Scoring:
    """
    What a paper says about marks.

    Attributes:
        points: Full mark of the question, above 0.
        rule: What a multiple choice earns when right options were left out.
        per_option: Points of each right option under `ScoringRule.FIXED`.
    """

    points: Decimal = Decimal(1)
    rule: ScoringRule = ScoringRule.ALL_OR_NOTHING
    per_option: Decimal = Decimal("0.5")


def share_of(points: Decimal, right: int, total: int) -> Decimal:
    """Return *right* of *total* equal parts of *points*, half a step rounded up."""
    share = Fraction(points) * right / total
    return (Decimal(share.numerator) / Decimal(share.denominator)).quantize(
        MARK_STEP, ROUND_HALF_UP
    )


def mark_of_multiple(scoring: Scoring, right: int, wrong: int, keys: int) -> Decimal:
    """
    Return what a multiple choice earns.

    Args:
        scoring: The paper's rule.
        right: How many right options were ticked.
        wrong: How many wrong options were ticked.
        keys: How many options are right, at least 1.
    """
    if wrong or not right:
        return Decimal(0)
    if right == keys:
        return scoring.points
    return _mark_of_incomplete(scoring, right, keys)


def _mark_of_incomplete(scoring: Scoring, right: int, keys: int) -> Decimal:
    """Return what some, but not all, of the right options earn."""
    match scoring.rule:
        case ScoringRule.ALL_OR_NOTHING:
            return Decimal(0)
        case ScoringRule.HALF:
            return _half(scoring.points)
        case ScoringRule.FIXED:
            return min(scoring.per_option * right, scoring.points)
        case ScoringRule.PROPORTIONAL:
            return share_of(scoring.points, right, keys)


def _half(points: Decimal) -> Decimal:
    """Return half of *points*, rounded up to a whole point; 0 where that would be all."""
    return Decimal(0) if points <= 1 else (points / 2).to_integral_value(ROUND_CEILING)
