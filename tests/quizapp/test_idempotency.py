"""A form that is sent twice is carried out once."""

from __future__ import annotations

import threading

import pytest
from flask import Flask
from flask.typing import ResponseReturnValue
from sqlalchemy import func, select

from question_bank.storage.database import Database
from question_bank.storage.models import Setting
from quizapp import clock as site_clock
from quizapp.database import writer
from quizapp.idempotency import commit_once, once, submission_token
from tests.quizapp.conftest import Clock, Visitor, put_together


@pytest.fixture
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site anew for each test: they give it addresses of their own."""
    return put_together(tmp_path_factory)


@pytest.fixture
def form(app: Flask) -> str:
    """The address of a form that stores one row each time it is carried out."""

    @app.post("/rows", endpoint="rows")
    @once
    def store() -> ResponseReturnValue:
        with writer() as session:
            number = rows_in(app.extensions["quizapp.database"])
            session.add(Setting(name=f"row {number}", content={}, changed_at=site_clock.now()))
            return commit_once(session, f"/rows/{number}")

    return "/rows"


def rows_in(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(Setting)) or 0


def test_the_second_sending_leads_to_the_same_place(
    visitor: Visitor, form: str, database: Database
) -> None:
    sent = {"submission": submission_token()}

    first, second = visitor.post(form, sent), visitor.post(form, sent)

    assert first.location == second.location == "/rows/0"
    assert first.status_code == second.status_code == 303
    assert rows_in(database) == 1


def test_htmx_is_led_to_the_same_place(visitor: Visitor, form: str, database: Database) -> None:
    sent = {"submission": submission_token()}
    visitor.post(form, sent, htmx=True)

    again = visitor.post(form, sent, htmx=True)

    assert again.headers["HX-Redirect"] == "/rows/0"
    assert rows_in(database) == 1


@pytest.mark.parametrize("token", [None, "", "short", "x" * 65, "' OR 1=1 --------------"])
def test_without_a_proper_token_each_sending_counts(
    visitor: Visitor, form: str, database: Database, token: str | None
) -> None:
    sent = {} if token is None else {"submission": token}

    visitor.post(form, sent)
    visitor.post(form, sent)

    assert rows_in(database) == 2


def test_somebody_elses_token_is_as_good_as_new(
    form: str, visitor: Visitor, author: Visitor, database: Database
) -> None:
    sent = {"submission": submission_token()}

    first, others = visitor.post(form, sent), author.post(form, sent)

    assert [first.location, others.location] == ["/rows/0", "/rows/1"]
    assert rows_in(database) == 2


def test_a_form_that_failed_may_be_sent_again(
    app: Flask, visitor: Visitor, database: Database
) -> None:
    attempts: list[str] = []

    @app.post("/shaky")
    @once
    def shaky() -> ResponseReturnValue:
        attempts.append("tried")
        with writer() as session:
            session.add(Setting(name="row", content={}, changed_at=site_clock.now()))
            session.flush()
            if len(attempts) == 1:
                return "no", 422
            return commit_once(session, "/done")

    sent = {"submission": submission_token()}

    assert visitor.post("/shaky", sent).status_code == 422
    assert rows_in(database) == 0
    assert visitor.post("/shaky", sent).location == "/done"
    assert rows_in(database) == 1


def test_a_double_click_is_carried_out_once(
    app: Flask, form: str, author: Visitor, database: Database
) -> None:
    sent = {"submission": submission_token(), "csrf_token": author.token()}
    cookie = author.client.get_cookie("quizapp")
    assert cookie is not None
    locations: list[str] = []

    def click() -> None:
        browser = app.test_client()
        browser.set_cookie("quizapp", cookie.value)
        locations.append(browser.post(form, data=sent).location)

    clicks = [threading.Thread(target=click) for _ in range(4)]
    for each in clicks:
        each.start()
    for each in clicks:
        each.join()

    assert locations == ["/rows/0"] * 4
    assert rows_in(database) == 1


def test_old_forms_are_forgotten(
    visitor: Visitor, form: str, database: Database, clock: Clock
) -> None:
    sent = {"submission": submission_token()}
    visitor.post(form, sent)
    clock.advance(days=8)
    visitor.post(form, {"submission": submission_token()})

    visitor.post(form, sent)

    assert rows_in(database) == 3
