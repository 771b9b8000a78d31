"""How much of what an item asks about nothing else does."""

from __future__ import annotations

from dataclasses import replace

from question_bank.keypoints import Kind, Pattern, Span
from question_bank.questions.balance import Pair
from question_bank.questions.queues import SHORTEST, SHOWN, Ground, queue_of
from question_bank.questions.values import (
    Blank,
    Evidence,
    Item,
    ItemType,
    Question,
    Verdict,
)
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


def test_a_cloze_asks_about_the_clauses_of_its_blanks_and_shows_the_rest() -> None:
    ground = Ground([STATEMENT, CLOZE])
    ground.touch(CLOZE)

    assert ground.fresh(CLOZE) == 0.0
    assert ground.fresh(STATEMENT) == SHOWN * (len(QUOTE) - 8) / len(QUOTE)


def test_a_panel_asks_about_all_that_it_goes_over() -> None:
    ground = Ground([STATEMENT, PANEL])
    ground.touch(STATEMENT)

    assert ground.fresh(PANEL) == 0.5


def test_a_statement_on_one_member_of_a_list_asks_about_no_other() -> None:
    quote = "代表的义务包括保守国家秘密、接受监督、联系选民"
    item = replace(STATEMENT.item, stem="讲话指出，接受监督是代表的一项权利。", truth=False)
    exchange = replace(
        STATEMENT, item=item, evidence=Evidence(0, len(quote), quote), pattern=Pattern.LIST
    )
    ground = Ground([exchange])
    ground.touch(exchange)

    assert ground.fresh_between(quote.index("接受"), quote.index("、联系")) == 0.0
    assert ground.fresh_between(quote.index("联系"), len(quote)) == SHOWN


def test_a_proof_of_many_lines_is_not_asked_about_as_a_whole() -> None:
    quote = "一、要点\n" + "代表应当联系选民。" * 40
    part = replace(STATEMENT, evidence=Evidence(0, len(quote), quote))
    ground = Ground([part])
    ground.touch(part)

    assert ground.fresh_between(len(quote) - 8, len(quote)) == 1.0


def waiting(start: int, importance: float, kind: Kind) -> Pair:
    """Return a choice that waits, on a stretch of the text that begins at *start*."""
    item = replace(STATEMENT.item, type=ItemType.SINGLE, form="term", kind=kind, truth=None)
    evidence = Evidence(start, start + len(QUOTE), QUOTE)
    made = replace(STATEMENT, item=item, evidence=evidence, importance=importance)
    guid = f"{start}-{importance}"
    question = Question(guid, item, evidence, guid, Verdict.REVIEW, (), importance)
    return made, question


def test_what_may_not_go_unasked_comes_before_a_second_item_on_what_is_asked() -> None:
    second = [waiting(0, 0.95 - number / 100, Kind.DUTY) for number in range(2 * SHORTEST)]
    fresh = [waiting(100 * number, 0.4, Kind.DUTY) for number in range(1, SHORTEST)]

    taken, left = queue_of([*second, *fresh], [])

    assert taken == [second[0], *fresh]
    assert left == second[1:]


def test_the_queue_ends_nearly_twice_beyond_its_room() -> None:
    many = [waiting(100 * number, 0.7, Kind.RIGHT) for number in range(10 * SHORTEST)]
    some = [waiting(100 * number, 0.4, Kind.METHOD) for number in range(10 * SHORTEST)]

    assert len(queue_of(many, [])[0]) == round(1.9 * SHORTEST)
    assert len(queue_of(some, [])[0]) == SHORTEST
