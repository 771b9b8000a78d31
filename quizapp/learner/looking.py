"""Look at a question again: its key, why, and where the source stands in the whole text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import Blueprint, Response, abort

from question_bank.practice.grading import grade
from question_bank.practice.responses import Response as Answered
from question_bank.questions.values import Evidence, Item
from question_bank.storage import kept
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.kept import CurrentWording
from question_bank.storage.texts import where_in
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.learner.met import has_met
from quizapp.learner.origins import title_of
from quizapp.learner.places import find_place
from quizapp.learner.sheets import Sheet
from quizapp.learner.whose import known_person

bp = Blueprint("looking", __name__, url_prefix="/questions")

#: About this many code points are shown before and after the quote, in whole paragraphs.
CONTEXT: Final = 900


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of a text: what stands before the quote, in it, and after it."""

    before: str
    quote: str
    after: str


@bp.get("/<int:question_id>")
def show(question_id: int) -> Response:
    """Show a question that the deputy has met, with its key."""
    wording, bookmark = _met(question_id)
    key = key_of(wording.item)
    sheet = Sheet(
        attempt_id=0,
        slot=1,
        count=1,
        answered=1,
        item=wording.item,
        is_signed=wording.is_signed,
        response=key,
        grade=grade(wording.item, key),
        place=find_place(wording.source),
        question_id=question_id,
        is_bookmarked=bookmark is not None,
        document=title_of(wording.source),
    )
    return fragments.page("learner/look.html", block="main", sheet=sheet, note=bookmark or "")


@bp.get("/<int:question_id>/source")
def source(question_id: int) -> Response:
    """Show the paragraphs around the source of a question that the deputy has met."""
    wording, _bookmark = _met(question_id)
    if wording.source is None:
        abort(404)
    with reader() as session:
        text = text_of(get_version(session, wording.source["document_version_id"]))
    evidence = Evidence(wording.source["start"], wording.source["end"], wording.source["quote"])
    return fragments.page(
        "learner/source.html",
        block="main",
        question_id=question_id,
        where=where_in(text, evidence.start),
        paragraphs=paragraphs_around(text.clean_text, evidence),
    )


def paragraphs_around(text: str, evidence: Evidence) -> tuple[Paragraph, ...]:
    """Return the paragraphs of *text* around *evidence*, which may reach over several."""
    opens = text.rfind("\n", 0, max(evidence.start - CONTEXT, 0)) + 1
    closes = text.find("\n", min(evidence.end + CONTEXT, len(text)))
    closes = len(text) if closes < 0 else closes
    shown, start = [], opens
    for line in text[opens:closes].split("\n"):
        end = start + len(line)
        first = min(max(evidence.start, start), end)
        last = min(max(evidence.end, start), end)
        if line.strip():
            shown.append(Paragraph(text[start:first], text[first:last], text[last:end]))
        start = end + 1
    return tuple(shown)


def key_of(item: Item) -> Answered:
    """Return the response that is right in whole."""
    return Answered(
        options=tuple(option.number for option in item.options if option.correct),
        truth=item.truth,
        texts=(item.model_answer,) if item.model_answer else item.keys if item.blanks else (),
    )


def _met(question_id: int) -> tuple[CurrentWording, str | None]:
    """Return the wording of a question and the note on its bookmark, if it has one."""
    person_id = known_person()
    with reader() as session:
        if not has_met(session, person_id, question_id, clock.now()):
            abort(404)
        bookmark = kept.find_bookmark(session, person_id, question_id)
        return kept.find_wording(session, question_id), bookmark.note if bookmark else None
