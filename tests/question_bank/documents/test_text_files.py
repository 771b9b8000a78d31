from __future__ import annotations

import codecs

import pytest

from question_bank.documents import read_document
from question_bank.documents.reading import LONGEST
from question_bank.errors import UnreadableDocumentError
from tests.question_bank.documents.files import COMPOUND

TEXT = "人大代表要密切联系群众，听取和反映人民群众的意见和要求。\n代表受原选区选民的监督。"


def reason(data: bytes, name: str = "讲话.txt") -> str:
    """Return the message id with which *data* is refused."""
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(data, name)
    assert caught.value.parameters["name"] == name
    return caught.value.message_id


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gb18030"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
        TEXT.replace("\n", "\r\n").encode("gbk"),
    ],
    ids=[
        "utf-8",
        "utf-8-bom",
        "gb18030",
        "utf-16-le-bom",
        "utf-16-be-bom",
        "utf-16-le",
        "utf-16-be",
        "gbk-crlf",
    ],
)
def test_a_text_reads_the_same_in_every_encoding(data: bytes) -> None:
    assert read_document(data, "讲话.txt").clean_text == TEXT


def test_one_broken_byte_is_flagged_and_the_rest_is_read() -> None:
    data = (TEXT * 20).encode()
    document = read_document(data[:30] + b"\xff" + data[30:], "讲话.txt")
    assert "代表受原选区选民的监督。" in document.clean_text
    broken = document.clean_text.index("\ufffd")
    assert document.is_flagged(broken, broken + 1)


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"", "document.empty"),
        (b" \r\n\t ", "document.empty"),
        (b"The quick brown fox jumps over the lazy dog. " * 9, "document.no_chinese"),
        ("代表".encode(), "document.no_chinese"),
        (bytes(range(256)) * 20, "document.not_text"),
        (b"\x00\x01\x02\x03" * 500, "document.not_text"),
        (b"\x89PNG\r\n\x1a\n" + b"\x00" * 99, "document.scanned"),
        (b"\xff\xd8\xff\xe0" + b"\x00" * 99, "document.scanned"),
        (b"Rar!\x1a\x07\x00" + b"\x00" * 99, "document.not_text"),
        (b"{\\rtf1\\ansi abc}", "document.old_word"),
        (COMPOUND + "WordDocument".encode("utf-16-le"), "document.old_word"),
        (COMPOUND + "EncryptedPackage".encode("utf-16-le"), "document.encrypted"),
        (COMPOUND + "Workbook".encode("utf-16-le"), "document.not_text"),
        (TEXT.encode() * 60_000, "document.too_large"),
        (("人大代表。" * (LONGEST // 5 + 1)).encode("utf-16"), "document.too_long"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_reason(data: bytes, message_id: str) -> None:
    assert reason(data) == message_id


@pytest.mark.parametrize("name", ["讲话.docx", "讲话.pdf"])
def test_other_bytes_under_a_binary_name_are_damage(name: str) -> None:
    assert reason(TEXT.encode(), name) == "document.damaged"


def test_a_page_saved_under_the_name_of_old_word_is_read_as_a_page() -> None:
    data = f"<html><body><p>{TEXT}</p></body></html>".encode()
    assert read_document(data, "讲话.doc").clean_text.startswith("人大代表要密切联系群众")


def test_reading_again_gives_the_same_document() -> None:
    assert read_document(TEXT.encode(), "讲话.txt") == read_document(TEXT.encode(), "讲话.txt")
