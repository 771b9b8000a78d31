"""Take the words of an appeal as right: for the question, and for all who typed them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from question_bank.practice.blanks import judge_blanks
from question_bank.practice.grades import Outcome, Part
from question_bank.practice.regrading import Correction, carry_out
from question_bank.practice.responses import Response
from question_bank.questions.values import Blank, Item, ItemType
from question_bank.storage import questions, wordings
from question_bank.storage.appeals import Appeal
from question_bank.storage.contents import evidence_of, findings_of, item_from_json, item_of
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from quizapp.database import Session


def refused_parts(appeal: Appeal) -> list[Part]:
    """Return the blanks that were filled, but not taken as right."""
    item = item_from_json(appeal.revision.item)
    if item.type is not ItemType.CLOZE:
        return []
    response = Response.from_data(appeal.answer.response or {})
    parts = judge_blanks(item, response.texts)
    return [part for part in parts if part.given and part.outcome is not Outcome.RIGHT]


def accept_variant(
    session: Session, appeal: Appeal, blanks: Collection[int], by_id: int, now: datetime
) -> int:
    """
    Accept what was typed into *blanks*, and mark the paper anew; return how many marks changed.

    Raises:
        InvalidInputError: If the question has other blanks by now.
    """
    row = questions.get_question(session, appeal.report.question_id)
    wanted = {part.number: part.given for part in refused_parts(appeal) if part.number in blanks}
    item = with_variants(item_of(row), wanted)
    content = questions.Content(
        item, _source_of(row), findings_of(row), tuple(tag.name for tag in row.tags), row.points
    )
    change = questions.Edit(row.id, row.lock_version, content)
    edited = questions.edit_question(session, change, by_id=by_id, now=now)
    if edited.status is Status.PUBLISHED:
        questions.sign_question(session, row.id, by_id=by_id, now=now)
    revision = wordings.ensure_revision(session, edited, by_id, now)
    reason = f"采纳申诉 {appeal.report.id}：{'、'.join(wanted.values())}"
    version_id = appeal.attempt.paper_version_id or 0
    return len(carry_out(session, Correction(version_id, revision, reason, by_id), now))


def with_variants(item: Item, wanted: dict[int, str]) -> Item:
    """Return *item* with one more accepted text for each blank of *wanted*."""
    return replace(item, blanks=tuple(_with_variant(blank, wanted) for blank in item.blanks))


def _with_variant(blank: Blank, wanted: dict[int, str]) -> Blank:
    text = wanted.get(blank.number, "")
    if not text or text in blank.accepted:
        return blank
    near = tuple(miss for miss in blank.near_misses if miss.text != text)
    return replace(blank, accepted=(*blank.accepted, text), near_misses=near)


def _source_of(row: Question) -> wordings.Source | None:
    evidence = evidence_of(row)
    if evidence is None or row.document_version_id is None:
        return None
    return wordings.Source(row.document_version_id, evidence)
