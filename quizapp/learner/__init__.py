"""Pages for deputies: home, practice, flashcards, decks, their own settings and record."""

from __future__ import annotations

from flask import Flask

from quizapp import names
from quizapp.learner import (
    bookmarks,
    card_pages,
    carrying,
    decks,
    elsewhere,
    exam_pages,
    home,
    join,
    looking,
    me,
    mydata,
    origins,
    outcomes,
    places,
    reading,
    record,
    reports,
    stems,
    wrong,
)


def init_app(app: Flask) -> None:
    """Register the pages and what their templates need."""
    names.init_app(app)
    stems.init_app(app)
    places.init_app(app)
    origins.init_app(app)
    join.init_app(app)
    elsewhere.init_app(app)
    carrying.init_app(app)
    # The results of a practice belong to the blueprint of the practice.
    for part in (
        home,
        outcomes,
        decks,
        me,
        wrong,
        bookmarks,
        reports,
        looking,
        reading,
        record,
        mydata,
    ):
        app.register_blueprint(part.bp)
    card_pages.init_app(app)
    exam_pages.init_app(app)
