"""Statements on ways of deciding and on what is allowed or forbidden."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint
from question_bank.keypoints.modals import MUST, MUST_NOT, may_be_allowed, may_be_bound
from question_bank.keypoints.wordings import ALONE, EXCUSED
from question_bank.questions.rules import LESS, article_of, is_limited, is_taken_back, verdict
from question_bank.questions.stating import opens_with_case
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: How often a way of deciding is stated as it is.
TRUE = 0.25
#: What lets happen, somewhere in its article, what a rule forbids.
SOFTENED = re.compile("确需|批准|同意|许可|除外|例外|特殊|必要|可以|但是?")
#: Words that only say what is allowed, and how much less a statement that turns on one is worth.
MODALS, LESS_OF_MODAL = frozenset({"可以", "不得"}), 0.22
#: So many characters on either side make two rules say the same.
SAID = 12
#: So many characters before what is asked of a rule are as many as a reader keeps in mind.
LONGEST_BEFORE = 84
#: What says no more than that other rules hold.
POINTS = re.compile("(?:按照|依照)(?:国家)?有关规定(?:办理|执行|处理)$")
#: What one may well think forbidden.
DOUBTED = re.compile("[^，；。]{0,4}(?:兼|连任|委托|代|分期|延长|拒绝|参加|连续|不)")
#: What a duty of acting lawfully begins with.
LAWFULLY = ("依法", "依照", "根据", "按照")
#: What nobody would let anybody have, whoever asked for it.
DREADED = re.compile("狂犬|[死病]|疫|毒|腐败|变质")
#: How one is at a meeting, and who meets.
ATTENDS, MEETS = (
    frozenset({"列席", "出席"}),
    re.compile("会议|委员会|常委会|大会|主席团|审议|举行|召开"),
)
#: Words that say when something is done.
TIMES = re.compile("期间$|^事[先前中后]$|[前后]$")
#: Changes that are false and yet often read as true, or as absurd.
DEMANDED = "要求"
WEAK = frozenset({ALONE, DEMANDED})


def among_modes(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of statements on ways of deciding; what is said twice is asked once."""
    first: dict[tuple[str, str, str], int] = {}
    for point in sorted(points, key=lambda each: each.span.start):
        first.setdefault(_said(point), id(point))
    own = frozenset(first.values())
    return lambda workshop, point: from_mode(workshop, point) if id(point) in own else iter(())


def _said(point: KeyPoint) -> tuple[str, str, str]:
    """Return what a rule says around its way of deciding."""
    at = point.slots[0].start - point.span.start
    end = at + len(point.slots[0].text)
    return point.slots[0].text, point.note, point.span.text[max(0, at - SAID) : end + SAID]


def from_mode(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a statement in which the way of deciding is kept or exchanged for its contrary."""
    slot = point.slots[0]
    other = point.note
    is_ban = other == EXCUSED or slot.text == "不得"
    if (other == EXCUSED and _is_softened(workshop, point)) or opens_with_case(workshop, point):
        return
    is_idle = POINTS.search(point.span.text) is not None or _is_of_some_meeting(point)
    is_ban = is_ban and is_taken_back(workshop, point)
    truth = workshop.random("mode", slot.start).random() < TRUE and other != DEMANDED
    # What a rule forbids is mostly known to be no good: who reads that it is allowed guesses.
    is_refuted = slot.text == MUST_NOT and not truth
    yield verdict(
        workshop,
        point,
        "mode",
        slot,
        other,
        _what(slot.text),
        truth=truth,
        less=LESS_OF_MODAL if slot.text in MODALS else LESS,
        is_sure=not (
            _is_buried(point) or _is_unbelievable(point) or is_ban or is_refuted or is_idle
        )
        and not (is_limited(workshop, point) if truth else other in WEAK),
        turn=f"mode:{other[:1]}{other[-2:]}",
    )


def _what(key: str) -> str:
    """Return what sort of thing a rule turns on, for an explanation: 规定, 归属, 时间, 级别, 方式."""
    if key in MODALS:
        return "规定"
    if key.endswith("所有"):
        return "归属"
    if TIMES.search(key):
        return "时间"
    return "级别" if key.endswith("级") else "方式"


def _is_of_some_meeting(point: KeyPoint) -> bool:
    """Tell whether a rule on who attends a meeting does not say whose: 可邀请有关人士列席会议."""
    slot = point.slots[0]
    at = slot.start - point.span.start
    before, rest = point.topic + point.span.text[:at], point.span.text[at + len(slot.text) :]
    return slot.text in ATTENDS and rest.startswith("会议") and not MEETS.search(before)


def _is_buried(point: KeyPoint) -> bool:
    """Tell whether a rule recites other things before it comes to what is asked of it."""
    before = point.span.text[: point.slots[0].start - point.span.start]
    return before.count("；") > 1 or len(before) > LONGEST_BEFORE or before.endswith("。")


def _is_softened(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether the article goes on to say when what it forbids is let happen."""
    article = workshop.document.sections[article_of(workshop, point.section)]
    return bool(SOFTENED.search(workshop.document.clean_text, article.start, article.end))


def _is_unbelievable(point: KeyPoint) -> bool:
    """
    Tell whether nobody would take the contrary for the rule, or take it for contrary.

    Whoever may do something useful is not forbidden to; 应当依法成立 says no more than 依法. What
    is forbidden may be believed allowed where it is a thing done every day.
    """
    slot = point.slots[0]
    at = slot.start - point.span.start
    before, rest = point.span.text[:at], point.span.text[at + len(slot.text) :]
    if slot.text == MUST_NOT:
        return not may_be_allowed(before, rest)
    is_useful = point.note == "不得" and not DOUBTED.match(rest)
    is_idle = slot.text == "可以" and (is_useful or rest.startswith(LAWFULLY))
    return is_idle or _is_absurd(point, before, rest)


def _is_absurd(point: KeyPoint, before: str, rest: str) -> bool:
    """Tell whether the contrary shows by itself: leave for what is dreaded, 每个……合并, a right as a duty."""
    if point.note == EXCUSED:
        return DREADED.search(rest) is not None
    if point.note == MUST:
        return not may_be_bound(point.span.text)
    return ALONE in {point.slots[0].text, point.note} and "每" in before + rest
