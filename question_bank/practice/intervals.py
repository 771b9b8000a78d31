"""Days until a card comes back: the least that each button gives, and a little chance."""

from __future__ import annotations

from collections.abc import Mapping

#: Where chance widens, in days, and by which share of the days within; py-fsrs's table.
_WIDENING = ((2.5, 7.0, 0.15), (7.0, 20.0, 0.1), (20.0, float("inf"), 0.05))
#: Below this many days nothing is left to chance.
_LEAST_SPREAD = 2.5

AGAIN, HARD, GOOD, EASY = 1, 2, 3, 4


def review_intervals(
    exact: Mapping[int, float], previous: int, longest: int, chance: float | None
) -> dict[int, int]:
    """
    Return the intervals of a card that was in review, by rating.

    Args:
        exact: What the memory model says for each rating, in days.
        previous: The interval that has just passed, in days.
        longest: No interval is longer.
        chance: From 0 to below 1; the same for all buttons. `None` for none.
    """
    intervals = {AGAIN: spread(exact[AGAIN], 1, longest, chance)}
    least = 1
    for rating in (HARD, GOOD, EASY):
        days = exact[rating]
        least = max(least, _least_after(days, previous, longest))
        intervals[rating] = spread(days, least, longest, chance)
        least = intervals[rating] + 1
    return intervals


def learning_intervals(
    exact: Mapping[int, float], longest: int, chance: float | None
) -> dict[int, int]:
    """Return the intervals with which a card would leave the learning steps; see above."""
    intervals = {
        rating: spread(exact[rating], 1, longest, chance) for rating in (AGAIN, HARD, GOOD)
    }
    return intervals | {EASY: spread(exact[EASY], intervals[GOOD] + 1, longest, chance)}


def spread(days: float, least: int, longest: int, chance: float | None) -> int:
    """Return *days* moved by *chance* within their range, between *least* and *longest*."""
    least = min(least, longest)
    if chance is None:
        return min(max(round(days), least), longest)
    low, high = spread_range(days)
    low = min(max(low, least), longest)
    high = min(max(high, low), longest)
    return low + int(chance * (high - low + 1))


def spread_range(days: float) -> tuple[int, int]:
    """Return the shortest and longest interval that chance may make of *days*."""
    if days < _LEAST_SPREAD:
        return round(days), round(days)
    reach = 1 + sum(share * max(min(days, end) - start, 0) for start, end, share in _WIDENING)
    return round(days - reach), round(days + reach)


def _least_after(days: float, previous: int, longest: int) -> int:
    """Return the least interval of a pass after *previous* days."""
    if round(days) > previous:
        return previous + 1
    return previous if previous <= min(spread_range(days)[1], longest) else 1
