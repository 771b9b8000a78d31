"""Questions and people to practise with; other questions and people are always there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy.orm import Session

from question_bank.questions.values import Item, ItemType
from question_bank.storage import accounts
from question_bank.storage.attempts import Drawn
from question_bank.storage.contents import content_hash, item_to_json
from question_bank.storage.models import Blank, Option, Question, Revision
from question_bank.storage.models.values import Origin, Status
from tests import bank

NOW = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

ITEMS = (
    bank.LIST_CLOZE.item,
    bank.SLOGAN_CLOZE.item,
    bank.DUTY_SINGLE.item,
    bank.RIGHTS_MULTIPLE.item,
    bank.DUTY_TRUE.item,
)


@dataclass(frozen=True, slots=True)
class School:
    """Two people and the questions of `ITEMS`, published; one more is a draft."""

    person_id: int
    other_id: int
    questions: tuple[Drawn, ...]
    draft: Drawn


def found_school(session: Session) -> School:
    """Store people and questions."""
    people = [accounts.add_unnamed_person(session, language="zh", now=NOW) for _ in range(2)]
    session.flush()
    return School(
        people[0].id,
        people[1].id,
        tuple(add_question(session, item) for item in ITEMS),
        add_question(session, replace(ITEMS[0], stem="草稿____、____。"), Status.DRAFT),
    )


def add_question(session: Session, item: Item, status: Status = Status.PUBLISHED) -> Drawn:
    """Store a question with its parts and its first wording."""
    digest = content_hash(item)
    question = Question(
        guid=digest[:16],
        origin=Origin.AUTHORED,
        type=item.type,
        form=item.form,
        kind=item.kind,
        status=status,
        stem=item.stem,
        unordered=item.unordered,
        truth=item.truth,
        word_bank=list(item.word_bank),
        difficulty=item.difficulty,
        content_hash=digest,
        content_changed_at=NOW,
        created_at=NOW,
        current_revision=1,
    )
    session.add(question)
    session.flush()
    revision = Revision(
        question_id=question.id,
        number=1,
        item=item_to_json(item),
        content_hash=digest,
        created_at=NOW,
    )
    session.add_all([revision, *parts_of(question.id, item)])
    session.flush()
    options = tuple(option.number for option in item.options)
    return Drawn(question.id, revision.id, options)


def parts_of(question_id: int, item: Item) -> list[Blank | Option]:
    """Return the rows of an item's options or blanks."""
    if item.type is ItemType.CLOZE:
        return [
            Blank(
                question_id=question_id,
                number=blank.number,
                position=position,
                accepted=list(blank.accepted),
            )
            for position, blank in enumerate(item.blanks, start=1)
        ]
    return [
        Option(
            question_id=question_id,
            number=option.number,
            position=position,
            text=option.text,
            correct=option.correct,
        )
        for position, option in enumerate(item.options, start=1)
    ]
