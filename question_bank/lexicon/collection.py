"""A whole lexicon as one frozen value, and how trainers' additions join it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass, field, replace
from typing import TYPE_CHECKING

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
    ) -> Lexicon:
        """Return a lexicon with a trainer's own terms and confusable sets added.

        A term that is known already is left as it is. A set with the id of a
        known set takes its place. With nothing new the lexicon itself comes back.
        """
        new_terms = _new_terms(self.words, terms)
        new_sets = tuple({each.id: each for each in confusable_sets}.values())
        if not new_terms and all(each in self.confusable_sets for each in new_sets):
            return self
        replaced = {each.id for each in new_sets}
        kept = tuple(each for each in self.confusable_sets if each.id not in replaced)
        return replace(
            self,
            words=self.words + new_terms,
            confusable_sets=kept + new_sets,
            fingerprint=_fingerprint_of_additions(self.fingerprint, new_terms, new_sets),
        )


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


def _fingerprint_of_additions(
    base: str, terms: tuple[Term, ...], sets: tuple[ConfusableSet, ...]
) -> str:
    """Hash the additions on top of the fingerprint they were added to."""
    content = [base, [asdict(term) for term in terms], [asdict(each) for each in sets]]
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()
