"""Bring questions in from files and pasted text: upload, look, confirm."""

from __future__ import annotations

import secrets
from typing import Any, Final

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError, QuestionBankError
from question_bank.export.exchange.applying import Importer, Outcome, Wishes
from question_bank.export.exchange.planning import Plan, plan_import
from question_bank.export.exchange.reading import read_questions
from question_bank.export.exchange.transport import reading_from_json, reading_to_json
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Finding, Item
from question_bank.storage.import_drafts import forget_import, keep_import, kept_import
from question_bank.storage.imports import stems_of
from question_bank.storage.models.values import Status
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.jobs import wake
from quizapp.jobs.imports import wishes_to_json
from quizapp.messages import wording_of_error
from quizapp.routing import row_number
from quizapp.trainer.checking import check
from quizapp.trainer.exchange_choice import exchange_choice
from quizapp.trainer.exchange_running import (
    SMALL,
    importing_of,
    is_under_way,
    leave_to_job,
    what_came,
)
from quizapp.trainer.exchange_shown import (
    MOST_SHOWN,
    listed_in,
    shown_outcome,
    shown_plan,
)

bp = Blueprint("exchange", __name__, url_prefix="/trainer/exchange")
guard(bp, *TRAINERS)

PASTED: Final = "粘贴的文字"
LONGEST_NAME: Final = 120


@bp.get("/")
def show() -> Response:
    """Offer both ways: bring in, and take out."""
    return _page()


@bp.post("/imports")
@once
def read() -> ResponseReturnValue:
    """Read what was sent and keep it for a look; nothing is stored in the bank yet."""
    try:
        name, data = _sent()
        reading = read_questions(data, name)
    except QuestionBankError as error:
        return _page(wording_of_error(error), status=422)
    token = secrets.token_urlsafe(12)
    content = {"name": name, "reading": reading_to_json(reading)}
    with writer() as session:
        keep_import(session, current_user.person_id, token, content, clock.now())
        return commit_once(session, url_for("exchange.preview", token=token))


@bp.get("/imports/<token>")
def preview(token: str) -> Response:
    """Show what would become of each question, or what became of it."""
    return _preview(token)


@bp.post("/imports/<token>/confirm")
@once
def confirm(token: str) -> ResponseReturnValue:
    """Carry the import out, whole or not at all."""
    now, person_id = clock.now(), current_user.person_id
    with writer() as session:
        kept = kept_import(session, person_id, token)
        here = url_for("exchange.preview", token=token)
        if "outcome" in kept.content or is_under_way(session, kept):
            return fragments.redirect(here)
        name = str(kept.content["name"])
        if len(kept.content["reading"]["found"]) > SMALL:
            job_id = leave_to_job(session, kept, token, wishes_to_json(_wishes(name), _kind_sent()))
            answer = commit_once(session, here)
            wake(job_id)
            return answer
        plan = plan_import(session, reading_from_json(kept.content["reading"]), _kind_sent())
        importer = Importer(session, _check, _draw, person_id, now)
        outcome = importer.carry_out(plan, _wishes(name))
        # Storing many at once lets go of what the session had loaded.
        kept = kept_import(session, person_id, token)
        kept.content = {"name": name, "outcome": _outcome_json(outcome, plan)}
        answer = commit_once(session, here)
    return fragments.notify(answer, str(_("导入完成。")))


@bp.post("/imports/<token>/discard")
def discard(token: str) -> Response:
    """Forget what was read, unless a job is carrying it out."""
    with writer() as session:
        kept = kept_import(session, current_user.person_id, token)
        if is_under_way(session, kept):
            return fragments.redirect(url_for("exchange.preview", token=token))
        forget_import(session, current_user.person_id, token)
        session.commit()
    return fragments.notify(
        fragments.redirect(url_for("exchange.show")), str(_("已放弃，题库没有变化。")), "info"
    )


def _page(problem: str = "", status: int = 200) -> Response:
    choice = exchange_choice(request.form if problem else None, problem)
    return fragments.page("trainer/exchange.html", block="main", status=status, choice=choice)


def _preview(token: str) -> Response:
    here = url_for("exchange.preview", token=token)
    with reader() as session:
        kept = kept_import(session, current_user.person_id, token)
        content, importing = what_came(session, kept), importing_of(session, kept, here)
        if importing is not None and importing.is_open:
            return fragments.page(
                "trainer/import_running.html", block="importing", importing=importing
            )
        if "outcome" in content:
            outcome = shown_outcome(content, stems_of(session, listed_in(content)))
            return _whole("trainer/import_done.html", here, outcome=outcome)
        reading = reading_from_json(kept.content["reading"])
        plan = plan_import(session, reading)
    shown = shown_plan(token, str(kept.content["name"]), reading, plan)
    problem = importing.sentence if importing else ""
    return _whole("trainer/import_preview.html", here, shown=shown, problem=problem)


def _whole(template: str, address: str, **values: Any) -> Response:
    """Return a page; the part that asks how far a job is loads it as one."""
    if fragments.wants_fragment():
        return fragments.redirect(address)
    return fragments.page(template, block="main", **values)


def _sent() -> tuple[str, bytes]:
    """
    Return name and content of the file or the text that was sent.

    Raises:
        InvalidInputError: If neither was.
    """
    upload = request.files.get("file")
    if upload is not None and upload.filename:
        name = upload.filename.replace("\\", "/").rpartition("/")[2]
        return "".join(filter(str.isprintable, name))[-LONGEST_NAME:], upload.stream.read()
    text = request.form.get("text", "")
    if not text.strip():
        raise InvalidInputError("import.nothing_sent")
    return str(_(PASTED)), text.encode("utf-8", "replace")


def _wishes(name: str) -> Wishes:
    """Return what the form says; what makes no sense is a mistake of nobody's."""
    status = {each.value: each for each in (Status.DRAFT, Status.REVIEW)}.get(
        request.form.get("status", ""), Status.DRAFT
    )
    pairs = [text.partition(".")[::2] for text in request.form.getlist("update")]
    repeated = request.form.getlist("repeat")
    if len(pairs) > MOST_SHOWN or len(repeated) > MOST_SHOWN:
        abort(400)
    return Wishes(
        status=status,
        updates={_number(index): _number(version) for index, version in pairs},
        repeated=frozenset(map(_number, repeated)),
        name=name,
    )


def _number(text: str) -> int:
    number = row_number(text)
    if number is None:
        abort(400)
    return number


def _kind_sent() -> Kind:
    sent = request.form.get("kind", "")
    return next((kind for kind in Kind if kind.value == sent), Kind.SYSTEM)


def _check(item: Item) -> tuple[Finding, ...]:
    return check(item, None)


def _draw() -> str:
    return secrets.token_urlsafe(16)


def _outcome_json(outcome: Outcome, plan: Plan) -> dict[str, object]:
    return {
        "created": list(outcome.created),
        "updated": list(outcome.updated),
        "left_out": outcome.left_out,
        "read": len(plan.entries),
    }
