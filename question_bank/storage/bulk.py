"""
One thing done to many questions, with what is needed to undo it.

A question that the thing cannot be done to is left as it is, and why is kept. The caller
works in portions with a transaction each, so that deputies' answers need not wait for
a thousand questions; what was done up to then can always be undone.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import flag_modified

from question_bank.errors import InvalidInputError, NotFoundError, QuestionBankError
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Item
from question_bank.storage import reviewing
from question_bank.storage.audit import Deed, record
from question_bank.storage.contents import evidence_of, item_of
from question_bank.storage.models import BulkAction, Question, QuestionTag, Tag
from question_bank.storage.models.values import Status
from question_bank.storage.numbers import can_be_id
from question_bank.storage.questions import Move, get_question, move_question
from question_bank.storage.reviewing import Shown
from question_bank.storage.wordings import Source, ensure_revision, write_item

#: Questions that one thing is done to at once, at most.
MOST: Final = 1000
#: Questions of one transaction.
PORTION: Final = 50
#: How long it can be undone.
UNDO_WITHIN: Final = timedelta(days=1)


class BulkDeed(enum.StrEnum):
    """What can be done to many questions."""

    SIGN = "sign"
    REVIEW = "review"
    RETIRE = "retire"
    REJECT = "reject"
    TAG = "tag"
    UNTAG = "untag"
    KIND = "kind"
    DIFFICULTY = "difficulty"


#: Where the questions go whose status is changed.
_TARGETS: Final = {
    BulkDeed.REVIEW: Status.REVIEW,
    BulkDeed.RETIRE: Status.RETIRED,
    BulkDeed.REJECT: Status.REJECTED,
}


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What is to be done, by whom.

    Attributes:
        by_another: Whether nobody may sign a question of their own.
        reason: Why, to retire or reject.
        tag: A tag's name.
    """

    deed: BulkDeed
    by_id: int
    by_another: bool = False
    reason: str = ""
    tag: str = ""
    kind: Kind | None = None
    difficulty: int | None = None


@dataclass(frozen=True, slots=True)
class Left:
    """Questions left as they were for one reason, a message id."""

    message_id: str
    question_ids: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """What became of the questions of an action: how many were changed, which were left."""

    done: int
    left: tuple[Left, ...]


def as_they_stand(session: Session, ids: Sequence[int]) -> list[Shown]:
    """Return questions with the lock versions they have now, in the order of *ids*."""
    found: dict[int, int] = {}
    for start in range(0, len(ids), 500):
        part = ids[start : start + 500]
        rows = session.execute(
            select(Question.id, Question.lock_version).where(Question.id.in_(part))
        )
        found |= {row.id: row.lock_version for row in rows}
    return [Shown(id_, found[id_]) for id_ in ids if id_ in found]


def carry_out(
    session: Session, wish: Wish, chosen: Sequence[Shown], now: datetime, action_id: int | None
) -> BulkAction:
    """
    Do to each of a portion what is wished, or note why not.

    Args:
        session: Where.
        wish: What.
        chosen: The questions as they were shown; never empty.
        now: When.
        action_id: The action that an earlier portion began; `None` for the first.

    Raises:
        InvalidInputError: If the wish lacks its reason, tag, kind or difficulty.
    """
    _require(wish)
    entries = [_entry(session, wish, shown, now) for shown in chosen]
    if action_id is None:
        action = BulkAction(
            person_id=wish.by_id,
            action=wish.deed.value,
            size=len(entries),
            before=entries,
            created_at=now,
        )
        session.add(action)
        session.flush()
        details = {"action": wish.deed.value}
        record(session, Deed("question.bulk", wish.by_id, "bulk_action", action.id, details), now)
        return action
    action = session.get_one(BulkAction, action_id)
    action.before = [*action.before, *entries]
    action.size = len(action.before)
    session.flush()
    return action


def get_action(session: Session, action_id: int, person_id: int) -> BulkAction:
    """
    Return an action of a person.

    Raises:
        NotFoundError: If this person has done nothing of this number.
    """
    row = session.get(BulkAction, action_id) if can_be_id(action_id) else None
    if row is None or row.person_id != person_id:
        raise NotFoundError("bulk.not_found", id=action_id)
    return row


def summary_of(action: BulkAction) -> Summary:
    """Return how many questions an action changed, and which it left, by reason."""
    left: dict[str, list[int]] = {}
    for entry in action.before:
        if "left" in entry:
            left.setdefault(entry["left"], []).append(entry["id"])
    done = sum("left" not in entry for entry in action.before)
    return Summary(done, tuple(Left(why, tuple(ids)) for why, ids in left.items()))


def can_undo(action: BulkAction, now: datetime) -> bool:
    """Tell whether an action is fresh enough, not undone yet and changed anything."""
    is_fresh = action.undone_at is None and now - action.created_at <= UNDO_WITHIN
    return is_fresh and summary_of(action).done > 0


def begin_undo(session: Session, action: BulkAction, now: datetime) -> list[dict[str, Any]]:
    """
    Mark an action as undone and return what `undo` is to put back, in portions.

    Raises:
        InvalidInputError: If it is too old, undone already or changed nothing.
    """
    if not can_undo(action, now):
        raise InvalidInputError("bulk.not_undone")
    action.undone_at = now
    deed = Deed("question.bulk_undo", action.person_id, "bulk_action", action.id)
    record(session, deed, now)
    session.flush()
    return [entry for entry in action.before if "left" not in entry]


def undo(session: Session, entries: Sequence[dict[str, Any]], by_id: int, now: datetime) -> int:
    """Put questions back that nobody changed since; return how many were put back."""
    return sum(_put_back(session, entry, by_id, now) for entry in entries)


# --- one question -----------------------------------------------------------


def _require(wish: Wish) -> None:
    lacks = {
        BulkDeed.RETIRE: not wish.reason,
        BulkDeed.REJECT: not wish.reason,
        BulkDeed.TAG: not wish.tag,
        BulkDeed.UNTAG: not wish.tag,
        BulkDeed.KIND: wish.kind is None,
        BulkDeed.DIFFICULTY: wish.difficulty is None,
    }
    if lacks.get(wish.deed):
        raise InvalidInputError("bulk.incomplete")


def _entry(session: Session, wish: Wish, shown: Shown, now: datetime) -> dict[str, Any]:
    """Do it to one question and return how it was, or why it is left."""
    try:
        with session.begin_nested():
            row = get_question(session, shown.question_id)
            before = _before(row, wish)
            _do(session, row, shown, wish, now)
            session.flush()
            return before | {"after": row.lock_version}
    except QuestionBankError as error:
        return {"id": shown.question_id, "left": error.message_id}


def _before(row: Question, wish: Wish) -> dict[str, Any]:
    return {
        "id": row.id,
        "status": row.status.value,
        "reason": row.status_reason,
        "signed_at": row.signed_at.isoformat() if row.signed_at else None,
        "kind": row.kind.value,
        "difficulty": row.difficulty,
        **({wish.deed.value: wish.tag} if wish.tag else {}),
    }


def _do(session: Session, row: Question, shown: Shown, wish: Wish, now: datetime) -> None:
    if _is_so(row, wish):
        raise InvalidInputError("bulk.already", id=row.id)
    if wish.deed is BulkDeed.SIGN:
        reviewing.accept(session, shown, wish.by_id, by_another=wish.by_another, now=now)
        return
    if wish.deed in _TARGETS:
        target = _TARGETS[wish.deed]
        reason = wish.reason if target is not Status.REVIEW else ""
        move = Move(row.id, target, wish.by_id, reason, shown.lock_version)
        move_question(session, move, now)
        return
    reviewing.require_unchanged(row, shown)
    if wish.deed in {BulkDeed.TAG, BulkDeed.UNTAG}:
        _set_tag(session, row, wish.tag, on=wish.deed is BulkDeed.TAG, now=now)
    else:
        _rewrite(session, row, _sorted_anew(row, wish), wish.by_id, now)
    details = {"to": wish.tag or (wish.kind.value if wish.kind else wish.difficulty)}
    record(session, Deed(f"question.{wish.deed}", wish.by_id, "question", row.id, details), now)


def _is_so(row: Question, wish: Wish) -> bool:
    """Tell whether a question stands as wished already."""
    has_tag = any(tag.name == wish.tag for tag in row.tags)
    already = {
        BulkDeed.SIGN: row.status is Status.PUBLISHED and row.is_signed,
        BulkDeed.TAG: has_tag,
        BulkDeed.UNTAG: not has_tag,
        BulkDeed.KIND: row.kind is wish.kind,
        BulkDeed.DIFFICULTY: row.difficulty == wish.difficulty,
    }
    return already.get(wish.deed, row.status is _TARGETS.get(wish.deed))


def _sorted_anew(row: Question, wish: Wish) -> Item:
    item = item_of(row)
    return replace(item, kind=wish.kind or item.kind, difficulty=wish.difficulty or item.difficulty)


def _rewrite(session: Session, row: Question, item: Item, by_id: int, now: datetime) -> None:
    """Write an item whose words are the same; a published one keeps each wording."""
    evidence, version_id = evidence_of(row), row.document_version_id
    source = Source(version_id, evidence) if evidence and version_id is not None else None
    is_different = write_item(row, item, source, now)
    row.edited_at = now
    session.flush()
    if is_different and row.status is Status.PUBLISHED:
        ensure_revision(session, row, by_id, now)


def _set_tag(session: Session, row: Question, name: str, *, on: bool, now: datetime) -> None:
    tag = session.scalar(select(Tag).where(Tag.name == name))
    if tag is None and not on:
        return
    if tag is None:
        tag = Tag(name=name, created_at=now)
        session.add(tag)
        session.flush()
    borne = (QuestionTag.question_id == row.id, QuestionTag.tag_id == tag.id)
    session.execute(delete(QuestionTag).where(*borne))
    if on:
        session.execute(insert(QuestionTag).values(question_id=row.id, tag_id=tag.id))
    session.expire(row, ["tags"])
    # A form that was opened before would write the old tags over these.
    flag_modified(row, "status_reason")


def _put_back(session: Session, entry: dict[str, Any], by_id: int, now: datetime) -> bool:
    try:
        row = get_question(session, entry["id"])
    except NotFoundError:
        return False
    if row.lock_version != entry["after"]:
        return False
    for name, on in _tags_back(entry):
        _set_tag(session, row, name, on=on, now=now)
    kind, difficulty = Kind(entry["kind"]), entry["difficulty"]
    if (row.kind, row.difficulty) != (kind, difficulty):
        _rewrite(session, row, replace(item_of(row), kind=kind, difficulty=difficulty), by_id, now)
    row.status, row.status_reason = Status(entry["status"]), entry["reason"]
    signed_at = entry["signed_at"]
    row.signed_at = datetime.fromisoformat(signed_at) if signed_at else None
    record(session, Deed("question.undo", by_id, "question", row.id), now)
    session.flush()
    return True


def _tags_back(entry: dict[str, Any]) -> Iterator[tuple[str, bool]]:
    if BulkDeed.TAG in entry:
        yield entry[BulkDeed.TAG], False
    if BulkDeed.UNTAG in entry:
        yield entry[BulkDeed.UNTAG], True
