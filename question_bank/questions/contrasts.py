"""Items on contrasts: the text itself says what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator

from question_bank.keypoints import KeyPoint
from question_bank.questions.clauses import bigrams
from question_bank.questions.clozes import cloze
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import FORMULA, PRONOUN, statement
from question_bank.questions.stems import sentence_at, standalone
from question_bank.questions.values import GAP, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of, options

FEWEST_DENIED = 2
#: How much shorter or longer than what is denied the key may be, as a factor.
ALIKE = 1.6
#: Halves of a contrast, and the longest that is tapped, in characters.
FEWEST_HALVES, LONGEST_HALF = 2, 8
#: What an institution is often taken for, and whose institutions are meant.
INSTITUTION = re.compile("(?:关系|组织|机关|机构|行为|特权|职务|工作|程序|会议)$")
OFFICE = re.compile("代表|人大|常委会|主席|小组|工委|联络站|议案|建议|质询|询问|监督")
#: What leans on words that are not there.
LEANING = re.compile("^(?:所以|因此|如果|虽然|尽管|有的|有些|一些)|[的地得]$")


def from_contrast(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a choice among what the text denies or, for review, a cloze on both halves.

    A statement is made by leaving 不 out only of institutions, which are often taken for what they
    are not (领导关系): nobody takes 代表是陪同人员 for what was said.
    """
    subject = _subject(workshop, point)
    if not subject or FORMULA.search(point.span.text):
        return
    denied = [member.content.text for member in point.members]
    if point.slots and len(denied) >= FEWEST_DENIED:
        yield _choice(workshop, point, subject, denied)
        return
    yield _halves(workshop, point)
    yield _false(workshop, point, subject, denied[0])


def _false(workshop: Workshop, point: KeyPoint, subject: str, denied: str) -> Candidate | None:
    """Return a statement that an institution is what the text says it is not, if many take it for that."""
    sentence = sentence_at(workshop.document, point.span.start)
    if not INSTITUTION.search(denied) or sentence is None or ORAL.search(sentence.text):
        return None
    if PRONOUN.search(subject + denied) or not OFFICE.search(subject) or "“" in denied:
        return None
    told = f"{subject}{point.note}{denied}"
    return statement(
        workshop,
        point,
        f"{workshop.source.lead(point.section, told)}{told}。",
        truth=False,
        form="statement",
        explanation=f"原文明确说“不{point.note}{denied}”。"
        + workshop.quoted(point.span, point.section),
        slot=f"denied-{point.members[0].content.start}",
    )


def _halves(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """Return a cloze on what is said and what is denied: which goes where is the question."""
    halves = [*point.slots, point.members[0].content]
    if len(halves) < FEWEST_HALVES or any(
        len(half.text) > LONGEST_HALF or PRONOUN.search(half.text) for half in halves
    ):
        return None
    halves.sort(key=lambda half: half.start)
    return cloze(workshop, point, halves, "contrast", is_sure=False)


def _subject(workshop: Workshop, point: KeyPoint) -> str:
    """Return what the contrast is about if it stands alone, else nothing."""
    if point.head is None:
        return ""
    told = standalone(workshop.document, point.head, point.head.text) or ""
    told = re.sub("^(?:要)?(?:牢记|记住|明确|认识到)", "", told)
    return "" if PRONOUN.search(told) or LEANING.search(told) else told


def _choice(
    workshop: Workshop, point: KeyPoint, subject: str, denied: list[str]
) -> Candidate | None:
    key = point.slots[0]
    longest = max(map(len, denied))
    if key.text.endswith(subject):
        return None
    told = bigrams(subject) & bigrams(key.text)
    if any(not any(run in text for text in denied) for run in told):
        return None
    if len(key.text) > ALIKE * longest or PRONOUN.search(key.text) or "“" in key.text:
        return None
    wrong = [(text, f"{workshop.source.noun}明确说“不{point.note}{text}”。") for text in denied[:3]]
    item = Item(
        type=ItemType.SINGLE,
        form="contrast",
        kind=point.kind,
        stem=f"{workshop.source.place(point.section)}指出，{subject}{point.note}{GAP}。",
        options=options([(key.text, "")], wrong, workshop.random("contrast", point.span.start)),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=2,
    )
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "contrast",
        fact_of(point),
        point.importance,
        point.section,
        key_spans=(key,),
    )
