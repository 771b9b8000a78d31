"""
Paragraph breaks: put back those that a scrape lost, take out those that a page made.

A scrape that joins all paragraphs usually leaves a space where a break was. A
space ends a paragraph when a full stop stands before it or an ordinal after it,
and ends a heading when the line so far begins with an ordinal.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from question_bank.documents.drafts import Draft, Edit
from question_bank.documents.numerals import value_of

NUMERAL = "[一二三四五六七八九十百零〇]"
#: What a heading or a numbered paragraph begins with.
ORDINAL = rf"(?:{NUMERAL}{{1,3}}、|（{NUMERAL}{{1,3}}）|第{NUMERAL}{{1,5}}[编章节条](?!例)|\d{{1,2}}[.．、](?!\d)|（\d{{1,2}}）)"
#: Points that open with a word: 一是, 第一，, 首先，.
SPOKEN_ORDINAL = (
    rf"(?:{NUMERAL}{{1,2}}(?:是|要)|第{NUMERAL}{{1,2}}[，,]|(?:首先|其次|再次|最后)[，,])"
)
END_MARK = "[。！？!?；;：:”’）]"
LONGEST_HEADING = 45

SPACE_AFTER_END = re.compile(rf"(?<={END_MARK})[ \u3000]+(?=\S)")
SPACE_BEFORE_ORDINAL = re.compile(rf"[ \u3000]+(?={ORDINAL}|{SPOKEN_ORDINAL})")
STOP_BEFORE_ORDINAL = re.compile(
    rf"(?<=[。！？])(?={NUMERAL}{{1,3}}、|（{NUMERAL}{{1,3}}）|第{NUMERAL}{{1,5}}[章节条][ \u3000])"
)
HEADING_THEN_BODY = re.compile(
    rf"^({ORDINAL}[^。！？\n \u3000]{{2,{LONGEST_HEADING}}})[ \u3000]+(?=[\u4e00-\u9fff“《])",
    re.MULTILINE,
)
SPACE_BEFORE_ADDRESS = re.compile(r"[ \u3000]+(?=(?:各位|同志们|尊敬的)[^。！？\n]{0,30}：)")
ARTICLE_IN_LINE = re.compile(rf"(?<=[。；！？])第({NUMERAL}{{1,5}})条(?!规定|第|、|和|至)")
ITEM_IN_LINE = re.compile(rf"(?<=[：；。！？])（({NUMERAL}{{1,3}})）")
STATUTE_MARKER = re.compile(
    rf"^(第{NUMERAL}{{1,5}}[编章节条](?:之{NUMERAL})?)[ \u3000]*", re.MULTILINE
)
ADDRESS = re.compile(r"^((?:各位|同志们|尊敬的)[^。！？\n]{0,30}：)[ \u3000]*(?=\S)", re.MULTILINE)
ADDRESS_WORDS = re.compile("各位|同志们|朋友们|尊敬的")
STARTS_ANEW = re.compile(rf"{ORDINAL}|{SPOKEN_ORDINAL}|——|各位|同志们|尊敬的")
FINISHED = re.compile(rf"{END_MARK}$|[。！？；：]”?$")
#: Narrowest and widest page, in half characters a line.
PAGE_WIDTHS = range(36, 121)
#: How much lines of one page differ in width, in half characters: no line begins with a comma.
SLACK = 4
FEWEST_LINES, FEWEST_INDENTED = 8, 3
#: A text with longer lines than this on average, or of this few, has lost its breaks.
LONGEST_PARAGRAPH, FEW_LINES = 600, 2


def restore_breaks(draft: Draft) -> None:
    """Put back the paragraph breaks that became spaces or vanished."""
    if _has_lost_its_breaks(draft.text):
        draft.replace(SPACE_AFTER_END, "\n", "break")
        draft.replace(SPACE_BEFORE_ORDINAL, "\n", "break")
        draft.replace(STOP_BEFORE_ORDINAL, "\n", "break")
        draft.replace(SPACE_BEFORE_ADDRESS, "\n", "break")
        draft.edit(_rows(ARTICLE_IN_LINE, draft.text), "break")
        draft.edit(_rows(ITEM_IN_LINE, draft.text), "break")
    draft.replace(ADDRESS, lambda m: m.group(1) + "\n", "break")
    draft.replace(HEADING_THEN_BODY, _break_after_heading, "break")
    draft.replace(STATUTE_MARKER, lambda m: m.group(1) + "\u3000", "")


def _rows(pattern: re.Pattern[str], text: str) -> Iterator[Edit]:
    """Yield a break before each ordinal inside a line that has its neighbour below or above it in its row."""
    found = list(pattern.finditer(text))
    values = [value_of(match.group(1)) for match in found]
    for at, match in enumerate(found):
        follows = at > 0 and values[at - 1] == values[at] - 1
        leads = at + 1 < len(found) and values[at + 1] == values[at] + 1
        if follows or leads:
            yield match.start(), match.start(), "\n"


def _has_lost_its_breaks(text: str) -> bool:
    """Tell whether lines are far longer than paragraphs are."""
    lines = sum(1 for line in text.split("\n") if line.strip())
    is_one_line = lines <= FEW_LINES and len(text) > LONGEST_PARAGRAPH // 2
    return is_one_line or len(text) > LONGEST_PARAGRAPH * max(1, lines)


def _break_after_heading(match: re.Match[str]) -> str:
    if re.match(rf"第{NUMERAL}+条", match.group(1)):
        return match.group()
    return match.group(1) + "\n"


def join_wrapped_lines(draft: Draft) -> None:
    """Join lines that a page of fixed width has cut in mid-sentence."""
    width = _page_width(draft.text)
    if width is None:
        return
    draft.edit(_wraps(draft.text, width, is_indented=_is_indented(draft.text)), "wrap")


def _wraps(text: str, width: int, *, is_indented: bool) -> Iterator[Edit]:
    """Yield the line breaks of *text* that the width of its page has made."""
    position, before = 0, ""
    for line in text.split("\n"):
        if before.strip() and line.strip() and not STARTS_ANEW.match(line):
            is_full = width_of(before) >= width - SLACK
            is_finished = FINISHED.search(before.rstrip()) is not None
            starts_paragraph = line[0] in " \u3000"
            joins = (
                not starts_paragraph and (is_full or not is_finished)
                if is_indented
                else is_full and not is_finished
            )
            if joins:
                trailing = len(before) - len(before.rstrip())
                yield position - 1 - trailing, position, ""
        position += len(line) + 1
        before = line


def width_of(line: str) -> int:
    """Return the width of *line* on a page, in half characters: a Chinese character is two wide."""
    return len(line.rstrip().encode("gbk", "replace"))


def _is_indented(text: str) -> bool:
    """Tell whether paragraphs begin with an indent and go on without."""
    lines = [line for line in text.split("\n") if line.strip()]
    indented = sum(1 for line in lines if line[0] in " \u3000")
    return FEWEST_INDENTED <= indented <= len(lines) - FEWEST_INDENTED


def _page_width(text: str) -> int | None:
    """
    Return the width at which most unfinished lines end, in half characters, or `None`.

    A page has hardly any line that is wider; where there are some, what ends
    early are headings.
    """
    lines = [line.rstrip() for line in text.split("\n") if line.strip()]
    widths = [width_of(line) for line in lines]
    unfinished = Counter(
        width for line, width in zip(lines, widths, strict=True) if not FINISHED.search(line)
    )
    if not unfinished or len(lines) < FEWEST_LINES:
        return None
    usual, _ = max(unfinished.items(), key=lambda item: (item[1], item[0]))
    near = [width for width in unfinished if abs(width - usual) <= SLACK]
    is_common = sum(unfinished[width] for width in near) * 4 >= len(lines)
    wider = sum(1 for width in widths if width > usual + 2 * SLACK)
    if usual in PAGE_WIDTHS and is_common and wider * 20 <= len(lines):
        return max(near)
    return None
