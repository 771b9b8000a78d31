"""
Triggers that make some rows permanent.

An audit entry, a revision, a frozen paper and the text of a document version
stay as they were written, whoever holds the connection.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, Table, event

#: Table, and the columns that never change; no columns means the whole row, deletion included.
GUARDED: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("audit_entry", ()),
    ("revision", ("question_id", "number", "item", "content_hash")),
    ("paper_version", ("paper_id", "number", "snapshot")),
    ("document_version", ("document_id", "number", "sha256", "original", "clean_text")),
)


def guard_statements(dialect: str) -> Iterator[str]:
    """Yield the statements that install all triggers on *dialect*, in order."""
    for table, columns in GUARDED:
        yield from table_guards(dialect, table, columns)


def table_guards(dialect: str, table: str, columns: tuple[str, ...]) -> Iterator[str]:
    """Yield the statements that guard one table on *dialect*, ``sqlite`` or ``postgresql``."""
    events = [f"UPDATE OF {', '.join(columns)}"] if columns else ["UPDATE", "DELETE"]
    if dialect == "sqlite":
        yield from (_sqlite_trigger(table, changed) for changed in events)
        return
    yield _postgresql_function(table)
    yield from (_postgresql_trigger(table, changed, "ROW") for changed in events)
    if not columns:
        yield _postgresql_trigger(table, "TRUNCATE", "STATEMENT")


def watch_creation(table: Table) -> None:
    """Have the triggers of *table* installed whenever metadata creates it."""
    columns = dict(GUARDED)[table.name]

    def install(_table: Table, connection: Connection, **_options: object) -> None:
        for statement in table_guards(connection.dialect.name, table.name, columns):
            connection.exec_driver_sql(statement)

    event.listen(table, "after_create", install)


def _trigger_name(table: str, changed: str) -> str:
    return f"keep__{table}__{changed.split(maxsplit=1)[0].lower()}"


def _sqlite_trigger(table: str, changed: str) -> str:
    return (
        f"CREATE TRIGGER {_trigger_name(table, changed)} BEFORE {changed} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is permanent'); END"
    )


def _postgresql_function(table: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION keep__{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{table} is permanent' "
        "USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )


def _postgresql_trigger(table: str, changed: str, level: str) -> str:
    return (
        f"CREATE TRIGGER {_trigger_name(table, changed)} BEFORE {changed} ON {table} "
        f"FOR EACH {level} EXECUTE FUNCTION keep__{table}()"
    )
