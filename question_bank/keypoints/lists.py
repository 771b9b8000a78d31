"""Lists under a head: 人大代表享有审议权、表决权、提案权等权利."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.documents import Role
from question_bank.keypoints.clauses import Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.parallels import Parallel, parallel_in
from question_bank.keypoints.values import KeyPoint, Member, Pattern, Span

#: Members of a list of facts are at least this alike when no head word opens it.
COHESION = 0.5
#: A member this many times as long as another was cut in the wrong place.
UNEVEN = 3
#: What no member begins with: it would be half a clause.
HALF_CLAUSE = re.compile(
    r"^(?:对|既|也|又|让|使|从而|无论|不管|不论|如果|因为|但|而|并|还|就|都|只|已|正|刚|这|那|其|它|他们|我们|大家|某|各|每|以及|对于|关于|为了|由于|上述)"
)
HAS_PRONOUN = re.compile("我们|他们|大家|自己|这些|那些|其[^他中次余实]|各位|同志们|在座")
#: Lists of words that name people, places and media.
OPEN_LISTS = ("open_group", "open_place", "media")
#: Verbs whose lists name subjects of study, channels or people: nothing to learn by heart.
#: Members that only count: 三星、四星、五星.
NUMBERED = re.compile("^[一二三四五六七八九十0-9]")
STUDY = re.compile("(?:学习|研读|了解|掌握|熟悉|利用|借助|邀请|来自|深入到|走进|面向)[^，]{0,6}$")
STUDY_TAILS = re.compile(
    "^等?(?:各[个项]?方面|各[个项]?领域|各项工作|各?方面的?知识|法律法规|法律|文件|群体|人士|人员|基层一线|各界|行业|领域|媒体|平台|载体|单位|部门|地方|地区|材料)"
)


def find_lists(material: Material) -> Iterator[KeyPoint]:
    """Yield the lists of running text whose boundaries are clear, in reading order."""
    for passage in material.passages:
        if passage.is_title or _is_courtesy(material, passage):
            continue
        for clause in passage.cut():
            parallel = parallel_in(material, clause)
            if parallel and _is_worth_learning(parallel, clause, material):
                yield _list(material, passage, clause, parallel)


def _is_courtesy(material: Material, passage: Passage) -> bool:
    """Tell whether a sentence of the opening says why people are here, not what to learn."""
    role = material.document.sections[passage.sentence.section].role
    has_parts = len(material.document.sections) > 1
    return role is Role.OPENING and has_parts


def _is_worth_learning(parallel: Parallel, clause: Clause, material: Material) -> bool:
    texts = [clause.text[a:b] for a, b in parallel.members]
    is_broken = any(HALF_CLAUSE.search(text) or HAS_PRONOUN.search(text) for text in texts)
    is_miscounted = parallel.tail.startswith("是") or parallel.count < 0
    is_study = bool(STUDY.search(parallel.head) or STUDY_TAILS.search(parallel.tail))
    is_idle = _names_people_or_places(texts, material) or all(map(NUMBERED.match, texts))
    if is_broken or is_miscounted or is_study or is_idle:
        return False
    lengths = sorted(map(len, texts))
    is_even = lengths[-1] <= UNEVEN * lengths[0]
    return parallel.has_explicit_head or (parallel.cohesion >= COHESION and is_even)


def _names_people_or_places(texts: list[str], material: Material) -> bool:
    lists = [material.lexicon.index.words[name] for name in OPEN_LISTS]
    return sum(any(text in words for words in lists) for text in texts) * 2 >= len(texts)


def _list(material: Material, passage: Passage, clause: Clause, parallel: Parallel) -> KeyPoint:
    members = [
        Member(material.span(clause.start + a, clause.start + b), section=passage.sentence.section)
        for a, b in parallel.members
    ]
    span = _with_context(material, passage, clause)
    head = Span(clause.start, members[0].content.start, parallel.head) if parallel.head else None
    explicit = 0.3 if parallel.has_explicit_head else 0.0
    return key_point(
        material,
        passage,
        Pattern.LIST,
        span,
        topic=parallel.tail.removeprefix("等"),
        members=members,
        slots=[member.content for member in members],
        head=head,
        is_open=parallel.is_open,
        is_closed=parallel.count > 0,
        confidence=min(1.0, parallel.cohesion + explicit),
    )


def _with_context(material: Material, passage: Passage, clause: Clause) -> Span:
    """Return the clause, with the one before it when that introduces it by a colon."""
    start = clause.start
    for before in passage.cut():
        if before.end + 1 == clause.start and before.mark == "：":
            start = before.start
    return material.span(start, clause.end)
