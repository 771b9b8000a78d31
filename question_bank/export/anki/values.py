"""What goes into a deck, and what is said about it afterwards."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from question_bank.questions.values import Item


@dataclass(frozen=True, slots=True)
class ExportNote:
    """
    One published question, as far as a deck needs it.

    Attributes:
        guid: The question's permanent guid; never empty, once per export.
        item: What the learner sees, with its key.
        content_changed_at: When the wording last changed, with a zone. Anki takes
            an update only if this is newer, by whole seconds.
        source: Where it stands, such as 《讲话》第二部分第一点; may be empty.
        source_quote: The source's words that prove the key; may be empty.
        document: Title of the document; may be empty.
        tags: The trainers' own tags; ``::`` parts a branch from its twig.
    """

    guid: str
    item: Item
    content_changed_at: datetime
    source: str = ""
    source_quote: str = ""
    document: str = ""
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckOptions:
    """
    What a learner chooses about a deck.

    A choice reaches new and edited notes only, because Anki leaves the others
    alone; so it is best made before the first import.

    Attributes:
        root: Name of the deck above the six; ``::`` in it is kept.
        blanks_together: One card for all blanks of a cloze, instead of one each.
        type_in: The answers of clozes are typed.
        hints: Cloze gaps show how many characters are missing.
    """

    root: str = "履职学堂"
    blanks_together: bool = False
    type_in: bool = False
    hints: bool = True


@dataclass(frozen=True, slots=True)
class Refusal:
    """
    A question that could not become a note.

    Attributes:
        guid: The question's permanent guid.
        reason: A message id such as ``export.blank_without_answer``.
    """

    guid: str
    reason: str


@dataclass(frozen=True, slots=True)
class DeckReport:
    """
    What was written.

    Attributes:
        notes: Notes in the file, never 0.
        cards: Cards in the file, at least one a note.
        decks: Name of each deck with its number of notes, in the order of names;
            empty decks are left out.
        refused: Questions left out, in the order they came.
    """

    notes: int
    cards: int
    decks: tuple[tuple[str, int], ...]
    refused: tuple[Refusal, ...]
