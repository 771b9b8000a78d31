from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import KeyPoint as Point
from question_bank.keypoints.values import Kind, Pattern, Span
from question_bank.questions.values import Question as Generated
from question_bank.questions.values import Verdict
from question_bank.storage.contents import findings_of, item_of
from question_bank.storage.database import Database
from question_bank.storage.generations import Counts, save_generation
from question_bank.storage.models import GenerationRun, KeyPoint, Question, RefusedCandidate
from question_bank.storage.models.values import Origin, Status
from question_bank.storage.questions import (
    Content,
    Edit,
    Move,
    edit_question,
    get_question,
    history_of,
    move_question,
    sign_question,
)
from tests.question_bank.storage.library import (
    BLOCKED,
    CLOZE,
    DOUBT,
    NOW,
    RUN,
    STATEMENT,
    Shelf,
    generate_usual,
    generation,
    made,
    stock,
    usual,
)

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def shelf(session: Session) -> Shelf:
    """A text whose three questions are stored."""
    shelf = stock(session)
    counts = generate_usual(session, shelf)
    assert counts == Counts(created=3, updated=0, unchanged=0, kept=0, refused=0)
    return shelf


def stored(session: Session, guid: str) -> Question:
    session.flush()
    session.expire_all()
    number = session.scalars(select(Question.id).where(Question.guid == guid)).one()
    return get_question(session, number)


def again(session: Session, shelf: Shelf, *questions: Generated) -> Counts:
    return save_generation(session, shelf.version_id, generation(*questions), RUN, LATER)


def reworded(shelf: Shelf, guid: str = "cloze") -> tuple[Generated, ...]:
    return tuple(
        replace(question, item=replace(question.item, explanation="见讲话第二部分。"))
        if question.guid == guid
        else question
        for question in usual(shelf.text)
    )


def test_clean_items_are_published_unsigned_and_doubtful_ones_wait(
    session: Session, shelf: Shelf
) -> None:
    cloze, statement = stored(session, "cloze"), stored(session, "statement")
    assert (cloze.status, cloze.is_signed, cloze.current_revision) == (Status.PUBLISHED, False, 1)
    assert (statement.status, statement.current_revision) == (Status.REVIEW, 0)
    assert findings_of(statement) == (DOUBT,)
    assert cloze.origin is Origin.GENERATED
    assert cloze.document_version_id == shelf.version_id


def test_a_stored_item_comes_back_whole(session: Session, shelf: Shelf) -> None:
    for question in usual(shelf.text):
        assert item_of(stored(session, question.guid)) == question.item


def test_nothing_is_published_unless_asked_for(session: Session, shelf: Shelf) -> None:
    question = made(replace(CLOZE, stem="人民就是____。"), "人民就是江山", shelf.text)
    run = replace(RUN, publish=False)
    save_generation(session, shelf.version_id, generation(question), run, LATER)
    assert stored(session, question.guid).status is Status.REVIEW


def test_the_same_run_again_changes_nothing(session: Session, shelf: Shelf) -> None:
    before = [(row.id, row.lock_version) for row in session.scalars(select(Question))]
    counts = again(session, shelf, *usual(shelf.text))
    session.expire_all()
    after = [(row.id, row.lock_version) for row in session.scalars(select(Question))]
    assert counts == Counts(created=0, updated=0, unchanged=3, kept=0, refused=0)
    assert after == before
    assert len(history_of(session, stored(session, "cloze").id)) == 1


def test_a_new_wording_keeps_its_identity_and_its_history(session: Session, shelf: Shelf) -> None:
    before = stored(session, "cloze")
    number, changed_at = before.id, before.content_changed_at
    counts = again(session, shelf, *reworded(shelf))
    after = stored(session, "cloze")
    assert counts == Counts(created=0, updated=1, unchanged=2, kept=0, refused=0)
    assert after.id == number
    assert after.content_changed_at >= changed_at + timedelta(seconds=1)
    assert [kept.item["explanation"] for kept in history_of(session, number)] == [
        "见讲话第二部分。",
        "讲话第二部分。",
    ]


def test_the_time_of_a_change_rises_even_within_a_second(session: Session, shelf: Shelf) -> None:
    save_generation(session, shelf.version_id, generation(*reworded(shelf)), RUN, NOW)
    assert stored(session, "cloze").content_changed_at == NOW + timedelta(seconds=1)


def test_an_edited_question_is_never_touched(session: Session, shelf: Shelf) -> None:
    row = stored(session, "cloze")
    own = replace(item_of(row), explanation="我改的。")
    edit_question(
        session, Edit(row.id, row.lock_version, Content(own)), by_id=shelf.author_id, now=NOW
    )
    counts = again(session, shelf, *reworded(shelf))
    assert counts.kept == 1
    assert stored(session, "cloze").explanation == "我改的。"


def test_a_signed_question_is_never_touched(session: Session, shelf: Shelf) -> None:
    row = stored(session, "cloze")
    sign_question(session, row.id, by_id=shelf.reviewer_id, now=NOW)
    counts = again(session, shelf, *reworded(shelf))
    assert counts.kept == 1
    assert stored(session, "cloze").is_signed


@pytest.mark.parametrize("status", [Status.REJECTED, Status.RETIRED])
def test_what_was_put_away_is_not_made_again(
    session: Session, shelf: Shelf, status: Status
) -> None:
    row = stored(session, "cloze")
    move_question(session, Move(row.id, status, shelf.reviewer_id, "太容易"), NOW)
    counts = again(session, shelf, *reworded(shelf))
    assert (counts.created, counts.kept) == (0, 1)
    assert stored(session, "cloze").status is status
    assert stored(session, "cloze").explanation == "讲话第二部分。"


def test_newer_doubts_take_an_unsigned_question_back(session: Session, shelf: Shelf) -> None:
    cloze, *others = usual(shelf.text)
    doubted = replace(cloze, verdict=Verdict.REVIEW, findings=(DOUBT,))
    again(session, shelf, doubted, *others)
    row = stored(session, "cloze")
    assert row.status is Status.REVIEW
    assert findings_of(row) == (DOUBT,)


def test_refused_candidates_are_those_of_the_last_run(session: Session, shelf: Shelf) -> None:
    refused = [
        replace(
            made(replace(STATEMENT, stem=stem), "代表要认真调查研究。", shelf.text),
            verdict=Verdict.REFUSED,
            findings=findings,
        )
        for stem, findings in (("甲。", (DOUBT, BLOCKED)), ("乙。", ()))
    ]
    for _ in range(2):
        assert again(session, shelf, *usual(shelf.text), *refused).refused == 2
    rows = session.scalars(select(RefusedCandidate).order_by(RefusedCandidate.position)).all()
    assert [(row.stem, row.reason) for row in rows] == [("甲。", "noise"), ("乙。", "not_selected")]
    again(session, shelf, *usual(shelf.text))
    assert session.scalar(select(func.count()).select_from(RefusedCandidate)) == 0


def test_a_key_point_says_why_it_has_no_item(session: Session, shelf: Shelf) -> None:
    refused = replace(
        made(STATEMENT, "代表要认真调查研究。", shelf.text, guid="r"),
        verdict=Verdict.REFUSED,
        findings=(BLOCKED,),
    )
    quotes = {
        "江山就是人民": "",
        "代表要认真调查研究。": "noise",
        "同志们：": "keypoint.no_candidate",
    }
    points = tuple(
        Point(Pattern.SET_PHRASE, Kind.SLOGAN, "", Span(start, start + len(quote), quote), 0)
        for quote in quotes
        for start in [shelf.text.clean_text.index(quote)]
    )
    run = replace(generation(*usual(shelf.text), refused), key_points=points)
    save_generation(session, shelf.version_id, run, RUN, LATER)
    rows = session.scalars(select(KeyPoint).order_by(KeyPoint.position)).all()
    assert {row.quote: row.reason for row in rows} == quotes
    assert rows[0].quote == "同志们："
    assert all(row.must for row in rows)


def test_each_run_is_on_record(session: Session, shelf: Shelf) -> None:
    again(session, shelf, *usual(shelf.text))
    runs = session.scalars(
        select(GenerationRun)
        .where(GenerationRun.document_version_id == shelf.version_id)
        .order_by(GenerationRun.id)
    ).all()
    assert [run.report["created"] for run in runs] == [3, 0]
