from __future__ import annotations

import pytest

from question_bank.documents import Document, Role, place_of, read_document

REST = "人大代表要密切联系群众，听取和反映人民群众的意见。"


def read(*lines: str) -> Document:
    """Return the document of these lines."""
    return read_document("\n".join(lines).encode(), "讲话.txt")


def outline(document: Document) -> list[str]:
    """Return the markers of all sections, each under those around it."""
    return [
        "/".join(s.marker for s in document.ancestry(section.index))
        for section in document.sections
    ]


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["一、甲", REST, "二、乙", REST], ["一、", "二、"]),
        (["一、甲", "（一）子", "（二）丑", "二、乙", "（一）寅", "（二）卯"],
         ["一、", "一、/（一）", "一、/（二）", "二、", "二、/（一）", "二、/（二）"]),
        (["一、甲", "1.子", "2.丑", "（1）鼠", "（2）牛", "3.寅", "二、乙"],
         ["一、", "一、/1.", "一、/2.", "一、/2./（1）", "一、/2./（2）", "一、/3.", "二、"]),
        (["一、甲", f"一是学习。{REST}", "二是履职。", "二、乙", "一是审议。", "二是监督。"],
         ["一、", "一、/一是", "一、/二是", "二、", "二、/一是", "二、/二是"]),
        ([f"首先，学习。{REST}其次，履职。再次，监督。最后，总结。", REST], ["首先，", "其次，", "再次，", "最后，"]),
        (["第一，学习。", "第二，履职。", "第三，监督。"], ["第一，", "第二，", "第三，"]),
        (["第一件事，学习。", REST, "第二件事，履职。"], ["第一件事，", "第二件事，"]),
        (["其一，学习。", REST, "其二，履职。"], ["其一，", "其二，"]),
        (["一靠学习。", REST, "二靠腿勤。", "三靠自律。"], ["一靠", "二靠", "三靠"]),
        (["第一个大问题：什么是议案", REST, "第二个大问题：怎么提", REST], ["第一个大问题：", "第二个大问题："]),
    ],
)  # fmt: skip
def test_ordinals_open_sections_in_each_other(lines: list[str], expected: list[str]) -> None:
    found = outline(read("开场的话，说明来意。", *lines, REST))
    assert [entry for entry in found if entry] == expected


@pytest.mark.parametrize(
    "line",
    [
        "一是学习很重要，要抓好。",
        "首先，要学习。",
        "要掌握第一手材料，坚持人民至上。",
        "二、没有一的二。",
        "三是只有三。",
        "增长3.5%，完成投资1.2亿元。",
        "第一议题制度要坚持。",
        "2.5万人参加。",
        "最后，我再强调一点。",
        "一是一，二是二，说到做到。",
    ],
)
def test_a_stray_ordinal_opens_nothing(line: str) -> None:
    assert [section.role for section in read(REST, line, REST).sections] == [Role.OPENING]


def test_an_ordinal_inside_a_sentence_opens_nothing() -> None:
    document = read("一、甲", "主要做法：一是学习；二是履职；三是监督。", "二、乙", REST)
    assert outline(document) == ["一、", "二、"]


@pytest.mark.parametrize(
    "closing", ["同志们，使命光荣。", "各位代表！", "总之，要履职。", "最后，祝大家健康。"]
)
def test_closing_words_after_the_last_part_are_apart(closing: str) -> None:
    document = read("开场。", "一、甲", REST, "二、乙", REST, closing, "谢谢大家！")
    last = document.sections[-1]
    assert last.role is Role.CLOSING
    assert document.clean_text[last.start :] == f"{closing}\n谢谢大家！"
    assert place_of(document, last.index) == "结尾"
    assert place_of(document, 0) == "开篇"


def test_a_statute_has_chapters_with_articles_with_items() -> None:
    document = read(
        "某某法", "第一章 总则", f"第一条　{REST}", "第二章 权利", "第一节 一般规定", "第二条　代表享有下列权利：",
        "（一）出席会议；", "（二）提出议案；", "前款的权利受保护。", f"第二条之一　{REST}", "第二节 特别规定", f"第三条　{REST}",
    )  # fmt: skip
    assert outline(document)[1:] == [
        "第一章", "第一章/第一条", "第二章", "第二章/第一节", "第二章/第一节/第二条", "第二章/第一节/第二条/（一）",
        "第二章/第一节/第二条/（二）", "第二章/第一节/第二条之一", "第二章/第二节", "第二章/第二节/第三条",
    ]  # fmt: skip
    places = {s.text: place_of(document, s.section) for s in document.sentences}
    assert places["（二）提出议案；"] == "第二条"
    assert places[f"第二条之一　{REST}"] == "第二条之一"


def test_what_follows_the_items_of_an_article_belongs_to_the_article() -> None:
    document = read(
        "某某法",
        "第一条　有下列权利：",
        "（一）出席；",
        "1.大会；",
        "2.小组会；",
        "（二）提案；",
        "权利受保护。",
        f"第二条　{REST}",
    )
    marker = {s.text: document.sections[s.section].marker for s in document.sentences}
    assert marker["2.小组会；"] == "2."
    assert marker["（二）提案；"] == "（二）"
    assert marker["权利受保护。"] == "第一条"


def test_paragraphs_below_a_point_of_a_speech_belong_to_the_point() -> None:
    document = read("一、甲", "（一）子", REST, "（二）丑", REST, "后来的一段话。", "二、乙")
    marker = {s.text: document.sections[s.section].marker for s in document.sentences}
    assert marker["后来的一段话。"] == "（二）"


def test_a_paragraph_after_points_of_one_paragraph_each_belongs_to_their_part() -> None:
    points = ("一要会看，看得懂报告；", "二要会听，听得出难处；", "三要会问，问到要处。")
    document = read("一、甲", *points, "后来的一段话。", "二、乙", REST)
    marker = {s.text: document.sections[s.section].marker for s in document.sentences}
    assert marker["后来的一段话。"] == "一、"


def test_what_follows_a_late_heading_is_in_no_part() -> None:
    said = "代表的活动经费应当列入本级财政预算。"
    document = read("开场。", "一、甲", REST, "二、乙", REST, "课后几句", said)
    section = next(s.section for s in document.sentences if s.text == said)
    assert document.sections[section].title == "课后几句"
    assert place_of(document, section) == ""


def test_a_text_without_ordinals_is_one_section() -> None:
    document = read(REST, REST)
    assert [(s.start, s.end) for s in document.sections] == [(0, len(document.clean_text))]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("一、加强学习，夯实基础", True),
        ("关于代表工作的几点体会", True),
        (REST, False),
        ("主要有以下几点：", False),
        ("他说：“要学习。”", False),
        (f"{REST}没有说完", False),
    ],
)
def test_a_heading_is_a_whole_line_without_an_end_mark(line: str, *, is_heading: bool) -> None:
    document = read(REST, line, "一二三四五六七八九。")
    found = [
        s
        for s in document.sentences
        if s.end <= document.clean_text.index("一二三四") and s.paragraph == 1
    ]
    assert found[-1].is_heading is is_heading


def test_a_heading_without_its_number_ends_the_chapter_before_it() -> None:
    chapters = [
        "第一章　总则",
        f"第一条　{REST}",
        "第二章　会议",
        f"第二条　{REST}",
        f"第三条　{REST}",
    ]
    document = read(
        *chapters, "议案的提出和审议", f"第四条　{REST}", "第四章　附则", f"第五条　{REST}"
    )
    around = [document.ancestry(s.index)[0] for s in document.sections if s.marker.endswith("条")]
    assert [chapter.marker for chapter in around] == ["第一章", "第二章", "第二章", "", "第四章"]
    assert around[3].title == "议案的提出和审议"
