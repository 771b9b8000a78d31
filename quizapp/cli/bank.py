"""The bank that a command works on."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager

from question_bank.errors import StorageError
from question_bank.storage.database import Database
from quizapp.config import Settings


@contextmanager
def opened(settings: Settings) -> Iterator[Database]:
    """
    Give the bank of this installation.

    Raises:
        StorageError: If it is missing, older or newer than the program.
    """
    with closing(Database(settings.database_url)) as database:
        if database.file is not None and not database.file.exists():
            raise StorageError("database.missing", place=str(database.file))
        database.check()
        yield database
