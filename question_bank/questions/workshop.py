"""What every builder of items works with, and how it hands in a candidate."""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from question_bank.documents import Document
from question_bank.keypoints import KeyPoint, Pattern, Span
from question_bank.lexicon import ConfusableMember, Lexicon
from question_bank.questions.corpus import Corpus
from question_bank.questions.stems import Source
from question_bank.questions.values import Evidence, Finding, Item, Option

ALPHABET = "0123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
GUID_LENGTH = 14
#: Two digits of a name, the lower one first: half as many divisions.
PAIRS = tuple(low + high for high in ALPHABET for low in ALPHABET)
#: How many names there are; smaller numbers are quicker to divide.
NAMES = len(ALPHABET) ** GUID_LENGTH
#: Where a quotation was broken into lines, with the dashes of a list.
BROKEN = re.compile("\n—*")
#: Longest quotation in an explanation, in characters.
LONGEST_QUOTE = 150


@dataclass(frozen=True, slots=True)
class Candidate:
    """
    An item before the checks have spoken.

    Attributes:
        item: What a deputy would see.
        evidence: What proves its key.
        pattern: What the text does there.
        slot: Names the thing asked for, so that the guid is its own.
        fact: Two items with one fact never meet on a paper.
        importance: How much a trainer needs it, 0 to 1.
        section: Index of the section its source stands in.
        is_sure: Whether boundaries and wording are certain enough to publish.
        key_spans: Where each key stands in the clean text, for keys that are copied.
        group: Names the key point it was made from; of one, only so many are published.
        turn: What it turns on, where many rules of a statute turn on the same; else empty.
        also: Other rules that it states in their own words.
        doubt: Why it waits for a trainer, where that is not a check's business.
    """

    item: Item
    evidence: Evidence
    pattern: Pattern
    slot: str
    fact: str
    importance: float
    section: int
    is_sure: bool = True
    key_spans: tuple[Span, ...] = ()
    group: str = ""
    turn: str = ""
    also: tuple[Span, ...] = ()
    doubt: Finding | None = None


def grouped(made: Candidate, group: str, *, is_sure: bool) -> Candidate:
    """Return *made* in *group*; said field by field, since `replace` takes four times as long."""
    return Candidate(
        made.item,
        made.evidence,
        made.pattern,
        made.slot,
        made.fact,
        made.importance,
        made.section,
        is_sure,
        made.key_spans,
        group,
        made.turn,
        made.also,
        made.doubt,
    )


#: What a stretch of the text is known by: hash of a file, start and end in its clean text.
#: In a newer version of a text, one that did not change keeps the name it had.
Naming = Callable[[int, int], tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Workshop:
    """A document with all that builders may ask about it."""

    document: Document
    lexicon: Lexicon
    corpus: Corpus
    source: Source
    seed: int
    naming: Naming | None = None

    def evidence(self, span: Span) -> Evidence:
        """Return *span* as evidence."""
        return Evidence(span.start, span.end, self.document.clean_text[span.start : span.end])

    def filling(
        self, item: Item, point: KeyPoint, slots: Sequence[Span], proof: Span, *, is_sure: bool
    ) -> Candidate:
        """Return *item* as a candidate that blanks *slots* of *point* and is proved by *proof*."""
        return Candidate(
            item,
            self.evidence(proof),
            point.pattern,
            "|".join(str(slot.start) for slot in slots),
            fact_of(point),
            point.importance,
            point.section,
            is_sure=is_sure,
            key_spans=tuple(slots),
        )

    def random(self, *parts: object) -> random.Random:
        """Return a generator whose draws depend on the seed and *parts* only."""
        text = "|".join(map(str, (self.seed, self.document.sha256, *parts)))
        return random.Random(int.from_bytes(hashlib.sha256(text.encode()).digest()[:8]))  # noqa: S311

    def guid(self, candidate: Candidate) -> str:
        """Return the permanent name of *candidate*: 14 letters and digits."""
        item, evidence = candidate.item, candidate.evidence
        name, slot = (self.document.sha256, evidence.start, evidence.end), candidate.slot
        if self.naming is not None:
            name = self.naming(evidence.start, evidence.end)
            slot = _moved(slot, evidence, name[1] - evidence.start)
        text = "|".join(map(str, (*name, item.type, item.form, slot)))
        number = int.from_bytes(hashlib.sha256(text.encode()).digest()) % NAMES
        pairs = []
        for _ in range(GUID_LENGTH // 2):
            number, rest = divmod(number, len(PAIRS))
            pairs.append(PAIRS[rest])
        return "".join(pairs)

    def quoted(self, span: Span, section: int) -> str:
        """Return where *span* stands and what it says, as an explanation begins."""
        place = self.source.place(section, depth=2)
        words = self.document.clean_text[span.start : span.end].strip("，；：、。—\n")
        words = shortened(BROKEN.sub("", words))
        words += "”" * (words.count("“") - words.count("”"))
        opened = "「" if "“" in words else "“"
        closed = "」" if "“" in words else "”"
        return f"{place}：{opened}{words}{closed}。"


def _moved(slot: str, evidence: Evidence, by: int) -> str:
    """Return the name of a slot with the offsets in it, those inside of its proof, moved."""

    def move(found: re.Match[str]) -> str:
        offset = int(found[0])
        return str(offset + by) if evidence.start <= offset <= evidence.end else found[0]

    return re.sub("[0-9]+", move, slot)


#: Makes the candidates of a key point; `None` where one came to nothing.
Builder = Callable[[Workshop, KeyPoint], Iterator[Candidate | None]]


def shortened(words: str) -> str:
    """Return *words*, cut after a mark and closed with …… if they are too long to read."""
    if len(words) <= LONGEST_QUOTE:
        return words
    head = words[:LONGEST_QUOTE]
    cut = max(head.rfind(mark) for mark in "，；。：、")
    return (head[:cut] if cut > 0 else head) + "……"


def fact_of(point: KeyPoint, slot: str = "") -> str:
    """Return the name of the fact that *point*, or one *slot* of it, teaches."""
    return f"{point.span.start}-{point.span.end}" + (f"-{slot}" if slot else "")


def options(
    right: Sequence[tuple[str, str]], wrong: Sequence[tuple[str, str]], shuffler: random.Random
) -> tuple[Option, ...]:
    """
    Return the options of a choice item in mixed order.

    Args:
        right: Texts and feedbacks of the keys.
        wrong: Texts and feedbacks of the distractors.
        shuffler: Mixes them.
    """
    drawn = [(text, True, feedback) for text, feedback in right]
    drawn += [(text, False, feedback) for text, feedback in wrong]
    shuffler.shuffle(drawn)
    return tuple(
        Option(number, text, correct, feedback)
        for number, (text, correct, feedback) in enumerate(drawn, start=1)
    )


def safe_wrong(workshop: Workshop, about: str, members: Sequence[str]) -> list[ConfusableMember]:
    """
    Return texts that are certainly wrong beside a list about *about*.

    Only entries of the lexicon with a source count, and nothing that the topic
    also has, that the list names, or that the document says anywhere.
    """
    entries = [e for e in workshop.lexicon.also_true_for(about) if e.provenance.is_decisive]
    if any(entry.refuses_choice(member) for entry in entries for member in members):
        return []
    found = {member.text: member for entry in entries for member in entry.safe_wrong}
    return [
        member
        for text, member in found.items()
        if text not in members
        and not any(entry.refuses_option(text) for entry in entries)
        and not workshop.corpus.has(text)
    ]
