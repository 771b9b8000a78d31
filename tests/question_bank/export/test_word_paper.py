"""Printed papers as Word reads them; whatever the bank holds."""

from __future__ import annotations

import io
import itertools
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from question_bank.export.word_paper.answer_sheet import Holder, sheets_file
from question_bank.export.word_paper.bundle import File, bundle
from question_bank.export.word_paper.page import file_name
from question_bank.export.word_paper.paper import key_file, paper_file
from question_bank.export.word_paper.questions import columns_for
from question_bank.export.word_paper.texts import chinese_number, plain
from question_bank.export.word_paper.values import (
    KeyPlace,
    PrintedPaper,
    PrintedQuestion,
    PrintedSection,
    Source,
)
from question_bank.questions.values import Item, ItemType, Option
from tests import bank

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
HOSTILE = "=1+1 </w:t><w:p/> &amp; \x00\x1f\ud800\ufffe\u202e {{c1::x}} \v\f\u2028末"
ITEMS = {
    ItemType.SINGLE: bank.SYSTEM_SINGLE,
    ItemType.MULTIPLE: bank.METHOD_MULTIPLE,
    ItemType.TRUE_FALSE: bank.DUTY_TRUE,
    ItemType.CLOZE: bank.SLOGAN_CLOZE,
}


def paper_of(*points: int, **changes: object) -> PrintedPaper:
    """Return a paper with a question of each type; *points* are those of the single choices."""
    numbers = iter(range(1, 100))
    sections = [
        PrintedSection(
            item_type,
            tuple(
                PrintedQuestion(
                    next(numbers),
                    Decimal(each),
                    sample.item,
                    Source("《讲话》第一部分", sample.quote),
                )
                for each in (points if item_type is ItemType.SINGLE and points else (2,))
            ),
        )
        for item_type, sample in ITEMS.items()
    ]
    paper = PrintedPaper(
        "代表法学习测验", "A", "48217036", tuple(sections), "某市人大", "第一条\n第二条"
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


def opened(data: bytes) -> WordDocument:
    return Document(io.BytesIO(data))


def text_of(document: WordDocument) -> str:
    cells = [c.text for table in document.tables for row in table.rows for c in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def test_the_page_is_a4_in_song_with_numbers_of_pages() -> None:
    document = opened(paper_file(paper_of(), KeyPlace.NOWHERE, NOW))

    section = document.sections[0]
    assert section.page_width is not None
    assert section.page_height is not None
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    fonts = document.styles["Normal"].element.rPr.rFonts
    assert fonts.get(qn("w:eastAsia")) == "宋体"
    assert document.styles["Title"].element.rPr.rFonts.get(qn("w:eastAsia")) == "黑体"
    footer = section.footer.paragraphs[0]
    assert footer.text == "代表法学习测验（A 卷）　第 1 页　共 1 页"
    codes = [each.text.strip() for each in footer._p.iter(qn("w:instrText"))]  # noqa: SLF001
    assert codes == ["PAGE", "NUMPAGES"]


def test_headings_say_what_each_question_earns() -> None:
    text = text_of(opened(paper_file(paper_of(2, 2, 2), KeyPlace.NOWHERE, NOW)))

    assert "一、单项选择题（每题2分，共6分）" in text
    assert "四、填空题（每题2分，共2分）" in text
    assert "满分 12 分" in text
    assert "姓名：\t　代表团：\t　得分：\t" in text


def test_where_questions_earn_differently_each_says_its_points() -> None:
    text = text_of(opened(paper_file(paper_of(2, 3), KeyPlace.NOWHERE, NOW)))

    assert "一、单项选择题（共5分）" in text
    assert "（3分）" in text


def test_blanks_are_lines_and_statements_have_brackets() -> None:
    text = text_of(opened(paper_file(paper_of(), KeyPlace.NOWHERE, NOW)))

    assert "____" not in text
    assert text.count("＿" * 6) == len(bank.SLOGAN_CLOZE.item.blanks)
    assert f"{bank.DUTY_TRUE.item.stem}（　　）" in text


@pytest.mark.parametrize(
    ("place", "keys"), [("nowhere", 0), ("apart", 0), ("after_each", 4), ("at_end", 4)]
)
def test_answers_stand_where_they_were_wished(place: str, keys: int) -> None:
    text = text_of(opened(paper_file(paper_of(), KeyPlace(place), NOW)))

    assert text.count("【答案】") == keys
    assert text.count("【出处】") == keys
    assert text.count("参考答案及解析") == (1 if place == "at_end" else 0)


def test_marks_in_a_quoted_source_are_closed_and_differ_from_those_around_it() -> None:
    paper = paper_of()
    said = Source("《讲话》", "报告强调：“密切联系群众")
    first = replace(paper.sections[0].questions[0], source=said)
    section = replace(paper.sections[0], questions=(first,))
    paper = replace(paper, sections=(section, *paper.sections[1:]))

    assert "《讲话》：「报告强调：“密切联系群众”」" in text_of(opened(key_file(paper, NOW)))


def test_the_key_names_the_letters_as_they_were_printed() -> None:
    item = bank.SYSTEM_SINGLE.item
    turned = replace(item, options=item.options[::-1])
    question = PrintedQuestion(1, Decimal(2), turned)
    paper = paper_of(sections=(PrintedSection(ItemType.SINGLE, (question,)),))

    right = next(at for at, option in enumerate(turned.options) if option.correct)

    assert f"【答案】{'ABCD'[right]}" in text_of(opened(key_file(paper, NOW)))


@pytest.mark.parametrize(
    ("texts", "columns"),
    [
        (("三年", "四年", "五年", "六年"), 4),
        (("全国人民代表大会", "县级以上人民政府", "地方各级人民法院", "各级人民检察院"), 2),
        (("这是一个很长很长的选项" * 3, "短"), 1),
        ((), 4),
    ],
)
def test_options_stand_in_columns_by_their_length(texts: tuple[str, ...], columns: int) -> None:
    options = tuple(Option(n, text, correct=n == 1) for n, text in enumerate(texts, 1))

    assert columns_for(options) == columns


def test_each_person_has_a_sheet_with_name_number_and_code() -> None:
    holders = [
        Holder(name, "第一代表团", "A", f"4821703{at}", f"https://example.org/e?code=4821703{at}")
        for at, name in enumerate(("王建国", "李秀英"))
    ]

    data = sheets_file({"A": paper_of()}, holders, NOW)

    text = text_of(opened(data))
    assert "姓　名：王建国" in text
    assert "姓　名：李秀英" in text
    assert "4821 7031" in text
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        pictures = [name for name in archive.namelist() if name.startswith("word/media/")]
        assert len(pictures) == len(holders)
        assert all(archive.read(name).startswith(b"\x89PNG") for name in pictures)


def hostile(item: Item) -> Item:
    """Return *item* with words that no document may take for its own."""
    return replace(
        item,
        stem=HOSTILE + item.stem,
        explanation=HOSTILE,
        options=tuple(replace(each, text=each.text + HOSTILE) for each in item.options),
        blanks=tuple(replace(each, accepted=(HOSTILE,)) for each in item.blanks),
    )


def test_hostile_words_break_no_file() -> None:
    sections = tuple(
        replace(
            section,
            questions=tuple(
                replace(each, item=hostile(each.item), source=Source(HOSTILE, HOSTILE))
                for each in section.questions
            ),
        )
        for section in paper_of().sections
    )
    paper = paper_of(title=HOSTILE, office=HOSTILE, instructions=HOSTILE, sections=sections)
    holder = Holder(HOSTILE, HOSTILE, "A", "48217036", "48217036")

    for data in (
        paper_file(paper, KeyPlace.AFTER_EACH, NOW),
        key_file(paper, NOW),
        sheets_file({"A": paper}, [holder], NOW),
    ):
        text = text_of(opened(data))
        assert "=1+1 </w:t><w:p/> &amp;" in text
        assert "\u202e" not in text


@given(st.text(max_size=60))
def test_no_text_keeps_what_a_document_cannot_hold(text: str) -> None:
    cleaned = plain(text)

    assert not any(character < " " and character != "\n" for character in cleaned)
    assert plain(cleaned) == cleaned


@given(st.text(max_size=80))
def test_every_title_makes_a_name_for_a_file(title: str) -> None:
    name = file_name(title, "（A卷）")

    assert name.endswith("（A卷）.docx")
    assert not set(name) & set('\\/:*?"<>|\n\r\t\x00')
    assert len(name) < 80


def test_one_file_goes_alone_and_several_in_an_archive() -> None:
    one, other = File("甲.docx", b"1"), File("乙.docx", b"2")

    packed = bundle([one, other], "卷.zip", NOW)

    assert bundle([one], "卷.zip", NOW) == one
    with zipfile.ZipFile(io.BytesIO(packed.content)) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "甲.docx": b"1",
            "乙.docx": b"2",
        }


def test_sections_are_counted_as_headings_count() -> None:
    assert [chinese_number(n) for n in (1, 10, 11, 20, 42)] == [
        "一",
        "十",
        "十一",
        "二十",
        "四十二",
    ]


def from_documents(*titles: str) -> PrintedPaper:
    """Return a paper whose questions are from documents of these titles, in turn."""
    numbers = itertools.count()
    paper = paper_of()
    return replace(
        paper,
        sections=tuple(
            replace(
                section,
                questions=tuple(
                    replace(
                        each,
                        source=replace(each.source, document=titles[next(numbers) % len(titles)]),
                    )
                    for each in section.questions
                ),
            )
            for section in paper.sections
        ),
    )


def test_a_paper_on_one_document_names_it_once_below_its_title() -> None:
    text = text_of(opened(paper_file(from_documents("座谈会上的讲话"), KeyPlace.NOWHERE, NOW)))

    assert text.count("座谈会上的讲话》") == 1
    assert "各题均出自《座谈会上的讲话》\n姓名" in text


@pytest.mark.parametrize("place", [KeyPlace.NOWHERE, KeyPlace.AFTER_EACH, KeyPlace.AT_END])
def test_on_a_paper_of_several_documents_each_question_names_its_own(place: KeyPlace) -> None:
    text = text_of(opened(paper_file(from_documents("甲会讲话", "乙会讲话", ""), place, NOW)))

    assert "各题均出自" not in text
    assert (text.count("出自《甲会讲话》\n"), text.count("出自《乙会讲话》\n")) == (2, 1)
    assert text.index("出自《甲会讲话》") < text.index("1.\t")
