"""Which wrong numbers stand beside the right one in a choice, and which numbers can be asked."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from rapidfuzz import fuzz, process

from question_bank.documents import Section
from question_bank.keypoints import KeyPoint
from question_bank.questions.quantities import size_of

MOST_WRONG, FEWEST_WRONG = 3, 2
#: A choice offers numbers up to so many times as large or small as the key; ages lie closer.
LARGEST, LARGEST_AGE = 3.4, 1.3
#: Sizes so near, as a share, are one: a year has 365 days, its twelve months 360.
SAME = 0.02
#: So many times where the key would else always stand in the middle.
FURTHEST = 5.0
#: Roles of shares that decide.
DECIDES = ("majority", "quorum")
#: What is never done by one alone: the least number of those who do it need not be asked.
TOGETHER = re.compile("共同|连带|之间|分别|合并|相互|联合|双方|合伙|按份|份额")
TWO = re.compile("^[二两][人名个家户]")
#: How often something is done in a stretch of time that is named: once.
ONCE = re.compile("^一[次回]")
EVERY = re.compile("每[^，；]{1,5}(?:至少)?")
#: So alike, of 100, two rules read the same but for their numbers.
ALIKE = 85.0
#: So many characters, at least, open two rules with the same words.
OPENING = 5


def is_told_by_rule(point: KeyPoint) -> bool:
    """Tell whether the rule itself shows its number: 二人以上 who do a thing together, 每年一次."""
    text = point.span.text
    return any(
        (TWO.match(slot.text) and TOGETHER.search(text))
        or (ONCE.match(slot.text) and EVERY.search(text))
        for slot in point.slots
    )


class LikeRules:
    """The rules with a number of one role, to be found by how they read apart from it."""

    def __init__(self, points: Iterable[KeyPoint]) -> None:
        """Take up *points* by their words, and their sections by how they open and by number."""
        self._by_words: dict[str, list[KeyPoint]] = defaultdict(list)
        self._opened: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        for point in points:
            self._by_words[_plain(point)].append(point)
            for slot in point.slots:
                self._opened[_opening(point)][slot.text].add(point.section)
        self._words = list(self._by_words)

    def rule_otherwise(self, point: KeyPoint, sections: Sequence[Section]) -> bool:
        """
        Tell whether a like rule of the statute has another number, so that a reader may mean that one.

        Args:
            point: A rule with a number.
            sections: Those of the document.
        """
        alike = process.extract_iter(
            _plain(point), self._words, scorer=fuzz.ratio, score_cutoff=ALIKE
        )
        if any(_differs(point, other) for words, *_ in alike for other in self._by_words[words]):
            return True
        opening, parent = _opening(point), sections[point.section].parent
        own = {slot.text for slot in point.slots}
        return len(opening) >= OPENING and any(
            sections[section].parent != parent
            for number, places in self._opened[opening].items()
            if number not in own
            for section in places
        )


def _differs(point: KeyPoint, other: KeyPoint) -> bool:
    """Tell whether *other* is another rule, with a number that *point* has not."""
    own = {slot.text for slot in point.slots}
    return other.span != point.span and any(slot.text not in own for slot in other.slots)


def _plain(point: KeyPoint) -> str:
    text = point.span.text
    for slot in point.slots:
        text = text.replace(slot.text, "")
    return text


def _opening(point: KeyPoint) -> str:
    return point.span.text.partition("，")[0]


def around_key(
    point: KeyPoint, wrong: Sequence[tuple[str, str]], shuffler: random.Random
) -> list[tuple[str, str]]:
    """
    Return the wrong numbers nearest to the key, with a drawn number of them below it.

    Numbers further off are taken only where the key would else have to stand in the middle,
    which readers who know nothing would learn to tick. Of majorities at most one is smaller:
    minorities decide nothing and would point at the key.
    """
    key = point.slots[0].text
    below, above = _sides(key, wrong, LARGEST_AGE if key.endswith("岁") else LARGEST)
    if point.note.startswith(DECIDES):
        below = below[:1] if above else []
    elif not key.endswith("岁") and len(below) + len(above) >= FEWEST_WRONG:
        below, above = _sides(key, wrong, FURTHEST)
    count = min(MOST_WRONG, len(below) + len(above))
    lower = shuffler.randint(max(0, count - len(above)), min(count, len(below)))
    return below[:lower] + above[: count - lower]


def _sides(
    key: str, wrong: Sequence[tuple[str, str]], largest: float
) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
    """Return the numbers below the key and above it that are no more than *largest* times off."""
    value = size_of(key) or 0.0
    sizes = [(pair, size_of(pair[0]) or 0.0) for pair in wrong]
    likely = [(pair, size) for pair, size in sizes if _is_likely(size, value, largest)]
    below = [pair for pair, size in likely if size < value]
    return below, [pair for pair, size in likely if size > value]


def _is_likely(wrong: float, right: float, largest: float) -> bool:
    """Tell whether somebody may hold *wrong* for *right*: it is no multiple of it nor a small part."""
    return right / largest <= wrong <= right * largest


def unlike(texts: Sequence[str], own: Sequence[float]) -> Iterator[str]:
    """Yield the first of what is as large as another: 十二个月 and 一年 are one answer."""
    seen = list(own)
    for text in texts:
        size = size_of(text)
        if size is None or all(apart(text, value) > SAME for value in seen):
            seen += [] if size is None else [size]
            yield text


def apart(text: str, value: float) -> float:
    """Return how far *text* is from *value*, as a share of it."""
    return abs((size_of(text) or 0.0) - value) / max(value, 0.01)
