"""What a reviewer goes through: which questions, in what words, at which address."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from flask import request, url_for
from flask_babel import gettext as _

from question_bank.storage import reviewing
from question_bank.storage.listing import QuestionFilter
from question_bank.storage.models import Person
from quizapp.database import Session
from quizapp.languages import mark
from quizapp.trainer.filters import Choices, Pair, Wanted, read_wanted
from quizapp.trainer.listing import filter_of

#: Which questions wait: those in review, and those published that nobody signed.
SCOPES: Final[Mapping[str, str]] = {
    "waiting": mark("待审的题"),
    "unsigned": mark("已发布，未经签发的题"),
}


@dataclass(frozen=True, slots=True)
class Queue:
    """
    What is gone through, as it stands in the address.

    Attributes:
        scope: One of `SCOPES`.
        wanted: Its other conditions; status, signature and order are not used.
    """

    scope: str
    wanted: Wanted

    @property
    def filter(self) -> QuestionFilter:
        """What the bank is asked for."""
        narrow = reviewing.unsigned if self.scope == "unsigned" else reviewing.waiting
        return narrow(filter_of(self.wanted))

    @property
    def carried(self) -> list[Pair]:
        """Conditions for which the page has no field of its own, as they stand in the address."""
        shown = ("document", "kind", "type", "tag")
        return [(name, value) for name, value in self.wanted.query.items() if name not in shown]

    def address(self, endpoint: str = "review.show", **more: int | Sequence[int]) -> str:
        """Return the address of a page on this queue."""
        values: dict[str, Any] = {"scope": self.scope} | self.wanted.query | dict(more)
        return url_for(endpoint, **values)


def read_queue() -> Queue:
    """Read the queue in this request's address; what makes no sense is dropped."""
    scope = request.args.get("scope", "")
    wanted = replace(read_wanted(request.args), status="", signed="", sort="")
    return Queue(scope if scope in SCOPES else next(iter(SCOPES)), wanted)


def in_words(wanted: Wanted, offered: Choices, author: str) -> Iterator[str]:
    """Yield the conditions of a queue, each in words."""
    lists = {
        "document": offered.documents,
        "kind": offered.kinds,
        "type": offered.types,
        "check": offered.checks,
        "origin": offered.origins,
        "used": offered.uses,
        "outdated": offered.sources,
    }
    for name, pairs in lists.items():
        value = getattr(wanted, name)
        if value:
            yield dict(pairs).get(value, value)
    if wanted.difficulty:
        yield str(_("难度 %(level)s", level=wanted.difficulty))
    if wanted.tag:
        yield str(_("标签“%(tag)s”", tag=wanted.tag))
    if wanted.author:
        yield str(_("%(name)s 编写", name=author))
    if wanted.text:
        yield str(_("含“%(text)s”", text=wanted.text))


def author_of(session: Session, number: str) -> str:
    """Return the name of the author whose questions are gone through; nothing for any."""
    person = session.get(Person, int(number)) if number else None
    return (person.name or "") if person else number
