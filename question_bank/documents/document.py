"""From bytes to a document."""

from __future__ import annotations

import hashlib
import re
from pathlib import PurePath

from question_bank.documents.cleaning import clean
from question_bank.documents.formats import read_text
from question_bank.documents.sections import find_sections
from question_bank.documents.sentences import split_sentences
from question_bank.documents.titles import bare_title
from question_bank.documents.values import Document, Genre, Role, Section
from question_bank.lexicon import Lexicon, load_lexicon

LONGEST_TITLE = 50
STATUTE_TITLE = re.compile(r"(?:法|条例|规定|办法|规则|章程|细则|实施办法)(?:（.*?）)?$")
#: A statute's name with its date, its table of contents or its first article in the same line.
GLUED_TITLE = re.compile(
    r"(?P<title>(?:[\u4e00-\u9fff、《》〈〉]|（[\u4e00-\u9fff]{2,6}）){4,46}?(?:法|条例|规定|办法|规则|章程|细则)》?)"
    r"[ \u3000]*(?=[(（]?[0-9]{4}年|[(（]?[一二][〇○零一二三四五六七八九]{3}年|目[ \u3000]*录|第一[章条编])"
)
GENRES = (
    (re.compile("报告"), Genre.REPORT),
    (re.compile("讲话|致辞|发言|讲稿|党课|辅导"), Genre.SPEECH),
    (re.compile("决定|意见|公报|通知|方案|纲要|规划|倡议"), Genre.DOCUMENT),
)
#: A line below the title that says what the text is, and where it may stand.
SUBTITLE = re.compile("(?:讲话|致辞|发言|讲稿|党课|工作报告|情况的?报告|意见|公报)(?:（[^）]*）)?$")
OPENING, SUBTITLES = 300, 5
ADDRESS = re.compile(r"(?:尊敬的[^\n]{0,20})?(?:同志们|各位[^，。\n]{1,12}|朋友们)[，,：:！!]")


def read_document(
    data: bytes, name: str, *, title: str = "", lexicon: Lexicon | None = None
) -> Document:
    """
    Read, clean and cut the file *name* with the content *data*.

    Args:
        data: The bytes of a text, Markdown, HTML, Word (.docx) or PDF file.
        name: Its name; gives the title when the text has none.
        title: What to call it, if that is known.
        lexicon: Whose noise patterns to use; the built-in one by default.

    Raises:
        UnreadableDocumentError: If there is no usable Chinese text in it; the message id
            says why.
    """
    lexicon = lexicon or load_lexicon()
    draft, flags = clean(read_text(data, name), lexicon.noise)
    text = draft.text
    sections = find_sections(text)
    title = title or _title(text, name)
    return Document(
        title=title,
        sha256=hashlib.sha256(data).hexdigest(),
        genre=_genre(title, text, sections),
        clean_text=text,
        sections=sections,
        sentences=tuple(split_sentences(text, sections)),
        repairs=draft.repairs(),
        flags=flags,
    )


def _title(text: str, name: str) -> str:
    """Return the first line if it reads like a title, else the file's name."""
    first = bare_title(text.split("\n", 1)[0])
    if (
        len(first) <= LONGEST_TITLE
        and not re.search("[。！？；：，]$", first)
        and not ADDRESS.match(first)
    ):
        return first
    if glued := GLUED_TITLE.match(first):
        return glued["title"].strip("《》")
    stem = PurePath(name.replace("\\", "/")).stem
    return bare_title(stem) or name


def _subtitles(text: str) -> list[str]:
    """Return the lines below the first that end in a word for what the text is: ……闭幕时的讲话."""
    lines = [line.strip("#—－ 　") for line in text[:OPENING].split("\n")[1:SUBTITLES]]
    return [line for line in lines if len(line) <= LONGEST_TITLE and SUBTITLE.search(line)]


def _genre(title: str, text: str, sections: tuple[Section, ...]) -> Genre:
    articles = sum(1 for section in sections if section.role is Role.STATUTE_ARTICLE)
    if articles >= 5 or (articles and STATUTE_TITLE.search(title)):  # noqa: PLR2004
        return Genre.STATUTE
    for line in (title, *_subtitles(text)):
        for pattern, genre in GENRES:
            if pattern.search(line):
                return genre
    opening = text[:600]
    if re.search("请予审议|向大会(?:作|做)?报告|报告工作", opening):
        return Genre.REPORT
    return Genre.SPEECH if ADDRESS.search(opening) else Genre.ARTICLE
