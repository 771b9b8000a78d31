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
    "第二条　代表享有下列权利：\n"
    "（一）出席本级人民代表大会会议，参加审议各项议案和报告；\n"
    "（二）依法联名提出议案、质询案和罢免案；\n"
    "（三）提出对各方面工作的建议、批评和意见；\n"
    "（四）参加本级人民代表大会的各项选举和表决。\n"
    "第三条　代表应当履行下列义务：\n"
    "（一）模范地遵守宪法和法律，保守国家秘密；\n"
    "（二）按时出席本级人民代表大会会议，认真审议各项议案和报告；\n"
    "（三）与原选区选民保持密切联系，听取和反映他们的意见和要求；\n"
    "（四）自觉遵守社会公德，廉洁自律。\n"
    "第四条　市人民代表大会常务委员会应当每年至少组织二次代表视察。\n"
    "第五条　代表建议应当自交办之日起三个月内答复；涉及面广、处理难度大的，应当自交办之日起六个月内答复。\n"
    "第六条　代表活动的经费由市财政局列入年度预算，专款专用。\n"
    "第七条　本条例自2026年3月1日起施行。\n"
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


@pytest.fixture(scope="module")
def site(own_site: Site) -> Site:
    """A bank that only these journeys change."""
    return own_site


@pytest.fixture
def trainer(site: Site, open_page: Callable[..., Page]) -> Page:
    """The desk of a trainer who has just made an account."""
    return signed_in(site, open_page(viewport=DESKTOP))


def test_one_sitting_leads_from_a_file_to_a_code_on_the_wall(trainer: Page, tmp_path: Path) -> None:
    bring(trainer, tmp_path)
    read(trainer)
    review_by_keys(trainer)
    compose(trainer)

    expect(trainer.locator("[aria-current=step]")).to_contain_text("“一次坐下来的测验”可以扫码参加")


def bring(page: Page, folder: Path) -> None:
    """Upload a file from the overview and wait until its questions are made."""
    file = folder / "条例.txt"
    file.write_text(LAW, encoding="utf-8")
    page.goto("/trainer/")
    page.get_by_role("link", name="上传或粘贴").click()
    page.locator("[name=files]").set_input_files(file)
    expect(page.locator("[data-drop-files]")).to_contain_text("条例.txt")
    page.get_by_role("button", name="上传并出题").click()

    job = page.locator(".job").first
    expect(job).to_contain_text("条例")
    page.reload()
    expect(job).to_contain_text("道待审", timeout=RUNNER)
    expect(page.locator("#jobs")).not_to_have_attribute("hx-trigger", re.compile("load"))


def read(page: Page) -> None:
    """Read what was found, open a key point and a question on it, come back by its source."""
    page.locator(".job").first.get_by_role("link", name="看读出的文字和要点").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("某市代表工作条例")
    page.locator(".reading a.point", has_text="建议、批评和意见").first.click()
    panel = page.locator("#detail")
    expect(panel).to_contain_text("出了这些题")
    page.keyboard.press("Escape")
    expect(panel).to_be_empty()

    page.locator(".reading a.point", has_text="建议、批评和意见").first.click()
    panel.locator(".point-questions a").first.click()
    expect(page).to_have_url(re.compile(r"/trainer/questions/\d+$"))
    page.get_by_role("link", name="看原文前后").click()
    expect(page.locator(".reading")).to_contain_text("保守国家秘密")


def review_by_keys(page: Page) -> None:
    """Sign one question, reject the next for a usual reason, take that back, pass it over."""
    page.get_by_role("link", name=re.compile(r"去审这 \d+ 道题")).click()
    number = page.locator("#seen")
    first = number.inner_text()
    page.wait_for_load_state()
    page.keyboard.press("Enter")
    expect(number).not_to_have_text(first)
    expect(page.locator(".review__left")).to_contain_text("今天审了 1 题")
    second = number.inner_text()
    page.keyboard.press("x")
    page.keyboard.press("1")
    expect(page.locator(".review__left")).to_contain_text("今天审了 2 题")
    expect(page).to_have_url(re.compile(r"document=\d+"))
    page.keyboard.press("z")
    expect(number).to_have_text(second)
    page.keyboard.press("j")
    expect(number).not_to_have_text(second)


def compose(page: Page) -> None:
    """Put a paper together as offered, make it final and show its code; the overview knows."""
    page.goto("/trainer/papers/new")
    page.get_by_label("试卷名称").fill("一次坐下来的测验")
    expect(page.locator("#supply")).not_to_contain_text("还缺")
    page.get_by_role("button", name="保存").last.click()
    page.get_by_role("button", name="定稿，开放参加").click()
    code = page.get_by_role("img", name="参加考试的二维码")
    expect(code).to_be_visible()
    assert code.evaluate("image => image.decode().then(() => image.naturalWidth > 0)")
    page.goto("/trainer/")


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


def test_without_javascript_the_same_sitting_is_possible(site: Site, plain_phone: Page) -> None:
    page = signed_in(site, plain_phone)
    page.goto("/trainer/documents/new")
    page.get_by_text("没有文件？粘贴文字").click()
    page.get_by_label("文字", exact=False).first.fill(LAW.replace("某市", "某县"))
    page.get_by_role("button", name="上传并出题").click()
    job = page.locator(".job").first
    expect(job).to_contain_text(re.compile("粘贴的文字|某县"))
    for _try in range(RUNNER // 500):
        if job.get_by_role("link", name=re.compile("去审这")).count():
            break
        page.wait_for_timeout(500)
        page.reload()
    job.get_by_role("link", name=re.compile("去审这")).click()
    first = page.locator("#seen").inner_text()
    page.get_by_role("button", name="发布并签发").click()
    expect(page.locator("#seen")).not_to_have_text(first)
    page.get_by_text("退回不用").first.click()
    page.get_by_role("button", name="没有考的价值").click()
    page.get_by_role("button", name=re.compile("撤销对第")).click()
    expect(page.locator(".review__left")).to_contain_text("今天审了")
    page.get_by_role("link", name="看原文前后").click()
    expect(page.locator(".reading")).to_contain_text("保守国家秘密")
    compose_plainly(page)


def compose_plainly(page: Page) -> None:
    """Put a paper together, make it final and show its code, with buttons alone."""
    page.get_by_role("link", name="用它组卷").click()
    page.get_by_label("试卷名称").fill("某县测验")
    # Not the one beside the form, which a narrow screen hides as soon as it has its style.
    page.locator("#paper-form").get_by_role("button", name="保存").last.click()
    page.get_by_role("button", name="定稿，开放参加").click()
    expect(page.get_by_role("img", name="参加考试的二维码")).to_be_visible()
