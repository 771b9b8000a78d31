"""What a page shows of one question: before the answer, and after it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Final

from flask_babel import gettext as _

from question_bank.practice.drawing import lay_out_words
from question_bank.practice.grades import Grade, Outcome, Part
from question_bank.practice.responses import Response
from question_bank.questions.origins import origin_of
from question_bank.questions.values import Blank, Item, ItemType
from quizapp.learner.hints import hints_for
from quizapp.learner.sources import Place

LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
#: A field's width in half-width characters, at least and at most.
NARROWEST, WIDEST = 8, 18
NOTHING: Final = Response()


@dataclass(frozen=True, slots=True)
class ShownOption:
    """
    One option in the order shown, or one of the two answers to a statement.

    Attributes:
        letter: What people call it.
        field: Name of its form field.
        value: What the field sends.
        look: After the answer ``right``, ``wrong``, ``missed`` or nothing special.
        feedback: Why it is right or wrong; empty before the answer.
    """

    letter: str
    field: str
    value: str
    text: str
    chosen: bool
    look: str = ""
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class ShownBlank:
    """
    One blank of a cloze.

    Attributes:
        field: Name of its form field.
        given: What was typed, as typed.
        size: Width of the field in half-width characters.
        look: After the answer ``right``, ``near`` or ``wrong``.
        expected: The right answer; empty before the answer.
    """

    field: str
    given: str
    size: int
    look: str = ""
    expected: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    One question of an attempt as the page shows it.

    Attributes:
        slot: Its place in the attempt, from 1.
        count: Questions in the attempt.
        answered: How many of them have an answer.
        is_signed: Whether a reviewer accepted the wording.
        order: Numbers of the options in the order drawn; empty for the item's own.
        points: Full mark.
        response: What was answered, or typed so far.
        grade: The judgement; `None` before the answer.
        shown_at: When the page was made, in milliseconds since 1970.
        next_slot: The next question without an answer; `None` if there is none.
        place: Where the source stands; `None` before the answer or without a source.
        question_id: The number of the question; 0 where nothing is to be done with it.
        is_bookmarked: Whether the deputy keeps it.
        document: The title of its document; empty without one.
    """

    attempt_id: int
    slot: int
    count: int
    answered: int
    item: Item
    is_signed: bool
    order: tuple[int, ...] = ()
    points: Decimal = Decimal(1)
    response: Response = NOTHING
    grade: Grade | None = None
    shown_at: int = 0
    next_slot: int | None = None
    place: Place | None = None
    question_id: int = 0
    is_bookmarked: bool = False
    document: str = ""

    @property
    def origin(self) -> str:
        """What stands above the stem: the title, unless the stem has it."""
        return origin_of(self.item.stem, self.document)

    @property
    def options(self) -> tuple[ShownOption, ...]:
        """The options in the order drawn; 正确 and 错误 for a statement."""
        if self.item.type is ItemType.TRUE_FALSE:
            return statement_options(self.item, self.response, self.grade)
        return shown_options(self.item, self.order, self.response, self.grade)

    @property
    def blanks(self) -> tuple[ShownBlank, ...]:
        """The blanks in stem order."""
        return shown_blanks(self.item, self.response, self.grade)

    @property
    def words(self) -> tuple[str, ...]:
        """The word bank, mixed anew for each attempt but the same however often it is shown."""
        chance = Random(f"{self.attempt_id} {self.slot}")  # noqa: S311  chance, not secrecy
        return lay_out_words(self.item, chance)

    @property
    def verdict(self) -> str:
        """One of ``right``, ``near``, ``part``, ``wrong``, ``unanswered``, ``unmarked``."""
        if self.grade is None:
            return "unmarked"
        return "unanswered" if self.response.is_empty else verdict_of(self.item, self.grade)

    @property
    def given(self) -> str:
        """The answer in one line; empty if nothing was answered."""
        if self.item.type in {ItemType.CLOZE, ItemType.SHORT_ANSWER}:
            return "、".join(text for text in self.response.texts if text)
        return _named(option for option in self.options if option.chosen)

    @property
    def expected(self) -> str:
        """The right answer in one line."""
        if self.item.type is ItemType.CLOZE:
            return "、".join(self.item.keys)
        if self.item.type is ItemType.SHORT_ANSWER:
            return self.item.model_answer
        return _named(option for option in self.options if option.look in {"right", "missed"})

    @property
    def hints(self) -> tuple[str, ...]:
        """What there is to say of the blanks; options carry theirs themselves."""
        if self.item.type is not ItemType.CLOZE or self.grade is None:
            return ()
        return hints_for(self.grade.parts, unordered=self.item.unordered)


def verdict_of(item: Item, grade: Grade) -> str:
    """Return the word for *grade* that pages turn into a sentence."""
    if grade.correct is None:
        return "unmarked"
    if grade.correct:
        return "right"
    if grade.near_miss:
        return "near"
    outcomes = {part.outcome for part in grade.parts}
    partly = Outcome.RIGHT in outcomes and Outcome.EXTRA not in outcomes
    return "part" if partly and item.type in {ItemType.CLOZE, ItemType.MULTIPLE} else "wrong"


def shown_options(
    item: Item, order: Sequence[int], response: Response, grade: Grade | None
) -> tuple[ShownOption, ...]:
    """Return the options of a choice in *order* (the item's own where it is empty)."""
    by_number = {option.number: option for option in item.options}
    options = [by_number[number] for number in order if number in by_number] or item.options
    parts = {part.number: part for part in grade.parts} if grade else {}
    return tuple(
        ShownOption(
            letter=letter,
            field="option",
            value=str(option.number),
            text=option.text,
            chosen=option.number in response.options,
            look=_look_of_option(item, parts.get(option.number)),
            feedback=option.feedback if grade else "",
        )
        for letter, option in zip(LETTERS, options, strict=False)
    )


def statement_options(
    item: Item, response: Response, grade: Grade | None
) -> tuple[ShownOption, ...]:
    """Return the two answers to a statement."""
    return tuple(
        ShownOption(
            letter=letter,
            field="truth",
            value="true" if truth else "false",
            text=words,
            chosen=response.truth is truth,
            look=_look_of_truth(item, truth=truth, chosen=response.truth) if grade else "",
        )
        for letter, truth, words in (("A", True, _("正确")), ("B", False, _("错误")))
    )


def shown_blanks(item: Item, response: Response, grade: Grade | None) -> tuple[ShownBlank, ...]:
    """Return the blanks in stem order, as wide as the widest key, so that no width tells a key."""
    size = _width(item.blanks)
    if grade is None:
        texts = [*response.texts, *[""] * len(item.blanks)]
        return tuple(
            ShownBlank(f"blank-{blank.number}", text, size)
            for blank, text in zip(item.blanks, texts, strict=False)
        )
    looks = {Outcome.RIGHT: "right", Outcome.NEAR_MISS: "near"}
    return tuple(
        ShownBlank(
            f"blank-{part.number}",
            part.given,
            size,
            looks.get(part.outcome, "wrong"),
            part.given if part.outcome is Outcome.RIGHT else part.expected,
        )
        for part in grade.parts
    )


def _width(blanks: Sequence[Blank]) -> int:
    longest = max((len(text) for blank in blanks for text in blank.accepted), default=0)
    return min(max(2 * longest + 2, NARROWEST), WIDEST)


def _look_of_option(item: Item, part: Part | None) -> str:
    if part is None:
        return ""
    if part.outcome is Outcome.MISSING:
        return "missed" if item.type is ItemType.MULTIPLE else "right"
    return "right" if part.outcome is Outcome.RIGHT else "wrong"


def _look_of_truth(item: Item, *, truth: bool, chosen: bool | None) -> str:
    if item.truth is truth:
        return "right"
    return "wrong" if chosen is truth else ""


def _named(options: Iterator[ShownOption]) -> str:
    return "；".join(
        option.text if option.field == "truth" else f"{option.letter} {option.text}"
        for option in options
    )
