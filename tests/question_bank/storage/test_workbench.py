"""What trainers' pages ask of the bank: like questions, refused candidates, names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.documents import read_document
from question_bank.questions.values import Finding, Level, Verdict
from question_bank.sources import built_in_speech
from question_bank.storage import workbench
from question_bank.storage.database import Database
from question_bank.storage.generations import RunInfo, save_generation
from question_bank.storage.models import Document, Person, Question
from question_bank.storage.wordings import write_findings
from tests.bank import DUTY_SINGLE, NOW, REVIEWED, SAMPLES, fill, question
from tests.question_bank.storage.library import generation


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    """A bank with every sample."""
    with database.writer() as session:
        fill(session)
        yield session


@pytest.fixture
def crowded(session: Session) -> Session:
    """The bank with twenty-three refused candidates."""
    speech = built_in_speech()
    text = read_document(speech.data, speech.name, title=speech.title)
    doubt = Finding("options.equal", Level.BLOCK, (("option", "甲"),))
    refused = [
        replace(
            question(DUTY_SINGLE, text),
            guid=f"refused-{number}",
            verdict=Verdict.REFUSED,
            findings=(doubt,),
        )
        for number in range(23)
    ]
    save_generation(session, 1, generation(*refused), RunInfo("1", "test"), NOW)
    return session


def test_a_stem_with_few_changes_is_found_the_likest_first(session: Session) -> None:
    stem = DUTY_SINGLE.item.stem.replace("确保", "保证")
    found = workbench.similar_questions(session, stem)
    assert found[0].stem == DUTY_SINGLE.item.stem
    assert workbench.ALIKE <= found[0].likeness < 100
    assert [each.likeness for each in found] == sorted(
        (each.likeness for each in found), reverse=True
    )


def test_a_question_is_not_like_itself(session: Session) -> None:
    own = session.scalars(select(Question.id).where(Question.stem == DUTY_SINGLE.item.stem)).one()
    found = workbench.similar_questions(session, DUTY_SINGLE.item.stem, but=own)
    assert own not in {each.id for each in found}


@pytest.mark.parametrize(
    "stem", ["", "人", "（　　）。", "宇宙飞船在银河系外缘航行", "%_'\"\\", "长" * 3000]
)
def test_other_stems_are_like_none(session: Session, stem: str) -> None:
    assert workbench.similar_questions(session, stem) == []


def test_refused_candidates_come_in_pages(crowded: Session) -> None:
    pages = [workbench.list_refused(crowded, 1, number=n, size=10) for n in (1, 2, 3)]
    assert [len(page.rows) for page in pages] == [10, 10, 3]
    assert {(page.pages, page.total) for page in pages} == {(3, 23)}
    assert len({row.id for page in pages for row in page.rows}) == 23


@pytest.mark.parametrize(("number", "nearest"), [(0, 1), (-5, 1), (4, 3), (10**30, 3)])
def test_absurd_pages_of_refused_candidates_are_the_nearest(
    crowded: Session, number: int, nearest: int
) -> None:
    assert workbench.list_refused(crowded, 1, number=number, size=10).number == nearest


def test_a_text_without_refused_candidates_has_one_empty_page(session: Session) -> None:
    page = workbench.list_refused(session, 1, number=7)
    assert (list(page.rows), page.number, page.pages, page.total) == ([], 1, 1, 0)


def test_checks_that_fired_are_named_once(crowded: Session) -> None:
    assert workbench.fired_checks(crowded) == []
    row = crowded.scalars(select(Question).limit(1)).one()
    doubts = tuple(Finding(name, Level.NOTE) for name in ("b.b", "a.a", "b.b"))
    write_findings(crowded, {row.id: doubts})
    assert workbench.fired_checks(crowded) == ["a.a", "b.b"]


def test_sources_of_usable_questions_are_where_they_begin(session: Session) -> None:
    starts = workbench.source_starts(session, 1)
    assert len(starts) == len(SAMPLES)
    assert workbench.source_starts(session, 2) == []


def test_people_are_called_by_their_name_or_else_their_user_name(session: Session) -> None:
    unnamed = Person(username="liu", created_at=NOW)
    session.add(unnamed)
    session.flush()
    names = workbench.names_of(session, [1, unnamed.id, None, 999])
    assert names == {1: "审题人", unnamed.id: "liu"}


def test_what_nobody_signed_is_counted_among_published_questions(session: Session) -> None:
    assert workbench.count_unsigned(session) == len(SAMPLES) - len(REVIEWED)


def test_documents_are_named_unless_they_are_archived(session: Session) -> None:
    [(number, title)] = workbench.document_titles(session)
    session.get_one(Document, number).archived_at = NOW
    session.flush()
    assert title == built_in_speech().title
    assert workbench.document_titles(session) == []
