"""The fields of a note with options to tap, and of a short answer, which has none."""

from __future__ import annotations

from question_bank.export.anki.labels import Heading
from question_bank.export.anki.texts import Writer, set_bold
from question_bank.export.anki.values import ExportNote
from question_bank.questions.values import Item, ItemType, Option


def choice_fields(note: ExportNote, heading: Heading, write: Writer) -> tuple[str, ...]:
    """Return the fields of a choice note as HTML, in the order of its note type."""
    item = note.item
    options = _options(item)
    return (
        write(note.guid),
        set_bold(write(item.stem)),
        _list(item.type, options, write),
        _answer(item, options, write),
        write(item.explanation),
        heading.source,
        write(note.source_quote),
        heading.document,
        heading.kind,
        heading.type,
    )


def _options(item: Item) -> tuple[Option, ...]:
    if item.type is not ItemType.TRUE_FALSE:
        return item.options
    truth = item.truth is True
    return (Option(1, "正确", truth), Option(2, "错误", not truth))


def _list(item_type: ItemType, options: tuple[Option, ...], write: Writer) -> str:
    """Return the list that the script shuffles; without a script it reads as it stands."""
    if not options:
        return ""
    # True stands before false on every paper, so these two keep their places.
    style = {ItemType.MULTIPLE: " lz-multiple", ItemType.TRUE_FALSE: " lz-fixed"}.get(item_type, "")
    lines = "".join([_option(option, write) for option in options])
    return f'<ol class="lz-options{style}">{lines}</ol>'


def _option(option: Option, write: Writer) -> str:
    style = "lz-right" if option.correct else "lz-wrong"
    why = f'<div class="lz-why">{write(option.feedback)}</div>' if option.feedback else ""
    return f'<li class="{style}" data-n="{option.number}">{write(option.text)}{why}</li>'


def _answer(item: Item, options: tuple[Option, ...], write: Writer) -> str:
    if item.type is ItemType.SHORT_ANSWER:
        return write(item.model_answer)
    return "；".join([write(option.text) for option in options if option.correct])
