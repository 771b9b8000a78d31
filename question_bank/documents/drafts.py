"""A text under repair that remembers where each character came from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable

from question_bank.documents.values import Repair

Replacement = str | Callable[[re.Match[str]], str]


class Draft:
    """
    A text that is changed step by step.

    Attributes:
        text: As it stands now.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self._origins = array("l", range(len(text)))
        self._made: list[tuple[int, str, str, str]] = []

    def replace(self, pattern: re.Pattern[str], replacement: Replacement, kind: str) -> None:
        """
        Replace every match of *pattern* and record what changed as *kind*.

        A match whose replacement equals it is no repair. An empty *kind* leaves
        no record: for changes no reader would call a repair.
        """
        pieces: list[str] = []
        origins = array("l")
        last = 0
        for match in pattern.finditer(self.text):
            new = replacement if isinstance(replacement, str) else replacement(match)
            if new == match.group():
                continue
            origin = self._origin(match.start())
            pieces += (self.text[last : match.start()], new)
            origins.extend(self._origins[last : match.start()])
            origins.extend(self._origins_of(match, new, origin))
            if kind:
                self._made.append((origin, kind, match.group(), new))
            last = match.end()
        if not pieces:
            return
        pieces.append(self.text[last:])
        origins.extend(self._origins[last:])
        self.text, self._origins = "".join(pieces), origins

    def repairs(self) -> tuple[Repair, ...]:
        """Return what was changed, in reading order."""
        return tuple(
            Repair(kind, origin, bisect_left(self._origins, origin), before, after)
            for origin, kind, before, after in sorted(self._made)
        )

    def _origin(self, position: int) -> int:
        if position < len(self._origins):
            return self._origins[position]
        return self._origins[-1] + 1 if self._origins else 0

    def _origins_of(self, match: re.Match[str], new: str, origin: int) -> array[int]:
        if len(new) == len(match.group()):
            return self._origins[match.start() : match.end()]
        return array("l", [origin]) * len(new)
