from __future__ import annotations

import re

import pytest

from question_bank.storage import reports
from question_bank.storage.models.values import ReportState
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy

LINK = re.compile(r'href="(/reports/new\?question=(\d+)[^"]*)"')


@pytest.fixture
def question(deputy: Deputy) -> int:
    """The question that the deputy has answered."""
    page = deputy.answer(deputy.start(kind="system"), 1)
    return int(LINK.findall(page)[0][1])


def send(visitor: Visitor, question: int, **fields: object) -> str:
    answer = visitor.post("/reports", {"question": str(question), "topic": "key", **fields})
    assert answer.status_code == 303, answer.text
    return answer.location


def close(deputy: Deputy, question: int, reply: str, state: ReportState) -> None:
    with deputy.database.writer() as session:
        numbers = [report.id for report, _name in reports.reports_on(session, question)]
        verdict = reports.Verdict(state, reply, 1)
        reports.close_reports(session, question, numbers, verdict, Clock()())
        session.commit()


def test_the_form_shows_the_question_and_asks_what_is_wrong(deputy: Deputy, question: int) -> None:
    page = deputy.visitor.get(f"/reports/new?question={question}").text

    assert "的组成人员" in page
    for words in ("答案不对", "有错字", "出处不对", "内容已经过时", "补充说明"):
        assert words in page


def test_a_report_leads_back_and_is_thanked_for(deputy: Deputy, question: int) -> None:
    target = send(deputy.visitor, question, text="应选 B", next="/wrong")

    assert target == "/wrong"
    assert "已交给审题老师" in deputy.visitor.get(target).text
    page = deputy.visitor.get("/reports").text
    assert "应选 B" in page
    assert "等待答复" in page


def test_a_report_leads_nowhere_else(deputy: Deputy, question: int) -> None:
    assert send(deputy.visitor, question, next="//evil.example") == "/reports"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"topic": ""}, "请选一项"),
        ({"topic": "x"}, "请选一项"),
        ({"text": "长" * 1001}, "补充说明最多 1000 个字"),
    ],
)
def test_a_report_that_makes_no_sense_comes_back(
    deputy: Deputy, question: int, fields: dict[str, str], sentence: str
) -> None:
    form = {"question": str(question), "topic": "key", **fields}
    answer = deputy.visitor.post("/reports", form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "还没有反馈过" in deputy.visitor.get("/reports").text


@pytest.mark.parametrize("number", ["", "x", "99999", "9" * 30])
def test_a_question_that_was_never_met_cannot_be_reported(deputy: Deputy, number: str) -> None:
    deputy.start()
    assert deputy.visitor.get(f"/reports/new?question={number}").status_code == 404
    form = {"question": number, "topic": "key"}
    assert deputy.visitor.post("/reports", form).status_code == 404


def test_an_answer_is_told_on_the_first_page_until_it_is_seen(
    deputy: Deputy, question: int
) -> None:
    send(deputy.visitor, question, topic="source")
    assert "您反馈的题有了答复" not in deputy.visitor.get("/").text
    close(deputy, question, "谢谢，出处已更正。", ReportState.FIXED)

    assert "1 条新答复" in deputy.visitor.get("/").text
    page = deputy.visitor.get("/reports").text
    assert "谢谢，出处已更正。" in page
    assert "已改正" in page
    deputy.visitor.post("/reports/seen")
    assert "您反馈的题有了答复" not in deputy.visitor.get("/").text
    assert "谢谢，出处已更正。" in deputy.visitor.get("/reports").text
