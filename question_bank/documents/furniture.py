"""
Cut what a site, a page or an office puts around a text.

All of it is certain by its place and form; single lines that are noise wherever
they stand are in the lexicon.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from question_bank.documents.drafts import Draft, Edit

LABEL = (
    r"(?:信息来源|文章来源|来源|稿源|作者|撰稿|编辑|责编|责任编辑|审核|校对|监制|栏目|字号|字体|浏览次数|浏览量|浏览|阅读次数|阅读量|阅读"
    r"|点击数|点击|访问量|人气|更新时间|发布时间|发布日期|发表时间|成文日期|时间|日期|分类|标签|关键词)"
)
FIELD = re.compile(rf"(?<![\u4e00-\u9fff]){LABEL}[ \u3000]*[:：|｜]")
INLINE_FIELD = re.compile(
    rf"(?:[ \u3000]+\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?: \d{{1,2}}:\d{{2}}(?::\d{{2}})?)?)?(?:[ \u3000]+{LABEL}[:：] ?[^\s:：，。]{{1,20}}(?=\s|$))+",
    re.MULTILINE,
)
SITE_NAME = re.compile(
    r"(?:\s+[-_|–—]\s+(?:[^\s。，]{2,20}(?:网|网站|文库|在线|门户|公众号)|(?:www\.|https?://)[!-~]{1,60}))+(?=\s|$)",
    re.MULTILINE,
)
DATELINE = re.compile(
    r"^[ \u3000]*[^\s。，]{0,20}[ \u3000]*\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:[ \u3000]+\d{1,2}:\d{2}(?::\d{2})?)?[ \u3000]*(?:发表于[^\n。]{0,10})?$",
    re.MULTILINE,
)
#: How far from the start, in code points, the head of a page reaches.
HEAD = 600
LONGEST_FIELDS = 160
#: What opens the tail of a page, at the start of a line or after a space or a full stop.
TAIL = re.compile(
    r"(?:(?<=^)|(?<=[\s。！？】）]))(?:[【\[(（]?(?:本文由|责任编辑|责编|打印(?:本页|正文|此文)|关闭(?:窗口|本页)|下载WORD|收藏本文)|[上下]一[篇页]\s*[:：]"
    r"|相关(?:热词|链接|阅读|文章|新闻|推荐|附件)|猜你喜欢|延伸阅读|热门推荐|为您推荐|来源\s*[|｜]|投稿邮箱|主办(?:单位)?\s*[:：]|网站标识码|ICP备|点亮“?在看|版权所有|网站地图|百度文库)",
    re.MULTILINE,
)
#: How long, in code points, a tail may be.
LONGEST_TAIL = 1_500
#: The last block of an official letter, and the footer of document sites.
IMPRINT = re.compile(
    r"^[ \u3000]*(?:(?:主题词|抄送|抄报|抄发|分送)\s*[:：][^\n]*|[^\n。，]{2,40}\d{4}年\d{1,2}月\d{1,2}日印(?:发|制)?|[（(]共印\s*\d+\s*份[）)]"
    r"|第\s*\d+\s*页\s*共\s*\d+\s*页[^\n。]{0,40})[ \u3000]*(?:\n|\Z)",
    re.MULTILINE,
)
PAGE_NUMBER = re.compile(
    r"[ \u3000]*(?:[-—－–·]{1,2}[ \u3000]*\d{1,4}[ \u3000]*[-—－–·]{1,2}|第[ \u3000]*\d{1,4}[ \u3000]*页(?:[ \u3000,，/]*共[ \u3000]*\d{1,4}[ \u3000]*页)?"
    r"|\d{1,4} */ *\d{1,4})[ \u3000]*"
)
BARE_NUMBER = re.compile(r"[ \u3000]*(\d{1,3})[ \u3000]*")
LONGEST_PAGE_HEAD = 40
CONTENTS = re.compile(r"^[ \u3000]*目[ \u3000]*[录次][ \u3000]*\n", re.MULTILINE)
#: How far below a table of contents, in code points, its first heading comes again.
SEARCHED = 2_000
CONTENTS_LINE = re.compile(
    r"[ \u3000]*(第[一二三四五六七八九十百]{1,5}[编章节][ \u3000]*[^。；，\n]{1,40}?)[ \u3000.…·]*\d{0,4}[ \u3000]*(?:\n|\Z)"
)


def cut_furniture(draft: Draft) -> None:
    """Cut heads, feet, page numbers, contents and imprints out of *draft*."""
    draft.edit(_page_lines(draft.text), "page")
    draft.edit(_contents(draft.text), "contents")
    draft.edit(_rows_of_fields(draft.text), "noise")
    draft.edit(_in_head(SITE_NAME, draft.text), "noise")
    draft.edit(_in_head(INLINE_FIELD, draft.text), "noise")
    draft.edit(_in_head(DATELINE, draft.text), "noise")
    draft.replace(IMPRINT, "", "noise")
    draft.edit(_tail(draft.text), "noise")


def _in_head(pattern: re.Pattern[str], text: str) -> Iterator[Edit]:
    for match in pattern.finditer(text[:HEAD]):
        yield match.start(), match.end(), ""


def _rows_of_fields(text: str) -> Iterator[Edit]:
    """Yield the lines that are rows of labels: 来源：… 作者：… 时间：…."""
    for match in re.finditer(r"^[^\n]+$", text, re.MULTILINE):
        line = match.group()
        if len(line) > LONGEST_FIELDS or "。" in line:
            continue
        fields = list(FIELD.finditer(line))
        if (
            len(fields) > 1
            and fields[0].start() <= LONGEST_PAGE_HEAD
            and not re.search("[，；]", line)
        ):
            yield match.start(), match.end(), ""


def _tail(text: str) -> Iterator[Edit]:
    """Yield what follows the last full stop, if it opens as the tail of a page does."""
    floor = max(text.rfind("。") + 1, len(text) - LONGEST_TAIL, 0)
    match = TAIL.search(text, floor)
    if match and match.start() > 0:
        yield match.start(), len(text), ""


def _contents(text: str) -> Iterator[Edit]:
    """Yield tables of contents: lines under 目录 whose first heading comes again below."""
    for match in CONTENTS.finditer(text):
        end, first = match.end(), ""
        while (line := CONTENTS_LINE.match(text, end)) and _unspaced(line.group(1)) != first:
            first = first or _unspaced(line.group(1))
            end = line.end()
        rest = _unspaced(text[end : end + SEARCHED])
        if first and re.search(f"^{re.escape(first)}$", rest, re.MULTILINE):
            yield match.start(), end, ""


def _unspaced(text: str) -> str:
    return re.sub(r"[ \u3000]+", "", text)


def _page_lines(text: str) -> Iterator[Edit]:
    """Yield page numbers, the page heads beside them and the blank lines around, so that what they tore meets."""
    lines = text.split("\n")
    cut = _page_numbers(lines)
    if not cut:
        return
    cut |= _page_heads(lines, cut)
    for number in sorted(cut):
        for step in (-1, 1):
            beside = number + step
            while 0 <= beside < len(lines) and beside not in cut and not lines[beside].strip():
                cut.add(beside)
                beside += step
    position = 0
    for number, line in enumerate(lines):
        end = min(len(text), position + len(line) + 1)
        if number in cut:
            yield position, end, ""
        position = end


def _page_numbers(lines: Sequence[str]) -> set[int]:
    """Return which lines are page numbers; bare numbers only if they count up."""
    found = {number for number, line in enumerate(lines) if PAGE_NUMBER.fullmatch(line)}
    bare = [
        (at, int(m.group(1))) for at, line in enumerate(lines) if (m := BARE_NUMBER.fullmatch(line))
    ]
    counts_up = all(b[1] == a[1] + 1 for a, b in pairwise(bare))
    if len(bare) > 1 and counts_up:
        found |= {at for at, _ in bare}
    return found


def _page_heads(lines: Sequence[str], page_numbers: set[int]) -> set[int]:
    """Return the lines next to page numbers that stand there again and again."""
    beside: list[int] = []
    for number in page_numbers:
        for step in (-1, 1):
            at = number + step
            while 0 <= at < len(lines) and not lines[at].strip():
                at += step
            if 0 <= at < len(lines) and at not in page_numbers:
                beside.append(at)
    often = Counter(lines[at].strip() for at in set(beside))
    return {
        at
        for at in beside
        if often[lines[at].strip()] > 1
        and len(lines[at].strip()) <= LONGEST_PAGE_HEAD
        and not re.search("[，。]", lines[at])
    }
