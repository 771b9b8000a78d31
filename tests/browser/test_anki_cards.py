"""Choice cards as the real Anki renders them, tapped in a real Chromium."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.question_bank.export.samples import Learner, multiple, short_answer, single, true_false

#: What AnkiDroid, AnkiMobile and the desktop have in common around a side.
PAGE = '<!doctype html><meta charset="utf-8"><style>{css}</style><body class="card">{side}</body>'
MORNING = datetime.fromisoformat("2026-11-22T09:00:00+08:00")
FRONT, BACK = 0, 1

Show = Callable[..., Page]


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """Front and back of each question, as pages."""
    learner = Learner(tmp_path_factory.mktemp("learner"))
    notes = [single(), multiple(), true_false(), short_answer()]
    learner.load(notes)
    css = learner.cards("single")[0].note_type()["css"]
    pages = {}
    for note in notes:
        [(front, back)] = learner.sides(note.guid)
        pages[note.guid] = (PAGE.format(css=css, side=front), PAGE.format(css=css, side=back))
    learner.close()
    return pages


@pytest.fixture
def show(chromium: Browser, cards: dict[str, tuple[str, str]]) -> Iterator[Show]:
    """Return what shows a side on a page of its own; no script may fail on it."""
    errors: list[str] = []
    with ExitStack() as contexts:

        def shown(guid: str, side: int, at: datetime = MORNING, **options: Any) -> Page:
            options = {"viewport": PHONE, "timezone_id": "Asia/Shanghai"} | options
            context = chromium.new_context(**options)
            contexts.callback(context.close)
            context.on("weberror", lambda error: errors.append(str(error.error)))
            page = context.new_page()
            page.clock.set_fixed_time(at)
            page.set_content(cards[guid][side])
            return page

        yield shown
    assert errors == []


def options_of(page: Page) -> list[str]:
    """Return the options from top to bottom, without what is said about them."""
    texts = page.locator(".lz-options li").evaluate_all("all => all.map(li => li.firstChild.data)")
    return [str(text) for text in texts]


def option(page: Page, text: str) -> Any:
    """Return the option that says *text*."""
    return page.locator(".lz-options li").filter(has_text=text).first


def test_the_back_has_the_order_of_the_front(show: Show) -> None:
    front = options_of(show("multiple", FRONT))

    assert options_of(show("multiple", BACK)) == front
    assert sorted(front) == sorted(item.text for item in multiple().item.options)


def test_another_day_has_another_order(show: Show) -> None:
    orders = {
        tuple(options_of(show("multiple", FRONT, MORNING.replace(day=d)))) for d in range(1, 6)
    }

    assert len(orders) > 1


def test_the_order_stays_past_midnight_until_four(show: Show) -> None:
    late = MORNING.replace(hour=23, minute=59)
    early = MORNING.replace(day=23, hour=3, minute=59)

    assert options_of(show("multiple", FRONT, late)) == options_of(show("multiple", BACK, early))


def test_a_wrong_tap_is_judged_at_once(show: Show) -> None:
    page = show("single", FRONT, has_touch=True)
    right = "ABCD"[options_of(page).index("代表")]
    expect(page.locator(".lz-why").first).to_be_hidden()

    option(page, "法院").tap()

    expect(page.locator(".lz-verdict")).to_have_text(f"答错了，应选 {right}")
    expect(page.get_by_text("关于法院的说明。")).to_be_visible()
    expect(page.get_by_text("关于代表的说明。")).to_be_visible()
    expect(page.get_by_text("关于政府的说明。")).to_be_hidden()


def test_a_right_tap_is_judged_at_once_and_ends_the_card(show: Show) -> None:
    page = show("single", FRONT, has_touch=True)

    option(page, "代表").tap()
    # It says it is disabled, so a patient finger would wait for ever.
    option(page, "法院").tap(force=True)

    expect(page.locator(".lz-verdict")).to_have_text("答对了")
    expect(page.locator(".lz-picked")).to_have_count(1)


def test_several_right_answers_are_found_one_by_one(show: Show) -> None:
    page = show("multiple", FRONT, has_touch=True)
    verdict = page.locator(".lz-verdict")

    option(page, "审议权").tap()
    expect(verdict).to_have_text("选对 1 项")
    option(page, "检察权").tap()
    expect(verdict).to_have_text("选对 1 项，选错 1 项")
    for text in ("表决权", "提案权", "选举权"):
        option(page, text).tap()

    expect(verdict).to_have_text("选全了，但多选了 1 项")


def test_true_stands_before_false(show: Show) -> None:
    page = show("true_false", FRONT, has_touch=True)
    assert options_of(page) == ["正确", "错误"]

    option(page, "错误").tap()

    expect(page.locator(".lz-verdict")).to_have_text("答错了")


def test_an_option_answers_to_the_keyboard(show: Show) -> None:
    page = show("single", FRONT)

    option(page, "代表").press("Enter")

    expect(page.locator(".lz-verdict")).to_have_text("答对了")


def test_where_the_page_lives_on_the_back_remembers_the_tap(
    show: Show, cards: dict[str, tuple[str, str]]
) -> None:
    page = show("single", FRONT, has_touch=True)
    option(page, "法院").tap()

    # The desktop puts the other side into the same page and runs its scripts.
    page.evaluate(
        """html => {
            const side = new DOMParser().parseFromString(html, "text/html");
            document.body.innerHTML = side.body.innerHTML;
            document.querySelectorAll("script").forEach(old => {
                const script = document.createElement("script");
                script.text = old.text;
                old.replaceWith(script);
            });
        }""",
        cards["single"][BACK],
    )

    expect(page.locator(".lz-back .lz-picked")).to_contain_text("法院")


@pytest.mark.parametrize(("side", "marked"), [(FRONT, False), (BACK, True)])
def test_a_card_needs_no_script(show: Show, side: int, marked: bool) -> None:  # noqa: FBT001
    page = show("single", side, java_script_enabled=False)

    for text in ("代表", "政府", "选民", "法院"):
        expect(option(page, text)).to_be_visible()
    expect(page.get_by_text("关于政府的说明。")).to_be_visible(visible=marked)


def test_a_short_answer_has_nothing_to_tap(show: Show) -> None:
    assert show("short_answer", FRONT).locator(".lz-options").count() == 0
    expect(show("short_answer", BACK).get_by_text("一是联系群众")).to_be_visible()
