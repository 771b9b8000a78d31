"""The pages on which papers are made and their results are read, put together."""

from __future__ import annotations

from flask import Flask

from quizapp.trainer import (
    papers,
    papers_acting,
    papers_appeals,
    papers_editing,
    papers_entering,
    papers_items,
    papers_printing,
    papers_results,
    papers_sharing,
    papers_taking,
)
from quizapp.trainer.papers_blueprint import papers as blueprint

#: The modules whose views belong to the one blueprint.
PAGES = (
    papers,
    papers_acting,
    papers_editing,
    papers_sharing,
    papers_results,
    papers_items,
    papers_appeals,
    papers_printing,
    papers_entering,
    papers_taking,
)


def init_app(app: Flask) -> None:
    """Register the pages."""
    app.register_blueprint(blueprint)
