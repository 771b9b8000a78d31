"""Items on a list under a head: cloze, multiple choice, odd one out, true or false."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Span
from question_bank.keypoints.likeness import edges, past_when, spare_edges
from question_bank.lexicon import ConfusableMember
from question_bank.questions.clozes import LARGEST_SHARE, blanked_share, cloze, pick_slots
from question_bank.questions.grounds import is_of_office
from question_bank.questions.slots import is_spoken
from question_bank.questions.statements import SUBJECT_MATTER, statement
from question_bank.questions.stems import sentence_at
from question_bank.questions.values import GAP, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of, options, safe_wrong

HAS = re.compile(
    "^(?:我们|同时，)?(?P<who>.{2,20}?)(?:依法)?(?P<verb>享有|具有|具备|履行|承担)(?:着|了)?(?:.{1,4}的)?$"
)
CONSISTS = re.compile("^(?P<what>.{2,24}?)(?:主要)?(?:包括|包含|有|是|分为|涵盖)[：，]?$")
MANNER = re.compile("^(?:代表们?)?(?:要|应当|可以)?通过$")
#: Lists of what the office consists of: every member must be asked.
OFFICE = re.compile("权利|义务|职责|享有")
FEWEST = 3
#: What the office has to do with: itself, and what it examines.
OF_OFFICE = re.compile(SUBJECT_MATTER.pattern + "|预算|决算|审计|国有资产|规范性文件|地方性法规")
#: Heads after which a list is what they say it is.
FIRM_HEAD = re.compile("(?:包括|享有|具有|具备|做到|分为|即|是|遵守|要求|行使)[^，]{0,6}$")
JOINED = re.compile("[和与及或的其]|以及")
#: Length of the phrases of an even row; how alike members must be.
ROW, CONFIDENT = 4, 0.6
#: Fewest characters that a blank keeps when what all members share is left in the stem.
SHORTEST_REST = 2
#: One character that all begin with is half a word: 重大事项、重要会议 share no 重.
SHORTEST_SHARED = 2
LONGEST_MEMBER = 26
#: What is left of a member whose end all share, and lacks it: 代表作用就发挥到____.
UNENDED = re.compile("[到在向于给把将为就]$")
#: How much less a pair is worth than a list.
PAIR_MALUS = 0.15
#: How much more a pair is worth that echoes itself: 更加成熟、更加定型.
EVEN_BONUS = 0.1


def from_list(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield the items that a list is good for, best first."""
    if len(point.members) < FEWEST:
        yield _pair(workshop, point)
        return
    members = [member.content.text for member in point.members]
    topic = topic_of(workshop, point)
    wrong = safe_wrong(workshop, topic, members) if topic else []
    yield from _list_clozes(workshop, point, wrong)
    if topic and wrong:
        yield _multiple(workshop, point, topic, wrong)
        yield _odd_one_out(workshop, point, topic, wrong)
        yield from _members(workshop, point, topic, wrong)
    yield from _exchanged(workshop, point, topic)


def topic_of(workshop: Workshop, point: KeyPoint) -> str:
    """Return what the list is a list of, as a noun phrase, or nothing."""
    head = point.head.text if point.head else ""
    noun = point.topic.strip("的，")
    if (match := HAS.match(head)) and noun and len(noun) <= 6:  # noqa: PLR2004
        owned = match["verb"] in {"享有", "履行", "承担"}
        return match["who"] + ("" if owned else f"{match['verb']}的") + noun
    if match := CONSISTS.match(head):
        return match["what"]
    if MANNER.match(head) and re.match("方式|途径|渠道|形式|办法|方法", noun):
        purpose = _next_clause(workshop, point.span)
        return f"{purpose}的{noun[:2]}" if purpose else ""
    return ""


def _next_clause(workshop: Workshop, span: Span) -> str:
    """Return the clause after *span*: what the listed ways are for."""
    after = workshop.document.clean_text[span.end : span.end + 40]
    match = re.match("，([^，。；：我们]{4,24})[，。；]", after)
    return match.group(1) if match else ""


def _list_clozes(
    workshop: Workshop, point: KeyPoint, wrong: Sequence[ConfusableMember]
) -> Iterator[Candidate | None]:
    """Yield a cloze on some members; where the office itself is listed, all get their turn."""
    count = 1 if len(point.members) <= FEWEST else 2
    first = pick_slots(workshop, point, count)
    made = _list_cloze(workshop, point, first, wrong)
    if made and count > 1 and blanked_share(made.item) > LARGEST_SHARE:
        count, first = 1, pick_slots(workshop, point, 1)
        made = _list_cloze(workshop, point, first, wrong)
    yield made
    if OFFICE.search(point.head.text if point.head else "") or OFFICE.match(point.topic):
        rest = [slot for slot in point.slots if slot not in first]
        for turn in range(0, len(rest), count):
            made = _list_cloze(workshop, point, rest[turn : turn + count], wrong)
            yield replace(made, is_sure=False) if made else None


def _list_cloze(
    workshop: Workshop, point: KeyPoint, slots: list[Span], wrong: Sequence[ConfusableMember]
) -> Candidate | None:
    bank: list[str] = []
    if wrong:
        bank = [slot.text for slot in slots] + [member.text for member in wrong[:2]]
        workshop.random("bank", point.span.start).shuffle(bank)
    else:
        slots = _without_shared(point, slots)
    is_sure = _is_sure(workshop, point, has_bank=bool(bank)) and not _is_ill_cut(slots)
    return cloze(
        workshop, point, slots, "list", unordered=len(slots) > 1, word_bank=bank, is_sure=is_sure
    )


def _is_ill_cut(slots: Sequence[Span]) -> bool:
    """Tell whether a blank ends before its words do."""
    return any(UNENDED.search(slot.text) for slot in slots)


def _without_shared(point: KeyPoint, slots: list[Span]) -> list[Span]:
    """Return *slots* without what all members begin or end with: that stays in the stem."""
    texts = [member.content.text for member in point.members]
    head, tail = spare_edges(texts)
    head = head if head >= SHORTEST_SHARED else 0
    head = past_when(texts, head)
    if not head + tail or min(map(len, texts)) < head + tail + SHORTEST_REST:
        return slots
    return [
        Span(slot.start + head, slot.end - tail, slot.text[head : len(slot.text) - tail])
        for slot in slots
    ]


def _is_sure(workshop: Workshop, point: KeyPoint, *, has_bank: bool) -> bool:
    """
    Tell whether a list may be asked without a trainer.

    Its members are alike and hold neither 的 nor a joiner; and it is closed, or stands
    under an explicit head, or is a row of equal phrases, or comes with words to tap.
    The lists of laws mostly follow from each other, so they wait.
    """
    texts = [member.content.text for member in point.members]
    is_clean = not any(JOINED.search(text) for text in texts)
    is_means = bool(
        point.head and point.head.text.endswith(("通过", "运用", "采取", "围绕", "结合"))
    )
    is_even = len({len(text) for text in texts}) == 1
    is_like = sum(edges(texts)) > 0 and max(map(len, texts)) - min(map(len, texts)) <= 1
    is_row = (is_even or is_like) and min(map(len, texts)) >= ROW and not is_means
    is_headed = bool(point.head and FIRM_HEAD.search(point.head.text)) and not point.is_open
    is_fit = point.is_closed or is_headed or is_row or has_bank
    is_certain = point.confidence >= CONFIDENT or (is_even and is_like)
    sentence = sentence_at(workshop.document, point.span.start)
    if sentence is None or not _is_of_office(workshop, point, sentence.text):
        return False
    if is_spoken(workshop, point.span, sentence.text):
        return False
    return is_clean and is_fit and is_certain and not workshop.source.is_statute


def _is_of_office(workshop: Workshop, point: KeyPoint, sentence: str) -> bool:
    """Tell whether *sentence* is about the office; a long even row also where what is around it is."""
    if OF_OFFICE.search(sentence):
        return True
    sizes = [len(member.content.text) for member in point.members]
    is_slogan = len(sizes) > FEWEST and len(set(sizes)) == 1 and sizes[0] >= ROW
    return is_slogan and is_of_office(workshop, point.section, sentence)


def _pair(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """Return a cloze on the second of two members: for review, since pairs are often idle."""
    is_even = max(edges([member.content.text for member in point.members])) >= SHORTEST_SHARED
    weak = replace(point, importance=point.importance - (-EVEN_BONUS if is_even else PAIR_MALUS))
    return cloze(workshop, weak, [point.slots[-1]], "pair", is_sure=False)


def _multiple(
    workshop: Workshop, point: KeyPoint, topic: str, wrong: Sequence[ConfusableMember]
) -> Candidate | None:
    if len(wrong) < 2:  # noqa: PLR2004
        return None
    members = _alike([member.content.text for member in point.members])
    if len(members) < 2:  # noqa: PLR2004
        return None
    shuffler = workshop.random("multiple", point.span.start)
    right = [m for m in members if m in set(shuffler.sample(members, min(3, len(members))))]
    place = workshop.source.place(point.section)
    stem = f"下列各项中，属于{place}列举的{topic}的有{GAP}。"
    return _choice(workshop, point, ItemType.MULTIPLE, "list", stem, (right, wrong[:2]))


def _alike(members: list[str]) -> list[str]:
    """Return the members without those that stand out by their length."""
    middle = sorted(map(len, members))[len(members) // 2]
    return [member for member in members if len(member) <= max(2 * middle, middle + 5)]


def _choice(
    workshop: Workshop,
    point: KeyPoint,
    item_type: ItemType,
    form: str,
    stem: str,
    sides: tuple[Sequence[str], Sequence[ConfusableMember]],
) -> Candidate:
    right, wrong = sides
    drawn = options(
        [(text, "") for text in right],
        [(member.text, member.reason) for member in wrong],
        workshop.random(form, item_type, point.span.start),
    )
    item = Item(
        type=item_type,
        form=form,
        kind=point.kind,
        stem=stem,
        options=drawn,
        explanation=workshop.quoted(point.span, point.section),
        difficulty=3,
    )
    spans = tuple(m.content for m in point.members if m.content.text in right)
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        form,
        fact_of(point),
        point.importance,
        point.section,
        key_spans=spans,
    )


def _odd_one_out(
    workshop: Workshop, point: KeyPoint, topic: str, wrong: Sequence[ConfusableMember]
) -> Candidate | None:
    members = _alike([member.content.text for member in point.members])
    if len(members) < FEWEST:
        return None
    shuffler = workshop.random("odd", point.span.start)
    listed = shuffler.sample(members, FEWEST)
    key = min(wrong, key=lambda m: (abs(len(m.text) - len(listed[0])), m.text))
    place = workshop.source.place(point.section)
    drawn = options(
        [(key.text, key.reason)],
        [(text, f"是{workshop.source.noun}列举的内容。") for text in listed],
        shuffler,
    )
    item = Item(
        type=ItemType.SINGLE,
        form="odd_one_out",
        kind=point.kind,
        stem=f"下列各项中，**不属于**{place}所列{topic}的是{GAP}。",
        options=drawn,
        explanation=workshop.quoted(point.span, point.section)
        + f"“{key.text}”不在其中：{key.reason}",
        difficulty=3,
    )
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "odd",
        fact_of(point),
        point.importance - 0.1,
        point.section,
    )


def _exchanged(workshop: Workshop, point: KeyPoint, topic: str) -> Iterator[Candidate]:
    """Yield a statement that calls an obligation a right, or a right an obligation."""
    noun = next((n for n in ("权利", "义务") if topic.endswith(n)), "")
    if not noun:
        return
    other = {"权利": "义务", "义务": "权利"}[noun]
    for member in point.members:
        text = member.content.text
        if text.endswith(("权", "权利", "义务")):
            continue
        entries = workshop.lexicon.also_true_for(text + topic)
        if (
            any((noun, other) in entry.swap_forbidden for entry in entries)
            or len(text) > LONGEST_MEMBER
        ):
            continue
        owner = topic.removesuffix(noun).removesuffix("的")
        yield statement(
            workshop,
            point,
            f"{workshop.source.place(point.section)}指出，{text}是{owner}的一项{other}。",
            truth=False,
            form="exchange",
            explanation=f"改动的是性质：{workshop.source.noun}把它列为{noun}。"
            + workshop.quoted(point.span, point.section),
            slot=text,
        )
        return


def _members(
    workshop: Workshop, point: KeyPoint, topic: str, wrong: Sequence[ConfusableMember]
) -> Iterator[Candidate]:
    """Yield one true and one false statement about what the list holds; both wait."""
    shuffler = workshop.random("members", point.span.start)
    place = workshop.source.place(point.section)
    true = shuffler.choice(_alike([member.content.text for member in point.members]))
    false = shuffler.choice(list(wrong))
    told = workshop.quoted(point.span, point.section)
    yield statement(
        workshop,
        point,
        f"{place}列举的{topic}包括{true}。",
        truth=True,
        form="member",
        explanation=told,
        is_sure=False,
    )
    yield statement(
        workshop,
        point,
        f"{place}列举的{topic}包括{false.text}。",
        truth=False,
        form="member",
        explanation=f"“{false.text}”不在所列之中：{false.reason}{told}",
        is_sure=False,
    )
