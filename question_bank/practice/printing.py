"""
Printed papers: the order of each variant, and the number of each answer sheet.

The number's last digit is a check digit by Damm's algorithm (H. M. Damm, 2004): one
digit typed wrong, or two neighbours exchanged, never give another sheet's number.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from random import Random
from typing import Final

from question_bank.errors import InvalidInputError
from question_bank.practice.exam_rules import lay_out_paper
from question_bank.storage.drawn import Drawn
from question_bank.storage.frozen import FrozenPaper

#: Names of the variants of a paper, in order.
VARIANTS: Final = ("A", "B", "C", "D")
#: Digits of a sheet's number, the check digit included.
CODE_LENGTH: Final = 8
#: Orders drawn for a variant before two may be alike, as they must in a paper of one question.
_TRIES: Final = 30
# A totally anti-symmetric quasigroup of order 10, from Damm's thesis.
_DAMM: Final = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)
_CODE: Final = re.compile(r"[0-9]{8}")
_NO_DIGIT: Final = re.compile(r"[\s\-—–·.]")


def variant_layouts(paper: FrozenPaper, names: Sequence[str]) -> dict[str, tuple[Drawn, ...]]:
    """
    Return the questions of each variant in its order, by name; equal at each call.

    A keeps the order of the paper; the others mix the questions of each section and
    the options of each question, and no two variants are alike if it can be helped.
    """
    layouts: dict[str, tuple[Drawn, ...]] = {}
    for name in VARIANTS[: max(map(VARIANTS.index, names), default=-1) + 1]:
        layouts[name] = _layout(paper, name, list(layouts.values()))
    return {name: layouts[name] for name in names}


def _layout(paper: FrozenPaper, name: str, taken: Sequence[tuple[Drawn, ...]]) -> tuple[Drawn, ...]:
    if name == VARIANTS[0]:
        plain = replace(paper, shuffle_questions=False, shuffle_options=False)
        return tuple(lay_out_paper(plain, Random(0)))  # noqa: S311  nothing is drawn
    mixed = replace(paper, shuffle_questions=True, shuffle_options=True)
    rng = Random(f"{paper.seed}/{name}")  # noqa: S311  chance, not secrecy
    drawn = tuple(lay_out_paper(mixed, rng))
    for _try in range(_TRIES):
        if drawn not in taken:
            break
        drawn = tuple(lay_out_paper(mixed, rng))
    return drawn


def new_code(rng: Random) -> str:
    """Return the number of a sheet, its check digit included; the caller knows those taken."""
    digits = "".join(str(rng.randrange(10)) for _ in range(CODE_LENGTH - 1))
    return digits + check_digit(digits)


def check_digit(digits: str) -> str:
    """Return the digit that stands behind *digits*."""
    interim = 0
    for digit in digits:
        interim = int(_DAMM[interim][int(digit)])
    return str(interim)


def read_code(typed: str) -> str:
    """
    Return the number of a sheet as it is stored, however it was spaced.

    Raises:
        InvalidInputError: ``sheet.code_shape`` if it has not eight digits,
            ``sheet.code_check`` if its check digit does not fit the others.
    """
    digits = _NO_DIGIT.sub("", typed)
    if not _CODE.fullmatch(digits):
        raise InvalidInputError("sheet.code_shape", length=CODE_LENGTH)
    if check_digit(digits[:-1]) != digits[-1]:
        raise InvalidInputError("sheet.code_check")
    return digits
