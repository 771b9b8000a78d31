"""Variants of a printed paper, numbers of sheets."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.errors import InvalidInputError
from question_bank.practice.printing import (
    VARIANTS,
    check_digit,
    new_code,
    read_code,
    variant_layouts,
)
from question_bank.questions.values import Item, ItemType
from question_bank.storage.frozen import FrozenPaper, FrozenQuestion, FrozenSection
from question_bank.storage.models.values import ScoringRule
from tests import bank


def paper_of(*sections: tuple[ItemType, list[Item]]) -> FrozenPaper:
    """Return a paper that asks *sections*, two points each."""
    numbers = iter(range(1, 1000))
    return FrozenPaper(
        title="测验",
        instructions="",
        scoring_rule=ScoringRule.HALF,
        part_points=None,
        pass_mark=None,
        shuffle_questions=False,
        shuffle_options=False,
        seed="s",
        sections=tuple(
            FrozenSection(
                item_type,
                "",
                tuple(FrozenQuestion(n, n, Decimal(2), item) for item, n in zip(items, numbers)),  # noqa: B905
            )
            for item_type, items in sections
        ),
    )


PAPER = paper_of(
    (ItemType.SINGLE, [bank.SYSTEM_SINGLE.item, bank.DUTY_SINGLE.item] * 3),
    (ItemType.TRUE_FALSE, [bank.DUTY_TRUE.item] * 4),
)


def test_variant_a_is_the_paper_as_it_was_frozen() -> None:
    layout = variant_layouts(PAPER, ["A"])["A"]

    assert [each.question_id for each in layout] == list(range(1, 11))
    assert all(each.options == () for each in layout)


def test_each_variant_asks_the_same_questions_in_another_order() -> None:
    layouts = variant_layouts(PAPER, VARIANTS)

    assert len(set(layouts.values())) == len(VARIANTS)
    for layout in layouts.values():
        assert {each.question_id for each in layout[:6]} == {1, 2, 3, 4, 5, 6}
        assert sorted(each.question_id for each in layout) == list(range(1, 11))


def test_a_variant_is_the_same_whichever_others_are_printed() -> None:
    assert variant_layouts(PAPER, ["C"])["C"] == variant_layouts(PAPER, VARIANTS)["C"]


def test_a_paper_of_one_statement_has_variants_that_are_alike() -> None:
    one = paper_of((ItemType.TRUE_FALSE, [bank.DUTY_TRUE.item]))

    layouts = variant_layouts(replace(one, seed=""), VARIANTS)

    assert len(set(layouts.values())) == 1


@given(st.integers(0, 10**7 - 1), st.integers(0, 7), st.integers(1, 9))
def test_one_digit_typed_wrong_is_noticed(number: int, place: int, more: int) -> None:
    digits = f"{number:07}"
    code = digits + check_digit(digits)
    other = str((int(code[place]) + more) % 10)

    assert read_code(code) == code
    with pytest.raises(InvalidInputError, match=r"sheet\.code_check"):
        read_code(code[:place] + other + code[place + 1 :])


@given(st.integers(0, 10**7 - 1), st.integers(0, 6))
def test_two_neighbours_exchanged_are_noticed(number: int, place: int) -> None:
    digits = f"{number:07}"
    code = digits + check_digit(digits)
    turned = code[:place] + code[place + 1] + code[place] + code[place + 2 :]

    if turned == code:
        assert read_code(turned) == code
    else:
        with pytest.raises(InvalidInputError, match=r"sheet\.code_check"):
            read_code(turned)


def test_a_new_code_is_one_that_reads() -> None:
    code = new_code(Random(7))  # noqa: S311  chance, not secrecy

    assert read_code(f" {code[:4]} - {code[4:]} ") == code


@pytest.mark.parametrize("typed", ["", "1", "123456789", "abcdefgh", "１２３４５６７８", "٣" * 8])
def test_what_is_no_number_of_a_sheet_is_refused(typed: str) -> None:
    with pytest.raises(InvalidInputError, match=r"sheet\.code_shape"):
        read_code(typed)
