"""
Words that trainers taught the program: terms, set phrases, look-alikes, what is also true.

They join the shipped lexicon through `lexicon_of`; the generator and the checks then
treat them like entries of its own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session, selectinload

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.lexicon import Lexicon, Provenance
from question_bank.lexicon.values import AlsoTrue, ConfusableMember, ConfusableSet, SetPhrase
from question_bank.storage import models
from question_bank.storage.audit import Deed, record
from question_bank.storage.models.values import SetPurpose
from question_bank.storage.numbers import can_be_id

#: Entries of one kind an office may have; the generator reads them all.
MOST: Final = 2000
#: Members one set may have, and characters of a word, a reason.
MOST_MEMBERS: Final = 30
LONGEST_WORD: Final = 60
LONGEST_REASON: Final = 300
SHORTEST_TERM: Final = 2
#: Members without which a set says nothing.
FEWEST: Final = {
    SetPurpose.CONFUSABLE: 2,
    SetPurpose.ALSO_TRUE: 1,
    SetPurpose.ACCEPTED_FORMS: 0,
}


@dataclass(frozen=True, slots=True)
class WordMember:
    """One word of a set, and what tells it from the others."""

    text: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class WordSet:
    """
    What a trainer types of a set.

    Attributes:
        purpose: What the set is for.
        name: Its topic; for a set phrase the canonical wording.
        members: Look-alikes, things that are true, or other right forms of the phrase.
        words: Words one of which must stand in a sentence; empty: a member is enough.
            Of a set phrase, those that may be asked for, in its order.
        source: Where it can be looked up; may be empty.
    """

    purpose: SetPurpose
    name: str
    members: tuple[WordMember, ...] = ()
    words: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class OwnWords:
    """Everything trainers added that is in use, each kind by name."""

    terms: tuple[models.Term, ...]
    sets: tuple[models.ConfusableSet, ...]


# --- reading ------------------------------------------------------------------


def own_words(session: Session, *, also_inactive: bool = False) -> OwnWords:
    """Return the trainers' own words, terms by text and sets by purpose and name."""
    terms = select(models.Term).order_by(models.Term.text).limit(MOST)
    sets = (
        select(models.ConfusableSet)
        .order_by(models.ConfusableSet.purpose, models.ConfusableSet.name)
        .limit(MOST)
        .options(selectinload(models.ConfusableSet.members))
    )
    if not also_inactive:
        terms = terms.where(models.Term.active)
        sets = sets.where(models.ConfusableSet.active)
    return OwnWords(tuple(session.scalars(terms)), tuple(session.scalars(sets)))


def get_set(session: Session, set_id: int) -> models.ConfusableSet:
    """
    Return one set with its members.

    Raises:
        NotFoundError: If there is none.
    """
    found = session.get(models.ConfusableSet, set_id) if can_be_id(set_id) else None
    if found is None:
        raise NotFoundError("words.not_found", id=set_id)
    return found


def lexicon_of(session: Session, shipped: Lexicon) -> Lexicon:
    """Return *shipped* with the trainers' own words; the same value if there are none."""
    own = own_words(session)
    by_purpose = {
        purpose: [row for row in own.sets if row.purpose is purpose] for purpose in SetPurpose
    }
    return shipped.extended(
        terms=(row.text for row in own.terms),
        confusable_sets=map(_look_alikes, by_purpose[SetPurpose.CONFUSABLE]),
        set_phrases=map(_phrase, by_purpose[SetPurpose.ACCEPTED_FORMS]),
        also_true=map(_topic, by_purpose[SetPurpose.ALSO_TRUE]),
    )


def _look_alikes(row: models.ConfusableSet) -> ConfusableSet:
    return ConfusableSet(
        id=f"own-{row.id}",
        topic=row.name,
        applies_to=tuple(row.words),
        members=tuple(ConfusableMember(each.text, (), each.reason) for each in row.members),
        grade="option",
        note=row.reason,
        provenance=_provenance(row),
    )


def _phrase(row: models.ConfusableSet) -> SetPhrase:
    return SetPhrase(
        canonical=row.name,
        name="",
        variants=tuple(each.text for each in row.members),
        older=(),
        slots=tuple(row.words),
        closed_list=(),
        protected=True,
        note=row.reason,
        provenance=_provenance(row),
    )


def _topic(row: models.ConfusableSet) -> AlsoTrue:
    return AlsoTrue(
        id=f"own-{row.id}",
        topic=row.name,
        triggers=tuple((word,) for word in row.words) or ((row.name,),),
        never_wrong=tuple(each.text for each in row.members),
        safe_wrong=(),
        swap_forbidden=(),
        cloze_only=False,
        siblings_allowed=True,
        note=row.reason,
        provenance=_provenance(row),
    )


def _provenance(row: models.ConfusableSet) -> Provenance:
    day = row.created_at.date()
    return Provenance(row.source or "本单位培训人员录入", day.isoformat(), day, "common")


# --- writing ------------------------------------------------------------------


def add_term(
    session: Session, text: str, source: str, by_id: int | None, now: datetime
) -> models.Term:
    """
    Add a word that is to be kept whole.

    Raises:
        InvalidInputError: If it is too short or long, known already, or one too many.
    """
    _require(SHORTEST_TERM <= len(text) <= LONGEST_WORD, "words.term_length")
    _require(_is_plain(text), "words.not_plain")
    known = session.scalar(select(models.Term.id).where(models.Term.text == text))
    _require(known is None, "words.known")
    _require(_count(session, models.Term) < MOST, "words.too_many")
    row = models.Term(text=text, source=source, created_at=now, created_by_id=by_id)
    session.add(row)
    session.flush()
    record(session, Deed("words.add", by_id, "term", row.id, {"text": text}), now)
    return row


def save_set(
    session: Session, content: WordSet, set_id: int | None, by_id: int | None, now: datetime
) -> models.ConfusableSet:
    """
    Add a set, or give set *set_id* this content.

    Raises:
        InvalidInputError: If the content makes no sense or the name is taken.
        NotFoundError: If there is no such set.
    """
    _require_sense(content)
    row = get_set(session, set_id) if set_id is not None else _new_set(session, content, now)
    row.created_by_id = row.created_by_id or by_id
    _require(_is_free(session, content, row), "words.known")
    row.name, row.source = content.name, content.source
    row.words = list(content.words)
    row.members.clear()
    session.flush()
    row.members.extend(
        models.ConfusableMember(position=position, text=each.text, reason=each.reason)
        for position, each in enumerate(content.members, start=1)
    )
    session.flush()
    deed = "words.add" if set_id is None else "words.change"
    record(session, Deed(deed, by_id, "confusable_set", row.id, {"name": row.name}), now)
    return row


def switch_term(
    session: Session, term_id: int, *, on: bool, by_id: int | None, now: datetime
) -> None:
    """
    Use a term from now on, or no longer.

    Raises:
        NotFoundError: If there is no such term.
    """
    row = session.get(models.Term, term_id) if can_be_id(term_id) else None
    if row is None:
        raise NotFoundError("words.not_found", id=term_id)
    _switch(session, row, on=on, by_id=by_id, now=now)


def switch_set(
    session: Session, set_id: int, *, on: bool, by_id: int | None, now: datetime
) -> None:
    """
    Use a set from now on, or no longer.

    Raises:
        NotFoundError: If there is no such set.
    """
    _switch(session, get_set(session, set_id), on=on, by_id=by_id, now=now)


def _switch(
    session: Session,
    row: models.Term | models.ConfusableSet,
    *,
    on: bool,
    by_id: int | None,
    now: datetime,
) -> None:
    if row.active is on:
        return
    row.active = on
    deed = "words.switch_on" if on else "words.switch_off"
    record(session, Deed(deed, by_id, row.__tablename__, row.id), now)


def _new_set(session: Session, content: WordSet, now: datetime) -> models.ConfusableSet:
    _require(_count(session, models.ConfusableSet) < MOST, "words.too_many")
    row = models.ConfusableSet(purpose=content.purpose, name=content.name, created_at=now)
    _require(_is_free(session, content, row), "words.known")
    session.add(row)
    session.flush()
    return row


def _is_free(session: Session, content: WordSet, row: models.ConfusableSet) -> bool:
    """Tell whether no other set of the purpose has the name."""
    query = select(models.ConfusableSet.id).where(
        models.ConfusableSet.purpose == row.purpose, models.ConfusableSet.name == content.name
    )
    with session.no_autoflush:
        return session.scalar(query) in {None, row.id}


def _require_sense(content: WordSet) -> None:
    texts = [each.text for each in content.members]
    words = (content.name, *texts, *content.words)
    _require(SHORTEST_TERM <= len(content.name) <= LONGEST_WORD * 2, "words.name_length")
    _require(all(0 < len(word) <= LONGEST_WORD * 2 for word in words), "words.member_length")
    _require(all(map(_is_plain, words)), "words.not_plain")
    is_phrase = content.purpose is SetPurpose.ACCEPTED_FORMS
    _require(not is_phrase or _stand_in_order(content), "words.slots")
    _require(len(texts) >= FEWEST[content.purpose], "words.too_few_members")
    _require(len(texts) <= MOST_MEMBERS, "words.too_many_members")
    _require(len(set(texts)) == len(texts), "words.same_members")
    _require(all(len(each.reason) <= LONGEST_REASON for each in content.members), "words.reason")
    has_reasons = all(each.reason for each in content.members)
    _require(content.purpose is not SetPurpose.CONFUSABLE or has_reasons, "words.no_reason")


def _stand_in_order(phrase: WordSet) -> bool:
    """Tell whether the words to ask for stand in the phrase one after another, not all of it."""
    place = 0
    for word in phrase.words:
        found = phrase.name.find(word, place)
        if found < 0:
            return False
        place = found + len(word)
    return sum(map(len, phrase.words)) < len(phrase.name)


def _require(holds: bool, message_id: str) -> None:  # noqa: FBT001 -- reads as a sentence
    if not holds:
        raise InvalidInputError(message_id)


def _is_plain(text: str) -> bool:
    """Tell whether a text is printable and has no white space at its ends or line breaks."""
    return text.isprintable() and text == text.strip()


def _count(session: Session, table: type[models.Term | models.ConfusableSet]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0
