"""
Which counts may be told without telling what a few people answered.

A group of few people is not told apart. But where a whole and all its other parts are told,
the part left out is their difference; so another part is left out beside it, the smallest one
that is large enough. Every whole is looked at with its parts: groups in their group, documents,
kinds of content. What could be worked out of several such differences together is not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

#: Groups of fewer people are not told apart: one could tell who answered what.
FEWEST: Final = 5
#: Group, document, kind; 0 and an empty kind stand for all of them.
Cell = tuple[int, int, str]
_GROUP, _DOCUMENT, _KIND = range(3)
#: In the place of a document: none at all.
NO_DOCUMENT: Final = -1


def rest_of(group_id: int) -> int:
    """Return the number that stands for who is in a group, or 0, but in no group within it."""
    return -group_id - 1


@dataclass(frozen=True, slots=True)
class _Sum:
    """A whole and the parts that make it up; `rest` is a part that no page names."""

    whole: Cell
    parts: tuple[Cell, ...]
    rest: tuple[Cell, ...]


def cells_told(people: Mapping[Cell, int], parents: Mapping[int, int | None]) -> set[Cell]:
    """
    Return the cells that may be told.

    Args:
        people: How many people each cell has, of all cells that have any.
        parents: Each group with the one that it is in.
    """
    told = {cell for cell, number in people.items() if number >= FEWEST and min(cell[:2]) >= 0}
    sums = list(_sums(people, parents))
    # Each round tells less than the one before, so it ends.
    while hidden := [cell for each in sums if (cell := _also_hidden(each, told, people))]:
        told -= set(hidden)
    return told


def _also_hidden(each: _Sum, told: set[Cell], people: Mapping[Cell, int]) -> Cell | None:
    """Return what else of a sum must not be told; `None` where nothing can be worked out."""
    parts = [cell for cell in each.parts if cell not in told]
    is_whole_told = each.whole in told
    hidden = [*parts, *each.rest, *([] if is_whole_told else [each.whole])]
    is_small = any(people[cell] < FEWEST for cell in each.rest)
    if not is_small and is_whole_told and not parts:
        return None
    is_large = not is_whole_told or max((people[cell] for cell in hidden), default=0) >= FEWEST
    if len(hidden) > 1 and is_large:
        return None
    others = [cell for cell in each.parts if cell in told]
    if others:
        return min(others, key=lambda cell: (people[cell], cell))
    return each.whole if is_whole_told else None


def _sums(people: Mapping[Cell, int], parents: Mapping[int, int | None]) -> Iterator[_Sum]:
    """Yield each whole with its parts, by group, by document and by kind."""
    parts: defaultdict[tuple[int, Cell], list[Cell]] = defaultdict(list)
    for cell in people:
        group, document, kind = cell
        if group:
            # Going from a rest to its group is the way back, too.
            above = rest_of(group) if group < 0 else parents.get(group) or 0
            parts[_GROUP, (above, document, kind)].append(cell)
        if document:
            parts[_DOCUMENT, (group, 0, kind)].append(cell)
        if kind:
            parts[_KIND, (group, document, "")].append(cell)
    for (side, whole), every in sorted(parts.items()):
        rest = tuple(cell for cell in every if side != _KIND and int(cell[side]) < 0)
        named = tuple(cell for cell in every if cell not in rest)
        if named:
            yield _Sum(whole, named, rest)
