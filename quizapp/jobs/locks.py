"""Let one process at a time be the runner of an instance folder."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from question_bank.errors import ConflictError, StorageError
from quizapp.config import variable_of


@contextmanager
def only_one(file: Path) -> Iterator[None]:
    """
    Hold the lock on *file*; the system lets go of it when the process ends, however it ends.

    Raises:
        ConflictError: If another process holds it.
        StorageError: If the folder cannot be written.
    """
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        stream = file.open("a+b")
    except OSError as error:
        raise StorageError(
            "settings.instance", folder=str(file.parent), variable=variable_of("instance")
        ) from error
    with stream:
        try:
            _lock(stream)
        except OSError as error:
            raise ConflictError("job.runner_is_there", folder=str(file.parent)) from error
        # For whoever looks after the machine: which process it is.
        stream.truncate(0)
        stream.write(str(os.getpid()).encode())
        stream.flush()
        yield


if sys.platform == "win32":
    import msvcrt

    def _lock(stream: IO[bytes]) -> None:
        stream.seek(0)
        msvcrt.locking(stream.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(stream: IO[bytes]) -> None:
        fcntl.flock(stream, fcntl.LOCK_EX | fcntl.LOCK_NB)
