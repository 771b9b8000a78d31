from __future__ import annotations

import io
import sys
import zipfile

import pytest

from question_bank.documents.child import READERS
from question_bank.documents.formats import Kind, kind_of
from question_bank.documents.sandbox import read_in_child
from question_bank.errors import UnreadableDocumentError
from tests.question_bank.documents.files import WORD, paragraph, pdf_file, set_page, word_file

BODY = "人大代表要密切联系群众。"


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("web", f"<p>{BODY}</p>".encode()),
        ("word", word_file(paragraph(BODY))),
        ("pdf", pdf_file([set_page([BODY])])),
    ],
)
def test_a_child_reads_every_format_as_this_process_would(kind: str, data: bytes) -> None:
    assert read_in_child(kind, data, "x") == READERS[kind](data) == BODY + "\n"


def test_a_child_that_dies_is_a_damaged_file() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_in_child("no such format", b"x", "坏.docx")
    assert (caught.value.message_id, caught.value.parameters) == (
        "document.damaged",
        {"name": "坏.docx"},
    )


if sys.platform == "linux":

    def test_a_file_that_takes_too_much_memory_is_refused() -> None:
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(
                "word/document.xml",
                f'<w:document xmlns:w="{WORD}">{"<a/>" * 14_000_000}</w:document>',
            )
        with pytest.raises(UnreadableDocumentError) as caught:
            read_in_child("word", file.getvalue(), "大.docx")
        assert caught.value.message_id == "document.too_complex"


@pytest.mark.parametrize(
    ("data", "name", "kind"),
    [
        (BODY.encode(), "a.txt", Kind.TEXT),
        (BODY.encode(), "没有后缀", Kind.TEXT),
        (BODY.encode(), "C:\\文件\\a.MD", Kind.MARKDOWN),
        (BODY.encode(), "a.htm", Kind.WEB),
        (b"\xef\xbb\xbf <!DOCTYPE  HTML><p>", "a.txt", Kind.WEB),
        ("<html>".encode("utf-16"), "a.doc", Kind.WEB),
        (b"<?xml version='1.0'?><html xmlns='x'>", "a.xml", Kind.WEB),
        (b"<?xml version='1.0'?><note>", "a.xml", Kind.TEXT),
        (b"PK\x03\x04", "a.txt", Kind.WORD),
        (b"\n\n%PDF-1.7", "a.txt", Kind.PDF),
    ],
)
def test_the_first_bytes_count_for_more_than_the_name(data: bytes, name: str, kind: Kind) -> None:
    assert kind_of(data, name) is kind
