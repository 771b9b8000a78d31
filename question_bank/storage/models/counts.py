"""
How many questions there are of each sort, kept by triggers.

Counting a hundred thousand rows takes longer than a page may. Whoever writes a question, by
whatever statement, changes the counts in the same transaction. A migration that rebuilds
the table of questions has to install the triggers again.
"""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, event
from sqlalchemy.orm import Mapped, mapped_column

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models.base import Base, one_of
from question_bank.storage.models.questions import Question
from question_bank.storage.models.values import Status

#: What tells one count from another, as columns here and as they are found in a question.
_KEY = "document_version_id, kind, type, status, signed"
_FOUND = (
    "coalesce({0}document_version_id, 0), {0}kind, {0}type, {0}status, {0}signed_at IS NOT NULL"
)
#: Columns of a question whose change changes counts.
_COUNTED = ("document_version_id", "kind", "type", "status", "signed_at")


class QuestionCount(Base):
    """
    A part of the number of questions of one version, kind, type and status, signed or not.

    The parts of one sort are added up. On SQLite there is one; on PostgreSQL each transaction
    writes its own, so that nobody waits for anybody, and `counts.gather` puts them together.
    """

    __tablename__ = "question_count"
    __table_args__ = (
        one_of("kind", Kind),
        one_of("type", ItemType),
        one_of("status", Status),
    )

    #: 0 for questions without a source.
    document_version_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    kind: Mapped[Kind] = mapped_column(primary_key=True)
    type: Mapped[ItemType] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(primary_key=True)
    signed: Mapped[bool] = mapped_column(primary_key=True)
    #: 0, or the number of the transaction that wrote it.
    part: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: To be added; below 0 where more went than came.
    number: Mapped[int]


def counting_statements(dialect: str) -> Iterator[str]:
    """Yield the statements that have questions counted on *dialect*."""
    if dialect == "sqlite":
        yield _sqlite_trigger("INSERT", "", _sqlite_count("NEW.", 1))
        yield _sqlite_trigger("DELETE", "", _sqlite_count("OLD.", -1))
        changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _COUNTED)
        yield _sqlite_trigger(
            f"UPDATE OF {', '.join(_COUNTED)}",
            f"WHEN {changed} ",
            f"{_sqlite_count('OLD.', -1)} {_sqlite_count('NEW.', 1)}",
        )
        return
    for changed, tables in (
        ("INSERT", {"gained": 1}),
        ("DELETE", {"lost": -1}),
        ("UPDATE", {"gained": 1, "lost": -1}),
    ):
        yield from _postgresql_trigger(changed, tables)


def filling_statement() -> str:
    """Return the statement that counts what is there."""
    found = _FOUND.format("")
    return (  # our own names
        f"INSERT INTO question_count ({_KEY}, part, number) "  # noqa: S608
        f"SELECT {found}, 0, count(*) FROM question GROUP BY {found}"
    )


def _sqlite_count(row: str, number: int) -> str:
    return (  # our own names
        f"INSERT INTO question_count ({_KEY}, part, number) "  # noqa: S608
        f"VALUES ({_FOUND.format(row)}, 0, {number}) "
        f"ON CONFLICT ({_KEY}, part) DO UPDATE SET number = number + ({number});"
    )


def _sqlite_trigger(changed: str, when: str, statements: str) -> str:
    name = f"count__question__{changed.split(maxsplit=1)[0].lower()}"
    return f"CREATE TRIGGER {name} AFTER {changed} ON question {when}BEGIN {statements} END"


def _postgresql_trigger(changed: str, tables: dict[str, int]) -> Iterator[str]:
    """Yield a function and its trigger, once a statement: rows of one sort are one sum."""
    name = f"count__question__{changed.lower()}"
    rows = " UNION ALL ".join(
        f"SELECT {_FOUND.format('')}, {number} FROM {table}"  # noqa: S608  our own names
        for table, number in tables.items()
    )
    yield (  # our own names
        f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "  # noqa: S608
        f"INSERT INTO question_count ({_KEY}, part, number) "
        f"SELECT {_KEY}, txid_current(), sum(number) FROM ({rows}) AS changes ({_KEY}, number) "
        f"GROUP BY {_KEY} HAVING sum(number) <> 0 "
        f"ON CONFLICT ({_KEY}, part) "
        "DO UPDATE SET number = question_count.number + excluded.number; "
        "RETURN NULL; END $$"
    )
    sides = {"gained": "NEW TABLE AS gained", "lost": "OLD TABLE AS lost"}
    yield (
        f"CREATE TRIGGER {name} AFTER {changed} ON question "
        f"REFERENCING {' '.join(sides[table] for table in tables)} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _install(_table: object, connection: Connection, **_options: object) -> None:
    for statement in counting_statements(connection.dialect.name):
        connection.exec_driver_sql(statement)


event.listen(Question.__table__, "after_create", _install)
