"""Make every candidate that a document's key points are good for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from question_bank.keypoints import KeyPoint, Pattern
from question_bank.questions.confusables import from_confusable
from question_bank.questions.labels import from_attributions, from_cases, from_claims, from_labelled
from question_bank.questions.listing import from_list
from question_bank.questions.parts import from_points
from question_bank.questions.phases import from_phases
from question_bank.questions.slots import (
    from_copula,
    from_frame,
    from_norm_terms,
    from_quotation,
    from_set_phrase,
    from_term,
)
from question_bank.questions.statements import from_norm
from question_bank.questions.statutory import from_enumeration, from_quantity
from question_bank.questions.workshop import Candidate, Workshop

Builder = Callable[[Workshop, KeyPoint], Iterator[Candidate | None]]
BuilderAmongSiblings = Callable[
    [Workshop, KeyPoint, Sequence[KeyPoint]], Iterator[Candidate | None]
]

BUILDERS: dict[Pattern, tuple[Builder, ...]] = {
    Pattern.LIST: (from_list,),
    Pattern.FRAME: (from_frame,),
    Pattern.LABELLED: (from_labelled,),
    Pattern.CLAIMS: (from_claims,),
    Pattern.CASES: (from_cases,),
    Pattern.PHASES: (from_phases,),
    Pattern.SET_PHRASE: (from_set_phrase,),
    Pattern.CONFUSABLE: (from_confusable,),
    Pattern.COPULA: (from_copula,),
    Pattern.QUOTATION: (from_quotation,),
    Pattern.ATTRIBUTION: (from_attributions,),
    Pattern.TERM: (from_term,),
    Pattern.NORM: (from_norm, from_norm_terms),
}
#: These draw their wrong options from key points of the same pattern.
AMONG_SIBLINGS: dict[Pattern, BuilderAmongSiblings] = {
    Pattern.POINTS: from_points,
    Pattern.NUMBER: from_quantity,
    Pattern.ENUMERATION: from_enumeration,
}


def make_candidates(workshop: Workshop, points: Sequence[KeyPoint]) -> Iterator[Candidate]:
    """Yield the candidates of all *points*, in their order."""
    for point in points:
        for builder in BUILDERS.get(point.pattern, ()):
            yield from (made for made in builder(workshop, point) if made)
        if among := AMONG_SIBLINGS.get(point.pattern):
            siblings = [other for other in points if other.pattern is point.pattern]
            yield from (made for made in among(workshop, point, siblings) if made)
