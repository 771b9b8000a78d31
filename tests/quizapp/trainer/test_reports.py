from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from question_bank.storage.database import Database
from question_bank.storage.models import AuditEntry, ProblemReport
from question_bank.storage.models.values import ReportState, Role
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import words

LINK = re.compile(r"/trainer/reports/(\d+)")
NEW = re.compile(r"/reports/new\?question=(\d+)")
REPORT = re.compile(r'name="report" value="(\d+)"')


@pytest.fixture
def deputies(app: Flask) -> list[Visitor]:
    """Two deputies who have reported the same question."""
    visitors = [Visitor(app.test_client()) for _ in range(2)]
    for visitor, text in zip(visitors, ("应选第二项", "错字：人夫"), strict=True):
        form = {"kind": "system", "type": "single", "mode": "in_order"}
        attempt = visitor.post("/practice", form).location.split("/")[2]
        visitor.post(f"/practice/{attempt}/1", {"option": "1"})
        question = NEW.findall(visitor.get(f"/practice/{attempt}/1").text)[0]
        visitor.post("/reports", {"question": question, "topic": "key", "text": text})
    return visitors


def case_of(trainer: Visitor) -> str:
    found = LINK.search(trainer.get("/trainer/reports").text)
    assert found
    return found[0]


def reply(trainer: Visitor, address: str, **fields: object) -> tuple[int, str]:
    numbers = REPORT.findall(trainer.get(address).text)
    form = {"report": numbers, "state": "fixed", "reply": "已更正。", **fields}
    answer = trainer.post(address, form)
    return answer.status_code, answer.text


def states(database: Database) -> list[ReportState]:
    with database.reader() as session:
        return list(session.scalars(select(ProblemReport.state).order_by(ProblemReport.id)))


def test_reports_on_one_question_stand_in_one_line(
    author: Visitor, deputies: list[Visitor]
) -> None:
    page = author.get("/trainer/reports").text

    assert len(deputies) == 2
    assert "2 条" in page
    assert "待处理（1）" in page
    assert "代表在等答复 反馈有误的题 1" in words(author.get("/trainer/"))


def test_the_question_its_key_and_all_reports_are_side_by_side(
    author: Visitor, deputies: list[Visitor]
) -> None:
    page = author.get(case_of(author)).text

    assert len(deputies) == 2
    for sentence in ("应选第二项", "错字：人夫", "正确答案", "修改这道题", "待答复 2 条"):
        assert sentence in page


def test_one_answer_goes_to_all_who_reported(
    author: Visitor, deputies: list[Visitor], database: Database
) -> None:
    address = case_of(author)
    assert reply(author, address)[0] == 303

    assert states(database) == [ReportState.FIXED, ReportState.FIXED]
    for deputy in deputies:
        assert "1 条新答复" in deputy.get("/").text
        assert "已更正。" in deputy.get("/reports").text
    assert "没有待处理的反馈" in author.get("/trainer/reports").text
    assert LINK.search(author.get("/trainer/reports?state=closed").text)
    assert "已更正。" in author.get(address).text
    with database.reader() as session:
        entry = session.scalars(select(AuditEntry).where(AuditEntry.action == "report.close")).one()
    assert entry.details == {"state": "fixed", "count": 2}


def test_a_report_that_came_in_between_stays_open(
    author: Visitor, deputies: list[Visitor], database: Database
) -> None:
    address = case_of(author)
    first = min(REPORT.findall(author.get(address).text), key=int)
    assert reply(author, address, report=[first])[0] == 303

    assert states(database) == [ReportState.FIXED, ReportState.OPEN]
    assert "1 条新答复" in deputies[0].get("/").text
    assert "新答复" not in deputies[1].get("/").text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"state": ""}, "请选一项：怎么处理的"),
        ({"state": "open"}, "请选一项：怎么处理的"),
        ({"state": "dismissed", "reply": " "}, "请写一句为什么"),
        ({"reply": "长" * 1001}, "答复最多 1000 个字"),
    ],
)
def test_an_answer_that_makes_no_sense_comes_back(
    author: Visitor,
    deputies: list[Visitor],
    database: Database,
    fields: dict[str, str],
    sentence: str,
) -> None:
    status, page = reply(author, case_of(author), **fields)

    assert (status, sentence in page) == (422, True)
    assert states(database) == [ReportState.OPEN] * len(deputies)


@pytest.mark.parametrize("report", [["9" * 40], ["-1"], ["x"], []])
def test_absurd_numbers_answer_nothing(
    author: Visitor, deputies: list[Visitor], database: Database, report: list[str]
) -> None:
    assert reply(author, case_of(author), report=report)[0] == 303
    assert states(database) == [ReportState.OPEN] * len(deputies)


def test_what_was_answered_already_is_said(author: Visitor, deputies: list[Visitor]) -> None:
    address = case_of(author)
    numbers = REPORT.findall(author.get(address).text)
    reply(author, address)
    answer = author.post(address, {"report": numbers, "state": "fixed", "reply": "再来"})

    assert len(deputies) == len(numbers)
    assert "已经有人答复了" in author.get(answer.location).text


def test_the_queue_is_for_trainers(
    visitor: Visitor, sign_in: Callable[[Role], Visitor], deputies: list[Visitor]
) -> None:
    assert visitor.get("/trainer/reports").status_code == 303
    assert deputies[0].get("/trainer/reports").status_code == 303
    assert sign_in(Role.REVIEWER).get("/trainer/reports").status_code == 200
    assert sign_in(Role.AUTHOR).get("/trainer/reports/99999").status_code == 404
