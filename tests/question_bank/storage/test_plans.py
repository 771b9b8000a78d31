from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.practice.scheduling import DAY
from question_bank.storage import plans
from question_bank.storage.attempts import get_practice, save_answer
from question_bank.storage.database import Database
from question_bank.storage.drawn import Judged
from question_bank.storage.models import Attempt, StudyPlan, Tag
from question_bank.storage.models.questions import QuestionTag
from question_bank.storage.models.values import AttemptState
from question_bank.storage.plans import Terms, Themes
from tests.question_bank.storage.learning import NOW, School, found_school

MEETING = date(2026, 3, 12)
EVERYTHING = Terms("市人代会", MEETING, 5, Themes())


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def school(session: Session) -> School:
    """Two people; the other one has a plan, too."""
    school = found_school(session)
    plans.save_plan(session, school.other_id, EVERYTHING, NOW)
    return school


def begin(session: Session, school: School) -> StudyPlan:
    return plans.save_plan(session, school.person_id, EVERYTHING, NOW)


def answer(session: Session, attempt: Attempt, slot: int, *, right: bool = True) -> None:
    judged = Judged(
        response={"text": "x"},
        mark=attempt.max_score / 2 if right else attempt.max_score * 0,
        max_mark=attempt.max_score / 2,
        correct=right,
        near_miss=False,
        submission_id=None,
        duration_ms=12_000,
    )
    save_answer(session, attempt, slot, judged, NOW + timedelta(minutes=slot))


def test_a_second_plan_changes_the_first(session: Session, school: School) -> None:
    first = begin(session, school)
    terms = Terms("", MEETING + DAY, 3, Themes(kinds=("slogan",)))
    second = plans.save_plan(session, school.person_id, terms, NOW + DAY)

    assert second.id == first.id
    assert (second.minutes_a_day, second.created_at) == (3, NOW)
    assert Themes.from_data(second.themes) == terms.themes
    assert session.scalar(select(func.count()).select_from(StudyPlan)) == 2


def test_a_plan_that_ended_makes_room_for_a_new_one(session: Session, school: School) -> None:
    first = begin(session, school)
    plans.end_plan(session, first, NOW)
    assert plans.find_running(session, school.person_id, NOW) is None

    second = begin(session, school)
    assert second.id != first.id
    latest = plans.latest_ended(session, school.person_id)
    assert latest is not None
    assert latest.id == first.id
    assert plans.latest_ended(session, school.other_id) is None


def test_todays_sitting_is_found_and_yesterdays_is_not(session: Session, school: School) -> None:
    plan = begin(session, school)
    assert plans.find_running(session, school.person_id, NOW) == plans.Running(plan)
    attempt = plans.start_portion(session, plan, school.questions[:2], NOW)

    running = plans.find_running(session, school.person_id, NOW)
    assert running == plans.Running(plan, attempt.id, is_done=False, count=2)
    assert running.is_open
    tomorrow = plans.find_running(session, school.person_id, NOW + DAY)
    assert tomorrow == plans.Running(plan)


def test_a_new_day_gives_up_what_was_left_open_but_keeps_its_answers(
    session: Session, school: School
) -> None:
    plan = begin(session, school)
    first = plans.start_portion(session, plan, school.questions[:2], NOW)
    answer(session, first, 1, right=False)
    second = plans.start_portion(session, plan, school.questions[2:4], NOW + DAY)
    session.refresh(first)

    assert first.state is AttemptState.CANCELLED
    assert second.state is AttemptState.OPEN
    met = plans.answers_of_plan(session, plan.id)
    assert [(each.question_id, each.correct, each.seconds) for each in met] == [
        (school.questions[0].question_id, False, 12.0)
    ]


def test_a_portion_is_answered_like_a_practice(session: Session, school: School) -> None:
    plan = begin(session, school)
    attempt = plans.start_portion(session, plan, school.questions[:2], NOW)
    assert get_practice(session, attempt.id, school.person_id) is attempt
    for slot in (1, 2):
        answer(session, attempt, slot)
    session.refresh(attempt)

    assert attempt.state is AttemptState.FINISHED
    assert plans.count_sittings(session, plan.id) == 1
    running = plans.find_running(session, school.person_id, NOW)
    assert running is not None
    assert running.is_done


def test_somebody_elses_plan_is_not_found(session: Session, school: School) -> None:
    plan = begin(session, school)

    assert plans.get_plan(session, plan.id, school.person_id) is plan
    for person_id, number in ((school.other_id, plan.id), (None, plan.id), (1, plan.id + 99)):
        with pytest.raises(NotFoundError):
            plans.get_plan(session, number, person_id)


def test_themes_bring_up_published_questions_of_kinds_and_tags(
    session: Session, school: School
) -> None:
    tag = Tag(name="监督", created_at=NOW)
    session.add(tag)
    session.flush()
    tagged = school.questions[2].question_id
    session.add(QuestionTag(question_id=tagged, tag_id=tag.id))
    session.flush()

    def numbers(**themes: tuple[str, ...] | tuple[int, ...]) -> list[int]:
        found = plans.questions_of_themes(session, Themes(**themes))  # type: ignore[arg-type]
        return [each.question_id for each in found]

    assert numbers() == sorted(each.question_id for each in school.questions)
    assert numbers(kinds=("slogan",)) == [school.questions[1].question_id]
    assert numbers(tag_ids=(tag.id,)) == [tagged]
    assert numbers(tag_ids=(tag.id,), document_ids=(99,)) == [tagged]
    assert numbers(kinds=("slogan",), tag_ids=(tag.id,)) == []


def test_ending_a_plan_twice_keeps_the_first_end(session: Session, school: School) -> None:
    plan = begin(session, school)
    plans.end_plan(session, plan, NOW)
    plans.end_plan(session, plan, NOW + DAY)
    assert plan.ended_at == NOW


def test_ending_a_plan_ends_an_older_one_that_came_with_another_phone(
    session: Session, school: School
) -> None:
    older = StudyPlan(
        person_id=school.person_id, meeting_on=MEETING, themes={}, created_at=NOW - DAY
    )
    session.add(older)
    session.flush()
    newer = StudyPlan(person_id=school.person_id, meeting_on=MEETING, themes={}, created_at=NOW)
    session.add(newer)
    session.flush()
    running = plans.find_running(session, school.person_id, NOW)
    assert running is not None
    assert running.plan.id == newer.id
    plans.end_plan(session, running.plan, NOW)

    assert plans.find_running(session, school.person_id, NOW) is None
    assert plans.find_running(session, school.other_id, NOW) is not None
