"""
The application that `serving.py` puts behind each server.

Three addresses: a page rendered by a compiled Jinja template (about 10 KB), one
read by key, one read and one commit. The database is SQLite as the site opens
it: WAL, synchronous=FULL, BEGIN IMMEDIATE, one writer at a time.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing

from flask import Flask

ROWS = 200
TEMPLATE = """<!DOCTYPE html><html lang="zh-Hans"><title>题库</title><ol>
{% for row in rows %}<li id="q{{ row.id }}"><a href="/q/{{ row.id }}">{{ row.stem }}</a></li>
{% endfor %}</ol></html>"""
STEMS = [{"id": number, "stem": f"第{number}题：人民代表大会制度的____"} for number in range(120)]


def prepare(path: str) -> None:
    """Create the table that the application reads and writes."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, mark INTEGER NOT NULL)")
        connection.executemany("INSERT INTO answer VALUES (?, 0)", ((n,) for n in range(ROWS)))
        connection.commit()


class Bank:
    """One connection for each thread, and a lock that lets one thread write."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._here = threading.local()
        self._writing = threading.Lock()

    @property
    def connection(self) -> sqlite3.Connection:
        """The connection of this thread."""
        if not hasattr(self._here, "connection"):
            opened = sqlite3.connect(self._path, isolation_level=None, timeout=10)
            opened.execute("PRAGMA synchronous = FULL")
            self._here.connection = opened
        connection: sqlite3.Connection = self._here.connection
        return connection

    def read(self, number: int) -> int:
        """Return the mark in row *number*."""
        row = self.connection.execute("SELECT mark FROM answer WHERE id = ?", (number,)).fetchone()
        return int(row[0])

    def raise_mark(self, number: int) -> None:
        """Add one to the mark in row *number*, durably."""
        with self._writing:
            self.connection.execute("BEGIN IMMEDIATE")
            self.connection.execute("UPDATE answer SET mark = mark + 1 WHERE id = ?", (number,))
            self.connection.execute("COMMIT")


def create() -> Flask:
    """Build the application on the database that BENCHMARK_DATABASE names."""
    app = Flask(__name__)
    bank = Bank(os.environ["BENCHMARK_DATABASE"])
    template = app.jinja_env.from_string(TEMPLATE)

    @app.get("/page")
    def page() -> str:
        return template.render(rows=STEMS)

    @app.get("/read/<int:number>")
    def read(number: int) -> str:
        return str(bank.read(number))

    @app.get("/commit/<int:number>")
    def commit(number: int) -> str:
        mark = bank.read(number)
        bank.raise_mark(number)
        return str(mark)

    return app
