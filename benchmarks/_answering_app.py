"""
The site itself, with two more addresses that read one row by key and commit one change.

``/view/N`` is written as views are: a session, the row, a change, a commit. ``/lean/N`` does
the same on a connection with statements built once, as answers are stored. Served exactly as
``quizapp serve`` serves.
"""

from __future__ import annotations

import os

from flask import Flask
from sqlalchemy import bindparam, select, update

from question_bank.storage.models import Question
from quizapp.config import Settings
from quizapp.database import jot, writer
from quizapp.serving import application, serve

NUMBER = Question.__table__.c.id == bindparam("of_question")
READ = select(Question.__table__.c.lock_version).where(NUMBER)
RAISE = update(Question).where(NUMBER).values(lock_version=Question.__table__.c.lock_version + 1)


def create() -> Flask:
    """Build the site by the environment, as ``quizapp serve`` does, and add the addresses."""
    app = application()

    @app.get("/view/<int:number>")
    def view(number: int) -> str:
        with writer() as session:
            row = session.get_one(Question, number)
            raised = Question.lock_version + 1
            session.execute(
                update(Question).where(Question.id == number).values(lock_version=raised)
            )
            session.commit()
        return str(row.id)

    @app.get("/lean/<int:number>")
    def lean(number: int) -> str:
        with jot() as jotted:
            version = jotted.bank.scalar(READ, {"of_question": number})
            jotted.bank.execute(RAISE, {"of_question": number})
            jotted.keep()
        return str(version)

    return app


if __name__ == "__main__":
    serve(Settings.from_environment(os.environ), "_answering_app:create")
