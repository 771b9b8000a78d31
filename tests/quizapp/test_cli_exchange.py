"""``quizapp export`` and ``quizapp import``: the bank in files, and files in the bank."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from sqlalchemy import func, select

from question_bank.storage.database import Database
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from quizapp.cli import run
from tests.bank import SAMPLES, fill

TEXT = "1. 代表应当认真准备大会发言，这是一道新题。（√）\n2. 没有答案的题。\n"


@pytest.fixture
def home(tmp_path: Path, empty_bank: Path) -> dict[str, str]:
    """The environment of an installation with a small bank."""
    environ = {"QUIZAPP_INSTANCE": str(tmp_path), "QUIZAPP_LANGUAGE": "zh"}
    shutil.copyfile(empty_bank, tmp_path / "quizapp.db")
    database = Database(f"sqlite:///{tmp_path / 'quizapp.db'}")
    with database.writer() as session:
        fill(session)
        session.commit()
    database.close()
    return environ


def questions(home: dict[str, str]) -> dict[str, tuple[str, Status]]:
    database = Database(f"sqlite:///{Path(home['QUIZAPP_INSTANCE']) / 'quizapp.db'}")
    with database.reader() as session:
        rows = session.scalars(select(Question)).all()
        found = {row.guid: (row.stem, row.status) for row in rows}
    database.close()
    return found


def count(home: dict[str, str]) -> int:
    database = Database(f"sqlite:///{Path(home['QUIZAPP_INSTANCE']) / 'quizapp.db'}")
    with database.reader() as session:
        found = session.scalar(select(func.count()).select_from(Question)) or 0
    database.close()
    return found


def test_the_bank_moves_whole_to_another_machine(
    home: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    file = str(tmp_path / "题库.json")
    assert run(["export", "--format", "json", "--out", file], home) == 0
    elsewhere = {**home, "QUIZAPP_INSTANCE": str(tmp_path / "elsewhere")}
    (tmp_path / "elsewhere").mkdir()
    database = Database(f"sqlite:///{tmp_path / 'elsewhere' / 'quizapp.db'}")
    database.upgrade()
    with database.writer() as session:
        session.execute(select(1))
    database.close()
    assert run(["import", file, "--keep-status"], elsewhere) == 0
    assert f"新存入 {len(SAMPLES)} 题" in capfd.readouterr().err
    assert questions(elsewhere) == questions(home)


def test_new_questions_wait_and_what_could_not_be_read_is_told(
    home: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "题.txt").write_text(TEXT, encoding="utf-8")
    assert run(["import", str(tmp_path / "题.txt"), "--review"], home) == 0
    told = capfd.readouterr().err
    assert "没有答案。 2. 没有答案的题。" in told
    assert "新存入 1 题，更新 0 题，没有导入 0 题。" in told
    assert ("代表应当认真准备大会发言，这是一道新题。", Status.REVIEW) in questions(home).values()


def test_a_dry_run_changes_nothing(
    home: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "题.txt").write_text(TEXT, encoding="utf-8")
    assert run(["import", str(tmp_path / "题.txt"), "--dry-run"], home) == 0
    assert "新题 1，更新 0，重复 0，没有变化 0，不能更新 0。" in capfd.readouterr().err
    assert count(home) == len(SAMPLES)


@pytest.mark.parametrize(("flags", "is_changed"), [([], False), (["--update-signed"], True)])
def test_what_is_published_changes_only_when_it_is_asked_for(
    home: dict[str, str],
    tmp_path: Path,
    flags: list[str],
    is_changed: bool,  # noqa: FBT001
) -> None:
    file = tmp_path / "题库.json"
    run(["export", "--format", "json", "--type", "true_false", "--out", str(file)], home)
    bank = json.loads(file.read_text("utf-8"))
    bank["questions"][0]["stem"] = "讲话的另一种说法，代表应当出席会议。"
    file.write_text(json.dumps(bank), encoding="utf-8")
    assert run(["import", str(file), *flags], home) == 0
    found = questions(home)[bank["questions"][0]["guid"]]
    assert (found == (bank["questions"][0]["stem"], Status.REVIEW)) is is_changed


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["import", "missing.xlsx"], "missing.xlsx"),
        (["export", "--format", "xlsx", "--status", "retired", "--out", "x.xlsx"], "没有可以导出的题"),
        (["export", "--format", "xlsx", "--out", "/no/such/folder/x.xlsx"], "/no/such/folder/x.xlsx"),
    ],
)  # fmt: skip
def test_bad_input_is_one_sentence(
    home: dict[str, str], capfd: pytest.CaptureFixture[str], arguments: list[str], told: str
) -> None:
    assert run(arguments, home) == 1
    [line] = capfd.readouterr().err.splitlines()
    assert told in line


def test_what_a_format_has_no_room_for_is_told(
    home: dict[str, str], tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert run(["export", "--format", "gift", "--out", str(tmp_path / "x.gift")], home) == 0
    assert "有 2 题这种格式写不了，没有写入。" in capfd.readouterr().err
