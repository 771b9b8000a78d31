"""The list of questions: search, filters, pages, and who may see it."""

from __future__ import annotations

import pytest

from question_bank.storage.database import Database
from tests.bank import DUTY_SINGLE, RIGHTS_MULTIPLE, SAMPLES, SLOGAN_CLOZE
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST, words


@pytest.mark.parametrize(
    "address",
    ["/trainer/", LIST, f"{LIST}new", f"{LIST}1", f"{LIST}1/edit", "/trainer/documents/", "/trainer/documents/1", "/trainer/decks/", "/trainer/decks/deck.apkg"],
)  # fmt: skip
def test_who_has_not_signed_in_is_sent_to_sign_in(
    database: Database, visitor: Visitor, address: str
) -> None:
    assert database.is_sqlite
    answer = visitor.get(address)
    assert answer.status_code == 303
    assert answer.location.startswith("/account/sign-in?next=")


@pytest.mark.parametrize("htmx", [False, True])
def test_the_list_shows_stems_with_keys_and_how_many_there_are(
    author: Visitor, *, htmx: bool
) -> None:
    answer = author.get(LIST, htmx=htmx)
    page = words(answer)
    assert f"共 {len(SAMPLES) + 2} 题" in page
    assert "讲话第四部分提出，确保政府、法院、检察院依法行政、公正司法，属于代表职责中的" in page
    assert "监督执行" in page
    assert "绝对化用词" in page
    assert ("<html" in answer.text) is not htmx


def test_two_characters_find_what_stands_in_stem_options_or_answers(author: Visitor) -> None:
    page = words(author.get(f"{LIST}?q=质询"))
    assert "质询权" in page
    assert SLOGAN_CLOZE.item.stem[:12] not in page


def test_what_nothing_has_is_not_found_and_the_page_says_what_to_do(author: Visitor) -> None:
    page = words(author.get(f"{LIST}?q=宇宙飞船"))
    assert "没有找到符合条件的题" in page
    assert "看全部" in page


def test_filters_combine(author: Visitor) -> None:
    page = words(author.get(f"{LIST}?kind=right&type=multiple&status=published&difficulty=3"))
    assert "共 1 题" in page
    assert RIGHTS_MULTIPLE.item.stem[:12] in page


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("status=draft", 1),
        ("status=unsigned", len(SAMPLES) - 2),
        ("origin=authored", 2),
        ("check=options.absolute", 2),
        ("document=1", len(SAMPLES)),
        ("q=草稿&status=published", 0),
    ],
)
def test_each_filter_keeps_what_it_names(author: Visitor, query: str, count: int) -> None:
    page = words(author.get(f"{LIST}?{query}"))
    assert f"共 {count} 题" in page if count else "没有找到" in page


def test_each_origin_can_be_chosen_and_an_unknown_one_is_no_condition(author: Visitor) -> None:
    page = author.get(LIST)
    assert 'value="generated"' in page.text
    assert 'value="imported"' in page.text
    assert f"共 {len(SAMPLES) + 2} 题" in words(author.get(f"{LIST}?origin=stolen"))


def test_every_word_searched_for_is_in_what_is_found(author: Visitor) -> None:
    assert RIGHTS_MULTIPLE.item.stem[:12] in words(author.get(f"{LIST}?q=行政处罚　权利"))
    assert "没有找到" in words(author.get(f"{LIST}?q=行政处罚 宇宙飞船"))


@pytest.mark.parametrize(
    "query",
    [
        "page=99999999999999999999",
        "page=-1",
        "page=abc",
        "kind=nothing&type=nothing&status=nothing&sort=nothing&check=nothing",
        "difficulty=99",
        "document=99999999999999999999999999",
        "document=0",
        "q=" + "长" * 500,
        "q=%00%ff",
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_absurd_addresses_show_a_page(author: Visitor, query: str, *, htmx: bool) -> None:
    assert author.get(f"{LIST}?{query}", htmx=htmx).status_code == 200


def test_a_page_beyond_the_last_is_the_last_one(author: Visitor) -> None:
    beyond, last = (words(author.get(f"{LIST}?page={n}&sort=oldest")) for n in (10**20, 1))
    assert "第 1 页，共 1 页" in beyond
    assert beyond == last


def test_htmx_shows_the_address_of_a_search_without_what_is_empty(author: Visitor) -> None:
    chosen = author.get(f"{LIST}?q=&kind=right&status=&page=1", htmx=True)
    assert chosen.headers["HX-Push-Url"] == f"{LIST}?kind=right"


def test_typing_makes_no_steps_in_the_history(author: Visitor) -> None:
    typed = author.client.get(
        f"{LIST}?q=质询", headers={"HX-Request": "true", "HX-Trigger-Name": "q"}
    )
    assert "HX-Push-Url" not in typed.headers
    assert typed.headers["HX-Replace-Url"].startswith(f"{LIST}?q=")


def test_the_order_can_be_turned_round(author: Visitor) -> None:
    newest, oldest = (words(author.get(f"{LIST}?sort={s}")) for s in ("newest", "oldest"))
    first, last = "这是一道待审题", DUTY_SINGLE.item.stem[:12]
    assert newest.index(first) < newest.index(last)
    assert oldest.index(last) < oldest.index(first)


def test_a_question_that_nobody_signed_says_so(author: Visitor) -> None:
    assert "已发布 未经签发" in words(author.get(f"{LIST}?type=multiple"))
    assert "已发布 未经签发" not in words(author.get(f"{LIST}?q=监督执行&type=single"))
