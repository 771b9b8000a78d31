"""What trainers do to many questions, and what the bank keeps for them, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.keypoints.values import Kind
from question_bank.storage import bulk, drafts, saved_filters, tallies, usage
from question_bank.storage.bulk import BulkDeed, Wish
from question_bank.storage.database import Database
from question_bank.storage.models import (
    Group,
    LearningTally,
    Membership,
    PaperQuestion,
    Person,
    Question,
)
from question_bank.storage.models.values import PaperState
from question_bank.storage.questions import get_question
from tests.question_bank.storage.learning import found_school
from tests.question_bank.storage.library import NOW, Shelf, generate_usual, stock
from tests.question_bank.storage.paper_world import found_papers


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def shelf(session: Session) -> Shelf:
    """Four questions: three of a text, one of another."""
    shelf = stock(session)
    generate_usual(session, shelf)
    session.flush()
    return shelf


def every_id(session: Session) -> list[int]:
    return list(session.scalars(select(Question.id).order_by(Question.id)))


# --- many at once -----------------------------------------------------------


@pytest.mark.parametrize(
    "wish",
    [
        {"deed": BulkDeed.RETIRE, "reason": "过时"},
        {"deed": BulkDeed.SIGN},
        {"deed": BulkDeed.KIND, "kind": Kind.METHOD},
        {"deed": BulkDeed.TAG, "tag": "预算"},
        {"deed": BulkDeed.DIFFICULTY, "difficulty": 5},
    ],
)
def test_what_is_done_to_many_is_undone_in_one_step(
    session: Session, shelf: Shelf, wish: dict[str, object]
) -> None:
    ids = every_id(session)
    before = standing(session)
    shown = bulk.as_they_stand(session, ids)
    action = bulk.carry_out(session, Wish(by_id=shelf.author_id, **wish), shown, NOW, None)  # type: ignore[arg-type]
    assert bulk.summary_of(action).done > 0
    assert standing(session) != before
    entries = bulk.begin_undo(session, action, NOW)
    assert bulk.undo(session, entries, shelf.author_id, NOW) == bulk.summary_of(action).done
    assert standing(session) == before
    with pytest.raises(InvalidInputError):
        bulk.begin_undo(session, action, NOW)


def standing(session: Session) -> list[tuple[object, ...]]:
    """Return how each question stands, as far as something can be done to many."""
    rows = [get_question(session, id_) for id_ in every_id(session)]
    return [
        (row.status, row.signed_at, row.kind, row.difficulty, [tag.name for tag in row.tags])
        for row in rows
    ]


def test_a_question_changed_meanwhile_is_left_with_the_reason(
    session: Session, shelf: Shelf
) -> None:
    shown = bulk.as_they_stand(session, every_id(session))
    get_question(session, shown[0].question_id).status_reason = "-"
    session.flush()
    wish = Wish(BulkDeed.RETIRE, shelf.author_id, reason="过时")
    action = bulk.carry_out(session, wish, shown, NOW, None)
    [left, *_others] = bulk.summary_of(action).left
    assert left == bulk.Left("question.changed_meanwhile", (shown[0].question_id,))


def test_portions_are_one_action_of_one_person(session: Session, shelf: Shelf) -> None:
    wish = Wish(BulkDeed.TAG, shelf.author_id, tag="预算")
    shown = bulk.as_they_stand(session, every_id(session))
    first = bulk.carry_out(session, wish, shown[:1], NOW, None)
    both = bulk.carry_out(session, wish, shown[1:], NOW, first.id)
    assert (both.id, both.size) == (first.id, len(shown))
    assert bulk.get_action(session, first.id, shelf.author_id) is both
    with pytest.raises(NotFoundError):
        bulk.get_action(session, first.id, shelf.reviewer_id)


# --- filters and half-written forms -----------------------------------------


def test_filters_are_kept_by_person_page_and_name(session: Session, shelf: Shelf) -> None:
    for person_id, page, name in (
        (shelf.author_id, "questions", "乙"),
        (shelf.author_id, "questions", " 甲 "),
        (shelf.author_id, "people", "丙"),
        (shelf.reviewer_id, "questions", "丁"),
    ):
        saved_filters.save_filter(session, person_id, page, name, {"q": name}, NOW)
    own = saved_filters.list_filters(session, shelf.author_id, "questions")
    assert {row.name for row in own} == {"甲", "乙"}
    again = saved_filters.save_filter(session, shelf.author_id, "questions", "甲", {"q": "新"}, NOW)
    assert again.id in {row.id for row in own}
    with pytest.raises(NotFoundError):
        saved_filters.delete_filter(session, shelf.reviewer_id, again.id)
    saved_filters.delete_filter(session, shelf.author_id, again.id)
    left = saved_filters.list_filters(session, shelf.author_id, "questions")
    assert [row.name for row in left] == ["乙"]


def test_a_draft_is_replaced_forgotten_and_dropped_when_it_is_old(
    session: Session, shelf: Shelf
) -> None:
    own = (session, shelf.author_id, "question")
    assert drafts.keep_draft(*own, 1, {"stem": ["旧"]}, NOW)
    assert drafts.keep_draft(*own, 1, {"stem": ["新"]}, NOW)
    assert drafts.keep_draft(*own, 2, {"stem": ["别的"]}, NOW)
    assert not drafts.keep_draft(*own, 3, {"stem": ["长" * (drafts.LONGEST + 1)]}, NOW)
    kept = drafts.draft_of(*own, 1)
    assert kept is not None
    assert kept.content == {"stem": ["新"]}
    assert drafts.draft_of(session, shelf.reviewer_id, "question", 1) is None
    drafts.forget_draft(*own, 1)
    assert drafts.draft_of(*own, 1) is None
    assert drafts.keep_draft(*own, 4, {}, NOW + drafts.KEPT + timedelta(days=1))
    assert drafts.draft_of(*own, 2) is None


# --- what is counted, where questions are used --------------------------------


def test_a_question_tells_the_papers_that_ask_it(session: Session) -> None:
    found_papers(session)
    asked = session.scalars(select(PaperQuestion.question_id)).first()
    assert asked is not None
    use = usage.use_of(session, asked)
    assert len(use.papers) == 3
    assert all(isinstance(state, PaperState) for _id, _title, state in use.papers)
    assert (use.answers, use.cards, use.tally) == (0, 0, None)


def test_nothing_is_counted_where_nobody_answered(database: Database) -> None:
    with database.writer() as session:
        found_school(session)
        session.commit()
    tallies.count_anew(database, NOW)
    assert not tallies.count_if_due(database, NOW + timedelta(minutes=29))
    assert tallies.count_if_due(database, NOW + timedelta(minutes=31))
    with database.reader() as session:
        assert tallies.counted_at(session) == NOW + timedelta(minutes=31)
        assert tallies.learning_of(session, tallies.Scope()) is None
        assert tallies.by_document(session, tallies.Scope()) == []


def test_a_line_that_is_not_told_says_so(session: Session) -> None:
    cells = {"people": 9, "answers": 9, "correct": 9, "cards": 0, "known": 0, "kind": ""}
    session.add_all(
        [
            Group(name="一团", created_at=NOW),
            Person(name="周敏", created_at=NOW),
            LearningTally(group_id=1, document_id=0, told=True, **cells),
            LearningTally(group_id=2, document_id=0, **cells),
        ]
    )
    session.flush()
    session.add(Membership(person_id=1, group_id=1, joined_at=NOW))
    found = tallies.by_group(session, tallies.Scope(), [2, 1, 7])
    assert [(group_id, row.told) for group_id, row in found] == [(2, False), (1, True)]
