"""The list of questions: search, filters, pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.keypoints.values import Kind
from question_bank.questions.values import BLANK, Item, ItemType
from question_bank.storage import bulk, listing, offers, saved_filters, tallies
from question_bank.storage.listed import Listed
from question_bank.storage.models.values import Origin, Status
from quizapp import fragments
from quizapp.database import Session, reader
from quizapp.routing import number_of_query
from quizapp.trainer.blueprint import is_reviewer
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.bulk_shown import Done, done_in
from quizapp.trainer.checking import ShownFinding, shown_findings, waits_for_reader
from quizapp.trainer.filters import (
    UNSIGNED,
    Choices,
    Pair,
    Wanted,
    choices,
    member,
    read_wanted,
)
from quizapp.trainer.filters_saved import PAGE, ShownFilter, shown_filters

#: Where the search field is known by, to see whether somebody is typing.
SEARCH_FIELD = "q"


@dataclass(frozen=True, slots=True)
class Row:
    """One question in the list."""

    id: int
    stem: str
    key: str
    type: ItemType
    kind: Kind
    difficulty: int
    status: Status
    is_unsigned: bool
    findings: tuple[ShownFinding, ...]
    waits_for_reader: bool
    lock_version: int
    wrong: str
    quote: str
    answered: str = ""


@dataclass(frozen=True, slots=True)
class Listing:
    """
    One page of the list.

    Attributes:
        total: Hits, counted up to some thousands.
        is_cut: Whether there are more hits than `total`.
        previous: Address of the page before; `None` on the first.
        following: Address of the next page; `None` on the last.
    """

    wanted: Wanted
    choices: Choices
    rows: tuple[Row, ...]
    total: int
    is_cut: bool
    page: int
    pages: int
    previous: str | None
    following: str | None
    filters: tuple[ShownFilter, ...]
    may_judge: bool
    done: Done | None = None

    @property
    def most(self) -> int:
        """How many questions one thing is done to at most."""
        return bulk.MOST

    @property
    def bulk_kinds(self) -> list[Pair]:
        """The kinds to choose from."""
        return [("", str(_("请选择"))), *self.choices.kinds[1:]]

    @property
    def review_href(self) -> str:
        """Where these are reviewed one by one; empty where nothing of them waits."""
        scope = {Status.REVIEW.value: "waiting", UNSIGNED: "unsigned"}.get(self.wanted.status)
        if scope is None or not self.rows:
            return ""
        query = replace(self.wanted, status="", signed="", sort="").query
        values: dict[str, Any] = {"scope": scope} | query
        return url_for("review.show", **values)

    @property
    def is_filtered(self) -> bool:
        """Whether anything but the order was chosen."""
        return self.wanted.is_filtered


@bp.get("/")
def index() -> Response:
    """Show the questions that were searched for."""
    wanted = read_wanted(request.args)
    shown = find(wanted, number_of_query("page"), done_in(request.args))
    response = fragments.page("trainer/questions.html", block="results", listing=shown)
    if not fragments.wants_fragment():
        return response
    # Each letter typed is no step of the history; a choice is.
    is_typing = fragments.htmx.trigger_name == SEARCH_FIELD
    show_url = fragments.replace_url if is_typing else fragments.push_url
    return show_url(response, wanted.address(shown.page))


def find(wanted: Wanted, page: int, done: Done | None = None) -> Listing:
    """Look up one page of the list, or the last one if there are fewer."""
    with reader() as session:
        found = listing.list_questions(
            session,
            filter_of(wanted),
            sort=member(listing.Sort, wanted.sort) or listing.Sort.NEWEST,
            number=page,
        )
        offered = _choices(offers.offers(session))
        shares = _shares(session, found.rows) if wanted.sort == listing.Sort.HARDEST else {}
        rows = rows_of(found.rows, shares)
        filters = saved_filters.list_filters(session, current_user.person_id, PAGE)
        shown = shown_filters(filters)
    number = found.number
    return Listing(
        wanted=wanted,
        choices=offered,
        rows=rows,
        total=found.total,
        is_cut=found.is_cut,
        page=number,
        pages=max(found.pages, number + found.has_next),
        previous=wanted.address(number - 1) if number > 1 else None,
        following=wanted.address(number + 1) if found.has_next else None,
        filters=shown,
        may_judge=is_reviewer(),
        done=done,
    )


def _choices(found: offers.Offers) -> Choices:
    documents, authors = (
        [(str(number), name) for number, name in pairs]
        for pairs in (found.documents, found.authors)
    )
    return choices(documents, found.checks, authors, found.tags)


def _shares(session: Session, rows: Sequence[Listed]) -> dict[int, str]:
    """Return how each question was answered, in words."""
    found = tallies.tallies_of(session, [row.id for row in rows])
    return {
        id_: str(
            _("答对 %(share)s%%，%(count)s 次", share=round(100 * each.share), count=each.answers)
        )
        for id_, each in found.items()
    }


def filter_of(wanted: Wanted) -> listing.QuestionFilter:
    """Return what the bank is asked for."""
    kind, item_type = member(Kind, wanted.kind), member(ItemType, wanted.type)
    origin = member(Origin, wanted.origin)
    is_unsigned = wanted.status == UNSIGNED
    status = Status.PUBLISHED if is_unsigned else member(Status, wanted.status)
    return listing.QuestionFilter(
        text=wanted.text,
        kinds=(kind,) if kind else (),
        types=(item_type,) if item_type else (),
        statuses=(status,) if status else (),
        origins=(origin,) if origin else (),
        difficulties=(int(wanted.difficulty),) if wanted.difficulty else (),
        document_id=int(wanted.document) if wanted.document else None,
        check=wanted.check,
        tag=wanted.tag,
        author_id=int(wanted.author) if wanted.author else None,
        signed=False if is_unsigned else answer_in(wanted.signed),
        outdated=answer_in(wanted.outdated),
        used=answer_in(wanted.used),
    )


def answer_in(text: str) -> bool | None:
    """Return what a yes or no of the address means; `None` where it was not asked."""
    return {"yes": True, "no": False}.get(text)


def key_in_words(item: Item) -> str:
    """Return the right answer in one line."""
    if item.type is ItemType.TRUE_FALSE:
        return str(_("正确")) if item.truth else str(_("错误"))
    if item.type is ItemType.SHORT_ANSWER:
        return item.model_answer
    return ("、" if item.type is ItemType.CLOZE else "；").join(item.keys)


def one_line(stem: str) -> str:
    """Return a stem without its marks, for a line of a list."""
    return stem.replace("**", "").replace(BLANK, "＿＿")


def rows_of(found: Sequence[Listed], answered: Mapping[int, str] | None = None) -> tuple[Row, ...]:
    """Return loaded questions as a list shows them, with words on how they were answered."""
    words = answered or {}
    return tuple(_row(each, words.get(each.id, "")) for each in found)


def _row(question: Listed, answered: str) -> Row:
    item, findings = question.item, question.findings
    return Row(
        id=question.id,
        stem=one_line(item.stem),
        key=key_in_words(item),
        type=item.type,
        kind=item.kind,
        difficulty=item.difficulty,
        status=question.status,
        is_unsigned=question.status is Status.PUBLISHED and not question.is_signed,
        findings=shown_findings(findings),
        waits_for_reader=waits_for_reader(question, findings),
        lock_version=question.lock_version,
        wrong="；".join(item.distractors),
        quote=question.source_quote,
        answered=answered,
    )
