"""
Every route, as every role: who sees it, and that nothing breaks it.

The routes are read from the site itself, so that a new page cannot be forgotten:
it belongs to one of the areas below or the first test fails.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.routing import Rule

from question_bank.storage.database import Database
from question_bank.storage.models.values import Role
from quizapp import create_app, system_clock
from quizapp.config import Settings
from tests.bank import fill
from tests.quizapp.conftest import Visitor, renew

#: Open to everybody: deputies need no account.
OPEN = {"assets", "home", "quiz", "cards", "decks", "me", "preferences", "accounts"} | {
    "join",
    "office_sign",
    "record",
    "mydata",
    "elsewhere",
    "reading",
    "exams",
    "plans",
    "pocket",
    "wrong",
    "bookmarks",
    "reports",
    "looking",
}
#: Open to trainers only, as are these pages of `accounts`.
TRAINERS = {"overview", "statistics", "questions", "documents", "trainer_decks", "exchange"} | {
    "invitations",
    "people",
    "people_import",
    "person",
    "groups",
    "requests",
    "papers",
    "review",
    "words",
    "trainer_reports",
}
#: Open to administrators only, as are two files and a page with people in them.
ADMINS = {"staff", "office", "auditlog"}
ADMIN_FILES = {"people.download", "person.data", "person.merging"}
#: Forms that only administrators may send, and those that authors may not send either.
ADMIN_DEEDS = {"office.save", "office.save_logo", "office.back_up", "staff.invite"} | {
    f"person.{name}" for name in ("change", "merge", "reset", "grant")
}
REVIEWER_DEEDS = {
    *(f"papers.{name}" for name in ("cancel", "close", "extend", "freeze", "thaw", "regrade")),
    *(f"papers.{name}" for name in ("results_file", "decide", "enter_answers")),
    *(f"review.{name}" for name in ("accept", "reject", "undo", "accept_batch", "undo_batch")),
    *(f"words.{name}" for name in ("switch", "create_set", "change_set", "add_term")),
    *("documents.archive", "documents.restore", "questions.act", "questions.accept_text"),
}
PASSWORD_PAGES = {"accounts.password", "accounts.change_password"}
#: Answers that a page may give to somebody it is open to: no redirect to sign in,
#: no 401, 403 or 405, and nothing from 500 on.
WELCOME = {200, 303, 400, 404, 409, 413, 422}
#: Rows that are not there, however far one looks.
ABSURD = ["0", "7777777", "9223372036854775807", "9223372036854775808", "9" * 40]


@dataclass(frozen=True)
class Route:
    """One address with one of its methods."""

    endpoint: str
    method: str
    rule: str

    @property
    def area(self) -> str:
        return self.endpoint.split(".")[0]

    @property
    def is_for_trainers(self) -> bool:
        return self.area in TRAINERS | ADMINS or self.endpoint in PASSWORD_PAGES

    def is_closed_to(self, role: Role) -> bool:
        """Whether only administrators see it, and *role* is another."""
        is_theirs = self.area in ADMINS or self.endpoint in ADMIN_FILES
        return is_theirs and role is not Role.ADMIN

    def __str__(self) -> str:
        return f"{self.method} {self.rule}"


def routes() -> Iterator[Route]:
    with tempfile.TemporaryDirectory() as folder:
        app = create_app(Settings(instance=Path(folder), secret_key="only for the tests"))
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield Route(rule.endpoint, method, rule.rule)


ROUTES = sorted(routes(), key=str)
NUMBERED = [route for route in ROUTES if "<int:" in route.rule]
FOR_TRAINERS = [route for route in ROUTES if route.is_for_trainers]
FOR_ALL = [route for route in ROUTES if not route.is_for_trainers]


@pytest.fixture(scope="session")
def filled_bank(empty_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bank with a document and questions, to be copied."""
    file = tmp_path_factory.mktemp("filled") / "quizapp.db"
    shutil.copyfile(empty_bank, file)
    database = Database(f"sqlite:///{file}")
    with database.writer() as session:
        fill(session)
        session.commit()
    database.close()
    return file


@pytest.fixture
def app(built_site: Flask, filled_bank: Path) -> Iterator[Flask]:
    """A site on the filled bank, by the real clock: its rows are dated."""
    renew(built_site, filled_bank, system_clock)
    yield built_site
    built_site.extensions["quizapp.database"].close()


@pytest.fixture
def deputy(visitor: Visitor) -> Visitor:
    """Somebody who has begun to practise, and so has a session."""
    assert visitor.post("/practice", {"count": "5"}).status_code in {200, 303, 422}
    return visitor


def address_of(app: Flask, route: Route, number: str = "1") -> str:
    """Fill in the variable parts of *route*; `werkzeug` knows which are choices."""
    rule: Rule = next(r for r in app.url_map.iter_rules() if r.rule == route.rule)
    values: dict[str, str] = {}
    for name, converter in rule._converters.items():  # noqa: SLF001 -- has no public name
        choices = getattr(converter, "regex", "")
        if "<int:" + name in route.rule:
            values[name] = number
        elif re.search(rf"any\([^)]*\):{name}>", route.rule):
            values[name] = choices.removeprefix("(?:").split("|")[0]
        else:
            values[name] = "x" * 12
    address = route.rule
    for name, value in values.items():
        start = address.index("<")
        end = address.index(">")
        assert name in address[start:end]
        address = address[:start] + value + address[end + 1 :]
    return address


def ask(visitor: Visitor, route: Route, address: str, *, htmx: bool = False) -> int:
    send = visitor.get if route.method == "GET" else visitor.post
    return send(address, htmx=htmx).status_code


def test_every_route_belongs_to_an_area() -> None:
    assert len(ROUTES) > 30
    assert {route.area for route in ROUTES} <= OPEN | TRAINERS | ADMINS
    assert FOR_TRAINERS


@pytest.mark.parametrize("route", FOR_ALL, ids=str)
def test_what_is_open_welcomes_everybody(app: Flask, visitor: Visitor, route: Route) -> None:
    address = address_of(app, route)

    for htmx in (False, True):
        assert ask(visitor, route, address, htmx=htmx) in WELCOME


@pytest.mark.parametrize("route", FOR_ALL, ids=str)
def test_what_is_open_welcomes_deputies(app: Flask, deputy: Visitor, route: Route) -> None:
    assert ask(deputy, route, address_of(app, route)) in WELCOME


@pytest.mark.parametrize("route", FOR_TRAINERS, ids=str)
def test_trainers_pages_send_others_to_sign_in(app: Flask, visitor: Visitor, route: Route) -> None:
    address = address_of(app, route)

    answer = (visitor.get if route.method == "GET" else visitor.post)(address)

    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in")


@pytest.mark.parametrize("route", FOR_TRAINERS, ids=str)
def test_trainers_pages_send_deputies_to_sign_in(app: Flask, deputy: Visitor, route: Route) -> None:
    assert ask(deputy, route, address_of(app, route)) == 303


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER, Role.ADMIN])
def test_trainers_see_every_page(
    app: Flask, sign_in: Callable[[Role], Visitor], role: Role
) -> None:
    trainer = sign_in(role)
    refused = {}
    for route in ROUTES:
        if route.method == "GET":
            status = ask(trainer, route, address_of(app, route))
            if status not in ({403} if route.is_closed_to(role) else WELCOME):
                refused[str(route)] = status

    assert refused == {}


def test_no_form_takes_megabytes_in_a_field(app: Flask, visitor: Visitor) -> None:
    flood = b"x=" + b"a" * 10_000_000
    taken = {
        str(route)
        for route in ROUTES
        if route.method == "POST"
        and visitor.client.post(
            address_of(app, route), data=flood, content_type="application/x-www-form-urlencoded"
        ).status_code
        != 413
    }
    assert taken == set()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER])
def test_forms_are_taken_from_those_whose_work_they_are(
    app: Flask, sign_in: Callable[[Role], Visitor], role: Role
) -> None:
    trainer = sign_in(role)
    closed = ADMIN_DEEDS | (REVIEWER_DEEDS if role is Role.AUTHOR else set())
    forms = [route for route in FOR_TRAINERS if route.method == "POST"]

    refused = {r.endpoint for r in forms if ask(trainer, r, address_of(app, r)) == 403}

    assert refused == closed


@pytest.mark.parametrize("route", FOR_TRAINERS, ids=str)
def test_trainers_forms_survive_empty_fields(app: Flask, admin: Visitor, route: Route) -> None:
    for htmx in (False, True):
        assert ask(admin, route, address_of(app, route), htmx=htmx) in WELCOME


@pytest.mark.parametrize("number", ABSURD)
@pytest.mark.parametrize("route", NUMBERED, ids=str)
def test_rows_that_are_not_there_are_a_404(
    app: Flask, admin: Visitor, route: Route, number: str
) -> None:
    # A form may be looked at before the row that it is about.
    expected = {404} if route.method == "GET" else {404, 422}

    assert ask(admin, route, address_of(app, route, number)) in expected


@pytest.mark.parametrize("page", ["0", "-1", "x", "", "9" * 20, "9" * 5000, "1.5", "٣"])
@pytest.mark.parametrize("address", ["/trainer/questions/", "/trainer/documents/", "/"])
def test_absurd_pages_of_a_list_break_nothing(admin: Visitor, address: str, page: str) -> None:
    assert admin.get(f"{address}?page={page}").status_code in {200, 404}


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_wrong_methods_are_refused(app: Flask, admin: Visitor, route: Route) -> None:
    address = address_of(app, route)

    for method in ("PUT", "DELETE", "PATCH", "TRACE"):
        answer = admin.client.open(address, method=method, headers={"X-CSRFToken": admin.token()})
        assert answer.status_code == 405, method


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST"], ids=str)
def test_no_form_is_taken_without_its_token(app: Flask, admin: Visitor, route: Route) -> None:
    answer = admin.client.post(address_of(app, route))

    assert answer.status_code == 400
    assert "页面放得太久了" in answer.text
