"""What a check looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial

from question_bank.documents import Document
from question_bank.keypoints import Span
from question_bank.lexicon import Lexicon
from question_bank.questions.corpus import Corpus
from question_bank.questions.values import BLANK, GAP, Evidence, Finding, Item, Level

LEAD = re.compile("[^，]{2,24}(?:指出|提出|要求|规定|强调)，")
MARKS = "，。；：、！？“”‘’《》（）()\"',.;:!?·—…-"
#: What readers pass over or take for the digit or the half-width form it is: all but marks and blanks.
UNLIKE = re.compile(f"[\\s〇零一二三四五六七八九两！-～{re.escape(MARKS)}]")
PLAIN = {
    **dict(zip("〇零一二三四五六七八九两", "001234567892", strict=True)),
    **{
        chr(full): half
        for full in range(ord("！"), ord("～") + 1)
        if (half := chr(full - 0xFEE0)) not in MARKS
    },
}


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

    What many checks ask of the item is worked out once:

    Attributes:
        keys: The right answers, as `Item.keys`.
        distractors: The wrong ones, as `Item.distractors`.
        texts: The stem and every option.
        filled: The stem with its keys in their places.
        words_of_stem: The stem without blanks, gap, emphasis and the words that name its source.
    """

    item: Item
    lexicon: Lexicon
    evidence: Evidence | None = None
    corpus: Corpus | None = None
    key_spans: tuple[Span, ...] = ()
    is_generated: bool = False
    keys: tuple[str, ...] = field(init=False, repr=False, compare=False)
    distractors: tuple[str, ...] = field(init=False, repr=False, compare=False)
    texts: tuple[str, ...] = field(init=False, repr=False, compare=False)
    filled: str = field(init=False, repr=False, compare=False)
    words_of_stem: str = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what many checks ask for."""
        item, known = self.item, partial(object.__setattr__, self)
        keys = item.keys
        known("keys", keys)
        known("distractors", item.distractors)
        known("texts", (item.stem, *[option.text for option in item.options]))
        known("filled", _filled(item.stem, keys))
        known("words_of_stem", _words_of(item.stem))

    @property
    def document(self) -> Document | None:
        """The document the evidence stands in."""
        return self.corpus.document if self.corpus else None


def _filled(stem: str, keys: Sequence[str]) -> str:
    text = stem.replace("**", "")
    for key in keys:
        text = text.replace(BLANK, key, 1) if BLANK in text else text.replace(GAP, key, 1)
    return text


def _words_of(stem: str) -> str:
    text = stem.replace(BLANK, "\n").replace(GAP, "\n").replace("**", "")
    lead = LEAD.match(text)
    return text[lead.end() :] if lead else text


Check = Callable[[Subject], Iterator[Finding]]


@lru_cache(maxsize=64)
def normalised(text: str) -> str:
    """Return *text* as a reader compares it: without marks, digits for numerals, narrow."""
    return UNLIKE.sub(lambda found: PLAIN.get(found.group(), ""), text).casefold()


def finding(name: str, level: Level, **parameters: str) -> Finding:
    """Return a finding with its parameters in a stable order."""
    return Finding(name, level, tuple(sorted(parameters.items())))
