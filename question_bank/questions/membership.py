"""Statements that something belongs to a numbered list: as often false as true."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.questions.heads import CONTRARY, OFFICES, Head
from question_bank.questions.lending import PENAL, short, tells
from question_bank.questions.rules import named, rule_fact, stem_of
from question_bank.questions.statements import statement
from question_bank.questions.stems import closed
from question_bank.questions.turns import pairs_of
from question_bank.questions.workshop import Candidate, Workshop

#: Most statements of each truth on one list, and of a list that nothing false is known of.
MOST, MOST_TOLD = 2, 1
#: How much less each further statement on one list is worth.
LESS = 0.03
#: Words of a head that stand for something said elsewhere, and how it announces its list.
REFERRING = re.compile("本章|本节|前款|前项|前条|本条|本款|上述")
ANNOUNCED = re.compile("，?(?:(?P<verb>包括|为)(?:下列|以下)[^，；]{0,6})$")
#: Lists that are no statement's matter: what is punished, forbidden or praised, what words mean
#: and what papers hold; and the longest head of one, in characters.
UNTOLD = re.compile(
    "^除|除外|(?:下列|以下)[^，；]{0,4}行为|用语|载明|写明|提交|应当(?:主要)?包括|内容|表彰|奖励|遵守|（以下"
)
LONGEST_HEAD = 80
#: What is asked of everybody.
DECENT = re.compile(
    "遵守|拥护|坚持|忠于|合法|良好|公道|品行|诚信|宪法|社会主义|玩忽|徇私|滥用|虚假|非法"
)
#: What is done of free will is no duty, and reads as none.
FREELY = re.compile("自愿|自主|自行|自由")
#: So much of the end of a name is who is meant, and what only looks like it: 代表 in 人民代表大会.
NAME, FOREIGN = 2, re.compile("人民代表大会|代表团|代表大会")
#: What names of many bodies end with.
SHARED = re.compile("(?:委员会|机构|部门|单位|组织|人员|协会)$")
#: A member that repeats so much of what its head says is known from it.
REPEATED = 0.5


def headless(point: KeyPoint) -> KeyPoint:
    """Return *point* without the words that introduce its rule."""
    return KeyPoint(point.pattern, point.kind, "", point.span, point.section)


def between(workshop: Workshop, point: KeyPoint, member: Member) -> Span:
    """Return the stretch from the head of a list to the end of *member*."""
    start, end = point.span.start, member.content.end
    return Span(start, end, workshop.document.clean_text[start:end])


def member_statements(
    workshop: Workshop,
    point: KeyPoint,
    head: Head,
    wrong: Sequence[tuple[str, str]],
    own: Container[str],
) -> Iterator[Candidate]:
    """
    Yield statements on a list of rights, duties or powers, of each truth as many.

    What says by itself that it is a right, or a duty, is not stated. Where nothing false is
    known the true ones wait. Of *own*, members of any list, none is stated of another one, and
    of the list of *point* nothing else, so that no member is asked about twice.
    """
    true = [m for m in point.members if _is_worth(short(m.content.text), head)]
    draw = workshop.random("member", point.span.start)
    true = draw.sample(true, len(true))
    false = [
        _false(workshop, point, head, text, reason) for text, reason in wrong if text not in own
    ]
    if false:
        true = [m for m in true if short(m.content.text) in own]
    # That a burden is a right nobody believes: only what one may do is put among the duties.
    if not false and head.sort == "权利":
        swapped = [m for m in true[MOST:] if not FREELY.search(m.content.text)]
        false = [_swapped(workshop, point, head, member) for member in swapped]
    count = min(MOST, len(true), len(false)) if false else min(MOST, len(true))
    stated = [
        _true(workshop, point, head, each, is_sure=bool(false)) for each in true[:count]
    ] + false[:count]
    for place, made in enumerate(draw.sample(stated, len(stated))):
        yield replace(made, importance=max(0.0, made.importance - LESS * place))


def _is_worth(text: str, head: Head) -> bool:
    """Tell whether *text* is a member that does not say by itself what it is."""
    kind = head.noun.removesuffix(head.sort)
    # Rights and duties are of the same person; powers are told apart by whose they are.
    is_own = head.sort in OFFICES and not SHARED.search(head.name)
    is_told = is_own and head.name[-NAME:] in FOREIGN.sub("", text)
    return (
        bool(text)
        and not tells(text, head.sort)
        and not is_told
        and (len(kind) <= 1 or kind not in text)
    )


def _claim(workshop: Workshop, point: KeyPoint, text: str, topic: str) -> str:
    """Return the statement that *text* belongs to what *topic* names."""
    quoted = text.replace("“", "‘").replace("”", "’")
    place = workshop.source.place(point.section)
    return named(workshop, point, closed(f"根据{place}，“{quoted}”属于{topic}"))


def _true(
    workshop: Workshop, point: KeyPoint, head: Head, member: Member, *, is_sure: bool
) -> Candidate:
    text = short(member.content.text)
    return statement(
        workshop,
        point,
        _claim(workshop, point, text, head.topic),
        truth=True,
        form="member",
        explanation=f"{workshop.source.place(point.section)}所列包括：{text}。",
        slot=f"one-{member.content.start}",
        fact=rule_fact(point),
        proof=member.content,
        is_sure=is_sure,
    )


def _false(workshop: Workshop, point: KeyPoint, head: Head, text: str, reason: str) -> Candidate:
    return statement(
        workshop,
        point,
        _claim(workshop, point, text, head.topic),
        truth=False,
        form="member",
        explanation=f"“{text}”不在其中：{reason}{workshop.quoted(point.span, point.section)}",
        slot=text,
        fact=rule_fact(point),
    )


def _swapped(workshop: Workshop, point: KeyPoint, head: Head, member: Member) -> Candidate:
    """Return the statement that a duty is a right, or a right a duty."""
    text, noun = short(member.content.text), head.noun
    other = noun.replace(head.sort, CONTRARY[head.sort])
    topic = f"{head.who}{'享有' if CONTRARY[head.sort] == '权利' else '应当履行'}的{other}"
    place = workshop.source.place(point.section)
    return statement(
        workshop,
        point,
        _claim(workshop, point, text, topic),
        truth=False,
        form="member",
        explanation=f"改动的是类别：应为“{noun}”，不是“{other}”。{place}所列包括：{text}。",
        slot=f"swapped-{member.content.start}",
        fact=rule_fact(point),
        proof=member.content,
    )


def told_members(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate]:
    """
    Yield a member of a list that no other list lends wrong options, as a true statement.

    None of a list whose members all have a word of its head: 秘密事项 among what is 国家秘密.
    """
    is_long = len(point.topic) > LONGEST_HEAD
    if is_long or any(each.search(point.topic) for each in (REFERRING, UNTOLD, PENAL)):
        return
    topic = pairs_of(point.topic)
    shared = topic.intersection(*(pairs_of(member.content.text) for member in point.members))
    if shared:
        return
    fit = [
        (member, text)
        for member in point.members
        if (text := short(member.content.text))
        and not DECENT.search(text)
        and len(pairs_of(text) & topic) <= REPEATED * len(pairs_of(text))
    ]
    match = ANNOUNCED.search(point.topic)
    told = f"{point.topic[: match.start()]}{match['verb']}：" if match else ""
    for member, text in fit[:MOST_TOLD]:
        yield statement(
            workshop,
            point,
            stem_of(workshop, headless(point), f"{told or f'{point.topic}，其中包括：'}{text}"),
            truth=True,
            form="member",
            explanation=workshop.quoted(point.span, point.section),
            slot=f"told-{member.content.start}",
            proof=between(workshop, point, member),
            is_sure=False,
        )
