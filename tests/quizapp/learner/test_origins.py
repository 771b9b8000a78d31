"""Above a question stands the title of its document, wherever the stem does not have it."""

from __future__ import annotations

import pytest
from sqlalchemy import update

from question_bank.storage.database import Database
from question_bank.storage.models import Attempt, Document, Revision
from tests.papers import open_paper
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy

LINE = 'class="origin">出自<span lang="zh-Hans">《在代表座谈会上的讲话》</span>'


def rename(database: Database, title: str) -> None:
    """Give the document of the bank another title."""
    with database.writer() as session:
        session.execute(update(Document).values(title=title))
        session.commit()


@pytest.fixture
def missed(deputy: Deputy) -> int:
    """A practice in which everything was answered wrongly."""
    attempt = deputy.start(length="5", type=["single", "cloze"], mode="in_order")
    assert LINE in deputy.visitor.get(f"/practice/{attempt}/1").text
    deputy.finish(attempt, wrong=frozenset(range(1, 6)))
    return attempt


def test_practice_and_its_result_tell_the_document(deputy: Deputy, missed: int) -> None:
    assert deputy.visitor.get(f"/practice/{missed}/1").text.count(LINE) == 1
    assert deputy.visitor.get(f"/practice/{missed}/result").text.count(LINE) == 1


def test_where_questions_are_from_several_texts_each_line_of_a_result_tells_its_own(
    deputy: Deputy, missed: int
) -> None:
    with deputy.database.writer() as session:
        revision = session.get_one(Attempt, missed).layout[0]["revision"]
        session.get_one(Revision, revision).source = None
        session.commit()

    assert deputy.visitor.get(f"/practice/{missed}/result").text.count(LINE) == 4


def test_cards_and_the_lists_of_kept_questions_tell_it(deputy: Deputy, missed: int) -> None:
    visitor = deputy.visitor
    with deputy.database.reader() as session:
        number = session.get_one(Attempt, missed).layout[0]["question"]
    visitor.post(f"/bookmarks/{number}", {})

    assert visitor.get("/cards").text.count(LINE) == 1
    assert LINE in visitor.get("/cards/all").text
    assert visitor.get("/wrong").text.count(LINE) == 5
    assert visitor.get("/bookmarks").text.count(LINE) == 1
    assert LINE in visitor.get(f"/questions/{number}").text
    assert LINE in visitor.get(f"/reports/new?question={number}").text


def test_pocket_cards_with_two_sides_tell_it_on_the_front(visitor: Visitor) -> None:
    line = 'class="pocket__from">出自<span lang="zh-Hans">《在代表座谈会上的讲话》</span>'

    assert line in visitor.get("/pocket/sheets?style=sides").text
    assert line not in visitor.get("/pocket/sheets?style=facts").text


def test_english_readers_are_told_in_english(deputy: Deputy) -> None:
    deputy.visitor.post("/preferences", {"language": "en"})
    attempt = deputy.start(length="5")

    page = deputy.visitor.get(f"/practice/{attempt}/1").text

    assert 'class="origin">From <span lang="zh-Hans">《在代表座谈会上的讲话》' in page


def test_an_exam_tells_the_title_it_was_frozen_with(
    database: Database, clock: Clock, visitor: Visitor
) -> None:
    with database.writer() as session:
        open_paper(session, clock())
        session.commit()
    rename(database, "后来的标题")

    place = visitor.post("/p/abc234", {"name": "周敏"}).location
    attempt = place.split("/")[2]

    for slot in range(1, 5):
        assert visitor.get(f"/exam/{attempt}/{slot}").text.count(LINE) == 1
    visitor.post(f"/exam/{attempt}/submit")
    assert visitor.get(f"/exam/{attempt}/result").text.count(LINE) == 1
    assert LINE in visitor.get(f"/exam/{attempt}/review/1").text


def test_a_stem_that_has_the_title_is_not_told_it_again(database: Database, deputy: Deputy) -> None:
    rename(database, "讲话")
    attempt = deputy.start(type="cloze", length="5", mode="in_order")

    assert 'class="origin"' not in deputy.visitor.get(f"/practice/{attempt}/1").text
