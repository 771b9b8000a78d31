"""A trainer makes an invitation, a phone joins by it, a second phone carries the record on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from playwright.sync_api import Page, expect

from question_bank.storage import accounts, groups
from question_bank.storage.database import Database
from question_bank.storage.models.values import Role
from quizapp.accounts.passwords import PasswordKeeper
from tests.browser.conftest import DESKTOP, Site

PASSWORD = "长城长江黄河与万里山川"


@pytest.fixture(scope="module")
def site(own_site: Site) -> Site:
    """A bank that only these journeys change."""
    return own_site


def prepare(site: Site) -> None:
    """Store a trainer and a delegation."""
    bank, now = Database(site.database_url), datetime.now(UTC)
    with bank.writer() as session:
        accounts.add_trainer(
            session,
            username="zhangli",
            password_hash=PasswordKeeper().hash(PASSWORD),
            roles=[Role.AUTHOR],
            language="zh",
            now=now,
            granted_by_id=None,
        )
        groups.add_group(session, "第一代表团", None, now)
        session.commit()
    bank.close()


def make_invitation(page: Page) -> str:
    """Sign in, make an invitation, and return its code."""
    page.goto("/account/sign-in")
    page.get_by_label("用户名").fill("zhangli")
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录").click()
    page.get_by_role("link", name="人员").click()
    page.get_by_role("link", name="发邀请").click()
    page.get_by_label("加入哪个代表团或小组").select_option(label="第一代表团")
    page.get_by_label("届次").fill("第十四届")
    page.get_by_role("button", name="生成二维码").click()
    expect(page.get_by_role("img", name="加入用的二维码")).to_be_visible()
    return page.locator(".invitation__code").inner_text().replace(" ", "")


def test_an_invitation_brings_a_deputy_in_and_a_pin_to_a_second_phone(
    site: Site, open_page: Callable[..., Page]
) -> None:
    prepare(site)
    code = make_invitation(open_page(viewport=DESKTOP))

    phone = open_page(has_touch=True, is_mobile=True)
    phone.goto(f"/join/{code}")
    phone.get_by_label("姓名").fill("王建国")
    phone.get_by_role("button", name="加入").dblclick()
    expect(phone.get_by_role("heading", name="王建国，您好")).to_be_visible()
    phone.get_by_role("link", name="设数字密码").click()
    phone.get_by_label("数字密码").fill("2580")
    phone.get_by_label("再输入一次").fill("2580")
    phone.get_by_role("button", name="保存").click()
    expect(phone.get_by_text("数字密码设好了，换手机时")).to_be_visible()

    # The second phone has no JavaScript; name and group alone open nothing there.
    second = open_page(java_script_enabled=False)
    second.goto("/join")
    second.get_by_label("邀请码").fill(code)
    second.get_by_role("button", name="下一步").click()
    second.get_by_label("姓名").fill("王 建国")
    second.get_by_role("button", name="加入").click()
    expect(second.get_by_text("这里已经有一位同名的代表")).to_be_visible()
    second.get_by_role("link", name="我设过数字密码").click()
    second.get_by_label("姓名").fill("王建国")
    second.get_by_label("代表团或小组").select_option(label="第一代表团")
    second.get_by_label("数字密码").fill("2580")
    second.get_by_role("button", name="打开我的记录").click()
    expect(second.get_by_role("heading", name="王建国，您好")).to_be_visible()
    expect(second.get_by_text("第一代表团　第十四届")).to_be_visible()
