"""
Store what the generator made, as often as it runs.

The same run again changes nothing. What a person rejected, retired, edited or
signed stays as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.questions.values import Level, Verdict
from question_bank.questions.values import Question as Generated
from question_bank.storage.audit import Deed, record
from question_bank.storage.contents import findings_to_json, item_to_json
from question_bank.storage.models import (
    GenerationRun,
    KeyPoint,
    Question,
    RefusedCandidate,
)
from question_bank.storage.models.values import Origin, Status
from question_bank.storage.overlaps import Overlaps
from question_bank.storage.wordings import (
    Source,
    new_revision,
    write_findings,
    write_item,
    write_parts,
)

if TYPE_CHECKING:
    # Only its shape is needed; importing it would load the whole generator.
    from question_bank.keypoints.values import KeyPoint as Point
    from question_bank.pipeline import Generation

#: Kinds of which a training quiz must cover each key point.
MUST_KINDS: Final = frozenset({Kind.DUTY, Kind.RIGHT, Kind.OBLIGATION, Kind.SLOGAN})
_BATCH: Final = 500


@dataclass(frozen=True, slots=True)
class RunInfo:
    """
    What would be needed to run the generator once more alike, and what becomes of its items.

    Attributes:
        publish: Whether clean items are published without a trainer.
    """

    generator_version: str
    lexicon_fingerprint: str
    seed: int = 0
    publish: bool = False
    person_id: int | None = None


@dataclass(frozen=True, slots=True)
class Counts:
    """
    What storing a run did.

    Attributes:
        created: New questions.
        updated: Questions whose wording changed.
        unchanged: Questions that were there just so.
        kept: Questions that a person edited, signed, rejected or retired.
        refused: Candidates that the checks refused.
    """

    created: int
    updated: int
    unchanged: int
    kept: int
    refused: int

    def __add__(self, other: Counts) -> Counts:
        """Return what both did together."""
        return Counts(**{each: getattr(self, each) + getattr(other, each) for each in asdict(self)})


def save_generation(
    session: Session, version_id: int, generation: Generation, info: RunInfo, now: datetime
) -> Counts:
    """Store one run over a document version and return what it did."""
    wanted = [*generation.published, *generation.to_review]
    counts = save_questions(session, version_id, wanted, info, now)
    save_findings_of_text(session, version_id, generation)
    counts = replace(counts, refused=len(generation.refused))
    save_run(session, version_id, info, counts, now)
    return counts


def save_questions(
    session: Session,
    version_id: int,
    wanted: Sequence[Generated],
    info: RunInfo,
    now: datetime,
) -> Counts:
    """
    Store some questions of a run; those that are there just so stay as they are.

    A long run is stored a few at a time, so that nobody waits long; `save_run` ends it.
    """
    known = _known(session, wanted)
    new = [question for question in wanted if question.guid not in known]
    _create(session, version_id, new, info, now)
    changes = [
        _update(session, known[question.guid], _source(version_id, question), question, now)
        for question in wanted
        if question.guid in known
    ]
    return Counts(
        created=len(new),
        updated=changes.count("updated"),
        unchanged=changes.count("unchanged"),
        kept=changes.count("kept"),
        refused=0,
    )


def unknown_among(session: Session, wanted: Sequence[Generated]) -> list[Generated]:
    """Return the questions that the bank does not have yet, in any wording or status."""
    known = _known(session, wanted)
    return [question for question in wanted if question.guid not in known]


def save_findings_of_text(session: Session, version_id: int, generation: Generation) -> None:
    """Replace the key points and the refused candidates of a document version."""
    _save_key_points(session, version_id, generation)
    _save_refused(session, version_id, generation.refused)


def _known(session: Session, wanted: Sequence[Generated]) -> dict[str, Question]:
    guids = [question.guid for question in wanted]
    rows: list[Question] = []
    for start in range(0, len(guids), _BATCH):
        batch = guids[start : start + _BATCH]
        rows += session.scalars(select(Question).where(Question.generation_key.in_(batch)))
    return {row.generation_key: row for row in rows if row.generation_key is not None}


def _source(version_id: int, question: Generated) -> Source:
    return Source(version_id, question.evidence)


def _create(
    session: Session,
    version_id: int,
    questions: Sequence[Generated],
    info: RunInfo,
    now: datetime,
) -> None:
    rows = [_new_row(version_id, question, info, now) for question in questions]
    session.add_all(rows)
    session.flush()
    pairs = list(zip(rows, questions, strict=True))
    write_parts(
        session,
        {row.id: question.item for row, question in pairs},
        {row.id: row.search_text for row in rows},
    )
    write_findings(session, {row.id: question.findings for row, question in pairs})
    session.add_all(
        new_revision(row, question.item, None, now)
        for row, question in pairs
        if row.current_revision
    )
    session.flush()


def _new_row(version_id: int, question: Generated, info: RunInfo, now: datetime) -> Question:
    is_published = info.publish and question.verdict is Verdict.PUBLISHED
    row = Question(
        guid=question.guid,
        generation_key=question.guid,
        origin=Origin.GENERATED,
        status=Status.PUBLISHED if is_published else Status.REVIEW,
        fact=question.fact,
        importance=question.importance,
        current_revision=1 if is_published else 0,
        created_at=now,
    )
    write_item(row, question.item, _source(version_id, question), now)
    return row


def _update(
    session: Session, row: Question, source: Source, question: Generated, now: datetime
) -> str:
    """Bring an untouched question up to date; return ``kept``, ``updated`` or ``unchanged``."""
    if row.edited_at or row.signed_at or row.status in {Status.REJECTED, Status.RETIRED}:
        return "kept"
    row.fact, row.importance = question.fact, question.importance
    _refresh_findings(session, row, question)
    if not write_item(row, question.item, source, now):
        return "unchanged"
    write_parts(session, {row.id: question.item}, {row.id: row.search_text})
    if row.status is Status.PUBLISHED:
        row.current_revision += 1
        session.flush()
        session.add(new_revision(row, question.item, None, now))
    session.expire(row, ["options", "blanks"])
    return "updated"


def _refresh_findings(session: Session, row: Question, question: Generated) -> None:
    stored = [(found.name, found.level, found.parameters) for found in row.findings]
    found = [(f.name, f.level, [list(pair) for pair in f.parameters]) for f in question.findings]
    if stored == found:
        return
    write_findings(session, {row.id: question.findings})
    session.expire(row, ["findings"])
    if question.verdict is not Verdict.PUBLISHED and row.status is Status.PUBLISHED:
        # Nobody has signed it, and newer checks doubt it.
        row.status = Status.REVIEW


def _save_key_points(session: Session, version_id: int, generation: Generation) -> None:
    session.execute(delete(KeyPoint).where(KeyPoint.document_version_id == version_id))
    in_order = sorted(generation.key_points, key=lambda point: (point.span.start, point.span.end))
    session.add_all(
        KeyPoint(
            document_version_id=version_id,
            position=position,
            kind=point.kind,
            pattern=point.pattern.value,
            topic=point.topic,
            source_start=point.span.start,
            source_end=point.span.end,
            quote=point.span.text,
            siblings=[member.content.text for member in point.members],
            importance=point.importance,
            must=point.kind in MUST_KINDS,
            reason=reason,
        )
        for position, (point, reason) in enumerate(
            zip(in_order, _reasons(in_order, generation), strict=True), start=1
        )
    )


def _reasons(points: Sequence[Point], generation: Generation) -> list[str]:
    """Return for each key point why it has no item, as a message id; empty if it has one."""
    usable = Overlaps((*generation.published, *generation.to_review))
    refused = Overlaps(generation.refused)
    return [_why_without_item(point, usable, refused) for point in points]


def _why_without_item(point: Point, usable: Overlaps, refused: Overlaps) -> str:
    if usable.first_on(point.span.start, point.span.end) is not None:
        return ""
    blocked = refused.first_on(point.span.start, point.span.end)
    return blocking_check(blocked) if blocked is not None else "keypoint.no_candidate"


def _save_refused(session: Session, version_id: int, refused: Sequence[Generated]) -> None:
    session.execute(
        delete(RefusedCandidate).where(RefusedCandidate.document_version_id == version_id)
    )
    session.add_all(
        RefusedCandidate(
            document_version_id=version_id,
            position=position,
            guid=question.guid,
            type=question.item.type,
            form=question.item.form,
            kind=question.item.kind,
            stem=question.item.stem,
            item=item_to_json(question.item),
            findings=findings_to_json(question.findings),
            reason=blocking_check(question),
            source_start=question.evidence.start,
            source_end=question.evidence.end,
            source_quote=question.evidence.quote,
        )
        for position, question in enumerate(refused, start=1)
    )
    session.flush()


def blocking_check(question: Generated) -> str:
    """Return the first check that blocked an item; ``not_selected`` where none did."""
    blocking = (found.name for found in question.findings if found.level is Level.BLOCK)
    return next(blocking, "not_selected")


def save_run(
    session: Session, version_id: int, info: RunInfo, counts: Counts, now: datetime
) -> None:
    """Write down that a run is stored whole."""
    session.add(
        GenerationRun(
            document_version_id=version_id,
            generator_version=info.generator_version,
            lexicon_fingerprint=info.lexicon_fingerprint,
            seed=str(info.seed),
            report=asdict(counts),
            created_at=now,
            created_by_id=info.person_id,
        )
    )
    deed = Deed("document.generate", info.person_id, "document_version", version_id, asdict(counts))
    record(session, deed, now)
