"""An exam on a phone: the clock, double taps, two tabs, a lost line, no JavaScript."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from playwright.sync_api import Dialog, Page, expect

from question_bank.questions.values import Item, ItemType
from question_bank.storage import exams
from question_bank.storage.database import Database
from question_bank.storage.models import Attempt
from quizapp import system_clock
from tests.browser.conftest import PHONE, Site
from tests.papers import ASKED, open_paper


@pytest.fixture(scope="module")
def site(own_site: Site) -> Site:
    """A site of their own: its open papers stand first on everybody's home."""
    return own_site


@pytest.fixture(scope="module")
def bank_of_site(site: Site) -> Iterator[Database]:
    """The bank of the site, with two papers that can be sat."""
    with closing(Database(site.database_url)) as database:
        with database.writer() as session:
            now = system_clock()
            open_paper(session, now, code="timed2", time_limit_seconds=1200, attempts_allowed=None)
            open_paper(session, now, code="short2", time_limit_seconds=4, grace_seconds=20)
            session.commit()
        yield database


def begin(page: Page, code: str = "timed2") -> None:
    """Begin an exam under a name."""
    page.goto(f"/p/{code}")
    page.get_by_label("您的姓名").fill("周敏")
    page.get_by_role("button", name="开始答题").click()
    page.wait_for_url("**/exam/*/1")


def tick(page: Page, item: Item) -> None:
    """Answer the question on *page* rightly."""
    if item.type is ItemType.CLOZE:
        for position, blank in enumerate(item.blanks, start=1):
            page.get_by_label(f"第{position}空").fill(blank.accepted[0])
    elif item.type is ItemType.TRUE_FALSE:
        page.locator(".option", has_text="正确").first.click()
    else:
        for option in item.options:
            if option.correct:
                page.locator(".option", has_text=option.text).click()


@pytest.fixture(params=["scripted", "plain"])
def visitor(request: pytest.FixtureRequest, bank_of_site: Database) -> Page:
    """A phone with JavaScript, and one without."""
    assert bank_of_site.is_sqlite
    page: Page = request.getfixturevalue("phone" if request.param == "scripted" else "plain_phone")
    return page


def test_an_exam_is_sat_left_resumed_and_handed_in_once(visitor: Page) -> None:
    begin(visitor)
    assert visitor.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    tick(visitor, ASKED[0])
    visitor.get_by_role("button", name="下一题").last.click()
    visitor.wait_for_url("**/2")
    visitor.get_by_role("button", name="标记").click()
    expect(visitor.get_by_role("button", name="取消标记")).to_be_visible()
    visitor.goto("/")
    visitor.goto("/exams")
    visitor.get_by_role("link", name=re.compile("已开始，可以接着答")).click()
    visitor.get_by_role("link", name="接着答").click()
    visitor.wait_for_url("**/2")
    for number, item in enumerate(ASKED[1:], start=2):
        tick(visitor, item)
        visitor.locator("#answer-form .button--primary").click()
        visitor.wait_for_url("**/sheet" if number == len(ASKED) else f"**/{number + 1}")
    expect(visitor.get_by_text("4 题都答了")).to_be_visible()
    expect(visitor.get_by_text("标记了第 2 题")).to_be_visible()
    visitor.get_by_role("button", name="交卷").dblclick()
    visitor.wait_for_url("**/result")
    expect(visitor.locator(".exam-score__figure")).to_contain_text("11")
    visitor.go_back()
    expect(visitor.locator(".exam-score__figure, .sheet")).not_to_have_count(0)


def test_an_answer_is_kept_by_a_tap_and_another_tab_undoes_nothing(
    bank_of_site: Database, open_page: Callable[..., Page]
) -> None:
    first = open_page()
    begin(first)
    second = first.context.new_page()
    second.goto(first.url)
    expect(second.locator("[data-clock]")).to_be_visible()
    first.locator(".option", has_text="权力机关").click()
    expect(first.locator("[data-save-state]")).to_have_text("已保存")
    second.locator("#answer-form .button--primary").click()
    second.wait_for_url("**/2")
    attempt = int(first.url.split("/")[-2])
    first.reload()
    expect(first.locator(".option__input:checked")).to_have_count(1)
    with bank_of_site.reader() as session:
        assert session.get_one(Attempt, attempt).state.value == "open"


def test_a_lost_line_is_said_and_the_answer_arrives_later(
    bank_of_site: Database, phone: Page
) -> None:
    assert bank_of_site.is_sqlite
    begin(phone)
    phone.context.set_offline(offline=True)
    phone.locator(".option", has_text="权力机关").click()
    expect(phone.locator("[data-save-state]")).to_contain_text("收卷前送到才算")
    phone.context.set_offline(offline=False)
    expect(phone.locator("[data-save-state]")).to_have_text("已保存", timeout=15_000)


def test_unsent_answers_of_an_exam_outlive_their_page_and_the_last_one_counts(
    bank_of_site: Database, phone: Page
) -> None:
    begin(phone)
    question, attempt = phone.url, int(phone.url.split("/")[-2])
    phone.context.set_offline(offline=True)
    phone.locator(".option", has_text="行政机关").click()
    expect(phone.locator("#outbox")).to_contain_text("有 1 个答案尚未保存")
    phone.locator(".option", has_text="权力机关").click()
    phone.goto("about:blank")
    phone.context.set_offline(offline=False)
    phone.goto(question.removesuffix("/1") + "/sheet")
    expect(phone.get_by_text("还有 3 题没有答")).to_be_visible()
    with bank_of_site.reader() as session:
        (answer,) = exams.answers_in(session, attempt).values()
    assert answer.correct


def test_who_hands_in_before_an_answer_arrived_is_asked(
    bank_of_site: Database, phone: Page
) -> None:
    assert bank_of_site.is_sqlite
    begin(phone)
    sheet = phone.url.removesuffix("/1") + "/sheet"
    # Only this question's answers do not get through.
    phone.route("**/exam/*/1", lambda route: route.abort("internetdisconnected"))
    phone.locator(".option", has_text="权力机关").click()
    expect(phone.locator("#outbox")).to_contain_text("有 1 个答案尚未保存")
    phone.goto(sheet)
    asked: list[str] = []

    def refuse(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    phone.once("dialog", refuse)
    phone.get_by_role("button", name="交卷").click()
    assert "有 1 题的答案还在这台手机上" in asked[0]
    phone.unroute("**/exam/*/1")
    phone.reload()
    expect(phone.get_by_text("还有 3 题没有答")).to_be_visible()


def test_the_clock_hands_in_what_stands_on_the_page(bank_of_site: Database, phone: Page) -> None:
    assert bank_of_site.is_sqlite
    begin(phone, "short2")
    phone.locator(".option", has_text="权力机关").click()
    phone.wait_for_url("**/result", timeout=20_000)
    expect(phone.get_by_text("时间到，自动收卷")).to_be_visible()
    expect(phone.locator(".exam-score__figure")).to_contain_text("2")
