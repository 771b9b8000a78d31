"""The people of the office: search, one person's page, the list as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final

from flask import Blueprint, Response, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import QuestionBankError
from question_bank.export.rosters import COLUMNS, write_roster
from question_bank.storage import groups, people
from question_bank.storage.audit import Deed, record
from question_bank.storage.groups import GroupLine
from question_bank.storage.models import Membership, Person
from question_bank.storage.models.values import Role
from question_bank.storage.people import Listed, PeopleFilter, Standing
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard, requires_role
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.messages import wording_of_error
from quizapp.moments import local_day
from quizapp.people_names import ROLES, STANDINGS
from quizapp.routing import number_of_query, row_number

bp = Blueprint("people", __name__, url_prefix="/trainer/people")
guard(bp, *TRAINERS)

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_QUERY: Final = 60
Problem = tuple[str | None, str]
FIELDS: Final = {
    "person.no_name": "name",
    "person.name_shape": "name",
    "person.phone_shape": "phone",
    "person.phone_length": "phone",
    "person.phone_taken": "phone",
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The conditions of the list as typed; empty text is no condition."""

    text: str = ""
    group: str = ""
    role: str = ""
    standing: str = ""

    def address(self, endpoint: str = "people.index", page: int = 1) -> str:
        """Return the address of this search, without what is empty."""
        names = {"text": "q"}
        chosen = {
            names.get(each.name, each.name): getattr(self, each.name)
            for each in fields(self)
            if getattr(self, each.name)
        }
        return url_for(endpoint, **chosen, page=page if page > 1 else None)

    @property
    def filter(self) -> PeopleFilter:
        """What the bank is asked for."""
        return PeopleFilter(
            text=self.text,
            group_id=row_number(self.group),
            role=Role(self.role) if self.role else None,
            standing=Standing(self.standing) if self.standing else None,
        )


@dataclass(frozen=True, slots=True)
class Row:
    """
    One person in the list.

    Attributes:
        phone: Its middle is hidden from those who are no administrators.
        seen: Day of the last visit; empty for somebody who has never been here.
    """

    id: int
    name: str
    phone: str
    groups: tuple[str, ...]
    roles: tuple[str, ...]
    standing: Standing
    seen: str


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list."""

    wanted: Wanted
    rows: tuple[Row, ...]
    groups: list[GroupLine]
    total: int
    page: int
    pages: int

    @property
    def is_filtered(self) -> bool:
        """Whether anything was chosen."""
        return self.wanted != Wanted()

    @property
    def previous(self) -> str | None:
        """Address of the page before."""
        return self.wanted.address(page=self.page - 1) if self.page > 1 else None

    @property
    def following(self) -> str | None:
        """Address of the next page."""
        return self.wanted.address(page=self.page + 1) if self.page < self.pages else None


@bp.get("/")
def index() -> Response:
    """Show the people who were searched for."""
    wanted = read_wanted()
    with reader() as session:
        found = people.list_people(session, wanted.filter, number_of_query("page"))
        tree = groups.group_tree(session, archived=True)
    paths = {line.id: line.path for line in tree}
    rows = tuple(
        shown_row(person, found.memberships.get(person.id, []), paths, found.last_seen)
        for person in found.rows
    )
    offered = [line for line in tree if not line.is_archived]
    listing = Listing(wanted, rows, offered, found.total, found.number, found.pages)
    answer = fragments.page("trainer/people.html", block="results", listing=listing)
    if not fragments.wants_fragment():
        return answer
    is_typing = fragments.htmx.trigger_name == "q"
    show_url = fragments.replace_url if is_typing else fragments.push_url
    return show_url(answer, wanted.address(page=listing.page))


@bp.get("/list.xlsx")
@requires_role(Role.ADMIN)
def download() -> Response:
    """Send everybody who is searched for, as a workbook."""
    wanted, file = read_wanted(), io.BytesIO()
    rows = list(_lines(wanted.filter))
    with writer() as session:
        deed = Deed("people.export", current_user.person_id, "person", None, {"count": len(rows)})
        record(session, deed, clock.now())
        session.commit()
    write_roster(rows, (*COLUMNS, "角色", "状态"), file)
    file.seek(0)
    name = f"{_('人员名单')} {local_day(clock.now())}.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)


@bp.get("/new")
def new() -> Response:
    """Ask for a person whom the office knows."""
    return _form_page(None, {}, ())


@bp.post("/new")
@once
def create() -> Response:
    """Put a person on the list."""
    typed = _typed()
    group_id = row_number(typed["group"])
    try:
        with writer() as session:
            listed = Listed(typed["name"], typed["phone"], "", "")
            person = people.add_person(session, listed, clock.now())
            if group_id is not None:
                groups.get_group(session, group_id)
                groups.join_group(session, person.id, group_id, typed["term"], clock.now())
            record(session, _deed("person.add", person.id), clock.now())
            return commit_once(session, url_for("person.show", person_id=person.id))
    except QuestionBankError as error:
        return _form_page(None, typed, ((FIELDS.get(error.message_id), wording_of_error(error)),))


@bp.get("/<int:person_id>/edit")
def edit(person_id: int) -> Response:
    """Ask for a person's right name and phone number."""
    with reader() as session:
        person = people.get_person(session, person_id)
    return _form_page(person, {"name": person.name or "", "phone": person.phone or ""}, ())


@bp.post("/<int:person_id>/edit")
@once
def save(person_id: int) -> Response:
    """Correct a person's name and phone number."""
    typed = _typed()
    try:
        with writer() as session:
            people.save_person(session, person_id, typed["name"], typed["phone"])
            record(session, _deed("person.edit", person_id), clock.now())
            return commit_once(session, url_for("person.show", person_id=person_id))
    except QuestionBankError as error:
        if error.message_id not in FIELDS:
            raise
        with reader() as session:
            person = people.get_person(session, person_id)
        return _form_page(person, typed, ((FIELDS[error.message_id], wording_of_error(error)),))


def read_wanted() -> Wanted:
    """Read the search in the address; what makes no sense is dropped."""
    sent = request.args
    group = row_number(sent.get("group", ""))
    return Wanted(
        text=sent.get("q", "").strip()[:LONGEST_QUERY].replace("\0", ""),
        group=str(group) if group else "",
        role=sent.get("role", "") if sent.get("role", "") in list(Role) else "",
        standing=sent.get("standing", "") if sent.get("standing", "") in list(Standing) else "",
    )


def shown_row(
    person: Person, belonging: list[Membership], paths: dict[int, str], seen: dict[int, datetime]
) -> Row:
    """Return one person as lists show them."""
    last = seen.get(person.id)
    return Row(
        id=person.id,
        name=person.name or str(_("（未留姓名）")),
        phone=shown_phone(person.phone or ""),
        groups=tuple(f"{paths.get(each.group_id, '')}　{each.term}".strip() for each in belonging),
        roles=tuple(str(_(ROLES[role])) for role in Role if role in _held(person)),
        standing=standing_of(person, is_seen=last is not None),
        seen=local_day(last) if last is not None else "",
    )


def standing_of(person: Person, *, is_seen: bool) -> Standing:
    """Tell where a person stands with the site."""
    if not person.active:
        return Standing.CLOSED
    if person.name is None:
        return Standing.UNNAMED
    return Standing.HERE if is_seen or person.password_hash else Standing.LISTED


def shown_phone(phone: str) -> str:
    """Return a phone number as this trainer may see it."""
    if current_user.may(Role.ADMIN) or not phone:
        return phone
    shown = 3
    return f"{phone[:shown]}****{phone[-shown:]}"


def _held(person: Person) -> set[Role]:
    return {row.role for row in person.role_rows}


def _lines(wanted: PeopleFilter) -> Iterator[tuple[str, ...]]:
    with reader() as session:
        paths = {line.id: line.path for line in groups.group_tree(session, archived=True)}
        for person, belonging in people.all_people(session, wanted):
            yield (
                person.name or "",
                person.phone or "",
                "；".join(paths.get(each.group_id, "").replace(" / ", "/") for each in belonging),
                "；".join(dict.fromkeys(each.term for each in belonging if each.term)),
                "、".join(str(_(ROLES[role])) for role in Role if role in _held(person)),
                str(_(STANDINGS[standing_of(person, is_seen=person.joined_at is not None)])),
            )


def _typed() -> dict[str, str]:
    return {
        name: request.form.get(name, "").strip()[:80] for name in ("name", "phone", "group", "term")
    }


def _deed(action: str, person_id: int) -> Deed:
    return Deed(action, current_user.person_id, "person", person_id)


def _form_page(
    person: Person | None, typed: dict[str, str], problems: tuple[Problem, ...]
) -> Response:
    with reader() as session:
        offered = groups.group_tree(session)
    return fragments.page(
        "trainer/person_form.html",
        block="main",
        status=422 if problems else 200,
        person=person,
        typed=dict.fromkeys(("name", "phone", "group", "term"), "") | typed,
        problems=problems,
        errors=dict(problems),
        groups=offered,
    )
