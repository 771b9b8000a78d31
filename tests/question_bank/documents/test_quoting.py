"""Who still says what a newer version of a text no longer says."""

from __future__ import annotations

import pytest

from question_bank.documents.comparing import Comparison
from question_bank.documents.quoting import quotes, runs_gone, sentences_quoted
from tests.question_bank.documents.test_comparing import compared

OLD = "一、代表每年联系群众不少于四次。代表要认真提出议案。\n二、每季度至少走访一次选民。"
NEW = OLD.replace("四次", "六次").replace("每季度", "每月")


@pytest.fixture
def comparison() -> Comparison:
    return compared(OLD, NEW)


@pytest.mark.parametrize(
    ("text", "is_quoted"),
    [
        ("代表每年联系群众不少于四次", True),
        ("“一次”是另一处的数字：每季度至少走访一次", True),
        ("代表每年联系群众不少于六次", False),
        ("代表要认真提出议案", False),
        ("四次", False),
        ("", False),
    ],
)
def test_words_that_went_are_known_wherever_they_are_quoted(
    comparison: Comparison,
    text: str,
    *,
    is_quoted: bool,
) -> None:
    assert quotes(["代表", text], runs_gone(comparison)) is is_quoted


def test_the_changed_sentences_behind_a_quote_are_named(comparison: Comparison) -> None:
    gone = runs_gone(comparison)
    found = sentences_quoted(comparison, ["见“每季度至少走访一次”"], gone)
    assert [each.text[-12:] for each in found] == ["每季度至少走访一次选民。"]
    assert sentences_quoted(comparison, ["代表要认真提出议案"], gone) == []


def test_nothing_went_from_a_text_that_stayed() -> None:
    assert runs_gone(compared(OLD, OLD)) == frozenset()
