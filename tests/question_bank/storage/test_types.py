from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import func, select, text
from sqlalchemy.dialects import sqlite
from sqlalchemy.exc import StatementError

from question_bank.storage.database import Database
from question_bank.storage.models import PaperVersion, Tag
from question_bank.storage.models.types import ExactDecimal
from tests.question_bank.storage.world import NOW, found_world


def test_a_moment_comes_back_as_the_same_moment_in_utc(database: Database) -> None:
    beijing = datetime(2026, 3, 2, 9, 0, tzinfo=timezone(timedelta(hours=8)))
    with database.writer() as session:
        session.add_all([Tag(name="早", created_at=beijing), Tag(name="晚", created_at=NOW)])
        session.commit()
    with database.reader() as session:
        stored = session.scalar(select(Tag.created_at).where(Tag.name == "早"))
    assert stored == beijing
    assert stored is not None
    assert stored.tzinfo is UTC


def test_moments_are_compared_as_moments(database: Database) -> None:
    beijing = timezone(timedelta(hours=8))
    with database.writer() as session:
        session.add_all(
            [
                Tag(name="早", created_at=datetime(2026, 3, 2, 8, 59, tzinfo=beijing)),
                Tag(name="晚", created_at=datetime(2026, 3, 2, 9, 1, tzinfo=beijing)),
            ]
        )
        session.flush()
        earlier = session.scalars(select(Tag.name).where(Tag.created_at < NOW)).all()
    assert earlier == ["早"]


def test_a_naive_time_is_refused(database: Database) -> None:
    with database.writer() as session:
        session.add(Tag(name="早", created_at=datetime(2026, 3, 2)))  # noqa: DTZ001  that is the point
        with pytest.raises(StatementError, match="no time zone"):
            session.flush()


@given(st.decimals(min_value=-10_000, max_value=10_000, places=6))
def test_a_number_of_six_places_survives_exactly(number: Decimal) -> None:
    column, dialect = ExactDecimal(), sqlite.dialect()
    stored = column.process_bind_param(number, dialect)
    assert column.process_result_value(stored, dialect) == number


@pytest.mark.parametrize("number", ["0.0000001", "NaN", "Infinity", "10000000000000"])
def test_a_number_that_would_not_survive_is_refused(number: str) -> None:
    with pytest.raises(ValueError, match=r"places|large"):
        ExactDecimal().process_bind_param(Decimal(number), sqlite.dialect())


def test_sums_of_marks_are_exact(database: Database) -> None:
    with database.writer() as session:
        found_world(session)
        for number, mark in enumerate(("0.1", "0.2", "0.7"), start=2):
            session.add(
                PaperVersion(
                    paper_id=1,
                    number=number,
                    snapshot={},
                    max_score=Decimal(mark),
                    created_at=NOW,
                )
            )
        session.flush()
        total = session.scalar(select(func.sum(PaperVersion.max_score)))
    assert total == Decimal(2)
    assert str(total) == "2"


def test_chinese_stands_readable_in_json_columns(database: Database) -> None:
    with database.writer() as session:
        found_world(session)
        session.flush()
        stored = session.execute(text("SELECT CAST(content AS TEXT) FROM setting")).scalar_one()
    assert "人大办" in stored
