"""学情: what was answered and what is known, by document, kind of content and group."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from question_bank.keypoints.values import Kind
from question_bank.storage import groups, tallies, workbench
from question_bank.storage.disclosure import FEWEST
from question_bank.storage.models import LearningTally
from question_bank.storage.tallies import Scope
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import bank, reader
from quizapp.names import kind_name
from quizapp.routing import row_number
from quizapp.trainer.filters import Pair

bp = Blueprint("statistics", __name__, url_prefix="/trainer/statistics")
guard(bp, *TRAINERS)

#: How long a count asked for by hand holds: it reads every answer there is.
HOLDS: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Line:
    """
    One row: its name, how many people, and what they know.

    Attributes:
        href: The page that looks at it alone.
        right: Share of right answers in per cent; `None` where nobody answered.
        known: Share of cards known in per cent; `None` where there is no card.
        is_small: Whether too few people are in it to be told apart, or in what would be left.
    """

    name: str
    href: str
    people: int
    answers: int
    right: int | None
    cards: int
    known: int | None
    is_small: bool


@dataclass(frozen=True, slots=True)
class Learnt:
    """The page: what was chosen, what it comes to, and the same in parts."""

    counted_at: datetime | None
    group: str
    document: str
    kind: str
    groups: list[Pair]
    documents: list[Pair]
    kinds: list[Pair]
    whole: Line | None
    parts: tuple[tuple[str, str, tuple[Line, ...]], ...]

    @property
    def fewest(self) -> int:
        """Groups of fewer people are not told apart."""
        return FEWEST


@bp.get("/")
def show() -> Response:
    """Show what was learnt, up to the last count."""
    scope = _scope()
    with reader() as session:
        tree = groups.group_tree(session)
        titles = workbench.document_titles(session)
        paths = {line.id: line.path for line in tree}
        documents = tallies.by_document(session, scope)
        kinds = tallies.by_kind(session, scope)
        # One level at a time: each line leads to the groups in it.
        within = [line.id for line in tree if (line.parent_id or 0) == scope.group_id]
        of_groups = tallies.by_group(session, scope, within)
        whole = tallies.learning_of(session, scope)
        counted_at = tallies.counted_at(session)
    page = Learnt(
        counted_at=counted_at,
        group=str(scope.group_id or ""),
        document=str(scope.document_id or ""),
        kind=scope.kind or "",
        groups=[("", str(_("全部代表团"))), *((str(id_), path) for id_, path in paths.items())],
        documents=[("", str(_("全部文件"))), *((str(id_), name) for id_, name in titles)],
        kinds=[("", str(_("全部内容"))), *((kind.value, kind_name(kind)) for kind in Kind)],
        whole=_line(str(_("合计")), whole, scope) if whole else None,
        parts=(
            ("kinds", str(_("按内容")), _lines(scope, ((kind_name(k), t) for k, t in kinds))),
            ("documents", str(_("按文件")), _lines(scope, documents)),
            (
                "groups",
                str(_("按代表团")),
                _lines(scope, ((paths[i], t) for i, t in of_groups if i in paths)),
            ),
        ),
    )
    return fragments.page("trainer/statistics.html", block="learnt", page=page)


@bp.post("/count")
def count() -> Response:
    """Count now rather than at the next half hour."""
    tallies.count_if_due(bank(), clock.now(), HOLDS)
    return fragments.notify(fragments.redirect(_address(_scope())), str(_("已按最新作答统计。")))


def _scope() -> Scope:
    sent = request.args
    return Scope(
        group_id=row_number(sent.get("group", "")) or 0,
        document_id=row_number(sent.get("document", "")) or 0,
        kind=next((each for each in Kind if each.value == sent.get("kind")), None),
    )


def _address(scope: Scope) -> str:
    values: dict[str, Any] = {
        "group": scope.group_id or None,
        "document": scope.document_id or None,
        "kind": scope.kind,
    }
    return url_for("statistics.show", **values)


def _lines(scope: Scope, found: Iterable[tuple[str, LearningTally]]) -> tuple[Line, ...]:
    return tuple(_line(name, tally, scope) for name, tally in found)


def _line(name: str, tally: LearningTally, scope: Scope) -> Line:
    kind = Kind(tally.kind) if tally.kind else None
    inside = Scope(tally.group_id, tally.document_id, kind)
    return Line(
        name=name,
        href=_address(inside) if inside != scope else "",
        people=tally.people,
        answers=tally.answers,
        right=_percent(tally.correct, tally.answers),
        cards=tally.cards,
        known=_percent(tally.known, tally.cards),
        is_small=not tally.told,
    )


def _percent(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole else None
