"""
Stems on a page: ``**…**`` becomes bold, ``____`` a blank; nothing else is markup.

Filters: `stem` for a stem that is only read, `stem_pieces` for a cloze whose
blanks become fields, `plain_stem` for one line of a list, `chinese` for a few words of the bank inside a sentence of the site.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from flask import Flask
from flask_babel import gettext as _
from markupsafe import Markup, escape

from question_bank.questions.values import BLANK

BOLD = "**"
_WHOLE_BLANK = Markup('<span class="blank">{}</span>').format(BLANK)
_HAN = re.compile(r"[\u4e00-\u9fff]")
_BOLD_WORDS = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Piece:
    """
    The words up to a blank, or to the end of the stem.

    Attributes:
        text: Ready for the page.
        position: Which blank follows, from 1; 0 after the last.
    """

    text: Markup
    position: int


def init_app(app: Flask) -> None:
    """Give templates the filters."""
    app.add_template_filter(stem, "stem")
    app.add_template_filter(stem_pieces, "stem_pieces")
    app.add_template_filter(chinese, "chinese")
    app.add_template_filter(plain_stem, "plain_stem")


def stem(text: str) -> Markup:
    """Return *text* for the page; a blank is an empty box that screen readers call 第1空."""
    return Markup("").join(
        piece.text + (blank_box(piece.position) if piece.position else Markup(""))
        for piece in stem_pieces(text)
    )


def blank_box(position: int) -> Markup:
    """Return an empty blank that nothing can be typed into; screen readers say its number."""
    name = _("第%(number)s空", number=position)
    return Markup(
        '<span class="blank"><span class="blank__empty" role="img" aria-label="{}"></span></span>'
    ).format(name)


def plain_stem(text: str) -> Markup:
    """Return *text* in plain type, for one line of a list; no line breaks inside a blank."""
    plain = escape(_BOLD_WORDS.sub(r"\1", text))
    return plain.replace(BLANK, _WHOLE_BLANK)


def chinese(text: str) -> Markup:
    """Return *text*, marked if it is Chinese, for a sentence that may be in another language."""
    if not _HAN.search(text):
        return escape(text)
    return Markup('<span lang="zh-Hans">{}</span>').format(text)


def stem_pieces(text: str) -> tuple[Piece, ...]:
    """Return *text* cut at its blanks, never empty."""
    runs = list(_runs(text))
    return tuple(
        Piece(words, position if position < len(runs) else 0)
        for position, words in enumerate(runs, start=1)
    )


def _runs(text: str) -> Iterator[Markup]:
    """Yield the words between blanks; bold that spans a blank is closed and opened anew."""
    is_bold = False
    marks_left = text.count(BOLD) // 2 * 2
    for run in text.split(BLANK):
        words = Markup("")
        for number, part in enumerate(run.split(BOLD)):
            if number and marks_left:
                is_bold, marks_left = not is_bold, marks_left - 1
            elif number:
                words += BOLD
            words += _bold(part) if is_bold and part else escape(part)
        yield words


def _bold(words: str) -> Markup:
    return Markup("<strong>{}</strong>").format(words)
