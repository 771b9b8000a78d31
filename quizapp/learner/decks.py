"""Download a deck for Anki, and how to get it out of WeChat."""

from __future__ import annotations

import io
from typing import Final

import segno
from flask import Blueprint, Response, current_app, request, send_file, url_for
from flask_babel import gettext as _

from question_bank.errors import QuestionBankError
from question_bank.export.anki import DeckOptions, write_deck
from question_bank.export.notes import notes_for_export
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.pools import find_offer
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.learner.choices import Choice, Downloading, Pair, read_choice

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
    deck = io.BytesIO()
    try:
        _write(choice, deck)
    except QuestionBankError as error:
        if error.message_id != "export.nothing_to_export":
            raise
        return _page((("", str(_("这些条件下没有题目，请换一换条件。"))),), status=422)
    deck.seek(0)
    name = f"{_('履职学堂')} {clock.now():%Y-%m-%d}.apkg"
    return send_file(deck, mimetype=APKG, as_attachment=True, download_name=name)


@bp.get("/qr.svg")
def qr() -> Response:
    """Send a QR code of this page's address, for another device."""
    picture = io.BytesIO()
    code = segno.make(_address(), micro=False)
    code.save(picture, kind="svg", scale=4, border=2, xmldecl=False)
    response = Response(picture.getvalue(), mimetype="image/svg+xml")
    response.headers["Cache-Control"] = "private, max-age=3600"
    return response


def _write(choice: Choice, deck: io.BytesIO) -> None:
    options = DeckOptions(
        blanks_together="blanks_together" in request.args, type_in="type_in" in request.args
    )
    wanted = QuestionFilter(kinds=choice.kinds, types=choice.types, document_id=choice.document_id)
    with reader() as session:
        write_deck(notes_for_export(session, wanted), deck, options=options, now=clock.now())


def _page(errors: tuple[Pair, ...] = (), status: int = 200) -> Response:
    with reader() as session:
        offer = find_offer(session)
    is_wechat = WECHAT in request.headers.get("User-Agent", "")
    return fragments.page(
        "learner/decks.html",
        block="main",
        status=status,
        choice=Downloading(offer, is_wechat, _address(), errors),
    )


def _address() -> str:
    settings = current_app.extensions["settings"]
    return f"{settings.public_url}{url_for('decks.show')}"
