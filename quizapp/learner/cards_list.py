"""All of a deputy's cards: looking one up, how many are known, what is coming."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from flask import Response, request, url_for
from flask_babel import gettext as _

from question_bank.storage import card_shelf, cards
from question_bank.storage.card_settings import load_card_settings
from question_bank.storage.card_shelf import CardLine, Part, Standing
from question_bank.storage.models.values import CardState
from question_bank.storage.slices import Slice
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.learner.cards import bp
from quizapp.learner.cards_ahead import Day, forecast
from quizapp.learner.choices import Pair
from quizapp.learner.durations import wait_in_words
from quizapp.learner.missed import make_cards_of_missed
from quizapp.learner.origins import titles_listed
from quizapp.learner.scheduler import today_of
from quizapp.learner.whose import known_person
from quizapp.routing import number_of_query

#: Words that are searched for, in code points.
LONGEST_SEARCH: Final = 40
PARTS: Final = {
    Part.ALL: mark("全部"),
    Part.DUE: mark("到期"),
    Part.NEW: mark("没学过"),
    Part.LEARNING: mark("正在学"),
    Part.REVIEW: mark("复习中"),
    Part.HARD: mark("总忘"),
    Part.RESTING: mark("已停用"),
}
STATES: Final = {
    CardState.NEW: mark("没学过"),
    CardState.LEARNING: mark("正在学"),
    CardState.REVIEW: mark("复习中"),
    CardState.RELEARNING: mark("重新学"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One card with its words; `rests` tells which button it has."""

    card: CardLine
    state: str
    when: str
    rests: bool


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of cards, and what was asked for."""

    lines: tuple[Line, ...]
    found: Slice
    part: Part
    words: str

    @property
    def parts(self) -> list[Pair]:
        """Which cards can be looked at."""
        return [(part.value, str(_(words))) for part, words in PARTS.items()]

    @property
    def here(self) -> str:
        """The address of this page."""
        return self._page(self.found.number)

    @property
    def previous(self) -> str | None:
        """The address of the page before."""
        return self._page(self.found.number - 1) if self.found.number > 1 else None

    @property
    def following(self) -> str | None:
        """The address of the page after."""
        return self._page(self.found.number + 1) if self.found.number < self.found.pages else None

    def _page(self, number: int) -> str:
        words = self.words or None
        return url_for("cards.listing", page=number, part=self.part.value, q=words)


@bp.get("/all")
def listing() -> Response:
    """Look through the cards."""
    person_id, now = known_person(), clock.now()
    known = {each.value: each for each in Part}
    part = known.get(request.args.get("part", ""), Part.ALL)
    words = "".join(filter(str.isprintable, request.args.get("q", ""))).strip()[:LONGEST_SEARCH]
    found = Slice((), 1, 1, 0)
    if person_id is not None:
        with reader() as session:
            number = number_of_query("page")
            found = card_shelf.list_cards(session, person_id, part, words, now, number)
    lines = tuple(_line(card, now) for card in found.rows)
    shown = Listing(lines, found, part, words)
    return fragments.page(
        "learner/cards_list.html", block="list", listing=shown, titles=titles_listed(found.rows)
    )


@bp.get("/statistics")
def statistics() -> Response:
    """Show how many cards are known, and how many come in the next days."""
    person_id, now = known_person(), clock.now()
    make_cards_of_missed(person_id)
    standing, days = Standing(), tuple[Day, ...]()
    if person_id is not None:
        with reader() as session:
            chosen = load_card_settings(session, person_id)
            counts = cards.count_cards(session, person_id, today_of(now, chosen))
            standing = card_shelf.standing_of(session, person_id)
            days = forecast(session, person_id, counts, chosen, now)
    return fragments.page(
        "learner/cards_statistics.html", block="main", standing=standing, days=days
    )


def _line(card: CardLine, now: datetime) -> Line:
    buried = card.buried_until is not None and card.buried_until > now
    state = str(_(STATES[card.state]))
    if card.rests:
        state, when = str(_("已停用")), ""
    elif buried:
        when = str(_("明天再来"))
    elif card.state is CardState.NEW:
        when = str(_("还没轮到"))
    elif card.due <= now:
        when = str(_("现在"))
    else:
        when = str(_("%(wait)s后", wait=wait_in_words(card.due - now)))
    return Line(card, state, when, card.rests or buried)
