"""Make one person of two records: choose the other one, look at both, confirm."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.storage import groups, people
from question_bank.storage.audit import Deed, record
from question_bank.storage.merging_named import (
    Holdings,
    holdings_of,
    join_people,
    require_mergeable,
)
from question_bank.storage.models import Person
from question_bank.storage.models.values import Role
from question_bank.storage.people import PeopleFilter
from quizapp import clock, fragments
from quizapp.accounts import requires_role
from quizapp.database import Session, reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.messages import wording_of_error
from quizapp.routing import row_number
from quizapp.trainer.people import LONGEST_QUERY, Row, shown_row
from quizapp.trainer.person import bp


@dataclass(frozen=True, slots=True)
class Record:
    """One of the two: who it is and how much there is of it."""

    row: Row
    holdings: Holdings
    has_pin: bool


@dataclass(frozen=True, slots=True)
class Merging:
    """
    The page.

    Attributes:
        kept: Who stays.
        records: The record that stays and the one that goes into it; none while the other
            is still to be chosen.
        rows: Who may be the other one, as searched for.
        obstacle: Why these two cannot become one; empty if they can.
    """

    kept: Row
    records: tuple[Record, ...]
    rows: tuple[Row, ...]
    query: str
    obstacle: str = ""
    problem: str = ""


@bp.get("/merge")
@requires_role(Role.ADMIN)
def merging(person_id: int) -> Response:
    """Look for the other record of a person, or show both records side by side."""
    return _page(person_id, row_number(request.args.get("from", "")))


@bp.post("/merge")
@requires_role(Role.ADMIN)
@once
def merge(person_id: int) -> Response:
    """Give all of the other record to this person; that cannot be undone."""
    other_id = row_number(request.form.get("from", ""))
    if other_id is None:
        return _page(person_id, None, str(_("请选择另一份记录。")))
    if request.form.get("sure") != "yes":
        return _page(person_id, other_id, str(_("请先勾选“我核对过，是同一个人”。")))
    by_id, now = current_user.person_id, clock.now()
    try:
        with writer() as session:
            answers = join_people(session, other_id, person_id, by_id=by_id, now=now)
            details = {"merged": other_id, "count": answers}
            record(session, Deed("person.merge", by_id, "person", person_id, details), now)
            answer = commit_once(session, url_for("person.show", person_id=person_id))
    except InvalidInputError as error:
        return _page(person_id, other_id, wording_of_error(error))
    said = ngettext("已合并，并入 %(num)d 次作答。", "已合并，并入 %(num)d 次作答。", answers)
    return fragments.notify(answer, str(said))


def _page(person_id: int, other_id: int | None, problem: str = "") -> Response:
    with reader() as session:
        kept = people.get_person(session, person_id)
        other = None if other_id is None else people.get_person(session, other_id)
        query = request.args.get("q", kept.name or "").strip()[:LONGEST_QUERY].replace("\0", "")
        paths = {line.id: line.path for line in groups.group_tree(session, archived=True)}
        merging = Merging(
            kept=shown_row(kept, [], paths, {}),
            records=()
            if other is None
            else tuple(_record(session, each, paths) for each in (kept, other)),
            rows=() if other else _others(session, query, kept, paths),
            query=query,
            obstacle="" if other is None else _obstacle(other, kept),
            problem=problem,
        )
    status = 422 if problem else 200
    return fragments.page("trainer/person_merge.html", block="main", status=status, merging=merging)


def _record(session: Session, person: Person, paths: dict[int, str]) -> Record:
    belonging = people.current_memberships(session, [person.id]).get(person.id, [])
    row = shown_row(person, belonging, paths, people.last_seen(session, [person.id]))
    return Record(row, holdings_of(session, [person.id])[person.id], person.pin_hash is not None)


def _others(session: Session, query: str, kept: Person, paths: dict[int, str]) -> tuple[Row, ...]:
    """Return who is called so besides the person, the first page of them."""
    found = people.list_people(session, PeopleFilter(text=query), 1)
    return tuple(
        shown_row(person, found.memberships.get(person.id, []), paths, found.last_seen)
        for person in found.rows
        if person.id != kept.id
    )


def _obstacle(other: Person, kept: Person) -> str:
    try:
        require_mergeable(other, kept)
    except InvalidInputError as error:
        return wording_of_error(error)
    return ""
