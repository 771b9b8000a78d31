from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select, update

from question_bank.storage.database import Database
from question_bank.storage.models import LoginSession, Person, Question
from question_bank.storage.models.values import Status
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy

Statements = Callable[[], AbstractContextManager[list[str]]]


def test_a_first_visitor_reads_what_this_is_and_finds_one_button(deputy: Deputy) -> None:
    page = deputy.visitor.get("/").text

    assert "题目出自讲话和法律原文" in page
    assert "开始" in page
    assert 'value="daily"' in page


def test_a_bank_with_nothing_published_says_so(visitor: Visitor, database: Database) -> None:
    with database.writer() as session:
        session.execute(update(Question).values(status=Status.RETIRED))
        session.commit()
    page = visitor.get("/").text

    assert "题库正在准备" in page
    assert "今日五题" not in page


@pytest.mark.parametrize("path", ["/", "/practice", "/cards", "/decks", "/me", "/decks/deck.apkg"])
def test_looking_stores_nothing(deputy: Deputy, database: Database, path: str) -> None:
    answer = deputy.visitor.get(path)

    assert answer.status_code == 200
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(LoginSession)) == 0
        # The reviewer of the samples, and nobody else.
        assert session.scalar(select(func.count()).select_from(Person)) == 1


@pytest.mark.parametrize("path", ["/", "/practice", "/cards", "/me"])
def test_htmx_gets_a_part_of_each_page(deputy: Deputy, path: str) -> None:
    whole, part = deputy.visitor.get(path), deputy.visitor.get(path, htmx=True)

    assert "<html" in whole.text
    assert "<html" not in part.text
    assert "HX-Request" in part.headers["Vary"]


def test_today_five_are_done_once_a_day(deputy: Deputy, clock: Clock) -> None:
    deputy.finish(deputy.start(mode="daily"))
    done = deputy.visitor.get("/").text
    clock.advance(days=1)
    tomorrow = deputy.visitor.get("/").text

    assert "今天的都学完了" in done
    assert "今日五题" in tomorrow


def test_a_day_begins_at_four_in_the_morning(deputy: Deputy, clock: Clock) -> None:
    clock.time = clock.time.replace(hour=15)  # 23:00 in Beijing
    deputy.finish(deputy.start(mode="daily"))
    clock.advance(hours=4)
    assert "今天的都学完了" in deputy.visitor.get("/").text
    clock.advance(hours=2)
    assert "今日五题" in deputy.visitor.get("/").text


def test_progress_is_said_in_words_beside_each_bar(deputy: Deputy) -> None:
    deputy.finish(deputy.start(kind="duty", length="all"), wrong=frozenset({2}))
    page = deputy.visitor.get("/").text

    assert "1 / 3 题" in page
    assert re.search(r'value="1"\s+max="3"', page)


def test_wrong_answers_and_due_cards_are_offered(deputy: Deputy) -> None:
    deputy.finish(deputy.start(kind="duty", length="all"), wrong=frozenset({1, 2}))
    page = deputy.visitor.get("/").text

    assert "2 题，连续答对 2 次就移出" in page
    assert re.search(r"<b>2</b>\s*张卡片该复习了", page)


def test_home_asks_the_bank_little(deputy: Deputy, statements: Statements) -> None:
    deputy.finish(deputy.start(mode="daily"))
    with statements() as seen:
        deputy.visitor.get("/")

    asked = [each for each in seen if each.startswith("SELECT")]
    assert len(asked) <= 10


def test_the_page_speaks_english(deputy: Deputy) -> None:
    deputy.visitor.client.set_cookie("preferences", "language=en")
    page = deputy.visitor.get("/").text
    assert 'lang="en"' in page


def test_the_table_to_listen_to_says_what_the_bars_show(deputy: Deputy) -> None:
    deputy.finish(deputy.start(kind="duty", length="all"), wrong=frozenset({2}))
    page = deputy.visitor.get("/").text

    row = r'<th scope="row">职责</th><td>1</td><td>1</td><td>3</td>'
    assert re.search(row, page)
    assert re.search(r'<ul class="bars" aria-hidden="true">', page)


def test_days_of_the_week_are_counted_and_none_is_missed(deputy: Deputy, clock: Clock) -> None:
    assert "这周学了" not in deputy.visitor.get("/").text
    deputy.answer(deputy.start(mode="daily"), 1)
    clock.advance(days=2)
    deputy.visitor.post("/cards", {"kind": "duty"})
    card = re.search(r'action="(/cards/\d+)"', deputy.visitor.get("/cards").text)
    assert card
    deputy.visitor.post(card[1], {"rating": "3"})
    page = deputy.visitor.get("/").text

    assert "这周学了 2 天" in page
    assert page.count("week__day--done") == 2
    clock.advance(days=5)
    assert "这周学了" not in deputy.visitor.get("/").text


def test_an_open_practice_comes_before_cards_and_the_five(deputy: Deputy) -> None:
    deputy.finish(deputy.start(kind="duty", length="all"), wrong=frozenset({1}))
    attempt = deputy.start(length="all")
    deputy.answer(attempt, 1)
    page = deputy.visitor.get("/").text

    assert "上次没做完" in page
    assert page.count("button--primary") == 1
    assert "1 张到期" in page
