"""A practice on a phone: weak lines, swipes, keys, an input method."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.test_learner import answer, item_on, start

UNSAVED = "尚未保存，正在重试"
#: Whether the page lets Enter through while an input method is putting a word together.
ENTER_IN_A_WORD = """blank => blank.dispatchEvent(new KeyboardEvent("keydown",
    {key: "Enter", isComposing: true, bubbles: true, cancelable: true}))"""


def swipe(page: Page, start_x: int, end_x: int) -> None:
    """Draw a finger across the page, once its scripts are there, as a touch screen reports it."""
    page.wait_for_load_state()
    line = page.context.new_cdp_session(page)
    for kind, x in (
        ("touchStart", start_x),
        ("touchMove", (start_x + end_x) // 2),
        ("touchMove", end_x),
        ("touchEnd", None),
    ):
        points = [] if x is None else [{"x": x, "y": 300}]
        line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_an_answer_given_while_the_line_is_cut_is_saved_when_it_is_back(phone: Page) -> None:
    start(phone, kind="制度常识")
    phone.context.set_offline(offline=True)
    expect(phone.locator("#outbox")).to_contain_text("网络断开了")
    answer(phone, item_on(phone))
    expect(phone.locator("[data-save-state]")).to_have_text(UNSAVED)
    expect(phone.locator("#outbox")).to_contain_text("有 1 个答案尚未保存")
    expect(phone.get_by_role("heading", name="答对了")).to_have_count(0)
    phone.context.set_offline(offline=False)

    expect(phone.get_by_role("heading", name="答对了")).to_be_visible()
    expect(phone.locator("#outbox")).to_be_hidden()


def test_an_unsent_answer_outlives_the_page_it_was_given_on(phone: Page) -> None:
    start(phone, kind="制度常识")
    question = phone.url
    phone.context.set_offline(offline=True)
    answer(phone, item_on(phone))
    expect(phone.locator("[data-save-state]")).to_have_text(UNSAVED)
    phone.goto("about:blank")
    phone.context.set_offline(offline=False)
    phone.goto("/")

    expect(phone.locator("#toasts")).to_contain_text("刚才没送到的答案已保存")
    expect(phone.locator("#outbox")).to_be_hidden()
    phone.goto(question)
    expect(phone.get_by_role("heading", name="答对了")).to_be_visible()


def test_swipes_and_arrows_lead_on_and_back(phone: Page) -> None:
    start(phone, type="判断", length="全部")
    swipe(phone, 330, 60)
    phone.wait_for_url("**/practice/*/2")
    expect(phone.locator(".session__count")).to_contain_text("2 /")
    swipe(phone, 60, 330)
    phone.wait_for_url("**/practice/*/1")
    expect(phone.locator(".session__count")).to_contain_text("1 /")
    phone.keyboard.press("ArrowRight")
    phone.wait_for_url("**/practice/*/2")
    expect(phone.locator(".session__count")).to_contain_text("2 /")
    phone.keyboard.press("ArrowLeft")
    phone.wait_for_url("**/practice/*/1")


def test_a_right_answer_leads_on_by_itself_where_that_is_wished(phone: Page) -> None:
    start(phone, type="判断", length="全部")
    phone.get_by_role("button", name="自动下一题").click()
    phone.locator(".option", has_text="错误" if item_on(phone).truth else "正确").click()
    phone.get_by_role("button", name="提交答案").dblclick()
    expect(phone.get_by_role("heading", name="这次没答对")).to_be_visible()
    expect(phone.locator(".is-waiting")).to_have_count(0)
    phone.get_by_role("link", name="下一题").click()
    phone.wait_for_url("**/practice/*/2")
    answer(phone, item_on(phone))

    phone.wait_for_url(re.compile(r"/practice/\d+/(3|result)"))


def test_enter_that_ends_a_word_of_the_input_method_sends_nothing(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    start(page, kind="口号提法", type="填空")
    first, second = page.locator("[data-blank]").all()[:2]
    first.fill("作用")

    assert first.evaluate(ENTER_IN_A_WORD) is False
    first.press("Enter")
    expect(second).to_be_focused()
    expect(page.get_by_role("button", name="提交答案")).to_be_visible()


def test_a_question_is_kept_noted_and_reported_from_its_feedback(phone: Page) -> None:
    start(phone, kind="制度常识")
    phone.locator(".option", has_text="监察机关").click()
    phone.get_by_role("button", name="提交答案").click()
    phone.get_by_role("button", name="收藏").click()
    expect(phone.get_by_role("button", name="已收藏，点此取消")).to_be_visible()
    phone.get_by_role("link", name="看原文前后").click()
    expect(phone.locator(".passage mark")).to_be_visible()
    phone.goto("/wrong")
    phone.get_by_role("button", name=re.compile("会了，移出")).click()
    phone.get_by_role("button", name="撤销").click()
    expect(phone.get_by_role("button", name=re.compile("会了，移出"))).to_be_visible()
    phone.get_by_role("link", name=re.compile("组成人员")).click()
    phone.get_by_role("link", name="题目有误").click()
    phone.locator(".choice", has_text="答案不对").click()
    phone.get_by_role("button", name="提交", exact=True).click()

    expect(phone.locator("#toasts")).to_contain_text("已交给审题老师")


def test_what_was_said_on_one_question_is_gone_with_the_next(phone: Page) -> None:
    start(phone)
    answer(phone, item_on(phone))
    phone.get_by_role("link", name="题目有误").click()
    phone.locator(".choice", has_text="答案不对").click()
    phone.get_by_role("button", name="提交", exact=True).click()
    expect(phone.locator("#toasts")).to_contain_text("已交给审题老师")

    phone.get_by_role("link", name="下一题").click()
    expect(phone.locator("#toasts .alert")).to_have_count(0)
