"""Write, change, publish, sign and withdraw questions; each change leaves its trace."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session, joinedload, raiseload, selectinload
from sqlalchemy.orm.exc import StaleDataError

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.questions.values import Finding, Item, Level
from question_bank.storage.audit import Deed, record
from question_bank.storage.contents import evidence_of, item_from_json, item_of
from question_bank.storage.models import (
    DocumentVersion,
    Question,
    QuestionTag,
    Revision,
    Signature,
    Tag,
)
from question_bank.storage.models.values import Origin, SignatureVerdict, Status
from question_bank.storage.numbers import can_be_id
from question_bank.storage.structure import part_numbers, require_structure
from question_bank.storage.wordings import (
    Source,
    ensure_revision,
    with_fresh_numbers,
    write_findings,
    write_item,
    write_parts,
)

#: Where a question may go from where it stands.
MOVES: Final[dict[Status, frozenset[Status]]] = {
    Status.DRAFT: frozenset({Status.REVIEW, Status.PUBLISHED, Status.REJECTED}),
    # Retired from review: its source was changed, and what it asked holds no more.
    Status.REVIEW: frozenset({Status.DRAFT, Status.PUBLISHED, Status.REJECTED, Status.RETIRED}),
    Status.PUBLISHED: frozenset({Status.REVIEW, Status.REJECTED, Status.RETIRED}),
    Status.REJECTED: frozenset({Status.REVIEW}),
    Status.RETIRED: frozenset({Status.REVIEW, Status.PUBLISHED}),
}


@dataclass(frozen=True, slots=True)
class Content:
    """
    What a person writes of a question.

    Attributes:
        item: With part numbers from 1; after an edit, parts whose number is not
            among the stored ones get new numbers.
        source: Where its proof stands, if it has one in the bank.
        findings: What the checks say of it.
        tags: Their names.
        points: What a right answer earns by default, above 0.
    """

    item: Item
    source: Source | None = None
    findings: tuple[Finding, ...] = ()
    tags: tuple[str, ...] = ()
    points: Decimal = Decimal(1)


@dataclass(frozen=True, slots=True)
class Edit:
    """
    A change by a person who saw the question as of *lock_version*.

    Attributes:
        question_id: Which question.
        lock_version: The row's, as it was shown.
        content: All of it, changed or not; a generated question keeps its
            source where none is given.
    """

    question_id: int
    lock_version: int
    content: Content


@dataclass(frozen=True, slots=True)
class Move:
    """
    A change of status by a person.

    Attributes:
        question_id: Which question.
        status: Where it goes.
        by_id: Who moves it; `None` for the program itself, which signs nothing.
        reason: Needed to reject.
        lock_version: The row's as it was shown; `None` to move it as it stands.
        by_another: Whether nobody may publish a question of their own (两人签发).
    """

    question_id: int
    status: Status
    by_id: int | None
    reason: str = ""
    lock_version: int | None = None
    by_another: bool = False


# --- reading ----------------------------------------------------------------


def get_question(session: Session, question_id: int, *, with_findings: bool = True) -> Question:
    """
    Return a question with its parts, findings, tags and document.

    Args:
        session: Where.
        question_id: Which.
        with_findings: False where it is checked anew; its findings must not be asked for then.

    Raises:
        NotFoundError: If there is none.
    """
    query = (
        select(Question)
        .where(Question.id == question_id)
        .options(
            selectinload(Question.options),
            selectinload(Question.blanks),
            selectinload(Question.findings) if with_findings else raiseload(Question.findings),
            selectinload(Question.tags),
            joinedload(Question.document_version).joinedload(DocumentVersion.document),
        )
    )
    found = session.scalar(query) if can_be_id(question_id) else None
    if found is None:
        raise NotFoundError("question.not_found", id=question_id)
    return found


def history_of(session: Session, question_id: int) -> Sequence[Revision]:
    """Return all kept wordings of a question, newest first."""
    return session.scalars(
        select(Revision).where(Revision.question_id == question_id).order_by(Revision.number.desc())
    ).all()


def wording_of(session: Session, question_id: int, number: int) -> Item:
    """
    Return a kept wording of a question.

    Raises:
        NotFoundError: If there is none of this number.
    """
    found = session.scalar(
        select(Revision.item).where(Revision.question_id == question_id, Revision.number == number)
    )
    if found is None:
        raise NotFoundError("question.not_found", id=question_id)
    return item_from_json(found)


# --- writing ----------------------------------------------------------------


def create_question(
    session: Session,
    content: Content,
    *,
    guid: str,
    author_id: int | None,
    origin: Origin = Origin.AUTHORED,
    now: datetime,
) -> Question:
    """
    Store a question as a draft and return it.

    Args:
        session: Where.
        content: What it says.
        guid: Its permanent identity, drawn at random by the caller.
        author_id: Who wrote it.
        origin: Authored or imported.
        now: When.

    Raises:
        InvalidInputError: If it could be neither shown nor marked.
    """
    _require(content)
    row = Question(
        guid=guid,
        origin=origin,
        status=Status.DRAFT,
        points=content.points,
        author_id=author_id,
        created_at=now,
        edited_at=now,
    )
    write_item(row, content.item, content.source, now)
    session.add(row)
    session.flush()
    _write_rest(session, row, content, now)
    record(session, Deed("question.create", author_id, "question", row.id), now)
    return get_question(session, row.id)


def edit_question(session: Session, edit: Edit, *, by_id: int | None, now: datetime) -> Question:
    """
    Replace what a question says; a published one stays published, unsigned, in its new wording.

    Raises:
        NotFoundError: If there is no such question.
        InvalidInputError: If it could be neither shown nor marked, or changes its type.
        ConflictError: If somebody changed it since it was shown; nothing was changed.
    """
    content = edit.content
    _require(content)
    row = get_question(session, edit.question_id)
    _require_version(row, edit.lock_version)
    if content.item.type is not row.type:
        raise InvalidInputError("question.type_is_fixed", id=row.id)
    kept = frozenset(part_numbers(item_of(row)))
    item = with_fresh_numbers(content.item, kept, row.last_part_number)
    source = content.source or _source_of(row)
    is_different = write_item(row, item, source, now)
    row.points, row.edited_at, row.outdated_by_id = content.points, now, None
    _flush(session, row)
    _write_rest(session, row, Content(item, tags=content.tags, findings=content.findings), now)
    if is_different and row.status is Status.PUBLISHED:
        ensure_revision(session, row, by_id, now)
    record(session, Deed("question.edit", by_id, "question", row.id), now)
    _flush(session, row)
    return get_question(session, row.id)


def move_question(session: Session, move: Move, now: datetime) -> Question:
    """
    Change where a question stands. Publishing signs the wording, rejecting says why.

    Raises:
        NotFoundError: If there is no such question.
        InvalidInputError: If it cannot go there, a reason is missing, a check blocks
            it, its source was changed since, or its author may not publish it.
        ConflictError: If somebody changed it since it was shown.
    """
    row = get_question(session, move.question_id)
    if move.lock_version is not None:
        _require_version(row, move.lock_version)
    _require_move(row, move)
    if move.status is Status.PUBLISHED:
        _sign(session, row, SignatureVerdict.ACCEPT, move, now)
    elif move.status is Status.REJECTED:
        _sign(session, row, SignatureVerdict.REJECT, move, now)
    details = {"reason": move.reason, "from": row.status.value}
    row.status, row.status_reason = move.status, move.reason
    record(session, Deed(f"question.{move.status}", move.by_id, "question", row.id, details), now)
    _flush(session, row)
    return row


def sign_question(
    session: Session, question_id: int, *, by_id: int, by_another: bool = False, now: datetime
) -> Question:
    """
    Accept the wording of a published question as it stands; once more changes nothing.

    Raises:
        NotFoundError: If there is no such question.
        InvalidInputError: If it is not published, or its author may not sign it.
    """
    row = get_question(session, question_id)
    if row.status is not Status.PUBLISHED:
        raise InvalidInputError("question.not_published", id=row.id)
    move = Move(row.id, Status.PUBLISHED, by_id, by_another=by_another)
    _require_other_person(row, move)
    if row.signed_at is None:
        _sign(session, row, SignatureVerdict.ACCEPT, move, now)
        details = {"from": row.status.value}
        record(session, Deed("question.sign", by_id, "question", row.id, details), now)
    _flush(session, row)
    return row


# --- steps ------------------------------------------------------------------


def _require(content: Content) -> None:
    require_structure(content.item)
    if content.points <= 0:
        raise InvalidInputError("question.points")


def _require_version(row: Question, shown: int) -> None:
    if row.lock_version != shown:
        raise ConflictError("question.changed_meanwhile", id=row.id)


def _require_move(row: Question, move: Move) -> None:
    if move.status not in MOVES[row.status]:
        raise InvalidInputError(
            "question.cannot_move", id=row.id, now=row.status.value, wanted=move.status.value
        )
    if move.status is Status.REJECTED and not move.reason.strip():
        raise InvalidInputError("question.reason_needed", id=row.id)
    if move.status is Status.PUBLISHED:
        _require_unblocked(row)
        _require_present_source(row)
        _require_other_person(row, move)


def _require_unblocked(row: Question) -> None:
    blocking = [found.name for found in row.findings if found.level is Level.BLOCK]
    if blocking:
        raise InvalidInputError("question.blocked", id=row.id, check=blocking[0])


def _require_present_source(row: Question) -> None:
    # Somebody must have seen the new words beside the old ones first.
    if row.outdated_by_id is not None:
        raise InvalidInputError("question.outdated", id=row.id)


def _require_other_person(row: Question, move: Move) -> None:
    if move.by_another and row.author_id == move.by_id:
        raise InvalidInputError("question.own", id=row.id)


def _sign(
    session: Session, row: Question, verdict: SignatureVerdict, move: Move, now: datetime
) -> None:
    revision = ensure_revision(session, row, move.by_id, now)
    row.signed_at = now if verdict is SignatureVerdict.ACCEPT else None
    signed = select(Signature.id).where(
        Signature.revision_id == revision.id,
        Signature.person_id == move.by_id,
        Signature.verdict == verdict,
    )
    if session.scalar(signed) is None:
        session.add(
            Signature(
                revision_id=revision.id,
                person_id=move.by_id,
                verdict=verdict,
                reason=move.reason,
                created_at=now,
            )
        )


def _source_of(row: Question) -> Source | None:
    """Return what proves a generated question: without it there would be no question."""
    evidence = evidence_of(row)
    if row.origin is not Origin.GENERATED or evidence is None or row.document_version_id is None:
        return None
    return Source(row.document_version_id, evidence)


def _write_rest(session: Session, row: Question, content: Content, now: datetime) -> None:
    write_parts(session, {row.id: content.item}, {row.id: row.search_text})
    write_findings(session, {row.id: content.findings})
    set_tags(session, row.id, content.tags, now)
    session.expire(row, ["options", "blanks", "findings", "tags", "document_version"])


def set_tags(session: Session, question_id: int, names: Sequence[str], now: datetime) -> None:
    """Give a question exactly these tags, making those that are new."""
    wanted = sorted({name.strip() for name in names} - {""})
    found = session.execute(select(Tag.name, Tag.id).where(Tag.name.in_(wanted)))
    known = dict(found.all())
    new = [Tag(name=name, created_at=now) for name in wanted if name not in known]
    session.add_all(new)
    session.flush()
    ids = [*known.values(), *(tag.id for tag in new)]
    session.execute(delete(QuestionTag).where(QuestionTag.question_id == question_id))
    if ids:
        rows = [{"question_id": question_id, "tag_id": tag_id} for tag_id in ids]
        session.execute(insert(QuestionTag), rows)


def _flush(session: Session, row: Question) -> None:
    question_id = row.id
    try:
        session.flush()
    except StaleDataError as error:
        raise ConflictError("question.changed_meanwhile", id=question_id) from error
