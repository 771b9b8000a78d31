from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from question_bank.documents import read_document
from question_bank.errors import ConflictError, NotFoundError
from question_bank.questions.values import Blank, Item, NearMiss, Option
from question_bank.storage import audit, questions, versions, versions_outdated
from question_bank.storage.contents import item_of
from question_bank.storage.database import Database
from question_bank.storage.documents import Upload, get_version, newest_version
from question_bank.storage.generations import save_generation
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from question_bank.storage.versions import Moved
from tests.question_bank.storage.library import (
    BYTES,
    CHOICE,
    CLOZE,
    NOW,
    RUN,
    Shelf,
    generate_usual,
    generation,
    made,
    stock,
)

#: The list of rights is another, an unnamed sentence goes, the rest moves.
NEWER = (
    BYTES.replace("提案权".encode(), "提案权、质询权".encode())
    .replace("代表要认真调查研究。".encode(), b"")
    .replace("同志们：\n".encode(), "同志们：\n大家好，今天讲两个问题。\n".encode())
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


def upload(data: bytes) -> Upload:
    return Upload(read_document(data, "speech.txt"), data, person_id=1)


def renewed(session: Session, shelf: Shelf, data: bytes = NEWER) -> Moved:
    return versions.add_version(session, shelf.document_id, upload(data), NOW)


def question(session: Session, guid: str) -> Question:
    session.expire_all()
    return session.scalars(select(Question).where(Question.guid == guid)).one()


def test_questions_whose_sentences_stayed_move_along(session: Session, shelf: Shelf) -> None:
    before = question(session, "cloze")
    status, changed, lock = before.status, before.content_changed_at, before.lock_version
    moved = renewed(session, shelf)
    row = question(session, "cloze")
    assert row.document_version_id == moved.version_id
    text = get_version(session, moved.version_id).clean_text
    assert text[row.source_start : row.source_end] == row.source_quote == "江山就是人民"
    assert (row.status, row.content_changed_at, row.outdated_by_id) == (status, changed, None)
    assert row.lock_version > lock
    assert moved.moved == 2


def test_questions_whose_source_changed_wait_out_of_papers(session: Session, shelf: Shelf) -> None:
    moved = renewed(session, shelf)
    row = question(session, "choice")
    assert (moved.changed, moved.outdated) == (2, 1)
    assert row.status is Status.REVIEW
    assert (row.document_version_id, row.outdated_by_id) == (shelf.version_id, moved.version_id)
    assert versions_outdated.by_document(session) == {shelf.document_id: {Status.REVIEW: 1}}
    assert audit.history_of(session, "question", row.id)[0].action == "question.outdated"
    assert question(session, "other").status is Status.PUBLISHED


PANEL = replace(
    CHOICE,
    stem="下列说法中，不符合讲话内容的是（　　）。",
    options=(
        Option(1, "江山就是人民，人民就是山河", correct=True),
        Option(2, "人大代表享有审议权、表决权、提案权", correct=False),
        Option(3, "代表要密切联系人民群众", correct=False),
    ),
)


@pytest.mark.parametrize(
    ("item", "guid"),
    [
        (PANEL, "option"),
        (replace(CLOZE, explanation="人大代表享有审议权、表决权、提案权。"), "explanation"),
        (
            replace(
                CLOZE,
                blanks=(
                    Blank(
                        1,
                        ("人民",),
                        (NearMiss("代表", "见“人大代表享有审议权、表决权、提案权”。"),),
                    ),
                ),
            ),
            "near miss",
        ),
    ],
)
def test_questions_that_quote_a_changed_sentence_from_elsewhere_wait_too(
    session: Session, shelf: Shelf, item: Item, guid: str
) -> None:
    quoting = made(item, "江山就是人民", shelf.text, guid=guid)
    save_generation(session, shelf.version_id, generation(quoting), RUN, NOW)
    assert question(session, guid).status is Status.PUBLISHED

    moved = renewed(session, shelf, BYTES.replace("提案权".encode(), "建议权".encode()))

    row = question(session, guid)
    assert (row.status, row.outdated_by_id) == (Status.REVIEW, moved.version_id)
    assert question(session, "cloze").status is Status.PUBLISHED


def test_the_wording_that_was_answered_keeps_its_source(session: Session, shelf: Shelf) -> None:
    row = question(session, "choice")
    kept = questions.history_of(session, row.id)[0]
    source = dict(kept.source or {})
    renewed(session, shelf)
    session.expire_all()
    assert questions.history_of(session, row.id)[0].source == source


def test_what_nobody_uses_any_more_is_not_brought_back(session: Session, shelf: Shelf) -> None:
    row = question(session, "choice")
    move = questions.Move(row.id, Status.RETIRED, shelf.reviewer_id, "过时")
    questions.move_question(session, move, NOW)
    assert renewed(session, shelf).outdated == 0
    assert question(session, "choice").status is Status.RETIRED


def test_a_part_that_moved_takes_its_questions_back_to_review(
    session: Session, shelf: Shelf
) -> None:
    swapped = "在代表座谈会上的讲话\n同志们：\n一、江山就是人民，人民就是江山。\n二、代表要密切联系人民群众。\n"
    renewed(session, shelf, swapped.encode())
    assert question(session, "cloze").outdated_by_id is not None


def test_the_same_file_again_changes_nothing(session: Session, shelf: Shelf) -> None:
    first = renewed(session, shelf)
    assert renewed(session, shelf) == Moved(first.version_id, 0, 0, 0)
    assert [row.number for row in versions.list_versions(session, shelf.document_id)] == [2, 1]


def test_what_stayed_since_the_first_version_is_known_as_it_was_there(
    session: Session, shelf: Shelf
) -> None:
    assert versions.naming_of(session, newest_version(session, shelf.document_id)) is None
    renewed(session, shelf)
    renewed(session, shelf, NEWER + "三、代表要参加视察。\n".encode())
    newest = newest_version(session, shelf.document_id)
    naming = versions.naming_of(session, newest)
    assert naming is not None
    quote = "江山就是人民"
    start, old = newest.clean_text.index(quote), shelf.text.clean_text.index(quote)
    assert naming(start, start + 6) == (shelf.text.sha256, old, old + 6)
    start = newest.clean_text.index("质询权")
    second = versions.list_versions(session, shelf.document_id)[1]
    assert naming(start, start + 3) == (second.sha256, start, start + 3)


class TestOfWhatWaits:
    @pytest.fixture
    def waiting(self, session: Session, shelf: Shelf) -> Question:
        renewed(session, shelf)
        return question(session, "choice")

    def test_it_is_listed_by_page(self, session: Session, shelf: Shelf, waiting: Question) -> None:
        page = versions_outdated.list_outdated(session, shelf.document_id, number=9)
        assert ([row.id for row in page.rows], page.number, page.total) == ([waiting.id], 1, 1)
        assert versions_outdated.list_outdated(session, shelf.document_id - 1).rows == []

    def test_what_stands_there_now_is_found(
        self, session: Session, shelf: Shelf, waiting: Question
    ) -> None:
        newest = newest_version(session, shelf.document_id)
        comparison = versions_outdated.comparison_with(session, shelf.version_id, newest)
        assert waiting.source_start is not None
        assert waiting.source_end is not None
        found = versions_outdated.passage_now(comparison, waiting.source_start, waiting.source_end)
        assert found is not None
        assert found.quote == "审议权、表决权、提案权"
        assert newest.clean_text[found.start : found.end] == found.quote

    def test_its_sentence_and_the_one_in_its_place_are_shown(
        self, session: Session, shelf: Shelf, waiting: Question
    ) -> None:
        newest = newest_version(session, shelf.document_id)
        comparison = versions_outdated.comparison_with(session, shelf.version_id, newest)
        start, end = waiting.source_start or 0, waiting.source_end or 0
        old, new = versions_outdated.wordings(comparison, start, end)
        assert old == "一、人大代表享有审议权、表决权、提案权。"
        assert new == "一、人大代表享有审议权、表决权、提案权、质询权。"

    def test_it_can_keep_a_source_that_went(self, session: Session, waiting: Question) -> None:
        with pytest.raises(ConflictError):
            versions_outdated.clear(session, waiting.id, 0, 1, NOW)
        versions_outdated.clear(session, waiting.id, waiting.lock_version, 1, NOW)
        assert question(session, "choice").outdated_by_id is None

    def test_an_edit_ends_the_waiting(
        self, session: Session, shelf: Shelf, waiting: Question
    ) -> None:
        content = questions.Content(item_of(waiting))
        edit = questions.Edit(waiting.id, waiting.lock_version, content)
        questions.edit_question(session, edit, by_id=shelf.reviewer_id, now=NOW)
        assert versions_outdated.by_document(session, [shelf.document_id]) == {}


def test_an_unknown_document_gets_no_version(session: Session) -> None:
    with pytest.raises(NotFoundError):
        versions.add_version(session, 999, upload(NEWER), NOW)
