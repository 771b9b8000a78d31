"""Numbers in addresses, however absurd."""

from __future__ import annotations

from typing import Final

from flask import Flask, request
from werkzeug.routing import IntegerConverter

#: The largest number of a row; SQLite and PostgreSQL refuse to compare with more.
LARGEST: Final = 2**63 - 1


class RowNumber(IntegerConverter):
    """``<int:…>`` that matches only what a database can look for; all else is a 404."""

    #: Fewer digits than the largest number has. A `max` would come too late: the
    #: router would take the address for a known one and answer 405 to a POST.
    regex = r"\d{1,18}"


def init_app(app: Flask) -> None:
    """Let every ``<int:…>`` of *app* be a number of a row."""
    app.url_map.converters["int"] = RowNumber


def number_of_query(name: str, default: int = 1, smallest: int = 1, largest: int = LARGEST) -> int:
    """
    Return the whole number ``?name=`` of this request, moved into the range.

    What is missing or no number gives *default*.
    """
    text = request.args.get(name, "").strip()
    if not (text.isascii() and text.isdecimal()):
        return default
    # Longer than any number in range: spares `int` a text of a thousand digits.
    number = int(text) if len(text) <= len(str(LARGEST)) else LARGEST
    return min(max(number, smallest), largest)


def row_number(text: str) -> int | None:
    """Return the number of a row that *text* is; `None` for anything else."""
    if not (text.isascii() and text.isdecimal() and len(text) < len(str(LARGEST))):
        return None
    return int(text)
