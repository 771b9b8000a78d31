"""The bank of the running site."""

from __future__ import annotations

from contextlib import AbstractContextManager

from flask import Flask, current_app
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from question_bank.storage.database import Database
from question_bank.storage.together import Jot

#: `Session` is named for pages, which know no SQLAlchemy.
__all__ = ["EXTENSION", "Session", "bank", "glance", "init_app", "jot", "reader", "writer"]

EXTENSION = "quizapp.database"


def init_app(app: Flask, url: str) -> None:
    """Let *app* use the bank at *url*; nothing is opened yet."""
    app.extensions[EXTENSION] = Database(url)


def bank() -> Database:
    """Return the bank of the current app."""
    opened: Database = current_app.extensions[EXTENSION]
    return opened


def reader() -> AbstractContextManager[Session]:
    """Give a session that only reads, until the ``with`` block ends."""
    return bank().reader()


def writer() -> AbstractContextManager[Session]:
    """Give a session that may write; the view commits it, before anything slow."""
    return bank().writer()


def glance() -> AbstractContextManager[Connection]:
    """Give a connection that only reads, for what nearly each request asks."""
    return bank().glance()


def jot() -> AbstractContextManager[Jot]:
    """Give a connection that may write, for answers; what the view keeps is safe after the block."""
    return bank().jot()
