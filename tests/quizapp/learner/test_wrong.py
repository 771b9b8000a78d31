from __future__ import annotations

import re

import pytest

from tests import bank
from tests.quizapp.conftest import Visitor
from tests.quizapp.learner.conftest import Deputy

REMOVE = re.compile(r'action="(/wrong/\d+/remove)"')


def miss_all(deputy: Deputy, **wanted: object) -> None:
    attempt = deputy.start(length="all", **wanted)
    deputy.finish(attempt, wrong=frozenset(range(1, 20)))


def test_an_empty_book_says_how_it_fills(deputy: Deputy) -> None:
    page = deputy.visitor.get("/wrong").text

    assert "没有错题" in page
    assert "答错的题会放到这里" in page


def test_the_book_says_how_often_each_was_missed_and_when_it_leaves(deputy: Deputy) -> None:
    for _ in range(2):
        deputy.answer(deputy.start(kind="system"), 1, right=False)
    page = deputy.visitor.get("/wrong").text

    assert "还有 1 题" in page
    assert "答错 2 次" in page
    assert "2026-03-02" in page
    assert "连续答对 2 次，就自动移出" in page


def test_the_book_can_be_looked_at_by_kind_and_practised(deputy: Deputy) -> None:
    miss_all(deputy)
    page = deputy.visitor.get("/wrong?kind=system").text

    assert page.count("会了，移出") == 1
    answer = deputy.visitor.post("/practice", {"mode": "wrong", "kind": "system", "length": "10"})
    attempt = int(answer.location.split("/")[2])
    assert deputy.item(attempt, 1) == bank.SYSTEM_SINGLE.item
    assert "这一类里没有错题" in deputy.visitor.get("/wrong?kind=system&document=9").text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_question_taken_out_by_hand_can_be_put_back(deputy: Deputy, *, htmx: bool) -> None:
    deputy.answer(deputy.start(kind="system"), 1, right=False)
    (address,) = REMOVE.findall(deputy.visitor.get("/wrong").text)
    answer = deputy.visitor.post(address, htmx=htmx)
    page = answer.text if htmx else deputy.visitor.get(answer.location).text

    assert "已移出错题本" in page
    assert ("<html" in page) is not htmx
    assert REMOVE.findall(deputy.visitor.get("/wrong").text) == []
    deputy.visitor.post(address.replace("remove", "restore"))
    assert REMOVE.findall(deputy.visitor.get("/wrong").text) == [address]


@pytest.mark.parametrize("rights", ["1", "2", "3"])
def test_a_deputy_chooses_after_how_many_rights_a_question_leaves(
    deputy: Deputy, rights: str
) -> None:
    deputy.visitor.post("/preferences", {"rights": rights})
    deputy.answer(deputy.start(kind="system"), 1, right=False)
    for _ in range(int(rights)):
        assert len(REMOVE.findall(deputy.visitor.get("/wrong").text)) == 1
        deputy.answer(deputy.start(mode="wrong"), 1)

    assert "没有错题" in deputy.visitor.get("/wrong").text


def test_somebody_elses_book_stays_as_it_is(deputy: Deputy, other: Visitor) -> None:
    deputy.answer(deputy.start(kind="system"), 1, right=False)
    (address,) = REMOVE.findall(deputy.visitor.get("/wrong").text)

    assert other.post(address).status_code == 404
    other.post("/practice", {"mode": "daily"})
    other.post(address)
    assert "没有错题" in other.get("/wrong").text
    assert REMOVE.findall(deputy.visitor.get("/wrong").text) == [address]


@pytest.mark.parametrize(
    "query", ["page=0", "page=99999999999999999999", "page=x", "kind=x", "document=x", "removed=x"]
)
def test_absurd_addresses_show_the_book(deputy: Deputy, query: str) -> None:
    deputy.answer(deputy.start(kind="system"), 1, right=False)
    answer = deputy.visitor.get(f"/wrong?{query}")

    assert answer.status_code == 200
    assert "还有 1 题" in answer.text
