"""Pocket cards: what is printed, and that nothing false is."""

from __future__ import annotations

import re

import pytest

from quizapp.learner.pocket import PocketCard, in_pages, mirrored
from tests.bank import DUTY_FALSE, SAMPLES
from tests.quizapp.learner.conftest import Deputy


def cards_on(page: str) -> list[str]:
    return re.findall(r'<article class="pocket__card[^>]*>(.*?)</article>', page, re.DOTALL)


def test_sheets_are_filled_up_and_backs_change_sides() -> None:
    cards = [PocketCard(str(number)) for number in range(1, 11)]
    pages = in_pages(cards, 8)

    assert [len(page) for page in pages] == [8, 8]
    assert [card.text for card in pages[1]] == ["9", "10", "", "", "", "", "", ""]
    assert [card.text for card in mirrored(pages[0])] == ["2", "1", "4", "3", "6", "5", "8", "7"]
    assert in_pages([], 8) == []


@pytest.mark.parametrize(("size", "places"), [("8", 16), ("10", 20), ("7", 16)])
def test_two_sided_cards_have_a_back_behind_each_front(
    deputy: Deputy, size: str, places: int
) -> None:
    page = deputy.visitor.get(f"/pocket/sheets?style=sides&size={size}").text
    cards = cards_on(page)
    sheet = places // 2

    assert len(cards) == -(-len(SAMPLES) // sheet) * places
    assert "沿长边翻转" in page
    front, back = cards[0], cards[sheet + 1]
    assert "pocket__answer" not in front
    assert "pocket__answer" in back


def test_facts_tell_what_is_true_with_its_source(deputy: Deputy) -> None:
    page = deputy.visitor.get("/pocket/sheets?style=facts").text
    plain = re.sub(r"<[^>]+>", "", page)

    assert "人大的水平看代表" in plain
    assert DUTY_FALSE.item.stem not in plain
    assert DUTY_FALSE.quote in plain
    assert "blank__empty" not in page
    assert "第二部分第一点" in plain
    assert "未经签发" in plain


def test_a_fact_that_several_questions_ask_is_printed_once(deputy: Deputy) -> None:
    page = deputy.visitor.get("/pocket/sheets?style=facts").text
    facts = {sample.quote for sample in SAMPLES}

    assert sum("pocket__text" in card for card in cards_on(page)) == len(facts)


def test_wrong_answers_alone_can_be_printed(deputy: Deputy) -> None:
    assert "这里没有可印的" in deputy.visitor.get("/pocket/sheets?from=wrong").text
    attempt = deputy.start(kind="system")
    deputy.answer(attempt, 1, right=False)
    page = deputy.visitor.get("/pocket/sheets?from=wrong").text

    assert sum("pocket__text" in card for card in cards_on(page)) == 1
    assert "权力机关" in page
    assert "这里没有可印的" in deputy.visitor.get("/pocket/sheets?from=bookmarked").text


def test_kinds_narrow_what_is_printed(deputy: Deputy) -> None:
    page = deputy.visitor.get("/pocket/sheets?kind=slogan&style=sides").text
    assert "人大的" in page
    assert "监督执行" not in page


def test_a_kind_that_does_not_exist_is_told(deputy: Deputy) -> None:
    answer = deputy.visitor.get("/pocket/sheets?kind=x")
    assert answer.status_code == 422
    assert "请在列出的选项里选。" in answer.text


@pytest.mark.parametrize("path", ["/pocket", "/pocket/sheets", "/pocket/sheets?document=99999999"])
def test_htmx_gets_a_part_of_the_pages_of_pocket_cards(deputy: Deputy, path: str) -> None:
    whole, part = deputy.visitor.get(path), deputy.visitor.get(path, htmx=True)
    assert whole.status_code == part.status_code == 200
    assert "<html" in whole.text
    assert "<html" not in part.text
