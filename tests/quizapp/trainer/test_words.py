"""The office's own words, as trainers add and use them."""

from __future__ import annotations

import pytest

from question_bank.storage.database import Database
from question_bank.storage.own_words import own_words
from quizapp.trainer.words import read_members, read_words
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import CHECK, SINGLE, words

WORDS = "/trainer/words/"
SET = {
    "name": "直通车的类型",
    "members": "恒阳号：接送代表。\n衡阳号|没有这辆车。\n\n",
    "words": "直通车、恒阳，县里",
    "source": "本县文件",
}


def test_a_reviewer_adds_a_term_and_sees_it(reviewer: Visitor) -> None:
    answer = reviewer.post(f"{WORDS}terms", {"text": " 恒阳号直通车 ", "source": "县人大"})

    assert answer.status_code == 303
    page = words(reviewer.get(WORDS))
    assert "恒阳号直通车" in page
    assert "县人大" in page


def test_a_set_is_added_changed_and_switched_off(reviewer: Visitor, database: Database) -> None:
    assert reviewer.post(f"{WORDS}sets/confusable", SET).status_code == 303
    with database.reader() as session:
        (row,) = own_words(session).sets
        assert [(each.text, each.reason) for each in row.members] == [
            ("恒阳号", "接送代表。"),
            ("衡阳号", "没有这辆车。"),
        ]
        assert row.words == ["直通车", "恒阳", "县里"]
    form = reviewer.get(f"{WORDS}sets/{row.id}").text
    assert "恒阳号：接送代表。" in form

    assert reviewer.post(f"{WORDS}sets/{row.id}", SET | {"name": "直通车"}).status_code == 303
    assert "直通车" in words(reviewer.get(WORDS))

    assert reviewer.post(f"{WORDS}sets/{row.id}/off").status_code == 303
    with database.reader() as session:
        assert own_words(session).sets == ()
    assert "停用" in words(reviewer.get(WORDS))


@pytest.mark.parametrize(
    ("address", "sent", "sentence"),
    [
        ("terms", {"text": "词"}, "词语应当是 2 到 60 个字。"),
        ("sets/confusable", SET | {"members": "只有一个"}, "词太少"),
        ("sets/confusable", SET | {"members": "甲\n乙"}, "请给每个词写一句说明"),
        ("sets/accepted_forms", {"name": ""}, "名称应当是 2 到 120 个字。"),
    ],
)
@pytest.mark.parametrize("htmx", [False, True])
def test_bad_input_comes_back_with_one_sentence_and_what_was_typed(
    reviewer: Visitor,
    database: Database,
    address: str,
    sent: dict[str, str],
    sentence: str,
    *,
    htmx: bool,
) -> None:
    answer = reviewer.post(WORDS + address, sent, htmx=htmx)

    assert answer.status_code == 422
    assert sentence in words(answer)
    assert all(typed in answer.text for typed in sent.values() if "\n" not in typed)
    with database.reader() as session:
        own = own_words(session, also_inactive=True)
        assert (own.terms, own.sets) == ((), ())


def test_the_words_to_ask_for_are_marked_in_a_set_phrase(
    reviewer: Visitor, database: Database
) -> None:
    typed = "代表在【身边】，服务【零距离】"
    assert reviewer.post(f"{WORDS}sets/accepted_forms", {"name": typed}).status_code == 303

    with database.reader() as session:
        (row,) = own_words(session).sets
    assert (row.name, row.words) == ("代表在身边，服务零距离", ["身边", "零距离"])
    assert typed in reviewer.get(f"{WORDS}sets/{row.id}").text


def test_authors_look_but_do_not_change(author: Visitor) -> None:
    page = author.get(WORDS)
    assert page.status_code == 200
    assert "新词语" not in words(page)
    assert author.post(f"{WORDS}terms", {"text": "直通车"}).status_code == 403


def test_visitors_are_sent_to_sign_in(visitor: Visitor) -> None:
    assert "/account/sign-in" in visitor.get(WORDS).headers["Location"]


@pytest.mark.parametrize(
    "address", ["sets/0", "sets/99999999999999999999", "sets/new/none", "terms/1/maybe"]
)
def test_absurd_addresses_are_not_found(reviewer: Visitor, address: str) -> None:
    assert reviewer.get(WORDS + address).status_code == 404


def test_what_is_also_true_is_found_by_the_live_checks_at_once(reviewer: Visitor) -> None:
    typed = SINGLE | {"stem": "下列属于直通车服务的是（　　）。"}
    assert "列席会议" not in findings(reviewer, typed)

    truth = {"name": "直通车服务", "members": "列席会议", "words": "直通车服务"}
    assert reviewer.post(f"{WORDS}sets/also_true", truth).status_code == 303

    assert "列席会议" in findings(reviewer, typed)


def findings(trainer: Visitor, typed: dict[str, str]) -> str:
    """Return what the checks say of a typed question, in words."""
    page = words(trainer.post(CHECK, typed, htmx=True))
    return page[page.find("须改") :] if "须改" in page else ""


def test_a_form_sent_twice_adds_one_set(reviewer: Visitor, database: Database) -> None:
    sent = SET | {"submission": "a" * 24}
    for _time in range(2):
        assert reviewer.post(f"{WORDS}sets/confusable", sent).status_code == 303
    with database.reader() as session:
        assert len(own_words(session).sets) == 1


def test_members_and_words_are_read_as_people_type_them() -> None:
    members = list(read_members("甲：一\n乙: 二\n丙|三\n丁\n  \n：无词"))
    assert [(each.text, each.reason) for each in members] == [
        ("甲", "一"),
        ("乙", "二"),
        ("丙", "三"),
        ("丁", ""),
    ]
    assert read_words("甲、乙，丙,丁 甲；戊") == ("甲", "乙", "丙", "丁", "戊")
