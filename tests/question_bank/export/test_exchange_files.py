"""Whole files, read in the child process: what they are, and what is refused."""

from __future__ import annotations

import io
import json
import zipfile

import pytest
from docx import Document as Word

from question_bank.errors import UnreadableDocumentError
from question_bank.export.bank_json.reading import read_bank_json
from question_bank.export.exchange.child import read_here
from question_bank.export.exchange.reading import format_of, read_questions
from question_bank.export.exchange.values import Format
from question_bank.export.gift.reading import read_gift
from question_bank.export.moodle.reading import read_moodle_xml
from question_bank.export.paste.reading import read_text_of_questions

TEXT = "1. 全国人大每届任期（　）年。\nA. 三\nB. 五\n答案：B\n解析：宪法第六十条这样规定。\n"
GIFT = "// [id:a-permanent-number] [tag:内容:制度常识]\n::题::全国人大每届任期{=五年 =5年 =%0%四年#再想一想}。\n"
MOODLE = """<?xml version="1.0" encoding="UTF-8"?><quiz>
<question type="category"><category><text>$course$/上级</text></category></question>
<question type="multichoice"><name><text>一</text></name>
<questiontext format="html"><text><![CDATA[<p>全国人大每届任期<b>几年</b>？</p><script>alert(1)</script>]]></text></questiontext>
<single>true</single><answer fraction="100"><text>五年</text></answer>
<answer fraction="0" format="html"><text>四年</text><feedback><text>再想一想</text></feedback></answer></question>
<question type="matching"><questiontext><text>连线</text></questiontext></question></quiz>"""


def word_bytes(text: str) -> bytes:
    document = Word()
    for line in text.splitlines():
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "file_format"),
    [
        (TEXT.encode(), "题.txt", Format.TEXT),
        (TEXT.encode("gb18030"), "题.txt", Format.TEXT),
        (TEXT.encode("utf-16"), "粘贴的文字", Format.TEXT),
        (word_bytes(TEXT), "题.docx", Format.WORD),
        (GIFT.encode(), "题.txt", Format.GIFT),
        (MOODLE.encode(), "题.xml", Format.MOODLE),
        (b'{"format": "quizapp-bank", "version": 1, "questions": []}', "x", Format.JSON),
    ],
)
def test_a_file_is_known_by_what_is_in_it(data: bytes, name: str, file_format: Format) -> None:
    assert format_of(data, name) is file_format


@pytest.mark.parametrize("data", [TEXT.encode(), TEXT.encode("gb18030"), word_bytes(TEXT)])
def test_a_question_comes_back_from_the_child(data: bytes) -> None:
    reading = read_questions(data, "题.docx" if data.startswith(b"PK") else "题.txt")
    [found] = reading.found
    assert [option.text for option in found.question.item.options if option.correct] == ["五"]
    assert found.place.row == 1


def test_word_lists_with_automatic_numbers_and_letters_are_read() -> None:
    found, problems = read_text_of_questions(
        "1．全国人大每届任期（　　）年。\nA．三\nB．五\n【答案】B"
    )
    assert problems == []
    assert found[0].question.item.options[1].correct


def test_a_child_that_takes_too_long_is_ended() -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_questions(TEXT.encode(), "题.txt", seconds=0.01)
    assert refused.value.message_id == "document.too_complex"


@pytest.mark.parametrize(
    ("data", "name", "message_id"),
    [
        (b"   ", "空.txt", "document.empty"),
        (b"x" * 21_000_000, "大.txt", "document.too_large"),
        (b"anything", "宏.docm", "import.macros"),
        (b"anything", "旧.xls", "import.old_format"),
        (b"no archive", "坏.xlsx", "document.damaged"),
    ],
)
def test_some_files_are_refused_by_name_size_or_first_bytes(
    data: bytes, name: str, message_id: str
) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_questions(data, name)
    assert refused.value.message_id == message_id


@pytest.mark.parametrize(
    ("file_format", "data", "message_id"),
    [
        (Format.TEXT, "这里没有一道题，只有一句话而已，。\n".encode()[:30], "document.no_chinese"),
        (Format.JSON, b'{"format": "quizapp-bank", "version": 2, "questions": []}', "import.bank_version"),
        (Format.JSON, b"\xff\xfe[", "import.not_utf8"),
        (Format.JSON, b"[" * 100_000, "import.not_a_bank"),
        (Format.JSON, b'{"a": NaN}', "import.not_a_bank"),
        (Format.JSON, b'{"format": "quizapp-bank", "version": 1, "questions": []}', "import.nothing_found"),
        (Format.MOODLE, b"<quiz><question>", "import.bad_xml"),
        (Format.MOODLE, b"<html/>", "import.not_a_quiz"),
        (Format.MOODLE, b'<!DOCTYPE q SYSTEM "file:///etc/passwd"><quiz/>', "import.entities"),
        (Format.MOODLE, b'<?xml version="1.0" encoding="nonsense"?><quiz/>', "import.not_utf8"),
        (Format.MOODLE, b'<!DOCTYPE q [<!ENTITY a "aaa"><!ENTITY b "&a;&a;">]><quiz>&b;</quiz>', "import.entities"),
    ],
)  # fmt: skip
def test_a_damaged_or_dangerous_file_is_refused_with_a_reason(
    file_format: Format, data: bytes, message_id: str
) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_here(file_format, data, "文件", 100)
    assert refused.value.message_id == message_id


def test_more_questions_than_allowed_are_refused() -> None:
    text = "\n".join(f"{number}. 代表应当出席会议。（√）" for number in range(1, 8))
    with pytest.raises(UnreadableDocumentError) as refused:
        read_here(Format.TEXT, text.encode(), "题.txt", 5)
    assert refused.value.parameters["limit"] == 5


def question_json(**changes: object) -> dict[str, object]:
    return {"type": "true_false", "stem": "代表应当出席会议。", "truth": True} | changes


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"type": "matching"}, "type"),
        ({"stem": 5}, "stem"),
        ({"stem": ""}, "stem"),
        ({"difficulty": 6}, "difficulty"),
        ({"difficulty": True}, "difficulty"),
        ({"points": "many"}, "points"),
        ({"points": 2}, "points"),
        ({"options": [{"text": "甲"}]}, "options[0].correct"),
        ({"blanks": [{"accepted": []}]}, "blanks[0].accepted"),
        ({"source": {"document": "甲"}}, "source"),
        ({"colour": "red"}, "colour"),
        ({"status": "lost"}, "status"),
    ],
)
def test_a_field_that_does_not_fit_is_named(changes: dict[str, object], field: str) -> None:
    bank = {
        "format": "quizapp-bank",
        "version": 1,
        "questions": [question_json(), question_json(**changes)],
    }
    found, [problem] = read_bank_json(json.dumps(bank).encode())
    assert len(found) == 1
    assert (problem.place.row, problem.place.column.startswith(field)) == (2, True)


@pytest.mark.parametrize(
    ("changes", "message_id"),
    [
        ({"truth": None}, "item.no_truth"),
        ({"stem": "看不见\x07的字。"}, "item.unstorable_text"),
        ({"tags": ["\ud800"]}, "item.unstorable_text"),
        ({"points": "0"}, "question.points"),
        ({"guid": "a-permanent-number"}, "import.guid_twice"),
    ],
)
def test_a_question_that_the_bank_cannot_hold_is_left_out(
    changes: dict[str, object], message_id: str
) -> None:
    first = question_json(guid="a-permanent-number")
    bank = {"format": "quizapp-bank", "version": 1, "questions": [first, question_json(**changes)]}
    reading = read_here(Format.JSON, json.dumps(bank).encode(), "题库.json", 10)
    assert len(reading.found) == 1
    assert [problem.message_id for problem in reading.problems] == [message_id]


def test_gift_written_by_hand_is_read() -> None:
    text = (
        "$CATEGORY: $course$/权利\n\n"
        "::一:: 代表的权利有 {~%50%审议权 ~%50%表决权#对 ~%-100%审判权 ####讲话。}\n\n"
        "代表应当出席会议。{T}\n\n"
        "[html]<p>任期是<b>几年</b>？</p>{=五年 ~四年}\n\n"
        "几加几？{#4:1}\n\n连线{=甲 -> 乙 =丙 -> 丁}\n\n没有括号的一行\n"
    )
    found, problems = read_gift(text)
    several, judged, chosen = (each.question.item for each in found)
    assert [option.correct for option in several.options] == [True, True, False]
    assert (several.kind.value, several.explanation) == ("right", "讲话。")
    assert judged.truth is True
    assert chosen.stem == "任期是**几年**？"
    assert [problem.message_id for problem in problems] == [
        "import.type_not_ours",
        "import.type_not_ours",
        "import.gift_braces",
    ]


def test_moodle_xml_of_another_site_is_read_as_plain_text() -> None:
    [found], [problem] = read_moodle_xml(MOODLE.encode())
    assert found.question.item.stem == "全国人大每届任期**几年**？"
    assert found.question.item.options[1].feedback == "再想一想"
    assert (problem.message_id, dict(problem.parameters)) == (
        "import.type_not_ours",
        {"type": "matching"},
    )


def test_a_zip_bomb_in_a_word_file_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 70_000_000)
    with pytest.raises(UnreadableDocumentError) as refused:
        read_here(Format.WORD, out.getvalue(), "炸弹.docx", 10)
    assert refused.value.message_id == "document.too_complex"
