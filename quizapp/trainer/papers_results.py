"""Who sat a paper, with what result; who has not."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from statistics import fmean, median
from typing import Final

from flask import Response, request, url_for

from question_bank.storage import audiences, exams, frozen, paper_results, papers
from question_bank.storage.exam_times import Phase, phase_of
from question_bank.storage.models import Paper
from quizapp import clock, fragments
from quizapp.database import bank, reader
from quizapp.exam_sweep import finish_overdue
from quizapp.routing import number_of_query
from quizapp.trainer.papers_blueprint import papers as bp

#: Bars of the picture of scores.
BANDS: Final = 10
#: Names on a page of those who have not come.
MISSING_SIZE: Final = 50


@dataclass(frozen=True, slots=True)
class Band:
    """So many people with scores in a range."""

    words: str
    count: int


@dataclass(frozen=True, slots=True)
class Results:
    """
    The results of a paper on their page.

    Attributes:
        expected: How many were asked; `None` where anybody may come.
        missing: How many of them have not come; `None` where anybody may come.
    """

    paper: Paper
    phase: Phase
    total: Decimal
    summary: paper_results.Summary
    page: paper_results.ResultPage
    order: paper_results.Order
    running: int
    expected: int | None
    missing: int | None
    previous: str | None
    following: str | None

    @property
    def rate(self) -> str:
        """参考率 in per cent; empty where anybody may come."""
        if not self.expected or self.missing is None:
            return ""
        return f"{100 * (self.expected - self.missing) / self.expected:.0f}%"

    @property
    def mean(self) -> str:
        """Mean score, to one place; empty without results."""
        return f"{fmean(self.summary.scores):.1f}" if self.summary.scores else ""

    @property
    def median(self) -> str:
        """Median score, to one place; empty without results."""
        return f"{median(self.summary.scores):.1f}" if self.summary.scores else ""

    @property
    def bands(self) -> list[Band]:
        """How the scores spread, in tenths of the full mark."""
        counts = [0] * BANDS
        for score in self.summary.scores:
            counts[min(BANDS - 1, int(BANDS * score / self.total))] += 1
        width = self.total / BANDS
        return [
            Band(f"{(width * place).normalize():f}–{(width * (place + 1)).normalize():f}", count)
            for place, count in enumerate(counts)
        ]


@bp.get("/<int:paper_id>/results")
def results(paper_id: int) -> Response:
    """Show who sat a paper; sittings whose time is long up are finished by this look."""
    now = clock.now()
    finish_overdue(bank(), now, paper_id)
    order = next(
        (each for each in paper_results.Order if each.value == request.args.get("order")),
        paper_results.Order.TIME,
    )
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        version = frozen.get_version(session, paper_id)
        page = paper_results.list_results(
            session, paper_id, order=order, number=number_of_query("page")
        )
        expected = audiences.audience_size(session, paper)
        missing = None
        if expected is not None:
            _rows, _number, missing = audiences.list_missing(session, paper, number=1, size=1)
        shown = Results(
            paper=paper,
            phase=phase_of(paper, now),
            total=version.max_score,
            summary=paper_results.summarise(session, paper_id, paper.pass_mark),
            page=page,
            order=order,
            running=exams.count_running(session, paper_id),
            expected=expected,
            missing=missing,
            previous=_address(paper_id, order, page.number - 1) if page.number > 1 else None,
            following=(
                _address(paper_id, order, page.number + 1) if page.number < page.pages else None
            ),
        )
    return fragments.page("trainer/paper_results.html", block="results", results=shown)


@bp.get("/<int:paper_id>/missing")
def missing(paper_id: int) -> Response:
    """Show who of the groups asked has not sat a paper (未参加名单)."""
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        rows, number, total = audiences.list_missing(
            session, paper, number=number_of_query("page"), size=MISSING_SIZE
        )
        expected = audiences.audience_size(session, paper)
    pages = max(1, -(-total // MISSING_SIZE))

    def address(page: int) -> str:
        return url_for("papers.missing", paper_id=paper_id, page=page if page > 1 else None)

    return fragments.page(
        "trainer/paper_missing.html",
        block="main",
        paper=paper,
        rows=rows,
        total=total,
        expected=expected,
        number=number,
        pages=pages,
        previous=address(number - 1) if number > 1 else None,
        following=address(number + 1) if number < pages else None,
    )


def _address(paper_id: int, order: paper_results.Order, page: int) -> str:
    return url_for(
        "papers.results",
        paper_id=paper_id,
        order=None if order is paper_results.Order.TIME else order.value,
        page=page if page > 1 else None,
    )
