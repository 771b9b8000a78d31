"""Results of a paper as a workbook: 概况, 成绩单, 逐题分析, 未参加名单."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from decimal import Decimal
from statistics import fmean, median
from typing import Any, BinaryIO, Final

from openpyxl import Workbook
from openpyxl.worksheet.properties import PageSetupProperties

from question_bank.export.excel.cells import head_cell, lay_out, number_cell, text_cell
from question_bank.storage.audiences import Missing
from question_bank.storage.frozen import FrozenPaper
from question_bank.storage.models.values import AttemptState, FinishReason
from question_bank.storage.result_sheets import Attendance, ResultRow

_MARK: Final = "0.###"
_ONE_PLACE: Final = "0.0"
_PERCENT: Final = "0.0%"
_MOMENT: Final = "yyyy-mm-dd hh:mm"
_STATES: Final = {
    AttemptState.OPEN: "正在答",
    AttemptState.CANCELLED: "已取消",
    AttemptState.FINISHED: "已交",
}
#: Excel's number of the size of paper.
_A4: Final = 9
_UNNAMED: Final = "（没有留名）"


@dataclass(frozen=True, slots=True)
class ItemRow:
    """
    One question of the analysis; shares from 0 to 1, `None` where there is none.

    Attributes:
        facility: Mean share of the full mark.
        deviation: Standard deviation, as a share of the full mark.
        discrimination: Correlation with the rest, -1 to 1.
        weight: Its share of what tells people apart.
        verdict: What that means, in words.
    """

    number: int
    type: str
    stem: str
    key: str
    points: Decimal
    facility: float | None
    deviation: float | None
    discrimination: float | None
    weight: float | None
    verdict: str


@dataclass(frozen=True, slots=True)
class ResultBook:
    """
    All that the workbook says.

    Attributes:
        paper: As it was frozen.
        rows: Highest score first.
        items: In the order of the paper.
        missing: Who has not come; `None` where anybody may come.
        attendance: By group; empty where anybody may come.
        zone: In which times are written.
        consistency: Of the whole paper, in per cent; `None` where it has none.
    """

    paper: FrozenPaper
    rows: Sequence[ResultRow]
    items: Sequence[ItemRow]
    missing: Sequence[Missing] | None
    attendance: Sequence[Attendance]
    zone: tzinfo
    consistency: float | None = None
    #: Each person's best score; each counts once.
    best: Mapping[int, Decimal] = field(init=False)
    #: The place of each score; equal ones share one.
    places: Mapping[Decimal, int] = field(init=False)

    def __post_init__(self) -> None:
        """Find who comes first."""
        best: dict[int, Decimal] = {}
        for row in self.rows:
            if row.state is AttemptState.FINISHED and row.score is not None:
                best[row.person_id] = max(row.score, best.get(row.person_id, row.score))
        places: dict[Decimal, int] = {}
        for place, score in enumerate(sorted(best.values(), reverse=True), start=1):
            places.setdefault(score, place)
        object.__setattr__(self, "best", best)
        object.__setattr__(self, "places", places)


def write_results(book: ResultBook, out: BinaryIO) -> None:
    """Write the workbook to *out*; numbers are numbers, times are times, text stays text."""
    workbook = Workbook(write_only=True)
    _write_summary(workbook.create_sheet("概况"), book)
    _write_results(workbook.create_sheet("成绩单"), book)
    _write_items(workbook.create_sheet("逐题分析"), book.items)
    if book.missing is not None:
        _write_missing(workbook.create_sheet("未参加名单"), book.missing)
    workbook.save(out)


# --- 概况 -------------------------------------------------------------------


def _write_summary(sheet: Any, book: ResultBook) -> None:
    _prepare(sheet, [24, 40, 12, 12], "A2")
    sheet.append([head_cell(sheet, "项目"), head_cell(sheet, "结果")])
    for label, value, shape in _facts(book):
        cell = text_cell(sheet, value) if isinstance(value, str) else _cell(sheet, value, shape)
        sheet.append([text_cell(sheet, label), cell])
    if not book.attendance:
        return
    sheet.append([])
    sheet.append(
        [head_cell(sheet, each) for each in ("代表团或小组", "参考率", "应参加", "已参加")]
    )
    for each in book.attendance:
        share = each.came / each.asked if each.asked else None
        numbers = ((share, _PERCENT), (each.asked, "0"), (each.came, "0"))
        cells = [_cell(sheet, value, shape) for value, shape in numbers]
        sheet.append([text_cell(sheet, each.group or "（没有代表团）"), *cells])


def _facts(book: ResultBook) -> Iterable[tuple[str, str | float | Decimal | None, str]]:
    scores = sorted(book.best.values())
    yield "试卷", book.paper.title, ""
    yield "题数", len(book.paper.questions), "0"
    yield "满分", book.paper.total, _MARK
    if book.missing is not None:
        asked = sum(each.asked for each in book.attendance)
        came = sum(each.came for each in book.attendance)
        yield "应参加人数", asked, "0"
        yield "已参加人数", came, "0"
        yield "参考率", came / asked if asked else None, _PERCENT
    yield "有成绩的人数", len(scores), "0"
    yield "平均分", fmean(scores) if scores else None, _ONE_PLACE
    yield "中位数", median(scores) if scores else None, _ONE_PLACE
    yield "最高分", scores[-1] if scores else None, _MARK
    yield "最低分", scores[0] if scores else None, _MARK
    if book.paper.pass_mark is not None:
        passed = sum(score >= book.paper.pass_mark for score in scores)
        yield "及格线", book.paper.pass_mark, _MARK
        yield "及格人数", passed, "0"
        yield "及格率", passed / len(scores) if scores else None, _PERCENT
    if book.consistency is not None:
        yield "内部一致性（%）", book.consistency, _ONE_PLACE


# --- 成绩单 -----------------------------------------------------------------


def _write_results(sheet: Any, book: ResultBook) -> None:
    has_pass_mark = book.paper.pass_mark is not None
    columns = [("名次", 7), ("姓名", 14), ("代表团或小组", 24), ("得分", 9), ("满分", 8)]
    columns += [("及格", 7)] if has_pass_mark else []
    columns += [(section.title, 13) for section in book.paper.sections]
    columns += [
        ("第几次", 8),
        ("用时（分）", 11),
        ("开始", 18),
        ("交卷", 18),
        ("方式", 9),
        ("状态", 11),
    ]
    _prepare(sheet, [width for _words, width in columns], "C2")
    sheet.append([head_cell(sheet, words) for words, _width in columns])
    for row in book.rows:
        sheet.append(list(_result_cells(sheet, row, book)))


def _result_cells(sheet: Any, row: ResultRow, book: ResultBook) -> Iterable[Any]:
    yield number_cell(sheet, _place(row, book))
    yield text_cell(sheet, row.name or _UNNAMED)
    yield text_cell(sheet, row.group)
    yield _cell(sheet, row.score, _MARK)
    yield _cell(sheet, row.max_score, _MARK)
    if book.paper.pass_mark is not None:
        has_passed = None if row.score is None else row.score >= book.paper.pass_mark
        yield text_cell(sheet, {True: "是", False: "否", None: ""}[has_passed])
    for mark in _section_marks(row, book.paper):
        yield _cell(sheet, mark, _MARK)
    yield number_cell(sheet, row.number)
    yield _cell(sheet, None if row.is_on_paper else _minutes(row), _ONE_PLACE)
    yield _cell(sheet, _local(row.started_at, book.zone), _MOMENT)
    yield _cell(sheet, _local(row.finished_at, book.zone), _MOMENT)
    yield text_cell(sheet, "答题卡" if row.is_on_paper else "网上")
    is_late = row.reason is FinishReason.TIME and row.state is AttemptState.FINISHED
    yield text_cell(sheet, "到时收卷" if is_late else _STATES[row.state])


def _place(row: ResultRow, book: ResultBook) -> int | None:
    """Return the place of somebody's best attempt; nothing for the others."""
    if row.state is not AttemptState.FINISHED or row.score is None:
        return None
    return book.places[row.score] if row.score == book.best[row.person_id] else None


def _section_marks(row: ResultRow, paper: FrozenPaper) -> Iterable[Decimal | None]:
    """Yield what each section earned; nothing where the marks are those of another version."""
    is_known = len(row.marks) == len(paper.questions)
    start = 0
    for section in paper.sections:
        end = start + len(section.questions)
        yield sum(row.marks[start:end], Decimal(0)) if is_known else None
        start = end


def _minutes(row: ResultRow) -> float | None:
    if row.finished_at is None:
        return None
    return (row.finished_at - row.started_at).total_seconds() / 60


def _local(moment: datetime | None, zone: tzinfo) -> datetime | None:
    """Return *moment* as a clock on the wall shows it; Excel knows no zones."""
    return None if moment is None else moment.astimezone(zone).replace(tzinfo=None)


# --- 逐题分析, 未参加名单 ---------------------------------------------------


def _write_items(sheet: Any, items: Sequence[ItemRow]) -> None:
    columns = [("题号", 7), ("题型", 8), ("题干", 60), ("答案", 24), ("分值", 8)]
    columns += [("得分率", 9), ("标准差", 9), ("区分度", 9), ("有效权重", 10), ("评价", 22)]
    _prepare(sheet, [width for _words, width in columns], "C2")
    sheet.append([head_cell(sheet, words) for words, _width in columns])
    for item in items:
        sheet.append(
            [
                number_cell(sheet, item.number),
                text_cell(sheet, item.type),
                text_cell(sheet, item.stem),
                text_cell(sheet, item.key),
                _cell(sheet, item.points, _MARK),
                _cell(sheet, item.facility, _PERCENT),
                _cell(sheet, item.deviation, _PERCENT),
                _cell(sheet, item.discrimination, "0.00"),
                _cell(sheet, item.weight, _PERCENT),
                text_cell(sheet, item.verdict),
            ]
        )


def _write_missing(sheet: Any, missing: Sequence[Missing]) -> None:
    _prepare(sheet, [8, 16, 30], "A2")
    sheet.append([head_cell(sheet, words) for words in ("序号", "姓名", "代表团或小组")])
    for place, each in enumerate(missing, start=1):
        words = text_cell(sheet, each.name or _UNNAMED), text_cell(sheet, each.group)
        sheet.append([number_cell(sheet, place), *words])


def _prepare(sheet: Any, widths: list[int], frozen: str) -> None:
    """Set widths, freeze the head, and let the sheet be printed across one A4 page."""
    lay_out(sheet, widths, frozen)
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _cell(sheet: Any, value: float | Decimal | datetime | None, shape: str) -> Any:
    """Return a cell with a number or a time that is shown as *shape* says."""
    cell = number_cell(sheet, None)
    cell.value = value
    if value is not None:
        cell.number_format = shape
    return cell
