"""Where the source of a question stands, loaded for one page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from question_bank.questions.values import Evidence
from question_bank.storage.documents import get_version, text_of
from question_bank.storage.texts import where_in
from quizapp.database import reader
from quizapp.learner.sources import Place, place_of_quote


def find_place(source: Mapping[str, Any] | None) -> Place | None:
    """Return the place of a revision's *source*; `None` if a trainer gave none."""
    if source is None:
        return None
    with reader() as session:
        text = text_of(get_version(session, source["document_version_id"]))
    evidence = Evidence(source["start"], source["end"], source["quote"])
    return place_of_quote(where_in(text, evidence.start), text.clean_text, evidence)
