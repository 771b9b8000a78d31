"""However a deputy's keyboard writes an answer, it is the same answer."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.practice.grades import Outcome
from question_bank.practice.grading import grade
from question_bank.practice.responses import Response
from question_bank.practice.simplified import SIMPLIFIED, TRADITIONAL
from question_bank.questions.values import Blank, Item, ItemType
from tests import bank

BACK = dict(zip(SIMPLIFIED, TRADITIONAL, strict=True))
NOISE = st.lists(st.sampled_from(list(" \u3000\t，。、；：“”‘’《》「」（）().!")), max_size=6)
ORDERED = (bank.SLOGAN_CLOZE.item, bank.OBLIGATION_CLOZE.item, bank.METHOD_CLOZE.item)
MAJORITY = Item(
    type=ItemType.CLOZE,
    form="slot",
    kind=bank.SYSTEM_SINGLE.item.kind,
    stem="宪法的修改，由全国人民代表大会以全体代表的____以上的多数通过，有____的代表提议即可。",
    blanks=(Blank(1, ("三分之二",)), Blank(2, ("五分之一", "百分之二十"))),
)


def noisy(text: str, marks: list[str]) -> str:
    """Return *text* with *marks* strewn in front, behind and between."""
    pieces = list(text)
    for place, mark in enumerate(marks):
        pieces.insert((7 * place) % (len(pieces) + 1), mark)
    return "".join(pieces)


@given(st.sampled_from(ORDERED), NOISE)
def test_spaces_and_marks_change_nothing(item: Item, marks: list[str]) -> None:
    texts = tuple(noisy(blank.accepted[0], marks) for blank in item.blanks)

    assert grade(item, Response(texts=texts)).correct


@given(st.sampled_from(ORDERED))
def test_traditional_characters_change_nothing(item: Item) -> None:
    texts = ["".join(BACK.get(each, each) for each in blank.accepted[0]) for blank in item.blanks]

    assert grade(item, Response(texts=tuple(texts))).correct


@given(st.permutations(("表决权", "质询权")))
def test_unordered_blanks_are_right_in_any_order(texts: list[str]) -> None:
    assert grade(bank.LIST_CLOZE.item, Response(texts=tuple(texts))).correct


@given(st.sampled_from(ORDERED), st.data())
def test_every_accepted_variant_is_right(item: Item, data: st.DataObject) -> None:
    texts = tuple(data.draw(st.sampled_from(blank.accepted)) for blank in item.blanks)

    assert grade(item, Response(texts=texts)).correct


@pytest.mark.parametrize("first", ["三分之二", "2/3", "２/３", "⅔", "3分之2", " 三 分 之 二 "])
@pytest.mark.parametrize("second", ["五分之一", "1/5", "20%", "２０％", "百分之二十", "百分之20"])
def test_a_majority_may_be_written_as_one_likes(first: str, second: str) -> None:
    assert grade(MAJORITY, Response(texts=(first, second))).correct


@pytest.mark.parametrize("wrong", ["二成", "两成", "1/4", "五分之二", "三分之一", "2%"])
def test_another_share_is_neither_right_nor_nearly_right(wrong: str) -> None:
    parts = grade(MAJORITY, Response(texts=("三分之二", wrong))).parts

    assert [part.outcome for part in parts] == [Outcome.RIGHT, Outcome.WRONG]


def test_a_share_without_its_sign_is_nearly_right() -> None:
    parts = grade(MAJORITY, Response(texts=("三分之二", "20"))).parts

    assert parts[1].outcome is Outcome.NEAR_MISS
