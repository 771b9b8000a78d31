"""
What a question is, before and apart from any table.

An `Item` is what a deputy sees, with its key: the generator makes it, a trainer
types it, the checks read it, the exporters write it.
"""

from __future__ import annotations

import enum
from dataclasses import dataclass, field
from typing import NamedTuple

from question_bank.keypoints.values import Kind

#: How a blank of a cloze stands in a stem.
BLANK = "____"
#: How the place of the key stands in the stem of a choice item.
GAP = "（　　）"


class ItemType(enum.StrEnum):
    """Types of item; short answers are written by hand only."""

    CLOZE = "cloze"
    SINGLE = "single"
    MULTIPLE = "multiple"
    TRUE_FALSE = "true_false"
    SHORT_ANSWER = "short_answer"


class Level(enum.StrEnum):
    """What a finding does: forbid publishing, ask a trainer, was repaired, inform."""

    BLOCK = "block"
    REVIEW = "review"
    FIX = "fix"
    NOTE = "note"


class Verdict(enum.StrEnum):
    """What would become of a candidate without a trainer."""

    PUBLISHED = "published"
    REVIEW = "review"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Option:
    """
    One option of a choice item.

    Attributes:
        number: Identity inside the item, from 1, never reused; not the order shown.
        text: Without closing punctuation.
        correct: Whether ticking it is right.
        feedback: What it is true of, or why it is wrong.
    """

    number: int
    text: str
    correct: bool
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A wrong answer people are likely to type, and what to tell them."""

    text: str
    feedback: str


@dataclass(frozen=True, slots=True)
class Blank:
    """
    One blank of a cloze.

    Attributes:
        number: Identity inside the item, from 1, never reused (Anki's cloze number).
        accepted: Answers taken as right, the source's wording first; never empty.
        near_misses: Likely wrong answers with their own feedback.
    """

    number: int
    accepted: tuple[str, ...]
    near_misses: tuple[NearMiss, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """
    What a deputy sees, with its key.

    Attributes:
        type: One of `ItemType`.
        form: How it was made: ``list``, ``slot``, ``label``, ``odd_one_out`` …;
            ``authored`` when a trainer typed it.
        kind: What it teaches.
        stem: Blanks are `BLANK`, the place of a choice's key `GAP`; ``**…**``
            sets words in bold and is the only markup.
        options: In canonical order (the key's place is already mixed); empty
            unless single or multiple.
        blanks: In stem order; empty unless cloze.
        unordered: Whether the blanks may be filled in any order.
        truth: Whether a true/false statement is true; `None` for other types.
        model_answer: The answer of a short-answer item, else empty.
        word_bank: Words to tap for a cloze, keys and distractors mixed; may be empty.
        explanation: The rule in the source's words and where it stands.
        difficulty: 1 (recognise) to 5 (recall several exact terms).
    """

    type: ItemType
    form: str
    kind: Kind
    stem: str
    options: tuple[Option, ...] = ()
    blanks: tuple[Blank, ...] = ()
    unordered: bool = False
    truth: bool | None = None
    model_answer: str = ""
    word_bank: tuple[str, ...] = ()
    explanation: str = ""
    difficulty: int = 2

    @property
    def asks_something(self) -> bool:
        """Whether the stem has words or figures, not only blanks, gaps and marks."""
        return any(map(str.isalnum, self.stem))

    @property
    def keys(self) -> tuple[str, ...]:
        """The right answers as texts: first accepted of each blank, or the right options."""
        if self.type is ItemType.CLOZE:
            return tuple([blank.accepted[0] for blank in self.blanks])
        return tuple([option.text for option in self.options if option.correct])

    @property
    def distractors(self) -> tuple[str, ...]:
        """The wrong options, or the wrong words of a cloze's word bank."""
        if self.type is ItemType.CLOZE:
            right = {text for blank in self.blanks for text in blank.accepted}
            return tuple([word for word in self.word_bank if word not in right])
        return tuple([option.text for option in self.options if not option.correct])


class Evidence(NamedTuple):
    """
    The stretch of the clean text that proves the key.

    Attributes:
        start: First code point in the clean text.
        end: One past the last.
        quote: Exactly ``clean_text[start:end]``.
    """

    start: int
    end: int
    quote: str


class Finding(NamedTuple):
    """
    What one check says of one item.

    Attributes:
        name: The check, also the id of its message.
        level: What it does.
        parameters: What its message mentions, as name and value.
    """

    name: str
    level: Level
    parameters: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """
    A generated item with its proof and the checks' verdict.

    Attributes:
        guid: Hash of document, evidence span, form and slot; never changes.
        fact: Two questions with one fact never meet on a paper.
        findings: In the order of the checks.
        importance: Rank of its key point, 0 to 1.
    """

    guid: str
    item: Item
    evidence: Evidence
    fact: str
    verdict: Verdict
    findings: tuple[Finding, ...] = field(default=())
    importance: float = 0.5
