"""会前五分钟: making a plan, today's portion, days missed, the end."""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select, update

from question_bank.storage.database import Database
from question_bank.storage.models import Attempt, Question, StudyPlan
from question_bank.storage.models.values import AttemptKind, AttemptState
from quizapp.learner.plans import parse_date
from tests.quizapp.conftest import Clock, Visitor
from tests.quizapp.learner.conftest import Deputy

Statements = Callable[[], AbstractContextManager[list[str]]]
#: The site's clock begins on the second of March.
MEETING = date(2026, 3, 9)


@pytest.fixture
def planner(deputy: Deputy) -> Deputy:
    """A deputy with a plan for a meeting in a week."""
    form = {"date": MEETING.isoformat(), "minutes": "5", "title": "市人代会"}
    answer = deputy.visitor.post("/plan", form)
    assert (answer.status_code, answer.location) == (303, "/plan")
    return deputy


def begin(deputy: Deputy) -> int:
    answer = deputy.visitor.post("/plan/today")
    assert answer.status_code == 303
    found = re.fullmatch(r"/practice/(\d+)/1", answer.location)
    assert found, answer.location
    return int(found[1])


def plan_count(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(StudyPlan)) or 0


def test_without_a_plan_the_page_offers_to_make_one(deputy: Deputy) -> None:
    page = deputy.visitor.get("/plan").text

    assert "哪天开会" in page
    assert "定下来" in page


def test_a_plan_shows_the_days_left_and_todays_portion(planner: Deputy) -> None:
    page = planner.visitor.get("/plan").text

    assert "市人代会" in page
    assert "还有 7 天开会" in page
    assert re.search(r"今天 \d+ 题，约 [1-5] 分钟", page)
    assert "落下几天也不要紧" in page


def test_home_begins_todays_portion_in_one_tap_and_shows_it_done(planner: Deputy) -> None:
    home = planner.visitor.get("/").text
    assert "还有 7 天开会" in home
    assert 'action="/plan/today"' in home

    planner.finish(begin(planner))
    done = planner.visitor.get("/").text
    assert 'action="/plan/today"' not in done
    assert "今天的一份练完了" in done


def test_a_portion_left_open_is_gone_on_with(planner: Deputy) -> None:
    attempt = begin(planner)
    planner.answer(attempt, 1)
    page = planner.visitor.get("/plan").text
    assert "今天的一份做了一半" in page
    again = planner.visitor.post("/plan/today")

    assert again.location == f"/practice/{attempt}/result"
    assert planner.visitor.get(again.location).location == f"/practice/{attempt}/2"


def test_a_missed_day_is_planned_again_without_a_word_of_blame(
    planner: Deputy, clock: Clock
) -> None:
    left = begin(planner)
    planner.answer(left, 1)
    clock.advance(days=2)
    page = planner.visitor.get("/").text
    assert "还有 5 天开会" in page
    assert 'action="/plan/today"' in page

    assert begin(planner) != left
    with planner.database.reader() as session:
        states = dict(session.execute(select(Attempt.id, Attempt.state)).all())
    assert states[left] is AttemptState.CANCELLED


def test_todays_portion_stays_the_same_all_day_and_changes_tomorrow(
    planner: Deputy, clock: Clock
) -> None:
    attempt = begin(planner)
    planner.finish(attempt, wrong=frozenset({1}))
    clock.advance(days=1)
    missed = planner.item(attempt, 1)
    tomorrow = begin(planner)

    with planner.database.reader() as session:
        count = len(session.get_one(Attempt, tomorrow).layout)
    assert missed in [planner.item(tomorrow, slot) for slot in range(1, count + 1)]


@pytest.mark.parametrize("htmx", [False, True])
@pytest.mark.parametrize("day", ["", "gestern", "2026-03-01", "2027-04-01", "2026-02-30", "9" * 99])
def test_a_date_that_makes_no_sense_is_refused_in_one_sentence(
    deputy: Deputy, day: str, *, htmx: bool
) -> None:
    answer = deputy.visitor.post("/plan", {"date": day, "minutes": "5", "kind": "duty"}, htmx=htmx)

    assert answer.status_code == 422
    assert "请选今天以后、一年以内的日期" in answer.text
    assert re.search(r'value="duty"\s+checked', answer.text)
    assert plan_count(deputy.database) == 0


@pytest.mark.parametrize(
    "field", [{"minutes": "60"}, {"kind": "x"}, {"title": "会" * 31}, {"minutes": ""}]
)
def test_what_was_not_on_offer_is_refused(deputy: Deputy, field: dict[str, str]) -> None:
    form = {"date": "2026-03-09", "minutes": "5", **field}
    assert deputy.visitor.post("/plan", form).status_code == 422
    assert plan_count(deputy.database) == 0


def test_changing_a_plan_keeps_what_was_practised(planner: Deputy) -> None:
    planner.finish(begin(planner))
    form = planner.visitor.get("/plan/change").text
    assert f'value="{MEETING}"' in form
    later = {"date": "2026-03-20", "minutes": "3", "kind": "duty", "changes": "yes"}
    planner.visitor.post("/plan", later)
    page = planner.visitor.get("/plan").text

    assert plan_count(planner.database) == 1
    assert "还有 18 天开会" in page
    assert "最多 3 分钟" in page
    assert "职责" in page


def test_on_the_day_of_the_meeting_one_more_portion_can_be_done(
    planner: Deputy, clock: Clock
) -> None:
    clock.time += timedelta(days=7)
    assert "今天开会" in planner.visitor.get("/").text
    assert begin(planner)


def test_after_the_meeting_a_summary_takes_the_place_of_portions(
    planner: Deputy, clock: Clock
) -> None:
    planner.finish(begin(planner), wrong=frozenset({1}))
    clock.time += timedelta(days=8)
    assert "会开过了，看看小结" in planner.visitor.get("/").text
    page = planner.visitor.get("/plan").text
    assert "练了 1 次" in page

    ended = planner.visitor.post("/plan/end")
    assert "小结" in planner.visitor.get(ended.location).text
    assert "定下来" in planner.visitor.get("/plan").text


def test_a_plan_can_be_ended_before_the_meeting(planner: Deputy) -> None:
    left = begin(planner)
    ended = planner.visitor.post("/plan/end")
    page = planner.visitor.get(ended.location).text

    assert "没有练上，没关系" in page
    assert planner.visitor.post("/plan/end").status_code == 404
    with planner.database.reader() as session:
        assert session.get_one(Attempt, left).state is AttemptState.CANCELLED


def test_cards_are_turned_quicker_until_the_meeting_and_as_usual_after_it(
    planner: Deputy, clock: Clock
) -> None:
    planner.visitor.post("/cards", {})
    planner.visitor.post("/cards/settings", {"new": "0", "reviews": "60", "hour": "4"})
    page = planner.visitor.get("/plan").text
    needed = int(re.findall(r"开会前每天翻 (\d+) 张", page)[0])
    assert 0 < needed < int(re.findall(r"还有 (\d+) 张新卡片", page)[0])

    planner.visitor.post("/plan/cards", {"pace": "raised"})
    assert f"开会前每天最多翻 {needed} 张新卡片" in planner.visitor.get("/plan").text
    assert f"还剩 {needed}" in planner.visitor.get("/cards").text
    # Other choices leave it alone.
    planner.visitor.post("/cards/settings", {"new": "0", "reviews": "100", "hour": "4"})
    assert f"还剩 {needed}" in planner.visitor.get("/cards").text
    planner.visitor.post("/plan/cards", {"pace": "usual"})
    assert "还剩" not in planner.visitor.get("/cards").text

    planner.visitor.post("/plan/cards", {"pace": "raised"})
    clock.advance(days=8)
    assert "还剩" not in planner.visitor.get("/cards").text


def test_a_plan_that_cannot_bring_up_all_must_haves_says_so(planner: Deputy, clock: Clock) -> None:
    with planner.database.writer() as session:
        session.execute(update(Question).values(importance=1))
        session.commit()
    planner.visitor.post("/plan", {"date": MEETING.isoformat(), "minutes": "3", "changes": "yes"})
    assert "必会的有" not in planner.visitor.get("/plan").text
    clock.advance(days=6)
    page = planner.visitor.get("/plan").text
    must, met = re.findall(r"必会的有 (\d+) 题，每天最多 3 分钟，到开会时能见到 (\d+) 题", page)[0]
    assert 0 < int(met) < int(must)


def test_somebody_elses_plan_is_not_found(planner: Deputy, other: Visitor) -> None:
    with planner.database.reader() as session:
        number = session.scalars(select(StudyPlan.id)).one()
    other.post("/practice", {"mode": "daily"})

    assert planner.visitor.get(f"/plan/{number}/summary").status_code == 200
    assert other.get(f"/plan/{number}/summary").status_code == 404
    for path in ("/plan/today", "/plan/cards", "/plan/end"):
        assert other.post(path).status_code == 404
    assert other.get("/plan/change").status_code == 404


def test_beginning_twice_begins_one_sitting(planner: Deputy) -> None:
    for _ in range(2):
        planner.visitor.post("/plan/today")
    with planner.database.reader() as session:
        wanted = select(func.count()).where(Attempt.kind == AttemptKind.PLAN)
        assert session.scalar(wanted) == 1


def test_home_with_a_plan_asks_the_bank_little(planner: Deputy, statements: Statements) -> None:
    planner.finish(planner.start(mode="daily"))
    with statements() as seen:
        assert 'action="/plan/today"' in planner.visitor.get("/").text

    assert len([each for each in seen if each.startswith("SELECT")]) <= 12


@pytest.mark.parametrize("path", ["/plan", "/plan/change"])
def test_htmx_gets_a_part_of_the_pages_of_a_plan(planner: Deputy, path: str) -> None:
    assert "<html" in planner.visitor.get(path).text
    assert "<html" not in planner.visitor.get(path, htmx=True).text


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-03-05", date(2026, 3, 5)),
        (" 2026年3月5日 ", date(2026, 3, 5)),
        ("2026/3/5", date(2026, 3, 5)),
        ("5.3.2026", None),
        ("", None),
    ],
)
def test_days_are_read_as_people_type_them(text: str, day: date | None) -> None:
    assert parse_date(text) == day
