"""Items that match labels with contents: labelled lists, cases, same-frame claims, attributions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.questions.clauses import (
    PRONOUN,
    bigrams,
    label_of,
    plain_clause,
    telling_clause,
)
from question_bank.questions.list_names import LEANS, opening_of, requoted, topic_of
from question_bank.questions.statements import FORMULA, statement
from question_bank.questions.values import BLANK, GAP, Blank, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, fact_of, options, safe_wrong

MOST_OPTIONS = 4
#: What the cases of a list are cases of: 对群众反映的问题.
SCOPE = re.compile(
    "对于?[^，：“”]{2,16}?(?=(?:要|应当?|必须)?(?:分|实行|进行|区别|区分|按)|，|：|$)"
)
#: A thing whose members follow one another in time.
STEPS = re.compile("[步环]|闭环|流程|程序|环节|阶段|链条")
FEWEST = 3
#: A label of so many characters says something itself.
SHORTEST_SAID = 6
#: Most statements on one labelled list: one false, one true.
MOST_SWAPS = 2
#: A number in a label gives away which content is its.
NUMBERED_LABEL = re.compile("[一两二三四五六七八九十][个项条种大张本类]")


def from_labelled(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """
    Yield label ↔ content items, the labels as a list, and swapped statements.

    Where the name of the list leans on what was said before, all of them wait.
    """
    is_named = not LEANS.search(point.topic)
    for made in _of_labelled(workshop, point):
        yield made and replace(made, is_sure=made.is_sure and is_named)


def _of_labelled(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    contents = [telling_clause(member, point.members) for member in point.members]
    if any(NUMBERED_LABEL.search(label_of(member)) for member in point.members):
        contents = [""] * len(contents)
    yield _labels_cloze(workshop, point)
    yield _labels_multiple(workshop, point)
    last = len(contents) - 1 if all(contents) else -1
    for number, member in enumerate(point.members):
        if contents[number] and (point.head or number % 2 == 0):
            made = _content_to_label(workshop, point, member, contents[number])
            # Whoever was asked about all others knows the last one by elimination.
            yield replace(made, is_sure=made.is_sure and number != last)
        elif contents[number]:
            yield _label_to_content(workshop, point, number, contents)
    yield from _swaps(workshop, point, contents)


def _content_to_label(
    workshop: Workshop, point: KeyPoint, member: Member, content: str
) -> Candidate:
    topic = topic_of(point)
    place = _where(workshop, point, topic)
    tail = f"属于{topic}中的{GAP}。"
    if opened := opening_of(workshop, point):
        stem = f"{opened}，其中“{requoted(content)}”说的是{GAP}。"
    elif topic:
        stem = f"{place}提出，{content}，{tail}"
    else:
        stem = f"{place}提出，{content}是对{GAP}的要求。"
    wrong = [
        (label_of(m), f"{label_of(m)}对应的是：{m.content.text}。")
        for m in _siblings(point, member)
    ]
    return _single(
        workshop, point, "label", stem, (label_of(member), wrong), _proof(workshop, member)
    )


def _label_to_content(
    workshop: Workshop, point: KeyPoint, number: int, contents: Sequence[str]
) -> Candidate | None:
    member = point.members[number]
    others = [
        (m, text)
        for i, m in enumerate(point.members)
        if i != number and (text := contents[i] or plain_clause(m))
    ]
    if len(others) < 2:  # noqa: PLR2004
        return None
    place = workshop.source.place(point.section)
    stem = f"{place}对“{label_of(member)}”提出的要求是{GAP}。"
    wrong = [(text, f"这是对{label_of(m)}的要求。") for m, text in others[: MOST_OPTIONS - 1]]
    return _single(
        workshop, point, "content", stem, (contents[number], wrong), _proof(workshop, member)
    )


def _siblings(point: KeyPoint, member: Member) -> list[Member]:
    """Return the nearest siblings of *member*, at most three."""
    own = point.members.index(member)
    near = sorted(range(len(point.members)), key=lambda i: (abs(i - own), i))[1:MOST_OPTIONS]
    return [point.members[i] for i in sorted(near)]


def _proof(workshop: Workshop, member: Member) -> Span:
    """Return label and content of *member* as one stretch."""
    start = member.label.start if member.label else member.content.start
    return Span(start, member.content.end, workshop.document.clean_text[start : member.content.end])


def _single(  # noqa: PLR0913
    workshop: Workshop,
    point: KeyPoint,
    form: str,
    stem: str,
    sides: tuple[str, Sequence[tuple[str, str]]],
    proof: Span,
    *,
    is_sure: bool = True,
) -> Candidate:
    key, wrong = sides
    item = Item(
        type=ItemType.SINGLE,
        form=form,
        kind=point.kind,
        stem=stem,
        options=options([(key, "")], wrong, workshop.random(form, key, point.span.start)),
        explanation=workshop.quoted(proof, point.section),
        difficulty=2,
    )
    return Candidate(
        item,
        workshop.evidence(proof),
        point.pattern,
        key,
        f"{proof.start}-{proof.end}",
        point.importance,
        point.section,
        is_sure,
    )


def _labels_cloze(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """Return the labels as a list with one or two of them taken out."""
    topic, opened = topic_of(point), opening_of(workshop, point)
    if not (topic or opened) or any(m.label is None for m in point.members):
        return None
    labels = [m.label for m in point.members if m.label]
    shuffler = workshop.random("labels", point.span.start)
    count = 1 if len(labels) <= FEWEST else 2
    chosen = sorted(shuffler.sample(range(len(labels)), count))
    shown = "、".join(BLANK if i in chosen else label.text for i, label in enumerate(labels))
    wrong = safe_wrong(workshop, topic, [label.text for label in labels])[:2]
    bank = [labels[i].text for i in chosen] + [member.text for member in wrong] if wrong else []
    shuffler.shuffle(bank)
    is_ordered = STEPS.search(topic) is not None and not bank
    has = "依次是" if is_ordered else "有"
    item = Item(
        type=ItemType.CLOZE,
        form="labels",
        kind=point.kind,
        stem=f"{opened or f'{_where(workshop, point, topic)}列举的{topic}{has}'}：{shown}。",
        blanks=tuple(Blank(n, (labels[i].text,)) for n, i in enumerate(chosen, start=1)),
        unordered=count > 1 and not is_ordered,
        word_bank=tuple(bank),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=3,
    )
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "|".join(map(str, chosen)),
        fact_of(point),
        point.importance,
        point.section,
        key_spans=tuple(labels[i] for i in chosen),
    )


def _where(workshop: Workshop, point: KeyPoint, topic: str) -> str:
    """Return the place of a list, with its heading where its name says nothing by itself: “三看”."""
    if not topic.startswith("“"):
        return workshop.source.place(point.section)
    return workshop.source.under_heading(point.section, "要").removesuffix("提出，")


def _labels_multiple(workshop: Workshop, point: KeyPoint) -> Candidate | None:
    """Return a multiple choice among the labels and what certainly is none."""
    topic = topic_of(point)
    labels = [label_of(member) for member in point.members]
    wrong = safe_wrong(workshop, topic, labels)[:2] if topic else []
    if len(wrong) < 2:  # noqa: PLR2004
        return None
    shuffler = workshop.random("labels-multiple", point.span.start)
    right = shuffler.sample(labels, min(3, len(labels)))
    item = Item(
        type=ItemType.MULTIPLE,
        form="labels",
        kind=point.kind,
        stem=f"{workshop.source.place(point.section)}列举的{topic}有{GAP}。",
        options=options(
            [(text, "") for text in right], [(m.text, m.reason) for m in wrong], shuffler
        ),
        explanation=workshop.quoted(point.span, point.section),
        difficulty=3,
    )
    return Candidate(
        item,
        workshop.evidence(point.span),
        point.pattern,
        "labels",
        fact_of(point),
        point.importance,
        point.section,
    )


def _swaps(workshop: Workshop, point: KeyPoint, contents: Sequence[str]) -> Iterator[Candidate]:
    """Yield statements in which each content has its own label, or its neighbour's."""
    topic, opened = topic_of(point), opening_of(workshop, point)
    lead = opened or f"{_where(workshop, point, topic)}提出"
    usable = [i for i, text in enumerate(contents) if text][:MOST_SWAPS]
    for turn, number in enumerate(usable):
        member, content = point.members[number], contents[number]
        truth = turn % 2 == 1
        other = point.members[(number + 1) % len(point.members)]
        shown = label_of(member) if truth else label_of(other)
        if not truth and (bigrams(content) & bigrams(shown) or FORMULA.search(content)):
            continue
        told = f"其中“{requoted(content)}”说的是{shown}" if opened else _told(topic, content, shown)
        proof = workshop.quoted(_proof(workshop, member), point.section)
        changed = "" if truth else f"改动的是“{shown}”，应为“{label_of(member)}”。"
        yield statement(
            workshop,
            point,
            f"{lead}，{told}。",
            truth=truth,
            form="swap",
            explanation=changed + proof,
            slot=label_of(member),
            fact=_fact(workshop, member),
            proof=_proof(workshop, member),
        )


def _told(topic: str, content: str, label: str) -> str:
    """Return the words that put *content* under *label*, which may be a clause of its own."""
    if not topic:
        return f"{content}是对{label}的要求"
    is_clause = len(label) >= SHORTEST_SAID
    return f"{content}，" + (
        f"是{topic}中“{label}”的要求" if is_clause else f"属于{topic}中的{label}"
    )


def _fact(workshop: Workshop, member: Member) -> str:
    """Return the name of the fact that *member* has its label."""
    proof = _proof(workshop, member)
    return f"{proof.start}-{proof.end}"


def has_letter_in_common(text: str, told: str, others: Sequence[str]) -> bool:
    """Tell whether a character that *text* has and none of *others* stands in what is *told*."""
    return any(letter in told for letter in set(text).difference(*others, "了的和要不"))


def from_cases(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield consequence → case items; the cases are the options."""
    place = workshop.source.place(point.section)
    lead = point.head.text if point.head else ""
    found = SCOPE.search(lead)
    scope = f"{found.group()}，" if found and not PRONOUN.search(lead) else ""
    headed = workshop.source.under_heading(point.section, "要").removesuffix("提出，")
    where = place if scope else headed.removesuffix("中")

    def shown(member: Member) -> int:
        return len(set(label_of(member)) & set(member.content.text))

    for member in sorted(point.members, key=shown):
        content = member.content.text
        stem = f"{scope}{where}提出“{content}”，针对的是{GAP}的情形。"
        wrong = [
            (label_of(m), f"{place}的要求是：{m.content.text}。") for m in _siblings(point, member)
        ]
        is_told = has_letter_in_common(label_of(member), content, [text for text, _why in wrong])
        proof, is_sure = _proof(workshop, member), (bool(scope) or where != place) and not is_told
        yield _single(
            workshop, point, "case", stem, (label_of(member), wrong), proof, is_sure=is_sure
        )


def from_claims(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield subject → predicate items among claims of one frame."""
    for member in point.members:
        place = workshop.source.place(member.section)
        stem = f"{place}指出，{point.topic}{label_of(member)}是{point.note}{GAP}。"
        wrong = [
            (m.content.text, f"{workshop.source.noun}用来说明{point.topic}{label_of(m)}。")
            for m in _siblings(point, member)
        ]
        yield _single(
            workshop, point, "claim", stem, (member.content.text, wrong), _proof(workshop, member)
        )


def from_attributions(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield quotation → meeting or document items."""
    place = workshop.source.place(point.section)
    for member in point.members:
        stem = f"{place}指出，强调“{member.content.text}”的是{GAP}。"
        wrong = [
            (label_of(m), f"{label_of(m)}强调的是另一项要求。") for m in _siblings(point, member)
        ]
        yield _single(
            workshop,
            point,
            "attribution",
            stem,
            (label_of(member), wrong),
            _proof(workshop, member),
        )
