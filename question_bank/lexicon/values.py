"""The kinds of entry a lexicon holds, as frozen values.

Every entry says where it comes from (`Provenance`). What is not known for
certain may ask a trainer to look and no more: see `Provenance.is_decisive`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    import datetime as dt

#: "verified": read word for word in a copy of the law or document it cites;
#: "common": established usage, met in public text; "unsure": somebody's guess.
Certainty = Literal["verified", "common", "unsure"]

#: "option": the members may be options of one question. "spelling": the
#: members look alike and only serve as feedback on a typed answer.
Grade = Literal["option", "spelling"]

#: The kinds of key point. They are spelt here because a lexicon stands below
#: every other stage.
Kind = Literal["duty", "right", "obligation", "slogan", "system", "method"]

WordListName = Literal[
    "absolute",
    "ambiguous_rights",
    "courtesy",
    "dangling_pronoun",
    "function",
    "hollow_head",
    "list_ending",
    "media",
    "negative",
    "open_group",
    "open_place",
    "praise",
    "public_role",
    "quantity_unit",
    "vague",
    "worn_series",
]


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where an entry comes from and how far it may be trusted.

    `version` is the version of the source: for a law the day of its latest
    amendment, ISO form. `checked_on` is the day somebody compared the entry
    with its source, or None if nobody has.
    """

    source: str
    version: str
    checked_on: dt.date | None
    certainty: Certainty

    @property
    def is_decisive(self) -> bool:
        """Say whether the entry may publish or block; otherwise it may only raise a review."""
        return (
            bool(self.source)
            and bool(self.version)
            and self.checked_on is not None
            and self.certainty != "unsure"
        )


@dataclass(frozen=True, slots=True)
class SetPhrase:
    """A fixed wording of official language.

    `canonical` is the running text as it stands in a sentence. `name` is what
    the phrase is called ("四个意识"), or "". `slots` are the substrings of
    `canonical` worth blanking, in their order; `closed_list` the members, in
    their order, if the phrase enumerates a list that has no others. `older`
    are outdated or misquoted forms to catch. A `protected` phrase is never
    altered to make a wrong option or a false statement.
    """

    canonical: str
    name: str
    variants: tuple[str, ...]
    older: tuple[str, ...]
    slots: tuple[str, ...]
    closed_list: tuple[str, ...]
    protected: bool
    note: str
    provenance: Provenance

    @property
    def forms(self) -> tuple[str, ...]:
        """Return every form that counts as correct, the canonical one first."""
        return (self.canonical, *self.variants)

    def misquotations(self, text: str) -> tuple[str, ...]:
        """Return the outdated or wrong forms that stand in `text` outside a correct one.

        “道路自信、理论自信、制度自信” is the beginning of today's wording too, so
        correct forms are taken out first.
        """
        rest = text
        for form in sorted(self.forms, key=len, reverse=True):
            rest = rest.replace(form, "\n")
        return tuple(form for form in self.older if form in rest)


@dataclass(frozen=True, slots=True)
class ConfusableMember:
    """One text that can be a wrong option.

    `variants` are other spellings of the same thing, so never wrong beside it.
    `reason` is a Chinese sentence that says what the text is true of; a
    learner who chose it wrongly reads it.
    """

    text: str
    variants: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ConfusableSet:
    """Things that are told apart by law or usage, each wrong where another is right.

    `applies_to` are words one of which must stand in the sentence for the
    set to be used; empty means that a member itself is enough.
    """

    id: str
    topic: str
    applies_to: tuple[str, ...]
    members: tuple[ConfusableMember, ...]
    grade: Grade
    note: str
    provenance: Provenance

    def applies(self, sentence: str) -> bool:
        """Say whether the set may be used for a sentence or stem."""
        return not self.applies_to or any(map(sentence.__contains__, self.applies_to))

    def member(self, text: str) -> ConfusableMember | None:
        """Return the member that `text` is, under any of its spellings."""
        for member in self.members:
            if text == member.text or text in member.variants:
                return member
        return None


@dataclass(frozen=True, slots=True)
class AlsoTrue:
    """What is true of a topic although a text may not say it.

    Each trigger is a group of words that must all stand in the stem or head.
    `never_wrong` may never be offered as wrong there, `safe_wrong` may.
    `swap_forbidden` are pairs of labels that must not be exchanged in a false
    statement about the topic. `cloze_only` means that a key out of
    `never_wrong` has no wrong option at all. `siblings_allowed` lifts both for
    labelled siblings of one passage (监督执行 beside 参与决策 when the question
    asks which label a content belongs to).
    """

    id: str
    topic: str
    triggers: tuple[tuple[str, ...], ...]
    never_wrong: tuple[str, ...]
    safe_wrong: tuple[ConfusableMember, ...]
    swap_forbidden: tuple[tuple[str, str], ...]
    cloze_only: bool
    siblings_allowed: bool
    note: str
    provenance: Provenance

    def matches(self, text: str) -> bool:
        """Say whether a stem or head is about this topic."""
        return any(all(word in text for word in trigger) for trigger in self.triggers)

    def covers(self, text: str) -> bool:
        """Say whether `text` is one of the truths, a part of one, or one with a verb before it."""
        return any(_is_covered(text, truth) for truth in self.never_wrong)

    def refuses_option(self, option: str, *, labelled_sibling: bool = False) -> bool:
        """Say whether `option` may not be offered as wrong beside this topic."""
        return self.covers(option) and not (labelled_sibling and self.siblings_allowed)

    def refuses_choice(self, key: str, *, labelled_siblings: bool = False) -> bool:
        """Say whether no choice item at all may be made of `key`."""
        exempt = labelled_siblings and self.siblings_allowed
        return self.cloze_only and self.covers(key) and not exempt


#: A part shorter than this says nothing: 机关 stands in 国家权力机关.
_SHORTEST_PART = 3
#: 参加视察 is 视察; 总理签署国务院令 is not 国务院.
_LONGEST_VERB = 2


@lru_cache(maxsize=4_096)
def _is_covered(text: str, truth: str) -> bool:
    """Say whether a text is a truth, a telling part of it, or it with a short verb before it."""
    is_part = len(text) >= _SHORTEST_PART and text in truth
    has_verb = text.endswith(truth) and len(text) - len(truth) <= _LONGEST_VERB
    return is_part or has_verb


@dataclass(frozen=True, slots=True)
class Body:
    """A body, an office or a meeting with its short names.

    `category` is "congress", "government", "supervision", "court",
    "procuratorate", "party", "consultative", "people", "office" or "meeting".
    """

    name: str
    short_names: tuple[str, ...]
    category: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Statute:
    """A law or rule: full name without 《》, short names, day of the version meant.

    `in_force` is the day of the latest amendment known here (ISO form).
    `ambiguous` are short names that another statute shares.
    """

    name: str
    short_names: tuple[str, ...]
    ambiguous: tuple[str, ...]
    in_force: str
    category: str
    note: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Abbreviation:
    """A full name and one short name that means the same."""

    full: str
    short: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class MeetingPattern:
    """A regular expression for the name of a meeting or document, with an example it matches."""

    pattern: str
    kind: str
    example: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class WordList:
    """A named list of words and what a check does with them."""

    name: WordListName
    words: tuple[str, ...]
    use: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class NoisePattern:
    """A regular expression for text that the scrape put there.

    `scope` "inline": the match itself is noise wherever it stands. "line":
    a whole line that it matches is noise. `certain` False: flag, do not cut.
    """

    pattern: str
    comment: str
    scope: Literal["inline", "line"]
    certain: bool
    examples: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class KindCue:
    """Words that speak for one kind of key point.

    `heads` are nouns that head a list or a definition (职责); `verbs` open a
    norm or a claim (应当). Both in falling order of strength.
    """

    kind: Kind
    heads: tuple[str, ...]
    verbs: tuple[str, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Numeral:
    """A Chinese numeral and its value."""

    text: str
    value: int


@dataclass(frozen=True, slots=True)
class LawNote:
    """A wording that law contradicts, outgrew or narrows.

    `phrases` are the exact wordings to find. `level` is what the finding does
    ("note" or "review"); `slip` marks an author's slip, which may be neither key
    nor stem. `law_wording` is what the law says instead, or "".
    """

    message_id: str
    phrases: tuple[str, ...]
    law_wording: str
    level: Literal["note", "review"]
    slip: bool
    text: str
    provenance: Provenance
