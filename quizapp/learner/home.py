"""The first page: what to do now, in one tap, and how far one is."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta

from flask import Blueprint, Response

from question_bank.storage import audiences, cards, learners, reports
from question_bank.storage.card_settings import load_card_settings
from quizapp import clock, fragments
from quizapp.database import Session, reader
from quizapp.learner.drawing import PracticeMode
from quizapp.learner.missed import make_cards_of_missed
from quizapp.learner.planned import TodaysPlan, load_today
from quizapp.learner.scheduler import calendar_of, start_of_today, today_of
from quizapp.learner.whose import known_person

bp = Blueprint("home", __name__)


class Step(enum.StrEnum):
    """What the page asks for first, in the order in which it is looked for."""

    EMPTY = "empty"
    FIRST = "first"
    EXAM = "exam"
    RESUME = "resume"
    PAPER = "paper"
    PLAN = "plan"
    CARDS = "cards"
    DAILY = "daily"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Home:
    """
    What the page shows.

    Attributes:
        is_first_visit: Whether the visitor has stored nothing yet.
        kinds: How far they are, by kind; empty in a bank without published questions.
        papers: Papers that can be sat now, the soonest to close first.
        resume: The practice left open, if any.
        plan: The plan until a meeting, if there is one.
        daily_done: Whether today's five are done.
        due: Flashcards to turn now.
        replies: Answers to their reports that they have not seen.
        week: Which days of this week they practised, 0 is Monday.
        weekday: Today's.
    """

    is_first_visit: bool
    kinds: tuple[learners.KindProgress, ...]
    papers: tuple[audiences.Invited, ...] = ()
    resume: learners.OpenPractice | None = None
    plan: TodaysPlan | None = None
    daily_done: bool = False
    due: int = 0
    replies: int = 0
    week: frozenset[int] = frozenset()
    weekday: int = 0

    @property
    def total(self) -> int:
        """Published questions."""
        return sum(each.total for each in self.kinds)

    @property
    def known(self) -> int:
        """Questions answered rightly the last time."""
        return sum(each.known for each in self.kinds)

    @property
    def wrong(self) -> int:
        """Questions in the wrong-answer book."""
        return sum(each.wrong for each in self.kinds)

    @property
    def paper(self) -> audiences.Invited | None:
        """The paper that comes first."""
        return first_of(self.papers)

    @property
    def step(self) -> Step:
        """The one thing to do now."""
        if not self.total:
            return Step.EMPTY
        if self.is_first_visit:
            return Step.FIRST
        plan, paper = self.plan, self.paper
        waiting = {
            Step.EXAM: paper is not None and paper.running is not None,
            Step.RESUME: self.resume is not None,
            Step.PAPER: paper is not None,
            Step.PLAN: plan is not None and not plan.is_over and not plan.is_done,
            Step.CARDS: self.due > 0,
            Step.DAILY: not self.daily_done,
        }
        return next((step for step, waits in waiting.items() if waits), Step.DONE)


def first_of(papers: tuple[audiences.Invited, ...]) -> audiences.Invited | None:
    """Return the paper to sit first: one begun, else the first that was never begun."""
    begun = (each for each in papers if each.running is not None)
    new = (each for each in papers if not each.attempts)
    return next(begun, None) or next(new, None)


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
        resume = learners.find_open_practice(session, person_id)
        is_free = resume is None and first_of(papers) is None
        start, day = start_of_today(now), calendar_of().day_of(now)
        monday = start - timedelta(days=day.weekday())
        return Home(
            is_first_visit=False,
            kinds=kinds,
            papers=papers,
            resume=resume,
            plan=load_today(session, person_id, now, counts=is_free),
            daily_done=learners.has_finished_since(
                session, person_id, PracticeMode.DAILY.value, start
            ),
            due=_due(session, person_id, now),
            replies=reports.count_unseen(session, person_id),
            week=learners.days_practised(session, person_id, monday),
            weekday=day.weekday(),
        )


def _due(session: Session, person_id: int, now: datetime) -> int:
    chosen = load_card_settings(session, person_id)
    return cards.count_cards(session, person_id, today_of(now, chosen)).left
