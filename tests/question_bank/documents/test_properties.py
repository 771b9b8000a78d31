"""What holds for every text: nothing is lost, offsets point back, all bytes are read or refused."""

from __future__ import annotations

import contextlib
import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from question_bank.documents import Document, mask, read_document
from question_bank.documents.cleaning import clean
from question_bank.documents.markdown import plain_text
from question_bank.documents.masking import HIDDEN
from question_bank.documents.pdf import text_of_pdf
from question_bank.documents.webpages import text_of_page
from question_bank.documents.word import text_of_word
from question_bank.errors import UnreadableDocumentError
from question_bank.lexicon import load_lexicon
from question_bank.sources import built_in_speech
from tests.question_bank.documents.files import paragraph, pdf_file, set_page, word_file

CHINESE = "人大代表要密切联系群众听取意见和求努力为民服务"
BASE = "人大代表要密切联系群众。"
PIECES = st.sampled_from(
    [
        "一、", "（一）", "1.", "（1）", "一是", "二是", "首先，", "其次，", "最后，", "第一章 总则", "第一条　", "第二条　", "同志们：",
        "，", "。", "；", "：", "、", "“", "”", "（", "）", "《", "》", ",", ".", ":", '"', "'", "(", ")", " ", "\u3000", "\n", "\n    ",
        "×", "*", "**", "-", "— 1 —", "1,000", "3.5%", "2023-11-06", "来源：", "上一篇：", "网", "老秘网", "http://a.cn", "😀", "\u200b", "|",
        "#", "目录", "abc",
    ]
)  # fmt: skip
TEXTS = st.lists(st.one_of(PIECES, st.text(CHINESE, min_size=1, max_size=12)), max_size=60).map(
    "".join
)
#: What cleaning may take away or add; all other characters of a text stay.
LOST = re.compile(r"[^\u4e00-\u9fff]")


def read(text: str) -> Document:
    """Return the document of *text*, with enough Chinese in front to be read."""
    return read_document((BASE + "\n" + text).encode(), "x.txt")


@given(TEXTS)
def test_sentences_and_sections_point_into_the_clean_text(text: str) -> None:
    document = read(text)
    for sentence in document.sentences:
        assert document.clean_text[sentence.start : sentence.end] == sentence.text
        around = document.sections[sentence.section]
        assert around.start <= sentence.start < around.end
    for section in document.sections:
        assert document.clean_text[section.start :].startswith(section.marker)
        assert section.parent is None or (
            document.sections[section.parent].start <= section.start
            and section.end <= document.sections[section.parent].end
        )


@given(TEXTS)
def test_each_character_of_a_sentence_tells_the_sentence(text: str) -> None:
    document = read(text)
    for number, sentence in enumerate(document.sentences):
        assert document.sentence_number(sentence.start) == number
        assert document.sentence_number(sentence.end - 1) == number
    assert document.sentence_number(-1) == -1


@given(TEXTS)
def test_sentences_hold_all_but_blanks_and_stray_end_marks(text: str) -> None:
    document = read(text)
    held = "".join(sentence.text for sentence in document.sentences)
    assert re.sub(r"[\s。！？”’）]", "", held) == re.sub(r"[\s。！？”’）]", "", document.clean_text)


@given(TEXTS)
def test_flags_are_in_order_and_do_not_overlap(text: str) -> None:
    document = read(text)
    stretches = [(flag.start, flag.end) for flag in document.flags]
    assert all(start < end for start, end in stretches)
    assert all(a[1] <= b[0] for a, b in pairwise(stretches))
    for start in range(len(document.clean_text)):
        touched = any(a < start + 1 and start < b for a, b in stretches)
        assert document.is_flagged(start, start + 1) is touched


@given(TEXTS)
def test_repairs_stand_inside_both_texts_in_order(text: str) -> None:
    draft, _ = clean(text, ())
    repairs = draft.repairs()
    assert [r.origin for r in repairs] == sorted(r.origin for r in repairs)
    for repair in repairs:
        assert 0 <= repair.origin <= len(text)
        assert 0 <= repair.start <= len(draft.text)
        assert repair.before != repair.after


@given(
    st.lists(st.text(CHINESE, min_size=1, max_size=9), max_size=12),
    st.lists(st.sampled_from(",;!?"), min_size=12),
)
def test_a_repair_points_to_its_mark_in_both_texts(words: list[str], marks: list[str]) -> None:
    text = "".join(word + mark for word, mark in zip(words, marks, strict=False))
    draft, _ = clean(text, ())
    assert len(draft.repairs()) == len(words)
    for repair in draft.repairs():
        assert text[repair.origin] == repair.before
        assert draft.text[repair.start] == repair.after
        assert "repeated" not in {r.kind for r in draft.repairs()} or repair.start <= len(
            draft.text
        )


@given(TEXTS)
def test_cleaning_again_changes_nothing(text: str) -> None:
    once = clean(text, load_lexicon().noise)[0].text
    again, _ = clean(once, load_lexicon().noise)
    assert again.text == once
    assert again.repairs() == ()


@given(st.lists(st.text(CHINESE + "，。；、“”《》1234 ,", max_size=30), max_size=12))
def test_no_chinese_character_is_lost_from_a_text_without_noise(lines: list[str]) -> None:
    text = "\n".join(lines)
    assert LOST.sub("", clean(text, ())[0].text) == LOST.sub("", text)


@given(st.text("“”‘’（）《》「」甲乙。\n", max_size=60))
def test_a_mask_keeps_length_lines_and_the_marks_themselves(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    assert all(a in {b, HIDDEN} for a, b in zip(masked, text, strict=True))
    assert [i for i, c in enumerate(masked) if c == "\n"] == [
        i for i, c in enumerate(text) if c == "\n"
    ]


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("他说“甲乙。”", "他说“**。”"),
        ("（甲（乙）丙）", "（*****）"),
        ("“甲", "“甲"),
        ("甲”", "甲”"),
        ("“甲\n乙”", "“甲\n乙”"),
        ("《甲“乙》丙”", "《***》丙”"),
        ("（甲" + "乙" * 500 + "）", "（甲" + "乙" * 500 + "）"),
    ],
)
def test_what_stands_inside_pairs_is_hidden(text: str, masked: str) -> None:
    assert mask(text) == masked.replace("*", HIDDEN)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a", "a.doc"]))
def test_all_bytes_are_read_or_refused(data: bytes, name: str) -> None:
    for content in (data, BASE.encode() + data, BASE.encode("gbk") + data, b"\xff\xfe" + data):
        with contextlib.suppress(UnreadableDocumentError):
            read_document(content, name).clean_text.encode("utf-8")


WORD_FILE = word_file(paragraph(BASE) * 3)
PDF_FILE = pdf_file([set_page([BASE, BASE])])
PAGE = f"<html><body><div class='nav'>x</div><p>{BASE}</p></body></html>".encode()


@given(st.data())
@settings(max_examples=60)
def test_damaged_files_of_every_format_are_read_or_refused(data: st.DataObject) -> None:
    whole, reader = data.draw(
        st.sampled_from([(WORD_FILE, text_of_word), (PDF_FILE, text_of_pdf), (PAGE, text_of_page)])
    )
    at = data.draw(st.integers(0, len(whole)))
    content = (
        whole[:at] + data.draw(st.binary(max_size=8)) + whole[at + data.draw(st.integers(0, 8)) :]
    )
    with contextlib.suppress(UnreadableDocumentError):
        assert reader(content).endswith("\n")


@given(st.text(max_size=200))
def test_any_markdown_is_read(text: str) -> None:
    assert plain_text(text).endswith("\n")


@given(st.text("<>/pdiv= '\"&;a-!代表", max_size=200))
@settings(max_examples=50)
def test_any_page_is_read_or_refused(text: str) -> None:
    with contextlib.suppress(UnreadableDocumentError):
        assert text_of_page(f"<p>{BASE}</p>{text}".encode()).startswith(BASE)


@pytest.mark.parametrize(
    "unit",
    [
        "（",
        "“",
        "一是",
        " ",
        "\n",
        "*",
        "一、人大\n",
        "（一）人。",
        "第一条　人\n",
        "人 ",
        "1\n",
        "— 1 —\n",
        "人，\n",
        "来源：",
        "上一篇：",
        "_a ",
        "人|",
    ],
)
def test_a_long_text_of_one_thing_is_read(unit: str) -> None:
    document = read(unit * (200_000 // len(unit)))
    assert document.clean_text.startswith(BASE.rstrip("。"))


def test_the_built_in_speech_is_clean_after_one_reading() -> None:
    speech = built_in_speech()
    document = read_document(speech.data, speech.name, title=speech.title)
    again = read_document(document.clean_text.encode(), speech.name, title=speech.title)
    assert again.repairs == ()
    assert (again.sections, again.sentences) == (document.sections, document.sentences)
    assert document.flags == ()
    assert [s.marker for s in document.sections if s.parent is None] == [
        "",
        "一、",
        "二、",
        "三、",
        "四、",
        "",
    ]
