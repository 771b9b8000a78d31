"""Which questions a practice asks, and in which order their options stand."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import replace
from random import Random
from typing import Final

from question_bank.practice.drawing import Drawable, Mode, draw, lay_out, without_quarrels
from question_bank.storage.attempts import Asked, Drawn
from question_bank.storage.pools import Candidate

#: Of today's five at most this many went wrong before.
WRONG_TODAY: Final = 2
#: Questions whose sources lie within this many code points count as one place.
PLACE: Final = 600


class PracticeMode(enum.StrEnum):
    """How a deputy practises; `DAILY` is 今日五题."""

    DAILY = "daily"
    RANDOM = "random"
    UNSEEN = "unseen"
    WRONG = "wrong"
    IN_ORDER = "in_order"
    WEAK = "weak"
    BOOKMARKED = "bookmarked"


def draw_practice(
    candidates: Iterable[Candidate], mode: PracticeMode, count: int, rng: Random
) -> list[Drawn]:
    """Return at most *count* of *candidates* in the order to be asked, options not yet mixed."""
    by_number = {each.question_id: each for each in candidates}
    drawables = [_drawable(each) for each in by_number.values()]
    if mode is PracticeMode.DAILY:
        drawn = draw_daily(drawables, count, rng)
    else:
        drawn = draw(drawables, count, rng, Mode(mode.value))
    return [Drawn(each.id, by_number[each.id].revision_id) for each in drawn]


def draw_daily(questions: Iterable[Drawable], count: int, rng: Random) -> list[Drawable]:
    """Return a few that went wrong, then new ones, then any; no two with one fact."""
    questions = list(questions)
    drawn = draw(questions, min(WRONG_TODAY, count), rng, Mode.WRONG)
    for mode in (Mode.UNSEEN, Mode.RANDOM):
        drawn += draw(questions, count - len(drawn), rng, mode, beside=drawn)
    return drawn


def draw_again(candidates: Iterable[Candidate], question_ids: Iterable[int]) -> list[Drawn]:
    """Return those of *question_ids* that are still asked, in order, without quarrels."""
    by_number = {each.question_id: each for each in candidates}
    found = [by_number[number] for number in question_ids if number in by_number]
    drawn = without_quarrels(map(_drawable, found))
    return [Drawn(each.id, by_number[each.id].revision_id) for each in drawn]


def laid_out(questions: Iterable[Asked], rng: Random) -> list[Drawn]:
    """Return the questions as an attempt keeps them, their options mixed."""
    return [replace(each.drawn, options=lay_out(each.item, rng)) for each in questions]


def _drawable(candidate: Candidate) -> Drawable:
    start = candidate.source_start or 0
    return Drawable(
        id=candidate.question_id,
        fact=candidate.fact,
        kind=candidate.kind,
        type=candidate.type,
        section=f"{candidate.document_version_id} {start // PLACE}",
        position=start,
        is_seen=candidate.is_seen,
        is_wrong=candidate.is_wrong,
        is_bookmarked=candidate.is_bookmarked,
        times_answered=candidate.times_answered,
        times_right=candidate.times_right,
        stem=candidate.stem.replace("**", ""),
        keys=candidate.keys,
    )
