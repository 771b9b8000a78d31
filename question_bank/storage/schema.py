"""Bring the tables from one revision to the next, without any configuration file."""

from __future__ import annotations

from alembic.command import upgrade as run_upgrade
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from question_bank.errors import StorageError

#: Any number does, as long as all our processes ask for the same.
_ADVISORY_LOCK = 0x71756972


def upgrade(writing: Engine) -> None:
    """
    Carry out the missing steps, all of them or none.

    Args:
        writing: An engine whose transactions may write.

    Raises:
        StorageError: If a newer program laid the tables.
    """
    with writing.connect() as connection:
        is_sqlite = connection.dialect.name == "sqlite"
        if is_sqlite:
            # A step may rebuild a table; its rows must not be deleted with the old one.
            _set_foreign_keys(connection, on=False)
        try:
            with connection.begin():
                _upgrade_in_transaction(connection)
        finally:
            if is_sqlite:
                _set_foreign_keys(connection, on=True)


def current_revision(connection: Connection) -> str | None:
    """Return the revision of the tables, or `None` where there are none."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str:
    """Return the revision this program works with."""
    return ScriptDirectory.from_config(_configuration()).get_current_head() or ""


def is_known(revision: str | None) -> bool:
    """Tell whether *revision* is one of this program's, or none at all."""
    if revision is None:
        return True
    scripts = ScriptDirectory.from_config(_configuration())
    return revision in {script.revision for script in scripts.walk_revisions()}


def check(connection: Connection) -> None:
    """
    Make sure that the tables are those this program works with.

    Raises:
        StorageError: If they are older, newer or missing.
    """
    revision = current_revision(connection)
    if not is_known(revision):
        raise StorageError("database.too_new", revision=str(revision))
    if revision != newest_revision():
        raise StorageError("database.too_old", revision=revision or "")


def _upgrade_in_transaction(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        # Two servers that start at once take turns.
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY_LOCK})")
    revision = current_revision(connection)
    if not is_known(revision):
        raise StorageError("database.too_new", revision=str(revision))
    configuration = _configuration()
    configuration.attributes["connection"] = connection
    run_upgrade(configuration, "head")
    if (
        connection.dialect.name == "sqlite"
        and connection.exec_driver_sql("PRAGMA foreign_key_check").first()
    ):
        raise StorageError("database.damaged", place=connection.engine.url.database or "")


def _set_foreign_keys(connection: Connection, *, on: bool) -> None:
    # Inside a transaction SQLite ignores this, so the driver is asked directly.
    driver = connection.connection.dbapi_connection
    if driver is not None:
        driver.cursor().execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")


def _configuration() -> Config:
    configuration = Config()
    configuration.set_main_option("script_location", "question_bank.storage:migrations")
    return configuration
