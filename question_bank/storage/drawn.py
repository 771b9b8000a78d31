"""What an attempt is made of, as values: what was drawn, what is asked, what was judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from question_bank.questions.values import Item


@dataclass(frozen=True, slots=True)
class Drawn:
    """
    One question of an attempt.

    Attributes:
        options: Numbers of the options in the order shown; empty for the item's own.
        points: Full mark.
    """

    question_id: int
    revision_id: int
    options: tuple[int, ...] = ()
    points: Decimal = Decimal(1)

    def as_data(self) -> dict[str, Any]:
        """Return what `Attempt.layout` holds."""
        return {
            "question": self.question_id,
            "revision": self.revision_id,
            "options": list(self.options),
            "points": str(self.points),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Drawn:
        """Return what `as_data` wrote."""
        points = Decimal(data["points"])
        return cls(data["question"], data["revision"], tuple(data["options"]), points)


@dataclass(frozen=True, slots=True)
class Asked:
    """
    One question of an attempt with the wording that was drawn.

    Attributes:
        source: ``{"document_version_id", "start", "end", "quote"}`` or `None`.
        is_signed: Whether a reviewer has accepted this very wording.
    """

    drawn: Drawn
    item: Item
    source: Mapping[str, Any] | None
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """
    An answer with its judgement, as it is stored.

    Attributes:
        response: What was sent.
        mark: `None` until a person has marked it, as `correct` is.
        submission_id: Made by the page; the same answer sent twice counts once.
        duration_ms: From the question to the answer, where it is known.
    """

    response: dict[str, Any]
    mark: Decimal | None
    max_mark: Decimal
    correct: bool | None
    near_miss: bool
    submission_id: str | None = None
    duration_ms: int | None = None
