"""
Work that takes longer than a click, done by a process of its own.

A view stores what is wanted and wakes the runner once that is committed:

    with writer() as session:
        job = add_job(session, Wanted("document.add", ...), clock.now()).job
        session.commit()
    jobs.wake(job.id)

`quizapp serve` runs the runner as a child process; `quizapp work` runs one alone.
What a kind of job does is a function in `quizapp.jobs.kinds`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Flask, current_app

if TYPE_CHECKING:
    from quizapp.config import Settings
    from quizapp.jobs.queue import Queue

EXTENSION = "quizapp.jobs"


def init_app(app: Flask) -> None:
    """Let views of *app* wake the runner; nothing is opened before the first does."""
    app.extensions[EXTENSION] = None


def wake(*job_ids: int) -> None:
    """Tell the runner that jobs wait; one that nobody hears now is found later."""
    _queue().wake(job_ids)


def _queue() -> Queue:
    from quizapp.jobs.queue import Queue  # noqa: PLC0415 -- most pages need no queue

    opened: Queue | None = current_app.extensions[EXTENSION]
    if opened is None:
        settings: Settings = current_app.extensions["settings"]
        opened = Queue(settings, secret=str(current_app.config["SECRET_KEY"]))
        current_app.extensions[EXTENSION] = opened
    return opened
