"""What a newer version changed, passage by passage, and the questions that rest on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.documents.comparing import Change, Comparison
from question_bank.documents.values import Sentence
from question_bank.errors import InvalidInputError, NotFoundError
from question_bank.questions.values import Evidence, Item, Level
from question_bank.storage import documents, questions, versions, versions_outdated
from question_bank.storage.contents import item_of, texts_in
from question_bank.storage.models import DocumentVersion, Question
from question_bank.storage.models.values import Status
from question_bank.storage.questions import Content, Edit, Move
from question_bank.storage.texts import where_in
from question_bank.storage.wordings import Source as StoredSource
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.routing import number_of_query
from quizapp.trainer.blueprint import LONGEST_REASON, is_reviewer, lock_version_sent, may_sign
from quizapp.trainer.checking import Source, check
from quizapp.trainer.differences import Change as Difference
from quizapp.trainer.differences import Run, changes_between, runs_between
from quizapp.trainer.documents_blueprint import bp
from quizapp.trainer.listing import key_in_words
from quizapp.trainer.rewording import reworded

#: Passages on one page.
SIZE: Final = 20
#: Longer passages are not compared character by character, and are cut.
LONGEST: Final = 1500
#: How much of what stayed is shown on either side of a change, in code points.
AROUND: Final = 60
WISHES: Final = frozenset({"keep", "accept", "retire"})


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage that changed: where it stands, the old words and the new with their marks."""

    where: str
    old: tuple[Run, ...]
    new: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class ChangesPage:
    """One page of what a version changed."""

    document_id: int
    title: str
    version: int
    passages: tuple[Passage, ...]
    total: int
    unchanged: int
    outdated: int
    page: int
    pages: int

    @property
    def previous(self) -> str | None:
        """The page before."""
        return self._address(self.page - 1) if self.page > 1 else None

    @property
    def following(self) -> str | None:
        """The page after."""
        return self._address(self.page + 1) if self.page < self.pages else None

    def _address(self, page: int) -> str:
        return url_for("documents.show_changes", document_id=self.document_id, page=page)


@dataclass(frozen=True, slots=True)
class Outdated:
    """
    A question whose source was changed.

    Attributes:
        old: The words it rests on, with what went marked.
        new: What stands there now, with what came marked; empty if nothing does.
        quoted: What else it quotes that was changed.
        changes: What carrying the change over would change in the question.
    """

    id: int
    item: Item
    key: str
    status: Status
    lock_version: int
    where: str
    old: tuple[Run, ...]
    new: tuple[Run, ...]
    quoted: tuple[Passage, ...]
    changes: tuple[Difference, ...]

    @property
    def source_stayed(self) -> bool:
        """Whether nothing changed but what it quotes."""
        return all(run.look == "same" for run in self.old + self.new)


@dataclass(frozen=True, slots=True)
class OutdatedPage:
    """One page of outdated questions."""

    document_id: int
    title: str
    rows: tuple[Outdated, ...]
    total: int
    page: int
    pages: int
    may_decide: bool
    problem: str = ""

    @property
    def previous(self) -> str | None:
        """The page before."""
        return self._address(self.page - 1) if self.page > 1 else None

    @property
    def following(self) -> str | None:
        """The page after."""
        return self._address(self.page + 1) if self.page < self.pages else None

    def _address(self, page: int) -> str:
        return url_for("documents.show_outdated", document_id=self.document_id, page=page)


@bp.get("/<int:document_id>/changes")
def show_changes(document_id: int) -> Response:
    """Show what the newest version changed in the one before."""
    with reader() as session:
        version = documents.newest_version(session, document_id)
        comparison = versions.comparison_of(session, version)
        outdated = versions_outdated.by_document(session, [document_id]).get(document_id, {})
    if comparison is None:
        raise NotFoundError("document.no_older", id=document_id)
    changed = [each for each in comparison.changes if each.tag != "equal"]
    pages = max(1, -(-len(changed) // SIZE))
    page = number_of_query("page", largest=pages)
    shown = ChangesPage(
        document_id=document_id,
        title=version.document.title,
        version=version.number,
        passages=tuple(_passages(comparison, changed[(page - 1) * SIZE : page * SIZE])),
        total=len(changed),
        unchanged=_unchanged(comparison.changes),
        outdated=sum(outdated.values()),
        page=page,
        pages=pages,
    )
    return fragments.page("trainer/document_changes.html", block="main", shown=shown)


@bp.get("/<int:document_id>/outdated")
def show_outdated(document_id: int) -> Response:
    """Show the questions whose source was changed, old and new words side by side."""
    return _outdated_page(document_id)


@bp.post("/<int:document_id>/outdated/<int:question_id>")
def decide(document_id: int, question_id: int) -> Response:
    """Keep a question as it is, carry the change over into it, or retire it."""
    wish, reason = request.form.get("do", ""), request.form.get("reason", "").strip()
    if wish not in WISHES:
        raise InvalidInputError("document.no_decision")
    if wish == "retire" and not is_reviewer():
        abort(403)
    if wish == "retire" and not 0 < len(reason) <= LONGEST_REASON:
        return _outdated_page(document_id, problem=str(_("请写明为什么停用。")))
    with writer() as session:
        told = _decide(session, document_id, question_id, wish, reason)
        session.commit()
    if fragments.wants_fragment():
        return fragments.notify(_outdated_page(document_id), told)
    back = url_for("documents.show_outdated", document_id=document_id)
    return fragments.notify(fragments.redirect(back), told)


def _decide(session: Session, document_id: int, question_id: int, wish: str, reason: str) -> str:
    newest = documents.newest_version(session, document_id)
    row = questions.get_question(session, question_id)
    _require_outdated(row, newest)
    person: int = current_user.person_id
    shown = lock_version_sent()
    if wish == "retire":
        move = Move(row.id, Status.RETIRED, person, reason, lock_version=shown)
        questions.move_question(session, move, clock.now())
        return str(_("已停用第 %(number)s 号题。", number=row.id))
    comparison = versions_outdated.comparison_with(session, row.document_version_id or 0, newest)
    place = _place(comparison, row)
    if place is None:
        versions_outdated.clear(session, row.id, shown, person, clock.now())
    else:
        item = item_of(row)
        if wish == "accept":
            item = reworded(item, _all_wordings(comparison, row, item))
        edit = Edit(row.id, shown, _content(row, item, newest, comparison, place))
        row = questions.edit_question(session, edit, by_id=person, now=clock.now())
    if wish == "keep" and _may_publish(row):
        move = Move(row.id, Status.PUBLISHED, person)
        questions.move_question(session, move, clock.now())
        return str(_("已保留第 %(number)s 号题，重新发布。", number=row.id))
    return str(_("第 %(number)s 号题已改到新版本，还在待审。", number=row.id))


def _require_outdated(row: Question, newest: DocumentVersion) -> None:
    version = row.document_version
    if (
        row.outdated_by_id is None
        or version is None
        or version.document_id != newest.document_id
        or row.status not in versions_outdated.LIVING
    ):
        raise NotFoundError("question.not_outdated", id=row.id)


def _may_publish(row: Question) -> bool:
    """Tell whether a question that was published before can be so again by who asks."""
    is_blocked = any(found.level is Level.BLOCK for found in row.findings)
    return may_sign(row.author_id) and row.current_revision > 0 and not is_blocked


def _content(
    row: Question, item: Item, newest: DocumentVersion, comparison: Comparison, place: Evidence
) -> Content:
    return Content(
        item,
        source=StoredSource(newest.id, place),
        findings=check(item, Source(comparison.new, place)),
        tags=tuple(tag.name for tag in row.tags),
        points=row.points,
    )


def _place(comparison: Comparison, row: Question) -> Evidence | None:
    start, end = row.source_start or 0, row.source_end or 0
    return versions_outdated.passage_now(comparison, start, end)


def _outdated_page(document_id: int, problem: str = "") -> Response:
    with reader() as session:
        newest = documents.newest_version(session, document_id)
        found = versions_outdated.list_outdated(
            session, document_id, number=number_of_query("page")
        )
        older = sorted({row.document_version_id or 0 for row in found.rows})[:3]
        comparisons = {
            id_: versions_outdated.comparison_with(session, id_, newest) for id_ in older
        }
    shown = OutdatedPage(
        document_id=document_id,
        title=newest.document.title,
        rows=tuple(
            _outdated(row, comparisons[row.document_version_id])
            for row in found.rows
            if row.document_version_id in comparisons
        ),
        total=found.total,
        page=found.number,
        pages=found.pages,
        may_decide=is_reviewer(),
        problem=problem,
    )
    return fragments.page(
        "trainer/document_outdated.html",
        block="outdated",
        status=422 if problem else 200,
        shown=shown,
    )


def _outdated(row: Question, comparison: Comparison) -> Outdated:
    item = item_of(row)
    (_, old, new), *elsewhere = _rested_on(comparison, row, item)
    runs = tuple(runs_between(old, new))
    return Outdated(
        id=row.id,
        item=item,
        key=key_in_words(item),
        status=row.status,
        lock_version=row.lock_version,
        where=where_in(comparison.old, row.source_start or 0),
        old=_side(runs, "added"),
        new=_side(runs, "removed"),
        quoted=tuple(_passage(comparison, *each) for each in elsewhere),
        changes=changes_between(item, reworded(item, _all_wordings(comparison, row, item))),
    )


def _rested_on(comparison: Comparison, row: Question, item: Item) -> list[tuple[int, str, str]]:
    """Return where its source begins with the old words and the new, then what else it quotes."""
    start, end = row.source_start or 0, row.source_end or 0
    source = versions_outdated.wordings(comparison, start, end)
    elsewhere = versions_outdated.wordings_elsewhere(comparison, texts_in(item), start, end)
    return [(start, *source), *elsewhere]


def _all_wordings(comparison: Comparison, row: Question, item: Item) -> list[tuple[str, str]]:
    return [(old, new) for _, old, new in _rested_on(comparison, row, item) if new]


def _passage(comparison: Comparison, start: int, old: str, new: str) -> Passage:
    runs = tuple(runs_between(old, new))
    where = where_in(comparison.old, start)
    return Passage(where, _side(runs, "added"), _side(runs, "removed"))


def _passages(comparison: Comparison, changes: Sequence[Change]) -> Iterator[Passage]:
    old_text, new_text = comparison.old, comparison.new
    for each in changes:
        old = _words(old_text.clean_text, old_text.sentences[each.old_start : each.old_end])
        new = _words(new_text.clean_text, new_text.sentences[each.new_start : each.new_end])
        runs = tuple(runs_between(old, new))
        if each.tag == "delete":
            where = where_in(old_text, old_text.sentences[each.old_start].start)
        else:
            where = where_in(new_text, new_text.sentences[each.new_start].start)
        yield Passage(where, _side(runs, "added"), _side(runs, "removed"))


def _words(text: str, sentences: Sequence[Sentence]) -> str:
    """Return the stretch from the first to the last of some sentences, cut if it is long."""
    if not sentences:
        return ""
    words = text[sentences[0].start : sentences[-1].end]
    return words if len(words) <= LONGEST else f"{words[:LONGEST]}……"


def _side(runs: Sequence[Run], without: str) -> tuple[Run, ...]:
    """Return one side of a comparison: what the other side alone has is left out."""
    return tuple(_shortened(run) for run in runs if run.look != without)


def _shortened(run: Run) -> Run:
    """Return a run that stayed without its middle, if that is long."""
    if run.look != "same" or len(run.text) <= 3 * AROUND:
        return run
    return Run(f"{run.text[:AROUND]} …… {run.text[-AROUND:]}", "same")


def _unchanged(changes: Sequence[Change]) -> int:
    return sum(each.old_end - each.old_start for each in changes if each.tag == "equal")
