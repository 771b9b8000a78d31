"""Items on lists that the text itself names and counts: 守牢“四条底线”，即A、B、C、D."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint, Span
from question_bank.keypoints.likeness import past_when, spare_edges
from question_bank.questions.clozes import LARGEST_SHARE, blanked, blanked_share
from question_bank.questions.grounds import answering
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import SUBJECT_MATTER
from question_bank.questions.stems import standalone
from question_bank.questions.values import Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop

#: Longest member that is typed, in characters, and longest stem.
LONGEST_TYPED, LONGEST_STEM = 14, 118
#: Members up to this length may be typed without a trainer's eye; so short, two of them.
LONGEST_SURE, SHORT = 6, 4
SHORTEST_REST, FEWEST_FOR_TWO = 2, 4
#: Words of one character that open each member of a row and stay in the stem: 有场所、有制度.
OPENERS = frozenset("有不讲看定查争守建学会敢善过按问听说重抓带")
#: One of a thing, with its measure word.
ONE = re.compile("^一[张份次轮个条件项本]")
#: What a speaker says before counting, and no reader needs.
CHAT = re.compile(
    "^(?:（[^）]*）)?(?:我给大家|给大家|大家|老百姓|我|这里头|这里|还要|还)?(?:概括|讲|说|送)?(?=[两三四五六七八九])"
)
#: Heads that only say what the speaker will come to.
PLAN = re.compile("意思$|希望|意见$|体会|(?<!四种)[句]话|问题$|事$|请大家")
SPOKEN = re.compile("我|大家|咱|老百姓|土话|贴在|有意思|附了|送")
#: Who or what a head is about.
SUBJECT = re.compile(
    "代表|人大|主席|常委会|政府|单位|部门|联络站|选民|小组|干部|党委|乡镇|机关|建议|议案|发言|审议|总体思路|监督|选票|人民|工作|会议|站里|进站|接待|报告|群众|群体|任期|考核"
)
#: Words with which a speaker offers a list of his own to others.
OFFERED = re.compile("做到|概括|归纳|学会|叫|推行|落实|坚持|明确|实行|总结|编了|提出|要求|推荐|送")
#: How often something is done, at the head of a member.
PERIOD = re.compile("^每(?:个?月|季度?|半年|年|届|周|个?季度)(?=[\u4e00-\u9fff])")
FEWEST_PERIODS, MOST_BLANKS = 3, 3
#: Heads that only say that a list follows, and such as own up to faults.
IDLE_HEAD = re.compile("请逐条|以下几|下列几|如下$|主要有$|对照$")
FAULTS = re.compile("存在|不足|不够|差距|短板")
#: A shorter head, in characters, says nothing without a heading.
SHORTEST_HEAD = 6
#: Order that matters: steps and stages.
ORDERED = re.compile("步|阶段|环节|流程|一[^、]{1,2}二")


def from_formula(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a cloze on a member or two, those that are typed in the fewest characters.

    No other list lends wrong words: what belongs elsewhere is seen to at a glance.
    """
    told = _told(workshop, point)
    if told and (made := _periods(workshop, point, told)):
        yield made
        return
    slots = sorted(
        (slot for slot in _bare(point.slots) if len(slot.text) <= LONGEST_TYPED),
        key=lambda slot: (max(len(slot.text), SHORT), slot.start),
    )
    if told is None or not slots:
        return
    pair = slots[:2]
    shortest = SHORT if len(point.slots) > FEWEST_FOR_TWO else SHORT - 1
    is_pair = (
        len(point.slots) >= FEWEST_FOR_TWO
        and len(pair) > 1
        and all(len(slot.text) <= shortest and _is_known(workshop, point, slot) for slot in pair)
    )
    made = _cloze(workshop, point, told, sorted(pair, key=lambda s: s.start)) if is_pair else None
    if made is None or blanked_share(made.item) > LARGEST_SHARE:
        made = _cloze(workshop, point, told, slots[:1])
    yield made


def _is_known(workshop: Workshop, point: KeyPoint, slot: Span) -> bool:
    """Tell whether *slot* is in a phrase that everybody words alike: two of a speaker's own are a guess."""
    phrases = workshop.lexicon.index.phrases_in(point.span.text)
    return any(slot.text in phrase.canonical for phrase in phrases)


def _told(workshop: Workshop, point: KeyPoint) -> str | None:
    """Return the words that name the list, or `None` if they lean on others."""
    if point.head is None:
        return None
    told = standalone(workshop.document, point.head, CHAT.sub("", point.head.text))
    told = told.replace("，我", "，") if told else ""
    told = told.removeprefix("就是") if told.startswith("就是要") else told
    if point.note and (not told or SPOKEN.search(told)):
        return f"“{point.note}”是" if OFFERED.search(point.head.text) else None
    return told or None


def _periods(workshop: Workshop, point: KeyPoint, told: str) -> Candidate | None:
    """Return a cloze on how often each is done, where every member begins with it: 每月, 每年."""
    found = [PERIOD.match(slot.text) for slot in point.slots]
    spans = [
        Span(slot.start, slot.start + match.end(), match.group())
        for slot, match in zip(point.slots, found, strict=True)
        if match
    ]
    bank = list(dict.fromkeys(span.text for span in spans))
    if len(spans) < len(point.slots) or len(bank) < FEWEST_PERIODS:
        return None
    firsts = [next(span for span in spans if span.text == text) for text in bank]
    shuffler = workshop.random("periods", point.span.start)
    chosen = sorted(shuffler.sample(firsts, min(MOST_BLANKS, len(firsts))), key=lambda s: s.start)
    shuffler.shuffle(bank)
    return _cloze(workshop, point, told, chosen, bank)


def _bare(slots: Sequence[Span]) -> list[Span]:
    """Return *slots* without what all end with, or the words they begin with."""
    texts = [slot.text for slot in slots]
    head, tail = spare_edges(texts)
    head = head if head >= SHORTEST_REST or texts[0][:1] in OPENERS else 0
    head = past_when(texts, head)
    if min(map(len, texts)) < head + tail + SHORTEST_REST:
        head, tail = (head, 0) if min(map(len, texts)) >= head + SHORTEST_REST else (0, 0)
    if not head:
        return [_unopened(slot, slots, tail) for slot in slots]
    return [Span(s.start + head, s.end - tail, s.text[head : len(s.text) - tail]) for s in slots]


def _unopened(slot: Span, slots: Sequence[Span], tail: int) -> Span:
    """Return *slot* without *tail*, the word most members open with, and how many of it there are."""
    skip = 0
    if all(ONE.match(each.text) for each in slots):
        skip = 2
    elif slot.text[0] in OPENERS and sum(s.text[0] == slot.text[0] for s in slots) > 1:
        skip = 1
    if len(slot.text) - skip - tail < SHORTEST_REST:
        skip = 0
    return Span(slot.start + skip, slot.end - tail, slot.text[skip : len(slot.text) - tail])


def _shown(point: KeyPoint, chosen: Sequence[Span]) -> str:
    """Return the members in a row, with a blank for each of *chosen*."""
    rows = [
        blanked(slot, [c for c in chosen if slot.start <= c.start and c.end <= slot.end])
        for slot in point.slots
    ]
    return ("；" if any("，" in row or "、" in row for row in rows) else "、").join(rows)


def _lead(workshop: Workshop, point: KeyPoint, told: str) -> tuple[str, str]:
    """Return where a list is named and what names it, up to its members."""
    source = workshop.source
    if point.head and IDLE_HEAD.search(told):
        return answering(workshop, point.head) or source.under_heading(point.section, told), ""
    if told.startswith("“") and told.endswith("”是"):
        headed = source.under_heading(point.section, "要")
        plain = source.lead(point.section, "要")
        is_headed = len(headed) > len(plain) + SHORTEST_HEAD
        return (headed if is_headed else f"{source.place(point.section)}提出的"), f"{told}："
    opener = _opener(workshop, point)
    if SUBJECT.search(told):
        return source.lead(point.section, told), told + opener
    return source.under_heading(point.section, told), told + opener


def _opener(workshop: Workshop, point: KeyPoint) -> str:
    """Return the mark or word between the list's name and the list."""
    after = point.head.end if point.head else 0
    return "，即" if workshop.document.clean_text.startswith("，即", after) else "："


def _cloze(
    workshop: Workshop,
    point: KeyPoint,
    told: str,
    chosen: Sequence[Span],
    bank: Sequence[str] = (),
) -> Candidate | None:
    lead, head = _lead(workshop, point, told)
    body = f"{head}{_shown(point, chosen)}。"
    if len(lead + body) > LONGEST_STEM:
        return None
    item = Item(
        type=ItemType.CLOZE,
        form="list",
        kind=point.kind,
        stem=lead + body,
        blanks=tuple(Blank(n, (slot.text,)) for n, slot in enumerate(chosen, start=1)),
        unordered=len(chosen) > 1 and not bank and not ORDERED.search(told),
        word_bank=tuple(bank),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=4,
    )
    return workshop.filling(
        item, point, chosen, point.span, is_sure=_is_sure(workshop, point, told, chosen)
    )


def _is_sure(workshop: Workshop, point: KeyPoint, told: str, chosen: Sequence[Span]) -> bool:
    """Tell whether the head was written to be read and its members are short enough to know."""
    is_short = all(len(slot.text) <= LONGEST_SURE for slot in chosen)
    is_fault = bool(FAULTS.search(told))
    is_written = not (is_fault or SPOKEN.search(told) or (PLAN.search(told) and not point.note))
    titles = "".join(around.title for around in workshop.document.ancestry(point.section))
    members = "".join(slot.text for slot in point.slots)
    is_office = bool(point.note or SUBJECT_MATTER.search(told + titles + members))
    is_office = is_office and (len(told) >= SHORTEST_HEAD or bool(SUBJECT.search(told + titles)))
    return is_short and is_written and is_office and not ORAL.search(told + members)
