"""What a check looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from question_bank.documents import Document
from question_bank.keypoints import Span
from question_bank.lexicon import Lexicon
from question_bank.questions.corpus import Corpus
from question_bank.questions.values import BLANK, GAP, Evidence, Finding, Item, Level

CHINESE_DIGITS = str.maketrans("〇零一二三四五六七八九两", "001234567892")
MARKS = re.compile("[\\s，。；：、！？“”‘’《》（）()\"',.;:!?·—…-]+")


@dataclass(frozen=True, slots=True)
class Subject:
    """
    An item with what is known of its source.

    Attributes:
        item: What is checked.
        lexicon: Words to check against.
        evidence: What proves the key; `None` if a trainer gave no source.
        corpus: The texts in which second answers are searched; `None` without a source.
        key_spans: Where copied keys stand in the clean text; empty if none is copied.
        is_generated: Whether the generator made it: some checks are stricter then.
    """

    item: Item
    lexicon: Lexicon
    evidence: Evidence | None = None
    corpus: Corpus | None = None
    key_spans: tuple[Span, ...] = ()
    is_generated: bool = False

    @property
    def document(self) -> Document | None:
        """The document the evidence stands in."""
        return self.corpus.document if self.corpus else None

    @property
    def words_of_stem(self) -> str:
        """The stem without blanks, gap, emphasis and the words that name its source."""
        text = self.item.stem.replace(BLANK, "\n").replace(GAP, "\n").replace("**", "")
        return re.sub("^[^，]{2,24}(?:指出|提出|要求|规定|强调)，", "", text)


Check = Callable[[Subject], Iterator[Finding]]


def normalised(text: str) -> str:
    """Return *text* as a reader compares it: without marks, digits for numerals, narrow."""
    narrow = "".join(chr(ord(c) - 0xFEE0) if "！" <= c <= "～" else c for c in text)
    return MARKS.sub("", narrow).translate(CHINESE_DIGITS).casefold()


def finding(name: str, level: Level, **parameters: str) -> Finding:
    """Return a finding with its parameters in a stable order."""
    return Finding(name, level, tuple(sorted(parameters.items())))
