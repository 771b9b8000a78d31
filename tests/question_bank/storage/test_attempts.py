from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.keypoints.values import Kind
from question_bank.practice.grading import grade
from question_bank.practice.responses import Response
from question_bank.storage import attempts, learners
from question_bank.storage.database import Database
from question_bank.storage.models import Answer, Attempt, Progress
from question_bank.storage.models.values import AttemptState, FinishReason
from tests.question_bank.storage.learning import ITEMS, NOW, School, found_school

RIGHT = (
    Response(texts=("表决权", "质询权")),
    Response(texts=("作用", "水平", "活力")),
    Response(options=(4,)),
    Response(options=(2, 4, 5)),
    Response(truth=True),
)
NEARLY = Response(texts=("作用", "水平", "潜力"))


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def school(session: Session) -> School:
    """A school in which somebody else has already got everything wrong."""
    school = found_school(session)
    other = start(session, school, school.other_id)
    for slot in range(1, len(ITEMS) + 1):
        answer(session, other, slot, Response())
    return school


def start(session: Session, school: School, person_id: int) -> Attempt:
    return attempts.start_practice(
        session, person_id, school.questions, mode="random", settings={"count": 5}, now=NOW
    )


def answer(
    session: Session,
    attempt: Attempt,
    slot: int,
    response: Response,
    *,
    submission_id: str | None = None,
    now: datetime = NOW,
) -> bool:
    found = grade(ITEMS[slot - 1], response)
    judged = attempts.Judged(
        response.as_data(),
        found.mark,
        found.points,
        found.correct,
        found.near_miss,
        submission_id=submission_id,
        duration_ms=1200,
    )
    return attempts.save_answer(session, attempt, slot, judged, now)


@contextmanager
def counted_writes(database: Database) -> Iterator[list[str]]:
    """Note every statement that changes rows."""
    written: list[str] = []

    def note(*arguments: object) -> None:
        statement = str(arguments[2])
        if statement.split(maxsplit=1)[0] in {"INSERT", "UPDATE", "DELETE"}:
            written.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield written
    event.remove(database.engine, "before_cursor_execute", note)


def progress(session: Session, school: School, slot: int) -> Progress:
    session.expire_all()
    key = (school.person_id, school.questions[slot - 1].question_id)
    return session.get_one(Progress, key)


def test_an_attempt_keeps_what_was_drawn(session: Session, school: School) -> None:
    attempt = start(session, school, school.person_id)
    asked = attempts.load_asked(session, attempts.questions_of(attempt))

    assert tuple(each.drawn for each in asked) == school.questions
    assert tuple(each.item for each in asked) == ITEMS
    assert (attempt.max_score, attempt.state) == (Decimal(5), AttemptState.OPEN)


def test_an_answer_is_stored_in_three_writes(
    database: Database, session: Session, school: School
) -> None:
    attempt = start(session, school, school.person_id)
    session.commit()
    with counted_writes(database) as written:
        assert answer(session, attempt, 1, RIGHT[0], submission_id="a")

    assert len(written) <= 3
    stored = attempts.answers_of(session, attempt.id)[1]
    assert (stored.mark, stored.correct, stored.near_miss) == (Decimal(1), True, False)
    assert Response.from_data(stored.response or {}) == RIGHT[0]


@pytest.mark.parametrize("submission_id", ["a", "b", None])
def test_a_question_keeps_its_first_answer(
    session: Session, school: School, submission_id: str | None
) -> None:
    attempt = start(session, school, school.person_id)
    assert answer(session, attempt, 3, RIGHT[2], submission_id="a")
    assert not answer(session, attempt, 3, Response(options=(1,)), submission_id=submission_id)

    assert attempts.answers_of(session, attempt.id)[3].correct
    assert progress(session, school, 3).times_answered == 1


def test_one_submission_answers_one_question(session: Session, school: School) -> None:
    attempt = start(session, school, school.person_id)
    assert answer(session, attempt, 1, RIGHT[0], submission_id="a")
    assert not answer(session, attempt, 2, RIGHT[1], submission_id="a")

    assert set(attempts.answers_of(session, attempt.id)) == {1}


def test_the_last_answer_finishes_the_attempt(session: Session, school: School) -> None:
    attempt = start(session, school, school.person_id)
    for slot in (2, 3, 4, 5, 1):
        assert answer(session, attempt, slot, NEARLY if slot == 2 else RIGHT[slot - 1])
    session.refresh(attempt)

    assert (attempt.state, attempt.finish_reason) == (
        AttemptState.FINISHED,
        FinishReason.SUBMITTED,
    )
    assert (attempt.finished_at, attempt.score) == (NOW, Decimal("4.667"))
    assert attempts.answers_of(session, attempt.id)[2].near_miss


def test_an_open_attempt_is_found_where_it_was_left(session: Session, school: School) -> None:
    attempt = start(session, school, school.person_id)
    answer(session, attempt, 1, RIGHT[0])
    answer(session, attempt, 3, RIGHT[2])
    found = learners.find_open_practice(session, school.person_id)

    assert found is not None
    assert (found.attempt_id, found.slot, found.answered, found.count) == (attempt.id, 4, 2, 5)
    assert learners.find_open_practice(session, school.other_id) is None


@pytest.mark.parametrize(
    ("answered", "after", "following"),
    [((), 0, 1), ((1,), 1, 2), ((1, 3), 3, 2), ((1, 2, 3), 3, None), ((2,), 1, 3)],
)
def test_the_next_question_is_the_next_without_an_answer(
    answered: tuple[int, ...], after: int, following: int | None
) -> None:
    assert attempts.next_open_slot(3, answered, after) == following


def test_a_wrong_question_leaves_the_book_after_right_answers_in_a_row(
    session: Session, school: School
) -> None:
    later = NOW + timedelta(days=1)
    answer(session, start(session, school, school.person_id), 1, Response())
    assert progress(session, school, 1).wrong_since == NOW

    for _ in range(attempts.RIGHTS_TO_LEAVE):
        assert progress(session, school, 1).wrong_since == NOW
        answer(session, start(session, school, school.person_id), 1, RIGHT[0], now=later)

    stands = progress(session, school, 1)
    assert (stands.wrong_since, stands.streak) == (None, attempts.RIGHTS_TO_LEAVE)
    assert stands.times_answered == 1 + attempts.RIGHTS_TO_LEAVE


def test_a_wrong_question_keeps_the_day_it_came_into_the_book(
    session: Session, school: School
) -> None:
    for days in (0, 1):
        attempt = start(session, school, school.person_id)
        answer(session, attempt, 1, Response(), now=NOW + timedelta(days=days))

    stands = progress(session, school, 1)
    assert (stands.wrong_since, stands.streak) == (NOW, 0)
    assert stands.last_answered_at == NOW + timedelta(days=1)


def test_progress_counts_only_ones_own_answers(session: Session, school: School) -> None:
    attempt = start(session, school, school.person_id)
    answer(session, attempt, 1, RIGHT[0])
    answer(session, attempt, 2, NEARLY)
    found = {each.kind: each for each in learners.progress_by_kind(session, school.person_id)}
    other = learners.progress_by_kind(session, school.other_id)

    assert {kind: (each.known, each.wrong, each.total) for kind, each in found.items()} == {
        Kind.DUTY: (0, 0, 2),
        Kind.RIGHT: (1, 0, 2),
        Kind.SLOGAN: (0, 1, 1),
    }
    assert sum(each.wrong for each in other) == 5
    record = learners.record_of(session, school.person_id)
    assert (record.answered, record.right, record.known) == (2, 1, 1)


def test_nobody_opens_the_practice_of_somebody_else(session: Session, school: School) -> None:
    attempt = start(session, school, school.person_id)

    assert attempts.get_practice(session, attempt.id, school.person_id, lock=True) is attempt
    for person_id in (school.other_id, None):
        with pytest.raises(NotFoundError):
            attempts.get_practice(session, attempt.id, person_id)


def test_nothing_of_an_answer_is_kept_when_nobody_commits(
    database: Database, session: Session, school: School
) -> None:
    attempt = start(session, school, school.person_id)
    session.commit()
    answer(session, attempt, 1, RIGHT[0])
    session.rollback()

    with database.reader() as fresh:
        own = select(func.count()).select_from(Answer).where(Answer.attempt_id == attempt.id)
        assert fresh.scalar(own) == 0
        assert fresh.get_one(Attempt, attempt.id).state is AttemptState.OPEN
