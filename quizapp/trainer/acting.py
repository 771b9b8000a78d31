"""Publish, sign, send back, retire, reject: the buttons on a question's page."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import ConflictError
from question_bank.storage import questions
from question_bank.storage.models.values import Status
from question_bank.storage.reviewing import Shown
from question_bank.storage.settings import load_office
from quizapp import clock, fragments
from quizapp.database import writer
from quizapp.routing import row_number
from quizapp.trainer.blueprint import LONGEST_REASON, is_reviewer, lock_version_sent
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.showing import DEEDS, DeedKind, question_page


def ticked() -> Iterator[Shown]:
    """Yield the questions ticked in a list, each once, with the state it was shown in."""
    seen: set[int] = set()
    for text in request.form.getlist("question"):
        number, _at, version = text.partition("@")
        question_id, lock_version = row_number(number), row_number(version)
        if question_id is not None and lock_version is not None and question_id not in seen:
            seen.add(question_id)
            yield Shown(question_id, lock_version)


@bp.post(
    "/<int:question_id>/<any(publish, sign, restore, review, return, retire, reject):deed_name>"
)
def act(question_id: int, deed_name: str) -> Response:
    """Do one thing with a question; the bank knows what may follow what."""
    deed = next(each for each in DEEDS if each.name == deed_name)
    if deed.for_reviewers and not is_reviewer():
        abort(403)
    reason = request.form.get("reason", "").strip()
    if deed.asks_why and not 0 < len(reason) <= LONGEST_REASON:
        return question_page(question_id, unexplained=deed.name, status=422)
    is_done = _carry_out(question_id, deed, reason if deed.asks_why else "")
    if fragments.wants_fragment():
        answer = question_page(question_id)
    else:
        answer = fragments.redirect(url_for("questions.show", question_id=question_id))
    return fragments.notify(answer, str(_(deed.done))) if is_done else answer


def _carry_out(question_id: int, deed: DeedKind, reason: str) -> bool:
    """Do it, unless it has been done; return whether something changed."""
    now, person_id = clock.now(), current_user.person_id
    with writer() as session:
        row = questions.get_question(session, question_id)
        if _is_done(row.status, deed, is_signed=row.is_signed):
            return False
        if row.lock_version != lock_version_sent():
            raise ConflictError("question.changed_meanwhile", id=question_id)
        by_another = load_office(session).two_signatures
        if deed.target is None:
            questions.sign_question(
                session, question_id, by_id=person_id, by_another=by_another, now=now
            )
        else:
            move = questions.Move(
                question_id, deed.target, person_id, reason, by_another=by_another
            )
            questions.move_question(session, move, now)
        session.commit()
    return True


def _is_done(status: Status, deed: DeedKind, *, is_signed: bool) -> bool:
    """Tell whether a question stands where *deed* leads: a phone may send a form twice."""
    if deed.target is None:
        return status is Status.PUBLISHED and is_signed
    return status is deed.target
