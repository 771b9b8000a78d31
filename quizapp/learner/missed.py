"""
What was missed, brought up to date when it is looked for rather than with each answer.

Exams count into the wrong-answer book once their answers may be seen; flashcards of what
stands in the book follow from it. A GET may do both: they can be derived again.
"""

from __future__ import annotations

from question_bank.storage import cards, exam_learning
from quizapp import clock, preferences
from quizapp.database import reader, writer


def count_exams(person_id: int | None) -> None:
    """
    Count the exams of *person_id* whose answers may be seen by now.

    Pages that show the wrong-answer book or draw from it call this first.
    """
    _catch_up(person_id, with_cards=False)


def make_cards_of_missed(person_id: int | None) -> None:
    """
    Do the same, and make the cards that the wrong-answer book of *person_id* still lacks.

    Pages that show cards or count them call this first.
    """
    _catch_up(person_id, with_cards=True)


def _catch_up(person_id: int | None, *, with_cards: bool) -> None:
    if person_id is None:
        return
    now = clock.now()
    with reader() as session:
        exams_wait, cards_wait = exam_learning.find_waiting(session, person_id, now)
    if not (exams_wait or (with_cards and cards_wait)):
        return
    with writer() as session:
        if exams_wait:
            rights = int(preferences.current().rights)
            exam_learning.count_exams(session, person_id, now, leave_after=rights)
        if with_cards:
            cards.add_missed_cards(session, person_id, now)
        session.commit()
