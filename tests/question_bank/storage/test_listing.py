from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.contents import item_of
from question_bank.storage.database import Database
from question_bank.storage.listing import (
    MOST_COUNTED,
    QuestionFilter,
    Sort,
    count_questions,
    last_before,
    list_questions,
    list_tags,
    next_in_line,
    stream_questions,
)
from question_bank.storage.models import Question, QuestionBigram
from question_bank.storage.models.values import Origin, Status
from question_bank.storage.questions import (
    Content,
    create_question,
    edit_question,
    get_question,
    sign_question,
)
from question_bank.storage.questions import Edit as Change
from question_bank.storage.search import normal_text, pairs, rebuild_index, search_text
from tests.question_bank.storage.library import (
    CHOICE,
    CLOZE,
    DOUBT,
    NOW,
    STATEMENT,
    Shelf,
    generate_usual,
    stock,
)


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


def found(session: Session, wanted: QuestionFilter) -> set[str]:
    return {row.guid for row in list_questions(session, wanted).rows}


ALL = {"cloze", "choice", "statement", "other"}


# --- text -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "guids"),
    [
        ("人民", {"cloze", "statement"}),
        ("江山就是人民", {"cloze"}),
        ("就是____，", {"cloze"}),
        ("百姓", {"cloze"}),
        ("审判", {"choice"}),
        ("审判权", {"choice"}),
        ("江", {"cloze"}),
        ("。", ALL),
        ("群众。", {"statement"}),
        (" 联系 人民\n群众 ", {"statement"}),
        ("群众 联系", {"statement"}),
        ("人民\u3000江山", {"cloze"}),
        ("百姓 江", {"cloze"}),
        ("江 山", {"cloze"}),
        ("人民 没有", set()),
        ("人民 审判权", set()),
        ("江 审", set()),
        ("人民 %", set()),
        ("江 山 就 是 人 民 百 姓 百姓 江山 就是 人民 是江 山。 姓", {"cloze"}),
        ("公开", {"other"}),
        ("权审", set()),
        ("判权检", set()),
        ("没有", set()),
        ("江群", set()),
        ("%", set()),
        ("人_", set()),
        ("   ", ALL),
        ("", ALL),
    ],
)
def test_any_piece_of_a_question_finds_it(
    session: Session, shelf: Shelf, text: str, guids: set[str]
) -> None:
    assert shelf.version_id
    assert found(session, QuestionFilter(text=text)) == guids


def test_width_and_case_do_not_matter(session: Session, shelf: Shelf) -> None:
    content = Content(replace(STATEMENT, stem="代表用ＡＰＰ填报２０％以上。"))
    create_question(session, content, guid="own", author_id=shelf.author_id, now=NOW)
    for text in ("app填报", "APP", "20%", "２０％"):
        assert found(session, QuestionFilter(text=text)) == {"own"}


def test_a_long_query_is_looked_up_like_a_short_one(session: Session, shelf: Shelf) -> None:
    assert shelf.version_id
    assert found(session, QuestionFilter(text=CHOICE.stem)) == {"choice"}
    assert found(session, QuestionFilter(text="江山就是人民" * 100)) == set()


def test_an_edit_is_found_by_its_new_words_only(session: Session, shelf: Shelf) -> None:
    number = session.scalars(select(Question.id).where(Question.guid == "statement")).one()
    row = get_question(session, number)
    content = Content(replace(item_of(row), stem="代表要深入调研。"))
    edit_question(
        session, Change(number, row.lock_version, content), by_id=shelf.author_id, now=NOW
    )
    assert found(session, QuestionFilter(text="深入")) == {"statement"}
    assert found(session, QuestionFilter(text="密切")) == set()


def test_a_rebuilt_index_is_the_one_that_was_kept(session: Session, shelf: Shelf) -> None:
    assert shelf.version_id
    query = select(QuestionBigram.bigram, QuestionBigram.question_id).order_by(
        QuestionBigram.bigram, QuestionBigram.question_id
    )
    before = session.execute(query).all()
    session.execute(delete(QuestionBigram))
    assert rebuild_index(session) == 4
    assert session.execute(query).all() == before
    assert found(session, QuestionFilter(text="人民")) == {"cloze", "statement"}


@given(st.text(max_size=30), st.data())
def test_every_piece_of_a_text_has_all_its_pairs_in_the_index(
    text: str, data: st.DataObject
) -> None:
    whole = normal_text(text)
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, len(whole)))
    piece = whole[start:end]
    inner = {ord(first) << 21 | ord(second) for first, second in pairwise(piece)}
    assert inner <= set(pairs(whole))


def test_a_cloze_is_searched_with_and_without_its_blanks() -> None:
    parts = search_text(CLOZE).split("\n")
    assert parts == ["江山就是人民,人民就是江山。", "江山就是____,人民就是江山。", "百姓"]


# --- filters ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("wanted", "guids"),
    [
        (QuestionFilter(kinds=(Kind.SLOGAN,)), {"cloze"}),
        (QuestionFilter(kinds=(Kind.SLOGAN, Kind.RIGHT)), {"cloze", "choice"}),
        (QuestionFilter(types=(ItemType.TRUE_FALSE,)), {"statement", "other"}),
        (QuestionFilter(statuses=(Status.REVIEW,)), {"statement"}),
        (QuestionFilter(difficulties=(1,)), {"statement", "other"}),
        (QuestionFilter(origins=(Origin.AUTHORED,)), set()),
        (QuestionFilter(check=DOUBT.name), {"statement"}),
        (QuestionFilter(check="nothing"), set()),
        (QuestionFilter(tag="重点"), {"choice"}),
        (QuestionFilter(signed=True), {"cloze"}),
        (QuestionFilter(signed=False), ALL - {"cloze"}),
        (QuestionFilter(outdated=True), {"choice"}),
        (QuestionFilter(outdated=False), ALL - {"choice"}),
        (QuestionFilter(text="人民", statuses=(Status.PUBLISHED,)), {"cloze"}),
        (QuestionFilter(text="人", kinds=(Kind.DUTY,)), {"statement"}),
    ],
)
def test_filters_combine(
    session: Session, shelf: Shelf, wanted: QuestionFilter, guids: set[str]
) -> None:
    ids = {row.guid: row.id for row in session.scalars(select(Question))}
    choice = get_question(session, ids["choice"])
    content = Content(item_of(choice), tags=("重点",))
    edit_question(
        session, Change(choice.id, choice.lock_version, content), by_id=shelf.author_id, now=NOW
    )
    choice.outdated_by_id = shelf.version_id
    sign_question(session, ids["cloze"], by_id=shelf.reviewer_id, now=NOW)
    assert found(session, wanted) == guids


def test_a_document_and_an_author_can_be_asked_for(session: Session, shelf: Shelf) -> None:
    create_question(session, Content(CLOZE), guid="own", author_id=shelf.author_id, now=NOW)
    assert found(session, QuestionFilter(document_id=shelf.document_id)) == ALL - {"other"}
    assert found(session, QuestionFilter(author_id=shelf.author_id)) == {"own"}


# --- pages ------------------------------------------------------------------


@pytest.fixture
def many(session: Session, shelf: Shelf) -> list[int]:
    """The numbers of 25 more questions, oldest first."""
    return [
        create_question(
            session,
            Content(replace(STATEMENT, stem=f"预备题第{number}号。")),
            guid=f"more{number}",
            author_id=shelf.author_id,
            now=NOW,
        ).id
        for number in range(25)
    ]


@pytest.mark.parametrize("text", ["", "预备"])
def test_pages_hold_every_question_once(session: Session, many: list[int], text: str) -> None:
    wanted = QuestionFilter(text=text, statuses=(Status.DRAFT,))
    pages = [list_questions(session, wanted, number=number, size=10) for number in (1, 2, 3)]
    assert [row.id for page in pages for row in page.rows] == many[::-1]
    assert [page.has_next for page in pages] == [True, True, False]
    assert {(page.total, page.pages, page.is_cut) for page in pages} == {(25, 3, False)}


@pytest.mark.parametrize(("number", "shown"), [(0, 1), (-7, 1), (4, 3), (99999999999999999999, 3)])
def test_an_absurd_page_is_the_nearest_there_is(
    session: Session, many: list[int], number: int, shown: int
) -> None:
    assert many
    wanted = QuestionFilter(statuses=(Status.DRAFT,))
    page = list_questions(session, wanted, number=number, size=10)
    assert page.number == shown
    assert page.rows


def test_lists_can_be_sorted(session: Session, many: list[int]) -> None:
    wanted = QuestionFilter(text="预备题")
    oldest = list_questions(session, wanted, sort=Sort.OLDEST, size=1)
    assert [row.id for row in oldest.rows] == many[:1]
    row = get_question(session, many[3])
    content = Content(replace(item_of(row), explanation="新。"))
    edit_question(session, Change(row.id, row.lock_version, content), by_id=1, now=NOW)
    newest = list_questions(session, wanted, sort=Sort.CHANGED, size=2)
    assert [row.id for row in newest.rows] == [many[3], many[-1]]


def test_an_empty_list_has_one_page(session: Session, shelf: Shelf) -> None:
    assert shelf.version_id
    page = list_questions(session, QuestionFilter(tag="没有"))
    assert (page.rows, page.pages, page.total, page.has_next) == ([], 1, 0, False)


def test_counting_stops_before_it_takes_long(session: Session, shelf: Shelf) -> None:
    row = session.scalars(select(Question).where(Question.guid == "other")).one()
    columns = {
        column.key: getattr(row, column.key)
        for column in Question.__mapper__.column_attrs
        if column.key != "id"
    }
    copies = [
        {**columns, "guid": f"c{number}", "generation_key": f"c{number}"}
        for number in range(MOST_COUNTED)
    ]
    session.execute(insert(Question), copies)
    page = list_questions(session, QuestionFilter(), number=MOST_COUNTED // 20 + 1)
    assert (page.total, page.is_cut, page.has_next) == (MOST_COUNTED, True, False)
    assert len(page.rows) == 4
    beyond = list_questions(session, QuestionFilter(), number=99_999)
    assert (beyond.number, len(beyond.rows)) == (MOST_COUNTED // 20, 20)
    assert shelf.version_id


def test_questions_stand_in_line_in_the_order_in_which_they_came(
    session: Session, many: list[int]
) -> None:
    for wanted in (QuestionFilter(text="预备"), QuestionFilter(statuses=(Status.DRAFT,))):
        assert next_in_line(session, wanted, most=2) == many[:2]
        assert next_in_line(session, wanted, at=many[1]) == many[1:2]
        assert next_in_line(session, wanted, at=many[-1] + 1) == []
        assert last_before(session, wanted, many[-1]) == many[-2]
        assert last_before(session, wanted, many[0]) is None


# --- counts and exports -----------------------------------------------------


def test_counts_are_by_kind_type_and_status(session: Session, shelf: Shelf) -> None:
    assert shelf.version_id
    assert count_questions(session) == {
        (Kind.SLOGAN, ItemType.CLOZE, Status.PUBLISHED): 1,
        (Kind.RIGHT, ItemType.SINGLE, Status.PUBLISHED): 1,
        (Kind.DUTY, ItemType.TRUE_FALSE, Status.PUBLISHED): 1,
        (Kind.DUTY, ItemType.TRUE_FALSE, Status.REVIEW): 1,
    }


def test_tags_in_use_are_counted(session: Session, shelf: Shelf) -> None:
    for number, tags in enumerate((("甲", " 乙 ", ""), ("乙",))):
        content = Content(CLOZE, tags=tags)
        create_question(session, content, guid=str(number), author_id=shelf.author_id, now=NOW)
    assert sorted(list_tags(session)) == [("乙", 2), ("甲", 1)]


def test_an_export_has_every_question_with_its_parts(
    session: Session, many: list[int], shelf: Shelf
) -> None:
    streamed = list(stream_questions(session, QuestionFilter()))
    assert [row.id for row in streamed][-25:] == many
    assert {item_of(row) for row in streamed} >= {CLOZE, CHOICE, STATEMENT}
    wanted = QuestionFilter(text="代表", document_id=shelf.document_id)
    assert [row.guid for row in stream_questions(session, wanted)] == ["choice", "statement"]
