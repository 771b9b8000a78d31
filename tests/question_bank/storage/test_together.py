"""Writers of one file commit together, and each still stands or falls alone."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import event, insert, select
from sqlalchemy.exc import IntegrityError

from question_bank.storage.database import Database
from question_bank.storage.models import Bookmark, Tag
from question_bank.storage.together import MOST, Jot

NOW = datetime(2026, 3, 2, tzinfo=UTC)
Deed = Callable[[Jot], None]


@pytest.fixture
def database(tmp_path: Path) -> Iterator[Database]:
    made = Database(f"sqlite:///{tmp_path}/bank.db")
    made.upgrade()
    yield made
    made.close()


@pytest.fixture
def commits(database: Database) -> list[int]:
    seen: list[int] = []
    event.listen(database.engine, "commit", lambda _connection: seen.append(1))
    return seen


def tag(name: str) -> Deed:
    """Return what stores a tag."""

    def store(jot: Jot) -> None:
        jot.bank.execute(insert(Tag), {"name": name, "created_at": NOW})
        jot.keep()

    return store


def fail(jot: Jot) -> None:
    tag("failed")(jot)
    raise ZeroDivisionError


def only_look(jot: Jot) -> None:
    jot.bank.execute(insert(Tag), {"name": "not kept", "created_at": NOW})


def dangle(jot: Jot) -> None:
    """Write what only the commit refuses: a bookmark of nobody."""
    jot.bank.exec_driver_sql("PRAGMA defer_foreign_keys = ON")
    jot.bank.execute(insert(Bookmark), {"person_id": 77, "question_id": 77, "created_at": NOW})
    jot.keep()


def carry_out(database: Database, first: Deed, *others: Deed) -> list[BaseException]:
    """Carry out *first* while all *others* wait, then those; return what was raised."""
    raised: list[BaseException] = []

    def jot(deed: Deed) -> None:
        try:
            with database.jot() as jotted:
                deed(jotted)
        except (ZeroDivisionError, IntegrityError) as error:
            raised.append(error)

    threads = [threading.Thread(target=jot, args=(deed,)) for deed in others]

    def begin(jotted: Jot) -> None:
        for thread in threads:
            thread.start()
        while database.waiting < len(threads):
            threading.Event().wait(0.001)
        first(jotted)

    jot(begin)
    for thread in threads:
        thread.join()
    return raised


def tags(database: Database) -> set[str]:
    with database.reader() as session:
        return set(session.scalars(select(Tag.name)))


def test_writers_who_wait_for_each_other_commit_together(
    database: Database, commits: list[int]
) -> None:
    names = [f"词{number}" for number in range(6)]
    assert carry_out(database, *map(tag, names)) == []
    assert tags(database) == set(names)
    assert len(commits) < len(names)


def test_more_writers_than_fit_in_a_commit_are_kept_too(
    database: Database, commits: list[int]
) -> None:
    names = [f"词{number}" for number in range(MOST + 2)]
    assert carry_out(database, *map(tag, names)) == []
    assert tags(database) == set(names)
    assert len(commits) > 1


@pytest.mark.parametrize("first", [fail, only_look])
def test_one_that_fails_or_only_looks_takes_back_its_own_alone(
    database: Database, first: Deed
) -> None:
    raised = carry_out(database, first, tag("a"), fail, only_look, tag("b"), fail)
    assert {type(each) for each in raised} == {ZeroDivisionError}
    assert tags(database) == {"a", "b"}
    assert carry_out(database, tag("c")) == []
    assert tags(database) == {"a", "b", "c"}


def test_nobody_is_told_of_a_commit_that_failed(database: Database) -> None:
    raised = carry_out(database, tag("a"), dangle)
    kept = tags(database)
    # Whoever was not in that commit is kept; all others have heard of it.
    assert len(raised) + len(kept) == 2
    assert {type(each) for each in raised} == {IntegrityError}
    assert carry_out(database, tag("c")) == []
    assert tags(database) == kept | {"c"}


def test_a_session_that_writes_commits_what_waits_before_it(database: Database) -> None:
    with database.jot() as jotted:
        waits = threading.Thread(target=carry_out, args=(database, tag("b")))
        waits.start()
        while not database.waiting:
            threading.Event().wait(0.001)
        tag("a")(jotted)
    with database.writer() as session:
        session.add(Tag(name="c", created_at=NOW))
        session.commit()
    waits.join()
    assert tags(database) == {"a", "b", "c"}
