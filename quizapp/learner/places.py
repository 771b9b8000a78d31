"""Where the source of a question stands, loaded for one page."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Flask, current_app

from question_bank.questions.values import Evidence
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.texts import where_in
from quizapp import clock
from quizapp.database import reader
from quizapp.learner.sources import Place, place_of_quote

EXTENSION: Final = "quizapp.places"
#: Places kept at hand, about a kilobyte each.
MOST_KEPT: Final = 2000
#: Texts never change, but the title of a document may.
KEPT_FOR: Final = timedelta(minutes=10)

Key = tuple[int, int, int]


class Places:
    """The places last looked up: every answer shows one, and reading a whole text is slow."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Key, tuple[datetime, Place]] = OrderedDict()
        self._turn = threading.Lock()

    def get(self, key: Key, now: datetime) -> Place | None:
        """Return the place kept under *key*, if it is fresh at *now*."""
        with self._turn:
            kept_at, place = self._kept.get(key, (None, None))
        return place if kept_at is not None and now - kept_at < KEPT_FOR else None

    def keep(self, key: Key, place: Place, now: datetime) -> None:
        """Keep *place*, and let the oldest go when there are too many."""
        with self._turn:
            self._kept.pop(key, None)
            self._kept[key] = now, place
            while len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)


def init_app(app: Flask) -> None:
    """Let *app* remember the places it looked up."""
    app.extensions[EXTENSION] = Places()


def find_place(source: Mapping[str, Any] | None) -> Place | None:
    """Return the place of a revision's *source*; `None` if a trainer gave none."""
    if source is None:
        return None
    places: Places = current_app.extensions[EXTENSION]
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
