"""The pages on people and on the office: who comes in, who may what, how the site is set."""

from __future__ import annotations

from flask import Flask

from quizapp.trainer import invitations


def init_app(app: Flask) -> None:
    """Register the pages."""
    for part in (invitations,):
        app.register_blueprint(part.bp)
