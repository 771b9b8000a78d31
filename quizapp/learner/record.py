"""The learning record (学习档案): a page to read and to print."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response
from flask_login import current_user

from question_bank.storage.people import places_of
from question_bank.storage.records import LearningRecord, learning_record
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.learner.whose import known_person
from quizapp.moments import zone

bp = Blueprint("record", __name__, url_prefix="/me/record")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows; `record` is `None` for somebody who has done nothing."""

    name: str
    groups: tuple[str, ...]
    record: LearningRecord | None
    now: datetime


@bp.get("")
def show() -> Response:
    """Show what the visitor has done so far."""
    person_id, now = known_person(), clock.now()
    record: LearningRecord | None = None
    belonging: tuple[str, ...] = ()
    if person_id is not None:
        with reader() as session:
            record = learning_record(session, person_id, now, zone())
            belonging = places_of(session, person_id)
    name = current_user.name if current_user.is_authenticated else ""
    shown = Shown(name, belonging, record, now)
    return fragments.page("learner/record.html", block="main", shown=shown)
