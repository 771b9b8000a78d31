"""
Judging the blanks of a cloze.

A near miss is an answer the item's author foresaw, or one that is a single slip (one
character typed wrong, left out, added, or two exchanged) from a right answer of three
characters or more. It isn't a near miss when the slip changes a number, adds or drops a
negation, or turns the answer into another word of the item.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence

from rapidfuzz.distance import OSA

from question_bank.practice.grades import Outcome, Part
from question_bank.practice.normalising import normalise
from question_bank.questions.values import Blank, Item

#: Shorter answers have neighbours that are other words (权力, 权利).
SHORTEST_WITH_SLIP = 3

_NEGATIONS = frozenset("不未非无没勿莫否")
_DIGITS = re.compile(r"[0-9]+")


def judge_blanks(item: Item, texts: Sequence[str]) -> tuple[Part, ...]:
    """
    Return one part a blank, in stem order.

    Args:
        item: A cloze.
        texts: What was typed, in stem order; missing ones count as empty.
    """
    texts = [*texts, *[""] * len(item.blanks)][: len(item.blanks)]
    placed = _best_order(item, texts) if item.unordered else texts
    words = _words_of(item)
    return tuple(
        _judge(blank, text, words) for blank, text in zip(item.blanks, placed, strict=True)
    )


def _judge(blank: Blank, text: str, words: frozenset[str]) -> Part:
    """Return the judgement of one blank; *words* are those no slip leads to."""
    form = normalise(text)
    if not form:
        return Part(blank.number, Outcome.MISSING, "", blank.accepted[0])
    outcome, feedback = Outcome.WRONG, ""
    if _is_right(blank, form):
        outcome = Outcome.RIGHT
    elif foreseen := [miss for miss in blank.near_misses if normalise(miss.text) == form]:
        outcome, feedback = Outcome.NEAR_MISS, foreseen[0].feedback
    elif form not in words and _is_slip_of_one(blank, form):
        outcome = Outcome.NEAR_MISS
    return Part(blank.number, outcome, text, blank.accepted[0], feedback)


def _is_right(blank: Blank, form: str) -> bool:
    return any(normalise(accepted) == form for accepted in blank.accepted)


def _is_slip_of_one(blank: Blank, form: str) -> bool:
    return any(_is_slip(normalise(accepted), form) for accepted in blank.accepted)


def _is_slip(right: str, typed: str) -> bool:
    """Return whether *typed* is one slip from *right* and can be nothing but a slip."""
    return (
        len(right) >= SHORTEST_WITH_SLIP
        and OSA.distance(right, typed, score_cutoff=1) == 1
        and _DIGITS.findall(right) == _DIGITS.findall(typed)
        and _negations(right) == _negations(typed)
    )


def _negations(text: str) -> Counter[str]:
    return Counter(character for character in text if character in _NEGATIONS)


def _words_of(item: Item) -> frozenset[str]:
    """Return the forms of every other word the item sets before the reader."""
    keys = (text for blank in item.blanks for text in blank.accepted)
    return frozenset(normalise(text) for text in (*keys, *item.word_bank))


def _best_order(item: Item, texts: Sequence[str]) -> list[str]:
    """
    Return *texts* in the order of the blanks they fit best, repeated ones emptied.

    As many right answers as possible, then as many near misses among the rest, then
    what is left as it comes.
    """
    texts = _without_repeats(texts)
    forms = [normalise(text) for text in texts]
    near = [{normalise(miss.text) for miss in blank.near_misses} for blank in item.blanks]
    places = _pair(forms, {}, lambda blank, form: _is_right(item.blanks[blank], form))
    places = _pair(
        forms,
        places,
        lambda blank, form: form in near[blank] or _is_slip_of_one(item.blanks[blank], form),
    )
    left = iter([text for place, text in enumerate(texts) if place not in places.values()])
    return [texts[places[blank]] if blank in places else next(left) for blank in range(len(texts))]


def _without_repeats(texts: Sequence[str]) -> list[str]:
    """Return *texts*, empty where the same was said before: it counts once."""
    forms = [normalise(text) for text in texts]
    return ["" if forms[place] in forms[:place] else text for place, text in enumerate(texts)]


def _pair(
    forms: Sequence[str], paired: dict[int, int], fits: Callable[[int, str], bool]
) -> dict[int, int]:
    """
    Return *paired* (blank to place) with as many more pairs that fit as possible.

    Kuhn's augmenting paths over the blanks and places that are still free.
    """
    free = [place for place, form in enumerate(forms) if form and place not in paired.values()]
    open_blanks = [blank for blank in range(len(forms)) if blank not in paired]
    found: dict[int, int] = {}

    def settle(place: int, tried: set[int]) -> bool:
        for blank in open_blanks:
            if blank in tried or not fits(blank, forms[place]):
                continue
            tried.add(blank)
            if blank not in found or settle(found[blank], tried):
                found[blank] = place
                return True
        return False

    for place in free:
        settle(place, set())
    return paired | found
