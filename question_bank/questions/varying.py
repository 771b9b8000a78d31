"""What repeats itself among the items of a statute: one fact asked twice, one trick too often."""

from __future__ import annotations

from collections.abc import Sequence

from question_bank.keypoints import Pattern
from question_bank.questions.balance import Pair, is_rule
from question_bank.questions.clauses import bigrams
from question_bank.questions.workshop import Candidate

#: For each panel that leaves a duty to choice there are so many on something else; a statute
#: without those may have one.
OTHERS, LEAST = 2, 1
#: Two rules that turn on the same word and share so much of their wording teach one fact.
ALIKE = 0.6
#: What a rule turns on whose duty is left to choice.
LEAVES = "left to choice"
#: Patterns whose items turn on one word of a rule.
OF_ONE_WORD = frozenset({Pattern.NUMBER, Pattern.MODE, Pattern.BINDING, Pattern.ACTOR})


def varied(published: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """
    Let panels of a statute wait that all turn 应当 into 可以, beyond a third of its panels.

    Else whoever takes many tests picks 可以 unread. Best first; of one chapter never two that
    follow each other.
    """
    panels = sorted(filter(_is_panel, published), key=lambda pair: pair[0].evidence.start)
    others = sum(not leaves_to_choice(pair[0]) for pair in panels)
    room = max(LEAST, others // OTHERS)
    places = {pair[1].guid: place for place, pair in enumerate(panels)}
    taken: dict[int, str] = {}
    left: set[str] = set()
    for pair in filter(_leaves, published):
        place, chapter = places[pair[1].guid], pair[1].item.stem
        beside = {taken.get(place - 1), taken.get(place + 1)}
        if len(taken) >= room or chapter in beside:
            left.add(pair[1].guid)
        else:
            taken[place] = chapter
    kept = [pair for pair in published if pair[1].guid not in left]
    return kept, [pair for pair in published if pair[1].guid in left]


def distinct(published: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """Let rules of a statute wait that a better item asks already: best first, a fact is asked once."""
    kept, left = list[Pair](), list[Pair]()
    first: dict[str, list[Pair]] = {}
    for pair in published:
        turn = pair[0].turn if is_rule(pair[0]) and pair[0].pattern in OF_ONE_WORD else ""
        before = first.setdefault(turn, [])
        if turn and any(_is_one_fact(pair, other) for other in before):
            left.append(pair)
        else:
            kept.append(pair)
            before.append(pair)
    return kept, left


def _is_one_fact(one: Pair, other: Pair) -> bool:
    """Tell whether two items that turn on the same teach the same: one article has a number once."""
    article, its = one[0].group.partition("@")[2], other[0].group.partition("@")[2]
    if article == its and one[0].pattern is Pattern.NUMBER:
        return True
    first, second = bigrams(one[0].evidence.quote), bigrams(other[0].evidence.quote)
    return len(first & second) > ALIKE * min(len(first), len(second))


def _is_panel(pair: Pair) -> bool:
    return pair[1].item.form == "panel"


def _leaves(pair: Pair) -> bool:
    """Tell whether the answer of a panel leaves to choice what a rule binds somebody to."""
    return _is_panel(pair) and leaves_to_choice(pair[0])


def leaves_to_choice(candidate: Candidate) -> bool:
    """Tell whether what is false of *candidate* leaves to choice what a rule binds somebody to."""
    return candidate.pattern is Pattern.BINDING or candidate.turn == LEAVES
