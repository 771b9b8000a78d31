"""Download a deck for Anki, and how to get it out of WeChat."""

from __future__ import annotations

import io
from typing import BinaryIO, Final

import segno
from flask import Blueprint, Response, current_app, request, url_for
from flask_babel import gettext as _

from question_bank.errors import QuestionBankError
from question_bank.export.anki import write_deck
from question_bank.export.notes import notes_for_export
from question_bank.storage.card_settings import load_card_settings
from question_bank.storage.deck_rows import Shelf, shelf_of
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.pools import find_offer
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.deck_choices import deck_options
from quizapp.learner.choices import Choice, Downloading, Pair, read_choice
from quizapp.learner.scheduler import today_of
from quizapp.learner.whose import known_person
from quizapp.sending import open_to_send, send_pieces

bp = Blueprint("decks", __name__, url_prefix="/decks")

APKG: Final = "application/apkg"
WECHAT: Final = "MicroMessenger"


@bp.get("")
def show() -> Response:
    """Offer the deck."""
    return _page()


@bp.get("/deck.apkg")
def download() -> Response:
    """Send the deck that was chosen; say so where there is nothing in it."""
    choice = read_choice(request.args)
    if choice.problems:
        return _page(choice.problems, status=422)
    deck = open_to_send()
    try:
        _write(choice, deck)
    except QuestionBankError as error:
        deck.close()
        if error.message_id != "export.nothing_to_export":
            raise
        return _page((("", str(_("这些条件下没有题目，请换一换条件。"))),), status=422)
    return send_pieces(deck, f"{_('履职学堂')} {clock.now():%Y-%m-%d}.apkg", APKG)


@bp.get("/qr.svg")
def qr() -> Response:
    """Send a QR code of this page's address, for another device."""
    picture = io.BytesIO()
    code = segno.make(_address(), micro=False)
    code.save(picture, kind="svg", scale=4, border=2, xmldecl=False)
    response = Response(picture.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _write(choice: Choice, deck: BinaryIO) -> None:
    wanted = QuestionFilter(kinds=choice.kinds, types=choice.types, document_id=choice.document_id)
    shelf, person_id, now = _shelf_sent(), known_person(), clock.now()
    with reader() as session:
        among = None
        if shelf is not None:
            settings = load_card_settings(session, person_id)
            among = shelf_of(session, shelf, person_id, today_of(now, settings))
        notes = notes_for_export(session, wanted, among)
        write_deck(notes, deck, options=deck_options(request.args), now=now)


def _shelf_sent() -> Shelf | None:
    return next((each for each in Shelf if each.value == request.args.get("shelf")), None)


def _page(errors: tuple[Pair, ...] = (), status: int = 200) -> Response:
    with reader() as session:
        offer = find_offer(session)
    is_wechat = WECHAT in request.headers.get("User-Agent", "")
    return fragments.page(
        "learner/decks.html",
        block="main",
        status=status,
        choice=Downloading(
            offer,
            is_wechat,
            _address(),
            errors,
            chosen=read_choice(request.args),
            options=deck_options(request.args),
            shelf=_shelf_sent(),
        ),
    )


def _address() -> str:
    settings = current_app.extensions["settings"]
    return f"{settings.public_url}{url_for('decks.show')}"
