"""Items on couplets: which words belong to which thing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from question_bank.keypoints import KeyPoint, Member, Span
from question_bank.keypoints.couplets import CONFUSED_JOINT, first_clause
from question_bank.keypoints.likeness import edges
from question_bank.questions.clauses import bigrams, label_of, said_of, telling_clause
from question_bank.questions.grounds import under_head
from question_bank.questions.matching import SHORT_NAME, SHORTEST_SHARED, is_certain, matched
from question_bank.questions.speaking import ORAL
from question_bank.questions.statements import FORMULA, PRONOUN, SUBJECT_MATTER, statement
from question_bank.questions.stems import sentence_at, standalone
from question_bank.questions.values import GAP, Item, ItemType
from question_bank.questions.workshop import Candidate, Workshop, options

FEWEST, MANY, MOST_WRONG = 3, 5, 3
#: Longest name that is set as an option, in characters.
LONGEST_NAME = 10
#: Joints without a verb: the stem asks for the requirement instead.
VERBLESS = re.compile("^(?:——|：|，要)$")
#: Names that a bare comma may join to what is asked of them.
ASKS = re.compile("[关账步招课度段式员法]$")
#: Joints that leave open what else would do, even for a choice among siblings.
UNASKED = re.compile("^，$|要$")
#: Joints after which stands what a thing is, or what is asked of it.
DEFINES = re.compile("就是|是指|^，|——|：|重在|在于|管的是|^要$")
LOOSE_JOINT = re.compile("优先|必须|不要|不得|·|^的$|^，而?是$|^要$|当好$|做好$|^[当叫]$")
#: What an organ is, is no matter for false statements.
ORGAN = re.compile("机关$")
NAMED = re.compile("“[^“”]{2,8}”")
#: What one thing may be although the other must: nobody can call it false.
PERMITS = re.compile("可以|一般|也|能|常|多")


def from_couplet(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze on the couplet, a choice on one pair, statements on two others."""
    made = matched(workshop, point)
    yield made
    if LOOSE_JOINT.search(point.note) or _is_praise(workshop, point):
        return
    if made is None and len(point.members) >= FEWEST and DEFINES.search(point.note):
        yield from _named(workshop, point)
    asked = [member for member in point.members if _may_be_asked(workshop, point, member)]
    workshop.random("couplet", point.span.start).shuffle(asked)
    if made is None and len(point.members) >= FEWEST and _is_plain(point):
        for member in asked[: 1 + (len(asked) >= MANY)]:
            yield _choice(workshop, point, member)
    turned = [*asked[1:], *asked[:1]]
    false = next((made for member in turned if (made := _false(workshop, point, member))), None)
    yield false
    if false is not None:
        used = false.item.stem
        told = [m for m in turned if label_of(m) not in used and first_clause(m).text not in used]
        yield _true(workshop, point, told[0]) if told else None


def _is_praise(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether what is said is praise that could change places: 根本, 基础, 代表的根, 代表的魂."""
    praise = workshop.lexicon.index.words["praise"]
    texts = [slot.text for slot in point.slots]
    is_image = min(map(len, texts)) - sum(edges(texts)) <= 1 < min(map(len, texts))
    return is_image or any(text in praise for text in texts)


def _is_plain(point: KeyPoint) -> bool:
    """Tell whether no content is a formula that must not stand where it is wrong."""
    return not any(FORMULA.search(first_clause(member).text) for member in point.members)


def _may_be_asked(workshop: Workshop, point: KeyPoint, member: Member) -> bool:
    """Tell whether what is said of *member* is not given away by its name and stands alone."""
    label, content = label_of(member), first_clause(member).text
    others = [first_clause(m).text for m in point.members if m is not member]
    shared = bigrams(label) & bigrams(content)
    tells = any(not all(run in other for other in others) for run in shared)
    characters = {c for c in label if "\u4e00" <= c <= "\u9fff"}
    common = set.intersection(*({*label_of(m)} for m in point.members))
    same = (characters - common) & {*content}
    is_short = len(label.strip("“”")) <= SHORT_NAME
    is_known = point.note == CONFUSED_JOINT
    has_ground = not is_short or is_known or bool(NAMED.search(point.topic))
    return (
        not tells
        and not any(sum(c in other for other in others) == 0 for c in same)
        and has_ground
        and not PRONOUN.search(label + content)
        and bool(_asking(workshop, point, member))
    )


def _asking(workshop: Workshop, point: KeyPoint, member: Member) -> str:
    """Return the words of the source before what is asked, or nothing if they lean on others."""
    start = member.label.start if member.label else member.content.start
    text = workshop.document.clean_text[start : member.content.start]
    sentence = sentence_at(workshop.document, start)
    if sentence is None:
        return ""
    told = standalone(workshop.document, Span(start, member.content.start, text), text)
    if told is None or told != text:
        return ""
    if workshop.document.clean_text[start - 1 : start] == "把":
        text = "把" + text
    if not _asks_for_requirement(point, member):
        return _owner(point, member) + text
    return text


def _owner(point: KeyPoint, member: Member) -> str:
    """Return the words that the first thing is named with and the others leave out: 代表监督的底气，监督的尺度."""
    first, *others = [label_of(each) for each in point.members]
    shared = edges(others)[0] if len(others) > 1 else 0
    at = first.find(others[0][:shared]) if shared >= SHORTEST_SHARED else 0
    return first[:at] if at > 0 and label_of(member) != first else ""


def _asks_for_requirement(point: KeyPoint, member: Member) -> bool:
    """Tell whether the joint has no verb, so that the stem has to bring one."""
    is_bare = point.note == "，" and bool(ASKS.search(label_of(member)))
    return is_bare or bool(VERBLESS.match(point.note))


def _stem(workshop: Workshop, point: KeyPoint, member: Member, told: str) -> str:
    place = workshop.source.place(point.section)
    asking = _asking(workshop, point, member)
    if _asks_for_requirement(point, member):
        named = NAMED.search(point.topic)
        of = f"{named.group()}中的" if named else ""
        return f"{place}对{of}“{label_of(member).strip('“”')}”的要求是{told}。"
    lead = under_head(workshop, point.head, point.section)
    if not lead and (named := NAMED.search(point.topic)):
        lead = f"{place}谈到{named.group()}时指出，"
    if not lead and not SUBJECT_MATTER.search(asking):
        lead = workshop.source.under_heading(point.section, asking)
    return f"{lead or place + '指出，'}{asking}{told}。"


def _choice(workshop: Workshop, point: KeyPoint, member: Member) -> Candidate:
    content = first_clause(member)
    own = point.members.index(member)
    near = sorted(range(len(point.members)), key=lambda i: (abs(i - own), i))[1 : MOST_WRONG + 1]
    wrong = [
        (
            first_clause(point.members[i]).text,
            f"{workshop.source.noun}说的是“{label_of(point.members[i]).strip('“”')}”。",
        )
        for i in near
    ]
    proof = _proof(workshop, member)
    item = Item(
        type=ItemType.SINGLE,
        form="couplet",
        kind=point.kind,
        stem=_stem(workshop, point, member, GAP),
        options=options(
            [(content.text, "")], wrong, workshop.random("couplet-choice", content.start)
        ),
        explanation=workshop.quoted(proof, point.section),
        difficulty=2,
    )
    return Candidate(
        item,
        workshop.evidence(proof),
        point.pattern,
        f"couplet@{content.start}",
        _fact(member),
        point.importance,
        point.section,
        is_sure=is_certain(workshop, point) and not UNASKED.search(point.note),
        key_spans=(content,),
    )


def _false(workshop: Workshop, point: KeyPoint, member: Member) -> Candidate | None:
    """Return a statement that gives *member* what is said of its neighbour."""
    if point.note == "，" and not _asks_for_requirement(point, member):
        return None
    for other in _neighbours(point, member):
        content = first_clause(other).text
        label = label_of(member)
        is_formula = ORGAN.search(label) or FORMULA.search(content + label + member.content.text)
        if is_formula or bigrams(label) & bigrams(content) or PRONOUN.search(content):
            continue
        if point.note == CONFUSED_JOINT and PERMITS.match(content):
            continue
        own = first_clause(member).text
        proof = _proof(workshop, member)
        return statement(
            workshop,
            point,
            _stem(workshop, point, member, content),
            truth=False,
            form="couplet",
            explanation=f"改动的是对“{label.strip('“”')}”的说法：应为“{own}”，“{content}”说的是“{label_of(other).strip('“”')}”。"
            + workshop.quoted(proof, point.section),
            slot=str(member.content.start),
            fact=_fact(member),
            proof=proof,
            is_sure=is_certain(workshop, point, member),
        )
    return None


def _true(workshop: Workshop, point: KeyPoint, member: Member) -> Candidate:
    """Return a statement that gives *member* what is said of it, beside the false one."""
    proof = _proof(workshop, member)
    return statement(
        workshop,
        point,
        _stem(workshop, point, member, first_clause(member).text),
        truth=True,
        form="couplet",
        explanation=workshop.quoted(proof, point.section),
        slot=str(member.content.start),
        fact=_fact(member),
        proof=proof,
        is_sure=is_certain(workshop, point, member),
    )


def _neighbours(point: KeyPoint, member: Member) -> Sequence[Member]:
    own = point.members.index(member)
    return [
        point.members[(own + step) % len(point.members)] for step in range(1, len(point.members))
    ]


def _named(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate]:
    """Yield choices of the thing of which so much is said that it cannot be taken out."""
    labels = [label_of(member).strip("“”") for member in point.members]
    if any(FORMULA.search(label) for label in labels) or not _are_kin(labels):
        return
    if min(map(len, labels)) < SHORT_NAME - 1 and not under_head(
        workshop, point.head, point.section
    ):
        return
    told = [telling_clause(member, point.members) for member in point.members]
    last = len(told) - 1 if all(told) else -1
    for own, (member, content) in enumerate(zip(point.members, told, strict=True)):
        unique = set(labels[own]) - set("".join(labels[:own] + labels[own + 1 :]))
        if not content or ORAL.search(content) or unique & set(content):
            continue
        near = sorted(range(len(labels)), key=lambda i: (abs(i - own), i))[1 : MOST_WRONG + 1]
        wrong = [
            (labels[i], f"“{labels[i]}”说的是：{said_of(point.members[i])}。") for i in sorted(near)
        ]
        lead = under_head(workshop, point.head, point.section)
        lead = lead or workshop.source.under_heading(point.section, content)
        proof = _proof(workshop, member)
        item = Item(
            type=ItemType.SINGLE,
            form="label",
            kind=point.kind,
            stem=f"{lead}“{content}”说的是{GAP}。",
            options=options(
                [(labels[own], "")], wrong, workshop.random("couplet-label", proof.start)
            ),
            explanation=workshop.quoted(proof, point.section),
            difficulty=2,
        )
        yield Candidate(
            item,
            workshop.evidence(proof),
            point.pattern,
            f"label@{member.content.start}",
            _fact(member),
            point.importance,
            point.section,
            is_sure=is_certain(workshop, point) and own != last,
        )


def _are_kin(labels: Sequence[str]) -> bool:
    """Tell whether the things are named alike: of one length, or with an edge in common."""
    return max(map(len, labels)) <= LONGEST_NAME and (
        len({len(label) for label in labels}) == 1 or sum(edges(labels)) > 0
    )


def _proof(workshop: Workshop, member: Member) -> Span:
    start = member.label.start if member.label else member.content.start
    return Span(start, member.content.end, workshop.document.clean_text[start : member.content.end])


def _fact(member: Member) -> str:
    start = member.label.start if member.label else member.content.start
    return f"{start}-{member.content.end}"
