"""What of a law waits for a trainer: short, varied, the best first."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

from question_bank.keypoints import Kind, Pattern
from question_bank.questions.statute_queues import SHORTEST, in_turns, queue_of_statute
from question_bank.questions.values import Evidence, Item, ItemType, Option, Question, Verdict
from question_bank.questions.varying import LEAVES
from question_bank.questions.workshop import Candidate

Pair = tuple[Candidate, Question]


def waiting(place: int, form: str = "panel", turn: str = "", group: str = "") -> Pair:
    """Return an item on the rule that begins at *place*; a panel turns on *turn*."""
    is_panel = form == "panel"
    item = Item(
        type=ItemType.SINGLE if is_panel else ItemType.TRUE_FALSE,
        form=form,
        kind=Kind.DUTY,
        stem=f"第{place}题",
        options=(Option(1, "甲", correct=True, feedback=""),) if is_panel else (),
        truth=None if is_panel else True,
    )
    evidence = Evidence(place, place + 20, "县人民政府应当每年向主席团报告工作情况一次")
    made = Candidate(item, evidence, Pattern.NORM, form, f"rule-{place}", 0.6, 0, turn=turn)
    made = replace(made, group=group or f"rule-{place}@1")
    guid = f"{form}-{place}"
    return made, Question(guid, item, evidence, made.fact, Verdict.REVIEW, (), 0.6)


def places(start: int, count: int) -> range:
    return range(start, start + 100 * count, 100)


def test_a_third_of_the_queue_at_most_leaves_a_duty_to_choice() -> None:
    leaves = [waiting(place, turn=LEAVES) for place in places(0, 20)]
    others = [waiting(place) for place in places(5000, 6)]
    taken, more, _ = queue_of_statute([*leaves, *others], [])

    assert sum(pair[0].turn == LEAVES for pair in taken) == 3
    assert len(more) == 17


def test_three_statements_at_most_wait_on_one_list() -> None:
    members = [waiting(place, "member", group="rule-1@1") for place in places(0, 9)]
    taken, more, _ = queue_of_statute(members, [])

    assert [len(taken), len(more)] == [3, 6]


def test_a_queue_is_about_as_long_as_what_is_published() -> None:
    published = [waiting(place) for place in places(90000, 30)]
    others = [waiting(place) for place in places(0, 200)]

    assert len(queue_of_statute(others, published)[0]) <= 1.8 * len(published)
    assert SHORTEST <= len(queue_of_statute(others, [])[0]) <= 2 * SHORTEST


def test_what_asks_something_goes_before_what_merely_copies_a_rule() -> None:
    copies = [waiting(place, "statement") for place in places(0, 40)]
    others = [waiting(place) for place in places(9000, 12)]
    taken, _, rest = queue_of_statute([*copies, *others], [])

    assert {pair[1].guid for pair in others} <= {pair[1].guid for pair in taken}
    assert rest


def test_no_three_of_a_form_follow_each_other_where_others_are_left() -> None:
    ranked = [waiting(place) for place in places(0, 5)]
    ranked += [waiting(place, "statement") for place in places(900, 3)]
    forms = [pair[1].item.form for pair in in_turns(ranked)]

    assert Counter(forms) == {"panel": 5, "statement": 3}
    assert forms[:6] == ["panel", "panel", "statement", "panel", "panel", "statement"]


@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_items_keep_their_order(count: int) -> None:
    ranked = [waiting(place) for place in places(0, count)]

    assert in_turns(ranked) == ranked
