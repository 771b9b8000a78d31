from __future__ import annotations

import pytest

from question_bank.documents import read_document
from question_bank.documents.markdown import plain_text


@pytest.mark.parametrize(
    ("source", "plain"),
    [
        ("# 总则", "总则"),
        ("## 第一章 总则 ##", "第一章 总则"),
        ("> 引用的话。", "引用的话。"),
        ("> ## 引用的标题", "引用的标题"),
        ("- 第一项", "第一项"),
        ("- [x] 已办", "已办"),
        ("1. 有序的项", "1. 有序的项"),
        ("**第一条**　为了", "第一条　为了"),
        ("这是*强调*和__重点__", "这是强调和重点"),
        ("~~删去~~的`代码`", "删去的代码"),
        ("见[宪法](https://example.org/a_b)第二条", "见宪法第二条"),
        ("见[宪法][1]第二条", "见宪法第二条"),
        ("![图](a.png)图后", "图后"),
        ("| 环节 | 时限 |", "环节\u3000时限"),
        ("注[^1]解", "注解"),
        ("3\\. 不是列表", "3. 不是列表"),
        ("&ldquo;一府一委两院&rdquo;", "“一府一委两院”"),
        ("<b>粗</b>体", "粗体"),
        ("甲<br>乙", "甲\n乙"),
    ],
)
def test_markup_goes_and_its_words_stay(source: str, plain: str) -> None:
    assert plain_text(source) == plain + "\n"


@pytest.mark.parametrize(
    "source",
    [
        "---",
        "***",
        "===",
        "```text",
        "|---|:--:|",
        "[1]: https://example.org",
        "[上一篇](a.md) · [返回目录](b.md)",
    ],
)
def test_lines_of_markup_alone_leave_nothing(source: str) -> None:
    assert plain_text(f"上文。\n{source}\n下文。").split() == ["上文。", "下文。"]


@pytest.mark.parametrize(
    "kept", ["2*3*4", "a_b_c", "姓名____", "____年____月", "5 * 3", "第3-5页", "1.5倍", "#话题"]
)
def test_what_only_looks_like_markup_stays(kept: str) -> None:
    assert plain_text(kept) == kept + "\n"


def test_front_matter_gives_the_title_and_goes() -> None:
    text = plain_text("---\ntitle: 让代表联络站联起来\ntags: [人大]\n---\n正文第一段。\n")
    assert text == "让代表联络站联起来\n正文第一段。\n"


def test_a_title_that_stands_in_the_text_is_not_doubled() -> None:
    assert plain_text("---\ntitle: 联络站\n---\n# 联络站\n正文。").split() == ["联络站", "正文。"]


def test_chapters_and_articles_of_a_statute_in_markdown_are_found() -> None:
    source = "# 中华人民共和国某法\n\n## 第一章 总则\n\n**第一条** 为了保障代表依法履职，制定本法。\n\n**第二条** 代表依法履职。\n"
    document = read_document(source.encode(), "某法.md")
    assert [section.marker for section in document.sections] == ["", "第一章", "第一条", "第二条"]
    assert document.title == "中华人民共和国某法"
