"""A question outside the bank, and what was found in somebody's file."""

from __future__ import annotations

import enum
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from question_bank.questions.values import Item

#: The words of `storage.models.values.Status`; readers run where no table is loaded.
STATUSES: Final = ("draft", "review", "published", "rejected", "retired")


class Format(enum.StrEnum):
    """Formats that a file may have, in the order offered."""

    EXCEL = "xlsx"
    WORD = "docx"
    TEXT = "text"
    JSON = "json"
    GIFT = "gift"
    MOODLE = "moodle"
    QTI = "qti"
    ANKI_TEXT = "anki-text"


class Part(enum.StrEnum):
    """Parts of a question that a file may say nothing about; an update leaves them alone."""

    KIND = "kind"
    FORM = "form"
    DIFFICULTY = "difficulty"
    EXPLANATION = "explanation"
    FEEDBACK = "feedback"
    NEAR_MISSES = "near_misses"
    WORD_BANK = "word_bank"
    UNORDERED = "unordered"
    POINTS = "points"
    TAGS = "tags"
    NUMBERS = "numbers"
    FACT = "fact"


@dataclass(frozen=True, slots=True)
class PortableSource:
    """
    Where the proof of a question stands, in words that hold in any bank.

    Attributes:
        document: Title of the document.
        sha256: Of the document's file; empty where the format has no room for it.
        start: First code point of the quote in the clean text; 0 where unknown.
        quote: The words that prove the key.
    """

    document: str
    quote: str
    sha256: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class PortableQuestion:
    """
    A question with everything that belongs to it outside the bank.

    Attributes:
        item: What a deputy sees, with its key.
        guid: 编号: its permanent identity; empty if it has none yet.
        points: What a right answer earns, above 0.
        tags: Names, sorted as the bank sorts them or in the order of the file.
        status: One of `STATUSES`; empty where the file does not say.
        status_reason: Why it was rejected or retired.
        fact: Two questions with one fact never meet on a paper.
        source: Where its proof stands, if it is known.
        unsaid: Parts about which the file says nothing.
    """

    item: Item
    guid: str = ""
    points: Decimal = Decimal(1)
    tags: tuple[str, ...] = ()
    status: str = ""
    status_reason: str = ""
    fact: str = ""
    source: PortableSource | None = None
    unsaid: frozenset[Part] = frozenset()


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where something stands in a file.

    Attributes:
        sheet: Name of the sheet of a workbook; else empty.
        row: Row or line, from 1; 0 where there is none.
        last: The last line of it; the same as `row` for a single one.
        column: Heading of the column; else empty.
        text: The words that stand there, shortened for showing.
    """

    sheet: str = ""
    row: int = 0
    last: int = 0
    column: str = ""
    text: str = ""

    def at(self, column: str) -> Place:
        """Return the same place, narrowed to a column."""
        return replace(self, column=column)


@dataclass(frozen=True, slots=True)
class Problem:
    """
    Something in a file that could not be read as it stands.

    Attributes:
        message_id: The sentence to show.
        place: Where.
        parameters: What the sentence mentions, as name and value.
        is_fatal: Whether the question there was left out; else it was read all the same.
    """

    message_id: str
    place: Place = Place()
    parameters: tuple[tuple[str, str | int], ...] = ()
    is_fatal: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A question that could be read, and where it stands."""

    question: PortableQuestion
    place: Place = Place()


@dataclass(frozen=True, slots=True)
class Reading:
    """
    What a file gave, in its order.

    Attributes:
        format: What the file turned out to be.
        found: Questions that the bank can hold.
        problems: What could not be read, and where.
    """

    format: Format
    found: tuple[Found, ...] = ()
    problems: tuple[Problem, ...] = ()


#: Longest piece of somebody's file that is shown back, in code points.
LONGEST_SHOWN: Final = 400


def shown(text: str) -> str:
    """Return *text* short enough to be shown beside a problem."""
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}……"
