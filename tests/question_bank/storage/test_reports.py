from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.storage import reports
from question_bank.storage.database import Database
from question_bank.storage.models import ProblemReport
from question_bank.storage.models.values import ReportState, ReportTopic
from question_bank.storage.reports import Filing, Verdict
from tests.question_bank.storage.learning import NOW, School, found_school


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def school(session: Session) -> School:
    """A school in which somebody else has reported the last question."""
    school = found_school(session)
    file(session, school, len(school.questions), school.other_id, "别人的")
    return school


def file(
    session: Session, school: School, slot: int, person_id: int = 0, text: str = "答案不对"
) -> ProblemReport:
    question_id = school.questions[slot - 1].question_id
    filing = Filing(person_id or school.person_id, question_id, ReportTopic.KEY, text)
    return reports.file_report(session, filing, NOW)


def close(session: Session, school: School, report: ProblemReport, reply: str = "已改") -> int:
    verdict = Verdict(ReportState.FIXED, reply, school.other_id)
    later = NOW + timedelta(hours=1)
    return reports.close_reports(session, report.question_id, [report.id], verdict, later)


def test_a_second_report_on_a_question_changes_the_first(session: Session, school: School) -> None:
    first = file(session, school, 1, text="答案不对")
    second = file(session, school, 1, text="是我看错了第三项")

    assert first.id == second.id
    page = reports.list_own(session, school.person_id, 1)
    assert [row.text for row in page.rows] == ["是我看错了第三项"]


def test_after_an_answer_a_new_report_is_one_of_its_own(session: Session, school: School) -> None:
    first = file(session, school, 1)
    close(session, school, first)
    session.expire_all()

    assert file(session, school, 1).id != first.id
    assert reports.list_own(session, school.person_id, 1).total == 2


def test_an_answer_is_new_until_its_author_has_seen_it(session: Session, school: School) -> None:
    report = file(session, school, 1)
    assert reports.count_unseen(session, school.person_id) == 0
    close(session, school, report, reply="答案没有错，出处在第二部分。")
    assert reports.count_unseen(session, school.person_id) == 1
    assert reports.count_unseen(session, None) == 0
    (row,) = reports.list_own(session, school.person_id, 1).rows
    assert (row.is_new, row.reply) == (True, "答案没有错，出处在第二部分。")

    reports.mark_seen(session, school.person_id, NOW + timedelta(hours=2))
    (row,) = reports.list_own(session, school.person_id, 1).rows
    assert not row.is_new


def test_reports_on_one_question_stand_together_most_first(
    session: Session, school: School
) -> None:
    file(session, school, 1)
    file(session, school, 1, school.other_id)
    file(session, school, 2)
    page = reports.list_reported(session, 1, is_open=True)

    numbers = [school.questions[slot - 1].question_id for slot in (1, 2, len(school.questions))]
    assert page.rows[0].question_id == numbers[0]
    assert {row.question_id: row.count for row in page.rows} == dict(
        zip(numbers, (2, 1, 1), strict=True)
    )
    assert reports.count_open(session) == 3


def test_only_reports_that_were_read_are_answered(session: Session, school: School) -> None:
    read = file(session, school, 1)
    unread = file(session, school, 1, school.other_id)
    elsewhere = file(session, school, 2)
    verdict = Verdict(ReportState.DISMISSED, "题目没有错", school.other_id)
    numbers = [read.id, elsewhere.id]

    assert reports.close_reports(session, read.question_id, numbers, verdict, NOW) == 1
    assert reports.close_reports(session, read.question_id, numbers, verdict, NOW) == 0
    session.expire_all()
    states = [each.state for each in (read, unread, elsewhere)]
    assert states == [ReportState.DISMISSED, ReportState.OPEN, ReportState.OPEN]
    found = [report.id for report, _name in reports.reports_on(session, read.question_id)]
    assert found == [unread.id, read.id]
    closed = reports.list_reported(session, 1, is_open=False)
    assert [row.question_id for row in closed.rows] == [read.question_id]


def test_a_question_that_is_not_there_is_not_reported(session: Session, school: School) -> None:
    filing = Filing(school.person_id, 10**9, ReportTopic.OTHER, "没有这道题")
    with pytest.raises(NotFoundError):
        reports.file_report(session, filing, NOW)
