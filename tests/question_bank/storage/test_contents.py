from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from question_bank.errors import InvalidInputError
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Blank, Item, ItemType, NearMiss, Option
from question_bank.storage.contents import content_hash, item_from_json, item_to_json
from question_bank.storage.structure import require_structure
from question_bank.storage.wordings import with_fresh_numbers
from tests.question_bank.storage.library import CHOICE, CLOZE, STATEMENT

words = st.text(max_size=20)
items = st.builds(
    Item,
    type=st.sampled_from(ItemType),
    form=words,
    kind=st.sampled_from(Kind),
    stem=words,
    options=st.lists(st.builds(Option, st.integers(1), words, st.booleans(), words)).map(tuple),
    blanks=st.lists(
        st.builds(
            Blank,
            st.integers(1),
            st.lists(words, min_size=1).map(tuple),
            st.lists(st.builds(NearMiss, words, words)).map(tuple),
        )
    ).map(tuple),
    unordered=st.booleans(),
    truth=st.none() | st.booleans(),
    model_answer=words,
    word_bank=st.lists(words).map(tuple),
    explanation=words,
    difficulty=st.integers(1, 5),
)


@given(items)
def test_an_item_comes_back_from_json_whole(item: Item) -> None:
    assert item_from_json(json.loads(json.dumps(item_to_json(item)))) == item


@pytest.mark.parametrize(
    "other",
    [
        replace(CLOZE, stem="江山就是____，人民即是江山。"),
        replace(CLOZE, explanation=""),
        replace(CLOZE, kind=Kind.DUTY),
        replace(CLOZE, word_bank=("群众", "人民")),
        replace(CLOZE, unordered=True),
        replace(CLOZE, blanks=(Blank(2, ("人民", "百姓")),)),
        replace(CLOZE, blanks=(Blank(1, ("人民",)),)),
        replace(CLOZE, blanks=(Blank(1, ("人民", "百姓"), (NearMiss("国家", "不是。"),)),)),
    ],
)
def test_whatever_a_deputy_sees_is_in_the_hash(other: Item) -> None:
    assert content_hash(other) != content_hash(CLOZE)


def test_the_source_sentence_is_in_the_hash() -> None:
    assert content_hash(CLOZE, "江山就是人民") != content_hash(CLOZE, "人民就是江山")


def test_what_no_deputy_sees_is_not_in_the_hash() -> None:
    assert content_hash(replace(CLOZE, form="list", difficulty=5)) == content_hash(CLOZE)


@pytest.mark.parametrize("item", [CLOZE, CHOICE, STATEMENT])
def test_a_sound_item_may_be_stored(item: Item) -> None:
    require_structure(item)

    assert item_from_json(item_to_json(item)).stem == item.stem


SHORT = replace(STATEMENT, type=ItemType.SHORT_ANSWER, truth=None, model_answer="联系群众")
RIGHT, WRONG, OTHER = CHOICE.options


@pytest.mark.parametrize(
    ("item", "message_id"),
    [
        (replace(STATEMENT, stem="  "), "item.no_stem"),
        (replace(STATEMENT, stem="铃\x07声。"), "item.unstorable_text"),
        (replace(STATEMENT, explanation="半个\ud83d字"), "item.unstorable_text"),
        (replace(STATEMENT, difficulty=6), "item.difficulty"),
        (replace(STATEMENT, truth=None), "item.no_truth"),
        (replace(CLOZE, truth=True), "item.no_truth"),
        (replace(SHORT, model_answer=" "), "item.no_model_answer"),
        (replace(STATEMENT, model_answer="答"), "item.no_model_answer"),
        (replace(STATEMENT, unordered=True), "item.unordered_not_cloze"),
        (replace(CHOICE, options=(RIGHT,)), "item.too_few_options"),
        (replace(CHOICE, options=(WRONG, OTHER)), "item.no_right_option"),
        (replace(CHOICE, options=(RIGHT, replace(WRONG, number=1))), "item.numbers"),
        (replace(CHOICE, options=(RIGHT, replace(WRONG, number=0))), "item.numbers"),
        (replace(CHOICE, options=(RIGHT, replace(WRONG, text=" "))), "item.empty_option"),
        (replace(CHOICE, options=(RIGHT, replace(WRONG, text="表决权"))), "item.same_options"),
        (
            replace(CHOICE, options=(RIGHT, replace(WRONG, correct=True))),
            "item.several_right_options",
        ),
        (replace(STATEMENT, options=CHOICE.options), "item.options_not_expected"),
        (replace(CLOZE, stem="没有空。"), "item.blanks_do_not_fit"),
        (replace(CLOZE, stem="没有空。", blanks=()), "item.no_blank"),
        (replace(CLOZE, blanks=(Blank(1, ()),)), "item.empty_answer"),
        (replace(CLOZE, blanks=(Blank(1, ("人民", "")),)), "item.empty_answer"),
    ],
)
def test_an_item_that_could_not_be_shown_is_refused(item: Item, message_id: str) -> None:
    with pytest.raises(InvalidInputError) as found:
        require_structure(item)
    assert found.value.message_id == message_id


def test_a_number_of_a_deleted_part_is_not_given_again() -> None:
    edited = replace(CHOICE, options=(RIGHT, replace(OTHER, number=4), replace(WRONG, number=9)))
    numbered = with_fresh_numbers(edited, frozenset({1, 2, 3}), last=5)
    assert [option.number for option in numbered.options] == [1, 6, 7]
