"""How fast a reviewer is, by what was decided."""

from __future__ import annotations

from datetime import timedelta

import pytest

from question_bank.storage.audit import Deed, record
from question_bank.storage.database import Database
from question_bank.storage.models import Person
from question_bank.storage.reviewing import pace_of
from tests.bank import NOW, fill


@pytest.mark.parametrize(
    ("minutes", "seconds"),
    [
        ([], None),
        ([0, 0, 0], None),
        ([0, 1, 2], 60.0),
        ([0, *[1] * 10], 6.0),
        ([0, *[1] * 2, *[2] * 4], 20.0),
        ([0, 1, 60, 61], 60.0),
    ],
)
def test_a_batch_shares_its_time_and_breaks_do_not_count(
    database: Database, minutes: list[int], seconds: float | None
) -> None:
    with database.writer() as session:
        fill(session)
        other = Person(name="周敏", created_at=NOW)
        session.add(other)
        session.flush()
        for number, minute in enumerate(minutes, 1):
            deed = Deed("question.sign", other.id, "question", number)
            record(session, deed, NOW + timedelta(minutes=minute))
        record(session, Deed("question.edit", other.id, "question", 1), NOW + timedelta(minutes=3))
        assert pace_of(session, other.id, NOW).seconds == seconds
        assert pace_of(session, other.id, NOW).today == len(minutes)
