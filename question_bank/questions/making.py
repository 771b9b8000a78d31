"""Make every candidate that a document's key points are good for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from question_bank.keypoints import KeyPoint, Pattern
from question_bank.questions.confusables import from_confusable
from question_bank.questions.labels import from_attributions, from_cases, from_claims, from_labelled
from question_bank.questions.listing import from_list
from question_bank.questions.parts import among_points
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
from question_bank.questions.statutory import among_enumerations, among_numbers
from question_bank.questions.workshop import Builder, Candidate, Workshop

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
AMONG_SIBLINGS: dict[Pattern, Callable[[Sequence[KeyPoint]], Builder]] = {
    Pattern.POINTS: among_points,
    Pattern.NUMBER: among_numbers,
    Pattern.ENUMERATION: among_enumerations,
}


def make_candidates(workshop: Workshop, points: Sequence[KeyPoint]) -> Iterator[Candidate]:
    """Yield the candidates of all *points*, in their order."""
    among = {
        pattern: builder([point for point in points if point.pattern is pattern])
        for pattern, builder in AMONG_SIBLINGS.items()
    }
    for point in points:
        for builder in BUILDERS.get(point.pattern, ()):
            yield from (made for made in builder(workshop, point) if made)
        if point.pattern in among:
            yield from (made for made in among[point.pattern](workshop, point) if made)
