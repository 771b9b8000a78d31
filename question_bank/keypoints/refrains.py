"""
Refrains: what is built alike, one after another: 要当代言人，不要当传声筒；要当实干家，不要当评论员.

They are lines, sentences, parts of a sentence, what one quotation sets side by side, and the
headings or first sentences of neighbouring points.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from question_bank.documents import Genre, Section, mask
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.frames_of_rows import (
    MATCHED,
    Row,
    are_alike,
    slots_of,
    tell_apart,
)
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

CLAUSE, MARK = re.compile("[^，；：。！？\n]+"), re.compile("[，；：。！？]+")
PART, SEGMENT = re.compile("[^；]+"), re.compile("[^，、；：。！？\n]+")
#: What stands around a line's words and belongs to none of them.
EDGE = "，；。！、—-•· \u3000\n"
FEWEST, MOST = 3, 8
SHORTEST_PIECE, SHORTEST_UNIT, LONGEST_UNIT, LONGEST_ROW = 3, 5, 44, 100
#: What tells of a day or a person, counts what was done or speaks to one who listens.
NO_REFRAIN = re.compile(
    "[0-9?？《]|我|你|咱|他|她|大家|谢谢|同志|各位|今天|昨天|去年|今年|第[一二三四五六七八九十]"
)
#: What a quotation may not have, so long a one holds a row of its own.
NO_QUOTED, QUOTED = re.compile("[0-9《？]"), re.compile("“([^“”]{11,90})”")
#: What counts a point before its words.
ORDINAL = re.compile(
    "(?:[一二三四五六七八九][是、]|（[一二三四五六七八九]）|第[一二三四五六七八九](?:[个步条点]?[，、：]|[个步条点]是)|[0-9]{1,2}[.．、])[ \u3000]*"
)
#: A name that counts what it stands for: “六个表率”.
NAMED = re.compile("“[^“”]{0,4}[两三四五六七八九十][^“”]{1,6}”")
#: A talk put into a few characters: 四个字：稳、准、实、活.
IN_CHARACTERS = re.compile(
    "[三四五六八]个字[：，](?P<row>(?:[\u4e00-\u9fff]、){2,7}[\u4e00-\u9fff])(?=$|[，；。])"
)
#: How far back the words that open a row may begin, in characters.
FAR = 60
#: Said of the headings or first sentences of points, which do not stand side by side.
HEADS = "heads"


class _Unit(NamedTuple):
    """A line, sentence or part with its clauses and the marks between them."""

    span: Span
    clauses: tuple[Span, ...]
    marks: tuple[str, ...]
    passage: Passage


def find_refrains(material: Material) -> Iterator[KeyPoint]:
    """Yield the refrains of a talk; some that lie in each other."""
    if material.document.genre is Genre.STATUTE:
        return
    by_paragraph = groupby(material.passages, key=lambda each: each.sentence.paragraph)
    lines = [list(group) for _, group in by_paragraph]
    for passages in lines:
        if len(passages) >= FEWEST:
            yield from _refrains(material, [_of_passages([each]) for each in passages])
        for passage in passages:
            yield from _in_passage(material, passage)
    yield from _refrains(material, [_of_passages(each) for each in lines])
    for heads in (*_first_sentences(lines), *_headings(material)):
        if len(heads) >= FEWEST and are_alike([_row(unit) for unit in heads]):
            yield from _of_run(material, heads, note=HEADS)


def _in_passage(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    """Yield the refrains between the semicolons and commas of *passage* and in what it quotes."""
    if passage.masked.count("；") >= FEWEST - 1:
        yield from _refrains(material, list(_parts(passage)))
    if _may_hold_row(passage.masked):
        for mark in "，、":
            yield from _refrains(material, list(_pieces(passage, mark, NO_REFRAIN)))
    if "个字" in passage.text and (match := IN_CHARACTERS.search(passage.text)):
        at = [match.start("row") + i for i in range(0, len(match["row"]), 2)]
        units = [_Unit(s := passage.part(i, i + 1), (s,), (), passage) for i in at]
        yield from _of_run(material, units, quote=passage.part(match.start(), match.end("row")))
    for match in QUOTED.finditer(passage.text):
        inner, start = match.group(1), passage.start + match.start(1)
        quoted = Passage(passage.sentence, inner, mask(inner), start, is_title=False)
        units = [unit for unit in _pieces(quoted, "", NO_QUOTED) if unit is not None]
        is_even = len({len(unit.span.text) for unit in units}) == 1
        is_row = FEWEST <= len(units) == len(SEGMENT.findall(inner))
        is_row = is_row and len(set(SEGMENT.sub("", inner.rstrip(EDGE)))) == 1
        if is_row and (is_even or are_alike([_row(unit) for unit in units])):
            yield from _of_run(material, units, quote=passage.part(*match.span()))


def _may_hold_row(masked: str) -> bool:
    """Tell whether three neighbours begin or end alike, or have a character at one place; looked at first."""
    pieces = SEGMENT.findall(masked)
    return any(
        one[0] == two[0] == three[0]
        or one[-1] == two[-1] == three[-1]
        or (len(two) == len(three) and _meet(one[-len(two) :], two, three))
        for one, two, three in zip(pieces, pieces[1:], pieces[2:], strict=False)
    )


def _meet(one: str, two: str, three: str) -> bool:
    return any(a == b == c for a, b, c in zip(one, two, three, strict=False))


def _of_passages(passages: Sequence[Passage]) -> _Unit | None:
    """Return *passages*, which stand side by side, as one unit, or `None` if that is none."""
    first, last = passages[0], passages[-1]
    if first.is_title or not SHORTEST_UNIT <= last.end - first.start <= LONGEST_UNIT:
        return None
    words = [each.text + each.sentence.text[-1:] for each in passages[:-1]] + [last.text]
    text = "".join(words)
    is_whole = len(text) == last.end - first.start
    return _unit(first, Span(first.start, last.end, text)) if is_whole else None


def _parts(passage: Passage) -> Iterator[_Unit | None]:
    """Yield what semicolons part, the first without the words that open the list."""
    colon = passage.masked.find("：")
    start = colon + 1 if 0 < colon < passage.masked.find("；") else 0
    for match in PART.finditer(passage.masked, start):
        yield _unit(passage, passage.part(*match.span()))


def _pieces(passage: Passage, mark: str, unfit: re.Pattern[str]) -> Iterator[_Unit | None]:
    """Yield what stands between any marks, and nothing where that is not *mark*, if one is given."""
    pieces = [match.span() for match in SEGMENT.finditer(passage.masked)]
    before = ""
    for (start, end), (after, last) in pairwise([*pieces, (len(passage.masked),) * 2]):
        behind = passage.masked[end:after]
        if mark and before != mark:
            yield None
        size = end - start
        if mark == behind == "、" != before and 0 < last - after < size:
            # The first of a row may carry what leads to it: 让联络站天天有灯、周周有人.
            size = last - after
        yield _unit(passage, passage.part(end - size, end), SHORTEST_PIECE, unfit)
        before = behind


def _first_sentences(lines: Sequence[Sequence[Passage]]) -> Iterator[list[_Unit]]:
    """Yield runs of the first sentences of neighbouring lines that go on after them and are built alike."""
    run: list[_Unit] = []
    for passages in (*lines, ()):
        is_head = len(passages) > 1 and not passages[0].is_title
        unit = _head_of(passages[0]) if is_head else None
        if unit and (not run or are_alike([_row(each) for each in (*run, unit)])):
            run.append(unit)
            continue
        yield run
        run = [unit] if unit else []


def _headings(material: Material) -> Iterator[list[_Unit]]:
    """Yield the headings of the points of each part, where all of them have one."""
    below: dict[int | None, list[Section]] = defaultdict(list)
    for section in material.document.sections:
        if section.marker:
            below[section.parent].append(section)
    firsts: dict[int, Passage] = {}
    for passage in material.passages:
        firsts.setdefault(passage.sentence.section, passage)
    for sections in below.values():
        passages = [firsts.get(section.index) for section in sections]
        if FEWEST <= len(sections) <= MOST and all(section.title for section in sections):
            units = [_head_of(each) for each in passages if each is not None and each.is_title]
            yield [unit for unit in units if unit] if len(units) == len(sections) else []


def _head_of(passage: Passage) -> _Unit | None:
    """Return the words of *passage* without what counts them."""
    counted = ORDINAL.match(passage.text)
    skip = counted.end() if counted else 0
    return _unit(passage, passage.part(skip, len(passage.text)))


def _unit(
    passage: Passage,
    span: Span,
    shortest: int = SHORTEST_UNIT,
    unfit: re.Pattern[str] = NO_REFRAIN,
) -> _Unit | None:
    text = span.text.rstrip(EDGE)
    skip = len(text) - len(text.lstrip(EDGE))
    text = text[skip:]
    if not shortest <= len(text) <= LONGEST_UNIT or unfit.search(text):
        return None
    start, masked = span.start + skip, mask(text)
    clauses = tuple(
        Span(start + match.start(), start + match.end(), text[match.start() : match.end()])
        for match in CLAUSE.finditer(masked)
    )
    marks = tuple(MARK.findall(masked))
    return _Unit(Span(start, start + len(text), text), clauses, marks, passage)


def _row(unit: _Unit) -> Row:
    return Row(unit.span, unit.clauses, unit.marks)


def _refrains(material: Material, units: Sequence[_Unit | None]) -> Iterator[KeyPoint]:
    """Yield the longest runs of *units* that are built alike."""
    run: list[_Unit] = []
    for unit in (*units, None):
        if unit is not None and (not run or _goes_on(material, run, unit)):
            run.append(unit)
            continue
        if len(run) >= FEWEST:
            yield from _of_run(material, run)
        run = [unit] if unit is not None else []


def _goes_on(material: Material, run: Sequence[_Unit], unit: _Unit) -> bool:
    """Tell whether *unit* follows *run* and is built as all of it is."""
    last = run[-1]
    if unit.marks != last.marks or unit.passage.sentence.section != last.passage.sentence.section:
        return False
    between = material.document.clean_text[last.span.end : unit.span.start]
    return not between.strip(EDGE) and are_alike([_row(each) for each in (*run, unit)])


def _of_run(
    material: Material, run: Sequence[_Unit], *, note: str = "", quote: Span | None = None
) -> Iterator[KeyPoint]:
    """Yield the key points of *run*, which is cut where it is too long for one stem."""
    is_named = quote is not None and not quote.text.startswith("“")
    topic = "" if is_named else _topic(material, run)
    for units in _cut(run):
        slots = slots_of(material, [_row(unit) for unit in units], may_be_whole=quote is not None)
        rows = [_row(unit) for unit in units]
        is_matched = bool(slots) and tell_apart(rows, slots or ())
        # Of three that may change places, and that nothing holds together, any other might be one.
        is_held = is_matched or len(units) > FEWEST or quote is not None or note == HEADS
        if not slots or not is_held:
            continue
        first, last = units[0], units[-1]
        yield key_point(
            material,
            first.passage,
            Pattern.REFRAIN,
            quote or material.span(first.span.start, last.span.end),
            topic=topic,
            members=[Member(unit.span, section=unit.passage.sentence.section) for unit in units],
            slots=slots,
            is_open=note == HEADS,
            note=MATCHED if is_matched else "",
        )


def _cut(run: Sequence[_Unit]) -> Iterator[Sequence[_Unit]]:
    """Yield *run* in pieces that a stem can hold, of two or more units and nearly even."""
    for pieces in range(1, len(run) // 2 + 1):
        size = -(-len(run) // pieces)
        cut = [run[at : at + size] for at in range(0, len(run), size)]
        longest = max(sum(len(unit.span.text) + 1 for unit in each) for each in cut)
        if longest <= LONGEST_ROW and size <= MOST and len(cut[-1]) > 1:
            yield from cut
            return


def _topic(material: Material, run: Sequence[_Unit]) -> str:
    """Return what the words before *run* call it: the name that counts it, or what a colon ends."""
    start = run[0].span.start
    before = material.document.clean_text[max(0, start - FAR) : start].rstrip(EDGE)
    if named := NAMED.findall(before.rpartition("。")[2] or before[-FAR // 2 :]):
        return str(named[-1])
    words = re.split("[。；！？\n：]", before[:-1])[-1].strip(EDGE) if before[-1:] == "：" else ""
    return words if len(words) > FEWEST else ""
