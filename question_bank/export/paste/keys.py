"""Answers that stand together at the end: 1-5 ABCDA, 6. 对 7. 错."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from question_bank.documents.numerals import value_of
from question_bank.export.paste.lines import Line, heading_in, is_bare_label, parts_of

_TO: Final = r"\s*(?:-|－|~|～|—|–|至|到)+\s*"
_RANGE: Final = rf"(\d{{1,4}}){_TO}(\d{{1,4}})\s*[:：.、．)）]?\s*"
_SINGLE: Final = r"(\d{1,4}|[一二三四五六七八九十百]{1,4})\s*[.、．:：)）]\s*"
_ENTRY: Final = re.compile(rf"(?:^|(?<=[\s\u3000;；,，、.。]))(?:{_RANGE}|{_SINGLE}|(\d{{1,4}})[\s\u3000]+(?=[A-Za-z√×对错]))")  # fmt: skip
_RANGE_LINE: Final = re.compile(rf"{_RANGE}[A-Za-z√×✓✗对错正确误TF\s\u3000,，、;；]+")
_KEY_LINE: Final = re.compile(
    rf"(?:{_RANGE}|{_SINGLE})\s*(?:[A-Z](?:[\s,，、]*[A-Z])*|[√×✓✗对错]|正确|错误)(?:\s|$|[;；,，])"
)
_BETWEEN: Final = re.compile(r"[\s\u3000,，、;；]+")


@dataclass(frozen=True, slots=True)
class Key:
    """
    The answer to one question, in a list of answers.

    Attributes:
        number: Of the question, as written.
        run: How often the numbers have begun anew before, from 0.
    """

    number: int
    run: int
    answer: str
    explanation: str
    line: Line


def key_begins_at(lines: Sequence[Line]) -> int | None:
    """Return the index of the line from which on there are only answers; `None` if none is."""
    for at, line in enumerate(lines):
        if _RANGE_LINE.fullmatch(line.text):
            return at
        if is_bare_label(line.text) and _looks_like_key(lines[at + 1 : at + 3]):
            return at
    return None


def _looks_like_key(following: Sequence[Line]) -> bool:
    told = [line for line in following if heading_in(line.text) is None]
    return bool(told) and bool(_KEY_LINE.match(told[0].text) or _RANGE_LINE.match(told[0].text))


def keys_in(lines: Iterable[Line]) -> tuple[list[Key], list[Line]]:
    """Return the answers in *lines*, and the lines in which there was none."""
    keys: list[Key] = []
    unread: list[Line] = []
    for line in lines:
        if heading_in(line.text) is not None or is_bare_label(line.text):
            continue
        if not _read_line(line, keys):
            unread.append(line)
    return _with_runs(keys), unread


def _read_line(line: Line, keys: list[Key]) -> bool:
    """Add what a line says to *keys*; return whether it said anything."""
    said = False
    for part, text in parts_of(line.text):
        if part == "explanation" and keys:
            keys[-1] = replace(keys[-1], explanation=text)
            said = True
        elif part in {"", "answer"}:
            found = list(_entries(line, text))
            keys.extend(found)
            said = said or bool(found)
    if not said and keys and keys[-1].explanation:
        keys[-1] = replace(keys[-1], explanation=f"{keys[-1].explanation}\n{line.text}")
        said = True
    return said


def _entries(line: Line, text: str) -> Iterator[Key]:
    marks = list(_ENTRY.finditer(text))
    for mark, following in zip_longest(marks, marks[1:]):
        answer = text[mark.end() : following.start() if following else len(text)]
        answer = answer.strip(" \u3000;；,，、.。")
        if mark[1] and mark[2]:
            yield from _range(line, int(mark[1]), int(mark[2]), answer)
        elif answer:
            yield Key(value_of(mark[3] or mark[4]), 0, answer, "", line)


def _range(line: Line, first: int, last: int, answers: str) -> Iterator[Key]:
    """Yield the answers of a range of questions: a letter or a word each."""
    count = last - first + 1
    pieces = [piece for piece in _BETWEEN.split(answers) if piece]
    if len(pieces) != count:
        pieces = re.findall("正确|错误|[A-Za-z√×✓✗对错]", "".join(pieces))
    if len(pieces) == count:
        for number, answer in enumerate(pieces, start=first):
            yield Key(number, 0, answer, "", line)


def _with_runs(keys: list[Key]) -> list[Key]:
    run, before, numbered = 0, 0, []
    for key in keys:
        run += key.number <= before
        before = key.number
        numbered.append(replace(key, run=run))
    return numbered
