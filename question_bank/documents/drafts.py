"""A text under repair that remembers where each character came from."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator

from question_bank.documents.values import Repair

Replacement = str | Callable[[re.Match[str]], str]
#: Start, end and new text of one change, in code points of the text as it stands.
Edit = tuple[int, int, str]


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
        self.edit(_edits(pattern, replacement, self.text), kind)

    def edit(self, edits: Iterable[Edit], kind: str) -> None:
        """
        Make *edits*, which come in order and do not overlap, and record them as *kind*.

        An edit that changes nothing is no repair; an empty *kind* leaves no record.
        """
        pieces: list[str] = []
        origins = array("l")
        last = 0
        for start, end, new in edits:
            before = self.text[start:end]
            if new == before:
                continue
            origin = self._origin(start)
            pieces += (self.text[last:start], new)
            origins.extend(self._origins[last:start])
            origins.extend(self._origins_of(start, end, new))
            if kind:
                self._made.append((origin, kind, before, new))
            last = end
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

    def _origins_of(self, start: int, end: int, new: str) -> array[int]:
        if len(new) == end - start:
            return self._origins[start:end]
        return array("l", [self._origin(start)]) * len(new)


def _edits(pattern: re.Pattern[str], replacement: Replacement, text: str) -> Iterator[Edit]:
    for match in pattern.finditer(text):
        new = replacement if isinstance(replacement, str) else replacement(match)
        yield match.start(), match.end(), new
