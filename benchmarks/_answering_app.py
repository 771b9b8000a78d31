"""The site itself, with one more address that reads one row by key and commits one change."""

from __future__ import annotations

import os
import sys

from flask import Flask
from granian import Granian
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from sqlalchemy import update

from question_bank.storage.models import Question
from quizapp import create_app
from quizapp.config import Settings
from quizapp.database import writer


def create() -> Flask:
    """Build the site by the environment, as ``quizapp serve`` does, and add ``/commit/N``."""
    app = create_app(Settings.from_environment(os.environ))

    @app.get("/commit/<int:number>")
    def commit(number: int) -> str:
        with writer() as session:
            row = session.get_one(Question, number)
            raised = Question.lock_version + 1
            session.execute(
                update(Question).where(Question.id == number).values(lock_version=raised)
            )
            session.commit()
        return str(row.id)

    return app


if __name__ == "__main__":
    Granian(
        "_answering_app:create",
        factory=True,
        address="127.0.0.1",
        port=int(sys.argv[1]),
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        workers=1,
        blocking_threads=int(sys.argv[2]),
        log_level=LogLevels.error,
    ).serve()
