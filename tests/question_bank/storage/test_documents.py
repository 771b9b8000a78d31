from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from question_bank.documents import read_document
from question_bank.errors import NotFoundError
from question_bank.storage import audit
from question_bank.storage.database import Database
from question_bank.storage.documents import (
    Upload,
    add_document,
    add_version,
    find_version,
    get_document,
    get_version,
    list_documents,
    newest_version,
    text_of,
)
from question_bank.storage.models.values import Status
from tests.question_bank.storage.library import BYTES, NOW, Shelf, generate_usual, stock

NEWER = BYTES.replace("认真".encode(), "深入".encode())


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def shelf(session: Session) -> Shelf:
    return stock(session)


def upload(data: bytes) -> Upload:
    return Upload(read_document(data, "speech.txt"), data, file_name="讲话.txt")


def test_a_stored_text_is_exactly_what_was_read(session: Session, shelf: Shelf) -> None:
    session.expunge_all()
    version = get_version(session, shelf.version_id)
    assert text_of(version) == shelf.text
    assert version.original == BYTES


def test_the_same_bytes_come_in_once(session: Session, shelf: Shelf) -> None:
    stored = add_document(session, upload(BYTES), NOW)
    assert (stored.is_new, stored.version.id) == (False, shelf.version_id)
    assert len(list_documents(session)) == 2


def test_a_newer_wording_is_another_version(session: Session, shelf: Shelf) -> None:
    stored = add_version(session, shelf.document_id, upload(NEWER), NOW)
    assert (stored.is_new, stored.version.number) == (True, 2)
    assert newest_version(session, shelf.document_id).id == stored.version.id
    assert not add_version(session, shelf.document_id, upload(NEWER), NOW).is_new
    assert text_of(get_version(session, shelf.version_id)) == shelf.text


def test_a_text_is_found_by_the_hash_of_its_bytes(session: Session, shelf: Shelf) -> None:
    found = find_version(session, shelf.text.sha256)
    assert found is not None
    assert found.id == shelf.version_id
    assert find_version(session, "0" * 64) is None


def test_the_list_counts_questions_by_status(session: Session, shelf: Shelf) -> None:
    generate_usual(session, shelf)
    newest, other = list_documents(session)
    assert newest.document.id == shelf.document_id
    assert newest.newest_version_id == shelf.version_id
    assert newest.questions == {Status.PUBLISHED: 2, Status.REVIEW: 1}
    assert other.questions == {Status.PUBLISHED: 1}


@pytest.mark.parametrize("number", [0, -1, 4711, 99999999999999999999])
def test_a_text_that_is_not_there_is_named(session: Session, number: int, shelf: Shelf) -> None:
    assert shelf.version_id
    for get in (get_document, get_version, newest_version):
        with pytest.raises(NotFoundError, match=r"document\.not_found"):
            get(session, number)


def test_what_comes_in_is_on_record(session: Session, shelf: Shelf) -> None:
    session.flush()
    deeds = audit.history_of(session, "document", shelf.document_id)
    assert [deed.action for deed in deeds] == ["document.add"]
