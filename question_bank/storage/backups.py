"""Copies of a SQLite bank: made while others write, checked before they are trusted."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from question_bank.errors import StorageError
from question_bank.storage import schema


def backup(source: Path, target: Path) -> None:
    """
    Write a whole and checked copy of *source* to *target*, replacing what is there.

    Raises:
        StorageError: If there is no bank yet, or *target* cannot be written.
    """
    if not source.is_file():
        raise StorageError("database.missing", place=str(source))
    half_done = target.with_name(f"{target.name}.part")
    try:
        half_done.unlink(missing_ok=True)
        _copy(source, half_done)
        _make_single_file(half_done)
        _check_whole(half_done)
        os.replace(half_done, target)  # noqa: PTH105  replaces on Windows too, and at once
    except (OSError, sqlite3.OperationalError) as error:
        half_done.unlink(missing_ok=True)
        raise StorageError("backup.unwritable", place=str(target)) from error


def restore(source: Path, target: Path) -> None:
    """
    Replace the contents of *target* by those of the copy at *source*.

    Raises:
        StorageError: If *source* is missing, damaged, no bank or too new, or
            *target* is in use or cannot be written.
    """
    check_copy(source)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(source, target)
    except (OSError, sqlite3.OperationalError) as error:
        raise StorageError("database.unwritable", place=str(target)) from error


def check_copy(path: Path) -> None:
    """
    Make sure that a file is a whole bank that this program understands.

    Raises:
        StorageError: If it is not.
    """
    if not path.is_file():
        raise StorageError("backup.missing", place=str(path))
    _check_whole(path)
    revision = _revision(path)
    if revision is None:
        raise StorageError("backup.not_a_bank", place=str(path))
    if not schema.is_known(revision):
        raise StorageError("database.too_new", revision=revision)


def _copy(source: Path, target: Path) -> None:
    with closing(_open_to_read(source)) as origin, closing(sqlite3.connect(target)) as copy:
        origin.backup(copy)


def _make_single_file(path: Path) -> None:
    # In WAL mode a reader would put two more files beside the copy.
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")


def _check_whole(path: Path) -> None:
    try:
        with closing(_open_to_read(path)) as connection:
            said = connection.execute("PRAGMA integrity_check").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise StorageError("backup.damaged", place=str(path)) from error
    if said != "ok":
        raise StorageError("backup.damaged", place=str(path))


def _revision(path: Path) -> str | None:
    with closing(_open_to_read(path)) as connection:
        try:
            row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        except sqlite3.OperationalError:
            return None
    return None if row is None else str(row[0])


def _open_to_read(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path.absolute()))}?mode=ro", uri=True)
