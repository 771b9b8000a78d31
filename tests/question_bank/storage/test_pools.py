from __future__ import annotations

import pytest
from sqlalchemy import select, update

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.attempts import note_progress
from question_bank.storage.database import Database
from question_bank.storage.documents import newest_version, text_of
from question_bank.storage.models import Document, Person, Question
from question_bank.storage.models.values import Status
from question_bank.storage.pools import Pool, find_candidates, find_offer
from question_bank.storage.texts import where_in
from tests.bank import NOW, SAMPLES, fill


@pytest.fixture
def bank(database: Database) -> Database:
    """The samples, one of them retired."""
    with database.writer() as session:
        fill(session)
        stem = SAMPLES[0].item.stem
        session.execute(update(Question).where(Question.stem == stem).values(status=Status.RETIRED))
        session.commit()
    return database


@pytest.mark.parametrize(
    ("pool", "size"),
    [
        (Pool(), len(SAMPLES) - 1),
        (Pool(kinds=(Kind.DUTY,)), 3),
        (Pool(kinds=(Kind.DUTY, Kind.METHOD), types=(ItemType.TRUE_FALSE,)), 3),
        (Pool(types=(ItemType.SHORT_ANSWER,)), 0),
        (Pool(document_id=2**62), 0),
    ],
)
def test_a_pool_holds_the_published_questions_that_fit(
    bank: Database, pool: Pool, size: int
) -> None:
    with bank.reader() as session:
        assert len(find_candidates(session, pool, None)) == size


def test_only_ones_own_answers_count_as_seen(bank: Database) -> None:
    with bank.writer() as session:
        mine, other = Person(created_at=NOW), Person(created_at=NOW)
        session.add_all([mine, other])
        session.flush()
        first, second, third = session.scalars(
            select(Question.id).where(Question.kind == Kind.DUTY).order_by(Question.id)
        ).all()
        note_progress(session, mine.id, first, NOW, correct=True)
        note_progress(session, mine.id, second, NOW, correct=False)
        note_progress(session, other.id, third, NOW, correct=False)
        found = find_candidates(session, Pool(kinds=(Kind.DUTY,)), mine.id)

    assert [(each.is_seen, each.is_wrong) for each in found] == [
        (True, False),
        (True, True),
        (False, False),
    ]


def test_what_is_on_offer_is_what_is_published(bank: Database) -> None:
    with bank.reader() as session:
        offer = find_offer(session)
        document = session.scalars(select(Document)).one()

    assert offer.total == len(SAMPLES) - 1
    assert offer.kinds == frozenset(Kind)
    assert ItemType.SHORT_ANSWER not in offer.types
    assert offer.documents == ((document.id, document.title),)


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ("人大的作用靠代表", "《在代表座谈会上的讲话》开篇"),
        ("人大代表享有审议权", "《在代表座谈会上的讲话》第二部分第一点"),
        ("明大德、守公德", "《在代表座谈会上的讲话》结尾"),
    ],
)
def test_a_place_names_document_part_and_point(bank: Database, words: str, where: str) -> None:
    with bank.reader() as session:
        document = session.scalars(select(Document.id)).one()
        text = text_of(newest_version(session, document))
    assert where_in(text, text.clean_text.index(words)) == where
