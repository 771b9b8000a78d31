"""The site on an empty bank of its own, and people who visit it."""

from __future__ import annotations

import os
import re
import shutil
import socket
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from question_bank.storage import accounts
from question_bank.storage.database import Database
from question_bank.storage.models.values import Role
from quizapp import create_app, jobs, office
from quizapp.cli import run
from quizapp.config import Settings
from tests.quizapp.processes import Start, starting

PASSWORD = "长城长江黄河与万里山川"
HTMX = {"HX-Request": "true"}
SECRET_KEY = "only for the tests"
#: What the site keeps of a bank between requests, and `renew` empties.
EMPTIED = (
    "quizapp.places",
    "quizapp.titles",
    "quizapp.titles_asked",
    "quizapp.trainer.checker",
    "quizapp.trainer.texts",
)
#: All that the site keeps; a new name here needs a line in `renew`, or is the same for all banks.
KEEPERS = {"quizapp.assets", "quizapp.database", "quizapp.jobs", "quizapp.office", *EMPTIED}


@dataclass
class Clock:
    """Tells the time that a test sets."""

    time: datetime = field(default=datetime(2026, 3, 2, 1, 0, tzinfo=UTC))

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **by: float) -> None:
        """Let time pass, by the parts of a timedelta."""
        self.time += timedelta(**by)


class Visitor:
    """A browser that fills in the hidden token of each form, as a page would."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self._token: tuple[str | None, str] | None = None

    def get(self, address: str, *, htmx: bool = False) -> TestResponse:
        """Open a page, or the part of it that htmx asks for."""
        return self.client.get(address, headers=HTMX if htmx else {})

    def post(
        self, address: str, data: Mapping[str, object] | None = None, *, htmx: bool = False
    ) -> TestResponse:
        """Send a form with its token."""
        return self.client.post(
            address,
            data={"csrf_token": self.token(), **(data or {})},
            headers=HTMX if htmx else {},
        )

    def token(self) -> str:
        """Return the token against forged requests, from a page that this session opened."""
        if self._token is None or self._token[0] != self._session():
            page = self.client.get("/preferences").text
            found = re.search(r'name="csrf-token" content="([^"]+)"', page)
            assert found is not None
            self._token = self._session(), found[1]
        return self._token[1]

    def _session(self) -> str | None:
        cookie = self.client.get_cookie("quizapp")
        return None if cookie is None else cookie.value


@pytest.fixture(scope="session")
def empty_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with all tables and no rows, to be copied."""
    file = tmp_path_factory.mktemp("bank") / "empty.db"
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    with database.writer() as session:
        session.connection().exec_driver_sql("SELECT 1")
    database.close()
    return file


@pytest.fixture(scope="session")
def set_up(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``quizapp setup`` leaves it, with the built-in speech; to be read or copied."""
    folder = tmp_path_factory.mktemp("set-up") / "instance"
    assert run(["setup"], {"QUIZAPP_INSTANCE": str(folder)}) == 0
    return folder


@pytest.fixture
def port() -> int:
    """A port that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
        return number


@pytest.fixture
def environment(tmp_path: Path, port: int, empty_bank: Path) -> dict[str, str]:
    """The variables of an installation in a folder of its own, which is set up."""
    (tmp_path / "quizapp.db").write_bytes(empty_bank.read_bytes())
    given = {"QUIZAPP_INSTANCE": str(tmp_path), "QUIZAPP_PORT": str(port), "QUIZAPP_LANGUAGE": "zh"}
    return os.environ | given


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    """Return a function that starts ``quizapp`` on that installation."""
    with starting(environment) as begin:
        yield begin


@pytest.fixture(scope="session")
def password_hash() -> str:
    """PASSWORD as a bank may keep it; quick to compare with, for a hash names its own work."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture
def clock() -> Clock:
    """The clock of the site."""
    return Clock()


@pytest.fixture(scope="session")
def built_site(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """
    The site, put together once: that takes longer than most tests.

    Modules whose tests add addresses of their own have one of their own.
    """
    app = put_together(tmp_path_factory)
    assert {name for name in app.extensions if name.startswith("quizapp.")} == KEEPERS
    return app


def put_together(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """Build a site in a folder of its own; `renew` gives it a bank."""
    return create_app(Settings(instance=tmp_path_factory.mktemp("site"), secret_key=SECRET_KEY))


def renew(app: Flask, bank: Path, clock: Callable[[], datetime]) -> None:
    """
    Give *app* a copy of *bank*; it forgets all that it kept of the one before.

    The engine stays, and with it the statements that SQLAlchemy has put together.
    """
    app.testing = True
    app.extensions["clock"] = clock
    app.extensions["throttle"].reset()
    jobs.init_app(app)
    with app.app_context():
        office.forget()
    for name in EMPTIED:
        app.extensions[name] = type(app.extensions[name])()
    app.extensions["quizapp.database"].close()
    folder: Path = app.extensions["settings"].instance
    shutil.rmtree(folder)
    folder.mkdir()
    shutil.copyfile(bank, folder / "quizapp.db")


@pytest.fixture
def settings(built_site: Flask) -> Settings:
    """Settings of the site; its folder is emptied for each test."""
    given: Settings = built_site.extensions["settings"]
    return given


@pytest.fixture
def app(built_site: Flask, clock: Clock, empty_bank: Path) -> Iterator[Flask]:
    """A site on an empty bank."""
    renew(built_site, empty_bank, clock)
    yield built_site
    built_site.extensions["quizapp.database"].close()


@pytest.fixture
def database(app: Flask) -> Database:
    """The bank of *app*."""
    opened: Database = app.extensions["quizapp.database"]
    return opened


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    """Somebody who has not answered anything yet."""
    return Visitor(app.test_client())


@pytest.fixture
def sign_in(
    app: Flask, database: Database, password_hash: str, clock: Clock
) -> Callable[[Role], Visitor]:
    """Return a function that makes a trainer with a role and signs them in."""

    def make(role: Role) -> Visitor:
        with database.writer() as session:
            accounts.add_trainer(
                session,
                username=role.value,
                password_hash=password_hash,
                roles=accounts.roles_granted_by(role),
                language="zh",
                now=clock(),
                granted_by_id=None,
            )
            session.commit()
        visitor = Visitor(app.test_client())
        form = {"username": role.value, "password": PASSWORD}
        assert visitor.post("/account/sign-in", form).status_code == 303
        return visitor

    return make


@pytest.fixture
def author(sign_in: Callable[[Role], Visitor]) -> Visitor:
    """A trainer who writes questions."""
    return sign_in(Role.AUTHOR)


@pytest.fixture
def reviewer(sign_in: Callable[[Role], Visitor]) -> Visitor:
    """A trainer who signs questions, too."""
    return sign_in(Role.REVIEWER)


@pytest.fixture
def admin(sign_in: Callable[[Role], Visitor]) -> Visitor:
    """A trainer who looks after people, too."""
    return sign_in(Role.ADMIN)
