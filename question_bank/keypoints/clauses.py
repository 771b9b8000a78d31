"""A document as running clauses, ready for the finders."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from question_bank.documents import HIDDEN, Document, Role, Sentence, mask
from question_bank.keypoints.occurrences import Occurrences
from question_bank.keypoints.values import Span
from question_bank.keypoints.words import Segmenter
from question_bank.lexicon import Lexicon

if TYPE_CHECKING:
    from question_bank.keypoints.parallels import Parallel

CLAUSE = re.compile("[^，；：。！？\n]+")
#: The marks between clauses but the comma.
MARKS_BESIDE_COMMA = "；：。！？\n"
SEGMENT = re.compile("[^，、；：。！？\n]+")
#: Words at the head of a sentence that only tie it to those before or address the hearers.
OPENING = re.compile(
    "(?:同志们|各位代表|各位委员|朋友们|同时|此外|另外|总之|因此|所以|为此|这就要求我们|例如|比如)[，！：]?"
)
#: The kind of flag on words the author slipped on.
SLIP = "slip"
#: Rows of units that law always names together: one thing, no list.
UNITS = re.compile(
    "省、自治区、直辖市|自治州、设区的市|设区的市、自治州|县、自治县、不设区的市、市辖区|县、自治县、市、市辖区"
    "|乡、民族乡、镇|工人、农民、知识分子|国家机关、社会团体、企业事业组织"
)
END_MARKS = "。！？；，：、"


class Clause(NamedTuple):
    """
    A stretch of a sentence between two marks; a tuple, since so many are made.

    Attributes:
        text: Without the mark that closes it, never empty.
        masked: The same with everything inside paired marks hidden.
        start: Offset in the clean text, in code points.
        mark: The mark after it, or an empty string at the sentence's end.
    """

    text: str
    masked: str
    start: int
    mark: str

    @property
    def end(self) -> int:
        """Offset one past the last character."""
        return self.start + len(self.text)

    @property
    def span(self) -> Span:
        """The clause as a span."""
        return Span(self.start, self.end, self.text)


@dataclass(frozen=True, slots=True)
class Passage:
    """
    A sentence without its ordinal, ready for the finders.

    Attributes:
        sentence: The sentence it is.
        text: Its words, marks included, ordinal and final mark removed.
        masked: The same with everything inside paired marks hidden.
        start: Offset of `text` in the clean text.
        is_title: Whether it is a section's heading, even one written as a sentence.

    Nearly every finder asks for the clauses: they are cut once and belong to this value.
    """

    sentence: Sentence
    text: str
    masked: str
    start: int
    is_title: bool
    _clauses: list[Clause] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def span(self) -> Span:
        """The passage as a span."""
        return Span(self.start, self.end, self.text)

    @property
    def end(self) -> int:
        """Offset one past the last character."""
        return self.start + len(self.text)

    def part(self, start: int, end: int) -> Span:
        """Return the stretch from *start* to *end*, counted inside the passage."""
        return Span(self.start + start, self.start + end, self.text[start:end])

    def cut(self, pattern: re.Pattern[str] = CLAUSE) -> Iterator[Clause]:
        """Give the clauses, or what else *pattern* takes as a piece, in order."""
        if pattern is not CLAUSE:
            return self._cut(pattern)
        if not self._clauses:
            self._clauses.extend(self._cut_clauses())
        return iter(self._clauses)

    def _cut_clauses(self) -> Iterator[Clause]:
        """Yield what `CLAUSE` finds; splitting at one mark is quicker than looking for six."""
        flat, start = self.masked, 0
        for mark in MARKS_BESIDE_COMMA:
            flat = flat.replace(mark, "，")
        for masked in flat.split("，"):
            end = start + len(masked)
            if masked:
                text = self.text[start:end]
                # Most clauses hide nothing: then one text does for both.
                one = text if text == masked else masked
                yield Clause(text, one, self.start + start, self.text[end : end + 1])
            start = end + 1

    def _cut(self, pattern: re.Pattern[str]) -> Iterator[Clause]:
        for match in pattern.finditer(self.masked):
            start, end = match.span()
            # Most clauses hide nothing: then one text does for both.
            masked = match.group()
            text = self.text[start:end]
            yield Clause(
                text,
                text if text == masked else masked,
                self.start + start,
                self.text[end : end + 1],
            )


@dataclass(frozen=True, slots=True)
class Material:
    """What every finder works on: the passages of a document, words and lexicon."""

    document: Document
    passages: Sequence[Passage]
    lexicon: Lexicon
    segmenter: Segmenter
    occurrences: Occurrences
    #: The lists found in clauses so far: several finders ask for them.
    parallels: dict[Clause, Parallel | None] = field(default_factory=dict, repr=False)

    def span(self, start: int, end: int) -> Span:
        """Return the stretch of the clean text from *start* to *end*."""
        return Span(start, end, self.document.clean_text[start:end])


def prepare(
    document: Document,
    lexicon: Lexicon,
    segmenter: Segmenter,
    occurrences: Occurrences | None = None,
) -> Material:
    """Cut *document* into passages, leaving out what is damaged or no running text."""
    passages = tuple(
        passage
        for sentence in _undamaged(document)
        if (passage := _passage(document, sentence)) is not None
    )
    occurrences = occurrences or Occurrences(document.clean_text)
    return Material(document, passages, lexicon, segmenter, occurrences)


def _undamaged(document: Document) -> Iterator[Sentence]:
    """Yield the sentences that no flag touches; a slip of the author's spoils its clause only."""
    flags = sorted((f.start, f.end) for f in document.flags if f.kind != SLIP)
    number = furthest = 0
    for sentence in document.sentences:
        while number < len(flags) and flags[number][0] < sentence.end:
            furthest = max(furthest, flags[number][1])
            number += 1
        if furthest <= sentence.start:
            yield sentence


def _passage(document: Document, sentence: Sentence) -> Passage | None:
    section = document.sections[sentence.section]
    lead = 0
    is_title = sentence.is_heading
    if sentence.start == section.start and section.marker:
        lead = len(section.marker)
        lead += len(sentence.text[lead:]) - len(sentence.text[lead:].lstrip("\u3000 "))
        is_title = is_title or (
            section.role is not Role.STATUTE_ARTICLE
            and bool(section.title)
            and sentence.text[lead:].rstrip(END_MARKS) == section.title
        )
    if opening := OPENING.match(sentence.text, lead):
        lead = opening.end()
    text = sentence.text[lead:].rstrip(END_MARKS)
    if not text:
        return None
    return Passage(sentence, text, _masked(text), sentence.start + lead, is_title)


def _masked(text: str) -> str:
    """Mask *text*, and keep the fixed rows of administrative units together."""
    return UNITS.sub(lambda match: match.group().replace("、", HIDDEN), mask(text))
