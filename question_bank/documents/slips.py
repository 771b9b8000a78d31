"""Slips that can be told without knowing the matter: 八个字, and nine follow; 报吿 for 报告."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from question_bank.documents.values import Flag

#: So many characters are said to follow, and what follows up to the sentence's end. 这二十个字 stood before.
COUNTED = re.compile(
    "(?<![这那二三四五六七八九十0-9])(?P<count>[二三四五六七八九]?十[二三四五六七八九]?|[四五六七八九]|[1-9][0-9]?)个(?:大)?字"
    "(?:[，：](?:就是|即)?|就是|即|(?=“))[：，]?(?P<words>[“”\u4e00-\u9fff、，；]{4,60})(?=[。！\n])"
)
MARKS = re.compile("[“”、，；]")
DIGITS = "零一二三四五六七八九"
#: Forms of common characters that no text in today's Chinese has; what reads scans takes one for the other.
LOOK_ALIKES = re.compile(
    "[吿増亊釆咼戸靑淸説値敎卽旣竒囯辧収図対検権労関実応歩査毎経済県挙読発竝郞]"
)
#: So many characters more are still taken for the words that were counted.
CLOSE = 4


def slips_of_count(text: str) -> Iterator[Flag]:
    """Yield a flag over each stretch whose words are not as many characters as it says."""
    for match in COUNTED.finditer(text):
        said = _number(match["count"])
        lengths = [len(piece) for piece in MARKS.split(match["words"]) if piece]
        sums = list(accumulate(lengths))
        if len(lengths) > 1 and said not in sums and sums[-1] <= said + CLOSE:
            yield Flag("count", match.start(), match.end())


def misread_characters(text: str) -> Iterator[Flag]:
    """Yield a flag over each character that was put for one it looks like: 预算报吿."""
    for match in LOOK_ALIKES.finditer(text):
        yield Flag("damage", match.start(), match.end())


def _number(written: str) -> int:
    """Return the number that *written* states, up to 99."""
    if written.isdigit():
        return int(written)
    tens, ten, ones = written.partition("十")
    if not ten:
        return DIGITS.index(written)
    return (DIGITS.index(tens) if tens else 1) * 10 + (DIGITS.index(ones) if ones else 0)
