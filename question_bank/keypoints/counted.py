"""Lists that a head opens and counts: 有四种走法：A、B、C、D; and rows of 不得."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.parallels import NUMBERS
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

#: A head that counts its members, up to the colon; it may say what they are called.
HEAD = re.compile(
    "^(?P<head>(?:[^：；]*[，。])?[^，：；]*?(?P<count>[两二三四五六七八九])(?:种|个|项|条|句|样|步|本|笔|点|关|道|类|张|把|件|大|方面|层)[^：；]{0,24})："
)
#: What a member carries to say its place in the row.
ORDINAL = re.compile(
    "^(?:(?P<digit>[一二三四五六七八九])(?:是|要|靠)?|第[一二三四五六七八九][，是])(?=.{2})"
)
DIGITS = "一二三四五六七八九"
BETWEEN = ("；", "，", "、")
SHORTEST, LONGEST = 2, 20
#: Words before a count that say whose it is, and the longest head, in characters.
SHORTEST_OWNER, LONGEST_HEAD = 4, 34
FORBIDS = re.compile("不得|不准|严禁|不许")
#: Members of a row of limits: what each forbids.
LIMIT = re.compile("^(?:也|更|还|并)?(?P<act>(?:不得|不准|严禁|不许)[^，；：。]{4,40})$")
FEWEST = 3
PART = re.compile("[：；，]")
#: What makes a member part of something else.
HALF = re.compile("^(?:但|而|因为|所以|如果|还有|再加上|其中|以及)|我们|他们|[？！]")


def find_counted(material: Material) -> Iterator[KeyPoint]:
    """Yield the lists whose head counts them, and the rows of limits, in reading order."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        if passage.is_title:
            continue
        if "：" in passage.masked and (found := _counted(material, passage)):
            yield found
        if len(FORBIDS.findall(passage.masked)) >= FEWEST:
            yield from _limits(material, passage)


def _counted(material: Material, passage: Passage) -> KeyPoint | None:
    match = HEAD.match(passage.masked)
    if match is None:
        return None
    count = NUMBERS[match["count"]]
    for mark in BETWEEN:
        members = _members(passage, match.end(), mark)
        if len(members) >= FEWEST and len(members) == count and _are_alike(members):
            head = _head(passage, match)
            return key_point(
                material,
                passage,
                Pattern.COUNTED,
                passage.part(head.start - passage.start, members[-1].end - passage.start),
                topic=head.text,
                members=[Member(m, section=passage.sentence.section) for m in members],
                slots=members,
                head=head,
                is_closed=True,
            )
    return None


def _head(passage: Passage, match: re.Match[str]) -> Span:
    """Return the clause that counts; the whole sentence so far if that clause says of nothing what."""
    start = passage.masked.rfind("，", 0, match.start("count")) + 1
    is_bare = match.start("count") - start < SHORTEST_OWNER
    return passage.part(
        0 if is_bare and match.end("head") <= LONGEST_HEAD else start, match.end("head")
    )


def _members(passage: Passage, start: int, mark: str) -> list[Span]:
    """Return the members between *mark*s after the colon, without what numbers them."""
    pieces = [m.span() for m in re.finditer(f"[^{mark}\n]+", passage.masked[start:])]
    spans = [passage.part(start + a, start + b) for a, b in pieces]
    found = [ORDINAL.match(span.text) for span in spans]
    digits = [match["digit"] for match in found if match]
    if len(digits) == len(spans) and digits == list(DIGITS[: len(digits)]):
        return [
            Span(span.start + match.end(), span.end, span.text[match.end() :])
            for span, match in zip(spans, found, strict=True)
            if match
        ]
    return spans


def _are_alike(members: Sequence[Span]) -> bool:
    """Tell whether *members* are short, all different and whole."""
    texts = [member.text for member in members]
    sizes = [len(text) for text in texts]
    is_even = max(sizes) <= 3 * min(sizes)
    is_short = min(sizes) >= SHORTEST and max(sizes) <= LONGEST
    is_whole = not any(HALF.search(text) or PART.search(text) for text in texts)
    return is_even and is_short and is_whole and len(set(texts)) == len(texts)


def _limits(material: Material, passage: Passage) -> Iterator[KeyPoint]:
    """Yield each act that a row of limits forbids, with whom it binds as its head."""
    found = [(clause, match) for clause in passage.cut() if (match := LIMIT.match(clause.text))]
    who = re.search("各级人大代表|人大代表|代表|主席|常委会组成人员", passage.masked)
    if len(found) < FEWEST or who is None or who.start() > found[0][0].start - passage.start:
        return
    for clause, match in found:
        act = material.span(clause.start + match.start("act"), clause.end)
        yield key_point(
            material,
            passage,
            Pattern.LIMIT,
            act,
            slots=[act],
            head=passage.part(who.start(), who.end()),
        )
