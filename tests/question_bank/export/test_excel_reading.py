"""Tables of questions as people really keep them."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Sequence
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from question_bank.errors import UnreadableDocumentError
from question_bank.export.excel import grid
from question_bank.export.excel.grid import Sheet, read_csv, read_workbook
from question_bank.export.excel.reading import read_sheets
from question_bank.export.excel.template import template
from question_bank.export.excel.writing import write_workbook
from question_bank.export.exchange.values import Part, PortableQuestion, Problem
from question_bank.keypoints.values import Kind
from question_bank.questions.values import Item, ItemType

Row = Sequence[Any]
HEAD = ("题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案")
CHOICE = ("多选题", "代表的权利有（　　）。", "审议权", "表决权", "审判权", "质询权")


def sheet(*rows: Row, name: str = "试题") -> Sheet:
    texts = [tuple("" if cell is None else str(cell) for cell in row) for row in rows]
    return Sheet(name, tuple(enumerate(texts, start=1)))


def read(*rows: Row, name: str = "试题") -> list[PortableQuestion]:
    found, problems = read_sheets([sheet(*rows, name=name)])
    assert [problem for problem in problems if problem.is_fatal] == []
    return [each.question for each in found]


def faults(*rows: Row) -> list[Problem]:
    return [problem for problem in read_sheets([sheet(*rows)])[1] if problem.is_fatal]


def right(item: Item) -> str:
    return "、".join(option.text for option in item.options if option.correct)


def book_bytes(*rows: Row) -> bytes:
    book = Workbook()
    active = book.active
    assert active is not None
    for row in rows:
        active.append(list(row))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    "answer",
    [
        *("ABD", "A,B,D", "A、B、D", "A B D", "a b d", "ＡＢＤ", "A；B；D", "A|B|D", "(ABD)", "ABD。", "BDA"),
        *("1,2,4", "①②④", "124", "审议权、表决权、质询权", "审议权\n表决权\n质询权", "A.审议权|B.表决权|D.质询权"),
    ],
)  # fmt: skip
def test_the_right_options_are_known_however_they_are_written(answer: str) -> None:
    [question] = read(HEAD, (*CHOICE, answer))
    assert right(question.item) == "审议权、表决权、质询权"


@pytest.mark.parametrize(("answer", "truth"), [(a, True) for a in ("√", "✓", "对", "正确", "是", "T", "true", "TRUE", "1", "【正确】")] + [(a, False) for a in ("×", "x", "错", "错误", "否", "F", "FALSE", "0", "不正确")])  # fmt: skip
def test_true_and_false_are_known_however_they_are_written(answer: str, truth: bool) -> None:  # noqa: FBT001
    [question] = read(("题型", "题干", "答案"), ("判断题", "代表应当保守秘密。（　）", answer))
    assert question.item.truth is truth
    assert question.item.stem == "代表应当保守秘密。"


def test_a_judgement_may_have_its_two_words_as_options() -> None:
    [question] = read(HEAD, ("判断", "代表可以缺席。", "正确", "错误", "", "", "B"))
    assert (question.item.type, question.item.truth) == (ItemType.TRUE_FALSE, False)


@pytest.mark.parametrize(
    ("written", "item_type"),
    [
        *(
            ("单选", "single"),
            ("单选题", "single"),
            ("单项选择题", "single"),
            ("【单选题】", "single"),
        ),
        *(("多选", "multiple"), ("多项选择题", "multiple"), ("不定项选择题", "multiple")),
        *(("选择题", "multiple"), ("", "multiple")),
    ],
)
def test_types_are_known_however_they_are_written(written: str, item_type: str) -> None:
    answer = "A" if item_type == "single" else "AB"
    [question] = read(HEAD, (written, *CHOICE[1:], answer))
    assert question.item.type == item_type


@pytest.mark.parametrize(
    "head",
    [
        ("题目类型", "试题", "A", "B", "C", "D", "正确答案"),
        ("试题类型", "题目内容（必填）", "选项1", "选项2", "选项3", "选项4", "标准答案"),
        ("小题题型", "小题题干", "A选项", "B选项", "C选项", "D选项", "参考答案"),
        ("type", "question", "optionA", "optionB", "optionC", "optionD", "answer"),
        ("类型*", " 题 目 ", "选项 A", "选项 B", "选项 C", "选项 D", "正确选项："),
    ],
)
def test_headings_have_many_names(head: Row) -> None:
    [question] = read(("某某区人大培训题库",), head, (*CHOICE, "ABD"))
    assert right(question.item) == "审议权、表决权、质询权"


@pytest.mark.parametrize(
    "options",
    [
        "审议权\n表决权\n审判权\n质询权",
        "A.审议权\nB.表决权\nC.审判权\nD.质询权",
        "A.审议权 B.表决权 C.审判权 D.质询权",
        "A、审议权B、表决权C、审判权D、质询权",
        "审议权|表决权|审判权|质询权",
        "A-审议权|B-表决权|C-审判权|D-质询权",
        "审议权；表决权；审判权；质询权",
        "审议权$;$表决权$;$审判权$;$质询权",
    ],
)
def test_all_options_may_stand_in_one_cell(options: str) -> None:
    [question] = read(
        ("题型", "题目", "选项", "答案"), ("多选", "权利有（　　）。", options, "ABD")
    )
    texts = [option.text for option in question.item.options]
    assert texts == ["审议权", "表决权", "审判权", "质询权"]


@pytest.mark.parametrize("repeats", [False, True])
def test_each_option_may_have_a_row_of_its_own(*, repeats: bool) -> None:
    stem, again = "权利有（　　）。", "权利有（　　）。" if repeats else ""
    questions = read(
        ("题目", "选项内容", "是否正确", "解析"),
        (stem, "审议权", "是", "讲话第二部分。"),
        (again, "审判权", "否", ""),
        (again, "表决权", "√", ""),
        ("任期是（　　）年。", "五", "1", ""),
        ("" if not repeats else "任期是（　　）年。", "三", "0", ""),
    )
    assert [question.item.type.value for question in questions] == ["multiple", "single"]
    assert right(questions[0].item) == "审议权、表决权"
    assert questions[0].item.explanation == "讲话第二部分。"


@pytest.mark.parametrize(
    ("stem", "answer", "accepted"),
    [
        ("人大的作用靠____，水平看____。", "代表|代表/人大代表", [("代表",), ("代表", "人大代表")]),
        ("人大的作用靠______，水平看______。", "代表；选民", [("代表",), ("选民",)]),
        ("人大的作用靠（　　），水平看（ ）。", "代表、选民", [("代表",), ("选民",)]),
        ("人大的作用靠（），水平看（）。", "代表 选民", [("代表",), ("选民",)]),
        ("人大的作用靠【】，水平看[ ]。", "（代表）（选民）", [("代表",), ("选民",)]),
        ("作用靠【代表】，水平看【选民/群众】。", "", [("代表",), ("选民", "群众")]),
        ("作用靠{{代表}}，水平看{{c2::选民}}。", "", [("代表",), ("选民",)]),
        ("三分之____以上通过。", "二/两", [("二", "两")]),
        ("____以上通过。", "2/3", [("2/3",)]),
    ],
)
def test_blanks_and_their_answers_are_known_however_they_are_written(
    stem: str, answer: str, accepted: list[tuple[str, ...]]
) -> None:
    [question] = read(("题型", "题干", "答案"), ("填空题", stem, answer))
    assert [blank.accepted for blank in question.item.blanks] == accepted
    assert question.item.stem.count("____") == len(accepted)


def test_everything_else_of_a_row_is_read() -> None:
    head = (*HEAD, "试题解析", "难易度", "知识点", "分数", "关键词", "编号")
    row = (*CHOICE, "ABD", "讲话。", "较难", "权利", "2分", "代表法、权利", "a-permanent-number")
    [question] = read(head, row)
    assert question.item.explanation == "讲话。"
    assert (question.item.difficulty, question.item.kind) == (4, Kind.RIGHT)
    assert (str(question.points), question.tags) == ("2", ("代表法", "权利"))
    assert question.guid == "a-permanent-number"
    assert Part.KIND not in question.unsaid


def test_a_serial_number_is_no_permanent_one() -> None:
    [question] = read((*HEAD, "编号"), (*CHOICE, "AB", "7"))
    assert question.guid == ""


def test_a_point_of_knowledge_that_is_no_kind_of_ours_becomes_a_tag() -> None:
    [question] = read((*HEAD, "知识点"), (*CHOICE, "AB", "代表法第三条"))
    assert question.tags == ("代表法第三条",)
    assert Part.KIND in question.unsaid


def test_the_type_may_stand_in_the_name_of_the_sheet_or_in_a_row_above() -> None:
    head = ("题干", "答案")
    [question] = read(head, ("代表应当出席会议。", "A"), name="判断题")
    assert question.item.type is ItemType.TRUE_FALSE
    questions = read(
        head, ("二、简答题",), ("怎样提建议？", "A"), ("三、判断题",), ("应当出席。", "对")
    )
    assert [each.item.type.value for each in questions] == ["short_answer", "true_false"]


@pytest.mark.parametrize(
    ("row", "message_id", "column"),
    [
        (("单选题", "", "甲", "乙", "", "", "A"), "item.no_stem", "题干"),
        (("单选题", "题（　　）。", "甲", "乙", "", "", ""), "import.no_answer", "答案"),
        (("单选题", "题（　　）。", "甲", "乙", "", "", "C"), "import.answer_unknown", "答案"),
        (("单选题", "题（　　）。", "甲", "乙", "", "", "AB"), "item.several_right_options", "答案"),
        (("单选题", "题（　　）。", "甲", "", "丙", "", "A"), "import.option_gap", "选项B"),
        (("单选题", "题（　　）。", "甲", "甲", "", "", "A"), "item.same_options", "选项"),
        (("连线题", "题（　　）。", "甲", "乙", "", "", "A"), "import.type_unknown", "题型"),
        (("判断题", "题。", "", "", "", "", "也许"), "import.truth_unknown", "答案"),
        (("填空题", "没有空。", "", "", "", "", "甲"), "item.no_blank", "题干"),
        (("填空题", "甲____乙____。", "", "", "", "", "一|二|三"), "import.blanks_and_answers", "答案"),
        (("", "没有选项的题。", "", "", "", "", "AC"), "import.options_missing", "选项"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_by_sheet_row_and_column(
    row: Row, message_id: str, column: str
) -> None:
    [fault] = faults(
        HEAD, (*CHOICE, "AB"), row, (*CHOICE[:1], "另一道题（　　）。", *CHOICE[2:], "AB")
    )
    assert fault.message_id == message_id
    assert (fault.place.sheet, fault.place.row, fault.place.column) == ("试题", 3, column)


def test_valid_rows_go_in_without_the_others() -> None:
    found, problems = read_sheets(
        [sheet(HEAD, (*CHOICE, "AB"), ("单选题", "坏（　　）。", "甲", "乙", "", "", "Z"))]
    )
    assert (len(found), len(problems)) == (1, 1)


def test_columns_and_sheets_that_mean_nothing_are_told() -> None:
    strange = sheet(("姓名", "电话"), ("某人", "1"), name="通讯录")
    found, problems = read_sheets([sheet((*HEAD, "出题人"), (*CHOICE, "AB", "某人")), strange])
    assert len(found) == 1
    assert [problem.message_id for problem in problems] == [
        "import.column_ignored",
        "import.sheet_skipped",
    ]
    assert not any(problem.is_fatal for problem in problems)


def test_numbers_dates_and_truths_read_as_a_person_sees_them() -> None:
    data = book_bytes(
        ("题型", "题干", "选项A", "选项B", "选项C", "选项D", "答案", "难度"),
        ("单选题", "几年（　　）？", 3, 5.0, 0.5, dt.date(2026, 3, 5), "B", 2),
        ("判断题", "应当出席。", None, None, None, None, True, None),
    )
    found, _problems = read_sheets(read_workbook(data))
    texts = [option.text for option in found[0].question.item.options]
    assert texts == ["3", "5", "0.5", "2026-03-05"]
    assert found[1].question.item.truth is True


@pytest.mark.parametrize(
    "text", ["=1+1", "=cmd|'/c calc'!A1", "+86 10", "-5", "@SUM(A1)", "'甲", "#N/A", "1/2", "001"]
)
def test_what_looks_like_a_formula_goes_out_and_comes_back_as_text(text: str) -> None:
    item = Item(
        ItemType.SHORT_ANSWER, "authored", Kind.DUTY, text, model_answer=text, explanation=text
    )
    out = io.BytesIO()
    write_workbook([PortableQuestion(item, "a-permanent-number")], out)
    active = load_workbook(io.BytesIO(out.getvalue())).active
    assert active is not None
    cells = [cell for cell in active[2] if cell.value == text]
    assert len(cells) == 3
    assert {cell.data_type for cell in cells} == {"s"}
    found, _problems = read_sheets(read_workbook(out.getvalue()))
    assert found[0].question.item == item


def test_the_template_has_drop_downs_examples_that_read_and_a_frozen_head() -> None:
    book = load_workbook(io.BytesIO(template()))
    chosen = {rule.formula1 for rule in book["试题"].data_validations.dataValidation}
    assert '"单选题,多选题,判断题,填空题,简答题"' in chosen
    assert book["试题"].freeze_panes == "C2"
    rows = [[cell or "" for cell in row] for row in book["示例"].iter_rows(values_only=True)]
    assert {question.item.type for question in read(*rows, name="试题")} == set(ItemType)


def test_a_csv_of_the_office_in_gb18030_is_read() -> None:
    text = "题型,题干,选项A,选项B,答案\n单选题,全国人大每届任期（　　）年。,三,五,B\n"
    found, _problems = read_sheets(read_csv(text.encode("gb18030"), "题库.csv"))
    assert right(found[0].question.item) == "五"


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/"), content)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "message_id"),
    [
        (b"PK\x03\x04nothing more", "document.damaged"),
        (archive(**{"xl__workbook.xml": b"<a/>"}), "document.damaged"),
        (archive(**{"xl__vbaProject.bin": b"x"}), "import.macros"),
        (archive(**{"xl__workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}), "import.entities"),
        (archive(**{"xl__big.xml": b"0" * 90_000_000}), "document.too_complex"),
        (archive(**{f"xl__{n}.xml": b"" for n in range(2_100)}), "document.too_complex"),
    ],
    ids=["half", "empty", "macros", "entities", "bomb", "many parts"],
)
def test_archives_that_hurt_are_refused_before_they_are_unpacked(
    data: bytes, message_id: str
) -> None:
    with pytest.raises(UnreadableDocumentError) as refused:
        read_workbook(data)
    assert refused.value.message_id == message_id


def test_more_rows_than_anybody_writes_are_refused() -> None:
    rows = "题,答案\n" + "任期是五年，这是一道判断题,对\n" * (grid.MOST_ROWS + 1)
    with pytest.raises(UnreadableDocumentError) as refused:
        read_csv(rows.encode(), "很多.csv")
    assert refused.value.message_id == "import.too_many_rows"


def test_empty_rows_that_are_only_formatted_cost_nothing() -> None:
    data = book_bytes(HEAD, (*CHOICE, "AB"), *[()] * 3_000, ("再也没有人看",))
    [only] = read_workbook(data)
    assert [number for number, _cells in only.rows] == [1, 2]
