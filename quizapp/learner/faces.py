"""The two sides of a flashcard."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _
from markupsafe import Markup

from question_bank.practice.responses import Response
from question_bank.practice.scheduling import NextState, Rating
from question_bank.questions.values import Item, ItemType
from quizapp.languages import mark
from quizapp.learner.durations import wait_in_words
from quizapp.learner.sheets import ShownOption, shown_options
from quizapp.learner.sources import Place
from quizapp.learner.stems import blank_box, stem_pieces

#: Each button with its look and its words.
BUTTONS: Final = (
    (Rating.AGAIN, "again", mark("忘了")),
    (Rating.HARD, "hard", mark("吃力")),
    (Rating.GOOD, "good", mark("记得")),
    (Rating.EASY, "easy", mark("轻松")),
)


@dataclass(frozen=True, slots=True)
class Button:
    """One of the four answers, with how long the card would stay away."""

    rating: int
    look: str
    words: str
    wait: str


@dataclass(frozen=True, slots=True)
class Face:
    """
    A flashcard on its page.

    Attributes:
        ordinal: Number of the blank it asks for; 0 for the whole question.
        reps: Times it was answered; tells a press that comes twice.
        is_open: Whether the back shows.
        place: Where the source stands; `None` without a source.
        origin: What stands above the stem, as in `Sheet`.
    """

    card_id: int
    item: Item
    ordinal: int
    is_signed: bool
    reps: int
    is_open: bool
    buttons: tuple[Button, ...]
    place: Place | None = None
    origin: str = ""

    @property
    def front(self) -> Markup:
        """The stem; of a cloze with all blanks filled in but the one asked for."""
        return front_of(self.item, self.ordinal)

    @property
    def options(self) -> tuple[ShownOption, ...]:
        """The options of a choice in their own order; none for other types."""
        return shown_options(self.item, (), Response(), None)

    @property
    def answer(self) -> str:
        """What stands on the back."""
        return answer_of(self.item, self.ordinal)


def buttons_for(states: dict[Rating, NextState]) -> tuple[Button, ...]:
    """Return the four buttons with the intervals that *states* promise."""
    return tuple(
        Button(rating.value, look, str(_(words)), wait_in_words(states[rating].wait))
        for rating, look, words in BUTTONS
    )


def front_of(item: Item, ordinal: int) -> Markup:
    """Return the front of the card of *item* that asks for the blank *ordinal*, or for all."""
    front = Markup("")
    for piece in stem_pieces(item.stem):
        front += piece.text
        if piece.position:
            blank = item.blanks[piece.position - 1]
            asked = ordinal in {0, blank.number}
            front += blank_box(piece.position) if asked else Markup("{}").format(blank.accepted[0])
    return front


def answer_of(item: Item, ordinal: int) -> str:
    """Return what belongs on the back of that card."""
    match item.type:
        case ItemType.CLOZE:
            asked = [blank for blank in item.blanks if ordinal in {0, blank.number}]
            return "、".join(blank.accepted[0] for blank in asked)
        case ItemType.TRUE_FALSE:
            return str(_("正确")) if item.truth else str(_("错误"))
        case ItemType.SHORT_ANSWER:
            return item.model_answer
        case ItemType.SINGLE | ItemType.MULTIPLE:
            options = shown_options(item, (), Response(), None)
            right = {str(option.number) for option in item.options if option.correct}
            return "；".join(f"{o.letter} {o.text}" for o in options if o.value in right)
