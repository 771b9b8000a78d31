from __future__ import annotations

import pytest

from question_bank.documents import read_document
from question_bank.documents.webpages import text_of_page

BODY = "人大代表要密切联系群众，听取和反映人民群众的意见。"


def lines(page: str) -> list[str]:
    """Return the lines of the article in *page*."""
    return text_of_page(page.encode()).splitlines()


@pytest.mark.parametrize(
    "around",
    [
        "<script>var 代表 = '不要';</script>",
        "<style>p { color: red }</style>",
        "<nav><a href='/'>首页</a></nav>",
        "<footer>版权所有</footer>",
        "<div class='crumb'>首页 &gt; 正文</div>",
        "<div id='footerNav'>网站地图</div>",
        "<ul><li><a>要闻</a></li><li><a>专题</a></li></ul>",
        "<div hidden>看不见</div>",
        "<p style='display: none'>看不见</p>",
        "<form><input value='x'><button>搜索</button></form>",
        "<!-- 注释 -->",
    ],
)
def test_what_stands_around_an_article_goes(around: str) -> None:
    assert lines(f"<html><body>{around}<p>{BODY}</p>{around}</body></html>") == [BODY]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<p>甲。</p><p>乙。</p>", ["甲。", "乙。"]),
        ("<p>甲。<p>乙。", ["甲。", "乙。"]),
        ("甲。<br>乙。<br/>丙。", ["甲。", "乙。", "丙。"]),
        ("<p>&nbsp;&nbsp;&ldquo;两委&rdquo;&#12290;</p>", ["“两委”。"]),
        ("<p>一 <b>加强</b>\n 学习</p>", ["一 加强 学习"]),
        (
            "<table><tr><td>环节</td><td>时限</td></tr><tr><td>交办</td><td>三日</td></tr></table>",
            ["环节\u3000时限", "交办\u3000三日"],
        ),
        ("<h2>一、提高认识</h2><div>甲。</div>", ["一、提高认识", "甲。"]),
        ("<p>依照<a href='/x'>代表法</a>履职。</p>", ["依照代表法履职。"]),
    ],
)
def test_paragraphs_become_lines(inside: str, expected: list[str]) -> None:
    assert lines(f"<body>{inside}<p>{BODY}</p></body>") == [*expected, BODY]


def test_an_article_begins_with_the_heading_that_repeats_the_title() -> None:
    page = f"<title>怎样当代表_某某人大网</title><body><div>今天是星期一</div><h1>怎样当代表</h1><p>{BODY}</p>"
    assert lines(page) == ["怎样当代表", BODY]


def test_a_page_without_heading_takes_its_title_without_the_site() -> None:
    assert lines(f"<title>怎样当好代表 - 某某人大网</title><body><p>{BODY}</p>") == [
        "怎样当好代表",
        BODY,
    ]


def test_an_element_never_closed_does_not_swallow_the_article() -> None:
    assert BODY in lines(f"<body><div class='nav'><p>{BODY}</p><p>{BODY * 3}</p>")


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        ("utf-8", "utf-8"),
        ("gb18030", "gb2312"),
        ("gbk", ""),
        ("utf-8", ""),
        ("gbk", "utf-8"),
        ("big5", "big5"),
        ("utf-8", "no-such"),
    ],
)
def test_the_encoding_is_the_declared_one_or_what_fits(encoding: str, declared: str) -> None:
    words = "代表大會主席團的意見和要求應當答覆，" if encoding == "big5" else BODY
    page = f"<html><head><meta charset='{declared}'></head><body><p>{words}</p></body></html>"
    assert text_of_page(page.encode(encoding)) == words + "\n"


def test_a_page_is_read_in_a_child_and_its_tail_is_cut() -> None:
    page = f"<html><h1>学习体会</h1><p>{BODY}</p><div>（责任编辑：张三）</div><div>相关链接</div><ul><li>·活动一</li></ul></html>"
    document = read_document(page.encode(), "体会.html")
    assert document.clean_text == f"学习体会\n{BODY}"


def test_a_page_of_a_hundred_thousand_open_elements_is_read() -> None:
    assert lines("<div>" * 100_000 + BODY + "</p>" * 100_000) == [BODY]
