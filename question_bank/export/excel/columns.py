"""Which column of somebody's table means what."""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from question_bank.export.excel.grid import Sheet
from question_bank.export.exchange.names import plain

#: The header stands among the first rows that have anything.
HEADER_WITHIN: Final = 12


class Column(enum.StrEnum):
    """What a column can hold; the words are the headings that we write."""

    TYPE = "题型"
    STEM = "题干"
    OPTIONS = "选项"
    OPTION_LETTER = "选项序号"
    IS_RIGHT = "是否正确"
    ANSWER = "答案"
    ORDER = "答案顺序"
    EXPLANATION = "解析"
    DIFFICULTY = "难度"
    KIND = "知识点"
    POINTS = "分值"
    TAGS = "标签"
    GUID = "编号"
    STATUS = "状态"
    FEEDBACK = "选项说明"
    NEAR_MISSES = "易错答案"
    WORD_BANK = "词库"
    DOCUMENT = "出处"
    QUOTE = "原文"


_SYNONYMS: Final[Mapping[Column, tuple[str, ...]]] = {
    Column.TYPE: (
        "题目类型",
        "类型",
        "试题类型",
        "问题类型",
        "题目题型",
        "小题题型",
        "题目分类",
        "type",
    ),
    Column.STEM: (
        *(
            "题目",
            "试题",
            "问题",
            "题目内容",
            "试题内容",
            "题干内容",
            "大题题干",
            "小题题干",
            "试题题干",
        ),
        *(
            "题目名称",
            "题目标题",
            "问题内容",
            "标题",
            "内容",
            "question",
            "stem",
            "title",
            "content",
        ),
    ),
    Column.OPTIONS: (
        *(
            "选项内容",
            "备选项",
            "备选答案",
            "答案选项",
            "全部选项",
            "试题选项",
            "题目选项",
            "可选项",
        ),
        *("选项文本", "选项名称", "options", "choices", "option"),
    ),
    Column.OPTION_LETTER: ("选项标识", "选项字母", "选项号", "选项编号", "选项标号"),
    Column.IS_RIGHT: (
        *(
            "是否正确答案",
            "是否答案",
            "是否为答案",
            "是否为正确答案",
            "正确与否",
            "正误",
            "是否正确选项",
        ),
        *("iscorrect", "correct", "isanswer"),
    ),
    Column.ANSWER: (
        *(
            "正确答案",
            "标准答案",
            "参考答案",
            "试题答案",
            "题目答案",
            "正确选项",
            "答案内容",
            "标答",
        ),
        *("answer", "correctanswer", "rightanswer", "key"),
    ),
    Column.ORDER: ("答案是否有序", "是否有序", "顺序", "不分先后"),
    Column.EXPLANATION: (
        *(
            "答案解析",
            "解释",
            "试题解析",
            "题目解析",
            "答案解释",
            "答案说明",
            "说明",
            "解析说明",
            "详解",
        ),
        *("试题分析", "explanation", "analysis", "answeranalysis"),
    ),
    Column.DIFFICULTY: (
        "难易度",
        "难度等级",
        "难度系数",
        "难易程度",
        "题目难度",
        "试题难度",
        "difficulty",
        "level",
    ),
    Column.KIND: (
        "知识点名称",
        "内容分类",
        "分类",
        "类别",
        "章节",
        "知识类别",
        "所属知识点",
        "category",
        "kind",
    ),
    Column.POINTS: (
        "分数",
        "得分",
        "题目分值",
        "试题分数",
        "每题分值",
        "默认分值",
        "分",
        "points",
        "score",
    ),
    Column.TAGS: ("关键词", "关键字", "标记", "试题标签", "题目标签", "tags", "tag", "label"),
    Column.GUID: ("题目编号", "试题编号", "题目id", "试题id", "id", "guid", "题号编码"),
    Column.STATUS: ("试题状态", "题目状态", "status"),
    Column.FEEDBACK: ("选项解析", "选项反馈"),
    Column.NEAR_MISSES: ("易错项", "易错"),
    Column.WORD_BANK: ("备选词", "候选词"),
    Column.DOCUMENT: ("来源", "出处文件", "文件", "依据", "source"),
    Column.QUOTE: ("原文依据", "出处原文", "依据原文"),
}
_MEANINGS: Final = {
    plain(heading): column
    for column, headings in _SYNONYMS.items()
    for heading in (column.value, *headings)
}
#: Headings without a meaning for us, said so that nobody wonders.
_IDLE: Final = frozenset({"序号", "题号", "no", "选项数", "选项个数", "选项数量", "空数"})
_OPTION: Final = re.compile(
    r"(?:备选)?(?:选项|答案|备选|option|choice)?([a-z]|\d{1,2}|[一二三四五六七八九十])(?:选项|项)?"
)
_NUMERALS: Final = "一二三四五六七八九十"


@dataclass(frozen=True, slots=True)
class Header:
    """
    What the columns of a sheet mean.

    Attributes:
        row: Where the headings stand, from 1.
        places: Of each meaning, the index of its column, from 0.
        options: Index of the columns of options with the letter's place, in order.
        headings: As written, by index.
        unknown: Index of the columns that mean nothing to us and have a heading.
    """

    row: int
    places: Mapping[Column, int]
    options: tuple[int, ...]
    headings: tuple[str, ...]
    unknown: tuple[int, ...]

    @property
    def is_row_per_option(self) -> bool:
        """Whether each option has a row of its own."""
        return Column.OPTIONS in self.places and (
            Column.IS_RIGHT in self.places or Column.OPTION_LETTER in self.places
        )

    def heading(self, column: Column) -> str:
        """Return how the sheet calls a column; our own word where it has none."""
        at = self.places.get(column)
        return column.value if at is None else self.headings[at]


def find_header(sheet: Sheet) -> Header | None:
    """Return what the columns mean; `None` if no row among the first looks like headings."""
    for number, cells in sheet.rows[:HEADER_WITHIN]:
        header = _header(number, cells)
        if Column.STEM in header.places and (len(header.places) > 1 or header.options):
            return header
    return None


def _header(number: int, cells: Sequence[str]) -> Header:
    places: dict[Column, int] = {}
    options: dict[int, int] = {}
    unknown: list[int] = []
    for at, cell in enumerate(cells):
        column, order = _MEANINGS.get(plain(cell)), _option_order(cell)
        if column is not None and column not in places:
            places[column] = at
        elif column is None and order is not None and order not in options:
            options[order] = at
        elif cell and plain(cell) not in _IDLE:
            unknown.append(at)
    in_order = tuple(at for _order, at in sorted(options.items()))
    return Header(number, places, in_order, tuple(cells), tuple(unknown))


def _option_order(heading: str) -> int | None:
    """Return the place of the option, from 0, that a heading such as 选项A names."""
    found = _OPTION.fullmatch(plain(heading))
    if found is None:
        return None
    name = found[1]
    if name in _NUMERALS:
        return _NUMERALS.index(name)
    if name.isdecimal():
        return int(name) - 1 if int(name) else None
    return ord(name) - ord("a") if name <= "z" else None


def cells_of(header: Header, cells: Sequence[str]) -> dict[Column, str]:
    """Return what a row says, by meaning; columns that the sheet lacks are left out."""
    return {column: cells[at] if at < len(cells) else "" for column, at in header.places.items()}


def options_of(header: Header, cells: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place of each filled option column, from 0, with its text."""
    for order, at in enumerate(header.options):
        if at < len(cells) and cells[at]:
            yield order, cells[at]
