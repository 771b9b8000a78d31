"""Decode the bytes of a text file."""

from __future__ import annotations

import codecs
import re
from itertools import islice

from question_bank.errors import UnreadableDocumentError

#: Shortest text, in Chinese characters, that can hold a question.
SHORTEST = 10
#: Longest text, in code points.
LONGEST = 1_500_000
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
GUESSES = ("utf-8", "gb18030", "utf-16-le", "utf-16-be")
CHINESE = re.compile(r"[\u3400-\u9fff]")
#: The commonest characters and marks of Chinese prose; a text in a wrong encoding has hardly any.
COMMON = frozenset("的一是在不了有和人这中大为上个国我以要民会代表法主工作权第条，。、；：“”《》")
#: Largest share of broken characters, of control or private ones, in a text that was read right.
MOST_BROKEN, MOST_ODD = 1 / 200, 1 / 200
#: So many broken characters are let pass however short the text is.
FEW_BROKEN = 4
SAMPLE = 20_000


def decode(data: bytes, name: str, *, declared: str = "") -> str:
    """
    Return the text of *data*, the content of the file *name*.

    Reads UTF-8 with or without a byte order mark, UTF-16 with one or without,
    and GB18030. A few broken bytes become U+FFFD, which cleaning flags.

    Args:
        data: Bytes of text.
        name: For the error.
        declared: The encoding that the text itself names, if it does.

    Raises:
        UnreadableDocumentError: If the bytes are no text, are too many, or hold no Chinese.
    """
    for mark, encoding in MARKS:
        if data.startswith(mark):
            text = data.decode(encoding, "replace")
            return require_chinese(_require_plausible(text, name), name)
    text = _strictly(data, declared) or _best_guess(data)
    return require_chinese(_require_plausible(text, name), name)


def require_chinese(text: str, name: str) -> str:
    """
    Return *text* if it is of a fitting length and Chinese.

    Raises:
        UnreadableDocumentError: If it is not.
    """
    if len(text) > LONGEST:
        raise UnreadableDocumentError("document.too_long", name=name, limit=LONGEST // 10_000)
    if sum(1 for _ in islice(CHINESE.finditer(text), SHORTEST)) < SHORTEST:
        raise UnreadableDocumentError("document.no_chinese", name=name)
    return text


def _strictly(data: bytes, encoding: str) -> str:
    """Return *data* in *encoding*, or nothing if that is unknown or does not fit."""
    try:
        return data.decode(encoding) if encoding else ""
    except (LookupError, UnicodeError):
        return ""


def _best_guess(data: bytes) -> str:
    """Return *data* in the likeliest encoding: UTF-8 if it fits, else what reads most like Chinese."""
    text = _strictly(data, GUESSES[0])
    if text and text.count("\x00") == 0:
        return text
    readings = [data.decode(encoding, "replace") for encoding in GUESSES]
    return max(readings, key=_commonness)


def _commonness(text: str) -> float:
    """Return the share of common characters less that of broken ones, in a sample."""
    sample = text[:SAMPLE]
    good = sum(1 for c in sample if c in COMMON)
    return (good - 5 * sample.count("\ufffd")) / max(1, len(sample))


def _require_plausible(text: str, name: str) -> str:
    """Return *text* if it reads like text: hardly any broken, control or private characters."""
    sample = text[:SAMPLE]
    odd = sum(1 for c in sample if _is_odd(c))
    broken = text.count("\ufffd")
    if odd > MOST_ODD * len(sample) or broken > max(FEW_BROKEN, MOST_BROKEN * len(text)):
        raise UnreadableDocumentError("document.not_text", name=name)
    return text.encode("utf-8", "replace").decode("utf-8")


def _is_odd(character: str) -> bool:
    if character < " ":
        return character not in "\t\n\r\f\v"
    return "\ud800" <= character <= "\uf8ff"
