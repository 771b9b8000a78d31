"""
Questions that ask the same thing twice.

Two questions are near duplicates if their stems share most of their shingles (runs of
three characters) and one of their keys is the same. Pairs are found through the rarest
shingles of each stem (prefix filtering, Chaudhuri et al. 2006), so that a bank of 100,000
stems is not compared pair by pair.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Final

from question_bank.questions.values import Item

#: Length of a shingle, in code points.
SHINGLE: Final = 3
#: Share of shingles in common (Jaccard) from which stems count as alike.
ALIKE: Final = 0.8


@dataclass(frozen=True, slots=True)
class LikePair:
    """Two questions that ask the same: their places in what was given, and how alike, 0 to 1."""

    first: int
    second: int
    likeness: float


def near_duplicates(items: Sequence[Item], alike: float = ALIKE) -> Iterator[LikePair]:
    """Yield the pairs of *items* that ask the same, ordered by their second place."""
    shingles = [shingles_of(item.stem) for item in items]
    keys = [frozenset(map(_plain, item.keys or (str(item.truth),))) for item in items]
    rarity = Counter(shingle for found in shingles for shingle in found)
    places: defaultdict[str, list[int]] = defaultdict(list)
    for second, found in enumerate(shingles):
        prefix = sorted(found, key=lambda each: (rarity[each], each))[: _prefix(len(found), alike)]
        for first in sorted({place for shingle in prefix for place in places[shingle]}):
            if keys[first] & keys[second]:
                likeness = _jaccard(shingles[first], found)
                if likeness >= alike:
                    yield LikePair(first, second, likeness)
        for shingle in prefix:
            places[shingle].append(second)


def shingles_of(text: str) -> frozenset[str]:
    """Return the runs of `SHINGLE` characters of *text* without marks, spaces and blanks."""
    plain = _plain(text)
    last = max(len(plain) - SHINGLE, 0)
    return frozenset(plain[start : start + SHINGLE] for start in range(last + 1))


def _prefix(size: int, alike: float) -> int:
    """Return how many of its rarest shingles two sets as alike as that must share one of."""
    return size - ceil(alike * size) + 1


def _jaccard(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)


def _plain(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
