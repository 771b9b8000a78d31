"""Key points with the questions on them, and candidates that were refused, as pages show them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from flask import url_for

from question_bank.keypoints.values import Kind
from question_bank.questions.values import Finding, ItemType, Level
from question_bank.storage import workbench
from question_bank.storage.contents import item_from_json
from question_bank.storage.documents_points import OnPoint
from question_bank.storage.models import KeyPoint, RefusedCandidate
from question_bank.storage.models.values import Status
from quizapp.trainer.checking import ShownFinding, shown_findings
from quizapp.trainer.documents_shown import reason_in_words
from quizapp.trainer.listing import key_in_words
from quizapp.trainer.sourcing import key_of

#: How much of a key point stands in its panel, in characters.
LONGEST_QUOTE: Final = 200


@dataclass(frozen=True, slots=True)
class ShownRefused:
    """A candidate that was refused, with the reasons."""

    id: int
    type: ItemType
    kind: Kind
    stem: str
    key: str
    findings: tuple[ShownFinding, ...]


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question on a key point."""

    id: int
    type: ItemType
    status: Status
    stem: str


@dataclass(frozen=True, slots=True)
class ShownPoint:
    """
    A key point with the questions on it and the candidates that were refused.

    Attributes:
        source: How the form of a question names its stretch of the text.
    """

    id: int
    kind: Kind
    topic: str
    quote: str
    start: int
    source: str
    reason: str
    questions: tuple[ShownQuestion, ...]
    more_questions: int
    refused: tuple[ShownRefused, ...]
    more_refused: int


@dataclass(frozen=True, slots=True)
class RefusedList:
    """One page of refused candidates."""

    rows: tuple[ShownRefused, ...]
    total: int
    page: int
    pages: int
    previous: str | None
    following: str | None


def shown_point(point: KeyPoint, found: OnPoint) -> ShownPoint:
    """Return a key point with what there is on it."""
    return ShownPoint(
        id=point.id,
        kind=point.kind,
        topic=point.topic,
        quote=point.quote
        if len(point.quote) <= LONGEST_QUOTE
        else f"{point.quote[:LONGEST_QUOTE]}……",
        start=point.source_start,
        source=key_of(point.document_version_id, point.source_start, point.source_end),
        reason=reason_in_words(point.reason),
        questions=tuple(
            ShownQuestion(row.id, row.type, row.status, row.stem) for row in found.questions
        ),
        more_questions=found.more_questions,
        refused=tuple(map(shown_refused, found.refused)),
        more_refused=found.more_refused,
    )


def shown_refused(row: RefusedCandidate) -> ShownRefused:
    """Return a refused candidate with its reasons in words."""
    findings = [
        Finding(each["name"], Level(each["level"]), tuple(map(tuple, each["parameters"])))
        for each in row.findings
    ]
    return ShownRefused(
        id=row.id,
        type=row.type,
        kind=row.kind,
        stem=row.stem,
        key=key_in_words(item_from_json(row.item)),
        findings=shown_findings(findings),
    )


def refused_list(document_id: int, part: int, found: workbench.RefusedPage) -> RefusedList:
    """Return one page of the refused candidates of a document."""

    def address(page: int) -> str:
        return url_for(
            "documents.show", document_id=document_id, part=part, page=page, _anchor="refused"
        )

    return RefusedList(
        rows=tuple(map(shown_refused, found.rows)),
        total=found.total,
        page=found.number,
        pages=found.pages,
        previous=address(found.number - 1) if found.number > 1 else None,
        following=address(found.number + 1) if found.number < found.pages else None,
    )
