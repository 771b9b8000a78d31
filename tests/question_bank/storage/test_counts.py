from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import counts
from question_bank.storage.database import Database
from question_bank.storage.models import Question, QuestionCount
from question_bank.storage.models.counts import filling_statement
from question_bank.storage.models.values import Status
from tests.question_bank.storage.library import NOW, Shelf, generate_usual, stock


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def shelf(session: Session) -> Shelf:
    """Four questions: three of a text, one of another."""
    shelf = stock(session)
    generate_usual(session, shelf)
    session.flush()
    return shelf


def kept(session: Session) -> dict[Any, int]:
    return {
        (each.kind, each.type, each.status, each.signed): each.number
        for each in counts.question_sums(session)
    }


def counted(session: Session) -> dict[Any, int]:
    rows = session.execute(
        select(Question.kind, Question.type, Question.status, Question.signed_at)
    )
    return dict(
        Counter((kind, kind_, status, signed is not None) for kind, kind_, status, signed in rows)
    )


def test_counts_are_by_kind_type_status_and_signature(session: Session, shelf: Shelf) -> None:
    assert shelf.version_id
    assert kept(session) == {
        (Kind.SLOGAN, ItemType.CLOZE, Status.PUBLISHED, False): 1,
        (Kind.RIGHT, ItemType.SINGLE, Status.PUBLISHED, False): 1,
        (Kind.DUTY, ItemType.TRUE_FALSE, Status.PUBLISHED, False): 1,
        (Kind.DUTY, ItemType.TRUE_FALSE, Status.REVIEW, False): 1,
    }


@pytest.mark.parametrize(
    "change",
    [
        {"status": Status.RETIRED},
        {"signed_at": NOW},
        {"kind": Kind.METHOD},
        {"kind": Kind.METHOD, "status": Status.DRAFT, "signed_at": NOW},
        {"points": 2},
    ],
)
def test_every_change_of_a_question_is_in_the_counts(
    session: Session, shelf: Shelf, change: dict[str, Any]
) -> None:
    assert shelf.version_id
    session.execute(update(Question).where(Question.guid != "choice").values(change))
    assert kept(session) == counted(session)
    session.execute(update(Question).values(change))
    assert kept(session) == counted(session)
    assert sum(kept(session).values()) == 4


def test_what_is_rolled_back_is_not_counted(session: Session, shelf: Shelf) -> None:
    assert shelf.version_id
    before = kept(session)
    with session.begin_nested() as attempt:
        session.execute(update(Question).values(status=Status.RETIRED))
        attempt.rollback()
    assert kept(session) == before == counted(session)


def test_a_question_that_is_deleted_is_not_counted(database: Database) -> None:
    with database.writer() as session:
        bare = {"origin": "authored", "type": "true_false", "form": "-", "truth": True}
        values = {"kind": "duty", "status": "draft", "difficulty": 1, "content_hash": "0" * 64}
        dates = {"created_at": NOW, "content_changed_at": NOW, "lock_version": 1}
        rows = [{"guid": g, "stem": "题", **bare, **values, **dates} for g in "ab"]
        session.execute(insert(Question), rows)
        assert sum(kept(session).values()) == len(rows)
        session.execute(delete(Question).where(Question.guid == "a"))
        assert kept(session) == counted(session)
        assert sum(kept(session).values()) == 1


def test_parts_are_put_together_when_everything_is_counted(database: Database) -> None:
    with database.writer() as session:
        shelf = stock(session)
        generate_usual(session, shelf)
        session.commit()
    for status in (Status.RETIRED, Status.DRAFT):
        with database.writer() as session:
            session.execute(update(Question).values(status=status, status_reason="-"))
            session.commit()
    with database.writer() as session:
        before = kept(session)
        counts.gather(session)
        session.commit()
        assert set(session.scalars(select(QuestionCount.part))) == {0}
        counts.gather(session)
        assert kept(session) == before == counted(session)


def test_documents_have_their_questions_by_status(session: Session, shelf: Shelf) -> None:
    other = shelf.document_id - 1
    assert counts.by_document(session, [other, shelf.document_id]) == {
        shelf.document_id: {Status.PUBLISHED: 2, Status.REVIEW: 1},
        other: {Status.PUBLISHED: 1},
    }
    assert counts.by_document(session, []) == {}


def test_counting_begins_with_what_is_there(session: Session, shelf: Shelf) -> None:
    assert shelf.version_id
    session.execute(delete(QuestionCount))
    session.execute(text(filling_statement()))
    assert kept(session) == counted(session)
