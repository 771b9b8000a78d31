"""Words in quotation marks whose number a text gives, and gives wrongly: “……”这八个字."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from question_bank.documents.numerals import value_of

_NUMBER: Final = "[二三四五六七八九十两0-9]{1,3}"
#: One quotation or several in a row, which are counted together.
_QUOTED: Final = "(?P<words>(?:“[^“”\n]{1,60}”[、和与]?){1,8})"
#: The quotation before its number, or after it.
_COUNTED: Final = (
    re.compile(f"{_QUOTED}(?:这|的|，)?(?P<number>{_NUMBER})个(?:大)?字"),
    re.compile(f"(?P<number>{_NUMBER})个(?:大)?字[，：——]{{0,2}}(?:就是|即|是|叫)?{_QUOTED}"),
)
_BETWEEN: Final = re.compile("”[、和与]?“?")
_HAN: Final = re.compile("[\u3400-\u4dbf\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Miscounted:
    """
    A quotation with another number of characters than the text says.

    Attributes:
        start: Offset in the text, in code points.
        said: As many as the text says.
        counted: As many as there are, marks left out.
    """

    start: int
    end: int
    said: int
    counted: int


def miscounted(text: str) -> Iterator[Miscounted]:
    """Yield the quotations in *text* that have more or fewer characters than it says, in order."""
    found = (match for pattern in _COUNTED for match in pattern.finditer(text))
    for match in sorted(found, key=lambda each: each.start()):
        said, counted = _value(match["number"]), _characters_in(match["words"])
        if said and said != counted:
            yield Miscounted(match.start(), match.end(), said, counted)


def _characters_in(quoted: str) -> int:
    return len(_HAN.findall(_BETWEEN.sub("", quoted)))


def _value(numeral: str) -> int:
    """Return the value of a numeral; 0 for what mixes both kinds of digits."""
    is_ours = numeral.isdecimal() or not any(map(str.isdecimal, numeral))
    return value_of(numeral) if is_ours else 0
