"""A trainer on a phone, from the one-time link to signing out."""

from __future__ import annotations

import os
import re
import secrets
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Dialog, Page, expect

from question_bank.storage import accounts
from question_bank.storage.database import Database
from question_bank.storage.models.values import Role
from tests.bank import RIGHTS_MULTIPLE
from tests.browser.conftest import Site

#: In a large bank more have the words; those of the tests are the newest.
FOUND = re.compile(r"\d\d 题" if "QUIZAPP_TEST_BANK" in os.environ else "共 1 题")
PASSWORD = "长城长江黄河与万里山川"
NEW_STEM = "讲话第三部分要求，代表联系群众的主要方式是（　　）。"


@pytest.fixture(scope="module")
def site(own_site: Site) -> Site:
    """A bank that only these journeys change."""
    return own_site


@pytest.fixture
def name() -> str:
    """A user name that nobody has."""
    return f"老师{secrets.randbelow(10**9)}"


@pytest.fixture
def trainer(site: Site, phone: Page, name: str) -> Page:
    """The phone of a trainer who has just made an account through a one-time link."""
    token = secrets.token_urlsafe()
    bank = Database(site.database_url)
    with bank.writer() as session:
        accounts.invite_trainer(session, token=token, role=Role.ADMIN, now=datetime.now(UTC))
        session.commit()
    bank.close()
    phone.goto(f"/account/link/{token}")
    phone.get_by_label("用户名").fill(name)
    phone.locator("[name=password]").fill(PASSWORD)
    phone.locator("[name=repeated]").fill(PASSWORD)
    phone.locator("main button[type=submit]").click()
    expect(phone.get_by_role("link", name="题库")).to_be_visible()
    return phone


def test_a_trainer_finds_edits_and_signs_a_question(trainer: Page) -> None:
    find(trainer, "行政处罚")
    trainer.get_by_role("link", name=RIGHTS_MULTIPLE.item.stem[:14]).click()
    expect(trainer.locator("mark")).to_contain_text("人大代表享有审议权")

    trainer.get_by_role("link", name="改题").click()
    checks = trainer.locator("#checks")
    expect(checks).to_contain_text("没有发现问题")
    trainer.get_by_label("选项 A 的内容").fill("表决权")
    expect(checks).to_contain_text("选项“表决权”和另一个选项实质相同")
    trainer.get_by_label("选项 A 的内容").fill("")
    trainer.get_by_label("选项 A 的内容").press_sequentially("审判权")
    expect(checks).to_contain_text("没有发现问题")
    expect(trainer.get_by_label("选项 A 的内容")).to_be_focused()
    trainer.get_by_label("解析").fill("讲话第二部分第一点列举了五项权利。")
    trainer.get_by_role("button", name="保存并签发").click()

    expect(trainer.get_by_text("已保存并签发。")).to_be_visible()
    expect(trainer.locator(".page-head")).not_to_contain_text("未经签发")
    expect(trainer.get_by_text("讲话第二部分第一点列举了五项权利。").first).to_be_visible()
    expect(trainer.locator(".timeline")).to_contain_text("第 2 版题目")


def test_a_trainer_alone_writes_publishes_and_retires_a_question(trainer: Page) -> None:
    trainer.goto("/trainer/office/")
    trainer.get_by_label("自己写的题不能自己签发").uncheck()
    trainer.get_by_role("button", name="保存").first.click()
    expect(trainer.get_by_label("自己写的题不能自己签发")).not_to_be_checked()
    trainer.goto("/trainer/")
    trainer.get_by_role("link", name="新建试题").click()
    trainer.get_by_role("link", name=re.compile("单选")).click()
    trainer.get_by_label("题干").fill(NEW_STEM)
    for letter, text in zip("ABCD", ("走访选民", "列席会议", "提出议案", "参加视察"), strict=True):
        trainer.get_by_label(f"选项 {letter} 的内容").fill(text)
    trainer.get_by_role("button", name="添加选项").click()
    expect(trainer.get_by_label("选项 E 的内容")).to_be_visible()
    expect(trainer.get_by_label("选项 D 的内容")).to_have_value("参加视察")
    trainer.get_by_role("button", name="删去选项 E").click()
    expect(trainer.get_by_label("选项 E 的内容")).to_have_count(0)
    trainer.get_by_label("A 是正确选项").check()
    expect(trainer.locator(".preview")).to_contain_text("走访选民")

    trainer.get_by_label("内容", exact=True).select_option("method")
    trainer.get_by_label("选项 B 的内容").fill("走访选民")
    trainer.get_by_role("button", name="保存并发布").click()
    expect(trainer.get_by_role("alert")).to_contain_text("有两个选项一模一样")
    expect(trainer.get_by_label("题干")).to_have_value(NEW_STEM)
    trainer.get_by_label("选项 B 的内容").fill("列席会议")
    trainer.get_by_role("button", name="保存并发布").click()
    expect(trainer.get_by_text("已保存并签发。")).to_be_visible()
    expect(trainer.locator(".page-head")).to_contain_text("已发布")

    trainer.get_by_text("停用", exact=True).first.click()
    trainer.get_by_label("原因").first.fill("讲话有了新版本")
    trainer.get_by_role("button", name="停用").click()
    expect(trainer.locator(".page-head")).to_contain_text("已停用")
    expect(trainer.get_by_text("原因：讲话有了新版本").first).to_be_visible()


def test_the_source_is_in_view_beside_the_form(trainer: Page) -> None:
    trainer.set_viewport_size({"width": 1440, "height": 900})
    find(trainer, "行政处罚")
    trainer.get_by_role("link", name=RIGHTS_MULTIPLE.item.stem[:14]).click()
    trainer.get_by_role("link", name="改题").click()
    beside = trainer.get_by_role("complementary", name="检查、预览和出处")
    expect(beside.locator("mark")).to_be_in_viewport(ratio=1)


def test_whoever_leaves_a_changed_form_is_asked(trainer: Page) -> None:
    trainer.goto("/trainer/questions/new?type=true_false")
    trainer.get_by_label("题干").fill("讲话要求代表经常走访选民。")
    asked: list[str] = []

    def leave(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    trainer.on("dialog", leave)
    trainer.get_by_role("link", name="题库").click()
    expect(trainer).to_have_url(re.compile("/trainer/questions/$"))
    assert asked == ["beforeunload"]


def test_signing_out_ends_the_session_for_good(trainer: Page) -> None:
    trainer.goto("/trainer/questions/")
    kept = trainer.context.cookies()
    trainer.get_by_role("button", name="退出").click()
    expect(trainer).not_to_have_url(re.compile("/trainer/"))

    trainer.go_back()
    expect(trainer.get_by_role("button", name="登录")).to_be_visible()

    trainer.context.clear_cookies()
    trainer.context.add_cookies(kept)  # type: ignore[arg-type]  # cookies come as they go
    trainer.goto("/trainer/questions/")
    expect(trainer.get_by_role("button", name="登录")).to_be_visible()


def test_without_javascript_everything_is_there(
    trainer: Page, plain_phone: Page, name: str
) -> None:
    trainer.close()
    plain_phone.goto("/account/sign-in")
    plain_phone.get_by_label("用户名").fill(name)
    plain_phone.get_by_label("密码").fill(PASSWORD)
    plain_phone.locator("main button[type=submit]").click()
    find(plain_phone, "行政处罚", press=True)
    plain_phone.goto("/trainer/questions/new?type=cloze")
    plain_phone.get_by_label("题干").fill("代表要模范遵守____，保守____。")
    plain_phone.get_by_label("第 1 空的答案").fill("法律")
    plain_phone.get_by_role("button", name="检查一下").click()
    plain_phone.get_by_label("第 2 空的答案").fill("国家秘密")
    plain_phone.get_by_label("内容", exact=True).select_option("obligation")
    plain_phone.get_by_role("button", name="存为草稿").click()
    expect(plain_phone.get_by_text("已保存。")).to_be_visible()
    expect(plain_phone.locator(".page-head")).to_contain_text("草稿")


def find(page: Page, text: str, *, press: bool = False) -> None:
    """Search the bank; with JavaScript the hits appear while one types."""
    page.goto("/trainer/questions/")
    page.get_by_label("找题干、选项或答案").fill(text)
    if press:
        page.get_by_role("button", name="筛选").click()
    expect(page.locator("#results")).to_contain_text(FOUND)
    expect(page).to_have_url(re.compile(r"\?q="))


@pytest.mark.parametrize("address", ["/trainer/", "/trainer/questions/", "/trainer/questions/1", "/trainer/questions/1/edit", "/trainer/documents/1", "/trainer/decks/"])  # fmt: skip
def test_no_page_is_wider_than_a_phone(trainer: Page, address: str) -> None:
    trainer.goto(address)
    assert trainer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_an_address_in_a_question_widens_no_list(trainer: Page) -> None:
    trainer.goto("/trainer/questions/")
    trainer.locator(".table__link").first.evaluate(
        "link => { link.textContent = 'https://example.cn/' + 'a'.repeat(90) }"
    )
    assert trainer.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
