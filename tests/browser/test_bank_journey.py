"""A trainer finds questions, acts on many, undoes it, and picks a source in the text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from question_bank.storage import accounts
from question_bank.storage.database import Database
from question_bank.storage.models.values import Role
from tests.bank import RIGHTS
from tests.browser.conftest import DESKTOP, Site

PASSWORD = "长城长江黄河与万里山川"
TOKEN = "a-link-for-the-journey-through-the-bank"
SELECT = """(words) => {
  for (const paragraph of document.querySelectorAll("#source-text [data-start]")) {
    const at = paragraph.firstChild.data.indexOf(words);
    if (at < 0) continue;
    const range = document.createRange();
    range.setStart(paragraph.firstChild, at);
    range.setEnd(paragraph.firstChild, at + words.length);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
    return true;
  }
  return false;
}"""


@pytest.fixture(scope="module")
def site(own_site: Site) -> Site:
    """A bank that only these journeys change."""
    return own_site


@pytest.fixture
def desk(site: Site, open_page: Callable[..., Page]) -> Page:
    """The desk of an administrator."""
    bank = Database(site.database_url)
    with bank.writer() as session:
        accounts.invite_trainer(session, token=TOKEN, role=Role.ADMIN, now=datetime.now(UTC))
        session.commit()
    bank.close()
    page = open_page(viewport=DESKTOP)
    page.goto(f"/account/link/{TOKEN}")
    page.get_by_label("用户名").fill("题库管理员")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=repeated]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("link", name="题库")).to_be_visible()
    return page


def test_a_trainer_acts_on_many_undoes_it_and_selects_a_source(desk: Page) -> None:
    desk.goto("/trainer/questions/")
    desk.get_by_label("题型").select_option("true_false")
    expect(desk.locator("caption")).to_have_text("共 3 题")
    desk.locator("[data-tick]").first.check()
    expect(desk.locator("[data-tick-count]")).to_have_text("已勾选 1 题")
    desk.get_by_label("勾选本页全部").check()
    expect(desk.locator("[data-tick-count]")).to_have_text("已勾选 3 题")
    desk.locator("#bulk-reason").fill("等新的讲话")
    desk.get_by_role("button", name="停用").click()
    expect(desk.locator(".bulk-done")).to_contain_text("停用：处理了 3 道题。")
    expect(desk.locator(".table--bank")).to_contain_text("已停用")
    desk.get_by_role("button", name="全部撤销").click()
    expect(desk.get_by_text("已撤销，3 道题恢复原样。")).to_be_visible()
    expect(desk.locator(".table--bank")).not_to_contain_text("已停用")

    desk.goto("/trainer/questions/new?type=single")
    desk.get_by_label("题干").fill("讲话列举的代表权利里有（　　）。")
    desk.get_by_text("写明出处", exact=True).click()
    desk.locator("#field-source_document").select_option("1")
    desk.get_by_role("button", name="打开原文").click()
    expect(desk.locator("#source-text [data-start]").first).to_be_visible()
    assert desk.evaluate(SELECT, RIGHTS)
    desk.get_by_role("button", name="用选中的文字").click()
    expect(desk.locator("#source mark")).to_have_text(RIGHTS)
    expect(desk.get_by_label("题干")).to_have_value("讲话列举的代表权利里有（　　）。")
    desk.get_by_label("解析").fill("写到一半。")
    expect(desk.locator("#draft")).to_contain_text("草稿已保存")
