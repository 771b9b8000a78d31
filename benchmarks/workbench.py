"""
Do the trainers' pages work in a browser with a hundred thousand questions in the bank?

    python benchmarks/workbench.py [--questions 100000]

Lays out one large bank. The journeys of `tests/browser` through the bank and from a file to a
code on the wall run on copies of it; then every page that `trainer.py` measures is opened in
Chromium, with and without JavaScript, at a desk and on a phone: each must answer, show its head,
be no wider than the screen and report no error. Fails otherwise; `trainer.py` measures times.
"""

from __future__ import annotations

import argparse
import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path

from _running import QUIZAPP, free_port, running
from _trainer_bank import Size, add_administrator, fill
from lighthouse import BROWSERS
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import update
from trainer import PAGES

from question_bank.storage.database import Database
from question_bank.storage.models import Question
from quizapp.config import Settings

TESTS = Path(__file__).parent.parent / "tests" / "browser"
JOURNEYS = ("documents_journey", "trainer_journey")
#: When the questions of the large bank were made: before all of the tests'.
LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
SCREENS = ((1440, 900), (390, 844))
TOO_WIDE = "document.documentElement.scrollWidth > window.innerWidth"
NAME, PASSWORD = "bench", secrets.token_urlsafe()


def main() -> None:
    """Lay out the bank, run the journeys on it and open the pages."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--questions", type=int, default=100_000)
    parser.add_argument("--documents", type=int, default=50)
    parser.add_argument("--people", type=int, default=10_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        size = Size(options.questions, options.documents, options.people)
        bank = _lay_out(Path(folder), size)
        print(f"{size.questions} questions, {bank.stat().st_size / 1e6:.0f} MB", flush=True)
        failed = _run_journeys(bank)
        faults = list(_open_pages(Path(folder)))
    print(*faults, f"{len(faults)} of {4 * len(PAGES)} openings with a fault", sep="\n")
    raise SystemExit(failed or bool(faults))


def _lay_out(folder: Path, size: Size) -> Path:
    """Make a bank of *size* in *folder*, with an administrator, and return its file."""
    environment = os.environ | {"QUIZAPP_INSTANCE": str(folder)}
    setup = [*QUIZAPP, "setup"]
    subprocess.run(setup, env=environment, check=True, stdout=subprocess.DEVNULL)
    database = Database(Settings(instance=folder).database_url)
    add_administrator(database, NAME, PASSWORD)
    fill(database, size)
    with database.writer() as session:
        # The tests bring questions of their own, which they look for by their words.
        session.execute(update(Question).values(stem=Question.stem + "（另）", created_at=LONG_AGO))
        session.commit()
    database.close()
    return Path(str(database.engine.url.database))


def _run_journeys(bank: Path) -> int:
    """Return how pytest ended."""
    tests = [str(TESTS / f"test_{name}.py") for name in JOURNEYS]
    command = [sys.executable, "-m", "pytest", "-q", "-n0", *tests]
    environment = os.environ | {"QUIZAPP_TEST_BANK": str(bank)}
    return subprocess.run(command, env=environment, check=False).returncode


def _open_pages(folder: Path) -> Iterator[str]:
    """Open every page in all four ways, and name the faults."""
    chrome = next(filter(None, map(shutil.which, BROWSERS)), "")
    port = free_port()
    environment = {"QUIZAPP_INSTANCE": str(folder), "QUIZAPP_PORT": str(port)}
    with running([*QUIZAPP, "serve"], port, environment), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chrome, args=["--no-sandbox"])
        for width, height in SCREENS:
            for script in (True, False):
                way = f"{width}×{height}, {'with' if script else 'without'} JavaScript"
                with _visit(browser, port, width, height, script=script) as visit:
                    faults = [(page, fault) for page in PAGES for fault in _faults(visit, page)]
                yield from (f"{page} ({way}): {fault}" for page, fault in faults)
        browser.close()


@contextmanager
def _visit(
    browser: Browser, port: int, width: int, height: int, *, script: bool
) -> Iterator[BrowserContext]:
    """Give the window of a trainer who has signed in."""
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{port}",
        viewport={"width": width, "height": height},
        java_script_enabled=script,
        locale="zh-CN",
    )
    page = context.new_page()
    page.goto("/account/sign-in")
    page.locator("[name=username]").fill(NAME)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/trainer/**")
    page.close()
    yield context
    context.close()


def _faults(visit: BrowserContext, address: str) -> Iterator[str]:
    page = visit.new_page()
    said: list[str] = []
    page.on("console", lambda told: said.append(told.text) if told.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    answer = page.goto(address)
    if answer is None or answer.status != HTTPStatus.OK:
        yield f"answered {answer and answer.status}"
    if page.locator("h1").count() != 1:
        yield "has not one head"
    if page.evaluate(TOO_WIDE):
        yield "is wider than the screen"
    page.close()
    yield from said


if __name__ == "__main__":
    main()
