"""The numbers that Word keeps outside the text: 一、（一）1. of lists and headings."""

from __future__ import annotations

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from question_bank.documents.places import chinese

STEMS, BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
FORMAL = str.maketrans("零一二三四五六七八九十", "零壹贰叁肆伍陆柒捌玖拾")
ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
COUNTING = frozenset(
    [
        "chineseCounting",
        "chineseCountingThousand",
        "taiwaneseCounting",
        "taiwaneseCountingThousand",
        "japaneseCounting",
        "ideographDigital",
        "taiwaneseDigital",
        "japaneseDigitalTenThousand",
    ]
)
LEVELS = 9
LARGEST = 99
WORD = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: number format, text with %1 … %9, first number."""

    form: str = "decimal"
    text: str = ""
    start: int = 1
    suffix: str = "tab"
    is_legal: bool = False


@dataclass(slots=True)
class Numbering:
    """
    The lists of a document and how far each has counted.

    Attributes:
        lists: Per list id, the id of what it counts with and its levels.
    """

    lists: dict[str, tuple[str, dict[int, Level]]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)

    def label(self, list_id: str, level: int) -> str:
        """Count one paragraph of *list_id* at *level*, from 0, and return its number as written."""
        if list_id not in self.lists:
            return ""
        counter, levels = self.lists[list_id]
        if level not in levels:
            return ""
        counts = self._counts.setdefault(counter, {})
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [other for other in counts if other > level]:
            del counts[deeper]
        return _written(levels, level, counts)


def read_numbering(root: Element | None) -> Numbering:
    """Return the lists that the part ``numbering.xml`` with this *root* describes."""
    if root is None:
        return Numbering({})
    abstract = {
        a.get(f"{WORD}abstractNumId", ""): _levels(a) for a in root.iter(f"{WORD}abstractNum")
    }
    lists: dict[str, tuple[str, dict[int, Level]]] = {}
    for number in root.iter(f"{WORD}num"):
        list_id = number.get(f"{WORD}numId", "")
        base = value_of(number, "abstractNumId")
        overrides = _overrides(number, abstract.get(base, {}))
        counter = f"num {list_id}" if overrides else f"abstract {base}"
        lists[list_id] = (counter, {**abstract.get(base, {}), **overrides})
    return Numbering(lists)


def value_of(element: Element | None, tag: str, default: str = "") -> str:
    """Return the ``w:val`` of the child *tag* of *element*, or *default*."""
    child = element.find(f"{WORD}{tag}") if element is not None else None
    return default if child is None else child.get(f"{WORD}val", default)


def _levels(parent: Element) -> dict[int, Level]:
    return {
        _whole(level.get(f"{WORD}ilvl")): _level(level) for level in parent.findall(f"{WORD}lvl")
    }


def _level(element: Element) -> Level:
    return Level(
        form=value_of(element, "numFmt", "decimal"),
        text=value_of(element, "lvlText"),
        start=_whole(value_of(element, "start", "1"), 1),
        suffix=value_of(element, "suff", "tab"),
        is_legal=element.find(f"{WORD}isLgl") is not None,
    )


def _overrides(number: Element, base: dict[int, Level]) -> dict[int, Level]:
    """Return the levels that a list counts in its own way."""
    changed: dict[int, Level] = {}
    for override in number.findall(f"{WORD}lvlOverride"):
        at = _whole(override.get(f"{WORD}ilvl"))
        own = override.find(f"{WORD}lvl")
        level = _level(own) if own is not None else base.get(at, Level())
        start = value_of(override, "startOverride")
        if start:
            level = Level(level.form, level.text, _whole(start, 1), level.suffix, level.is_legal)
        changed[at] = level
    return changed


def _written(levels: dict[int, Level], level: int, counts: dict[int, int]) -> str:
    """Return the number with what stands around it, such as ``（一）``."""
    here = levels[level]
    text = here.text
    if here.form in {"bullet", "none"} or "%" not in text:
        return ""
    for at in range(LEVELS):
        if f"%{at + 1}" in text:
            form = levels.get(at, Level()).form
            form = "decimal" if here.is_legal and at < level else form
            count = counts.get(at, levels.get(at, Level()).start)
            text = text.replace(f"%{at + 1}", numeral(count, form))
    return text + ("\u3000" if text.startswith("第") else " " if here.suffix == "space" else "")


def numeral(number: int, form: str) -> str:
    """Return *number* in the number format *form* of Word; in digits if that is unknown."""
    if form in COUNTING:
        return chinese(number) if 1 <= number <= LARGEST else str(number)
    if form in {"chineseLegalSimplified", "ideographLegalTraditional"}:
        return chinese(number).translate(FORMAL) if 1 <= number <= LARGEST else str(number)
    if form in {"lowerRoman", "upperRoman"}:
        return _roman(number) if form == "lowerRoman" else _roman(number).upper()
    row = _row(form)
    return row[number - 1] if 1 <= number <= len(row) else str(number)


def _row(form: str) -> str:
    """Return the characters that count from one in *form*, or an empty string."""
    rows = {
        "ideographTraditional": STEMS,
        "ideographZodiac": BRANCHES,
        "lowerLetter": "abcdefghijklmnopqrstuvwxyz",
        "upperLetter": "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "decimalEnclosedCircle": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
        "decimalEnclosedCircleChinese": "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳",
    }
    return rows.get(form, "")


def _roman(number: int) -> str:
    written = ""
    for value, letters in ROMAN:
        count, number = divmod(max(0, number), value)
        written += letters * min(count, 10)
    return written


def _whole(text: str | None, default: int = 0) -> int:
    return (
        int(text) if text and text.isascii() and text.isdigit() and len(text) < LEVELS else default
    )
