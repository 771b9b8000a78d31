"""Moodle's embedded answers: ``{1:SHORTANSWER:=right~=also right~%0%wrong#why}`` in a text."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from question_bank.export.exchange.texts import from_html, to_html, writable
from question_bank.questions.values import BLANK, Blank, Item, NearMiss

_SPECIAL: Final = re.compile(r'[\\~#}"/]')
_WRITTEN: Final = re.compile(r"\\(.)", re.DOTALL)
_EMBEDDED: Final = re.compile(
    r"\{(\d*):(SHORTANSWER(?:_C)?|SAC?|MWC?|NUMERICAL|NM|MULTICHOICE\w*|MC\w*|MULTIRESPONSE\w*|MR\w*):"
    r"((?:\\.|[^}\\])*)\}",
    re.DOTALL,
)
_ANSWER: Final = re.compile(r"(?:\\.|[^~\\])+", re.DOTALL)
_WEIGHT: Final = re.compile(r"(?:%(-?\d+(?:\.\d+)?)%|(=))?")
_TYPED: Final = ("SHORTANSWER", "SA", "MW")


def embedded_text(item: Item) -> str:
    """Return the stem of a cloze as HTML, with the answers where the blanks are."""
    pieces = to_html(item.stem).split(BLANK)
    answers = [_embedded(blank) for blank in item.blanks]
    return "".join(piece + answer for piece, answer in zip(pieces, [*answers, ""], strict=True))


def _embedded(blank: Blank) -> str:
    right = [f"={_escaped(text)}" for text in blank.accepted]
    wrong = [f"%0%{_escaped(miss.text)}{_feedback(miss)}" for miss in blank.near_misses]
    return f"{{1:SHORTANSWER:{'~'.join([*right, *wrong])}}}"


def _feedback(miss: NearMiss) -> str:
    return f"#{_escaped(miss.feedback)}" if miss.feedback else ""


def _escaped(text: str) -> str:
    """Return *text* for inside the braces: HTML first, then the marks of the syntax."""
    marked = html.escape(writable(text), quote=False).replace("{", "&#123;")
    return _SPECIAL.sub(lambda found: f"\\{found[0]}", marked.replace("\n", "&#10;"))


def read_embedded(markup: str) -> tuple[str, tuple[Blank, ...]] | None:
    """
    Return the stem and the blanks of an embedded text.

    `None` if one of its answers is none that is typed.
    """
    found = list(_EMBEDDED.finditer(markup))
    if not found or not all(each[2].startswith(_TYPED) for each in found):
        return None
    blanks = tuple(_blank(number, each[3]) for number, each in enumerate(found, start=1))
    return from_html(_EMBEDDED.sub(BLANK, markup)), blanks


def _blank(number: int, text: str) -> Blank:
    accepted: list[str] = []
    misses: list[NearMiss] = []
    for is_right, answer, feedback in _answers(text):
        if is_right:
            accepted.append(answer)
        else:
            misses.append(NearMiss(answer, feedback))
    return Blank(number, tuple(accepted), tuple(misses))


def _answers(text: str) -> Iterator[tuple[bool, str, str]]:
    for found in _ANSWER.finditer(text):
        weight = _WEIGHT.match(found[0])
        rest = found[0][weight.end() :] if weight else found[0]
        answer, feedback = _parted(rest)
        is_right = bool(weight and (weight[2] or float(weight[1] or 0) > 0))
        if answer:
            yield is_right, answer, feedback


def _parted(text: str) -> tuple[str, str]:
    """Return the answer and its feedback, both as plain text."""
    found = re.match(r"((?:\\.|[^#\\])*)(?:#(.*))?$", text, re.DOTALL)
    answer, feedback = (found[1], found[2] or "") if found else (text, "")
    return _bare(answer), _bare(feedback)


def _bare(text: str) -> str:
    return html.unescape(_WRITTEN.sub(r"\1", text)).strip()
