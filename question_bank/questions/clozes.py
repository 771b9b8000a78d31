"""Make cloze items: take out what a key point turns on, leave a stem that stands alone."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from question_bank.keypoints import KeyPoint, Span
from question_bank.lexicon import SetPhrase
from question_bank.questions.stems import closed, context_of, sentence_at, standalone
from question_bank.questions.values import BLANK, Blank, Item, ItemType, NearMiss
from question_bank.questions.workshop import Candidate, Workshop

#: What leans on words that are not there: it says when or of what, and not what.
LEANS = re.compile(
    "^(?:要是|[^，]{1,6}的时候|照这样|答复了|不满意，|否则|当场|随后|然后|接着|到时候|结果|通常|[^，]{0,8}，(?:它|这|其)(?!中|他))"
)
#: Who or what a part of a sentence after a semicolon is about.
SUBJECTS = re.compile(
    "(?![对把将由经按在从以其不要请]|有的)[^，；“把将]{0,18}(?:代表|常委会|委员会|机关|政府|部门|单位|预算|会议|选民|主席团|检查组|小组)(?![^，；]{0,12}的，)"
)
#: Most blanks in one stem.
MOST_BLANKS = 3
MOST_TWINS = 2
#: How much of a stem may be taken out, 0 to 1.
LARGEST_SHARE = 0.3
LEAD = re.compile("^[^，]{2,24}(?:指出|提出|要求|规定|列举的?|强调)，?")
#: Fewest characters on either side of a blank for a twin's sake.
SHORTEST_SIDE = 2
#: Fewest characters of a frame with one side only.
SHORTEST_FRAME = 5
#: Longest ordinal or address before the words of a sentence, in characters.
LONGEST_ORDINAL = 8
#: What a number begins with; nothing but a number is put for one.
NUMERAL = re.compile("[0-9一二三四五六七八九十百千两半过]")
#: What a clause may begin with although its sentence began earlier.
OPENERS = re.compile(
    "要|应当|必须|人大|人民|代表|常委会|监督|审议|真正做到|做到|坚持|通过|充分|不断|自觉|带头|习近平|党的|增强|有效|政治|法律|业务|道德|建议|议案|民生实事|每届|一是|二是|三是"
)
#: What is no word, and how many characters a stem has beside its blanks and its source.
BESIDE, FEWEST_BESIDE = re.compile("[^\u4e00-\u9fff0-9]+"), 4
CHINESE = re.compile("[\u4e00-\u9fff]*")
#: Characters with which no answer begins or ends: particles and what leads to a noun.
NO_BEGINNING = frozenset("的地得和与及或在是对向由把将从给被让使于以为按就而但并等之其")
NO_END = frozenset("也都就更还又才的地得和与及或在对向由把将从给被让使于以为按而但并")
#: How much longer or shorter a likely wrong answer may be, in characters.
LARGEST_DIFFERENCE = 2
#: What bodies are called for short, as right as their names in full.
SHORTER: Mapping[str, tuple[str, ...]] = {
    "人民法院": ("法院",),
    "人民检察院": ("检察院",),
    "人民政府": ("政府",),
    "监察委员会": ("监委",),
}
#: A key that says again whose it is, beside another thing of the same: 质询对象、质询的问题和内容.
OWNED = re.compile("(?P<of>[\u4e00-\u9fff]{2,3})的(?P<rest>[\u4e00-\u9fff]{4,})$")


def cloze(  # noqa: PLR0913
    workshop: Workshop,
    point: KeyPoint,
    slots: Sequence[Span],
    form: str,
    *,
    unordered: bool = False,
    word_bank: Sequence[str] = (),
    is_sure: bool = True,
    around: Span | None = None,
) -> Candidate | None:
    """
    Return a cloze on *slots* of *point*, or `None` if no stem stands alone.

    Where another wording fits a blank elsewhere in the text, the stem names the
    place precisely enough to tell them apart, and the other wording becomes a
    near miss with its own feedback.
    """
    context = context_of(workshop.document, around or point.span)
    if context is None:
        return None
    text = standalone(workshop.document, context, blanked(context, slots))
    if text is None or text.count(BLANK) != len(slots) or _is_bare(text):
        return None
    depth = _depth(workshop, point, slots)
    phrases = workshop.lexicon.index.phrases_in(point.span.text)
    near = _near_by(workshop, slots, text, workshop.source.place(point.section, depth))
    blanks = tuple(
        Blank(number, _accepted(phrases, slot, context), near[slot])
        for number, slot in enumerate(slots, start=1)
    )
    if len(slots) > 1 and not unordered and not word_bank:
        word_bank = _own_words(workshop, blanks, slots)
    item = Item(
        type=ItemType.CLOZE,
        form=form,
        kind=point.kind,
        stem=workshop.source.lead(point.section, text, depth) + closed(text),
        blanks=blanks,
        unordered=unordered,
        word_bank=tuple(word_bank),
        explanation=workshop.quoted(context, point.section),
        difficulty=min(5, (2 if word_bank else 3) + (len(slots) > 1)),
    )
    is_sure = is_sure and opens_well(workshop, context) and not LEANS.match(text)
    return workshop.filling(item, point, slots, context, is_sure=is_sure)


def _near_by(
    workshop: Workshop, slots: Sequence[Span], text: str, here: str
) -> dict[Span, tuple[NearMiss, ...]]:
    """Return the near misses of each blank."""
    return {slot: _near_misses(workshop, slot, slots, text, here) for slot in slots}


def _is_bare(text: str) -> bool:
    """Tell whether beside its blanks *text* says too little to be understood: 从____下来."""
    return len(BESIDE.sub("", text.replace(BLANK, ""))) < FEWEST_BESIDE


def opens_well(workshop: Workshop, context: Span) -> bool:
    """Tell whether *context* begins its sentence or with words that need no subject."""
    sentence = sentence_at(workshop.document, context.start)
    begins = sentence is not None and context.start <= sentence.start + LONGEST_ORDINAL
    before = workshop.document.clean_text[context.start - 1 : context.start]
    is_apart = before == "；" and SUBJECTS.match(context.text) is not None
    return begins or is_apart or bool(OPENERS.match(context.text))


def _own_words(workshop: Workshop, blanks: Sequence[Blank], slots: Sequence[Span]) -> list[str]:
    """
    Return the keys of ordered blanks and their twins elsewhere, mixed, to tap.

    Which word goes where is the question, so no invented word is needed.
    """
    words = [blank.accepted[0] for blank in blanks]
    known = {text for blank in blanks for text in blank.accepted}
    twins = [
        miss.text
        for blank, slot in zip(blanks, slots, strict=True)
        if _is_held(workshop, slot)
        for miss in blank.near_misses
    ]
    words += [text for text in dict.fromkeys(twins) if text not in known][:MOST_TWINS]
    workshop.random("words", slots[0].start).shuffle(words)
    return words


def _is_held(workshop: Workshop, slot: Span) -> bool:
    """Tell whether words on both sides hold *slot*, so that its twin elsewhere is one indeed."""
    frame = workshop.corpus.frame(slot.start, slot.end)
    return min(len(frame.left), len(frame.right)) >= SHORTEST_SIDE


def mixed(candidate: Candidate) -> Candidate:
    """Return *candidate* with words to tap that do not stand in the order of its blanks."""
    bank, keys = candidate.item.word_bank, candidate.item.keys
    if len(keys) < 2 or [word for word in bank if word in keys] != list(keys):  # noqa: PLR2004
        return candidate
    return replace(candidate, item=replace(candidate.item, word_bank=bank[::-1]))


def blanked(context: Span, slots: Sequence[Span]) -> str:
    """Return the words of *context* with each of *slots* replaced by a blank."""
    pieces: list[str] = []
    position = context.start
    for slot in slots:
        pieces += (context.text[position - context.start : slot.start - context.start], BLANK)
        position = slot.end
    return "".join(pieces) + context.text[position - context.start :]


def _accepted(phrases: Sequence[SetPhrase], slot: Span, context: Span) -> tuple[str, ...]:
    """Return the source's wording and what *phrases*, those around it, allow in its place."""
    accepted = [slot.text, *SHORTER.get(slot.text, ())]
    before = context.text[: slot.start - context.start]
    if (owned := OWNED.match(slot.text)) and re.search(f"{owned['of']}[^，；：的]*、$", before):
        accepted.append(owned["rest"])
    for phrase in phrases:
        if phrase.provenance.certainty != "unsure" and not phrase.protected:
            accepted += _variants_of(slot.text, phrase.canonical, phrase.variants, phrase.slots)
    return tuple(dict.fromkeys(accepted))


def _variants_of(
    text: str, canonical: str, variants: Sequence[str], slots: Sequence[str]
) -> list[str]:
    """Return what stands in *variants* where *text* is a slot of *canonical*."""
    if text not in slots:
        return []
    before, _, after = canonical.partition(text)
    return [
        variant[len(before) : len(variant) - len(after)]
        for variant in variants
        if variant.startswith(before)
        and variant.endswith(after)
        and 0 < len(variant) - len(before) - len(after) <= len(text) + 1
    ]


def _depth(workshop: Workshop, point: KeyPoint, slots: Sequence[Span]) -> int:
    """Return how precisely the place must be named so that each blank has one filler."""
    here = workshop.source.place(point.section, 1)
    for slot in slots:
        for filler in workshop.corpus.fillers(slot.start, slot.end).all:
            same_part = workshop.source.noun + filler.place == here
            if filler.text != slot.text and same_part:
                return 2
    return 1


def _near_misses(
    workshop: Workshop, slot: Span, slots: Sequence[Span], stem: str, here: str
) -> tuple[NearMiss, ...]:
    """Return other fillers of the same frame that *stem* does not show, with where they belong if not *here*."""
    own = {other.text for other in slots}
    noun, fillers = workshop.source.noun, workshop.corpus.fillers(slot.start, slot.end)
    frame = workshop.corpus.frame(slot.start, slot.end)
    is_told = _is_held(workshop, slot) and len(frame) >= SHORTEST_FRAME
    found = {
        each.text: NearMiss(
            each.text, f"“{each.text}”是{noun}{each.place}的提法，这里是“{slot.text}”。"
        )
        for each in (fillers.last if is_told and not NUMERAL.match(slot.text) else ())
        if each.text not in own
        and each.text not in stem
        and _is_like(each.text, slot.text)
        and not here.startswith(noun + each.place)
    }
    for look_alikes in workshop.lexicon.index.spellings.get(slot.text, ()):
        for other in look_alikes.members:
            if other is not look_alikes.member(slot.text):
                found.setdefault(other.text, NearMiss(other.text, other.reason))
    return tuple(found.values())


def _is_like(one: str, other: str) -> bool:
    """Tell whether a reader might put *one* for *other*: of like length, neither inside the other."""
    if abs(len(one) - len(other)) > LARGEST_DIFFERENCE or not CHINESE.fullmatch(one):
        return False
    is_apart = (
        one not in other
        and other not in one
        and one[0] not in NO_BEGINNING
        and one[-1] not in NO_END
    )
    is_kin = NUMERAL.match(one) is not None or NUMERAL.match(other) is None
    return is_apart and is_kin


def blanked_share(item: Item) -> float:
    """Return how much of the stem of *item*, its source not counted, was taken out, 0 to 1."""
    blanked = sum(map(len, item.keys))
    body = LEAD.sub("", item.stem).replace(BLANK, "")
    return blanked / max(1, len(body) + blanked)


def pick_slots(workshop: Workshop, point: KeyPoint, count: int) -> list[Span]:
    """Return *count* of the slots of *point*, those first that stand nowhere else, in order."""
    shuffler = workshop.random("slots", point.span.start, point.span.end, point.pattern)
    often = workshop.corpus.occurrences.count
    ranked = sorted(point.slots, key=lambda slot: (min(often(slot.text), 4), shuffler.random()))
    return sorted(ranked[:count], key=lambda slot: slot.start)
