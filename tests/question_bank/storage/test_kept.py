from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from question_bank.errors import NotFoundError
from question_bank.keypoints.values import Kind
from question_bank.storage import kept
from question_bank.storage.attempts import note_progress
from question_bank.storage.database import Database
from question_bank.storage.kept import Shelf
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from question_bank.storage.pools import Pool, find_candidates
from tests.question_bank.storage.learning import NOW, School, found_school

ALL = Shelf()
RIGHT, WRONG = True, False


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def school(session: Session) -> School:
    """A school in which somebody else has missed and bookmarked everything."""
    school = found_school(session)
    for each in school.questions:
        note_progress(session, school.other_id, each.question_id, NOW, correct=False)
        kept.set_bookmark(session, school.other_id, each.question_id, NOW, "别人的")
    return school


def number_of(school: School, slot: int) -> int:
    return school.questions[slot - 1].question_id


def answer(session: Session, school: School, slot: int, *verdicts: bool, after: int = 2) -> None:
    for step, correct in enumerate(verdicts):
        now = NOW + timedelta(minutes=10 * slot + step)
        number = number_of(school, slot)
        note_progress(session, school.person_id, number, now, correct=correct, leave_after=after)


def missed(session: Session, school: School, shelf: Shelf = ALL) -> list[int]:
    rows = kept.list_missed(session, school.person_id, shelf, 1).rows
    return [
        school.questions.index(each) + 1
        for row in rows
        for each in school.questions
        if each.question_id == row.question_id
    ]


def test_the_book_holds_what_was_missed_the_latest_first(session: Session, school: School) -> None:
    answer(session, school, 1, WRONG)
    answer(session, school, 2, RIGHT)
    answer(session, school, 3, WRONG, RIGHT, WRONG)

    assert missed(session, school) == [3, 1]
    row = kept.list_missed(session, school.person_id, ALL, 1).rows[0]
    assert (row.times_wrong, row.streak, row.missed_at) == (2, 0, NOW + timedelta(minutes=30))


@pytest.mark.parametrize("after", [1, 2, 3])
def test_a_question_leaves_the_book_after_as_many_rights_as_wanted(
    session: Session, school: School, after: int
) -> None:
    answer(session, school, 1, WRONG, *[RIGHT] * (after - 1), after=after)
    assert missed(session, school) == [1]
    answer(session, school, 1, RIGHT, after=after)
    assert missed(session, school) == []


def test_the_book_can_be_looked_at_by_kind(session: Session, school: School) -> None:
    for slot in (1, 2, 3):
        answer(session, school, slot, WRONG)

    assert missed(session, school, Shelf(kinds=(Kind.SLOGAN,))) == [2]
    assert missed(session, school, Shelf(document_id=1)) == []


def test_what_was_withdrawn_is_not_in_the_book(session: Session, school: School) -> None:
    answer(session, school, 1, WRONG)
    session.execute(update(Question).values(status=Status.RETIRED))

    assert missed(session, school) == []


def test_a_removed_question_is_out_and_undo_puts_it_back(session: Session, school: School) -> None:
    answer(session, school, 1, WRONG)
    number = number_of(school, 1)

    assert kept.remove_missed(session, school.person_id, number)
    assert missed(session, school) == []
    assert not kept.remove_missed(session, school.person_id, number)
    assert kept.put_back_missed(session, school.person_id, number)
    assert missed(session, school) == [1]
    other = kept.list_missed(session, school.other_id, ALL, 1)
    assert other.total == len(school.questions)


def test_nothing_is_put_back_that_was_never_missed(session: Session, school: School) -> None:
    answer(session, school, 1, RIGHT)

    assert not kept.put_back_missed(session, school.person_id, number_of(school, 1))
    assert not kept.put_back_missed(session, school.person_id, number_of(school, 2))


def test_a_bookmark_keeps_its_note_until_another_is_written(
    session: Session, school: School
) -> None:
    number = number_of(school, 1)
    seen = []
    for note in (None, "会上用", None, "改过"):
        kept.set_bookmark(session, school.person_id, number, NOW, note)
        session.expire_all()
        found = kept.find_bookmark(session, school.person_id, number)
        seen.append(found.note if found else None)

    assert seen == ["", "会上用", "会上用", "改过"]
    page = kept.list_bookmarks(session, school.person_id, ALL, 1)
    assert [(row.note, row.is_offered) for row in page.rows] == [("改过", True)]
    kept.remove_bookmark(session, school.person_id, number)
    assert kept.count_bookmarks(session, school.person_id) == 0
    assert kept.count_bookmarks(session, school.other_id) == len(school.questions)


def test_only_ones_own_bookmarks_are_candidates(session: Session, school: School) -> None:
    kept.set_bookmark(session, school.person_id, number_of(school, 2), NOW)
    found = find_candidates(session, Pool(), school.person_id)

    assert [each.question_id for each in found if each.is_bookmarked] == [number_of(school, 2)]


def test_a_question_that_is_not_there_is_not_bookmarked(session: Session, school: School) -> None:
    with pytest.raises(NotFoundError):
        kept.set_bookmark(session, school.person_id, 10**9, NOW)


def test_a_question_is_met_by_answering_or_bookmarking_it(session: Session, school: School) -> None:
    answer(session, school, 1, RIGHT)
    kept.set_bookmark(session, school.person_id, number_of(school, 2), NOW)

    met = [kept.has_met(session, school.person_id, number_of(school, slot)) for slot in (1, 2, 3)]
    assert met == [True, True, False]
    assert not kept.has_met(session, None, number_of(school, 1))


@pytest.mark.parametrize("number", [-5, 0, 2, 10**30])
def test_absurd_pages_of_the_book_give_the_nearest(
    session: Session, school: School, number: int
) -> None:
    answer(session, school, 1, WRONG)
    page = kept.list_missed(session, school.person_id, ALL, number)

    assert (page.number, page.pages, page.total, len(page.rows)) == (1, 1, 1, 1)
