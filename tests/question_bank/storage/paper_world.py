"""A school with a frozen paper; a draft and another paper are always there too."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from random import Random
from typing import Any

from sqlalchemy.orm import Session

from question_bank.practice.exam_rules import Rules, lay_out_paper, rules_of
from question_bank.practice.responses import Response
from question_bank.storage import exams, frozen, papers
from question_bank.storage.attempts import Drawn, Judged
from question_bank.storage.models import Attempt, Paper, PaperVersion
from question_bank.storage.papers import SECTIONS, FixedSpec, PaperContent, PaperSettings
from tests.question_bank.storage.learning import ITEMS, NOW, School, found_school

SETTINGS = PaperSettings("测验")
#: Places of `ITEMS` that the paper asks, in its order: single, multiple, true or false, cloze.
ASKED = (2, 3, 4, 1)


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a test of papers begins with."""

    school: School
    paper: Paper
    version: PaperVersion
    draft: Paper


def found_papers(session: Session, **settings: Any) -> World:
    """Store a school, a paper frozen with *settings*, another one and a draft."""
    school = found_school(session)
    paper, version = freeze_paper(session, school, "first", **settings)
    freeze_paper(session, school, "second", title="别的测验")
    draft = papers.create_paper(
        session, content(school), code="draft", by_id=school.person_id, now=NOW
    )
    return World(school, paper, version, draft)


def content(school: School, **settings: Any) -> PaperContent:
    """Return a paper of questions chosen by hand."""
    fixed = tuple(FixedSpec(school.questions[at].question_id, Decimal(2)) for at in ASKED)
    return PaperContent(replace(SETTINGS, **settings), fixed=fixed)


def freeze_paper(
    session: Session, school: School, code: str, **settings: Any
) -> tuple[Paper, PaperVersion]:
    """Store a paper and freeze it."""
    written = content(school, **settings)
    paper = papers.create_paper(session, written, code=code, by_id=school.person_id, now=NOW)
    sections = [
        (ITEMS[at].type, SECTIONS[ITEMS[at].type], [choice(school.questions[at])]) for at in ASKED
    ]
    snapshot = frozen.describe(session, paper, sections) | {"seed": "s"}
    version = frozen.freeze(
        session, paper, snapshot, lock_version=paper.lock_version, by_id=school.person_id, now=NOW
    )
    return paper, version


def choice(drawn: Drawn) -> frozen.Choice:
    return frozen.Choice(drawn.question_id, drawn.revision_id, Decimal(2))


def begin(session: Session, world: World, person_id: int, now: datetime = NOW) -> Attempt:
    """Begin the paper for somebody, in its own order."""
    described = frozen.read_snapshot(world.version.snapshot)
    drawn = lay_out_paper(described, Random(1))  # noqa: S311  chance, not secrecy
    return exams.begin(
        session,
        world.paper.id,
        person_id,
        (world.version, drawn),
        settings=rules_of(described).as_data(),
        now=now,
    )


def judged(attempt: Attempt, slot: int, response: Response) -> Judged:
    """Return *response* to *slot* with its mark."""
    grade = Rules.from_data(attempt.settings).judge(ITEMS[ASKED[slot - 1]], response, Decimal(2))
    return Judged(
        response=response.as_data(),
        mark=grade.mark,
        max_mark=Decimal(2),
        correct=grade.correct,
        near_miss=grade.near_miss,
    )
