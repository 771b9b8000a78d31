"""What the members of a refrain share, clause by clause, and where they differ."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from question_bank.keypoints.clauses import Material
from question_bank.keypoints.likeness import edges
from question_bank.keypoints.values import Span

#: Said of a row whose slots the words beside them tell apart.
MATCHED = "matched"
#: How much the lengths of clauses at one place may differ, and longest words that are asked.
UNEVEN, LONGEST_SLOT = 4, 6
#: Fewest characters that say something and that members share; so many of any sort if all are of
#: one length, and one if they are as short as this.
TELLING, OF_ONE_LENGTH, SHORT, SHORTEST = 2, 3, 8, 3
#: One of these alone is no frame but among the shortest.
JOINTS = frozenset("的和与要")
#: Characters that begin or join anything.
HOLLOW = frozenset("的是和与及要在把将以向为对从了着过有也都就更又再等各、，“”\ue000")
#: Words that take what follows them along.
TAKES = frozenset("把将")
#: Members of a quotation that share nothing are as long as this at least.
SHORTEST_WHOLE = 4


class Row(NamedTuple):
    """A member of a refrain with its clauses and the marks between them."""

    span: Span
    clauses: tuple[Span, ...]
    marks: tuple[str, ...]


def are_alike(rows: Sequence[Row]) -> bool:
    """Tell whether *rows* share a frame, clause by clause."""
    if len({row.marks for row in rows}) > 1 or len({len(row.clauses) for row in rows}) > 1:
        return False
    shared, is_even = "", True
    for column in zip(*(row.clauses for row in rows), strict=True):
        texts = [clause.text for clause in column]
        sizes = {len(text) for text in texts}
        if max(sizes) - min(sizes) > UNEVEN:
            return False
        is_even = is_even and len(sizes) == 1
        shared += _shared(texts)
    telling = sum(character not in HOLLOW for character in shared)
    if telling >= TELLING:
        return True
    size = len(rows[0].span.text)
    is_short = bool(shared) and (size <= SHORTEST or (size <= SHORT and shared not in JOINTS))
    return is_even and (len(shared) >= OF_ONE_LENGTH or telling > 0 or is_short)


def _shared(texts: Sequence[str]) -> str:
    """Return the characters that all *texts* have at one place, counted from either end if they differ in length."""
    if len(set(map(len, texts))) == 1:
        return "".join(column[0] for column in zip(*texts, strict=True) if len(set(column)) == 1)
    head, tail = edges(texts)
    return texts[0][:head] + texts[0][len(texts[0]) - tail :]


def slots_of(
    material: Material, rows: Sequence[Row], *, may_be_whole: bool = False
) -> list[Span] | None:
    """
    Return what of each of *rows* differs from the others and may be asked, or `None`.

    What is said last is mostly what is said of the rest; single characters are guessed.
    """
    columns = list(zip(*(row.clauses for row in rows), strict=True))
    found = [slots for column in columns for slots in _slots(material, column, rows)]
    if found:
        return max(reversed(found), key=lambda each: (tell_apart(rows, each), _size(each) > 1))
    whole = [row.span for row in rows]
    is_short = len({len(span.text) for span in whole}) == 1 and len(whole[0].text) <= LONGEST_SLOT
    is_short = is_short and (len(whole[0].text) >= SHORTEST_WHOLE or len(whole[0].text) == 1)
    is_word = all(span.text.isalnum() for span in whole)
    return whole if may_be_whole and is_short and is_word else None


def tell_apart(rows: Sequence[Row], slots: Sequence[Span]) -> bool:
    """Tell whether what is left of each row without its slot says which slot it is."""
    rests = {_rest(row, slot) for row, slot in zip(rows, slots, strict=True)}
    return len(rests) == len(rows)


def _rest(row: Row, slot: Span) -> str:
    """Return *row* without *slot*."""
    at = slot.start - row.span.start
    return row.span.text[:at] + row.span.text[at + len(slot.text) :]


def _size(slots: Sequence[Span]) -> int:
    return min(len(slot.text) for slot in slots)


def _slots(material: Material, column: Sequence[Span], rows: Sequence[Row]) -> Iterator[list[Span]]:
    """Yield what of each clause of *column* differs from the others, cut at words."""
    texts = [clause.text for clause in column]
    cuts = [material.segmenter.boundaries(text) for text in texts]
    whole = "".join(row.span.text for row in rows)
    is_even = len(set(map(len, texts))) == 1
    for places in _even_places(texts, cuts) if is_even else _uneven_places(texts, cuts):
        slots = [
            Span(clause.start + a, clause.start + b, clause.text[a:b])
            for clause, (a, b) in zip(column, places, strict=True)
        ]
        is_plain = all(
            slot.text.isalnum() and whole.count(slot.text) == 1 and TAKES.isdisjoint(slot.text)
            for slot in slots
        )
        is_told = any(
            len(set(slot.text) & set(_rest(row, slot)) - HOLLOW) * 2 >= len(slot.text)
            for row, slot in zip(rows, slots, strict=True)
        )
        if is_plain and not is_told:
            yield slots


Places = list[tuple[int, int]]


def _even_places(texts: Sequence[str], cuts: Sequence[frozenset[int]]) -> Iterator[Places]:
    """Yield where words of one length differ that stand at one place, the longest stretch last."""
    size = len(texts[0])
    same = [-1, *(i for i in range(size) if len({text[i] for text in texts}) == 1), size]
    runs = [(a + 1, b) for a, b in pairwise(same) if b - a > 1]
    for run in sorted(runs, key=lambda run: run[1] - run[0]):
        start, end = _whole_words(texts, cuts, *run)
        is_long = end - start > LONGEST_SLOT
        if is_long or (end - start == size and size > LONGEST_SLOT // 2):
            later = [i for i in range(start + 2, end - 1) if all(i in cut for cut in cuts)]
            start = later[-1] if later else start
        if end - start <= LONGEST_SLOT:
            yield [(start, end)] * len(texts)


def _whole_words(
    texts: Sequence[str], cuts: Sequence[frozenset[int]], start: int, end: int
) -> tuple[int, int]:
    """Return where the words begin and end that differ from *start* to *end*, without a last verb."""
    while start and texts[0][start - 1] not in HOLLOW and not _is_usual(cuts, start):
        start -= 1
    while end < len(texts[0]) and texts[0][end] not in HOLLOW and not _is_usual(cuts, end):
        end += 1
    is_loose = all(end - 1 in cut for cut in cuts) and end < len(texts[0])
    return (start, end - 1) if is_loose and end - start > TELLING else (start, end)


def _uneven_places(texts: Sequence[str], cuts: Sequence[frozenset[int]]) -> Iterator[Places]:
    """Yield what stands between the words that *texts* begin and end with."""
    head, tail = edges(texts)
    while head and not _is_usual(cuts, head):
        head -= 1
    ends = [frozenset(len(t) - i for i in cut) for t, cut in zip(texts, cuts, strict=True)]
    while tail and not _is_usual(ends, tail):
        tail -= 1
    places = [(head, len(text) - tail) for text in texts]
    if all(0 < b - a <= LONGEST_SLOT for a, b in places):
        yield places


def _is_usual(cuts: Sequence[frozenset[int]], place: int) -> bool:
    return sum(place in cut for cut in cuts) * 2 > len(cuts)
