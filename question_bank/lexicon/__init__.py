"""Word lists of official Chinese: set phrases, confusable sets, what is also true.

Everything is data with a source, a version, the day it was checked and how
certain it is. `load_lexicon` reads what ships with the package;
`Lexicon.extended` adds what trainers entered.
"""

from __future__ import annotations

from question_bank.lexicon.collection import Lexicon, Term
from question_bank.lexicon.loading import load_lexicon
from question_bank.lexicon.values import (
    Abbreviation,
    AlsoTrue,
    Body,
    Certainty,
    ConfusableMember,
    ConfusableSet,
    Grade,
    Kind,
    KindCue,
    LawNote,
    MeetingPattern,
    NoisePattern,
    Numeral,
    Provenance,
    SetPhrase,
    Statute,
    WordList,
    WordListName,
)

__all__ = [
    "Abbreviation",
    "AlsoTrue",
    "Body",
    "Certainty",
    "ConfusableMember",
    "ConfusableSet",
    "Grade",
    "Kind",
    "KindCue",
    "LawNote",
    "Lexicon",
    "MeetingPattern",
    "NoisePattern",
    "Numeral",
    "Provenance",
    "SetPhrase",
    "Statute",
    "Term",
    "WordList",
    "WordListName",
    "load_lexicon",
]
