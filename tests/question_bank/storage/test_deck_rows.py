"""Questions read for decks, on both databases."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from question_bank.storage import deck_rows
from question_bank.storage.cards import Today
from question_bank.storage.contents import item_of
from question_bank.storage.database import Database
from question_bank.storage.deck_rows import Shelf, shelf_of
from question_bank.storage.listing import QuestionFilter, stream_questions
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from tests.question_bank.storage.learning import NOW, found_school


def test_rows_say_what_the_questions_say(database: Database) -> None:
    with database.writer() as session:
        found_school(session)
        wanted = QuestionFilter(statuses=(Status.PUBLISHED,))
        slowly = [
            (row.guid, item_of(row), row.content_changed_at, row.source_quote, row.source_start)
            for row in stream_questions(session, wanted)
        ]

        quickly = [
            (row.guid, row.item, row.content_changed_at, row.source_quote, row.source_start)
            for row in deck_rows.deck_rows(session, QuestionFilter())
        ]

        assert quickly == slowly
        assert len({item.type for _guid, item, *_rest in quickly}) > 2


def test_only_some_questions_come_where_only_some_count(database: Database) -> None:
    with database.writer() as session:
        found_school(session)
        ids = session.scalars(
            select(Question.id).where(Question.status == Status.PUBLISHED).order_by(Question.id)
        ).all()
        wanted = {ids[0], ids[-1]}

        rows = list(deck_rows.deck_rows(session, QuestionFilter(), wanted))

        assert [row.guid for row in rows] == [
            session.get_one(Question, n).guid for n in sorted(wanted)
        ]
        assert list(deck_rows.deck_rows(session, QuestionFilter(), ())) == []


def test_drafts_are_in_no_deck(database: Database) -> None:
    with database.writer() as session:
        found_school(session)

        assert list(deck_rows.deck_rows(session, QuestionFilter(statuses=(Status.DRAFT,)))) == []


@pytest.mark.parametrize("shelf", list(Shelf))
def test_nobody_has_empty_shelves(database: Database, shelf: Shelf) -> None:
    with database.writer() as session:
        found_school(session)
        today = Today(NOW, NOW, NOW, 10, 10)

        assert shelf_of(session, shelf, None, today) == frozenset()
