"""收藏: questions that a deputy keeps, with a note."""

from __future__ import annotations

from typing import Final

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.storage import kept
from question_bank.storage.pools import find_offer
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.learner.met import has_met
from quizapp.learner.origins import titles_listed
from quizapp.learner.shelves import ShelfPage, read_shelf
from quizapp.learner.whose import known_person
from quizapp.learner.wrong import NOTHING
from quizapp.preferences import safe_path
from quizapp.routing import row_number

bp = Blueprint("bookmarks", __name__, url_prefix="/bookmarks")

LONGEST_NOTE: Final = 500


@bp.get("")
def show() -> Response:
    """Show what is kept."""
    return _page()


@bp.post("/<int:question_id>")
def keep(question_id: int) -> ResponseReturnValue:
    """Bookmark a question that the deputy has met, or write its note down."""
    person_id = known_person() or abort(404)
    note = " ".join(request.form["note"].split()) if "note" in request.form else None
    if note is not None and len(note) > LONGEST_NOTE:
        return _page((question_id, _("备注最多 %(limit)s 个字。", limit=LONGEST_NOTE)), status=422)
    with writer() as session:
        if not has_met(session, person_id, question_id, clock.now()):
            abort(404)
        kept.set_bookmark(session, person_id, question_id, clock.now(), note)
        session.commit()
    return _after(question_id, is_kept=True)


@bp.post("/<int:question_id>/remove")
def remove(question_id: int) -> ResponseReturnValue:
    """Take a bookmark away; the list offers to put it back with its note."""
    person_id = known_person() or abort(404)
    with writer() as session:
        kept.remove_bookmark(session, person_id, question_id)
        session.commit()
    return _after(question_id, is_kept=False)


def _after(question_id: int, *, is_kept: bool) -> Response:
    """Answer with the button, turned over, or go back to where it was pressed."""
    if fragments.wants_fragment():
        return fragments.page(
            "learner/_bookmark.html", block="bookmark", question_id=question_id, is_kept=is_kept
        )
    default = url_for("bookmarks.show", removed=None if is_kept else question_id)
    return fragments.redirect(safe_path(request.form.get("next", ""), default))


def _page(problem: tuple[int, str] = (0, ""), status: int = 200) -> Response:
    person_id, asked = known_person(), read_shelf()
    with reader() as session:
        offer = find_offer(session)
        found = NOTHING
        if person_id is not None:
            found = kept.list_bookmarks(session, person_id, asked.shelf, asked.number)
    undo = row_number(request.args.get("removed", ""))
    shelf = ShelfPage("bookmarks.show", found, asked, offer, undo)
    return fragments.page(
        "learner/bookmarks.html",
        block="main",
        status=status,
        shelf=shelf,
        titles=titles_listed(found.rows),
        problem=problem,
    )
