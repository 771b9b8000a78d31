"""
A paper as it was frozen: everything needed to show and to mark it, for good.

The snapshot holds the wordings themselves, so that no later change of the bank can
touch a paper that somebody has sat.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.questions.values import Item, ItemType
from question_bank.storage.audit import Deed, record
from question_bank.storage.contents import item_from_json, item_to_json
from question_bank.storage.documents import titles_of_versions
from question_bank.storage.models import Attempt, Paper, PaperQuestion, PaperVersion, Revision
from question_bank.storage.models.values import PaperState, ScoringRule
from question_bank.storage.papers import flush, require_state, require_version


@dataclass(frozen=True, slots=True)
class FrozenQuestion:
    """
    One question of a frozen paper, in the wording then in force.

    Attributes:
        points: Full mark.
        source: ``{"document_version_id", "start", "end", "quote"}`` or `None`.
        document: The title of the source's document then; empty without one. `None` in
            papers that were frozen before titles were kept: see `titles_asked`.
    """

    question_id: int
    revision_id: int
    points: Decimal
    item: Item
    source: Mapping[str, Any] | None = None
    document: str | None = None


@dataclass(frozen=True, slots=True)
class FrozenSection:
    """A part of a frozen paper; never empty."""

    type: ItemType
    title: str
    questions: tuple[FrozenQuestion, ...]

    @property
    def points(self) -> Decimal:
        """Full mark of the section."""
        return sum((each.points for each in self.questions), Decimal(0))


@dataclass(frozen=True, slots=True)
class FrozenPaper:
    """
    What a version of a paper says.

    Attributes:
        part_points: Of each right tick under `ScoringRule.FIXED`.
        seed: What the questions were drawn by.
    """

    title: str
    instructions: str
    scoring_rule: ScoringRule
    part_points: Decimal | None
    pass_mark: Decimal | None
    shuffle_questions: bool
    shuffle_options: bool
    seed: str
    sections: tuple[FrozenSection, ...]

    @property
    def questions(self) -> tuple[FrozenQuestion, ...]:
        """All questions in the order of the paper."""
        return tuple(each for section in self.sections for each in section.questions)

    @property
    def total(self) -> Decimal:
        """Full mark."""
        return sum((section.points for section in self.sections), Decimal(0))


@dataclass(frozen=True, slots=True)
class SatVersion:
    """
    The version of a paper that is sat, without its row.

    Attributes:
        max_score: Full mark.
    """

    id: int
    max_score: Decimal
    paper: FrozenPaper


#: Everybody who comes to a paper asks for it: built once.
_SAT: Final = (
    select(PaperVersion.id, PaperVersion.max_score, cast(PaperVersion.snapshot, Text))
    .where(PaperVersion.paper_id == bindparam("paper"))
    .order_by(PaperVersion.number.desc())
    .limit(1)
)


@dataclass(frozen=True, slots=True)
class Choice:
    """A question that was picked for a paper: its number, its wording, what it earns."""

    question_id: int
    revision_id: int
    points: Decimal


def describe(
    session: Session, paper: Paper, sections: Sequence[tuple[ItemType, str, Sequence[Choice]]]
) -> dict[str, Any]:
    """
    Return the snapshot of *paper* with the questions of *sections*; not stored yet.

    Args:
        session: Reads the wordings.
        paper: Whose settings hold.
        sections: Type, title and questions of each, in order.
    """
    ids = [choice.revision_id for _type, _title, chosen in sections for choice in chosen]
    rows = session.scalars(select(Revision).where(Revision.id.in_(ids)))
    revisions = {row.id: row for row in rows}
    titles = titles_of_versions(session, _versions(row.source for row in revisions.values()))
    return {
        "title": paper.title,
        "instructions": paper.instructions,
        "scoring_rule": paper.scoring_rule.value,
        "part_points": _text(paper.part_points),
        "pass_mark": _text(paper.pass_mark),
        "shuffle_questions": paper.shuffle_questions,
        "shuffle_options": paper.shuffle_options,
        "seed": "",
        "sections": [
            {
                "type": item_type.value,
                "title": title,
                "questions": [
                    _question(choice, revisions[choice.revision_id], titles) for choice in chosen
                ],
            }
            for item_type, title, chosen in sections
            if chosen
        ],
    }


def read_snapshot(snapshot: Mapping[str, Any]) -> FrozenPaper:
    """Return what a snapshot says."""
    return FrozenPaper(
        title=snapshot["title"],
        instructions=snapshot["instructions"],
        scoring_rule=ScoringRule(snapshot["scoring_rule"]),
        part_points=_decimal(snapshot["part_points"]),
        pass_mark=_decimal(snapshot["pass_mark"]),
        shuffle_questions=snapshot["shuffle_questions"],
        shuffle_options=snapshot["shuffle_options"],
        seed=snapshot["seed"],
        sections=tuple(
            FrozenSection(
                ItemType(section["type"]),
                section["title"],
                tuple(map(_frozen_question, section["questions"])),
            )
            for section in snapshot["sections"]
        ),
    )


def freeze(
    session: Session,
    paper: Paper,
    snapshot: Mapping[str, Any],
    *,
    lock_version: int,
    by_id: int,
    now: datetime,
) -> PaperVersion:
    """
    Keep *snapshot* for good as the newest version of a draft; from now on it can be sat.

    Raises:
        ConflictError: If somebody changed the paper since it was shown.
        InvalidInputError: If it is no draft, or has no question.
    """
    require_version(paper, lock_version)
    require_state(paper, PaperState.DRAFT)
    frozen = read_snapshot(snapshot)
    if not frozen.questions:
        raise InvalidInputError("paper.has_no_question")
    newest = newest_version(session, paper.id)
    version = PaperVersion(
        paper_id=paper.id,
        number=1 if newest is None else newest.number + 1,
        snapshot=dict(snapshot),
        max_score=frozen.total,
        created_at=now,
        created_by_id=by_id,
    )
    session.add(version)
    session.flush()
    asked = dict.fromkeys(each.question_id for each in frozen.questions)
    session.add_all(PaperQuestion(paper_version_id=version.id, question_id=id_) for id_ in asked)
    paper.state, paper.edited_at = PaperState.FROZEN, now
    details = {"questions": len(frozen.questions), "points": str(frozen.total)}
    record(session, Deed("paper.freeze", by_id, "paper", paper.id, details), now)
    flush(session)
    return version


def thaw(session: Session, paper: Paper, *, lock_version: int, by_id: int, now: datetime) -> None:
    """
    Make a frozen paper a draft again, as long as nobody has sat it.

    Raises:
        ConflictError: If somebody changed the paper since it was shown.
        InvalidInputError: If it is not frozen, or somebody has sat it.
    """
    require_version(paper, lock_version)
    require_state(paper, PaperState.FROZEN)
    sat = (
        select(Attempt.id)
        .join(PaperVersion, PaperVersion.id == Attempt.paper_version_id)
        .where(PaperVersion.paper_id == paper.id)
        .limit(1)
    )
    if session.scalar(sat) is not None:
        raise InvalidInputError("paper.was_sat")
    paper.state, paper.edited_at = PaperState.DRAFT, now
    record(session, Deed("paper.thaw", by_id, "paper", paper.id), now)
    flush(session)


def newest_version(session: Session, paper_id: int) -> PaperVersion | None:
    """Return the version of a paper that is sat, or `None` before the first."""
    return session.scalar(
        select(PaperVersion)
        .where(PaperVersion.paper_id == paper_id)
        .order_by(PaperVersion.number.desc())
        .limit(1)
    )


def sat_version(session: Session, paper_id: int) -> SatVersion | None:
    """Return the version of a paper that is sat as deputies begin it, or `None`."""
    row = session.execute(_SAT, {"paper": paper_id}).one_or_none()
    if row is None:
        return None
    version_id, max_score, snapshot = row
    return SatVersion(version_id, max_score, _read_text(snapshot))


@lru_cache(maxsize=32)
def _read_text(snapshot: str) -> FrozenPaper:
    """Return what the JSON of a snapshot says; that of a paper sat lately is at hand."""
    return read_snapshot(json.loads(snapshot))


def get_version(session: Session, paper_id: int) -> PaperVersion:
    """
    Return the version of a paper that is sat.

    Raises:
        NotFoundError: If it was never frozen.
    """
    version = newest_version(session, paper_id)
    if version is None:
        raise NotFoundError("paper.never_frozen")
    return version


def titles_asked(session: Session, paper: FrozenPaper) -> dict[int, str]:
    """
    Return the titles of the documents that *paper* asks about, by question; empty without one.

    They are those it was frozen with; a paper older than that tells today's.
    """
    untold = (each.source for each in paper.questions if each.document is None)
    now = titles_of_versions(session, _versions(untold))
    return {
        each.question_id: _title(each.source, now) if each.document is None else each.document
        for each in paper.questions
    }


def _versions(sources: Iterable[Mapping[str, Any] | None]) -> set[int]:
    return {source["document_version_id"] for source in sources if source is not None}


def _title(source: Mapping[str, Any] | None, titles: Mapping[int, str]) -> str:
    return titles.get(source["document_version_id"], "") if source is not None else ""


def _question(choice: Choice, revision: Revision, titles: Mapping[int, str]) -> dict[str, Any]:
    return {
        "question": choice.question_id,
        "revision": choice.revision_id,
        "points": str(choice.points),
        "item": item_to_json(item_from_json(revision.item)),
        "source": revision.source,
        "document": _title(revision.source, titles),
    }


def _frozen_question(stored: Mapping[str, Any]) -> FrozenQuestion:
    return FrozenQuestion(
        stored["question"],
        stored["revision"],
        Decimal(stored["points"]),
        item_from_json(stored["item"]),
        stored["source"],
        stored.get("document"),
    )


def _text(number: Decimal | None) -> str | None:
    return None if number is None else str(number)


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
