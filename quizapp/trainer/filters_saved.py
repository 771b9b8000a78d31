"""Filters of the bank that a trainer keeps under a name."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from question_bank.errors import InvalidInputError
from question_bank.storage import saved_filters
from question_bank.storage.models import SavedFilter
from quizapp import clock, fragments
from quizapp.database import writer
from quizapp.messages import wording_of_error
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.filters import read_wanted

#: The list that these filters belong to.
PAGE: Final = "questions"


@dataclass(frozen=True, slots=True)
class ShownFilter:
    """A kept filter: its number, its name and where it leads."""

    id: int
    name: str
    href: str


def shown_filters(rows: Iterable[SavedFilter]) -> tuple[ShownFilter, ...]:
    """Return kept filters as links; what no filter knows any more is left out of them."""
    return tuple(
        ShownFilter(row.id, row.name, read_wanted(MultiDict(row.query)).address()) for row in rows
    )


@bp.post("/filters")
def keep_filter() -> Response:
    """Keep the filter in the address under the name sent."""
    wanted = read_wanted(request.args)
    answer = fragments.redirect(wanted.address())
    name = request.form.get("name", "")
    with writer() as session:
        person_id, now = current_user.person_id, clock.now()
        try:
            saved_filters.save_filter(session, person_id, PAGE, name, wanted.query, now)
        except InvalidInputError as error:
            return fragments.notify(answer, wording_of_error(error, _), "error")
        session.commit()
    return fragments.notify(answer, str(_("已记住这些条件。")))


@bp.post("/filters/<int:filter_id>/delete")
def drop_filter(filter_id: int) -> Response:
    """Forget a kept filter."""
    with writer() as session:
        saved_filters.delete_filter(session, current_user.person_id, filter_id)
        session.commit()
    return fragments.notify(
        fragments.redirect(url_for("questions.index")), str(_("已删去这组条件。"))
    )
