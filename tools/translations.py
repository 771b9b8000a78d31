"""
Keep the English catalogue: ``python tools/translations.py``.

Collects every sentence that code and templates mark, keeps the translations
there are, drops those no longer needed, and compiles. Prints what still lacks
English. The files depend on the sentences alone, so that running it twice
changes nothing.
"""

from __future__ import annotations

import io
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT: Final = Path(__file__).resolve().parent.parent
FOLDER: Final = ROOT / "quizapp" / "translations" / "en" / "LC_MESSAGES"
METHODS: Final = [("quizapp/**.py", "python"), ("templates/**.html", "jinja2")]
OPTIONS: Final = {"templates/**.html": {"encoding": "utf-8"}}
KEYWORDS: Final = {**DEFAULT_KEYWORDS, "mark": None, "lazy_gettext": None}
Sentence = str | tuple[str, ...]


def collect() -> list[Sentence]:
    """Return every marked sentence once, in order; a plural one as a tuple."""
    found: set[Sentence] = set()
    for folder in ("quizapp", "templates"):
        extracted = extract_from_dir(
            ROOT / folder,
            [(pattern.removeprefix(f"{folder}/"), method) for pattern, method in METHODS],
            {pattern.removeprefix(f"{folder}/"): each for pattern, each in OPTIONS.items()},
            KEYWORDS,
        )
        found.update(
            tuple(sentence) if isinstance(sentence, list | tuple) else sentence
            for _file, _line, sentence, _comments, _context in extracted
        )
    return sorted(found, key=str)


def load() -> Catalog:
    """Return the catalogue as it stands."""
    file = FOLDER / "messages.po"
    return read_po(io.BytesIO(file.read_bytes() if file.exists() else b""), locale="en")


def updated(catalogue: Catalog) -> Catalog:
    """Return a catalogue of the sentences there are now, with the translations of *catalogue*."""
    fresh = Catalog(locale="en", project="quizapp", fuzzy=False)
    for sentence in collect():
        known = catalogue.get(sentence[0] if isinstance(sentence, tuple) else sentence)
        fresh.add(sentence, known.string if known is not None and known.string else None)
    return fresh


def as_po(catalogue: Catalog) -> bytes:
    """Return the file that translators edit, without dates."""
    lines = io.BytesIO()
    write_po(lines, catalogue, width=100, omit_header=True)
    header = (
        'msgid ""\nmsgstr ""\n"Language: en\\n"\n"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {catalogue.plural_forms}\\n"\n\n'
    )
    return header.encode() + lines.getvalue()


def as_mo(po: bytes) -> bytes:
    """Return the file that the site reads, compiled from *po*."""
    catalogue = read_po(io.BytesIO(po), locale="en")
    # Otherwise the file would hold the minute in which it was made.
    catalogue.creation_date = catalogue.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    return compiled.getvalue()


def missing(catalogue: Catalog) -> list[Sentence]:
    """Return the sentences without English."""
    return [
        tuple(message.id) if isinstance(message.id, list) else message.id
        for message in catalogue
        if message.id and not _is_complete(message)
    ]


def _is_complete(message: Message) -> bool:
    strings = [message.string] if isinstance(message.string, str) else message.string or [""]
    return all(strings)


def main() -> int:
    """Write both files; return 1 if a sentence lacks English."""
    catalogue = updated(load())
    FOLDER.mkdir(parents=True, exist_ok=True)
    po = as_po(catalogue)
    (FOLDER / "messages.po").write_bytes(po)
    (FOLDER / "messages.mo").write_bytes(as_mo(po))
    lacking = missing(catalogue)
    for sentence in lacking:
        print(sentence)
    print(f"{len(catalogue)} sentences, {len(lacking)} without English", file=sys.stderr)
    return 1 if lacking else 0


if __name__ == "__main__":
    sys.exit(main())
