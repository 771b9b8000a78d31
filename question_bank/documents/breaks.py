"""
Paragraph breaks: put back those that a scrape lost, take out those that a page made.

A scrape that joins all paragraphs usually leaves a space where a break was. A
space ends a paragraph when a full stop stands before it or an ordinal after it,
and ends a heading when the line so far begins with an ordinal.
"""

from __future__ import annotations

import re
from collections import Counter

from question_bank.documents.drafts import Draft

NUMERAL = "[一二三四五六七八九十百零〇]"
#: What a heading or a numbered paragraph begins with.
ORDINAL = (
    rf"(?:{NUMERAL}{{1,3}}、|（{NUMERAL}{{1,3}}）|第{NUMERAL}{{1,5}}[编章节条](?!例)|\d{{1,2}}[.．、](?!\d)|（\d{{1,2}}）)"
)
#: Points that open with a word: 一是, 第一，, 首先，.
SPOKEN_ORDINAL = rf"(?:{NUMERAL}{{1,2}}(?:是|要)|第{NUMERAL}{{1,2}}[，,]|(?:首先|其次|再次|最后)[，,])"
END_MARK = "[。！？!?；;：:”’）]"
LONGEST_HEADING = 45

SPACE_AFTER_END = re.compile(rf"(?<={END_MARK})[ \u3000]+(?=\S)")
SPACE_BEFORE_ORDINAL = re.compile(rf"[ \u3000]+(?={ORDINAL}|{SPOKEN_ORDINAL})")
STOP_BEFORE_ORDINAL = re.compile(
    rf"(?<=[。！？])(?={NUMERAL}{{1,3}}、|（{NUMERAL}{{1,3}}）|第{NUMERAL}{{1,5}}[章节条][ \u3000])"
)
HEADING_THEN_BODY = re.compile(
    rf"^({ORDINAL}[^。！？\n \u3000]{{2,{LONGEST_HEADING}}})[ \u3000]+(?=[\u4e00-\u9fff“《])", re.MULTILINE
)
STATUTE_MARKER = re.compile(rf"^(第{NUMERAL}{{1,5}}[编章节条](?:之{NUMERAL})?)[ \u3000]*", re.MULTILINE)
ADDRESS = re.compile(r"^((?:各位|同志们|尊敬的)[^。！？\n]{0,30}：)[ \u3000]*(?=\S)", re.MULTILINE)
LINE_BREAK = re.compile(r"(?P<before>[^\n]*)\n(?=(?P<after>[^\n]*))")
FINISHED = re.compile(rf"{END_MARK}$|[。！？；：]”?$")
#: Narrowest and widest page, in characters a line.
PAGE_WIDTHS = range(18, 61)


def restore_breaks(draft: Draft) -> None:
    """Put back the paragraph breaks that became spaces or vanished."""
    if _has_lost_its_breaks(draft.text):
        draft.replace(SPACE_AFTER_END, "\n", "break")
        draft.replace(SPACE_BEFORE_ORDINAL, "\n", "break")
        draft.replace(STOP_BEFORE_ORDINAL, "\n", "break")
    draft.replace(ADDRESS, lambda m: m.group(1) + "\n", "break")
    draft.replace(HEADING_THEN_BODY, _break_after_heading, "break")
    draft.replace(STATUTE_MARKER, lambda m: m.group(1) + "\u3000", "")


def _has_lost_its_breaks(text: str) -> bool:
    """Tell whether lines are far longer than paragraphs are."""
    lines = [line for line in text.split("\n") if line.strip()]
    return len(text) > 600 * max(1, len(lines)) or (len(lines) <= 2 and len(text) > 300)


def _break_after_heading(match: re.Match[str]) -> str:
    if re.match(rf"第{NUMERAL}+条", match.group(1)):
        return match.group()
    return match.group(1) + "\n"


def join_wrapped_lines(draft: Draft) -> None:
    """Join lines that a page of fixed width has cut in mid-sentence."""
    width = _page_width(draft.text)
    if width is None:
        return
    draft.replace(LINE_BREAK, lambda m: _joined(m, width), "wrap")


def _joined(match: re.Match[str], width: int) -> str:
    before, after = match.group("before"), match.group("after")
    is_full = len(before) >= width - 2
    starts_anew = re.match(rf"[ \u3000]|{ORDINAL}|{SPOKEN_ORDINAL}", after)
    if is_full and after.strip() and not starts_anew and not FINISHED.search(before.rstrip()):
        return before.rstrip() + after[:0]
    return match.group()


def _page_width(text: str) -> int | None:
    """Return the width at which most unfinished lines end, or `None`."""
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    unfinished = Counter(len(line) for line in lines if not FINISHED.search(line))
    if not unfinished or len(lines) < 8:
        return None
    width, _ = max(unfinished.items(), key=lambda item: (item[1], item[0]))
    near = sum(count for length, count in unfinished.items() if abs(length - width) <= 2)
    if width in PAGE_WIDTHS and near * 4 >= len(lines):
        return max(length for length in unfinished if abs(length - width) <= 2)
    return None
