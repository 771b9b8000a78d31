from __future__ import annotations

import re

import pytest
from sqlalchemy import func, select

from question_bank.storage.database import Database
from question_bank.storage.models import Card, Review
from question_bank.storage.models.values import CardState
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy


def count(database: Database, table: type[Card] | type[Review]) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def form_of(page: str) -> tuple[str, dict[str, object]]:
    """Return address and hidden fields of the four buttons on *page*."""
    address = re.search(r'action="(/cards/\d+)"', page)
    reps = re.search(r'name="reps" value="(\d+)"', page)
    sent = re.findall(r'name="submission" value="([\w-]+)"', page)
    assert address
    assert reps
    return address[1], {"reps": reps[1], "submission": sent[-1]}


def press(deputy: Deputy, rating: str, *, htmx: bool = False) -> str:
    address, fields = form_of(deputy.visitor.get("/cards").text)
    answer = deputy.visitor.post(address, {**fields, "rating": rating}, htmx=htmx)
    assert answer.status_code == (200 if htmx else 303)
    return answer.text if htmx else deputy.visitor.get("/cards").text


@pytest.fixture
def learner(deputy: Deputy) -> Deputy:
    """A deputy with cards of every system and duty question."""
    answer = deputy.visitor.post("/cards", {"kind": ["duty", "system"]})
    assert answer.status_code == 303
    return deputy


def test_without_cards_the_page_says_how_to_get_some(deputy: Deputy) -> None:
    page = deputy.visitor.get("/cards").text

    assert "还没有卡片" in page
    assert "加入卡片" in page


def test_chosen_kinds_become_cards_once(learner: Deputy) -> None:
    learner.visitor.post("/cards", {"kind": ["duty", "system"]})
    assert count(learner.database, Card) == 4


def test_a_cloze_becomes_one_card_a_blank(deputy: Deputy) -> None:
    deputy.visitor.post("/cards", {"kind": "slogan"})
    page = deputy.visitor.get("/cards").text

    assert count(deputy.database, Card) == 3
    assert page.count("blank__empty") == 1
    assert "人大的水平看代表" in page


def test_a_card_shows_its_front_its_back_and_four_intervals(learner: Deputy) -> None:
    page = learner.visitor.get("/cards").text

    assert "翻面" in page
    for words in ("忘了", "吃力", "记得", "轻松", "1 分钟", "10 分钟"):
        assert words in page
    assert "<details" in page


@pytest.mark.parametrize(("query", "is_open"), [("", False), ("?show=1", True)])
def test_the_back_can_be_asked_for_by_address(
    learner: Deputy, query: str, *, is_open: bool
) -> None:
    page = learner.visitor.get(f"/cards{query}").text
    assert bool(re.search(r"<details[^>]*\sopen", page)) is is_open


@pytest.mark.parametrize("htmx", [False, True])
def test_a_press_moves_on_to_the_next_card(learner: Deputy, *, htmx: bool) -> None:
    before, _ = form_of(learner.visitor.get("/cards").text)
    page = press(learner, "4", htmx=htmx)

    assert form_of(page)[0] != before
    assert "今天翻了 1 · 还剩 3" in page
    assert ("<html" in page) is not htmx


def test_a_forgotten_card_comes_back_in_a_minute(learner: Deputy, clock: Clock) -> None:
    address, _ = form_of(learner.visitor.get("/cards").text)
    press(learner, "1")
    clock.advance(minutes=2)
    assert form_of(learner.visitor.get("/cards").text)[0] == address


def test_the_same_press_twice_counts_once(learner: Deputy) -> None:
    address, fields = form_of(learner.visitor.get("/cards").text)
    for _ in range(2):
        learner.visitor.post(address, {**fields, "rating": "3"})
    assert count(learner.database, Review) == 1


def test_a_press_on_a_page_left_open_changes_nothing(learner: Deputy) -> None:
    address, fields = form_of(learner.visitor.get("/cards").text)
    learner.visitor.post(address, {**fields, "rating": "3"})
    learner.visitor.post(address, {"reps": fields["reps"], "rating": "1"})

    with learner.database.reader() as session:
        assert session.scalars(select(Review.rating)).all() == [3]


def test_the_last_press_can_be_taken_back(learner: Deputy) -> None:
    address, _ = form_of(learner.visitor.get("/cards").text)
    page = press(learner, "4")
    found = re.search(r'name="review" value="(\d+)"', page)
    assert found
    answer = learner.visitor.post("/cards/undo", {"review": found[1]}, htmx=True)

    assert form_of(answer.text)[0] == address
    with learner.database.reader() as session:
        assert set(session.scalars(select(Card.state))) == {CardState.NEW}
    assert count(learner.database, Review) == 0


@pytest.mark.parametrize("review", ["", "x", "0", "9" * 60])
def test_taking_back_what_never_was_is_not_found(learner: Deputy, review: str) -> None:
    assert learner.visitor.post("/cards/undo", {"review": review}).status_code == 404


def test_when_all_are_turned_the_page_says_so(learner: Deputy) -> None:
    pages = [press(learner, "4") for _ in range(4)]
    assert "今天的卡片翻完了" in pages[-1]


def test_no_more_than_ten_new_cards_come_a_day(deputy: Deputy, clock: Clock) -> None:
    deputy.visitor.post("/cards")
    assert count(deputy.database, Card) > 10
    pages = [press(deputy, "4") for _ in range(10)]
    assert "今天的卡片翻完了" in pages[-1]
    clock.advance(days=1)
    assert "翻面" in deputy.visitor.get("/cards").text


@pytest.mark.parametrize("rating", ["", "0", "5", "good", "9" * 99])
def test_a_button_that_does_not_exist_changes_nothing(learner: Deputy, rating: str) -> None:
    address, fields = form_of(learner.visitor.get("/cards").text)
    answer = learner.visitor.post(address, {**fields, "rating": rating})

    assert answer.status_code == 422
    assert "请在四个按钮里选一个" in answer.text
    assert count(learner.database, Review) == 0


def test_somebody_elses_card_is_not_found(learner: Deputy, other: Visitor) -> None:
    address, fields = form_of(learner.visitor.get("/cards").text)
    other.post("/practice", {"mode": "daily"})
    answer = other.post(address, {**fields, "rating": "3"})

    assert answer.status_code == 404
    assert count(learner.database, Review) == 0


def test_a_kind_that_was_not_on_offer_makes_no_cards(deputy: Deputy) -> None:
    answer = deputy.visitor.post("/cards", {"kind": "nonsense"})

    assert answer.status_code == 422
    assert "请在列出的选项里选。" in answer.text
    assert count(deputy.database, Card) == 0
