"""Laying cards aside, limits, the list of all cards, statistics: as a browser and as htmx."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select, update

from question_bank.storage.database import Database
from question_bank.storage.models import Bookmark, Card, Progress, Question
from question_bank.storage.models.values import CardState
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy
from tests.quizapp.learner.test_cards import form_of


@pytest.fixture
def learner(deputy: Deputy) -> Deputy:
    """A deputy with four cards."""
    assert deputy.visitor.post("/cards", {"kind": ["duty", "system"]}).status_code == 303
    return deputy


def shown_card(page: str) -> str:
    return form_of(page)[0]


def let_rest(deputy: Deputy, how: str, *, htmx: bool = False) -> tuple[str, str]:
    """Lay the card on top aside; return its address and the page that follows."""
    card = shown_card(deputy.visitor.get("/cards").text)
    answer = deputy.visitor.post(f"{card}/rest", {"how": how}, htmx=htmx)
    if htmx:
        return card, answer.text
    assert answer.status_code == 303
    return card, deputy.visitor.get(answer.location).text


def all_in_review(database: Database, clock: Clock, **values: object) -> None:
    """Let every card have been learnt ten days ago and be due yesterday."""
    with database.writer() as session:
        session.execute(
            update(Card).values(
                state=CardState.REVIEW,
                stability=5.0,
                difficulty=5.0,
                reps=9,
                last_review=clock() - timedelta(days=10),
                due=clock() - timedelta(days=1),
                **values,
            )
        )
        session.commit()


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize(("how", "words"), [("suspend", "已停用"), ("bury", "明天再来")])
def test_a_card_is_laid_aside_and_taken_back(
    learner: Deputy, how: str, words: str, *, htmx: bool
) -> None:
    card, page = let_rest(learner, how, htmx=htmx)

    assert words in page
    assert shown_card(page) != card
    assert ("<html" in page) is not htmx
    back = learner.visitor.post(f"{card}/rest", {"how": "wake"}, htmx=True).text
    assert shown_card(back) == card


def test_a_buried_card_comes_back_tomorrow(learner: Deputy, clock: Clock) -> None:
    card, _ = let_rest(learner, "bury")
    clock.advance(days=1)
    assert shown_card(learner.visitor.get("/cards").text) == card


def test_somebody_elses_card_cannot_be_laid_aside(learner: Deputy, other: Visitor) -> None:
    card = shown_card(learner.visitor.get("/cards").text)
    other.post("/practice", {"mode": "daily"})

    assert other.post(f"{card}/rest", {"how": "suspend"}).status_code == 404
    assert other.post(f"{card}/book").status_code == 404
    with learner.database.reader() as session:
        assert not any(session.scalars(select(Card.suspended)))


@pytest.mark.parametrize("how", ["", "delete", "x" * 99])
def test_what_cannot_become_of_a_card_changes_nothing(learner: Deputy, how: str) -> None:
    card = shown_card(learner.visitor.get("/cards").text)
    assert learner.visitor.post(f"{card}/rest", {"how": how}).status_code == 422
    assert shown_card(learner.visitor.get("/cards").text) == card


@pytest.mark.parametrize("htmx", [False, True])
def test_a_card_forgotten_eight_times_rests_and_goes_to_the_book(
    learner: Deputy, clock: Clock, *, htmx: bool
) -> None:
    all_in_review(learner.database, clock, lapses=7)
    card, fields = form_of(learner.visitor.get("/cards").text)
    answer = learner.visitor.post(card, {**fields, "rating": "1"}, htmx=htmx)
    page = answer.text if htmx else learner.visitor.get(answer.location).text

    assert "先替您停用了" in page
    assert "放进错题本" in page
    with learner.database.reader() as session:
        assert session.get_one(Card, int(card.rsplit("/", 1)[1])).suspended
    answer = learner.visitor.post(f"{card}/book")
    assert answer.status_code == 303
    with learner.database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Progress)) == 1


def test_a_backlog_is_told_kindly_and_spread(learner: Deputy, clock: Clock) -> None:
    all_in_review(learner.database, clock)
    form = {"new": "10", "reviews": "20", "hour": "4", "spread": "yes"}
    learner.visitor.post("/cards/settings", form)
    assert "积了" not in learner.visitor.get("/cards").text

    with learner.database.writer() as session:
        sample = session.scalars(select(Card)).first()
        assert sample is not None
        questions = session.scalars(select(Question.id)).all()
        values = {column.name: getattr(sample, column.name) for column in Card.__table__.columns}
        values.pop("id")
        for question_id in questions:
            for ordinal in range(10, 14):
                session.add(Card(**{**values, "question_id": question_id, "ordinal": ordinal}))
        session.commit()
    page = learner.visitor.get("/cards").text

    waiting = 4 + 4 * len(questions)
    assert f"积了 {waiting} 张，已分到 {-(-waiting // 20)} 天" in page
    assert "还剩 20" in page


def test_limits_are_kept_and_shown_again(learner: Deputy) -> None:
    form = {"new": "0", "reviews": "100", "hour": "6"}
    assert learner.visitor.post("/cards/settings", form).status_code == 303
    page = learner.visitor.get("/cards/settings").text

    for name, value in form.items():
        assert re.search(rf'name="{name}"\s+value="{value}"\s+checked', page)
    assert not re.search(r'name="spread"[^>]*checked', page)
    assert "现在没有到期的卡片" in learner.visitor.get("/cards").text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_limit_that_was_not_on_offer_is_refused(learner: Deputy, *, htmx: bool) -> None:
    form = {"new": "9999", "reviews": "60", "hour": "4"}
    answer = learner.visitor.post("/cards/settings", form, htmx=htmx)

    assert answer.status_code == 422
    assert "请在列出的选项里选。" in answer.text
    assert re.search(
        r'name="new"\s+value="10"\s+checked', learner.visitor.get("/cards/settings").text
    )


def test_all_cards_are_listed_searched_and_laid_aside_by_hand(learner: Deputy) -> None:
    page = learner.visitor.get("/cards/all").text
    assert "4 张卡片" in page
    found = learner.visitor.get("/cards/all?q=监督执行&part=new", htmx=True).text
    assert "<html" not in found
    assert found.count("card-line__stem") == 1

    card = re.search(r'action="(/cards/\d+/rest)"', page)
    assert card
    answer = learner.visitor.post(card[1], {"how": "suspend", "next": "/cards/all?part=resting"})
    resting = learner.visitor.get(answer.location).text
    assert resting.count("card-line__stem") == 1
    assert "恢复" in resting


@pytest.mark.parametrize("query", ["page=99999999999999999999", "part=x", "q=%00%25_", "page=-1"])
def test_absurd_questions_to_the_list_get_an_answer(learner: Deputy, query: str) -> None:
    assert learner.visitor.get(f"/cards/all?{query}").status_code == 200


def test_statistics_say_in_words_what_the_bars_show(learner: Deputy, clock: Clock) -> None:
    all_in_review(learner.database, clock)
    page = learner.visitor.get("/cards/statistics").text

    assert "4 张卡片里，0 张记牢了" in page
    assert re.search(r'aria-label="今天：4 张"', page)
    assert page.count("<progress") == 5 + 7


def test_cards_are_made_of_bookmarks_only(deputy: Deputy, database: Database) -> None:
    deputy.finish(deputy.start(kind="system"))
    with database.writer() as session:
        progress = session.scalars(select(Progress)).one()
        session.add(
            Bookmark(
                person_id=progress.person_id,
                question_id=progress.question_id,
                created_at=progress.last_answered_at,
            )
        )
        session.commit()
    assert deputy.visitor.post("/cards", {"from": "bookmarked"}).status_code == 303

    with database.reader() as session:
        assert session.scalars(select(Card.source)).all() == ["bookmark"]


def test_what_is_all_in_the_cards_already_is_said(learner: Deputy) -> None:
    answer = learner.visitor.post("/cards", {"kind": "duty"})
    assert answer.status_code == 422
    assert "都已经在您的卡片里了" in answer.text


@pytest.mark.parametrize(
    "path", ["/cards/all", "/cards/statistics", "/cards/settings", "/cards/add"]
)
def test_pages_on_cards_answer_a_newcomer_and_htmx(deputy: Deputy, path: str) -> None:
    whole, part = deputy.visitor.get(path), deputy.visitor.get(path, htmx=True)
    assert whole.status_code == part.status_code == 200
    assert "<html" in whole.text
    assert "<html" not in part.text
