from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence

import pytest
from openpyxl import Workbook, load_workbook

from question_bank.errors import InvalidInputError, UnreadableDocumentError
from question_bank.export.rosters import read_roster, write_roster, write_template


def workbook(*rows: Sequence[object], sheet: str = "名单") -> bytes:
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def people(data: bytes, name: str = "a.xlsx") -> list[tuple[str, str, str, str]]:
    return [(r.name, r.phone, r.group, r.term) for r in read_roster(data, name).rows if not r.fault]


def faults(data: bytes, name: str = "a.xlsx") -> list[tuple[int, str, str]]:
    return [(r.number, *r.fault) for r in read_roster(data, name).rows if r.fault]


def test_columns_stand_in_any_order_below_a_title() -> None:
    data = workbook(
        ["江城区代表名册（2026 年）"],
        [],
        ["届别", "联系电话", "序号", "代表姓名（必填）", "小组", "代表团"],
        ["第十四届", 13800138000, 1, "王　建国", "第一小组", "第一代表团"],
    )
    assert people(data) == [("王建国", "13800138000", "第一代表团/第一小组", "第十四届")]


def test_longer_headings_are_read_by_how_they_end_and_others_are_named() -> None:
    data = workbook(
        ["序号", "代表姓名", "本人手机", "所属代表团", "所在小组", "职务"],
        [1, "王建国", 13800138000, "第一代表团", "第一小组", "书记"],
    )
    assert people(data) == [("王建国", "13800138000", "第一代表团/第一小组", "")]
    assert read_roster(data, "a.xlsx").unread == ("职务",)


def test_the_phone_of_somebody_else_opens_nobodys_record() -> None:
    data = workbook(["姓名", "联系人姓名", "紧急联系人手机"], ["王建国", "李秀英", "13800138000"])
    assert people(data) == [("王建国", "", "", "")]
    assert read_roster(data, "a.xlsx").unread == ("联系人姓名", "紧急联系人手机")


def test_a_csv_of_an_old_program_is_read() -> None:
    data = "姓名,手机\r\n王建国,138-0013-8000\r\n".encode("gb18030")
    assert people(data, "名单.csv") == [("王建国", "13800138000", "", "")]


def test_each_fault_names_its_row_and_column() -> None:
    data = workbook(
        ["姓名", "手机", "代表团", "届次"],
        ["", "13800138000"],
        ["王建国", "不详"],
        ["李秀英", "13800138001", "甲/乙/丙/丁"],
        ["赵芳", "13800138001", "", "很" * 21],
        ["周敏", "13800138002"],
        ["周明", "13800138002"],
        ["吴伟"],
        ["吴 伟"],
    )
    assert faults(data) == [
        (2, "姓名", "person.no_name"),
        (3, "手机", "person.phone_shape"),
        (4, "代表团", "roster.group_shape"),
        (5, "届次", "roster.term_shape"),
        (7, "手机", "roster.phone_twice"),
        (9, "姓名", "roster.twice"),
    ]
    assert [name for name, *_rest in people(data)] == ["周敏", "吴伟"]


@pytest.mark.parametrize("phone", ["1380013800", "138001380000", "+86 1380013800"])
def test_a_mobile_number_that_lost_or_doubled_a_digit_is_a_fault(phone: str) -> None:
    data = workbook(["姓名", "手机"], ["王建国", phone])
    assert faults(data) == [(2, "手机", "person.phone_length")]


@pytest.mark.parametrize("phone", ["13800138000", "0571-87654321", "+1 4155550123"])
def test_other_numbers_are_taken_as_they_are(phone: str) -> None:
    assert faults(workbook(["姓名", "手机"], ["王建国", phone])) == []


def test_a_formula_is_no_name() -> None:
    data = '姓名,手机\n=HYPERLINK("http://x"),\n+cmd,\n'.encode()
    assert [fault for _row, _column, fault in faults(data, "a.csv")] == ["person.name_shape"] * 2


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (workbook(["姓名"], *[[None]] * 506), "roster.nobody"),
        (workbook(["编号", "职务"], [1, "主任"]), "roster.no_header"),
        (workbook(), "roster.no_header"),
        (b"\xd0\xcf\x11\xe0 old", "roster.old_excel"),
        (b"PK\x03\x04 nothing", "document.damaged"),
        (b"x" * (5 * 1024 * 1024 + 1), "roster.too_large"),
    ],
)
def test_a_file_without_people_is_refused_in_words(data: bytes, message: str) -> None:
    with pytest.raises((InvalidInputError, UnreadableDocumentError)) as caught:
        read_roster(data, "a.xlsx")
    assert caught.value.message_id == message


def test_a_zip_bomb_is_not_unpacked() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 90_000_000)
    with pytest.raises(UnreadableDocumentError) as caught:
        read_roster(file.getvalue(), "a.xlsx")
    assert caught.value.message_id == "document.too_complex"


def test_a_list_that_was_written_is_read_again_and_runs_nothing() -> None:
    file = io.BytesIO()
    write_roster(
        [("王建国", "13800138000", "=1+1", "@x")], ("姓名", "手机", "代表团", "届次"), file
    )
    sheet = load_workbook(io.BytesIO(file.getvalue())).active
    assert sheet["C2"].data_type == "s"
    assert people(file.getvalue()) == [("王建国", "13800138000", "=1+1", "@x")]


def test_the_template_holds_its_own_examples() -> None:
    file = io.BytesIO()
    write_template(file)
    assert [name for name, *_rest in people(file.getvalue())] == ["王建国", "李秀英"]
