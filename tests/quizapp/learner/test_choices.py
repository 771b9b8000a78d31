from __future__ import annotations

import pytest
from werkzeug.datastructures import MultiDict

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from quizapp.learner.choices import LONGEST, Choice, kind_choices, read_choice


def choice(*pairs: tuple[str, str]) -> Choice:
    return read_choice(MultiDict(pairs))


def test_nothing_ticked_means_five_questions_of_everything() -> None:
    assert choice() == Choice(kinds=(), types=(), document_id=None, length=5)


def test_what_is_ticked_is_taken_in_one_order() -> None:
    wanted = choice(
        ("kind", "right"), ("kind", "duty"), ("type", "cloze"), ("document", "3"), ("length", "all")
    )
    assert wanted == Choice((Kind.DUTY, Kind.RIGHT), (ItemType.CLOZE,), 3, LONGEST)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("kind", "nonsense"),
        ("type", ""),
        ("length", "-1"),
        ("length", "10000000000"),
        ("document", "x"),
        ("document", "٣"),
        ("document", "9" * 400),
        ("document", str(2**63)),
    ],
)
def test_a_value_that_was_not_on_offer_is_named_in_a_sentence(field: str, value: str) -> None:
    ((named, sentence),) = choice((field, value)).problems

    assert named == field
    assert sentence.endswith("。")


def test_kinds_keep_their_order_on_every_page() -> None:
    assert kind_choices([Kind.METHOD, Kind.DUTY]) == [("duty", "职责"), ("method", "履职方法")]
