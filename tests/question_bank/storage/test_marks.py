"""Marks in a few bytes."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.storage.marks import marks_as_numbers, pack_marks, unpack_marks

MARKS = st.none() | st.integers(0, 2_000_000).map(lambda number: Decimal(number) / 1000)


@given(st.lists(MARKS, max_size=200))
def test_marks_come_back_as_they_were(marks: list[Decimal | None]) -> None:
    packed = pack_marks(marks)
    assert len(packed) == 4 * len(marks)
    assert list(unpack_marks(packed)) == marks
    assert marks_as_numbers(packed) == [float(mark or 0) for mark in marks]


@pytest.mark.parametrize("mark", [Decimal("-0.001"), Decimal("0.0001"), Decimal(-1)])
def test_marks_that_are_none_are_refused(mark: Decimal) -> None:
    with pytest.raises(ValueError, match="cannot be packed"):
        pack_marks([mark])
