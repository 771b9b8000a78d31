"""Download an Anki deck of what a trainer chooses."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request
from flask_babel import gettext as _

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
from quizapp.deck_choices import deck_options
from quizapp.names import kind_name, type_name
from quizapp.sending import open_to_send, send_pieces
from quizapp.trainer.filters import Pair, number_in

bp = Blueprint("trainer_decks", __name__, url_prefix="/trainer/decks")
guard(bp, *TRAINERS)

APKG: Final = "application/apkg"


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


@bp.get("/deck.apkg")
def download() -> Response:
    """Send the deck that was chosen; say so where there is nothing in it."""
    deck = open_to_send()
    try:
        with reader() as session:
            notes = notes_for_export(session, _wanted())
            write_deck(notes, deck, options=deck_options(request.args), now=clock.now())
    except QuestionBankError as error:
        deck.close()
        if error.message_id != "export.nothing_to_export":
            raise
        return _page(str(_("这些条件下没有已发布的题，请换一换条件。")), status=422)
    return send_pieces(deck, f"{_('履职学堂')} {clock.now():%Y-%m-%d}.apkg", APKG)


def _wanted() -> QuestionFilter:
    """Return what was chosen; what makes no sense is left out."""
    sent = request.args
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
    choice = DeckChoice(
        kinds=[(kind.value, kind_name(kind)) for kind in Kind],
        types=[(each.value, type_name(each)) for each in ItemType],
        documents=[("", str(_("全部文件"))), *titles],
        chosen=_wanted(),
        options=deck_options(request.args),
        problem=problem,
    )
    return fragments.page("trainer/decks.html", block="main", status=status, choice=choice)
