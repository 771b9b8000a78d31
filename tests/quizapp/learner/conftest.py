"""The site on a small bank, a deputy who has answered something, and their forms."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from question_bank.questions.values import Item, ItemType
from question_bank.storage.attempts import load_asked, questions_of
from question_bank.storage.database import Database
from question_bank.storage.models import Attempt
from tests.bank import fill
from tests.quizapp.conftest import Visitor


@pytest.fixture(scope="session")
def empty_bank(empty_bank: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """In this folder the site starts with every sample published."""
    file = tmp_path_factory.mktemp("learner") / "filled.db"
    shutil.copyfile(empty_bank, file)
    database = Database(f"sqlite:///{file}")
    with database.writer() as session:
        fill(session)
        session.commit()
    database.close()
    return file


@pytest.fixture
def other(app: Flask) -> Visitor:
    """Somebody else."""
    return Visitor(app.test_client())


class Deputy:
    """A visitor who practises, and knows the key of each question."""

    def __init__(self, visitor: Visitor, database: Database) -> None:
        self.visitor = visitor
        self.database = database

    def start(self, **fields: object) -> int:
        """Begin a practice and return its number."""
        answer = self.visitor.post("/practice", fields)
        assert answer.status_code == 303, answer.text
        found = re.fullmatch(r"/practice/(\d+)/1", answer.location)
        assert found
        return int(found[1])

    def item(self, attempt: int, slot: int) -> Item:
        """Return what is asked at *slot*."""
        with self.database.reader() as session:
            drawn = questions_of(session.get_one(Attempt, attempt))
            return load_asked(session, [drawn[slot - 1]])[0].item

    def answer(self, attempt: int, slot: int, *, right: bool = True, htmx: bool = False) -> str:
        """Answer *slot* and return the page that follows."""
        fields = (
            right_answer(self.item(attempt, slot))
            if right
            else wrong_answer(self.item(attempt, slot))
        )
        answer = self.visitor.post(f"/practice/{attempt}/{slot}", fields, htmx=htmx)
        if htmx:
            assert answer.status_code == 200, answer.text
            return answer.text
        assert answer.status_code == 303, answer.text
        return self.visitor.get(answer.location).text

    def finish(self, attempt: int, *, wrong: frozenset[int] = frozenset()) -> None:
        """Answer every question of a practice, those of *wrong* wrongly."""
        with self.database.reader() as session:
            count = len(session.get_one(Attempt, attempt).layout)
        for slot in range(1, count + 1):
            self.answer(attempt, slot, right=slot not in wrong)


@pytest.fixture
def deputy(database: Database, visitor: Visitor) -> Deputy:
    """A visitor of the filled site."""
    return Deputy(visitor, database)


def right_answer(item: Item) -> dict[str, object]:
    """Return the form that answers *item* rightly."""
    match item.type:
        case ItemType.CLOZE:
            return {f"blank-{blank.number}": blank.accepted[0] for blank in item.blanks}
        case ItemType.TRUE_FALSE:
            return {"truth": "true" if item.truth else "false"}
        case _:
            return {"option": [str(o.number) for o in item.options if o.correct]}


def wrong_answer(item: Item) -> dict[str, object]:
    """Return the form that answers *item* wrongly in every part."""
    match item.type:
        case ItemType.CLOZE:
            return {f"blank-{blank.number}": "完全不是" for blank in item.blanks}
        case ItemType.TRUE_FALSE:
            return {"truth": "false" if item.truth else "true"}
        case _:
            return {"option": next(str(o.number) for o in item.options if not o.correct)}


@pytest.fixture
def statements(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """Return what collects the statements that the bank carries out."""
    opened: Database = app.extensions["quizapp.database"]

    @contextmanager
    def collect() -> Iterator[list[str]]:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            seen.append(statement)

        event.listen(opened.engine, "before_cursor_execute", note)
        yield seen
        event.remove(opened.engine, "before_cursor_execute", note)

    return collect
