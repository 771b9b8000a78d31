"""Single choices among curated confusable words, each with the reason why it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints import KeyPoint, Span
from question_bank.lexicon import ConfusableMember, ConfusableSet
from question_bank.questions.clauses import bigrams
from question_bank.questions.clozes import blanked, opens_well
from question_bank.questions.stems import closed, context_of, standalone
from question_bank.questions.values import BLANK, GAP, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of, options

MOST_WRONG = 3
#: How far around a word its formula may reach, in characters.
REACH = 90
#: How deputies leave office, what follows from staying away twice, and the shortest wrong answer.
LEAVING, ABSENCE = "leaving-office", re.compile("未经批准(?:两|二)次不出席")
SHORTEST_LEAVING = 4
#: Whose words are asked verbatim only.
LEADERS = re.compile("习近平|总书记|党中央")
#: Members of the formula of the four organs, however its verb is placed.
ORGANS = re.compile("政治机关|工作机关|代表机关")
#: Names of organs, systems, powers and papers, which fill a gap without upsetting its grammar.
NOUN = re.compile("(?:机关|制度|权|权利|证)$")
#: The government is one of the congress; who carries out an arrest is another.
EXECUTIVE, OF_CONGRESS = (
    "执行机关",
    re.compile("权力机关的?执行机关|人大的执行机关|代表大会的执行机关"),
)


def from_confusable(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a single choice whose wrong options are the other members of the set."""
    chosen = next(s for s in workshop.lexicon.confusable_sets if s.id == point.note)
    slot = _key(chosen, point.slots[0])
    own = chosen.member(slot.text)
    context = context_of(workshop.document, point.span)
    if own is None or context is None:
        return
    if slot.text == EXECUTIVE and not OF_CONGRESS.search(context.text):
        return
    text = standalone(workshop.document, context, blanked(context, [slot]))
    if text is None or text.count(BLANK) != 1:
        return
    wrong = [
        (_spelling(member, slot.text), member.reason)
        for member in chosen.members
        if member is not own and not _stands_in(member, context.text)
    ]
    shuffler = workshop.random("confusable", slot.start)
    is_absence = chosen.id == LEAVING and bool(ABSENCE.search(context.text))
    if is_absence:
        wrong = [pair for pair in wrong if len(pair[0]) >= SHORTEST_LEAVING]
    if len(wrong) > MOST_WRONG:
        wrong = shuffler.sample(wrong, MOST_WRONG)
    if len(wrong) < 2:  # noqa: PLR2004
        return
    body = closed(text).replace(BLANK, GAP)
    item = Item(
        type=ItemType.SINGLE,
        form="term",
        kind=point.kind,
        stem=workshop.source.lead(point.section, text) + body,
        options=options([(slot.text, own.reason)], wrong, shuffler),
        explanation=workshop.quoted(context, point.section),
        difficulty=2,
    )
    texts = [slot.text, *(text for text, _ in wrong)]
    outside = text.replace(BLANK, "\n")
    shared = {
        run for run in bigrams(slot.text) & bigrams(outside) if not all(run in t for t in texts)
    }
    yield Candidate(
        item,
        workshop.evidence(context),
        point.pattern,
        f"{chosen.id}@{slot.start}",
        fact_of(point),
        point.importance,
        point.section,
        is_sure=(is_absence or (all(map(NOUN.search, texts)) and not shared))
        and len({text.startswith("国家") for text in texts}) == 1
        and _is_plain(workshop, context, slot),
        key_spans=(slot,),
    )


def _is_plain(workshop: Workshop, context: Span, slot: Span) -> bool:
    """Tell whether *context* is a sentence of a talk of its own, no leader's words, no formula."""
    return (
        not workshop.source.is_statute
        and opens_well(workshop, context)
        and not LEADERS.search(context.text)
        and not _is_formula(workshop, slot)
    )


def _is_formula(workshop: Workshop, slot: Span) -> bool:
    """Tell whether *slot* stands inside a protected formula, which is only ever asked verbatim."""
    text = workshop.document.clean_text[max(0, slot.start - REACH) : slot.end + REACH]
    if ORGANS.search(text):
        return True
    return any(
        slot.text in formula and formula in text for formula in workshop.lexicon.protected_texts
    )


def _key(chosen: ConfusableSet, slot: Span) -> Span:
    """Return the part of *slot* that is the member's own name, so that options are alike."""
    for member in chosen.members:
        at = slot.text.find(member.text)
        if at >= 0:
            return Span(slot.start + at, slot.start + at + len(member.text), member.text)
    return slot


def _spelling(member: ConfusableMember, key: str) -> str:
    """Return the spelling of *member* whose length is nearest to the key's."""
    return min((member.text, *member.variants), key=lambda text: (abs(len(text) - len(key)), text))


def _stands_in(member: ConfusableMember, text: str) -> bool:
    return any(spelling in text for spelling in (member.text, *member.variants))
