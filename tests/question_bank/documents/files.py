"""Small files of every format, written byte by byte, for the tests of reading."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from xml.sax.saxutils import escape

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
#: Where a line of a page starts, in points from its lower left corner; a page is 595 by 842.
LEFT, TOP, PITCH, SIZE = 70, 760, 24, 16


def word_file(body: str, *, numbering: str = "", styles: str = "") -> bytes:
    """Return a .docx whose body, lists and styles are these elements."""
    parts = {
        "word/document.xml": f"<w:body>{body}</w:body>",
        "word/numbering.xml": numbering,
        "word/styles.xml": styles,
    }
    roots = {
        "word/document.xml": "document",
        "word/numbering.xml": "numbering",
        "word/styles.xml": "styles",
    }
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, f'<w:{roots[name]} xmlns:w="{WORD}">{content}</w:{roots[name]}>')
    return file.getvalue()


def paragraph(text: str, *, level: int | None = None, style: str = "", list_id: int = 1) -> str:
    """Return a paragraph of Word, in a list if it has a level."""
    properties = f'<w:pStyle w:val="{style}"/>' if style else ""
    if level is not None:
        properties += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"


def table(rows: Sequence[Sequence[str]]) -> str:
    """Return a table of Word; each cell is one paragraph."""
    cells = ["".join(f"<w:tc>{paragraph(cell)}</w:tc>" for cell in row) for row in rows]
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in cells) + "</w:tbl>"


def levels(*forms: tuple[str, str]) -> str:
    """Return the lists of a file: list 1 numbers its levels in these formats and texts."""
    described = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/><w:lvlText w:val="{text}"/></w:lvl>'
        for at, (form, text) in enumerate(forms)
    )
    return (
        f'<w:abstractNum w:abstractNumId="0">{described}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
        '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )


def pdf_file(
    pages: Sequence[Sequence[tuple[float, float, str]]], *, is_locked: bool = False
) -> bytes:
    """Return a PDF; each page is a list of (x, y, text) in points, set in a Chinese font of 16 points."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", FONT, DESCENDANT, DESCRIPTOR]
    kids = []
    for page in pages:
        shown = "".join(
            f"BT /F1 {SIZE} Tf {x} {y} Td <{t.encode('utf-16-be').hex()}> Tj ET\n"
            for x, y, t in page
        )
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown.encode()))
        objects.append(
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F1 3 0 R>>>>/Contents %d 0 R>>"
            % len(objects)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Count %d/Kids[%s]>>" % (len(kids), b" ".join(kids))
    return _assembled(objects, LOCK if is_locked else b"")


FONT = b"<</Type/Font/Subtype/Type0/BaseFont/STSong-Light/Encoding/UniGB-UCS2-H/DescendantFonts[4 0 R]>>"
DESCENDANT = (
    b"<</Type/Font/Subtype/CIDFontType0/BaseFont/STSong-Light/DW 1000/FontDescriptor 5 0 R"
    b"/CIDSystemInfo<</Registry(Adobe)/Ordering(GB1)/Supplement 2>>>>"
)
DESCRIPTOR = (
    b"<</Type/FontDescriptor/FontName/STSong-Light/Flags 6/FontBBox[-25 -254 1000 880]/ItalicAngle 0"
    b"/Ascent 880/Descent -120/CapHeight 880/StemV 93>>"
)
LOCK = b"/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -4/O<%s>/U<%s>>>" % (
    b"11" * 32,
    b"22" * 32,
)


def _assembled(objects: Sequence[bytes], lock: bytes) -> bytes:
    file = bytearray(b"%PDF-1.4\n")
    offsets = []
    for number, content in enumerate(objects, start=1):
        offsets.append(len(file))
        file += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(file)
    file += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    file += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    file += b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        lock,
        start,
    )
    return bytes(file)


def set_page(
    lines: Sequence[str], *, head: str = "", number: int = 0
) -> list[tuple[float, float, str]]:
    """Return a page of these lines; leading wide spaces become an indent, head and number stand at its edges."""
    page: list[tuple[float, float, str]] = [(250, 800, head)] if head else []
    for at, line in enumerate(lines):
        text = line.lstrip("\u3000")
        page.append((LEFT + SIZE * (len(line) - len(text)), TOP - PITCH * at, text))
    if number:
        page.append((280, 40, f"— {number} —"))
    return page
