"""Bringing questions in and taking them out, on the pages of trainers."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from question_bank.export.excel.grid import read_workbook
from question_bank.export.excel.reading import read_sheets
from question_bank.questions.values import Item
from question_bank.storage.contents import item_of
from question_bank.storage.database import Database
from question_bank.storage.models import AuditEntry, Question
from question_bank.storage.models.values import Origin, Status
from tests.bank import DUTY_SINGLE, DUTY_TRUE, METHOD_CLOZE, SAMPLES
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import words

PAGE = "/trainer/exchange/"
READ = "/trainer/exchange/imports"
FILE = "/trainer/exchange/file"
PASTED = """一、单选题
1. 讲话第五部分指出，代表提出议案要做到（　　）。
A. 深入调研
B. 照抄照搬
C. 以上都对
答案：A
解析：讲话第五部分的要求。
二、判断题
2. 代表可以把建议交给别人写。（×）
3. 这一题没有答案。
"""
Rows = Callable[[int], Question]
Numbers = Callable[[Item], int]


def count(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(Question)) or 0


def upload(visitor: Visitor, data: bytes, name: str) -> TestResponse:
    return visitor.post(READ, {"file": (io.BytesIO(data), name), "text": ""})


def ticks(page: TestResponse, name: str) -> list[str]:
    return re.findall(rf'name="{name}"\s+value="([^"]+)"', page.text)


def exported(visitor: Visitor, file_format: str, **wanted: object) -> TestResponse:
    return visitor.post(FILE, {"format": file_format, **wanted})


@pytest.fixture
def workbook(reviewer: Visitor) -> bytes:
    """All questions of the bank as a workbook."""
    return bytes(exported(reviewer, "xlsx").data)


def changed(workbook: bytes, column: str, old: str, new: str) -> bytes:
    book = load_workbook(io.BytesIO(workbook))
    sheet = book.active
    assert sheet is not None
    heading = next(cell for cell in sheet[1] if cell.value == column)
    for row in sheet.iter_rows(min_row=2):
        cell = row[heading.column - 1]
        if cell.value == old:
            cell.value = new
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("htmx", [False, True])
def test_the_page_offers_both_ways(author: Visitor, *, htmx: bool) -> None:
    page = words(author.get(PAGE, htmx=htmx))
    assert all(each in page for each in ("导入试题", "导出试题", "下载 Excel 模板", "Moodle XML"))


def test_deputies_see_nothing_of_it(visitor: Visitor) -> None:
    assert visitor.get(PAGE).status_code in {302, 303, 401, 403}


@pytest.mark.parametrize("htmx", [False, True])
def test_pasted_questions_are_shown_before_they_are_stored(
    author: Visitor, database: Database, *, htmx: bool
) -> None:
    before = count(database)
    answer = author.post(READ, {"text": PASTED}, htmx=htmx)
    page = author.get(answer.headers["HX-Redirect"] if htmx else answer.location)
    shown = words(page)
    assert "2 新题" in shown
    assert "第 10 行 没有答案。 3. 这一题没有答案。" in shown
    assert count(database) == before


def test_confirmed_questions_wait_as_drafts_with_what_the_checks_say(
    author: Visitor, database: Database
) -> None:
    before = count(database)
    address = author.post(READ, {"text": PASTED}).location
    form = {"status": "draft", "kind": "method", "submission": "one-form-sent-twice-x"}
    answers = [author.post(f"{address}/confirm", form) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert count(database) == before + 2
    with database.reader() as session:
        rows = session.scalars(select(Question).where(Question.origin == Origin.IMPORTED)).all()
        assert {(row.status, row.kind.value) for row in rows} == {(Status.DRAFT, "method")}
        assert any(row.findings for row in rows)
    done = words(author.get(address))
    assert "2 新存入" in done
    assert "代表可以把建议交给别人写。" in done


def test_the_list_of_questions_finds_what_was_imported(author: Visitor) -> None:
    address = author.post(READ, {"text": PASTED}).location
    author.post(f"{address}/confirm", {"status": "review"})
    found = words(author.get("/trainer/questions/?origin=imported"))
    assert "共 2 题" in found
    assert "待审" in found


def test_an_import_that_is_given_up_changes_nothing(author: Visitor, database: Database) -> None:
    before = count(database)
    address = author.post(READ, {"text": PASTED}).location
    assert author.post(f"{address}/discard").status_code == 303
    assert author.get(address).status_code == 404
    assert count(database) == before


def test_nobody_sees_the_file_of_another(author: Visitor, reviewer: Visitor) -> None:
    address = author.post(READ, {"text": PASTED}).location
    assert reviewer.get(address).status_code == 404
    assert reviewer.post(f"{address}/confirm").status_code == 404


def test_the_bank_s_own_workbook_changes_nothing(reviewer: Visitor, workbook: bytes) -> None:
    page = words(reviewer.get(upload(reviewer, workbook, "题库.xlsx").location))
    assert f"{len(SAMPLES)} 没有变化" in page
    # Two questions of the tests' bank have numbers too short to be ours.
    assert "0 新题 2 重复" in page


def test_an_update_of_a_draft_is_ticked_and_shows_what_it_changes(
    reviewer: Visitor, database: Database, workbook: bytes
) -> None:
    stem = "这是一道草稿题（　　）。"
    data = changed(workbook, "题干", stem, "这是一道改过的草稿题（　　）。")
    # Its number in the tests' bank is too short to be one of ours.
    with database.writer() as session:
        row = session.scalars(select(Question).where(Question.stem == stem)).one()
        row.guid = "a-proper-permanent-guid"
        number, guid = row.id, row.guid
        session.commit()
    data = changed(data, "编号", "这是一道草稿题", guid)
    location = upload(reviewer, data, "题库.xlsx").location
    page = reviewer.get(location)
    assert "改过的" in re.search(r"<ins>(.*?)</ins>", page.text)[1]  # type: ignore[index]
    [tick] = ticks(page, "update")
    assert reviewer.post(f"{location}/confirm", {"update": tick}).status_code == 303
    with database.reader() as session:
        row = session.get_one(Question, number)
        assert (row.stem, row.status) == ("这是一道改过的草稿题（　　）。", Status.DRAFT)


def test_signed_wording_changes_only_when_ticked_and_then_waits(
    reviewer: Visitor, workbook: bytes, row_of: Rows, number_of: Numbers
) -> None:
    number = number_of(DUTY_TRUE.item)
    data = changed(workbook, "题干", DUTY_TRUE.item.stem, "讲话改了说法，代表的职责是参加会议。")
    location = upload(reviewer, data, "题库.xlsx").location
    page = reviewer.get(location)
    [tick] = ticks(page, "update")
    assert "勾选才更新" in words(page)
    assert "checked" not in re.search(rf'value="{tick}"\s*[^>]*>', page.text)[0]  # type: ignore[index]
    reviewer.post(f"{location}/confirm", {})
    assert row_of(number).stem == DUTY_TRUE.item.stem
    again = upload(reviewer, data, "题库.xlsx").location
    reviewer.post(f"{again}/confirm", {"update": tick})
    row = row_of(number)
    assert (row.stem, row.status) == ("讲话改了说法，代表的职责是参加会议。", Status.REVIEW)
    assert not row.is_signed


def test_an_update_keeps_what_the_file_says_nothing_of(
    reviewer: Visitor, row_of: Rows, number_of: Numbers
) -> None:
    number = number_of(METHOD_CLOZE.item)
    guid = row_of(number).guid
    sheet = f"题型,题干,答案,编号\n填空题,掌握____资料，这是讲话对代表提出议案的要求。,第一手/一手,{guid}\n"
    location = upload(reviewer, sheet.encode(), "改.csv").location
    [tick] = ticks(reviewer.get(location), "update")
    reviewer.post(f"{location}/confirm", {"update": tick})
    row, old = row_of(number), METHOD_CLOZE.item
    assert row.explanation == old.explanation
    assert (row.kind, row.difficulty, row.form) == (old.kind, old.difficulty, old.form)
    assert item_of(row).blanks == old.blanks
    assert row.source_quote == METHOD_CLOZE.quote


def test_a_question_changed_after_the_preview_stops_the_whole_import(
    reviewer: Visitor, database: Database, workbook: bytes, number_of: Numbers
) -> None:
    before, number = count(database), number_of(DUTY_TRUE.item)
    data = changed(workbook, "题干", DUTY_TRUE.item.stem, "另一种说法，代表的职责是参加会议。")
    location = upload(reviewer, data, "题库.xlsx").location
    [tick] = ticks(reviewer.get(location), "update")
    with database.writer() as session:
        session.get_one(Question, number).explanation = "别人刚刚改过。"
        session.commit()
    answer = reviewer.post(f"{location}/confirm", {"update": tick})
    assert answer.status_code == 409
    assert count(database) == before


def test_what_the_bank_has_already_is_left_out_unless_it_is_ticked(
    author: Visitor, database: Database
) -> None:
    before = count(database)
    item = DUTY_SINGLE.item
    options = "\n".join(
        f"{letter}. {o.text}" for letter, o in zip("ABCD", item.options, strict=True)
    )
    text = f"1. {item.stem}\n{options}\n答案：D\n"
    address = author.post(READ, {"text": text}).location
    page = author.get(address)
    assert "1 重复" in words(page)
    [tick] = ticks(page, "repeat")
    author.post(f"{address}/confirm", {})
    assert count(database) == before
    address = author.post(READ, {"text": text}).location
    author.post(f"{address}/confirm", {"repeat": tick})
    assert count(database) == before + 1


def test_a_question_that_stands_twice_in_a_file_comes_in_once(
    author: Visitor, database: Database
) -> None:
    before = count(database)
    text = "1. 代表应当认真准备大会发言。\n答案：对\n2. 代表应当认真准备 大会发言。\n答案：对\n"
    address = author.post(READ, {"text": text}).location
    assert "和文件里第 1 到 2 行的题一样" in words(author.get(address))
    author.post(f"{address}/confirm", {})
    assert count(database) == before + 1


@pytest.mark.parametrize(
    ("data", "name", "told"),
    [
        (b"", "空.xlsx", "是空的"),
        (b"PK\x03\x04half", "半个.xlsx", "打不开"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", "旧.xls", "旧格式"),
        (b"PK\x03\x04", "宏.xlsm", "带有宏"),
        (b'{"format": "other", "questions": []}', "别的.json", "不是本系统导出的题库 JSON"),
        (b'{"format": "quizapp-bank", "questions": [', "半个.json", "不是完整的 JSON，第 1 行"),
        (b'<?xml version="1.0"?><quiz>', "半个.xml", "不是完整的 XML，第 1 行"),
        (b'<!DOCTYPE q [<!ENTITY a "b">]><quiz>&a;</quiz>', "实体.xml", "外部实体"),
        ("甲,乙\n一,二，这里没有任何表头的列\n".encode(), "表.csv", "没有认出表头"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_one_sentence(
    author: Visitor, database: Database, data: bytes, name: str, told: str
) -> None:
    before = count(database)
    answer = upload(author, data, name)
    assert answer.status_code == 422
    assert told in words(answer)
    assert count(database) == before


def test_nothing_sent_is_said(author: Visitor) -> None:
    answer = author.post(READ, {"text": "  "})
    assert answer.status_code == 422
    assert "请选一个文件" in words(answer)


@pytest.mark.parametrize("tick", ["x", "1", "1.x", "9" * 40])
def test_ticks_that_make_no_sense_change_nothing(
    author: Visitor, database: Database, tick: str
) -> None:
    before = count(database)
    address = author.post(READ, {"text": PASTED}).location
    assert author.post(f"{address}/confirm", {"update": tick}).status_code in {400, 409}
    assert count(database) == before


@pytest.mark.parametrize(
    ("file_format", "extension", "media_type"),
    [
        ("xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        ("json", "json", "application/json"),
        ("moodle", "xml", "application/xml"),
        ("gift", "gift", "text/plain"),
        ("qti", "zip", "application/zip"),
        ("anki-text", "txt", "text/plain"),
    ],
)
def test_each_format_is_a_file_with_a_chinese_name_and_a_length(
    author: Visitor, file_format: str, extension: str, media_type: str
) -> None:
    answer = exported(author, file_format)
    assert answer.status_code == 200
    assert answer.mimetype == media_type
    assert f"2026-03-02.{extension}" in answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''%E9%A2%98%E5%BA%93" in answer.headers["Content-Disposition"]
    assert answer.content_length == len(answer.data) > 0


def test_the_file_holds_the_questions_chosen(author: Visitor) -> None:
    bank = json.loads(exported(author, "json", status="published", type="true_false").data)
    stems = {question["stem"] for question in bank["questions"]}
    assert stems == {s.item.stem for s in SAMPLES if s.item.type.value == "true_false"}


@pytest.mark.parametrize("htmx", [False, True])
def test_a_choice_without_questions_is_said(author: Visitor, *, htmx: bool) -> None:
    answer = author.post(FILE, {"format": "xlsx", "status": "retired"}, htmx=htmx)
    assert answer.status_code == 422
    assert "没有可以导出的题" in words(answer)


def test_the_template_reads_as_an_empty_table(author: Visitor) -> None:
    data = author.get("/trainer/exchange/template.xlsx").data
    assert read_sheets(read_workbook(data)) == ([], [])


def test_the_schema_is_published(author: Visitor) -> None:
    assert author.get("/trainer/exchange/schema.json").get_json()["title"] == "履职学堂题库"


def test_imports_and_exports_are_written_down(author: Visitor, database: Database) -> None:
    address = author.post(READ, {"text": PASTED}).location
    author.post(f"{address}/confirm", {})
    exported(author, "json")
    with database.reader() as session:
        entries = session.scalars(select(AuditEntry).order_by(AuditEntry.id)).all()
    told = {entry.action: entry.details for entry in entries}
    assert told["bank.import"]["created"] == 2
    assert told["bank.export"] == {"format": "json", "written": len(SAMPLES) + 4}
