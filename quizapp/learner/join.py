"""Coming in: by a scanned or typed invitation, or by a one-time code for another phone."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Flask, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.storage import groups, invitations, joining
from question_bank.storage.groups import GroupLine
from question_bank.storage.invitations import InvitationState, Target
from question_bank.storage.models import Invitation
from question_bank.storage.models.values import InvitationKind
from quizapp import clock, fragments
from quizapp.accounts import entering
from quizapp.accounts.entering import EndedError, Newcomer
from quizapp.accounts.limits import wrong_codes
from quizapp.database import reader
from quizapp.learner.elsewhere import is_wechat
from quizapp.messages import wording_of_error
from quizapp.routing import row_number

bp = Blueprint("join", __name__, url_prefix="/join")

Problem = tuple[str | None, str]
#: A code longer than this many characters is none.
LONGEST_CODE: Final = 40


@dataclass(frozen=True, slots=True)
class Arrival:
    """
    What the page of an invitation shows.

    Attributes:
        groups: What to choose from; empty where the invitation names the group.
        as_new: Whether the named person of this phone is asked who else comes in.
        twin: Whether somebody of the typed name is in the group already.
        is_listed: Whether nobody of that name has ever been here, so that there is no record yet.
        asks_phone: Whether one of them is on the office's list with a phone number.
    """

    code: str
    term: str
    target: Target
    groups: list[GroupLine]
    as_new: bool
    is_wechat: bool
    name: str = ""
    group_id: int | None = None
    twin: bool = False
    is_listed: bool = False
    asks_phone: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> dict[str | None, str]:
        """The problems by field."""
        return dict(self.problems)


def init_app(app: Flask) -> None:
    """Register the pages; whoever guesses codes has to wait."""
    app.register_blueprint(bp)
    for name in ("join.type_code", "join.show", "join.enter"):
        app.view_functions[name] = wrong_codes(app, app.view_functions[name])


@bp.get("")
def ask() -> Response:
    """Ask for the code of an invitation."""
    return _code_page()


@bp.post("")
def type_code() -> Response:
    """Lead to the invitation whose code was typed."""
    typed = unicodedata.normalize("NFKC", request.form.get("code", ""))
    code = "".join(letter for letter in typed[:LONGEST_CODE] if letter.isalnum())
    if not code.isascii() or not code.isdecimal():
        return _code_page(typed, str(_("邀请码是一串数字，请照着邀请上的再输一次。")))
    try:
        with reader() as session:
            invitations.get_by_code(session, code)
    except NotFoundError as error:
        return _code_page(typed, wording_of_error(error))
    return fragments.redirect(url_for("join.show", code=code))


@bp.get("/<code>")
def show(code: str) -> Response:
    """Show who is invited to what; greet who is there already."""
    invitation = _find(code)
    is_known = bool(current_user.is_authenticated and current_user.name)
    if invitation.kind is InvitationKind.JOIN and is_known and "new" not in request.args:
        with reader() as session:
            is_there = invitation.group_id is not None and joining.belongs_to(
                session, current_user.person_id, invitation.group_id, invitation.term
            )
        if is_there:
            return fragments.redirect(_welcome(invitation))
    if invitations.state_of(invitation, clock.now()) is not InvitationState.OPEN:
        return _ended_page(invitation)
    return _page(invitation, _arrival(invitation))


@bp.post("/<code>")
def enter(code: str) -> Response:
    """Let the visitor in."""
    invitation = _find(code)
    if entering.came_in_already():
        return fragments.redirect(_welcome(invitation))
    if invitations.state_of(invitation, clock.now()) is not InvitationState.OPEN:
        return _ended_page(invitation)
    try:
        answer = _let_in(invitation)
    except EndedError:
        answer = _ended_page(_find(code))
    # The same form, sent a moment ago, may have let this visitor in meanwhile.
    if answer.status_code >= HTTPStatus.BAD_REQUEST and entering.came_in_already():
        return fragments.redirect(_welcome(invitation))
    return answer


def sign_out_first(address: str) -> Response:
    """Tell a trainer that a deputy's record opens on a deputy's device only."""
    said = _("您现在是以培训人员的身份登录的，请先退出，再打开代表的记录。")
    return fragments.notify(fragments.redirect(address), str(said), "warning")


def _let_in(invitation: Invitation) -> Response:
    if invitation.kind is InvitationKind.DEVICE:
        return _open_record(invitation)
    if request.form.get("as") == "me" and current_user.is_authenticated and current_user.name:
        return _join_as_oneself(invitation)
    return _join(invitation)


def _open_record(invitation: Invitation) -> Response:
    if current_user.is_trainer:
        return sign_out_first(url_for("join.show", code=invitation.code))
    entry = entering.open_by_code(invitation)
    return told_of_merging(fragments.redirect(url_for("join.welcome")), entry.merged)


def _join_as_oneself(invitation: Invitation) -> Response:
    arrival = _arrival(invitation)
    if arrival.groups and arrival.group_id is None:
        return _page(invitation, replace(arrival, problems=(_choose_group(),)))
    entering.join_as_oneself(invitation, arrival.group_id)
    return fragments.redirect(_welcome(invitation))


def _join(invitation: Invitation) -> Response:
    arrival = _arrival(invitation)
    problems: list[Problem] = [_choose_group()] if arrival.groups and not arrival.group_id else []
    name = ""
    try:
        name = joining.sound_name(request.form.get("name", ""))
    except InvalidInputError as error:
        problems.insert(0, ("name", wording_of_error(error)))
    if problems:
        return _page(invitation, replace(arrival, problems=tuple(problems)))
    newcomer = Newcomer(name, arrival.group_id, invitation.term)
    if request.form.get("as") != "another":
        answer = _meet_namesakes(invitation, replace(arrival, name=name), newcomer)
        if answer is not None:
            return answer
    entry = entering.join_as_newcomer(invitation, newcomer)
    return told_of_merging(fragments.redirect(_welcome(invitation)), entry.merged)


def _meet_namesakes(
    invitation: Invitation, arrival: Arrival, newcomer: Newcomer
) -> Response | None:
    """Ask who the visitor is, where the group has somebody of this name; else `None`."""
    own = None if current_user.is_authenticated and current_user.name else current_user.person_id
    with reader() as session:
        twins = joining.find_namesakes(session, newcomer.name, newcomer.group_id, but_of=own)
    if not twins:
        return None
    listed = [twin for twin in twins if not twin.has_been_here and twin.phone]
    is_listed = not any(twin.has_been_here for twin in twins)
    asked = replace(arrival, twin=True, is_listed=is_listed, asks_phone=bool(listed))
    typed = request.form.get("phone", "")
    if not typed or not listed:
        return _page(invitation, asked, status=422)
    found = [twin for twin in listed if twin.phone == _digits(typed)]
    if len(found) != 1:
        said = str(_("和名单上的手机号对不上，请再看看，或者请培训人员帮忙。"))
        return _page(invitation, replace(asked, problems=(("phone", said),)))
    entry = entering.join_as_listed(invitation, found[0].person_id, newcomer)
    return told_of_merging(fragments.redirect(_welcome(invitation)), entry.merged)


def _digits(typed: str) -> str:
    try:
        return joining.sound_phone(typed)
    except InvalidInputError:
        return ""


def told_of_merging(answer: Response, merged: int) -> Response:
    """Say how many answers that were given on this phone came along."""
    if not merged:
        return answer
    said = _("这部手机上之前答的 %(count)s 题次，已经并到您的记录里。", count=merged)
    return fragments.notify(answer, str(said))


def _find(code: str) -> Invitation:
    with reader() as session:
        return invitations.get_by_code(session, code[:LONGEST_CODE])


def _arrival(invitation: Invitation) -> Arrival:
    """Return the page of an invitation with what the form of this request holds."""
    with reader() as session:
        target = invitations.target_of(session, invitation)
        is_open = invitation.kind is InvitationKind.JOIN and invitation.group_id is None
        offered = groups.group_tree(session) if is_open else []
    chosen = row_number(request.form.get("group", ""))
    known = {line.id for line in offered}
    return Arrival(
        code=invitation.code or "",
        term=invitation.term,
        target=target,
        groups=offered,
        as_new="new" in request.values or request.form.get("as") == "another",
        is_wechat=is_wechat(),
        name=request.form.get("name", "")[:LONGEST_CODE],
        group_id=invitation.group_id or (chosen if chosen in known else None),
    )


def _choose_group() -> Problem:
    return "group", str(_("请选择您所在的代表团或小组。"))


def _welcome(invitation: Invitation) -> str:
    """Return where somebody goes who is in; the page looks up the paper by the code."""
    code = invitation.code if invitation.paper_id is not None else None
    return url_for("join.welcome", by=code)


def _page(invitation: Invitation, arrival: Arrival, status: int = 200) -> Response:
    name = "carry_here" if invitation.kind is InvitationKind.DEVICE else "join"
    return fragments.page(
        f"learner/{name}.html",
        block="main",
        status=422 if arrival.problems else status,
        arrival=arrival,
    )


def _ended_page(invitation: Invitation) -> Response:
    state = invitations.state_of(invitation, clock.now())
    return fragments.page(
        "learner/join_ended.html",
        block="main",
        status=410,
        state=state,
        is_phone_code=invitation.kind is InvitationKind.DEVICE,
    )


@bp.errorhandler(NotFoundError)
def _unknown_page(error: NotFoundError) -> Response:
    """Answer an address whose code no invitation has: it may have been copied badly."""
    return _code_page(error=wording_of_error(error), status=404)


def _code_page(typed: str = "", error: str = "", status: int = 422) -> Response:
    return fragments.page(
        "learner/join_code.html",
        block="main",
        status=status if error else 200,
        typed=typed[:LONGEST_CODE],
        error=error,
    )
