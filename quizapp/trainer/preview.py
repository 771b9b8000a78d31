"""
A question as the deputy will see it.

The pages of deputies and of trainers know nothing of each other; what they share
are the templates `learner/_asked_….html`, which find here what they ask for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from question_bank.questions.origins import origin_of
from question_bank.questions.values import BLANK, Item, ItemType

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: A field's width in half-width characters, at least and at most.
NARROWEST, WIDEST = 8, 18


@dataclass(frozen=True, slots=True)
class PreviewOption:
    """One option, before the answer or (with *look* and *feedback*) after the right one."""

    letter: str
    field: str
    value: str
    text: str
    look: str
    feedback: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class PreviewBlank:
    """One blank, empty, as wide as the longest answer needs."""

    field: str
    size: int
    expected: str
    given: str = ""
    look: str = "right"


@dataclass(frozen=True, slots=True)
class Preview:
    """
    What the templates of a deputy's question need of an item, typed so far or stored.

    Attributes:
        document: The title of its document; empty without one.
    """

    item: Item
    document: str = ""

    @property
    def origin(self) -> str:
        """What stands above the stem: the title, unless the stem has it."""
        return origin_of(self.item.stem, self.document)

    @property
    def options(self) -> tuple[PreviewOption, ...]:
        """The options in their own order; 正确 and 错误 for a statement."""
        is_statement = self.item.type is ItemType.TRUE_FALSE
        return tuple(self._statement() if is_statement else self._choices())

    @property
    def words(self) -> tuple[str, ...]:
        """The words to choose from, in the order in which they were written."""
        return self.item.word_bank

    @property
    def blanks(self) -> tuple[PreviewBlank, ...]:
        """A blank for each place in the stem, whether an answer has been typed or not."""
        texts = [text for blank in self.item.blanks for text in blank.accepted]
        size = min(max(2 * max(map(len, texts), default=0) + 2, NARROWEST), WIDEST)
        keys = [blank.accepted[0] if blank.accepted else "" for blank in self.item.blanks]
        places = range(self.item.stem.count(BLANK))
        return tuple(
            PreviewBlank(f"preview-blank-{place + 1}", size, "".join(keys[place : place + 1]))
            for place in places
        )

    def _choices(self) -> Iterator[PreviewOption]:
        for letter, option in zip(LETTERS, self.item.options, strict=False):
            look = "right" if option.correct else ""
            yield PreviewOption(
                letter, "preview", str(option.number), option.text, look, option.feedback
            )

    def _statement(self) -> Iterator[PreviewOption]:
        for letter, truth, words in (("A", True, _("正确")), ("B", False, _("错误"))):
            look = "right" if self.item.truth is truth else ""
            yield PreviewOption(letter, "preview", str(truth).lower(), str(words), look, "")
