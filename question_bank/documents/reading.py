"""Decode the bytes of a text file."""

from __future__ import annotations

import codecs
import re

from question_bank.errors import UnreadableDocumentError

#: Largest file, in bytes: a million Chinese characters in UTF-8, and some room.
LARGEST = 4_000_000
#: Shortest text, in characters, that can hold a question.
SHORTEST = 10
#: What files of other kinds begin with: zip (docx), PDF, old Word, PNG, JPEG, GIF, RAR.
OTHER_KINDS = (b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!")
MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
CHINESE = re.compile(r"[\u3400-\u9fff]")


def decode(data: bytes, name: str) -> str:
    """
    Return the text of *data*, the content of the file *name*.

    Reads UTF-8 with or without a byte order mark, UTF-16 with one or without,
    and GB18030, which comes last because it accepts almost any bytes.

    Raises:
        UnreadableDocumentError: If the file is empty, too large, no text, or
            holds no Chinese.
    """
    _refuse_what_is_no_text(data, name)
    for encoding in _encodings(data):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_plausible(text):
            return _with_enough(text, name)
    raise UnreadableDocumentError("document.not_text", name=name)


def _refuse_what_is_no_text(data: bytes, name: str) -> None:
    if not data.strip():
        raise UnreadableDocumentError("document.empty", name=name)
    if len(data) > LARGEST:
        raise UnreadableDocumentError("document.too_large", name=name, limit=LARGEST // 1_000_000)
    if data.startswith(OTHER_KINDS):
        raise UnreadableDocumentError("document.not_text", name=name)


def _encodings(data: bytes) -> tuple[str, ...]:
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return (encoding,)
    if data[:2_000].count(0) > len(data[:2_000]) // 20:
        return ("utf-16-le", "utf-16-be")
    return ("utf-8", "gb18030")


def _is_plausible(text: str) -> bool:
    """Tell whether *text* reads like text: hardly any control or private characters."""
    sample = text[:20_000]
    odd = sum(
        1 for c in sample if (c < " " and c not in "\t\n\r\f") or "\ue000" <= c <= "\uf8ff"
    )
    return odd * 200 <= len(sample)


def _with_enough(text: str, name: str) -> str:
    if len(CHINESE.findall(text)) < SHORTEST:
        raise UnreadableDocumentError("document.no_chinese", name=name)
    return text
