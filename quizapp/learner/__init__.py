"""Pages for deputies: home, practice, flashcards, decks, their own settings and records."""

from __future__ import annotations

from flask import Flask

from quizapp import names
from quizapp.learner import stems


def init_app(app: Flask) -> None:
    """Register the pages and what their templates need."""
    names.init_app(app)
    stems.init_app(app)
