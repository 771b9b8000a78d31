"""Add and remove the rows of a form: options, and blanks together with their stem."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from question_bank.questions.values import BLANK, ItemType
from quizapp.routing import row_number
from quizapp.trainer.forms import MOST_ROWS, BlankRow, OptionRow, QuestionForm, answers_in

Row = TypeVar("Row")


def with_rows_changed(form: QuestionForm, wish: str) -> QuestionForm:
    """Return *form* with the row added or removed that the button named *wish* stands for."""
    verb, _, place = wish.partition("-")
    index = row_number(place)
    changes: dict[str, Callable[[QuestionForm, int], QuestionForm]] = {
        "add_option": _with_another_option,
        "add_blank": _with_another_blank,
        "remove_option": _without_option,
        "remove_blank": _with_blank_filled,
    }
    return changes[verb](form, -1 if index is None else index) if verb in changes else form


def with_rows_for_blanks(form: QuestionForm) -> QuestionForm:
    """Return *form* with a row for each blank of its stem; rows that hold something stay."""
    if form.type is not ItemType.CLOZE:
        return form
    wanted = min(max(form.stem.count(BLANK), 1), MOST_ROWS)
    rows = form.blanks + (BlankRow(),) * (wanted - len(form.blanks))
    while len(rows) > wanted and not (rows[-1].accepted or rows[-1].near_misses):
        rows = rows[:-1]
    return replace(form, blanks=rows)


def _with_another_option(form: QuestionForm, _index: int) -> QuestionForm:
    return replace(form, options=(*form.options, OptionRow())[:MOST_ROWS])


def _without_option(form: QuestionForm, index: int) -> QuestionForm:
    return replace(form, options=_without(form.options, index))


def _with_another_blank(form: QuestionForm, _index: int) -> QuestionForm:
    """Add a row, and a blank at the end of the stem if it has none for the row."""
    if len(form.blanks) >= MOST_ROWS:
        return form
    stem = form.stem
    if stem.count(BLANK) <= len(form.blanks):
        stem = stem.removesuffix("。") + BLANK + "。"
    return replace(form, stem=stem, blanks=(*form.blanks, BlankRow()))


def _with_blank_filled(form: QuestionForm, index: int) -> QuestionForm:
    """Remove a row, and put its answer where its blank stood in the stem."""
    pieces = form.stem.split(BLANK)
    if not 0 <= index < len(form.blanks):
        return form
    stem = form.stem
    if index < len(pieces) - 1:
        answer = next(iter(answers_in(form.blanks[index].accepted)), "")
        left, right = pieces[: index + 1], pieces[index + 1 :]
        stem = BLANK.join(left) + answer + BLANK.join(right)
    return replace(form, stem=stem, blanks=_without(form.blanks, index))


def _without(rows: tuple[Row, ...], index: int) -> tuple[Row, ...]:
    return rows[:index] + rows[index + 1 :] if 0 <= index < len(rows) else rows
