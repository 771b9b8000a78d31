"""What the lexicon knows: set phrases, and words that have confusable partners."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from question_bank.keypoints.clauses import Clause, Material, Passage
from question_bank.keypoints.making import key_point
from question_bank.keypoints.stretches import Stretches
from question_bank.keypoints.values import KeyPoint, Pattern, Span
from question_bank.lexicon import ConfusableSet, SetPhrase
from question_bank.lexicon.index import Choices


def find_set_phrases(material: Material) -> Iterator[KeyPoint]:
    """Yield every set phrase that the text has in an allowed form, once a section."""
    text = material.document.clean_text
    starts = [passage.start for passage in material.passages]
    seen: set[tuple[str, int]] = set()
    taken = Stretches()
    for phrase in material.lexicon.index.longest_first:
        for form in phrase.forms:
            for start, end in _found(form, text):
                number = bisect_right(starts, start) - 1
                passage = material.passages[number] if number >= 0 else None
                if passage is None or end > passage.end or passage.is_title:
                    continue
                place = (phrase.canonical, passage.sentence.section)
                if place in seen or any(taken.around(start, end)):
                    continue
                if slots := _slots(material, phrase, start, form):
                    seen.add(place)
                    taken.add(start, end)
                    yield _set_phrase(material, passage, phrase, (start, end), slots)


def _found(form: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where *form* stands in *text*, overlaps left out, in order."""
    start = text.find(form)
    while start >= 0:
        yield start, start + len(form)
        start = text.find(form, start + len(form))


def _slots(material: Material, phrase: SetPhrase, start: int, form: str) -> list[Span]:
    """Return the slots of *phrase* as they stand in *form*, or nothing if one is missing."""
    slots, position = [], 0
    for slot in phrase.slots:
        at = form.find(slot, position)
        if at < 0:
            return []
        slots.append(material.span(start + at, start + at + len(slot)))
        position = at + len(slot)
    return slots


def _set_phrase(
    material: Material,
    passage: Passage,
    phrase: SetPhrase,
    where: tuple[int, int],
    slots: list[Span],
) -> KeyPoint:
    return key_point(
        material,
        passage,
        Pattern.SET_PHRASE,
        material.span(*where),
        slots=slots,
        topic=phrase.name,
        is_closed=bool(phrase.closed_list),
        note=phrase.canonical,
    )


#: Numbers are asked among the numbers of their own law.
NUMERIC = re.compile("[0-9一二三四五六七八九十百]+[人名个日月年次分]|过半数|半数")


#: Nouns that own what follows and are no part of its name.
OWNERS = frozenset(("地方", "本级", "国家", "全国", "上级", "下级", "各级"))


def find_confusable(material: Material) -> Iterator[KeyPoint]:
    """Yield words of the text whose confusable partners are curated and fit the sentence."""
    named = _sentences_naming(material)
    for passage in material.passages:
        if passage.is_title:
            continue
        for choices in named.get(material.document.sentence_number(passage.start), ()):
            if choices.entry.applies(passage.text):
                yield from _confusable(material, passage, choices.entry, choices.pattern)


def _sentences_naming(material: Material) -> Mapping[int, list[Choices]]:
    """Return, by the number of each sentence, what may be confused in it, in the lexicon's order."""
    found: dict[int, list[Choices]] = defaultdict(list)
    for choices in material.lexicon.index.choices:
        places = chain.from_iterable(map(material.occurrences.starts, choices.spellings))
        for number in {material.document.sentence_number(place) for place in places}:
            found[number].append(choices)
    return found


def _confusable(
    material: Material, passage: Passage, each: ConfusableSet, pattern: re.Pattern[str]
) -> Iterator[KeyPoint]:
    """Yield the only member of *each* that the passage names, once."""
    found = list(pattern.finditer(passage.masked))
    if not found or len({match.group() for match in found}) > 1 or len(found) > 1:
        return
    slot = passage.part(*found[0].span())
    if NUMERIC.match(slot.text) or passage.text[: found[0].start()].endswith(("关于", "有关")):
        return
    clause = _clause_of(passage, slot)
    if clause is not None and _on_word_boundaries(material, clause, slot):
        yield key_point(
            material,
            passage,
            Pattern.CONFUSABLE,
            clause.span,
            slots=[slot],
            topic=each.topic,
            note=each.id,
        )


def _clause_of(passage: Passage, slot: Span) -> Clause | None:
    return next((c for c in passage.cut() if c.start <= slot.start and slot.end <= c.end), None)


def _on_word_boundaries(material: Material, clause: Clause, slot: Span) -> bool:
    words = material.segmenter.words(clause.text)
    start, end = slot.start - clause.start, slot.end - clause.start
    before = next((word for word in words if word.end == start), None)
    is_longer_name = before is not None and (
        before.text == "代表" or (before.tag[:1] == "n" and before.text not in OWNERS)
    )
    return (
        not is_longer_name
        and (start == 0 or before is not None)
        and any(w.end == end for w in words)
    )
