"""How alike two members of a parallel group are in shape."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from statistics import fmean

from question_bank.keypoints.words import Segmenter

#: Weights of the features, chosen by reading lists of official texts; they sum to 1.
LENGTH, LAST_WORD, LAST_CHARACTER, FIRST_CHARACTER, TAGS = 0.35, 0.15, 0.15, 0.1, 0.25
#: What goes with the words before it and says when: 办理前.
WHEN = frozenset("前中后时")


def likeness(one: str, other: str, segmenter: Segmenter) -> float:
    """
    Return how alike *one* and *other* are in length, edges and grammar, 0 to 1.

    Grammar is the coarse part of speech of first and last word, a hint only:
    no list is refused for it alone.
    """
    if not one or not other:
        return 0.0
    first, second = segmenter.words(one), segmenter.words(other)
    score = LENGTH * min(len(one), len(other)) / max(len(one), len(other))
    score += LAST_WORD * (first[-1].text == second[-1].text)
    score += LAST_CHARACTER * (one[-1] == other[-1])
    score += FIRST_CHARACTER * (one[0] == other[0])
    score += TAGS / 2 * (first[0].tag[:1] == second[0].tag[:1])
    score += TAGS / 2 * (first[-1].tag[:1] == second[-1].tag[:1])
    return score


def cohesion(members: Sequence[str], segmenter: Segmenter) -> float:
    """Return the mean likeness of neighbouring *members*, 0 to 1; 0 for fewer than two."""
    pairs = list(pairwise(members))
    return fmean(likeness(a, b, segmenter) for a, b in pairs) if pairs else 0.0


def edges(texts: Sequence[str]) -> tuple[int, int]:
    """Return how many characters all *texts* share at the front and at the back."""
    prefix = _shared(texts)
    return prefix, _shared([text[prefix:][::-1] for text in texts])


def spare_edges(texts: Sequence[str]) -> tuple[int, int]:
    """
    Return how many characters at either edge of *texts* need not be asked for.

    A single character at the back is not: taking 德 from 社会公德 and 家庭美德, or 化 from
    交办精准化 and 督查常态化, would cut words, and readers type the whole.
    """
    head, tail = edges(texts)
    return head, 0 if tail == 1 else tail


def past_when(texts: Sequence[str], head: int) -> int:
    """
    Return how much of *texts* to pass over where *head* characters are shared and then comes when.

    Of 办理前见面问意图 and 办理中见面看现场 that is 办理前见面, since 前 goes with 办理.
    """
    if not head or not {text[head : head + 1] for text in texts} <= WHEN:
        return head
    return head + 1 + _shared([text[head + 1 :] for text in texts])


def _shared(texts: Sequence[str]) -> int:
    columns = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return sum(1 for _ in columns)
