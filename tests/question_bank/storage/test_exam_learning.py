"""Answers of an exam in the wrong-answer book: once, when they may be seen, newer words first."""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select

from question_bank.practice.responses import Response
from question_bank.storage import exam_answering, exam_learning, exams
from question_bank.storage.answering import note_progress
from question_bank.storage.attempts import questions_of
from question_bank.storage.database import Database
from question_bank.storage.models import Attempt, Paper, Progress
from question_bank.storage.models.values import AnswersShown, FinishReason, PaperState
from tests.question_bank.storage.learning import NOW
from tests.question_bank.storage.paper_world import World, begin, found_papers, judged

DAY = timedelta(days=1)
RIGHT, WRONG = Response(options=(4,)), Response(options=(1,))


def sit(database: Database, world: World, response: Response) -> Attempt:
    """Sit the paper, answer its first question, hand in."""
    person_id = world.school.person_id
    with database.writer() as session:
        attempt = begin(session, world, person_id)
        session.commit()
    with database.jot() as jotted:
        turn = exam_answering.hold_turn(jotted.bank, attempt.id, 1, person_id)
        assert turn
        kept = exam_answering.Kept(judged(attempt, 1, response))
        exam_answering.keep(jotted.bank, turn, kept, NOW)
        jotted.keep()
    with database.writer() as session:
        exams.finish(session, attempt.id, FinishReason.SUBMITTED, NOW)
        session.commit()
    return attempt


def count(database: Database, world: World, now: datetime) -> None:
    with database.writer() as session:
        exam_learning.count_exams(session, world.school.person_id, now, leave_after=2)
        session.commit()


def waits(database: Database, world: World, now: datetime) -> tuple[bool, bool]:
    with database.reader() as session:
        return exam_learning.find_waiting(session, world.school.person_id, now)


@pytest.fixture
def world(database: Database) -> World:
    with database.writer() as session:
        made = found_papers(session)
        session.commit()
    return made


def test_an_exam_counts_once(database: Database, world: World) -> None:
    attempt = sit(database, world, WRONG)
    assert waits(database, world, NOW) == (True, False)
    for _ in range(2):
        count(database, world, NOW)
    with database.reader() as session:
        (progress,) = session.scalars(select(Progress)).all()
    assert (progress.person_id, progress.times_answered) == (attempt.person_id, 1)
    assert progress.wrong_since == NOW
    assert waits(database, world, NOW) == (False, True)


@pytest.mark.parametrize(
    ("practised", "response", "streak", "is_missed"),
    [
        # What was practised before the exam is the older word …
        ([(-1, False)], RIGHT, 1, True),
        ([(-2, False), (-1, True)], RIGHT, 2, False),
        ([(-1, True)], WRONG, 0, True),
        # … what was practised after it the newer one.
        ([(1, True)], WRONG, 1, True),
        ([(1, True), (2, True)], WRONG, 2, False),
        ([(1, False)], RIGHT, 0, True),
    ],
)
def test_the_newest_answer_decides_however_late_an_exam_is_counted(
    database: Database,
    world: World,
    practised: list[tuple[int, bool]],
    response: Response,
    streak: int,
    *,
    is_missed: bool,
) -> None:
    attempt = sit(database, world, response)
    number = questions_of(attempt)[0].question_id
    with database.writer() as session:
        for days, correct in practised:
            moment = NOW + days * DAY
            note_progress(session, attempt.person_id, number, moment, correct=correct)
        session.commit()
    count(database, world, NOW + 3 * DAY)
    with database.reader() as session:
        (found,) = session.scalars(select(Progress)).all()
    assert (found.times_answered, found.streak) == (len(practised) + 1, streak)
    assert (found.wrong_since is not None) is is_missed


def test_the_bank_and_the_pages_agree_when_answers_are_shown(
    database: Database, world: World
) -> None:
    sit(database, world, WRONG)
    states, times = (PaperState.FROZEN, PaperState.CANCELLED), (None, NOW, NOW + DAY)
    for settings in itertools.product(AnswersShown, states, times):
        with database.writer() as session:
            paper = session.get_one(Paper, world.paper.id)
            paper.answers_shown, paper.state, paper.closes_at = settings
            session.commit()
            is_shown = exam_learning.shows_answers(paper, NOW)
        assert waits(database, world, NOW)[0] is is_shown, settings
