"""Review: one question a screen, by keyboard, or a batch of plain ones at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Final

from flask import Blueprint, Response, abort, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user

from question_bank.errors import ConflictError, InvalidInputError
from question_bank.storage import listing, reviewing, versions_outdated, workbench
from question_bank.storage.documents import titles_of_questions
from question_bank.storage.models.values import Status
from question_bank.storage.questions import Move, move_question
from question_bank.storage.settings import load_office
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer
from quizapp.languages import mark
from quizapp.localtime import ZONE
from quizapp.messages import wording_of_error
from quizapp.routing import number_of_query, row_number
from quizapp.security import refuse_large
from quizapp.trainer.acting import ticked
from quizapp.trainer.blueprint import LONGEST_REASON, is_reviewer, lock_version_sent
from quizapp.trainer.filters import Pair, choices
from quizapp.trainer.listing import Row, rows_of
from quizapp.trainer.loading import load
from quizapp.trainer.review_queue import SCOPES, Queue, author_of, in_words, read_queue
from quizapp.trainer.showing import Shown, shown_of

bp = Blueprint("review", __name__, url_prefix="/trainer/review")
guard(bp, *TRAINERS)
bp.before_request(refuse_large)

#: Usual reasons for not using a question, to be chosen with one key.
REASONS: Final = (
    mark("答案有争议"),
    mark("离开原文看不懂"),
    mark("与原文或法律不符"),
    mark("没有考的价值"),
    mark("和别的题重复"),
)
#: Texts with a newer version that are named at most.
RENEWED: Final = 3
#: Questions of a batch: as many as can be read at one go.
BATCH: Final = 10


@dataclass(frozen=True, slots=True)
class Renewed:
    """A text with a newer version, and how many questions are to be compared with it."""

    document_id: int
    title: str
    questions: int


@dataclass(frozen=True, slots=True)
class Bench:
    """
    The page of one question under review.

    Attributes:
        shown: The question; `None` if nothing waits.
        chosen: The conditions of the queue in words; none for all that wait.
        undo: Number of the question decided on just before; `None` for none.
        renewed: Texts whose questions are to be compared with a newer version first.
        minutes: How long the rest may take; `None` if that is not known.
    """

    queue: Queue
    line: reviewing.Line
    shown: Shown | None
    pace: reviewing.Pace
    scopes: list[Pair]
    documents: list[Pair]
    kinds: list[Pair]
    types: list[Pair]
    reasons: list[str]
    chosen: list[str]
    undo: int | None
    renewed: list[Renewed]
    may_decide: bool
    problem: str = ""

    @property
    def minutes(self) -> int | None:
        """How many minutes the rest takes at this pace, at least one."""
        if self.pace.seconds is None or self.line.is_cut:
            return None
        return max(1, round(self.line.left * self.pace.seconds / 60))

    @property
    def previous(self) -> str | None:
        """Address of the question before."""
        return self._at(self.line.previous)

    @property
    def following(self) -> str | None:
        """Address of the next question, which leaves this one as it is."""
        return self._at(self.line.following)

    def _at(self, question_id: int | None) -> str | None:
        return None if question_id is None else self.queue.address(at=question_id)


@bp.before_request
def refuse_authors() -> None:
    """Let authors look; reviewers decide."""
    if request.method == "POST" and not is_reviewer():
        abort(403)


@bp.get("/")
def show() -> Response:
    """Show the question that is next in line, or the one the address names."""
    return _page(read_queue(), row_number(request.args.get("at", "")))


@bp.post("/<int:question_id>/accept")
def accept(question_id: int) -> ResponseReturnValue:
    """Publish and sign a question, and go on to the next."""
    queue = read_queue()
    with writer() as session:
        shown = reviewing.Shown(question_id, lock_version_sent())
        try:
            reviewing.accept(
                session,
                shown,
                current_user.person_id,
                by_another=load_office(session).two_signatures,
                now=clock.now(),
            )
        except (InvalidInputError, ConflictError) as error:
            session.rollback()
            return _page(queue, question_id, wording_of_error(error, _), error_status(error))
        session.commit()
    return _go_on(queue, question_id)


@bp.post("/<int:question_id>/reject")
def reject(question_id: int) -> ResponseReturnValue:
    """Put a question aside for a reason, and go on to the next."""
    queue = read_queue()
    reason = request.form.get("reason", "").strip() or request.form.get("usual", "").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        sentence = str(_("请选一个原因，或者用一句话写明，最多 500 字。"))
        return _page(queue, question_id, sentence, 422)
    move = Move(question_id, Status.REJECTED, current_user.person_id, reason, lock_version_sent())
    with writer() as session:
        try:
            move_question(session, move, clock.now())
        except (InvalidInputError, ConflictError) as error:
            session.rollback()
            return _page(queue, question_id, wording_of_error(error, _), error_status(error))
        session.commit()
    return _go_on(queue, question_id)


@bp.post("/<int:question_id>/undo")
def undo(question_id: int) -> ResponseReturnValue:
    """Take back the decision made just before, and show the question again."""
    queue = read_queue()
    with writer() as session:
        reviewing.take_back(session, question_id, current_user.person_id, clock.now())
        session.commit()
    if fragments.wants_fragment():
        return fragments.push_url(_page(queue, question_id), queue.address(at=question_id))
    return fragments.redirect(queue.address(at=question_id))


@bp.get("/batch")
def batch() -> Response:
    """Show some questions in short, to accept them together."""
    return _batch_page(read_queue())


@bp.post("/batch")
def accept_batch() -> ResponseReturnValue:
    """Accept those that were ticked; what was left unticked stays so on the next page."""
    queue = read_queue()
    lots = list(islice(ticked(), BATCH))
    with writer() as session:
        decided = reviewing.accept_all(
            session,
            lots,
            current_user.person_id,
            by_another=load_office(session).two_signatures,
            now=clock.now(),
        )
        session.commit()
    asked = {each.question_id for each in lots}
    aside = [each for each in _numbers(request.form.getlist("shown")) if each not in asked]
    stays = number_of_query("page")
    answer = fragments.redirect(
        queue.address("review.batch", undo=decided.accepted, aside=aside, page=stays)
    )
    for number, error in decided.left:
        name = _("第 %(number)s 号题", number=number)
        fragments.notify(answer, f"{name}：{wording_of_error(error, _)}", "error")
    accepted = len(decided.accepted)
    sentence = ngettext("签发了 %(num)d 道题。", "签发了 %(num)d 道题。", accepted)
    return fragments.notify(answer, str(sentence))


@bp.post("/batch/undo")
def undo_batch() -> ResponseReturnValue:
    """Take back what was accepted together just before; leave what was changed since."""
    queue = read_queue()
    numbers = _numbers(request.form.getlist("question"))
    with writer() as session:
        count = reviewing.take_all_back(session, numbers, current_user.person_id, clock.now())
        session.commit()
    aside = _numbers(request.args.getlist("aside"))
    stays = number_of_query("page")
    answer = fragments.redirect(queue.address("review.batch", aside=aside, page=stays))
    if left := len(numbers) - count:
        told = ngettext(
            "%(num)d 道后来又有改动，没有动。", "%(num)d 道后来又有改动，没有动。", left
        )
        fragments.notify(answer, str(told), "error")
    if count:
        told = ngettext("撤销了 %(num)d 道题的签发。", "撤销了 %(num)d 道题的签发。", count)
        fragments.notify(answer, str(told))
    return answer


def error_status(error: InvalidInputError | ConflictError) -> int:
    """Return the HTTP status of a decision that could not be carried out."""
    # htmx swaps a 422 and shows other errors as messages.
    is_conflict = isinstance(error, ConflictError) and not fragments.wants_fragment()
    return 409 if is_conflict else 422


def _numbers(texts: list[str]) -> list[int]:
    """Return the numbers of a batch of questions, each once."""
    found = (number for each in texts[:BATCH] if (number := row_number(each)) is not None)
    return list(dict.fromkeys(found))


def _go_on(queue: Queue, done: int) -> Response:
    """Answer a decision with the question that comes next."""
    address = queue.address(at=done + 1, undo=done)
    if fragments.wants_fragment():
        return fragments.push_url(_page(queue, done + 1, undo=done), address)
    return fragments.redirect(address)


def _page(
    queue: Queue,
    at: int | None,
    problem: str = "",
    status: int = 200,
    undo: int | None = None,
) -> Response:
    today = clock.now().astimezone(ZONE).replace(hour=0, minute=0, second=0, microsecond=0)
    with reader() as session:
        line = reviewing.line_up(session, queue.filter, at)
        pace = reviewing.pace_of(session, current_user.person_id, today)
        titles = workbench.document_titles(session)
        outdated = versions_outdated.by_document(session) if queue.scope == "waiting" else {}
        author = author_of(session, queue.wanted.author)
    offered = choices([(str(number), title) for number, title in titles], [queue.wanted.check])
    bench = Bench(
        queue=queue,
        line=line,
        shown=shown_of(load(line.question_id)) if line.question_id else None,
        pace=pace,
        scopes=[(name, str(_(words))) for name, words in SCOPES.items()],
        documents=offered.documents,
        kinds=offered.kinds,
        types=offered.types,
        reasons=[str(_(reason)) for reason in REASONS],
        chosen=list(in_words(queue.wanted, offered, author)),
        undo=undo if undo is not None else row_number(request.args.get("undo", "")),
        renewed=[
            Renewed(number, title, sum(outdated[number].values()))
            for number, title in titles
            if number in outdated and queue.wanted.document in {"", str(number)}
        ][:RENEWED],
        may_decide=is_reviewer(),
        problem=problem,
    )
    return fragments.page("trainer/review.html", block="bench", status=status, bench=bench)


@dataclass(frozen=True, slots=True)
class Batch:
    """Some questions in short, with what is said of them."""

    queue: Queue
    rows: tuple[Row, ...]
    #: Of the documents that the questions are from, by question.
    titles: Mapping[int, str]
    page: int
    has_next: bool
    left: int
    is_cut: bool
    may_decide: bool
    #: Numbers of the questions accepted together just before.
    undo: list[int]
    #: Numbers of the questions left unticked just before.
    aside: list[int]


def _batch_page(queue: Queue) -> Response:
    with reader() as session:
        number = number_of_query("page")
        found = listing.list_questions(
            session, queue.filter, sort=listing.Sort.OLDEST, number=number, size=BATCH
        )
        rows = rows_of(found.rows)
        titles = titles_of_questions(session, [row.id for row in rows])
    undo, aside = (_numbers(request.args.getlist(name)) for name in ("undo", "aside"))
    shown = Batch(
        queue=queue,
        rows=rows,
        titles=titles,
        page=found.number,
        has_next=found.has_next,
        left=found.total,
        is_cut=found.is_cut,
        may_decide=is_reviewer(),
        undo=undo,
        aside=aside,
    )
    return fragments.page("trainer/review_batch.html", block="main", batch=shown)
