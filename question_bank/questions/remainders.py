"""
What is left of a statute: its rules that nothing else asks about, set in panels for a trainer.

A trainer reads one panel that goes over four rules sooner than four statements that are
all true. What is changed in them is a word that binds, allows or forbids, whatever the rule
is about: weaker than what is published, so that they wait.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Pattern, Span
from question_bank.keypoints.bindings import BOUND, EFFORT, MODAL, TOLD, bound_at, is_owed
from question_bank.keypoints.modals import (
    NOT_FREE,
    OF_PERSONS,
    OPENED,
    PLAIN,
    UNTIL,
    may_be_allowed,
)
from question_bank.keypoints.statutes import GOES_ON
from question_bank.questions.panels import Bounds, Company, Statement, is_fit, points_at
from question_bank.questions.rules import SURE, article_of, is_taken_back, named, verdict
from question_bank.questions.special import is_of_special_case
from question_bank.questions.varying import LEAVES, leaves_to_choice
from question_bank.questions.workshop import Candidate, Workshop

#: Panels that wait may be longer and less even than those that are published.
LOOSE = Bounds(longest=90, unlike=2.9, near=0.7)
#: What a word that binds, allows or forbids is turned into.
TURNS = {"应当": "可以", "必须": "可以", "不得": "可以", "可以": "应当"}
#: What one level of government alone decides, where no other one is named, and another level.
_DECIDES = "(?=[^，；、的委办机]{0,9}(?:规定|制定|批准|决定|备案|审批|核定|公布|发布|颁发|核准|认定)(?![^，；。]{0,8}的))"
LEVELS = (
    (
        re.compile(
            f"^(?!.*(?:全国|省|县|市|地方|行政区域|各级|海关|军|外|境|国家|中央|会同|特别|条约|国界|国防|宪法))[^；]*?[由报经](?P<key>国务院){_DECIDES}"
        ),
        "省级人民政府",
    ),
    (
        re.compile(
            f"^(?!.*(?:国务院|县|设区|行政区域|各级|本级|当地|其|国家|会同))[^；]*?[由报经](?P<key>省、自治区、直辖市人民政府){_DECIDES}"
        ),
        "国务院",
    ),
)
#: Leave to be something or to do it in one way, not to do it or not.
BEING = re.compile(
    "可以(?:有|是|为|由|以|因|在|依(?!法)|主张|行使|作为|成为|换取|兑换|享受|前往|(?:依法)?(?:调拨|调用|征收|征用|获|享|得到|取得|利用|使用|查[阅询]|了解|参加)|采[取用][^，；]*(?:形式|方式))"
)
#: What a rule has that nobody would believe with its word turned round.
UNBELIEVED = {
    "必须": (EFFORT, TOLD),
    "不得": (PLAIN, UNTIL),
    "可以": (PLAIN, NOT_FREE, BEING, OF_PERSONS, OPENED),
}
#: How much more a panel is worth than one rule stated.
MORE = 0.12
#: How much less is worth one on a number that is asked by itself as well.
LESS_OF_NUMBER = 0.2
#: The same of one whose changed rule alone allows something, or alone has a number.
LESS_OF_TOLD = 0.1
BINDING = frozenset({"应当", "必须"})


def turned_panels(
    workshop: Workshop, points: Sequence[KeyPoint], company: Company
) -> Iterator[Candidate]:
    """
    Yield panels of rules that stand alone, each with a change that somebody may believe.

    Leave that becomes a duty or a ban that becomes leave waits; another level of government is what
    no reader could defend. What leaves a duty to choice has a builder of its own.
    """
    for rule in points:
        is_free = rule.span.start not in company.used and rule.confidence == SURE
        is_free = is_free and not rule.topic
        turn = turned_in(rule) if is_free and _is_left(rule, ()) else None
        if turn is None or turn[0].text in BINDING or is_taken_back(workshop, rule):
            continue
        if is_of_special_case(workshop, rule.section, rule.span.start, rule.span.text):
            continue
        made = _changed(workshop, rule, *turn, is_sure=True)
        changed = made.item.stem.partition("规定，")[2].removesuffix("。")
        panel = company.gathered(made, changed, article_of(workshop, rule.section))
        if panel:
            company.lend(rule.span.start)
            yield panel if turn[0].text not in TURNS else replace(panel, is_sure=False)


def remaining_panels(
    workshop: Workshop,
    points: Sequence[KeyPoint],
    lent: Collection[int],
    spare: Sequence[Candidate] = (),
) -> Iterator[Candidate]:
    """
    Yield panels of the rules among *points* that do not begin at *lent*; each stands in one.

    Changed are those whose change is another rule that somebody may believe, then rules with a
    wrong number (*spare*), then duties that are left to choice. They stand among rules of which
    none such can be made; among each other only where these are too few.
    """
    rules = [replace(point, topic="") for point in points if _is_left(point, lent)]
    turned = [
        (rule, *turn) for rule in rules if (turn := turned_in(rule, even_loosely=True)) is not None
    ]
    changed = [_changed(workshop, *each) for each in turned]
    changed += [made for made in spare if made.is_sure and made.evidence.start not in lent]
    changed.sort(key=_order)
    own = {made.evidence.start for made in changed}
    stated = [_stated(workshop, rule) for rule in rules]
    company = Company(workshop, (s for s in stated if s.span.start not in own), "规定", LOOSE)
    alone = list[Candidate]()
    for made in changed:
        if panel := _panel(workshop, company, made):
            own.discard(made.evidence.start)
            yield panel
        elif made.pattern is Pattern.NORM:
            alone.append(made)
    left = (s for s in stated if s.span.start in own or s.span.start not in company.used)
    company = Company(workshop, left, "规定", LOOSE)
    for made in alone:
        start = made.evidence.start
        if start not in company.used and (panel := _panel(workshop, company, made)):
            company.lend(start)
            yield panel


def _changed(
    workshop: Workshop, rule: KeyPoint, slot: Span, wrong: str, *, is_sure: bool = False
) -> Candidate:
    """Return *rule* with *wrong* for its word, as a false statement."""
    what = "要求" if slot.text in TURNS else "机关"
    turn = LEAVES if slot.text in BINDING else f"turned:{slot.text}"
    return verdict(
        workshop, rule, "turned", slot, wrong, what, truth=False, is_sure=is_sure, turn=turn
    )


def _panel(workshop: Workshop, company: Company, made: Candidate) -> Candidate | None:
    """Return a false statement set among *company*, if that is company enough, to wait."""
    changed = made.item.stem.partition("规定，")[2].removesuffix("。")
    made = replace(made, is_sure=False)
    panel = company.gathered(made, changed, article_of(workshop, made.section))
    if panel is None:
        return None
    more = MORE if made.pattern is Pattern.NORM else -LESS_OF_NUMBER
    others = [option.text for option in panel.item.options if not option.correct]
    less = LESS_OF_TOLD if points_at(changed, others) else 0.0
    return replace(panel, importance=max(0.0, panel.importance + more - less))


def _order(made: Candidate) -> tuple[int, int]:
    """Return what is less for what comes first: other rules, numbers, duties left to choice."""
    if not leaves_to_choice(made):
        return int(made.pattern is not Pattern.NORM), made.evidence.start
    quote = made.evidence.quote
    return 2 if is_owed(quote) else 3 if bound_at(quote) is not None else 4, made.evidence.start


def _is_left(point: KeyPoint, lent: Collection[int]) -> bool:
    is_alone = not point.topic or point.note == GOES_ON
    is_rule = point.pattern is Pattern.NORM and is_alone and is_fit(point.span.text, LOOSE.longest)
    return is_rule and point.span.start not in lent


def _stated(workshop: Workshop, point: KeyPoint) -> Statement:
    text = named(workshop, point, point.span.text)
    return Statement(text, point.span, point.section, article_of(workshop, point.section))


def turned_in(point: KeyPoint, *, even_loosely: bool = False) -> tuple[Span, str] | None:
    """
    Return the one word of a rule that can be turned round so that somebody may believe it, and into what.

    None where an effort is asked for (可以加强), where nobody would allow a thing (可以泄露) or
    insist on it, and where the rule has several such words; what binds somebody *even_loosely* may
    wait at most. Then the level of government that
    alone decides is exchanged, if the rule names one.
    """
    text, start = point.span.text, point.span.start
    for pattern, wrong in LEVELS:
        if (match := pattern.match(text)) and text.count(match["key"]) == 1:
            at = start + match.start("key")
            return Span(at, at + len(match["key"]), match["key"]), wrong
    found = list(MODAL.finditer(text))
    if len(found) != 1 or not _is_believed(text, found[0].group(), even_loosely=even_loosely):
        return None
    word = found[0].group()
    if not even_loosely and not _is_doubted(text, found[0]):
        return None
    return Span(start + found[0].start(), start + found[0].end(), word), TURNS[word]


def _is_doubted(text: str, word: re.Match[str]) -> bool:
    """Tell whether *word*, a ban or a leave, may well be thought its contrary: not 临时召集的，可以临时通知, 可以依法."""
    before, act = text[: word.start()], text[word.end() :]
    if word.group() == "不得":
        return may_be_allowed(before, act)
    return word.group() != "可以" or not (act.startswith("依法") or act[:2] in before)


def _is_believed(text: str, word: str, *, even_loosely: bool) -> bool:
    """Tell whether somebody may believe the rule *text* with *word* turned round."""
    if word == "应当":
        return bound_at(text, even_loosely=even_loosely) is not None
    if word == "必须" and not BOUND.search(text):
        return False
    return word in UNBELIEVED and not any(each.search(text) for each in UNBELIEVED[word])
