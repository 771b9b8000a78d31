"""Make every candidate that a statute's key points are good for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from question_bank.keypoints import KeyPoint, Pattern
from question_bank.questions.actors import among_actors
from question_bank.questions.consequences import among_cases
from question_bank.questions.defining import (
    among_compositions,
    among_definitions,
    from_phrase,
)
from question_bank.questions.enumerated import among_enumerations
from question_bank.questions.meanings import among_meanings
from question_bank.questions.modes import among_modes
from question_bank.questions.panels import Company, from_binding, rules_of, set_among
from question_bank.questions.remainders import remaining_panels, turned_panels
from question_bank.questions.rules import SPARE, article_of
from question_bank.questions.special import kinds_of, of_its_kind
from question_bank.questions.stating import from_rule
from question_bank.questions.statutory import among_numbers
from question_bank.questions.values import ItemType
from question_bank.questions.workshop import Builder, Candidate, Workshop, grouped

BUILDERS: dict[Pattern, tuple[Builder, ...]] = {
    Pattern.SET_PHRASE: (from_phrase,),
    Pattern.NORM: (from_rule,),
    Pattern.BINDING: (from_binding,),
}
#: These draw their wrong options from key points of the same pattern.
AMONG: tuple[tuple[Pattern, Callable[[Sequence[KeyPoint]], Builder]], ...] = (
    (Pattern.NUMBER, among_numbers),
    (Pattern.MODE, among_modes),
    (Pattern.ENUMERATION, among_enumerations),
    (Pattern.ENUMERATION, among_cases),
    (Pattern.ACTOR, among_actors),
    (Pattern.DEFINITION, among_meanings),
    (Pattern.DEFINITION, among_definitions),
    (Pattern.COMPOSITION, among_compositions),
)


def _is_told_by_title(workshop: Workshop, made: Candidate) -> bool:
    """Tell whether the name of the statute, which every stem has, shows a key."""
    title = workshop.document.title
    is_asked = made.item.type is not ItemType.TRUE_FALSE
    return is_asked and any(key in title for key in made.item.keys)


def statute_candidates(workshop: Workshop, points: Sequence[KeyPoint]) -> Iterator[Candidate]:
    """Yield the candidates of all *points* of a statute, each grouped by its rule."""
    builders: dict[Pattern, list[Builder]] = {p: list(each) for p, each in BUILDERS.items()}
    for pattern, among in AMONG:
        own = among([point for point in points if point.pattern is pattern])
        builders.setdefault(pattern, []).append(own)
    company = Company(workshop, rules_of(workshop, points), "规定")
    kinds = kinds_of(workshop.document)
    spare: list[Candidate] = []
    # What leaves a duty to choice comes last: bodies, numbers and ways of deciding choose first.
    for point in sorted(points, key=lambda each: each.pattern is Pattern.BINDING):
        for builder in builders.get(point.pattern, ()):
            for alone in builder(workshop, point):
                if alone and alone.item.form == SPARE:
                    spare.append(alone)
                    continue
                made = set_among(workshop, company, alone) if alone else None
                made = of_its_kind(workshop, kinds, made) if made else None
                if made and not _is_told_by_title(workshop, made):
                    article = article_of(workshop, point.section)
                    rule = "norms" if point.pattern is Pattern.NORM else point.span.start
                    yield grouped(made, f"rule-{rule}@{article}", is_sure=made.is_sure)
    panels = turned_panels(workshop, points, company)
    for made in chain(panels, remaining_panels(workshop, points, company.used, spare)):
        article = article_of(workshop, made.section)
        yield grouped(made, f"rule-{made.evidence.start}@{article}", is_sure=made.is_sure)
