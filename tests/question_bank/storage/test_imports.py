"""Many questions stored at once, and what an import asks of the bank."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from sqlalchemy import func, select

from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.questions.values import Finding, Level
from question_bank.storage.contents import item_of
from question_bank.storage.database import Database
from question_bank.storage.import_drafts import forget_import, keep_import, kept_import
from question_bank.storage.imports import (
    Incoming,
    WantedSource,
    create_questions,
    find_same_text,
    find_source,
    stored_by_guid,
    text_key_of,
)
from question_bank.storage.listing import QuestionFilter, list_questions
from question_bank.storage.models import AuditEntry, Question
from question_bank.storage.models.values import Origin, Status
from question_bank.storage.questions import Content
from tests.bank import DUTY_SINGLE, LIST_CLOZE, NOW, fill

NEW = replace(DUTY_SINGLE.item, stem="这是一道全新的题，它考代表的职责（　　）。")


def incoming(number: int, **changes: object) -> Incoming:
    item = replace(NEW, stem=f"第{number}道全新的题，它考代表的职责（　　）。")
    content = Content(
        item,
        findings=(Finding("options.absolute", Level.REVIEW),),
        tags=("甲", "乙"),
        points=Decimal("1.5"),
    )
    return replace(Incoming(content, f"a-permanent-guid-{number}"), **changes)  # type: ignore[arg-type]


def test_many_questions_come_with_parts_findings_tags_and_index(database: Database) -> None:
    with database.writer() as session:
        fill(session)
        ids = create_questions(session, [incoming(n) for n in range(3)], by_id=1, now=NOW)
        session.commit()
    with database.reader() as session:
        found = list_questions(session, QuestionFilter(text="全新的题", origins=(Origin.IMPORTED,)))
        rows = stored_by_guid(session, {"a-permanent-guid-1", "nobody"})
        [row] = rows.values()
        assert found.total == len(ids) == 3
        assert item_of(row).options == NEW.options
        assert ({tag.name for tag in row.tags}, row.points) == ({"甲", "乙"}, Decimal("1.5"))
        assert (row.status, row.author_id) == (Status.DRAFT, 1)
        assert [finding.name for finding in row.findings] == ["options.absolute"]
        entries = select(func.count()).where(AuditEntry.action == "question.import")
        assert session.scalar(entries) == 3


def test_a_published_question_of_another_bank_keeps_its_wording(database: Database) -> None:
    with database.writer() as session:
        [id_] = create_questions(
            session, [incoming(1, status=Status.PUBLISHED)], by_id=None, now=NOW
        )
        session.commit()
    with database.reader() as session:
        row = session.get_one(Question, id_)
        assert (row.status, row.current_revision, row.is_signed) == (Status.PUBLISHED, 1, False)


def test_one_question_that_cannot_be_shown_stops_all(database: Database) -> None:
    broken = replace(incoming(2), content=Content(replace(NEW, options=())))
    with database.writer() as session, pytest.raises(InvalidInputError):
        create_questions(session, [incoming(1), broken], by_id=None, now=NOW)


def test_the_same_words_are_found_in_another_order_of_options(database: Database) -> None:
    with database.writer() as session:
        fill(session)
        session.commit()
    turned = replace(DUTY_SINGLE.item, options=tuple(reversed(DUTY_SINGLE.item.options)))
    other = replace(DUTY_SINGLE.item, options=DUTY_SINGLE.item.options[1:])
    with database.reader() as session:
        found = find_same_text(session, {text_key_of(turned), text_key_of(other)})
        [number] = found.values()
        assert session.get_one(Question, number).stem == DUTY_SINGLE.item.stem
        assert find_same_text(session, set()) == {}


def test_a_quote_is_found_in_the_document_it_names(database: Database) -> None:
    with database.writer() as session:
        fill(session)
        session.commit()
    with database.reader() as session:
        row = session.scalars(select(Question).where(Question.stem == LIST_CLOZE.item.stem)).one()
        version = row.document_version
        assert version is not None
        title, start = version.document.title, row.source_start or 0
        exact = find_source(session, WantedSource(title, version.sha256, start, LIST_CLOZE.quote))
        moved = find_source(session, WantedSource(title, "", 3, LIST_CLOZE.quote))
        assert exact is not None
        assert (exact.document_version_id, exact.evidence.start) == (version.id, start)
        assert moved is not None
        assert moved.evidence.quote == LIST_CLOZE.quote
        assert find_source(session, WantedSource("别的文件", "", 0, LIST_CLOZE.quote)) is None
        assert find_source(session, WantedSource(title, "", 0, "文件里没有的话")) is None
        assert find_source(session, WantedSource(title, "", 0, "")) is None


def test_only_the_newest_files_of_a_person_wait(database: Database) -> None:
    with database.writer() as session:
        person = fill(session).id
        for number in range(5):
            keep_import(session, person, f"token-{number}", {"name": str(number)}, NOW)
        session.commit()
    with database.writer() as session:
        assert kept_import(session, person, "token-4").content == {"name": "4"}
        with pytest.raises(NotFoundError):
            kept_import(session, person, "token-1")
        forget_import(session, person, "token-4")
        with pytest.raises(NotFoundError):
            kept_import(session, person, "token-4")
