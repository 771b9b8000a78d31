"""The list of papers, one paper, and what can be done with it."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from flask import Response, request, url_for
from flask_babel import gettext as _

from question_bank.practice.assembly import sections_of
from question_bank.storage import audiences, frozen, paper_lists, papers
from question_bank.storage.exam_times import Phase, phase_of
from question_bank.storage.models import Paper, PaperVersion
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.localtime import local_input
from quizapp.routing import number_of_query
from quizapp.trainer.blueprint import is_reviewer
from quizapp.trainer.papers_blueprint import is_link_local, public_link
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_choices import ANSWERS_SHOWN, AUDIENCES, SCORING_RULES
from quizapp.trainer.papers_supply import Trial, try_out

SEED: Final = re.compile(r"[0-9a-f]{8}")
#: Phases in words, with how they look and their picture.
PHASES: Final = {
    Phase.DRAFT: (mark("草稿"), "draft", "edit"),
    Phase.UPCOMING: (mark("未到时间"), "review", "clock"),
    Phase.OPEN: (mark("进行中"), "published", "check"),
    Phase.CLOSED: (mark("已截止"), "retired", "stop"),
    Phase.CANCELLED: (mark("已取消"), "rejected", "cross"),
}


@dataclass(frozen=True, slots=True)
class SectionLine:
    """A section in one line: its title, its questions, what they earn."""

    title: str
    count: int
    points: Decimal


@dataclass(frozen=True, slots=True)
class Shown:
    """
    A paper on its page.

    Attributes:
        trial: What comes of drawing it; `None` once it is frozen.
        expected: How many are asked to sit it; `None` where anybody may come.
        problem: Why the last wish was not carried out; empty if it was.
    """

    paper: Paper
    phase: Phase
    sections: tuple[SectionLine, ...]
    total: Decimal
    trial: Trial | None
    groups: tuple[str, ...]
    finished: int
    running: int
    expected: int | None
    link: str
    is_link_local: bool
    may_decide: bool
    seed: str
    problem: str = ""

    @property
    def scoring(self) -> str:
        """The rule for incomplete answers in words."""
        return str(_(SCORING_RULES[self.paper.scoring_rule]))

    @property
    def answers_shown(self) -> str:
        """When answers are shown, in words."""
        return str(_(ANSWERS_SHOWN[self.paper.answers_shown]))

    @property
    def audience(self) -> str:
        """Who may sit it, in words."""
        return str(_(AUDIENCES[self.paper.audience]))

    @property
    def count(self) -> int:
        """Its questions."""
        return sum(section.count for section in self.sections)

    @property
    def closes_input(self) -> str:
        """What the field of the closing time shows."""
        return local_input(self.paper.closes_at)


@bp.get("/")
def index() -> Response:
    """Show the papers, newest first."""
    wanted = next((each for each in Phase if each.value == request.args.get("phase")), None)
    with reader() as session:
        page = paper_lists.list_papers(
            session, clock.now(), phase=wanted, number=number_of_query("page")
        )

    def address(number: int) -> str:
        phase = wanted.value if wanted else None
        return url_for("papers.index", phase=phase, page=number if number > 1 else None)

    return fragments.page(
        "trainer/papers.html",
        block="results",
        listing=page,
        wanted=wanted,
        previous=address(page.number - 1) if page.number > 1 else None,
        following=address(page.number + 1) if page.number < page.pages else None,
    )


@bp.get("/<int:paper_id>")
def show(paper_id: int) -> Response:
    """Show one paper."""
    return paper_page(paper_id)


def paper_page(paper_id: int, problem: str = "", status: int = 200) -> Response:
    """Show one paper, with *problem* saying why something was not done."""
    now, seed = clock.now(), seed_sent()
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        phase = phase_of(paper, now)
        version = None if phase is Phase.DRAFT else frozen.newest_version(session, paper_id)
        trial = None
        if version is None:
            content = papers.content_of(session, paper)
            trial = try_out(session, content.rules, content.fixed, seed, thorough=True)
        group_ids = papers.groups_of(session, paper_id)
        names = dict(audiences.list_groups(session)) if group_ids else {}
        finished, running = paper_lists.count_attempts(session, [paper_id]).get(paper_id, (0, 0))
        sections = _lines(trial, version)
        shown = Shown(
            paper=paper,
            phase=phase,
            sections=sections,
            total=sum((section.points for section in sections), Decimal(0)),
            trial=trial,
            groups=tuple(names.get(each, "") for each in group_ids),
            finished=finished,
            running=running,
            expected=audiences.audience_size(session, paper),
            link=public_link(paper.code or ""),
            is_link_local=is_link_local(),
            may_decide=is_reviewer(),
            seed=seed,
            problem=problem,
        )
    return fragments.page("trainer/paper.html", block="paper", status=status, shown=shown)


def seed_sent() -> str:
    """Return what the questions are drawn by: what the page showed, or something new."""
    text = request.values.get("seed", "")
    return text if SEED.fullmatch(text) else secrets.token_hex(4)


def _lines(trial: Trial | None, version: PaperVersion | None) -> tuple[SectionLine, ...]:
    if version is not None:
        return tuple(
            SectionLine(part.title, len(part.questions), part.points)
            for part in frozen.read_snapshot(version.snapshot).sections
        )
    drawn = [] if trial is None else sections_of(trial.assembly)
    return tuple(
        SectionLine(title, len(chosen), sum((each.points for each in chosen), Decimal(0)))
        for _type, title, chosen in drawn
    )
