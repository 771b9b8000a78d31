"""A deputy's first five minutes, on a phone, with and without JavaScript."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Response, expect

from question_bank.questions.values import Item, ItemType
from tests.bank import SAMPLES
from tests.browser.conftest import PHONE, Site

#: The types as the page names them.
TYPES = {"填空": "cloze", "单选": "single", "多选": "multiple", "判断": "true_false"}


@pytest.fixture(params=["scripted", "plain"])
def visitor(request: pytest.FixtureRequest) -> Page:
    """A phone with JavaScript, and one without."""
    page: Page = request.getfixturevalue("phone" if request.param == "scripted" else "plain_phone")
    return page


def is_scripted(page: Page) -> bool:
    return page.locator("body.is-scripted").count() == 1


def start(page: Page, **ticks: str) -> None:
    """Choose a practice as a finger would and begin."""
    page.goto("/practice")
    for words in ticks.values():
        page.locator(".choice", has_text=re.compile(f"^\\s*{words}\\s*$")).click()
    page.get_by_role("button", name="开始练习").click()
    page.wait_for_url("**/practice/*/1")


def item_on(page: Page) -> Item:
    """Return the sample that *page* asks."""
    shown = "".join(page.locator(".stem").first.inner_text().split())
    for sample in SAMPLES:
        pieces = re.split("____|[*]{2}", "".join(sample.item.stem.split()))
        if all(piece in shown for piece in pieces):
            return sample.item
    raise AssertionError(f"no sample reads {shown}")


def answer(page: Page, item: Item) -> None:
    """Answer rightly, tapping words where there is a bank of them."""
    match item.type:
        case ItemType.CLOZE if item.word_bank and is_scripted(page):
            for blank in item.blanks:
                page.get_by_role("button", name=blank.accepted[0], exact=True).click()
        case ItemType.CLOZE:
            for position, blank in enumerate(item.blanks, start=1):
                page.get_by_label(f"第{position}空").fill(blank.accepted[0])
        case ItemType.TRUE_FALSE:
            page.locator(".option", has_text="正确" if item.truth else "错误").click()
        case _:
            for option in item.options:
                if option.correct:
                    page.locator(".option", has_text=option.text).click()
    page.get_by_role("button", name="提交答案").click()


@pytest.mark.parametrize(("words", "item_type"), TYPES.items())
def test_a_deputy_answers_all_types_and_sees_why(visitor: Page, words: str, item_type: str) -> None:
    start(visitor, type=words, length="全部")
    while "/result" not in visitor.url:
        item = item_on(visitor)
        assert item.type.value == item_type
        answer(visitor, item)
        expect(visitor.get_by_role("heading", name="答对了")).to_be_visible()
        expect(visitor.locator(".source mark")).not_to_be_empty()
        before = visitor.locator(".session__count").inner_text()
        visitor.locator("a.button--primary").click()
        expect(visitor.locator(".session__count", has_text=before)).to_have_count(0)

    all_right = re.compile(r"答对 (\d+) 题，共 \1 题")
    expect(visitor.get_by_role("img", name=all_right)).to_be_visible()


def test_a_wrong_answer_becomes_a_card_that_is_turned(visitor: Page) -> None:
    start(visitor, kind="制度常识")
    visitor.locator(".option", has_text="监察机关").click()
    visitor.get_by_role("button", name="提交答案").click()
    expect(visitor.get_by_role("heading", name="这次没答对")).to_be_visible()
    expect(visitor.get_by_text("您选了，不对")).to_be_visible()

    visitor.goto("/cards")
    visitor.locator("summary.flashcard__front").click()
    expect(visitor.locator(".flashcard__answer")).to_contain_text("权力机关")
    visitor.get_by_role("button", name=re.compile("记得")).click()
    expect(visitor.get_by_text("今天的卡片翻完了")).to_be_visible()

    visitor.get_by_role("button", name="撤销").click()
    expect(visitor.locator("summary.flashcard__front")).to_be_visible()


def test_a_card_pressed_while_the_line_is_cut_is_saved_when_it_is_back(phone: Page) -> None:
    phone.goto("/cards")
    phone.locator(".choice", has_text="履职方法").click()
    phone.get_by_role("button", name="加入卡片").click()
    phone.locator("summary.flashcard__front").click()
    front = phone.locator(".flashcard__text").inner_text()
    phone.context.set_offline(offline=True)
    phone.get_by_role("button", name=re.compile("轻松")).click()
    expect(phone.locator("#outbox")).to_contain_text("有 1 个答案尚未保存")
    phone.goto("about:blank")
    phone.context.set_offline(offline=False)
    phone.goto("/cards")
    expect(phone.get_by_text("今天翻了 1")).to_be_visible()
    expect(phone.locator(".flashcard__text")).not_to_have_text(front)


@pytest.mark.parametrize("text", ["standard", "elder"])
def test_a_turned_card_shows_its_answer_and_all_buttons(phone: Page, text: str) -> None:
    phone.goto("/cards")
    phone.locator(".choice", has_text="履职方法").click()
    phone.get_by_role("button", name="加入卡片").click()
    phone.locator("summary.flashcard__front").wait_for()
    phone.evaluate("text => { document.documentElement.dataset.text = text }", text)
    expect(phone.locator(".rating").first).to_be_hidden()
    phone.locator(".flashcard__turn").click()

    expect(phone.locator(".flashcard__answer")).to_be_focused()
    for part in (phone.locator(".flashcard__answer"), *phone.locator(".rating").all()):
        box = part.bounding_box()
        assert box
        assert box["y"] >= 0
        assert box["y"] + box["height"] <= PHONE["height"]


def is_theme_kept(response: Response) -> bool:
    return "theme=dark" in (response.request.post_data or "")


def test_two_quick_choices_are_both_kept_on_a_slow_line(phone: Page) -> None:
    phone.goto("/me")
    slow = {"offline": False, "latency": 400, "downloadThroughput": -1, "uploadThroughput": -1}
    phone.context.new_cdp_session(phone).send("Network.emulateNetworkConditions", slow)
    with phone.expect_response(is_theme_kept):
        phone.get_by_role("button", name="长辈版").click()
        phone.get_by_role("button", name="深色").click()
    phone.reload()

    expect(phone.locator("html")).to_have_attribute("data-text", "elder")
    expect(phone.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_practice_can_be_left_and_resumed(visitor: Page) -> None:
    visitor.goto("/")
    visitor.get_by_role("button", name="开始").click()
    visitor.wait_for_url("**/practice/*/1")
    answer(visitor, item_on(visitor))
    expect(visitor.get_by_role("heading", name="答对了")).to_be_visible()
    visitor.goto("/")
    visitor.get_by_role("link", name="接着做").click()

    visitor.wait_for_url("**/practice/*/2")
    expect(visitor.locator(".session__count")).to_have_text("2 / 5")


def test_an_empty_answer_is_said_and_can_be_mended(visitor: Page) -> None:
    start(visitor, kind="制度常识")
    visitor.get_by_role("button", name="提交答案").click()
    expect(visitor.get_by_text("还没有作答")).to_be_visible()

    answer(visitor, item_on(visitor))
    expect(visitor.get_by_role("heading", name="答对了")).to_be_visible()


def test_a_text_is_read_and_practised_and_the_record_is_taken_along(
    visitor: Page, tmp_path: Path
) -> None:
    visitor.goto("/")
    visitor.get_by_role("link", name=re.compile("读原文")).click()
    visitor.get_by_role("link", name="下一部分").click()
    visitor.wait_for_url("**/read/*/2")
    visitor.get_by_role("link", name="下一部分").click()
    visitor.get_by_role("button", name=re.compile("练这一部分")).click()
    visitor.wait_for_url("**/practice/*/1")
    answer(visitor, item_on(visitor))
    expect(visitor.get_by_role("heading", name="答对了")).to_be_visible()

    visitor.goto("/me/record")
    expect(visitor.get_by_text("各类题答对多少")).to_be_visible()
    visitor.get_by_role("link", name="有不对的地方？改一改").click()
    with visitor.expect_download() as waiting:
        visitor.get_by_role("link", name="下载").click()
    file = tmp_path / "data.zip"
    waiting.value.save_as(file)
    with zipfile.ZipFile(file) as data:
        assert "data.json" in data.namelist()


def test_a_deck_is_downloaded(visitor: Page, tmp_path: Path) -> None:
    visitor.goto("/")
    visitor.get_by_role("link", name=re.compile("下载 Anki 牌组")).click()
    with visitor.expect_download() as waiting:
        visitor.get_by_role("button", name="下载牌组").click()
    file = tmp_path / "deck.apkg"
    waiting.value.save_as(file)

    assert waiting.value.suggested_filename.startswith("履职学堂")
    with zipfile.ZipFile(file) as deck:
        assert "collection.anki2" in deck.namelist()


def test_single_keys_answer_and_go_on(open_page: Callable[..., Page]) -> None:
    page = open_page(viewport={"width": 1440, "height": 900})
    start(page, kind="制度常识", type="单选")
    right = next(o for o in item_on(page).options if o.correct)
    letter = page.locator(".option", has_text=right.text).locator(".option__key").inner_text()
    page.wait_for_load_state()
    page.keyboard.press(letter.lower())
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="答对了")).to_be_focused()
    page.keyboard.press("Enter")

    page.wait_for_url("**/result")


def test_the_back_button_shows_the_answer_that_counted(phone: Page) -> None:
    start(phone, kind="职责", length="全部")
    answer(phone, item_on(phone))
    phone.get_by_role("link", name="下一题").click()
    phone.wait_for_url("**/2")
    phone.go_back()

    expect(phone.get_by_role("heading", name="答对了")).to_be_visible()


@pytest.mark.parametrize("text", ["standard", "elder"])
def test_nothing_runs_off_the_side_of_a_phone(
    site: Site, open_page: Callable[..., Page], text: str
) -> None:
    page = open_page()
    page.context.add_cookies(
        [{"name": "preferences", "value": f"text={text}", "url": site.address}]
    )
    for path in ("/", "/practice", "/cards", "/decks", "/me", "/wrong", "/bookmarks", "/reports"):
        page.goto(path)
        assert page.locator("html").get_attribute("data-text") == text
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path
