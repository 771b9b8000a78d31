"""Items on the numbers of speeches and reports."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clozes import blanked, cloze
from question_bank.questions.grounds import head_above
from question_bank.questions.likely_numbers import (
    FEWEST_WRONG,
    MOST_WRONG,
    follows,
    wrong_for,
)
from question_bank.questions.quantities import accepted_of, confusions_of
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import statement
from question_bank.questions.statutory import in_numeric_order
from question_bank.questions.stems import closed, context_of, sentence_at, standalone
from question_bank.questions.values import BLANK, GAP, Item, ItemType, NearMiss
from question_bank.questions.workshop import Builder, Candidate, Workshop, fact_of, options

LONGEST_STATEMENT = 90
#: Talk, and what was counted, which no rule stands beside.
UNSURE = re.compile(
    ORAL.pattern + r"|\d+(?:人次|余|多)|[了过]\d|也不是|每周|将为|发放|会同[^，]{2,14}$"
)
#: How many must sign depends on the level of the congress.
LEVEL = re.compile("全国|省|设区|市|县|区|乡|镇|街道")
#: How many electors recommend a candidate together is the same at both levels they elect.
RECOMMENDED = re.compile("选民[^，；。]{0,12}联名[^；。]{0,8}推荐(?:代表)?候选人")
#: The two levels of a congress whose numbers are taken for each other.
LEVELS = re.compile("县|乡|镇")
PAIR = (0, 1)
#: Longest ordinal before the words of a sentence, in characters.
MARKER = 6
#: So many of a year's targets are enough to know.
MOST_TARGETS = 2
#: Most numbers asked in one stem, and its longest length in characters.
MOST_TOGETHER, LONGEST_STEM = 3, 120
#: How often a number is stated, and how often what is stated is true.
STATED, TRUE = 0.3, 0.5
#: Whose habit a rule with 每季度 or 每年 is.
OWNER = re.compile("代表|小组|常委会|委员会|主席|政府|机关|单位|成员|联络站|联系|部门")
#: A blank needs words of the office around it, or it asks about the weather.
SUBJECT = re.compile(
    "代表|人大|主席|常委会|会议|选民|联名|议案|建议|质询|罢免|预算|报告|票|选举|视察|调研|培训|走访|接待|学习|述职|答复|办理"
)
#: Electors who recall a deputy: how many of them differs with whose deputy that is.
ELECTORS, WHOSE_DEPUTY = re.compile("选民.*罢免"), re.compile("[县区市乡镇][^，。；会]{0,8}代表")


def among_figures(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on numbers; all of *points* lend their near misses."""
    alike: dict[str, list[KeyPoint]] = defaultdict(list)
    for point in points:
        alike[point.note].append(point)
    turns = {point.slots[0].start: turn for turn, point in enumerate(points)}

    def build(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
        if point.note == "target":
            yield _target(workshop, point)
        else:
            yield from _from_figure(workshop, point, alike[point.note], turns[point.slots[0].start])

    return build


def _from_figure(
    workshop: Workshop, point: KeyPoint, alike: Sequence[KeyPoint], turn: int
) -> Iterator[Candidate | None]:
    """Yield one item on the number: a statement, a cloze or a choice; two would show each other's key."""
    slot = point.slots[0]
    context = context_of(workshop.document, point.span)
    if context is None or not SUBJECT.search(context.text):
        return
    group = _told_together(workshop, point, alike)
    if len(group) > 1 and (made := together(workshop, group)):
        yield made if group[0] is point else None
        return
    wrong = wrong_for(workshop, point, alike, context)
    is_sure = _is_sure(workshop, point, context)
    if exchanged := _exchanged(workshop, point, alike, context):
        yield exchanged
        return
    draw = workshop.random("figure-form", slot.start)
    if draw.random() < STATED:
        stated = _stated(
            workshop, point, context, wrong, is_sure=is_sure, truth=draw.random() < TRUE
        )
        if stated:
            yield stated
            return
    if turn % 2 and len(wrong) >= FEWEST_WRONG:
        yield _choice(workshop, point, context, wrong, is_sure=is_sure)
    else:
        made = cloze(workshop, point, [slot], "figure", is_sure=is_sure)
        yield _with_near_misses(made, wrong) if made else None


def _told_together(
    workshop: Workshop, point: KeyPoint, alike: Sequence[KeyPoint]
) -> list[KeyPoint]:
    """Return the numbers of one unit, all different, that the sentence of *point* lays down."""
    sentence = sentence_at(workshop.document, point.span.start)
    if sentence is None:
        return []
    first = bisect_left(alike, sentence.start, key=_start_of)
    last = bisect_left(alike, sentence.end, lo=first, key=_start_of)
    group = list(alike[first:last])
    texts = [p.slots[0].text for p in group]
    is_apart = len({p.span.start for p in group}) == len(group)
    return group if len(set(texts)) == len(texts) <= MOST_TOGETHER and is_apart else []


def _start_of(point: KeyPoint) -> int:
    return point.slots[0].start


def together(workshop: Workshop, group: Sequence[KeyPoint]) -> Candidate | None:
    """Return one cloze on numbers that a sentence sets against each other, with words to tap."""
    sentence = sentence_at(workshop.document, group[0].span.start)
    if sentence is None:
        return None
    words = sentence.text.rstrip("。；！？\n ")
    start = min(group[0].span.start, sentence.start + MARKER)
    end = sentence.start + len(words)
    around = Span(start, end, workshop.document.clean_text[start:end])
    slots = [p.slots[0] for p in group]
    context = context_of(workshop.document, around)
    if context is None:
        return None
    wrong = wrong_for(workshop, group[0], group, context)[:1]
    bank = [slot.text for slot in slots] + [text for text, _ in wrong]
    workshop.random("together", start).shuffle(bank)
    is_sure = all(_is_sure(workshop, p, context) for p in group)
    made = cloze(
        workshop, group[0], slots, "figure", word_bank=bank, is_sure=is_sure, around=around
    )
    is_short = made is not None and len(made.item.stem) <= LONGEST_STEM
    return made if is_short and is_sure and len(wrong) else None


def _target(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """Return a choice of the share that is set for something; the others are set for its siblings."""
    slot, clause = point.slots[0], point.span
    told = clause.text.replace(slot.text, GAP, 1)
    place = workshop.source.place(point.section)
    others = {m.label.text: m.content.text for m in point.members if m.label}
    near = sorted(others, key=lambda text: (abs(_share(text) - _share(slot.text)), text))
    wrong = [(text, f"“{text}”是另一项目标：{others[text]}。") for text in near[:MOST_WRONG]]
    item = Item(
        type=ItemType.SINGLE,
        form="figure",
        kind=point.kind,
        stem=f"{place}提出的{point.topic}中，{told}。",
        options=in_numeric_order(
            options([(slot.text, "")], wrong, workshop.random("target", slot.start))
        ),
        explanation=workshop.quoted(clause, point.section),
        difficulty=2,
    )
    return Candidate(
        item,
        workshop.evidence(clause),
        point.pattern,
        f"target@{slot.start}",
        fact_of(point, slot.text),
        point.importance,
        point.section,
        is_sure=sum(m.content.start < slot.start for m in point.members) < MOST_TARGETS,
        key_spans=(slot,),
    )


def _share(text: str) -> float:
    """Return the number of a share such as 6.5%."""
    return float(text.rstrip("%"))


def _exchanged(
    workshop: Workshop, point: KeyPoint, alike: Sequence[KeyPoint], context: Span
) -> Candidate | None:
    """Return a statement in which two levels have exchanged how many of their deputies must sign."""
    text = standalone(workshop.document, context, context.text)
    first = bisect_left(alike, context.start, key=_start_of)
    last = bisect_left(alike, context.end, lo=first, key=_start_of)
    slots = [p.slots[0] for p in alike[first:last]]
    own = point.slots[0]
    if text is None or len(text) > LONGEST_STATEMENT or len(slots) != len(PAIR) or own != slots[0]:
        return None
    one, other = (slot.text for slot in slots)
    is_signed = text.count("联名") == len(PAIR) and one != other and point.note in {"人", "名"}
    if not is_signed or len(LEVELS.findall(text)) < len(PAIR) or ORAL.search(text):
        return None
    if text.count(one) != 1 or text.count(other) != 1:
        return None
    told = text.replace(one, "\n").replace(other, one).replace("\n", other)
    return statement(
        workshop,
        point,
        workshop.source.lead(point.section, told) + closed(told),
        truth=False,
        form="figure",
        explanation=f"改动的是人数：“{one}”和“{other}”互换了位置。"
        + workshop.quoted(context, point.section),
        slot=str(own.start),
        fact=fact_of(point, own.text),
        proof=context,
    )


def _is_sure(workshop: Workshop, point: KeyPoint, context: Span) -> bool:
    """Tell whether the number states a rule for somebody the words, or the head above, name."""
    text = standalone(workshop.document, context, context.text) or context.text
    head = head_above(workshop, context.start)
    told = text + (head.text if head else "")
    if "联名" in text and not (LEVEL.search(told) or RECOMMENDED.search(text)):
        return False
    if ELECTORS.search(text) and not WHOSE_DEPUTY.search(told):
        return False
    is_owned = point.note != "period" or bool(OWNER.search(told))
    return point.confidence == 1.0 and is_owned and not UNSURE.search(text)


def _with_near_misses(made: Candidate, wrong: Sequence[tuple[str, str]]) -> Candidate:
    blank = made.item.blanks[0]
    known = {miss.text for miss in blank.near_misses}
    misses = [NearMiss(text, told) for text, told in wrong[:2] if text not in known]
    key = blank.accepted[0]
    also = accepted_of(key)
    misses += [NearMiss(text, told) for text, told in confusions_of(key) if text not in known]
    near = [miss for miss in (*blank.near_misses, *misses) if miss.text not in also]
    accepted = tuple(dict.fromkeys((*blank.accepted, *also)))
    blank = replace(blank, accepted=accepted, near_misses=tuple(near))
    return replace(made, item=replace(made.item, blanks=(blank,)))


def _choice(
    workshop: Workshop,
    point: KeyPoint,
    context: Span,
    wrong: Sequence[tuple[str, str]],
    *,
    is_sure: bool,
) -> Candidate | None:
    slot = point.slots[0]
    text = standalone(workshop.document, context, blanked(context, [slot]))
    if text is None or text.count(BLANK) != 1:
        return None
    drawn = options([(slot.text, "")], wrong, workshop.random("figure-choice", slot.start))
    item = Item(
        type=ItemType.SINGLE,
        form="figure",
        kind=point.kind,
        stem=workshop.source.lead(point.section, text) + closed(text).replace(BLANK, GAP),
        options=in_numeric_order(drawn),
        explanation=workshop.quoted(context, point.section),
        difficulty=2,
    )
    return Candidate(
        item,
        workshop.evidence(context),
        point.pattern,
        f"figure@{slot.start}",
        fact_of(point, slot.text),
        point.importance,
        point.section,
        is_sure=is_sure,
        key_spans=(slot,),
    )


def _stated(
    workshop: Workshop,
    point: KeyPoint,
    context: Span,
    wrong: Sequence[tuple[str, str]],
    *,
    is_sure: bool,
    truth: bool,
) -> Candidate | None:
    """Return the sentence as it is or with a number that cannot follow from the right one."""
    slot = point.slots[0]
    text = standalone(workshop.document, context, context.text)
    if text is None or len(text) > LONGEST_STATEMENT or text.count(slot.text) != 1:
        return None
    for other, _ in wrong:
        if follows(point, slot.text, other):
            continue
        told = text if truth else text.replace(slot.text, other)
        changed = "" if truth else f"改动的是数字：应为“{slot.text}”，不是“{other}”。"
        return statement(
            workshop,
            point,
            workshop.source.lead(point.section, told) + closed(told),
            truth=truth,
            form="figure",
            explanation=changed + workshop.quoted(context, point.section),
            slot=str(slot.start),
            fact=fact_of(point, slot.text),
            proof=context,
            is_sure=is_sure,
        )
    return None
