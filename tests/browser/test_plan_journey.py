"""A plan until the meeting: made, today's portion done, home says so; a card laid aside."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.test_learner import answer, item_on


@pytest.fixture(params=["scripted", "plain"])
def visitor(request: pytest.FixtureRequest) -> Page:
    """A phone with JavaScript, and one without."""
    page: Page = request.getfixturevalue("phone" if request.param == "scripted" else "plain_phone")
    return page


def test_a_plan_is_made_and_its_first_day_done(visitor: Page) -> None:
    visitor.goto("/plan")
    meeting = date.today() + timedelta(days=8)  # noqa: DTZ011  what a person would type
    visitor.get_by_label("哪天开会").fill(meeting.isoformat())
    visitor.locator(".choice", has_text="制度常识").click()
    visitor.locator(".choice", has_text="职责").click()
    visitor.get_by_role("button", name="定下来").click()
    expect(visitor.get_by_role("heading", name="天开会")).to_be_visible()

    visitor.goto("/")
    expect(visitor.locator(".button--primary")).to_have_count(1)
    visitor.get_by_role("button", name="练今天这一份").click()
    visitor.wait_for_url("**/practice/*/1")
    while "/result" not in visitor.url:
        answer(visitor, item_on(visitor))
        expect(visitor.get_by_role("heading", name="答对了")).to_be_visible()
        before = visitor.locator(".session__count").inner_text()
        visitor.locator("a.button--primary").click()
        expect(visitor.locator(".session__count", has_text=before)).to_have_count(0)

    visitor.goto("/")
    expect(visitor.get_by_text("今天的一份练完了")).to_be_visible()
    expect(visitor.get_by_text("这周学了 1 天")).to_be_visible()


def test_a_card_is_laid_aside_and_comes_back(visitor: Page) -> None:
    visitor.goto("/cards/add")
    visitor.locator(".choice", has_text="职责").click()
    visitor.get_by_role("button", name="加入卡片").click()
    front = visitor.locator(".flashcard__text")
    expect(front).to_be_visible()
    first = front.inner_text()

    visitor.locator(".card-more__summary").click()
    visitor.get_by_role("button", name="停用").click()
    expect(visitor.get_by_text("这张卡片已停用")).to_be_visible()
    expect(front).not_to_have_text(first)
    visitor.get_by_role("button", name="撤销").click()
    expect(front).to_have_text(re.compile(re.escape(first[:8])))


@pytest.mark.parametrize("text", ["standard", "elder"])
def test_on_a_phone_the_one_thing_to_do_now_needs_no_scrolling(phone: Page, text: str) -> None:
    phone.goto("/")
    phone.evaluate("text => { document.documentElement.dataset.text = text }", text)
    button = phone.locator(".hero .button--primary").bounding_box()
    links = phone.locator(".links").first.bounding_box()

    assert button
    assert links
    assert button["y"] + button["height"] <= PHONE["height"] - 72
    assert button["height"] >= (72 if text == "elder" else 60)
    assert links["y"] >= PHONE["height"] - 160
