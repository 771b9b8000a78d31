"""No trainer's page asks the bank more than a dozen times, however much is in it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from flask import Flask
from sqlalchemy import event
from werkzeug.routing import Rule

from question_bank.storage.database import Database
from question_bank.storage.models.values import Role
from tests.bank import NOW
from tests.papers import open_paper
from tests.quizapp.conftest import Visitor
from tests.quizapp.trainer.conftest import LIST

MOST: Final = 12
STATEMENT: Final = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH)\b", re.IGNORECASE)
#: Files that are made from everything there is, a part at a time.
FILES: Final = {"trainer_decks.download", "people.download", "person.data"}
#: Pages with all that can be asked of them at once.
FULL: Final = (
    f"{LIST}?q=代表&status=published&sort=hardest&signed=no&used=no&tag=a&author=1&check=x&bulk=1",
    f"{LIST}?q=人大代表+权",
    f"{LIST}1?sort=important&q=代表",
    f"{LIST}1/answers",
    "/trainer/statistics/?group=1&document=1&kind=duty",
)


@contextmanager
def counted(database: Database) -> Iterator[list[str]]:
    """Give the statements that are sent to the bank meanwhile."""
    sent: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if STATEMENT.match(statement):
            sent.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield sent
    event.remove(database.engine, "before_cursor_execute", note)


def test_no_page_for_trainers_runs_more_than_twelve_statements(
    app: Flask, database: Database, sign_in: Callable[[Role], Visitor]
) -> None:
    admin = sign_in(Role.ADMIN)
    with database.writer() as session:
        open_paper(session, NOW)
        session.commit()
    addresses = [*FULL, *filter(None, map(_address, app.url_map.iter_rules()))]
    asked: dict[str, int] = {}
    for address in addresses:
        with counted(database) as sent:
            answer = admin.get(address)
        assert answer.status_code < 500
        asked[address] = len(sent)
    assert len(asked) > 40
    assert {address: number for address, number in asked.items() if number > MOST} == {}


def _address(rule: Rule) -> str | None:
    """Return an address of a trainer's page, for the first of everything; `None` for others."""
    is_page = "GET" in (rule.methods or ()) and str(rule).startswith("/trainer")
    if not is_page or rule.endpoint in FILES:
        return None
    return re.sub(r"<[^>]+>", "1", str(rule))
