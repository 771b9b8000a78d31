"""What runs in the child process: limits first, then one file from standard input."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Final

from question_bank.documents.child import limit_resources
from question_bank.documents.reading import decode
from question_bank.errors import UnreadableDocumentError
from question_bank.export.exchange.finishing import finished
from question_bank.export.exchange.transport import reading_to_json
from question_bank.export.exchange.values import Format, Found, Problem, Reading

Read = tuple[list[Found], list[Problem]]


def main(file_format: str, name: str, most: str) -> None:
    """Read a file from standard input, answer with one JSON object."""
    limit_resources()
    data = sys.stdin.buffer.read()
    try:
        answer = reading_to_json(read_here(Format(file_format), data, name, int(most)))
    except UnreadableDocumentError as error:
        answer = {"refused": error.message_id, "parameters": error.parameters}
    except (MemoryError, RecursionError):
        answer = {"refused": "document.too_complex", "parameters": {}}
    sys.stdout.write(json.dumps(answer))


def read_here(file_format: Format, data: bytes, name: str, most: int) -> Reading:
    """
    Return what the file holds, read in this process.

    Raises:
        UnreadableDocumentError: If nothing of it can be read.
    """
    found, problems = _READERS[file_format](data, name)
    return finished(file_format, found, problems, most)


# Each format brings its own library, and a child reads one format.


def _excel(data: bytes, name: str) -> Read:
    from question_bank.export.excel.grid import read_csv, read_workbook  # noqa: PLC0415
    from question_bank.export.excel.reading import read_sheets  # noqa: PLC0415

    is_archive = data.startswith(b"PK")
    return read_sheets(read_workbook(data) if is_archive else read_csv(data, name))


def _word(data: bytes, _name: str) -> Read:
    from question_bank.documents.word import text_of_word  # noqa: PLC0415
    from question_bank.export.paste.reading import read_text_of_questions  # noqa: PLC0415

    return read_text_of_questions(text_of_word(data))


def _text(data: bytes, name: str) -> Read:
    from question_bank.export.paste.reading import read_text_of_questions  # noqa: PLC0415

    return read_text_of_questions(decode(data, name))


def _gift(data: bytes, name: str) -> Read:
    from question_bank.export.gift.reading import read_gift  # noqa: PLC0415

    return read_gift(decode(data, name))


def _moodle(data: bytes, _name: str) -> Read:
    from question_bank.export.moodle.reading import read_moodle_xml  # noqa: PLC0415

    return read_moodle_xml(data)


def _json(data: bytes, _name: str) -> Read:
    from question_bank.export.bank_json.reading import read_bank_json  # noqa: PLC0415

    return read_bank_json(data)


_READERS: Final[dict[Format, Callable[[bytes, str], Read]]] = {
    Format.EXCEL: _excel,
    Format.WORD: _word,
    Format.TEXT: _text,
    Format.JSON: _json,
    Format.GIFT: _gift,
    Format.MOODLE: _moodle,
}
