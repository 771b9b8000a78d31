"""Download an Anki deck of what a trainer chooses."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from question_bank.errors import QuestionBankError
from question_bank.export.anki import DeckOptions, write_deck
from question_bank.export.notes import notes_for_export
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import workbench
from question_bank.storage.listing import QuestionFilter
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader
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
from quizapp.names import kind_name, type_name
from quizapp.sending import open_to_send, send_pieces
from quizapp.trainer.filters import Pair, number_in

bp = Blueprint("trainer_decks", __name__, url_prefix="/trainer/decks")
guard(bp, *TRAINERS)


@dataclass(frozen=True, slots=True)
class DeckChoice:
    """
    What the page offers and what was chosen of it.

    Attributes:
        problem: Why there is no deck of this choice, in a sentence; empty at first.
    """

    kinds: list[Pair]
    types: list[Pair]
    documents: list[Pair]
    chosen: QuestionFilter
    options: DeckOptions
    problem: str = ""


@bp.get("/")
def show() -> Response:
    """Offer decks."""
    return _page()


@bp.post("/make")
def make() -> Response:
    """Lead to the deck that was chosen, or have a large one made first."""
    deck = _deck(request.form)
    with reader() as session:
        count = count_up_to_small(session, deck)
    if not count:
        return _nothing()
    if count <= SMALL:
        return fragments.redirect(url_for("trainer_decks.download", **as_query(request.form)))
    job_id = ask_for(deck, current_user.person_id)
    return fragments.redirect(url_for("trainer_decks.show_made", job_id=job_id))


@bp.get("/made/<int:job_id>")
def show_made(job_id: int) -> Response:
    """Show how far a large deck is."""
    page = url_for("trainer_decks.show_made", job_id=job_id)
    made = url_for("trainer_decks.download_made", job_id=job_id)
    addresses = Addresses(url_for("trainer_decks.show"), page, made)
    making = making_of(job_id, current_user.person_id, addresses)
    return fragments.page("trainer/deck_making.html", block="making", making=making)


@bp.get("/made/<int:job_id>/deck.apkg")
def download_made(job_id: int) -> Response:
    """Send a large deck to whoever had it made."""
    answer = send_deck(job_id, current_user.person_id)
    return answer or fragments.redirect(url_for("trainer_decks.show_made", job_id=job_id))


@bp.get("/deck.apkg")
def download() -> Response:
    """Send the deck that was chosen; say so where there is nothing in it."""
    file, deck = open_to_send(), _deck(request.args)
    try:
        with reader() as session:
            notes = notes_for_export(session, deck.wanted)
            write_deck(notes, file, options=deck.options, now=clock.now())
    except QuestionBankError as error:
        file.close()
        if error.message_id != "export.nothing_to_export":
            raise
        return _nothing()
    return send_pieces(file, deck_name(clock.now()), APKG)


def _nothing() -> Response:
    return _page(str(_("这些条件下没有已发布的题，请换一换条件。")), status=422)


def _deck(sent: MultiDict[str, str]) -> DeckWanted:
    return DeckWanted(_wanted(sent), None, deck_options(sent))


def _wanted(sent: MultiDict[str, str]) -> QuestionFilter:
    """Return what was chosen; what makes no sense is left out."""
    document = number_in(sent.get("document", ""))
    return QuestionFilter(
        kinds=tuple(kind for kind in Kind if kind.value in sent.getlist("kind")),
        types=tuple(each for each in ItemType if each.value in sent.getlist("type")),
        document_id=int(document) if document else None,
        signed=True if "signed" in sent else None,
    )


def _page(problem: str = "", status: int = 200) -> Response:
    with reader() as session:
        titles = [(str(id_), title) for id_, title in workbench.document_titles(session)]
    sent = request.form if request.method == "POST" else request.args
    choice = DeckChoice(
        kinds=[(kind.value, kind_name(kind)) for kind in Kind],
        types=[(each.value, type_name(each)) for each in ItemType],
        documents=[("", str(_("全部文件"))), *titles],
        chosen=_wanted(sent),
        options=deck_options(sent),
        problem=problem,
    )
    return fragments.page("trainer/decks.html", block="main", status=status, choice=choice)
