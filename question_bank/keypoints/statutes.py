"""What laws turn on: numbers, bodies, definitions, ways of deciding, and numbered lists."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from question_bank.documents import Genre
from question_bank.keypoints.actors import actors_in
from question_bank.keypoints.bindings import ALLOWS, binding_in
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.compositions import lists_in
from question_bank.keypoints.definitions import definitions_in
from question_bank.keypoints.modals import modals_in
from question_bank.keypoints.numbers import before_twin, numbers_in
from question_bank.keypoints.phrases import find_set_phrases
from question_bank.keypoints.provisions import (
    Provision,
    articles_of,
    is_minor,
    provisions_of,
)
from question_bank.keypoints.rulings import (
    IDLE,
    importance_of_rule,
    is_desk_work,
    is_idle,
    is_remedy,
    is_sanction,
    kind_of_rule,
)
from question_bank.keypoints.showing import shown
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span
from question_bank.keypoints.wordings import modes_in

ENUMERATION = re.compile("(?:(?:下列|以下|如下)[^：]{0,90}|(?:不同|分别)情况[^：]{0,60})：?$")
#: The last member of a list, which names nothing.
CATCH_ALL = re.compile(
    "^[^，]{0,40}其他[^，；、]{0,14}$|^(?:依照|按照|根据)?(?:法律|行政法规|法规|章程|国家|国务院|本法|上级|组织)[^；]{0,44}其他[^，；]{0,20}$|^其他|其他(?:事项|情形|职权|职责|内容|工作|情况)$"
)
#: What only opens a list or a table: 应当具备的相应学历是.
OPENS = re.compile("(?:[是为]|如下|包括)$")
#: What a rule is that lacks no word and only goes on with the matter of the sentence before.
GOES_ON = "rule that goes on"
FEWEST = 2
#: Rules that explain a term turn on nothing else.
TERMS = frozenset({"called", "means"})
LONGEST_MEMBER = 90
UNSURE = 0.5
LONGEST_SLOT = 12


def find_in_statutes(material: Material) -> Iterator[KeyPoint]:
    """Yield the key points of a statute; none of any other text."""
    if material.document.genre is not Genre.STATUTE:
        return
    rules = tuple(provisions_of(material))
    yield from _phrases(material, rules)
    yield from _enumerations(material)
    yield from _points(rules)
    yield from _duties(rules)


def _points(rules: Sequence[Provision]) -> Iterator[KeyPoint]:
    """Yield what each rule of a statute turns on, in reading order."""
    for provision in rules:
        meanings = list(definitions_in(provision))
        for slots, note in meanings:
            yield from _rule(provision, Pattern.DEFINITION, slots, note)
        if not meanings or meanings[0][1] not in TERMS:
            yield from _turns(provision)


def _turns(provision: Provision) -> Iterator[KeyPoint]:
    """Yield the numbers, bodies, ways, duties and rows that a rule turns on."""
    yield from _numbers(provision)
    for lead, name, act in actors_in(provision):
        yield from _rule(provision, Pattern.ACTOR, [name], f"{lead}|{act}")
    for slot, other in islice(chain(modes_in(provision), modals_in(provision)), 1):
        yield from _rule(provision, Pattern.MODE, [slot], other)
    if binding := binding_in(provision):
        yield from _rule(provision, Pattern.BINDING, [binding], ALLOWS)
    for slots, note in lists_in(provision):
        yield from _rule(provision, Pattern.COMPOSITION, slots, note)


def _numbers(provision: Provision) -> Iterator[KeyPoint]:
    """Yield the numbers of a rule; one that it names twice in what stands before the second time."""
    for slots, note in numbers_in(provision):
        yield from _rule(provision, Pattern.NUMBER, slots, note)
    if opening := before_twin(provision):
        for slots, note in numbers_in(opening):
            if any(provision.span.text.count(slot.text) > 1 for slot in slots):
                yield from _rule(opening, Pattern.NUMBER, slots, note)


def _phrases(material: Material, rules: Sequence[Provision]) -> Iterator[KeyPoint]:
    """Yield the set phrases of a statute, each once, with the rule it stands in."""
    starts = [provision.span.start for provision in rules]
    told: set[str] = set()
    for point in sorted(find_set_phrases(material), key=lambda each: each.span.start):
        number = bisect_right(starts, point.span.start) - 1
        if number < 0 or point.note in told or point.span.end > rules[number].span.end:
            continue
        slots = [slot for slot in point.slots if len(slot.text) <= LONGEST_SLOT]
        for found in _rule(rules[number], Pattern.SET_PHRASE, slots, point.note):
            told.add(point.note)
            yield found


def _duties(rules: Sequence[Provision]) -> Iterator[KeyPoint]:
    """Yield the rules of a statute whole, as statements to judge."""
    for number, provision in enumerate(rules):
        text = provision.span.text
        if number + 1 < len(rules) and rules[number + 1].span.start == provision.span.start:
            continue
        is_whole = not (IDLE.search(text) or OPENS.search(text))
        is_fit = provision.is_sure or provision.goes_on
        if is_fit and not provision.head and is_whole:
            yield from _rule(provision, Pattern.NORM, [], GOES_ON if provision.goes_on else "rule")


def _rule(
    provision: Provision, pattern: Pattern, slots: Sequence[Span], note: str
) -> Iterator[KeyPoint]:
    """Yield the key point that asks *provision* for *slots*, unless it is too long to show."""
    if slots and slots[-1].start < provision.passage.start:
        return
    if pattern is Pattern.SET_PHRASE and not slots:
        return
    span = shown(provision, slots) if slots else provision.span
    if span is None and pattern is Pattern.SET_PHRASE:
        span = provision.span
    if span is None:
        return
    kind = kind_of_rule(pattern, span.text, provision.head)
    is_term = pattern is Pattern.DEFINITION and note in TERMS
    is_minor_rule = provision.is_minor and not is_remedy(span.text)
    is_fit = provision.is_sure if is_term else _is_fit(provision, span.text, pattern)
    yield KeyPoint(
        pattern=pattern,
        kind=kind,
        topic=provision.head or provision.setting,
        span=span,
        section=provision.passage.sentence.section,
        slots=tuple(slots),
        members=tuple(Member(slot) for slot in slots) if pattern is Pattern.COMPOSITION else (),
        confidence=1.0 if is_fit else UNSURE,
        importance=importance_of_rule(
            pattern, kind, span.text, minor=is_minor_rule and not is_term
        ),
        note=note,
    )


def _is_fit(provision: Provision, text: str, pattern: Pattern) -> bool:
    """Tell whether a rule stands alone and is of use to deputies; numbers are, of penalties as well."""
    is_minor_rule = provision.is_minor and not is_remedy(text)
    if pattern is Pattern.NUMBER:
        is_minor_rule = is_minor_rule and not is_sanction(text)
        return provision.is_sure and not is_minor_rule and not is_idle(text)
    return provision.is_sure and not is_minor_rule and not is_desk_work(text)


def _enumerations(material: Material) -> Iterator[KeyPoint]:
    """Yield the numbered lists of articles: 代表享有下列权利：（一）……（二）……."""
    for article, passages in articles_of(material):
        heads = [n for n, p in enumerate(passages) if _is_head(material, p, article)]
        for number, here in enumerate(heads):
            until = heads[number + 1] if number + 1 < len(heads) else len(passages)
            members = list(_members(passages[here + 1 : until], article))
            if len(members) >= FEWEST:
                yield _enumeration(material, passages[here], members, article)


def _is_head(material: Material, passage: Passage, article: int) -> bool:
    """Tell whether *passage* announces a list that a colon opens."""
    after = material.document.clean_text[passage.end : passage.end + 1]
    return (
        passage.sentence.section == article
        and bool(ENUMERATION.search(passage.text))
        and (passage.text.endswith("：") or after == "：")
    )


def _members(passages: Sequence[Passage], article: int) -> Iterator[Member]:
    """Yield the first sentence of each member; catch-all members are left out."""
    seen: set[int] = set()
    for passage in passages:
        section = passage.sentence.section
        if section == article:
            return
        if section in seen or CATCH_ALL.search(passage.text) or len(passage.text) > LONGEST_MEMBER:
            continue
        seen.add(section)
        yield Member(passage.span, section=section)


def _enumeration(
    material: Material, head: Passage, members: list[Member], article: int
) -> KeyPoint:
    topic = head.text.rstrip("：")
    kind = kind_of_rule(Pattern.ENUMERATION, topic, topic)
    minor = is_minor(material, article)
    return KeyPoint(
        pattern=Pattern.ENUMERATION,
        kind=kind,
        topic=topic,
        span=material.span(head.start, members[-1].content.end),
        section=head.sentence.section,
        members=tuple(members),
        slots=tuple(member.content for member in members),
        head=head.span,
        is_open=True,
        confidence=UNSURE if minor else 1.0,
        importance=importance_of_rule(Pattern.ENUMERATION, kind, topic, minor=minor),
    )
