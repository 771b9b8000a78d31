from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, text, update
from sqlalchemy.exc import DBAPIError

from question_bank.errors import StorageError
from question_bank.storage.database import Database
from question_bank.storage.models import Tag
from tests.question_bank.storage.world import NOW

WRITER = """
import itertools, sys
from datetime import UTC, datetime
from question_bank.storage.database import Database
from question_bank.storage.models import Tag
database = Database(sys.argv[1])
for number in itertools.count():
    with database.writer() as session:
        session.add(Tag(name=f"词{number}", created_at=datetime(2026, 3, 2, tzinfo=UTC)))
        session.commit()
    print(number, flush=True)
"""

JOTTERS = """
import itertools, sys, threading
from datetime import UTC, datetime
from sqlalchemy import insert
from question_bank.storage.database import Database
from question_bank.storage.models import Tag
database = Database(sys.argv[1])
numbers, turn = itertools.count(), threading.Lock()
def write():
    while True:
        number = next(numbers)
        with database.jot() as jotted:
            now = datetime(2026, 3, 2, tzinfo=UTC)
            jotted.bank.execute(insert(Tag), {"name": f"词{number}", "created_at": now})
            jotted.keep()
        with turn:
            print(number, flush=True)
for _ in range(4):
    threading.Thread(target=write).start()
"""


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Database]:
    """A bank of one file, with a row in it."""
    database = Database(f"sqlite:///{tmp_path}/bank.db")
    database.upgrade()
    add_tag(database, "代表法")
    yield database
    database.close()


def add_tag(database: Database, name: str) -> None:
    with database.writer() as session:
        session.add(Tag(name=name, created_at=NOW))
        session.commit()


def tag_names(database: Database) -> list[str]:
    with database.reader() as session:
        return list(session.scalars(select(Tag.name).order_by(Tag.id)))


# --- sessions ---------------------------------------------------------------


def test_a_reader_cannot_write(database: Database) -> None:
    with database.reader() as session:
        session.add(Tag(name="代表法", created_at=NOW))
        with pytest.raises(DBAPIError, match=r"read-?only"):
            session.flush()
    add_tag(database, "预算法")
    assert tag_names(database) == ["预算法"]


def test_what_nobody_commits_is_not_kept(database: Database) -> None:
    with database.writer() as session:
        session.add(Tag(name="代表法", created_at=NOW))
        session.flush()
    with database.jot() as jotted:
        jotted.bank.execute(insert(Tag), {"name": "代表法", "created_at": NOW})
    assert tag_names(database) == []


def test_a_connection_that_glances_cannot_write(database: Database) -> None:
    with database.glance() as connection, pytest.raises(DBAPIError, match=r"read-?only"):
        connection.execute(insert(Tag), {"name": "代表法", "created_at": NOW})
    assert tag_names(database) == []


def test_rows_stay_readable_after_the_commit(database: Database) -> None:
    with database.writer() as session:
        tag = Tag(name="代表法", created_at=NOW)
        session.add(tag)
        session.commit()
    assert (tag.id, tag.name) == (1, "代表法")


def test_a_reader_sees_the_bank_while_somebody_writes(database: Database) -> None:
    add_tag(database, "代表法")
    with database.writer() as session:
        session.add(Tag(name="预算法", created_at=NOW))
        session.flush()
        assert tag_names(database) == ["代表法"]


def test_an_error_lets_the_next_writer_in(database: Database) -> None:
    with pytest.raises(ZeroDivisionError), database.writer() as session:
        session.add(Tag(name=str(1 // 0), created_at=NOW))
    add_tag(database, "代表法")
    assert tag_names(database) == ["代表法"]


def test_a_writer_may_commit_several_times(database: Database) -> None:
    with database.writer() as session:
        for name in ("代表法", "预算法"):
            session.add(Tag(name=name, created_at=NOW))
            session.commit()
    assert tag_names(database) == ["代表法", "预算法"]


def test_writers_at_the_same_time_lose_nothing(database: Database) -> None:
    add_tag(database, "0")

    def count_up() -> None:
        for _ in range(10):
            with database.writer() as session:
                tag = session.scalars(select(Tag).with_for_update()).one()
                tag.name = str(int(tag.name) + 1)
                session.commit()

    def count_up_lightly() -> None:
        for _ in range(10):
            with database.jot() as jotted:
                name = jotted.bank.scalar(select(Tag.name).with_for_update()) or ""
                jotted.bank.execute(update(Tag).values(name=str(int(name) + 1)))
                jotted.keep()

    ways = (count_up, count_up_lightly) * 3
    threads = [threading.Thread(target=way) for way in ways]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert tag_names(database) == ["60"]


@pytest.mark.parametrize("program", [WRITER, JOTTERS], ids=["alone", "together"])
def test_a_killed_process_loses_no_committed_row(sqlite: Database, program: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(sqlite.url)],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(Path.cwd())},
        text=True,
    )
    assert process.stdout is not None
    acknowledged = [process.stdout.readline().strip() for _ in range(20)]
    process.send_signal(signal.SIGKILL)
    acknowledged += process.stdout.read().split()
    process.wait()
    process.stdout.close()
    kept = set(tag_names(sqlite))
    assert len(acknowledged) >= 20
    assert {f"词{number}" for number in acknowledged} <= kept


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 15_000)],
)
def test_every_connection_to_sqlite_is_durable(
    sqlite: Database, pragma: str, value: str | int
) -> None:
    with sqlite.reader() as first, sqlite.writer() as second:
        for session in (first, second):
            assert session.execute(text(f"PRAGMA {pragma}")).scalar_one() == value


# --- what can be wrong ------------------------------------------------------


@pytest.mark.parametrize(
    ("url", "message_id"),
    [
        ("nonsense", "database.bad_url"),
        ("mysql://localhost/bank", "database.unknown_kind"),
        ("sqlite://", "database.in_memory"),
        ("sqlite:///:memory:", "database.in_memory"),
    ],
)
def test_an_unusable_address_is_named(url: str, message_id: str) -> None:
    with pytest.raises(StorageError) as found:
        Database(url)
    assert found.value.message_id == message_id


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    database = Database(f"sqlite:///{tmp_path}/file/bank.db")
    with pytest.raises(StorageError) as found:
        database.upgrade()
    assert found.value.message_id == "database.unwritable"
    with pytest.raises(StorageError) as found:
        database.current_revision()
    assert found.value.message_id == "database.unwritable"


def test_a_file_that_is_no_database_is_named(tmp_path: Path) -> None:
    (tmp_path / "bank.db").write_text("这不是数据库，只是一段文字。" * 100)
    database = Database(f"sqlite:///{tmp_path}/bank.db")
    with pytest.raises(StorageError) as found:
        database.upgrade()
    assert found.value.message_id == "database.damaged"


@pytest.mark.parametrize(
    "change",
    ["DROP TABLE tag CASCADE", "ALTER TABLE tag RENAME COLUMN name TO title"],
    ids=["table", "column"],
)
def test_a_bank_that_lacks_a_table_or_a_column_is_named(database: Database, change: str) -> None:
    with database.writer() as session:
        session.execute(text(change.removesuffix(" CASCADE") if database.is_sqlite else change))
        session.commit()

    with pytest.raises(StorageError) as found, database.reader() as session:
        session.scalars(select(Tag)).all()

    assert found.value.message_id == "database.too_old"


def test_a_server_that_does_not_answer_is_named_without_its_password() -> None:
    database = Database("postgresql://me:hidden@127.0.0.1:9/bank?connect_timeout=2")
    with pytest.raises(StorageError) as found:
        database.upgrade()
    assert found.value.message_id == "database.unreachable"
    assert "hidden" not in str(found.value)


def test_only_a_file_can_be_copied(address: str, tmp_path: Path) -> None:
    database = Database(address)
    if not database.is_sqlite:
        with pytest.raises(StorageError) as found:
            database.backup(tmp_path / "copy")
        assert found.value.message_id == "database.not_a_file"
    assert (database.file is None) is not database.is_sqlite
    database.close()


# --- copies -----------------------------------------------------------------


def test_a_restored_bank_is_the_one_that_was_copied(sqlite: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.backup"
    sqlite.backup(copy)
    add_tag(sqlite, "预算法")
    sqlite.restore(copy)
    assert tag_names(sqlite) == ["代表法"]
    add_tag(sqlite, "监督法")
    assert tag_names(sqlite) == ["代表法", "监督法"]
    assert sorted(path.name for path in tmp_path.glob("copy*")) == ["copy.backup"]


def test_a_copy_replaces_the_copy_before(sqlite: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.backup"
    sqlite.backup(copy)
    add_tag(sqlite, "预算法")
    sqlite.backup(copy)
    restored = Database(f"sqlite:///{tmp_path}/other/bank.db")
    restored.restore(copy)
    assert tag_names(restored) == ["代表法", "预算法"]
    restored.close()


def test_a_copy_is_made_while_somebody_writes(sqlite: Database, tmp_path: Path) -> None:
    with sqlite.writer() as session:
        session.add(Tag(name="预算法", created_at=NOW))
        session.flush()
        sqlite.backup(tmp_path / "copy.backup")
        session.commit()
    sqlite.restore(tmp_path / "copy.backup")
    assert tag_names(sqlite) == ["代表法"]


def test_a_copy_that_cannot_be_written_is_named(sqlite: Database, tmp_path: Path) -> None:
    with pytest.raises(StorageError) as found:
        sqlite.backup(tmp_path / "missing" / "copy.backup")
    assert found.value.message_id == "backup.unwritable"


def test_there_is_nothing_to_copy_before_the_first_start(tmp_path: Path) -> None:
    with pytest.raises(StorageError) as found:
        Database(f"sqlite:///{tmp_path}/bank.db").backup(tmp_path / "copy")
    assert found.value.message_id == "database.missing"


@pytest.mark.parametrize(
    ("content", "message_id"),
    [
        (None, "backup.missing"),
        (b"not a database at all" * 100, "backup.damaged"),
        (b"", "backup.not_a_bank"),
    ],
)
def test_what_is_no_copy_changes_nothing(
    sqlite: Database, tmp_path: Path, content: bytes | None, message_id: str
) -> None:
    copy = tmp_path / "copy.backup"
    if content is not None:
        copy.write_bytes(content)
    with pytest.raises(StorageError) as found:
        sqlite.restore(copy)
    assert found.value.message_id == message_id
    assert tag_names(sqlite) == ["代表法"]


def test_half_a_copy_changes_nothing(sqlite: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.backup"
    sqlite.backup(copy)
    copy.write_bytes(copy.read_bytes()[: copy.stat().st_size // 2])
    with pytest.raises(StorageError) as found:
        sqlite.restore(copy)
    assert found.value.message_id == "backup.damaged"
    assert tag_names(sqlite) == ["代表法"]


def test_a_copy_of_a_newer_program_changes_nothing(sqlite: Database, tmp_path: Path) -> None:
    newer = Database(f"sqlite:///{tmp_path}/newer.db")
    newer.upgrade()
    with newer.writer() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.commit()
    newer.backup(tmp_path / "copy.backup")
    newer.close()
    with pytest.raises(StorageError) as found:
        sqlite.restore(tmp_path / "copy.backup")
    assert found.value.message_id == "database.too_new"
    with sqlite.reader() as session:
        assert session.scalar(select(func.count()).select_from(Tag)) == 1
