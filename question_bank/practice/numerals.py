"""
Numbers in one spelling: 五 and 5, 三十 and 30, 百分之二十 and 20 %, 三分之二 and 2/3.

Everything here expects text that `question_bank.practice.normalising` has already folded
in width, and answers with text in which every number that can be read without doubt
stands in ASCII digits. What is ambiguous (三四, 一百五, 十四五) stays as it was.
"""

from __future__ import annotations

import re

DIGITS = {character: value for value, character in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
UNITS = {"十": 1, "百": 2, "千": 3, "万": 4, "亿": 8}

#: Characters a number can be written with.
NUMERALS = "0123456789" + "".join(DIGITS) + "".join(UNITS)

_CHINESE = "".join(DIGITS) + "".join(UNITS)
_SPOKEN_POINT = re.compile(
    f"(?<![.{NUMERALS}])([{_CHINESE}]+)点([{''.join(DIGITS)}]+)(?![.点{NUMERALS}])"
)
_NUMBER = re.compile(f"[{NUMERALS}]+(?:\\.[{NUMERALS}]+)*")
#: Two digits side by side (三四, 七八) are as a rule "three or four".
_PAIR = re.compile(r"[^零〇0]{2}")
_DECIMAL = re.compile(r"[0-9]+\.[0-9]+")
_SCALED_DECIMAL = re.compile(r"([0-9]+)\.([0-9]+)([百千万亿]+)")
#: A number below 万; longer runs of digits than twelve are codes, not quantities.
_SECTION = re.compile(
    "(?:(N)千)?(?:零?(N)百)?(?:零?((N)?十))?(?:(零)?(N))?".replace(
        "N", "[0-9]{1,12}|[一二三四五六七八九两]"
    ).replace("零", "[零〇]")
)
_LOOSE_HUNDREDTHS = re.compile(
    f"(?<![./{NUMERALS}])(?<!分之)(百|千)分之([0-9]+(?:\\.[0-9]+)?|百(?![{NUMERALS}]))[%‰]?"
    f"(?![./{NUMERALS}]|分之)"
)
_FRACTION = re.compile(
    f"(?<![./{NUMERALS}])(?<!分之)([0-9]+|万)分之([0-9]+)(?![./%‰{NUMERALS}]|分之)"
)


def fold_numerals(text: str) -> str:
    """Return *text* with its numbers, percentages and fractions in ASCII digits."""
    text = _SPOKEN_POINT.sub(r"\1.\2", text)
    text = _NUMBER.sub(lambda found: _folded(found[0]), text)
    text = _LOOSE_HUNDREDTHS.sub(_percentage, text)
    return _FRACTION.sub(_fraction, text)


def _folded(number: str) -> str:
    """Return a run of numerals, perhaps with points in it, in digits."""
    scaled = _SCALED_DECIMAL.fullmatch(number)
    if scaled:
        return _shifted(scaled[1], scaled[2], sum(UNITS[unit] for unit in scaled[3]))
    parts = number.split(".")
    if len(parts) == 1:
        value = whole_number(number)
        return number if value is None else value
    digits = [_digit_by_digit(part) or whole_number(part) or part for part in parts]
    joined = ".".join(digits)
    return _decimal(*digits) if _DECIMAL.fullmatch(joined) else joined


def whole_number(run: str) -> str | None:
    """Return a run of numerals as ASCII digits without leading zeros, `None` if in doubt."""
    if run.isdecimal():
        return _without_leading_zeros(run)
    if any(character in UNITS for character in run):
        value = _counted(run)
        return None if value is None else str(value)
    if len(run) == 1:
        return str(DIGITS[run])
    digits = None if _PAIR.fullmatch(run) else _digit_by_digit(run)
    return None if digits is None else _without_leading_zeros(digits)


def _digit_by_digit(run: str) -> str | None:
    """Return 二〇二四 as ``2024``; `None` when a unit or 两 stands in it."""
    if any(character in UNITS or character == "两" for character in run):
        return None
    return "".join(str(DIGITS.get(character, character)) for character in run)


def _counted(run: str) -> int | None:
    """Return the value of a number with units, such as 三十, 3万5千 or 一千零五."""
    for unit in "亿万":
        if unit in run:
            high, _, low = run.rpartition(unit)
            above, below = _counted(high), _remainder(low)
            return None if not above or below is None else above * 10 ** UNITS[unit] + below
    return _section(run)


def _remainder(run: str) -> int | None:
    """Return what follows 万 or 亿; a lone digit there (三万五) is in doubt."""
    if not run:
        return 0
    if run[0] in "零〇":
        return _counted(run[1:])
    return None if run.isdecimal() or len(run) == 1 else _counted(run)


def _section(run: str) -> int | None:
    """Return the value of a number below 万; 一百五 is in doubt."""
    found = _SECTION.fullmatch(run)
    if not found or not run:
        return None
    thousands, hundreds, ten, tens, zero, ones = found.groups()
    if ones and (thousands or hundreds) and not ten and not zero:
        return None
    tens = "一" if ten and not tens else tens
    sizes = zip((thousands, hundreds, tens, ones), (1000, 100, 10, 1), strict=True)
    return sum(_value(digit) * size for digit, size in sizes if digit)


def _value(digit: str) -> int:
    return int(digit) if digit.isdecimal() else DIGITS[digit]


def _shifted(whole: str, part: str, places: int) -> str:
    """Return the decimal *whole*.*part* times ten to the power of *places*."""
    part = part.ljust(places, "0")
    return _decimal(whole + part[:places], part[places:])


def _decimal(whole: str, part: str) -> str:
    part = part.rstrip("0")
    whole = _without_leading_zeros(whole)
    return f"{whole}.{part}" if part else whole


def _without_leading_zeros(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _percentage(found: re.Match[str]) -> str:
    number = "100" if found[2] == "百" else found[2]
    return number + ("%" if found[1] == "百" else "‰")


def _fraction(found: re.Match[str]) -> str:
    below = "10000" if found[1] == "万" else found[1]
    return f"{found[2]}/{below}"
