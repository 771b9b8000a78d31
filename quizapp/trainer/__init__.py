"""Pages for trainers: overview, questions, documents, decks."""

from __future__ import annotations

from flask import Flask

from quizapp.trainer import acting, checking, decks, documents, editing, listing, overview, showing
from quizapp.trainer.blueprint import questions

#: The modules whose views belong to the blueprint of the questions.
QUESTION_PAGES = (listing, showing, acting, editing)


def init_app(app: Flask) -> None:
    """Register the pages and what they need."""
    checking.init_app(app)
    for blueprint in (overview.bp, questions, documents.bp, decks.bp):
        app.register_blueprint(blueprint)
