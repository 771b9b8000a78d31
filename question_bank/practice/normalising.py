"""
One form for comparing typed answers.

Two answers that differ only in width, letter case, spaces, punctuation, book or
quotation marks, the spelling of numbers, or simplified and traditional characters have
the same form. The form is for comparing, not for showing.
"""

from __future__ import annotations

import re
import unicodedata

from question_bank.practice.numerals import NUMERALS, fold_numerals
from question_bank.practice.simplified import SIMPLIFIED, TRADITIONAL

_FOLDED = str.maketrans(TRADITIONAL, SIMPLIFIED) | str.maketrans({"○": "〇", "⁄": "/", "∕": "/"})
_THOUSANDS = re.compile(r"(?<![0-9])([0-9]{1,3}(?:,[0-9]{3})+)(?![0-9])")
_MARKS = re.compile(r"[\W_]+")


def normalise(text: str) -> str:
    """
    Return the form of *text* that is compared; empty when nothing but marks was typed.

    Idempotent: the form of a form is itself.
    """
    text = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())
    text = "".join(text.translate(_FOLDED).split())
    text = _THOUSANDS.sub(lambda found: found[1].replace(",", ""), text)
    return fold_numerals(_MARKS.sub(_kept_of_marks, text))


def is_same_answer(one: str, other: str) -> bool:
    """Return whether two answers say the same; answers of nothing but marks never do."""
    form = normalise(one)
    return bool(form) and form == normalise(other)


def _kept_of_marks(found: re.Match[str]) -> str:
    """
    Return what stays of a run of marks: nothing, save what belongs to a number.

    After a numeral % and ‰ stay; between numerals a point or a slash stays and any
    other mark becomes ``~``, so that 三、五 does not turn into 三五.
    """
    marks, text = found[0], found.string
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    if not before or before not in NUMERALS:
        return ""
    sign = marks[0] if marks[0] in "%‰" else ""
    between = marks[len(sign) :]
    if not between or not after or after not in NUMERALS:
        return sign
    return sign + (between if between in {".", "/"} and not sign else "~")
