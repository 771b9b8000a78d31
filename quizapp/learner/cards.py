"""Flashcards: turn one, say how well it was known, let it rest, take that back."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.practice.backlog import Backlog, is_leech
from question_bank.practice.scheduling import Rating
from question_bank.questions.origins import origin_of
from question_bank.storage import card_shelf, cards, pools
from question_bank.storage.card_settings import DEFAULT, CardSettings, load_card_settings
from question_bank.storage.card_shelf import Rest
from question_bank.storage.cards import load_wording
from question_bank.storage.models import Card, Review
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.idempotency import SHAPE
from quizapp.learner.cards_ahead import find_backlog
from quizapp.learner.choices import Adding, Offered
from quizapp.learner.durations import wait_in_words
from quizapp.learner.faces import Face, buttons_for
from quizapp.learner.missed import make_cards_of_missed
from quizapp.learner.origins import title_of
from quizapp.learner.places import find_place
from quizapp.learner.scheduler import states_of, today_of
from quizapp.learner.whose import known_person
from quizapp.preferences import safe_path
from quizapp.routing import row_number

bp = Blueprint("cards", __name__, url_prefix="/cards")

RATINGS = {str(rating.value): rating for rating in Rating}
RESTS = {each.value: each for each in Rest}


@dataclass(frozen=True, slots=True)
class Deck:
    """
    How the visitor's cards stand.

    Attributes:
        backlog: How the reviews that today does not take are spread, if there are any.
        next_due: How long until the next card, in words; empty if none comes.
        undo: The number of the last press today, or nothing.
    """

    counts: cards.Counts = cards.NO_CARDS
    backlog: Backlog | None = None
    next_due: str = ""
    undo: int | None = None


@bp.get("")
def show() -> Response:
    """Show the next card; ``?show=1`` with its back, for browsers without ``<details>``."""
    return page()


@bp.post("/<int:card_id>")
def rate(card_id: int) -> ResponseReturnValue:
    """Store how well a card was known; the same press that comes twice counts once."""
    rating = RATINGS.get(request.form.get("rating", ""))
    if rating is None:
        return page(problem=_("请在四个按钮里选一个。"), status=422)
    person_id, now, leech = known_person(), clock.now(), None
    with writer() as session:
        card = cards.get_card(session, card_id, person_id, lock=True)
        # A page that was left open shows a card that has been answered since.
        if request.form.get("reps", str(card.reps)) == str(card.reps):
            leech = _save(session, card, rating, now)
        session.commit()
    return _next(leech=leech)


@bp.post("/undo")
def undo() -> ResponseReturnValue:
    """Take back the last press."""
    person_id = known_person()
    number = row_number(request.form.get("review", ""))
    if person_id is None or number is None:
        abort(404)
    with writer() as session:
        cards.undo_review(session, person_id, number)
        session.commit()
    return _next()


@bp.post("/<int:card_id>/rest")
def rest(card_id: int) -> ResponseReturnValue:
    """Let a card rest until it is woken or until tomorrow, or wake it."""
    how = RESTS.get(request.form.get("how", "")) or abort(422)
    person_id, now = known_person(), clock.now()
    with writer() as session:
        today = today_of(now, load_card_settings(session, person_id))
        card_shelf.rest(session, person_id, card_id, how, today.end)
        session.commit()
    back = safe_path(request.form.get("next", ""), "")
    if back:
        return fragments.redirect(back)
    return _next(**({} if how is Rest.WAKE else {how.value: card_id}))


@bp.post("/<int:card_id>/book")
def book(card_id: int) -> ResponseReturnValue:
    """Put the question of a card into the wrong-answer book."""
    with writer() as session:
        card = cards.get_card(session, card_id, known_person(), lock=True)
        card_shelf.put_in_wrong_book(session, card, clock.now())
        session.commit()
    response = fragments.redirect(url_for("cards.show"))
    return fragments.notify(response, _("已放进错题本。"))


def page(
    *,
    problem: str = "",
    adding: Adding | None = None,
    rested: tuple[str, int] | None = None,
    status: int = 200,
) -> Response:
    """Show the next card, or how to get some; *rested* names what was just laid aside."""
    person_id, now = known_person(), clock.now()
    make_cards_of_missed(person_id)
    is_open = bool(problem) or request.args.get("show") == "1"
    card, wording, deck, chosen = None, None, Deck(), DEFAULT
    with reader() as session:
        if person_id is not None:
            chosen = load_card_settings(session, person_id)
            card = cards.find_next(session, person_id, today_of(now, chosen))
            deck = _deck(session, person_id, chosen, now)
        wording = load_wording(session, card) if card else None
        if adding is None and card is None:
            adding = Adding(Offered(pools.find_offer(session)), chosen.new_a_day)
    return fragments.page(
        "learner/cards.html",
        block="card",
        status=status,
        tabs=card is None,
        card=_face(card, wording, now, chosen, is_open=is_open) if card and wording else None,
        deck=deck,
        rested=rested or _rested_before(),
        problem=problem,
        choice=adding,
    )


def _next(**rested: int | None) -> Response:
    """Go on to the next card, with a word on what was laid aside."""
    known = {how: card_id for how, card_id in rested.items() if card_id is not None}
    if fragments.wants_fragment():
        return page(rested=next(iter(known.items()), None))
    query = f"?{urlencode(known)}" if known else ""
    return fragments.redirect(url_for("cards.show") + query)


def _rested_before() -> tuple[str, int] | None:
    """Return what the address says was laid aside."""
    for how in ("leech", Rest.SUSPEND.value, Rest.BURY.value):
        card_id = row_number(request.args.get(how, ""))
        if card_id is not None:
            return how, card_id
    return None


def _deck(session: Session, person_id: int, chosen: CardSettings, now: datetime) -> Deck:
    today = today_of(now, chosen)
    counts = cards.count_cards(session, person_id, today)
    return Deck(
        counts,
        find_backlog(session, person_id, counts, chosen, now),
        wait_in_words(counts.next_due - now) if counts.next_due else "",
        cards.last_review_of(session, person_id, today.start),
    )


def _save(session: Session, card: Card, rating: Rating, now: datetime) -> int | None:
    """Store a press; return the number of the card if it was forgotten once too often."""
    chosen = load_card_settings(session, card.person_id)
    after = states_of(card, now, chosen)[rating].schedule
    leech = after.lapses > card.lapses and is_leech(after.lapses)
    stored = cards.save_review(
        session, card, _review(card, rating, now), asdict(after), suspend=leech
    )
    return card.id if stored and leech else None


def _face(
    card: Card, wording: cards.Wording, now: datetime, chosen: CardSettings, *, is_open: bool
) -> Face:
    return Face(
        card_id=card.id,
        item=wording.item,
        ordinal=card.ordinal,
        is_signed=wording.is_signed,
        reps=card.reps,
        is_open=is_open,
        buttons=buttons_for(states_of(card, now, chosen)),
        place=find_place(wording.source),
        origin=origin_of(wording.item.stem, title_of(wording.source)),
    )


def _review(card: Card, rating: Rating, now: datetime) -> Review:
    sent = request.form.get("submission", "")
    elapsed = None if card.last_review is None else int((now - card.last_review).total_seconds())
    return Review(
        rating=rating.value,
        reviewed_at=now,
        elapsed_seconds=elapsed,
        submission_id=sent if SHAPE.fullmatch(sent) else None,
    )
