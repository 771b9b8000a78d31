"""Where words stand in a text, found without reading the whole text each time."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from operator import add

#: Shortest string that the index knows; shorter ones are searched in the text.
SHORTEST = 2
#: A text up to this length is searched itself: that is quicker than an index of it.
SHORT_TEXT = 12_000
Pairs = dict[str, "array[int]"]


@dataclass(frozen=True, slots=True)
class Occurrences:
    """
    The places of every pair of neighbouring characters of a text.

    A longer string is looked for only where its rarest pair stands. The index is
    made when it is first needed; counts and what was found are kept. All belong to this value.
    """

    text: str
    _pairs: list[Pairs] = field(default_factory=list, repr=False)
    _counts: dict[str, int] = field(default_factory=dict, repr=False)
    _known: dict[str, bool] = field(default_factory=dict, repr=False)

    @property
    def is_short(self) -> bool:
        """Whether the text is searched itself."""
        return len(self.text) <= SHORT_TEXT

    def count(self, words: str) -> int:
        """Return how often *words* stand in the text, overlaps not counted, as `str.count` does."""
        if words not in self._counts:
            self._counts[words] = self._count(words)
        return self._counts[words]

    def has(self, words: str) -> bool:
        """Tell whether *words* stand in the text."""
        known = self._known.get(words)
        if known is None:
            known = self._known[words] = self._has(words)
        return known

    def _has(self, words: str) -> bool:
        if len(words) < SHORTEST or self.is_short:
            return words in self.text
        return next(self.starts(words), None) is not None

    def starts(self, words: str) -> Iterator[int]:
        """Yield where *words* begin, overlaps included, in order."""
        text = self.text
        if self.is_short or len(words) < SHORTEST:
            start = text.find(words)
            while start >= 0:
                yield start
                start = text.find(words, start + 1)
            return
        offset, places = self._rarest(words)
        for place in places:
            start = place - offset
            if start >= 0 and text.startswith(words, start):
                yield start

    def most(self, words: str) -> int:
        """Return how often *words*, at least two characters, stand in the text at most."""
        return 0 if self.is_short else len(self._rarest(words)[1])

    def _rarest(self, words: str) -> tuple[int, Sequence[int]]:
        """Return the offset in *words* of the pair the text has least often, and its places."""
        pairs = self._index()
        found = [pairs.get(pair, ()) for pair in map(add, words, words[1:])]
        often = list(map(len, found))
        offset = often.index(min(often))
        return offset, found[offset]

    def _count(self, words: str) -> int:
        if len(words) < SHORTEST or self.is_short:
            return self.text.count(words)
        count = end = 0
        for start in self.starts(words):
            if start >= end:
                count += 1
                end = start + len(words)
        return count

    def _index(self) -> Pairs:
        if not self._pairs:
            self._pairs.append(_pairs_of(self.text))
        return self._pairs[0]


def _pairs_of(text: str) -> Pairs:
    """Return where each pair of neighbouring characters stands, in order."""
    pairs: Pairs = defaultdict(lambda: array("I"))
    for place, pair in enumerate(map(add, text, text[1:])):
        pairs[pair].append(place)
    return dict(pairs)
