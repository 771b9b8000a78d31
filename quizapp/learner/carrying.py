"""Bring a record to another phone: by name, group and PIN, or by a one-time code."""

from __future__ import annotations

import io
import secrets
from collections.abc import Sequence
from dataclasses import dataclass

import segno
from flask import Flask, Response, abort, current_app, request, url_for
from flask_babel import gettext as _
from flask_limiter import RequestLimit
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.storage import groups, invitations, joining, people
from question_bank.storage.audit import Deed, record
from question_bank.storage.groups import GroupLine
from question_bank.storage.invitations import Target
from question_bank.storage.models import Invitation, Person
from quizapp import clock, fragments
from quizapp.accounts import entering
from quizapp.accounts.limits import note_wrong_pin, wrong_pins
from quizapp.accounts.passwords import PasswordKeeper
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.learner.elsewhere import is_wechat
from quizapp.learner.join import Problem, bp, sign_out_first, told_of_merging
from quizapp.messages import wording_of_error
from quizapp.routing import row_number


@dataclass(frozen=True, slots=True)
class Carrying:
    """What the page asks that opens a record by its PIN."""

    groups: list[GroupLine]
    name: str = ""
    group_id: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Welcome:
    """What is told to somebody who is in."""

    name: str
    groups: tuple[str, ...]
    target: Target
    has_pin: bool
    is_wechat: bool


def init_app(app: Flask) -> None:
    """Let nobody try PIN after PIN."""
    name = "join.open_by_pin"
    app.view_functions[name] = wrong_pins(app, app.view_functions[name], _locked_page)


@bp.get("/welcome")
def welcome() -> Response:
    """Tell somebody who is in where they are and what comes next."""
    if not current_user.is_authenticated or not current_user.name:
        return fragments.redirect(url_for("join.ask"))
    with reader() as session:
        person = session.get_one(Person, current_user.person_id)
        places = people.places_of(session, person.id)
        by = invitations.find_by_code(session, request.args.get("by", "")[:40])
        target = invitations.target_of(session, by) if by else Target()
    shown = Welcome(
        name=person.name or "",
        groups=places,
        target=target,
        has_pin=person.pin_hash is not None,
        is_wechat=is_wechat(),
    )
    return fragments.page("learner/welcome.html", block="main", welcome=shown)


@bp.get("/phone")
def other_phone() -> Response:
    """Ask for name, group and PIN."""
    return _phone_page()


@bp.post("/phone")
def open_by_pin() -> Response:
    """Open the record whose PIN is right; say that something is wrong, not what."""
    if current_user.is_trainer:
        return sign_out_first(url_for("join.other_phone"))
    if entering.came_in_already():
        return fragments.redirect(url_for("join.welcome"))
    name = joining.normal_name(request.form.get("name", "")[:200])
    group_id, pin = row_number(request.form.get("group", "")), request.form.get("pin", "")
    with reader() as session:
        candidates = joining.find_people_with_pin(session, name, group_id)
    found = _whose_pin(candidates, joining.plain_pin(pin))
    if len(found) != 1:
        note_wrong_pin()
        said = _(
            "没有对上。请看看姓名、代表团和数字密码；想不起来，可以请培训人员给一个一次性代码。"
        )
        return _phone_page(str(said))
    entry = entering.open_by_pin(found[0].id)
    return told_of_merging(fragments.redirect(url_for("join.welcome")), entry.merged)


def _whose_pin(candidates: Sequence[Person], pin: str) -> list[Person]:
    keeper: PasswordKeeper = current_app.extensions["passwords"]
    if not candidates:
        keeper.matches(None, pin)  # Takes as long as a wrong PIN.
    return [each for each in candidates if keeper.matches(each.pin_hash, pin)]


@bp.get("/pin")
def pin() -> Response:
    """Ask for a PIN to keep."""
    return _pin_page([]) if _own_name() else fragments.redirect(url_for("join.ask"))


@bp.post("/pin")
@once
def keep_pin() -> Response:
    """Keep the PIN that carries this person to another phone, or take it away."""
    if not _own_name():
        return fragments.redirect(url_for("join.ask"))
    typed, repeated = request.form.get("pin", ""), request.form.get("repeated", "")
    pin_hash = None
    if request.form.get("do") != "remove":
        try:
            sound = joining.sound_pin(typed)
        except InvalidInputError as error:
            return _pin_page([("pin", wording_of_error(error))])
        if joining.plain_pin(repeated) != sound:
            return _pin_page([("repeated", str(_("两次输入的不一样。")))])
        keeper: PasswordKeeper = current_app.extensions["passwords"]
        pin_hash = keeper.hash(sound)
    with writer() as session:
        joining.set_pin(session, current_user.person_id, pin_hash)
        response = commit_once(session, url_for("me.show"))
    said = _("数字密码设好了，换手机时用它找回记录。") if pin_hash else _("数字密码已取消。")
    return fragments.notify(response, str(said))


@bp.get("/code")
def code() -> Response:
    """Show the code that brings this record to another phone, if there is one now."""
    if not _own_name():
        return fragments.redirect(url_for("join.ask"))
    with reader() as session:
        made = invitations.find_phone_code(session, current_user.person_id, clock.now())
    return fragments.page("learner/phone_code.html", block="main", made=made)


@bp.post("/code")
@once
def make_code() -> Response:
    """Make a code that brings this record to another phone."""
    if not _own_name():
        return fragments.redirect(url_for("join.ask"))
    now, person_id = clock.now(), current_user.person_id
    digits = invitations.new_code(secrets.SystemRandom(), invitations.PHONE_DIGITS)
    with writer() as session:
        invitations.invite_to_phone(
            session,
            person_id,
            code=digits,
            created_by_id=person_id,
            lifetime=invitations.PHONE_LIFETIME,
            now=now,
        )
        record(session, Deed("person.phone_code", person_id, "person", person_id), now)
        return commit_once(session, url_for("join.code"))


@bp.get("/code/qr.svg")
def code_qr() -> Response:
    """Send the QR code of this record's one-time code."""
    made: Invitation | None = None
    if _own_name():
        with reader() as session:
            made = invitations.find_phone_code(session, current_user.person_id, clock.now())
    if made is None:
        abort(404)
    settings = current_app.extensions["settings"]
    picture = io.BytesIO()
    address = f"{settings.public_url}{url_for('join.show', code=made.code)}"
    segno.make(address, micro=False).save(picture, kind="svg", scale=5, border=2, xmldecl=False)
    response = Response(picture.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "no-store"
    return response


def _own_name() -> str:
    """Return the name of the deputy of this device; empty for nobody and for the unnamed."""
    return current_user.name if current_user.is_authenticated else ""


def _phone_page(problem: str = "") -> Response:
    with reader() as session:
        offered = groups.group_tree(session)
    chosen = row_number(request.form.get("group", ""))
    carrying = Carrying(offered, request.form.get("name", "")[:40], chosen, problem)
    return fragments.page(
        "learner/other_phone.html", block="main", status=422 if problem else 200, carrying=carrying
    )


def _locked_page(_limit: RequestLimit) -> Response:
    return fragments.page("learner/pin_locked.html", block="main", status=429)


def _pin_page(problems: list[Problem]) -> Response:
    with reader() as session:
        has_pin = session.get_one(Person, current_user.person_id).pin_hash is not None
    return fragments.page(
        "learner/pin.html",
        block="main",
        status=422 if problems else 200,
        problems=problems,
        errors=dict(problems),
        has_pin=has_pin,
    )
