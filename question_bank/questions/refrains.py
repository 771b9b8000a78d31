"""Items on refrains: which words belong into which line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint, Span
from question_bank.keypoints.frames_of_rows import MATCHED
from question_bank.questions.clozes import LARGEST_SHARE, MOST_BLANKS, blanked
from question_bank.questions.grounds import LONGEST_HEAD, SPOKEN
from question_bank.questions.speaking import is_oral
from question_bank.questions.stems import closed, standalone
from question_bank.questions.values import Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

#: Fewest blanks between which words are to be told apart.
FEWEST = 2
#: What the layout puts between lines; one that no mark ends gets one.
BARE_END, LAYOUT = re.compile("(?<![，；。：！？])\n+(?=.)"), re.compile("(?<=\n)—+|[\n\u3000 ]+")


def from_refrain(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield, for review, a cloze whose words are put into the lines they belong to."""
    words = _shown(point, ())
    if standalone(workshop.document, point.span, words) is None or is_oral(words):
        return
    chosen = _chosen(workshop, point, words)
    is_matched = point.note == MATCHED
    shown = standalone(workshop.document, point.span, _shown(point, chosen))
    if len(chosen) < (FEWEST if is_matched else 1) or shown is None:
        return
    bank = [slot.text for slot in chosen] if is_matched else []
    workshop.random("refrain-bank", point.span.start).shuffle(bank)
    item = Item(
        type=ItemType.CLOZE,
        form="couplet",
        kind=point.kind,
        stem=f"{_lead(workshop, point, shown)}{closed(shown)}",
        blanks=tuple(Blank(n, (slot.text,)) for n, slot in enumerate(chosen, start=1)),
        unordered=not is_matched and len(chosen) > 1,
        word_bank=tuple(bank),
        explanation=f"{workshop.source.place(point.section)}：“{closed(words)}”",
        difficulty=3,
    )
    yield workshop.filling(item, point, chosen, point.span, is_sure=False)


def _shown(point: KeyPoint, chosen: Sequence[Span]) -> str:
    """Return the row with a blank for each of *chosen*: its lines as one, or the headings alone."""
    if point.is_open:
        rows = (
            blanked(m.content, [slot for slot in chosen if _holds(m.content, slot)])
            for m in point.members
        )
        return "；".join(rows)
    return LAYOUT.sub("", BARE_END.sub("；", blanked(point.span, chosen)))


def _holds(content: Span, slot: Span) -> bool:
    return content.start <= slot.start and slot.end <= content.end


def _chosen(workshop: Workshop, point: KeyPoint, words: str) -> Sequence[Span]:
    """Return as many slots as leave enough of the *words*, drawn, in reading order."""
    drawn = list(point.slots)
    workshop.random("refrain", point.span.start).shuffle(drawn)
    most = min(MOST_BLANKS, len(drawn)) if point.note == MATCHED else len(drawn) // 2
    for count in range(most, 0, -1):
        chosen = drawn[:count]
        if sum(len(slot.text) for slot in chosen) <= LARGEST_SHARE * len(words):
            return sorted(chosen, key=lambda slot: slot.start)
    return ()


def _lead(workshop: Workshop, point: KeyPoint, shown: str) -> str:
    """Return the opening of the stem, with what the text calls the row; it shows no key."""
    source, section = workshop.source, point.section
    told = point.topic.strip("“”").replace("“", "‘").replace("”", "’")
    if told and len(told) <= LONGEST_HEAD and not SPOKEN.search(told):
        return f"{source.place(section)}谈到“{told}”时指出，"
    if len({member.section for member in point.members}) > 1:
        around = workshop.document.sections[section].parent
        if around is None:
            return f"{source.noun}的几个标题是："
        section = around
    lead = source.under_heading(section, shown)
    is_shown = any(slot.text in lead for slot in point.slots)
    return source.lead(section, shown) if is_shown else lead
