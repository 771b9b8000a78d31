"""How much of what an item asks about nothing else does."""

from __future__ import annotations

from dataclasses import replace

from question_bank.keypoints import Kind, Pattern, Span
from question_bank.questions.queues import Ground
from question_bank.questions.values import Blank, Evidence, Item, ItemType
from question_bank.questions.workshop import Candidate

QUOTE = "代表应当出席会议，不得无故缺席"
STATEMENT = Candidate(
    Item(ItemType.TRUE_FALSE, "statement", Kind.DUTY, f"讲话指出，{QUOTE}。", truth=True),
    Evidence(10, 10 + len(QUOTE), QUOTE),
    Pattern.NORM,
    "statement",
    "fact",
    0.5,
    0,
)
KEY = Span(16, 18, "会议")
CLOZE = replace(
    STATEMENT,
    item=replace(STATEMENT.item, type=ItemType.CLOZE, blanks=(Blank(1, (KEY.text,)),), truth=None),
    key_spans=(KEY,),
)
PANEL = replace(STATEMENT, also=(Span(40, 40 + len(QUOTE), QUOTE),))


def test_nothing_is_asked_about_at_first() -> None:
    assert Ground([STATEMENT]).fresh(STATEMENT) == 1.0


def test_what_was_asked_about_once_is_fresh_no_more() -> None:
    ground = Ground([STATEMENT, CLOZE])
    ground.touch(STATEMENT)

    assert ground.fresh(STATEMENT) == 0.0
    assert ground.fresh(CLOZE) == 0.0


def test_a_cloze_asks_about_the_clauses_of_its_blanks_only() -> None:
    ground = Ground([STATEMENT, CLOZE])
    ground.touch(CLOZE)

    assert ground.fresh(CLOZE) == 0.0
    assert ground.fresh(STATEMENT) == (len(QUOTE) - 8) / len(QUOTE)


def test_a_panel_asks_about_all_that_it_goes_over() -> None:
    ground = Ground([STATEMENT, PANEL])
    ground.touch(STATEMENT)

    assert ground.fresh(PANEL) == 0.5
