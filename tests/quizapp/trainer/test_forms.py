"""What a trainer types is kept as typed, and read as an item."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from question_bank.questions.values import BLANK, GAP, ItemType
from question_bank.storage.structure import part_numbers
from quizapp.trainer.forms import BlankRow, QuestionForm, empty_form, form_of, item_of, read_form
from quizapp.trainer.rows import with_rows_changed, with_rows_for_blanks
from tests.bank import SAMPLES, Sample

FORMS = st.dictionaries(
    st.sampled_from(
        [
            *("stem", "kind", "difficulty", "correct", "truth", "tags", "word_bank", "unordered"),
            *(f"option-{n}-{part}" for n in range(3) for part in ("number", "text", "feedback")),
            *(f"blank-{n}-{part}" for n in range(3) for part in ("number", "accepted", "near")),
        ]
    ),
    st.text(max_size=30) | st.from_regex(r"[0-9_（）()／：\n]{0,12}", fullmatch=True),
)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.item.stem[:12])
def test_a_stored_item_survives_its_form(sample: Sample) -> None:
    highest = max(part_numbers(sample.item), default=0)
    assert item_of(form_of(sample.item), sample.item.form, highest) == sample.item


def test_words_with_marks_of_their_own_survive_their_form() -> None:
    words = ("制定计划、逐步解决", "马上解决", "说明情况、解释原因")
    item = replace(SAMPLES[0].item, word_bank=words)
    assert item_of(form_of(item)).word_bank == words


@given(sent=FORMS, item_type=st.sampled_from(ItemType))
def test_whatever_is_sent_can_be_read_and_shown(sent: dict[str, str], item_type: ItemType) -> None:
    form = read_form(MultiDict(sent), item_type)
    item = item_of(form)
    assert item.type is item_type
    numbers = part_numbers(item)
    assert len(set(numbers)) == len(numbers)
    assert all(number > 0 for number in numbers)


@given(
    sent=FORMS,
    wish=st.sampled_from(["add_option", "add_blank"])
    | st.from_regex(r"remove_(option|blank)-[0-9]{0,25}", fullmatch=True)
    | st.text(max_size=12),
)
def test_rows_come_and_go_without_harm(sent: dict[str, str], wish: str) -> None:
    for item_type in (ItemType.SINGLE, ItemType.CLOZE):
        form = read_form(MultiDict(sent), item_type)
        changed = with_rows_for_blanks(with_rows_changed(form, wish))
        assert len(changed.options) <= len(form.options) + 1
        assert item_of(changed).type is item_type


@pytest.mark.parametrize("typed", ["____", "__", "________", "＿＿＿"])
def test_any_line_stands_for_a_blank(typed: str) -> None:
    form = read_form(MultiDict({"stem": f"人大的{typed}在代表。"}), ItemType.CLOZE)
    assert form.stem == f"人大的{BLANK}在代表。"


@pytest.mark.parametrize("typed", ["()", "（）", "（ ）", "(   )", "（　　　）"])
def test_any_empty_brackets_stand_for_the_place_of_the_key(typed: str) -> None:
    form = read_form(MultiDict({"stem": f"人大的活力在{typed}。"}), ItemType.SINGLE)
    assert form.stem == f"人大的活力在{GAP}。"


def test_line_ends_of_a_paste_do_not_break_a_stem() -> None:
    form = read_form(MultiDict({"stem": "人大的\r\n活力在代表。\r\n"}), ItemType.TRUE_FALSE)
    assert form.stem == "人大的活力在代表。"


def test_parts_of_other_types_are_left_out() -> None:
    sent = MultiDict({"stem": "甲", "truth": "true", "option-0-number": "1", "option-0-text": "乙"})
    assert item_of(read_form(sent, ItemType.TRUE_FALSE)).options == ()
    assert item_of(read_form(sent, ItemType.SINGLE)).truth is None


def test_a_number_that_the_question_never_gave_is_not_taken() -> None:
    sent = MultiDict(
        {
            "option-0-number": "2",
            "option-0-text": "甲",
            "option-1-number": "77",
            "option-1-text": "乙",
        }
    )
    item = item_of(read_form(sent, ItemType.SINGLE), last_number=4)
    assert [option.number for option in item.options] == [2, 5]


def test_an_empty_row_is_no_option() -> None:
    form = empty_form(ItemType.SINGLE)
    assert len(form.options) == 4
    assert item_of(form).options == ()


def test_a_row_that_holds_something_stays_when_its_blank_goes() -> None:
    form = QuestionForm(
        ItemType.CLOZE,
        stem=f"人大的{BLANK}在代表。",
        blanks=(BlankRow(), BlankRow(accepted="活力")),
    )
    assert len(with_rows_for_blanks(form).blanks) == 2
    emptied = replace(form, blanks=(BlankRow(accepted="活力"), BlankRow()))
    assert len(with_rows_for_blanks(emptied).blanks) == 1
