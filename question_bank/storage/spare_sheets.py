"""Answer sheets without a name, for whoever is in no list and comes all the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, InvalidInputError
from question_bank.storage.groups import join_group, subtree
from question_bank.storage.joining import sound_name
from question_bank.storage.models import Membership, PaperSheet, Person
from question_bank.storage.paper_sheets import Draw, Printed, free_code, is_entered
from question_bank.storage.people import Listed, add_person


def add_spares(
    session: Session, variants: Mapping[str, PaperSheet], count: int, draw: Draw, now: datetime
) -> list[PaperSheet]:
    """Store *count* new sheets without a name, of the variants in turn, and return them."""
    masters = list(variants.values())
    spares = []
    for place in range(count):
        master = masters[place % len(masters)]
        spare = PaperSheet(
            paper_version_id=master.paper_version_id,
            variant=master.variant,
            check_code=free_code(session, draw),
            layout=master.layout,
            created_at=now,
        )
        session.add(spare)
        session.flush()
        spares.append(spare)
    return spares


def is_spare(session: Session, sheet: PaperSheet) -> bool:
    """Tell whether a sheet is nobody's, and not the one that stands for its variant: the first."""
    earlier = select(PaperSheet.id).where(
        PaperSheet.paper_version_id == sheet.paper_version_id,
        PaperSheet.variant == sheet.variant,
        PaperSheet.person_id.is_(None),
        PaperSheet.id < sheet.id,
    )
    return sheet.person_id is None and session.scalar(earlier.limit(1)) is not None


@dataclass(frozen=True, slots=True)
class Written:
    """What somebody wrote on a spare sheet; `group_id` is `None` where that is unknown."""

    name: str
    group_id: int | None = None


def with_name(session: Session, printed: Printed, written: Written) -> Printed:
    """
    Return a spare sheet as that of whoever wrote a name on it; others stay as they are.

    It is somebody of the list who has that name, in that group if one is given, or
    else a person that no session knows yet: see `take_in`.

    Raises:
        ConflictError: If the sheet has been entered.
        InvalidInputError: If there is no name, or several people have it.
    """
    if printed.person is not None or not is_spare(session, printed.sheet):
        return printed
    if is_entered(session, printed.sheet):
        raise ConflictError("sheet.entered", name=written.name)
    if not written.name.strip():
        raise InvalidInputError("sheet.name_missing")
    name = sound_name(written.name)
    person = _person_named(session, name, written.group_id) or Person(name=name)
    return replace(printed, person=person)


def take_in(session: Session, printed: Printed, written: Written, now: datetime) -> Printed:
    """Store the person whom `with_name` found in no list, so that answers can be entered."""
    if printed.person is None or not inspect(printed.person).transient:
        return printed
    person = add_person(session, Listed(printed.person.name or "", "", "", ""), now)
    if written.group_id is not None:
        join_group(session, person.id, written.group_id, "", now)
    return replace(printed, person=person)


def _person_named(session: Session, name: str, group_id: int | None) -> Person | None:
    query = select(Person).where(Person.name == name, Person.active).order_by(Person.id).limit(2)
    if group_id is not None:
        members = select(Membership.person_id).where(
            Membership.group_id.in_(subtree(session, group_id)), Membership.left_at.is_(None)
        )
        query = query.where(Person.id.in_(members))
    found = session.scalars(query).all()
    if len(found) > 1:
        raise InvalidInputError("sheet.several_people", name=name)
    return found[0] if found else None
