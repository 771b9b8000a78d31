from __future__ import annotations

import pytest
from sqlalchemy import select

from question_bank.storage.models import Person
from tests.quizapp.learner.conftest import Deputy


def names(deputy: Deputy) -> list[str | None]:
    with deputy.database.reader() as session:
        return list(session.scalars(select(Person.name).order_by(Person.id)))


def test_the_page_offers_settings_before_anything_was_answered(deputy: Deputy) -> None:
    page = deputy.visitor.get("/me").text

    assert "长辈版" in page
    assert "还没有答过题" in page


def test_the_page_leads_to_all_that_is_ones_own(deputy: Deputy) -> None:
    page = deputy.visitor.get("/me").text
    for address in ("/wrong", "/bookmarks", "/plan", "/exams", "/pocket", "/reports", "/join"):
        assert f'href="{address}"' in page
        assert deputy.visitor.get(address).status_code == 200


def test_the_page_counts_what_was_done(deputy: Deputy) -> None:
    deputy.finish(deputy.start(), wrong=frozenset({1}))
    page = deputy.visitor.get("/me").text

    assert "5 题次" in page
    assert "4 题次" in page


@pytest.mark.parametrize("htmx", [False, True])
def test_a_name_can_be_given_and_taken_away(deputy: Deputy, *, htmx: bool) -> None:
    deputy.visitor.post("/me", {"name": "  王　代表 "}, htmx=htmx)
    assert names(deputy) == ["审题人", "王代表"]
    assert "王代表" in deputy.visitor.get("/me").text

    deputy.visitor.post("/me", {"name": ""}, htmx=htmx)
    assert names(deputy) == ["审题人", None]


@pytest.mark.parametrize("name", ["很" * 41, "坏\u0000名", "\u202e反着写"])
def test_an_absurd_name_stores_nothing(deputy: Deputy, name: str) -> None:
    answer = deputy.visitor.post("/me", {"name": name})

    assert answer.status_code == 422
    assert "称呼最多 40 个字" in answer.text
    assert names(deputy) == ["审题人"]
