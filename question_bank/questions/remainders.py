"""
What is left of a statute: its rules that nothing else asks about, set in panels for a trainer.

A trainer reads one panel that goes over four rules sooner than four statements that are
all true. What is changed in them is a word that binds, allows or forbids, whatever the rule
is about: weaker than what is published, so that they wait.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Pattern, Span
from question_bank.keypoints.bindings import BOUND, EFFORT, MODAL, TOLD
from question_bank.keypoints.modals import PLAIN
from question_bank.questions.panels import Bounds, Company, Statement, is_fit
from question_bank.questions.rules import article_of, named, verdict
from question_bank.questions.workshop import Candidate, Workshop

#: Panels that wait may be longer and less even than those that are published.
LOOSE = Bounds(longest=90, unlike=2.9, near=0.7)
#: What a word that binds, allows or forbids is turned into.
TURNS = {"应当": "可以", "必须": "可以", "不得": "可以", "可以": "应当", "有权": "无权"}
#: How much more a panel is worth than one rule stated; so much less where few weigh its change.
MORE = 0.12
BINDING = frozenset({"应当", "必须"})
#: What `_doubts` gives where few would weigh the change.
IDLE = 2


def remaining_panels(
    workshop: Workshop, points: Sequence[KeyPoint], lent: Collection[int]
) -> Iterator[Candidate]:
    """Yield panels of the rules among *points* that do not begin at *lent*; each stands in one."""
    rules = [point for point in points if _is_left(point, lent)]
    company = Company(workshop, (_stated(workshop, rule) for rule in rules), "规定", LOOSE)
    turned = [(rule, slot) for rule in rules if (slot := _turned(rule)) is not None]
    for rule, slot in sorted(turned, key=_doubts):
        if rule.span.start in company.used:
            continue
        made = verdict(
            workshop, rule, "turned", slot, TURNS[slot.text], "要求", truth=False, is_sure=False
        )
        changed = made.item.stem.partition("规定，")[2].removesuffix("。")
        panel = company.gathered(made, changed, article_of(workshop, rule.section))
        if panel:
            company.lend(rule.span.start)
            more = MORE if _doubts((rule, slot)) < IDLE else -MORE
            yield replace(panel, importance=panel.importance + more)


def _is_left(point: KeyPoint, lent: Collection[int]) -> bool:
    is_rule = (
        point.pattern is Pattern.NORM and not point.topic and is_fit(point.span.text, LOOSE.longest)
    )
    return is_rule and point.span.start not in lent


def _stated(workshop: Workshop, point: KeyPoint) -> Statement:
    text = named(workshop, point, point.span.text)
    return Statement(text, point.span, point.section, article_of(workshop, point.section))


def _doubts(turned: tuple[KeyPoint, Span]) -> int:
    """
    Return how little a reader weighs a change: least where an act is done or not done.

    Most where an effort is asked for (可以加强) or nobody would allow a thing (可以泄露).
    """
    text, word = turned[0].span.text, turned[1].text
    told = (EFFORT, TOLD) if word in BINDING else (PLAIN,)
    if any(each.search(text) for each in told):
        return IDLE
    return 0 if BOUND.search(text) else 1


def _turned(point: KeyPoint) -> Span | None:
    """Return the one word by which a rule binds, allows or forbids; `None` if it has several."""
    found = list(MODAL.finditer(point.span.text))
    if len(found) != 1 or found[0].group() not in TURNS:
        return None
    start = point.span.start
    return Span(start + found[0].start(), start + found[0].end(), found[0].group())
