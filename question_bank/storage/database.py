"""
Open the bank at an address, hand out sessions, bring its tables up to date.

SQLite keeps what it acknowledged through a loss of power (WAL with
``synchronous=FULL``), and writers take turns before they begin.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker
from sqlalchemy.pool import ConnectionPoolEntry

from question_bank.errors import StorageError
from question_bank.storage import backups, schema
from question_bank.storage.together import Jot, Together

#: Longest wait for the database to become free, in seconds.
PATIENCE: Final = 15
_HAS_TURN: Final = "has_turn"
#: What PostgreSQL says of a table and of a column that the bank does not have yet.
_NOT_THERE: Final = {"42P01", "42703"}
_PRAGMAS: Final = (
    f"PRAGMA busy_timeout = {PATIENCE * 1000}",
    "PRAGMA journal_mode = WAL",
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
)


class Database:
    """
    The bank at one address, for all threads of a process.

    Attributes:
        url: The address; its text form hides the password.
        engine: For what sessions cannot do; its transactions only read.
    """

    def __init__(self, url: str) -> None:
        """
        Prepare to connect; nothing is opened yet.

        Raises:
            StorageError: If the address is none, or names another kind of database.
        """
        self.url = _address(url)
        self.engine = create_engine(
            self.url, json_serializer=_write_json, pool_size=10, max_overflow=20
        )
        self._writing = self.engine.execution_options(writes=True)
        self._together = Together(self._writing, self.url.database or "", PATIENCE)
        self._readers = sessionmaker(self.engine, expire_on_commit=False, autoflush=False)
        self._writers = sessionmaker(self._writing, expire_on_commit=False)
        if self.is_sqlite:
            self._prepare_sqlite()
        else:
            event.listen(self.engine, "begin", _begin_postgresql)

    @property
    def waiting(self) -> int:
        """How many wait to jot something down in a SQLite bank."""
        return self._together.waiting

    @property
    def is_sqlite(self) -> bool:
        """Whether the bank is one file."""
        return self.engine.dialect.name == "sqlite"

    @property
    def file(self) -> Path | None:
        """The file of a SQLite bank."""
        return Path(self.url.database or "") if self.is_sqlite else None

    @contextmanager
    def reader(self) -> Iterator[Session]:
        """
        Give a session that only reads; the database refuses its writes.

        Raises:
            StorageError: If the database cannot be opened.
        """
        with self._named_errors(), self._readers() as session:
            yield session

    @contextmanager
    def glance(self) -> Iterator[Connection]:
        """
        Give a connection that only reads, for the one thing each page asks: who is here.

        A session around it would cost as much as the question.

        Raises:
            StorageError: If the database cannot be opened.
        """
        with self._named_errors(), self.engine.connect() as connection:
            yield connection

    @contextmanager
    def writer(self) -> Iterator[Session]:
        """
        Give a session that may write; whoever asked for it commits.

        The process's other writers wait from the session's first statement to
        its commit or end, so do slow work before or after. Rows stay readable
        after the commit.

        Raises:
            StorageError: If the database cannot be opened, or stays busy.
        """
        with self._named_errors(), self._writers() as session:
            yield session

    @contextmanager
    def jot(self) -> Iterator[Jot]:
        """
        Give a connection that may write, for what everybody does at once: to answer.

        It is to `writer` what `glance` is to `reader`. What was kept is on the disk when the
        ``with`` block has ended, not before: writers of a file who wait for each other commit
        together.

        Raises:
            StorageError: If the database cannot be opened, or stays busy.
        """
        with self._named_errors():
            if self.is_sqlite:
                with self._together.jot() as jot:
                    yield jot
                return
            with self._writing.connect() as connection:
                jot = Jot(connection)
                yield jot
                if jot.is_kept:
                    connection.commit()

    def upgrade(self) -> None:
        """
        Bring the tables up to date, from nothing if need be.

        Raises:
            StorageError: If a newer program laid them, or the database cannot be written.
        """
        folder = self.file.parent if self.file else None
        try:
            if folder:
                folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise StorageError("database.unwritable", place=str(folder)) from error
        with self._named_errors():
            schema.upgrade(self._writing)

    def current_revision(self) -> str | None:
        """
        Return the revision of the tables, or `None` before the first `upgrade`.

        Raises:
            StorageError: If the database cannot be opened.
        """
        with self._named_errors(), self.engine.connect() as connection:
            return schema.current_revision(connection)

    def check(self) -> None:
        """
        Make sure that the tables are those this program knows.

        Raises:
            StorageError: If they are older or newer, or the database cannot be opened.
        """
        with self._named_errors(), self.engine.connect() as connection:
            schema.check(connection)

    def backup(self, target: Path) -> None:
        """
        Write a copy of a SQLite bank to *target*, while others go on working.

        Raises:
            StorageError: If it is not SQLite, or *target* cannot be written.
        """
        with self._named_errors():
            backups.backup(self._sqlite_file(), target)

    def restore(self, source: Path) -> None:
        """
        Replace all contents of a SQLite bank by those of the copy at *source*.

        Run `upgrade` afterwards: the copy may be older than the program.

        Raises:
            StorageError: If it is not SQLite, or *source* is damaged, no bank, or too new.
        """
        target = self._sqlite_file()
        self.engine.dispose()
        with self._named_errors(), self._turn_of_writers():
            backups.restore(source, target)

    def close(self) -> None:
        """Give every connection back."""
        self.engine.dispose()

    def _sqlite_file(self) -> Path:
        if self.file is None:
            raise StorageError("database.not_a_file")
        return self.file

    def _prepare_sqlite(self) -> None:
        event.listen(self.engine, "connect", _set_pragmas)
        event.listen(self.engine, "begin", _begin_sqlite)
        event.listen(self._writers, "after_transaction_create", self._take_turn)
        event.listen(self._writers, "after_transaction_end", self._give_turn_back)

    def _take_turn(self, session: Session, transaction: SessionTransaction) -> None:
        if transaction.parent is not None:
            return
        # A wait here wakes at once; SQLite's own sleeps ever longer.
        self._together.take_turn()
        session.info[_HAS_TURN] = True

    def _give_turn_back(self, session: Session, transaction: SessionTransaction) -> None:
        if transaction.parent is None and session.info.pop(_HAS_TURN, False):
            self._together.give_turn_back()

    @contextmanager
    def _turn_of_writers(self) -> Iterator[None]:
        self._together.take_turn()
        try:
            yield
        finally:
            self._together.give_turn_back()

    @contextmanager
    def _named_errors(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            named = _named(error, self.url)
            if named is None:
                raise
            raise named from error


def _address(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError as error:
        raise StorageError("database.bad_url") from error
    if parsed.drivername == "postgresql":
        parsed = parsed.set(drivername="postgresql+psycopg")
    if parsed.get_backend_name() not in {"sqlite", "postgresql"}:
        raise StorageError("database.unknown_kind", kind=parsed.get_backend_name())
    if parsed.get_backend_name() == "sqlite" and parsed.database in {None, "", ":memory:"}:
        # Each connection would see a bank of its own.
        raise StorageError("database.in_memory")
    return parsed


def _named(error: DBAPIError, url: URL) -> StorageError | None:
    """Return the error in our own words where it is about the database as a whole."""
    said = str(error.orig)
    place = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "postgresql":
        state = getattr(error.orig, "sqlstate", None)
        if error.connection_invalidated or state is None:
            return StorageError("database.unreachable", place=place)
        return StorageError("database.too_old", revision="") if state in _NOT_THERE else None
    causes = {
        "unable to open database": "database.unwritable",
        "readonly database": "database.unwritable",
        "not a database": "database.damaged",
        "malformed": "database.damaged",
        "locked": "database.busy",
        "disk is full": "database.full",
        "no such table": "database.too_old",
        "no such column": "database.too_old",
    }
    place = url.database or ""
    found = (name for words, name in causes.items() if words in said)
    return next((StorageError(name, place=place) for name in found), None)


def _write_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _set_pragmas(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    # The driver would begin transactions by its own rules; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = _writes(connection)
    # Touches no file and cannot fail: straight to the driver, for each page pays for it.
    driver: Any = connection.connection.dbapi_connection
    driver.execute(f"PRAGMA query_only = {'OFF' if writes else 'ON'}")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _begin_postgresql(connection: Connection) -> None:
    driver: Any = connection.connection.dbapi_connection
    driver.read_only = not _writes(connection)


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("writes", False))
