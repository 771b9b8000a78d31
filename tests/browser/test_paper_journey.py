"""A trainer prints a paper, types in the sheet that comes back, and takes the results out."""

from __future__ import annotations

import io
import re
import secrets
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
import zxingcpp
from docx import Document
from openpyxl import load_workbook
from PIL import Image
from playwright.sync_api import Locator, Page, expect
from sqlalchemy import select

from question_bank.questions.values import Item, ItemType
from question_bank.storage import accounts, audiences, people
from question_bank.storage.contents import item_from_json
from question_bank.storage.database import Database
from question_bank.storage.drawn import Drawn
from question_bank.storage.models import PaperSheet, Revision
from question_bank.storage.models.values import Audience, Role
from tests.bank import SLOGAN_CLOZE
from tests.browser.conftest import DESKTOP, Site
from tests.papers import open_paper

PASSWORD = "长城长江黄河与万里山川"
CARD = "代表法学习测验 答题卡1-3.docx"


@pytest.fixture(scope="module")
def site(own_site: Site) -> Site:
    """A bank that only these journeys change."""
    return own_site


@pytest.fixture(scope="module")
def paper(site: Site) -> str:
    """The address of a bank with a paper that a delegation is asked to sit."""
    now = datetime.now(UTC)
    bank = Database(site.database_url)
    with bank.writer() as session:
        for name in ("王建国", "李秀英"):
            people.add_person(session, people.Listed(name, "", "第一代表团", ""), now)
        ids = tuple(number for number, _name in audiences.list_groups(session))
        open_paper(session, now, audience=Audience.GROUPS, group_ids=ids)
        session.commit()
    bank.close()
    return site.database_url


@pytest.fixture
def desk(paper: str, open_page: Callable[..., Page]) -> Page:
    """The desk of a new administrator."""
    token = secrets.token_urlsafe()
    bank = Database(paper)
    with bank.writer() as session:
        accounts.invite_trainer(session, token=token, role=Role.ADMIN, now=datetime.now(UTC))
        session.commit()
    bank.close()
    page = open_page(viewport=DESKTOP)
    page.goto(f"/account/link/{token}")
    page.get_by_label("用户名").fill(f"老师{secrets.randbelow(10**9)}")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=repeated]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("link", name="题库")).to_be_visible()
    return page


def scanned(picture: bytes) -> str:
    """Return what the one QR code of a picture says, as a phone would read it."""
    [found] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)).convert("L"))
    return str(found.text)


def code_beside(card: bytes, name: str) -> str:
    """Return the number printed on the sheet with *name*."""
    cells = [
        cell
        for table in Document(io.BytesIO(card)).tables
        for row in table.rows
        for cell in row.cells
    ]
    place = next(at for at, cell in enumerate(cells) if f"姓　名：{name}" in cell.text)
    return re.sub(r"\D", "", cells[place + 1].text)


def line_of(site: Site, code: str) -> tuple[str, list[Item]]:
    """Return the right answers of a sheet as typed, and what it asks, in its order."""
    bank = Database(site.database_url)
    with bank.reader() as session:
        sheet = session.scalars(select(PaperSheet).where(PaperSheet.check_code == code)).one()
        drawn = [Drawn.from_data(each) for each in sheet.layout]
        items = [item_from_json(session.get_one(Revision, d.revision_id).item) for d in drawn]
    bank.close()
    typed = [right(item, d.options) for item, d in zip(items, drawn, strict=True)]
    return " ".join(filter(None, typed)), items


def right(item: Item, order: tuple[int, ...]) -> str:
    if item.type is ItemType.CLOZE:
        return ""
    if item.type is ItemType.TRUE_FALSE:
        return "√" if item.truth else "×"
    correct = {option.number for option in item.options if option.correct}
    places = order or tuple(option.number for option in item.options)
    return "".join("ABCDEF"[at] for at, number in enumerate(places) if number in correct)


def downloaded(page: Page, button: Locator) -> bytes:
    """Press *button* and return the file that comes."""
    with page.expect_download() as download:
        button.click()
    return Path(download.value.path()).read_bytes()


def printed(desk: Page) -> bytes:
    """Print two variants with keys and everybody's sheets, and return the file of the sheets."""
    desk.goto("/trainer/papers/1/print")
    desk.get_by_label("几种卷子").select_option("2")
    desk.get_by_label("给谁印答题卡").select_option(label="第一代表团")
    desk.get_by_label("另印几张空白答题卡").fill("1")
    data = downloaded(desk, desk.get_by_role("button", name="下载 Word 文件"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names, card = archive.namelist(), archive.read(CARD)
    assert len(names) == 5
    assert {"代表法学习测验（A卷）.docx", "代表法学习测验（B卷）参考答案及解析.docx"} <= set(names)
    return card


def type_in(desk: Page, site: Site, number: str) -> None:
    """Type the right answers of a sheet: first with its number misread, then rightly."""
    desk.get_by_role("link", name="录入答题卡").click()
    line, items = line_of(site, number)
    desk.get_by_label("答题卡编号").fill(f"{number[:-1]}{(int(number[-1]) + 1) % 10}")
    desk.get_by_label("选择题和判断题的答案").fill(line)
    desk.get_by_role("button", name="核对").click()
    expect(desk.get_by_text("编号有一位输错了")).to_be_visible()
    desk.get_by_label("答题卡编号").fill(number)
    desk.get_by_role("button", name="核对").click()
    expect(desk.get_by_role("heading", name="请核对：王建国")).to_be_visible()
    slot = next(at for at, item in enumerate(items, 1) if item.type is ItemType.CLOZE)
    for place, blank in enumerate(SLOGAN_CLOZE.item.blanks, start=1):
        desk.get_by_label(f"第 {slot} 题第 {place} 空").fill(blank.accepted[0])
    desk.get_by_role("button", name="无误，保存").click()


def test_the_code_of_a_paper_leads_a_phone_to_it(desk: Page, site: Site) -> None:
    desk.goto("/trainer/papers/1")

    address = scanned(desk.locator("img.qr").screenshot())

    assert address.startswith(site.address)
    desk.goto(address)
    expect(desk.locator("h1")).to_contain_text("代表法学习测验")


def test_a_paper_goes_out_in_word_and_comes_back_as_results(desk: Page, site: Site) -> None:
    type_in(desk, site, code_beside(printed(desk), "王建国"))
    expect(desk.get_by_text("已录入 王建国：11 分。")).to_be_visible()

    desk.goto("/trainer/papers/1/results")
    button = desk.get_by_role("button", name="下载成绩（Excel）")
    book = load_workbook(io.BytesIO(downloaded(desk, button)))

    facts = {row[0]: row[1] for row in book["概况"].iter_rows(values_only=True)}
    assert facts["参考率"] == 0.5
    [head, marks] = book["成绩单"].iter_rows(values_only=True)
    named = dict(zip(head, marks, strict=True))
    assert (named["姓名"], named["得分"], named["方式"]) == ("王建国", 11, "答题卡")
    missing = [row[1] for row in book["未参加名单"].iter_rows(min_row=2, values_only=True)]
    assert missing == ["李秀英"]
