"""A deputy sits a paper."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select

from question_bank.questions.values import Item, ItemType
from question_bank.storage.attempts import load_asked, questions_of
from question_bank.storage.database import Database
from question_bank.storage.marks import unpack_marks
from question_bank.storage.models import Answer, Attempt, Group, Paper, Person, Progress
from question_bank.storage.models.values import (
    AnswersShown,
    AttemptState,
    Audience,
    FinishReason,
    PaperState,
)
from tests.papers import ASKED, open_paper
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import right_answer, wrong_answer

Statements = Callable[[], AbstractContextManager[list[str]]]
WAS = re.compile(r'name="was" value="([0-9a-f]+)"')


class Sitter:
    """Somebody who sits the paper of `tests.papers`."""

    def __init__(self, visitor: Visitor, database: Database) -> None:
        self.visitor = visitor
        self.database = database
        self.attempt = 0

    def begin(self, code: str = "abc234", name: str = "周敏") -> int:
        """Begin, and return the number of the attempt."""
        answer = self.visitor.post(f"/p/{code}", {"name": name})
        assert answer.status_code == 303, answer.text
        found = re.fullmatch(r"/exam/(\d+)/\d+", answer.location)
        assert found
        self.attempt = int(found[1])
        return self.attempt

    def row(self) -> Attempt:
        """Return the attempt as it stands."""
        with self.database.reader() as session:
            return session.get_one(Attempt, self.attempt)

    def item(self, slot: int) -> Item:
        """Return what is asked at *slot*."""
        with self.database.reader() as session:
            drawn = questions_of(session.get_one(Attempt, self.attempt))
            return load_asked(session, [drawn[slot - 1]])[0].item

    def was(self, slot: int) -> str:
        """Return the name of the answer that the page of *slot* shows."""
        found = WAS.search(self.visitor.get(f"/exam/{self.attempt}/{slot}").text)
        assert found
        return found[1]

    def send(self, slot: int, fields: dict[str, Any], *, htmx: bool = False) -> Any:
        """Send the form of *slot*."""
        return self.visitor.post(f"/exam/{self.attempt}/{slot}", fields, htmx=htmx)

    def answer(self, slot: int, *, right: bool = True, **fields: Any) -> Any:
        """Answer *slot* from its page."""
        item = self.item(slot)
        given = right_answer(item) if right else wrong_answer(item)
        return self.send(slot, {"was": self.was(slot), "do": "next", **given, **fields})

    def slot_of(self, item_type: ItemType) -> int:
        """Return where the question of a type stands."""
        return next(s for s in range(1, len(ASKED) + 1) if self.item(s).type is item_type)

    def submit(self) -> Any:
        """Hand in."""
        return self.visitor.post(f"/exam/{self.attempt}/submit")


@pytest.fixture
def paper(database: Database, clock: Clock) -> Callable[..., Paper]:
    """Return what opens a paper."""

    def make(**settings: Any) -> Paper:
        with database.writer() as session:
            made = open_paper(session, clock(), **settings)
            session.commit()
            return made

    return make


@pytest.fixture
def sitter(visitor: Visitor, database: Database) -> Sitter:
    return Sitter(visitor, database)


def answers(database: Database) -> list[Answer]:
    with database.reader() as session:
        return list(session.scalars(select(Answer).order_by(Answer.id)))


def test_a_paper_is_sat_from_the_link_to_the_result(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper(pass_mark=Decimal(6))
    start = sitter.visitor.get("/p/abc234").text
    for words in ("代表法学习测验", "共 4 题，满分 11 分", "6 分及格", "只能答一次", "不限时"):
        assert words in start
    sitter.begin()
    for slot in range(1, 5):
        answer = sitter.answer(slot, right=slot != 2)
        following = f"/{slot + 1}" if slot < 4 else "/sheet"
        assert answer.location == f"/exam/{sitter.attempt}{following}"
    assert "4 题都答了" in sitter.visitor.get(f"/exam/{sitter.attempt}/sheet").text

    assert sitter.submit().location == f"/exam/{sitter.attempt}/result"
    page = sitter.visitor.get(f"/exam/{sitter.attempt}/result").text
    assert "<b>7</b>" in page
    assert "及格了" in page
    row = sitter.row()
    assert (row.state, row.finish_reason) == (AttemptState.FINISHED, FinishReason.SUBMITTED)
    assert [int(mark or 0) for mark in unpack_marks(row.marks or b"")] == [2, 0, 2, 3]


# --- answering --------------------------------------------------------------


def test_an_answer_is_kept_in_two_writes_and_one_commit(
    paper: Callable[..., Paper], sitter: Sitter, statements: Statements
) -> None:
    paper()
    sitter.begin()
    sitter.visitor.token()
    fields = {"was": sitter.was(1), **right_answer(sitter.item(1))}
    with statements() as seen:
        assert sitter.send(1, fields, htmx=True).status_code == 200
    writes = [each for each in seen if re.match("(INSERT|UPDATE|DELETE)", each)]
    assert len(writes) == 2
    assert sum(each.startswith("BEGIN IMMEDIATE") for each in seen) == 1
    # Besides, who is here and what is asked.
    assert sum(each.startswith("SELECT") for each in seen) == 2


def test_an_answer_saved_in_passing_is_acknowledged_without_moving_on(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper(time_limit_seconds=600)
    sitter.begin()
    page = sitter.send(1, {"was": sitter.was(1), **right_answer(sitter.item(1))}, htmx=True).text
    assert 'id="exam-bar" hx-swap-oob="true"' in page
    assert "已答 1 题，共 4 题" in page
    assert 'data-clock="600"' in page
    assert "<form" not in page


@pytest.mark.parametrize("htmx", [False, True])
def test_an_answer_can_be_changed_and_the_last_one_counts(
    paper: Callable[..., Paper], sitter: Sitter, database: Database, *, htmx: bool
) -> None:
    paper()
    sitter.begin()
    sitter.answer(1, right=False)
    fields = {"was": sitter.was(1), "do": "next", **right_answer(sitter.item(1))}
    sitter.send(1, fields, htmx=htmx)
    (kept,) = answers(database)
    assert (kept.correct, kept.mark) == (True, Decimal(2))


def test_an_old_page_of_another_tab_undoes_nothing(
    paper: Callable[..., Paper], sitter: Sitter, database: Database
) -> None:
    paper()
    sitter.begin()
    empty = sitter.was(1)
    sitter.answer(1)
    sitter.send(1, {"was": empty, "do": "next"})
    sitter.send(1, {"was": empty, "do": "flag"})
    (kept,) = answers(database)
    assert kept.correct
    assert kept.flagged


def test_an_answer_taken_back_is_no_answer(
    paper: Callable[..., Paper], sitter: Sitter, database: Database
) -> None:
    paper()
    sitter.begin()
    slot = sitter.slot_of(ItemType.MULTIPLE)
    sitter.answer(slot)
    sitter.send(slot, {"was": sitter.was(slot), "do": "next"})
    (kept,) = answers(database)
    assert (kept.response, kept.mark, kept.answered_at) == (None, None, None)
    assert "还有 4 题没有答" in sitter.visitor.get(f"/exam/{sitter.attempt}/sheet").text


def test_a_flag_is_kept_without_an_answer_and_taken_away_again(
    paper: Callable[..., Paper], sitter: Sitter, database: Database
) -> None:
    paper()
    sitter.begin()
    for wish, flagged in (("flag", True), ("flag", True), ("unflag", False)):
        answer = sitter.send(2, {"was": sitter.was(2), "do": wish})
        assert answer.location == f"/exam/{sitter.attempt}/2"
        assert [each.flagged for each in answers(database)] == [flagged]
    sitter.send(3, {"was": sitter.was(3), "do": "flag"})
    assert "标记了第 3 题" in sitter.visitor.get(f"/exam/{sitter.attempt}/sheet").text


@pytest.mark.parametrize(
    ("wish", "slot", "following"),
    [("previous", 2, "/1"), ("previous", 1, "/1"), ("sheet", 2, "/sheet"), ("next", 4, "/sheet")],
)
def test_buttons_lead_where_they_say(
    paper: Callable[..., Paper], sitter: Sitter, wish: str, slot: int, following: str
) -> None:
    paper()
    sitter.begin()
    answer = sitter.send(slot, {"was": sitter.was(slot), "do": wish})
    assert answer.location == f"/exam/{sitter.attempt}{following}"
    swapped = sitter.send(slot, {"was": sitter.was(slot), "do": wish}, htmx=True)
    address = swapped.headers.get("HX-Push-Url") or swapped.headers.get("HX-Redirect")
    assert address == f"/exam/{sitter.attempt}{following}"


@pytest.mark.parametrize(
    "fields",
    [
        {"option": "99"},
        {"option": "-1"},
        {"option": ["1", "2"]},
        {"option": "9" * 400},
        {"option": "１"},
    ],
)
def test_forged_options_are_refused_and_change_nothing(
    paper: Callable[..., Paper], sitter: Sitter, database: Database, fields: dict[str, Any]
) -> None:
    paper()
    sitter.begin()
    for htmx in (False, True):
        assert sitter.send(1, {"was": "", **fields}, htmx=htmx).status_code == 422
    assert answers(database) == []


@pytest.mark.parametrize("slot", ["0", "5", "999999999999999999", "9" * 40])
def test_slots_that_are_none_are_a_404(
    paper: Callable[..., Paper], sitter: Sitter, slot: str
) -> None:
    paper()
    sitter.begin()
    assert sitter.visitor.get(f"/exam/{sitter.attempt}/{slot}").status_code == 404
    assert sitter.visitor.post(f"/exam/{sitter.attempt}/{slot}").status_code == 404


def test_nobody_sees_or_touches_the_sitting_of_another(
    paper: Callable[..., Paper], sitter: Sitter, other: Visitor, database: Database
) -> None:
    paper()
    sitter.begin()
    assert other.post("/p/abc234", {"name": "李强"}).status_code == 303
    base = f"/exam/{sitter.attempt}"
    for path in ("/1", "/sheet", "/result", "/review/1"):
        assert other.get(base + path).status_code == 404
    for path in ("/1", "/submit", "/review/1"):
        assert other.post(base + path, {"option": "3"}).status_code == 404
    assert answers(database) == []
    assert sitter.row().state is AttemptState.OPEN


# --- handing in -------------------------------------------------------------


def test_there_is_one_result_however_often_it_is_handed_in(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock
) -> None:
    paper()
    sitter.begin()
    sitter.answer(1)
    for _ in range(2):
        assert sitter.submit().location == f"/exam/{sitter.attempt}/result"
    before = sitter.row()
    clock.advance(minutes=5)
    late = sitter.send(2, {"was": "", **right_answer(sitter.item(2))})
    assert late.location == f"/exam/{sitter.attempt}/result"
    assert "已经交了，刚才的改动没有收进去" in sitter.visitor.get(late.location).text
    sitter.submit()
    after = sitter.row()
    assert (after.score, after.finished_at) == (before.score, before.finished_at)
    assert after.score == 2


def test_leaving_never_hands_in_and_the_way_back_leads_to_the_last_question(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper()
    sitter.begin()
    sitter.answer(1)
    sitter.answer(2)
    page = sitter.visitor.get("/p/abc234").text
    assert "您已经开始" in page
    assert f'href="/exam/{sitter.attempt}/2"' in page
    assert f"/exam/{sitter.attempt}/2" in sitter.visitor.post("/p/abc234").location
    assert sitter.row().state is AttemptState.OPEN


def test_two_taps_on_begin_make_one_attempt(
    paper: Callable[..., Paper], sitter: Sitter, database: Database
) -> None:
    paper(attempts_allowed=None)
    form = {"name": "周敏", "submission": "a" * 24}
    locations = {sitter.visitor.post("/p/abc234", form).location for _ in range(2)}
    locations.add(sitter.visitor.post("/p/abc234", {"name": "周敏"}).location)
    assert len(locations) == 1
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 1


# --- time -------------------------------------------------------------------


def test_an_answer_on_its_way_at_the_end_counts_and_then_it_is_collected(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock
) -> None:
    paper(time_limit_seconds=600, grace_seconds=30)
    sitter.begin()
    fields = {"was": sitter.was(1), "do": "next", **right_answer(sitter.item(1))}
    clock.advance(seconds=620)
    assert sitter.send(1, fields).location == f"/exam/{sitter.attempt}/result"
    row = sitter.row()
    assert (row.score, row.finish_reason) == (Decimal(2), FinishReason.TIME)
    assert row.finished_at == row.deadline_at


def test_an_answer_after_the_grace_does_not_count(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock
) -> None:
    paper(time_limit_seconds=600, grace_seconds=30)
    sitter.begin()
    sitter.answer(1)
    fields = {"was": sitter.was(2), "do": "next", **right_answer(sitter.item(2))}
    clock.advance(seconds=630)
    assert sitter.send(2, fields).location == f"/exam/{sitter.attempt}/result"
    assert sitter.row().score == 2


@pytest.mark.parametrize("path", ["/1", "/sheet", "/result"])
def test_the_next_look_after_the_end_collects_the_paper(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock, path: str
) -> None:
    paper(time_limit_seconds=600)
    sitter.begin()
    sitter.answer(1)
    clock.advance(hours=3)
    sitter.visitor.get(f"/exam/{sitter.attempt}{path}")
    row = sitter.row()
    assert (row.state, row.score) == (AttemptState.FINISHED, Decimal(2))
    assert row.finished_at == row.deadline_at
    assert "时间到，自动收卷" in sitter.visitor.get(f"/exam/{sitter.attempt}/result").text


def test_between_the_end_and_the_grace_no_question_is_shown(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock
) -> None:
    paper(time_limit_seconds=600, grace_seconds=30)
    sitter.begin()
    clock.advance(seconds=610)
    answer = sitter.visitor.get(f"/exam/{sitter.attempt}/1")
    assert answer.location == f"/exam/{sitter.attempt}/sheet"
    assert "时间到了" in sitter.visitor.get(answer.location).text


def test_a_clock_that_runs_ahead_ends_nothing(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock
) -> None:
    paper(time_limit_seconds=600)
    sitter.begin()
    clock.advance(seconds=590)
    answer = sitter.send(1, {"was": sitter.was(1), "do": "time"})
    assert answer.location == f"/exam/{sitter.attempt}/1"
    assert sitter.row().state is AttemptState.OPEN


def test_the_closing_time_of_the_paper_ends_a_sitting_too(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock
) -> None:
    made = paper(closes_at=clock().replace(hour=2), time_limit_seconds=7200)
    sitter.begin()
    row = sitter.row()
    assert row.deadline_at == made.closes_at


# --- who and when -----------------------------------------------------------


@pytest.mark.parametrize("code", ["nothing", "ABC-234", "x" * 300, "%00", "草稿"])
def test_a_code_of_no_paper_is_a_404(
    paper: Callable[..., Paper], sitter: Sitter, code: str
) -> None:
    paper()
    assert sitter.visitor.get(f"/p/{code}").status_code == 404
    assert sitter.visitor.post(f"/p/{code}").status_code == 404


def test_a_code_may_be_typed_in_capitals(paper: Callable[..., Paper], sitter: Sitter) -> None:
    paper()
    assert "代表法学习测验" in sitter.visitor.get("/p/ABC234").text


def test_a_paper_that_is_not_open_yet_says_when(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock
) -> None:
    paper(opens_at=clock().replace(hour=2))
    assert "2026年3月2日 10:00 开放" in sitter.visitor.get("/p/abc234").text
    answer = sitter.visitor.post("/p/abc234", {"name": "周敏"})
    assert answer.status_code == 422
    assert "还没到开放时间" in answer.text


@pytest.mark.parametrize("htmx", [False, True])
def test_a_paper_that_has_closed_says_so_kindly(
    paper: Callable[..., Paper], sitter: Sitter, clock: Clock, *, htmx: bool
) -> None:
    paper(closes_at=clock().replace(hour=2))
    clock.advance(hours=2)
    assert "已经截止" in sitter.visitor.get("/p/abc234", htmx=htmx).text
    answer = sitter.visitor.post("/p/abc234", {"name": "周敏"}, htmx=htmx)
    assert answer.status_code == 422
    assert "这场考试已经截止" in answer.text


def test_a_cancelled_paper_gives_no_result(
    paper: Callable[..., Paper], sitter: Sitter, database: Database, clock: Clock
) -> None:
    made = paper()
    sitter.begin()
    with database.writer() as session:
        row = session.get_one(Paper, made.id)
        row.state = PaperState.CANCELLED
        session.get_one(Attempt, sitter.attempt).state = AttemptState.CANCELLED
        session.get_one(Attempt, sitter.attempt).finished_at = clock()
        session.commit()
    assert "取消了" in sitter.visitor.get("/p/abc234").text
    assert "没有成绩" in sitter.visitor.get(f"/exam/{sitter.attempt}/result").text
    late = sitter.send(1, {"was": "", **right_answer(sitter.item(1))})
    assert late.location.endswith("/result")


@pytest.mark.parametrize("name", ["", " ", "长" * 31, "\u200b"])
def test_a_result_needs_a_name(
    paper: Callable[..., Paper], sitter: Sitter, database: Database, name: str
) -> None:
    paper()
    answer = sitter.visitor.post("/p/abc234", {"name": name})
    assert answer.status_code == 422
    assert "请写姓名" in answer.text
    with database.reader() as session:
        assert session.scalar(select(func.count()).select_from(Attempt)) == 0


def test_the_name_is_kept_and_not_asked_again(
    paper: Callable[..., Paper], sitter: Sitter, database: Database
) -> None:
    paper(attempts_allowed=2)
    sitter.begin(name="周敏")
    sitter.submit()
    assert 'name="name"' not in sitter.visitor.get("/p/abc234").text
    with database.reader() as session:
        assert session.get_one(Person, sitter.row().person_id).name == "周敏"


def test_attempts_run_out(paper: Callable[..., Paper], sitter: Sitter) -> None:
    paper(attempts_allowed=2)
    for _ in range(2):
        sitter.begin()
        sitter.submit()
    page = sitter.visitor.get("/p/abc234").text
    assert "您的次数已经用完" in page
    assert "第 2 次的成绩" in page
    assert sitter.visitor.post("/p/abc234").status_code == 422


def test_only_the_groups_asked_can_sit(
    paper: Callable[..., Paper], sitter: Sitter, database: Database, clock: Clock
) -> None:
    with database.writer() as session:
        group = Group(name="第一代表团", created_at=clock())
        session.add(group)
        session.commit()
    paper(audience=Audience.GROUPS, group_ids=(group.id,))
    assert "只请指定的代表团和小组参加" in sitter.visitor.get("/p/abc234").text
    assert sitter.visitor.post("/p/abc234", {"name": "周敏"}).status_code == 422


# --- results ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("shown", "before", "after"),
    [
        (AnswersShown.AFTER_SUBMIT, True, True),
        (AnswersShown.AFTER_CLOSE, False, True),
        (AnswersShown.NEVER, False, False),
    ],
)
def test_answers_are_shown_when_the_paper_says_so(
    paper: Callable[..., Paper],
    sitter: Sitter,
    clock: Clock,
    *,
    shown: AnswersShown,
    before: bool,
    after: bool,
) -> None:
    paper(answers_shown=shown, closes_at=clock().replace(hour=2))
    sitter.begin()
    sitter.answer(1, right=False)
    assert sitter.visitor.get(f"/exam/{sitter.attempt}/review/1").status_code == 404
    sitter.submit()
    for is_shown in (before, after):
        status = sitter.visitor.get(f"/exam/{sitter.attempt}/review/1").status_code
        assert status == (200 if is_shown else 404)
        page = sitter.visitor.get(f"/exam/{sitter.attempt}/result").text
        assert ("每题的答案" in page) is is_shown
        clock.advance(hours=2)


@pytest.mark.parametrize(
    ("shown", "before", "after"),
    [
        (AnswersShown.AFTER_SUBMIT, True, True),
        (AnswersShown.AFTER_CLOSE, False, True),
        (AnswersShown.NEVER, False, False),
    ],
)
def test_what_an_exam_got_wrong_is_learnt_once_its_answers_are_shown(
    paper: Callable[..., Paper],
    sitter: Sitter,
    clock: Clock,
    *,
    shown: AnswersShown,
    before: bool,
    after: bool,
) -> None:
    paper(answers_shown=shown, closes_at=clock().replace(hour=2))
    sitter.begin()
    slot = sitter.slot_of(ItemType.SINGLE)
    sitter.answer(slot, right=False)
    sitter.answer(sitter.slot_of(ItemType.TRUE_FALSE))
    sitter.submit()
    stem = sitter.item(slot).stem[:12]
    for is_shown in (before, after):
        assert (stem in sitter.visitor.get("/wrong").text) is is_shown
        assert (stem in sitter.visitor.get("/cards").text) is is_shown
        assert (
            "练没答对的" in sitter.visitor.get(f"/exam/{sitter.attempt}/result").text
        ) is is_shown
        clock.advance(hours=2)
    with sitter.database.reader() as session:
        counted = session.scalars(select(Progress.times_answered)).all()
    assert counted == ([1, 1] if after else [])


def test_what_an_exam_missed_is_practised_from_its_result(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper()
    sitter.begin()
    sitter.answer(1)
    sitter.answer(2, right=False)
    assert sitter.visitor.post(f"/exam/{sitter.attempt}/again").status_code == 404
    sitter.submit()
    begun = sitter.visitor.post(f"/exam/{sitter.attempt}/again")
    assert "1 / 3" in sitter.visitor.get(begun.location).text


def test_an_answer_sent_again_after_the_end_is_no_change(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper()
    sitter.begin()
    sitter.answer(1)
    sitter.submit()
    again = sitter.send(1, right_answer(sitter.item(1)), htmx=True)
    page = sitter.visitor.get(f"/exam/{sitter.attempt}/result").text
    assert again.headers["HX-Redirect"] == f"/exam/{sitter.attempt}/result"
    assert "没有收进去" not in page


def test_the_review_shows_key_explanation_and_source(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper()
    sitter.begin()
    slot = sitter.slot_of(ItemType.SINGLE)
    sitter.answer(slot, right=False)
    sitter.submit()
    page = sitter.visitor.get(f"/exam/{sitter.attempt}/review/{slot}").text
    item = sitter.item(slot)
    assert "您选了，不对" in page
    assert item.keys[0] in page
    assert item.explanation in page
    assert "出处" in page


def test_from_the_review_one_reads_the_source_keeps_and_reports_a_question(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper()
    sitter.begin()
    slot = sitter.slot_of(ItemType.SINGLE)
    sitter.submit()
    page = sitter.visitor.get(f"/exam/{sitter.attempt}/review/{slot}").text
    number = int(re.findall(r"/reports/new\?question=(\d+)", page)[0])
    assert sitter.visitor.get(f"/reports/new?question={number}").status_code == 200
    assert sitter.visitor.get(f"/questions/{number}").status_code == 200
    sources = re.findall(r"/questions/\d+/source", page)
    assert all(sitter.visitor.get(each).status_code == 200 for each in sources)
    assert sitter.visitor.post(f"/bookmarks/{number}").status_code == 303
    page = sitter.visitor.get(f"/exam/{sitter.attempt}/review/{slot}").text
    assert "已收藏，点此取消" in page


def test_a_question_whose_answer_is_not_shown_cannot_be_looked_up(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper(answers_shown=AnswersShown.NEVER)
    sitter.begin()
    with sitter.database.reader() as session:
        drawn = questions_of(session.get_one(Attempt, sitter.attempt))
    sitter.submit()
    for each in drawn:
        for path in (f"/questions/{each.question_id}", f"/questions/{each.question_id}/source"):
            assert sitter.visitor.get(path).status_code == 404
        assert sitter.visitor.post(f"/bookmarks/{each.question_id}").status_code == 404


def test_a_cloze_marked_wrong_can_be_appealed_once(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper()
    sitter.begin()
    cloze, single = sitter.slot_of(ItemType.CLOZE), sitter.slot_of(ItemType.SINGLE)
    sitter.answer(cloze, right=False)
    sitter.answer(single, right=False)
    address = f"/exam/{sitter.attempt}/review/{cloze}"
    assert sitter.visitor.post(address).status_code == 404
    sitter.submit()
    assert "请再看看" in sitter.visitor.get(address).text
    assert sitter.visitor.post(address, {"text": "长" * 501}).status_code == 422
    for _ in range(2):
        assert sitter.visitor.post(address, {"text": "意思一样"}).status_code == 303
    assert "培训人员还没有处理" in sitter.visitor.get(address).text
    assert sitter.visitor.post(f"/exam/{sitter.attempt}/review/{single}").status_code == 404


def test_open_papers_and_past_results_are_listed(
    paper: Callable[..., Paper], sitter: Sitter
) -> None:
    paper(time_limit_seconds=1200)
    paper(code="hidden", audience=Audience.CODE, title="只给有链接的人")
    page = sitter.visitor.get("/exams").text
    assert "限时 20 分钟" in page
    assert "只给有链接的人" not in page
    sitter.begin()
    assert "已开始，可以接着答" in sitter.visitor.get("/exams").text
    sitter.submit()
    assert "0 分，满分 11 分" in sitter.visitor.get("/exams").text
