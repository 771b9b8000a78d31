"""Read a text whole, see where one went wrong, practise the part just read."""

from __future__ import annotations

import re

import pytest
from sqlalchemy import select, update

from question_bank.documents import read_document
from question_bank.sources import built_in_speech
from question_bank.storage.kept import MissedSpan
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from quizapp.learner.reading import LONGEST_LEAF, Leaf, leaves_of, paragraphs_of
from tests import bank
from tests.quizapp.learner.conftest import Deputy

SPEECH = built_in_speech()
TEXT = read_document(SPEECH.data, SPEECH.name)


def test_the_pages_hold_the_whole_text_once() -> None:
    leaves = leaves_of(TEXT)
    parts = [TEXT.clean_text[each.start : each.end] for each in leaves]
    assert "".join("".join(parts).split()) == "".join(TEXT.clean_text.split())
    assert leaves[1].title.startswith("第一部分")
    assert max(map(len, parts)) <= 2 * LONGEST_LEAF


def test_marks_cut_paragraphs_and_lose_nothing() -> None:
    leaf = leaves_of(TEXT)[0]
    first = TEXT.clean_text.index("人大的作用靠代表")
    spans = [
        MissedSpan(1, first, first + 6),
        # One inside of another is told by the outer one.
        MissedSpan(2, first + 1, first + 3),
        MissedSpan(3, first + 5, first + 9),
    ]
    shown = paragraphs_of(TEXT, leaf, spans)
    pieces = [piece for paragraph in shown for piece in paragraph.pieces]
    whole = TEXT.clean_text[leaf.start : leaf.end]
    assert "".join("".join(each.text for each in pieces).split()) == "".join(whole.split())
    assert [(each.missed, len(each.text)) for each in pieces if each.missed] == [(1, 6), (3, 3)]


def test_a_text_without_parts_is_one_page() -> None:
    plain = read_document("只有一段话，没有标题，也没有分部分。".encode(), "plain.txt")
    assert leaves_of(plain) == (Leaf("", 0, len(plain.clean_text)),)


def test_the_only_text_opens_at_once_and_leads_through(deputy: Deputy) -> None:
    first = deputy.visitor.get("/read")
    page = deputy.visitor.get(first.location).text
    assert "下一部分" in page
    assert "目录" in page
    assert "标黄的地方" not in page
    assert "上一部分" in deputy.visitor.get(first.location[:-1] + "2").text
    assert "/read" in deputy.visitor.get("/").text


def test_what_was_missed_is_marked_where_it_stands_and_leads_to_the_question(
    deputy: Deputy,
) -> None:
    deputy.finish(deputy.start(kind="system", length="5"), wrong=frozenset({1}))
    number = re.findall(r"/questions/(\d+)", deputy.visitor.get("/wrong").text)[0]
    with deputy.database.reader() as session:
        start = session.get_one(Question, int(number)).source_start or 0
    place = next(n for n, each in enumerate(leaves_of(TEXT), 1) if each.start <= start < each.end)
    page = deputy.visitor.get(f"/read/1/{place}").text
    assert "标黄的地方" in page
    marked = re.findall(rf'href="/questions/{number}"><mark>([^<]+)', page)
    assert marked == [bank.SYSTEM_SINGLE.quote]


def test_a_page_is_practised_in_the_order_of_the_text(deputy: Deputy) -> None:
    page = deputy.visitor.get("/read/1/3").text
    count = re.findall(r"练这一部分（(\d+) 题）", page)[0]
    begun = deputy.visitor.post("/read/1/3")
    assert f"1 / {count}" in deputy.visitor.get(begun.location).text


@pytest.mark.parametrize(
    "path", ["/read/1/0", "/read/1/99", "/read/2/1", "/read/99999999999999999999/1"]
)
def test_there_is_no_page_of_what_is_not_there(deputy: Deputy, path: str) -> None:
    assert deputy.visitor.get(path).status_code == 404
    assert deputy.visitor.post(path).status_code == 404


def test_a_text_that_nobody_is_asked_on_yet_stays_with_the_trainers(deputy: Deputy) -> None:
    with deputy.database.writer() as session:
        session.execute(update(Question).values(status=Status.REVIEW))
        session.commit()
        assert session.scalar(select(Question.id).limit(1))
    assert deputy.visitor.get("/read/1/1").status_code == 404
    assert "还没有可读的文件" in deputy.visitor.get("/read").text
