"""Say where in a document something stands, the way stems do: 讲话第二部分第一点."""

from __future__ import annotations

import re
from collections import Counter

from question_bank.documents.titles import (
    STATUTE_NAME,
    bare_title,
    within_marks,
    without_marks,
)
from question_bank.documents.values import Document, Genre, Role, Section
from question_bank.lexicon import Lexicon

NOUNS = {Genre.SPEECH: "讲话", Genre.REPORT: "报告", Genre.DOCUMENT: "文件", Genre.ARTICLE: "文章"}
NUMERALS = "零一二三四五六七八九十"
#: A name of a statute longer than this is shortened as people do: 代表法.
LONGEST_NAME = 13
ENDS = {Role.OPENING: "开篇", Role.CLOSING: "结尾"}
#: Headlines and dispatches of news, interviews, and titles that are a chapter's number.
NEWS = re.compile("[^《]{2,12}(?:在.{2,20}[中上时])?(?:指出|强调|表示)，|胜利闭幕$|隆重开幕$")
DISPATCH = re.compile("(?:新华社|本报|中新社).{0,14}(?:电|讯)|记者[\u4e00-\u9fff ]{2,8}(?:报道|摄)")
INTERVIEW = re.compile("采访(?:对象|组|日期)|访谈|答记者问")
NUMBERED = re.compile("[0-9]+[.．、]|第.+[章节讲]")
OPENING = 200
#: What a text calls itself in its title.
OWN_WORD = re.compile("讲义|须知|手册|指南|问答|读本|教材|简报|纪要|综述|访谈")
#: What a line of its head calls a talk, and what some of these are called for short.
OWN_TALK = re.compile(
    "(?:[上时中式会—]|座谈|培训|辅导|专题|履职|交流|表态|典型|经验|讨论|主题|业务|知识)的?(?P<word>讲话|发言|致辞|党课|讲课稿|讲课提纲|讲稿|讲座|讲义|授课提纲|授课稿|讲解提纲|讲解稿|辅导报告|履职报告|述职报告)(?:提纲|要点|摘要|稿)?"
    "(?:[（(].{0,24})?$"
)
CALLED = {
    "讲课稿": "讲稿",
    "讲课提纲": "讲稿",
    "授课提纲": "讲稿",
    "授课稿": "讲稿",
    "讲解提纲": "讲稿",
    "讲解稿": "讲稿",
}
#: How far a text's head reaches, in characters and in lines.
HEAD, MOST_HEAD_LINES = 400, 8
#: What opens a line that counts: 一、, （三）, 2.; a text that is whole begins to count with one.
COUNTS = re.compile(
    r"^[#\s]*[（(]?(?P<number>[一二三四五六七八九十]+(?=[、）)])|[0-9]{1,2}(?=[、.．）)](?![0-9])))",
    re.MULTILINE,
)
#: How a part is numbered, as against a point.
WRITTEN_PART = re.compile("[一二三四五六七八九十]+、|第.+(?:部分|层)")
#: What congresses and their committees have decided, by its name.
DECISION = re.compile(
    "(?:人民代表大会|人大)(?:常务委员会|常委会)?(?P<name>关于.{2,40}(?:决定|决议))$"
)
#: Rules that count their parts without articles: 关于议案的若干暂行规定.
RULES_ON = re.compile("^关于.{2,30}的?(?:规定|办法|规则|守则|细则)$")
#: What a statute calls itself, and what stands after its name to say which version it is.
OWN_STATUTE = re.compile("本(法|条例|办法|规定|规则|细则|章程|守则|决定)(?![院庭官人律定])")
VERSION = re.compile("（[^（）]*）$|（[^（）]*(?:修[正订]|草案|[0-9]{4}年|试行|节选)[^（）]*）")
OWN_NOUNS = ("决定", "意见", "公报", "通知", "方案", "纲要", "规划", "倡议书")


def source_noun(document: Document, lexicon: Lexicon) -> str:
    """Return how a stem calls *document*: 讲话, 报告, or 《代表法》 for a statute."""
    if document.genre is Genre.STATUTE:
        return _name_of_statute(document, lexicon)
    return _noun_of_papers(document) or _noun_of_talk(document)


def _noun_of_papers(document: Document) -> str:
    """Return what a decision, rules without articles or a notice are called by their title, or nothing."""
    title = document.title
    if decision := DECISION.search(title):
        return f"《{decision['name']}》"
    if RULES_ON.search(title):
        return f"《{within_marks(title)}》"
    # 关于…报告履职情况工作的通知 is a notice, whatever it is about.
    is_official = document.genre is Genre.DOCUMENT or "关于" in title
    return next((noun for noun in OWN_NOUNS if is_official and title.endswith(noun)), "")


def _name_of_statute(document: Document, lexicon: Lexicon) -> str:
    """Return 《代表法》, or 该条例 where nothing but the name of a file says how it is called."""
    name = short_title(document.title, lexicon)
    is_named = STATUTE_NAME.search(name) or document.title in document.clean_text
    if not is_named:
        own = Counter(OWN_STATUTE.findall(document.clean_text)).most_common(1)
        return f"该{own[0][0] if own else '规定'}"
    return f"《{within_marks(name)}》"


def _noun_of_talk(document: Document) -> str:
    """Return what the text calls itself: 讲话, 发言, 讲义; 材料, which is never wrong, where nothing says."""
    opening = document.title + "\n" + document.clean_text[:OPENING]
    if named := OWN_WORD.search(document.title):
        return named.group()
    if NEWS.search(document.title) or DISPATCH.search(opening):
        return "报道"
    if document.genre is Genre.ARTICLE and INTERVIEW.search(opening):
        return "访谈"
    is_part = document.genre is Genre.ARTICLE and not _is_whole(document)
    called = "材料" if is_part else NOUNS[document.genre]
    return next(filter(None, map(_own_word, _head_lines(document))), called)


def _head_lines(document: Document) -> list[str]:
    """Return the title and the lines below it, as far as they are no sentence and no address."""
    lines = [document.title]
    for line in document.clean_text[:HEAD].split("\n")[:MOST_HEAD_LINES]:
        if re.search("[。；！？：:]$|[，。].*[，。]", line.strip()):
            break
        lines.append(line.strip())
    return lines


def _own_word(line: str) -> str:
    """Return what a line of the head calls the text, if it does: 在经验交流会上的发言."""
    found = OWN_TALK.search(line)
    return CALLED.get(found["word"], found["word"]) if found else ""


def _is_whole(document: Document) -> bool:
    """Tell whether an article has a title of its own and begins at its beginning."""
    first = COUNTS.search(document.clean_text)
    begins = first is None or first["number"] in {"一", "1"}
    is_titled = document.clean_text.lstrip("#《 ").startswith(document.title[:4])
    return begins and is_titled and not NUMBERED.match(document.title)


def short_title(title: str, lexicon: Lexicon) -> str:
    """Return the name of a statute without 中华人民共和国, or the usual short one if it is long."""
    name = bare_title(VERSION.sub("", without_marks(title))).removeprefix("中华人民共和国")
    for statute in lexicon.statutes if len(name) > LONGEST_NAME else ():
        if statute.name.removeprefix("中华人民共和国") == name and statute.short_names:
            return statute.short_names[0]
    return name


def place_of(document: Document, section: int, *, depth: int = 1) -> str:
    """
    Return the place of *section* without the document's noun: 第二部分第一点.

    Args:
        document: Where the section is.
        section: Its index.
        depth: How many ordinals to name, from the outermost: 1 names the part.
    """
    chain = document.ancestry(section)
    for around in chain:
        if around.role is Role.STATUTE_ARTICLE:
            return around.marker
    if not any(_is_numbered_part(s) for s in document.sections):
        return ""
    if chain[0].role in ENDS:
        return "" if chain[0].title else ENDS[chain[0].role]
    numbered = [s for s in chain if s.role in {Role.PART, Role.POINT, Role.SUBPOINT}]
    return "".join(_named(s) for s in numbered[:depth])


def _is_numbered_part(section: Section) -> bool:
    """Tell whether *section* is written as a part: 一、 or 第一部分, not （一） or 第一，."""
    return section.role is Role.PART and bool(WRITTEN_PART.match(section.marker))


def _named(section: Section) -> str:
    unit = "部分" if section.role is Role.PART else "点"
    if section.role is Role.PART and "层" in section.marker:
        unit = "层"
    return f"第{chinese(section.ordinal)}{unit}"


def chinese(number: int) -> str:
    """Return *number*, from 1 to 9,999, in Chinese numerals: 十二, 一百零五, 二百一十."""
    digits = f"{number:04d}"
    text = "".join(
        NUMERALS[int(digit)] + (unit if digit != "0" else "")
        for digit, unit in zip(digits, ("千", "百", "十", ""), strict=True)
    )
    text = re.sub("零+", "零", text).strip("零")
    return text.removeprefix("一") if text.startswith("一十") else text
