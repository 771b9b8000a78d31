"""A trainer brings a text and follows it to its questions, with the real runner behind."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from question_bank.storage import accounts
from question_bank.storage.database import Database
from question_bank.storage.models.values import Role
from tests.browser.conftest import DESKTOP, Site

PASSWORD = "长城长江黄河与万里山川"
#: Longest wait for the runner on a busy machine, in milliseconds.
RUNNER = 60_000
LAW = (
    "某市代表工作条例\n"
    "第一条　为了保证代表依法行使职权，根据有关法律，制定本条例。\n"
    "第二条　代表享有审议权、表决权、提案权、选举权、质询权等权利。\n"
    "第三条　代表应当模范地遵守宪法和法律，保守国家秘密。\n"
    "第四条　代表每年至少走访选民二次，任期五年。\n"
)


def signed_in(site: Site, page: Page) -> Page:
    """Make a trainer by a one-time link on *page*."""
    token = secrets.token_urlsafe()
    bank = Database(site.database_url)
    with bank.writer() as session:
        accounts.invite_trainer(session, token=token, role=Role.ADMIN, now=datetime.now(UTC))
        session.commit()
    bank.close()
    page.goto(f"/account/link/{token}")
    page.get_by_label("用户名").fill(f"老师{secrets.randbelow(10**9)}")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=repeated]").fill(PASSWORD)
    page.locator("main button[type=submit]").click()
    expect(page.get_by_role("link", name="题库")).to_be_visible()
    return page


@pytest.fixture
def trainer(site: Site, open_page: Callable[..., Page]) -> Page:
    """The desk of a trainer who has just made an account."""
    return signed_in(site, open_page(viewport=DESKTOP))


def test_a_text_is_followed_from_its_file_to_its_questions(trainer: Page, tmp_path: Path) -> None:
    file = tmp_path / "条例.txt"
    file.write_text(LAW, encoding="utf-8")
    trainer.goto("/trainer/documents/")
    trainer.get_by_role("link", name="添加文件").click()
    trainer.locator("[name=files]").set_input_files(file)
    expect(trainer.locator("[data-drop-files]")).to_contain_text("条例.txt")
    trainer.get_by_role("button", name="上传并出题").click()

    job = trainer.locator(".job").first
    expect(job).to_contain_text("条例.txt")
    trainer.reload()
    expect(job).to_contain_text("道待审", timeout=RUNNER)
    expect(trainer.locator("#jobs")).not_to_have_attribute("hx-trigger", re.compile("load"))

    job.get_by_role("link", name="看读出的文字和要点").click()
    expect(trainer.get_by_role("heading", level=1)).to_have_text("某市代表工作条例")
    trainer.locator(".reading a.point", has_text="审议权").first.click()
    panel = trainer.locator("#detail")
    expect(panel).to_contain_text("出了这些题")
    trainer.keyboard.press("Escape")
    expect(panel).to_be_empty()

    trainer.locator(".reading a.point", has_text="审议权").first.click()
    panel.locator(".point-questions a").first.click()
    expect(trainer).to_have_url(re.compile(r"/trainer/questions/\d+$"))
    trainer.get_by_role("link", name="看原文前后").click()
    expect(trainer.locator(".reading")).to_contain_text("保守国家秘密")


def test_files_can_be_dropped(trainer: Page) -> None:
    trainer.goto("/trainer/documents/new")
    trainer.evaluate(
        """() => {
            const data = new DataTransfer();
            data.items.add(new File(["words"], "拖来的.txt", { type: "text/plain" }));
            const drop = new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true });
            document.querySelector("[data-drop]").dispatchEvent(drop);
        }"""
    )
    expect(trainer.locator("[data-drop-files]")).to_contain_text("拖来的.txt")
    trainer.get_by_role("button", name="上传并出题").click()
    expect(trainer.locator(".job").first).to_contain_text("几乎没有中文", timeout=RUNNER)


def test_without_javascript_the_text_and_its_points_are_there(
    site: Site, plain_phone: Page
) -> None:
    page = signed_in(site, plain_phone)
    page.goto("/trainer/documents/new")
    page.get_by_text("没有文件？粘贴文字").click()
    page.get_by_label("文字", exact=False).first.fill(LAW.replace("某市", "某县"))
    page.get_by_role("button", name="上传并出题").click()
    expect(page.locator(".job").first).to_contain_text("粘贴的文字")
    page.goto("/trainer/documents/1")
    expect(page.locator(".reading")).to_contain_text("人大的作用靠代表")
