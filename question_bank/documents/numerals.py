"""Chinese numerals as numbers."""

from __future__ import annotations

DIGITS = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
UNITS = {"十": 10, "百": 100, "千": 1_000}


def value_of(numeral: str) -> int:
    """
    Return the value of *numeral*, in Arabic or Chinese digits, below 10,000.

    Raises:
        KeyError: If it holds anything but digits and 十百千.
    """
    if numeral.isascii() and numeral.isdigit():
        return int(numeral)
    total = digit = 0
    for character in numeral:
        if character in UNITS:
            total += (digit or 1) * UNITS[character]
            digit = 0
        else:
            digit = DIGITS[character]
    return total + digit
