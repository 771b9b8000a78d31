"""The pages on which papers are sat, put together."""

from __future__ import annotations

from flask import Flask

from quizapp import localtime
from quizapp.learner import exam_answers, exam_results, exams

#: The modules whose views belong to the one blueprint.
PAGES = (exams, exam_answers, exam_results)


def init_app(app: Flask) -> None:
    """Register the pages and what their templates need."""
    localtime.init_app(app)
    app.register_blueprint(PAGES[0].bp)
