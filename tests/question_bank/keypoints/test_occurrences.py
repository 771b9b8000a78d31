"""Looking words up in an index gives what reading the text gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.keypoints.occurrences import SHORT_TEXT, Occurrences
from question_bank.keypoints.stretches import DRAWER, Stretches

#: Follows a text without adding to what it says, so that an index is made of it.
PADDING = "\n" * SHORT_TEXT
TEXTS = st.text("甲乙，", max_size=40)
WORDS = st.text("甲乙，", min_size=1, max_size=5)


@pytest.mark.parametrize("padding", ["", PADDING])
@given(text=TEXTS, words=WORDS)
def test_counts_are_those_of_the_text_itself(padding: str, text: str, words: str) -> None:
    occurrences = Occurrences(text + padding)

    assert occurrences.count(words) == text.count(words)
    assert occurrences.has(words) == (words in text)


@pytest.mark.parametrize("padding", ["", PADDING])
@given(text=TEXTS, words=st.text("甲乙，", min_size=2, max_size=5))
def test_every_place_is_found_once_and_in_order(padding: str, text: str, words: str) -> None:
    found = list(Occurrences(text + padding).starts(words))

    assert found == [at for at in range(len(text)) if text.startswith(words, at)]


@given(
    kept=st.lists(st.tuples(st.integers(0, 5 * DRAWER), st.integers(1, 3 * DRAWER)), max_size=8),
    start=st.integers(0, 5 * DRAWER),
    length=st.integers(1, 40),
)
def test_all_stretches_around_a_place_are_found(
    kept: list[tuple[int, int]], start: int, length: int
) -> None:
    stretches = Stretches()
    for first, size in kept:
        stretches.add(first, first + size)

    expected = [(a, a + size) for a, size in kept if a <= start and start + length <= a + size]
    assert list(stretches.around(start, start + length)) == expected
