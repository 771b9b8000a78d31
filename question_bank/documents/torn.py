"""
Sentences that a break has torn: joined where that is certain, flagged where it is not.

A break tears a sentence when the line before it runs on without an end mark. A
heading ends so too: only a line that holds a whole sentence already, or is too
long for a heading, is taken for running text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents.breaks import ADDRESS_WORDS, LONGEST_HEADING, ORDINAL, SPOKEN_ORDINAL
from question_bank.documents.drafts import Draft, Edit
from question_bank.documents.values import Flag

LINE = re.compile(r"[^\n]+")
#: How a line that is whole ends: a mark, and what closes after it.
WHOLE = re.compile(r"(?:[。！？；：…—.!?;:]|[”’）》】])[”’）》】]*$")
FULL_STOP = re.compile("[。！？][”’）]*")
#: What no sentence begins with.
CONTINUATION = re.compile("[，。、；：！？）”》】’]")
STARTS_ANEW = re.compile(rf"{ORDINAL}|{SPOKEN_ORDINAL}|——|[（【·•\-]|\d")
TITLE_END = re.compile(
    "(?:法|条例|规定|办法|规则|决定|决议|意见|讲话|报告|公报|通知|方案|纲要|规划|发言|致辞|讲稿|体会|倡议书)(?:（[^（）]{1,20}）)?$"
)
LONGEST_TITLE_LINE = 40
TITLE_LINES = 3


def join_torn(draft: Draft) -> None:
    """Join the lines of *draft* where no break can be: after a comma, before a mark, inside the title."""
    draft.edit(_title_breaks(draft.text), "wrap")
    draft.edit(_certain_breaks(draft.text), "wrap")


def torn_flags(text: str) -> Iterator[Flag]:
    """Yield a flag over the sentences before and after each break that may have torn one."""
    before: re.Match[str] | None = None
    for line in LINE.finditer(text):
        if before and _runs_on(before.group()) and not STARTS_ANEW.match(line.group()):
            stop = FULL_STOP.search(line.group())
            end = line.start() + (stop.end() if stop else len(line.group()))
            yield Flag("torn", before.start() + _last_start(before.group()), end)
        before = line


def _last_start(line: str) -> int:
    """Return where the last sentence of *line* starts."""
    stops = [stop.end() for stop in FULL_STOP.finditer(line)]
    return stops[-1] if stops else 0


def _runs_on(line: str) -> bool:
    if WHOLE.search(line) or re.match(ORDINAL + r"[^。！？，]*$", line):
        return False
    return bool(FULL_STOP.search(line)) or (len(line) > LONGEST_HEADING and "，" in line)


def _certain_breaks(text: str) -> Iterator[Edit]:
    before = ""
    for line in LINE.finditer(text):
        if before and _belongs(before, line.group()):
            yield line.start() - 1, line.start(), ""
        before = line.group()


def _belongs(before: str, line: str) -> bool:
    if CONTINUATION.match(line):
        return not WHOLE.search(before)
    is_address = ADDRESS_WORDS.match(before) and len(before) <= LONGEST_TITLE_LINE
    return before[-1] in "，、" and not is_address and not STARTS_ANEW.match(line)


def _title_breaks(text: str) -> Iterator[Edit]:
    """Yield the breaks inside a title that runs over the first lines."""
    lines = list(LINE.finditer(text[: TITLE_LINES * (LONGEST_TITLE_LINE + 1)]))[:TITLE_LINES]
    for number, line in enumerate(lines):
        title = line.group()
        if (
            len(title) > LONGEST_TITLE_LINE
            or re.search("[。！？；：，、]", title)
            or _is_apart(title, first=number == 0)
        ):
            return
        if TITLE_END.search(title):
            yield from (
                (lines[at].start() - 1, lines[at].start(), "") for at in range(1, number + 1)
            )
            return


def _is_apart(line: str, *, first: bool) -> bool:
    return bool(STARTS_ANEW.match(line) or ADDRESS_WORDS.match(line)) and not (
        first and line[0].isdigit()
    )
