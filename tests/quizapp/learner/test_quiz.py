from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from sqlalchemy import func, select, update

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.attempts import load_asked
from question_bank.storage.database import Database
from question_bank.storage.models import Answer, Attempt, Base, Card, Person, Progress, Question
from question_bank.storage.models.values import AttemptState, Status
from question_bank.storage.pools import Pool, find_candidates
from quizapp.learner.drawing import draw_again
from tests import bank
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy, right_answer, wrong_answer

Statements = Callable[[], AbstractContextManager[list[str]]]
WORD = re.compile("data-word>([^<]+)<")
WRITES = re.compile("(INSERT|UPDATE|DELETE)")


def count(database: Database, table: type[Base]) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def start_with(deputy: Deputy, item_type: ItemType) -> int:
    return deputy.start(type=item_type.value, mode="in_order", length="all")


# --- choosing ---------------------------------------------------------------


def test_kinds_types_and_lengths_are_offered(deputy: Deputy) -> None:
    page = deputy.visitor.get("/practice").text
    for words in ("职责", "口号提法", "单选", "填空", "10 题", "没做过的", "开始练习"):
        assert words in page


def test_a_practice_keeps_to_what_was_chosen(deputy: Deputy) -> None:
    attempt = deputy.start(kind="duty", type=["single", "true_false"], length="all")

    with deputy.database.reader() as session:
        size = len(session.get_one(Attempt, attempt).layout)
    items = [deputy.item(attempt, slot) for slot in range(1, size + 1)]
    assert {item.stem for item in items} == {
        bank.DUTY_TRUE.item.stem,
        # DUTY_FALSE holds the key of DUTY_SINGLE: one of the two is asked.
        *({bank.DUTY_SINGLE.item.stem, bank.DUTY_FALSE.item.stem} & {item.stem for item in items}),
    }
    assert size == 2


def test_of_two_questions_that_tell_on_each_other_one_is_asked_again(deputy: Deputy) -> None:
    with deputy.database.reader() as session:
        candidates = find_candidates(session, Pool(kinds=(Kind.DUTY,)), None)
        drawn = draw_again(candidates, [each.question_id for each in candidates])
        stems = [each.item.stem for each in load_asked(session, drawn)]

    assert stems == [bank.DUTY_SINGLE.item.stem, bank.DUTY_TRUE.item.stem]


def test_the_page_says_that_fewer_than_all_may_be_asked(deputy: Deputy) -> None:
    page = deputy.visitor.get("/practice").text

    assert "一次最多 500 题" in page
    assert "考同一知识点或者会互相提示答案的题，一次只问其中一题" in page


def test_the_words_of_a_bank_are_mixed_once_for_each_attempt(deputy: Deputy) -> None:
    orders = set()
    for _ in range(8):
        attempt = deputy.start(type="cloze", kind="right")
        pages = [deputy.visitor.get(f"/practice/{attempt}/1").text for _ in range(2)]
        first, second = (tuple(WORD.findall(page)) for page in pages)
        assert first == second
        assert sorted(first) == sorted(deputy.item(attempt, 1).word_bank)
        orders.add(first)

    assert len(orders) > 1


@pytest.mark.parametrize("page", ["/", "/cards"])
def test_a_wrong_answer_is_a_card_where_cards_are_looked_for_and_a_right_one_is_none(
    deputy: Deputy, page: str
) -> None:
    attempt = deputy.start()
    deputy.answer(attempt, 1)
    deputy.visitor.get(page)
    assert count(deputy.database, Card) == 0
    deputy.answer(attempt, 2, right=False)
    deputy.visitor.get(page)
    made = count(deputy.database, Card)
    deputy.visitor.get(page)
    assert count(deputy.database, Card) == made > 0


def test_english_pages_mark_what_is_chinese(deputy: Deputy) -> None:
    attempt = deputy.start(type=["single"], length="all")
    deputy.visitor.post("/preferences", {"language": "en"})
    page = deputy.answer(attempt, 1, right=False)

    (key,) = deputy.item(attempt, 1).keys
    assert re.search(rf'Right answer: <span lang="zh-Hans">[A-D] {key}</span>', page)
    assert f'<span lang="zh-Hans">{key}</span>' in page
    assert '<blockquote class="source__text" lang="zh-Hans">' in page


def test_two_questions_on_one_fact_never_meet(deputy: Deputy) -> None:
    attempt = deputy.start(kind="right", length="all")
    with deputy.database.reader() as session:
        assert len(session.get_one(Attempt, attempt).layout) == 1


def test_a_choice_that_fits_no_question_is_said_and_stores_nothing(deputy: Deputy) -> None:
    answer = deputy.visitor.post("/practice", {"kind": "obligation", "type": "single"})

    assert answer.status_code == 422
    assert "没有符合条件的题" in answer.text
    assert count(deputy.database, Attempt) == 0
    assert count(deputy.database, Person) == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_a_choice_that_was_not_on_offer_comes_back_with_a_sentence(
    deputy: Deputy, *, htmx: bool
) -> None:
    answer = deputy.visitor.post("/practice", {"length": "7", "kind": "x"}, htmx=htmx)

    assert answer.status_code == 422
    assert "请在列出的题数里选一个。" in answer.text
    assert ("<html" in answer.text) is not htmx


def test_starting_twice_with_one_form_begins_one_practice(deputy: Deputy) -> None:
    form = {"mode": "daily", "submission": "one-form-sent-twice"}
    first = deputy.visitor.post("/practice", form)
    second = deputy.visitor.post("/practice", form)

    assert first.location == second.location
    assert count(deputy.database, Attempt) == 1


# --- answering --------------------------------------------------------------


@pytest.mark.parametrize("item_type", ["single", "multiple", "true_false", "cloze"])
def test_a_right_answer_of_each_type_is_confirmed_with_its_source(
    deputy: Deputy, item_type: str
) -> None:
    attempt = start_with(deputy, ItemType(item_type))
    page = deputy.answer(attempt, 1)

    assert "答对了" in page
    assert "<mark>" in page
    assert "《在代表座谈会上的讲话》" in page
    assert "下一题" in page


@pytest.mark.parametrize("item_type", ["single", "multiple", "true_false", "cloze"])
def test_a_wrong_answer_shows_the_right_one(deputy: Deputy, item_type: str) -> None:
    attempt = start_with(deputy, ItemType(item_type))
    page = deputy.answer(attempt, 1, right=False)

    assert "这次没答对" in page
    assert "正确答案：" in page
    assert "您的答案：" in page


def test_each_option_says_what_it_is_true_of(deputy: Deputy) -> None:
    attempt = deputy.start(kind="system", type="single")
    page = deputy.answer(attempt, 1, right=False)

    for option in bank.SYSTEM_SINGLE.item.options:
        assert option.feedback in page
    assert "您选了，不对" in page


def test_a_near_miss_is_told_apart_from_a_wrong_answer(deputy: Deputy) -> None:
    attempt = deputy.start(kind="obligation")
    address = f"/practice/{attempt}/1"
    deputy.visitor.post(address, {"blank-1": "保守国家机密"})
    page = deputy.visitor.get(address).text

    assert "差一点，看看差在哪儿" in page
    assert "法律用语是“国家秘密”。" in page


def test_an_answer_in_other_writing_counts(deputy: Deputy) -> None:
    attempt = deputy.start(kind="method", type="cloze")
    address = f"/practice/{attempt}/1"
    deputy.visitor.post(address, {"blank-1": " 一手 "})
    assert "答对了" in deputy.visitor.get(address).text


def test_questions_without_a_signature_say_so(deputy: Deputy) -> None:
    unsigned = deputy.start(kind="system")
    signed = deputy.start(kind="duty", type="single")

    assert "未经签发" in deputy.visitor.get(f"/practice/{unsigned}/1").text
    assert "未经签发" not in deputy.visitor.get(f"/practice/{signed}/1").text


def test_htmx_gets_the_question_alone(deputy: Deputy) -> None:
    attempt = deputy.start()
    page = deputy.answer(attempt, 1, htmx=True)

    assert "答对了" in page
    assert "<html" not in page
    assert f"/practice/{attempt}/2" in page


def test_the_key_is_not_on_the_page_before_the_answer(deputy: Deputy) -> None:
    attempt = deputy.start(kind="obligation")
    assert "保守国家秘密" not in deputy.visitor.get(f"/practice/{attempt}/1").text


@pytest.mark.parametrize("htmx", [False, True])
def test_an_empty_answer_stores_nothing_and_says_what_to_do(deputy: Deputy, *, htmx: bool) -> None:
    attempt = deputy.start()
    answer = deputy.visitor.post(f"/practice/{attempt}/1", htmx=htmx)

    assert answer.status_code == 422
    assert "请先作答" in answer.text
    assert count(deputy.database, Answer) == 0


@pytest.mark.parametrize(
    ("kind", "fields", "sentence"),
    [
        ("system", {"option": "99"}, "提交的选项不在这道题里"),
        ("system", {"option": ["1", "2"]}, "单选题只能选一项"),
        ("system", {"option": "9" * 500}, "提交的选项不在这道题里"),
        ("obligation", {"blank-1": "很" * 201}, "答案太长"),
        ("obligation", {"blank-1": ["甲", "乙"]}, "同一个空收到了两个答案"),
    ],
)
def test_an_absurd_answer_stores_nothing(
    deputy: Deputy, kind: str, fields: dict[str, object], sentence: str
) -> None:
    attempt = deputy.start(kind=kind)
    answer = deputy.visitor.post(f"/practice/{attempt}/1", fields)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert count(deputy.database, Answer) == 0


def test_a_second_answer_changes_nothing_and_shows_the_first(deputy: Deputy) -> None:
    attempt = deputy.start(kind="system")
    deputy.answer(attempt, 1)
    again = deputy.answer(attempt, 1, right=False)

    assert "答对了" in again
    assert count(deputy.database, Answer) == 1
    with deputy.database.reader() as session:
        assert session.scalars(select(Progress.times_answered)).one() == 1


def test_the_same_form_sent_twice_counts_once(deputy: Deputy) -> None:
    attempt = deputy.start(kind="duty", length="all")
    form = {"submission": "0123456789abcdef", **right_answer(deputy.item(attempt, 1))}
    for _ in range(2):
        answer = deputy.visitor.post(f"/practice/{attempt}/1", form, htmx=True)
        assert "答对了" in answer.text

    assert count(deputy.database, Answer) == 1


def test_a_form_without_its_token_is_refused(deputy: Deputy) -> None:
    attempt = deputy.start()
    answer = deputy.visitor.client.post(f"/practice/{attempt}/1", data={"option": "1"})

    assert answer.status_code == 400
    assert count(deputy.database, Answer) == 0


@pytest.mark.parametrize(
    "path", ["/practice/{}/1", "/practice/{}/result", "/practice/{}/99", "/practice/{}/0"]
)
def test_somebody_elses_practice_is_not_found(deputy: Deputy, other: Visitor, path: str) -> None:
    attempt = deputy.start()
    own = other.post("/practice", {"mode": "daily"})

    assert own.status_code == 303
    assert other.get(path.format(attempt)).status_code == 404


def test_nobody_answers_in_somebody_elses_practice(deputy: Deputy, other: Visitor) -> None:
    attempt = deputy.start(kind="system")
    answer = other.post(f"/practice/{attempt}/1", {"option": "1"})

    assert answer.status_code == 404
    assert count(deputy.database, Answer) == 0


@pytest.mark.parametrize(
    "path",
    ["/practice/77/1", f"/practice/{2**63}/1", "/practice/1/99999999999999999999", "/practice/x/1"],
)
def test_absurd_addresses_are_not_found(deputy: Deputy, path: str) -> None:
    deputy.start()
    assert deputy.visitor.get(path).status_code == 404


@pytest.mark.parametrize("right", [True, False])
@pytest.mark.parametrize("length", ["5", "all"])
def test_every_answer_takes_three_writes_at_most_and_one_commit(
    deputy: Deputy, statements: Statements, length: str, *, right: bool
) -> None:
    attempt = deputy.start(length=length, mode="in_order")
    with deputy.database.reader() as session:
        count_of_slots = len(session.get_one(Attempt, attempt).layout)
    token = deputy.visitor.token()
    for slot in range(1, count_of_slots + 1):
        item = deputy.item(attempt, slot)
        form = right_answer(item) if right else wrong_answer(item)
        with statements() as seen:
            deputy.visitor.client.post(
                f"/practice/{attempt}/{slot}", data={"csrf_token": token, **form}
            )
        writes = [each for each in seen if WRITES.match(each)]
        assert len(writes) == (3 if slot == count_of_slots else 2)
        assert sum(each.startswith("BEGIN IMMEDIATE") for each in seen) == 1
        # Besides, who is here, the practice, the question and its answers.
        assert sum(each.startswith("SELECT") for each in seen) == 3


def test_an_answer_sent_again_writes_nothing_and_gives_the_first_result(
    deputy: Deputy, statements: Statements
) -> None:
    attempt = deputy.start()
    item = deputy.item(attempt, 1)
    sent = {"csrf_token": deputy.visitor.token(), "submission": "0123456789abcdef"}
    address = f"/practice/{attempt}/1"
    first = deputy.visitor.client.post(
        address, data=sent | wrong_answer(item), headers={"HX-Request": "true"}
    )
    with statements() as seen:
        again = deputy.visitor.client.post(
            address, data=sent | right_answer(item), headers={"HX-Request": "true"}
        )

    assert not [each for each in seen if WRITES.match(each)]
    assert "这次没答对" in first.text
    assert "这次没答对" in again.text


# --- going on, results ------------------------------------------------------


def test_a_practice_can_be_left_and_resumed_where_it_was(deputy: Deputy) -> None:
    attempt = deputy.start()
    deputy.answer(attempt, 1)
    deputy.answer(attempt, 2)
    home = deputy.visitor.get("/").text

    assert "上次没做完" in home
    assert f"/practice/{attempt}/3" in home


def test_a_skipped_question_comes_again_at_the_end(deputy: Deputy) -> None:
    attempt = deputy.start()
    for slot in range(2, 5):
        deputy.answer(attempt, slot)
    page = deputy.answer(attempt, 5)

    assert f'href="/practice/{attempt}/1"' in page


def test_the_result_of_an_open_practice_leads_to_its_next_question(deputy: Deputy) -> None:
    attempt = deputy.start()
    deputy.answer(attempt, 1)
    answer = deputy.visitor.get(f"/practice/{attempt}/result")

    assert (answer.status_code, answer.location) == (303, f"/practice/{attempt}/2")


def test_only_what_is_no_card_yet_is_offered_as_cards(deputy: Deputy) -> None:
    pages = []
    for wrong in (frozenset[int](), frozenset({1}), frozenset(range(1, 6))):
        attempt = deputy.start()
        deputy.finish(attempt, wrong=wrong)
        pages.append(deputy.visitor.get(f"/practice/{attempt}/result").text)
    assert ["全部加入卡片" in page for page in pages] == [True, False, False]
    assert ["答对的也加入卡片" in page for page in pages] == [False, True, False]
    assert ["没答对的已经做成卡片" in page for page in pages] == [False, True, True]


def test_the_result_says_what_was_missed_with_the_right_answers(
    deputy: Deputy, clock: Clock
) -> None:
    attempt = deputy.start()
    clock.advance(minutes=2, seconds=5)
    deputy.finish(attempt, wrong=frozenset({2}))
    page = deputy.visitor.get(f"/practice/{attempt}/result").text

    assert "答对 4 题，共 5 题" in page
    assert "2 分 5 秒" in page
    assert "没答对的 1 题" in page
    assert page.count("正确答案：") == 1
    with deputy.database.reader() as session:
        assert session.get_one(Attempt, attempt).state is AttemptState.FINISHED
        assert session.get_one(Attempt, attempt).score is not None


def test_what_was_missed_becomes_cards(deputy: Deputy) -> None:
    attempt = deputy.start(type=["single", "true_false", "multiple"])
    deputy.finish(attempt, wrong=frozenset({1, 3}))
    deputy.visitor.get("/cards")

    with deputy.database.reader() as session:
        sources = session.scalars(select(Card.source)).all()
    assert sources == ["wrong_answer", "wrong_answer"]


def test_what_was_missed_can_be_practised_again(deputy: Deputy) -> None:
    attempt = deputy.start()
    deputy.finish(attempt, wrong=frozenset({1, 4}))
    missed = [deputy.item(attempt, slot).stem for slot in (1, 4)]
    answer = deputy.visitor.post(f"/practice/{attempt}/again")

    again = int(answer.location.split("/")[2])
    assert [deputy.item(again, slot).stem for slot in (1, 2)] == missed


def test_what_was_withdrawn_is_not_asked_again(deputy: Deputy) -> None:
    attempt = deputy.start(kind="system")
    deputy.finish(attempt, wrong=frozenset({1}))
    with deputy.database.writer() as session:
        session.execute(update(Question).values(status=Status.RETIRED))
        session.commit()
    answer = deputy.visitor.post(f"/practice/{attempt}/again")

    assert answer.location == f"/practice/{attempt}/result"
    assert count(deputy.database, Attempt) == 1


@pytest.mark.parametrize("htmx", [False, True])
def test_all_questions_of_a_practice_can_become_cards(deputy: Deputy, *, htmx: bool) -> None:
    attempt = deputy.start(kind="duty", length="all")
    deputy.finish(attempt)
    answer = deputy.visitor.post(f"/practice/{attempt}/cards", htmx=htmx)

    assert answer.status_code == (200 if htmx else 303)
    assert ("已加入" in answer.text) is htmx
    assert count(deputy.database, Card) == 2


def test_a_question_leaves_the_wrong_answers_after_two_right_ones(deputy: Deputy) -> None:
    first = deputy.start(kind="system")
    deputy.answer(first, 1, right=False)
    for _ in range(2):
        deputy.answer(deputy.start(mode="wrong"), 1)
    answer = deputy.visitor.post("/practice", {"mode": "wrong"})

    assert answer.status_code == 422
    assert "没有符合条件的题" in answer.text
