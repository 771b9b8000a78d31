"""One question on its page: as a deputy sees it, with checks, source, history, deeds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from flask import Response, request, url_for
from flask_babel import gettext as _

from question_bank.questions.values import Item, Level
from question_bank.storage import listing, usage, versions_outdated
from question_bank.storage.models import Question, QuestionTally
from question_bank.storage.models.values import Status
from quizapp import fragments
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.trainer.blueprint import is_reviewer, may_sign, needs_another
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.checking import (
    ShownFinding,
    blocking_sentence,
    shown_findings,
    waits_for_reader,
)
from quizapp.trainer.filters import member, read_wanted
from quizapp.trainer.history import Event, history_of
from quizapp.trainer.listing import filter_of
from quizapp.trainer.loading import Loaded, load
from quizapp.trainer.preview import Preview
from quizapp.trainer.reading import QuotePlace


@dataclass(frozen=True, slots=True)
class DeedKind:
    """
    Something a trainer may do with a question.

    Attributes:
        name: The last part of its address.
        target: The status it leads to; `None` to sign what is published.
        sources: From which statuses.
        for_reviewers: Whether authors may not.
    """

    name: str
    target: Status | None
    sources: frozenset[Status]
    words: str
    done: str
    picture: str
    for_reviewers: bool = True
    asks_why: bool = False


_OPEN: Final = frozenset({Status.DRAFT, Status.REVIEW})
DEEDS: Final = (
    DeedKind(
        "publish", Status.PUBLISHED, _OPEN, mark("发布并签发"), mark("已发布并签发。"), "check"
    ),
    DeedKind("sign", None, frozenset({Status.PUBLISHED}), mark("签发"), mark("已签发。"), "check"),
    DeedKind(
        "restore",
        Status.PUBLISHED,
        frozenset({Status.RETIRED}),
        mark("重新启用并签发"),
        mark("已重新启用。"),
        "undo",
    ),
    DeedKind(
        "review",
        Status.REVIEW,
        frozenset({Status.DRAFT}),
        mark("提交复核"),
        mark("已提交复核。"),
        "inbox",
        for_reviewers=False,
    ),
    DeedKind(
        "return",
        Status.REVIEW,
        frozenset({Status.PUBLISHED, Status.REJECTED, Status.RETIRED}),
        mark("退回复核"),
        mark("已退回复核，代表暂时看不到这道题。"),
        "undo",
    ),
    DeedKind(
        "retire",
        Status.RETIRED,
        frozenset({Status.PUBLISHED}),
        mark("停用"),
        mark("已停用，代表不再看到这道题。"),
        "stop",
        asks_why=True,
    ),
    DeedKind(
        "reject",
        Status.REJECTED,
        frozenset({Status.DRAFT, Status.REVIEW, Status.PUBLISHED}),
        mark("退回不用"),
        mark("已退回，不再使用。"),
        "cross",
        asks_why=True,
    ),
)
#: Deeds that sign a wording.
SIGNING: Final = frozenset({"publish", "sign", "restore"})


@dataclass(frozen=True, slots=True)
class ShownDeed:
    """A button: its name, where it sends, its words."""

    name: str
    action: str
    words: str
    picture: str
    asks_why: bool
    is_main: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """
    A question on its page.

    Attributes:
        blocking: Why it cannot be published, in a sentence; empty if it can.
        waits_for_reader: Whether it is in review for nothing that a check says.
        needs_another: Whether only somebody else may sign it.
        renewed_href: Where its old source is compared with the new one; empty if nothing changed.
        unexplained: Name of the deed for which no reason was given; empty if none.
    """

    id: int
    item: Item
    status: Status
    is_unsigned: bool
    reason: str
    tags: tuple[str, ...]
    lock_version: int
    findings: tuple[ShownFinding, ...]
    blocking: str
    waits_for_reader: bool
    place: QuotePlace | None
    history: tuple[Event, ...]
    deeds: tuple[ShownDeed, ...]
    may_edit: bool
    needs_another: bool
    use: usage.Use | None
    tally: QuestionTally | None
    way: Way
    renewed_href: str
    unexplained: str = ""
    #: A stored question always has something to check.
    is_empty: bool = False

    @property
    def preview(self) -> Preview:
        """What the deputies' templates need."""
        return Preview(self.item, self.place.title if self.place else "")


@dataclass(frozen=True, slots=True)
class Way:
    """The list somebody came from: its address, and the questions before and after this one."""

    back: str
    previous: str | None = None
    following: str | None = None


@bp.get("/<int:question_id>")
def show(question_id: int) -> Response:
    """Show one question."""
    return question_page(question_id)


def question_page(question_id: int, *, unexplained: str = "", status: int = 200) -> Response:
    """Show one question, with *unexplained* naming a deed that lacks its reason."""
    shown = shown_of(load(question_id, with_history=True), unexplained)
    return fragments.page("trainer/question.html", block="question", status=status, shown=shown)


def shown_of(loaded: Loaded, unexplained: str = "") -> Shown:
    """Return what the page of a question shows to who sends this request."""
    row = loaded.row
    is_open = row.status in _OPEN or row.status is Status.RETIRED
    return Shown(
        id=row.id,
        item=loaded.item,
        status=row.status,
        is_unsigned=row.status is Status.PUBLISHED and not row.is_signed,
        reason=row.status_reason if row.status in {Status.REJECTED, Status.RETIRED} else "",
        tags=loaded.tags,
        lock_version=row.lock_version,
        findings=shown_findings(loaded.findings),
        blocking=blocking_sentence(loaded.findings) if is_open and is_reviewer() else "",
        waits_for_reader=waits_for_reader(row, loaded.findings),
        place=loaded.place,
        history=history_of(loaded),
        deeds=_deeds(loaded),
        may_edit=row.status is not Status.REJECTED,
        needs_another=needs_another(row.author_id),
        use=loaded.use,
        tally=loaded.use.tally if loaded.use else None,
        way=way_of(row.id) if loaded.use else Way(""),
        renewed_href=_renewed_href(row),
        unexplained=unexplained,
    )


def _renewed_href(row: Question) -> str:
    version = row.document_version
    if row.outdated_by_id is None or row.status not in versions_outdated.LIVING or version is None:
        return ""
    return url_for("documents.show_outdated", document_id=version.document_id)


def way_of(question_id: int) -> Way:
    """Return the list in the address, and the neighbours there; no filter is all questions."""
    wanted = read_wanted(request.args)
    sort = member(listing.Sort, wanted.sort) or listing.Sort.NEWEST
    with reader() as session:
        near = listing.neighbours_of(session, filter_of(wanted), sort, question_id)
    values: dict[str, Any] = dict(wanted.query)
    before, after = (
        url_for("questions.show", question_id=each, **values) if each else None for each in near
    )
    return Way(wanted.address(), before, after)


def _deeds(loaded: Loaded) -> tuple[ShownDeed, ...]:
    row = loaded.row
    is_blocked = any(found.level is Level.BLOCK for found in loaded.findings)
    possible = [
        deed
        for deed in DEEDS
        if row.status in deed.sources
        and (is_reviewer() or not deed.for_reviewers)
        and not (deed.target is Status.PUBLISHED and (is_blocked or row.outdated_by_id))
        and not (deed.name == "sign" and row.is_signed)
        and not (deed.name in SIGNING and not may_sign(row.author_id))
    ]
    return tuple(
        ShownDeed(
            name=deed.name,
            action=url_for("questions.act", question_id=row.id, deed_name=deed.name),
            words=str(_(deed.words)),
            picture=deed.picture,
            asks_why=deed.asks_why,
            is_main=deed.name in SIGNING,
        )
        for deed in possible
    )
