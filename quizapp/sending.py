"""Send files that are made for one request, piece by piece, and leave nothing behind."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from io import SEEK_END
from typing import BinaryIO, Final, cast
from urllib.parse import quote

from flask import Response

#: Files up to so many bytes are kept in memory while they are sent.
IN_MEMORY: Final = 8 * 1024 * 1024
PIECE: Final = 1 << 16


def open_to_send() -> BinaryIO:
    """Return a file to write to; on the disk it has no name, and is gone once it is closed."""
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=IN_MEMORY))


def send_pieces(file: BinaryIO, name: str, media_type: str) -> Response:
    """
    Return the answer that sends *file*, called *name*; it closes the file.

    It says its length beforehand, so that the browser can show how far it is.
    """
    size = file.seek(0, SEEK_END)
    file.seek(0)
    answer = Response(_pieces(file), content_type=media_type)
    answer.call_on_close(file.close)
    answer.content_length = size
    extension = name.rpartition(".")[2]
    # Old browsers take the plain name, all others the real one.
    names = {"filename": f"file.{extension}", "filename*": f"UTF-8''{quote(name, safe='')}"}
    answer.headers.set("Content-Disposition", "attachment", **names)
    return answer


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        while piece := file.read(PIECE):
            yield piece
