"""Take what sites and printers put around a title off it."""

from __future__ import annotations

import re

_ENDS = "法|条例|规则|规定|办法|决定|细则|章程|准则|法典"
#: The name of a statute, with its version if that is told: …法（2018年修正）.
STATUTE_NAME = re.compile(rf"(?:{_ENDS})》?(?:[（(][^（）()]{{1,30}}[）)])?$")
#: What names a site, where the name of a statute or a talk ends.
SITE = re.compile(
    r"(?:网|网站|官网|网页|数据库|法规库|图书馆|文库|门户|百科|在线|频道|公众号|平台|论坛|博客|首页|文档|下载|https?://\S+|www\.\S+|[a-z0-9.]+\.(?:cn|com|org|net))$",
    re.IGNORECASE,
)
#: Buttons and fields of a page.
BUTTON = re.compile(
    r"[\[【（(]*(?:字[号体]|大|中|小|打印(?:本页|此页|本文|正文)?|关闭(?:窗口|本页)?|分享(?:到)?|收藏(?:本页)?|全文|(?:来源|时间|日期|发布时间|浏览次数|阅读量?|作者)[:：].*)[:：]?[\]】）)]*|[大中小]{2,3}"
)
#: What parts a page's name from its site's, whatever that is.
SURE_MARK = re.compile(r"[ \u3000]*(?:[_|｜>»]|[ \u3000]-{1,2}[ \u3000])[ \u3000]*")
#: What may do so, and may as well stand in a title; a double dash opens a subtitle.
MARK = re.compile(r"[ \u3000]*(?<![-–—])[-–—·](?![-–—])[ \u3000]*")
#: A part of a statute, after its name.
PART = re.compile("第[一二三四五六七八九十百零〇0-9]+[编章节条部分]|目录$|总则$|附则$|节选$|[（(]")
#: Sizes of letters that were glued to a name.
GLUED = re.compile(
    rf"(?<={'|'.join(_ENDS.split('|')[1:-1])})[大中小]{{2,3}}$|(?<=法)[大中小]{{2,3}}$"
)


CHINESE = re.compile("[\u4e00-\u9fff]")
#: Fewer Chinese characters before a mark are no title.
SHORTEST = 4


def bare_title(line: str) -> str:
    """
    Return the title in *line* without site, buttons and, for a statute, chapter.

    中华人民共和国宪法 第三章 国家机构 - 法律图书馆 gives 中华人民共和国宪法. A line that is
    nothing but such words is returned as it is.
    """
    title = SURE_MARK.split(line.strip())[0]
    if len(CHINESE.findall(title)) < SHORTEST:
        title = line.strip()
    while (match := _last_mark(title)) and SITE.search(title[match.end() :]):
        title = title[: match.start()]
    return without_marks(GLUED.sub("", _without_buttons(title)))


def without_marks(title: str) -> str:
    """Return a title that stands in 《》 as a whole without them, any other as it is."""
    is_quoted = title.startswith("《") and title.endswith("》") and title.count("《") == 1
    return title.strip(" \u3000《》") if is_quoted else title


def within_marks(title: str) -> str:
    """Return a title as it stands in 《》, where those of its own become 〈〉: 学习〈代表法〉."""
    return without_marks(title).replace("《", "〈").replace("》", "〉")


def _last_mark(title: str) -> re.Match[str] | None:
    """Return the last mark that may part a site's name off, but none that opens the line."""
    found = [match for match in MARK.finditer(title) if match.start()]
    return found[-1] if found else None


def _without_buttons(title: str) -> str:
    """Drop the words after a space that are buttons, sites, or parts of a statute just named."""
    words = title.split()
    kept: list[str] = []
    for number, word in enumerate(words):
        is_named = bool(kept) and bool(STATUTE_NAME.search("".join(kept)))
        if kept and (BUTTON.fullmatch(word) or (SITE.search(word) and number == len(words) - 1)):
            break
        if is_named and PART.match(word) and not word.startswith(("（", "(")):
            break
        kept.append(word)
    return " ".join(kept) or title
