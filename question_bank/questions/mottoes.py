"""Items on mottoes: what the last half says, inside the words of the source."""

from __future__ import annotations

from collections.abc import Iterator

from question_bank.keypoints import KeyPoint
from question_bank.questions.clozes import blanked
from question_bank.questions.slots import is_worth_asking
from question_bank.questions.values import Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of

#: Fewest characters of the motto that must stay in the stem.
FEWEST_LEFT = 6


def from_motto(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a cloze on the motto as a quotation, so that its 我 and 的 need nothing else.

    For review, unless the lexicon knows the motto.
    """
    slot = point.slots[0]
    if len(point.span.text) - len(slot.text) < FEWEST_LEFT or not is_worth_asking(workshop, point):
        return
    item = Item(
        type=ItemType.CLOZE,
        form="motto",
        kind=point.kind,
        stem=f"{workshop.source.place(point.section)}的提法是：“{blanked(point.span, [slot])}”。",
        blanks=(Blank(1, (slot.text,)),),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=3,
    )
    yield Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        str(slot.start),
        fact_of(point),
        point.importance,
        point.section,
        is_sure=any(
            phrase.canonical == point.span.text
            for phrase in workshop.lexicon.index.phrases_in(point.span.text)
        ),
        key_spans=(slot,),
    )
