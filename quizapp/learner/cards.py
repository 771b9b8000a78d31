"""Flashcards: turn one, say how well it was known, take that back."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from random import Random

from flask import Blueprint, Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from question_bank.practice.scheduling import NextState, Rating, next_states
from question_bank.storage import cards, pools
from question_bank.storage.cards import load_wording
from question_bank.storage.models import Card, Review
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import SHAPE, commit_once, once
from quizapp.learner.choices import Adding, Pair, read_choice, whole_number
from quizapp.learner.durations import wait_in_words
from quizapp.learner.faces import Face, buttons_for
from quizapp.learner.missed import make_cards_of_missed
from quizapp.learner.places import find_place
from quizapp.learner.scheduler import SETTINGS, schedule_of, today_of
from quizapp.learner.whose import known_person, person_to_write_for

bp = Blueprint("cards", __name__, url_prefix="/cards")

RATINGS = {str(rating.value): rating for rating in Rating}


@bp.get("")
def show() -> Response:
    """Show the next card; ``?show=1`` with its back, for browsers without ``<details>``."""
    return _page()


@bp.post("/<int:card_id>")
def rate(card_id: int) -> ResponseReturnValue:
    """Store how well a card was known; the same press that comes twice counts once."""
    rating = RATINGS.get(request.form.get("rating", ""))
    if rating is None:
        return _page(problem=_("请在四个按钮里选一个。"), status=422)
    now = clock.now()
    with writer() as session:
        card = cards.get_card(session, card_id, known_person(), lock=True)
        # A page that was left open shows a card that has been answered since.
        if request.form.get("reps", str(card.reps)) == str(card.reps):
            after = _states(card, now)[rating].schedule
            cards.save_review(session, card, _review(card, rating, now), asdict(after))
        session.commit()
    return _next()


@bp.post("/undo")
def undo() -> ResponseReturnValue:
    """Take back the last press."""
    person_id = known_person()
    number = whole_number(request.form.get("review", ""))
    if person_id is None or number is None:
        abort(404)
    with writer() as session:
        cards.undo_review(session, person_id, number)
        session.commit()
    return _next()


@bp.post("")
@once
def add() -> ResponseReturnValue:
    """Make cards of the kinds that were ticked, or of all."""
    choice = read_choice(request.form)
    if choice.problems:
        return _page(errors=choice.problems, status=422)
    person_id = person_to_write_for()
    with writer() as session:
        numbers = cards.questions_without_cards(session, person_id, choice.kinds)
        cards.add_cards(session, person_id, numbers, "chosen", clock.now())
        return commit_once(session, url_for("cards.show"))


def _next() -> Response:
    return _page() if fragments.wants_fragment() else fragments.redirect(url_for("cards.show"))


def _page(problem: str = "", errors: tuple[Pair, ...] = (), status: int = 200) -> Response:
    person_id, now = known_person(), clock.now()
    make_cards_of_missed(person_id)
    today = today_of(now)
    is_open = bool(problem) or request.args.get("show") == "1"
    card, counts, last = None, cards.NO_CARDS, None
    with reader() as session:
        if person_id is not None:
            card = cards.find_next(session, person_id, today)
            counts = cards.count_cards(session, person_id, today)
            last = cards.last_review_of(session, person_id, today.start)
        wording = load_wording(session, card) if card else None
        offer = None if card else pools.find_offer(session)
    return fragments.page(
        "learner/cards.html",
        block="card",
        status=status,
        tabs=card is None,
        card=_face(card, wording, now, is_open=is_open) if card and wording else None,
        counts=counts,
        next_due=wait_in_words(counts.next_due - now) if counts.next_due else "",
        undo=last,
        problem=problem,
        choice=Adding(offer, today.new_limit, errors) if offer else None,
    )


def _face(card: Card, wording: cards.Wording, now: datetime, *, is_open: bool) -> Face:
    return Face(
        card_id=card.id,
        item=wording.item,
        ordinal=card.ordinal,
        is_signed=wording.is_signed,
        reps=card.reps,
        is_open=is_open,
        buttons=buttons_for(_states(card, now)),
        place=find_place(wording.source),
    )


def _states(card: Card, now: datetime) -> dict[Rating, NextState]:
    # The same card shows and keeps the same intervals, though chance spreads them.
    chance = Random(f"{card.id} {card.reps}")  # noqa: S311 -- no secret
    return next_states(schedule_of(card), now, SETTINGS, chance)


def _review(card: Card, rating: Rating, now: datetime) -> Review:
    sent = request.form.get("submission", "")
    elapsed = None if card.last_review is None else int((now - card.last_review).total_seconds())
    return Review(
        rating=rating.value,
        reviewed_at=now,
        elapsed_seconds=elapsed,
        submission_id=sent if SHAPE.fullmatch(sent) else None,
    )
