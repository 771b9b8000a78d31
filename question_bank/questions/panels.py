"""
Changed statements, set among others of their chapter or part.

A panel sets one changed statement beside others as the source has them and asks which does
not accord with it: the wrong options are the source's own words, so that none of them can
be the answer, and one item goes over four rules.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from question_bank.documents import Section
from question_bank.keypoints import KeyPoint, Pattern, Span
from question_bank.keypoints.bindings import ALLOWS, PRIVATE
from question_bank.questions.balance import APPROVED, NUMBERED
from question_bank.questions.clauses import bigrams
from question_bank.questions.rules import (
    SURE,
    TELLING,
    article_of,
    is_taken_back,
    named,
    verdict,
)
from question_bank.questions.special import (
    OFFICES,
    is_of_special_case,
    kinds_of,
    unnamed_kinds,
)
from question_bank.questions.values import GAP, ItemType
from question_bank.questions.workshop import Candidate, Workshop, options

#: How often a false statement is set among rules, by form; one that ends in an approval always is,
#: since few laws have true ones to balance it.
AMONG = {"binding": 1.0, "mode": 0.6, "actor": 0.6}
#: Forms that are made to stand among rules, and nowhere else.
ONLY = {"binding", "number_among", "actor_among"}
SHORTEST = 14
COMPANY = 3
#: How often a statement that allows something stands beside a changed one that does not.
ALLOWING = 0.6
#: How many rules on either side may be drawn.
REACH = 60
#: What needs its article to be understood, or says nothing; each begins with a character of its
#: own, which `re` looks for first.
LEANING = re.compile(
    '第（|该|将其|前[一二两三]条|本社(?!区|会)|对其|具体[^，]{2,8}办法|本法第|第[一二三四]款|其中|前款|本条|本章|本节|本款|下列|以下|：|“|"|。|……|附件|附表|规定(?:办理|执行|处理)?$|[为是]$|如下$'
)
#: How what needs its article may begin.
LEANS = re.compile(
    "[以按依根对向由经]|应当|可以|必须|不得|[^，]{1,10}的，|有关|其他|[^，]{0,4}依法"
)
#: What nobody needs to weigh: goals, encouragement, the Party's formulas.
IDLE = re.compile("鼓励|共产党|社会主义|指导思想|为指导|坚持|弘扬|促进")
#: What an explanation says of the element that was changed.
CHANGE = re.compile("应为“[^”]*”，不是“[^”]*”")
#: The same of a word that binds, allows or forbids: by itself it changes too little of a rule.
OF_LEAVE = re.compile("应为“(?:可以|应当|必须|不得)”，不是“(?:可以|应当|必须|不得)”")
#: Titles that several chapters of a long law have.
SAYS_NOTHING = re.compile("(?:一般|其他|特别|基本)?规定|通则")
#: Words that bind or allow; one that a changed statement alone has would point at it.
MODAL = re.compile("可以|应当|必须|不得")
#: What stands for all numbers.
FIGURE = "number"
#: The number that an article begins with, and what shows that something was said before.
ARTICLE, PAUSE = re.compile("^第[^　 ]{1,10}条[　 ]*"), re.compile("[，；。：]")
#: What a rule is about, before what becomes of it; rules for all, whatever stands before.
SUBJECT = re.compile(
    "[^，；：]{2,30}?(?=应当|可以|必须|不得|有权|由|自|在|经|向|报|对|将|依法|[为是]|$|[，；：])"
)
OF_ALL = re.compile("国家(?!机关)|国务院|全国|任何")


@dataclass(frozen=True, slots=True)
class Bounds:
    """
    How like each other the statements of a panel are.

    Attributes:
        longest: Longest one, in characters.
        unlike: So many times as long as another may one be.
        near: So much of two in common makes them near-twins, which point at each other.
        fewest: Fewest statements that are company enough.
    """

    longest: int = 62
    unlike: float = 2.4
    near: float = 0.5
    fewest: int = COMPANY


STRICT = Bounds()


class Statement(NamedTuple):
    """
    What the source says, as an option; two of one *unit*, an article or a sentence, never meet.

    A tuple, since so many are made.
    """

    text: str
    span: Span
    section: int
    unit: int


class Company:
    """Statements of the source that may stand beside a changed one; each lends itself once."""

    def __init__(
        self,
        workshop: Workshop,
        statements: Iterable[Statement],
        what: str,
        bounds: Bounds = STRICT,
    ) -> None:
        """Take in *statements*; *what* the source has them for: 规定, 内容."""
        self._workshop, self._what, self._bounds = workshop, what, bounds
        self._all = sorted(statements, key=_start)
        self._starts = [_start(each) for each in self._all]
        # Its marks, and whether nobody may hold it wrong: neighbours ask for them again and again.
        self._looks = {
            each.span.start: (_marks(each.text), TELLING.search(each.text) is None)
            for each in self._all
        }
        self._distinct_looks = frozenset(self._looks.values())
        self._used: set[int] = set()
        self._kinds = kinds_of(workshop.document) if workshop.source.is_statute else {}
        self._bounds_of = {
            each.span.start: self._unnamed(each.section, each.text) for each in self._all
        }

    def _unnamed(self, section: int, text: str) -> frozenset[int]:
        """Return the chapters around *section* that a stem must name so that *text* is true."""
        return unnamed_kinds(self._workshop.document, self._kinds, section, text)

    @property
    def used(self) -> Collection[int]:
        """Where the statements begin that have been lent by now; grows as more are."""
        return self._used

    def lend(self, start: int) -> None:
        """Set aside the statement that begins at *start*."""
        self._used.add(start)

    def gathered(self, made: Candidate, changed: str, unit: int) -> Candidate | None:
        """
        Return *made*, a false statement that says *changed*, among three of its surroundings.

        These are of other units, about as long and unlike each other. Those that bind or
        allow in the same words, or have numbers as it does, come first, and how many are
        shorter is drawn: else 可以, a number or being the shortest would tell which statement
        was changed. Where no other has the like, such a panel may wait for a trainer at most.
        """
        if not is_fit(changed, self._bounds.longest):
            return None
        around = self._around(made.evidence.start)
        draw = self._workshop.random("company", made.evidence.start)
        draw.shuffle(around)
        own = _marks(changed)
        # There are few looks, so that they are ranked once and not for every neighbour.
        rank = {look: (len(look[0] ^ own), look[1]) for look in self._distinct_looks}
        around.sort(key=lambda each: rank[self._looks[each.span.start]])
        if ALLOWS not in own and draw.random() < ALLOWING:
            around = self._allowing_first(around)
        shorter = draw.randint(0, COMPANY)
        own_kinds = self._unnamed(made.section, changed)
        scopes = [s for s in _scopes(self._workshop, made.section) if own_kinds <= _told_by(s)]
        within = [self._named(_within(around, scope), scope) for scope in scopes]
        rooms = ({True: shorter, False: COMPANY - shorter}, {True: COMPANY, False: COMPANY})
        for fewest, room in product(dict.fromkeys((COMPANY, self._bounds.fewest)), rooms):
            for scope, near in zip(scopes, within, strict=True):
                chosen = self._drawn((changed, unit), near, room)
                is_told = made.is_sure and points_at(changed, [each.text for each in chosen])
                if len(chosen) >= fewest and not is_told:
                    self._used.update(map(_start, chosen))
                    return self._choice(made, changed, sorted(chosen, key=_start), scope)
        return None

    def _named(self, among: Sequence[Statement], scope: Section | None) -> list[Statement]:
        """Return those of *among* that are true as they stand beside the name of *scope*."""
        told = _told_by(scope)
        return [each for each in among if self._bounds_of[each.span.start] <= told]

    def _allowing_first(self, around: list[Statement]) -> list[Statement]:
        """Return *around* with the first one that allows something before the others."""
        first = next((s for s in around if ALLOWS in self._looks[s.span.start][0]), None)
        return [first, *(each for each in around if each != first)] if first else around

    def _drawn(
        self, changed: tuple[str, int], among: Sequence[Statement], room: Mapping[bool, int]
    ) -> list[Statement]:
        """Return the first that fit; *room* says how many may be shorter than *changed*, or not."""
        texts, units, size = [changed[0]], {changed[1]}, len(changed[0])
        left, chosen = dict(room), list[Statement]()
        for each in among:
            is_shorter = len(each.text) < size
            if left[is_shorter] and each.unit not in units and self._goes_with(each.text, texts):
                left[is_shorter] -= 1
                chosen.append(each)
                units.add(each.unit)
                texts.append(each.text)
            if len(chosen) == COMPANY:
                break
        return chosen

    def _goes_with(self, text: str, texts: Sequence[str]) -> bool:
        """Tell whether *text* is about as long as *texts* and no near-twin of one of them."""
        lengths = list(map(len, (*texts, text)))
        is_alike = max(lengths) <= self._bounds.unlike * min(lengths)
        return is_alike and not any(_is_near(text, other, self._bounds.near) for other in texts)

    def _around(self, start: int) -> list[Statement]:
        """Return the statements on either side of *start* that have not been lent."""
        here = bisect_left(self._starts, start)
        near = slice(max(0, here - REACH), here + REACH)
        pairs = zip(self._starts[near], self._all[near], strict=True)
        return [each for start, each in pairs if start not in self._used]

    def _choice(
        self, made: Candidate, changed: str, chosen: Sequence[Statement], scope: Section | None
    ) -> Candidate:
        source = self._workshop.source
        told = CHANGE.search(made.item.explanation)
        shown = told.group() if told else f"原文是“{made.evidence.quote}”"
        wrong = [
            (each.text, f"符合{source.place(each.section)}的{self._what}。") for each in chosen
        ]
        right = [(changed, f"{source.place(made.section)}：{shown}。")]
        item = replace(
            made.item,
            type=ItemType.SINGLE,
            form="panel",
            stem=f"下列说法中，**不符合**{_where(self._workshop, scope)}{self._what}的是{GAP}。",
            truth=None,
            options=options(right, wrong, self._workshop.random("panel-order", made.slot)),
            difficulty=3,
        )
        return replace(
            made, item=item, slot=f"panel@{made.slot}", also=tuple(each.span for each in chosen)
        )


def rules_of(workshop: Workshop, points: Sequence[KeyPoint]) -> Iterator[Statement]:
    """Yield the rules of a statute that can stand among others as they are."""
    for point in points:
        if _is_company(workshop, point):
            text = named(workshop, point, point.span.text)
            unit = article_of(workshop, point.section)
            yield Statement(text, point.span, point.section, unit)


def set_among(workshop: Workshop, company: Company, made: Candidate) -> Candidate | None:
    """
    Return a false statement on a rule set among rules of its chapter.

    As it is if these are too few or another is drawn, or if only what binds or allows was changed;
    `None` if it cannot stand alone. What leaves a duty to choice waits even there.
    """
    form = made.item.form
    alone = None if form in ONLY else made
    is_of_leave = OF_LEAVE.search(made.item.explanation) is not None
    if made.item.truth is not False or not made.is_sure or (is_of_leave and alone):
        return alone
    quote = made.evidence.quote
    if is_of_special_case(workshop, made.section, made.evidence.start, quote):
        return alone
    often = 1.0 if APPROVED.search(made.item.stem) else AMONG.get(form, float(form in ONLY))
    if not _is_drawn(workshop, made, often):
        return alone
    changed = made.item.stem.partition("规定，")[2].removesuffix("。")
    panel = company.gathered(made, changed, article_of(workshop, made.section))
    return replace(panel, is_sure=False) if panel and is_of_leave else panel or alone


def _is_drawn(workshop: Workshop, made: Candidate, often: float) -> bool:
    """Tell whether *made* is one of the share *often*; nothing is drawn where all or none are."""
    if often in {0.0, 1.0}:
        return often == 1.0
    return workshop.random("panel", made.evidence.start, made.slot).random() < often


def _where(workshop: Workshop, scope: Section | None) -> str:
    """Return what *scope* is called in a stem: 《审计法》第二章“审计机关”, 讲话第二部分."""
    if scope is None:
        return workshop.source.noun
    if workshop.source.is_statute:
        return f"{workshop.source.noun}{scope.marker}“{scope.title}”"
    return workshop.source.place(scope.index)


def _told_by(scope: Section | None) -> frozenset[int]:
    """Return the chapter that the stem of a panel names, if it names one."""
    return frozenset() if scope is None else frozenset((scope.index,))


def _start(each: Statement) -> int:
    return each.span.start


def is_fit(text: str, longest: int = STRICT.longest) -> bool:
    """Tell whether *text* can be an option: short, whole, and about no other place."""
    is_short = SHORTEST <= len(text) <= longest
    return is_short and not (LEANS.match(text) or LEANING.search(text))


def from_binding(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a statement that leaves to somebody what a rule binds them to.

    Who must do a thing may do it: the statement is refuted by the rule's words only. Beside rules
    that stand as they are it can only be the answer; there it waits for a trainer. What private
    persons must do is not asked so.
    """
    slot = point.slots[0]
    before = point.span.text[: slot.start - point.span.start]
    if not PRIVATE.search(before.rstrip("，").rpartition("，")[2]):
        yield verdict(workshop, point, "binding", slot, point.note, "要求", truth=False)


def _is_company(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether a rule can stand among others as it is."""
    return (
        point.pattern is Pattern.NORM
        and point.confidence == SURE
        and not point.topic
        and is_fit(point.span.text)
        and not IDLE.search(point.span.text)
        and _has_its_subject(workshop, point)
        and not is_taken_back(workshop, point)
    )


def _has_its_subject(workshop: Workshop, point: KeyPoint) -> bool:
    """
    Tell whether a rule opens its article, or is about whom or what the rule is that opens it.

    A later one may be about what the first one named: 招收学员的年龄 is that of 军队院校.
    """
    if is_of_special_case(workshop, point.section, point.span.start, point.span.text):
        return False
    article = workshop.document.sections[article_of(workshop, point.section)]
    before = workshop.document.clean_text[article.start : point.span.start]
    opening = ARTICLE.sub("", before)
    is_first = not PAUSE.search(opening)
    subject = SUBJECT.match(point.span.text)
    return (
        is_first
        or (subject is not None and opening.startswith(subject.group()))
        or bool(OF_ALL.match(point.span.text))
    )


def _scopes(workshop: Workshop, section: int) -> Iterator[Section | None]:
    """Yield what *section* stands in, from it outwards, and at last `None` for the whole statute."""
    around = [s for s in workshop.document.ancestry(section) if s.role not in OFFICES]
    for each in reversed(around):
        if each.title and each.marker and not SAYS_NOTHING.fullmatch(each.title):
            yield each
    yield None


def _within(statements: Sequence[Statement], scope: Section | None) -> Sequence[Statement]:
    """Return those of *statements* that stand in *scope*; all of them where there is none."""
    if scope is None:
        return statements
    start, end = scope.start, scope.end
    return [each for each in statements if start <= each.span.start < end]


def points_at(changed: str, others: Sequence[str]) -> bool:
    """Tell whether *changed* alone allows something, or alone has a number."""
    return any(
        mark in _marks(changed) and not any(mark in _marks(each) for each in others)
        for mark in (ALLOWS, FIGURE)
    )


@lru_cache(maxsize=4 * REACH)
def _marks(text: str) -> frozenset[str]:
    """Return what shows of *text* at a glance: the words that bind or allow, and a number."""
    return frozenset(MODAL.findall(text)) | ({FIGURE} if NUMBERED.search(text) else set())


def _is_near(one: str, other: str, near: float) -> bool:
    first, second = bigrams(one), bigrams(other)
    return len(first & second) > near * min(len(first), len(second))
