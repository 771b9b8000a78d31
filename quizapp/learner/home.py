"""The first page: what to do now, and how far one is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from question_bank.storage import audiences, cards, learners, reports
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.learner.drawing import PracticeMode
from quizapp.learner.missed import make_cards_of_missed
from quizapp.learner.scheduler import today_of
from quizapp.learner.whose import known_person

bp = Blueprint("home", __name__)


@dataclass(frozen=True, slots=True)
class Home:
    """
    What the page shows.

    Attributes:
        is_first_visit: Whether the visitor has stored nothing yet.
        kinds: How far they are, by kind; empty in a bank without published questions.
        resume: The practice left open, if any.
        daily_done: Whether today's five are done.
        due: Flashcards to review now.
        replies: Answers to their reports that they have not seen.
        papers: Papers that can be sat now, the soonest to close first.
    """

    is_first_visit: bool
    kinds: tuple[learners.KindProgress, ...]
    resume: learners.OpenPractice | None = None
    daily_done: bool = False
    due: int = 0
    replies: int = 0
    papers: tuple[audiences.Invited, ...] = ()

    @property
    def total(self) -> int:
        """Published questions."""
        return sum(each.total for each in self.kinds)

    @property
    def wrong(self) -> int:
        """Questions in the wrong-answer book."""
        return sum(each.wrong for each in self.kinds)


@bp.get("/")
def show() -> Response:
    """Show what to do now."""
    return fragments.page("learner/home.html", block="today", home=_home())


def _home() -> Home:
    person_id, now = known_person(), clock.now()
    make_cards_of_missed(person_id)
    with reader() as session:
        kinds = tuple(learners.progress_by_kind(session, person_id))
        papers = tuple(audiences.open_papers(session, person_id, now))
        if person_id is None:
            return Home(is_first_visit=True, kinds=kinds, papers=papers)
        today = today_of(now)
        return Home(
            is_first_visit=False,
            kinds=kinds,
            resume=learners.find_open_practice(session, person_id),
            daily_done=learners.has_finished_since(
                session, person_id, PracticeMode.DAILY.value, today.start
            ),
            due=cards.count_cards(session, person_id, today).left,
            replies=reports.count_unseen(session, person_id),
            papers=papers,
        )
