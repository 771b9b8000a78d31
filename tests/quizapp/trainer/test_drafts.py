"""Half-written questions, older wordings, copies and neighbours."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from sqlalchemy import func, select

from question_bank.questions.values import Item
from question_bank.storage import questions
from question_bank.storage.database import Database
from question_bank.storage.models import FormDraft, Question
from question_bank.storage.models.values import Role
from tests.bank import DUTY_FALSE, DUTY_SINGLE, DUTY_TRUE, METHOD_FALSE
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST, NEW, SINGLE, form_in, number_in, words

DRAFT = f"{LIST}draft"
NumberOf = Callable[[Item], int]
RowOf = Callable[[int], Question]


def drafts_in(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(FormDraft)) or 0


def test_what_was_typed_is_kept_and_offered_again(author: Visitor, database: Database) -> None:
    half = SINGLE | {"stem": "写到一半（　　）。", "option-1-text": ""}
    assert "草稿已保存" in author.post(DRAFT, half, htmx=True).text
    page = author.get(f"{NEW}?type=single")
    assert "有一份没写完的草稿" in words(page)
    assert "写到一半" not in page.text

    resumed = author.get(f"{NEW}?type=single&draft=1")
    assert form_in(resumed)["stem"] == "写到一半（　　）。"
    assert form_in(resumed)["option-0-text"] == "走访选民"
    assert "没写完的草稿" not in words(author.get(f"{NEW}?type=multiple"))

    answer = author.post(NEW, form_in(resumed) | {"do": "save", "option-1-text": "列席会议"})
    assert answer.status_code == 303
    assert drafts_in(database) == 0


def test_a_form_that_is_refused_is_kept_without_javascript(author: Visitor) -> None:
    assert author.post(NEW, SINGLE | {"kind": ""}).status_code == 422
    assert "有一份没写完的草稿" in words(author.get(f"{NEW}?type=single"))


def test_a_draft_is_dropped_by_its_writer(author: Visitor, database: Database) -> None:
    author.post(DRAFT, SINGLE)
    answer = author.post(f"{DRAFT}/drop", {"type": "single", "question": ""})
    assert answer.location.endswith("/new?type=single")
    assert drafts_in(database) == 0


def test_a_draft_is_its_writers_alone(author: Visitor, sign_in: Callable[[Role], Visitor]) -> None:
    author.post(DRAFT, SINGLE)
    assert "没写完的草稿" not in words(sign_in(Role.ADMIN).get(f"{NEW}?type=single"))


def test_a_draft_of_a_question_changed_since_shows_the_difference(
    reviewer: Visitor, number_of: NumberOf
) -> None:
    number = number_of(DUTY_SINGLE.item)
    page = form_in(reviewer.get(f"{LIST}{number}/edit"))
    reviewer.post(DRAFT, page | {"explanation": "我写到一半。"})
    reviewer.post(f"{LIST}{number}/edit", page | {"explanation": "别人先改了。", "do": "save"})
    # Saving forgot the draft of the same person; it is kept once more, as an old page would.
    reviewer.post(DRAFT, page | {"explanation": "我写到一半。"})

    resumed = form_in(reviewer.get(f"{LIST}{number}/edit?draft=1"))
    assert resumed["explanation"] == "我写到一半。"
    answer = reviewer.post(f"{LIST}{number}/edit", resumed | {"do": "save"})
    assert answer.status_code == 409
    assert "别人先改了" in words(answer)


@pytest.mark.parametrize(
    "sent", [{}, {"type": "riddle"}, {"type": "single", "stem": "长" * 100_001}]
)
def test_what_is_no_form_is_not_kept(
    author: Visitor, database: Database, sent: dict[str, object]
) -> None:
    assert author.post(DRAFT, sent).status_code == 200
    assert drafts_in(database) == 0


def test_an_older_wording_comes_back_as_a_new_edit(
    reviewer: Visitor, number_of: NumberOf, row_of: RowOf, database: Database
) -> None:
    number = number_of(DUTY_TRUE.item)
    page = form_in(reviewer.get(f"{LIST}{number}/edit"))
    reviewer.post(f"{LIST}{number}/edit", page | {"explanation": "改过的解析。", "do": "publish"})
    shown = reviewer.get(f"{LIST}{number}")
    action = re.search(r'action="([^"]+/wordings/1/restore)"', shown.text)
    assert action is not None

    restored = reviewer.post(action[1])
    assert "第 1 版" in words(restored)
    form = form_in(restored)
    assert form["explanation"] == DUTY_TRUE.item.explanation
    assert reviewer.post(f"{LIST}{number}/edit", form | {"do": "publish"}).status_code == 303
    assert row_of(number).explanation == DUTY_TRUE.item.explanation
    with database.reader() as session:
        assert [row.number for row in questions.history_of(session, number)] == [3, 2, 1]


def test_a_wording_that_never_was_is_not_found(reviewer: Visitor, number_of: NumberOf) -> None:
    number = number_of(DUTY_TRUE.item)
    assert reviewer.post(f"{LIST}{number}/wordings/77/restore").status_code == 404


def test_a_copy_is_a_new_question_with_the_same_words(
    author: Visitor, number_of: NumberOf, row_of: RowOf
) -> None:
    number = number_of(DUTY_SINGLE.item)
    form = form_in(author.get(f"{NEW}?copy={number}"))
    assert form["stem"] == DUTY_SINGLE.item.stem
    stored = author.post(f"{NEW}?type=single", form | {"do": "save"})
    copy = row_of(number_in(stored.location))
    assert copy.id != number
    assert [option.text for option in copy.options] == [
        option.text for option in DUTY_SINGLE.item.options
    ]
    assert author.get(f"{NEW}?copy=987654").status_code == 404


@pytest.mark.parametrize("order", ["", "oldest", "important", "difficult", "easiest", "changed"])
def test_the_arrows_lead_through_the_list_one_came_from(
    author: Visitor, number_of: NumberOf, order: str
) -> None:
    query = f"type=true_false&sort={order}"
    inside = {number_of(item) for item in (DUTY_TRUE.item, DUTY_FALSE.item, METHOD_FALSE.item)}
    listed = re.findall(r'href="/trainer/questions/(\d+)\?', author.get(f"{LIST}?{query}").text)
    seen, address = [], f"{LIST}{listed[0]}?{query}"
    while address:
        seen.append(number_in(address))
        following = re.search(r'href="([^"]+)" rel="next"', author.get(address).text)
        address = following[1].replace("&amp;", "&") if following else ""
    assert [str(number) for number in seen] == listed
    assert set(seen) == inside
