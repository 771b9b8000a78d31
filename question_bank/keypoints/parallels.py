"""
Where a list joined by 、 begins and ends.

Splitting on 、 alone spoils two members in five: the first still carries the
words before the list, the last those after it, and a 和 may join two members
or stand inside one. The first is cut where an explicit head ends or, without
one, where it is most like its siblings; the last ends at 等, at a 的 that its
siblings do not have, at a count, or with the clause.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from question_bank.keypoints.clauses import Clause, Material
from question_bank.keypoints.likeness import cohesion, likeness
from question_bank.keypoints.words import Segmenter

#: Words that open a list and are never part of its first member.
HEADS = re.compile(
    r"方面是|(?:主要)?(?:包括|包含|涵盖|分为|列举了)(?:了|有)?|(?:依法)?享有|具有|具备|做到|即|坚持的?是|主要(?:是|有)"
)
#: Words after which a first member may begin; weaker than an explicit head.
OPENERS = re.compile(
    r"(?:通过|运用|采取|围绕|坚持|坚决|实行|牢记|践行|弘扬|树立|提高|提升|增强|加强|参加|开展|对|把|将|从|向|以|为|按照|依照|遵守|遵循|确保|始终|不断|切实|自觉|积极|认真|充分|努力|全面|真正|要|是|有|在|和|与|及|的|成为|形成|实现)$"
)
MANNER = re.compile("通过(?!了)|综合运用|(?<=^把)|(?<=，把)")
ET_CETERA = re.compile(r"(?<![平均相同对高中初优何])等(?!级|于|待|候|额|次|同)")
COUNTED = re.compile(r"(?:这)?([两二三四五六七八九十]+)(?:个|项|种|条|点|类|大|方面)")
JOINERS = re.compile(r"以及|及其|和|与|及|或者|或")
TAIL_VERBS = re.compile(
    r"(?:是|相结合|相统一|并重|为一体|为重点|为主|于一体|方面|工作中|过程中|之间|上来|上下功夫)"
)
LONGEST_MEMBER = 24
#: How well two halves must fit each other when there is no other member to compare with,
#: and how much better they must fit than the whole.
UNDIVIDED, CLEARLY = 0.62, 0.02
JOINER = re.compile("[和与]")
OF = re.compile("的")
ATTRIBUTE = re.compile("^.{1,4}的")
NUMBERS = {c: n for n, c in enumerate("零一二三四五六七八九十")} | {"两": 2}


@dataclass(frozen=True, slots=True)
class Parallel:
    """
    A list found in a clause; offsets count from the clause's start.

    Attributes:
        members: Start and end of each.
        head: The words before the first member.
        tail: The words after the last member.
        is_open: Whether the tail begins with 等.
        count: How many members the text says there are, or 0.
        has_explicit_head: Whether the first member was cut at a word such as 包括.
        cohesion: How alike the members are, 0 to 1.
    """

    members: tuple[tuple[int, int], ...]
    head: str
    tail: str
    is_open: bool
    count: int
    has_explicit_head: bool
    cohesion: float


def parallel_in(material: Material, clause: Clause) -> Parallel | None:
    """Return the list in *clause* of *material*, or `None`; looked for once."""
    known = material.parallels
    if clause not in known:
        known[clause] = find_parallel(clause, material.segmenter)
    return known[clause]


def find_parallel(clause: Clause, segmenter: Segmenter) -> Parallel | None:
    """Return the list in *clause*, or `None` if there is none with clear ends."""
    pieces = _split(clause.masked)
    if len(pieces) < 2:  # noqa: PLR2004
        return _pair(clause, segmenter)
    text = clause.text
    last_start = pieces[-1][0]
    last_end = _end_of_last(clause, pieces)
    middle = [text[a:b] for a, b in pieces[1:-1]]
    last = _split_last(text[last_start:last_end], middle, segmenter)
    tail_members = [(last_start + a, last_start + b) for a, b in last]
    siblings = middle + [text[a:b] for a, b in tail_members]
    if not all(siblings):
        return None
    first_start, explicit = _start_of_first(clause, pieces[0], siblings, segmenter)
    members = ((first_start, pieces[0][1]), *pieces[1:-1], *tail_members)
    texts = [text[a:b] for a, b in members]
    if not all(0 < len(member) <= LONGEST_MEMBER for member in texts):
        return None
    tail = text[last_end:]
    return Parallel(
        members=members,
        head=text[:first_start],
        tail=tail,
        is_open=tail.startswith("等"),
        count=_count(tail, len(members)),
        has_explicit_head=explicit,
        cohesion=cohesion(texts, segmenter),
    )


def _pair(clause: Clause, segmenter: Segmenter) -> Parallel | None:
    """Return two members joined by 和 alone, if an explicit head opens them: 具有广泛性和代表性."""
    may_join = "和" in clause.masked or "与" in clause.masked
    heads = list(HEADS.finditer(clause.masked)) if may_join else []
    if not heads:
        return None
    start = _past_attribute(clause, heads[-1].end(), len(clause.text))
    match = JOINER.search(clause.masked, start)
    if match is None or match.start() == start:
        return None
    first, rest = (start, match.start()), clause.text[match.end() :]
    size = match.start() - start
    same = len(rest) >= size and rest[size - 1] == clause.text[match.start() - 1]
    if not same or (len(rest) > size and rest[size] not in "的等，"):
        return None
    members = (first, (match.end(), match.end() + size))
    texts = [clause.text[a:b] for a, b in members]
    tail = rest[size:]
    return Parallel(
        members=members,
        head=clause.text[:start],
        tail=tail,
        is_open=tail.startswith("等"),
        count=0,
        has_explicit_head=True,
        cohesion=cohesion(texts, segmenter),
    )


def _split(masked: str) -> list[tuple[int, int]]:
    """
    Return the stretches between the 、 of *masked*; one if there is no list.

    Marks that stand side by side, as in “甲”“乙”, part members like a 、.
    """
    pieces, start = [], 0
    for piece in masked.split("、"):
        if piece:
            pieces.append((start, start + len(piece)))
        start += len(piece) + 1
    return pieces


def _end_of_last(clause: Clause, pieces: list[tuple[int, int]]) -> int:
    """Return where the last member ends: at 等, a count, a 的 of its own, or a verb."""
    start, end = pieces[-1]
    last = clause.masked[start:end]
    middle = [clause.masked[a:b] for a, b in pieces[1:-1]] or [clause.masked[slice(*pieces[0])]]
    has_own_attribute = "的" in last[1:] and not any("的" in piece for piece in middle)
    cuts = (
        ET_CETERA.search(last),
        COUNTED.search(last, 1),
        OF.search(last, 1) if has_own_attribute else None,
        TAIL_VERBS.search(last, 1),
    )
    found = next((match for match in cuts if match), None)
    return start + found.start() if found else end


def _split_last(last: str, middle: list[str], segmenter: Segmenter) -> list[tuple[int, int]]:
    """Split *last* at a 和 if the two halves fit their siblings better than the whole."""
    best, joints = [(0, len(last))], list(JOINERS.finditer(last))
    if not joints:
        return best
    best_score = _fit([last], middle, segmenter) if middle else UNDIVIDED
    boundaries = segmenter.boundaries(last)
    for match in joints:
        left, right = (0, match.start()), (match.end(), len(last))
        if left[1] == 0 or right[0] == right[1] or match.start() not in boundaries:
            continue
        halves = [last[slice(*left)], last[slice(*right)]]
        score = _fit(halves, middle or halves, segmenter)
        if score > best_score + CLEARLY:
            best, best_score = [left, right], score
    return best


def _fit(parts: list[str], siblings: list[str], segmenter: Segmenter) -> float:
    scores = [likeness(part, sibling, segmenter) for part in parts for sibling in siblings]
    return sum(scores) / len(scores)


def _start_of_first(
    clause: Clause, piece: tuple[int, int], siblings: list[str], segmenter: Segmenter
) -> tuple[int, bool]:
    """Return where the first member begins and whether an explicit head says so."""
    start, end = piece
    heads = list(HEADS.finditer(clause.masked, start, end))
    if heads and heads[-1].end() < end:
        return _past_attribute(clause, heads[-1].end(), end), True
    if manner := MANNER.search(clause.masked, start, end):
        return manner.end(), True
    lengths = {len(sibling) for sibling in siblings}
    if len(siblings) > 1 and len(lengths) == 1 and (size := lengths.pop()) < end - start:
        at_word = end - start - size in segmenter.boundaries(clause.text[start:end])
        if at_word and _has_same_edge(clause.text[end - size : end], siblings):
            return end - size, False
    boundaries = sorted(b for b in segmenter.boundaries(clause.text[start:end]) if b < end - start)
    if len(boundaries) > 1:
        places = [start + boundary for boundary in boundaries]
        scores = [_score(clause, place, end, siblings, segmenter) for place in places]
        start = max(zip(scores, places, strict=True), key=lambda pair: (pair[0], -pair[1]))[1]
    return start, False


def _has_same_edge(text: str, siblings: list[str]) -> bool:
    """Tell whether *text* begins or ends with the same character as all its siblings."""
    return all(text[-1] == sibling[-1] for sibling in siblings) or all(
        text[0] == sibling[0] for sibling in siblings
    )


def _past_attribute(clause: Clause, start: int, end: int) -> int:
    """Skip an adjective that all members share: 具有广泛的 ｜ 代表性、民主性."""
    match = ATTRIBUTE.search(clause.masked[start:end])
    return start + match.end() if match and start + match.end() < end else start


def _score(
    clause: Clause, start: int, end: int, siblings: list[str], segmenter: Segmenter
) -> float:
    first = clause.text[start:end]
    score = sum(likeness(first, sibling, segmenter) for sibling in siblings) / len(siblings)
    before = clause.masked[:start]
    if start == 0 or OPENERS.search(before):
        score += 0.08
    words = segmenter.words(first)
    opens_with_verb = words[0].tag[:1] == "v" and len(words) > 1
    if opens_with_verb and not any(
        segmenter.words(sibling)[0].tag[:1] == "v" for sibling in siblings
    ):
        score -= 0.12
    return score


def _count(tail: str, members: int) -> int:
    match = COUNTED.match(tail.removeprefix("等"))
    if match is None:
        return 0
    number = NUMBERS.get(match.group(1), 0)
    return number if number == members else -1
