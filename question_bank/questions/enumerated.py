"""Items on the numbered lists of articles: which of these does the article list?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.keypoints.bodies import families_of
from question_bank.questions.rules import choice, named, near, stem_of
from question_bank.questions.statements import statement
from question_bank.questions.stems import closed
from question_bank.questions.turns import (
    AGAINST,
    FAULT,
    SENSITIVE,
    is_ground_of,
    is_of_like_turn,
    is_told_by_head,
    pairs_of,
)
from question_bank.questions.values import GAP, ItemType
from question_bank.questions.workshop import Builder, Candidate, Workshop, fact_of, safe_wrong

HEAD = re.compile(
    "^(?P<who>.{2,30}?)(?:依法)?(?P<must>应当)?(?P<verb>享有|履行|行使|承担|有)(?:下列|以下)(?P<noun>权利|义务|职权|职责)$"
)
NOUN = re.compile(
    "(?:下列|以下|如下)(?:不适当的|各项)?(?P<noun>情形|情况|事项|内容|职权|职责|权利|义务|规定|条件|方式|程序|工作|行为|待遇|措施|材料|原则|机关|途径|要求|活动|问题|任务|人员|公职人员|处置|责任|单位|资金|支出|机构|资料|文件|标准|收入|权限|制度|关系|财产|案件|组织)?"
)
#: What a head says of the list below it, which a stem does not show.
LISTED = re.compile("(?:下列|以下)(?=[^，；]{0,4}情形|职权$|职责$|权利$|义务$)")
#: A list about congresses and deputies, beside which the lexicon knows what is certainly wrong.
OF_CONGRESS = re.compile("人民代表大会|常务委员会|主席团|代表(?!人)")
#: What no list lends to one of cases that end something.
UNFIT_AGAINST = re.compile(f"{SENSITIVE.pattern}|{FAULT.pattern}")
#: What the members of a list are called that does not say.
NAMELESS = "各项"
#: Lists of the same noun may lend each other their members; others only to lists of acts.
SHORTEST_MEMBER, SHORTEST_CUT, LONGEST_MEMBER = 4, 8, 38
MOST_RIGHT, MOST_WRONG, FEWEST = 3, 2, 2
MANY, REACH = 7, 120
KINSHIP = 0.3
TRUE = 0.3
#: What a clause begins with that only leads to the next one.
PREPOSITION = re.compile("根据|在|经|由|按照|依照|对|为|因")
#: A clause that only says when or where, or is but a noun of a row that was cut.
ADVERBIAL = re.compile("(?:[中时后前]|期间|方面|的)$|，[^，]{2,4}(?:工作|事务|建设|事业)$")
#: Words of a head that stand for something said elsewhere.
REFERRING = re.compile("本章|本节|前款|前项|前条|本条|本款|上述")
#: Cases have their own consequence each; matters to be made public may well also be audited.
CLOSED = frozenset({"情形"})
#: A member that needs its neighbours, or a part of which is cut off.
LEANS = re.compile("本法|前款|前项|下列|上述|本条|[，、]其|^其|该|此|本款")
CONTRARY = {"权利": "义务", "义务": "权利"}
#: Cases in which a thing happens: one that is about somebody else stands out by its subject.
CASES = "情形"


@dataclass(frozen=True, slots=True)
class Foreign:
    """A member of another list: its text, what it is about, and the list."""

    text: str
    pairs: frozenset[str]
    noun: str
    owner: KeyPoint


def among_enumerations(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on numbered lists; those of *points* lend wrong answers."""
    foreign = [
        Foreign(text, pairs_of(text), noun_of(point), point)
        for point in points
        for member in point.members
        if (text := short(member.content.text))
    ]
    foreign.sort(key=lambda each: each.owner.section)
    sections = [each.owner.section for each in foreign]
    return lambda workshop, point: from_enumeration(
        workshop, point, foreign[near(sections, point.section, REACH)]
    )


def noun_of(point: KeyPoint) -> str:
    """Return what the members of the list are called: 职权, 情形; 各项 if nothing is said."""
    match = NOUN.search(point.topic)
    return (match["noun"] if match else "") or NAMELESS


def topic_of(match: re.Match[str]) -> str:
    """Return what a list is a list of: 代表应当履行的义务."""
    return f"{match['who']}{match['must'] or ''}{match['verb']}的{match['noun']}"


def short(text: str) -> str:
    """Return a member as an option, or nothing if it is too long or leans on other words."""
    text = text.partition("；")[0].rstrip("；，。").strip()
    text = re.sub("^在本行政区域内，", "", text)
    if len(text) > LONGEST_MEMBER and not text.endswith("的"):
        head = text[: LONGEST_MEMBER + 1].rpartition("，")[0]
        while ADVERBIAL.search(head):
            head = head.rpartition("，")[0]
        text = head if len(head) >= SHORTEST_CUT and not PREPOSITION.match(head) else text
    if not SHORTEST_MEMBER <= len(text) <= LONGEST_MEMBER or LEANS.search(text):
        return ""
    return text


def from_enumeration(
    workshop: Workshop, point: KeyPoint, others: Sequence[Foreign]
) -> Iterator[Candidate | None]:
    """Yield choices, an odd one out and statements on the numbered list of an article."""
    members = [text for m in point.members if (text := short(m.content.text))]
    members = [text for text in members if not _is_inside(text, members)]
    wrong = _foreign(workshop, point, others, members)
    if len(members) >= FEWEST and len(wrong) >= FEWEST:
        yield from _choices(workshop, point, members, wrong)
    if len(_of_like_length(members)) > MOST_RIGHT and wrong:
        yield _odd_one_out(workshop, point, members, wrong)
    yield from _statements(workshop, point, members, wrong)
    yield from _single_members(workshop, point)
    if HEAD.match(point.topic) is None and not wrong:
        yield from _told_members(workshop, point)


def _is_inside(text: str, members: Sequence[str]) -> bool:
    return any(text != other and text in other for other in members)


def _foreign(
    workshop: Workshop, point: KeyPoint, others: Sequence[Foreign], members: Sequence[str]
) -> list[tuple[str, str]]:
    """Return what certainly stands outside the list, the most alike first, with where it belongs."""
    noun = noun_of(point)
    if noun == NAMELESS:
        return []
    texts = [member.content.text for member in point.members]
    own = [pairs_of(text) for text in (point.topic, *texts)]
    whole = point.span.text
    middle = sorted(map(len, members))[len(members) // 2] if members else 0
    lists = {id(other.owner): other for other in others}
    lenders = {owner for owner, other in lists.items() if _may_lend(point, noun, texts, other)}
    unfit = UNFIT_AGAINST if AGAINST.search(point.topic) else SENSITIVE
    name = _owner_of(point.topic)
    fit = [
        other
        for other in others
        if id(other.owner) in lenders
        and not unfit.search(other.text)
        and (name is None or name not in other.text)
        and other.text not in whole
        and all(is_apart(other.pairs, pairs) for pairs in own[1:])
    ]
    fit.sort(
        key=lambda each: (
            abs(len(each.text) - middle) // 6,
            abs(each.owner.section - point.section),
            each.text,
        )
    )
    found = {
        each.text: f"{workshop.source.place(each.owner.section)}：{each.owner.topic}，所列之一是“{each.text}”。"
        for each in fit
    }
    national = "全国" in point.topic
    known = safe_wrong(workshop, point.topic, members) if OF_CONGRESS.search(point.topic) else []
    safe = [(m.text, m.reason) for m in known if not (national and "本级" in m.text)]
    return [*found.items(), *safe]


def _may_lend(point: KeyPoint, noun: str, texts: Sequence[str], other: Foreign) -> bool:
    """Tell whether the list of *other* may lend to that of *point*, which is one of *noun*."""
    owner = other.owner
    return (
        owner is not point
        and (other.noun == noun or CONTRARY.get(noun) == other.noun)
        and not _shares_owner(point, owner)
        and is_of_like_turn(point.topic, owner.topic)
        and not is_ground_of(owner.topic, texts)
    )


def _owner_of(topic: str) -> str | None:
    """Return those whose list *topic* opens, whom no member that is lent to it may name."""
    match = HEAD.match(topic)
    return match["who"].rpartition("的")[2] if match else None


def _shares_owner(point: KeyPoint, other: KeyPoint) -> bool:
    """Tell whether both lists are about the same thing, so that one may hold for the other."""
    if point.topic == other.topic or point.section == other.section:
        return True
    (noun, owners), (theirs, others) = _owners_of(point.topic), _owners_of(other.topic)
    return bool(noun) and noun == theirs and not owners.isdisjoint(others)


@lru_cache(maxsize=512)
def _owners_of(topic: str) -> tuple[str, frozenset[str]]:
    """Return what sort of list *topic* opens, and the families of those who own it."""
    match = HEAD.match(topic)
    return (match["noun"], families_of(match["who"]) - {""}) if match else ("", frozenset())


def is_apart(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two texts, by their pairs of characters, are about different things."""
    least = min(len(one), len(other))
    return least > 0 and len(one & other) < max(1.0, KINSHIP * least)


def _stem(workshop: Workshop, point: KeyPoint, asks: str) -> str:
    """Return the head of the list, and the question which of the options it holds."""
    place = workshop.source.place(point.section)
    match = HEAD.match(point.topic)
    if match and "，" not in match["who"]:
        topic = topic_of(match)
        return named(workshop, point, f"下列各项中，{asks}{place}所列{topic}的")
    article = place.rpartition("》")[2]
    topic = LISTED.sub("规定的", point.topic)
    told = stem_of(workshop, headless(point), topic)
    return f"{told}下列各项中，{asks}{article}所列{noun_of(point)}的"


def headless(point: KeyPoint) -> KeyPoint:
    """Return *point* without the words that introduce its rule."""
    return KeyPoint(point.pattern, point.kind, "", point.span, point.section)


def _choices(
    workshop: Workshop,
    point: KeyPoint,
    members: Sequence[str],
    wrong: Sequence[tuple[str, str]],
) -> Iterator[Candidate]:
    """Yield a multiple choice or, for a long list, two with different members."""
    shuffler = workshop.random("enumeration", point.span.start)
    fit = _of_like_length(members)
    drawn = shuffler.sample(fit, len(fit))
    turns = 2 if len(fit) >= MANY and len(wrong) >= 2 * FEWEST else 1
    for turn in range(turns):
        right = drawn[turn * MOST_RIGHT : (turn + 1) * MOST_RIGHT]
        false = _like(right, wrong[turn * MOST_WRONG :], 2)
        yield choice(
            workshop,
            point,
            "enumeration",
            f"{_stem(workshop, point, '属于')}有{GAP}。",
            right,
            false,
            slot=f"enumeration-{turn}",
            item_type=ItemType.MULTIPLE,
            less=0.05 * turn,
            is_sure=_is_closed(point) and not is_told_by_head(point.topic, right, false),
        )


def _is_closed(point: KeyPoint) -> bool:
    """Tell whether what stands in another list is certainly outside of this one."""
    if REFERRING.search(point.topic):
        return False
    is_office = bool(HEAD.match(point.topic))
    return is_office or noun_of(point) in CLOSED


def _of_like_length(members: Sequence[str]) -> list[str]:
    """Return the members without those much shorter or longer than most; none of none."""
    if not members:
        return []
    middle = sorted(map(len, members))[len(members) // 2]
    fit = [text for text in members if 0.6 * middle <= len(text) <= 1.7 * middle]
    return fit if len(fit) >= FEWEST else list(members)


def _like(
    right: Sequence[str], wrong: Sequence[tuple[str, str]], count: int
) -> list[tuple[str, str]]:
    """Return *count* wrong options whose length is most like that of the right ones."""
    middle = sorted(map(len, right))[len(right) // 2]
    near = sorted(range(len(wrong)), key=lambda n: (abs(len(wrong[n][0]) - middle) // 5, n))
    return [wrong[n] for n in near[:count]]


def _odd_one_out(
    workshop: Workshop,
    point: KeyPoint,
    members: Sequence[str],
    wrong: Sequence[tuple[str, str]],
) -> Candidate:
    shuffler = workshop.random("odd", point.span.start)
    right = shuffler.sample(_of_like_length(members), MOST_RIGHT)
    place = workshop.source.place(point.section)
    key, reason = _like(right, wrong, 1)[0]
    inside = [(text, f"{place}所列包括：{text}。") for text in right]
    made = choice(
        workshop,
        point,
        "odd_one_out",
        f"{_stem(workshop, point, '**不属于**')}是{GAP}。",
        [key],
        inside,
        slot="odd",
        less=0.08,
        is_sure=_is_closed(point) and noun_of(point) != CASES,
    )
    told = tuple(replace(o, feedback=o.feedback or reason) for o in made.item.options)
    return replace(made, item=replace(made.item, options=told))


def _statements(
    workshop: Workshop,
    point: KeyPoint,
    members: Sequence[str],
    wrong: Sequence[tuple[str, str]],
) -> Iterator[Candidate]:
    """Yield a true or a false statement that something belongs to the list."""
    match = HEAD.match(point.topic)
    if match is None or not members or not wrong:
        return
    shuffler = workshop.random("member", point.span.start)
    truth = shuffler.random() < TRUE
    place = workshop.source.place(point.section)
    topic = topic_of(match)
    true, (false, reason) = shuffler.choice(list(members)), wrong[0]
    if not truth and re.search(f"{match['noun'][:1]}$|{match['noun']}", false):
        return
    text = true if truth else false
    told = f"{place}所列包括：{text}。" if truth else f"“{text}”不在其中：{reason}"
    yield statement(
        workshop,
        point,
        named(workshop, point, closed(f"根据{place}，{text}属于{topic}")),
        truth=truth,
        form="member",
        explanation=told + workshop.quoted(point.span, point.section),
        slot=text,
        fact=fact_of(point),
    )


def _single_members(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate]:
    """Yield each member of a list of rights or powers as a true statement, for review."""
    match = HEAD.match(point.topic)
    if match is None:
        return
    place = workshop.source.place(point.section)
    topic = topic_of(match)
    for member in point.members:
        text = short(member.content.text)
        if text:
            yield statement(
                workshop,
                point,
                named(workshop, point, closed(f"根据{place}，{text}属于{topic}")),
                truth=True,
                form="member",
                explanation=f"{place}所列包括：{member.content.text}。",
                slot=f"one-{member.content.start}",
                proof=member.content,
                is_sure=False,
            )


def _told_members(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate]:
    """Yield members of a list that no other list lends wrong options, as true statements."""
    for member in point.members[:MOST_RIGHT]:
        text = short(member.content.text)
        if text and not REFERRING.search(point.topic):
            yield statement(
                workshop,
                point,
                stem_of(workshop, headless(point), f"{point.topic}，其中包括：{text}"),
                truth=True,
                form="member",
                explanation=workshop.quoted(point.span, point.section),
                slot=f"told-{member.content.start}",
                proof=between(workshop, point, member),
                is_sure=False,
            )


def between(workshop: Workshop, point: KeyPoint, member: Member) -> Span:
    """Return the stretch from the head of a list to the end of *member*."""
    start, end = point.span.start, member.content.end
    return Span(start, end, workshop.document.clean_text[start:end])
