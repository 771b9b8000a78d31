"""The results of a paper as an Excel file."""

from __future__ import annotations

import io

from flask import Response, send_file
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.export.exchange.formats import FILE_TYPES
from question_bank.export.exchange.values import Format
from question_bank.export.results import ItemRow, ResultBook, write_results
from question_bank.export.word_paper.page import file_name
from question_bank.practice.statistics import ItemStatistics, item_statistics, quiz_statistics
from question_bank.storage import frozen, paper_results, papers, result_sheets
from question_bank.storage.audit import Deed, record
from question_bank.storage.frozen import FrozenPaper, FrozenQuestion
from question_bank.storage.models.values import Audience
from quizapp import clock
from quizapp.database import Session, bank, reader, writer
from quizapp.exam_sweep import finish_overdue
from quizapp.localtime import ZONE
from quizapp.moments import local_day
from quizapp.names import type_name
from quizapp.trainer.listing import key_in_words, one_line
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_blueprint import require_reviewer
from quizapp.trainer.papers_items import ItemLine
from quizapp.trainer.papers_keys import with_keys_in_force


@bp.post("/<int:paper_id>/results/file", endpoint="results_file")
def download(paper_id: int) -> Response:
    """Send 成绩单, 逐题分析 and 未参加名单; there are names in it, so only reviewers get it."""
    require_reviewer()
    now = clock.now()
    finish_overdue(bank(), now, paper_id)
    with reader() as session:
        book = _book(session, paper_id)
    with writer() as session:
        details: dict[str, str | int] = {"count": len(book.rows)}
        deed = Deed("paper.export", current_user.person_id, "paper", paper_id, details)
        record(session, deed, now)
        session.commit()
    file = io.BytesIO()
    write_results(book, file)
    file.seek(0)
    return send_file(
        file,
        mimetype=FILE_TYPES[Format.EXCEL].media_type,
        as_attachment=True,
        download_name=file_name(book.paper.title, f" {_('成绩')} {local_day(now)}", "xlsx"),
    )


def _book(session: Session, paper_id: int) -> ResultBook:
    paper = papers.get_paper(session, paper_id)
    version = frozen.get_version(session, paper_id)
    described = frozen.read_snapshot(version.snapshot)
    marks = paper_results.marks_of(session, version.id)
    full = [float(each.points) for each in described.questions]
    rows = result_sheets.all_results(session, paper_id)
    missing = None
    if paper.audience is Audience.GROUPS:
        missing = result_sheets.all_missing(session, paper)
    return ResultBook(
        paper=described,
        rows=rows,
        items=_items(with_keys_in_force(session, version, described), item_statistics(marks, full)),
        missing=missing,
        attendance=[] if missing is None else result_sheets.attendance(rows, missing),
        zone=ZONE,
        consistency=quiz_statistics(marks, full).consistency,
    )


def _items(paper: FrozenPaper, found: list[ItemStatistics]) -> list[ItemRow]:
    asked = zip(paper.questions, found, strict=True)
    return [_item(number, *each) for number, each in enumerate(asked, start=1)]


def _item(number: int, question: FrozenQuestion, found: ItemStatistics) -> ItemRow:
    line = ItemLine(number, question.question_id, "", question.points, found)
    return ItemRow(
        number=number,
        type=type_name(question.item.type),
        stem=one_line(question.item.stem),
        key=key_in_words(question.item),
        points=question.points,
        facility=_share(found.facility),
        deviation=_share(found.deviation),
        discrimination=_share(found.discrimination),
        weight=_share(found.effective_weight),
        verdict=line.verdict[0],
    )


def _share(value: float | None) -> float | None:
    return None if value is None else value / 100
