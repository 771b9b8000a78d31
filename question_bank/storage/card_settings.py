"""How somebody wants to learn with cards: how many a day, when a day begins."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError
from question_bank.storage.models import Person

_KEY: Final = "cards"
#: Largest limits that can be chosen; nobody means more.
MOST_NEW: Final = 100
MOST_REVIEWS: Final = 500
LAST_HOUR: Final = 23


@dataclass(frozen=True, slots=True)
class CardSettings:
    """
    What a deputy has chosen; the defaults come to about ten minutes a day at most.

    Attributes:
        new_a_day: New cards a day, 0 to `MOST_NEW`.
        reviews_a_day: Reviews a day, 1 to `MOST_REVIEWS`.
        rollover_hour: Local hour at which a day begins.
        spread: Whether chance moves intervals a little, so that cards learnt together part.
        new_until: New cards a day until a meeting, if that is more.
        until: The last day on which it holds, such as ``2026-03-05``; empty for none.
    """

    new_a_day: int = 10
    reviews_a_day: int = 60
    rollover_hour: int = 4
    spread: bool = True
    new_until: int = 0
    until: str = ""

    def new_on(self, day: date) -> int:
        """Return how many new cards *day* takes."""
        holds = bool(self.until) and day.isoformat() <= self.until
        return max(self.new_a_day, self.new_until) if holds else self.new_a_day


DEFAULT: Final = CardSettings()


def load_card_settings(session: Session, person_id: int | None) -> CardSettings:
    """Return what somebody has chosen; what makes no sense counts as not chosen."""
    if person_id is None:
        return DEFAULT
    stored = session.scalar(select(Person.preferences).where(Person.id == person_id))
    return _read((stored or {}).get(_KEY))


def save_card_settings(session: Session, person_id: int, chosen: CardSettings) -> None:
    """
    Keep what somebody has chosen; their other preferences stay.

    Raises:
        InvalidInputError: If a number is out of range.
    """
    if not _is_sound(chosen):
        raise InvalidInputError("card.settings")
    person = session.get_one(Person, person_id, with_for_update=True)
    person.preferences = {**person.preferences, _KEY: asdict(chosen)}
    session.flush()


def _read(stored: Any) -> CardSettings:
    given = stored if isinstance(stored, Mapping) else {}
    values = {
        name: given[name]
        for name, usual in asdict(DEFAULT).items()
        if type(given.get(name)) is type(usual)
    }
    chosen = CardSettings(**values)
    return chosen if _is_sound(chosen) else DEFAULT


def _is_sound(chosen: CardSettings) -> bool:
    return (
        0 <= chosen.new_a_day <= MOST_NEW
        and 0 <= chosen.new_until <= MOST_NEW
        and 1 <= chosen.reviews_a_day <= MOST_REVIEWS
        and 0 <= chosen.rollover_hour <= LAST_HOUR
    )
