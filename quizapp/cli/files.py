"""Read and write the files that commands are given."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from question_bank.errors import InvalidInputError

#: Stands for standard input or output.
STANDARD: Final = "-"


def read_bytes(name: str) -> bytes:
    """
    Return the bytes of file *name*.

    Raises:
        InvalidInputError: If there is no such file or it cannot be read.
    """
    try:
        return sys.stdin.buffer.read() if name == STANDARD else Path(name).read_bytes()
    except FileNotFoundError as error:
        raise InvalidInputError("file.missing", name=name) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise InvalidInputError("file.unreadable", name=name, reason=_reason(error)) from error


def write_text(name: str, text: str) -> None:
    """
    Write *text* as UTF-8 to file *name*, whole or not at all, or to standard output.

    Raises:
        InvalidInputError: If it cannot be written.
    """
    if name == STANDARD:
        sys.stdout.write(text)
        sys.stdout.flush()
    else:
        write_bytes(Path(name), text.encode())


def write_bytes(path: Path, content: bytes) -> None:
    """
    Write *content* to *path*, whole or not at all.

    Raises:
        InvalidInputError: If it cannot be written.
    """
    half_done = path.with_name(f"{path.name}.part")
    try:
        half_done.write_bytes(content)
        half_done.replace(path)
    except (OSError, ValueError) as error:
        raise InvalidInputError("file.unwritable", name=str(path), reason=_reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
