"""Invitations: a QR code on the wall, a row of digits, a link."""

from __future__ import annotations

import io
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final
from urllib.parse import urlsplit

import segno
from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import QuestionBankError
from question_bank.storage import groups, invitations
from question_bank.storage.audit import Deed, record
from question_bank.storage.groups import GroupLine
from question_bank.storage.invitations import (
    JOIN_DIGITS,
    InvitationState,
    Target,
    Wish,
    new_code,
    state_of,
)
from question_bank.storage.models import Invitation
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.messages import wording_of_error
from quizapp.moments import start_of, zone
from quizapp.routing import number_of_query, row_number

bp = Blueprint("invitations", __name__, url_prefix="/trainer/invitations")
guard(bp, *TRAINERS)

Problem = tuple[str | None, str]
#: How long an invitation works unless the trainer says otherwise, in days.
USUAL_DAYS: Final = 30
#: The field that each fault is about.
FIELDS: Final = {
    "invitation.term": "term",
    "invitation.end": "ends_on",
    "invitation.max_uses": "max_uses",
    "invitation.no_paper": "paper",
    "group.missing": "group",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """
    An invitation as a page shows it.

    Attributes:
        is_local: Whether its link works on this machine only.
    """

    id: int
    code: str
    link: str
    term: str
    target: Target
    state: InvitationState
    uses: int
    max_uses: int | None
    expires_at: datetime | None
    is_local: bool

    @property
    def spaced_code(self) -> str:
        """The digits in two groups, as people read them."""
        return f"{self.code[:4]} {self.code[4:]}"

    @property
    def last_day(self) -> datetime | None:
        """A moment of the last day on which it works."""
        return self.expires_at - timedelta(seconds=1) if self.expires_at else None


@dataclass(frozen=True, slots=True)
class Offer:
    """What the form of a new invitation offers, and what was typed."""

    groups: list[GroupLine]
    papers: list[tuple[int, str]]
    typed: dict[str, str]
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> dict[str | None, str]:
        """The problems by field."""
        return dict(self.problems)


@bp.get("/")
def index() -> Response:
    """List the invitations, newest first."""
    number = number_of_query("page")
    with reader() as session:
        rows, pages = invitations.list_to_join(session, number)
        targets = invitations.targets_of(session, rows)
        shown = [_shown(row, target) for row, target in zip(rows, targets, strict=True)]
    return fragments.page(
        "trainer/invitations.html",
        block="main",
        shown=shown,
        number=min(number, pages),
        pages=pages,
    )


@bp.get("/new")
def new() -> Response:
    """Offer a new invitation."""
    ends_on = _local_day() + timedelta(days=USUAL_DAYS)
    typed = {"group": request.args.get("group", ""), "ends_on": ends_on.isoformat()}
    return _form(typed | {"paper": request.args.get("paper", "")})


@bp.post("/new")
@once
def create() -> Response:
    """Make an invitation and show it."""
    typed = {name: request.form.get(name, "").strip()[:60] for name in _TYPED}
    wish, problems = _read(typed)
    if problems:
        return _form(typed, problems)
    try:
        with writer() as session:
            made = invitations.invite_to_join(
                session,
                wish,
                code=new_code(secrets.SystemRandom(), JOIN_DIGITS),
                created_by_id=current_user.person_id,
                now=clock.now(),
            )
            record(session, _deed("invitation.make", made), clock.now())
            return commit_once(session, url_for("invitations.show", invitation_id=made.id))
    except QuestionBankError as error:
        return _form(typed, ((FIELDS.get(error.message_id), wording_of_error(error)),))


@bp.get("/<int:invitation_id>")
def show(invitation_id: int) -> Response:
    """Show an invitation, to be put on the wall or sent."""
    return fragments.page("trainer/invitation.html", block="main", invitation=_find(invitation_id))


@bp.get("/<int:invitation_id>/qr.svg")
def qr(invitation_id: int) -> Response:
    """Send the QR code of an invitation's link."""
    return qr_answer(_find(invitation_id).link)


@bp.post("/<int:invitation_id>/revoke")
def revoke(invitation_id: int) -> Response:
    """End an invitation."""
    with writer() as session:
        invitations.revoke_invitation(session, invitation_id, clock.now())
        ended = invitations.get_to_join(session, invitation_id)
        record(session, _deed("invitation.revoke", ended), clock.now())
        session.commit()
    answer = fragments.redirect(url_for("invitations.show", invitation_id=invitation_id))
    return fragments.notify(answer, str(_("邀请已收回，已经加入的人不受影响。")))


def qr_answer(address: str) -> Response:
    """Answer with the QR code of an address, which no cache keeps."""
    picture = io.BytesIO()
    segno.make(address, micro=False, error="m").save(
        picture, kind="svg", scale=6, border=2, xmldecl=False
    )
    response = Response(picture.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response


def link_to(code: str) -> str:
    """Return the address that a code's QR holds."""
    settings = current_app.extensions["settings"]
    return f"{settings.public_url}{url_for('join.show', code=code)}"


def is_local(address: str) -> bool:
    """Tell whether an address works on this machine only."""
    host = urlsplit(address).hostname or ""
    return host in {"localhost", "::1"} or host.startswith("127.")


_TYPED: Final = ("group", "term", "paper", "ends_on", "max_uses")


def _read(typed: dict[str, str]) -> tuple[Wish, tuple[Problem, ...]]:
    problems: list[Problem] = []
    ends_at = None
    if typed["ends_on"]:
        try:
            day = datetime.fromisoformat(typed["ends_on"]).date()
            # Until the day is over where the office is.
            ends_at = start_of(day + timedelta(days=1))
        except (ValueError, OverflowError):
            problems.append(("ends_on", str(_("请写成 2026-03-02 这样的日期。"))))
    most = row_number(typed["max_uses"])
    if typed["max_uses"] and most is None:
        problems.append(("max_uses", str(_("人数上限要写整数，不限就留空。"))))
    wish = Wish(
        group_id=row_number(typed["group"]),
        term=typed["term"],
        paper_id=row_number(typed["paper"]),
        expires_at=ends_at,
        max_uses=most,
    )
    return wish, tuple(problems)


def _local_day() -> date:
    return clock.now().astimezone(zone()).date()


def _form(typed: dict[str, str], problems: tuple[Problem, ...] = ()) -> Response:
    with reader() as session:
        offer = Offer(
            groups=groups.group_tree(session),
            papers=invitations.papers_to_offer(session),
            typed=dict.fromkeys(_TYPED, "") | typed,
            problems=problems,
        )
    status = 422 if problems else 200
    return fragments.page("trainer/invitation_new.html", block="main", status=status, offer=offer)


def _find(invitation_id: int) -> Shown:
    with reader() as session:
        row = invitations.get_to_join(session, invitation_id)
        return _shown(row, invitations.target_of(session, row))


def _shown(row: Invitation, target: Target) -> Shown:
    link = link_to(row.code or "")
    return Shown(
        id=row.id,
        code=row.code or "",
        link=link,
        term=row.term,
        target=target,
        state=state_of(row, clock.now()),
        uses=row.uses,
        max_uses=row.max_uses,
        expires_at=row.expires_at,
        is_local=is_local(link),
    )


def _deed(action: str, made: Invitation) -> Deed:
    details = {"group": made.group_id, "term": made.term, "paper": made.paper_id}
    return Deed(action, current_user.person_id, "invitation", made.id, details)
