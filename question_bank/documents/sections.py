"""Find the parts, points and articles of a clean text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from question_bank.documents.breaks import LONGEST_HEADING, NUMERAL
from question_bank.documents.numerals import value_of
from question_bank.documents.values import Role, Section


@dataclass(frozen=True, slots=True)
class Opening:
    """Where a section begins: what it is, how it is numbered, its heading."""

    role: Role
    rank: int
    ordinal: int
    marker: str
    title: str
    start: int


#: Written ordinals of a line, outermost first: pattern and role. What stands
#: alone as a rank depends on which of them a text uses.
WRITTEN = (
    (re.compile(rf"第({NUMERAL}{{1,3}})[编章]\u3000"), Role.CHAPTER),
    (re.compile(rf"第({NUMERAL}{{1,3}})(?:部分|节)\u3000?"), Role.PART),
    (re.compile(rf"第({NUMERAL}{{1,2}})(?:个大?(?:问题|方面)|层(?:意思)?)[：，]"), Role.PART),
    (re.compile(rf"第({NUMERAL}{{1,5}})条(?:之{NUMERAL})?\u3000"), Role.STATUTE_ARTICLE),
    (re.compile(rf"({NUMERAL}{{1,3}})、"), Role.PART),
    (re.compile(rf"（({NUMERAL}{{1,3}})）"), Role.POINT),
    (re.compile(r"(\d{1,2})[.．、](?!\d)"), Role.POINT),
    (re.compile(r"（(\d{1,2})）"), Role.SUBPOINT),
)
SPOKEN = re.compile(
    rf"(?:^|(?<=[。！？\n]))(?:({NUMERAL}{{1,2}})(?:是|要|靠|抓|讲)(?!一)"
    rf"|第({NUMERAL}{{1,2}})(?:件事|个?方面|个问题|点)?，|其({NUMERAL}{{1,2}})，|(首先|其次|再次|再者|最后)，)",
    re.MULTILINE,
)
ADVERBS = {"首先": 1, "其次": 2, "再次": 3, "再者": 3, "最后": 0}
#: How deep each of the four ways of `SPOKEN` stands: 一是, 第一，, 其一，, 首先，.
SPOKEN_RANKS = {1: 0, 2: 1, 3: 2, 4: 3}
CHAPTER_LINE = re.compile(rf"^{WRITTEN[0][0].pattern}", re.MULTILINE)
#: A line without number or mark between the end of an article and the next one.
BARE_HEADING = re.compile(
    rf"(?<=[。；])\n(?P<title>[\u4e00-\u9fff、]{{4,20}})\n(?=第{NUMERAL}{{1,5}}条)"
)
TITLE_END = re.compile("[。！？；\n]")
CLOSING = re.compile(r"(?:最后，|总之，|同志们[，！：]|各位代表[，！：]|朋友们[，！：])")
#: A line without number or mark between whole paragraphs: 课后几句, 互动（摘）.
LATE_HEADING = re.compile(
    r"(?<=[。！？])\n(?P<title>[\u4e00-\u9fff]{2,10}(?:（[\u4e00-\u9fff]{1,4}）)?)\n(?=[^\n]{12,}[。！？](?:\n|$))"
)
ARTICLE_RANK = next(rank for rank, (_, role) in enumerate(WRITTEN) if role is Role.STATUTE_ARTICLE)
NOTE_RANK = len(WRITTEN)
#: The least 最后 can be, and what a first needs beside it.
SECOND = 2


def find_sections(text: str) -> tuple[Section, ...]:
    """
    Return the sections of *text*, parents before children, covering it all.

    The first is the opening or, in a text without ordinals, the whole text. An
    ordinal counts only if its row starts at one and goes up by one, so that a
    stray 第一 or a decimal opens nothing.
    """
    openings = _in_rows(sorted(_openings(text), key=lambda o: (o.start, o.rank)))
    openings = _with_closing(text, openings)
    return _nest(text, openings)


def _openings(text: str) -> Iterator[Opening]:
    position = 0
    for line in text.split("\n"):
        for rank, (pattern, role) in enumerate(WRITTEN):
            if match := pattern.match(line):
                title = _title(line[match.end() :], role)
                yield Opening(
                    role, rank, value_of(match.group(1)), match.group().strip(), title, position
                )
                break
        position += len(line) + 1
    yield from _bare_headings(text)
    for match in SPOKEN.finditer(text):
        yield _spoken(text, match)


def _bare_headings(text: str) -> Iterator[Opening]:
    """
    Yield the headings between the articles of a statute that lack their 第X章.

    Such a heading ends the chapter before it, and has no number to be named by.
    """
    if CHAPTER_LINE.search(text) is None:
        return
    for match in BARE_HEADING.finditer(text):
        start = match.start("title")
        yield Opening(Role.CHAPTER, 0, 0, "", match["title"], start)


def _spoken(text: str, match: re.Match[str]) -> Opening:
    adverb = match.group(4)
    ordinal = ADVERBS[adverb] if adverb else value_of(match.group(match.lastindex or 1))
    rank = NOTE_RANK + SPOKEN_RANKS[match.lastindex or 1]
    end = TITLE_END.search(text, match.end())
    title = text[match.end() : end.start() if end else len(text)]
    role = Role.SUBPOINT if adverb else Role.POINT
    return Opening(
        role,
        rank,
        ordinal,
        match.group(),
        title if len(title) <= LONGEST_HEADING else "",
        match.start(),
    )


def _title(rest: str, role: Role) -> str:
    """Return the heading that *rest* of a line begins with, or an empty string."""
    if role is Role.STATUTE_ARTICLE:
        return ""
    first = re.split("[。！？]", rest, maxsplit=1)[0].strip()
    return first if len(first) <= LONGEST_HEADING and "；" not in first else ""


def _in_rows(openings: list[Opening]) -> list[Opening]:
    """Keep the openings that continue a row of their rank (1, 2, 3 …)."""
    expected: dict[int, int] = {}
    kept: list[Opening] = []
    for opening in openings:
        ordinal = opening.ordinal or expected.get(opening.rank, 0)
        continues = ordinal == 1 or ordinal == expected.get(opening.rank, -1)
        free = opening.role in {Role.STATUTE_ARTICLE, Role.CHAPTER}
        if not (continues or free) or (not free and opening.ordinal == 0 and ordinal < SECOND):
            continue
        kept.append(replace(opening, ordinal=ordinal))
        for rank in [rank for rank in expected if rank > opening.rank and not free]:
            del expected[rank]
        expected[opening.rank] = ordinal + 1
    return _without_lonely(kept)


def _without_lonely(openings: list[Opening]) -> list[Opening]:
    """Drop a row of one: a single 一是 or 首先 is no enumeration."""
    kept: list[Opening] = []
    later: list[Opening] = []
    for opening in reversed(openings):
        while later and later[-1].rank > opening.rank:
            later.pop()
        sibling = later[-1] if later else None
        is_lonely = opening.ordinal == 1 and (
            sibling is None or sibling.rank != opening.rank or sibling.ordinal != SECOND
        )
        if not is_lonely or opening.role in {Role.STATUTE_ARTICLE, Role.CHAPTER}:
            kept.append(opening)
        later.append(opening)
    return kept[::-1]


def _with_closing(text: str, openings: list[Opening]) -> list[Opening]:
    """Add the closing words: the last paragraphs that begin as closings do, or have a heading of their own."""
    if not openings or any(o.role is Role.STATUTE_ARTICLE for o in openings):
        return openings
    last = max(o.start for o in openings)
    if any(o.role is Role.PART for o in openings) and (late := LATE_HEADING.search(text, last)):
        closing = Opening(Role.CLOSING, -1, 0, "", late["title"], late.start("title"))
        return [*openings, closing]
    for match in re.finditer(r"(?<=\n)[^\n]+", text):
        if match.start() > last and CLOSING.match(match.group()):
            return [*openings, Opening(Role.CLOSING, -1, 0, "", "", match.start())]
    return openings


def _nest(text: str, openings: list[Opening]) -> tuple[Section, ...]:
    first = openings[0].start if openings else len(text)
    sections = (
        [Section(0, Role.OPENING, 0, "", "", 0, first, None)] if first or not openings else []
    )
    ends = _ends(text, openings)
    stack: list[tuple[int, int]] = []
    for opening, end in zip(openings, ends, strict=True):
        while stack and (
            stack[-1][0] >= opening.rank or sections[stack[-1][1]].end <= opening.start
        ):
            stack.pop()
        parent = stack[-1][1] if stack else None
        index = len(sections)
        role = _role(opening, parent, sections)
        sections.append(
            Section(
                index,
                role,
                opening.ordinal,
                opening.marker,
                opening.title,
                opening.start,
                end,
                parent,
            )
        )
        stack.append((opening.rank, index))
    return tuple(sections)


def _ends(text: str, openings: list[Opening]) -> list[int]:
    """
    Return where each section ends: at the next that is no deeper.

    An item of a statute's article ends with its own line and those of its
    items, for what follows belongs to the article again.
    """
    in_article = False
    is_item: list[bool] = []
    for opening in openings:
        is_article = opening.role is Role.STATUTE_ARTICLE
        in_article = is_article or (in_article and opening.rank > ARTICLE_RANK)
        is_item.append(in_article and not is_article)
    is_talk = all(opening.role is not Role.STATUTE_ARTICLE for opening in openings)
    ends = [len(text)] * len(openings)
    waiting: list[int] = []
    for at, opening in enumerate(openings):
        while waiting and openings[waiting[-1]].rank >= opening.rank:
            ends[waiting.pop()] = opening.start
        waiting.append(at)
    for at in range(len(openings) - 1, -1, -1):
        if is_item[at]:
            ends[at] = min(ends[at], _item_end(text, openings, ends, at))
        elif is_talk and _is_last_of_lines(text, openings, ends, at):
            ends[at] = text.find("\n", openings[at].start) + 1
    return ends


def _is_last_of_lines(text: str, openings: list[Opening], ends: list[int], at: int) -> bool:
    """Tell whether *at* is the last of a row of points of one paragraph each and more follow it."""
    rank, row = openings[at].rank, [at]
    while row[0] > 0 and openings[row[0] - 1].rank == rank and openings[row[0]].ordinal > 1:
        row.insert(0, row[0] - 1)
    is_whole = (
        len(row) > 1 and openings[row[0]].ordinal == 1 and rank > min(o.rank for o in openings)
    )
    is_last = at + 1 == len(openings) or openings[at + 1].rank < rank
    lines = [text.count("\n", openings[i].start, ends[i] - 1) for i in row]
    begins_line = text[openings[at].start - 1] == "\n"
    return is_whole and is_last and begins_line and lines[-1] > 0 and not any(lines[:-1])


def _item_end(text: str, openings: list[Opening], ends: list[int], at: int) -> int:
    """Return the end of the line of item *at*, or of the deeper items right below it."""
    stop = text.find("\n", openings[at].start)
    end = len(text) if stop < 0 else stop + 1
    below = at + 1
    while (
        below < len(openings)
        and openings[below].rank > openings[at].rank
        and openings[below].start <= end
    ):
        end = max(end, ends[below])
        below += 1
    return end


def _role(opening: Opening, parent: int | None, sections: list[Section]) -> Role:
    """Promote the outermost ordinals of a text to parts, their children to points."""
    if opening.role in {Role.CHAPTER, Role.STATUTE_ARTICLE, Role.CLOSING}:
        return opening.role
    if parent is None:
        return Role.PART
    around = sections[parent].role
    return Role.POINT if around in {Role.PART, Role.STATUTE_ARTICLE} else Role.SUBPOINT
