"""
A frozen paper as one person gets it: the order, the options, the rules of marking.

The order is drawn from a seed of the attempt, so that it is the same however often
the page is shown, and another for the next person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from question_bank.practice.drawing import lay_out
from question_bank.practice.grades import Grade
from question_bank.practice.grading import grade
from question_bank.practice.responses import Response
from question_bank.practice.scoring import Scoring
from question_bank.questions.values import Item
from question_bank.storage.attempts import Drawn
from question_bank.storage.frozen import FrozenPaper, FrozenQuestion
from question_bank.storage.models.values import ScoringRule

#: Of each right tick where a paper does not say.
_PART: Decimal = Decimal("0.5")


@dataclass(frozen=True, slots=True)
class Part:
    """A section as an attempt remembers it: its title, and its slots from first to last."""

    title: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Rules:
    """
    What marking and showing an attempt needs of its paper, frozen with the attempt.

    Attributes:
        per_option: Points of each right tick under `ScoringRule.FIXED`.
        parts: In order, never empty.
    """

    rule: ScoringRule
    per_option: Decimal
    parts: tuple[Part, ...]

    def as_data(self) -> dict[str, Any]:
        """Return what `Attempt.settings` holds."""
        return {
            "rule": self.rule.value,
            "per_option": str(self.per_option),
            "parts": [[part.title, part.first, part.last] for part in self.parts],
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Rules:
        """Return what `as_data` wrote."""
        parts = tuple(Part(*part) for part in data["parts"])
        return cls(ScoringRule(data["rule"]), Decimal(data["per_option"]), parts)

    def part_of(self, slot: int) -> Part:
        """Return the section in which *slot* stands."""
        return next(part for part in self.parts if part.first <= slot <= part.last)

    def judge(self, item: Item, response: Response, points: Decimal) -> Grade:
        """Judge an answer by the paper's rule."""
        return grade(item, response, Scoring(points, self.rule, self.per_option))


def rules_of(paper: FrozenPaper) -> Rules:
    """Return the rules that attempts at *paper* are marked by."""
    parts: list[Part] = []
    for section in paper.sections:
        first = parts[-1].last + 1 if parts else 1
        parts.append(Part(section.title, first, first + len(section.questions) - 1))
    per_option = _PART if paper.part_points is None else paper.part_points
    return Rules(paper.scoring_rule, per_option, tuple(parts))


def lay_out_paper(paper: FrozenPaper, rng: Random) -> list[Drawn]:
    """Return the questions in one person's order; sections keep theirs."""
    laid_out: list[Drawn] = []
    for section in paper.sections:
        questions = list(section.questions)
        if paper.shuffle_questions:
            rng.shuffle(questions)
        laid_out += [_lay_out(each, rng, mix=paper.shuffle_options) for each in questions]
    return laid_out


def _lay_out(question: FrozenQuestion, rng: Random, *, mix: bool) -> Drawn:
    options = lay_out(question.item, rng) if mix else ()
    return Drawn(question.question_id, question.revision_id, options, question.points)
