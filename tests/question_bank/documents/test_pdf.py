from __future__ import annotations

import pytest

from question_bank.documents import read_document
from question_bank.documents.pdf import text_of_pdf
from question_bank.errors import UnreadableDocumentError
from tests.question_bank.documents.files import pdf_file, set_page

#: A paragraph in lines of 24 characters, as a page of that width sets it.
FIRST = [
    "\u3000\u3000人大代表要密切联系群众，听取和反映人民群众的意见",
    "和要求，努力为人民服务，回答原选区选民对代表工作和代表",
    "活动的询问，协助宪法和法律的实施。",
]
SECOND = ["\u3000\u3000代表应当与原选区选民保持密切联系，接受监督。"]
HEAD = "某某县人大常委会文件"


def refusal(data: bytes) -> str:
    """Return the message id with which *data* is refused."""
    with pytest.raises(UnreadableDocumentError) as caught:
        text_of_pdf(data)
    return caught.value.message_id


def joined(lines: list[str]) -> str:
    """Return *lines* as one paragraph."""
    return "".join(lines).strip("\u3000")


def test_lines_of_a_paragraph_are_joined_and_paragraphs_are_not() -> None:
    data = pdf_file([set_page([*FIRST, *SECOND])])
    assert text_of_pdf(data).splitlines() == [joined(FIRST), joined(SECOND)]


def test_heads_and_numbers_go_and_what_the_page_tore_meets() -> None:
    pages = [
        set_page(FIRST[:2], head=HEAD, number=1),
        set_page([FIRST[2], *SECOND], head=HEAD, number=2),
    ]
    assert text_of_pdf(pdf_file(pages)).splitlines() == [joined(FIRST), joined(SECOND)]


def test_a_head_that_stands_once_stays() -> None:
    pages = [set_page(FIRST, head=HEAD), set_page(SECOND, head="另外一个题目")]
    assert HEAD in text_of_pdf(pdf_file(pages))


def test_a_centred_heading_keeps_its_line() -> None:
    data = pdf_file([[(200, 800, "代表怎样履职"), *set_page(FIRST)]])
    assert text_of_pdf(data).splitlines() == ["代表怎样履职", joined(FIRST)]


def test_a_pdf_reads_like_the_text_it_was_made_of() -> None:
    lines = ["一、加强学习，夯实履职基础", *FIRST, "二、密切联系群众，接受监督", *SECOND]
    document = read_document(pdf_file([set_page(lines, number=1)]), "讲话.pdf")
    assert [section.marker for section in document.sections] == ["一、", "二、"]
    assert document.flags == ()


def test_pages_without_text_are_scans() -> None:
    assert refusal(pdf_file([[], []])) == "document.scanned"


def test_a_locked_file_is_encrypted() -> None:
    assert refusal(pdf_file([set_page(FIRST)], is_locked=True)) == "document.encrypted"


def test_a_torn_file_is_damage() -> None:
    assert refusal(b"%PDF-1.4\n" + b"nonsense" * 50) == "document.damaged"


def test_a_refusal_in_the_child_names_the_file() -> None:
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(pdf_file([[]]), "扫描.pdf")
    assert (caught.value.message_id, caught.value.parameters) == (
        "document.scanned",
        {"name": "扫描.pdf"},
    )
