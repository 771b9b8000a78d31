"""Reading the lexicon's data files: JSON Lines, one entry a line."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from question_bank.lexicon.collection import Lexicon, Term
from question_bank.lexicon.values import (
    AlsoTrue,
    Body,
    ConfusableMember,
    ConfusableSet,
    KindCue,
    LawNote,
    MeetingPattern,
    NoisePattern,
    Numeral,
    Provenance,
    SetPhrase,
    Statute,
    WordList,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

Entry = TypeVar("Entry")

#: One file each, read in this order; the fingerprint covers all of them.
DATA_FILES = (
    "set_phrases",
    "confusable_sets",
    "also_true",
    "bodies",
    "statutes",
    "meetings",
    "word_lists",
    "noise",
    "kind_cues",
    "numerals",
    "law_notes",
    "words",
)

#: The marks of origin that every row carries.
ORIGIN = frozenset({"source", "version", "checked_on", "certainty"})


@cache
def load_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package; read once, then shared."""
    texts = {name: _read(name) for name in DATA_FILES}
    rows = {name: [json.loads(line) for line in text.splitlines()] for name, text in texts.items()}
    return Lexicon(
        set_phrases=_entries(SetPhrase, rows["set_phrases"]),
        confusable_sets=tuple(_confusable_set(row) for row in rows["confusable_sets"]),
        also_true=tuple(_also_true(row) for row in rows["also_true"]),
        bodies=_entries(Body, rows["bodies"]),
        statutes=_entries(Statute, rows["statutes"]),
        meetings=_entries(MeetingPattern, rows["meetings"]),
        word_lists=_entries(WordList, rows["word_lists"]),
        noise=_entries(NoisePattern, rows["noise"]),
        kind_cues=_entries(KindCue, rows["kind_cues"]),
        numerals=tuple(Numeral(**row) for row in rows["numerals"]),
        law_notes=_entries(LawNote, rows["law_notes"]),
        words=_terms(rows["words"]),
        fingerprint=_fingerprint(texts),
    )


def _read(name: str) -> str:
    """Return one data file, with plain line ends whatever the checkout made of them."""
    return files("question_bank.lexicon").joinpath(f"data/{name}.jsonl").read_text("utf-8")


def _fingerprint(texts: Mapping[str, str]) -> str:
    """Hash the files in their fixed order, names included."""
    content = "".join(f"{name}\n{text}" for name, text in texts.items())
    return hashlib.sha256(content.encode()).hexdigest()


def _entries(kind: type[Entry], rows: list[dict[str, Any]]) -> tuple[Entry, ...]:
    """Build one value a row; an unknown or missing key raises `TypeError`."""
    return tuple(kind(**_fields(row)) for row in rows)


def _fields(row: dict[str, Any]) -> dict[str, Any]:
    """Turn lists into tuples and the four marks of origin into a `Provenance`."""
    fields: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in row.items()
        if name not in ORIGIN
    }
    fields["provenance"] = _provenance(row)
    return fields


def _provenance(row: dict[str, Any]) -> Provenance:
    """Read the marks of origin; an entry without them is loaded as unsure."""
    checked = row.get("checked_on")
    return Provenance(
        source=row.get("source", ""),
        version=row.get("version", ""),
        checked_on=dt.date.fromisoformat(checked) if checked else None,
        certainty=row.get("certainty", "unsure"),
    )


def _members(rows: list[dict[str, Any]]) -> tuple[ConfusableMember, ...]:
    """Build the members of a set."""
    return tuple(
        ConfusableMember(row["text"], tuple(row["variants"]), row["reason"]) for row in rows
    )


def _confusable_set(row: dict[str, Any]) -> ConfusableSet:
    """Build one confusable set."""
    return ConfusableSet(**(_fields(row) | {"members": _members(row["members"])}))


def _also_true(row: dict[str, Any]) -> AlsoTrue:
    """Build one also-true entry; its triggers and pairs are lists in lists."""
    nested = {
        "triggers": tuple(tuple(words) for words in row["triggers"]),
        "swap_forbidden": tuple((first, second) for first, second in row["swap_forbidden"]),
        "safe_wrong": _members(row["safe_wrong"]),
    }
    return AlsoTrue(**(_fields(row) | nested))


def _terms(rows: list[dict[str, Any]]) -> tuple[Term, ...]:
    """Build the segmenter's words: each row is a group that shares frequency and tag."""
    return tuple(Term(text, row["frequency"], row["tag"]) for row in rows for text in row["words"])
