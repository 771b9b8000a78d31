"""What would become of each question of a file in this bank, before anything is changed."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from question_bank.export.exchange.merging import merged, renumbered, tidied
from question_bank.export.exchange.values import Found, Part, PortableQuestion, Reading
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Item
from question_bank.storage.contents import content_hash, item_of
from question_bank.storage.imports import find_same_text, stored_by_guid, text_key_of
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status


class Fate(enum.StrEnum):
    """What would become of a question."""

    NEW = "new"
    UPDATE = "update"
    UNCHANGED = "unchanged"
    DUPLICATE = "duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class Planned:
    """
    One question of the file and its fate.

    Attributes:
        index: Its place in the reading, from 0.
        found: As it was read.
        item: What would be stored.
        question_id: The question of the bank that it would change or repeats.
        twin: For a repetition inside the file: the place it repeats, as index.
        lock_version: Of the question that it would change.
        before: What that question says now.
        needs_consent: Whether deputies see that question, or somebody has signed it.
        reason: Why it is refused; a message id.
    """

    index: int
    found: Found
    fate: Fate
    item: Item
    question_id: int | None = None
    twin: int | None = None
    lock_version: int = 0
    before: Item | None = None
    needs_consent: bool = False
    reason: str = ""

    @property
    def question(self) -> PortableQuestion:
        """The question as it was read."""
        return self.found.question


@dataclass(frozen=True, slots=True)
class Plan:
    """All fates, in the order of the file."""

    entries: tuple[Planned, ...]

    def of(self, fate: Fate) -> tuple[Planned, ...]:
        """Return the entries with one fate."""
        return tuple(entry for entry in self.entries if entry.fate is fate)


def plan_import(session: Session, reading: Reading, kind: Kind = Kind.SYSTEM) -> Plan:
    """
    Work out what would become of each question.

    Args:
        session: The bank.
        reading: What a file gave.
        kind: Of questions that do not say what they teach.
    """
    guids = {each.question.guid for each in reading.found} - {""}
    stored = stored_by_guid(session, guids)
    fresh = {
        index: _fresh_item(each.question, kind)
        for index, each in enumerate(reading.found)
        if each.question.guid not in stored
    }
    keys = {index: text_key_of(item) for index, item in fresh.items()}
    twins = find_same_text(session, set(keys.values()))
    seen: dict[str, int] = {}
    entries = []
    for index, each in enumerate(reading.found):
        row = stored.get(each.question.guid)
        if row is not None:
            entries.append(_against(index, each, row))
            continue
        key = keys[index]
        entries.append(_fresh(index, each, fresh[index], (twins.get(key), seen.get(key))))
        seen.setdefault(key, index)
    return Plan(tuple(entries))


def _fresh_item(question: PortableQuestion, kind: Kind) -> Item:
    item = question.item
    if Part.KIND in question.unsaid:
        item = replace(item, kind=kind)
    if not question.guid:
        item = tidied(item)
    return renumbered(item) if Part.NUMBERS in question.unsaid else item


def _fresh(index: int, found: Found, item: Item, twins: tuple[int | None, int | None]) -> Planned:
    in_bank, in_file = twins
    is_twin = in_bank is not None or in_file is not None
    fate = Fate.DUPLICATE if is_twin else Fate.NEW
    return Planned(index, found, fate, item, question_id=in_bank, twin=in_file)


def _against(index: int, found: Found, row: Question) -> Planned:
    """Return what would become of a stored question."""
    question, before = found.question, item_of(row)
    planned = Planned(
        index,
        found,
        Fate.UPDATE,
        question.item,
        question_id=row.id,
        lock_version=row.lock_version,
        before=before,
        needs_consent=row.signed_at is not None or row.status in {Status.PUBLISHED, Status.RETIRED},
    )
    if row.type is not question.item.type:
        return replace(planned, fate=Fate.REFUSED, reason="import.other_type")
    item = merged(question.item, before, question.unsaid)
    planned = replace(planned, item=item)
    if _is_unchanged(question, item, row):
        return replace(planned, fate=Fate.UNCHANGED)
    if row.status is Status.REJECTED:
        return replace(planned, fate=Fate.REFUSED, reason="import.was_rejected")
    return planned


def _is_unchanged(question: PortableQuestion, item: Item, row: Question) -> bool:
    said: Mapping[Part, bool] = {
        Part.POINTS: question.points == row.points,
        Part.TAGS: set(question.tags) == {tag.name for tag in row.tags},
    }
    return (
        content_hash(item, row.source_quote or "") == row.content_hash
        and item.difficulty == row.difficulty
        and all(is_same for part, is_same in said.items() if part not in question.unsaid)
    )
