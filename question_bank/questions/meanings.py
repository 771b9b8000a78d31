"""Items on the words that a statute explains: which of its terms does it explain so?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint
from question_bank.questions.clozes_of_rules import cloze_of
from question_bank.questions.labels import bigrams
from question_bank.questions.rules import asked, choice, near
from question_bank.questions.values import GAP
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: Terms on either side that may lend themselves.
REACH = 12
FEWEST_WRONG, MOST_WRONG = 2, 3
#: Bounds of an explanation, in characters, and how much longer one term may be than another.
SHORTEST, LONGEST, UNLIKE, LONGEST_TERM = 18, 96, 2.5, 10
#: An explanation that sends its reader elsewhere, or holds only with another one.
ELSEWHERE = re.compile("本法第|下列|以下|前款|上述|该|[一二三]级[^，]{0,6}以外|其他的")
#: What people and bodies are called.
SOMEBODY = re.compile(
    "(?:人|者|人员|机构|单位|企业|公司|组织|机关|部门|当事方|职工|成员|员)(?:等)?$"
)
#: Notes of the key points that explain a term.
NOTES = frozenset({"called", "means"})


def among_meanings(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of choices of a term; *points* lend each other theirs."""
    terms = sorted(
        (point for point in points if point.note in NOTES), key=lambda each: each.span.start
    )
    sections = [point.section for point in terms]
    return lambda workshop, point: from_meaning(
        workshop, point, terms[near(sections, point.section, REACH)]
    )


def from_meaning(
    workshop: Workshop, point: KeyPoint, points: Sequence[KeyPoint]
) -> Iterator[Candidate | None]:
    """Yield a choice of the term that an explanation belongs to, among terms that it does not name."""
    if point.note not in NOTES:
        return
    slot = point.slots[0]
    rest = point.span.text.replace(slot.text, "\n", 1)
    if slot.text in rest:
        return
    is_fit = SHORTEST <= len(point.span.text) <= LONGEST and not ELSEWHERE.search(rest)
    wrong = _wrong(workshop, point, points, rest) if is_fit else []
    if len(wrong) < FEWEST_WRONG or shows(slot.text, rest, wrong):
        if point.note == "called" and len(slot.text) <= LONGEST_TERM:
            is_sure = not _is_half_told(slot.text, rest)
            yield cloze_of(workshop, point, [slot], "definition", is_sure=is_sure)
        return
    yield choice(
        workshop,
        point,
        "definition",
        asked(workshop, point, [slot], GAP),
        [slot.text],
        wrong,
        slot=f"meaning@{slot.start}",
        key_spans=[slot],
    )


def _wrong(
    workshop: Workshop, point: KeyPoint, points: Sequence[KeyPoint], rest: str
) -> list[tuple[str, str]]:
    """Return terms explained elsewhere, the nearest first, each with its own explanation."""
    key = point.slots[0].text
    found: list[tuple[str, str]] = []
    for each in sorted(points, key=lambda other: abs(other.span.start - point.span.start)):
        term = each.slots[0].text
        names = [key, *(text for text, _ in found)]
        sizes = [len(name) for name in (*names, term)]
        is_apart = not any(term in name or name in term for name in names)
        is_alike = _is_somebody(term) is (_is_somebody(rest) or _is_somebody(key))
        if is_apart and is_alike and term not in rest and max(sizes) <= UNLIKE * min(sizes):
            place = workshop.source.place(each.section)
            found.append((term, f"{place}：{each.span.text}。"))
    return found[:MOST_WRONG]


def shows(key: str, rest: str, wrong: Sequence[tuple[str, str]]) -> bool:
    """Tell whether an explanation has words, or the last character, of the term alone."""
    shared = {pair for pair in (*bigrams(key), key[-1], *key[:-1][-1:]) if pair in rest}
    return any(not any(pair in text for text, _ in wrong) for pair in shared)


def _is_half_told(key: str, rest: str) -> bool:
    """Tell whether an explanation has a word of its term, or the term has a note of its own."""
    return "（" in key or any(pair in rest for pair in bigrams(key))


def _is_somebody(text: str) -> bool:
    """Tell whether *text*, a term or an explanation, names people or a body."""
    return bool(SOMEBODY.search(text))
