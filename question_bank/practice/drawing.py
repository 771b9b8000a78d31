"""
Drawing questions for a quiz, and laying out their options.

Everything random comes from the caller's generator: the same seed draws the same quiz.
"""

from __future__ import annotations

import enum
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice
from random import Random
from typing import Final

from question_bank.keypoints.values import Kind
from question_bank.practice.normalising import normalise
from question_bank.questions.values import Item, ItemType, Option

_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?(?:/[0-9]+)?")
#: Options that speak of the others come last.
_ABOUT_OTHERS = ("以上", "上述", "以下", "前述")

#: Characters a key has at least before another question can give it away.
SHORTEST_KEY: Final = 2


class Mode(enum.StrEnum):
    """
    Which questions, in which order.

    In order is the order of the text; all others are mixed, so that kinds, types and
    sections take turns. Weak asks the more of a kind the less of it is known.
    """

    RANDOM = "random"
    IN_ORDER = "in_order"
    UNSEEN = "unseen"
    WRONG = "wrong"
    BOOKMARKED = "bookmarked"
    WEAK = "weak"


@dataclass(frozen=True, slots=True)
class Drawable:
    """
    What drawing has to know of a question.

    Attributes:
        id: Names the question.
        fact: What it asks; two with one fact are never drawn together, unless empty.
        kind: What it teaches.
        type: How it asks.
        section: Where in the texts it stands; compared only.
        position: Place in the order of the texts.
        is_seen: Whether the person has answered it before.
        is_wrong: Whether it stands in the person's wrong-answer book.
        is_bookmarked: Whether the person keeps it.
        times_answered: How often the person has answered it …
        times_right: … and how often rightly.
        stem: What it says; must not hold a key of another one drawn.
        keys: Its right answers as texts.
    """

    id: int
    fact: str
    kind: Kind
    type: ItemType
    section: str = ""
    position: int = 0
    is_seen: bool = False
    is_wrong: bool = False
    is_bookmarked: bool = False
    times_answered: int = 0
    times_right: int = 0
    stem: str = ""
    keys: tuple[str, ...] = ()


def draw(
    questions: Iterable[Drawable],
    count: int,
    rng: Random,
    mode: Mode,
    beside: Iterable[Drawable] = (),
) -> list[Drawable]:
    """
    Return up to *count* of *questions* in the order to be asked; fewer if there are no more.

    Of questions on one fact, or of which one gives another away, one is drawn; none
    that quarrels so with those *beside*, which are asked at the same sitting.
    """
    sitting = _Sitting(beside)
    wanted = sorted(
        (question for question in questions if _is_wanted(question, mode)),
        key=lambda question: (question.position, question.id),
    )
    if mode is Mode.IN_ORDER:
        return list(islice(filter(sitting.takes, wanted), count))
    rng.shuffle(wanted)
    if mode is Mode.WEAK:
        return _weighted(wanted, count, sitting, rng)
    return _spread(wanted, count, sitting)


def without_quarrels(questions: Iterable[Drawable]) -> list[Drawable]:
    """Return those of *questions*, in order, that can be asked beside all that come before."""
    return list(filter(_Sitting().takes, questions))


def lay_out(item: Item, rng: Random) -> tuple[int, ...]:
    """
    Return the numbers of *item*'s options in the order to show; empty if it has none.

    Numbers stay in ascending order, and options about the others come last.
    """
    if _all_numbers(item.options):
        return tuple(option.number for option in sorted(item.options, key=_value))
    last = [option.number for option in item.options if option.text.startswith(_ABOUT_OTHERS)]
    order = [option.number for option in item.options if option.number not in last]
    rng.shuffle(order)
    return (*order, *last)


def lay_out_words(item: Item, rng: Random) -> tuple[str, ...]:
    """Return the word bank of *item* in the order to show."""
    words = list(item.word_bank)
    rng.shuffle(words)
    return tuple(words)


def _is_wanted(question: Drawable, mode: Mode) -> bool:
    match mode:
        case Mode.UNSEEN:
            return not question.is_seen
        case Mode.WRONG:
            return question.is_wrong
        case Mode.BOOKMARKED:
            return question.is_bookmarked
        case Mode.RANDOM | Mode.IN_ORDER | Mode.WEAK:
            return True


class _Sitting:
    """What is asked at one sitting: no fact twice, no key in the words of another question."""

    def __init__(self, taken: Iterable[Drawable] = ()) -> None:
        self._facts: set[object] = set()
        self._keys: set[str] = set()
        self._stems = ""
        for question in taken:
            self._add(question)

    def takes(self, question: Drawable) -> bool:
        """Add *question* and say so, unless it quarrels with what is asked already."""
        told = (key in self._stems for key in _telling(question))
        tells = (key in question.stem for key in self._keys)
        if (question.fact or question.id) in self._facts or any(told) or any(tells):
            return False
        self._add(question)
        return True

    def _add(self, question: Drawable) -> None:
        self._facts.add(question.fact or question.id)
        self._keys.update(_telling(question))
        self._stems += f"\n{question.stem}"


def _telling(question: Drawable) -> list[str]:
    """Return the keys that are long enough to be read off another question."""
    return [key for key in question.keys if len(key) >= SHORTEST_KEY]


def _spread(questions: Sequence[Drawable], count: int, sitting: _Sitting) -> list[Drawable]:
    """
    Return *count* of *questions* such that kinds, types and sections take turns.

    Questions alike in all three wait in one line; each time the line moves whose kind,
    type and section have been drawn least. Lines with equal claims keep their order.
    """
    lines: dict[tuple[str, ...], list[Drawable]] = defaultdict(list)
    for question in reversed(questions):
        lines[f"k{question.kind}", f"t{question.type}", f"s{question.section}"].append(question)
    order = [*reversed(lines)]
    used: Counter[str] = Counter()
    drawn: list[Drawable] = []
    while order and len(drawn) < count:
        line = min(order, key=lambda marks: sum(used[mark] for mark in marks))
        question = lines[line].pop()
        if sitting.takes(question):
            drawn.append(question)
            used.update(line)
        if not lines[line]:
            order.remove(line)
    return drawn


def weakness_by_kind(questions: Iterable[Drawable]) -> dict[Kind, Fraction]:
    """
    Return the share of answers of each kind that were wrong, above 0 and below 1.

    One right and one wrong answer are added to each kind (Laplace's rule), so that a
    kind never met counts as half known and no kind is ever left out.
    """
    answered: Counter[Kind] = Counter()
    right: Counter[Kind] = Counter()
    for question in questions:
        answered[question.kind] += question.times_answered
        right[question.kind] += question.times_right
    return {
        kind: Fraction(answered[kind] - right[kind] + 1, answered[kind] + 2) for kind in answered
    }


def _weighted(
    questions: Sequence[Drawable], count: int, sitting: _Sitting, rng: Random
) -> list[Drawable]:
    """
    Return *count* of *questions*, kinds drawn by their weakness.

    Within a kind those in the wrong-answer book come first, then unseen ones; then
    kinds, types and sections take turns as ever.
    """
    weakness = weakness_by_kind(questions)
    lines: dict[Kind, list[Drawable]] = defaultdict(list)
    for question in sorted(questions, key=lambda each: (not each.is_wrong, each.is_seen)):
        lines[question.kind].append(question)
    drawn: list[Drawable] = []
    while lines and len(drawn) < count:
        kinds = list(lines)
        kind = rng.choices(kinds, [float(weakness[each]) for each in kinds])[0]
        question = lines[kind].pop(0)
        if sitting.takes(question):
            drawn.append(question)
        if not lines[kind]:
            del lines[kind]
    return _spread(drawn, count, _Sitting())


def _all_numbers(options: Sequence[Option]) -> bool:
    """Return whether the options are one phrase with different numbers in it."""
    forms = [normalise(option.text) for option in options]
    if not forms or not all(len(_NUMBER.findall(form)) == 1 for form in forms):
        return False
    return len({_NUMBER.sub("#", form) for form in forms}) == 1


def _value(option: Option) -> Fraction:
    """Return the only number in an option."""
    whole, _, below = _NUMBER.findall(normalise(option.text))[0].partition("/")
    return Fraction(whole) / (int(below or "1") or 1)
