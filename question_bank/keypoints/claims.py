"""Claims of one frame, spread over a text: 代表的X是人大工作的Y."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from question_bank.keypoints.clauses import Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.values import KeyPoint, Member, Pattern

FEWEST = 3
CLAIM = re.compile(
    r"^(?P<of>[^，是]{0,12}?的)(?P<label>[^，是的]{2,12})是(?P<for>[^，是]{0,14}?的)(?P<content>[^，是的]{2,10})$"
)
#: Praise that readers cannot tell apart; of each pair one claim at most is asked.
INTERCHANGEABLE = (("体现", "反映"), ("保障", "保证"), ("途径", "渠道"), ("基础", "基石"))


def find_claims(material: Material) -> Iterator[KeyPoint]:
    """Yield groups of at least three claims that differ in subject and predicate only."""
    groups: dict[tuple[str, str], list[tuple[Passage, Member]]] = defaultdict(list)
    for passage in material.passages:
        clause = next(passage.cut(), None)
        if clause is None or not (match := CLAIM.match(clause.masked)):
            continue
        label = passage.part(*match.span("label"))
        content = passage.part(*match.span("content"))
        member = Member(content, label, passage.sentence.section)
        groups[match.group("of"), match.group("for")].append((passage, member))
    for (_, frame), found in groups.items():
        members = [member for _, member in found]
        if len(members) >= FEWEST and not _blur(members):
            yield _claims(material, found, frame)


def _blur(members: list[Member]) -> bool:
    """Tell whether two predicates mean the same, so that neither is the only answer."""
    contents = [member.content.text for member in members]
    return len(set(contents)) < len(contents) or any(
        any(one in text for text in contents) and any(other in text for text in contents)
        for one, other in INTERCHANGEABLE
    )


def _claims(material: Material, found: list[tuple[Passage, Member]], frame: str) -> KeyPoint:
    passage, _ = found[0]
    clause = next(passage.cut())
    return key_point(
        material,
        passage,
        Pattern.CLAIMS,
        clause.span,
        topic=clause.text[: clause.masked.index("的") + 1],
        members=[member for _, member in found],
        slots=[member.content for _, member in found],
        note=frame,
    )
