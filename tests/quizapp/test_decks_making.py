"""Large decks: made by a job, shown while they grow, fetched by whoever asked and nobody else."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, insert, select, update

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage import jobs
from question_bank.storage.database import Database
from question_bank.storage.models import Job, JobFile, Question
from question_bank.storage.models.values import JobState, Origin, Status
from quizapp.decks_making import SMALL
from quizapp.jobs.executing import Executor
from tests.quizapp.conftest import Clock, Visitor

Do = Callable[[], int]


@pytest.fixture(autouse=True)
def large_bank(database: Database, clock: Clock) -> None:
    """More statements than a small deck has."""
    common = {
        "origin": Origin.AUTHORED,
        "type": ItemType.TRUE_FALSE,
        "form": "authored",
        "kind": Kind.DUTY,
        "status": Status.PUBLISHED,
        "truth": True,
        "difficulty": 2,
        "content_changed_at": clock.time,
        "created_at": clock.time,
        "current_revision": 1,
        "lock_version": 1,
    }
    rows = [
        {**common, "guid": f"{n:032x}", "content_hash": f"{n:064x}", "stem": f"第{n}条说的是职责。"}
        for n in range(1, SMALL + 4)
    ]
    rows[0]["kind"] = Kind.RIGHT
    with database.writer() as session:
        session.execute(insert(Question), rows)
        session.commit()


@pytest.fixture
def do_jobs(database: Database, clock: Clock, tmp_path: Path) -> Do:
    """Return what does all jobs that wait, as the runner would, and says how many."""
    executor = Executor(database, "test", tmp_path / "cache", clock)

    def do() -> int:
        executor.tidy()
        waiting = executor.look_round()
        for number in waiting:
            executor.run(number)
        return len(waiting)

    return do


@pytest.fixture
def other(app: Flask) -> Visitor:
    """Somebody else, on another phone, who has learnt something too."""
    visitor = Visitor(app.test_client())
    visitor.post("/practice", {"length": "5"})
    return visitor


def asked(visitor: Visitor, place: str = "/decks", **fields: object) -> str:
    """Ask for a deck and return where one is led to."""
    answer = visitor.post(f"{place}/make", fields)
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def files(database: Database) -> int:
    with database.reader() as session:
        return session.scalar(select(func.count()).select_from(JobFile)) or 0


@pytest.mark.parametrize("place", ["/decks", "/trainer/decks"])
def test_a_small_deck_downloads_at_once_with_all_that_was_chosen(
    reviewer: Visitor, database: Database, place: str
) -> None:
    led_to = asked(reviewer, place, kind="right", type=["single", "true_false"], type_in="yes")

    assert led_to == f"{place}/deck.apkg?kind=right&type=single&type=true_false&type_in=yes"
    assert reviewer.get(led_to).mimetype == "application/apkg"
    with database.reader() as session:
        assert session.scalars(select(Job)).all() == []


@pytest.mark.parametrize("place", ["/decks", "/trainer/decks"])
def test_a_large_deck_is_made_by_a_job_and_then_fetched(
    reviewer: Visitor, do_jobs: Do, place: str
) -> None:
    page = asked(reviewer, place, type_in="yes")
    waiting = reviewer.get(page)
    assert "正在排队" in waiting.text
    # It is looked at again, with scripts and without.
    assert f'hx-get="{page}"' in waiting.text
    assert re.search(rf'<noscript>\s*<p>\s*<a class="button" href="{page}">', waiting.text)
    # Nothing to fetch yet: led back to the page.
    assert reviewer.get(f"{page}/deck.apkg").location == page

    assert do_jobs() == 1

    done = reviewer.get(page)
    assert f"牌组做好了：{SMALL + 3} 题、{SMALL + 3} 张卡片。" in done.text
    assert "hx-get" not in re.sub("<head.*?</head>", "", done.text, flags=re.DOTALL)
    assert "<noscript>" not in done.text
    deck = reviewer.get(f"{page}/deck.apkg")
    assert deck.mimetype == "application/apkg"
    assert "2026-03-02.apkg" in deck.headers["Content-Disposition"]
    assert zipfile.ZipFile(io.BytesIO(deck.data)).testzip() is None
    # A second look, a second download: it is still there.
    assert reviewer.get(f"{page}/deck.apkg").content_length == len(deck.data)


def test_the_part_that_asks_again_shows_how_far_it_is(
    visitor: Visitor, database: Database, clock: Clock
) -> None:
    page = asked(visitor)
    with database.writer() as session:
        number = jobs.waiting_ids(session)[0]
        jobs.claim(session, number, "test", clock())
        jobs.tell(session, number, 40, "deck.writing", {"done": 400, "total": 1003})
        session.commit()

    part = visitor.get(page, htmx=True).text

    assert "<html" not in part
    assert 'value="40"' in part
    assert "正在写入牌组：400 / 1003 题" in part


def test_asking_twice_makes_one_deck(visitor: Visitor, do_jobs: Do) -> None:
    assert asked(visitor) == asked(visitor)
    assert asked(visitor) != asked(visitor, blanks_together="yes")
    assert do_jobs() == 2


def test_a_deck_belongs_to_whoever_asked(visitor: Visitor, other: Visitor, do_jobs: Do) -> None:
    page = asked(visitor)
    do_jobs()

    assert other.get(page).status_code == 404
    assert other.get(f"{page}/deck.apkg").status_code == 404
    assert asked(other) != page


def test_other_jobs_are_no_decks(reviewer: Visitor, database: Database, clock: Clock) -> None:
    with database.writer() as session:
        number = jobs.add_job(session, jobs.Wanted("document.add"), clock()).job.id
        session.commit()

    assert reviewer.get(f"/trainer/decks/made/{number}").status_code == 404
    assert reviewer.get("/decks/made/999").status_code == 404


def test_only_the_newest_deck_of_a_person_is_kept(
    visitor: Visitor, other: Visitor, do_jobs: Do, database: Database
) -> None:
    first = asked(visitor)
    asked(other)
    do_jobs()
    second = asked(visitor, no_hints="yes")
    do_jobs()

    assert files(database) == 2
    assert "已经清理掉了" in visitor.get(first).text
    assert visitor.get(f"{second}/deck.apkg").status_code == 200


def test_a_deck_is_cleared_away_after_a_day(
    visitor: Visitor, do_jobs: Do, database: Database, clock: Clock
) -> None:
    page = asked(visitor)
    do_jobs()
    clock.time += timedelta(hours=23)
    do_jobs()
    assert files(database) == 1

    clock.time += timedelta(hours=2)
    do_jobs()

    assert files(database) == 0
    assert "已经清理掉了" in visitor.get(page).text
    assert visitor.get(f"{page}/deck.apkg").location == page


def test_questions_withdrawn_meanwhile_make_no_deck(
    visitor: Visitor, do_jobs: Do, database: Database
) -> None:
    page = asked(visitor)
    with database.writer() as session:
        session.execute(update(Question).values(status=Status.DRAFT))
        session.commit()

    do_jobs()

    assert "没有可以导出的题" in visitor.get(page).text
    with database.reader() as session:
        assert session.scalars(select(Job.state)).one() is JobState.FAILED


def test_a_deck_that_waits_in_vain_says_so(visitor: Visitor, clock: Clock) -> None:
    page = asked(visitor)
    clock.advance(minutes=5)

    assert "请告诉管理员" in visitor.get(page).text
