"""A half-written question: kept while it is typed, offered when its writer comes back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from question_bank.questions.values import ItemType
from question_bank.storage import drafts
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.moments import local_minute
from quizapp.routing import row_number
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.forms import QuestionForm, read_form, type_in

FORM: Final = "question"
#: Fields that belong to one sending, not to what was typed.
_OF_SENDING: Final = frozenset({"csrf_token", "submission", "do", "next"})


@dataclass(frozen=True, slots=True)
class Draft:
    """What somebody left half-written: when, and the state of the question it was made from."""

    form: QuestionForm
    saved_at: datetime
    lock_version: int


@dataclass(frozen=True, slots=True)
class Offer:
    """That something half-written is there: since when, where it goes on, where it is dropped."""

    saved_at: datetime
    resume: str
    drop: str


@bp.post("/draft")
def keep_typed() -> Response:
    """Keep what has been typed so far; the page says when."""
    item_type = type_in(request.form.get("type", ""))
    is_kept = item_type is not None and keep_form(item_type, _question_sent())
    now = local_minute(clock.now())
    words = _("草稿已保存，%(when)s", when=now) if is_kept else _("太长了，没有存成草稿。")
    return fragments.page("trainer/_draft_kept.html", block="kept", words=str(words))


@bp.post("/draft/drop")
def drop_draft() -> Response:
    """Forget something half-written, and show the form without it."""
    question_id, item_type = _question_sent(), type_in(request.form.get("type", ""))
    if item_type is None:
        return fragments.redirect(url_for("questions.new"))
    with writer() as session:
        forget(session, item_type, question_id)
        session.commit()
    return fragments.redirect(_page_of(item_type, question_id))


def keep_form(item_type: ItemType, question_id: int) -> bool:
    """Keep the form of this request; return whether it was short enough to be kept."""
    content = {name: request.form.getlist(name) for name in request.form if name not in _OF_SENDING}
    with writer() as session:
        is_kept = drafts.keep_draft(
            session,
            current_user.person_id,
            _name(item_type, question_id),
            question_id,
            content,
            clock.now(),
        )
        session.commit()
    return is_kept


def forget(session: Session, item_type: ItemType, question_id: int) -> None:
    """Forget what was kept of a form that has been sent."""
    drafts.forget_draft(session, current_user.person_id, _name(item_type, question_id), question_id)


def find(item_type: ItemType, question_id: int = 0) -> Draft | None:
    """Return what who sends this request left half-written; `None` if nothing."""
    with reader() as session:
        row = drafts.draft_of(
            session, current_user.person_id, _name(item_type, question_id), question_id
        )
    if row is None:
        return None
    sent: MultiDict[str, str] = MultiDict(row.content)
    return Draft(
        read_form(sent, item_type), row.saved_at, row_number(sent.get("lock_version", "")) or 0
    )


def offer(draft: Draft | None, item_type: ItemType, question_id: int = 0) -> Offer | None:
    """Return how to go on with *draft*."""
    if draft is None:
        return None
    address = _page_of(item_type, question_id)
    mark = "&" if "?" in address else "?"
    return Offer(draft.saved_at, f"{address}{mark}draft=1", url_for("questions.drop_draft"))


def _page_of(item_type: ItemType, question_id: int) -> str:
    if question_id:
        return url_for("questions.edit", question_id=question_id)
    return url_for("questions.new", type=item_type.value)


def _name(item_type: ItemType, question_id: int) -> str:
    """Return which form it is: each type has one for new questions."""
    return FORM if question_id else f"{FORM}:{item_type.value}"


def _question_sent() -> int:
    return row_number(request.form.get("question", "")) or 0
