"""Items on what a text asks for in each phase: before, during, after."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.questions.clauses import bigrams, label_of
from question_bank.questions.statements import statement
from question_bank.questions.values import GAP, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of, options

SHORTEST_ACT, LONGEST_ACT = 4, 14
#: What is no act of its own.
NO_ACT = re.compile("^(?:也|就是|还|须|都|才|而|并且|使|让|确保|从而)|等$")
PRONOUN = re.compile("其|他们|它|这|此|我们|自己")
#: What is put as a question is no act, and its halves are no whole words.
ASKED = re.compile("[？：]|几[条件个项]|多少|什么|怎么|还是|有没有|是不是|能不能")
FEWEST_RIGHT = 2
ADVERBS = re.compile("认真|积极|深入|及时|主动|切实|充分|提出|工作|进行")


def from_phases(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield one multiple choice a phase; the wrong options belong to the other phases."""
    for member in point.members:
        right = acts(member, point.members)
        wrong = [
            (act, f"这是“{label_of(other)}”的要求。")
            for other in point.members
            if other is not member
            for act in acts(other, point.members)[:2]
        ]
        if len(right) >= FEWEST_RIGHT and wrong:
            yield _phase(workshop, point, member, right, wrong)
    yield from _statements(workshop, point)


def _statements(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate]:
    """Yield for each phase a statement that puts an act into it, rightly or wrongly in turn."""
    place = workshop.source.place(point.section)
    for turn, member in enumerate(point.members):
        own = acts(member, point.members)
        if not own:
            continue
        truth = turn % 2 == 1
        shown = member if truth else point.members[(turn + 1) % len(point.members)]
        proof = workshop.quoted(member.content, point.section)
        changed = "" if truth else f"改动的是阶段：“{own[0]}”是对“{label_of(member)}”的要求。"
        yield statement(
            workshop,
            point,
            f"{place}要求，在{label_of(shown).removeprefix('在')}要{own[0]}。",
            truth=truth,
            form="swap",
            explanation=changed + proof,
            slot=label_of(member),
            fact=fact_of(point, label_of(member)),
            proof=_where(workshop, member, own[0]),
        )


def _where(workshop: Workshop, member: Member, act: str) -> Span:
    """Return where *act* stands in what the phase asks for."""
    start = workshop.document.clean_text.index(act, member.content.start)
    return Span(start, start + len(act), act)


def acts(member: Member, members: Sequence[Member]) -> list[str]:
    """
    Return the short acts of a phase that no other phase could claim.

    They share no two characters with any other phase's label or acts, nor with
    their own label, which would give them away.
    """
    others = set[str]()
    for other in members:
        if other is not member:
            others |= bigrams(_plain(other.content.text)) | bigrams(label_of(other))
    own = bigrams(label_of(member))
    found: list[str] = []
    if ASKED.search(member.content.text):
        return found
    for clause in re.split("[，。；]", member.content.text):
        text = re.sub("^(?:要|并|还要)", "", clause.strip())
        is_act = not PRONOUN.search(text) and not NO_ACT.search(text)
        is_own = not bigrams(_plain(text)) & (others | own)
        if is_act and is_own and SHORTEST_ACT <= len(text) <= LONGEST_ACT:
            found.append(text)
    return found


def _plain(text: str) -> str:
    """Return *text* without the adverbs that any phase may have."""
    return ADVERBS.sub("\n", text)


def _phase(
    workshop: Workshop,
    point: KeyPoint,
    member: Member,
    right: Sequence[str],
    wrong: Sequence[tuple[str, str]],
) -> Candidate:
    shuffler = workshop.random("phase", member.content.start)
    keys = [(text, "") for text in right[:3]]
    item = Item(
        type=ItemType.MULTIPLE,
        form="phase",
        kind=point.kind,
        stem=f"{workshop.source.place(point.section)}对“{label_of(member)}”提出的要求有{GAP}。",
        options=options(keys, list(wrong)[:3], shuffler),
        explanation=workshop.quoted(member.content, point.section),
        difficulty=3,
    )
    return Candidate(
        item,
        workshop.evidence(member.content),
        point.pattern,
        label_of(member),
        fact_of(point, label_of(member)),
        point.importance,
        point.section,
    )
