from __future__ import annotations

import re

import pytest

from tests import bank
from tests.quizapp.conftest import Visitor
from tests.quizapp.learner.conftest import Deputy

KEEP = re.compile(r'action="(/bookmarks/\d+)"')
REMOVE = re.compile(r'action="(/bookmarks/\d+/remove)"')


@pytest.fixture
def address(deputy: Deputy) -> str:
    """Where the only question that the deputy has answered is bookmarked."""
    page = deputy.answer(deputy.start(kind="system"), 1)
    found = KEEP.search(page)
    assert found
    return found[1]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_question_is_kept_from_its_feedback_and_let_go_again(
    deputy: Deputy, address: str, *, htmx: bool
) -> None:
    kept = deputy.visitor.post(address, {"next": "/wrong"}, htmx=htmx)
    if htmx:
        assert "已收藏" in kept.text
        assert "<html" not in kept.text
    else:
        assert kept.location == "/wrong"
    page = deputy.visitor.get("/bookmarks").text
    assert "收藏了 1 题" in page
    assert "____" in page or "（" in page

    deputy.visitor.post(f"{address}/remove", htmx=htmx)
    assert "还没有收藏" in deputy.visitor.get("/bookmarks").text


def test_what_was_let_go_in_the_list_can_be_put_back(deputy: Deputy, address: str) -> None:
    deputy.visitor.post(address)
    answer = deputy.visitor.post(f"{address}/remove")
    page = deputy.visitor.get(answer.location).text

    assert "已取消收藏" in page
    deputy.visitor.post(KEEP.findall(page)[0])
    assert "收藏了 1 题" in deputy.visitor.get("/bookmarks").text


def test_a_note_is_kept_and_shown(deputy: Deputy, address: str) -> None:
    deputy.visitor.post(address)
    deputy.visitor.post(address, {"note": " 审议时\n用得上 <b> "})
    page = deputy.visitor.get("/bookmarks").text

    assert "审议时 用得上 &lt;b&gt;" in page


def test_a_note_that_is_too_long_comes_back_with_a_sentence(deputy: Deputy, address: str) -> None:
    deputy.visitor.post(address)
    answer = deputy.visitor.post(address, {"note": "长" * 501})

    assert answer.status_code == 422
    assert "备注最多 500 个字" in answer.text


def test_bookmarked_questions_are_practised(deputy: Deputy, address: str) -> None:
    deputy.visitor.post(address)
    answer = deputy.visitor.post("/practice", {"mode": "bookmarked", "length": "10"})
    attempt = int(answer.location.split("/")[2])

    assert deputy.item(attempt, 1) == bank.SYSTEM_SINGLE.item


def test_a_question_nobody_asked_yet_is_neither_kept_nor_shown(
    deputy: Deputy, other: Visitor, address: str
) -> None:
    other.post("/practice", {"mode": "daily"})
    number = address.rsplit("/", 1)[1]

    assert other.post(address).status_code == 404
    for path in (f"/questions/{number}", f"/questions/{number}/source"):
        assert other.get(path).status_code == 404
        assert deputy.visitor.get(path).status_code == 200


def test_a_question_is_looked_at_with_its_key_and_source(deputy: Deputy, address: str) -> None:
    page = deputy.visitor.get(address.replace("bookmarks", "questions")).text

    assert "正确答案" in page
    assert "您选了" not in page
    assert "行政机关是地方各级人民政府" in page
    assert "看原文前后" in page


def test_the_source_is_marked_in_its_paragraphs(deputy: Deputy, address: str) -> None:
    page = deputy.visitor.get(address.replace("bookmarks", "questions") + "/source").text
    quote = bank.SYSTEM_SINGLE.quote

    assert f'<mark id="quote">{quote}</mark>' in page
    assert page.count("<p>") > 2
