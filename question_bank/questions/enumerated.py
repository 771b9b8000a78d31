"""Items on the numbered lists of articles: which of these does the article list?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint
from question_bank.questions.heads import head_of
from question_bank.questions.lending import Lenders, noun_of, short, tells
from question_bank.questions.membership import headless, member_statements, told_members
from question_bank.questions.rules import choice, named, proof_of, stem_of
from question_bank.questions.turns import is_told_by_head
from question_bank.questions.values import GAP, ItemType
from question_bank.questions.workshop import Builder, Candidate, Workshop

#: What a head says of the list below it, which a stem does not show.
LISTED = re.compile("(?:下列|以下)(?=[^，；]{0,4}情形|职权$|职责$|权利$|义务$)")
MOST_RIGHT, MOST_WRONG, FEWEST = 3, 2, 2
#: A list of so many is asked twice.
MANY = 7
#: Words of a head that stand for something said elsewhere.
REFERRING = re.compile("本章|本节|前款|前项|前条|本条|本款|上述")
#: A name that has that of its members in it: 代表.
CONGRESS = re.compile("人民代表大会|代表团")
#: Cases have their own consequence each; matters to be made public may well also be audited.
CLOSED = frozenset({"情形"})


def among_enumerations(points: Sequence[KeyPoint]) -> Builder:
    """Return the builder of items on numbered lists; those of *points* lend wrong answers."""
    lenders = Lenders(points)
    return lambda workshop, point: from_enumeration(workshop, point, lenders)


def from_enumeration(
    workshop: Workshop, point: KeyPoint, lenders: Lenders
) -> Iterator[Candidate | None]:
    """
    Yield a choice or two, else an odd one out, and statements on the numbered list of an article.

    Among rights and duties nothing is asked that says by itself which it is; where only such
    members are left a choice waits.
    """
    members = [text for m in point.members if (text := short(m.content.text))]
    members = [text for text in members if not _is_inside(text, members)]
    head, sort = head_of(point.topic), noun_of(point)
    wrong = lenders.lent(workshop, point, members)
    untold = [text for text in members if not tells(text, sort)]
    listed = [each for each in wrong if each[0] in lenders.texts]
    if len(untold) >= FEWEST and len(wrong) >= FEWEST:
        is_sure = len(listed) >= FEWEST
        yield from _choices(workshop, point, untold, listed if is_sure else wrong, is_sure=is_sure)
    elif head and wrong and len(_of_like_length(untold)) >= MOST_RIGHT:
        yield _odd_one_out(workshop, point, untold, wrong)
    elif len(members) >= FEWEST:
        loose = lenders.lent(workshop, point, members, even_telling=True)
        if len(loose) >= FEWEST:
            yield from _choices(workshop, point, members, loose, is_sure=False)
    if head:
        yield from member_statements(workshop, point, head, listed, lenders.own)
    elif not wrong:
        yield from told_members(workshop, point)


def _is_inside(text: str, members: Sequence[str]) -> bool:
    return any(text != other and text in other for other in members)


def _stem(workshop: Workshop, point: KeyPoint, asks: str) -> str:
    """Return the head of the list, and the question which of the options it holds."""
    place = workshop.source.place(point.section)
    if head := head_of(point.topic):
        return named(workshop, point, f"下列各项中，{asks}{place}所列{head.topic}的")
    article = place.rpartition("》")[2]
    topic = LISTED.sub("规定的", point.topic)
    told = stem_of(workshop, headless(point), topic)
    return f"{told}下列各项中，{asks}{article}所列{noun_of(point)}的"


def _choices(
    workshop: Workshop,
    point: KeyPoint,
    members: Sequence[str],
    wrong: Sequence[tuple[str, str]],
    *,
    is_sure: bool = True,
) -> Iterator[Candidate]:
    """Yield a multiple choice or, for a long list, two with different members."""
    shuffler = workshop.random("enumeration", point.span.start)
    fit = _of_like_length(members)
    drawn = shuffler.sample(fit, len(fit))
    turns = 2 if len(fit) >= MANY and len(wrong) >= 2 * FEWEST else 1
    for turn in range(turns):
        right = drawn[turn * MOST_RIGHT : (turn + 1) * MOST_RIGHT]
        false = _like(right, wrong[turn * MOST_WRONG :], MOST_WRONG)
        is_told = _is_told(point, right, false)
        if is_told and not head_of(point.topic):
            continue
        made = choice(
            workshop,
            point,
            "enumeration",
            f"{_stem(workshop, point, '属于')}有{GAP}。",
            right,
            false,
            slot=f"enumeration-{turn}",
            item_type=ItemType.MULTIPLE,
            less=0.05 * turn,
            is_sure=is_sure and _is_closed(point) and not is_told,
        )
        yield replace(made, item=replace(made.item, explanation=_shown(workshop, point, right)))


def _shown(workshop: Workshop, point: KeyPoint, right: Sequence[str]) -> str:
    """Return the list as the article has it or, where that is too long to quote, its right items."""
    whole = proof_of(workshop, point)
    if all(text in whole for text in right):
        return whole
    places = {text: point.span.text.find(text) for text in right}
    listed = "；".join(sorted(right, key=lambda text: places[text]))
    return f"{workshop.source.place(point.section)}所列包括：{listed}。"


def _is_told(point: KeyPoint, right: Sequence[str], wrong: Sequence[tuple[str, str]]) -> bool:
    """Tell whether the head has a word, or the name, that half of the right options have."""
    if head := head_of(point.topic):
        named_in = [head.name in CONGRESS.sub("", text) for text in right]
        return sum(named_in) * 2 >= len(right) or is_told_by_head(head.name, right, wrong)
    return is_told_by_head(point.topic, right, wrong)


def _is_closed(point: KeyPoint) -> bool:
    """Tell whether what stands in another list is certainly outside of this one."""
    if REFERRING.search(point.topic):
        return False
    return head_of(point.topic) is not None or noun_of(point) in CLOSED


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
    """Return a choice of the one that is none of the rights, duties or powers of the list."""
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
        is_sure=_is_closed(point),
    )
    told = tuple(replace(o, feedback=o.feedback or reason) for o in made.item.options)
    return replace(made, item=replace(made.item, options=told))
