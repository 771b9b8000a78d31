"""Bringing texts: files and pasted words become jobs, bad ones get a sentence."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import func, select
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.test import TestResponse, encode_multipart

from question_bank.documents import read_document
from question_bank.errors import QuestionBankError
from question_bank.sources import built_in_speech
from question_bank.storage import documents, jobs
from question_bank.storage.database import Database
from question_bank.storage.models import Job, Question
from question_bank.storage.models.values import Status
from tests.bank import NOW
from tests.quizapp.conftest import HTMX, Clock, Visitor
from tests.quizapp.trainer.conftest import words

NEW, JOBS = "/trainer/documents/new", "/trainer/documents/jobs"
LAW = "第一条　为了保证代表依法行使职权，制定本法。\n第二条　代表享有审议权、表决权、提案权。\n"
Bring = Callable[..., TestResponse]


@pytest.fixture
def bring(author: Visitor) -> Bring:
    """Return what sends files, as pairs of name and bytes, with other fields of the form."""

    def send(
        *files: tuple[str, bytes], address: str = NEW, htmx: bool = False, **fields: str
    ) -> TestResponse:
        return author.client.post(
            address,
            **body(*files, csrf_token=author.token(), **fields),
            headers=HTMX if htmx else {},
        )

    return send


def body(*files: tuple[str, bytes], **fields: str) -> dict[str, Any]:
    """Return a form as a browser encodes it; the client would leave a temporary file open."""
    named: dict[str, Any] = dict(fields)
    named["files"] = [FileStorage(io.BytesIO(content), name) for name, content in files]
    boundary, encoded = encode_multipart(MultiDict(named))
    return {"data": encoded, "content_type": f'multipart/form-data; boundary="{boundary}"'}


def jobs_in(database: Database) -> list[Job]:
    with database.reader() as session:
        return list(session.scalars(select(Job).order_by(Job.id)))


def test_each_file_becomes_a_job_whose_progress_is_shown(
    bring: Bring, author: Visitor, database: Database
) -> None:
    answer = bring(("代表法.txt", LAW.encode()), ("报告.md", f"# 报告\n{LAW}".encode()))
    assert (answer.status_code, answer.location) == (303, JOBS)
    first, second = jobs_in(database)
    assert [job.parameters["name"] for job in (first, second)] == ["代表法.txt", "报告.md"]
    with database.reader() as session:
        file = jobs.file_of(session, first.id)
    assert file is not None
    assert file.content == LAW.encode()
    page = author.get(JOBS)
    assert "代表法.txt 等待处理" in words(page)
    assert 'hx-trigger="load delay:1s, every 3s"' in page.text
    assert "2 个正在处理" in words(author.get("/trainer/documents/"))


def test_pasted_words_become_a_job_with_what_was_said_of_them(
    bring: Bring, database: Database
) -> None:
    answer = bring(
        text=LAW, title=" 代表法\n草案 ", genre="statute", dated_on="2026-03-05", source_note="某网"
    )
    assert answer.status_code == 303
    [job] = jobs_in(database)
    assert job.parameters == {
        "title": "代表法 草案",
        "genre": "statute",
        "dated_on": "2026-03-05",
        "source_note": "某网",
        "name": "代表法 草案.txt",
    }


def test_the_same_file_again_is_told_with_a_link(bring: Bring, database: Database) -> None:
    speech = built_in_speech()
    answer = bring(("旧讲话.txt", speech.data))
    assert answer.status_code == 422
    assert "“旧讲话.txt”已经在题库里，没有重复存入。" in words(answer)
    assert 'href="/trainer/documents/1"' in answer.text
    assert jobs_in(database) == []


def test_a_file_whose_job_failed_before_its_questions_may_come_again(
    bring: Bring, database: Database
) -> None:
    with database.writer() as session:
        text = read_document(LAW.encode(), "代表法.txt")
        documents.add_document(session, documents.Upload(text, LAW.encode()), NOW)
        session.commit()
    assert bring(("代表法.txt", LAW.encode())).status_code == 303
    assert len(jobs_in(database)) == 1


def test_the_same_form_sent_twice_makes_one_job(bring: Bring, database: Database) -> None:
    token = "t" * 20
    for _ in range(2):
        assert bring(("代表法.txt", LAW.encode()), submission=token).status_code == 303
    bring(("代表法.txt", LAW.encode()))
    assert len(jobs_in(database)) == 1


def hostile_archive() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"0" * 200_000_000)
    return made.getvalue()


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("空.txt", b" \n", "文件 空.txt 是空的。"),
        ("扫描.png", b"\x89PNG\r\n", "扫描.png 是图片或扫描件"),
        ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "旧.doc 是旧格式的文档"),
        ("坏.pdf", b"nothing", "打不开 坏.pdf"),
        ("大.txt", b"a" * 4_100_000, "文件 大.txt 太大，最多 4 MB。"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_sentence(
    bring: Bring, database: Database, name: str, content: bytes, sentence: str, *, htmx: bool
) -> None:
    answer = bring((name, content), htmx=htmx)
    assert answer.status_code == 422
    assert sentence in words(answer)
    assert ("<html" in answer.text) is not htmx
    assert jobs_in(database) == []


def test_bad_files_do_not_keep_good_ones_away(
    bring: Bring, author: Visitor, database: Database
) -> None:
    assert bring(("空.txt", b""), ("代表法.txt", LAW.encode())).status_code == 303
    assert [job.parameters["name"] for job in jobs_in(database)] == ["代表法.txt"]
    assert "文件 空.txt 是空的。" in words(author.get(JOBS))


def test_a_zip_bomb_is_taken_in_small_and_judged_by_the_job(
    bring: Bring, database: Database
) -> None:
    bomb = hostile_archive()
    assert bring(("炸弹.docx", bomb)).status_code == 303
    assert len(jobs_in(database)) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({}, "请选择文件，或者粘贴文字。"),
        ({"text": LAW, "title": "长" * 101}, "这一项最多 100 个字。"),
        ({"text": LAW, "dated_on": "明天"}, "日期请写成 2026-03-05 这样。"),
        ({"text": LAW, "dated_on": "0001-01-01"}, "日期请写成 2026-03-05 这样。"),
        ({"text": LAW, "genre": "novel"}, "请在列出的种类里选一个。"),
        ({"text": LAW, "source_note": "长" * 501}, "这一项最多 500 个字。"),
    ],
)
def test_what_was_typed_wrong_is_named_and_kept(
    bring: Bring, database: Database, fields: dict[str, str], sentence: str
) -> None:
    answer = bring(**fields)
    assert answer.status_code == 422
    assert sentence in words(answer)
    if "text" in fields:
        assert "为了保证代表依法行使职权" in words(answer)
    assert jobs_in(database) == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "C:\\x\\讲话.txt", "名" * 300 + ".txt", "\x00\u202e.txt"]
)
def test_absurd_names_are_cut_to_what_can_be_shown(
    bring: Bring, database: Database, name: str
) -> None:
    assert bring((name, LAW.encode())).status_code == 303
    [job] = jobs_in(database)
    shown = job.parameters["name"]
    assert 0 < len(shown) <= 120
    assert shown.isprintable()
    assert "/" not in shown
    assert "\\" not in shown


def test_ten_megabytes_in_one_field_are_refused(author: Visitor, database: Database) -> None:
    text = "字" * 3_500_000
    plain = {"data": {"csrf_token": author.token(), "text": text}}
    for form in (body(csrf_token=author.token(), text=text), plain):
        answer = author.client.post(NEW, **form)
        assert answer.status_code == 413
        assert "内容太大，没有保存" in words(answer)
    assert jobs_in(database) == []


class TestOfProgress:
    @pytest.fixture
    def job(self, bring: Bring, database: Database) -> Job:
        bring(("代表法.txt", LAW.encode()))
        return jobs_in(database)[0]

    def test_a_running_job_shows_its_stage_and_asks_again(
        self, author: Visitor, database: Database, job: Job, clock: Clock
    ) -> None:
        with database.writer() as session:
            jobs.claim(session, job.id, "runner", clock())
            jobs.tell(session, job.id, 80, "job.saving", {"done": 100, "total": 230})
            session.commit()
        part = author.get(JOBS, htmx=True)
        assert "<html" not in part.text
        assert 'value="80"' in part.text
        assert 'hx-trigger="load delay:1s, every 3s"' in part.text
        assert "读取 查找要点 出题 存入 正在存入题库：100 / 230 题" in words(part)

    @pytest.mark.parametrize("well", [True, False])
    def test_an_ended_job_leads_on_and_no_longer_asks(
        self, author: Visitor, database: Database, job: Job, clock: Clock, *, well: bool
    ) -> None:
        with database.writer() as session:
            if well:
                told = QuestionBankError("document.done", created=9, refused=2)
                jobs.finish(session, job.id, told, {"document_id": 1}, clock())
            else:
                told = QuestionBankError("document.scanned", name="代表法.txt")
                jobs.fail(session, job.id, told, clock())
            session.commit()
        page = author.get(JOBS)
        assert "hx-trigger" not in page.text
        assert ("新题 9 道待审" if well else "代表法.txt 是图片或扫描件") in words(page)
        assert ('href="/trainer/documents/1"' in page.text) is well

    def test_an_ended_job_leads_straight_to_reviewing_what_it_made(
        self, author: Visitor, database: Database, job: Job, clock: Clock
    ) -> None:
        with database.writer() as session:
            told = QuestionBankError("document.done", created=9, refused=2)
            jobs.finish(session, job.id, told, {"document_id": 1}, clock())
            for row in session.scalars(select(Question).limit(3)):
                row.status = Status.REVIEW
            session.commit()
        page = author.get(JOBS)
        assert "在代表座谈会上的讲话" in words(page)
        assert "去审这 3 道题" in words(page)
        assert 'href="/trainer/review/?document=1"' in page.text

    def test_jobs_that_nobody_does_are_said_to_wait(
        self, author: Visitor, clock: Clock, job: Job
    ) -> None:
        assert job.id
        assert "任务程序没有运行" not in words(author.get(JOBS))
        clock.advance(minutes=1)
        for address in (JOBS, "/trainer/documents/", "/trainer/"):
            assert "任务程序没有运行" in words(author.get(address))


def test_many_jobs_have_pages(author: Visitor, database: Database, clock: Clock) -> None:
    with database.writer() as session:
        for number in range(45):
            wanted = jobs.Wanted("document.add", {"name": f"第{number}份"})
            jobs.add_job(session, wanted, clock() - timedelta(days=1))
        session.commit()
        assert session.scalar(select(func.count()).select_from(Job)) == 45
    assert "第44份" in words(author.get(JOBS))
    last = words(author.get(f"{JOBS}?page=99"))
    assert "第0份" in last
    assert "第 3 页，共 3 页" in last
