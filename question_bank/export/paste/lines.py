"""What a line of somebody's text is: a heading, the start of a question, an option, a label."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from question_bank.documents.numerals import value_of
from question_bank.export.exchange.names import is_choice_of_any_kind, type_named
from question_bank.questions.values import ItemType

_NUMERALS: Final = "一二三四五六七八九十百"
#: Labels and the part they begin, longer names first.
LABELS: Final = {
    "正确答案": "answer",
    "参考答案": "answer",
    "标准答案": "answer",
    "答案解析": "explanation",
    "试题解析": "explanation",
    "题目解析": "explanation",
    "答案": "answer",
    "解析": "explanation",
    "解释": "explanation",
    "详解": "explanation",
    "难易度": "difficulty",
    "难易程度": "difficulty",
    "难度": "difficulty",
    "知识点": "kind",
    "分值": "points",
    "分数": "points",
    "标签": "tags",
    "题型": "type",
    "编号": "guid",
    "出处": "document",
    "来源": "document",
    "原文": "quote",
}
_NAMES: Final = "|".join(sorted(LABELS, key=len, reverse=True))
_LABEL: Final = re.compile(
    rf"(?:^|(?<=[\s\u3000。；;)）】]))(?:[【\[]\s*({_NAMES})\s*[】\]]\s*[:：]?|({_NAMES})\s*[:：])\s*"
)
#: A label alone on its line needs no colon: 答案.
_BARE_LABEL: Final = re.compile(
    r"(?:正确|参考|标准)?答案(?:(?:与|及|和)?解析|汇总|一览|部分)?\s*[:：]?"
)
_TYPE_NAME: Final = "单项选择题?|单选题?|多项选择题?|多选题?|不定项选择题?|选择题|判断(?:正误)?题?|是非题|填空题?|简答题?|问答题?|论述题|名词解释题?"
_HEADING: Final = re.compile(
    rf"(?:[{_NUMERALS}]+\s*[、.．]|第[{_NUMERALS}]+(?:部分|大题)\s*[、:：.．]?|"
    rf"[(（][{_NUMERALS}]+[)）]\s*[、.．]?|\d{{1,2}}\s*[、.．])?\s*({_TYPE_NAME})\s*"
    r"(?:[(（\[【:：,，。共本每\s].*)?$"
)
_POINTS_EACH: Final = re.compile(r"每(?:小)?[题空]\s*(\d+(?:\.\d+)?)\s*分")
_TYPE_BEFORE: Final = re.compile(rf"[(（【\[]\s*({_TYPE_NAME})\s*[)）】\]]\s*[.、:：]?\s*")
_POINTS: Final = re.compile(r"[(（]\s*(?:本题)?\s*(\d+(?:\.\d+)?)\s*分\s*[)）]")
#: How questions are numbered; a text keeps to one way.
STYLES: Final = (
    re.compile(rf"第\s*(\d{{1,4}}|[{_NUMERALS}]+)\s*小?题\s*[.、．。:：]?\s*"),
    re.compile(r"(\d{1,4})\s*[.．、。:：)）]\s*(?!\d)"),
    re.compile(r"[(（【\[]\s*(\d{1,4})\s*[)）】\]]\s*[.、．]?\s*"),
    re.compile(rf"([{_NUMERALS}]{{1,4}})\s*[、.．]\s*"),
    re.compile(rf"[(（]\s*([{_NUMERALS}]{{1,4}})\s*[)）]\s*[、.．]?\s*"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its number, from 1, without outer white space."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """A line such as 一、单选题（每题2分）; `type` is `None` for 选择题."""

    type: ItemType | None
    points: str


@dataclass(frozen=True, slots=True)
class Start:
    """The number a question starts with, and the rest of its line."""

    number: int
    rest: str


def lines_of(text: str) -> list[Line]:
    """Return the lines of *text* that have anything."""
    found = [Line(number, line.strip("\ufeff \t\u3000\xa0")) for number, line in enumerate(text.splitlines(), start=1)]  # fmt: skip
    return [line for line in found if line.text]


def heading_in(text: str) -> Heading | None:
    """Return what a line announces for the questions below; `None` if it is no heading."""
    found = _HEADING.fullmatch(text)
    if found is None:
        return None
    points = _POINTS_EACH.search(text)
    item_type = None if is_choice_of_any_kind(found[1]) else type_named(found[1])
    return Heading(item_type, points[1] if points else "")


def style_of(lines: Sequence[Line]) -> re.Pattern[str] | None:
    """Return how the questions of a text are numbered; `None` if they are not."""
    texts = [line.text for line in lines if heading_in(line.text) is None]
    return next((style for style in STYLES if any(map(style.match, texts))), None)


def start_in(text: str, style: re.Pattern[str]) -> Start | None:
    """Return the number a question starts with; `None` if the line starts none."""
    found = style.match(text)
    if found is None or heading_in(text) is not None:
        return None
    digits = found[1]
    number = int(digits) if digits.isdecimal() else value_of(digits)
    return Start(number, text[found.end() :]) if number else None


def parts_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield the pieces of a line with the part that each begins; unlabelled ones with nothing."""
    if _BARE_LABEL.fullmatch(text):
        yield "answer", ""
        return
    part, start = "", 0
    for found in _LABEL.finditer(text):
        if found.start() > start or part:
            yield part, text[start : found.start()].strip()
        part, start = LABELS[found[1] or found[2]], found.end()
    yield part, text[start:].strip()


def is_bare_label(text: str) -> bool:
    """Tell whether a line is nothing but 答案, 参考答案 or the like."""
    return _BARE_LABEL.fullmatch(text) is not None


def type_before(text: str) -> tuple[str, str]:
    """Return the name of the type that stands in brackets first, and the text without it."""
    found = _TYPE_BEFORE.match(text)
    return (found[1], text[found.end() :]) if found else ("", text)


def points_in(text: str) -> tuple[str, str]:
    """Return the points that stand in brackets first or last, and the text without them."""
    for found in _POINTS.finditer(text):
        if found.start() == 0 or found.end() == len(text):
            return found[1], (text[: found.start()] + text[found.end() :]).strip()
    return "", text
