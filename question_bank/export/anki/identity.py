"""
The numbers and names by which Anki recognises what it already has.

Nothing here may ever change: another note type, field or template number makes
every learner start again, another alphabet doubles every note. They were drawn
once at random.
"""

from __future__ import annotations

import enum
import hashlib
from typing import Final

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType

#: Letters and digits only, so that a guid survives every file format and search box.
_ALPHABET: Final = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_LETTER_OF_BYTE: Final = bytes(_ALPHABET[byte % len(_ALPHABET)] for byte in range(256))
#: 16 of 62 characters are 95 bits: two of a million notes never meet.
_GUID_LENGTH: Final = 16


class NoteKind(enum.StrEnum):
    """Our two note types; the word is part of every guid."""

    CLOZE = "cloze"
    CHOICE = "choice"


MODEL_IDS: Final = {
    NoteKind.CLOZE: 1_734_903_215_804,
    NoteKind.CHOICE: 1_734_903_648_157,
}
#: The deck each kind goes to, in the order a learner meets them.
DECK_NAMES: Final = {
    Kind.DUTY: "01 职责",
    Kind.RIGHT: "02 权利",
    Kind.OBLIGATION: "03 义务",
    Kind.SLOGAN: "04 口号提法",
    Kind.SYSTEM: "05 制度常识",
    Kind.METHOD: "06 履职方法",
}
DECK_IDS: Final = {
    Kind.DUTY: 1_734_905_162_381,
    Kind.RIGHT: 1_734_905_417_226,
    Kind.OBLIGATION: 1_734_905_690_547,
    Kind.SLOGAN: 1_734_905_833_914,
    Kind.SYSTEM: 1_734_906_058_773,
    Kind.METHOD: 1_734_906_291_408,
}
ROOT_DECK_ID: Final = 1_734_904_870_619


def note_kind(item_type: ItemType) -> NoteKind:
    """Return the note type that shows items of this type."""
    return NoteKind.CLOZE if item_type is ItemType.CLOZE else NoteKind.CHOICE


def note_guid(question_guid: str, kind: NoteKind) -> str:
    """
    Return Anki's guid of a question: 16 letters and digits.

    The note type is part of it, because Anki refuses an update that would change
    the type; the kind of the question is not, because a trainer may change it.
    """
    digest = hashlib.sha256(f"{kind.value}:{question_guid}".encode()).digest()
    return digest[:_GUID_LENGTH].translate(_LETTER_OF_BYTE).decode("ascii")
