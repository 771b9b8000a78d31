"""Imports of hundreds of questions: left to a job, all of the new ones or none, begun again if need be."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from question_bank.errors import QuestionBankError
from question_bank.keypoints.values import Kind
from question_bank.storage import jobs
from question_bank.storage.database import Database
from question_bank.storage.listing import QuestionFilter, matching_ids
from question_bank.storage.models import AuditEntry, Job, Question
from question_bank.storage.models.values import JobState, Origin
from quizapp.jobs.executing import Executor
from quizapp.jobs.imports import LargeImport
from quizapp.jobs.work import Work
from quizapp.resources import KeptResources
from quizapp.trainer.exchange_running import SMALL
from tests.bank import DUTY_TRUE
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.trainer.conftest import words

READ = "/trainer/exchange/imports"
MANY = SMALL + 5
TEXT = "".join(
    f"{n}. 代表应当把第{n}号建议交给有关机关办理。\n答案：对\n" for n in range(1, MANY + 1)
)
Do = Callable[[], None]


def imported(database: Database) -> int:
    with database.reader() as session:
        query = select(func.count()).where(Question.origin == Origin.IMPORTED)
        return session.scalar(query) or 0


def job_of(database: Database) -> Job:
    with database.reader() as session:
        return session.scalars(select(Job)).one()


def ask(visitor: Visitor, text: str = TEXT, **form: object) -> str:
    """Upload, confirm and return the address of the import."""
    address = str(visitor.post(READ, {"text": text}).location)
    answer = visitor.post(f"{address}/confirm", {"status": "review", "kind": "method", **form})
    assert (answer.status_code, answer.location) == (303, address)
    return address


@pytest.fixture
def executor(database: Database, clock: Clock, tmp_path: Path) -> Executor:
    """Does jobs as the runner would."""
    return Executor(database, "test", tmp_path / "cache", clock)


@pytest.fixture
def do_jobs(executor: Executor) -> Do:
    """Return what does all jobs that wait."""

    def do() -> None:
        for number in executor.look_round():
            executor.run(number)

    return do


def test_a_large_import_shows_how_far_it_is_and_then_what_went_in(
    author: Visitor, database: Database, do_jobs: Do, clock: Clock
) -> None:
    address = ask(author)
    waiting = author.get(address)
    assert "正在排队" in waiting.text
    assert f'hx-get="{address}"' in waiting.text
    assert imported(database) == 0
    with database.writer() as session:
        jobs.claim(session, job_of(database).id, "gone", clock())
        jobs.tell(session, job_of(database).id, 25, "import.checking", {"done": 100, "total": MANY})
        session.commit()
    part = author.get(address, htmx=True).text
    assert "<html" not in part
    assert f"正在检查：100 / {MANY} 题" in part
    # That runner is never heard of again; another one does the work.
    clock.advance(minutes=2)

    do_jobs()
    do_jobs()

    assert imported(database) == MANY
    assert author.get(address, htmx=True).headers["HX-Redirect"] == address
    done = words(author.get(address))
    assert f"{MANY} 新存入 0 已更新 0 没有导入" in done


def test_what_was_imported_is_found_checked_and_written_down(
    author: Visitor, database: Database, do_jobs: Do
) -> None:
    ask(author)
    do_jobs()

    with database.reader() as session:
        [number] = matching_ids(session, QuestionFilter(text=f"第{MANY}号建议"), 5)
        assert session.get_one(Question, number).kind is Kind.METHOD
        entries = session.scalars(select(AuditEntry).where(AuditEntry.action == "bank.import"))
        assert [entry.details["created"] for entry in entries] == [MANY]


def test_confirming_again_imports_nothing_twice(
    author: Visitor, database: Database, do_jobs: Do
) -> None:
    address = ask(author)
    author.post(f"{address}/confirm", {"status": "draft"})
    do_jobs()
    author.post(f"{address}/confirm", {"status": "draft"})
    do_jobs()

    assert imported(database) == MANY
    assert job_of(database).state is JobState.DONE


def test_an_import_under_way_is_not_given_up_nor_pushed_out_by_newer_files(
    author: Visitor, database: Database, do_jobs: Do
) -> None:
    address = ask(author)
    assert author.post(f"{address}/discard").location == address
    for number in range(3):
        author.post(READ, {"text": f"1. 第{number}次粘贴的题。\n答案：对\n"})

    do_jobs()

    assert imported(database) == MANY
    assert author.get(address).status_code == 200


def _file(text: str) -> tuple[io.BytesIO, str]:
    return io.BytesIO(text.encode()), "题.csv"


def sheet_with_update(guid: str) -> str:
    new = "".join(f"判断题,代表应当回答第{n}位选民的询问。,对,\n" for n in range(MANY))
    return f"题型,题干,答案,编号\n判断题,讲话换了说法，代表的职责是参加会议。,对,{guid}\n{new}"


def test_a_question_changed_meanwhile_stops_all_and_the_preview_says_so(
    reviewer: Visitor, database: Database, do_jobs: Do
) -> None:
    before = imported(database)
    with database.reader() as session:
        row = session.scalars(select(Question).where(Question.stem == DUTY_TRUE.item.stem)).one()
    page_of = reviewer.post(READ, {"text": "", "file": _file(sheet_with_update(row.guid))}).location
    [tick] = re.findall(r'name="update"\s+value="([^"]+)"', reviewer.get(page_of).text)
    reviewer.post(f"{page_of}/confirm", {"update": tick})
    with database.writer() as session:
        session.get_one(Question, row.id).explanation = "别人刚刚改过。"
        session.commit()

    do_jobs()

    assert imported(database) == before
    page = reviewer.get(page_of)
    assert "什么也没有导入" in page.text
    # The new preview can be confirmed.
    [tick] = re.findall(r'name="update"\s+value="([^"]+)"', page.text)
    reviewer.post(f"{page_of}/confirm", {"update": tick})
    do_jobs()
    assert f"{MANY} 新存入 1 已更新" in words(reviewer.get(page_of))


def test_a_job_begun_again_does_what_is_left_and_stores_nothing_twice(
    reviewer: Visitor, database: Database, do_jobs: Do, clock: Clock, tmp_path: Path
) -> None:
    with database.reader() as session:
        row = session.scalars(select(Question).where(Question.stem == DUTY_TRUE.item.stem)).one()
    address = str(
        reviewer.post(READ, {"text": "", "file": _file(sheet_with_update(row.guid))}).location
    )
    [tick] = re.findall(r'name="update"\s+value="([^"]+)"', reviewer.get(address).text)
    reviewer.post(f"{address}/confirm", {"update": tick})
    job = job_of(database)
    resources = KeptResources(database, tmp_path / "cache").get
    with database.writer() as session:
        jobs.claim(session, job.id, "gone", clock())
        session.commit()
    work = Work(job.id, job.parameters, job.person_id, None, database, resources, clock)
    # The runner dies when the new questions stand, before the update and the index.
    LargeImport(work).begin()
    assert imported(database) == MANY
    assert "正在" in reviewer.get(address).text
    clock.advance(minutes=2)

    do_jobs()

    assert imported(database) == MANY
    assert f"{MANY} 新存入 1 已更新 0 没有导入" in words(reviewer.get(address))
    with database.reader() as session:
        assert len(matching_ids(session, QuestionFilter(text=f"第{MANY - 1}位选民"), 5)) == 1
        assert session.get_one(Question, row.id).stem.startswith("讲话换了说法")


def test_an_import_given_up_half_way_says_what_went_in(
    author: Visitor, database: Database, clock: Clock, tmp_path: Path
) -> None:
    address = ask(author)
    job = job_of(database)
    resources = KeptResources(database, tmp_path / "cache").get
    with database.writer() as session:
        jobs.claim(session, job.id, "test", clock())
        session.commit()
    work = Work(job.id, job.parameters, job.person_id, None, database, resources, clock)
    LargeImport(work).begin()
    with database.writer() as session:
        jobs.fail(session, job.id, QuestionBankError("job.gave_up", tries=3), clock())
        session.commit()

    assert f"{MANY} 新存入" in words(author.get(address))
    # And what stands is not imported a second time.
    author.post(f"{address}/confirm", {"status": "draft"})
    assert imported(database) == MANY
    assert job_of(database).state is JobState.FAILED
