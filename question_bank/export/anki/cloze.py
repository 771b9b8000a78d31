"""The fields of a cloze note."""

from __future__ import annotations

from question_bank.export.anki.labels import Heading
from question_bank.export.anki.texts import Writer, set_bold
from question_bank.export.anki.values import DeckOptions, ExportNote
from question_bank.questions.values import BLANK, Blank, Item


def cloze_fields(
    note: ExportNote, heading: Heading, options: DeckOptions, write: Writer
) -> tuple[str, ...]:
    """Return the fields of a cloze note as HTML, in the order of its note type."""
    item = note.item
    together = options.blanks_together
    return (
        write(note.guid),
        _text(item, options, write),
        _word_bank(item.word_bank, write),
        _also_accepted(item, write),
        _near_misses(item, write),
        write(item.explanation),
        heading.source,
        write(note.source_quote),
        heading.document,
        heading.kind,
        f"{heading.type}（不分先后）" if together and item.unordered else heading.type,
        "1" if options.type_in else "",
    )


def card_places(item: Item, options: DeckOptions) -> tuple[int, ...]:
    """Return the places of the note's cards, from 0: each blank's number less one."""
    if options.blanks_together:
        return (0,)
    return tuple(sorted([blank.number - 1 for blank in item.blanks]))


def _text(item: Item, options: DeckOptions, write: Writer) -> str:
    pieces = set_bold(write(item.stem)).split(BLANK)
    for place, blank in enumerate(item.blanks):
        number = 1 if options.blanks_together else blank.number
        hint = _hint(blank) if options.hints else ""
        pieces[place] += f"{{{{c{number}::{write(blank.accepted[0])}{hint}}}}}"
    return "".join(pieces)


def _word_bank(words: tuple[str, ...], write: Writer) -> str:
    return f"<span>{'</span> <span>'.join(map(write, words))}</span>" if words else ""


def _hint(blank: Blank) -> str:
    length = len(blank.accepted[0])
    # With answers of several lengths the number would call a right one wrong.
    if len(blank.accepted) > 1 and any(len(text) != length for text in blank.accepted):
        return ""
    return f"::{length} 字"


def _also_accepted(item: Item, write: Writer) -> str:
    lines = []
    for blank in item.blanks:
        if len(blank.accepted) > 1:
            others = "、".join([f"“{write(text)}”" for text in blank.accepted[1:]])
            lines.append(f"“{write(blank.accepted[0])}”也可填{others}。")
    return "<br>".join(lines)


def _near_misses(item: Item, write: Writer) -> str:
    lines = [
        f"<li>填“{write(miss.text)}”：{write(miss.feedback) or '与原文不符。'}</li>"
        for blank in item.blanks
        if blank.near_misses
        for miss in blank.near_misses
    ]
    return f"<ul>{''.join(lines)}</ul>" if lines else ""
