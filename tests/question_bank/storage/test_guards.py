from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from question_bank.storage.database import Database
from tests.question_bank.storage.world import found_world


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET action = 'nothing'",
        "UPDATE audit_entry SET person_id = NULL",
        "DELETE FROM audit_entry",
        "UPDATE revision SET item = '{}'",
        "UPDATE revision SET content_hash = content_hash",
        "UPDATE paper_version SET snapshot = '{}'",
        "UPDATE document_version SET clean_text = 'x'",
        "UPDATE document_version SET original = original",
    ],
)
def test_what_is_permanent_refuses_changes(database: Database, statement: str) -> None:
    with database.writer() as session:
        found_world(session)
        with pytest.raises(IntegrityError, match="is permanent"):
            session.execute(text(statement))


def test_what_stands_beside_the_permanent_may_change(database: Database) -> None:
    with database.writer() as session:
        found_world(session)
        session.execute(text("UPDATE document_version SET file_name = 'speech.txt'"))
        found = session.execute(text("SELECT file_name FROM document_version")).scalar_one()
    assert found == "speech.txt"


def test_the_audit_log_cannot_be_emptied_at_once(database: Database) -> None:
    emptying = "DELETE FROM audit_entry" if database.is_sqlite else "TRUNCATE audit_entry CASCADE"
    with database.writer() as session:
        found_world(session)
        with pytest.raises(IntegrityError, match="audit_entry is permanent"):
            session.execute(text(emptying))
