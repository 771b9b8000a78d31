"""Carry out a planned import, all of it or nothing."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.orm import Session

from question_bank.errors import ConflictError
from question_bank.export.exchange.planning import Fate, Plan, Planned
from question_bank.export.exchange.values import Part, PortableQuestion
from question_bank.questions.values import Finding, Item
from question_bank.storage import questions
from question_bank.storage.contents import evidence_of
from question_bank.storage.imports import (
    Incoming,
    WantedSource,
    create_questions,
    find_source,
    record_import,
)
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from question_bank.storage.wordings import Source

Check = Callable[[Item], tuple[Finding, ...]]
#: Draws a permanent number for a question that has none.
Draw = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Wishes:
    """
    What a person decided about a plan.

    Attributes:
        status: Where new questions go: draft or review.
        updates: Index of each update to carry out, with the lock version shown.
        repeated: Index of each repetition to store all the same.
        keeps_status: Whether a question keeps the status that the file says.
        name: Of the file, for the audit log.
    """

    status: Status = Status.DRAFT
    updates: Mapping[int, int] = field(default_factory=dict)
    repeated: frozenset[int] = frozenset()
    keeps_status: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Numbers of the questions that came and that changed, and how many were left out."""

    created: tuple[int, ...]
    updated: tuple[int, ...]
    left_out: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """
    What a person wants of a plan.

    Attributes:
        updates: Questions to change.
        fresh: Questions to store as new ones.
        left_out: How many of the file are neither, and differ from the bank.
    """

    updates: tuple[Planned, ...]
    fresh: tuple[Planned, ...]
    left_out: int


def choose(plan: Plan, wishes: Wishes) -> Chosen:
    """
    Return what of *plan* was wished.

    Raises:
        ConflictError: If something that was shown as an update is none any more.
    """
    updates = tuple(entry for entry in plan.of(Fate.UPDATE) if entry.index in wishes.updates)
    if len(updates) < len(wishes.updates):
        raise ConflictError("import.changed_meanwhile")
    fresh = tuple(
        entry
        for entry in plan.entries
        if entry.fate is Fate.NEW
        or (entry.fate is Fate.DUPLICATE and entry.index in wishes.repeated)
    )
    rest = len(plan.entries) - len(updates) - len(fresh) - len(plan.of(Fate.UNCHANGED))
    return Chosen(updates, fresh, rest)


@dataclass(frozen=True, slots=True)
class Importer:
    """
    Who imports, when, and what the checks say.

    Attributes:
        check: Returns every finding on an item.
        draw: Returns a new permanent number each time.
    """

    session: Session
    check: Check
    draw: Draw
    by_id: int | None
    now: datetime

    def carry_out(self, plan: Plan, wishes: Wishes) -> Outcome:
        """
        Store what was wished and return what came of it; the caller commits.

        Raises:
            ConflictError: If a question was changed since it was shown.
            InvalidInputError: If one could be neither shown nor marked.
        """
        chosen = choose(plan, wishes)
        updated = [self.update(entry, wishes.updates[entry.index]) for entry in chosen.updates]
        incoming = [self.incoming(entry, wishes) for entry in chosen.fresh]
        created = create_questions(self.session, incoming, by_id=self.by_id, now=self.now)
        outcome = Outcome(tuple(created), tuple(updated), chosen.left_out)
        self.record(outcome, wishes)
        return outcome

    def incoming(self, entry: Planned, wishes: Wishes) -> Incoming:
        """Return a new question with what the checks say of it and where its source stands."""
        question = entry.question
        content = questions.Content(
            item=entry.item,
            source=self._source(entry),
            findings=self.check(entry.item),
            tags=question.tags,
            points=question.points,
        )
        is_new_number = entry.fate is Fate.DUPLICATE or not question.guid
        status = wishes.status
        if wishes.keeps_status and question.status and _can_stand(question):
            status = Status(question.status)
        return Incoming(
            content=content,
            guid=self.draw() if is_new_number else question.guid,
            status=status,
            status_reason=question.status_reason if wishes.keeps_status else "",
            fact=question.fact,
        )

    def _source(self, entry: Planned) -> Source | None:
        source = entry.question.source
        if source is None:
            return None
        wanted = WantedSource(source.document, source.sha256, source.start, source.quote)
        return find_source(self.session, wanted)

    def update(self, entry: Planned, lock_version: int) -> int:
        """
        Change a question and return its number; one that deputies saw goes back to review.

        Raises:
            ConflictError: If it was changed since it was shown.
        """
        assert entry.question_id is not None  # noqa: S101  an update has a question
        row = questions.get_question(self.session, entry.question_id)
        question = entry.question
        is_silent = {part: part in question.unsaid for part in (Part.TAGS, Part.POINTS)}
        content = questions.Content(
            item=entry.item,
            source=_stored_source(row),
            findings=self.check(entry.item),
            tags=tuple(tag.name for tag in row.tags) if is_silent[Part.TAGS] else question.tags,
            points=row.points if is_silent[Part.POINTS] else question.points,
        )
        edit = questions.Edit(row.id, lock_version, content)
        was_public, before = row.status is Status.PUBLISHED, row.content_hash
        edited = questions.edit_question(self.session, edit, by_id=self.by_id, now=self.now)
        if was_public and edited.content_hash != before:
            move = questions.Move(row.id, Status.REVIEW, self.by_id)
            questions.move_question(self.session, move, self.now)
        return entry.question_id

    def record(self, outcome: Outcome, wishes: Wishes) -> None:
        """Write down what came of an import."""
        details: dict[str, str | int] = {
            "file": wishes.name,
            "created": len(outcome.created),
            "updated": len(outcome.updated),
            "left_out": outcome.left_out,
        }
        record_import(self.session, by_id=self.by_id, details=details, now=self.now)


def _can_stand(question: PortableQuestion) -> bool:
    """Tell whether the bank takes a question with the status that its file says."""
    return question.status != Status.REJECTED.value or bool(question.status_reason.strip())


def _stored_source(row: Question) -> Source | None:
    evidence = evidence_of(row)
    if evidence is None or row.document_version_id is None:
        return None
    return Source(row.document_version_id, evidence)
