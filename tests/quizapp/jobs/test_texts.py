"""What becomes of a text's questions, by the office's choice."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from question_bank.documents import read_document
from question_bank.sources import built_in_speech
from question_bank.storage import documents, jobs
from question_bank.storage.database import Database
from question_bank.storage.documents import Upload
from question_bank.storage.jobs import File, Wanted
from question_bank.storage.models.values import JobState, Status
from question_bank.storage.settings import Office, save_office
from quizapp.jobs.executing import Executor
from tests.question_bank.documents.files import pdf_file

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


def archive_of(**parts: bytes) -> bytes:
    """Return an archive with these files; two underlines stand for a slash."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return made.getvalue()


ENTITIES = b'<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><w>&a;</w>'


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        ("炸弹.docx", archive_of(word__document=b" " * 80_000_000), "document.too_complex"),
        ("实体.docx", archive_of(word__document=ENTITIES), "document.damaged"),
        ("扫描.pdf", pdf_file([[], []]), "document.scanned"),
    ],
    ids=["bomb", "entities", "pictures"],
)
def test_a_hostile_file_ends_its_job_in_a_sentence_and_stores_nothing(
    database: Database, tmp_path: Path, name: str, data: bytes, message: str
) -> None:
    with database.writer() as session:
        wanted = Wanted("document.add", {}, file=File(name, data))
        number = jobs.add_job(session, wanted, NOW).job.id
        session.commit()
    Executor(database, "test", tmp_path / "cache", lambda: NOW).run(number)
    with database.reader() as session:
        job = jobs.get_job(session, number)
        assert (job.state, job.message_id) == (JobState.FAILED, message)
        assert documents.list_documents(session) == []


def test_a_repair_put_back_is_a_version_of_its_own_and_can_be_made_again(
    database: Database, tmp_path: Path
) -> None:
    words = "某市代表工作条例\n第一条　代表应当 密切联系群众，模范遵守宪法和法律。\n第二条　代表任期五年。\n"
    text = read_document(words.encode(), "条例.txt")
    with database.writer() as session:
        documents.add_document(session, Upload(text, words.encode(), file_name="条例.txt"), NOW)
        session.commit()
    [place] = [at for at, each in enumerate(text.repairs) if each.kind == "space"]
    executor = Executor(database, "test", tmp_path / "cache", lambda: NOW)
    for _time in range(3):
        with database.writer() as session:
            newest = documents.newest_version(session, 1)
            parameters = {"version_id": newest.id, "place": place}
            number = jobs.add_job(session, Wanted("document.unrepair", parameters), NOW).job.id
            session.commit()
        executor.run(number)
        with database.reader() as session:
            assert jobs.get_job(session, number).state is JobState.DONE
    with database.reader() as session:
        versions = [documents.get_version(session, number) for number in (1, 2, 3, 4)]
        texts = [documents.text_of(each).clean_text for each in versions]
    assert "应当 密切" in texts[1]
    assert texts[0] == texts[2] != texts[1] == texts[3]
