"""Contrasts: what something is, and what it is said not to be: 是监督关系，不是领导关系."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents import Genre
from question_bank.keypoints.clauses import Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern

NOT = "(?:也|更|并|而)?(?:绝|决)?不是"
#: 甲不是乙，也不是丙，而是丁.
DENIED_FIRST = re.compile(
    rf"^(?P<subject>[^，：；是]{{2,24}}?)(?P<no>不是[^，：；]{{2,24}}(?:[，、]{NOT}[^，、：；]{{2,20}})*)(?:，而?是(?P<yes>[^，：；]{{2,30}}))?(?=[，；]|$)"
)
#: 甲是乙，不是丙.
SAID_FIRST = re.compile(
    rf"^(?P<subject>[^，：；是]{{2,24}}?)(?:首先)?(?<!不)是(?P<yes>[^，：；是]{{2,30}})，(?P<no>{NOT}[^，、：；]{{2,24}}(?:[，、]{NOT}[^，、：；]{{2,20}})*)(?=[，；]|$)"
)
#: 甲不在于乙，而在于丙.
LIES_NOT = re.compile(
    r"^(?P<subject>[^，：；是]{2,24}?)(?P<no>不在于[^，：；]{2,24})，而是?在于(?P<yes>[^，：；]{2,30})(?=[，；]|$)"
)
DENIAL = re.compile(
    rf"(?:{NOT}|不在于)(?P<what>[^，：；]+?)(?=[，、](?:也|更|并|而)?(?:绝|决)?不是|$)"
)
DENIES = re.compile("不是|不在于")
SUBJECT = re.compile(
    "代表|人大|人民代表大会|常委会|监督|议案|建议|质询|询问|选举|民主|法治|审议|视察|调研|联系群众|主席|履职|联络站|述职|工委"
)
#: What makes a denial a turn of speech.
TURN = re.compile("^(?:一种|为了|因为|要|说|没有)|我们|大家|这|那")


def find_contrasts(material: Material) -> Iterator[KeyPoint]:
    """Yield what a text says something is not, in reading order; not from laws."""
    if material.document.genre is Genre.STATUTE:
        return
    for passage in material.passages:
        if passage.is_title or not DENIES.search(passage.masked):
            continue
        end = 0
        for clause in passage.cut():
            if clause.start >= end and (found := _contrast(material, passage, clause)):
                yield found
                end = found.span.end


def _contrast(material: Material, passage: Passage, clause: Clause) -> KeyPoint | None:
    start = clause.start - passage.start
    text = passage.masked[start:]
    match = SAID_FIRST.match(text) or LIES_NOT.match(text) or DENIED_FIRST.match(text)
    if match is None or not SUBJECT.search(passage.text[start : start + match.end("subject")]):
        return None
    denied = [
        passage.part(
            start + match.start("no") + m.start("what"), start + match.start("no") + m.end("what")
        )
        for m in DENIAL.finditer(match["no"])
    ]
    denied = [span for span in denied if not TURN.search(span.text)]
    if not denied:
        return None
    said = (
        passage.part(start + match.start("yes"), start + match.end("yes")) if match["yes"] else None
    )
    subject = passage.part(start + match.start("subject"), start + match.end("subject"))
    return key_point(
        material,
        passage,
        Pattern.CONTRAST,
        passage.part(start, start + match.end()),
        topic=subject.text,
        members=[Member(span, section=passage.sentence.section) for span in denied],
        slots=[said] if said else [],
        head=subject,
        note="在于" if "不在于" in match["no"] else "是",
    )
