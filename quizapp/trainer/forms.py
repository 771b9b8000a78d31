"""What a trainer types of a question: kept as typed, and read as an item."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from werkzeug.datastructures import MultiDict

from question_bank.keypoints.values import Kind
from question_bank.questions.values import BLANK, GAP, Blank, Item, ItemType, NearMiss, Option
from quizapp.routing import row_number

CHOICES: Final = frozenset({ItemType.SINGLE, ItemType.MULTIPLE})
#: Rows that a new form offers, and rows that any form may have.
FIRST_OPTIONS: Final = 4
MOST_ROWS: Final = 26
#: What people type for a blank, for the place of the key, and between words.
_BLANK_AS_TYPED: Final = re.compile("_{2,}|＿{2,}")
_GAP_AS_TYPED: Final = re.compile("[（(][\\s\u3000]*[)）]")
_BETWEEN_WORDS: Final = re.compile("[／/、，,；;|｜]")
_BETWEEN_ANSWERS: Final = re.compile("[\\n／]")
BETWEEN_TAGS: Final = re.compile("[\\s、，,；;]+")
_POINTS: Final = re.compile(r"[0-9]{1,3}(\.[0-9]{1,2})?")
#: What one question may earn.
MOST_POINTS: Final = 100
_BEFORE_HINT: Final = re.compile("[：:｜|]")


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option as typed; *number* is 0 until the option has been stored."""

    number: int = 0
    text: str = ""
    correct: bool = False
    feedback: str = ""


@dataclass(frozen=True, slots=True)
class BlankRow:
    """One blank as typed: an accepted answer a line, a near miss with its hint a line."""

    number: int = 0
    accepted: str = ""
    near_misses: str = ""


@dataclass(frozen=True, slots=True)
class QuestionForm:
    """
    A question as it stands in the form.

    Attributes:
        truth: ``true``, ``false`` or nothing.
        kind: One of `Kind`, or nothing.
        difficulty: 1 to 5 as text.
        word_bank: Words to tap, one a line or parted by 、.
        points: What a right answer earns, as text.
        source: Where the proof stands, see `sourcing`; `None` where the form does not say.
        document: The number of the text to look for a quote in, or nothing.
        quote: Words of that text which are to be the proof.
    """

    type: ItemType
    kind: str = ""
    stem: str = ""
    difficulty: str = "2"
    options: tuple[OptionRow, ...] = ()
    blanks: tuple[BlankRow, ...] = ()
    unordered: bool = False
    word_bank: str = ""
    truth: str = ""
    model_answer: str = ""
    explanation: str = ""
    tags: str = ""
    points: str = "1"
    source: str | None = None
    document: str = ""
    quote: str = ""

    @property
    def tag_names(self) -> tuple[str, ...]:
        """The tags, each once, in the order typed."""
        return tuple(dict.fromkeys(filter(None, BETWEEN_TAGS.split(self.tags.strip()))))


def type_in(text: str) -> ItemType | None:
    """Return the type that *text* names, `None` for any other text."""
    return next((each for each in ItemType if each.value == text), None)


def empty_form(item_type: ItemType) -> QuestionForm:
    """Return the form of a new question of this type."""
    rows = FIRST_OPTIONS if item_type in CHOICES else 0
    stem = f"{GAP}。" if item_type in CHOICES else ""
    blanks = (BlankRow(),) if item_type is ItemType.CLOZE else ()
    return QuestionForm(item_type, stem=stem, options=(OptionRow(),) * rows, blanks=blanks)


def form_of(item: Item, tags: Sequence[str] = (), points: Decimal = Decimal(1)) -> QuestionForm:
    """Return the form that shows *item* as it is stored."""
    return QuestionForm(
        type=item.type,
        kind=item.kind.value,
        stem=item.stem,
        difficulty=str(item.difficulty),
        options=tuple(OptionRow(o.number, o.text, o.correct, o.feedback) for o in item.options),
        blanks=tuple(
            BlankRow(
                blank.number,
                "\n".join(blank.accepted),
                "\n".join(f"{miss.text}：{miss.feedback}" for miss in blank.near_misses),
            )
            for blank in item.blanks
        ),
        unordered=item.unordered,
        word_bank=_joined(item.word_bank),
        truth="" if item.truth is None else str(item.truth).lower(),
        model_answer=item.model_answer,
        explanation=item.explanation,
        tags="、".join(tags),
        points=str(points),
    )


def read_form(sent: MultiDict[str, str], item_type: ItemType) -> QuestionForm:
    """Read the fields of a form of this type, whatever else was sent with them."""
    return QuestionForm(
        type=item_type,
        kind=sent.get("kind", ""),
        stem=_tidy_stem(sent.get("stem", ""), item_type),
        difficulty=sent.get("difficulty", "2").strip(),
        options=tuple(_option_rows(sent)) if item_type in CHOICES else (),
        blanks=tuple(_blank_rows(sent)) if item_type is ItemType.CLOZE else (),
        unordered="unordered" in sent and item_type is ItemType.CLOZE,
        word_bank=_lines(sent.get("word_bank", "")) if item_type is ItemType.CLOZE else "",
        truth=sent.get("truth", "") if item_type is ItemType.TRUE_FALSE else "",
        model_answer=(
            _lines(sent.get("model_answer", "")) if item_type is ItemType.SHORT_ANSWER else ""
        ),
        explanation=_lines(sent.get("explanation", "")),
        tags=_line(sent.get("tags", "")),
        points=sent.get("points", "1").strip(),
        source=sent.get("source"),
        document=_line(sent.get("source_document", "")),
        quote=_lines(sent.get("quote", "")),
    )


def item_of(form: QuestionForm, form_name: str = "authored", last_number: int = 0) -> Item:
    """
    Return the item that *form* describes, however incomplete it is.

    Empty rows at the end and between are left out. New rows get numbers above
    *last_number* and above all others, so that no number means two things.

    Args:
        form: What was typed.
        form_name: How the item was made, see `Item.form`.
        last_number: The highest number the question has ever given to a part.
    """
    options: list[OptionRow] = [
        row for row in form.options if row.text.strip() or row.feedback.strip()
    ]
    blanks: list[BlankRow] = [
        row for row in form.blanks if row.accepted.strip() or row.near_misses.strip()
    ]
    numbers = _numbers([*(o.number for o in options), *(b.number for b in blanks)], last_number)
    return Item(
        type=form.type,
        form=form_name,
        kind=kind_of(form) or Kind.SYSTEM,
        stem=form.stem.strip(),
        options=tuple(
            Option(number, row.text.strip(), row.correct, row.feedback.strip())
            for number, row in zip(numbers, options, strict=False)
        ),
        blanks=tuple(
            Blank(number, answers_in(row.accepted), tuple(_near_misses(row.near_misses)))
            for number, row in zip(numbers, blanks, strict=False)
        ),
        unordered=form.unordered,
        truth={"true": True, "false": False}.get(form.truth),
        model_answer=form.model_answer.strip(),
        word_bank=_words(form.word_bank),
        explanation=form.explanation.strip(),
        difficulty=difficulty_of(form) or 2,
    )


def kind_of(form: QuestionForm) -> Kind | None:
    """Return the kind chosen; `None` if none, or no kind there is."""
    return next((kind for kind in Kind if kind.value == form.kind), None)


def points_of(form: QuestionForm) -> Decimal | None:
    """Return the points typed, above 0 and up to 100 in steps of 0.5; `None` if it is none."""
    if not _POINTS.fullmatch(form.points):
        return None
    points = Decimal(form.points)
    return points if 0 < points <= MOST_POINTS and points * 2 % 1 == 0 else None


def difficulty_of(form: QuestionForm) -> int | None:
    """Return the difficulty chosen, 1 to 5; `None` if it is none of these."""
    return int(form.difficulty) if form.difficulty in {"1", "2", "3", "4", "5"} else None


def _numbers(kept: Sequence[int], last_number: int) -> list[int]:
    highest = last_number
    numbers: list[int] = []
    for number in kept:
        if number < 1 or number in numbers or number > last_number:
            highest += 1
            number = highest  # noqa: PLW2901  a row's number is given here
        numbers.append(number)
    return numbers


def _option_rows(sent: MultiDict[str, str]) -> Iterator[OptionRow]:
    for index in _indexes(sent, "option"):
        yield OptionRow(
            number=_number(sent.get(f"option-{index}-number", "")),
            text=_line(sent.get(f"option-{index}-text", "")),
            correct=str(index) in sent.getlist("correct"),
            feedback=_line(sent.get(f"option-{index}-feedback", "")),
        )


def _blank_rows(sent: MultiDict[str, str]) -> Iterator[BlankRow]:
    for index in _indexes(sent, "blank"):
        yield BlankRow(
            number=_number(sent.get(f"blank-{index}-number", "")),
            accepted=_lines(sent.get(f"blank-{index}-accepted", "")),
            near_misses=_lines(sent.get(f"blank-{index}-near", "")),
        )


def _indexes(sent: MultiDict[str, str], part: str) -> list[int]:
    """Return the rows that were sent, in order; no more than a form may have."""
    return [index for index in range(MOST_ROWS) if f"{part}-{index}-number" in sent]


def _number(text: str) -> int:
    return row_number(text) or 0


def _tidy_stem(text: str, item_type: ItemType) -> str:
    if item_type is ItemType.SHORT_ANSWER:
        return _lines(text)
    if item_type is ItemType.CLOZE:
        return _BLANK_AS_TYPED.sub(BLANK, _line(text))
    return _GAP_AS_TYPED.sub(GAP, _line(text)) if item_type in CHOICES else _line(text)


def _line(text: str) -> str:
    """Return *text* in one line: what a browser may send of line ends becomes nothing."""
    return "".join(text.splitlines()).strip()


def _lines(text: str) -> str:
    """Return *text* with plain line ends."""
    return "\n".join(text.splitlines()).strip()


def answers_in(text: str) -> tuple[str, ...]:
    """Return the answers typed for a blank, one a line or parted by ／, each once."""
    return _unique(_BETWEEN_ANSWERS.split(text))


def _words(text: str) -> tuple[str, ...]:
    """Return the words of a bank; in one a line, marks belong to the words."""
    return _unique(text.splitlines() if "\n" in text else _BETWEEN_WORDS.split(text))


def _joined(words: Sequence[str]) -> str:
    """Return what `_words` reads back as *words*."""
    line = "、".join(words)
    return line if _words(line) == tuple(words) else "\n".join(words)


def _unique(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, (text.strip() for text in texts))))


def _near_misses(text: str) -> Iterator[NearMiss]:
    """Yield a near miss a line: the wrong answer, a colon, what to tell."""
    for line in text.splitlines():
        wrong, *rest = _BEFORE_HINT.split(line, maxsplit=1)
        if wrong.strip():
            yield NearMiss(wrong.strip(), "".join(rest).strip())
