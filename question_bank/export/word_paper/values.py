"""A paper as it is printed."""

from __future__ import annotations

import enum
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from question_bank.questions.origins import origin_of, shared_origin
from question_bank.questions.values import Item, ItemType
from question_bank.storage.drawn import Drawn
from question_bank.storage.frozen import FrozenPaper, FrozenQuestion


class KeyPlace(enum.StrEnum):
    """Where answers and explanations stand."""

    NOWHERE = "nowhere"
    AFTER_EACH = "after_each"
    AT_END = "at_end"
    APART = "apart"


@dataclass(frozen=True, slots=True)
class Source:
    """
    What a question is from; each may be empty.

    Attributes:
        place: The document and the place in it, in words.
        quote: The words there.
        document: The title of the document.
    """

    place: str = ""
    quote: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class PrintedQuestion:
    """
    One question.

    Attributes:
        number: On this paper, from 1.
        item: Its options in the order printed.
    """

    number: int
    points: Decimal
    item: Item
    source: Source = Source()

    @property
    def origin(self) -> str:
        """The title of its document, unless the stem has it."""
        return origin_of(self.item.stem, self.source.document)


@dataclass(frozen=True, slots=True)
class PrintedSection:
    """A section; never empty."""

    type: ItemType
    questions: tuple[PrintedQuestion, ...]

    @property
    def points(self) -> Decimal:
        """Full mark of the section."""
        return sum((each.points for each in self.questions), Decimal(0))

    @property
    def points_each(self) -> Decimal | None:
        """What every question earns; `None` where they differ."""
        points = {each.points for each in self.questions}
        return self.questions[0].points if len(points) == 1 else None


@dataclass(frozen=True, slots=True)
class PrintedPaper:
    """
    One variant of a paper.

    Attributes:
        variant: Such as A; empty where there is only one.
        code: Number of the variant, printed on paper and key so that they are not confused.
        office: Who holds the exam; may be empty.
        scoring: What an incomplete multiple choice earns, in words; may be empty.
        minutes: How long it takes; `None` for no limit.
    """

    title: str
    variant: str
    code: str
    sections: tuple[PrintedSection, ...]
    office: str = ""
    instructions: str = ""
    scoring: str = ""
    minutes: int | None = None

    @property
    def total(self) -> Decimal:
        """Full mark."""
        return sum((section.points for section in self.sections), Decimal(0))

    @property
    def questions(self) -> tuple[PrintedQuestion, ...]:
        """All questions in the order printed."""
        return tuple(each for section in self.sections for each in section.questions)

    @property
    def origin(self) -> str:
        """The title of the document that all questions are from, if some stem does not have it."""
        return shared_origin([(e.item.stem, e.source.document) for e in self.questions])


def print_sections(
    paper: FrozenPaper, layout: Sequence[Drawn], sources: Mapping[int, Source]
) -> tuple[PrintedSection, ...]:
    """Return the sections of *paper* in the order of *layout*, with *sources* by question."""
    known = {each.question_id: each for each in paper.questions}
    types = {each.question_id: part.type for part in paper.sections for each in part.questions}
    sections: list[tuple[ItemType, list[PrintedQuestion]]] = []
    for number, drawn in enumerate(layout, start=1):
        item_type = types[drawn.question_id]
        if not sections or sections[-1][0] is not item_type:
            sections.append((item_type, []))
        source = sources.get(drawn.question_id, Source())
        sections[-1][1].append(_printed(number, known[drawn.question_id], drawn, source))
    return tuple(PrintedSection(item_type, tuple(each)) for item_type, each in sections)


def _printed(
    number: int, question: FrozenQuestion, drawn: Drawn, source: Source
) -> PrintedQuestion:
    options = question.item.options
    if drawn.options:
        by_number = {option.number: option for option in options}
        options = tuple(by_number[each] for each in drawn.options)
    return PrintedQuestion(number, drawn.points, replace(question.item, options=options), source)
