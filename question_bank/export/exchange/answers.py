"""Understand how people write the right answer."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

from question_bank.export.exchange.packing import split, unescaped
from question_bank.export.exchange.texts import comparable

TRUE: Final = frozenset(
    {
        *("√", "✓", "✔", "对", "正确", "是", "true", "t", "yes", "y", "v", "1"),
        *("对的", "正确的", "ok"),
    }
)
FALSE: Final = frozenset(
    {
        *("×", "✗", "✘", "x", "错", "错误", "否", "false", "f", "no", "n", "0"),
        *("错的", "不对", "不正确", "不是", "错误的", "╳", "✕"),
    }
)
_BETWEEN: Final = r"[\s,、;/|&+.和及]*"
_LETTERS: Final = re.compile(rf"\(?[A-Z](?:{_BETWEEN}[A-Z])*\)?[.。]?")
_NUMBERS: Final = re.compile(r"\d{1,26}(?:[\s,、;/|&+.和及]+\d{1,2})*")
_LETTERED: Final = re.compile(r"([A-Za-zＡ-Ｚａ-ｚ])\s*[.．、,，:：)）]\s*(.+)", re.DOTALL)
#: Marks between the answers of several blanks, from the plainest to the most doubtful.
BETWEEN_BLANKS: Final = ("|｜", "；;", "\n", "、", "，,", " \u3000\t")
BETWEEN_VARIANTS: Final = "/／"
_BRACKETED: Final = re.compile(r"[(（]([^()（）]*)[)）]")
_FRACTION: Final = re.compile(r"(?<=\d)/(?=\d)")


def letter(index: int) -> str:
    """Return the letter of the option at *index*: A for 0."""
    return chr(ord("A") + index)


def chosen_options(text: str, options: Sequence[str]) -> tuple[int, ...] | None:
    """
    Return which of *options*, from 0, the answer *text* means; `None` if it means none.

    Understands AC, A,C, A、C, A C, a c, full-width letters, 1,3, ①③, the words of
    the options, and a letter with the words of its option.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    ways = (_by_letters(plain.upper()), _by_words(text, options), _by_numbers(plain, len(options)))
    for found in ways:
        if found and max(found) < len(options) and len(set(found)) == len(found):
            return tuple(sorted(found))
    return None


def _by_letters(text: str) -> list[int]:
    if not _LETTERS.fullmatch(text):
        return []
    return [ord(each) - ord("A") for each in text if "A" <= each <= "Z"]


def _by_numbers(text: str, count: int) -> list[int]:
    """Return the options counted from 1; figures side by side are each one option."""
    if not _NUMBERS.fullmatch(text):
        return []
    numbers = [int(each) for each in re.findall(r"\d+", text)]
    if len(numbers) == 1 and numbers[0] > count:
        numbers = [int(each) for each in text]
    return [] if 0 in numbers else [number - 1 for number in numbers]


def _by_words(text: str, options: Sequence[str]) -> list[int]:
    """Return the options whose words *text* has, whole or one after the other."""
    places = {comparable(option): at for at, option in reversed(list(enumerate(options)))}
    for separators in ("", "|｜", "\n", "；;", "、", "，,"):
        pieces = [unescaped(each) for each in split(text, separators)] if separators else [text]
        found = [places.get(comparable(_without_letter(each, options))) for each in pieces if each]
        if found and None not in found:
            return [at for at in found if at is not None]
    return []


def _without_letter(text: str, options: Sequence[str]) -> str:
    """Return *text* without the letter of the option that it names."""
    found = _LETTERED.fullmatch(text.strip())
    if found is None:
        return text
    at = ord(unicodedata.normalize("NFKC", found[1]).upper()) - ord("A")
    is_that = at < len(options) and comparable(options[at]) == comparable(found[2])
    return found[2] if is_that else text


def truth_of(text: str) -> bool | None:
    """Return whether *text* says true or false; `None` if it says neither."""
    word = unicodedata.normalize("NFKC", text).strip().strip("()[]【】。.“”\"'").strip().casefold()
    if word in TRUE:
        return True
    return False if word in FALSE else None


def answers_of_blanks(text: str, count: int) -> list[tuple[str, ...]] | None:
    """
    Return the accepted answers of *count* blanks; `None` if there are more or fewer.

    The answers of several blanks are parted by the first of ``|``, ``；``, line
    ends, ``、``, ``，`` or spaces that gives so many; the variants of one by ``/``,
    and by ``|`` where there is only one blank.
    """
    pieces = _answers(text.strip(), count)
    if pieces is None:
        return None
    variants = BETWEEN_VARIANTS + ("|｜" if count == 1 else "")
    found = [_variants(piece, variants) for piece in pieces]
    return found if all(found) else None


def _answers(text: str, count: int) -> list[str] | None:
    """Return the text of each blank, still escaped."""
    if count == 1:
        return [text] if text else None
    bracketed = _BRACKETED.findall(text)
    if len(bracketed) == count and not _BRACKETED.sub("", text).strip(" ,，、;；"):
        return [str(each) for each in bracketed]
    for separators in BETWEEN_BLANKS:
        pieces = [each for each in split(text, separators) if each]
        if len(pieces) == count:
            return pieces
    return None


def _variants(text: str, separators: str) -> tuple[str, ...]:
    """Return the accepted answers of one blank; a stroke between figures parts nothing."""
    guarded = _FRACTION.sub(r"\\/", text)
    pieces = [unescaped(each).strip() for each in split(guarded, separators)]
    return tuple(dict.fromkeys(filter(None, pieces)))
