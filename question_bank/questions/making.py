"""Make every candidate that a document's key points are good for."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Pattern
from question_bank.questions.belonging import from_contents
from question_bank.questions.clozes import mixed
from question_bank.questions.confusables import from_confusable
from question_bank.questions.contrasts import from_contrast
from question_bank.questions.couplets import from_couplet
from question_bank.questions.figures import among_figures
from question_bank.questions.formulas import from_formula
from question_bank.questions.grounds import with_head
from question_bank.questions.keywords import from_keyword
from question_bank.questions.labels import from_attributions, from_cases, from_claims, from_labelled
from question_bank.questions.limits import from_limit
from question_bank.questions.listing import from_list
from question_bank.questions.mottoes import from_motto
from question_bank.questions.ordinals import from_ordinals
from question_bank.questions.parts import among_points
from question_bank.questions.phases import from_phases
from question_bank.questions.refrains import from_refrain
from question_bank.questions.scripts import is_traditional
from question_bank.questions.slots import (
    from_copula,
    from_frame,
    from_norm_terms,
    from_quotation,
    from_set_phrase,
    from_term,
)
from question_bank.questions.standing import stands
from question_bank.questions.statements import from_norm
from question_bank.questions.statutes import statute_candidates
from question_bank.questions.supplying import supplied
from question_bank.questions.tables import among_rows
from question_bank.questions.talk_panels import with_panels
from question_bank.questions.trimming import trimmed
from question_bank.questions.workshop import Builder, Candidate, Workshop, fact_of, grouped

BUILDERS: dict[Pattern, tuple[Builder, ...]] = {
    Pattern.LIST: (from_list,),
    Pattern.FRAME: (from_frame,),
    Pattern.LABELLED: (from_labelled,),
    Pattern.COUPLET: (from_couplet,),
    Pattern.CONTRAST: (from_contrast,),
    Pattern.KEYWORD: (from_keyword,),
    Pattern.ORDINALS: (from_ordinals,),
    Pattern.MOTTO: (from_motto,),
    Pattern.REFRAIN: (from_refrain,),
    Pattern.COUNTED: (from_formula,),
    Pattern.LIMIT: (from_limit,),
    Pattern.CLAIMS: (from_claims,),
    Pattern.CASES: (from_cases,),
    Pattern.PHASES: (from_phases,),
    Pattern.SET_PHRASE: (from_set_phrase,),
    Pattern.CONFUSABLE: (from_confusable,),
    Pattern.COPULA: (from_copula,),
    Pattern.QUOTATION: (from_quotation,),
    Pattern.ATTRIBUTION: (from_attributions,),
    Pattern.TERM: (from_term,),
    Pattern.POINTS: (from_contents,),
    Pattern.NORM: (from_norm, from_norm_terms),
}
#: These draw their wrong options from key points of the same pattern.
AMONG_SIBLINGS: dict[Pattern, Callable[[Sequence[KeyPoint]], Builder]] = {
    Pattern.POINTS: among_points,
    Pattern.FIGURE: among_figures,
    Pattern.TABLE: among_rows,
}


def make_candidates(workshop: Workshop, points: Sequence[KeyPoint]) -> Iterator[Candidate]:
    """Yield the candidates of all *points*, in their order; of a text in traditional script none is sure."""
    if workshop.source.is_statute:
        made = statute_candidates(workshop, points)
    else:
        made = with_panels(workshop, points, _of_talk(workshop, points))
    if is_traditional(workshop.document):
        made = (replace(each, is_sure=False) for each in made)
    yield from made


def _of_talk(workshop: Workshop, points: Sequence[KeyPoint]) -> Iterator[Candidate]:
    among = {
        pattern: builder([point for point in points if point.pattern is pattern])
        for pattern, builder in AMONG_SIBLINGS.items()
    }
    for point in points:
        builders = BUILDERS.get(point.pattern, ())
        if point.pattern in among:
            builders = (*builders, among[point.pattern])
        group = f"{point.pattern}@{fact_of(point)}"
        for builder in builders:
            for made in builder(workshop, point):
                if made:
                    told = mixed(supplied(workshop, trimmed(with_head(workshop, made))))
                    is_sure = told.is_sure and stands(workshop, told)
                    yield grouped(told, group, is_sure=is_sure)
