"""
What of a talk waits for a trainer: what nothing asks about yet comes first.

The queue is about as long as what is published. Next comes each time what goes over most that
nothing asks about: panels of four sayings, then items on what these leave out, then statements;
last, as far as there is room, other items on what is asked about already.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from question_bank.keypoints import Kind, Pattern
from question_bank.questions.balance import Pair, is_copy, is_leftover
from question_bank.questions.values import ItemType
from question_bank.questions.workshop import Candidate

#: A queue may be so long, however little is published, and so many times as long as that.
SHORTEST, LONGEST = 10, 1.0
#: How far beyond the room goes what may not go unasked.
BEYOND = 1.9
#: How much of a stretch must be new to the queue.
FRESH = 0.5
CLAUSE, PART = re.compile("[^，；：。]+"), re.compile("[^；。]+")
MEMBERS = re.compile("[^、，；：。]+")
#: What counts of words that an item shows and does not ask, and up to how much proof is shown.
SHOWN, LONGEST_PROOF = 0.55, 150
#: What another member of a list gains where all of it is asked about already.
MEMBER = 0.1
#: What a stretch counts that may go unasked, and how much less a mere statement gains.
LIGHT, STATED = 0.6, 0.7
#: Kinds of which nothing may go unasked, and what weighs so much that it is needed anyhow.
MUST = frozenset({Kind.DUTY, Kind.RIGHT, Kind.OBLIGATION, Kind.SYSTEM, Kind.SLOGAN})
WEIGHTY = 0.6
#: A mere statement that weighs less is not worth a look.
WORTH = 0.3
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

    Each time that item comes next which goes over most of what may not go unasked and nothing
    asks about yet; of equals the one that ranks first. What is left of the room is filled with
    other items on what is asked about already.

    Args:
        waiting: All that could wait, best first.
        published: What is published, by which a stretch of the text is asked about already.
    """
    shown = [candidate for candidate, _ in published]
    room = max(SHORTEST, round(LONGEST * len(shown)))
    ground = Ground([*shown, *(candidate for candidate, _ in waiting)])
    for pair in waiting:
        if _is_must(pair) and not is_leftover(pair[0]):
            ground.need(pair[0])
    for candidate in shown:
        ground.touch(candidate)
    asked = {span.start for candidate in shown for span in candidate.key_spans}
    offers = [_offer(pair, ground) for pair in waiting]
    taken: list[Pair] = []
    chosen: set[int] = set()
    for place in _by_gain(offers, ground, asked):
        pair = waiting[place]
        if len(taken) < room * _reach(offers[place], ground, asked):
            taken.append(pair)
            chosen.add(place)
            ground.touch(pair[0])
            asked.update(span.start for span in pair[0].key_spans)
    for place, pair in enumerate(waiting):
        if len(taken) < room and place not in chosen and _is_spare(pair):
            taken.append(pair)
            chosen.add(place)
    return taken, [pair for place, pair in enumerate(waiting) if place not in chosen]


class _Offer(NamedTuple):
    """
    What could wait, with what is asked of it again and again.

    Attributes:
        pair: The item.
        stretches: From where to where it asks, and whether that may not go unasked.
        worth: What a gain counts of such an item, 0 to 1.
        is_row: Whether it is of a list or a fixed wording.
    """

    pair: Pair
    stretches: tuple[tuple[int, int, bool], ...]
    worth: float
    is_row: bool


def _offer(pair: Pair, ground: Ground) -> _Offer:
    is_row = pair[0].pattern in {Pattern.LIST, Pattern.SET_PHRASE}
    worth = STATED if is_copy(pair) or _is_weak(pair) else 1.0
    asked = ((start, end, ground.needs(start, end)) for start, end in stretches_of(pair[0]))
    return _Offer(pair, tuple(asked), worth, is_row)


def _by_gain(offers: Sequence[_Offer], ground: Ground, asked: Collection[int]) -> Iterator[int]:
    """
    Yield the places of *offers*, those with the greatest gain first.

    What an item gains only falls as others are taken: whichever still gains as much as was
    reckoned when it comes to the front is the best of all.
    """
    heap = [(-_gain(offer, ground, asked), place) for place, offer in enumerate(offers)]
    heapify(heap)
    while heap:
        reckoned, place = heappop(heap)
        gain = _gain(offers[place], ground, asked)
        if gain < -reckoned:
            heappush(heap, (-gain, place))
        elif gain:
            yield place


def _gain(offer: _Offer, ground: Ground, asked: Collection[int]) -> float:
    """Return how many stretches an item newly asks about, those that may not go unasked first."""
    pair = offer.pair
    gain = 0.0
    for start, end, is_needed in offer.stretches:
        fresh = ground.fresh_between(start, end)
        if fresh >= FRESH:
            gain += fresh * (1.0 if is_needed else LIGHT)
    gain *= offer.worth
    if offer.is_row and _is_member(pair[0], asked):
        gain = max(gain, 1.0 if pair[0].item.kind in OFFICE else MEMBER)
    return round(gain, 2)


def _reach(offer: _Offer, ground: Ground, asked: Collection[int]) -> float:
    """Return how far the queue may go, in times of its room, for an item."""
    pair = offer.pair
    if pair[0].item.kind in OFFICE and _is_member(pair[0], asked):
        return BEYOND
    if is_copy(pair) and pair[1].importance < WORTH:
        return 0.0
    if _is_weak(pair) and pair[1].importance < WEIGHTY:
        return 0.0
    # What another item shows is asked for once more only if it is a duty, a right or an obligation.
    least = FRESH if pair[0].item.kind in OFFICE else SHOWN
    is_weak = _is_weak(pair)
    is_due = any(
        (is_needed or is_weak) and ground.fresh_between(start, end) > least
        for start, end, is_needed in offer.stretches
    )
    return BEYOND if is_due else 1.0


def _is_member(candidate: Candidate, asked: Collection[int]) -> bool:
    """Tell whether *candidate* asks for other members of a list of duties, rights or obligations."""
    is_of_office = candidate.pattern is Pattern.LIST and candidate.item.kind in OFFICE
    keys = [span.start for span in candidate.key_spans]
    is_phrase = candidate.pattern is Pattern.SET_PHRASE
    return (is_of_office or is_phrase) and bool(keys) and not any(key in asked for key in keys)


def _is_spare(pair: Pair) -> bool:
    """Tell whether an item on what is asked about already may fill what is left of the room."""
    return not (is_copy(pair) or _is_weak(pair) or is_leftover(pair[0]))


def _is_must(pair: Pair) -> bool:
    """Tell whether nothing of the sort may go unasked."""
    is_weighty = pair[1].importance >= WEIGHTY and not _is_weak(pair)
    return pair[1].item.kind in MUST or is_weighty


def _is_weak(pair: Pair) -> bool:
    item = pair[1].item
    return (str(item.type), item.form) in WEAK


def stretches_of(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Yield from where to where *candidate* asks about its text: a cloze, the clauses of its blanks."""
    yield from _proved(candidate)
    for span in candidate.also:
        yield from _found(PART, span.start, span.text)


def _proved(candidate: Candidate) -> Iterator[tuple[int, int]]:
    """Yield what of its proof *candidate* asks about."""
    start, quote, item = candidate.evidence.start, candidate.evidence.quote, candidate.item
    if item.type is ItemType.CLOZE and candidate.key_spans:
        keys = candidate.key_spans
        clauses = _found(CLAUSE, start, quote)
        yield from (c for c in clauses if any(k.start < c[1] and c[0] < k.end for k in keys))
    elif candidate.pattern is Pattern.LIST and item.truth is not None:
        # A statement on one member of a list says nothing of the others.
        members = _found(MEMBERS, start, quote)
        yield from (m for m in members if quote[m[0] - start : m[1] - start] in item.stem)
    elif len(quote) <= LONGEST_PROOF:
        yield from _found(PART, start, quote)
    else:
        # So long a proof is a whole part of the text, of which an item names the headings.
        yield start, start + len(quote.partition("\n")[0][:LONGEST_PROOF])


def _found(shape: re.Pattern[str], start: int, text: str) -> Iterator[tuple[int, int]]:
    """Yield from where to where the pieces of *text* go that *shape* finds; it begins at *start*."""
    for piece in shape.finditer(text):
        yield start + piece.start(), start + piece.end()


class Ground:
    """The characters of a text that something asks about: a byte for each is counted quickly."""

    def __init__(self, candidates: Iterable[Candidate]) -> None:
        """Make room for what *candidates* ask about; nothing of it is touched yet."""
        ends = (max(c.evidence.end, *(span.end for span in c.also), 0) for c in candidates)
        size = max(ends, default=0)
        self._touched, self._needed = bytearray(size), bytearray(size)

    def need(self, candidate: Candidate) -> None:
        """Count what *candidate* asks about as what may not go unasked."""
        for start, end in stretches_of(candidate):
            self._needed[start:end] = b"\1" * (end - start)

    def needs(self, start: int, end: int) -> bool:
        """Tell whether half of what stands there may not go unasked."""
        return self._needed.count(1, start, end) * 2 >= end - start

    def touch(self, candidate: Candidate) -> None:
        """Count what *candidate* asks about as asked about, and the rest of its proof as shown."""
        start, end = candidate.evidence.start, candidate.evidence.end
        if end - start <= LONGEST_PROOF:
            self._touched[start:end] = self._touched[start:end].replace(b"\0", b"\1")
        for first, last in stretches_of(candidate):
            self._touched[first:last] = b"\2" * (last - first)

    def fresh(self, candidate: Candidate) -> float:
        """Return how much of what *candidate* asks about nothing else does, 0 to 1."""
        stretches = list(stretches_of(candidate))
        fresh = sum(self.fresh_between(start, end) * (end - start) for start, end in stretches)
        return fresh / max(1, sum(end - start for start, end in stretches))

    def fresh_between(self, start: int, end: int) -> float:
        """Return how much of what stands there nothing asks about, 0 to 1; what is shown counts half."""
        untouched = self._touched.count(0, start, end)
        return (untouched + SHOWN * self._touched.count(1, start, end)) / (end - start)
