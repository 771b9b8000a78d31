from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook, load_workbook
from sqlalchemy import select
from werkzeug.test import TestResponse

from question_bank.storage import groups, people, wishes
from question_bank.storage.audit import Deed, record
from question_bank.storage.database import Database
from question_bank.storage.models import AuditEntry, Person, PersonRequest
from question_bank.storage.models.values import RequestKind, Role
from question_bank.storage.people import Listed
from tests.bank import NOW
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.trainer.conftest import words

PEOPLE = "/trainer/people/"
IMPORT = "/trainer/people/import/"


@pytest.fixture
def deputy(database: Database, clock: Clock) -> int:
    """Somebody on the list, and another one."""
    with database.writer() as session:
        made = people.add_person(
            session, Listed("王建国", "13800138000", "第一代表团", "第十四届"), clock()
        )
        people.add_person(session, Listed("李秀英", "", "第二代表团", ""), clock())
        session.commit()
        return made.id


def upload(trainer: Visitor, name: str, data: bytes) -> TestResponse:
    return trainer.post(IMPORT, {"file": (io.BytesIO(data), name)})


@pytest.mark.parametrize(
    ("page", "name"),
    [("invitations/new", "人员"), ("groups/", "人员"), ("staff/", "人员"), ("log/", "设置")],
)
def test_a_page_within_a_part_of_the_workbench_marks_that_part(
    admin: Visitor, page: str, name: str
) -> None:
    shown = admin.get(f"/trainer/{page}").text.partition("</nav>")[0]
    current = [each for each in shown.split("<a ") if "aria-current=" in each]
    assert len(current) == 1
    assert name in current[0]


def actions(database: Database) -> list[str]:
    with database.reader() as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.id.desc())))


# --- the list ---------------------------------------------------------------


@pytest.mark.usefixtures("deputy")
@pytest.mark.parametrize("htmx", [False, True])
def test_people_are_found_by_name_and_phone(admin: Visitor, *, htmx: bool) -> None:
    for query in ("q=建国", "q=0138000", "group=1", "standing=listed&q=王"):
        page = admin.get(f"{PEOPLE}?{query}", htmx=htmx).text
        assert "王建国" in page
        assert "李秀英" not in page
    assert "没有找到符合条件的人" in admin.get(f"{PEOPLE}?q=没有的", htmx=htmx).text


@pytest.mark.usefixtures("deputy")
def test_only_administrators_see_whole_phone_numbers_and_take_the_list_along(
    admin: Visitor, author: Visitor
) -> None:
    assert "138****000" in author.get(PEOPLE).text
    assert "13800138000" not in author.get(PEOPLE).text
    assert author.get(f"{PEOPLE}list.xlsx").status_code == 403
    sheet = load_workbook(io.BytesIO(admin.get(f"{PEOPLE}list.xlsx?q=王").data)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[1][:4] == ["王建国", "13800138000", "第一代表团", "第十四届"]
    assert len(rows) == 2


@pytest.mark.parametrize("query", ["q=%00", "group=x", "role=god", "standing=?", "page=-1"])
def test_absurd_searches_break_nothing(admin: Visitor, query: str) -> None:
    assert admin.get(f"{PEOPLE}?{query}").status_code == 200


# --- import -----------------------------------------------------------------


def test_a_list_is_looked_at_first_and_its_sound_rows_go_in(
    author: Visitor, database: Database, deputy: int
) -> None:
    data = (
        "姓名,手机,代表团\n王建国,13800138000,第三代表团\n赵芳,不详,\n周敏,13900139000,第三代表团\n"
    )
    assert upload(author, "名单.csv", data.encode()).location == IMPORT
    page = words(author.get(IMPORT))
    assert "可以导入 2 人" in page
    assert "第 3 行 手机 赵芳" in page
    with database.reader() as session:
        assert session.scalars(select(Person.id).where(Person.name == "周敏")).first() is None

    answer = author.post(f"{IMPORT}take", {"submission": "one-form-and-no-other"})
    again = author.post(f"{IMPORT}take", {"submission": "one-form-and-no-other"})

    assert answer.location == again.location == PEOPLE
    with database.reader() as session:
        assert people.places_of(session, deputy) == ("第一代表团　第十四届", "第三代表团")
        assert len(session.scalars(select(Person.id).where(Person.name == "周敏")).all()) == 1
    assert actions(database)[0] == "people.import"


def test_every_fault_of_a_row_is_worded(author: Visitor) -> None:
    rows = ("赵芳,1380013800,", ",13800138009,", "钱伟,12ab,", f"孙丽,,{'甲' * 200}", "=1+1,,")
    data = "\n".join(("姓名,手机,代表团", *rows, "周敏,13900139000,", "周敏,13900139000,"))
    upload(author, "名单.csv", data.encode())
    page = words(author.get(IMPORT))
    assert "可以导入 1 人" in page
    assert "手机号是 11 位数字，这里多了或者少了几位" in page
    assert [f"第 {row} 行" for row in (2, 3, 4, 5, 6, 8) if f"第 {row} 行" not in page] == []


@pytest.mark.usefixtures("deputy")
def test_a_number_that_is_somebody_elses_keeps_its_row_out(author: Visitor) -> None:
    upload(author, "a.csv", "姓名,手机\n周敏,13800138000\n".encode())
    assert "已经是别人的了" in author.get(IMPORT).text
    author.post(f"{IMPORT}drop")
    assert "已经是别人的了" not in author.get(IMPORT).text


@pytest.mark.parametrize(("name", "data"), [("", b""), ("a.xlsx", b"PK"), ("a.csv", b"\x00\xff")])
def test_a_file_that_is_none_is_refused_in_a_sentence(
    author: Visitor, name: str, data: bytes
) -> None:
    answer = upload(author, name, data)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text


def test_a_workbook_of_empty_rows_is_refused_in_a_sentence(author: Visitor) -> None:
    book, file = Workbook(), io.BytesIO()
    for row in (["姓名", "手机"], *[[" ", None]] * 506):
        book.active.append(row)
    book.save(file)
    answer = upload(author, "名单.xlsx", file.getvalue())
    assert answer.status_code == 422
    assert "表里没有人：表头下面都是空行" in words(answer)


def test_a_formula_in_a_name_is_a_fault_of_its_row(author: Visitor, database: Database) -> None:
    upload(author, "名单.csv", '姓名,手机\n"=HYPERLINK(""http://x"")",\n赵芳,\n'.encode())
    page = words(author.get(IMPORT))
    assert "也不能是公式" in page
    author.post(f"{IMPORT}take", {"submission": "one-form-and-no-other"})
    with database.reader() as session:
        names = set(session.scalars(select(Person.name)))
    assert "赵芳" in names
    assert not any(name and "HYPERLINK" in name for name in names)


# --- one person -------------------------------------------------------------


def test_a_code_for_another_phone_is_made_and_shown(author: Visitor, deputy: int) -> None:
    author.post(f"{PEOPLE}{deputy}/code")
    assert "invitation__code" in author.get(f"{PEOPLE}{deputy}").text
    assert author.get(f"{PEOPLE}{deputy}/code.svg").mimetype == "image/svg+xml"


def test_a_wrong_name_is_corrected(author: Visitor, database: Database, deputy: int) -> None:
    refused = author.post(f"{PEOPLE}{deputy}/edit", {"name": "", "phone": "x"})
    assert refused.status_code == 422
    author.post(f"{PEOPLE}{deputy}/edit", {"name": "王 建军", "phone": ""})
    with database.reader() as session:
        assert session.get_one(Person, deputy).name == "王建军"


@pytest.mark.parametrize("deed", ["roles", "close", "forget", "reset"])
def test_only_administrators_change_roles_and_close_accounts(
    author: Visitor, deputy: int, deed: str
) -> None:
    assert author.post(f"{PEOPLE}{deputy}/{deed}", {"sure": "yes"}).status_code == 403


def test_the_last_administrator_stays_one(admin: Visitor, database: Database) -> None:
    with database.reader() as session:
        number = session.scalars(select(Person.id).where(Person.username == "admin")).one()
    for deed in ("roles", "close", "forget"):
        answer = admin.post(f"{PEOPLE}{number}/{deed}", {"sure": "yes"})
        assert answer.status_code == 422
        assert "至少要留一位" in answer.text
    assert admin.get(PEOPLE).status_code == 200


def test_closing_a_trainer_signs_them_out_at_once(
    admin: Visitor, author: Visitor, database: Database
) -> None:
    with database.reader() as session:
        number = session.scalars(select(Person.id).where(Person.username == "author")).one()
    admin.post(f"{PEOPLE}{number}/close")
    assert author.get(PEOPLE).status_code == 303
    admin.post(f"{PEOPLE}{number}/open")
    assert author.get(PEOPLE).status_code == 303


def test_a_link_to_a_new_password_is_shown_once(
    admin: Visitor, author: Visitor, database: Database
) -> None:
    with database.reader() as session:
        number = session.scalars(select(Person.id).where(Person.username == "author")).one()
    answer = admin.post(f"{PEOPLE}{number}/reset")
    assert "/account/link/" in answer.text
    assert "/account/link/" not in admin.get(f"{PEOPLE}{number}").text
    assert author.get(PEOPLE).status_code == 200


def test_an_account_link_is_made_for_a_colleague(admin: Visitor, visitor: Visitor) -> None:
    page = words(admin.post("/trainer/staff/invite", {"role": "reviewer"}))
    address = "/account/link/" + page.split("/account/link/")[1].split()[0]
    assert visitor.get(address).status_code == 200
    assert admin.post("/trainer/staff/invite", {"role": "god"}).status_code == 422


def test_identity_goes_only_when_that_is_confirmed(
    admin: Visitor, database: Database, deputy: int
) -> None:
    assert admin.post(f"{PEOPLE}{deputy}/forget").status_code == 422
    admin.post(f"{PEOPLE}{deputy}/forget", {"sure": "yes"})
    with database.reader() as session:
        assert session.get_one(Person, deputy).name is None
    assert actions(database)[0] == "person.forget"
    page = words(admin.get(f"{PEOPLE}{deputy}"))
    assert [
        each for each in ("改姓名和手机", "生成一次性代码", "届次（选填）") if each in page
    ] == []
    named = admin.post(f"{PEOPLE}{deputy}/edit", {"name": "周敏", "phone": ""})
    assert named.status_code == 404


def test_all_that_is_kept_about_a_person_comes_in_one_file(admin: Visitor, deputy: int) -> None:
    archive = zipfile.ZipFile(io.BytesIO(admin.get(f"{PEOPLE}{deputy}/data.zip").data))
    kept = json.loads(archive.read("data.json"))
    assert kept["person"]["phone"] == "13800138000"
    assert kept["membership"][0]["term"] == "第十四届"
    assert "王建国" in archive.read("record.html").decode()


@pytest.mark.parametrize("role", [Role.AUTHOR, Role.REVIEWER, Role.ADMIN])
def test_two_records_of_one_person_are_joined_by_an_administrator(
    sign_in: Callable[[Role], Visitor], database: Database, deputy: int, role: Role
) -> None:
    trainer, twin = sign_in(role), deputy + 1
    found = trainer.get(f"{PEOPLE}{deputy}/merge?q=李")
    assert (f"merge?from={twin}" in found.text) is (role is Role.ADMIN)
    trainer.post(f"{PEOPLE}{deputy}/merge", {"from": str(twin)})
    with database.reader() as session:
        assert session.get_one(Person, twin).name == "李秀英"
    answer = trainer.post(f"{PEOPLE}{deputy}/merge", {"from": str(twin), "sure": "yes"})
    assert answer.status_code == (303 if role is Role.ADMIN else 403)
    with database.reader() as session:
        assert (session.get_one(Person, twin).name is None) is (role is Role.ADMIN)
        belonging = people.current_memberships(session, [deputy])[deputy]
        assert len(belonging) == (2 if role is Role.ADMIN else 1)
    assert ("person.merge" in actions(database)) is (role is Role.ADMIN)


def test_both_records_are_shown_before_they_are_joined(
    admin: Visitor, database: Database, deputy: int
) -> None:
    page = words(admin.get(f"{PEOPLE}{deputy}/merge?from={deputy + 1}"))
    assert "保留这一份 王建国" in page
    assert "并进去，这一份不再有 李秀英" in page
    assert "合并以后不能撤销" in page
    assert "这是同一份记录" in words(admin.get(f"{PEOPLE}{deputy}/merge?from={deputy}"))
    with database.reader() as session:
        trainer = session.scalars(select(Person.id).where(Person.username.is_not(None))).first()
    page = words(admin.get(f"{PEOPLE}{deputy}/merge?from={trainer}"))
    assert "有登录账号，不能并到别人名下" in page
    assert "合并以后不能撤销" not in page


# --- groups, requests, log --------------------------------------------------


def test_a_delegation_says_how_many_are_in_its_groups(author: Visitor) -> None:
    for name, parent in (("第一代表团", ""), ("第一小组", "1"), ("第二代表团", "")):
        author.post("/trainer/groups/", {"name": name, "parent": parent})
    for group in ("2", "3"):
        author.post("/trainer/people/new", {"name": f"周{group}", "group": group})
    page = words(author.get("/trainer/groups/"))
    assert "第一代表团 0 人 · 下面的小组里 1 人" in page
    assert page.count("下面的小组里") == 1


def test_groups_are_made_moved_and_archived(author: Visitor, database: Database) -> None:
    author.post("/trainer/groups/", {"name": "第一代表团"})
    author.post("/trainer/groups/", {"name": "第一小组", "parent": "1"})
    assert author.post("/trainer/groups/", {"name": "第一代表团"}).status_code == 422
    assert author.post("/trainer/groups/1", {"name": "甲", "parent": "2"}).status_code == 422
    author.post("/trainer/groups/2", {"name": "第二小组", "parent": ""})
    author.post("/trainer/groups/1/archive")
    with database.reader() as session:
        assert [line.path for line in groups.group_tree(session)] == ["第二小组"]


@pytest.mark.parametrize(("role", "status"), [(Role.AUTHOR, 403), (Role.ADMIN, 303)])
def test_only_administrators_grant_being_forgotten(
    sign_in: Callable[[Role], Visitor],
    database: Database,
    clock: Clock,
    deputy: int,
    role: Role,
    status: int,
) -> None:
    with database.writer() as session:
        row = wishes.ask(session, deputy, RequestKind.ERASE, None, clock())
        session.commit()
    trainer = sign_in(role)
    assert "王建国" in trainer.get("/trainer/requests/").text
    assert trainer.post(f"/trainer/requests/{row.id}/grant").status_code == status
    with database.reader() as session:
        assert (session.get_one(Person, deputy).name is None) is (status == 303)
        assert (session.get_one(PersonRequest, row.id).closed_at is None) is (status == 403)


def test_the_log_tells_who_did_what(
    admin: Visitor, author: Visitor, database: Database, deputy: int
) -> None:
    author.post(f"{PEOPLE}{deputy}/code")
    page = words(admin.get("/trainer/log/?area=person"))
    assert "author 人员 · 生成一次性代码" in page
    with database.writer() as session:
        details = {
            "created": 10,
            "from": "review",
            "reason": "",
            "paper": None,
            "usable": True,
            "roles": ["author", "admin"],
            "closes_at": [None, "2026-03-05T01:00:00+00:00"],
        }
        record(session, Deed("document.generate", None, "document", 1, details), NOW)
        session.commit()
    told = "新题：10；原来：待审；可以出题：是；角色：出题、管理；截止时间：— → 2026-03-05 09:00"
    assert told in words(admin.get("/trainer/log/?area=document"))
    assert "没有这样的记录" in admin.get("/trainer/log/?area=paper&since=2026-01-01").text
    for absurd in ("since=9999-12-31&until=9999-12-31", "before=x", "who=-1", "area=?", "since=x"):
        assert admin.get(f"/trainer/log/?{absurd}").status_code == 200
