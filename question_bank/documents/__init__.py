"""Files in, clean text with sections and sentences out."""

from __future__ import annotations

from question_bank.documents.document import read_document
from question_bank.documents.masking import HIDDEN, mask
from question_bank.documents.places import place_of, source_noun
from question_bank.documents.values import (
    Document,
    Flag,
    Genre,
    Repair,
    Role,
    Section,
    Sentence,
)

__all__ = [
    "HIDDEN",
    "Document",
    "Flag",
    "Genre",
    "Repair",
    "Role",
    "Section",
    "Sentence",
    "mask",
    "place_of",
    "read_document",
    "source_noun",
]
