"""Where the source of a question stands, loaded for one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from flask import Flask, current_app

from question_bank.questions.values import Evidence
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.texts import where_in
from quizapp import clock
from quizapp.database import reader
from quizapp.learner.remembered import Remembered
from quizapp.learner.sources import Place, place_of_quote

#: What is kept takes about a kilobyte a place.
EXTENSION: Final = "quizapp.places"
Key = tuple[int, int, int]


def init_app(app: Flask) -> None:
    """Let *app* remember the places it looked up: every answer shows one, and reading a whole text is slow."""
    app.extensions[EXTENSION] = Remembered[Key, Place]()


def find_place(source: Mapping[str, Any] | None) -> Place | None:
    """Return the place of a revision's *source*; `None` if a trainer gave none."""
    if source is None:
        return None
    places: Remembered[Key, Place] = current_app.extensions[EXTENSION]
    now = clock.now()
    key = source["document_version_id"], source["start"], source["end"]
    place = places.get(key, now)
    if place is None:
        place = _look_up(source)
        places.keep(key, place, now)
    return place


def _look_up(source: Mapping[str, Any]) -> Place:
    with reader() as session:
        text = text_of(get_version(session, source["document_version_id"]))
    evidence = Evidence(source["start"], source["end"], source["quote"])
    return place_of_quote(where_in(text, evidence.start), text.clean_text, evidence)
