"""Stretches of a text, kept so that those around a place are found at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

#: How many characters share a drawer; about the length of a set phrase.
DRAWER = 64


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches, each put into every drawer of the text that it touches."""

    _drawers: dict[int, list[tuple[int, int]]] = field(default_factory=lambda: defaultdict(list))

    def add(self, start: int, end: int) -> None:
        """Keep the stretch from *start* to *end*."""
        for drawer in range(start // DRAWER, end // DRAWER + 1):
            self._drawers[drawer].append((start, end))

    def around(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield every kept stretch that holds the one from *start* to *end*."""
        for first, last in self._drawers.get(start // DRAWER, ()):
            if first <= start and end <= last:
                yield first, last

    def meets(self, start: int, end: int) -> bool:
        """Tell whether any kept stretch shares a character with the one from *start* to *end*."""
        return any(
            first < end and start < last
            for drawer in range(start // DRAWER, end // DRAWER + 1)
            for first, last in self._drawers.get(drawer, ())
        )
