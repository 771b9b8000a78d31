"""错题本: what was missed, until it is known."""

from __future__ import annotations

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue

from question_bank.storage import kept
from question_bank.storage.pools import find_offer
from question_bank.storage.slices import Slice
from quizapp import fragments
from quizapp.database import reader, writer
from quizapp.learner.missed import count_exams
from quizapp.learner.origins import titles_listed
from quizapp.learner.shelves import ShelfPage, read_shelf
from quizapp.learner.whose import known_person
from quizapp.routing import row_number

bp = Blueprint("wrong", __name__, url_prefix="/wrong")

NOTHING = Slice((), 1, 1, 0)


@bp.get("")
def show() -> Response:
    """Show the book, by kind and document."""
    person_id, asked = known_person(), read_shelf()
    count_exams(person_id)
    with reader() as session:
        offer = find_offer(session)
        found = NOTHING
        if person_id is not None:
            found = kept.list_missed(session, person_id, asked.shelf, asked.number)
    undo = row_number(request.args.get("removed", ""))
    shelf = ShelfPage("wrong.show", found, asked, offer, undo)
    return fragments.page(
        "learner/wrong.html", block="main", shelf=shelf, titles=titles_listed(found.rows)
    )


@bp.post("/<int:question_id>/remove")
def remove(question_id: int) -> ResponseReturnValue:
    """Take one question out of the book by hand; the next page offers to undo it."""
    person_id = known_person() or abort(404)
    with writer() as session:
        if not kept.has_met(session, person_id, question_id):
            abort(404)
        kept.remove_missed(session, person_id, question_id)
        session.commit()
    if fragments.wants_fragment():
        return fragments.page(
            "learner/_wrong_removed.html", block="removed", question_id=question_id
        )
    return fragments.redirect(url_for("wrong.show", removed=question_id))


@bp.post("/<int:question_id>/restore")
def restore(question_id: int) -> ResponseReturnValue:
    """Undo that."""
    person_id = known_person() or abort(404)
    with writer() as session:
        if not kept.has_met(session, person_id, question_id):
            abort(404)
        kept.put_back_missed(session, person_id, question_id)
        session.commit()
    return fragments.redirect(url_for("wrong.show"))
