"""
What does Lighthouse say of the five pages that a deputy sees most, on a phone?

A site of its own with the built-in speech's bank is started, a deputy answers a practice, sits
an exam and turns a card, and Lighthouse (its phone: slow 4G and a slow processor, simulated;
an empty cache) looks at each page several times; the median counts. The figure of the machine
is Lighthouse's own: below 1,000 it was busy, and the performance means little. Needs Chromium and Lighthouse:
``npm install lighthouse`` in any folder, then ``--lighthouse FOLDER/node_modules/.bin/lighthouse``.
What stands below a goal ends the run with an error.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, build_opener

from _running import fresh_site
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.questions.values import ItemType
from question_bank.storage import frozen, papers
from question_bank.storage.database import Database
from question_bank.storage.models import Person, Question, Revision
from question_bank.storage.models.values import Status
from question_bank.storage.papers import FixedSpec, PaperContent, PaperSettings
from quizapp import system_clock

#: The least that each category may come to, of 100.
GOALS = {"performance": 98, "accessibility": 100, "best-practices": 100}
#: What is told beside the scores: milliseconds, and a layout shift.
TOLD = {
    "first-contentful-paint": "FCP",
    "largest-contentful-paint": "LCP",
    "total-blocking-time": "TBT",
    "cumulative-layout-shift": "CLS",
}
FLAGS = "--headless=new --no-sandbox --disable-quic --disable-background-networking"
CODE = "bench2"
#: Questions of the exam.
ASKED = 10
TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
SUBMISSION = re.compile(r'name="submission" value="([^"]+)"')
FIELD = re.compile(r'name="(option|truth|blank-\d+)"\s+value="([^"]*)"')
BROWSERS = ("chromium", "chromium-browser", "google-chrome")


class Deputy:
    """Somebody with a session at the site at *address*."""

    def __init__(self, address: str) -> None:
        self.address = address
        self._cookies = HTTPCookieProcessor()
        self._opener = build_opener(self._cookies)

    def get(self, path: str) -> str:
        """Return the page at *path*."""
        with self._opener.open(self.address + path) as answer:
            return str(answer.read().decode())

    def post(self, path: str, shown: str, fields: Sequence[tuple[str, str]] = ()) -> str:
        """Send *fields* with the tokens of the page *shown*; return the path that it leads to."""
        tokens = [("csrf_token", TOKEN.findall(shown)[0])]
        tokens += [("submission", token) for token in SUBMISSION.findall(shown)[:1]]
        data = urlencode([*tokens, *fields]).encode()
        with self._opener.open(self.address + path, data) as answer:
            return str(answer.url).removeprefix(self.address)

    @property
    def cookie(self) -> str:
        """The header that makes a browser this deputy."""
        return "; ".join(f"{each.name}={each.value}" for each in self._cookies.cookiejar)


def _prepare(bank: Database) -> None:
    """Store what a new site lacks."""
    with bank.writer() as session:
        _open_exam(session)
        session.commit()


def _open_exam(session: Session) -> None:
    """Store an exam of single choices that anybody may sit."""
    now, points = system_clock(), Decimal(1)
    by_id = session.scalars(select(Person.id)).first() or _author(session, now)
    rows = session.execute(
        select(Question.id, Revision.id)
        .join(Revision, Revision.question_id == Question.id)
        .where(Question.status == Status.PUBLISHED, Question.type == ItemType.SINGLE)
        .order_by(Question.id)
        .limit(ASKED)
    ).all()
    fixed = tuple(FixedSpec(number, points) for number, _revision in rows)
    settings = PaperSettings("履职知识测验", time_limit_seconds=1800, attempts_allowed=None)
    content = PaperContent(settings, fixed=fixed)
    paper = papers.create_paper(session, content, code=CODE, by_id=by_id, now=now)
    asked = [frozen.Choice(number, revision, points) for number, revision in rows]
    snapshot = frozen.describe(session, paper, [(ItemType.SINGLE, "一、单选题", asked)])
    lock = paper.lock_version
    frozen.freeze(session, paper, snapshot | {"seed": "1"}, lock_version=lock, by_id=by_id, now=now)


def _author(session: Session, now: datetime) -> int:
    person = Person(created_at=now)
    session.add(person)
    session.flush()
    return person.id


def _pages(deputy: Deputy) -> dict[str, str]:
    """Return the paths of the pages, once each shows what deputies see on it."""
    chosen = [("mode", "random"), ("length", "5")]
    attempt = deputy.post("/practice", deputy.get("/practice"), chosen).rsplit("/", 1)[0]
    for slot in range(1, 6):
        _answer(deputy, f"{attempt}/{slot}")
    sitting = _begin_exam(deputy).rsplit("/", 1)[0]
    for slot in range(1, ASKED + 1):
        _answer(deputy, f"{sitting}/{slot}")
    deputy.post(f"{sitting}/submit", deputy.get(f"{sitting}/sheet"))
    deputy.post("/cards", deputy.get("/cards/add"), [("kind", "duty")])
    return {
        "home": "/",
        "practice": deputy.post("/practice", deputy.get("/practice"), [("type", "single")]),
        "exam": _begin_exam(deputy),
        "cards": "/cards",
        "result": f"{attempt}/result",
        "exam result": f"{sitting}/result",
    }


def _answer(deputy: Deputy, path: str) -> None:
    """Answer the question at *path* by its first option, or by a word that is seldom right."""
    shown = deputy.get(path)
    name, value = FIELD.findall(shown)[0]
    deputy.post(path, shown, [(name, value or "代表")])


def _begin_exam(deputy: Deputy) -> str:
    return deputy.post(f"/p/{CODE}", deputy.get(f"/p/{CODE}"), [("name", "周敏")])


def _look(command: list[str], url: str, cookie: str, folder: Path) -> dict[str, float]:
    """Return the scores of one run, of 100, and the figures of `TOLD`."""
    headers, report = folder / "headers.json", folder / "report.json"
    headers.write_text(json.dumps({"Cookie": cookie}), encoding="utf-8")
    run = [*command, url, "--quiet", "--output=json", f"--output-path={report}"]
    run += [f"--only-categories={','.join(GOALS)}", f"--chrome-flags={FLAGS}"]
    run += [f"--extra-headers={headers}"]
    chrome = next(filter(None, map(shutil.which, BROWSERS)), "")
    subprocess.run(run, check=True, env=os.environ | {"CHROME_PATH": chrome})
    found = json.loads(report.read_text(encoding="utf-8"))
    scores = {name: 100 * (found["categories"][name]["score"] or 0) for name in GOALS}
    for each in _faults(found):
        print(f"    {each}")
    told = {name: found["audits"][name]["numericValue"] for name in TOLD}
    return scores | told | {"machine": found["environment"]["benchmarkIndex"]}


def _faults(found: dict[str, Any]) -> list[str]:
    """Name what a page does wrong; times and shifts are no faults."""
    names = (ref["id"] for name in GOALS for ref in found["categories"][name]["auditRefs"])
    wrong = (found["audits"][name] for name in names)
    return [
        each["title"]
        for each in wrong
        if each["scoreDisplayMode"] == "binary" and not each["score"]
    ]


def _tell(name: str, runs: list[dict[str, float]]) -> bool:
    """Print the medians of one page; tell whether all of them reach their goals."""
    middle = {key: statistics.median(run[key] for run in runs) for key in runs[0]}
    scores = "  ".join(f"{key} {middle[key]:.0f}" for key in GOALS)
    lowest = min(run["performance"] for run in runs)
    told = "  ".join(f"{words} {middle[key]:.3g}" for key, words in TOLD.items())
    told += f"  machine {middle['machine']:.0f}"
    print(f"{name:12} {scores}  (lowest performance {lowest:.0f})  {told}", flush=True)
    return all(round(middle[key]) >= goal for key, goal in GOALS.items())


def main() -> int:
    """Look at every page and print what Lighthouse says of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lighthouse", default=shutil.which("lighthouse"), help="the command")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="names of pages")
    chosen = parser.parse_args()
    if not chosen.lighthouse:
        print("Lighthouse is not installed (npm install lighthouse); nothing was measured.")
        return 0
    with fresh_site(prepare=_prepare) as server, tempfile.TemporaryDirectory() as folder:
        address = f"http://127.0.0.1:{server.port}"
        deputy = Deputy(address)
        pages = _pages(deputy)
        missed = []
        for name in chosen.only or pages:
            url = address + pages[name]
            runs = [
                _look([chosen.lighthouse], url, deputy.cookie, Path(folder))
                for _ in range(chosen.runs)
            ]
            if not _tell(name, runs):
                missed.append(name)
    print(f"below a goal: {', '.join(missed)}" if missed else "every goal is reached")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
