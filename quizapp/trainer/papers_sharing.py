"""The way to a paper: QR code, short link, a sheet to hang up; and what deputies will see."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import segno
from flask import Response, make_response

from question_bank.practice.assembly import sections_of
from question_bank.questions.origins import shared_origin
from question_bank.questions.values import Item, ItemType
from question_bank.storage import frozen, papers
from question_bank.storage.exam_times import Phase, phase_of
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.trainer.blueprint import is_reviewer
from quizapp.trainer.papers import seed_sent
from quizapp.trainer.papers_blueprint import is_link_local, public_link
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_choices import SCORING_RULES
from quizapp.trainer.papers_supply import try_out
from quizapp.trainer.preview import Preview


@dataclass(frozen=True, slots=True)
class PreviewedQuestion:
    """One question of the preview, as the deputies' templates want it."""

    number: int
    question_id: int
    points: Decimal
    item: Item
    sheet: Preview


@dataclass(frozen=True, slots=True)
class PreviewedSection:
    """A section of the preview."""

    type: ItemType
    title: str
    points: Decimal
    questions: tuple[PreviewedQuestion, ...]


@bp.get("/<int:paper_id>/qr.svg")
def qr(paper_id: int) -> Response:
    """Return the QR code of the paper's link as a picture."""
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
    picture = io.BytesIO()
    segno.make(public_link(paper.code or ""), error="m").save(
        picture, kind="svg", border=4, scale=8, dark="#26201a", light="#ffffff", xmldecl=False
    )
    response = make_response(picture.getvalue())
    response.headers["Content-Type"] = "image/svg+xml"
    return response


@bp.get("/<int:paper_id>/poster")
def poster(paper_id: int) -> Response:
    """Show a sheet to print: name, times, QR code, link."""
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        version = frozen.newest_version(session, paper_id)
    return fragments.page(
        "trainer/paper_poster.html",
        block="poster",
        paper=paper,
        phase=phase_of(paper, clock.now()),
        count=len(frozen.read_snapshot(version.snapshot).questions) if version else 0,
        total=version.max_score if version else Decimal(0),
        link=public_link(paper.code or ""),
        is_link_local=is_link_local(),
    )


@bp.get("/<int:paper_id>/preview")
def preview(paper_id: int) -> Response:
    """Show all questions as deputies see them; of a draft those that would be drawn."""
    seed = seed_sent()
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        phase = phase_of(paper, clock.now())
        version = None if phase is Phase.DRAFT else frozen.newest_version(session, paper_id)
        is_complete = False
        if version is not None:
            described = frozen.read_snapshot(version.snapshot)
        else:
            content = papers.content_of(session, paper)
            trial = try_out(session, content.rules, content.fixed, seed, thorough=True)
            sections, is_complete = sections_of(trial.assembly), trial.is_complete
            described = frozen.read_snapshot(frozen.describe(session, paper, sections))
        titles = frozen.titles_asked(session, described)
    origin = shared_origin([(e.item.stem, titles[e.question_id]) for e in described.questions])
    return fragments.page(
        "trainer/paper_preview.html",
        block="preview",
        paper=paper,
        may_freeze=is_complete and phase is Phase.DRAFT and is_reviewer(),
        is_draft=version is None and phase is Phase.DRAFT,
        seed=seed,
        scoring=SCORING_RULES[paper.scoring_rule],
        # Said once where all are from the same document.
        origin=origin,
        sections=_previewed(described, {} if origin else titles),
        total=described.total,
    )


def _previewed(described: frozen.FrozenPaper, titles: Mapping[int, str]) -> list[PreviewedSection]:
    sections, number = [], 0
    for section in described.sections:
        questions = []
        for each in section.questions:
            number += 1
            sheet = Preview(each.item, titles.get(each.question_id, ""))
            questions.append(
                PreviewedQuestion(number, each.question_id, each.points, each.item, sheet)
            )
        sections.append(
            PreviewedSection(section.type, section.title, section.points, tuple(questions))
        )
    return sections
