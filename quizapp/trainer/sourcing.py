"""The stretch of a text that proves a question: found by its words, or selected in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from flask import Response, request

from question_bank.errors import NotFoundError
from question_bank.questions.values import Evidence
from question_bank.storage import documents, versions_outdated
from question_bank.storage.models import DocumentVersion
from question_bank.storage.wordings import Source as StoredSource
from quizapp import fragments
from quizapp.database import Session, reader
from quizapp.routing import number_of_query, row_number
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.checking import Source
from quizapp.trainer.documents_texts import text_of
from quizapp.trainer.forms import QuestionForm
from quizapp.trainer.loading import Loaded
from quizapp.trainer.reading import QuotePlace, paragraph_start, paragraphs_of, quote_place

#: How a stretch is written in the form: version, first code point, one past the last.
_KEY: Final = re.compile(r"(\d{1,18})-(\d{1,9})-(\d{1,9})")
#: Longest proof, in code points, and places offered for one quote.
LONGEST: Final = 2000
MOST_HITS: Final = 10
#: Code points of a text shown at once to select in.
SHOWN: Final = 6000


@dataclass(frozen=True, slots=True)
class Proof:
    """A stretch of a stored text."""

    source: Source
    version_id: int
    document_id: int

    @property
    def key(self) -> str:
        """How the form names it."""
        evidence = self.source.evidence
        return key_of(self.version_id, evidence.start, evidence.end)

    @property
    def stored(self) -> StoredSource:
        """What the bank keeps of it."""
        return StoredSource(self.version_id, self.source.evidence)

    @property
    def place(self) -> QuotePlace:
        """Where it stands, in its paragraph, with the address of the whole text."""
        evidence = self.source.evidence
        return quote_place(self.source.document, self.document_id, evidence.start, evidence.end)


def key_of(version_id: int, start: int, end: int) -> str:
    """Return how the form names a stretch of a text."""
    return f"{version_id}-{start}-{end}"


def sound_key(text: str) -> str | None:
    """Return *text* if it could name a stretch of a text."""
    return text if _KEY.fullmatch(text) else None


def renewed_proof(loaded: Loaded) -> Proof | None:
    """Return where the newest version has the words of an old proof; `None` if they went."""
    row, older = loaded.row, loaded.row.document_version
    if older is None or row.source_start is None or row.source_end is None:
        return None
    with reader() as session:
        newest = documents.newest_row(session, older.document_id, with_changes=True)
        comparison = versions_outdated.comparison_between(
            (older, text_of(session, older)), (newest, text_of(session, newest))
        )
    place = versions_outdated.passage_now(comparison, row.source_start, row.source_end)
    source = Source(comparison.new, place) if place else None
    return Proof(source, newest.id, newest.document_id) if source else None


def proof_of(form: QuestionForm, loaded: Loaded | None) -> Proof | None:
    """Return the proof that a form names; the stored one where it names none at all."""
    own = _own(loaded)
    if form.source is None or (own is not None and form.source == own.key):
        return own
    found = _KEY.fullmatch(form.source)
    if found is None:
        return None
    with reader() as session:
        return _read(session, *map(int, found.groups()))


def wanted_proofs() -> tuple[Proof, ...]:
    """Return what was selected in a text, or else the places where the quote sent stands."""
    picked = _KEY.fullmatch(request.form.get("picked", ""))
    document_id = row_number(request.form.get("source_document", ""))
    with reader() as session:
        if picked is not None:
            proof = _read(session, *map(int, picked.groups()))
            return (proof,) if proof else ()
        if document_id is None:
            return ()
        try:
            version = documents.newest_version(session, document_id)
        except NotFoundError:
            return ()
        return tuple(_hits(session, version, request.form.get("quote", "")))


@bp.get("/source-text")
def source_text() -> Response:
    """Show some pages of a text to select in."""
    document_id = number_of_query("source_document", default=0, smallest=0)
    start = number_of_query("from", default=0, smallest=0, largest=10**9)
    with reader() as session:
        version = documents.newest_version(session, document_id)
        text = text_of(session, version)
    start = paragraph_start(text.clean_text, min(start, len(text.clean_text)))
    cut = text.clean_text.find("\n", start + SHOWN)
    end = len(text.clean_text) if cut < 0 else cut + 1
    return fragments.page(
        "trainer/_source_text.html",
        block="text",
        paragraphs=list(paragraphs_of(text, (), start, end)),
        version_id=version.id,
        document_id=document_id,
        following=end if end < len(text.clean_text) else None,
        previous=max(start - SHOWN, 0) if start else None,
    )


def _own(loaded: Loaded | None) -> Proof | None:
    if loaded is None or loaded.source is None or loaded.row.document_version is None:
        return None
    version = loaded.row.document_version
    return Proof(loaded.source, version.id, version.document_id)


def _read(session: Session, version_id: int, start: int, end: int) -> Proof | None:
    try:
        version = documents.get_version(session, version_id)
    except NotFoundError:
        return None
    return _proof(session, version, start, end)


def _proof(session: Session, version: DocumentVersion, start: int, end: int) -> Proof | None:
    text = text_of(session, version)
    if not 0 <= start < end <= min(len(text.clean_text), start + LONGEST):
        return None
    evidence = Evidence(start, end, text.clean_text[start:end])
    return Proof(Source(text, evidence), version.id, version.document_id)


def _hits(session: Session, version: DocumentVersion, quote: str) -> Iterator[Proof]:
    """Yield where a quote stands, as typed or, if that stands nowhere, without its blanks."""
    text = text_of(session, version).clean_text
    typed, joined = quote.strip()[:LONGEST], "".join(quote.split())[:LONGEST]
    wanted = typed if typed and typed in text else joined
    if not wanted:
        return
    for found in islice(re.finditer(re.escape(wanted), text), MOST_HITS):
        proof = _proof(session, version, found.start(), found.end())
        if proof is not None:
            yield proof
