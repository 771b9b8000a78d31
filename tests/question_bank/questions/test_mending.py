"""What the checks call repaired has been repaired."""

from __future__ import annotations

from dataclasses import replace

import pytest

from question_bank.keypoints.values import Kind
from question_bank.lexicon import load_lexicon
from question_bank.questions.checks import Subject, run_checks
from question_bank.questions.mending import mended
from question_bank.questions.values import Item, ItemType, Level, Option
from tests.bank import SAMPLES, Sample

LEXICON = load_lexicon()


def single(stem: str, *texts: str) -> Item:
    options = tuple(
        Option(number, text, correct=number == 1) for number, text in enumerate(texts, start=1)
    )
    return Item(ItemType.SINGLE, "authored", Kind.SYSTEM, stem, options=options)


CROOKED = (
    single("讲话指出,人大的活力在（　　）。", "代表", "会议"),
    single("下列各项中，不属于代表权利的是（　　）。", "检察权", "表决权"),
    single("讲话要求的是（　　）。", "积极发言。", "尊重不同意见；"),
    single("代表团由几名以上代表组成（　　）。", "10", "3", "5"),
)


@pytest.mark.parametrize("item", CROOKED, ids=lambda item: item.stem)
def test_nothing_is_left_to_fix_after_mending(item: Item) -> None:
    def fixes(subject: Item) -> list[str]:
        found = run_checks(Subject(item=subject, lexicon=LEXICON))
        return [each.name for each in found if each.level is Level.FIX]

    assert fixes(item) != []
    assert fixes(mended(item)) == []


@pytest.mark.parametrize("item", CROOKED, ids=lambda item: item.stem)
def test_mending_twice_changes_nothing_more(item: Item) -> None:
    assert mended(mended(item)) == mended(item)


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.item.stem[:16])
def test_a_good_item_stays_as_it_is(sample: Sample) -> None:
    assert mended(sample.item) == sample.item


def test_only_the_negative_of_the_question_is_set_in_bold() -> None:
    item = single("代表不是官员，下列说法不正确的是（　　）。", "甲", "乙")
    assert mended(item).stem == "代表不是官员，下列说法**不正确**的是（　　）。"


def test_options_keep_their_numbers_when_they_are_put_in_order() -> None:
    item = mended(single("代表团至少由几人组成（　　）？", "10", "3"))
    assert [(option.number, option.text) for option in item.options] == [(2, "3"), (1, "10")]


def test_an_option_of_nothing_but_marks_is_left_for_the_trainer() -> None:
    item = replace(CROOKED[0], options=(Option(1, "。", correct=True),))
    assert mended(item).options[0].text == "。"
