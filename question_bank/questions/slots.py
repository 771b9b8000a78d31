"""Cloze items on slogans, set phrases, quoted terms, quotations and norms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from question_bank.documents import Genre
from question_bank.keypoints import KeyPoint, Span
from question_bank.questions.clauses import is_told_by_root
from question_bank.questions.clozes import (
    LARGEST_SHARE,
    MOST_BLANKS,
    blanked,
    blanked_share,
    cloze,
    pick_slots,
)
from question_bank.questions.speaking import is_oral
from question_bank.questions.statements import SUBJECT_MATTER
from question_bank.questions.stems import context_of, sentence_at
from question_bank.questions.workshop import Candidate, Workshop

FEWEST_PARALLEL, LONGEST_OF_ROW, ROLE_LENGTH, FEWEST_ROLES, FEWEST_TOGETHER = 3, 3, 2, 2, 2
#: In a quotation, the word that says which role, task or quality is meant.
ROLE = re.compile("(?:的|挥|起到)([\u4e00-\u9fff]{2,4})作用")
OBJECT = re.compile(
    "(?:的|加强|推进|健全|完善|增强|提升|丰富)([\u4e00-\u9fff]{2,8}?)(?:[，；。]|建设|$)"
)
LONGEST_BLANK = 10
#: A term that stands so often without marks is a word like others.
FREELY = 3
#: A word that every talk has before 人民民主, what makes a point of it, and what leads to it.
IDLE, FOLLOWING = "全过程", "人民民主"
DEVELOPS = re.compile("(?:发展|践行|丰富)全过程人民民主(?=[，。；、的]|$)|人民民主(?:是|贵在)")
DEMOCRATIC = re.compile("民主|人民当家作主|人大|代表")
#: Halves of slogans that whoever reads the other half completes.
COMPLETED = frozenset({"打江山", "守江山", "稳中求进", "全心全意"})
#: Nouns that any word may stand before, and whose they must be for one word to be meant.
ANY_OF, WHOSE = re.compile("问题|需求|期盼|需要"), re.compile("(?:群众|人民|百姓|不)的?$")
#: What puts a name into the place of what deputies may do: 有权提出对各方面工作的建议、批评和意见.
PROPOSES = re.compile("(?:有权|可以|能)[^，。；]*提出?[^，。；]*$|提出对[^，。；]*的$")
NAMED_ROW, NEAR_BY = re.compile("建议、.*和意见"), 40
#: Rows of which other members could be told, and texts whose rows are slogans.
GENERAL = re.compile("接受[^，]{0,12}监督|重要|讲[^，、]{2,3}、讲")
SPOKEN = frozenset({Genre.SPEECH, Genre.REPORT})
#: What an institution may be, in words of law.
INSTITUTION = re.compile(
    "机关|机构|制度$|组成人员|主体$|政体|国体|组织$|代言人|权力|本质属性|共同价值|深刻革命"
)
#: Words of the speaker that a slogan does without, and the longest slogan so quoted.
LEANING = re.compile("我|这|那(?!么)|它|他们|大家|咱|过去|现在是")
LONGEST_QUOTED = 40
#: A name that many go on from, and what most of those end with.
SYSTEM, GOES_BY = "中国特色社会主义", re.compile("(?:道路|制度|理论|体系|文化|事业)$")
#: What joins equals.
JOINTS = frozenset(("和", "与", "及", "、"))
#: What ends a clause after what it is about.
ENDING = re.compile("(?:的权利)?[，。；！]")
#: What only ties a member of a row to the one before it.
TIE = re.compile("[也还更都]")
#: A denial up to this length is a word of its own, in characters.
SHORTEST_DENIAL = 3
#: What ends a clause.
CLOSING = re.compile("[，。；！？]")
#: Shortest member of a row that says something itself, in characters: 群众切身利益, not 批评.
SHORTEST_TERM = 4
#: Most slots of a set phrase that are typed rather than tapped.
MOST_TYPED = 2
#: How much less an unsure slogan is worth.
UNSURE_MALUS = 0.25


def from_set_phrase(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze on the slots of a set phrase, as many as fit one stem."""
    slots = [_whole(workshop, _affirmed(slot)) for slot in point.slots]
    asked = sum(len(slot.text) for slot in slots)
    made = _roles(workshop, point, slots)
    if made is not None:
        is_heard = sentence_at(workshop.document, point.span.start)
        is_told = is_heard is not None and not is_spoken(workshop, point.span, is_heard.text)
        yield replace(made, is_sure=made.is_sure and is_told)
        return
    if len(slots) > 1 and asked * 2 > len(point.span.text):
        slots = pick_slots(workshop, _untold(workshop, _open_part(point)), max(1, len(slots) // 2))
    elif len(slots) > MOST_BLANKS:
        slots = pick_slots(workshop, point, 2)
    if all(len(slot.text) <= LONGEST_BLANK for slot in slots):
        sentence = sentence_at(workshop.document, point.span.start)
        is_sure = sentence is not None and not is_spoken(workshop, point.span, sentence.text)
        is_sure = is_sure and not is_named_in_passing(workshop, point)
        is_sure = is_sure and not any(_is_open_name(workshop, slot) for slot in slots)
        is_sure = is_sure and not any(_completes_itself(workshop, point, slot) for slot in slots)
        if sentence is not None and any(slot.text.startswith(IDLE) for slot in slots):
            is_sure = is_sure and bool(DEVELOPS.search(sentence.text)) and _is_told(sentence.text)
        is_unordered = _may_change_places(workshop, point, slots)
        made = cloze(workshop, point, slots, "slot", unordered=is_unordered, is_sure=is_sure)
        is_much = made is not None and blanked_share(made.item) > LARGEST_SHARE
        if is_much and len({slot.text[0] for slot in slots}) > 1:
            made = cloze(workshop, point, slots[-1:], "slot", is_sure=is_sure)
        yield _typed(made) if made else None


def _roles(workshop: Workshop, point: KeyPoint, slots: list[Span]) -> Candidate | None:
    """Return a cloze on who does what in a row, to be tapped, as far as the stem does not say: ____提、____定、____办."""
    verbs = {point.span.text[slot.end - point.span.start :][:1] for slot in slots}
    is_row = len(slots) == FEWEST_PARALLEL == len(verbs) and verbs.isdisjoint("，、")
    if not is_row or any(len(slot.text) != ROLE_LENGTH for slot in slots):
        return None
    sentence = sentence_at(workshop.document, point.span.start)
    asked = [slot for slot in slots if sentence and sentence.text.count(slot.text) == 1]
    if len(asked) < FEWEST_ROLES:
        return None
    bank = [slot.text for slot in slots] if asked == slots else []
    workshop.random("roles", point.span.start).shuffle(bank)
    made = cloze(workshop, point, asked, "slot", word_bank=bank)
    return _typed(made) if made and blanked_share(made.item) <= LARGEST_SHARE else None


def is_named_in_passing(workshop: Workshop, point: KeyPoint) -> bool:
    """
    Tell whether a row that is a name, 建议、批评和意见, does not end what its clause says.

    Such a name completes itself where the sentence is about something else. What a talk
    sets side by side without 和, 民主选举、民主协商……, is a formula to be known.
    """
    first, last = point.slots[0].start, point.slots[-1].end
    text = workshop.document.clean_text
    rest = text[first:last]
    for slot in point.slots:
        rest = rest.replace(slot.text, "", 1)
    is_short = min(len(slot.text) for slot in point.slots) < SHORTEST_TERM
    is_name = is_short and len(point.slots) > FEWEST_ROLES and set(rest) <= JOINTS
    if not workshop.source.is_statute and "和" not in rest:
        return False
    is_whole = ENDING.match(text, last) and text[first - 1 : first] not in {"", *"，。；：！？\n"}
    return is_name and not is_whole


def _is_open_name(workshop: Workshop, slot: Span) -> bool:
    """Tell whether a shorter name, or one of another matter, would do: 中国特色社会主义____, 道路."""
    text = workshop.document.clean_text
    is_of_system = text.startswith(SYSTEM, max(0, slot.start - len(SYSTEM)))
    is_last = CLOSING.match(text, slot.end) is not None
    return is_of_system and is_last and GOES_BY.search(slot.text) is not None


def _open_part(point: KeyPoint) -> KeyPoint:
    """Return *point* with the slot that completes itself least, where its row is the name of one thing."""
    is_named = NAMED_ROW.fullmatch(point.span.text) is not None
    return replace(point, slots=point.slots[1:-1]) if is_named else point


def _untold(workshop: Workshop, point: KeyPoint) -> KeyPoint:
    """Return *point* without the slots that the rest of their sentence tells, if any are left."""
    sentence = sentence_at(workshop.document, point.span.start)
    text = sentence.text if sentence else ""
    left = tuple(slot for slot in point.slots if not is_told_by_root(slot.text, text))
    return replace(point, slots=left or point.slots)


def _completes_itself(workshop: Workshop, point: KeyPoint, slot: Span) -> bool:
    """
    Tell whether the words beside *slot* tell it, or leave it open to any other word.

    建议、批评和____ is full without a thought, and 建议、____和意见 where the sentence is not
    about what deputies may propose; 老年人____问题 may be any trouble, and ____“两个维护”
    any verb.
    """
    text = workshop.document.clean_text
    before = text[max(0, slot.start - NEAR_BY) : slot.start]
    is_only_verb = len(point.slots) == 1 and text[slot.end : slot.end + 1] == "“"
    if slot.text in COMPLETED or is_only_verb:
        return True
    if ANY_OF.match(text, slot.end) and not WHOSE.search(before):
        return True
    if not NAMED_ROW.fullmatch(point.span.text):
        return False
    start = point.slots[0].start
    is_last = slot.end == point.span.end
    return is_last or not PROPOSES.search(text, max(0, start - NEAR_BY), start)


def _whole(workshop: Workshop, slot: Span) -> Span:
    """Return *slot* with the words that everybody knows to follow it: 全过程人民民主."""
    end = slot.end + len(FOLLOWING)
    if slot.text != IDLE or workshop.document.clean_text[slot.end : end] != FOLLOWING:
        return slot
    return Span(slot.start, end, IDLE + FOLLOWING)


def _is_told(sentence: str) -> bool:
    """Tell whether the words around it say that a sort of democracy is meant."""
    return bool(DEMOCRATIC.search(sentence.replace(IDLE + FOLLOWING, "")))


def _may_change_places(workshop: Workshop, point: KeyPoint, slots: list[Span]) -> bool:
    """Tell whether *slots* have no order; that of a wording nobody may alter is a part of it."""
    if len(slots) < FEWEST_TOGETHER:
        return False
    is_fixed = point.note in workshop.lexicon.index.protected
    return _are_alike(slots, point) or (not is_fixed and _are_joined(slots, point))


def _are_alike(slots: list[Span], point: KeyPoint) -> bool:
    """Tell whether the same words follow all *slots*: nothing says which goes where."""
    start = point.span.start
    after = {point.span.text[slot.end - start :][:2] for slot in slots}
    row = point.span.text[slots[0].end - start : slots[-1].start - start]
    return (
        "，" not in row
        and len(after) == 1
        and all(text.isalpha() and len(text) > 1 for text in after)
    )


def _typed(made: Candidate) -> Candidate:
    """Return *made* without a bank of nothing but its two keys: a fixed wording can be typed."""
    item = made.item
    if len(item.blanks) > MOST_TYPED or set(item.word_bank) != set(item.keys):
        return made
    return replace(made, item=replace(item, word_bank=()))


def _affirmed(slot: Span) -> Span:
    """Return *slot* without a leading 不, which stays in the stem: 不____问题."""
    if slot.text.startswith("不") and len(slot.text) > SHORTEST_DENIAL:
        return Span(slot.start + 1, slot.end, slot.text[1:])
    return slot


def _are_joined(slots: list[Span], point: KeyPoint) -> bool:
    """Tell whether the slots are equals joined by 和 or members of one row, which may change places."""
    between = [
        point.span.text[a.end - point.span.start : b.start - point.span.start]
        for a, b in pairwise(slots)
    ]
    return bool(between) and all(
        text in JOINTS
        or (text.startswith("、") and text.endswith("、") and not {"和", "与", "及"} & set(text))
        for text in between
    )


def from_frame(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze on the slots of a slogan; pairs wait for a trainer."""
    slots = _evened(workshop, point.slots)
    point = replace(point, slots=tuple(slots))
    if len(slots) > MOST_BLANKS:
        slots = pick_slots(workshop, point, 2)
    is_slogan = not GENERAL.search(point.span.text)
    is_sure = point.confidence == 1.0 and is_slogan and is_worth_asking(workshop, point)
    if not is_sure:
        point = replace(point, importance=point.importance - UNSURE_MALUS)
    if not is_sure:
        yield cloze(workshop, point, slots[-1:], "slot", is_sure=False)
        return
    made = _slots_cloze(workshop, point, slots)
    for count in range(len(slots) - 1, 0, -1):
        if made is None or blanked_share(made.item) <= LARGEST_SHARE:
            break
        made = _slots_cloze(workshop, point, pick_slots(workshop, point, count))
    quoted = _quoted(workshop, point, made)
    yield quoted or made


def _evened(workshop: Workshop, slots: Sequence[Span]) -> list[Span]:
    """Return *slots* with the last character that most have in all: 政治性, 法律性, not 法律."""
    text = workshop.document.clean_text
    [(last, often)] = Counter(slot.text[-1] for slot in slots).most_common(1)
    return [
        Span(slot.start, slot.end + 1, slot.text + last)
        if often * 2 > len(slots) > 1 and slot.text[-1] != last and text[slot.end] == last
        else slot
        for slot in slots
    ]


def _quoted(workshop: Workshop, point: KeyPoint, made: Candidate | None) -> Candidate | None:
    """Return *made* as a quotation, if the slogan stands in quotation marks and its sentence is spoken."""
    sentence = sentence_at(workshop.document, point.span.start)
    if made is None or sentence is None:
        return None
    start = sentence.text.rfind("“", 0, point.span.start - sentence.start)
    end = sentence.text.find("”", start)
    outside = sentence.text[:start] + sentence.text[end:]
    if start < 0 or sentence.start + end < point.span.end or not LEANING.search(outside):
        return None
    words = Span(sentence.start + start + 1, sentence.start + end, sentence.text[start + 1 : end])
    stem = f"{workshop.source.place(point.section)}的提法是：“{blanked(words, made.key_spans)}”。"
    if len(words.text) > LONGEST_QUOTED:
        return None
    return replace(
        made,
        item=replace(made.item, stem=stem, unordered=False),
        evidence=workshop.evidence(words),
        is_sure=bool(SUBJECT_MATTER.search(words.text)),
    )


def _slots_cloze(workshop: Workshop, point: KeyPoint, slots: list[Span]) -> Candidate | None:
    """
    Return a cloze on *slots*; those of members that are else alike may change places.

    接受法律监督、监察监督和舆论监督 has no order, so the order is not asked; since the keys
    would be all that can be tapped, one of at least three is typed, and a pair waits.
    """
    if len(slots) > 1 and _is_row(point, slots):
        short = [slot for slot in slots if len(slot.text) <= LONGEST_OF_ROW]
        is_slogan = workshop.document.genre in SPOKEN
        if len(point.slots) >= FEWEST_PARALLEL and short and is_slogan:
            [asked] = pick_slots(workshop, replace(point, slots=tuple(short)), 1)
            return cloze(workshop, point, [asked], "slot")
        return cloze(workshop, point, slots, "slot", unordered=True, is_sure=False)
    return cloze(workshop, point, slots, "slot")


def _is_row(point: KeyPoint, slots: list[Span]) -> bool:
    """Tell whether the members of *slots* are the same but for them."""
    frames = {
        (
            TIE.sub("", member.content.text[: slot.start - member.content.start]),
            TIE.sub("", member.content.text[slot.end - member.content.start :]),
        )
        for member, slot in zip(point.members, point.slots, strict=True)
        if slot in slots
    }
    return len(frames) == 1


def is_worth_asking(workshop: Workshop, point: KeyPoint) -> bool:
    """Tell whether the sentence of *point* is about the office, and not an anecdote."""
    sentence = sentence_at(workshop.document, point.span.start)
    if sentence is None or is_spoken(workshop, point.span, sentence.text):
        return False
    place = workshop.source.place(point.section, 2)
    return bool(SUBJECT_MATTER.search(sentence.text) or SUBJECT_MATTER.search(place))


def is_spoken(workshop: Workshop, span: Span, sentence: str) -> bool:
    """Tell whether what a stem has to take of *sentence* around *span* is said to a hall."""
    if not is_oral(sentence):
        return False
    context = context_of(workshop.document, span)
    if context is None:
        return True
    end = CLOSING.search(context.text, span.end - context.start)
    return is_oral(context.text[: end.start() if end else None])


def from_term(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze on a term in quotation marks; a word that the text uses freely waits."""
    if is_worth_asking(workshop, point):
        count, term = workshop.corpus.occurrences.count, point.slots[0].text
        is_term = count(term) - count(f"“{term}”") < FREELY
        is_sure = is_term and point.confidence == 1.0
        yield cloze(workshop, point, point.slots, "term", is_sure=is_sure)


def from_copula(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze on what something is called; what praises or could be put otherwise waits."""
    is_named = all(INSTITUTION.search(slot.text) for slot in point.slots)
    is_sure = point.confidence == 1.0 and is_named
    yield cloze(workshop, point, point.slots, "copula", is_sure=is_sure)


def from_quotation(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield a cloze inside a quotation: on its role word, else, for review, on its object."""
    quote = point.slots[0]
    for pattern, is_sure in ((ROLE, True), (OBJECT, False)):
        if match := pattern.search(quote.text):
            slot = Span(quote.start + match.start(1), quote.start + match.end(1), match.group(1))
            yield cloze(workshop, point, [slot], "quotation", is_sure=is_sure)
            return


def from_norm_terms(workshop: Workshop, point: KeyPoint) -> Iterator[Candidate | None]:
    """Yield, for review, a cloze on the rarest term of a norm; the first of equals."""
    if not is_worth_asking(workshop, point):
        return
    often = workshop.corpus.occurrences.count
    rarest = sorted(point.slots, key=lambda slot: (often(slot.text), slot.start))
    for slot in rarest[:1]:
        yield cloze(workshop, point, [slot], "deciding", is_sure=False, around=slot)
