from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from question_bank.documents.child import READERS
from question_bank.documents.formats import Kind, kind_of
from question_bank.documents.sandbox import read_in_child
from question_bank.errors import UnreadableDocumentError
from tests.question_bank.documents.files import paragraph, pdf_file, set_page, word_file

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


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_in_child("web", b"<p>", "慢.html", seconds=0.001)
    assert caught.value.message_id == "document.too_complex"


if sys.platform == "linux":

    @pytest.mark.parametrize(
        ("greedy", "error"),
        [
            ("bytearray(2_000_000_000)", "MemoryError"),
            ("open('greedy', 'w').write('x' * 99_999)", "File too large"),
        ],
    )
    def test_a_child_has_little_memory_and_writes_no_file(
        greedy: str, error: str, tmp_path: Path
    ) -> None:
        program = (
            "import sys; sys.path[:] = sys.argv[1:]; "
            f"from question_bank.documents.child import limit_resources; limit_resources(); {greedy}"
        )
        done = subprocess.run(
            [sys.executable, "-I", "-B", "-c", program, *sys.path],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode != 0
        assert error in done.stderr


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
