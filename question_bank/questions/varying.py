"""How often one and the same trick may be the answer of a statute's panels."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.keypoints import Pattern
from question_bank.questions.balance import Pair

#: For each panel that leaves a duty to choice there are so many on something else; a statute
#: without those may have one.
OTHERS, LEAST = 2, 1


def varied(published: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """
    Let panels of a statute wait that all turn 应当 into 可以, beyond a third of its panels.

    Else whoever takes many tests picks 可以 unread. Best first; of one chapter never two that
    follow each other.
    """
    panels = sorted(filter(_is_panel, published), key=lambda pair: pair[0].evidence.start)
    others = sum(not _leaves(pair) for pair in panels)
    room = max(LEAST, others // OTHERS)
    places = {pair[1].guid: place for place, pair in enumerate(panels)}
    taken: dict[int, str] = {}
    left: set[str] = set()
    for pair in filter(_leaves, filter(_is_panel, published)):
        place, chapter = places[pair[1].guid], pair[1].item.stem
        beside = {taken.get(place - 1), taken.get(place + 1)}
        if len(taken) >= room or chapter in beside:
            left.add(pair[1].guid)
        else:
            taken[place] = chapter
    kept = [pair for pair in published if pair[1].guid not in left]
    return kept, [pair for pair in published if pair[1].guid in left]


def _is_panel(pair: Pair) -> bool:
    return pair[1].item.form == "panel"


def _leaves(pair: Pair) -> bool:
    """Tell whether the answer leaves to choice what a rule binds somebody to."""
    return pair[0].pattern is Pattern.BINDING
