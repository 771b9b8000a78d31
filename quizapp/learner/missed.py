"""Flashcards of what was missed, made when they are looked for rather than with each answer."""

from __future__ import annotations

from question_bank.storage import cards
from quizapp import clock
from quizapp.database import reader, writer


def make_cards_of_missed(person_id: int | None) -> None:
    """
    Make the cards that the wrong-answer book of *person_id* still lacks.

    Pages that show cards or count them call this first. They follow from the book, so
    a GET may make them; an answer then stores nothing but itself.
    """
    if person_id is None:
        return
    with reader() as session:
        if not cards.has_missed_without_cards(session, person_id):
            return
    with writer() as session:
        cards.add_missed_cards(session, person_id, clock.now())
        session.commit()
