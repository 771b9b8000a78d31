"""Judged flags, descriptions, documents out of use, key points with what is on them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.documents import Flag
from question_bank.documents.values import Genre
from question_bank.errors import ConflictError, NotFoundError
from question_bank.keypoints.values import KeyPoint as Point
from question_bank.keypoints.values import Kind, Pattern, Span
from question_bank.questions.values import Verdict as Fate
from question_bank.storage import audit, documents_about, documents_points, flags
from question_bank.storage.database import Database
from question_bank.storage.documents import (
    Upload,
    add_document,
    get_document,
    list_documents,
    newest_version,
    page_of_documents,
    text_of,
)
from question_bank.storage.documents_about import Description
from question_bank.storage.documents_points import Counts
from question_bank.storage.flags import Verdict
from question_bank.storage.generations import save_generation
from question_bank.storage.models import KeyPoint, Question
from question_bank.storage.models.values import Status
from tests.question_bank.storage.library import (
    CHOICE,
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


@pytest.fixture
def session(database: Database) -> Iterator[Session]:
    with database.writer() as session:
        yield session


@pytest.fixture
def shelf(session: Session) -> Shelf:
    shelf = stock(session)
    generate_usual(session, shelf)
    return shelf


def statuses(session: Session) -> dict[str, Status]:
    session.expire_all()
    return {row.guid: row.status for row in session.scalars(select(Question))}


class TestOfFlags:
    @pytest.fixture
    def flagged(self, session: Session) -> Shelf:
        """A text of which two stretches are flagged."""
        shelf = stock(session)
        spans = [shelf.text.clean_text.index(words) for words in ("江山就是", "认真调查")]
        text = replace(
            shelf.text,
            sha256="1" * 64,
            flags=tuple(Flag("damage", start, start + 4) for start in spans),
        )
        version = add_document(session, Upload(text, b"other bytes"), NOW).version
        save_generation(session, version.id, generation(*usual(text)), RUN, NOW)
        return replace(shelf, version_id=version.id, document_id=version.document_id, text=text)

    def judge(self, session: Session, shelf: Shelf, *, usable: bool, shift: int = 0) -> bool:
        version = newest_version(session, shelf.document_id)
        flag = shelf.text.flags[0]
        verdict = Verdict(version.id, flag.start + shift, flag.end, usable, shelf.author_id)
        return flags.decide(session, version, verdict, NOW)

    def test_a_flag_found_wrong_no_longer_keeps_questions_away(
        self, session: Session, flagged: Shelf
    ) -> None:
        assert self.judge(session, flagged, usable=True)
        version = newest_version(session, flagged.document_id)
        assert flags.usable_text(session, version).flags == flagged.text.flags[1:]
        assert text_of(version).flags == flagged.text.flags

    def test_a_confirmed_flag_changes_nothing_for_questions(
        self, session: Session, flagged: Shelf
    ) -> None:
        assert not self.judge(session, flagged, usable=False)
        [said] = flags.decisions_on(session, flagged.version_id)
        assert (said.usable, said.decided_by_id) == (False, flagged.author_id)

    def test_what_was_let_through_and_taken_back_sends_its_questions_to_review(
        self, session: Session, flagged: Shelf
    ) -> None:
        assert self.judge(session, flagged, usable=True)
        assert not self.judge(session, flagged, usable=True)
        assert self.judge(session, flagged, usable=False)
        assert statuses(session)["cloze"] is Status.REVIEW
        assert statuses(session)["choice"] is Status.PUBLISHED

    def test_only_a_flag_can_be_judged(self, session: Session, flagged: Shelf) -> None:
        with pytest.raises(NotFoundError):
            self.judge(session, flagged, usable=True, shift=1)


def test_a_document_is_described_and_the_old_words_are_kept(session: Session, shelf: Shelf) -> None:
    said = Description("新标题", Genre.REPORT, date(2026, 3, 5), "某某网")
    documents_about.describe(session, shelf.document_id, said, shelf.author_id, NOW)
    session.expire_all()
    row = get_document(session, shelf.document_id)
    assert (row.title, row.genre, row.dated_on, row.source_note) == (
        "新标题",
        Genre.REPORT,
        date(2026, 3, 5),
        "某某网",
    )
    [deed, _added] = audit.history_of(session, "document", shelf.document_id)
    assert deed.details["before"][0] == "在代表座谈会上的讲话"


def test_a_document_out_of_use_takes_its_questions_along_and_back(
    session: Session, shelf: Shelf
) -> None:
    before = statuses(session)
    number = documents_about.archive(session, shelf.document_id, "过时", shelf.author_id, NOW)
    assert number == 3
    assert statuses(session) == dict.fromkeys(before, Status.RETIRED) | {"other": Status.PUBLISHED}
    assert [each.document.id for each in list_documents(session)] == [shelf.document_id - 1]
    assert page_of_documents(session, archived=True).total == 1
    with pytest.raises(ConflictError):
        documents_about.archive(session, shelf.document_id, "过时", shelf.author_id, NOW)

    assert documents_about.restore(session, shelf.document_id, shelf.author_id, NOW) == 3
    assert statuses(session) == before
    with pytest.raises(ConflictError):
        documents_about.restore(session, shelf.document_id, shelf.author_id, NOW)


def test_a_question_retired_before_its_document_stays_retired(
    session: Session, shelf: Shelf
) -> None:
    row = session.scalars(select(Question).where(Question.guid == "cloze")).one()
    row.status = Status.RETIRED
    session.flush()
    documents_about.archive(session, shelf.document_id, "过时", shelf.author_id, NOW)
    documents_about.restore(session, shelf.document_id, shelf.author_id, NOW)
    assert statuses(session)["cloze"] is Status.RETIRED


def test_key_points_are_counted_and_found_with_what_is_on_them(
    session: Session, shelf: Shelf
) -> None:
    rights, bare = (
        point(shelf, "审议权、表决权、提案权", Kind.RIGHT),
        point(shelf, "认真调查研究", Kind.METHOD),
    )
    refused = replace(made(CHOICE, "表决权、提案权", shelf.text, guid="no"), verdict=Fate.REFUSED)
    run = replace(generation(*usual(shelf.text), refused), key_points=(rights, bare))
    save_generation(session, shelf.version_id, run, RUN, NOW)

    tallies = documents_points.tally_points(session, shelf.version_id)
    assert [(each.kind, each.points, each.covered) for each in tallies] == [
        (Kind.RIGHT, 1, 1),
        (Kind.METHOD, 1, 0),
    ]
    [row] = documents_points.points_between(session, shelf.version_id, 0, rights.span.end)
    assert row.quote == rights.span.text
    found = documents_points.on_point(session, row)
    assert [each.guid for each in found.questions] == ["choice"]
    assert [each.guid for each in found.refused] == ["no"]
    version = newest_version(session, shelf.document_id)
    assert documents_points.counts_of(session, version) == Counts(1, 2, 0, 1)
    sources = documents_points.sources_between(session, shelf.version_id, 0, rights.span.end)
    assert sources == [(rights.span.start, rights.span.end)]
    with pytest.raises(NotFoundError):
        documents_points.get_point(session, shelf.version_id - 1, row.id)


def test_a_key_point_says_how_much_is_not_listed(session: Session, shelf: Shelf) -> None:
    quote = "代表要密切联系人民群众。"
    many = [made(replace(STATEMENT, stem=f"{n}"), quote, shelf.text) for n in range(5)]
    run = replace(generation(*many), key_points=(point(shelf, quote, Kind.DUTY),))
    save_generation(session, shelf.version_id, run, RUN, NOW)
    row = session.scalars(select(KeyPoint)).one()
    found = documents_points.on_point(session, row, most=2)
    assert (len(found.questions), found.more_questions) == (2, 4)


def point(shelf: Shelf, quote: str, kind: Kind) -> Point:
    start = shelf.text.clean_text.index(quote)
    return Point(Pattern.LIST, kind, "", Span(start, start + len(quote), quote), 0)
