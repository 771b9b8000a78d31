"""``quizapp add-text``, run beside a site that serves the same bank."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from question_bank.sources import built_in_speech
from question_bank.storage import documents
from question_bank.storage.database import Database
from question_bank.storage.models import DocumentVersion, GenerationRun, Question
from question_bank.storage.models.values import Status
from quizapp.cli import run
from quizapp.config import Settings
from tests.bank import SAMPLES, fill
from tests.question_bank.documents.files import COMPOUND, paragraph, pdf_file, set_page, word_file
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST, words

TITLE = "某市人大常委会工作报告"
LISTS = (
    "人大代表要做到政治过硬、本领过硬、作风过硬。",
    "常委会要加强法律监督、工作监督、计划监督、预算监督。",
    "人大代表的职责包括参与决策、监督执行、联系群众、加强自身建设。",
    "代表享有提出议案权、审议权、表决权、选举权、质询权等权利。",
)
REPORT = "\n\n".join((TITLE, "各位代表：", *LISTS))
#: A file of each format, with its media type.
FORMATS = {
    "a.md": (f"# {REPORT}".encode(), "text/markdown"),
    "a.html": (f"<html><body><p>{REPORT}</p></body></html>".encode(), "text/html"),
    "a.docx": (
        word_file("".join(map(paragraph, (TITLE, *LISTS)))),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "a.pdf": (pdf_file([set_page(["　　" + line for line in LISTS])]), "application/pdf"),
}
AddText = Callable[..., tuple[int, str]]


@pytest.fixture
def bank(database: Database) -> Database:
    """A bank that is being served, with the samples in it."""
    with database.writer() as session:
        fill(session)
        session.commit()
    return database


@pytest.fixture
def add_text(bank: Database, settings: Settings, capsys: pytest.CaptureFixture[str]) -> AddText:
    """Return a function that runs the command; it gives the status and what was said."""

    def execute(*arguments: str | Path) -> tuple[int, str]:
        assert bank.is_sqlite
        capsys.readouterr()
        status = run(
            ["add-text", *map(str, arguments)], {"QUIZAPP_INSTANCE": str(settings.instance)}
        )
        out, err = capsys.readouterr()
        assert out == ""
        assert "Traceback" not in err
        return status, err

    return execute


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """A short report as a text file."""
    return written(tmp_path / "报告.txt", REPORT.encode())


def written(file: Path, data: bytes) -> Path:
    file.write_bytes(data)
    return file


def titles(bank: Database) -> list[str]:
    with bank.reader() as session:
        return [each.document.title for each in documents.list_documents(session)]


def statuses(bank: Database, title: str = TITLE) -> dict[Status, int]:
    with bank.reader() as session:
        listed = documents.list_documents(session)
    return next(each.questions for each in listed if each.document.title == title)


def rows(bank: Database) -> tuple[int, int, int]:
    """Return how many texts, runs and questions there are."""
    with bank.reader() as session:
        tables = (DocumentVersion, GenerationRun, Question)
        texts, runs, questions = (
            session.scalar(select(func.count()).select_from(table)) or 0 for table in tables
        )
    return texts, runs, questions


def test_a_text_waits_in_review_and_the_rest_of_the_bank_stays(
    add_text: AddText, bank: Database, report: Path
) -> None:
    status, said = add_text(report)

    made = statuses(bank)
    assert status == 0
    assert set(made) == {Status.REVIEW}
    assert f"新题 {made[Status.REVIEW]} 道，更新 0 道，未变 0 道" in said
    assert "由 报告.txt 出题" in said
    assert "新题都在待审" in said
    assert rows(bank) == (2, 2, len(SAMPLES) + made[Status.REVIEW])


def test_trainers_see_the_text_and_its_questions(
    add_text: AddText, bank: Database, report: Path, author: Visitor
) -> None:
    before = words(author.get(f"{LIST}?status=review"))

    add_text(report)

    waiting = statuses(bank)[Status.REVIEW]
    listed = words(author.get("/trainer/documents/"))
    assert TITLE in listed
    assert f"待审 {waiting}" in listed
    assert "没有" in before
    assert f"共 {waiting} 题" in words(author.get(f"{LIST}?status=review"))
    assert "政治过硬" in words(author.get("/trainer/documents/2"))


def test_deputies_get_only_what_was_published(
    add_text: AddText, bank: Database, report: Path
) -> None:
    status, said = add_text("--publish", report)

    made = statuses(bank)
    assert status == 0
    assert made[Status.PUBLISHED] > 0
    assert "新题都在待审" not in said
    with bank.reader() as session:
        published = select(Question).where(
            Question.status == Status.PUBLISHED, Question.document_version_id == 2
        )
        assert all(
            row.signed_at is None and row.current_revision == 1
            for row in session.scalars(published)
        )


def test_the_same_file_under_another_name_changes_nothing(
    add_text: AddText, bank: Database, report: Path, tmp_path: Path
) -> None:
    add_text(report)
    before = rows(bank)
    copy = written(tmp_path / "copy.txt", report.read_bytes())

    status, said = add_text("--publish", "--title", "另一个题目", copy)

    assert status == 0
    assert said == "copy.txt：这个文件已经在题库里。\n"
    assert rows(bank) == before
    assert set(statuses(bank)) == {Status.REVIEW}


def test_a_file_given_twice_goes_in_once(add_text: AddText, bank: Database, report: Path) -> None:
    status, said = add_text(report, report)

    assert status == 0
    assert said.count("新题 ") == 1
    assert said.count("这个文件已经在题库里") == 1
    assert rows(bank)[:2] == (2, 2)


def test_the_speech_that_comes_along_is_known(
    add_text: AddText, bank: Database, tmp_path: Path
) -> None:
    file = written(tmp_path / "speech.txt", built_in_speech().data)

    add_text(file)
    status, said = add_text(file)

    assert status == 0
    assert "这个文件已经在题库里" in said
    assert rows(bank)[0] == 1


def test_a_newer_generator_goes_over_the_same_file_again(
    add_text: AddText, bank: Database, report: Path
) -> None:
    add_text(report)
    texts, runs, questions = rows(bank)
    with bank.writer() as session:
        session.connection().exec_driver_sql(
            "UPDATE generation_run SET generator_version = 'older'"
        )
        session.commit()

    status, said = add_text(report)

    assert status == 0
    assert f"新题 0 道，更新 0 道，未变 {questions - len(SAMPLES)} 道" in said
    assert rows(bank) == (texts, runs + 1, questions)


def test_bad_files_keep_no_good_one_out(
    add_text: AddText, bank: Database, report: Path, tmp_path: Path
) -> None:
    old_word = COMPOUND + "WordDocument".encode("utf-16-le")
    bad = {
        tmp_path / "missing.txt": "找不到文件",
        written(tmp_path / "empty.txt", b""): "文件 empty.txt 是空的",
        written(tmp_path / "english.txt", b"All men are equal. " * 20): "里几乎没有中文",
        written(tmp_path / "old-word.txt", old_word): "另存为 .docx",
    }

    status, said = add_text(*bad, report)

    complaints = said.splitlines()[: len(bad)]
    assert status == 1
    for (file, said_of_it), complaint in zip(bad.items(), complaints, strict=True):
        assert complaint.startswith("错误：")
        assert file.name in complaint
        assert said_of_it in complaint
    assert said.count("错误：") == len(bad)
    assert statuses(bank)[Status.REVIEW] > 0
    assert rows(bank)[0] == 2


def test_a_bad_file_alone_leaves_the_bank_as_it_is(
    add_text: AddText, bank: Database, tmp_path: Path
) -> None:
    before = rows(bank)

    status, said = add_text(written(tmp_path / "bad.pdf", b"no PDF"))

    assert status == 1
    assert said.count("\n") == 1
    assert rows(bank) == before


def test_a_title_replaces_the_first_line(add_text: AddText, bank: Database, report: Path) -> None:
    assert add_text("--title", " 年度\n报告 ", report)[0] == 0

    assert titles(bank)[0] == "年度 报告"


def test_one_title_for_two_files_is_a_mistake(
    add_text: AddText, bank: Database, report: Path
) -> None:
    status, said = add_text("--title", "报告", report, report)

    assert status == 2
    assert said == "错误：命令写得不对：--title 只能用于一个文件。\n"
    assert rows(bank)[0] == 1


def test_every_format_that_can_be_read_goes_in(
    add_text: AddText, bank: Database, tmp_path: Path
) -> None:
    files = {name: written(tmp_path / name, data) for name, (data, _) in FORMATS.items()}
    assert add_text(*files.values())[0] == 0

    with bank.reader() as session:
        waiting = {
            each.newest_version_id: each.questions.get(Status.REVIEW, 0)
            for each in documents.list_documents(session)
        }
        for name, (data, media_type) in FORMATS.items():
            query = select(DocumentVersion).where(DocumentVersion.file_name == name)
            version = session.scalars(query).one()
            assert version.media_type == media_type
            assert version.original == data
            assert waiting[version.id] > 0


def test_a_name_and_a_title_that_are_no_utf8_are_kept_readable(
    add_text: AddText, bank: Database, tmp_path: Path
) -> None:
    file = written(
        tmp_path / os.fsdecode("报告\udcff.txt".encode(errors="surrogateescape")), REPORT.encode()
    )

    assert add_text("--title", "报告\udcff", file)[0] == 0

    assert titles(bank)[0] == "报告?"


def test_two_commands_at_once_take_turns(
    bank: Database, settings: Settings, tmp_path: Path
) -> None:
    files = [
        written(tmp_path / f"{number}.txt", REPORT.replace(TITLE, f"第{number}号报告").encode())
        for number in range(2)
    ]
    surroundings = os.environ | {"QUIZAPP_INSTANCE": str(settings.instance)}
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "quizapp", "add-text", str(file)],
            env=surroundings,
            stderr=subprocess.PIPE,
        )
        for file in files
    ]
    said = [process.communicate(timeout=120)[1].decode() for process in processes]

    assert [process.returncode for process in processes] == [0, 0], said
    assert set(titles(bank)) >= {"第0号报告", "第1号报告"}
    assert rows(bank)[:2] == (3, 3)


def test_without_a_bank_it_says_what_to_do(
    tmp_path: Path, report: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status = run(["add-text", str(report)], {"QUIZAPP_INSTANCE": str(tmp_path / "elsewhere")})

    said = capsys.readouterr().err
    assert status == 1
    assert "quizapp setup" in said
    assert said.count("\n") == 1
