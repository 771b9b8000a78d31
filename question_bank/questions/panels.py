"""
Changed rules of a statute, set among other rules of their chapter.

A panel sets one changed rule beside others as the statute has them and asks which does
not accord with it: the wrong options are the statute's own words, so that none of them
can be the answer, and one item goes over four rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.documents import Role, Section
from question_bank.keypoints import KeyPoint, Pattern
from question_bank.questions.labels import bigrams
from question_bank.questions.rules import (
    SURE,
    TELLING,
    article_of,
    is_taken_back,
    named,
    verdict,
)
from question_bank.questions.values import GAP, ItemType
from question_bank.questions.workshop import Candidate, Workshop, options

#: How often a false statement is set among rules, by form.
AMONG = {"binding": 1.0, "mode": 0.6, "number": 0.6, "actor": 0.6}
#: Forms that are made to stand among rules, and nowhere else.
ONLY = {"number_among", "actor_among"}
#: Bounds of a statement among others, in characters, and how much longer one may be than another.
SHORTEST, LONGEST, UNLIKE = 14, 62, 2.4
COMPANY = 3
#: How many rules on either side may be drawn.
REACH = 60
#: So much of two statements in common makes them near-twins, which point at each other.
NEAR = 0.5
#: What needs its article to be understood, or says nothing.
LEANING = re.compile(
    "本法第|[将据对]报告|第[一二三四]款|到会，听取意见|提供的(?:基本)?情况|其中|[^，]{0,10}裁定不服|特殊情况|前款|本条|本章|本节|本款|下列|以下|：|“|。|附件|附表|^[以按依根对向由]|^有关|有关规定$|规定(?:办理|执行|处理)?$|^[^，]{0,4}依法"
)
#: What nobody needs to weigh: goals, encouragement, the Party's formulas.
IDLE = re.compile("鼓励|共产党|社会主义|指导思想|为指导|坚持|弘扬|促进")
OFFICES = {Role.STATUTE_ARTICLE, Role.POINT, Role.SUBPOINT}


def from_binding(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a statement that leaves to somebody what a rule binds them to.

    Who must do a thing may do it: by itself the statement waits, since it is refuted by the
    rule's words only. Beside rules that stand as they are it can only be the answer.
    """
    slot = point.slots[0]
    yield verdict(workshop, point, "binding", slot, point.note, "要求", truth=False)


class Company:
    """The rules of a statute that may stand beside a changed one; each lends itself once."""

    def __init__(self, workshop: Workshop, points: Sequence[KeyPoint]) -> None:
        """Take from *points*, all of the statute's, the rules that can stand by themselves."""
        self._workshop = workshop
        self._rules = sorted(
            (point for point in points if _is_company(workshop, point)), key=_start
        )
        self._starts = [_start(rule) for rule in self._rules]
        self._used: set[int] = set()

    def set_among(self, made: Candidate) -> Candidate | None:
        """
        Return a false statement set among rules of its chapter.

        As it is if these are too few or another is drawn; `None` if it cannot stand alone.
        """
        changed = made.item.stem.partition("规定，")[2].removesuffix("。")
        draw = self._workshop.random("panel", made.evidence.start, made.slot)
        form = made.item.form
        alone = None if form in ONLY else made
        is_fit = made.item.truth is False and made.is_sure and _is_fit(changed)
        if not is_fit or draw.random() >= AMONG.get(form, float(form in ONLY)):
            return alone
        around = self._around(made.evidence.start)
        for scope in _scopes(self._workshop, made.section):
            near = [rule for rule in around if not scope or _stands_in(rule, scope)]
            chosen = _chosen(self._workshop, made, changed, near)
            if len(chosen) == COMPANY:
                self._used.update(map(_start, chosen))
                return _choice(self._workshop, made, changed, chosen, scope)
        return alone

    def _around(self, start: int) -> list[KeyPoint]:
        """Return the rules on either side of *start* that have not been lent."""
        here = bisect_left(self._starts, start)
        rules = self._rules[max(0, here - REACH) : here + REACH]
        return [rule for rule in rules if _start(rule) not in self._used]


def _start(point: KeyPoint) -> int:
    return point.span.start


def _is_fit(text: str) -> bool:
    return SHORTEST <= len(text) <= LONGEST and not LEANING.search(text)


def _is_company(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether a rule can stand among others as it is."""
    return (
        point.pattern is Pattern.NORM
        and point.confidence == SURE
        and _is_fit(point.span.text)
        and not IDLE.search(point.span.text)
        and not is_taken_back(workshop, point)
    )


def _scopes(workshop: Workshop, section: int) -> Iterator[Section | None]:
    """Yield what *section* stands in, from it outwards, and at last `None` for the whole statute."""
    around = [s for s in workshop.document.ancestry(section) if s.role not in OFFICES]
    yield from (section for section in reversed(around) if section.title)
    yield None


def _stands_in(point: KeyPoint, scope: Section) -> bool:
    return scope.start <= point.span.start < scope.end


def _chosen(
    workshop: Workshop, made: Candidate, changed: str, near: Sequence[KeyPoint]
) -> list[KeyPoint]:
    """Return rules of other articles, as long as *changed* and unlike each other, in text order."""
    shuffled = list(near)
    workshop.random("company", made.evidence.start).shuffle(shuffled)
    shuffled.sort(key=lambda point: not TELLING.search(point.span.text))
    articles, texts = {article_of(workshop, made.section)}, [changed]
    chosen: list[KeyPoint] = []
    for each in shuffled:
        text, article = each.span.text, article_of(workshop, each.section)
        lengths = [len(other) for other in (*texts, text)]
        is_alike = max(lengths) <= UNLIKE * min(lengths)
        if is_alike and article not in articles and not any(_is_near(text, t) for t in texts):
            chosen.append(each)
            articles.add(article)
            texts.append(text)
        if len(chosen) == COMPANY:
            break
    return sorted(chosen, key=lambda each: each.span.start)


def _is_near(one: str, other: str) -> bool:
    first, second = set(bigrams(one)), set(bigrams(other))
    return len(first & second) > NEAR * min(len(first), len(second))


def _choice(
    workshop: Workshop,
    made: Candidate,
    changed: str,
    chosen: Sequence[KeyPoint],
    scope: Section | None,
) -> Candidate:
    """Return *made*, a false statement, as the key among the rules *chosen*."""
    place = workshop.source.place
    where = f"{scope.marker}“{scope.title}”" if scope else ""
    told = made.item.explanation.partition("。")[0]
    wrong = [
        (named(workshop, each, each.span.text), f"符合{place(each.section)}的规定。")
        for each in chosen
    ]
    right = [(changed, f"{place(made.section)}：{told.partition('：')[2]}。")]
    item = replace(
        made.item,
        type=ItemType.SINGLE,
        form="panel",
        stem=f"下列说法中，**不符合**{workshop.source.noun}{where}规定的是{GAP}。",
        truth=None,
        options=options(right, wrong, workshop.random("panel-order", made.slot)),
        difficulty=3,
    )
    return replace(
        made, item=item, slot=f"panel@{made.slot}", also=tuple(each.span for each in chosen)
    )
