"""How many cards a day, and when a day begins."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.storage.card_settings import (
    CardSettings,
    load_card_settings,
    save_card_settings,
)
from quizapp import fragments
from quizapp.database import reader, writer
from quizapp.learner.cards import bp
from quizapp.learner.choices import Pair
from quizapp.learner.whose import known_person, person_to_write_for

NEW: Final = ("0", "5", "10", "15", "20", "30")
REVIEWS: Final = ("20", "40", "60", "100", "200")
HOURS: Final = ("0", "2", "4", "6")


@dataclass(frozen=True, slots=True)
class SettingsPage:
    """The form; what was chosen elsewhere stays on offer."""

    chosen: CardSettings
    errors: tuple[Pair, ...] = ()

    @property
    def new(self) -> list[Pair]:
        """How many new cards a day."""
        return _offered(NEW, self.chosen.new_a_day, _("%(count)s 张"))

    @property
    def reviews(self) -> list[Pair]:
        """How many reviews a day."""
        return _offered(REVIEWS, self.chosen.reviews_a_day, _("%(count)s 张"))

    @property
    def hours(self) -> list[Pair]:
        """When a day begins."""
        return _offered(HOURS, self.chosen.rollover_hour, _("%(count)s 点"))


@bp.get("/settings")
def settings() -> Response:
    """Show what is chosen."""
    with reader() as session:
        return _page(load_card_settings(session, known_person()))


@bp.post("/settings")
def choose_settings() -> ResponseReturnValue:
    """Keep what is chosen."""
    sent = {name: request.form.get(name, "") for name in ("new", "reviews", "hour")}
    offered = {"new": NEW, "reviews": REVIEWS, "hour": HOURS}
    with reader() as session:
        before = load_card_settings(session, known_person())
    known = {"new": before.new_a_day, "reviews": before.reviews_a_day, "hour": before.rollover_hour}
    wrong = [name for name in sent if sent[name] not in {*offered[name], str(known[name])}]
    if wrong:
        errors = tuple((name, str(_("请在列出的选项里选。"))) for name in wrong)
        return _page(before, errors, status=422)
    chosen = replace(
        before,
        new_a_day=int(sent["new"]),
        reviews_a_day=int(sent["reviews"]),
        rollover_hour=int(sent["hour"]),
        spread="spread" in request.form,
    )
    person_id = person_to_write_for()
    with writer() as session:
        save_card_settings(session, person_id, chosen)
        session.commit()
    return fragments.notify(fragments.redirect(url_for("cards.show")), _("已保存。"))


def _offered(values: tuple[str, ...], chosen: int, words: str) -> list[Pair]:
    numbers = sorted({*map(int, values), chosen})
    return [(str(number), words % {"count": number}) for number in numbers]


def _page(chosen: CardSettings, errors: tuple[Pair, ...] = (), status: int = 200) -> Response:
    form = SettingsPage(chosen, errors)
    return fragments.page("learner/cards_settings.html", block="form", status=status, form=form)
