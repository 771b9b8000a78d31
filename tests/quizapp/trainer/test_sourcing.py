"""The proof of a question: found by its words, picked in the text, kept, changed, left out."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from question_bank.questions.values import Item
from question_bank.storage import documents
from question_bank.storage.database import Database
from question_bank.storage.models import Question
from tests.bank import DUTY_SINGLE, RIGHTS
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST, NEW, SINGLE, form_in, number_in, words

TEXT = f"{LIST}source-text"
FIND = {"do": "find_source", "source_document": "1"}
RowOf = Callable[[int], Question]


@pytest.fixture
def clean_text(database: Database) -> str:
    """The text of the speech."""
    with database.reader() as session:
        return documents.newest_version(session, 1).clean_text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_quote_that_is_pasted_becomes_the_source(
    author: Visitor, row_of: RowOf, clean_text: str, *, htmx: bool
) -> None:
    pasted = SINGLE | FIND | {"quote": f"  {RIGHTS[:9]} \n{RIGHTS[9:]} "}
    page = author.post(NEW, pasted, htmx=htmx)
    assert page.status_code == 200
    assert RIGHTS in words(page)
    start = clean_text.index(RIGHTS)
    assert form_in(page)["source"] == f"1-{start}-{start + len(RIGHTS)}"

    stored = row_of(number_in(author.post(NEW, form_in(page) | {"do": "save"}).location))
    assert (stored.source_quote, stored.source_start) == (RIGHTS, start)
    assert f"<mark>{RIGHTS}</mark>" in author.get(f"{LIST}{stored.id}").text


def test_a_quote_that_was_not_looked_for_yet_is_not_lost_by_saving(
    author: Visitor, row_of: RowOf
) -> None:
    pasted = SINGLE | {"source_document": "1", "do": "save"}
    stored = row_of(number_in(author.post(NEW, pasted | {"quote": RIGHTS}).location))
    assert stored.source_quote == RIGHTS

    unknown = author.post(NEW, pasted | {"quote": "讲话里没有的一句话"})
    assert unknown.status_code == 422
    assert "没有找到这句话" in words(unknown)
    assert form_in(unknown)["quote"] == "讲话里没有的一句话"
    assert form_in(unknown)["source_document"] == "1"

    several = author.post(NEW, pasted | {"quote": "人大代表"})
    assert several.status_code == 422
    assert "请选一处" in words(several)
    chosen = author.post(NEW, form_in(several) | {"do": "save"})
    assert (row_of(number_in(chosen.location)).source_quote or "").startswith("人大代表")


def test_several_places_are_offered_and_the_chosen_one_is_kept(
    author: Visitor, row_of: RowOf, clean_text: str
) -> None:
    page = author.post(NEW, SINGLE | FIND | {"quote": "人大代表"})
    assert "处，请选一处" in words(page)
    keys = re.findall(r'name="source" value="(\d+-\d+-\d+)"', page.text)
    assert 1 < len(keys) <= 10
    stored = row_of(number_in(author.post(NEW, SINGLE | {"source": keys[1]}).location))
    assert stored.source_start is not None
    assert clean_text[stored.source_start :].startswith("人大代表")
    assert stored.source_start == int(keys[1].split("-")[1])


def test_what_was_selected_in_the_text_becomes_the_source(author: Visitor) -> None:
    page = author.post(NEW, SINGLE | FIND | {"picked": "1-100-120", "quote": "别的"})
    assert form_in(page)["source"] == "1-100-120"


@pytest.mark.parametrize(
    "sent",
    [
        {"quote": "讲话里没有的一句话"},
        {"quote": "   "},
        {"quote": RIGHTS, "source_document": "987"},
        {"quote": RIGHTS, "source_document": "x"},
        {"picked": "1-5-999999999"},
        {"picked": "1-9-9"},
        {"picked": "77-1-9"},
        {"picked": "1-0-2001"},
    ],
)
def test_what_stands_nowhere_is_said_and_nothing_is_lost(
    author: Visitor, sent: dict[str, str]
) -> None:
    page = author.post(NEW, SINGLE | FIND | sent)
    assert "没有找到这句话" in words(page)
    assert form_in(page)["stem"] == SINGLE["stem"]


@pytest.mark.parametrize("source", ["", "1-9-3", "9-0-5", "drop table", "1-0-9999999999"])
def test_a_forged_source_is_none(author: Visitor, row_of: RowOf, source: str) -> None:
    stored = row_of(number_in(author.post(NEW, SINGLE | {"source": source}).location))
    assert stored.source_quote is None


def test_a_made_question_keeps_its_source_when_it_is_edited(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: RowOf
) -> None:
    number = number_of(DUTY_SINGLE.item)
    page = form_in(reviewer.get(f"{LIST}{number}/edit"))
    reviewer.post(f"{LIST}{number}/edit", page | {"explanation": "新的解析。", "do": "save"})
    assert row_of(number).source_quote == DUTY_SINGLE.quote


def test_the_text_to_select_in_names_where_each_paragraph_begins(
    author: Visitor, clean_text: str
) -> None:
    page = author.get(f"{TEXT}?source_document=1", htmx=True).text
    starts = [int(start) for start in re.findall(r'data-start="(\d+)"', page)]
    assert starts[0] == 0
    for start, shown in re.findall(r'data-start="(\d+)">([^<]+)</p>', page)[:5]:
        assert clean_text[int(start) :].startswith(shown)
    further = re.search(r"from=(\d+)", page)
    assert further is not None
    next_page = author.get(f"{TEXT}?source_document=1&from={further[1]}", htmx=True).text
    assert f'data-start="{further[1]}"' in next_page


@pytest.mark.parametrize("query", ["", "?source_document=99", "?source_document=x"])
def test_a_text_that_does_not_exist_is_not_found(author: Visitor, query: str) -> None:
    assert author.get(f"{TEXT}{query}").status_code == 404


def test_points_are_kept_and_absurd_ones_refused(author: Visitor, row_of: RowOf) -> None:
    stored = row_of(number_in(author.post(NEW, SINGLE | {"points": "2.5"}).location))
    assert str(stored.points) == "2.5"
    assert 'value="2.5"' in author.get(f"{LIST}{stored.id}/edit").text
    for points in ("0", "-1", "101", "1.3", "1e9", "NaN", "十"):
        answer = author.post(NEW, SINGLE | {"points": points})
        assert answer.status_code == 422
        assert "请写分值" in words(answer)
