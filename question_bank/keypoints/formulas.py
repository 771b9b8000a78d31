"""Lists that the text names and counts: 守牢“四条底线”，即A、B、C、D; 有四种走法：A、B、C、D."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.parallels import NUMBERS
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

MEASURES = "种|个|项|条|句|样|步|本|笔|点|关|道|类|张|把|件|大|方面|层|部|场"
#: A name in quotation marks or a count with its noun, up to what opens the list.
NAMED = re.compile(
    "(?:“(?P<name>[^“”]{2,14})”|(?<!第)(?P<plain>[两三四五六七八九](?:" + MEASURES + "))(?!一))"
    "(?P<what>[^，；：。“”]{0,16}?)(?P<opener>：|，即(?:是|为)?|，就是|，分别是|——)"
)
#: A head that leaves its list to the lines below it.
OPEN_HEAD = re.compile(
    "(?:“(?P<name>[^“”]{2,14})”|(?P<plain>[两三四五六七八九](?:"
    + MEASURES
    + "))[^，；：。“”]{0,16})$"
)
#: What a member carries to say its place in the row.
ORDINAL = re.compile(
    "^(?:(?P<digit>[一二三四五六七八九])(?:是|要|靠)?|第[一二三四五六七八九][，是]|其[一二三四五六七八九]，)(?=.{2})"
)
DIGITS = "一二三四五六七八九"
DASH = re.compile("^(?:—+|-+|[•·])\\s*")
SHORTEST, LONGEST = 2, 28
#: How much the lengths of members may differ: as a factor, and in characters besides.
UNEVEN, SPARE = 3, 2
FEWEST, MOST = 3, 9
#: Words before a count that say whose it is, and the longest head, in characters.
SHORTEST_OWNER, LONGEST_HEAD = 4, 40
#: What makes a member part of something else.
HALF = re.compile(
    "^(?:但|而|因为|所以|如果|还有|还要|再加上|其中|以及|从而|使|让|努力|推动|为|就是)|我们|他们|[？！。]"
)
INNER = re.compile("[：；]")
#: What follows a list and belongs to none of its members.
TAIL = re.compile(
    "(?:等?[两三四五六七八九]+(?:个|项|种|类|大|方面).*|等.{0,8}|全面(?:提升|加强|过硬|发展|进步))$"
)


def find_formulas(material: Material) -> Iterator[KeyPoint]:
    """Yield the lists whose head names or counts them, in reading order; not from laws."""
    if material.document.genre is Genre.STATUTE:
        return
    for number, passage in enumerate(material.passages):
        if passage.is_title:
            continue
        yield from _in_sentence(material, passage)
        if passage.sentence.text.rstrip().endswith("："):
            yield from _in_lines(material, passage, number)


def counts_of(name: str) -> set[int]:
    """Return how many members a list called *name* may have: 三看一问 has four, 三不三要 three or six."""
    if whole := re.match(f"([两三四五六七八九])(?:{MEASURES})", name):
        return {NUMBERS[whole[1]]} & set(range(FEWEST, MOST + 1))
    digits = [NUMBERS[character] for character in name if character in NUMBERS]
    found = {sum(digits)}
    if len(digits) > 1 and digits == list(range(1, len(digits) + 1)):
        found.add(digits[-1])
    if len(digits) > 1 and len(set(digits)) == 1:
        found.add(digits[0])
    return {count for count in found if FEWEST <= count <= MOST}


def _in_sentence(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    end = 0
    for match in NAMED.finditer(passage.text):
        name = match["name"] or match["plain"]
        if match.start() < end or passage.masked[match.end() - 1] != match["opener"][-1]:
            continue
        parts = name.split("、")
        if len(parts) > 1:
            yield from _groups(material, passage, match, parts)
            continue
        for members in _cuts(passage, match.end(), counts_of(name)):
            end = members[-1].end - passage.start
            yield _point(material, passage, _head(passage, match), members, match["name"] or "")
            break


def _groups(
    material: Material, passage: Passage, match: re.Match[str], parts: Sequence[str]
) -> Iterator[KeyPoint]:
    """Yield the lists of a name of several: “五带头、五不准”：……；……."""
    pieces = [m.span() for m in re.finditer("[^；]+", passage.masked[match.end() :])]
    if len(pieces) != len(parts):
        return
    for part, (start, end) in zip(parts, pieces, strict=True):
        for mark in "、，":
            members = _members(passage, match.end() + start, match.end() + end, mark)
            if len(members) in counts_of(part) and _are_alike(members):
                yield _point(material, passage, _head(passage, match), members, part)
                break


def _cuts(passage: Passage, start: int, counts: set[int]) -> Iterator[list[Span]]:
    """Yield the rows of members after *start* that are as many as the head says."""
    text = passage.masked
    semicolon = text.find("；", start)
    part = semicolon if semicolon >= 0 else len(text)
    comma = text.find("，", start, part)
    clause = comma if comma >= 0 else part
    for end, mark in (
        (len(text), "；"),
        (clause, "、"),
        (part, "，"),
        (part, "、"),
        (len(text), "，"),
    ):
        members = _members(passage, start, end, mark)
        if len(members) in counts and _are_alike(members):
            yield members


def _members(passage: Passage, start: int, end: int, mark: str) -> list[Span]:
    """Return the stretches between *mark*s, without what numbers or joins them."""
    pieces = [m.span() for m in re.finditer(f"[^{mark}\n]+", passage.masked[start:end])]
    spans = [_plain(passage.part(start + a, start + b)) for a, b in pieces]
    if mark == "、" and spans:
        spans = [*spans[:-1], *_joined(spans)]
        spans = [*spans[:-1], _cut_tail(spans[-1])]
    return _unnumbered(spans)


def _plain(span: Span) -> Span:
    """Return *span* without a joiner or dashes before it and marks behind it."""
    text = span.text.rstrip("，；、。 ")
    skip = 0
    for shape in (DASH, re.compile("^(?:以及|和(?!谐|平|睦|解)|及)")):
        if found := shape.match(text[skip:]):
            skip += found.end()
    return Span(span.start + skip, span.start + len(text), text[skip:])


def _joined(spans: Sequence[Span]) -> list[Span]:
    """Return the last of *spans*, cut at a 和 if both halves are like the one before."""
    last = spans[-1]
    one, joint, other = last.text.partition("和")
    size = len(spans[-2].text) if len(spans) > 1 else 0
    if not joint or abs(len(one) - size) > 1 or abs(len(other) - size) > 1:
        return [last]
    return [
        Span(last.start, last.start + len(one), one),
        Span(last.end - len(other), last.end, other),
    ]


def _cut_tail(last: Span) -> Span:
    """Return *last* without what is said of the whole list after its last member."""
    found = TAIL.search(last.text)
    if found is None or found.start() < SHORTEST:
        return last
    return Span(last.start, last.start + found.start(), last.text[: found.start()])


def _unnumbered(spans: list[Span]) -> list[Span]:
    found = [ORDINAL.match(span.text) for span in spans]
    digits = [match["digit"] or match.group()[1] for match in found if match]
    if len(digits) != len(spans) or digits != list(DIGITS[: len(digits)]):
        return spans
    return [
        Span(span.start + match.end(), span.end, span.text[match.end() :])
        for span, match in zip(spans, found, strict=True)
        if match
    ]


def _are_alike(members: Sequence[Span]) -> bool:
    """Tell whether *members* are short, all different and whole."""
    texts = [member.text for member in members]
    sizes = [len(text) for text in texts]
    is_even = bool(sizes) and max(sizes) <= UNEVEN * min(sizes) + SPARE
    is_short = is_even and min(sizes) >= SHORTEST and max(sizes) <= LONGEST
    is_whole = not any(HALF.search(text) or INNER.search(text) for text in texts)
    is_paired = all(text.count("“") == text.count("”") for text in texts)
    return is_short and is_whole and is_paired and len(set(texts)) == len(texts)


def _head(passage: Passage, match: re.Match[str]) -> Span:
    """Return the clause that names the list; the sentence so far where that says of nothing what."""
    last = max(passage.masked.rfind(mark, 0, match.start()) for mark in "，；：")
    end = match.start("opener")
    is_bare = match.start() - (last + 1) < SHORTEST_OWNER
    is_short = end <= LONGEST_HEAD and "；" not in passage.masked[:end]
    return passage.part(0 if is_bare and is_short else last + 1, end)


def _in_lines(material: Material, passage: Passage, number: int) -> Iterator[KeyPoint]:
    """Yield the list that stands in lines of its own below *passage*."""
    text = passage.text.rstrip("：")
    match = OPEN_HEAD.search(text)
    below = lines_below(material, passage, number)
    size = len(below)
    counts = counts_of(match["name"] or match["plain"]) if match else {size}
    rows = [_plain(each.span) for each in below]
    members = _unnumbered(rows)
    if size >= FEWEST and size in counts and _are_alike(members):
        last = text.rfind("，") + 1
        is_bare = match is not None and match.start() - last < SHORTEST_OWNER
        start = 0 if is_bare and len(text) <= LONGEST_HEAD else last
        name = (match["name"] if match else "") or ""
        yield _point(material, passage, passage.part(start, len(text)), members, name)


def lines_below(material: Material, passage: Passage, number: int) -> list[Passage]:
    """Return the lines of a list below *passage*, which is the one of that *number*; empty if there is none."""
    below = list(
        takewhile(
            lambda each: each.sentence.section == passage.sentence.section and not each.is_title,
            material.passages[number + 1 : number + 1 + MOST],
        )
    )
    return below[: _size_of_list(below)]


def _size_of_list(below: Sequence[Passage]) -> int:
    """Return how many of the passages *below* are members: those marked alike, or up to a full stop."""
    dashed = list(takewhile(lambda each: DASH.match(each.sentence.text), below))
    if dashed:
        return len(dashed)
    open_ = list(takewhile(lambda each: each.sentence.text.rstrip().endswith("；"), below))
    return len(open_) + 1 if open_ and len(open_) < len(below) else 0


def _point(
    material: Material, passage: Passage, head: Span, members: Sequence[Span], name: str
) -> KeyPoint:
    return key_point(
        material,
        passage,
        Pattern.COUNTED,
        material.span(min(head.start, members[0].start), members[-1].end),
        topic=head.text,
        members=[Member(each, section=passage.sentence.section) for each in members],
        slots=list(members),
        head=head,
        is_closed=True,
        note=name,
    )
