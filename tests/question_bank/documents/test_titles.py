"""Titles of pages and files, as sites and printers leave them."""

from __future__ import annotations

import pytest

from question_bank.documents import Genre, read_document, source_noun
from question_bank.documents.titles import bare_title, within_marks
from question_bank.lexicon import load_lexicon

RULES = "全国人民代表大会议事规则"


@pytest.mark.parametrize(
    ("line", "title"),
    [
        (f"{RULES}_国家法律法规数据库中小", RULES),
        (f"{RULES}_国家法律法规数据库 字号: 大 中 小", RULES),
        (f"{RULES} 大 中 小 [打印]", RULES),
        (f"{RULES}大中小", RULES),
        (f"{RULES}-中国人大网", RULES),
        (f"《{RULES}》 | 门户网站", RULES),
        (f"{RULES} 国家法律法规数据库", RULES),
        ("中华人民共和国宪法 第三章 国家机构 - 法律图书馆", "中华人民共和国宪法"),
        ("中华人民共和国监督法（2024年修正） 打印", "中华人民共和国监督法（2024年修正）"),
        ("某市人民代表大会关于环境保护的决定·某市人大网站", "某市人民代表大会关于环境保护的决定"),
    ],
)
def test_a_title_is_freed_of_site_buttons_and_chapter(line: str, title: str) -> None:
    assert bare_title(line) == title


@pytest.mark.parametrize(
    ("title", "inside"),
    [
        ("《在代表座谈会上的讲话》", "在代表座谈会上的讲话"),
        ("在代表座谈会上的讲话", "在代表座谈会上的讲话"),
        ("深入学习《代表法》", "深入学习〈代表法〉"),
        ("《监督法》和《代表法》", "〈监督法〉和〈代表法〉"),
    ],
)
def test_marks_of_a_title_are_lowered_within_marks(title: str, inside: str) -> None:
    assert within_marks(title) == inside


@pytest.mark.parametrize(
    "title",
    [
        "在全县人大工作会议上的讲话",
        "坚持和完善人民代表大会制度——在市委人大工作会议上的讲话",
        "政府工作报告 2024年1月",
        "关于支持中小",
        "做好“互联网+代表”工作",
        "学习《监督法》",
    ],
)
def test_a_title_without_furniture_stays_as_it_is(title: str) -> None:
    assert bare_title(title) == title


ARTICLES = "".join(
    f"<p>第{n}条 代表团审议议案和有关报告，由代表团团长主持会议。</p>" for n in "一二三四五六"
)


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", f"{RULES}_国家法律法规数据库 字号: 大 中 小\n" + ARTICLES),
        ("a.md", f"# {RULES} - 法律图书馆\n\n" + ARTICLES.replace("</p>", "\n\n")),
        (
            "a.html",
            f"<html><head><title>{RULES}_国家法律法规数据库</title></head><body><h1>{RULES}_国家法律法规数据库</h1>{ARTICLES}</body></html>",
        ),
    ],
)
def test_a_stem_names_the_statute_without_its_site(name: str, text: str) -> None:
    if name == "a.txt":
        text = text.replace("<p>", "").replace("</p>", "\n")
    document = read_document(text.encode(), name)
    assert document.title == RULES
    assert source_noun(document, load_lexicon()) == "《全国人民代表大会议事规则》"


PLAIN = "\n".join(f"第{n}条　本条例规定代表团审议议案。" for n in "一二三四五六")


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        (
            f"某市实施《中华人民共和国代表法》办法\n{PLAIN}",
            "《某市实施〈中华人民共和国代表法〉办法》",
        ),
        (
            f"某市区县（自治县）街道工作条例（2020年修正）\n{PLAIN}",
            "《某市区县（自治县）街道工作条例》",
        ),
        (f"某市养老服务条例2015年1月29日某市人民代表大会通过{PLAIN}", "《某市养老服务条例》"),
        (f"2015年1月29日某市人民代表大会会议通过，自五月一日起施行。\n{PLAIN}", "该条例"),
    ],
)
def test_a_statute_is_named_as_it_is_written_and_never_by_its_file(text: str, noun: str) -> None:
    document = read_document(text.encode(), "other-law-2.txt")
    assert source_noun(document, load_lexicon()) == noun


@pytest.mark.parametrize(
    ("lines", "noun"),
    [
        (("省人大某次会议胜利闭幕", "大会通过了各项决议。"), "报道"),
        (("采访对象：张三，曾任秘书长。", "采访组：您好！请谈谈人大工作。"), "访谈"),
        (("6.国家机构", "人民代表大会是权力机关。"), "材料"),
        (("让联络站真正联起来", "代表联络站是平台。"), "文章"),
        (
            ("关于组织开展区人大代表向选民报告履职情况工作的通知", "各代表小组：现通知如下。"),
            "通知",
        ),
        (("关于议案的若干暂行规定", "一、议案应当一事一案。"), "《关于议案的若干暂行规定》"),
        (
            ("某市人民代表大会常务委员会关于加强对司法工作监督的决议", "会议认为，监督要依法。"),
            "《关于加强对司法工作监督的决议》",
        ),
    ],
)
def test_a_text_that_is_no_talk_is_not_called_one(lines: tuple[str, ...], noun: str) -> None:
    document = read_document("\n".join(lines).encode(), "text.txt")

    assert source_noun(document, load_lexicon()) == noun


def test_a_line_below_the_title_says_what_the_text_is() -> None:
    text = "不是散场，是开场\n春柳街道居民议事会闭幕时的讲话\n各位代表、同志们，会议就要结束了。会上大家听取了报告，提了意见。"

    assert read_document(text.encode(), "a.txt").genre is Genre.SPEECH
