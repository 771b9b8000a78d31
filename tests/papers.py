"""Papers on the small bank, made and frozen without pages."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.questions.values import Item, ItemType
from question_bank.storage import frozen, papers
from question_bank.storage.models import Paper, Question, Revision
from question_bank.storage.papers import SECTIONS, FixedSpec, PaperContent, PaperSettings
from tests import bank

#: What the paper of `open_paper` asks, in its order: each type, and none clashes.
ASKED: tuple[Item, ...] = (
    bank.SYSTEM_SINGLE.item,
    bank.METHOD_MULTIPLE.item,
    bank.DUTY_TRUE.item,
    bank.SLOGAN_CLOZE.item,
)
POINTS = (Decimal(2), Decimal(4), Decimal(2), Decimal(3))
SETTINGS = PaperSettings("代表法学习测验", grace_seconds=30)
NUMERALS = "一二三四"


def question_id(session: Session, item: Item) -> int:
    """Return the number of a sample's question."""
    return session.scalars(select(Question.id).where(Question.stem == item.stem)).one()


def content(session: Session, **settings: Any) -> PaperContent:
    """Return a paper of `ASKED`, chosen by hand."""
    fixed = tuple(
        FixedSpec(question_id(session, item), points)
        for item, points in zip(ASKED, POINTS, strict=True)
    )
    return PaperContent(replace(SETTINGS, **settings), fixed=fixed)


def open_paper(
    session: Session,
    now: datetime,
    *,
    code: str = "abc234",
    group_ids: tuple[int, ...] = (),
    **settings: Any,
) -> Paper:
    """Store a paper of `ASKED` and freeze it."""
    written = replace(content(session, **settings), group_ids=group_ids)
    paper = papers.create_paper(session, written, code=code, by_id=1, now=now)
    sections: list[tuple[ItemType, str, list[frozen.Choice]]] = []
    for item, points in zip(ASKED, POINTS, strict=True):
        number = question_id(session, item)
        revision = session.scalars(
            select(Revision.id).where(Revision.question_id == number).order_by(Revision.id.desc())
        ).first()
        assert revision is not None
        title = f"{NUMERALS[len(sections)]}、{SECTIONS[item.type]}"
        sections.append((item.type, title, [frozen.Choice(number, revision, points)]))
    snapshot = frozen.describe(session, paper, sections) | {"seed": "test"}
    frozen.freeze(session, paper, snapshot, lock_version=paper.lock_version, by_id=1, now=now)
    return paper
