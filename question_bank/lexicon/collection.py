"""A whole lexicon as one frozen value, and how trainers' additions join it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING, Any, TypeVar

from question_bank.lexicon.index import LexiconIndex, index_of
from question_bank.lexicon.values import (
    Abbreviation,
    AlsoTrue,
    Body,
    ConfusableSet,
    Kind,
    KindCue,
    LawNote,
    MeetingPattern,
    NoisePattern,
    Numeral,
    SetPhrase,
    Statute,
    WordList,
    WordListName,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Term:
    """A word for the segmenter's dictionary.

    `frequency` None lets the segmenter choose one that keeps the word whole;
    `tag` None leaves the part of speech open.
    """

    text: str
    frequency: int | None = None
    tag: str | None = None


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Everything the generator and the checks know about words.

    `fingerprint` is a hexadecimal SHA-256 of the data, additions included:
    the same fingerprint means the same entries in the same order.
    """

    set_phrases: tuple[SetPhrase, ...]
    confusable_sets: tuple[ConfusableSet, ...]
    also_true: tuple[AlsoTrue, ...]
    bodies: tuple[Body, ...]
    statutes: tuple[Statute, ...]
    meetings: tuple[MeetingPattern, ...]
    word_lists: tuple[WordList, ...]
    noise: tuple[NoisePattern, ...]
    kind_cues: tuple[KindCue, ...]
    numerals: tuple[Numeral, ...]
    law_notes: tuple[LawNote, ...]
    words: tuple[Term, ...]
    fingerprint: str
    _index: list[LexiconIndex] = field(default_factory=list, init=False, repr=False, compare=False)

    @property
    def index(self) -> LexiconIndex:
        """The same, arranged for looking up; worked out when it is first asked for."""
        if not self._index:
            self._index.append(index_of(self))
        return self._index[0]

    @property
    def abbreviations(self) -> tuple[Abbreviation, ...]:
        """Return full name and short name of every statute and body, unambiguous ones only."""
        named: tuple[Statute | Body, ...] = (*self.statutes, *self.bodies)
        return tuple(
            Abbreviation(entry.name, short, entry.provenance)
            for entry in named
            for short in entry.short_names
        )

    @property
    def protected_texts(self) -> tuple[str, ...]:
        """Return every wording that may never be altered, longest first."""
        texts = {form for phrase in self.set_phrases if phrase.protected for form in phrase.forms}
        return tuple(sorted(texts, key=lambda text: (-len(text), text)))

    def word_list(self, name: WordListName) -> tuple[str, ...]:
        """Return the words of one list.

        Raises:
            KeyError: no list has that name.
        """
        for word_list in self.word_lists:
            if word_list.name == name:
                return word_list.words
        raise KeyError(name)

    def cues(self, kind: Kind) -> KindCue:
        """Return the cue words of one kind.

        Raises:
            KeyError: the lexicon has no cues for that kind.
        """
        for cue in self.kind_cues:
            if cue.kind == kind:
                return cue
        raise KeyError(kind)

    def confusable_sets_for(self, text: str, sentence: str) -> tuple[ConfusableSet, ...]:
        """Return the sets whose wrong options fit a key: it is a member, the sentence fits."""
        return tuple(
            each
            for each in self.confusable_sets
            if each.grade == "option" and each.member(text) and each.applies(sentence)
        )

    def also_true_for(self, text: str) -> tuple[AlsoTrue, ...]:
        """Return what is also true of the topic of a stem or head."""
        return self.index.topics_of(text)

    def extended(
        self,
        terms: Iterable[str | Term] = (),
        confusable_sets: Iterable[ConfusableSet] = (),
        set_phrases: Iterable[SetPhrase] = (),
        also_true: Iterable[AlsoTrue] = (),
    ) -> Lexicon:
        """Return a lexicon with a trainer's own entries added.

        A term or set phrase that is known already is left as it is. A set or
        topic with the id of a known one takes its place. With nothing new the
        lexicon itself comes back.
        """
        new_terms = _new_terms(self.words, terms)
        new_phrases = _new_phrases(self.set_phrases, set_phrases)
        new_sets = tuple({each.id: each for each in confusable_sets}.values())
        new_topics = tuple({each.id: each for each in also_true}.values())
        known = {*self.confusable_sets, *self.also_true}
        if not new_terms and not new_phrases and known.issuperset((*new_sets, *new_topics)):
            return self
        return replace(
            self,
            words=self.words + new_terms,
            set_phrases=self.set_phrases + new_phrases,
            confusable_sets=_without(self.confusable_sets, new_sets) + new_sets,
            also_true=_without(self.also_true, new_topics) + new_topics,
            fingerprint=_fingerprint_of_additions(
                self.fingerprint, (new_terms, new_phrases, new_sets, new_topics)
            ),
        )


Identified = TypeVar("Identified", ConfusableSet, AlsoTrue)


def _without(known: tuple[Identified, ...], new: tuple[Identified, ...]) -> tuple[Identified, ...]:
    """Return the known entries whose place no new one takes."""
    replaced = {each.id for each in new}
    return tuple(each for each in known if each.id not in replaced)


def _new_phrases(
    known: tuple[SetPhrase, ...], phrases: Iterable[SetPhrase]
) -> tuple[SetPhrase, ...]:
    """Return the set phrases that are not known yet, once each, in the order given."""
    seen = {phrase.canonical for phrase in known}
    added = {each.canonical: each for each in phrases if each.canonical not in seen}
    return tuple(added.values())


def _new_terms(known: tuple[Term, ...], terms: Iterable[str | Term]) -> tuple[Term, ...]:
    """Return the terms that are not known yet, once each, in the order given."""
    seen = {term.text for term in known}
    added: list[Term] = []
    for each in terms:
        term = Term(each) if isinstance(each, str) else each
        if term.text and term.text not in seen:
            seen.add(term.text)
            added.append(term)
    return tuple(added)


def _fingerprint_of_additions(base: str, additions: Iterable[tuple[Any, ...]]) -> str:
    """Hash the additions, kind by kind, on top of the fingerprint they were added to."""
    content = [base, *([asdict(each) for each in entries] for entries in additions)]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
