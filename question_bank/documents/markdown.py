"""Markdown as plain text: every word stays, the markup goes."""

from __future__ import annotations

import html
import re

FRONT_MATTER = re.compile(
    r"\A\ufeff?---[ \t]*\r?\n(?P<head>(?:(?!---|\.\.\.)[^\n]*\n){0,60})(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)"
)
TITLE = re.compile(r"^title[ \t]*:[ \t]*[\"']?([^\n\"']+)", re.MULTILINE)
COMMENT = re.compile(r"<!--[^<]{0,2000}-->")
TAG = re.compile(r"</?[A-Za-z][^<>\n]{0,300}>")
LINE_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
#: Lines that hold nothing but markup: rules, fences, underlines of headings, table rules, link targets.
BARE = re.compile(
    r"(?:[ \t]{0,3}(?:[-*_=][ \t]*){3,}|[ \t]*(?:```|~~~)[\w-]*[ \t]*|[ \t]*\|?(?:[ \t]*:?-{2,}:?[ \t]*\|)+[ \t]*:?-*:?[ \t]*"
    r"|[ \t]{0,3}\[[^\]\n]{1,80}\]:[ \t]*\S+.*)"
)
MARKER = re.compile(r"[ \t]{0,3}(?:#{1,6}[ \t]+|>[ \t]?|[-*+][ \t]+(?:\[[ xX]\][ \t]+)?)")
CLOSING_HASHES = re.compile(r"[ \t]+#+[ \t]*$")
IMAGE = re.compile(r"!\[[^\]\n]{0,300}\]\([^()\n]{0,500}\)")
LINK = re.compile(r"\[([^\[\]\n]{0,300})\](?:\([^()\n]{0,500}\)|\[[^\[\]\n]{0,80}\])")
FOOTNOTE = re.compile(r"\[\^[^\]\n]{1,30}\]:?")
EMPHASIS = re.compile(
    r"(\*{2,3}|(?<!_)__(?!_)|~~|==|`{1,2}|(?<![A-Za-z0-9*])\*(?!\*)|(?<![A-Za-z0-9_])_(?!_))(?!\s)([^\n]{1,500}?)(?<!\s)\1"
)
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
CELL = re.compile(r"(?<!\\)\|")
#: Words of links that lead elsewhere in a book or a site.
NAVIGATION = re.compile(
    r"[\s·|\-—]*(?:(?:上一[篇页章节]|下一[篇页章节]|返回(?:目录|首页|顶部)|目录|首页)[\s·|\-—]*)+"
)


def plain_text(source: str) -> str:
    """
    Return the text of the Markdown *source*, one paragraph or table row a line.

    Headings keep their line, ordered lists their numbers, links their words. Front
    matter gives the first line when the text has no heading of that name.
    """
    source = source.replace("\r\n", "\n").replace("\r", "\n")
    title = ""
    if match := FRONT_MATTER.match(source):
        found = TITLE.search(match.group("head"))
        title = found.group(1).strip() if found else ""
        source = source[match.end() :]
    source = COMMENT.sub("", source)
    lines = [_plain_line(line) for line in source.split("\n") if not BARE.fullmatch(line)]
    text = "\n".join(lines).strip("\n")
    if title and not text.lstrip().startswith(title):
        text = f"{title}\n{text}"
    return text + "\n"


def _plain_line(line: str) -> str:
    if not line.strip():
        return ""
    line = _without_markers(line)
    if line.strip().startswith("|"):
        cells = [cell.strip() for cell in CELL.split(line.strip().strip("|"))]
        line = "\u3000".join(cell for cell in cells if cell)
    has_links = "](" in line
    line = LINE_TAG.sub("\n", LINK.sub(r"\1", IMAGE.sub("", FOOTNOTE.sub("", line))))
    if has_links and NAVIGATION.fullmatch(line):
        return ""
    line = TAG.sub("", line)
    line = EMPHASIS.sub(r"\2", EMPHASIS.sub(r"\2", line))
    return html.unescape(ESCAPE.sub(r"\1", line))


def _without_markers(line: str) -> str:
    """Take the marks of headings, quotations and bullets off the front of *line*."""
    while match := MARKER.match(line):
        line = line[match.end() :]
        if "#" in match.group():
            return CLOSING_HASHES.sub("", line)
    return line
