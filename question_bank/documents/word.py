"""The text of a Word file (.docx): paragraphs, tables and the numbers of its lists."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml import ElementTree
from defusedxml.common import DefusedXmlException

from question_bank.documents.word_numbering import WORD, Numbering, read_numbering, value_of
from question_bank.errors import UnreadableDocumentError

#: Largest part that is unpacked, in bytes; a zip bomb promises or holds more.
LARGEST_PART = 60_000_000
STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
TRANSITIONAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#: What is not text of the paragraph it stands in: deleted, moved away, the reading over a character,
#: the second telling of a drawing, text boxes (which follow their paragraph).
LEFT_OUT = frozenset(
    {"del", "moveFrom", "rt", "Fallback", "txbxContent", "pPr", "instrText", "delText"}
)
CHARACTERS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
CONTENTS_STYLE = re.compile(r"toc ?\d|contents|目录", re.IGNORECASE)
#: How often a style may be based on another.
DEEPEST_STYLE = 20


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style says: its name, its list and level, what it is based on."""

    name: str = ""
    list_id: str = ""
    level: str = ""
    based_on: str = ""


def text_of_word(data: bytes) -> str:
    """
    Return the text of the .docx file *data*, one paragraph or table row a line.

    Numbers of lists and headings are written out; deleted and hidden text, heads
    and feet of pages, notes and tables of contents are left out.

    Raises:
        UnreadableDocumentError: If it is damaged, encrypted, too large when
            unpacked, or no Word file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            reader = _reader(archive)
            body = _part(archive, "word/document.xml")
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError) as error:
        raise UnreadableDocumentError("document.damaged") from error
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise UnreadableDocumentError("document.damaged") from error
    except RuntimeError as error:
        # What zipfile raises for a member under a password.
        raise UnreadableDocumentError("document.encrypted") from error
    if body is None:
        raise UnreadableDocumentError("document.not_text")
    return "\n".join(reader.lines(body)) + "\n"


def _part(archive: zipfile.ZipFile, name: str) -> Element | None:
    """Return the root of the part *name*, or `None` if there is no such part."""
    if name not in archive.namelist():
        return None
    if archive.getinfo(name).file_size > LARGEST_PART:
        raise UnreadableDocumentError("document.too_complex")
    with archive.open(name) as part:
        content = part.read(LARGEST_PART + 1)
    root: Element = ElementTree.fromstring(content.replace(STRICT, TRANSITIONAL))
    return root


def _reader(archive: zipfile.ZipFile) -> WordReader:
    numbering = read_numbering(_part(archive, "word/numbering.xml"))
    return WordReader(numbering, _styles(_part(archive, "word/styles.xml")))


def _styles(root: Element | None) -> dict[str, Style]:
    styles = () if root is None else root.iter(f"{WORD}style")
    return {
        style.get(f"{WORD}styleId", ""): Style(
            value_of(style, "name"),
            *_list_of(style.find(f"{WORD}pPr")),
            value_of(style, "basedOn"),
        )
        for style in styles
    }


def _list_of(properties: Element | None) -> tuple[str, str]:
    """Return list id and level in *properties*, each empty where nothing is said."""
    chosen = properties.find(f"{WORD}numPr") if properties is not None else None
    return value_of(chosen, "numId"), value_of(chosen, "ilvl")


@dataclass(frozen=True, slots=True)
class WordReader:
    """Reads a body with the lists and styles of its file."""

    numbering: Numbering
    styles: dict[str, Style]

    def lines(self, parent: Element) -> Iterator[str]:
        """Yield the lines of *parent* in reading order, none of them blank."""
        for child in parent:
            tag = _name(child)
            if tag == "p":
                yield from self._paragraph(child)
            elif tag == "tbl":
                yield from self._table(child)
            elif tag not in LEFT_OUT:
                yield from self.lines(child)

    def _paragraph(self, paragraph: Element) -> Iterator[str]:
        properties = paragraph.find(f"{WORD}pPr")
        if CONTENTS_STYLE.fullmatch(self._style_name(properties)):
            return
        text = "".join(_runs(paragraph)).strip()
        if text:
            label = self._label(properties)
            gap = " " if label and label[-1:] in ".．" and text[:1].isdigit() else ""
            yield label + gap + text
        for box in _boxes(paragraph):
            yield from self.lines(box)

    def _style_name(self, properties: Element | None) -> str:
        return self.styles.get(value_of(properties, "pStyle"), Style()).name

    def _label(self, properties: Element | None) -> str:
        list_id, level = _list_of(properties)
        style = value_of(properties, "pStyle")
        for _ in range(DEEPEST_STYLE):
            if (list_id and level) or style not in self.styles:
                break
            found = self.styles[style]
            list_id, level, style = list_id or found.list_id, level or found.level, found.based_on
        return self.numbering.label(
            list_id, int(level) if level.isascii() and level.isdigit() else 0
        )

    def _table(self, table: Element) -> Iterator[str]:
        """Yield a line a row; rows of whole paragraphs, as in a page laid out by a table, paragraph by paragraph."""
        for row in _rows(table):
            cells = [list(self.lines(cell)) for cell in row.findall(f"{WORD}tc")]
            if any(len(cell) > 1 or "。" in "".join(cell) for cell in cells):
                yield from (line for cell in cells for line in cell)
            elif any(cells):
                yield "\u3000".join(line for cell in cells for line in cell)


def _name(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _rows(element: Element) -> Iterator[Element]:
    """Yield the rows of a table, not those of tables inside its cells."""
    for child in element:
        if _name(child) == "tr":
            yield child
        elif _name(child) not in LEFT_OUT:
            yield from _rows(child)


def _runs(element: Element) -> Iterator[str]:
    """Yield the pieces of text in *element*, without what is left out or hidden."""
    for child in element:
        tag = _name(child)
        if tag == "t":
            yield child.text or ""
        elif tag in CHARACTERS:
            yield CHARACTERS[tag]
        elif tag not in LEFT_OUT and not (tag == "r" and _is_hidden(child)):
            yield from _runs(child)


def _is_hidden(run: Element) -> bool:
    properties = run.find(f"{WORD}rPr")
    mark = properties.find(f"{WORD}vanish") if properties is not None else None
    return mark is not None and mark.get(f"{WORD}val", "true") not in {"0", "false"}


def _boxes(element: Element) -> Iterator[Element]:
    """Yield the text boxes anchored in *element*, each once."""
    for child in element:
        tag = _name(child)
        if tag == "txbxContent":
            yield child
        elif tag not in LEFT_OUT:
            yield from _boxes(child)
