"""False statements on a talk, set among what it says elsewhere, and what is left of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from question_bank.keypoints import Pattern, Span
from question_bank.keypoints.bindings import ALLOWS, BINDS, bound_at
from question_bank.questions.panels import Company, Statement, is_fit
from question_bank.questions.standing import LEAD
from question_bank.questions.workshop import Candidate, Workshop

#: Forms of false statements on a talk that are changed in one element.
CHANGED_IN_TALKS = frozenset({"figure", "statement", "couplet"})
#: What a statement of a talk says if it lays something down.
LAYS_DOWN = re.compile("应当|必须|不得|不能|可以|有权|不受|由|须|是|要")
#: What is said to a hall.
SPOKEN = re.compile("[我你咱谁]|大家|[？！]|什么|怎么")


def with_panels(workshop: Workshop, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Yield the *candidates* of a talk, and its false statements once more among true ones."""
    kept = list(candidates)
    yield from kept
    stated = [
        Statement(said, span, made.section, span.start)
        for made in kept
        if made.item.truth and made.is_sure and made.item.form == "statement"
        for said, span in [(said_in(made), _proof(made))]
        if is_fit(said) and not SPOKEN.search(said) and LAYS_DOWN.search(said)
    ]
    company = Company(workshop, stated, "内容")
    for made in kept:
        if made.item.truth is False and made.is_sure and made.item.form in CHANGED_IN_TALKS:
            panel = company.gathered(made, said_in(made), made.evidence.start)
            if panel:
                yield _apart(panel)
    starts = {each.span.start for each in stated}
    for made in kept:
        if made.evidence.start in starts and made.evidence.start not in company.used:
            turned = _turned(made)
            panel = turned and company.gathered(turned, said_in(turned), made.evidence.start)
            if panel:
                company.lend(made.evidence.start)
                yield _apart(panel)


def _apart(panel: Candidate) -> Candidate:
    """Return *panel* as what goes over several statements, not as one more item on its key's."""
    return replace(panel, pattern=Pattern.NORM, group=f"panel-{panel.group}")


def _turned(made: Candidate) -> Candidate | None:
    """Return a true statement that binds somebody, with what it binds them to left to them."""
    said = said_in(made)
    at = bound_at(said)
    if at is None or made.item.form != "statement":
        return None
    changed = f"{said[:at]}{ALLOWS}{said[at + len(BINDS) :]}"
    item = replace(
        made.item,
        stem=made.item.stem.replace(said, changed),
        truth=False,
        explanation=f"改动的是要求：应为“{BINDS}”，不是“{ALLOWS}”。{made.item.explanation}",
    )
    return replace(made, item=item, slot=f"bound-{made.slot}")


def said_in(made: Candidate) -> str:
    """Return what a statement on a talk says, without where it is said and without its stop."""
    lead = LEAD.match(made.item.stem)
    return made.item.stem[lead.end() if lead else 0 :].removesuffix("。")


def _proof(made: Candidate) -> Span:
    return Span(made.evidence.start, made.evidence.end, made.evidence.quote)
