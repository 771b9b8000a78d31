"""What judging a response yields."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from decimal import Decimal


class Outcome(enum.StrEnum):
    """
    What became of one blank, option or statement.

    A near miss earns nothing and is told apart; an extra is a wrong option that was
    ticked beside others; unmarked waits for a person.
    """

    RIGHT = "right"
    NEAR_MISS = "near_miss"
    WRONG = "wrong"
    MISSING = "missing"
    EXTRA = "extra"
    UNMARKED = "unmarked"


@dataclass(frozen=True, slots=True)
class Part:
    """
    The judgement of one blank, option or statement.

    Attributes:
        number: Of the blank or option; 0 for a statement or a text.
        outcome: What became of it.
        given: What was answered there, as typed; empty if nothing was.
        expected: The right answer; for a wrong option the empty text.
        feedback: What the item's author says about it; may be empty.
    """

    number: int
    outcome: Outcome
    given: str = ""
    expected: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class Grade:
    """
    The judgement of a response.

    Attributes:
        mark: Points earned, to three decimals; `None` until a person has marked it.
        points: Full mark.
        correct: Whether it is right in whole, whatever the mark; `None` if unmarked.
        parts: In the order of the item; options neither ticked nor right are left out.
    """

    mark: Decimal | None
    points: Decimal
    correct: bool | None
    parts: tuple[Part, ...]

    @property
    def fraction(self) -> Decimal:
        """The mark as a share of the full mark, 0 to 1; 0 while unmarked."""
        return Decimal(0) if self.mark is None else self.mark / self.points

    @property
    def near_miss(self) -> bool:
        """Whether it is wrong only by near misses."""
        others = {Outcome.RIGHT, Outcome.NEAR_MISS}
        outcomes = {part.outcome for part in self.parts}
        return Outcome.NEAR_MISS in outcomes and outcomes <= others

    @property
    def feedback(self) -> tuple[str, ...]:
        """What the author says about the parts, without empty texts."""
        return tuple(part.feedback for part in self.parts if part.feedback)
