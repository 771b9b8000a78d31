"""Download a deck for Anki, and how to get it out of WeChat."""

from __future__ import annotations

from typing import BinaryIO

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from question_bank.errors import QuestionBankError
from question_bank.export.anki import write_deck
from question_bank.export.notes import notes_for_export
from question_bank.storage.card_settings import load_card_settings
from question_bank.storage.deck_rows import Shelf, shelf_of
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.pools import find_offer
from quizapp import clock, fragments
from quizapp.database import Session, reader
from quizapp.deck_choices import DeckWanted, as_query, deck_options
from quizapp.decks_making import (
    APKG,
    SMALL,
    Addresses,
    ask_for,
    count_up_to_small,
    deck_name,
    making_of,
    send_deck,
)
from quizapp.learner.choices import Choice, Downloading, Offered, Pair, read_choice
from quizapp.learner.scheduler import today_of
from quizapp.learner.whose import known_person, person_to_write_for
from quizapp.sending import open_to_send, send_pieces

bp = Blueprint("decks", __name__, url_prefix="/decks")


@bp.get("")
def show() -> Response:
    """Offer the deck."""
    return _page()


@bp.post("/make")
def make() -> Response:
    """Lead to the deck that was chosen, or have a large one made first."""
    choice = read_choice(request.form)
    if choice.problems:
        return _page(choice.problems, status=422)
    with reader() as session:
        deck = _deck(session, choice, request.form)
        count = count_up_to_small(session, deck)
    if not count:
        return _nothing()
    if count <= SMALL:
        return fragments.redirect(url_for("decks.download", **as_query(request.form)))
    job_id = ask_for(deck, person_to_write_for())
    return fragments.redirect(url_for("decks.show_made", job_id=job_id))


@bp.get("/made/<int:job_id>")
def show_made(job_id: int) -> Response:
    """Show how far a large deck is."""
    made = url_for("decks.download_made", job_id=job_id)
    addresses = Addresses(url_for("decks.show"), url_for("decks.show_made", job_id=job_id), made)
    making = making_of(job_id, known_person(), addresses)
    return fragments.page("learner/deck_making.html", block="making", making=making)


@bp.get("/made/<int:job_id>/deck.apkg")
def download_made(job_id: int) -> Response:
    """Send a large deck to whoever had it made."""
    answer = send_deck(job_id, known_person())
    return answer or fragments.redirect(url_for("decks.show_made", job_id=job_id))


@bp.get("/deck.apkg")
def download() -> Response:
    """Send the deck that was chosen; say so where there is nothing in it."""
    choice = read_choice(request.args)
    if choice.problems:
        return _page(choice.problems, status=422)
    file = open_to_send()
    try:
        _write(choice, file)
    except QuestionBankError as error:
        file.close()
        if error.message_id != "export.nothing_to_export":
            raise
        return _nothing()
    return send_pieces(file, deck_name(clock.now()), APKG)


def _write(choice: Choice, file: BinaryIO) -> None:
    with reader() as session:
        deck = _deck(session, choice, request.args)
        notes = notes_for_export(session, deck.wanted, deck.among)
        write_deck(notes, file, options=deck.options, now=clock.now())


def _deck(session: Session, choice: Choice, sent: MultiDict[str, str]) -> DeckWanted:
    """Return the deck that a form or an address describes."""
    wanted = QuestionFilter(kinds=choice.kinds, types=choice.types, document_id=choice.document_id)
    shelf, person_id, among = _shelf_in(sent), known_person(), None
    if shelf is not None:
        settings = load_card_settings(session, person_id)
        among = shelf_of(session, shelf, person_id, today_of(clock.now(), settings))
    return DeckWanted(wanted, among, deck_options(sent))


def _shelf_in(sent: MultiDict[str, str]) -> Shelf | None:
    return next((each for each in Shelf if each.value == sent.get("shelf")), None)


def _nothing() -> Response:
    return _page((("", str(_("这些条件下没有题目，请换一换条件。"))),), status=422)


def _page(errors: tuple[Pair, ...] = (), status: int = 200) -> Response:
    with reader() as session:
        offer = find_offer(session)
    sent = request.form if request.method == "POST" else request.args
    return fragments.page(
        "learner/decks.html",
        block="main",
        status=status,
        choice=Downloading(
            Offered(offer),
            errors,
            chosen=read_choice(sent),
            options=deck_options(sent),
            shelf=_shelf_in(sent),
        ),
    )
