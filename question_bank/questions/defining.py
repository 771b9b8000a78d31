"""Items on definitions, ways of deciding and the rows inside a rule."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clauses import bigrams
from question_bank.questions.clozes_of_rules import cloze_of
from question_bank.questions.meanings import shows
from question_bank.questions.rules import (
    choice,
    near,
    stem_of,
)
from question_bank.questions.slots import is_named_in_passing
from question_bank.questions.stating import leans
from question_bank.questions.values import BLANK, GAP
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: How many neighbours on either side lend wrong answers.
REACH = 40
FEWEST_WRONG, MOST_WRONG = 2, 3
LONGEST_STEM = 108
ELLIPSIS = "……"
#: How much less a member of a row is worth that other things may well be named in.
LESS_OF_OPEN = 0.15
#: What a law is made for, and a stem that leaves out what is upheld first.
PURPOSE, LEADS_ON = re.compile("制定本|根据宪法"), re.compile("坚持……")
#: Who leads is never left out.
LED = "共产党"
#: Principles that everybody knows: beside these alone, any of them might be what lacks.
KNOWN_BY_ALL = frozenset(
    ("公开", "公平", "公正", "合法", "正当", "必要", "自愿", "诚信", "诚实信用", "平等")
)
#: A member that leans on a verb after it, and the longest that is typed.
HALF, LONGEST_TYPED = re.compile("[为对向把以]"), 6
#: Words to tap are at least so many, all of one length.
SHORTEST_BANK = 4
#: A member so short is typed alone: two such blanks might be filled in many ways.
BRIEF = 2
#: Rows that a rule lays down, and those that may be recalled without words to tap.
FIRM = frozenset({"of", "must", "principle", "regime", "motto", "kinds", "aim", "has"})
FREE = frozenset({"principle", "regime", "motto", "aim"})
#: Principles of dealings between equals, at odds with those by which a government works.
OF_DEALINGS = re.compile("诚实|诚信|自愿|有偿|等价|互利")
#: Rows of things of one kind each: a word of another kind shows that it does not belong.
NAMED_APART = frozenset({"kinds", "has"})
#: Slots of set phrases that teach nothing.
TAUGHT_BY_ALL = frozenset(
    (
        "个人",
        "权威",
        "尊严",
        "全心全意",
        "为人民服务",
        "以人民为中心",
        "负责",
        "监督",
        "忠于",
        "维护",
        "命运",
        "碳中和",
        "百家争鸣",
        "全过程",
        "马克思列宁主义",
        "毛泽东思想",
        "邓小平理论",
        "“三个代表”重要思想",
        "科学发展观",
        "习近平新时代中国特色社会主义思想",
    )
)
#: Where a phrase comes from that a law lays down; slogans are known to all, both halves.
OF_LAW = re.compile("[法则例定]第[一二三四五六七八九十百]+条")
#: Organs of the State: each wrong of the other, by the constitution.
ORGANS = {
    "权力机关": "宪法把各级人民代表大会规定为国家权力机关。",
    "行政机关": "宪法把各级人民政府规定为国家行政机关。",
    "监察机关": "宪法把各级监察委员会规定为国家的监察机关。",
    "审判机关": "宪法把人民法院规定为国家的审判机关。",
    "法律监督机关": "宪法把人民检察院规定为国家的法律监督机关。",
}


def from_phrase(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield a cloze on a set phrase in its rule: one of its slots, so that it can be told.

    Published only where the phrase has so many parts that the rest does not tell the one that
    lacks: everybody knows the other half of 百花齐放.
    """
    is_of_law = _is_of_law(workshop, point.note)
    if PURPOSE.search(point.span.text) or leans(workshop, point):
        return
    untaught = [
        slot
        for slot in point.slots
        if slot.text not in TAUGHT_BY_ALL and not _is_half_named(point, slot)
    ]
    told = [slot for slot in untaught if is_of_law or not _is_echoed(point, slot)]
    slots = told or untaught
    if not slots:
        return
    draw = workshop.random("phrase", point.slots[0].start)
    chosen = [draw.choice(slots)]
    is_sure = bool(told) and "为指导" not in point.span.text and slots[0].text != point.note
    is_sure = is_sure and (is_of_law or len(point.slots) > FEWEST_WRONG)
    is_sure = is_sure and not is_named_in_passing(workshop, point)
    is_sure = is_sure and not _is_worn(workshop, [slot.text for slot in point.slots])
    is_sure = is_sure and not _is_of_open_row(workshop, chosen[0])
    made = cloze_of(workshop, point, chosen, "slot", is_sure=is_sure)
    if made and len(point.span.text) > LONGEST_STEM:
        stem = _elided(made.item.stem)
        is_whole = made.is_sure and ELLIPSIS not in stem
        if LEADS_ON.search(stem):
            return
        made = replace(made, item=replace(made.item, stem=stem), is_sure=is_whole)
    yield made


def _is_of_open_row(workshop: Workshop, slot: Span) -> bool:
    """Tell whether *slot* is one of a row that goes on with 等, so that others fit as well."""
    text = workshop.document.clean_text
    return text.startswith("等", slot.end) and text.startswith("、", slot.start - 1)


def _is_worn(workshop: Workshop, members: Sequence[str]) -> bool:
    """Tell whether *members* stand in a series that everybody goes on with: 积极性、主动性……."""
    worn = workshop.lexicon.index.words.get("worn_series", frozenset())
    return any(set(members).issubset(series.split("、")) for series in worn)


def _is_half_named(point: KeyPoint, slot: Span) -> bool:
    """Tell whether a blank would cut the name of the Party: 中国共产____."""
    before = point.span.text[: slot.start - point.span.start]
    return before.endswith("中国共产")


def _is_of_law(workshop: Workshop, canonical: str) -> bool:
    """Tell whether the lexicon has the phrase from a law, so that its words are the law's own."""
    return any(
        phrase.canonical == canonical and OF_LAW.search(phrase.provenance.source)
        for phrase in workshop.lexicon.set_phrases
    )


def _is_echoed(point: KeyPoint, slot: Span) -> bool:
    """Tell whether the rest of the rule has a word of *slot*, as 安全生产 has one of 安全第一."""
    at = slot.start - point.span.start
    rest = point.span.text[:at] + "\n" + point.span.text[at + len(slot.text) :]
    return any(pair in rest for pair in bigrams(slot.text))


def _elided(stem: str) -> str:
    """Return *stem* with the clauses between its subject and its first blank left out."""
    opening = re.match(".{8,70}?(?:应当|必须|坚持|依法)", stem)
    first, last = stem.find(BLANK), stem.rfind(BLANK)
    start = stem.rfind("，", 0, first) + 1
    end = min([at for at in (stem.find(mark, last) for mark in "，；。") if at > 0] or [len(stem)])
    if opening is None or start <= opening.end() or LED in stem[opening.end() : start]:
        return stem
    clause = stem[start:end]
    verb = opening.group()[-2:]
    return f"{opening.group()}{ELLIPSIS}{clause.removeprefix(verb)}。"


def among_definitions(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on definitions; *points* lend each other their terms."""
    sections = [point.section for point in points]
    return lambda workshop, point: from_definition(
        workshop, point, points[near(sections, point.section, REACH)]
    )


def from_definition(
    workshop: Workshop, point: KeyPoint, points: Sequence[KeyPoint]
) -> Iterator[Candidate | None]:
    """Yield a cloze on what a body is, or a choice among the terms that the statute defines."""
    slot = point.slots[0]
    if point.note == "status":
        if any(
            pair in point.span.text.replace(slot.text, "\n") for pair in bigrams(slot.text[:-2])
        ):
            return
        yield cloze_of(workshop, point, [slot], "copula")
        return
    if point.note != "is":
        return
    rest = point.span.text.replace(slot.text, "\n", 1)
    others = [
        (each.slots[0].text, f"{workshop.source.place(each.section)}：{each.span.text}。")
        for each in points
        if each is not point
        and each.note == point.note
        and each.slots[0].text[-2:] == slot.text[-2:]
    ]
    wrong = [pair for pair in others if not _overlap(pair[0], slot.text)][:MOST_WRONG]
    what = rest.partition("\n是")[2]
    if what and len(wrong) >= FEWEST_WRONG and not shows(slot.text, rest, wrong):
        stem = stem_of(workshop, point, f"{what}，称为{GAP}")
        yield choice(
            workshop,
            point,
            "definition",
            stem,
            [slot.text],
            wrong,
            slot="definition",
            key_spans=[slot],
        )


def _overlap(one: str, other: str) -> bool:
    return one in other or other in one


def among_compositions(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on rows; the rows of *points* lend each other wrong members."""
    sections = [point.section for point in points]
    return lambda workshop, point: from_composition(
        workshop, point, points[near(sections, point.section, REACH)]
    )


def from_composition(
    workshop: Workshop, point: KeyPoint, points: Sequence[KeyPoint]
) -> Iterator[Candidate | None]:
    """
    Yield a cloze on members of a row, with words of the statute's like rows to tap if they fit.

    Words of another length than the keys', too few of them, or the one that fits beside three
    strangers would show: without them it is typed, where it is short enough to be known by heart.
    """
    sort, _, open_ = point.note.partition("|")
    members = [m.content for m in point.members if not m.content.text.startswith("其他")]
    if open_ == "open" and sort in NAMED_APART:
        return
    texts = [member.text for member in members]
    chosen = _drawn_from(members, workshop.random("row", point.span.start))
    size, count = len(chosen[0].text), len(chosen)
    shown = [text for text in texts if size > BRIEF or text not in {c.text for c in chosen}]
    strangers = [
        text
        for text in _strangers(workshop, point, points, sort, texts)
        if len(text) == size and size > BRIEF
    ]
    bank: list[str] = []
    if count > 1 and count + len(strangers) >= SHORTEST_BANK:
        bank = [each.text for each in chosen] + strangers[: SHORTEST_BANK - count]
        workshop.random("bank", point.span.start).shuffle(bank)
    is_free = open_ == "closed" and sort in FREE and size <= LONGEST_TYPED
    if count > 1 and not bank and open_ == "open":
        return
    if count > 1 and not bank:  # Two of four to be known by heart are too many.
        chosen, count = chosen[-1:], 1
    is_fit = sort in FIRM and (bool(bank) or is_free)
    is_fit = is_fit and not _is_worn(workshop, texts)
    is_fit = is_fit and not any(HALF.match(each.text) for each in chosen)
    is_fit = is_fit and not KNOWN_BY_ALL.issuperset(shown) and not _is_told(point, chosen)
    made = cloze_of(workshop, point, chosen, "row", bank=bank, unordered=count > 1, is_sure=is_fit)
    less = LESS_OF_OPEN if open_ == "open" else 0.0
    yield replace(made, importance=max(0.0, made.importance - less)) if made else None


def _is_told(point: KeyPoint, chosen: Sequence[Span]) -> bool:
    """Tell whether the rest of a rule has most of the words of what is asked: 尊重农民意愿."""
    rest = point.span.text
    for each in reversed(chosen):
        at = each.start - point.span.start
        rest = rest[:at] + "\n" + rest[at + len(each.text) :]
    pairs = [bigrams(each.text) for each in chosen if len(each.text) > BRIEF]
    return any(2 * sum(pair in rest for pair in each) > len(each) for each in pairs)


def _drawn_from(members: Sequence[Span], draw: Random) -> list[Span]:
    """Return one or two members of one length, the commonest of the row; in reading order."""
    sizes = Counter(len(each.text) for each in members)
    size = max(sizes, key=lambda each: (sizes[each], -each))
    alike = [each for each in members if len(each.text) == size]
    if size <= BRIEF:
        alike = [each for each in alike if each.text not in KNOWN_BY_ALL] or alike
    is_short = len(members) <= FEWEST_WRONG + 1 or size <= BRIEF or len(alike) == 1
    return sorted(draw.sample(alike, 1 if is_short else 2), key=lambda each: each.start)


def _strangers(
    workshop: Workshop,
    point: KeyPoint,
    points: Sequence[KeyPoint],
    sort: str,
    texts: Sequence[str],
) -> list[str]:
    """Return members of like rows that share no word with this one."""
    own = {pair for text in texts for pair in bigrams(text)}
    is_dealing = bool(OF_DEALINGS.search("".join(texts)))
    size = sorted(map(len, texts))[len(texts) // 2]
    found = [
        member.content.text
        for each in points
        if each is not point
        and each.note.startswith(sort)
        and bool(OF_DEALINGS.search("".join(m.content.text for m in each.members))) is is_dealing
        for member in each.members
        if not (own & set(bigrams(member.content.text)))
        and abs(len(member.content.text) - size) <= FEWEST_WRONG + 1
        and member.content.text not in point.span.text
        and (sort not in NAMED_APART or member.content.text[-1] == texts[-1][-1])
    ]
    ordered = list(dict.fromkeys(found))
    workshop.random("strangers", point.span.start).shuffle(ordered)
    return ordered
