"""What is worked out of a lexicon once, so that no text is compared with every entry."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from question_bank.lexicon.collection import Lexicon
    from question_bank.lexicon.values import AlsoTrue, ConfusableSet, LawNote, SetPhrase


#: So much of a set phrase, in characters, hardly stands in a text by chance; and what it is known by.
OPENING, PAIR = 4, 2
#: So many words make a couple, and of so many characters is each.
COUPLE = 2


@dataclass(frozen=True, slots=True)
class Choices:
    """A confusable set that may make options, and what finds its members, the longest first."""

    entry: ConfusableSet
    spellings: tuple[str, ...]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class LexiconIndex:
    """
    A lexicon, arranged for looking up.

    Attributes:
        terms: The texts of the segmenter's words.
        names: The same, and what set phrases are called.
        words: The words of each list, by its name.
        protected: Every wording that may never be altered, longest first.
        longest_first: The set phrases, those with the longest canonical form first.
        outdated: Each outdated form with its set phrase, in the order of the lexicon.
        law: Each wording that law contradicts with its note, in the order of the lexicon.
        slips: Those of them that an author wrote by mistake.
        choices: The confusable sets that may make options.
        spellings: By each spelling, the sets of look-alikes it belongs to.
        vague: Finds the vague words.
        named_by: By each slot that is a part of names, these names: who reads one knows the slot.

    Of most texts a pattern says at once that nothing stands in them.
    """

    terms: frozenset[str]
    names: frozenset[str]
    words: Mapping[str, frozenset[str]]
    protected: tuple[str, ...]
    longest_first: tuple[SetPhrase, ...]
    outdated: tuple[tuple[str, SetPhrase], ...]
    law: tuple[tuple[str, LawNote], ...]
    slips: tuple[tuple[str, LawNote], ...]
    choices: tuple[Choices, ...]
    spellings: Mapping[str, tuple[ConfusableSet, ...]]
    vague: re.Pattern[str]
    named_by: Mapping[str, tuple[str, ...]]
    _phrases: Mapping[str, tuple[tuple[int, SetPhrase], ...]]
    _opening: re.Pattern[str]
    _outdated: re.Pattern[str]
    _law: re.Pattern[str]
    _topics: tuple[AlsoTrue, ...]
    _telling: Mapping[str, tuple[int, ...]]

    def phrases_in(self, text: str) -> list[SetPhrase]:
        """Return the set phrases whose canonical form stands in *text*, in the lexicon's order."""
        found: dict[int, SetPhrase] = {}
        opened = self._opening.search(text)
        while opened:
            at = opened.start()
            likely = self._phrases.get(text[at : at + PAIR], ())
            found |= {number: phrase for number, phrase in likely if phrase.canonical in text}
            opened = self._opening.search(text, at + 1)
        return [found[number] for number in sorted(found)]

    def topics_of(self, text: str) -> tuple[AlsoTrue, ...]:
        """Return what is also true of the topics of *text*, in the order of the lexicon."""
        likely = {n for word, numbers in self._telling.items() if word in text for n in numbers}
        return tuple(self._topics[n] for n in sorted(likely) if self._topics[n].matches(text))

    def misquoted_in(self, text: str) -> list[SetPhrase]:
        """Return the set phrases of which an outdated form stands in *text*, none twice."""
        if self._outdated.search(text) is None:
            return []
        found = [phrase for form, phrase in self.outdated if form in text]
        return list({id(phrase): phrase for phrase in found}.values())

    def notes_on(self, text: str) -> list[tuple[LawNote, str]]:
        """Return the notes on wordings that stand in *text*, each with its first such wording."""
        if self._law.search(text) is None:
            return []
        found: dict[int, tuple[LawNote, str]] = {}
        for phrase, note in [pair for pair in self.law if pair[0] in text]:
            found.setdefault(id(note), (note, phrase))
        return list(found.values())


def index_of(lexicon: Lexicon) -> LexiconIndex:
    """Arrange *lexicon* for looking up; takes some milliseconds."""
    terms = frozenset(term.text for term in lexicon.words)
    law = tuple((phrase, note) for note in lexicon.law_notes for phrase in note.phrases)
    return LexiconIndex(
        terms=terms,
        names=terms | {phrase.name for phrase in lexicon.set_phrases},
        words={each.name: frozenset(each.words) for each in reversed(lexicon.word_lists)},
        protected=lexicon.protected_texts,
        longest_first=tuple(sorted(lexicon.set_phrases, key=lambda p: -len(p.canonical))),
        outdated=tuple((form, phrase) for phrase in lexicon.set_phrases for form in phrase.older),
        law=law,
        slips=tuple((phrase, note) for phrase, note in law if note.slip),
        choices=tuple(
            _choices(each)
            for each in lexicon.confusable_sets
            if each.grade == "option" and each.provenance.is_decisive
        ),
        spellings=_by_spelling(lexicon.confusable_sets),
        vague=_any_of(
            word for each in lexicon.word_lists if each.name == "vague" for word in each.words
        ),
        named_by=_by_slot(lexicon),
        _phrases=_by_opening(lexicon.set_phrases),
        _opening=_any_of(phrase.canonical[:OPENING] for phrase in lexicon.set_phrases),
        _outdated=_any_of(form for phrase in lexicon.set_phrases for form in phrase.older),
        _law=_any_of(phrase for phrase, _ in law),
        _topics=lexicon.also_true,
        _telling=_by_telling_word(lexicon.also_true),
    )


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of *words*: the first character of all is compared first."""
    endings: dict[str, set[str]] = defaultdict(set)
    for word in words:
        endings[word[:1]].add(re.escape(word[1:]))
    found = [f"{re.escape(first)}(?:{'|'.join(sorted(rest))})" for first, rest in endings.items()]
    return re.compile("|".join(sorted(found)) or "(?!)")


def _by_telling_word(topics: Sequence[AlsoTrue]) -> dict[str, tuple[int, ...]]:
    """Return which of *topics*, by number, each longest word of a trigger may speak of."""
    found: dict[str, tuple[int, ...]] = defaultdict(tuple)
    for number, each in enumerate(topics):
        for trigger in each.triggers:
            found[max(trigger, key=len, default="")] += (number,)
    return dict(found)


def _spellings(each: ConfusableSet) -> set[str]:
    return {text for member in each.members for text in (member.text, *member.variants)}


def _choices(each: ConfusableSet) -> Choices:
    spellings = tuple(sorted(_spellings(each), key=lambda text: (-len(text), text)))
    return Choices(each, spellings, re.compile("|".join(map(re.escape, spellings))))


def _by_spelling(sets: Iterable[ConfusableSet]) -> dict[str, tuple[ConfusableSet, ...]]:
    found: dict[str, tuple[ConfusableSet, ...]] = defaultdict(tuple)
    for each in sets:
        if each.grade == "spelling":
            for text in _spellings(each):
                found[text] += (each,)
    return dict(found)


def _by_slot(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Return the names that each slot of a set phrase is a part of."""
    found: dict[str, tuple[str, ...]] = defaultdict(tuple)
    members = {each.text for entry in lexicon.confusable_sets for each in entry.members}
    for phrase in lexicon.set_phrases:
        names = tuple(_names_in(phrase, members))
        for slot in dict.fromkeys(phrase.slots) if names else ():
            found[slot] += names
    return dict(found)


def _names_in(phrase: SetPhrase, members: Container[str]) -> Iterator[str]:
    """Yield *phrase* as it is written where it names one of *members*, and two words that it couples."""
    if phrase.canonical in members:
        yield from (phrase.canonical, *phrase.variants, *phrase.older)
    if len(phrase.slots) == COUPLE and all(len(each) <= COUPLE for each in phrase.slots):
        yield "和".join(phrase.slots)


def _by_opening(phrases: Iterable[SetPhrase]) -> dict[str, tuple[tuple[int, SetPhrase], ...]]:
    """Return numbered *phrases* by the first two characters of their canonical form."""
    found: dict[str, tuple[tuple[int, SetPhrase], ...]] = defaultdict(tuple)
    for number, phrase in enumerate(phrases):
        found[phrase.canonical[:PAIR]] += ((number, phrase),)
    return dict(found)
