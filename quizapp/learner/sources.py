"""The words that prove a key, with what stands before and after them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from question_bank.documents.sentences import split_sentences
from question_bank.documents.values import Role, Section, Sentence
from question_bank.questions.values import Evidence

#: Longest text shown on either side of the quote, in code points: half a phone's screen.
LONGEST_SIDE: Final = 80
CUT: Final = "……"
#: A clause or a long text up to where a cut looks natural.
CLAUSE: Final = re.compile("[^，；：。！？]{0,40}[，；：。！？]+[”’）》]*")
LAST_CLAUSE: Final = re.compile("[，；：。！？][^，；：。！？]{0,40}$")


@dataclass(frozen=True, slots=True)
class Place:
    """
    A quote where it stands.

    Attributes:
        where: The document and the place in it: 《讲话》第二部分第一点.
        before: The rest of its sentence and the sentence before; may be empty.
        quote: The words that prove the key.
        after: The rest of its sentence and the sentence after; may be empty.
    """

    where: str
    before: str
    quote: str
    after: str


def place_of_quote(where: str, text: str, evidence: Evidence) -> Place:
    """Return *evidence* in its paragraph of *text*, the clean text it counts in."""
    start, end = _reach(text, evidence)
    before, after = text[start : evidence.start], text[evidence.end : end]
    return Place(
        where=where,
        before=before if len(before) <= LONGEST_SIDE else CUT + _end_of(before),
        quote=evidence.quote,
        after=after if len(after) <= LONGEST_SIDE else _beginning_of(after) + CUT,
    )


def _end_of(text: str) -> str:
    """Return what fits of the end of *text*, from the beginning of a clause if one is near."""
    side = text[-LONGEST_SIDE:]
    clause = CLAUSE.match(side)
    return side[clause.end() :] if clause else side


def _beginning_of(text: str) -> str:
    """Return what fits of the beginning of *text*, to the end of a clause if one is near."""
    return LAST_CLAUSE.sub("", text[:LONGEST_SIDE])


def _reach(text: str, evidence: Evidence) -> tuple[int, int]:
    """Return the span from the sentence before to the sentence after, in one paragraph."""
    opens = text.rfind("\n", 0, evidence.start) + 1
    closes = text.find("\n", evidence.end)
    paragraph = text[opens : closes if closes >= 0 else len(text)]
    sentences = _sentences(paragraph)
    first, last = evidence.start - opens, evidence.end - opens
    touched = [
        number for number, each in enumerate(sentences) if each.start < last and first < each.end
    ]
    if not touched:
        return evidence.start, evidence.end
    begin = sentences[max(touched[0] - 1, 0)].start
    finish = sentences[min(touched[-1] + 1, len(sentences) - 1)].end
    return opens + min(begin, first), opens + max(finish, last)


def _sentences(paragraph: str) -> tuple[Sentence, ...]:
    whole = Section(0, Role.OPENING, 0, "", "", 0, len(paragraph), None)
    return tuple(split_sentences(paragraph, (whole,)))
