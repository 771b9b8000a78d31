"""The workbook to fill in: headings with drop-downs, examples, and how to write things."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from question_bank.export.excel.cells import (
    BORDER,
    HEAD_ALIGNMENT,
    HEAD_FILL,
    HEAD_FONT,
    TEXT_ALIGNMENT,
    lay_out,
)
from question_bank.export.excel.columns import Column
from question_bank.export.excel.writing import FEWEST_OPTIONS, SHEET
from question_bank.export.exchange.answers import letter
from question_bank.export.exchange.names import KIND_NAMES, TYPE_NAMES

#: Rows that have drop-downs.
_ROWS: Final = 2_000
_LETTERS: Final = [f"选项{letter(at)}" for at in range(FEWEST_OPTIONS)]
HEADINGS: Final = [
    *(Column.TYPE.value, Column.STEM.value, *_LETTERS, Column.ANSWER.value, Column.EXPLANATION.value),
    *(Column.DIFFICULTY.value, Column.KIND.value, Column.POINTS.value, Column.TAGS.value, Column.GUID.value),
]  # fmt: skip
_WIDTHS: Final = [10, 50, *[18] * FEWEST_OPTIONS, 18, 42, 8, 12, 8, 18, 24]
_CHOICES: Final = {
    Column.TYPE.value: list(TYPE_NAMES.values()),
    Column.DIFFICULTY.value: ["1", "2", "3", "4", "5"],
    Column.KIND.value: list(KIND_NAMES.values()),
}
_EXAMPLES: Final = (
    ("单选题", "全国人民代表大会每届任期（　　）年。", "三", "四", "五", "六", "", "", "C",
     "宪法第六十条：全国人民代表大会每届任期五年。", 2, "制度常识", 2, "宪法、任期", ""),
    ("多选题", "下列各项中，属于讲话列举的人大代表权利的有（　　）。", "审议权", "表决权", "审判权", "质询权", "", "", "ABD",
     "讲话列举了审议权、表决权、提案权、选举权、质询权等权利；审判权由人民法院行使。", 3, "权利", 4, "", ""),
    ("判断题", "人大代表应当与原选区选民或者原选举单位保持密切联系。", "", "", "", "", "", "", "正确",
     "保持密切联系是代表的义务。", 1, "义务", 1, "", ""),
    ("填空题", "讲话指出，人大的作用靠____，人大的水平看____。", "", "", "", "", "", "", "代表|代表/人大代表",
     "空与空之间用竖线，一个空的几种写法之间用斜线。", 3, "口号提法", 2, "", ""),
    ("简答题", "代表怎样提出高质量的建议？", "", "", "", "", "", "", "深入调研；掌握第一手资料；分析原因和症结。",
     "", 4, "履职方法", 5, "", ""),
)  # fmt: skip
_ADVICE: Final = (
    ("题型", "单选题、多选题、判断题、填空题、简答题；空着就按选项和答案推断。"),
    ("题干", "必填。选择题填答案的地方写（　　），填空题的空写四条下划线 ____，要加粗的字两边加 **。"),
    ("选项A 到 选项F", "一格一个选项，中间不要空格；还要更多，在后面加“选项G”等列。"),
    ("答案", "选择题写字母，如 AC；判断题写“正确”或“错误”（√、× 也认得）；填空题几个空之间用 | 隔开，同一个空的几种写法用 / 隔开；简答题写参考答案。"),
    ("解析", "原文的说法和出处；代表答完题就会看到。"),
    ("难度", "1 一看就认得，2 容易，3 一般，4 较难，5 要记住几处原文；空着按 2。"),
    ("知识点", "职责、权利、义务、口号提法、制度常识、履职方法之一；写了别的，会作为标签保留。"),
    ("分值", "大于 0 的数；空着按 1 分。"),
    ("标签", "几个标签之间用顿号或逗号隔开。"),
    ("编号", "新题空着。从题库导出的题带有编号，改好再导入会更新原来的题。"),
    ("", "“示例”和“填写说明”两张表不会导入。以 = + - @ 开头的文字，请先在格子里打一个单引号 ' 。"),
)  # fmt: skip


def template() -> bytes:
    """Return the workbook to fill in, as an .xlsx file."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None  # noqa: S101  a new workbook has a sheet
    sheet.title = SHEET
    _head(sheet)
    _drop_downs(sheet)
    examples = book.create_sheet("示例")
    _head(examples)
    for row in _EXAMPLES:
        examples.append([value if value != "" else None for value in row])
    _frame(examples)
    _explain(book.create_sheet("填写说明"))
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def _head(sheet: Any) -> None:
    sheet.append(HEADINGS)
    for cell in sheet[1]:
        cell.font, cell.fill, cell.alignment = HEAD_FONT, HEAD_FILL, HEAD_ALIGNMENT
        cell.border = BORDER
    sheet.row_dimensions[1].height = 24
    lay_out(sheet, _WIDTHS, "C2")


def _drop_downs(sheet: Any) -> None:
    """Let type, difficulty and kind be chosen; other words are allowed, with a warning."""
    for heading, words in _CHOICES.items():
        column = get_column_letter(HEADINGS.index(heading) + 1)
        rule = DataValidation(
            type="list",
            formula1=f'"{",".join(words)}"',
            allow_blank=True,
            showErrorMessage=True,
            errorStyle="warning",
            errorTitle=heading,
            error=f"一般填：{'、'.join(words)}",
        )
        rule.add(f"{column}2:{column}{_ROWS}")
        sheet.add_data_validation(rule)


def _frame(sheet: Any) -> None:
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            cell.alignment, cell.border = TEXT_ALIGNMENT, BORDER


def _explain(sheet: Any) -> None:
    sheet.append(["怎样填写"])
    sheet["A1"].font = Font(bold=True, size=14)
    for name, words in _ADVICE:
        sheet.append([name, words])
    for row in sheet.iter_rows(min_row=2):
        row[0].font = Font(bold=True)
        for cell in row:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.column_dimensions["A"].width = 18
    sheet.column_dimensions["B"].width = 90
