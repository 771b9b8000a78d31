"""Make flashcards of kinds, of a document, of bookmarks."""

from __future__ import annotations

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from question_bank.storage import card_shelf, cards, pools
from question_bank.storage.card_settings import load_card_settings
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.learner.cards import bp
from quizapp.learner.choices import Adding, Choice, Offered, Pair, read_choice
from quizapp.learner.whose import known_person, person_to_write_for


@bp.get("/add")
def adding() -> Response:
    """Offer what cards can be made of."""
    return _page(read_choice(request.args))


@bp.post("")
@once
def add() -> ResponseReturnValue:
    """Make cards of what was ticked, or of all."""
    choice = read_choice(request.form)
    if choice.problems:
        return _page(choice, choice.problems, status=422)
    person_id, source = person_to_write_for(), request.form.get("from", "")
    pool = pools.Pool(kinds=choice.kinds, document_id=choice.document_id)
    is_bookmarked = source == "bookmarked"
    with writer() as session:
        numbers = card_shelf.questions_to_add(session, person_id, pool, bookmarked=is_bookmarked)
        name = "bookmark" if is_bookmarked else "chosen"
        made = cards.add_cards(session, person_id, numbers, name, clock.now())
        if made:
            response = commit_once(session, url_for("cards.show"))
            words = ngettext("加入了 %(num)d 张卡片。", "加入了 %(num)d 张卡片。", made)
            return fragments.notify(response, words)
    nothing = (("", str(_("这些内容都已经在您的卡片里了，请换一换条件。"))),)
    return _page(choice, nothing, status=422)


def _page(choice: Choice, errors: tuple[Pair, ...] = (), status: int = 200) -> Response:
    with reader() as session:
        chosen = load_card_settings(session, known_person())
        offer = pools.find_offer(session)
    form = Adding(Offered(offer), chosen.new_a_day, errors, choice, request.form.get("from", ""))
    return fragments.page("learner/cards_add.html", block="form", status=status, choice=form)
