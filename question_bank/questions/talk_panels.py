"""Changed statements of a talk, set among what it says elsewhere in its own words."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

from question_bank.keypoints import KeyPoint, Pattern, Span
from question_bank.keypoints.bindings import ALLOWS, BINDS, bound_at
from question_bank.keypoints.modals import PLAIN
from question_bank.keypoints.stretches import Stretches
from question_bank.questions.alone import LEAD, is_of_the_course
from question_bank.questions.changes import (
    COUNTED,
    EXCHANGED,
    PLAINEST,
    Change,
    change_of,
    is_quoted,
)
from question_bank.questions.contrasts import INSTITUTION
from question_bank.questions.grounds import ACTS, WHEN
from question_bank.questions.panels import SHORTEST, Bounds, Company, Statement
from question_bank.questions.restating import Norms, changed
from question_bank.questions.sayings import ASKS, OFFICE, is_whole, sayings_of
from question_bank.questions.standing import HOW_OFTEN, is_lost
from question_bank.questions.statements import FORMULA, JOINTLY, LEVEL, LOCAL_COUNT
from question_bank.questions.wholeness import is_cut_short
from question_bank.questions.workshop import Candidate, Workshop

#: How like each other the statements of a talk's panel are: there are few to choose from.
EVEN = Bounds(longest=74, unlike=2.8)
#: What needs other words to be understood.
POINTS_AWAY = re.compile(
    "^(?:还|也|并|由|经|将其|对其|其(?!中|他))|该|以下|下列|如下|上述|附件|参照(?:执行|办理)$|[日月]底?前(?:将[^，]*)?报|：|[为是]$|^(?:概括|归纳)为"
)
#: Forms of false statements on a talk that are changed in one element.
CHANGED_IN_TALKS = frozenset({"figure", "statement", "couplet"})
#: What a statement of a talk says if it lays something down.
LAYS_DOWN = re.compile(
    "应当|必须|不得|不能|可以|有权|不受|由|须|(?<![那就只也一])是|(?<!重)要|至少|不少于|不低于|一律"
)
#: The same for a sentence that is no statement by itself; and what is arranged for one day.
RULE = re.compile(
    "应当|必须|不得|不能|可以|有权|不受|由[^，]{2,16}|(?<![重主需])要|至少|不少于|不低于|一律"
    "|^[^，]{0,16}(?:代表|制度|人大|常委会|机关|监督|宪法|选举)[^，]{0,8}(?<![那就只也])是"
)
OF_THE_DAY = re.compile("将为|发放|订阅|心得|[0-9]{1,2}日前|一件是|那是")
#: Where something is said, with the heading it is said under, which stays before the words.
HEADED = re.compile("[^，]{2,60}(?:时|中|”)(?:指出|提出|要求)，")
#: What takes so many deputies together depends on the level of their congress.
MOTION = re.compile("联名[^；。]*(?<!质询)议案|议案[^；。]*联名")
#: A question, which states nothing.
ASKED = re.compile("什么|怎么|怎样|如何|哪[里些个]|谁")
#: What is remarked before a rule or after it: 乡镇代表不要漏，; 不是发个通知就了事.
REMARK = re.compile(
    "^[^，]{2,6}(?:不要|别)[^，]{1,2}，|^[^，]{2,6}也能[^，]{1,3}，|，这[^，]{1,4}，|^(?:不要|别)(?:讲|说|怕|嫌)|就(?:了事|行了|完事)$"
)
#: What is said to a hall.
SPOKEN = re.compile("[我你咱谁]|大家|[？！]|什么|怎么")
#: What shows by itself that a ban is not lifted: 要防止……，也可以…….
CONTRARY = re.compile("防止|避免|杜绝|禁止|专职|非经|未经|不经|要求|只能|也不|更不|集体|必须|“")
#: Acts of an office that somebody may think are allowed; of no others is a ban turned round.
OF_OFFICE = re.compile(
    "担任|兼任|兼职|分管|连任|直接处理|调整|变更|少于|低于|超过|代替|替代|委托|代为|代理|代行|撤回|提名|参加|主持|表决|投票|候选人|列入|主席团|抽调|自行|转办|转交|退回|合并|增加|减少|推迟|延期|提前|公布|公开|发言|列席|旁听|出席|查阅|请假|介入|更换|审议|修改|撤销|作为"
)
#: What makes a number one that is laid down.
BINDING = re.compile("应当|必须|(?<!重)要|可以|不得|不少于|至少|不超过|每[年季月名届]|一般")
#: What is only weakened: it is false beside other rules at most.
WEAK = frozenset({BINDS, "必须", "要"})


def with_panels(
    workshop: Workshop, points: Sequence[KeyPoint], candidates: Iterable[Candidate]
) -> Iterator[Candidate]:
    """
    Yield the *candidates* of a talk, and changed statements among true ones.

    What no other item changes comes first, then false statements. What finds no company
    stands alone if it is plainly another rule.
    """
    kept = list(candidates)
    company = list(_company(workshop, kept))
    norms = Norms(points)
    asked = sorted(key.start for made in kept if made.is_sure for key in made.key_spans)
    fresh = [each for each in company if not _holds(each, asked)]
    lenders = [Company(workshop, group, "内容", EVEN) for group in (fresh, company)]
    panels, alone, placed = [], [], set()
    for each, change in _changeable(workshop, company, kept):
        if each.span.start not in lenders[-1].used:
            made = replace(changed(workshop, norms, each, change), is_sure=True)
            panel = _gathered(lenders, made, change.text, each.unit)
            is_alone = not panel and change.word not in WEAK
            panels += [panel] if panel else []
            alone += [made] if is_alone else []
            for lender in lenders if panel or is_alone else ():
                lender.lend(each.span.start)
    for made in filter(_is_false, kept):
        said = said_in(made)
        is_headed = HEADED.match(said) is not None
        panel = None if is_headed else _gathered(lenders, made, said, made.evidence.start)
        panels += [panel] if panel else []
        placed |= {id(made)} if panel else set()
    yield from (replace(made, is_sure=False) if id(made) in placed else made for made in kept)
    yield from map(_apart, panels)
    yield from map(_alone, alone)


def _gathered(
    lenders: Sequence[Company], made: Candidate, text: str, unit: int
) -> Candidate | None:
    """Return *made*, which says *text*, in the first company that it finds."""
    for lender in lenders:
        panel = lender.gathered(made, text, unit)
        if panel:
            for other, shown in product(lenders, panel.also):
                other.lend(shown.start)
            return panel
    return None


def _holds(each: Statement, places: Sequence[int]) -> bool:
    """Tell whether any of *places*, in rising order, is inside of *each*."""
    return bisect_left(places, each.span.start) < bisect_left(places, each.span.end)


def _is_false(made: Candidate) -> bool:
    """Tell whether *made* is surely false in one element."""
    return made.item.truth is False and made.is_sure and made.item.form in CHANGED_IN_TALKS


def _alone(made: Candidate) -> Candidate:
    return replace(made, item=replace(made.item, form="statement"))


def _changeable(
    workshop: Workshop, company: Sequence[Statement], candidates: Sequence[Candidate]
) -> Iterator[tuple[Statement, Change]]:
    """Yield what may be changed and is neither changed nor asked for its number elsewhere."""
    taken = {made.evidence.start for made in candidates if _is_false(made)}
    numbers = sorted(
        key.start
        for made in candidates
        if made.is_sure and made.pattern is Pattern.FIGURE
        for key in made.key_spans
    )
    for each in company:
        is_asked = each.span.start in taken or _holds(each, numbers)
        change = None if is_asked else change_in_talk(each.text)
        is_whole_rule = change is not None and not POINTS_AWAY.match(change.text)
        if change is not None and is_whole_rule and not is_quoted(workshop, each):
            yield each, change


def _company(workshop: Workshop, candidates: Sequence[Candidate]) -> Iterator[Statement]:
    """Yield what may stand in a panel: what is surely and truly stated, and other whole sentences."""
    known = [(made.evidence.start, made.evidence.end) for made in candidates if _is_false(made)]
    taken, text = Stretches(), workshop.document.clean_text
    for stretch in known:
        taken.add(*stretch)
    for made in filter(_is_stated, candidates):
        span = _proof(made)
        if not taken.meets(span.start, span.end):
            known.append((span.start, span.end))
            taken.add(span.start, span.end)
            yield Statement(said_in(made), span, made.section, span.start)
    for each in sayings_of(workshop, known):
        is_rule = ASKS.match(each.text) or OFFICE.search(each.text.partition("，")[0])
        is_rule = is_rule and (RULE.search(each.text) or ASKS.match(each.text))
        is_told = is_whole(workshop, each) and not is_lost("statement", each.text)
        is_told = is_told and not is_cut_short(text, each.span.start, each.text)
        is_told = is_told and not HOW_OFTEN.match(each.text) and not _has_lost_actor(each.text)
        if is_rule and is_told and _fits(each.text) and _is_lasting(each.text):
            yield each


def _has_lost_actor(text: str) -> bool:
    """Tell whether *text* begins with what somebody does whom the words before it name."""
    return bool(ACTS.match(text) or text.startswith("获得")) and not WHEN.match(text)


def _fits(text: str) -> bool:
    """Tell whether *text* can be an option: short, whole, and about nothing that is not there."""
    is_plain = not (POINTS_AWAY.search(text) or ASKED.search(text) or REMARK.search(text))
    return SHORTEST <= len(text) <= EVEN.longest and is_plain


def _is_lasting(text: str) -> bool:
    """Tell whether *text* holds for longer than a day, and says of which level what it counts."""
    level = LEVEL.search(text.replace("本级", "") if MOTION.search(text) else text)
    is_placed = not JOINTLY.search(text) or level is not None
    is_placed = is_placed and not is_of_the_course(text)
    return is_placed and not (OF_THE_DAY.search(text) or LOCAL_COUNT.search(text))


def _proof(made: Candidate) -> Span:
    return Span(made.evidence.start, made.evidence.end, made.evidence.quote)


def _is_stated(made: Candidate) -> bool:
    """Tell whether *made* states truly and surely what the talk lays down."""
    if not (made.item.truth and made.is_sure and made.item.form == "statement"):
        return False
    said = said_in(made)
    is_told = SPOKEN.search(said) or HEADED.match(said)
    is_rule = LAYS_DOWN.search(said) is not None
    return _fits(said) and not is_told and is_rule and _is_lasting(said)


def _apart(panel: Candidate) -> Candidate:
    """Return *panel* as what goes over several statements, not as one more item on its key's."""
    return replace(panel, pattern=Pattern.NORM, group=f"panel-{panel.group}@{panel.slot}")


def change_in_talk(said: str) -> Change | None:
    """
    Return the change that makes *said* plainly another rule, and that a reader may overlook.

    What is and what is not change places only where institutions are meant: nobody takes a
    deputy's card for one that is there for private matters.
    """
    change = change_of(said)
    if change is None:
        return _loosened(said)
    if change.other == ALLOWS and _is_plain_ban(said, change.word):
        return None
    if change.rank == 0 and not INSTITUTION.search(change.word):
        return _loosened(said)
    is_number = change.rank in {COUNTED, EXCHANGED} and BINDING.search(said)
    return change if is_number or change.rank in PLAINEST else _loosened(said)


def _is_plain_ban(said: str, word: str) -> bool:
    """Tell whether nobody would believe the opposite of what *said* bans by *word*."""
    act = said.partition(word)[2].partition("，")[0]
    return bool(PLAIN.search(said) or CONTRARY.search(said)) or not OF_OFFICE.search(act)


def _loosened(said: str) -> Change | None:
    """Return *said* with what it binds somebody to left to them, if it is an act done or not done."""
    if FORMULA.search(said):
        return None
    at = bound_at(said)
    return None if at is None else Change(0, BINDS, ALLOWS, _allowed(said, at))


def _allowed(said: str, at: int) -> str:
    """Return *said* with what binds somebody *at* that place turned into leave."""
    return f"{said[:at]}{ALLOWS}{said[at + len(BINDS) :]}"


def said_in(made: Candidate) -> str:
    """Return what a statement on a talk says, without where it is said and without its stop."""
    lead = LEAD.match(made.item.stem)
    return made.item.stem[lead.end() if lead else 0 :].removesuffix("。")
