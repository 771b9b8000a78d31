from __future__ import annotations

from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import CheckConstraint, create_engine, inspect, text

from question_bank.errors import StorageError
from question_bank.storage import schema
from question_bank.storage.database import Database
from question_bank.storage.models import Base, Tag
from tests.question_bank.storage.world import NOW


def test_the_migrations_lay_the_tables_that_the_models_describe(database: Database) -> None:
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_database_has_every_check_of_the_models_word_for_word(
    database: Database, tmp_path: Path
) -> None:
    laid_by_models = (
        create_engine(f"sqlite:///{tmp_path}/models.db") if database.is_sqlite else database.engine
    )
    Base.metadata.create_all(laid_by_models)
    assert _checks(database) == {
        (table.name, str(rule.name))
        for table in Base.metadata.sorted_tables
        for rule in table.constraints
        if type(rule) is CheckConstraint
    }
    if database.is_sqlite:
        assert _checks(database, with_text=True) == _checks(laid_by_models, with_text=True)
    laid_by_models.dispose()


def test_upgrading_again_keeps_what_is_there(database: Database) -> None:
    with database.writer() as session:
        session.add(Tag(name="代表法", created_at=NOW))
        session.commit()
    database.upgrade()
    database.check()
    with database.reader() as session:
        assert session.get_one(Tag, 1).name == "代表法"


def test_a_bank_begins_without_revision_and_ends_with_the_newest(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/deep/in/bank.db")
    (tmp_path / "deep/in").mkdir(parents=True)
    assert database.current_revision() is None
    with pytest.raises(StorageError) as found:
        database.check()
    assert found.value.message_id == "database.too_old"
    database.upgrade()
    assert database.current_revision() == schema.newest_revision()
    database.close()


def test_upgrading_makes_the_folder_of_the_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path}/deep/in/bank.db")
    database.upgrade()
    database.close()

    assert (tmp_path / "deep/in/bank.db").is_file()


def test_tables_of_a_newer_program_are_left_alone(database: Database) -> None:
    with database.writer() as session:
        session.execute(text("UPDATE alembic_version SET version_num = '9999'"))
        session.commit()
    for use in (database.check, database.upgrade):
        with pytest.raises(StorageError) as found:
            use()
        assert found.value.message_id == "database.too_new"
        assert found.value.parameters == {"revision": "9999"}
    assert database.current_revision() == "9999"


def _checks(where: object, *, with_text: bool = False) -> set[tuple[str, ...]]:
    inspector = inspect(where.engine if isinstance(where, Database) else where)
    return {
        (table, str(rule["name"]), *([str(rule["sqltext"])] if with_text else []))
        for table in inspector.get_table_names()
        for rule in inspector.get_check_constraints(table)
    }
