"""The pages on flashcards, plans and pocket cards, put together."""

from __future__ import annotations

from flask import Flask

from quizapp.learner import cards, cards_list, cards_making, cards_settings, plans, pocket

#: Modules that add their pages to the blueprint of the cards.
PARTS = (cards_list, cards_making, cards_settings)


def init_app(app: Flask) -> None:
    """Register the pages."""
    for part in (cards, plans, pocket):
        app.register_blueprint(part.bp)
