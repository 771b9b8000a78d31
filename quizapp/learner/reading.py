"""Read a text from beginning to end, a part at a time, and practise the part just read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import SystemRandom
from typing import Final

from flask import Blueprint, Response, abort, url_for
from flask.typing import ResponseReturnValue

from question_bank.documents import Document, place_of
from question_bank.storage import attempts, kept
from question_bank.storage.documents import newest_version, text_of
from question_bank.storage.kept import MissedSpan
from question_bank.storage.models import DocumentVersion
from question_bank.storage.pools import Candidate, Pool, find_candidates, find_offer
from quizapp import fragments
from quizapp.database import Session, reader
from quizapp.idempotency import once
from quizapp.learner.drawing import PracticeMode, draw_practice, laid_out
from quizapp.learner.missed import count_exams
from quizapp.learner.quiz import begin
from quizapp.learner.whose import known_person

bp = Blueprint("reading", __name__, url_prefix="/read")

#: Code points of one page at most, about: ten minutes of reading.
LONGEST_LEAF: Final = 4_000
#: Questions of a practice on one page.
MOST_ASKED: Final = 10


@dataclass(frozen=True, slots=True)
class Leaf:
    """A part of a text that one page shows: its title, first code point and one past the last."""

    title: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words of a paragraph; *missed* is the question whose source they are, if it was missed."""

    text: str
    missed: int | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of the page, cut where sources begin and end."""

    pieces: tuple[Piece, ...]
    is_heading: bool


@dataclass(frozen=True, slots=True)
class Page:
    """
    One page of a text.

    Attributes:
        number: Of the page, from 1.
        asked: How many questions a practice of it has.
        marks: How many places on it the reader has missed a question on.
    """

    document_id: int
    title: str
    leaves: tuple[Leaf, ...]
    number: int
    paragraphs: tuple[Paragraph, ...]
    asked: int
    marks: int

    @property
    def leaf(self) -> Leaf:
        """What the page shows."""
        return self.leaves[self.number - 1]


@bp.get("")
def index() -> ResponseReturnValue:
    """Offer the texts that there are questions on; the only one opens at once."""
    with reader() as session:
        texts = find_offer(session).documents
    if len(texts) == 1:
        return fragments.redirect(url_for("reading.show", document_id=texts[0][0], number=1))
    return fragments.page("learner/texts.html", block="main", texts=texts)


@bp.get("/<int:document_id>/<int:number>")
def show(document_id: int, number: int) -> Response:
    """Show one page, with the places that the reader has missed questions on."""
    person_id = known_person()
    count_exams(person_id)
    with reader() as session:
        version, text = _offered_text(session, document_id)
        leaves = leaves_of(text)
        if not 1 <= number <= len(leaves):
            abort(404)
        leaf = leaves[number - 1]
        missed = kept.missed_spans(session, person_id, version.id) if person_id else []
        asked = _on(find_candidates(session, Pool(document_id=document_id), None), version, leaf)
    marked = [each for each in missed if leaf.start <= each.start and each.end <= leaf.end]
    page = Page(
        document_id,
        text.title,
        leaves,
        number,
        paragraphs_of(text, leaf, marked),
        len(draw_practice(asked, PracticeMode.IN_ORDER, MOST_ASKED, SystemRandom())),
        len(marked),
    )
    return fragments.page("learner/reading.html", block="main", page=page)


@bp.post("/<int:document_id>/<int:number>")
@once
def practise(document_id: int, number: int) -> ResponseReturnValue:
    """Begin a practice of one page, in the order of the text."""
    rng = SystemRandom()
    with reader() as session:
        version, text = _offered_text(session, document_id)
        leaves = leaves_of(text)
        if not 1 <= number <= len(leaves):
            abort(404)
        candidates = find_candidates(session, Pool(document_id=document_id), known_person())
        asked = _on(candidates, version, leaves[number - 1])
        drawn = draw_practice(asked, PracticeMode.IN_ORDER, MOST_ASKED, rng)
        questions = laid_out(attempts.load_asked(session, drawn), rng)
    if not questions:
        return fragments.redirect(url_for("reading.show", document_id=document_id, number=number))
    return begin(questions, PracticeMode.IN_ORDER)


def leaves_of(text: Document) -> tuple[Leaf, ...]:
    """Return the pages of *text*, never none: its outermost parts, long ones cut at paragraphs."""
    parts = [section for section in text.sections if section.parent is None]
    spans = [
        (f"{place_of(text, each.index)} {each.title}".strip(), each.start, each.end)
        for each in parts
    ]
    spans = spans or [("", 0, len(text.clean_text))]
    return tuple(
        Leaf(title, first, last)
        for title, start, end in spans
        for first, last in _cut(text.clean_text, start, end)
    )


def paragraphs_of(
    text: Document, leaf: Leaf, missed: Sequence[MissedSpan]
) -> tuple[Paragraph, ...]:
    """Return the paragraphs of *leaf* with the spans of *missed* marked; of two at one place the first."""
    headings = {each.start for each in text.sentences if each.is_heading}
    found, start = [], leaf.start
    for line in text.clean_text[leaf.start : leaf.end].split("\n"):
        end = start + len(line)
        if line.strip():
            pieces = _pieces(text.clean_text, start, end, missed)
            found.append(Paragraph(pieces, is_heading=start in headings))
        start = end + 1
    return tuple(found)


def _pieces(text: str, start: int, end: int, missed: Sequence[MissedSpan]) -> tuple[Piece, ...]:
    pieces, at = [], start
    for span in sorted(missed, key=lambda each: (each.start, -each.end)):
        first, last = max(span.start, at), min(span.end, end)
        if first < last:
            pieces += [Piece(text[at:first]), Piece(text[first:last], span.question_id)]
            at = last
    return tuple(piece for piece in (*pieces, Piece(text[at:end])) if piece.text)


def _cut(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return spans of about `LONGEST_LEAF` at most that end with a paragraph."""
    spans = []
    while end - start > LONGEST_LEAF:
        stop = text.find("\n", start + LONGEST_LEAF, end) + 1 or end
        spans.append((start, stop))
        start = stop
    return [*spans, (start, end)] if start < end else spans


def _on(candidates: Sequence[Candidate], version: DocumentVersion, leaf: Leaf) -> list[Candidate]:
    return [
        each
        for each in candidates
        if each.document_version_id == version.id
        and each.source_start is not None
        and leaf.start <= each.source_start < leaf.end
    ]


def _offered_text(session: Session, document_id: int) -> tuple[DocumentVersion, Document]:
    """Return a text that deputies are asked on; what is still with the trainers has no page."""
    if document_id not in {number for number, _title in find_offer(session).documents}:
        abort(404)
    version = newest_version(session, document_id)
    return version, text_of(version)
