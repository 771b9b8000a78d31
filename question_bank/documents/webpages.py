"""The text of a web page without what the site puts around it."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html.parser import HTMLParser

from question_bank.documents.reading import decode

#: Elements whose text is never part of an article.
SKIPPED = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "nav",
        "footer",
        "aside",
        "form",
        "button",
        "select",
        "textarea",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "map",
    ]
)
#: Words in class and id of what stands around an article.
FURNITURE = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "crumb",
        "crumbs",
        "breadcrumb",
        "breadcrumbs",
        "footer",
        "foot",
        "copyright",
        "related",
        "relate",
        "relevant",
        "recommend",
        "recommends",
        "share",
        "sharebar",
        "bdshare",
        "sidebar",
        "ad",
        "ads",
        "advert",
        "prev",
        "next",
        "pager",
        "pagination",
        "comment",
        "comments",
        "toolbar",
        "tools",
        "qrcode",
        "login",
        "search",
    ]
)
#: Elements that hold the page as a whole, whatever they are called.
WHOLES = frozenset({"html", "body", "main", "article"})
VOID = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
BLOCKS = frozenset(
    [
        "address",
        "article",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "tr",
        "ul",
        "caption",
        "title",
        "head",
    ]
)
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
#: Elements that a further one of their kind closes.
SELF_CLOSING = frozenset({"p", "li", "dt", "dd", "tr", "td", "th", "option"})
WORDS = re.compile(r"[A-Za-z][a-z]*|[A-Z]+")
HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{2,20})", re.IGNORECASE
)
#: Simplified Chinese goes under the names of its ever larger sets.
LARGER_SET = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
TITLE_ENDS = re.compile(r"\s*(?:[_|｜>]|\s-{1,2}\s|\s—{1,2}\s|\s–\s)\s*")
SHORTEST_TITLE = 4
#: A line is a row of links when this share of it is linked.
LINKED = 0.6
#: Less than this share of the page's Chinese left: the skipping went wrong.
TOO_LITTLE = 0.25
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@dataclass(slots=True)
class Line:
    """One line of a page: its pieces, how much of it is linked, whether it is a heading."""

    pieces: list[str] = field(default_factory=list)
    linked: int = 0
    is_heading: bool = False

    @property
    def text(self) -> str:
        """The words of the line, runs of blanks as one."""
        return re.sub(r"[ \t\n\r\f\v\xa0]+", " ", "".join(self.pieces)).strip(" \u3000")


class PageReader(HTMLParser):
    """Collect the lines of a page, and its title; *strict* leaves furniture out."""

    def __init__(self, *, strict: bool) -> None:
        super().__init__(convert_charrefs=True)
        self.title = ""
        self.lines: list[Line] = [Line()]
        self._strict = strict
        self._open: list[tuple[str, bool]] = []
        self._counts: Counter[str] = Counter()
        self._skipping = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element; a block begins a line."""
        if tag in SELF_CLOSING and self._open and self._open[-1][0] == tag:
            self.handle_endtag(tag)
        if tag in BLOCKS or tag == "br":
            self._break(is_heading=tag in HEADINGS)
        elif tag in {"td", "th"}:
            self.lines[-1].pieces.append("\u3000")
        if tag not in VOID:
            is_skipped = tag in SKIPPED or (self._strict and _is_furniture(tag, attrs))
            self._open.append((tag, is_skipped))
            self._counts[tag] += 1
            self._skipping += is_skipped

    def handle_endtag(self, tag: str) -> None:
        """Close an element and all that was left open inside it."""
        if not self._counts[tag]:
            return
        while self._open:
            name, was_skipped = self._open.pop()
            self._counts[name] -= 1
            self._skipping -= was_skipped
            if name == tag:
                break
        if tag in BLOCKS:
            self._break()

    def handle_data(self, data: str) -> None:
        """Take text into the line, the title, or nowhere."""
        if self._counts["title"]:
            self.title += data
        elif not self._skipping:
            line = self.lines[-1]
            line.pieces.append(data)
            line.linked += len(data.strip()) if self._counts["a"] else 0

    def _break(self, *, is_heading: bool = False) -> None:
        if self.lines[-1].pieces:
            self.lines.append(Line())
        self.lines[-1].is_heading = is_heading


def text_of_page(data: bytes) -> str:
    """
    Return the article of the HTML page *data*: its title, then a paragraph a line.

    The encoding is that of the byte order mark, of the page's own declaration,
    or what fits of UTF-8 and GB18030.

    Raises:
        UnreadableDocumentError: If the bytes are no text.
    """
    found = CHARSET.search(data[:4_000])
    declared = found.group(1).decode("ascii").lower() if found else ""
    source = decode(data, "", declared=LARGER_SET.get(declared, declared))
    strict, lenient = _read(source, strict=True), _read(source, strict=False)
    page = strict if _chinese(strict) >= TOO_LITTLE * _chinese(lenient) else lenient
    lines = [line for line in page.lines if line.text and not _is_row_of_links(line)]
    return "\n".join(_from_title_on(page.title, lines)) + "\n"


def _read(source: str, *, strict: bool) -> PageReader:
    reader = PageReader(strict=strict)
    reader.feed(source)
    reader.close()
    return reader


def _is_furniture(tag: str, attrs: list[tuple[str, str | None]]) -> bool:
    if tag in WHOLES:
        return False
    values = {name: value or "" for name, value in attrs}
    if "hidden" in values or HIDDEN_STYLE.search(values.get("style", "")):
        return True
    names = f"{values.get('class', '')} {values.get('id', '')}"
    return any(word.lower() in FURNITURE for word in WORDS.findall(names))


def _chinese(page: PageReader) -> int:
    return sum(len(CHINESE.findall(line.text)) for line in page.lines)


def _is_row_of_links(line: Line) -> bool:
    text = line.text
    is_linked = line.linked >= LINKED * len(text.replace(" ", ""))
    return is_linked and not line.is_heading and "。" not in text and not text.startswith("第")


def _from_title_on(title: str, lines: list[Line]) -> list[str]:
    """Return the lines from the one that repeats the page's title, or all under that title."""
    texts = [line.text for line in lines]
    whole = _bare(title)
    for number, text in enumerate(texts):
        if (
            len(_bare(text)) >= SHORTEST_TITLE
            and whole.startswith(_bare(text))
            and "。" not in text
        ):
            return texts[number:]
    for number, line in enumerate(lines):
        if line.is_heading:
            return texts[number:]
    named = TITLE_ENDS.split(title.strip())[0].strip()
    return [named, *texts] if len(named) >= SHORTEST_TITLE else texts


def _bare(text: str) -> str:
    return re.sub(r"\s+", "", text)
