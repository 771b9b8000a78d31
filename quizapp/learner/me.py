"""A deputy's own page: how to read, what was learnt, what to be called."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.storage.audit import Deed
from question_bank.storage.audit import record as record_deed
from question_bank.storage.joining import normal_name
from question_bank.storage.learners import NOTHING_YET, Record, name_person, record_of
from question_bank.storage.people import places_of
from quizapp import clock, fragments
from quizapp.accounts import current_learner
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.learner.choices import Pair
from quizapp.learner.whose import known_person, person_to_write_for

bp = Blueprint("me", __name__, url_prefix="/me")

LONGEST_NAME: Final = 40


@dataclass(frozen=True, slots=True)
class Me:
    """What the page shows."""

    record: Record
    name: str
    error: str = ""

    @property
    def errors(self) -> tuple[Pair, ...]:
        """The error with its field, for the summary."""
        return (("name", self.error),) if self.error else ()


@bp.get("")
def show() -> Response:
    """Show settings, record and name."""
    learner = current_learner()
    return _page(learner.name if learner else "")


@bp.post("")
@once
def rename() -> ResponseReturnValue:
    """Keep the name the visitor wants to be called by; empty takes it away."""
    name = normal_name(request.form.get("name", ""))
    if len(name) > LONGEST_NAME or not name.isprintable() or name.startswith(("=", "+", "-", "@")):
        return _page(name, _("称呼最多 %(limit)s 个字，不能有特殊符号。", limit=LONGEST_NAME))
    person_id, now = person_to_write_for(), clock.now()
    with writer() as session:
        if not name and places_of(session, person_id):
            return _page(name, _("您在代表团的名单上，请留下姓名。"))
        name_person(session, person_id, name, now)
        record_deed(session, Deed("person.edit", person_id, "person", person_id), now)
        response = commit_once(session, url_for("me.show"))
    return fragments.notify(response, _("已保存。"))


def _page(name: str, error: str = "") -> Response:
    person_id = known_person()
    record = NOTHING_YET
    if person_id is not None:
        with reader() as session:
            record = record_of(session, person_id)
    return fragments.page(
        "learner/me.html", block="main", status=422 if error else 200, me=Me(record, name, error)
    )
