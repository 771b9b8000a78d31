"""A question's page, and what may be done with it by whom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import select

from question_bank.questions.values import Finding, Item, Level
from question_bank.storage.database import Database
from question_bank.storage.models import AuditEntry, Question
from question_bank.storage.models.values import Status
from question_bank.storage.wordings import write_findings
from tests.bank import DUTY_SINGLE, LIST_CLOZE, RIGHTS, RIGHTS_MULTIPLE, SLOGAN_CLOZE
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST, words

Rows = Callable[[int], Question]


def deed(
    visitor: Visitor, row: Question, name: str, *, htmx: bool = False, **fields: object
) -> int:
    """Press the button *name* on the page of *row* and return the status of the answer."""
    sent = {"lock_version": row.lock_version, **fields}
    return visitor.post(f"{LIST}{row.id}/{name}", sent, htmx=htmx).status_code


def test_the_page_shows_the_question_as_deputies_see_it_with_key_and_source(
    author: Visitor, number_of: Callable[[Item], int]
) -> None:
    answer = author.get(f"{LIST}{number_of(RIGHTS_MULTIPLE.item)}")
    page = words(answer)
    assert "行政处罚权" in page
    assert "由人民法院依照法律规定独立行使" in page
    assert f"<mark>{RIGHTS}</mark>" in answer.text
    assert "第二部分第一点" in page
    assert "未经签发" in page


def test_a_cloze_shows_what_else_counts_and_likely_mistakes(
    author: Visitor, number_of: Callable[[Item], int]
) -> None:
    page = words(author.get(f"{LIST}{number_of(SLOGAN_CLOZE.item)}"))
    assert "潜力 “人大的潜力在代表”是第四部分的提法" in page
    assert "各空不分先后" in words(author.get(f"{LIST}{number_of(LIST_CLOZE.item)}"))


@pytest.mark.parametrize("number", ["0", "999999", "99999999999999999999", "abc", "-1"])
def test_unknown_questions_are_not_found(author: Visitor, number: str) -> None:
    assert author.get(f"{LIST}{number}").status_code == 404
    assert author.get(f"{LIST}{number}/edit").status_code == 404
    assert author.post(f"{LIST}{number}/sign").status_code in {403, 404}


@pytest.mark.parametrize("name", ["sign", "retire", "publish"])
def test_a_deed_cannot_be_done_by_a_link(author: Visitor, waiting: int, name: str) -> None:
    assert author.get(f"{LIST}{waiting}/{name}").status_code == 405


def test_publishing_signs_and_is_written_down(
    reviewer: Visitor, waiting: int, row_of: Rows, database: Database
) -> None:
    assert deed(reviewer, row_of(waiting), "publish") == 303
    row = row_of(waiting)
    assert row.status is Status.PUBLISHED
    assert row.is_signed
    with database.reader() as session:
        last = session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert last is not None
    assert (last.action, last.object_id) == ("question.published", waiting)
    page = words(reviewer.get(f"{LIST}{waiting}"))
    assert "已发布并签发。" in page
    assert "发布并签发 reviewer" in page


def test_htmx_gets_the_changed_page_at_once(reviewer: Visitor, waiting: int, row_of: Rows) -> None:
    sent = {"lock_version": row_of(waiting).lock_version}
    answer = reviewer.post(f"{LIST}{waiting}/publish", sent, htmx=True)
    assert answer.status_code == 200
    assert "已发布" in words(answer)
    assert "<html" not in answer.text
    assert "notice" in answer.headers["HX-Trigger-After-Settle"]


def test_the_same_press_again_changes_nothing(
    reviewer: Visitor, waiting: int, row_of: Rows
) -> None:
    row = row_of(waiting)
    deed(reviewer, row, "publish")
    published = row_of(waiting).lock_version
    assert deed(reviewer, row, "publish") == 303
    assert row_of(waiting).lock_version == published


def test_an_unsigned_question_is_signed_as_it_stands(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows
) -> None:
    number = number_of(RIGHTS_MULTIPLE.item)
    assert deed(reviewer, row_of(number), "sign") == 303
    assert row_of(number).is_signed


def test_a_made_question_in_review_says_that_a_person_must_look(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows, database: Database
) -> None:
    number = number_of(RIGHTS_MULTIPLE.item)
    assert "要人工把关" not in words(reviewer.get(f"{LIST}{number}"))
    assert deed(reviewer, row_of(number), "return") == 303
    told = words(reviewer.get(f"{LIST}{number}"))
    assert "这道题是自动生成的，要人工把关后才发布。" in told
    assert words(reviewer.get(f"{LIST}?status=review")).count("要人工把关") == 1
    with database.writer() as session:
        doubt = Finding("options.absolute", Level.REVIEW, (("word", "一律"),))
        write_findings(session, {number: (doubt,)})
        session.commit()
    assert "要人工把关" not in words(reviewer.get(f"{LIST}{number}"))
    assert "要人工把关" not in words(reviewer.get(f"{LIST}?status=review"))


def test_a_written_question_in_review_was_sent_there_by_a_person(
    author: Visitor, waiting: int, database: Database
) -> None:
    with database.writer() as session:
        write_findings(session, {waiting: ()})
        session.commit()
    page = words(author.get(f"{LIST}{waiting}"))
    assert "没有发现问题。" in page
    assert "要人工把关" not in page


def test_a_retired_question_comes_back_through_a_signature(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows
) -> None:
    number = number_of(DUTY_SINGLE.item)
    assert deed(reviewer, row_of(number), "retire", reason="法律已修改") == 303
    assert row_of(number).status is Status.RETIRED
    assert "原因：法律已修改" in words(reviewer.get(f"{LIST}{number}"))
    assert deed(reviewer, row_of(number), "restore") == 303
    assert row_of(number).status is Status.PUBLISHED


@pytest.mark.parametrize("name", ["reject", "retire"])
@pytest.mark.parametrize("reason", ["", "   ", "长" * 501])
def test_withdrawing_needs_a_reason(
    reviewer: Visitor, number_of: Callable[[Item], int], row_of: Rows, name: str, reason: str
) -> None:
    row = row_of(number_of(DUTY_SINGLE.item))
    sent = {"lock_version": row.lock_version, "reason": reason}
    answer = reviewer.post(f"{LIST}{row.id}/{name}", sent)
    assert answer.status_code == 422
    assert "请用一句话写明原因" in words(answer)
    assert row_of(row.id).status is Status.PUBLISHED


def test_a_rejected_question_can_only_go_back_to_review(
    reviewer: Visitor, waiting: int, row_of: Rows
) -> None:
    deed(reviewer, row_of(waiting), "reject", reason="重复")
    assert "改题" not in words(reviewer.get(f"{LIST}{waiting}"))
    assert reviewer.get(f"{LIST}{waiting}/edit").status_code == 422
    assert deed(reviewer, row_of(waiting), "publish") == 422
    assert deed(reviewer, row_of(waiting), "return") == 303
    assert row_of(waiting).status is Status.REVIEW


def test_what_somebody_else_changed_meanwhile_is_not_signed(
    reviewer: Visitor, waiting: int, row_of: Rows
) -> None:
    row = row_of(waiting)
    sent = {"lock_version": row.lock_version - 1}
    assert reviewer.post(f"{LIST}{waiting}/publish", sent).status_code == 409
    assert row_of(waiting).status is Status.REVIEW


@pytest.mark.parametrize("version", ["", "abc", "-1", "9" * 40])
def test_a_form_without_a_sensible_version_changes_nothing(
    reviewer: Visitor, waiting: int, row_of: Rows, version: str
) -> None:
    sent = {"lock_version": version}
    assert reviewer.post(f"{LIST}{waiting}/publish", sent).status_code == 409
    assert row_of(waiting).status is Status.REVIEW


def test_blocking_findings_stop_publishing_with_one_sentence(
    reviewer: Visitor, waiting: int, row_of: Rows, database: Database
) -> None:
    with database.writer() as session:
        write_findings(session, {waiting: (Finding("key.invalid", Level.BLOCK),)})
        session.commit()
    page = words(reviewer.get(f"{LIST}{waiting}"))
    assert "还不能发布：正确答案不完整" in page
    assert "发布并签发" not in page
    assert deed(reviewer, row_of(waiting), "publish") == 422
    assert row_of(waiting).status is Status.REVIEW


@pytest.mark.parametrize("name", ["publish", "sign", "return", "retire", "reject", "restore"])
def test_authors_neither_publish_nor_withdraw(
    author: Visitor, waiting: int, row_of: Rows, name: str
) -> None:
    assert deed(author, row_of(waiting), name, reason="理由") == 403
    assert row_of(waiting).status is Status.REVIEW
    assert "发布并签发" not in words(author.get(f"{LIST}{waiting}"))


def test_authors_hand_in_their_drafts(author: Visitor, database: Database, row_of: Rows) -> None:
    with database.reader() as session:
        draft = session.scalars(select(Question.id).where(Question.status == Status.DRAFT)).one()
    assert deed(author, row_of(draft), "review") == 303
    assert row_of(draft).status is Status.REVIEW


def test_a_forged_form_changes_nothing(reviewer: Visitor, waiting: int, row_of: Rows) -> None:
    sent = {"lock_version": row_of(waiting).lock_version}
    assert reviewer.client.post(f"{LIST}{waiting}/publish", data=sent).status_code == 400
    assert row_of(waiting).status is Status.REVIEW
