"""
Read somebody's file of questions, of any format that we know.

Everything is read in a child process with limits on memory and time, because
archives, XML and endless text can hurt; what comes back is one JSON object.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import PurePath
from typing import Final

from question_bank.errors import UnreadableDocumentError
from question_bank.export.exchange.transport import reading_from_json
from question_bank.export.exchange.values import Format, Reading

#: Largest file, in megabytes, and most questions that one reading gives.
LARGEST: Final = 20
MOST_QUESTIONS: Final = 5_000
#: Longest time, in seconds, that the child may take.
SECONDS: Final = 60
#: The child gets the parent's search path, so that it runs wherever the parent does.
_PROGRAM: Final = (
    "import sys; sys.path[:] = sys.argv[4:]; "
    "from question_bank.export.exchange.child import main; main(*sys.argv[1:4])"
)
_ARCHIVE, _COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BY_EXTENSION: Final = {
    ".docx": Format.WORD,
    ".json": Format.JSON,
    ".gift": Format.GIFT,
    ".xml": Format.MOODLE,
    ".csv": Format.EXCEL,
    ".tsv": Format.EXCEL,
    ".xlsx": Format.EXCEL,
}
_OLD: Final = frozenset({".xls", ".et", ".xlt"})
_MACROS: Final = frozenset({".xlsm", ".xltm", ".xlam", ".docm", ".dotm", ".xlsb"})


def read_questions(
    data: bytes, name: str, *, most: int = MOST_QUESTIONS, seconds: float = SECONDS
) -> Reading:
    """
    Return what the file *name* with the content *data* holds.

    Args:
        data: The content of the file.
        name: For its extension, and for errors.
        most: How many questions may be in it.
        seconds: How long reading may take.

    Raises:
        UnreadableDocumentError: If nothing of it can be read; its message id says why.
    """
    file_format = format_of(data, name)
    command = [sys.executable, "-I", "-B", "-c", _PROGRAM, file_format.value, name, str(most), *sys.path]  # fmt: skip
    try:
        # The command is this interpreter and a constant; the file goes in as input.
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=seconds, check=False
        )
    except (subprocess.TimeoutExpired, ValueError):
        # ValueError: a null character in the name.
        raise UnreadableDocumentError("document.too_complex", name=name) from None
    if done.returncode != 0:
        raise UnreadableDocumentError("document.damaged", name=name)
    answer = json.loads(done.stdout)
    if "refused" in answer:
        raise UnreadableDocumentError(answer["refused"], **{"name": name, **answer["parameters"]})
    return reading_from_json(answer)


def format_of(data: bytes, name: str) -> Format:
    """
    Return what the file is, by its first bytes and its name.

    Raises:
        UnreadableDocumentError: If it is empty, too large, or of a kind that is refused.
    """
    extension = PurePath(name.replace("\\", "/")).suffix.lower()
    if not data.strip():
        raise UnreadableDocumentError("document.empty", name=name)
    if len(data) > LARGEST * 1_000_000:
        raise UnreadableDocumentError("document.too_large", name=name, limit=LARGEST)
    if extension in _MACROS:
        raise UnreadableDocumentError("import.macros", name=name)
    if extension in _OLD or data.startswith(_COMPOUND):
        raise UnreadableDocumentError("import.old_format", name=name)
    if data.startswith(_ARCHIVE):
        return Format.WORD if b"word/" in data else Format.EXCEL
    if extension in {".xlsx", ".docx"}:
        raise UnreadableDocumentError("document.damaged", name=name)
    return _BY_EXTENSION.get(extension) or _format_of_text(data)


def _format_of_text(data: bytes) -> Format:
    """Return what a text is, by how it begins."""
    opening = b"".join(data[:2_000].replace(b"\x00", b"").split()).lower()
    opening = opening.removeprefix(b"\xef\xbb\xbf")
    if opening.startswith(b"{") and b'"questions"' in data[:2_000].replace(b"\x00", b""):
        return Format.JSON
    if opening.startswith((b"<?xml", b"<quiz")):
        return Format.MOODLE
    if opening.startswith((b"::", b"$category:")) or b"//[id:" in opening:
        return Format.GIFT
    return Format.TEXT
