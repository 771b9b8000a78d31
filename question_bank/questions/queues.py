"""
What of a talk waits for a trainer: what nothing asks about yet comes first.

The queue is about as long as what is published. Panels go over four sayings each; then come
items on what they leave out, then statements of what may not go unasked, and last, as far as
there is room, other items on what is asked about already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from question_bank.keypoints import Kind, Pattern
from question_bank.questions.balance import Pair, is_copy, is_leftover
from question_bank.questions.values import ItemType
from question_bank.questions.workshop import Candidate

#: A queue may be so long, however little is published, and so many times as long as that.
SHORTEST, LONGEST = 10, 1.0
#: How far beyond the room goes what may not go unasked.
BEYOND = 1.9
#: How much of an item's words must be new to the queue, and to a panel.
FRESH, FRESH_PANEL = 0.6, 0.3
CLAUSE = re.compile("[^，；：。]+")
#: Kinds of which nothing may go unasked, and what weighs so much that it is needed anyhow.
MUST = frozenset({Kind.DUTY, Kind.RIGHT, Kind.OBLIGATION, Kind.SYSTEM})
WEIGHTY = 0.6
#: A mere statement that weighs less is not worth a look.
WORTH, WORTH_OF_MUST = 0.45, 0.3
#: Kinds of which every member of a list is asked for.
OFFICE = frozenset({Kind.DUTY, Kind.RIGHT, Kind.OBLIGATION})
#: Items that a trainer would have to reword, by type and form.
WEAK = frozenset(
    {("cloze", "deciding"), ("cloze", "motto"), ("cloze", "pair"), ("cloze", "term")}
    | {("multiple", "part")}
)


def queue_of(waiting: Sequence[Pair], published: Iterable[Pair]) -> tuple[list[Pair], list[Pair]]:
    """
    Return what of *waiting*, best first, gets a place in the queue, and what does not.

    Args:
        waiting: All that could wait.
        published: What is published, by which a stretch of the text is asked about already.
    """
    shown = [candidate for candidate, _ in published]
    room = max(SHORTEST, round(LONGEST * len(shown)))
    ground = Ground([*shown, *(candidate for candidate, _ in waiting)])
    for candidate in shown:
        ground.touch(candidate)
    asked = {span.start for candidate in shown for span in candidate.key_spans}
    taken: list[Pair] = []
    left = list(waiting)
    for turn in (_panels, _items, _needed, _scraps, _rest):
        rest = []
        for pair in left:
            # Most have no place in this turn, however new they were: then that is not asked.
            is_in_turn = len(taken) < room * turn(pair, 1.0)
            if is_in_turn and not _is_member(pair[0], asked):
                is_in_turn = len(taken) < room * turn(pair, ground.fresh(pair[0]))
            if is_in_turn:
                taken.append(pair)
                ground.touch(pair[0])
                asked.update(span.start for span in pair[0].key_spans)
            else:
                rest.append(pair)
        left = rest
    return taken, left


def _is_member(candidate: Candidate, asked: Collection[int]) -> bool:
    """Tell whether *candidate* asks for other members of a list of duties, rights or obligations."""
    is_of_office = candidate.pattern is Pattern.LIST and candidate.item.kind in OFFICE
    keys = [span.start for span in candidate.key_spans]
    is_phrase = candidate.pattern is Pattern.SET_PHRASE
    return (is_of_office or is_phrase) and bool(keys) and not any(key in asked for key in keys)


def _panels(pair: Pair, fresh: float) -> float:
    return BEYOND if is_leftover(pair[0]) and fresh >= FRESH_PANEL else 0.0


def _items(pair: Pair, fresh: float) -> float:
    return 1.0 if fresh >= FRESH and not is_copy(pair) and not _is_weak(pair) else 0.0


def _needed(pair: Pair, fresh: float) -> float:
    if fresh < FRESH or is_leftover(pair[0]) or _is_weak(pair):
        return 0.0
    if is_copy(pair) and pair[1].importance < (WORTH_OF_MUST if _is_must(pair) else WORTH):
        return 0.0
    return BEYOND if _is_must(pair) else 1.0


def _scraps(pair: Pair, fresh: float) -> float:
    is_weighty = pair[1].importance >= WEIGHTY
    return BEYOND if fresh >= FRESH and _is_weak(pair) and is_weighty else 0.0


def _rest(pair: Pair, _fresh: float) -> float:
    return 0.0 if is_copy(pair) or _is_weak(pair) or is_leftover(pair[0]) else 1.0


def _is_must(pair: Pair) -> bool:
    """Tell whether nothing of the sort may go unasked."""
    return pair[1].item.kind in MUST or pair[1].importance >= WEIGHTY


def _is_weak(pair: Pair) -> bool:
    item = pair[1].item
    return (str(item.type), item.form) in WEAK


def stretches_of(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Yield from where to where *candidate* asks about its text: a cloze, the clauses of its blanks."""
    start, end = candidate.evidence.start, candidate.evidence.end
    is_cloze = candidate.item.type is ItemType.CLOZE and bool(candidate.key_spans)
    if is_cloze:
        for clause in CLAUSE.finditer(candidate.evidence.quote):
            first, last = start + clause.start(), start + clause.end()
            if any(key.start < last and first < key.end for key in candidate.key_spans):
                yield first, last
    else:
        yield start, end
    for span in candidate.also:
        yield span.start, span.end


class Ground:
    """The characters of a text that something asks about: a byte for each is counted quickly."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Make room for what *candidates* ask about; nothing of it is touched yet."""
        ends = (max(c.evidence.end, *(span.end for span in c.also), 0) for c in candidates)
        self._touched = bytearray(max(ends, default=0))

    def touch(self, candidate: Candidate) -> None:
        """Count what *candidate* asks about as asked about."""
        for start, end in stretches_of(candidate):
            self._touched[start:end] = b"\1" * (end - start)

    def fresh(self, candidate: Candidate) -> float:
        """Return how much of what *candidate* asks about nothing else does, 0 to 1."""
        stretches = list(stretches_of(candidate))
        untouched = sum(self._touched.count(0, start, end) for start, end in stretches)
        return untouched / sum(end - start for start, end in stretches)
