"""
What ties a rule to the sentence before it: words that few articles of its statute have.

A sentence that takes up such words goes on with the matter of the one before: 补偿期限 after
给予专利权期限补偿, 公告 after 予以公告. Words that all its articles have tie it to none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise

#: Words of so many articles, or of that share of them, tie nothing to its neighbour.
FEW, SHARE = 2, 0.06
SPEECH = re.compile("[\u4e00-\u9fff]+")


class Ties:
    """Which words of a statute are its matters, and not what all of it is about."""

    def __init__(self, articles: Iterable[str] = ()) -> None:
        """Count in how many of *articles* each pair of characters stands."""
        self._often: Counter[str] = Counter()
        count = 0
        for count, article in enumerate(articles, start=1):  # noqa: B007
            self._often.update(_pairs(article))
        self._most = max(FEW, count * SHARE)

    def ties(self, text: str, before: str) -> bool:
        """Tell whether *text* takes up a matter of *before*."""
        return any(0 < self._often[each] <= self._most for each in _pairs(text) & _pairs(before))


def _pairs(text: str) -> set[str]:
    """Return the pairs of neighbouring characters of *text*."""
    return {a + b for run in SPEECH.findall(text) for a, b in pairwise(run)}
