"""Commands, as a person runs them: what they print, write and leave with."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import func, select

from question_bank.sources import built_in_speech
from question_bank.storage import accounts
from question_bank.storage.database import Database
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from quizapp import system_clock
from quizapp.cli import run
from quizapp.cli.group import COMMANDS

#: Every key of a line of `quizapp generate`, in order.
KEYS = [
    "guid",
    "type",
    "form",
    "kind",
    "stem",
    "options",
    "answers",
    "unordered",
    "answer",
    "explanation",
    "source",
    "difficulty",
    "status",
    "checks",
]
CHINESE = re.compile(r"[\u4e00-\u9fff]")
Run = Callable[..., "Outcome"]


class Outcome:
    """What a command left behind."""

    def __init__(self, status: int, out: str, err: str) -> None:
        self.status, self.out, self.err = status, out, err


@pytest.fixture
def instance(tmp_path: Path) -> Path:
    """A folder for an installation, not there yet."""
    return tmp_path / "instance"


@pytest.fixture
def installed(instance: Path, set_up: Path) -> Path:
    """The same folder after ``quizapp setup``."""
    return Path(shutil.copytree(set_up, instance))


@pytest.fixture
def command(instance: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return a function that runs a command in this process."""

    def execute(*arguments: str, **environ: str) -> Outcome:
        capsys.readouterr()
        surroundings = {"QUIZAPP_INSTANCE": str(instance), **environ}
        status = run([str(each) for each in arguments], surroundings)
        out, err = capsys.readouterr()
        return Outcome(status, out, err)

    return execute


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """The built-in speech as a file."""
    source = built_in_speech()
    file = tmp_path / source.name
    file.write_bytes(source.data)
    return file


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, object]]:
    """What `quizapp generate --all` makes of the speech; made once."""
    folder = tmp_path_factory.mktemp("generated")
    (folder / "speech.txt").write_bytes(built_in_speech().data)
    out = folder / "bank.jsonl"
    assert run(["generate", str(folder / "speech.txt"), "--all", "--out", str(out)], {}) == 0
    return [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]


def is_one_sentence(text: str) -> bool:
    return text.startswith("错误：") and text.count("\n") == 1 and "Traceback" not in text


# --- help and mistakes ------------------------------------------------------


def test_help_lists_every_command_in_both_languages(command: Run) -> None:
    chinese, english = command("--help"), command("--help", QUIZAPP_LANGUAGE="en")

    assert chinese.status == english.status == 0
    assert all(name in chinese.out for name in COMMANDS)
    assert all(name in english.out for name in COMMANDS)
    assert "用法" in chinese.out
    assert not CHINESE.search(english.out)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_explains_itself(command: Run, name: str) -> None:
    chinese, english = command(name, "--help"), command(name, "--help", QUIZAPP_LANGUAGE="en")

    assert chinese.status == 0
    assert "--help" in chinese.out
    assert CHINESE.search(chinese.out)
    assert not CHINESE.search(english.out.replace("履职学堂", ""))


@pytest.mark.parametrize(
    ("locale", "is_chinese"),
    [("zh_CN.UTF-8", True), ("en_US.UTF-8", False), ("C.UTF-8", True), ("", True)],
)
def test_the_shells_locale_chooses_the_language(
    command: Run,
    locale: str,
    is_chinese: bool,  # noqa: FBT001
) -> None:
    assert bool(CHINESE.search(command("--help", LANG=locale).out)) is is_chinese


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["fly"], "没有 fly 这个命令"),
        (["generate"], "缺少 FILE"),
        (["generate", "x", "--fast"], "没有 --fast 这个选项"),
        (["generate", "x", "--seed", "-1"], "--seed 的值不对"),
        (["generate", "x", "--format", "xml"], "--format 的值不对"),
        (["read", "a", "b"], "命令写得不对"),
    ],
)
def test_a_command_written_wrongly_is_one_sentence(
    command: Run, arguments: list[str], words: str
) -> None:
    outcome = command(*arguments)

    assert outcome.status == 2
    assert words in outcome.err
    assert is_one_sentence(outcome.err)
    assert outcome.out == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(None, "找不到文件", id="missing"),
        pytest.param(b"", "是空的", id="empty"),
        pytest.param(b" \n\t", "是空的", id="blank"),
        pytest.param(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40, "是图片或扫描件", id="picture"),
        pytest.param(bytes(range(256)) * 40, "不是文本文件", id="binary"),
        pytest.param(b"All men are created equal. " * 20, "几乎没有中文", id="english"),
    ],
)
@pytest.mark.parametrize("name", ["generate", "read"])
def test_a_file_that_cannot_be_read_is_one_sentence(
    command: Run, tmp_path: Path, name: str, content: bytes | None, words: str
) -> None:
    file = tmp_path / "speech.txt"
    if content is not None:
        file.write_bytes(content)

    outcome = command(name, str(file))

    assert outcome.status == 1
    assert words in outcome.err
    assert is_one_sentence(outcome.err)
    assert outcome.out == ""


def test_a_folder_and_an_absurd_name_are_no_files(command: Run, tmp_path: Path) -> None:
    for name in (str(tmp_path), "x" * 5000, "a\0b"):
        outcome = command("read", name)
        assert outcome.status == 1
        assert "Traceback" not in outcome.err


def test_bad_settings_are_one_sentence(command: Run) -> None:
    outcome = command("setup", QUIZAPP_PORT="many")

    assert outcome.status == 1
    assert "QUIZAPP_PORT" in outcome.err
    assert is_one_sentence(outcome.err)


# --- generate and read ------------------------------------------------------


def test_each_line_has_every_key_in_order(lines: list[dict[str, object]]) -> None:
    assert lines
    for line in lines:
        assert list(line) == KEYS
        assert isinstance(line["source"], dict)
        assert list(line["source"]) == ["document", "sha256", "start", "end", "quote"]


def test_keys_of_a_line_fit_its_type(lines: list[dict[str, object]]) -> None:
    for line in lines:
        stem, options, answers = str(line["stem"]), line["options"], line["answers"]
        assert isinstance(options, list)
        assert isinstance(answers, list)
        assert len(answers) == (stem.count("____") if line["type"] == "cloze" else 0)
        assert bool(options) == (line["type"] in {"single", "multiple"})
        assert (line["answer"] is not None) == (line["type"] == "true_false")
        assert line["status"] in {"published", "review", "refused"}
        assert ("不属于" in stem) == ("**不属于**" in stem)


def test_the_source_of_a_line_can_be_checked(
    lines: list[dict[str, object]], command: Run, speech: Path
) -> None:
    text = json.loads(command("read", str(speech), "--format", "json").out)
    assert text["sha256"] == hashlib.sha256(speech.read_bytes()).hexdigest()

    for line in lines:
        source = line["source"]
        assert isinstance(source, dict)
        assert source["sha256"] == text["sha256"]
        assert text["clean_text"][source["start"] : source["end"]] == source["quote"]


def test_only_all_shows_what_was_refused_and_why(
    lines: list[dict[str, object]], command: Run, speech: Path
) -> None:
    shown = [json.loads(line) for line in command("generate", str(speech)).out.splitlines()]

    assert shown == [line for line in lines if line["status"] != "refused"]
    refused = [line for line in lines if line["status"] == "refused"]
    assert refused
    assert all(line["checks"] for line in refused)


def test_the_messages_of_checks_are_sentences(lines: list[dict[str, object]]) -> None:
    checks = [check for line in lines for check in line["checks"]]  # type: ignore[attr-defined]

    assert checks
    for check in checks:
        assert list(check) == ["name", "level", "message"]
        assert check["level"] in {"block", "review", "fix", "note"}
        assert CHINESE.search(check["message"])
        assert "%(" not in check["message"]


def test_several_files_follow_each_other_and_no_path_is_shown(
    command: Run, speech: Path, tmp_path: Path, lines: list[dict[str, object]]
) -> None:
    again = tmp_path / "again.txt"
    again.write_bytes(speech.read_bytes())

    twice = command("generate", str(speech), str(again), "--all").out

    assert len(twice.splitlines()) == 2 * len(lines)
    assert str(tmp_path) not in twice


def test_reads_standard_input_and_writes_utf8_without_a_console(speech: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "quizapp", "read", "-", "--format", "json"],
        input=speech.read_bytes(),
        capture_output=True,
        check=True,
        env=os.environ | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"},
    )

    assert "人大代表" in json.loads(done.stdout.decode("utf-8"))["clean_text"]
    assert b"\r" not in done.stdout


def test_a_reader_that_has_enough_gets_no_traceback(speech: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "quizapp", "read", str(speech), "--format", "json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.wait(60) != 0
    assert process.stderr.read() == b""
    process.stderr.close()


def test_read_shows_text_sections_and_repairs(command: Run, speech: Path) -> None:
    shown = command("read", str(speech)).out

    assert "人大代表" in shown
    assert "== 分段" in shown
    assert "== 修补之处" in shown


def test_the_same_seed_gives_the_same_bytes(
    command: Run, speech: Path, lines: list[dict[str, object]]
) -> None:
    wanted = ("generate", str(speech), "--all", "--seed", "7")
    first, second = (command(*wanted).out for _ in range(2))

    assert first == second
    assert list(map(json.loads, first.splitlines())) != lines


# --- the bank ---------------------------------------------------------------


def test_setup_builds_a_bank_that_setup_keeps(command: Run, instance: Path) -> None:
    first = command("setup")
    link = re.search(r"http://127\.0\.0\.1:8000/account/link/\S{32}", first.err)
    with Database(f"sqlite:///{instance}/quizapp.db").reader() as session:
        made = session.scalar(select(func.count()).select_from(Question))
        published = session.scalar(select(func.count()).where(Question.status == Status.PUBLISHED))
    stored = (instance / "quizapp.db").read_bytes()

    again = command("setup")

    assert first.status == again.status == 0
    assert first.out == ""
    assert link
    assert published
    assert made
    assert "由自带的讲话出题" in first.err
    assert "由自带的讲话出题" not in again.err
    assert len((instance / "quizapp.db").read_bytes()) == len(stored)
    assert (instance / "secret_key").stat().st_mode & 0o077 == 0


def test_commands_say_when_there_is_no_bank_yet(command: Run, tmp_path: Path) -> None:
    for arguments in (
        ["export-anki", "--out", str(tmp_path / "deck.apkg")],
        ["add-trainer"],
        ["reset-password", "somebody"],
        ["backup", str(tmp_path / "copy")],
        ["serve"],
    ):
        outcome = command(*arguments)
        assert outcome.status == 1, arguments
        assert "quizapp setup" in outcome.err, arguments
        assert is_one_sentence(outcome.err)
        assert list(tmp_path.glob("*.apkg")) == []


def test_an_unwritable_folder_is_one_sentence(command: Run, instance: Path) -> None:
    instance.write_text("a file where the folder should be")

    outcome = command("setup")

    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert "QUIZAPP_INSTANCE" in outcome.err


def test_a_backup_brings_the_bank_back(command: Run, installed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.backup"

    assert command("backup", str(copy)).status == 0
    assert command("backup", str(copy)).status == 1
    assert command("backup", str(copy), "--force").status == 0
    with Database(f"sqlite:///{installed}/quizapp.db").writer() as session:
        session.connection().exec_driver_sql("UPDATE question SET status = 'retired'")
        session.commit()
    refused = command("restore", str(copy))
    assert refused.status == 1
    assert "--force" in refused.err
    assert command("restore", str(copy), "--force").status == 0

    with Database(f"sqlite:///{installed}/quizapp.db").reader() as session:
        assert session.scalar(select(func.count()).where(Question.status == Status.PUBLISHED))


def test_restoring_something_else_changes_nothing(
    command: Run, installed: Path, tmp_path: Path
) -> None:
    stored = (installed / "quizapp.db").read_bytes()
    other = tmp_path / "other.backup"
    other.write_text("人民代表大会")

    outcome = command("restore", str(other), "--force")

    assert outcome.status == 1
    assert is_one_sentence(outcome.err)
    assert (installed / "quizapp.db").read_bytes() == stored


@pytest.mark.usefixtures("installed")
def test_a_deck_is_written(command: Run, tmp_path: Path) -> None:
    deck = tmp_path / "履职学堂.apkg"

    outcome = command("export-anki", "--out", str(deck))

    assert outcome.status == 0
    assert zipfile.is_zipfile(deck)
    assert command("export-anki", "--out", str(tmp_path / "no" / "deck.apkg")).status == 1


@pytest.mark.usefixtures("installed")
def test_links_for_trainers_use_the_public_address(command: Run) -> None:
    outcome = command("add-trainer", "--role", "reviewer", QUIZAPP_PUBLIC_URL="https://q.example")

    assert outcome.status == 0
    assert re.fullmatch(r"https://q\.example/account/link/\S{32}\n", outcome.out)
    assert outcome.err == ""
    local = command("add-trainer")
    assert "QUIZAPP_PUBLIC_URL" in local.err


def test_a_reset_link_needs_somebody_to_reset(command: Run, installed: Path) -> None:
    database = Database(f"sqlite:///{installed}/quizapp.db")
    outcome = command("reset-password", "王主任")
    assert outcome.status == 1
    assert "没有叫“王主任”的培训人员" in outcome.err
    with database.writer() as session:
        accounts.add_trainer(
            session,
            username="王主任",
            password_hash="x",
            roles=accounts.TRAINER_ROLES,
            language="zh",
            now=system_clock(),
            granted_by_id=None,
        )
        session.commit()
    database.close()

    assert "/account/link/" in command("reset-password", "王主任").out
    assert "link" not in command("setup").err


def test_version_names_the_program(command: Run) -> None:
    assert re.match(r"quizapp \d+\.\d+\.\d+ \(Python 3\.\d+", command("version").out)
