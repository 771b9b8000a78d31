"""Choosing the questions of a practice."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice
from random import Random
from typing import Final

from question_bank.storage.pools import Candidate

#: Of today's questions at most this share was answered wrongly before.
WRONG_SHARE: Final = 0.4


class Mode(enum.StrEnum):
    """How questions are chosen."""

    DAILY = "daily"
    RANDOM = "random"
    UNSEEN = "unseen"
    WRONG = "wrong"


def draw(candidates: Iterable[Candidate], count: int, mode: Mode, rng: Random) -> list[Candidate]:
    """
    Return at most *count* questions, no two with one fact.

    Today's are a few that went wrong, then new ones by importance, then those
    not answered for longest. With the same *rng* the same questions.
    """
    shuffled = list(candidates)
    rng.shuffle(shuffled)
    match mode:
        case Mode.RANDOM:
            chosen = iter(shuffled)
        case Mode.UNSEEN:
            chosen = iter(_unseen(shuffled))
        case Mode.WRONG:
            chosen = iter(_wrong(shuffled))
        case Mode.DAILY:
            chosen = _of_today(shuffled, count)
    return list(islice(_one_a_fact(chosen), count))


def _of_today(candidates: Sequence[Candidate], count: int) -> Iterator[Candidate]:
    wrong = _wrong(candidates)
    some, rest = wrong[: int(count * WRONG_SHARE)], wrong[int(count * WRONG_SHARE) :]
    fresh = sorted(_unseen(candidates), key=lambda each: -round(each.importance, 1))
    seen = [each for each in candidates if each.last_answered_at and not each.wrong_since]
    seen.sort(key=lambda each: each.last_answered_at.timestamp() if each.last_answered_at else 0)
    return chain(some, fresh, rest, seen)


def _unseen(candidates: Iterable[Candidate]) -> list[Candidate]:
    return [each for each in candidates if each.last_answered_at is None]


def _wrong(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return what went wrong, longest ago first."""
    dated = [(each.wrong_since, each) for each in candidates if each.wrong_since]
    return [each for _, each in sorted(dated, key=lambda pair: pair[0])]


def _one_a_fact(candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Leave out a question whose fact or self was there before."""
    facts: set[str] = set()
    numbers: set[int] = set()
    for each in candidates:
        if each.question_id in numbers or each.fact in facts:
            continue
        numbers.add(each.question_id)
        facts.update({each.fact} - {""})
        yield each
