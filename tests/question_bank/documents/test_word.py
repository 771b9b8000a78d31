from __future__ import annotations

import io
import zipfile

import pytest

from question_bank.documents import read_document
from question_bank.documents.word import LARGEST_PART, text_of_word
from question_bank.documents.word_numbering import numeral
from question_bank.errors import UnreadableDocumentError
from tests.question_bank.documents.files import WORD, levels, paragraph, table, word_file

BODY = "人大代表要密切联系群众，听取和反映人民群众的意见。"
PARTS = levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))


def refusal(data: bytes) -> str:
    """Return the message id with which *data* is refused."""
    with pytest.raises(UnreadableDocumentError) as caught:
        text_of_word(data)
    return caught.value.message_id


def test_numbers_of_lists_are_written_out_and_start_again_below_a_new_heading() -> None:
    body = "".join(
        paragraph(text, level=level)
        for text, level in [
            ("学习", 0),
            ("学法", 1),
            ("宪法", 2),
            ("代表法", 2),
            ("学政策", 1),
            ("履职", 0),
            ("审议", 1),
        ]
    )
    expected = [
        "一、学习",
        "（一）学法",
        "1.宪法",
        "2.代表法",
        "（二）学政策",
        "二、履职",
        "（一）审议",
    ]
    assert text_of_word(word_file(body, numbering=PARTS)).splitlines() == expected


def test_two_lists_of_one_description_go_on_unless_one_starts_anew() -> None:
    body = paragraph("甲", level=0) + paragraph("乙", level=0) + paragraph("丙", level=0, list_id=2)
    assert text_of_word(word_file(body, numbering=PARTS)).splitlines() == [
        "一、甲",
        "二、乙",
        "一、丙",
    ]


def test_a_heading_style_numbers_its_paragraphs() -> None:
    styles = (
        '<w:style w:styleId="1"><w:name w:val="heading 1"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="own"><w:name w:val="own"/><w:basedOn w:val="1"/></w:style>'
    )
    body = paragraph("学习", style="1") + paragraph("履职", style="own")
    assert text_of_word(word_file(body, numbering=PARTS, styles=styles)).splitlines() == [
        "一、学习",
        "二、履职",
    ]


def test_a_decimal_does_not_grow_out_of_a_number_and_a_year() -> None:
    numbered = text_of_word(
        word_file(paragraph("2024年工作", level=0), numbering=levels(("decimal", "%1.")))
    )
    assert numbered == "1. 2024年工作\n"


def test_chapters_and_articles_numbered_by_word_are_sections() -> None:
    lists = levels(("chineseCounting", "第%1章"), ("chineseCountingThousand", "第%2条"))
    body = (
        paragraph("某市办法")
        + paragraph("总则", level=0)
        + paragraph(BODY, level=1)
        + paragraph(BODY, level=1)
    )
    document = read_document(word_file(body, numbering=lists), "办法.docx")
    assert [section.marker for section in document.sections] == ["", "第一章", "第一条", "第二条"]


@pytest.mark.parametrize(
    ("number", "form", "written"),
    [
        (12, "chineseCounting", "十二"),
        (21, "japaneseCounting", "二十一"),
        (3, "chineseLegalSimplified", "叁"),
        (3, "ideographTraditional", "丙"),
        (4, "decimalEnclosedCircle", "④"),
        (2, "upperLetter", "B"),
        (14, "lowerRoman", "xiv"),
        (9, "upperRoman", "IX"),
        (7, "no such form", "7"),
        (120, "chineseCounting", "120"),
        (30, "lowerLetter", "30"),
    ],
)
def test_numbers_are_written_in_the_format_of_their_list(
    number: int, form: str, written: str
) -> None:
    assert numeral(number, form) == written


@pytest.mark.parametrize("form", ["bullet", "none"])
def test_bullets_leave_no_mark(form: str) -> None:
    assert (
        text_of_word(word_file(paragraph("甲", level=0), numbering=levels((form, "l")))) == "甲\n"
    )


def test_rows_of_a_table_become_lines_and_long_cells_paragraphs() -> None:
    short, long = table([["环节", "时限"], ["交办", "三日"]]), table([[BODY, "另一格。"]])
    assert text_of_word(word_file(short + long)).splitlines() == [
        "环节\u3000时限",
        "交办\u3000三日",
        BODY,
        "另一格。",
    ]


@pytest.mark.parametrize(
    "run",
    [
        "<w:del><w:r><w:delText>不</w:delText></w:r></w:del>",
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>不</w:t></w:r>",
        "<w:r><w:instrText>PAGE</w:instrText></w:r>",
        "<w:moveFrom><w:r><w:t>不</w:t></w:r></w:moveFrom>",
    ],
)
def test_deleted_and_hidden_words_are_left_out(run: str) -> None:
    assert (
        text_of_word(word_file(f"<w:p><w:r><w:t>前</w:t></w:r>{run}<w:r><w:t>后</w:t></w:r></w:p>"))
        == "前后\n"
    )


def test_inserted_words_breaks_and_text_boxes_are_read_once() -> None:
    box = f"<w:r><w:pict><w:txbxContent>{paragraph('框')}</w:txbxContent></w:pict></w:r>"
    body = f"<w:p><w:ins><w:r><w:t>甲</w:t><w:br/><w:t>乙</w:t></w:r></w:ins>{box}</w:p>"
    assert text_of_word(word_file(body)).splitlines() == ["甲", "乙", "框"]


def test_a_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:styleId="T"><w:name w:val="toc 1"/></w:style>'
    assert (
        text_of_word(word_file(paragraph("总则 1", style="T") + paragraph("总则"), styles=styles))
        == "总则\n"
    )


def test_a_zip_bomb_is_too_complex() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (LARGEST_PART + 1))
    assert refusal(file.getvalue()) == "document.too_complex"


def test_entities_are_refused() -> None:
    file = io.BytesIO()
    bomb = f'<!DOCTYPE d [<!ENTITY a "代表"><!ENTITY b "&a;&a;">]><w:document xmlns:w="{WORD}">&b;</w:document>'
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    assert refusal(file.getvalue()) == "document.damaged"


def test_other_archives_and_torn_files_are_refused() -> None:
    other = io.BytesIO()
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
    whole = word_file(paragraph(BODY))
    assert refusal(other.getvalue()) == "document.not_text"
    assert refusal(whole[: len(whole) // 2]) == "document.damaged"


def test_a_file_nested_too_deeply_is_damage() -> None:
    body = "<w:tbl><w:tr><w:tc>" * 3_000 + "</w:tc></w:tr></w:tbl>" * 3_000
    with pytest.raises(UnreadableDocumentError) as caught:
        read_document(word_file(body), "深.docx")
    assert caught.value.message_id in {"document.damaged", "document.too_complex"}
