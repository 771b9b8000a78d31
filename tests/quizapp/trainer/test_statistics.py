"""What was learnt, and how one question is answered."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.questions.values import Item
from question_bank.storage import models as m
from question_bank.storage import tallies
from question_bank.storage.database import Database
from question_bank.storage.models import Question
from question_bank.storage.models.values import AttemptKind, AttemptState, FinishReason
from tests.bank import DUTY_TRUE, METHOD_CLOZE, NOW
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST, words

PAGE = "/trainer/statistics/"
NumberOf = Callable[[Item], int]


def answer(
    session: Session, person_id: int, question_id: int, response: dict[str, Any], *, ok: bool
) -> None:
    """Store a practice of one answer."""
    attempt = m.Attempt(
        person_id=person_id,
        kind=AttemptKind.PRACTICE,
        layout=[],
        state=AttemptState.FINISHED,
        started_at=NOW,
        finished_at=NOW,
        finish_reason=FinishReason.SUBMITTED,
        score=Decimal(int(ok)),
        max_score=Decimal(1),
    )
    session.add(attempt)
    session.flush()
    of_question = m.Revision.question_id == question_id
    revision = session.scalars(select(m.Revision.id).where(of_question)).first()
    assert revision is not None
    session.add(
        m.Answer(
            attempt_id=attempt.id,
            slot=1,
            question_id=question_id,
            revision_id=revision,
            response=response,
            mark=Decimal(int(ok)),
            max_mark=Decimal(1),
            correct=ok,
            answered_at=NOW,
            duration_ms=8000,
            submission_id=f"{attempt.id}",
        )
    )


@pytest.fixture
def answered(database: Database, number_of: NumberOf) -> None:
    """Twelve deputies: six in a group, five in another, and a lonely group of one."""
    cloze, statement = number_of(METHOD_CLOZE.item), number_of(DUTY_TRUE.item)
    with database.writer() as session:
        session.add_all(
            m.Group(name=name, created_at=NOW) for name in ("第一代表团", "第二代表团", "独团")
        )
        session.flush()
        for place, group_id in enumerate([1] * 6 + [2] * 5 + [3]):
            person = m.Person(name=f"代表{place}", created_at=NOW)
            session.add(person)
            session.flush()
            session.add(m.Membership(person_id=person.id, group_id=group_id, joined_at=NOW))
            answer(session, person.id, cloze, {"texts": ["头一手"]}, ok=False)
            answer(session, person.id, statement, {"truth": place > 1}, ok=place > 1)
        session.commit()
    tallies.count_anew(database, NOW)


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("htmx", [False, True])
def test_what_was_learnt_is_told_by_document_kind_and_group(author: Visitor, *, htmx: bool) -> None:
    page = words(author.get(PAGE, htmx=htmx))
    assert "12 人学过 24 次作答 42% 答对" in page
    assert "第一代表团 6 12 33%" in page
    assert re.search(r"方法 12 12 0%", page)
    assert "独团 为免看出是谁，不分开列" in page


@pytest.mark.usefixtures("answered")
def test_groups_are_told_one_level_at_a_time(author: Visitor, database: Database) -> None:
    with database.writer() as session:
        for number in (2, 3):
            session.get_one(m.Group, number).parent_id = 1
        session.commit()
    tallies.count_anew(database, NOW)
    assert "第二代表团" not in words(author.get(PAGE)).partition("按代表团")[2]
    assert "第二代表团" in words(author.get(f"{PAGE}?group=1")).partition("按代表团")[2]


@pytest.mark.usefixtures("answered")
def test_no_small_group_is_what_the_others_leave_of_the_whole(author: Visitor) -> None:
    page = words(author.get(PAGE))
    assert "第二代表团 为免看出是谁，不分开列" in page
    second = words(author.get(f"{PAGE}?group=2"))
    assert "这一项不分开列" in second
    assert "人学过" not in second


@pytest.mark.usefixtures("answered")
def test_a_filter_narrows_everything(author: Visitor) -> None:
    page = words(author.get(f"{PAGE}?group=1&kind=duty&document=1"))
    assert "6 人学过 6 次作答 67% 答对" in page
    assert "独团 人数" not in page
    lonely = words(author.get(f"{PAGE}?group=3"))
    assert "答过的人还太少" in lonely
    assert "人学过" not in lonely


@pytest.mark.usefixtures("answered")
@pytest.mark.parametrize("query", ["group=99999999999999999999", "kind=x&document=-1", "group=7"])
def test_absurd_filters_break_nothing(author: Visitor, query: str) -> None:
    assert author.get(f"{PAGE}?{query}").status_code == 200


def test_counting_by_hand_takes_the_newest_answers_in(author: Visitor, database: Database) -> None:
    assert "还没有统计过" in words(author.get(PAGE))
    answer = author.post(f"{PAGE}count")
    assert "截至" in words(author.get(answer.location))
    assert not tallies.count_if_due(database, NOW)


@pytest.mark.usefixtures("answered")
def test_a_question_tells_its_share_choices_and_wrong_words(
    reviewer: Visitor, number_of: NumberOf
) -> None:
    statement = words(reviewer.get(f"{LIST}{number_of(DUTY_TRUE.item)}/answers"))
    assert "12 次作答 83% 答对 8 平均用时" in statement
    assert "正确（正确答案） 10 次 错误 2 次" in statement
    assert "头一手 12" in words(reviewer.get(f"{LIST}{number_of(METHOD_CLOZE.item)}/answers"))


@pytest.mark.usefixtures("answered")
def test_what_many_typed_is_accepted_by_a_click_and_waits_for_a_signature(
    reviewer: Visitor,
    author: Visitor,
    number_of: NumberOf,
    row_of: Callable[[int], Question],
) -> None:
    number = number_of(METHOD_CLOZE.item)
    sent = {"blank": "0", "text": "头一手", "lock_version": str(row_of(number).lock_version)}
    assert author.post(f"{LIST}{number}/accept-text", sent).status_code == 403
    answer = reviewer.post(f"{LIST}{number}/accept-text", sent)
    assert "也算对了" in words(reviewer.get(answer.location))
    row = row_of(number)
    assert row.blanks[0].accepted == ["第一手", "一手", "头一手"]
    assert not row.is_signed
    assert row.source_quote
    # The page before the change is told so.
    assert (
        reviewer.post(f"{LIST}{number}/accept-text", sent | {"text": "另一手"}).status_code == 409
    )


@pytest.mark.parametrize(
    "sent", [{}, {"blank": "x", "text": "a"}, {"blank": "0", "text": "长" * 201}]
)
def test_what_no_page_sends_is_not_found(
    reviewer: Visitor, number_of: NumberOf, sent: dict[str, object]
) -> None:
    address = f"{LIST}{number_of(METHOD_CLOZE.item)}/accept-text"
    assert reviewer.post(address, sent).status_code == 404


def test_few_people_are_not_told_apart(
    reviewer: Visitor, database: Database, number_of: NumberOf
) -> None:
    number = number_of(METHOD_CLOZE.item)
    with database.writer() as session:
        answer(session, 1, number, {"texts": ["头一手"]}, ok=False)
        session.commit()
    page = words(reviewer.get(f"{LIST}{number}/answers"))
    assert "答过的人还太少" in page
    assert "头一手" not in page


@pytest.mark.usefixtures("answered")
def test_the_hardest_stand_first(author: Visitor) -> None:
    page = words(author.get(f"{LIST}?sort=hardest"))
    assert "共 2 题" in page
    assert page.index("答对 0%，12 次") < page.index("答对 83%，12 次")
