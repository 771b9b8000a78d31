"""What becomes of a text's questions, by the office's choice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from question_bank.sources import built_in_speech
from question_bank.storage import documents, jobs
from question_bank.storage.database import Database
from question_bank.storage.jobs import File, Wanted
from question_bank.storage.models.values import JobState, Status
from question_bank.storage.settings import Office, save_office
from quizapp.jobs.executing import Executor

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.fixture
def database(tmp_path: Path, empty_bank: Path) -> Iterator[Database]:
    """The bank of an installation in a folder of its own."""
    (tmp_path / "quizapp.db").write_bytes(empty_bank.read_bytes())
    database = Database(f"sqlite:///{tmp_path}/quizapp.db")
    yield database
    database.close()


@pytest.mark.parametrize(
    ("office", "statuses"),
    [
        pytest.param(Office(), {Status.REVIEW}, id="all wait"),
        pytest.param(
            Office(publish_uploads=True), {Status.PUBLISHED, Status.REVIEW}, id="clean ones go out"
        ),
    ],
)
def test_questions_of_a_new_text_go_out_only_where_the_office_says_so(
    database: Database, tmp_path: Path, office: Office, statuses: set[Status]
) -> None:
    source = built_in_speech()
    with database.writer() as session:
        save_office(session, Office(), office, by_id=None, now=NOW)
        wanted = Wanted("document.add", {}, key="a", file=File("讲话.txt", source.data))
        number = jobs.add_job(session, wanted, NOW).job.id
        session.commit()

    Executor(database, "test", tmp_path / "cache", lambda: NOW).run(number)

    with database.reader() as session:
        assert jobs.get_job(session, number).state is JobState.DONE
        [listed] = documents.list_documents(session)
    assert set(listed.questions) == statuses
