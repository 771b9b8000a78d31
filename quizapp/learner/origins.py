"""The titles of the documents that questions are from, for the line above a stem."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final, Protocol

from flask import Flask, current_app

from question_bank.storage import frozen
from question_bank.storage.documents import titles_of_questions, titles_of_versions
from question_bank.storage.models import PaperVersion
from quizapp import clock
from quizapp.database import reader
from quizapp.learner.remembered import Remembered

TITLES: Final = "quizapp.titles"
ASKED: Final = "quizapp.titles_asked"
#: Papers kept at hand with the titles of all their questions.
MOST_PAPERS: Final = 32

Titles = Mapping[int, str]


class Listed(Protocol):
    """A line of a list that has a question."""

    @property
    def question_id(self) -> int:
        """Its number."""


def init_app(app: Flask) -> None:
    """Let *app* remember the titles it looked up: each question that is shown needs one."""
    app.extensions[TITLES] = Remembered[int, str]()
    app.extensions[ASKED] = Remembered[int, Titles](MOST_PAPERS)


def title_of(source: Mapping[str, Any] | None) -> str:
    """Return the title of the document of a revision's *source*; empty if a trainer gave none."""
    if source is None:
        return ""
    titles: Remembered[int, str] = current_app.extensions[TITLES]
    version_id, now = source["document_version_id"], clock.now()
    title = titles.get(version_id, now)
    if title is None:
        with reader() as session:
            title = titles_of_versions(session, [version_id]).get(version_id, "")
        titles.keep(version_id, title, now)
    return title


def titles_listed(rows: Iterable[Listed]) -> Titles:
    """Return the titles of the documents that the questions of some lines are from, by question."""
    numbers = [row.question_id for row in rows]
    if not numbers:
        return {}
    with reader() as session:
        return titles_of_questions(session, numbers)


def titles_asked(version_id: int | None) -> Titles:
    """Return the titles that a frozen paper tells, by question, see `frozen.titles_asked`."""
    if version_id is None:
        return {}
    papers: Remembered[int, Titles] = current_app.extensions[ASKED]
    now = clock.now()
    titles = papers.get(version_id, now)
    if titles is None:
        with reader() as session:
            version = session.get_one(PaperVersion, version_id)
            titles = frozen.titles_asked(session, frozen.read_snapshot(version.snapshot))
        papers.keep(version_id, titles, now)
    return titles
