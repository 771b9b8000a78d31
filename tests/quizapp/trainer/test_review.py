"""Reviewing: one question a screen, by form or by htmx, or a batch at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from sqlalchemy import event, select, update
from werkzeug.test import TestResponse

from question_bank.questions.values import Item
from question_bank.storage.database import Database
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from tests.bank import DUTY_SINGLE, LIST_CLOZE
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import words

REVIEW = "/trainer/review/"
UNSIGNED = f"{REVIEW}?scope=unsigned"
Rows = Callable[[int], Question]


def decide(
    trainer: Visitor, row: Question, name: str, *, htmx: bool = False, **fields: object
) -> tuple[int, str]:
    """Press a button under review; return the status and the words of the answer."""
    sent = {"lock_version": row.lock_version, **fields}
    answer = trainer.post(f"{REVIEW}{row.id}/{name}", sent, htmx=htmx)
    return answer.status_code, words(answer)


def spaced(answer: TestResponse) -> str:
    """Return the source of a page with single spaces."""
    return " ".join(answer.text.split())


def test_the_page_shows_source_question_and_what_waits(reviewer: Visitor, waiting: int) -> None:
    page = words(reviewer.get(REVIEW))
    assert f"第 {waiting} 号题" in page
    assert "这是一道待审题" in page
    assert "还有 1 题" in page
    assert "发布并签发" in page


def test_the_source_stands_beside_the_question(reviewer: Visitor) -> None:
    answer = reviewer.get(UNSIGNED)
    assert "<mark>" in answer.text
    assert "还有 10 题" in words(answer)


@pytest.mark.parametrize("htmx", [False, True])
def test_accepting_publishes_signs_and_goes_on(
    reviewer: Visitor, waiting: int, row_of: Rows, *, htmx: bool
) -> None:
    status, page = decide(reviewer, row_of(waiting), "accept", htmx=htmx)
    assert status == (200 if htmx else 303)
    row = row_of(waiting)
    assert (row.status, row.is_signed) == (Status.PUBLISHED, True)
    if htmx:
        assert "都审完了" in page
    assert "今天审了 1 题" in words(reviewer.get(REVIEW))


def test_signing_what_is_published_goes_through_the_line(
    reviewer: Visitor, row_of: Rows, number_of: Callable[[Item], int]
) -> None:
    number = number_of(LIST_CLOZE.item)
    answer = reviewer.post(
        f"{REVIEW}{number}/accept?scope=unsigned",
        {"lock_version": row_of(number).lock_version},
        htmx=True,
    )
    assert row_of(number).is_signed
    assert "还有 9 题" in words(answer)
    assert f"undo={number}" in answer.headers["HX-Push-Url"]


@pytest.mark.parametrize("field", ["usual", "reason"])
def test_rejecting_takes_a_usual_reason_or_one_in_words(
    reviewer: Visitor, waiting: int, row_of: Rows, field: str
) -> None:
    fields: dict[str, Any] = {field: "答案有争议"}
    decide(reviewer, row_of(waiting), "reject", **fields)
    row = row_of(waiting)
    assert (row.status, row.status_reason) == (Status.REJECTED, "答案有争议")


@pytest.mark.parametrize("reason", ["", "   ", "很" * 501])
def test_rejecting_without_a_reason_changes_nothing(
    reviewer: Visitor, waiting: int, row_of: Rows, reason: str
) -> None:
    status, page = decide(reviewer, row_of(waiting), "reject", reason=reason)
    assert status == 422
    assert "请选一个原因" in page
    assert row_of(waiting).status is Status.REVIEW


@pytest.mark.parametrize(
    ("name", "fields"), [("accept", {}), ("reject", {"usual": "没有考的价值"})]
)
def test_a_decision_can_be_taken_back(
    reviewer: Visitor, waiting: int, row_of: Rows, name: str, fields: dict[str, Any]
) -> None:
    decide(reviewer, row_of(waiting), name, **fields)
    answer = reviewer.post(f"{REVIEW}{waiting}/undo", htmx=True)
    assert answer.status_code == 200
    row = row_of(waiting)
    assert (row.status, row.is_signed, row.status_reason) == (Status.REVIEW, False, "")
    assert "这是一道待审题" in words(answer)


def test_taking_back_a_signature_leaves_the_question_published(
    reviewer: Visitor, row_of: Rows, number_of: Callable[[Item], int]
) -> None:
    number = number_of(LIST_CLOZE.item)
    decide(reviewer, row_of(number), "accept")
    assert reviewer.post(f"{REVIEW}{number}/undo").status_code == 303
    row = row_of(number)
    assert (row.status, row.is_signed) == (Status.PUBLISHED, False)


def test_nobody_takes_back_the_decision_of_another(
    reviewer: Visitor, row_of: Rows, number_of: Callable[[Item], int]
) -> None:
    signed_by_another = number_of(DUTY_SINGLE.item)
    answer = reviewer.post(f"{REVIEW}{signed_by_another}/undo")
    assert answer.status_code == 422
    assert "不能撤销了" in words(answer)
    assert row_of(signed_by_another).is_signed


@pytest.mark.parametrize(("htmx", "expected"), [(False, 409), (True, 422)])
def test_a_question_changed_meanwhile_is_shown_again(
    reviewer: Visitor, waiting: int, row_of: Rows, expected: int, *, htmx: bool
) -> None:
    row = row_of(waiting)
    row.lock_version += 1
    status, page = decide(reviewer, row, "accept", htmx=htmx)
    assert status == expected
    assert "请看过最新内容后再改" in page
    assert row_of(waiting).status is Status.REVIEW


def test_authors_look_but_do_not_decide(author: Visitor, waiting: int, row_of: Rows) -> None:
    assert "由审题人来做" in words(author.get(REVIEW))
    assert decide(author, row_of(waiting), "accept")[0] == 403
    assert author.post(f"{REVIEW}batch", {"question": "1@1"}).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["?at=999999", "?at=-1", "?at=abc", "?scope=all", "?document=x&kind=none&type=1", "?undo=9"],
)
def test_absurd_addresses_show_what_waits(reviewer: Visitor, waiting: int, query: str) -> None:
    page = words(reviewer.get(REVIEW + query))
    assert f"第 {waiting} 号题" in page


def test_every_condition_of_the_line_stays_from_question_to_question(
    reviewer: Visitor, row_of: Rows, number_of: Callable[[Item], int]
) -> None:
    number = number_of(DUTY_SINGLE.item)
    chosen = "tag=a&author=1&difficulty=2&check=options.absolute&used=no&origin=authored&q=b"
    answer = reviewer.post(
        f"{REVIEW}{number}/accept?{chosen}",
        {"lock_version": row_of(number).lock_version},
    )
    kept = {*answer.headers["Location"].partition("?")[2].split("&")}
    assert {*chosen.split("&")} <= kept
    page = words(reviewer.get(f"{REVIEW}?{chosen}"))
    for condition in ("标签“a”", "难度 2", "没有组过卷", "人工编写", "含“b”"):
        assert condition in page
    assert "审其他的题" in page


def test_the_list_of_the_bank_leads_to_reviewing_what_it_shows(reviewer: Visitor) -> None:
    page = reviewer.get("/trainer/questions/?status=review&kind=duty&sort=oldest").text
    assert 'href="/trainer/review/?scope=waiting&amp;kind=duty"' in page
    assert "一题一题审" not in reviewer.get("/trainer/questions/?status=published").text


def test_an_empty_line_says_so(reviewer: Visitor) -> None:
    assert "都审完了" in words(reviewer.get(f"{REVIEW}?kind=slogan"))


def test_a_batch_accepts_what_is_ticked_and_says_what_it_left(
    reviewer: Visitor, database: Database
) -> None:
    page = reviewer.get(f"{REVIEW}batch?scope=unsigned").text
    ticked = re.findall(r'name="question" value="([0-9]+@[0-9]+)"', page)
    assert len(ticked) == 10
    assert page.count('class="origin">出自<span lang="zh-Hans">《在代表座谈会上的讲话》') == 10
    stale = f"{ticked[2].partition('@')[0]}@99"

    answer = reviewer.post(
        f"{REVIEW}batch?scope=unsigned", {"question": [ticked[0], ticked[1], stale, "abc", "7@"]}
    )

    assert answer.status_code == 303
    with database.reader() as session:
        signed = set(session.scalars(select(Question.id).where(Question.signed_at.is_not(None))))
    assert {int(each.partition("@")[0]) for each in ticked[:2]} <= signed
    assert int(ticked[2].partition("@")[0]) not in signed
    told = words(reviewer.get(f"{REVIEW}batch?scope=unsigned"))
    assert "签发了 2 道题" in told
    assert "请看过最新内容后再改" in told


def test_a_batch_may_be_left_for_the_questions_after_it(
    reviewer: Visitor, database: Database
) -> None:
    def shown(text: str) -> list[str]:
        return re.findall(r'name="question" value="([0-9]+@[0-9]+)"', text)

    with database.writer() as session:
        session.execute(update(Question).values(signed_at=None))
        session.commit()
    first = reviewer.get(f"{REVIEW}batch?scope=unsigned").text
    following = re.search(r'rel="next" href="([^"]+)"', first)
    assert following is not None
    second = reviewer.get(unescape(following[1])).text
    assert shown(second)
    assert set(shown(second)).isdisjoint(shown(first))

    action = re.search(r'action="(/trainer/review/batch\?[^"]*)"', second)
    assert action is not None
    signed = shown(second)[0]
    answer = reviewer.post(unescape(action[1]), {"question": [signed]})

    after = reviewer.get(answer.location).text
    assert set(shown(after)).isdisjoint([signed, *shown(first)])
    with database.reader() as session:
        row = session.get_one(Question, int(signed.partition("@")[0]))
        assert row.signed_at is not None


def test_a_batch_is_taken_back_in_one_step_and_once(reviewer: Visitor, database: Database) -> None:
    ticked = re.findall(
        r'value="([0-9]+@[0-9]+)"', reviewer.get(f"{REVIEW}batch?scope=unsigned").text
    )
    answer = reviewer.post(f"{REVIEW}batch?scope=unsigned", {"question": ticked[:2]})
    page = reviewer.get(answer.location)
    assert "撤销刚才签发的 2 道题" in words(page)
    numbers = re.findall(r'name="question" value="([0-9]+)"', page.text)

    sent = {"question": [*numbers, numbers[0], "x", "999999"]}
    answer = reviewer.post(f"{REVIEW}batch/undo?scope=unsigned", sent)
    after = words(reviewer.get(answer.location))
    assert "撤销了 2 道题的签发" in after
    assert "1 道后来又有改动，没有动" in after
    answer = reviewer.post(f"{REVIEW}batch/undo?scope=unsigned", sent)
    after = words(reviewer.get(answer.location))
    assert "撤销了" not in after
    assert "3 道后来又有改动，没有动" in after
    with database.reader() as session:
        signed = set(session.scalars(select(Question.id).where(Question.signed_at.is_not(None))))
    assert signed.isdisjoint(map(int, numbers))


def test_what_was_unticked_in_one_batch_is_unticked_in_the_next(reviewer: Visitor) -> None:
    address = f"{REVIEW}batch?scope=unsigned"
    ticked = re.findall(r'value="([0-9]+@[0-9]+)" +checked', spaced(reviewer.get(address)))
    shown = [each.partition("@")[0] for each in ticked]
    answer = reviewer.post(address, {"shown": shown, "question": ticked[2:]})
    after = spaced(reviewer.get(answer.location))
    assert f'value="{ticked[0]}"' in after
    assert not re.search(rf'value="({ticked[0]}|{ticked[1]})" +checked', after)

    taken_back = re.search(r'action="(/trainer/review/batch/undo[^"]*)"', after)
    assert taken_back is not None
    sent = {"question": [each.partition("@")[0] for each in ticked[2:]]}
    answer = reviewer.post(unescape(taken_back[1]), sent)
    again = re.findall(r'value="([0-9]+)@[0-9]+" +checked', spaced(reviewer.get(answer.location)))
    assert again == shown[2:]


def test_when_nothing_waits_the_way_leads_on_to_a_paper_of_the_text(reviewer: Visitor) -> None:
    for page in ("", "batch"):
        answer = reviewer.get(f"{REVIEW}{page}?document=1&kind=slogan")
        assert 'href="/trainer/papers/new?document=1"' in answer.text
        assert "用它的题组卷" in words(answer)


def test_doubted_questions_are_not_ticked_beforehand(reviewer: Visitor, waiting: int) -> None:
    page = reviewer.get(f"{REVIEW}batch").text
    box = re.search(rf'<input[^>]*value="{waiting}@[0-9]+"[^>]*>', page)
    assert box is not None
    assert "checked" not in box[0]


def test_the_page_asks_the_database_at_most_twelve_times(
    reviewer: Visitor, database: Database
) -> None:
    statements: list[str] = []

    def note(*arguments: object) -> None:
        if str(arguments[2]).startswith(("SELECT", "INSERT", "UPDATE", "DELETE")):
            statements.append(str(arguments[2]))

    event.listen(database.engine, "before_cursor_execute", note)
    reviewer.get(UNSIGNED)
    event.remove(database.engine, "before_cursor_execute", note)
    assert 0 < len(statements) <= 12
