"""A trainer takes the results of a paper out as Excel."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import select

from question_bank.questions.values import ItemType
from question_bank.storage import people
from question_bank.storage.audit import history_of
from question_bank.storage.database import Database
from question_bank.storage.models import Group, Person
from question_bank.storage.models.values import Audience
from tests.papers import open_paper
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.trainer.test_papers import sit

FILE = "/trainer/papers/1/results/file"
RIGHT = dict.fromkeys((ItemType.SINGLE, ItemType.MULTIPLE, ItemType.TRUE_FALSE), True)


def book_of(visitor: Visitor) -> Any:
    answer = visitor.post(FILE)
    assert answer.status_code == 200
    assert "spreadsheetml.sheet" in answer.headers["Content-Type"]
    return load_workbook(io.BytesIO(answer.data))


def rows_of(book: Any, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].values)


@pytest.fixture
def sat(app: Flask, database: Database, clock: Clock) -> None:
    """A paper that two have sat; one of them has a name that a spreadsheet would reckon."""
    with database.writer() as session:
        open_paper(session, clock(), title="代表法学习测验")
        session.commit()
    sit(app, RIGHT, "周敏")
    sit(app, {ItemType.SINGLE: True}, "李四")
    with database.writer() as session:
        session.scalars(select(Person).where(Person.name == "李四")).one().name = "=1+1"
        session.commit()


@pytest.mark.usefixtures("sat")
def test_results_are_numbers_in_order_with_heads_that_stay(reviewer: Visitor) -> None:
    book = book_of(reviewer)

    head, first, second = rows_of(book, "成绩单")
    named = dict(zip(head, first, strict=True))
    assert named["姓名"] == "周敏"
    assert (named["名次"], named["得分"], named["满分"]) == (1, 8, 11)
    assert named["二、多选题"] == 4
    assert named["方式"] == "网上"
    assert isinstance(named["开始"], datetime)
    assert second[0] == 2
    sheet = book["成绩单"]
    assert sheet.freeze_panes == "C2"
    assert sheet.column_dimensions["C"].width > sheet.column_dimensions["A"].width


@pytest.mark.usefixtures("sat")
def test_a_name_that_looks_like_a_formula_stays_text(reviewer: Visitor) -> None:
    cell = book_of(reviewer)["成绩单"]["B3"]

    assert cell.value == "=1+1"
    assert cell.data_type == "s"
    assert cell.quotePrefix


@pytest.mark.usefixtures("sat")
def test_each_question_has_its_facility(reviewer: Visitor) -> None:
    head, *items = rows_of(book_of(reviewer), "逐题分析")

    found = [dict(zip(head, item, strict=True)) for item in items]
    assert [each["得分率"] for each in found] == [1, 0.5, 0.5, 0]
    assert [each["题型"] for each in found] == ["单选", "多选", "判断", "填空"]


@pytest.mark.usefixtures("sat")
def test_where_anybody_may_come_nobody_is_missing(reviewer: Visitor) -> None:
    book = book_of(reviewer)

    assert book.sheetnames == ["概况", "成绩单", "逐题分析"]
    facts = {row[0]: row[1] for row in rows_of(book, "概况")}
    assert facts["有成绩的人数"] == 2
    assert facts["平均分"] == 5
    assert "参考率" not in facts


def test_who_was_asked_and_has_not_come_is_listed(
    database: Database, clock: Clock, reviewer: Visitor
) -> None:
    with database.writer() as session:
        for name, group in (
            ("王建国", "第一代表团"),
            ("张伟", "第一代表团"),
            ("刘洋", "第二代表团"),
        ):
            people.add_person(session, people.Listed(name, "", group, ""), clock())
        ids = tuple(session.scalars(select(Group.id).order_by(Group.id)))
        open_paper(session, clock(), audience=Audience.GROUPS, group_ids=ids)
        session.commit()

    book = book_of(reviewer)

    head, *missing = rows_of(book, "未参加名单")
    assert head == ("序号", "姓名", "代表团或小组")
    assert {(name, group) for _n, name, group in missing} == {
        ("王建国", "第一代表团"),
        ("张伟", "第一代表团"),
        ("刘洋", "第二代表团"),
    }
    summary = rows_of(book, "概况")
    assert ("应参加人数", 3, None, None) in summary
    assert ("参考率", 0, None, None) in summary
    assert ("第一代表团", 0, 2, 0) in summary


@pytest.mark.usefixtures("sat")
def test_taking_results_out_is_logged(reviewer: Visitor, database: Database) -> None:
    reviewer.post(FILE)

    with database.reader() as session:
        assert "paper.export" in [entry.action for entry in history_of(session, "paper", 1)]


@pytest.mark.usefixtures("sat")
def test_authors_get_no_file_and_no_button(author: Visitor) -> None:
    assert "下载成绩" not in author.get("/trainer/papers/1/results").text
    assert author.post(FILE).status_code == 403


def test_a_paper_that_is_not_there_has_no_results(reviewer: Visitor) -> None:
    assert reviewer.post("/trainer/papers/999/results/file").status_code == 404


@pytest.mark.usefixtures("sat")
def test_the_page_of_results_leads_to_the_file(reviewer: Visitor) -> None:
    for page in ("results", "items"):
        assert f'action="{FILE}"' in reviewer.get(f"/trainer/papers/1/{page}").text
