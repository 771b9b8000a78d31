"""The real runner in a process of its own: it does the jobs, survives, and leaves nothing behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import pytest

from question_bank.storage import documents, jobs
from question_bank.storage.database import Database
from question_bank.storage.jobs import File, Wanted
from question_bank.storage.models import Job
from question_bank.storage.models.values import JobState, Status
from quizapp.jobs.runner import LOCK
from tests.quizapp.processes import PATIENCE, Start, status_of, wait_until

TEXT = "第一条　代表享有审议权、表决权、提案权、选举权、质询权等权利。\n第二条　代表应当保守国家秘密。\n"
#: Long enough for questions that are worth asking.
LAW = f"{TEXT}第三条　代表建议应当自交办之日起三个月内答复；情况复杂的，应当自交办之日起六个月内答复。\n"


@pytest.fixture
def database(environment: dict[str, str]) -> Iterator[Database]:
    """The bank of an installation in a folder of its own."""
    database = Database(f"sqlite:///{environment['QUIZAPP_INSTANCE']}/quizapp.db")
    yield database
    database.close()


def ask_for(database: Database, name: str = "代表法.txt", data: bytes = LAW.encode()) -> int:
    """Store a job and tell no queue of it: the runner finds it by itself."""
    with database.writer() as session:
        wanted = Wanted("document.add", {}, key=name, file=File(name, data))
        number = jobs.add_job(session, wanted, datetime.now(UTC)).job.id
        session.commit()
        return number


def job_of(database: Database, number: int) -> Job:
    with database.reader() as session:
        return jobs.get_job(session, number)


def has_ended(database: Database, number: int) -> bool:
    return job_of(database, number).state in {JobState.DONE, JobState.FAILED}


def runner_of(folder: Path) -> int | None:
    """Return the number of the process that holds the runner's lock."""
    with suppress(OSError, ValueError):
        return int((folder / LOCK).read_text())
    return None


def is_alive(process_id: int | None) -> bool:
    if process_id is None:
        return False
    with suppress(OSError):
        # One that has died and whose parent has not looked yet is dead all the same.
        return ") Z " not in Path(f"/proc/{process_id}/stat").read_text(encoding="utf-8")
    return False


def test_a_text_becomes_questions_that_wait_for_a_trainer(database: Database, start: Start) -> None:
    text, empty, unknown = ask_for(database), ask_for(database, "空.txt", b"\n"), 0
    with database.writer() as session:
        unknown = jobs.add_job(session, Wanted("document.dance"), datetime.now(UTC)).job.id
        session.commit()
    start("work")
    assert wait_until(lambda: all(has_ended(database, n) for n in (text, empty, unknown)))

    done = job_of(database, text)
    assert (done.state, done.message_id) == (JobState.DONE, "document.done")
    with database.reader() as session:
        [listed] = documents.list_documents(session)
    assert listed.document.id == done.result["document_id"]
    assert set(listed.questions) == {Status.REVIEW}
    assert job_of(database, empty).message_id == "document.empty"
    assert job_of(database, unknown).message_id == "job.unknown_kind"


def test_a_second_runner_in_the_same_folder_is_refused_in_one_sentence(
    database: Database, start: Start, tmp_path: Path
) -> None:
    assert database.file is not None
    start("work")
    assert wait_until(lambda: runner_of(tmp_path) is not None)
    _, told = start("work").communicate(timeout=PATIENCE)
    assert "已经有一个任务程序在运行" in told
    assert told.count("\n") == 1


def test_what_a_killed_runner_left_is_done_by_the_next(database: Database, start: Start) -> None:
    number = ask_for(database, data=(TEXT * 400).encode())
    first = start("work")
    assert wait_until(lambda: job_of(database, number).state is JobState.RUNNING)
    first.kill()
    first.wait(PATIENCE)
    assert job_of(database, number).state is JobState.RUNNING

    start("work")
    assert wait_until(lambda: has_ended(database, number))
    assert job_of(database, number).state is JobState.DONE
    assert job_of(database, number).tries == 2


def test_the_server_brings_a_runner_back_and_leaves_none_behind(
    database: Database, start: Start, port: int, tmp_path: Path
) -> None:
    server = start("serve")
    assert wait_until(lambda: is_alive(runner_of(tmp_path)))
    killed = runner_of(tmp_path)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    # One that comes back looks at once for what waits.
    number = ask_for(database, "空.txt", b"\n")
    assert wait_until(lambda: runner_of(tmp_path) != killed and is_alive(runner_of(tmp_path)))
    assert wait_until(lambda: has_ended(database, number))

    last = runner_of(tmp_path)
    assert status_of(port) == 200
    server.send_signal(signal.SIGTERM)
    out, told = server.communicate(timeout=PATIENCE)
    assert server.returncode == 0
    assert "Traceback" not in told
    assert f"http://127.0.0.1:{port}" in told
    assert out == ""
    assert not is_alive(last)
    assert status_of(port) is None


def test_nothing_stays_behind_when_the_server_is_killed(
    start: Start, port: int, tmp_path: Path
) -> None:
    server = start("serve")
    assert wait_until(lambda: is_alive(runner_of(tmp_path)) and status_of(port) == 200)
    runner = runner_of(tmp_path)
    os.kill(server.pid, signal.SIGKILL)
    assert wait_until(lambda: not is_alive(runner) and status_of(port) is None)
