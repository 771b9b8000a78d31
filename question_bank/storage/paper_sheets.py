"""Printed papers: the order of each variant, whose sheet has which number, what was typed from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, InvalidInputError, NotFoundError
from question_bank.storage.audit import Deed, record
from question_bank.storage.drawn import Drawn, Judged
from question_bank.storage.exams import attempts_of, pack_in_order
from question_bank.storage.groups import subtree
from question_bank.storage.models import (
    Answer,
    Attempt,
    Group,
    Membership,
    Paper,
    PaperSheet,
    PaperVersion,
    Person,
)
from question_bank.storage.models.values import (
    AttemptKind,
    AttemptState,
    FinishReason,
    PaperState,
)

#: Draws the number of a sheet.
Draw = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody a sheet is printed for; *group* is empty for somebody without one."""

    person_id: int
    name: str
    group: str


@dataclass(frozen=True, slots=True)
class Printed:
    """
    A sheet with the paper it belongs to, and whose it is.

    `None` is nobody; of a spare sheet that is being entered it is who wrote a name on it.
    """

    sheet: PaperSheet
    version: PaperVersion
    paper: Paper
    person: Person | None

    @property
    def drawn(self) -> tuple[Drawn, ...]:
        """Questions and options in the order printed."""
        return tuple(Drawn.from_data(each) for each in self.sheet.layout)


# --- printing ---------------------------------------------------------------


def ensure_variants(
    session: Session,
    version_id: int,
    layouts: Mapping[str, Sequence[Drawn]],
    draw: Draw,
    now: datetime,
) -> dict[str, PaperSheet]:
    """
    Return the sheet without a name of each variant; what was printed once stays.

    A variant that was never printed is laid out as *layouts* say.
    """
    _hold(session, version_id)
    rows = session.scalars(
        select(PaperSheet)
        .where(PaperSheet.paper_version_id == version_id, PaperSheet.person_id.is_(None))
        .order_by(PaperSheet.id.desc())
    )
    known = {row.variant: row for row in rows}
    found = {}
    for name, drawn in layouts.items():
        sheet = known.get(name)
        if sheet is None:
            sheet = PaperSheet(
                paper_version_id=version_id,
                variant=name,
                check_code=free_code(session, draw),
                layout=[each.as_data() for each in drawn],
                created_at=now,
            )
            session.add(sheet)
            session.flush()
        found[name] = sheet
    return found


def ensure_sheets(
    session: Session,
    variants: Mapping[str, PaperSheet],
    person_ids: Sequence[int],
    draw: Draw,
    now: datetime,
) -> dict[int, PaperSheet]:
    """
    Return everybody's sheet by person; neighbours in the list get different variants.

    Who has a sheet of one of these *variants* already keeps it.
    """
    version_id = next(iter(variants.values())).paper_version_id
    rows = session.scalars(
        select(PaperSheet)
        .where(
            PaperSheet.paper_version_id == version_id,
            PaperSheet.person_id.in_(person_ids),
            PaperSheet.variant.in_(variants),
        )
        .order_by(PaperSheet.id.desc())
    )
    found = {row.person_id: row for row in rows if row.person_id is not None}
    names = list(variants)
    for place, person_id in enumerate(person_ids):
        if person_id in found:
            continue
        name = names[place % len(names)]
        found[person_id] = PaperSheet(
            paper_version_id=version_id,
            variant=name,
            person_id=person_id,
            check_code=free_code(session, draw),
            layout=variants[name].layout,
            created_at=now,
        )
        session.add(found[person_id])
        session.flush()
    return found


def addressees(session: Session, group_id: int, most: int) -> list[Addressee]:
    """Return the people of a group and of those below it, by group and name; at most *most*."""
    rows = session.execute(
        select(Person.id, Person.name, func.min(Group.name).label("group_name"))
        .join(Membership, Membership.person_id == Person.id)
        .join(Group, Group.id == Membership.group_id)
        .where(
            Membership.group_id.in_(subtree(session, group_id)),
            Membership.left_at.is_(None),
            Person.active,
        )
        .group_by(Person.id, Person.name)
        .order_by(func.min(Group.id), Person.name, Person.id)
        .limit(most)
    )
    return [Addressee(row.id, row.name or "", row.group_name) for row in rows]


# --- entering ---------------------------------------------------------------


def find_printed(session: Session, code: str, *, lock: bool = False) -> Printed:
    """
    Return the sheet whose number is *code*; with *lock* nobody else enters it meanwhile.

    Raises:
        NotFoundError: If no sheet has it.
    """
    wanted = (
        select(PaperSheet, PaperVersion, Paper, Person)
        .join(PaperVersion, PaperVersion.id == PaperSheet.paper_version_id)
        .join(Paper, Paper.id == PaperVersion.paper_id)
        .outerjoin(Person, Person.id == PaperSheet.person_id)
        .where(PaperSheet.check_code == code)
    )
    row = session.execute(wanted.with_for_update(of=PaperSheet) if lock else wanted).one_or_none()
    if row is None:
        raise NotFoundError("sheet.unknown")
    return Printed(*row)


def require_enterable(session: Session, printed: Printed) -> None:
    """
    Make sure that answers can be entered for a sheet.

    Raises:
        InvalidInputError: If it is nobody's, its paper was called off, or its person
            has used up all attempts.
        ConflictError: If it has been entered.
    """
    if printed.person is None:
        raise InvalidInputError("sheet.nobodys")
    if printed.paper.state is PaperState.CANCELLED:
        raise InvalidInputError("paper.is_cancelled")
    if is_entered(session, printed.sheet):
        raise ConflictError("sheet.entered", name=printed.person.name or "")
    earlier = attempts_of(session, printed.paper.id, printed.person.id)
    allowed = printed.paper.attempts_allowed
    if allowed is not None and len(earlier) >= allowed:
        raise InvalidInputError("sheet.no_attempt_left", name=printed.person.name or "")


def is_entered(session: Session, sheet: PaperSheet) -> bool:
    """Tell whether the answers of a sheet were entered."""
    entered = select(Attempt.id).where(Attempt.sheet_id == sheet.id).limit(1)
    return session.scalar(entered) is not None


def enter(
    session: Session,
    printed: Printed,
    judged: Sequence[Judged],
    settings: Mapping[str, Any],
    *,
    by_id: int,
    now: datetime,
) -> Attempt:
    """
    Store the answers of a sheet as a finished attempt.

    Args:
        session: Writes; the caller commits.
        printed: From `find_printed`, locked.
        judged: The answer of each question, in the order printed; an empty response is none.
        settings: What marking needs, as `Attempt.settings` holds it.
        by_id: Who typed them.
        now: When.

    Raises:
        InvalidInputError: As `require_enterable`.
        ConflictError: As `require_enterable`.
    """
    if printed.person is not None:
        # An attempt that this person begins on a phone takes turns with this one.
        session.execute(select(Person.id).where(Person.id == printed.person.id).with_for_update())
    require_enterable(session, printed)
    drawn = printed.drawn
    marks = {
        each.question_id: one.mark if one.response else Decimal(0)
        for each, one in zip(drawn, judged, strict=True)
    }
    attempt = _attempt(session, printed, settings, marks, now)
    session.add(attempt)
    session.flush()
    session.add_all(
        _answer(attempt.id, slot, each, one, now)
        for slot, (each, one) in enumerate(zip(drawn, judged, strict=True), start=1)
        if one.response
    )
    details = {
        "sheet": printed.sheet.check_code,
        "attempt": attempt.id,
        "score": str(attempt.score),
    }
    record(session, Deed("paper.enter_sheet", by_id, "paper", printed.paper.id, details), now)
    session.flush()
    return attempt


def _attempt(
    session: Session,
    printed: Printed,
    settings: Mapping[str, Any],
    marks: Mapping[int, Decimal | None],
    now: datetime,
) -> Attempt:
    """Return the finished attempt that a sheet is, with its marks by question."""
    sheet, person_id = printed.sheet, printed.person.id if printed.person else 0
    return Attempt(
        person_id=person_id,
        kind=AttemptKind.EXAM,
        paper_version_id=printed.version.id,
        number=1 + _attempts_at(session, sheet, person_id),
        sheet_id=sheet.id,
        mode="paper",
        settings=dict(settings),
        layout=sheet.layout,
        marks=pack_in_order(printed.version.snapshot, marks),
        state=AttemptState.FINISHED,
        started_at=now,
        finished_at=now,
        finish_reason=FinishReason.SUBMITTED,
        score=sum((mark or Decimal(0) for mark in marks.values()), Decimal(0)),
        max_score=printed.version.max_score,
    )


def _answer(attempt_id: int, slot: int, drawn: Drawn, judged: Judged, now: datetime) -> Answer:
    return Answer(
        attempt_id=attempt_id,
        slot=slot,
        question_id=drawn.question_id,
        revision_id=drawn.revision_id,
        response=judged.response,
        mark=judged.mark,
        max_mark=drawn.points,
        correct=judged.correct,
        near_miss=judged.near_miss,
        answered_at=now,
    )


def _attempts_at(session: Session, sheet: PaperSheet, person_id: int) -> int:
    """Return the number of the person's last attempt at the version of *sheet*, or 0."""
    highest = select(func.max(Attempt.number)).where(
        Attempt.paper_version_id == sheet.paper_version_id,
        Attempt.person_id == person_id,
    )
    return session.scalar(highest) or 0


def _hold(session: Session, version_id: int) -> None:
    """Let nobody else lay out sheets of this version meanwhile."""
    session.execute(select(PaperVersion.id).where(PaperVersion.id == version_id).with_for_update())


def free_code(session: Session, draw: Draw) -> str:
    """Return a number that no sheet has."""
    while True:
        code = draw()
        taken = select(PaperSheet.id).where(PaperSheet.check_code == code)
        if session.scalar(taken) is None:
            return code
