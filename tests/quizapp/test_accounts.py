"""Signing in and out, one-time links, and what an outsider can find out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from question_bank.storage import accounts
from question_bank.storage.database import Database
from question_bank.storage.models import LoginSession, Person
from question_bank.storage.models.values import Role, SessionKind
from quizapp.accounts import current_learner
from tests.quizapp.conftest import PASSWORD, Clock, Visitor, put_together

WRONG = "用户名或密码不对"
SIGN_IN = "/account/sign-in"
LINK = "/account/link/"


def credentials(username: str = "author", password: str = PASSWORD) -> dict[str, object]:
    return {"username": username, "password": password}


def count(database: Database, table: type[Person] | type[LoginSession]) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


@pytest.fixture(scope="module")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """A site with a page that stores an answer and says whose it is."""
    app = put_together(tmp_path_factory)

    @app.post("/answered")
    def answered() -> str:
        learner = current_learner(create=True)
        assert learner is not None
        return f"person {learner.person_id}"

    return app


@pytest.fixture
def link(database: Database, clock: Clock) -> str:
    """A link for a first administrator, unused."""
    with database.writer() as session:
        accounts.invite_trainer(session, token="t" * 32, role=Role.ADMIN, now=clock())
        session.commit()
    return LINK + "t" * 32


def test_a_trainer_signs_in_and_comes_to_the_page_they_wanted(author: Visitor) -> None:
    author.post("/account/sign-out")

    answer = author.post(SIGN_IN, {**credentials(), "next": "/account/password"})

    assert answer.status_code == 303
    assert answer.location == "/account/password"
    assert author.get("/account/password").status_code == 200


def test_case_and_width_of_a_username_do_not_matter(author: Visitor) -> None:
    author.post("/account/sign-out")

    assert author.post(SIGN_IN, credentials(" ＡUTHOR ")).status_code == 303


def test_an_unknown_name_is_answered_like_a_wrong_password(author: Visitor) -> None:
    author.post("/account/sign-out")

    wrong = author.post(SIGN_IN, credentials("author", "not the password"))
    unknown = author.post(SIGN_IN, credentials("nobody", "not the password"))

    assert wrong.status_code == unknown.status_code == 422
    assert WRONG in wrong.text
    without_what_differs = [
        re.sub(r'(content|value|gzip)="[^"]*"', "", each.text) for each in (wrong, unknown)
    ]
    assert without_what_differs[0] == without_what_differs[1]


def test_an_unknown_name_costs_the_same_kind_of_work(app: Flask) -> None:
    keeper = app.extensions["passwords"]
    of_somebody, of_nobody = keeper.hash(PASSWORD), keeper._nobodys  # noqa: SLF001

    # Algorithm, version, memory, passes, lanes: all that the time depends on.
    assert of_somebody.split("$")[1:4] == of_nobody.split("$")[1:4]
    assert keeper.matches(None, PASSWORD) is False


def test_after_sign_out_a_kept_cookie_is_worth_nothing(author: Visitor, app: Flask) -> None:
    kept = author.client.get_cookie("quizapp")
    assert kept is not None
    author.post("/account/sign-out")

    thief = app.test_client()
    thief.set_cookie("quizapp", kept.value)

    assert thief.get("/account/password").status_code == 303


def test_the_cookie_is_new_after_signing_in(author: Visitor) -> None:
    author.post("/account/sign-out")
    author.get(SIGN_IN)
    before = author.client.get_cookie("quizapp")

    author.post(SIGN_IN, credentials())

    after = author.client.get_cookie("quizapp")
    assert before is not None
    assert after is not None
    assert before.value != after.value
    assert after.http_only
    assert after.same_site == "Lax"


def test_the_ninth_wrong_password_for_a_name_is_not_even_tried(author: Visitor) -> None:
    author.post("/account/sign-out")
    for _ in range(8):
        assert author.post(SIGN_IN, credentials(password="wrong")).status_code == 422

    refused = author.post(SIGN_IN, credentials())

    assert refused.status_code == 429
    assert "操作太频繁" in refused.text
    assert "Retry-After" in refused.headers
    assert author.post(SIGN_IN, credentials("somebody-else")).status_code == 422


def test_right_passwords_are_not_counted(author: Visitor) -> None:
    for _ in range(12):
        author.post("/account/sign-out")
        assert author.post(SIGN_IN, credentials()).status_code == 303


@pytest.mark.parametrize(
    "target",
    [
        "https://evil.example/",
        "//evil.example",
        r"/\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "evil.example",
    ],
)
def test_nobody_is_led_to_another_site(author: Visitor, target: str) -> None:
    author.post("/account/sign-out")

    answer = author.post(SIGN_IN, {**credentials(), "next": target})

    assert "evil" not in answer.location
    assert "javascript" not in answer.location


def test_a_trainer_is_signed_out_after_twelve_idle_hours(author: Visitor, clock: Clock) -> None:
    clock.advance(hours=11)
    assert author.get("/account/password").status_code == 200
    clock.advance(hours=11)
    assert author.get("/account/password").status_code == 200

    clock.advance(hours=13)

    assert author.get("/account/password").status_code == 303


def test_a_trainer_signs_in_at_least_once_in_thirty_days(author: Visitor, clock: Clock) -> None:
    for _ in range(65):
        clock.advance(hours=11)
        author.get("/account/password")

    assert clock.time.month == 3
    assert author.get("/account/password").status_code == 200
    clock.advance(hours=6)
    assert author.get("/account/password").status_code == 303


def test_a_page_for_trainers_leads_to_the_sign_in_page_and_back(visitor: Visitor) -> None:
    answer = visitor.get("/account/password")

    assert answer.status_code == 303
    assert answer.location == "/account/sign-in?next=/account/password"


def test_htmx_is_told_to_load_the_sign_in_page(visitor: Visitor) -> None:
    answer = visitor.client.get(
        "/account/password",
        headers={"HX-Request": "true", "HX-Current-URL": "http://localhost/preferences"},
    )

    assert answer.headers["HX-Redirect"] == "/account/sign-in?next=/preferences"


def test_no_browser_keeps_a_trainers_page(author: Visitor, visitor: Visitor) -> None:
    assert author.get("/account/password").headers["Cache-Control"] == "no-store"
    assert visitor.get("/preferences").headers["Cache-Control"] == "private, no-cache"


def test_a_link_makes_one_account_with_all_roles(
    visitor: Visitor, link: str, database: Database
) -> None:
    assert "注册账号" in visitor.get(link).text
    form = {"username": "王主任", "password": PASSWORD, "repeated": PASSWORD}

    answer = visitor.post(link, form)

    assert answer.status_code == 303
    assert visitor.get("/account/password").status_code == 200
    with database.reader() as session:
        person = accounts.find_trainer(session, "王主任")
        assert person is not None
        assert person.roles == set(Role)
    again = visitor.post(link, {**form, "username": "second"})
    assert again.status_code == 404
    assert "已经用过" in again.text


def test_a_link_ends_after_seven_days(visitor: Visitor, link: str, clock: Clock) -> None:
    clock.advance(days=7)

    assert visitor.get(link).status_code == 404


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        pytest.param({"username": "x"}, "用户名用 2 到 40", id="short name"),
        pytest.param({"username": "<b>bold</b>"}, "用户名用 2 到 40", id="markup in name"),
        pytest.param({"password": "short", "repeated": "short"}, "密码至少 10 个字符", id="short"),
        pytest.param({"password": "x" * 201}, "密码最多 200 个字符", id="long"),
        pytest.param({"password": "somebody12", "repeated": ""}, "密码不能就是用户名", id="name"),
        pytest.param({"password": "Password123"}, "这个密码太常见", id="common"),
        pytest.param({"password": "ababababab"}, "这个密码太常见", id="two characters"),
        pytest.param({"repeated": "different"}, "两次输入的密码不一样", id="repeated"),
    ],
)
def test_a_bad_name_or_password_makes_no_account(
    visitor: Visitor, link: str, database: Database, form: dict[str, object], sentence: str
) -> None:
    good = {"username": "somebody", "password": PASSWORD, "repeated": PASSWORD}

    answer = visitor.post(link, good | form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert count(database, Person) == 0
    assert visitor.post(link, good).status_code == 303


def test_a_taken_name_leaves_the_link_good(author: Visitor, visitor: Visitor, link: str) -> None:
    form = {"username": "Author", "password": PASSWORD, "repeated": PASSWORD}

    assert author.get("/account/password").status_code == 200
    refused = visitor.post(link, form)

    assert refused.status_code == 422
    assert "已经有人用了" in refused.text
    assert visitor.post(link, {**form, "username": "another"}).status_code == 303


def test_a_reset_link_changes_the_password_and_ends_sessions(
    author: Visitor, visitor: Visitor, database: Database, clock: Clock
) -> None:
    with database.writer() as session:
        person = accounts.find_trainer(session, "author")
        assert person is not None
        accounts.invite_to_reset(session, token="r" * 32, person_id=person.id, now=clock())
        session.commit()
    new = {"password": "一个全新的密码而且很长", "repeated": "一个全新的密码而且很长"}

    assert "重设密码" in visitor.get(LINK + "r" * 32).text
    answer = visitor.post(LINK + "r" * 32, {**new, "username": "somebody-else"})

    assert answer.status_code == 303
    assert author.get("/account/password").status_code == 303
    assert author.post(SIGN_IN, credentials()).status_code == 422
    assert author.post(SIGN_IN, credentials("author", new["password"])).status_code == 303


def test_a_new_password_ends_the_other_sessions_only(author: Visitor, visitor: Visitor) -> None:
    visitor.post(SIGN_IN, credentials())
    new = "一个全新的密码而且很长"

    refused = author.post("/account/password", {"current": "x", "password": new, "repeated": new})
    changed = author.post(
        "/account/password", {"current": PASSWORD, "password": new, "repeated": new}
    )

    assert refused.status_code == 422
    assert "现在的密码不对" in refused.text
    assert changed.status_code == 303
    assert author.get("/account/password").status_code == 200
    assert visitor.get("/account/password").status_code == 303


def test_looking_around_stores_nobody_and_answering_stores_a_deputy(
    visitor: Visitor, database: Database
) -> None:
    visitor.get("/preferences")
    visitor.post("/preferences", {"text": "large"})
    assert count(database, Person) == 0

    first, second = visitor.post("/answered"), visitor.post("/answered")

    assert first.text == second.text == "person 1"
    assert count(database, Person) == 1
    with database.reader() as session:
        [opened] = session.scalars(select(LoginSession))
    assert opened.kind is SessionKind.DEVICE


def test_a_deputy_is_known_for_a_year_of_silence(visitor: Visitor, clock: Clock) -> None:
    visitor.post("/answered")
    clock.advance(days=399)
    # The test's browser counts by its own clock, so the cookie is carried by hand.
    assert visitor.post("/answered").text == "person 1"

    clock.advance(days=401)

    assert visitor.post("/answered").text == "person 2"


def test_a_deputy_who_signs_in_as_a_trainer_finds_their_record_again(
    visitor: Visitor, sign_in: Callable[[Role], Visitor]
) -> None:
    deputy = visitor.post("/answered").text
    sign_in(Role.AUTHOR)

    visitor.post(SIGN_IN, credentials())
    trainer = visitor.post("/answered").text
    visitor.post("/account/sign-out")

    assert deputy == "person 1"
    assert trainer == "person 2"
    assert visitor.post("/answered").text == deputy
