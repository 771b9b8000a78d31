"""口袋卡: sheets of A4 to print, cut and carry."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, request
from flask_babel import gettext as _
from markupsafe import Markup, escape

from question_bank.practice.responses import Response as Answered
from question_bank.questions.origins import origin_of
from question_bank.questions.values import Item, ItemType
from question_bank.storage.pocket import PocketQuestion, Shelf, load_pocket
from question_bank.storage.pools import Pool, find_offer
from quizapp import fragments
from quizapp.database import reader
from quizapp.learner.choices import Choice, Offered, Pair, read_choice
from quizapp.learner.faces import answer_of, front_of
from quizapp.learner.sheets import ShownOption, shown_options
from quizapp.learner.stems import stem_pieces
from quizapp.learner.whose import known_person

bp = Blueprint("pocket", __name__, url_prefix="/pocket")

#: Cards on a sheet, in two columns.
SIZES: Final = ("8", "10")
STYLES: Final = ("facts", "sides")
#: Sheets printed at most.
MOST_SHEETS: Final = 10
#: Half-width characters that fit on a card of eight a sheet in each size of type.
ROOM: Final = ((240, "large"), (350, "usual"), (480, "small"))
SMALLEST: Final = "tiny"
#: Half-width characters on a line of the largest type; what begins anew begins a line.
LINE: Final = 34
#: From here on characters are as wide as high.
FIRST_WIDE: Final = "\u2e80"


@dataclass(frozen=True, slots=True)
class PocketCard:
    """
    A card, or an empty place on the last sheet.

    Attributes:
        text: The question, or the fact.
        options: Of a choice; empty in facts.
        answer: On the back, or below the fact; may be empty.
        where: Its source; may be empty.
        origin: What stands above the question, as in `Sheet`; empty in facts, which have `where`.
        size: Of the type: large, usual, small or tiny.
    """

    text: str = ""
    options: tuple[ShownOption, ...] = ()
    answer: str = ""
    explanation: str = ""
    where: str = ""
    size: str = "usual"
    back_size: str = "usual"
    is_signed: bool = True
    origin: str = ""


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be printed, and what was wrong with the wish."""

    choice: Choice
    shelf: Shelf
    style: str
    size: str
    offered: Offered

    @property
    def shelves(self) -> list[Pair]:
        """Where questions are taken from."""
        return [
            (Shelf.ALL.value, str(_("题库"))),
            (Shelf.WRONG.value, str(_("我的错题"))),
            (Shelf.BOOKMARKED.value, str(_("我的收藏"))),
        ]

    @property
    def styles(self) -> list[Pair]:
        """What a card looks like."""
        return [
            ("facts", str(_("要点：一面，原文和出处"))),
            ("sides", str(_("问答：两面，正面题、背面答案"))),
        ]

    @property
    def sizes(self) -> list[Pair]:
        """How many cards a sheet takes."""
        return [(size, str(_("每页 %(count)s 张", count=size))) for size in SIZES]


@bp.get("")
def show() -> Response:
    """Offer what can be printed."""
    return _page("learner/pocket.html", _asked())


@bp.get("/sheets")
def sheets() -> Response:
    """Show the sheets, ready for the browser's own printing."""
    asked = _asked()
    if asked.choice.problems:
        return _page("learner/pocket.html", asked, status=422)
    pool = Pool(kinds=asked.choice.kinds, document_id=asked.choice.document_id)
    size = int(asked.size)
    with reader() as session:
        found = load_pocket(session, known_person(), pool, asked.shelf, MOST_SHEETS * size)
    is_facts = asked.style == "facts"
    made = [_fact(each, size) for each in _one_a_fact(found)] if is_facts else []
    made = made or [_card(each, size) for each in found]
    return _page(
        "learner/pocket_sheets.html", asked, pages=in_pages(made, size), count=len(made), tabs=False
    )


def in_pages(cards: Sequence[PocketCard], size: int) -> list[tuple[PocketCard, ...]]:
    """Return *cards* in sheets of *size*, the last one filled up with empty places."""
    empty = PocketCard()
    return [
        (*cards[start : start + size], *[empty] * (size - len(cards[start : start + size])))
        for start in range(0, len(cards), size)
    ]


def mirrored(page: Sequence[PocketCard]) -> list[PocketCard]:
    """Return the backs of a sheet: turned over its long edge, columns change sides."""
    return [page[place ^ 1] for place in range(len(page))]


def _asked() -> Asked:
    choice = read_choice(request.args)
    known = {each.value: each for each in Shelf}
    style, size = request.args.get("style", ""), request.args.get("size", "")
    with reader() as session:
        offer = find_offer(session)
    return Asked(
        choice,
        known.get(request.args.get("from", ""), Shelf.ALL),
        style if style in STYLES else STYLES[0],
        size if size in SIZES else SIZES[0],
        Offered(offer),
    )


def _page(template: str, asked: Asked, status: int = 200, **values: object) -> Response:
    return fragments.page(
        template, block="main", status=status, asked=asked, mirrored=mirrored, **values
    )


def _one_a_fact(found: Sequence[PocketQuestion]) -> list[PocketQuestion]:
    """Return the first question on each fact: its words need to be carried once."""
    kept: dict[object, PocketQuestion] = {}
    for each in found:
        kept.setdefault(each.fact or each.item.stem, each)
    return list(kept.values())


def _card(each: PocketQuestion, size: int) -> PocketCard:
    item = each.item
    options = shown_options(item, (), Answered(), None)
    if item.type is ItemType.TRUE_FALSE:
        options = ()
    answer = answer_of(item, 0)
    origin = origin_of(item.stem, each.document)
    front = _weight(origin[:LINE], item.stem, *(option.text for option in options))
    return PocketCard(
        text=front_of(item, 0),
        options=options,
        answer=answer,
        explanation=item.explanation,
        where=each.where,
        size=_size(front, size),
        back_size=_size(_weight(answer, item.explanation, each.where), size),
        is_signed=each.is_signed,
        origin=origin,
    )


def _fact(each: PocketQuestion, size: int) -> PocketCard:
    """Return the card of what is true: never a false statement, for that is what stays."""
    item, answer = each.item, ""
    if item.type is ItemType.CLOZE:
        text = _filled(item)
    elif item.type is ItemType.TRUE_FALSE:
        text = escape(item.stem if item.truth else each.quote or item.explanation)
    else:
        text, answer = front_of(item, 0), "；".join(o.text for o in item.options if o.correct)
    weight = _weight(str(text.striptags()), answer, each.where)
    return PocketCard(
        text=text,
        answer=answer,
        where=each.where,
        size=_size(weight, size),
        is_signed=each.is_signed,
    )


def _filled(item: Item) -> Markup:
    text = Markup("")
    for piece in stem_pieces(item.stem):
        text += piece.text
        if piece.position:
            word = item.blanks[piece.position - 1].accepted[0]
            text += Markup("<strong>{}</strong>").format(word)
    return text


def _weight(*texts: str) -> int:
    """Return how much room *texts* take, in half-width characters; each fills its last line."""
    widths = (sum(2 if each > FIRST_WIDE else 1 for each in text) for text in texts)
    return sum(-(-width // LINE) * LINE for width in widths)


def _size(weight: int, count: int) -> str:
    room = weight * count / int(SIZES[0])
    return next((name for most, name in ROOM if room <= most), SMALLEST)
