"""
The marks of an attempt in a few bytes, so that statistics are one scan of a column.

They stand in the order of the paper, not in that in which one person saw it:
thousandths of a point, four bytes each, the lowest byte first.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable
from decimal import Decimal
from typing import Final

_THOUSANDTHS: Final = Decimal(1000)
#: What stands for an answer that a person has yet to mark.
_UNMARKED: Final = -1
_WIDTH: Final = 4


def pack_marks(marks: Iterable[Decimal | None]) -> bytes:
    """
    Return *marks* packed; `None` is an answer that nobody has marked yet.

    Raises:
        ValueError: If a mark is below 0 or finer than thousandths.
    """
    numbers = [_UNMARKED if mark is None else _whole(mark) for mark in marks]
    return struct.pack(f"<{len(numbers)}i", *numbers)


def unpack_marks(packed: bytes) -> tuple[Decimal | None, ...]:
    """Return the marks that `pack_marks` packed."""
    numbers = struct.unpack(f"<{len(packed) // _WIDTH}i", packed)
    return tuple(None if number == _UNMARKED else number / _THOUSANDTHS for number in numbers)


def marks_as_numbers(packed: bytes) -> list[float]:
    """Return the marks as statistics take them: what nobody has marked yet counts 0."""
    numbers = struct.unpack(f"<{len(packed) // _WIDTH}i", packed)
    return [max(number, 0) / 1000 for number in numbers]


def _whole(mark: Decimal) -> int:
    scaled = mark * _THOUSANDTHS
    if scaled < 0 or scaled != scaled.to_integral_value():
        raise ValueError(f"{mark} cannot be packed")
    return int(scaled)
