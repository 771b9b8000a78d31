"""
What of a statute waits for a trainer: best first, varied, and about as long as what is published.

Items that ask something come first, as far as they are about what nothing else asks. Then come
panels that leave a duty to choice, at most a third of all, members of lists, and true statements
of rules that may not go unasked. Only what nothing else asks about may go beyond the room.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from question_bank.questions.balance import Pair, ground_of, is_copy
from question_bank.questions.varying import leaves_to_choice

#: A queue may be so long, however little is published, and so many times as long as that; so much
#: longer may it be for rules that may not go unasked.
SHORTEST, LONGEST, BEYOND = 12, 1.0, 1.8
#: How much of an item's ground must be new, turn by turn, and of what goes beyond the room.
SHARES, NEEDED = (1.0, 0.6, 0.4), 0.4
#: So much of the room is for what goes over several rules, if so much of them is new.
OF_MANY, MOSTLY = 0.6, 0.6
#: A rule of less importance is desk work, a penalty or transition.
LEAST = 0.3
#: One of so many that wait may leave a duty to choice; so many statements one list may have.
ONE_OF, MOST_OF_LIST = 3, 3
#: So many true copies of rules may wait for each item there that asks something.
COPIES = 1.3
#: So many items of one form may follow each other.
IN_A_ROW = 2
#: Sorts of items that wait: what merely copies a rule, one member of a list, or leaves a duty to choice.
COPY, MEMBER, LEAVE, ASKING = "copy", "member", "leave", "asking"
#: Forms of statements on single members of a list.
OF_LIST = frozenset({"member", "case"})


class _Waiting(NamedTuple):
    """What may take a place in the queue; asked in every turn, so worked out once."""

    pair: Pair
    ground: set[int]
    sort: str
    is_must: bool


@dataclass(slots=True)
class _Queue:
    """What has been taken so far, and what of the statute is asked about by now."""

    room: int
    touched: set[int]
    taken: list[_Waiting] = field(default_factory=list)
    sorts: Counter[str] = field(default_factory=Counter)
    lists: Counter[str] = field(default_factory=Counter)

    def fresh(self, each: _Waiting) -> float:
        """Return how much of the ground of *each* nothing asks about yet, 0 to 1."""
        return len(each.ground - self.touched) / len(each.ground)

    def has_room(self, each: _Waiting) -> bool:
        """Tell whether there is a place for *each*: beyond the room if it may not go unasked."""
        count = len(self.taken)
        if count < self.room:
            return True
        return each.is_must and count < BEYOND * self.room and self.fresh(each) >= NEEDED

    def fill(
        self, left: Sequence[_Waiting], is_in_turn: Callable[[_Waiting], bool]
    ) -> list[_Waiting]:
        """Take those of *left* that are in turn, as long as there is room; return the others."""
        rest = []
        for each in left:
            if is_in_turn(each) and self.has_room(each):
                self.taken.append(each)
                self.touched |= each.ground
                self.sorts[each.sort] += 1
                self.lists[each.pair[0].group] += each.sort == MEMBER
            else:
                rest.append(each)
        return rest


def queue_of_statute(
    waiting: Sequence[Pair], published: Sequence[Pair]
) -> tuple[list[Pair], list[Pair], list[Pair]]:
    """
    Return what gets a place, in the order to read it, what is more of one sort than that, and the rest.

    Args:
        waiting: All that could wait, best first.
        published: What is published, by which a rule is asked about already.
    """
    touched = {each for candidate, _ in published for each in ground_of(candidate)}
    queue = _Queue(max(SHORTEST, round(LONGEST * len(published))), touched)
    left = [_waiting_of(pair) for pair in waiting]
    left = queue.fill(left, partial(_goes_over_many, queue))
    for share in SHARES:
        left = queue.fill(left, partial(_asks_anew, queue, share))
    left = queue.fill(left, partial(_is_left_to_choice, queue))
    left = queue.fill(left, partial(_is_of_list, queue))
    left = queue.fill(left, partial(_is_missing, queue))
    left = queue.fill(left, partial(_asks_anew, queue, 0.0))
    kept, over = _without_surplus(queue)
    best = {pair[1].guid: rank for rank, pair in enumerate(waiting)}
    kept.sort(key=lambda pair: best[pair[1].guid])
    more = [each.pair for each in left if each.sort in {LEAVE, MEMBER}] + over
    return in_turns(kept), more, [each.pair for each in left if each.sort not in {LEAVE, MEMBER}]


def _waiting_of(pair: Pair) -> _Waiting:
    candidate, question = pair
    if is_copy(pair):
        sort = MEMBER if question.item.form in OF_LIST else COPY
    else:
        sort = LEAVE if leaves_to_choice(candidate) else ASKING
    return _Waiting(pair, ground_of(candidate), sort, question.importance >= LEAST)


def _goes_over_many(queue: _Queue, each: _Waiting) -> bool:
    """Tell whether *each* goes over rules of which nothing asks about most; half the room has such."""
    is_few = len(queue.taken) < queue.room * OF_MANY
    is_panel = each.sort == ASKING and bool(each.pair[0].also)
    return is_panel and is_few and queue.fresh(each) >= MOSTLY


def _asks_anew(queue: _Queue, share: float, each: _Waiting) -> bool:
    return each.sort == ASKING and queue.fresh(each) >= share


def _is_left_to_choice(queue: _Queue, each: _Waiting) -> bool:
    is_few = queue.sorts[LEAVE] < queue.room // ONE_OF
    return each.sort == LEAVE and is_few and queue.fresh(each) >= NEEDED


def _is_of_list(queue: _Queue, each: _Waiting) -> bool:
    is_few = queue.lists[each.pair[0].group] < MOST_OF_LIST
    return each.sort == MEMBER and is_few and queue.fresh(each) >= NEEDED


def _is_missing(queue: _Queue, each: _Waiting) -> bool:
    """Tell whether *each* states a rule that nothing else asks about."""
    others = len(queue.taken) - queue.sorts[COPY]
    is_few = queue.sorts[COPY] < COPIES * others
    return each.sort == COPY and each.is_must and is_few and queue.fresh(each) >= NEEDED


def _without_surplus(queue: _Queue) -> tuple[list[Pair], list[Pair]]:
    """Return what was taken, and of what leaves a duty to choice all beyond its share."""
    others = len(queue.taken) - queue.sorts[LEAVE]
    room = max(1, others // (ONE_OF - 1))
    leaves = [each.pair[1].guid for each in queue.taken if each.sort == LEAVE]
    over = set(leaves[room:])
    kept = [each.pair for each in queue.taken if each.pair[1].guid not in over]
    return kept, [each.pair for each in queue.taken if each.pair[1].guid in over]


def in_turns(ranked: Sequence[Pair]) -> list[Pair]:
    """Return *ranked*, best first, so that few of one form follow each other where others are left."""
    looks: dict[tuple[str, str], deque[int]] = defaultdict(deque)
    for place, pair in enumerate(ranked):
        looks[_look_of(pair)].append(place)
    told: list[Pair] = []
    while looks:
        last = {_look_of(pair) for pair in told[-IN_A_ROW:]}
        worn = last if len(told) >= IN_A_ROW and len(last) == 1 else set()
        look = min(looks, key=lambda each: (each in worn, looks[each][0]))
        told.append(ranked[looks[look].popleft()])
        looks = {each: places for each, places in looks.items() if places}
    return told


def _look_of(pair: Pair) -> tuple[str, str]:
    """Return what a trainer sees of an item at a glance: its type, and how it asks."""
    item = pair[1].item
    return str(item.type), LEAVE if leaves_to_choice(pair[0]) else item.form
