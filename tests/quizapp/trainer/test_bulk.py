"""Many questions at once: what is done, what is left and why, and how it is undone."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from question_bank.keypoints.values import Kind
from question_bank.questions.values import Item
from question_bank.storage import questions
from question_bank.storage.database import Database
from question_bank.storage.models import BulkAction, Question
from question_bank.storage.models.values import Role, Status
from tests.bank import DUTY_FALSE, DUTY_TRUE, NOW, RIGHTS_MULTIPLE, SAMPLES, SLOGAN_CLOZE
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST, NEW, SINGLE, number_in, words

BULK = f"{LIST}bulk"
RowOf = Callable[[int], Question]
NumberOf = Callable[[Item], int]


@pytest.fixture
def ticks(number_of: NumberOf, row_of: RowOf) -> Callable[..., list[str]]:
    """Return what turns samples into the boxes that a browser would send."""

    def boxes(*items: Item) -> list[str]:
        return [f"{number_of(item)}@{row_of(number_of(item)).lock_version}" for item in items]

    return boxes


def send(visitor: Visitor, do: str, ticked: Sequence[str], **more: str) -> str:
    """Press a button of the form and return the words of the page that follows."""
    sent = {"scope": "ticked", "question": ticked, "do": do, **more}
    answer = visitor.post(BULK, sent)
    assert answer.status_code == 303
    return words(visitor.get(answer.location))


def undo_on(visitor: Visitor, database: Database) -> str:
    """Undo what was done last and return the words of the page that follows."""
    with database.reader() as session:
        number = session.scalar(select(func.max(BulkAction.id)))
    answer = visitor.post(f"{BULK}/{number}/undo")
    assert answer.status_code == 303
    return words(visitor.get(answer.location))


def test_ticked_questions_are_retired_for_a_reason_and_put_back(
    reviewer: Visitor,
    database: Database,
    ticks: Callable[..., list[str]],
    number_of: NumberOf,
    row_of: RowOf,
) -> None:
    chosen = [DUTY_TRUE.item, DUTY_FALSE.item]
    page = send(reviewer, "retire", ticks(*chosen), reason="讲话已有新版本")

    assert "停用：处理了 2 道题。" in page
    rows = [row_of(number_of(item)) for item in chosen]
    assert {(row.status, row.status_reason) for row in rows} == {(Status.RETIRED, "讲话已有新版本")}
    assert row_of(number_of(RIGHTS_MULTIPLE.item)).status is Status.PUBLISHED

    assert "已撤销，2 道题恢复原样。" in undo_on(reviewer, database)
    rows = [row_of(number_of(item)) for item in chosen]
    assert {row.status for row in rows} == {Status.PUBLISHED}
    assert [row.is_signed for row in rows] == [True, False]
    assert "不能撤销" in undo_on(reviewer, database)


def test_chosen_questions_become_a_new_paper(
    author: Visitor, ticks: Callable[..., list[str]], number_of: NumberOf
) -> None:
    page = send(author, "paper", ticks(DUTY_TRUE.item, RIGHTS_MULTIPLE.item))
    assert "新建试卷" in page
    assert "共 2 题，满分 4 分" in page
    answer = author.post(
        BULK, {"scope": "ticked", "question": ticks(DUTY_TRUE.item), "do": "paper"}
    )
    assert f'value="{number_of(DUTY_TRUE.item)}"' in author.get(answer.location).text
    assert "请先勾选要处理的题" in send(author, "paper", [])
    too_many = [f"{number}@1" for number in range(1, 202)]
    assert "一份试卷最多 200 题" in send(author, "paper", too_many)


def test_signing_says_which_were_signed_before_and_leaves_them(
    reviewer: Visitor, ticks: Callable[..., list[str]], number_of: NumberOf, row_of: RowOf
) -> None:
    page = send(reviewer, "sign", ticks(DUTY_TRUE.item, SLOGAN_CLOZE.item))
    assert "发布并签发：处理了 1 道题。" in page
    assert "1 道没有动：本来就是这样" in page
    assert row_of(number_of(SLOGAN_CLOZE.item)).is_signed


def test_all_that_match_are_done_and_nothing_else(
    reviewer: Visitor, database: Database, number_of: NumberOf, row_of: RowOf
) -> None:
    address = f"{BULK}?type=true_false&status=published"
    answer = reviewer.post(address, {"scope": "all", "do": "tag", "set_tag": "判断"})
    page = words(reviewer.get(answer.location))
    assert "加标签：处理了 3 道题。" in page
    assert "共 3 题" in page
    assert [tag.name for tag in row_of(number_of(DUTY_TRUE.item)).tags] == ["判断"]
    assert list(row_of(number_of(SLOGAN_CLOZE.item)).tags) == []
    assert "共 3 题" in words(reviewer.get(f"{LIST}?tag=判断"))

    undo_on(reviewer, database)
    assert list(row_of(number_of(DUTY_TRUE.item)).tags) == []


def test_a_question_that_was_changed_since_is_left_when_the_rest_is_undone(
    reviewer: Visitor,
    database: Database,
    ticks: Callable[..., list[str]],
    number_of: NumberOf,
    row_of: RowOf,
) -> None:
    send(reviewer, "difficulty", ticks(DUTY_TRUE.item, DUTY_FALSE.item), set_difficulty="5")
    changed = number_of(DUTY_FALSE.item)
    with database.writer() as session:
        questions.move_question(session, questions.Move(changed, Status.REVIEW, 1), NOW)
        session.commit()

    page = undo_on(reviewer, database)
    assert "已撤销，1 道题恢复原样。1 道后来又有改动，没有动。" in page
    assert row_of(number_of(DUTY_TRUE.item)).difficulty == DUTY_TRUE.item.difficulty
    assert row_of(changed).difficulty == 5


def test_another_kind_is_a_new_wording_whose_undoing_brings_the_signature_back(
    reviewer: Visitor,
    database: Database,
    ticks: Callable[..., list[str]],
    number_of: NumberOf,
    row_of: RowOf,
) -> None:
    number = number_of(DUTY_TRUE.item)
    before = row_of(number)
    send(reviewer, "kind", ticks(DUTY_TRUE.item), set_kind="right")
    changed = row_of(number)
    assert (changed.kind, changed.is_signed) == (Kind.RIGHT, False)
    assert changed.current_revision == before.current_revision + 1

    undo_on(reviewer, database)
    restored = row_of(number)
    assert (restored.kind, restored.is_signed) == (Kind.DUTY, True)
    assert restored.content_hash == before.content_hash
    assert restored.content_changed_at > changed.content_changed_at


def test_what_was_shown_before_somebody_changed_it_is_left(
    reviewer: Visitor, ticks: Callable[..., list[str]], number_of: NumberOf, row_of: RowOf
) -> None:
    old = ticks(DUTY_TRUE.item)
    send(reviewer, "difficulty", old, set_difficulty="5")
    page = send(reviewer, "retire", old, reason="过时")
    assert "停用：处理了 0 道题。" in page
    assert "列出以后被别人改过" in page
    assert row_of(number_of(DUTY_TRUE.item)).status is Status.PUBLISHED


def test_nobody_signs_many_questions_of_their_own(reviewer: Visitor, row_of: RowOf) -> None:
    own = number_in(reviewer.post(NEW, SINGLE).location)
    page = send(reviewer, "sign", [f"{own}@{row_of(own).lock_version}"])
    assert "1 道没有动：是自己出的题，要由另一位审题人签发" in page
    assert row_of(own).status is Status.DRAFT


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"do": "retire", "question": ["1@1"]}, "写明原因"),
        ({"do": "reject", "question": ["1@1"], "reason": " "}, "写明原因"),
        ({"do": "tag", "question": ["1@1"], "set_tag": "两个 标签"}, "请写一个标签"),
        ({"do": "tag", "question": ["1@1"], "set_tag": "长" * 31}, "最多 30 字"),
        ({"do": "untag", "question": ["1@1"], "set_tag": "长" * 51}, "最多 50 字"),
        ({"do": "kind", "question": ["1@1"], "set_kind": "wisdom"}, "请选择内容"),
        ({"do": "difficulty", "question": ["1@1"], "set_difficulty": "9"}, "请选择难度"),
        ({"do": "sign"}, "请先勾选"),
        ({"do": "sign", "question": ["x", "1@", "@1", "9" * 30 + "@1"]}, "请先勾选"),
    ],
)
def test_what_is_missing_is_told_and_nothing_changes(
    reviewer: Visitor, database: Database, sent: dict[str, object], told: str
) -> None:
    answer = reviewer.post(BULK, sent)
    assert told in words(reviewer.get(answer.location))
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(BulkAction)) == 0


def test_questions_that_do_not_exist_are_told_of(reviewer: Visitor) -> None:
    page = send(reviewer, "retire", ["987654@1"], reason="过时")
    assert "1 道没有动：已被移走" in page


def test_an_unknown_deed_has_no_page(reviewer: Visitor) -> None:
    assert reviewer.post(BULK, {"do": "explode", "question": ["1@1"]}).status_code == 404


@pytest.mark.parametrize("do", ["sign", "retire", "kind"])
def test_authors_tag_but_do_not_judge(author: Visitor, do: str) -> None:
    assert author.post(BULK, {"do": do, "question": ["1@1"]}).status_code == 403
    page = author.get(LIST).text
    assert 'value="tag"' in page
    assert 'value="retire"' not in page


def test_a_form_sent_twice_does_it_once_and_another_choice_is_another_form(
    reviewer: Visitor, database: Database, ticks: Callable[..., list[str]]
) -> None:
    shown = reviewer.get(LIST).text
    fields = dict(re.findall(r'name="(submission\w*)" value="([^"]+)"', shown))
    first, second = (
        {"scope": "ticked", "question": ticks(sample.item), "do": "tag", "set_tag": "甲", **fields}
        for sample in (DUTY_TRUE, DUTY_FALSE)
    )
    told = {reviewer.post(BULK, sent).location for sent in (first, first)}
    assert len(told) == 1
    assert reviewer.post(BULK, second).location not in told
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(BulkAction)) == 2


def test_what_somebody_else_did_cannot_be_undone(
    sign_in: Callable[[Role], Visitor], ticks: Callable[..., list[str]], database: Database
) -> None:
    send(sign_in(Role.REVIEWER), "difficulty", ticks(DUTY_TRUE.item), set_difficulty="5")
    other = sign_in(Role.ADMIN)
    with database.reader() as session:
        number = session.scalar(select(func.max(BulkAction.id)))
    assert other.post(f"{BULK}/{number}/undo").status_code == 404
    assert "处理了" not in words(other.get(f"{LIST}?bulk={number}"))


def test_after_a_day_nothing_is_undone(
    reviewer: Visitor, database: Database, ticks: Callable[..., list[str]]
) -> None:
    send(reviewer, "difficulty", ticks(DUTY_TRUE.item), set_difficulty="5")
    with database.writer() as session:
        action = session.scalars(select(BulkAction)).one()
        action.created_at -= timedelta(days=1, minutes=1)
        session.commit()
    assert "不能撤销" in undo_on(reviewer, database)


def test_htmx_is_led_to_the_same_page(reviewer: Visitor, ticks: Callable[..., list[str]]) -> None:
    sent = {"do": "tag", "set_tag": "要点", "question": ticks(DUTY_TRUE.item)}
    answer = reviewer.post(f"{BULK}?kind=duty", sent, htmx=True)
    assert re.search(r"kind=duty&bulk=\d+", answer.headers["HX-Redirect"])


def test_a_filter_is_kept_listed_and_forgotten_by_its_owner_only(
    author: Visitor, sign_in: Callable[[Role], Visitor]
) -> None:
    kept = author.post(f"{LIST}filters?kind=right&type=multiple", {"name": " 权利 多选 "})
    assert kept.status_code == 303
    page = author.get(LIST)
    link = re.search(r'href="([^"]+)">权利 多选</a>', page.text)
    assert link is not None
    assert "共 1 题" in words(author.get(link[1].replace("&amp;", "&")))
    forget = re.search(r'action="([^"]+/filters/\d+/delete)"', page.text)
    assert forget is not None

    other = sign_in(Role.REVIEWER)
    assert "权利 多选" not in other.get(LIST).text
    other.post(forget[1])
    assert "权利 多选" in author.get(LIST).text
    author.post(forget[1])
    assert "权利 多选</a>" not in author.get(LIST).text


@pytest.mark.parametrize("name", ["", "   ", "长" * 31])
def test_a_filter_needs_a_short_name(author: Visitor, name: str) -> None:
    answer = author.post(f"{LIST}filters?kind=right", {"name": name})
    assert "起个名字" in words(author.get(answer.location))
    assert "记住的条件" not in words(author.get(LIST))


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("signed=yes", 2),
        ("signed=no", len(SAMPLES)),
        ("outdated=yes", 0),
        ("outdated=no", len(SAMPLES) + 2),
        ("used=yes", 0),
        ("used=no", len(SAMPLES) + 2),
        ("author=1", 0),
        ("tag=没有", 0),
        ("author=999999999999999999999999", len(SAMPLES) + 2),
    ],
)
def test_the_further_filters_keep_what_they_name(author: Visitor, query: str, count: int) -> None:
    page = words(author.get(f"{LIST}?{query}"))
    assert f"共 {count} 题" in page if count else "没有找到" in page


@pytest.mark.parametrize("order", ["important", "difficult", "easiest", "changed", "oldest"])
def test_every_order_shows_the_same_questions(author: Visitor, order: str) -> None:
    assert f"共 {len(SAMPLES) + 2} 题" in words(author.get(f"{LIST}?sort={order}"))


def test_a_list_by_answers_has_only_questions_that_were_answered(author: Visitor) -> None:
    assert "没有找到" in words(author.get(f"{LIST}?sort=hardest"))
