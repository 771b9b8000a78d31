"""One person's page: where they belong, what they may do, their data, another phone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, Final

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.storage import accounts, audit, groups, invitations, joining, people, roles
from question_bank.storage.audit import Deed, record
from question_bank.storage.groups import GroupLine, normal_text
from question_bank.storage.models import AuditEntry, Invitation, Person
from question_bank.storage.models.values import Role
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard, requires_role
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.owndata import data_file
from quizapp.people_names import ROLE_NOTES, ROLES
from quizapp.routing import row_number
from quizapp.trainer.invitations import link_to, qr_answer
from quizapp.trainer.people import Row, shown_row

bp = Blueprint("person", __name__, url_prefix="/trainer/people/<int:person_id>")
guard(bp, *TRAINERS)

#: Roles that can be given, with what they are called and what they allow.
GIVEN: Final = (Role.AUTHOR, Role.REVIEWER, Role.ADMIN)


@dataclass(frozen=True, slots=True)
class Shown:
    """
    What the page shows.

    Attributes:
        code: A one-time code that opens the person's record now; `None` where there is none.
        history: What was done to the person, newest first.
    """

    person: Person
    row: Row
    memberships: list[tuple[int, str]]
    groups: list[GroupLine]
    roles: frozenset[Role]
    code: Invitation | None
    history: list[AuditEntry]

    @property
    def is_admin(self) -> bool:
        """Whether who looks may change roles and close the account."""
        return bool(current_user.may(Role.ADMIN))


@bp.get("")
def show(person_id: int) -> Response:
    """Show one person."""
    return _page(person_id)


@bp.post("/groups")
@once
def join(person_id: int) -> Response:
    """Let the person belong to a group."""
    group_id = row_number(request.form.get("group", ""))
    term = normal_text(request.form.get("term", "").replace("\0", ""))[: groups.LONGEST_TERM]
    if group_id is None:
        return _page(person_id, str(_("请选择代表团或小组。")))
    with writer() as session:
        people.get_person(session, person_id)
        groups.get_group(session, group_id)
        groups.join_group(session, person_id, group_id, term, clock.now())
        details = {"group": group_id, "term": term}
        record(session, _deed("person.group", person_id, details), clock.now())
        return commit_once(session, url_for("person.show", person_id=person_id))


@bp.post("/groups/<int:membership_id>/leave")
def leave(person_id: int, membership_id: int) -> Response:
    """End a membership."""
    with writer() as session:
        people.get_person(session, person_id)
        groups.leave_group(session, person_id, membership_id, clock.now())
        record(session, _deed("person.leave", person_id), clock.now())
        session.commit()
    return _back(person_id, str(_("已从这个代表团移出，答题记录不变。")))


@bp.post("/roles")
@requires_role(Role.ADMIN)
def grant(person_id: int) -> Response:
    """Give the person exactly the roles that were ticked."""
    wanted = [role for role in GIVEN if role.value in request.form.getlist("role")]
    with writer() as session:
        given = roles.set_roles(
            session, person_id, wanted, by_id=current_user.person_id, now=clock.now()
        )
        details = {"roles": [role.value for role in given]}
        record(session, _deed("person.roles", person_id, details), clock.now())
        session.commit()
    return _back(person_id, str(_("角色已保存，马上生效。")))


@bp.post("/code")
@once
def make_code(person_id: int) -> Response:
    """Make a one-time code that opens the person's record on another phone."""
    with writer() as session:
        if not people.get_person(session, person_id).active:
            raise InvalidInputError("person.closed")
        invitations.invite_to_phone(
            session,
            person_id,
            code=invitations.new_code(secrets.SystemRandom(), invitations.PHONE_DIGITS),
            created_by_id=current_user.person_id,
            lifetime=invitations.TRAINERS_PHONE_LIFETIME,
            now=clock.now(),
        )
        record(session, _deed("person.phone_code", person_id), clock.now())
        return commit_once(session, url_for("person.show", person_id=person_id) + "#code")


@bp.get("/code.svg")
def code_qr(person_id: int) -> Response:
    """Send the QR code of the one-time code."""
    with reader() as session:
        made = invitations.find_phone_code(session, person_id, clock.now())
    if made is None:
        abort(404)
    return qr_answer(link_to(made.code or ""))


@bp.post("/reset")
@requires_role(Role.ADMIN)
def reset(person_id: int) -> Response:
    """Make a link that gives a trainer a new password; it is shown this once."""
    token = secrets.token_urlsafe(24)
    with writer() as session:
        person = people.get_person(session, person_id)
        if person.password_hash is None or not person.active:
            raise InvalidInputError("person.no_account")
        accounts.revoke_open_reset_links(session, person_id, clock.now())
        accounts.invite_to_reset(
            session,
            token=token,
            person_id=person_id,
            now=clock.now(),
            created_by_id=current_user.person_id,
        )
        record(session, _deed("person.reset_link", person_id), clock.now())
        session.commit()
    return _page(person_id, link=token)


@bp.post("/pin")
def forget_pin(person_id: int) -> Response:
    """Take a PIN away that its owner has forgotten."""
    with writer() as session:
        people.get_person(session, person_id)
        joining.set_pin(session, person_id, None)
        record(session, _deed("person.pin_removed", person_id), clock.now())
        session.commit()
    return _back(person_id, str(_("数字密码已取消，本人可以重新设。")))


@bp.post("/<any(close, open, forget):deed>")
@requires_role(Role.ADMIN)
def change(person_id: int, deed: str) -> Response:
    """Close the account, open it again, or take the person's identity away."""
    if deed == "forget" and request.form.get("sure") != "yes":
        return _page(person_id, str(_("请先勾选“我知道不能恢复”。")))
    now = clock.now()
    with writer() as session:
        if deed == "close":
            roles.deactivate(session, person_id, now)
        elif deed == "open":
            roles.reactivate(session, person_id)
        else:
            roles.anonymise(session, person_id, now)
        record(session, _deed(f"person.{deed}", person_id), now)
        session.commit()
    said = {
        "close": _("已停用，这个人在所有设备上都退出了。"),
        "open": _("已恢复，本人要重新登录或重新加入。"),
        "forget": _("身份信息已清除，答题统计保留。"),
    }[deed]
    return _back(person_id, str(said))


@bp.get("/data.zip")
@requires_role(Role.ADMIN)
def data(person_id: int) -> Response:
    """Send all that is kept about the person."""
    with writer() as session:
        people.get_person(session, person_id)
        record(session, _deed("person.export", person_id), clock.now())
        session.commit()
    return data_file(person_id)


def _page(person_id: int, problem: str = "", link: str = "") -> Response:
    with reader() as session:
        person = people.get_person(session, person_id)
        tree = groups.group_tree(session, archived=True)
        paths = {line.id: line.path for line in tree}
        belonging = people.current_memberships(session, [person_id]).get(person_id, [])
        seen = people.last_seen(session, [person_id])
        shown = Shown(
            person=person,
            row=shown_row(person, belonging, paths, seen),
            memberships=[
                (each.id, f"{paths.get(each.group_id, '')}　{each.term}".strip())
                for each in belonging
            ],
            groups=[line for line in tree if not line.is_archived],
            roles=person.roles,
            code=invitations.find_phone_code(session, person_id, clock.now()),
            history=list(audit.history_of(session, "person", person_id))[:20],
        )
    site = current_app.extensions["settings"].public_url
    return fragments.page(
        "trainer/person.html",
        block="main",
        status=422 if problem else 200,
        shown=shown,
        problem=problem,
        link=f"{site}{url_for('accounts.link', token=link)}" if link else "",
        roles=[(role, str(_(ROLES[role])), str(_(ROLE_NOTES[role]))) for role in GIVEN],
    )


def _deed(action: str, person_id: int, details: dict[str, Any] | None = None) -> Deed:
    return Deed(action, current_user.person_id, "person", person_id, details or {})


def _back(person_id: int, said: str) -> Response:
    answer = fragments.redirect(url_for("person.show", person_id=person_id))
    return fragments.notify(answer, said)
