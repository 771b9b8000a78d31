"""
Classical statistics of a quiz and of its items.

The definitions are those of Moodle's quiz statistics report. Variances and covariances
divide by S - 1, where S is the number of attempts. A quantity that has no meaning, such
as the discrimination of an item that everybody got right, is `None`; a negative
consistency or an error ratio above 100 is said as it is.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from statistics import fmean, median

#: Below this discriminative efficiency, in per cent, an item does little.
DUBIOUS = 15
#: Up to this many attempts a quiz has neither skewness nor consistency.
_FEW = 2


@dataclass(frozen=True, slots=True)
class ItemStatistics:
    """
    How one position did; all but the covariance in per cent.

    Attributes:
        facility: Mean share of the full mark.
        deviation: Standard deviation, as a share of the full mark.
        discrimination: Correlation with the rest of the quiz, -100 to 100.
        efficiency: Its covariance with the rest, as a share of what it could be.
        covariance: With the whole quiz, in squared points.
        intended_weight: Its share of the full mark of the quiz.
        effective_weight: Its share of what the quiz tells people apart by.
    """

    facility: float | None
    deviation: float | None
    discrimination: float | None
    efficiency: float | None
    covariance: float | None
    intended_weight: float | None
    effective_weight: float | None

    @property
    def is_dubious(self) -> bool:
        """Whether the item hardly tells those who know from those who don't."""
        return self.efficiency is not None and self.efficiency < DUBIOUS


@dataclass(frozen=True, slots=True)
class QuizStatistics:
    """
    How a whole quiz did.

    Attributes:
        attempts: How many were counted.
        mean: In points.
        median: In points.
        deviation: Standard deviation, in points.
        skewness: Below 0 where most did well.
        kurtosis: In excess of the normal curve's.
        consistency: Cronbach's alpha, in per cent; may be negative.
        error_ratio: In per cent of the deviation; above 100 if consistency is negative.
        standard_error: In points.
    """

    attempts: int
    mean: float | None
    median: float | None
    deviation: float | None
    skewness: float | None
    kurtosis: float | None
    consistency: float | None
    error_ratio: float | None
    standard_error: float | None


def item_statistics(
    marks: Sequence[Sequence[float]], full_marks: Sequence[float]
) -> list[ItemStatistics]:
    """
    Return the statistics of each position.

    Args:
        marks: One row an attempt, one mark a position; unanswered is 0.
        full_marks: The most each position can earn.
    """
    totals = [math.fsum(row) for row in marks]
    columns = [[row[place] for row in marks] for place in range(len(full_marks))]
    with_total = [covariance(column, totals) for column in columns]
    spread = math.fsum(math.sqrt(each) for each in with_total if each is not None and each >= 0)
    return [
        _item(column, totals, full, math.fsum(full_marks), spread)
        for column, full in zip(columns, full_marks, strict=True)
    ]


def quiz_statistics(
    marks: Sequence[Sequence[float]], full_marks: Sequence[float]
) -> QuizStatistics:
    """Return the statistics of the quiz as a whole; arguments as for `item_statistics`."""
    totals = [math.fsum(row) for row in marks]
    variance = covariance(totals, totals)
    deviation = None if variance is None else math.sqrt(variance)
    columns = [[row[place] for row in marks] for place in range(len(full_marks))]
    consistency = _consistency(columns, totals)
    ratio = None if consistency is None else 100 * math.sqrt(1 - consistency / 100)
    return QuizStatistics(
        attempts=len(totals),
        mean=fmean(totals) if totals else None,
        median=median(totals) if totals else None,
        deviation=deviation,
        skewness=_skewness(totals),
        kurtosis=_kurtosis(totals),
        consistency=consistency,
        error_ratio=ratio,
        standard_error=None if ratio is None or deviation is None else ratio * deviation / 100,
    )


def guess_score(fractions: Sequence[Fraction]) -> float | None:
    """
    Return what blind guessing earns on average, in per cent of the full mark.

    Args:
        fractions: What each option of a single choice, or each answer to a true/false
            statement, earns; empty where guessing cannot be reckoned.
    """
    return 100 * float(sum(fractions) / len(fractions)) if fractions else None


def covariance(one: Sequence[float], other: Sequence[float]) -> float | None:
    """Return the covariance of two columns (their variance if they are the same)."""
    count = len(one)
    if count <= 1:
        return None
    first, second = fmean(one), fmean(other)
    products = ((x - first) * (y - second) for x, y in zip(one, other, strict=True))
    return math.fsum(products) / (count - 1)


def _item(
    column: Sequence[float], totals: Sequence[float], full: float, most: float, spread: float
) -> ItemStatistics:
    rest = [total - mark for total, mark in zip(totals, column, strict=True)]
    variance = covariance(column, column)
    with_total = covariance(column, totals)
    return ItemStatistics(
        facility=_percent(fmean(column), full) if column else None,
        deviation=None if variance is None else _percent(math.sqrt(variance), full),
        discrimination=_discrimination(column, rest),
        efficiency=_efficiency(column, rest),
        covariance=with_total,
        intended_weight=_percent(full, most),
        effective_weight=None
        if with_total is None or with_total < 0
        else _percent(math.sqrt(with_total), spread),
    )


def _percent(part: float, whole: float) -> float | None:
    return 100 * part / whole if whole else None


def _discrimination(column: Sequence[float], rest: Sequence[float]) -> float | None:
    variances = covariance(column, column), covariance(rest, rest)
    together = covariance(column, rest)
    if together is None or None in variances or _is_constant(column) or _is_constant(rest):
        return None
    return 100 * together / math.sqrt(math.prod(each or 0 for each in variances))


def _efficiency(column: Sequence[float], rest: Sequence[float]) -> float | None:
    together, most = covariance(column, rest), covariance(sorted(column), sorted(rest))
    if together is None or most is None or _is_constant(column) or _is_constant(rest):
        return None
    return _percent(together, most)


def _is_constant(column: Sequence[float]) -> bool:
    """Return whether all are equal but for the last bits that adding up may leave."""
    return all(math.isclose(x, y, rel_tol=1e-9, abs_tol=1e-9) for x, y in pairwise(column))


def _consistency(columns: Sequence[Sequence[float]], totals: Sequence[float]) -> float | None:
    """Return Cronbach's alpha in per cent."""
    count = len(columns)
    whole = covariance(totals, totals)
    if count <= 1 or len(totals) <= _FEW or whole is None or _is_constant(totals):
        return None
    parts = math.fsum(covariance(column, column) or 0 for column in columns)
    return 100 * count / (count - 1) * (1 - parts / whole)


def _moment(values: Sequence[float], power: int) -> float:
    middle = fmean(values)
    return math.fsum((value - middle) ** power for value in values) / len(values)


def _skewness(totals: Sequence[float]) -> float | None:
    """Return k3 / k2^1.5, with Fisher's k statistics."""
    count = len(totals)
    if count <= _FEW or _is_constant(totals):
        return None
    k2 = count * _moment(totals, 2) / (count - 1)
    k3 = count**2 * _moment(totals, 3) / ((count - 1) * (count - 2))
    return float(k3 / k2**1.5)


def _kurtosis(totals: Sequence[float]) -> float | None:
    """Return k4 / k2², with Fisher's k statistics."""
    count = len(totals)
    if count <= _FEW + 1 or _is_constant(totals):
        return None
    m2, m4 = _moment(totals, 2), _moment(totals, 4)
    k2 = count * m2 / (count - 1)
    k4 = count**2 * ((count + 1) * m4 - 3 * (count - 1) * m2**2)
    return float(k4 / ((count - 1) * (count - 2) * (count - 3)) / k2**2)
