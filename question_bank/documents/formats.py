"""Tell what sort of file it is, by its first bytes and its name, and get the text out of it."""

from __future__ import annotations

import enum
from pathlib import PurePath

from question_bank.documents.markdown import plain_text
from question_bank.documents.reading import decode, require_chinese
from question_bank.documents.sandbox import read_in_child
from question_bank.errors import UnreadableDocumentError

#: What compound files (old Word, and encrypted new Word) and zip archives begin with.
COMPOUND, ARCHIVE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
#: PNG, JPEG, GIF, TIFF, BMP: photographs and scans of pages.
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
#: RAR, 7-Zip, gzip.
PACKED = (b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b\x08")
WEB_OPENINGS = (b"<!doctypehtml", b"<html", b"<?xml")
OLD_WORD_NAMES = frozenset({".doc", ".wps", ".dot"})


class Kind(enum.StrEnum):
    """A sort of file that can be read."""

    TEXT = "text"
    MARKDOWN = "markdown"
    WEB = "web"
    WORD = "word"
    PDF = "pdf"


#: Largest file of each kind, in megabytes.
LARGEST = {Kind.TEXT: 4, Kind.MARKDOWN: 4, Kind.WEB: 8, Kind.WORD: 30, Kind.PDF: 30}
MEDIA_TYPES = {
    Kind.TEXT: "text/plain",
    Kind.MARKDOWN: "text/markdown",
    Kind.WEB: "text/html",
    Kind.WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
}
BY_NAME = {
    ".md": Kind.MARKDOWN,
    ".markdown": Kind.MARKDOWN,
    ".html": Kind.WEB,
    ".htm": Kind.WEB,
    ".xhtml": Kind.WEB,
}
#: Names that promise a binary format; other bytes under them are damage.
PROMISED = frozenset({".docx", ".pdf"})


def read_text(data: bytes, name: str) -> str:
    """
    Return the text of *data*, the content of the file *name*.

    Text and Markdown are read here, all else in a child process.

    Raises:
        UnreadableDocumentError: If nothing can be read; its message id says why.
    """
    kind = require_readable(data, name)
    if kind is Kind.TEXT:
        return decode(data, name)
    if kind is Kind.MARKDOWN:
        return require_chinese(plain_text(decode(data, name)), name)
    return require_chinese(read_in_child(kind.value, data, name), name)


def require_readable(data: bytes, name: str) -> Kind:
    """
    Return what *data* is, if its first bytes and its size promise that it can be read.

    Raises:
        UnreadableDocumentError: If they do not; its message id says why.
    """
    kind = kind_of(data, name)
    if len(data) > LARGEST[kind] * 1_000_000:
        raise UnreadableDocumentError("document.too_large", name=name, limit=LARGEST[kind])
    return kind


def kind_of(data: bytes, name: str) -> Kind:
    """
    Return what *data* is; its first bytes count for more than its *name*.

    Raises:
        UnreadableDocumentError: If it is of a kind that cannot be read.
    """
    if not data.strip():
        raise UnreadableDocumentError("document.empty", name=name)
    extension = PurePath(name.replace("\\", "/")).suffix.lower()
    if b"%PDF-" in data[:1_024]:
        return Kind.PDF
    if data.startswith(ARCHIVE):
        return Kind.WORD
    _refuse_unreadable_kinds(data, name, extension)
    if _opens_like_a_page(data):
        return Kind.WEB
    return BY_NAME.get(extension, Kind.TEXT)


def media_type_of(data: bytes, name: str) -> str:
    """
    Return the media type of what *data* is, such as ``text/plain``.

    Raises:
        UnreadableDocumentError: If it is of a kind that cannot be read.
    """
    return MEDIA_TYPES[kind_of(data, name)]


def _refuse_unreadable_kinds(data: bytes, name: str, extension: str) -> None:
    reason = ""
    if data.startswith(COMPOUND):
        reason = _reason_of_compound(data, extension)
    elif data.startswith(b"{\\rtf"):
        reason = "document.old_word"
    elif data.startswith(PICTURES):
        reason = "document.scanned"
    elif data.startswith(PACKED):
        reason = "document.not_text"
    elif extension in PROMISED:
        reason = "document.damaged"
    if reason:
        raise UnreadableDocumentError(reason, name=name)


def _reason_of_compound(data: bytes, extension: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "document.encrypted"
    is_word = "WordDocument".encode("utf-16-le") in data or extension in OLD_WORD_NAMES
    return "document.old_word" if is_word else "document.not_text"


def _opens_like_a_page(data: bytes) -> bool:
    opening = b"".join(data[:1_000].replace(b"\x00", b"").split()).lower()
    opening = (
        opening.removeprefix(b"\xef\xbb\xbf").removeprefix(b"\xff\xfe").removeprefix(b"\xfe\xff")
    )
    return opening.startswith(WEB_OPENINGS[:2]) or (
        opening.startswith(WEB_OPENINGS[2]) and b"<html" in opening
    )
