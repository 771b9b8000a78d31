"""Write and change questions, with the checks' advice while they are typed."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlsplit

from flask import Response, abort, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.questions.mending import mended
from question_bank.questions.values import Finding, Item, ItemType, Level
from question_bank.storage import questions, reviewing
from question_bank.storage.models.values import Status
from question_bank.storage.settings import load_office
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.routing import row_number
from quizapp.trainer import drafts
from quizapp.trainer.blueprint import lock_version_sent
from quizapp.trainer.blueprint import questions as bp
from quizapp.trainer.checking import blocking_sentence, check
from quizapp.trainer.differences import changes_between
from quizapp.trainer.editor import Editor, editor_for, editor_page, endings, typed_item
from quizapp.trainer.forms import (
    QuestionForm,
    form_of,
    points_of,
    read_form,
    type_in,
)
from quizapp.trainer.loading import Loaded, load
from quizapp.trainer.problems import Problem, problems_of
from quizapp.trainer.rows import with_rows_changed
from quizapp.trainer.sourcing import Proof, proof_of, renewed_proof, wanted_proofs


@dataclass(frozen=True, slots=True)
class Typed:
    """A form that was sent: as typed, as an item, what is wrong, what the checks say."""

    form: QuestionForm
    item: Item
    problems: list[Problem]
    findings: tuple[Finding, ...]
    wish: str
    proof: Proof | None
    hits: tuple[Proof, ...] = ()

    @property
    def content(self) -> questions.Content:
        """What the bank stores of it."""
        return questions.Content(
            self.item,
            self.proof.stored if self.proof else None,
            self.findings,
            self.form.tag_names,
            points_of(self.form) or Decimal(1),
        )


@bp.post("/new")
@once
def create() -> ResponseReturnValue:
    """Store a new question, or say what is wrong with it."""
    form = read_form(request.form, _type_sent())
    if _changes_rows():
        return editor_page(_changed(form, None))
    typed = _read(form, None)
    if typed.problems:
        drafts.keep_form(form.type, 0)
        return _refused(typed, None)
    with writer() as session:
        drafts.forget(session, form.type, 0)
        now, person_id = clock.now(), current_user.person_id
        content = typed.content
        guid = secrets.token_urlsafe(16)
        row = questions.create_question(session, content, guid=guid, author_id=person_id, now=now)
        target = {"publish": Status.PUBLISHED, "review": Status.REVIEW}.get(typed.wish)
        if target is not None:
            by_another = load_office(session).two_signatures
            move = questions.Move(row.id, target, person_id, by_another=by_another)
            questions.move_question(session, move, now)
        answer = commit_once(session, url_for("questions.show", question_id=row.id))
    return fragments.notify(answer, _told(typed.wish))


@bp.post("/<int:question_id>/wordings/<int:number>/restore")
def restore_wording(question_id: int, number: int) -> Response:
    """Open the form with an older wording, so that it is looked at before it is saved."""
    loaded = _load_to_edit(question_id)
    with reader() as session:
        item = questions.wording_of(session, question_id, number)
    form = form_of(item, loaded.tags, loaded.row.points)
    told = _("这是第 %(number)s 版的题目。看过检查以后保存，就成为新的一版。", number=number)
    return editor_page(replace(editor_for(form, loaded), note=str(told)))


@bp.get("/<int:question_id>/edit")
def edit(question_id: int) -> Response:
    """Show the form of a stored question."""
    loaded = _load_to_edit(question_id)
    draft = drafts.find(loaded.item.type, question_id)
    if draft is not None and "draft" in request.args:
        resumed = editor_for(draft.form, loaded)
        return editor_page(replace(resumed, shown_version=draft.lock_version))
    offer = drafts.offer(draft, loaded.item.type, question_id)
    form = form_of(loaded.item, loaded.tags, loaded.row.points)
    if loaded.row.outdated_by_id is not None:
        return editor_page(replace(_on_new_words(form, loaded), offer=offer))
    return editor_page(replace(editor_for(form, loaded), offer=offer))


def _on_new_words(form: QuestionForm, loaded: Loaded) -> Editor:
    """Return the form of an outdated question on the words that stand there now, and say so."""
    proof = renewed_proof(loaded)
    if proof is None:
        told = _("新版本里没有这一处了。请改出处，或者停用这道题。")
        return replace(editor_for(form, loaded), note=str(told))
    told = _("出处在新版本里改了，这里已换成新的原文。请对照着改，再保存。")
    editor = editor_for(replace(form, source=proof.key), loaded, proof=proof)
    return replace(editor, note=str(told))


@bp.post("/<int:question_id>/edit")
@once
def save(question_id: int) -> ResponseReturnValue:
    """Store the changed question; show both wordings if somebody else was quicker."""
    loaded = _load_to_edit(question_id)
    form = read_form(request.form, loaded.item.type)
    if _changes_rows():
        return editor_page(_changed(form, loaded))
    typed = _read(form, loaded)
    if loaded.row.lock_version != lock_version_sent():
        changes = changes_between(loaded.item, typed.item)
        # htmx swaps a 422 and shows other errors as messages.
        status = 422 if fragments.wants_fragment() else 409
        drafts.keep_form(form.type, question_id)
        return editor_page(editor_for(form, loaded, conflict=changes), status=status)
    if typed.problems:
        drafts.keep_form(form.type, question_id)
        return _refused(typed, loaded)
    return fragments.notify(_store(loaded, typed), _told(typed.wish))


@bp.post("/check", endpoint="check")
def check_typed() -> Response:
    """Say what the checks find in what has been typed so far."""
    question_id = row_number(request.form.get("question", ""))
    loaded = None if question_id is None else load(question_id, with_findings=False)
    item_type = loaded.item.type if loaded else _type_sent()
    form = read_form(request.form, item_type)
    return editor_page(editor_for(form, loaded), block="advice")


def _store(loaded: Loaded, typed: Typed) -> Response:
    """Store an edit and where it leads, in one transaction."""
    now, person_id, row = clock.now(), current_user.person_id, loaded.row
    change = questions.Edit(row.id, row.lock_version, typed.content)
    with writer() as session:
        drafts.forget(session, loaded.item.type, row.id)
        edited = questions.edit_question(session, change, by_id=person_id, now=now)
        if typed.wish == "review" and edited.status is not Status.REVIEW:
            questions.move_question(session, questions.Move(row.id, Status.REVIEW, person_id), now)
        elif typed.wish == "publish":
            reviewing.accept(
                session,
                reviewing.Shown(row.id, edited.lock_version),
                person_id,
                by_another=load_office(session).two_signatures,
                now=now,
            )
        return commit_once(session, _way_back() or url_for("questions.show", question_id=row.id))


def _way_back() -> str | None:
    """Return the page of the review that the form was opened from; `None` for another page."""
    wanted = urlsplit(request.form.get("next", ""))
    is_ours = not wanted.scheme and not wanted.netloc and wanted.path == url_for("review.show")
    return f"{wanted.path}?{wanted.query}" if is_ours else None


def _read(form: QuestionForm, loaded: Loaded | None) -> Typed:
    """Return what was sent, with small slips mended and everything looked at."""
    form, hits, told = _with_quote(form)
    item = mended(typed_item(form, loaded))
    status = loaded.row.status if loaded else None
    author_id = loaded.row.author_id if loaded else current_user.person_id
    allowed = [value for value, _words in endings(status, author_id)]
    wish = _wish() if _wish() in allowed else allowed[-1]
    problems = [*problems_of(form, item), *told]
    proof = proof_of(form, loaded)
    findings = () if problems else check(item, proof.source if proof else None)
    stays_public = status is Status.PUBLISHED and wish == "save"
    if (wish == "publish" or stays_public) and _is_blocked(findings):
        problems = [(None, blocking_sentence(findings))]
    return Typed(form, item, problems, findings, wish, proof, hits)


def _with_quote(form: QuestionForm) -> tuple[QuestionForm, tuple[Proof, ...], list[Problem]]:
    """
    Return the form with the source that the quote typed in it names.

    Where it names none or several, the places come beside it with what is to be done.
    """
    if not form.quote.strip():
        return form, (), []
    found = wanted_proofs()
    if len(found) == 1:
        return replace(form, source=found[0].key, quote=""), (), []
    if found:
        return form, found, [("source", str(_("出处里的那句话不止一处，请选一处。")))]
    told = _("没有找到这句话。请选对文件，照原文粘贴一句，标点也要一样。")
    return form, (), [("quote", str(told))]


def _refused(typed: Typed, loaded: Loaded | None) -> Response:
    """Return the page with what keeps a form from being stored."""
    editor = editor_for(typed.form, loaded, problems=typed.problems)
    return editor_page(replace(editor, hits=typed.hits), status=422)


def _is_blocked(findings: tuple[Finding, ...]) -> bool:
    return any(found.level is Level.BLOCK for found in findings)


def _wish() -> str:
    return request.form.get("do", "")


def _changes_rows() -> bool:
    return _wish().startswith(("add_", "remove_", "check", "find_source"))


def _changed(form: QuestionForm, loaded: Loaded | None) -> Editor:
    """Return the page after a button that stores nothing: another row, another source."""
    if _wish() != "find_source":
        return editor_for(with_rows_changed(form, _wish()), loaded)
    found = wanted_proofs()
    if len(found) == 1:
        return editor_for(replace(form, source=found[0].key, quote=""), loaded)
    return replace(editor_for(form, loaded), hits=found, source_missing=not found)


def _type_sent() -> ItemType:
    """Return the type of a new question; an unknown one has no page."""
    item_type = type_in(request.form.get("type", ""))
    if item_type is None:
        abort(404)
    return item_type


def _load_to_edit(question_id: int) -> Loaded:
    """
    Load a question that may be changed.

    Raises:
        NotFoundError: If there is none.
        InvalidInputError: If it was rejected: it must be sent back to review first.
    """
    loaded = load(question_id, with_findings=False)
    if loaded.row.status is Status.REJECTED:
        status = Status.REJECTED.value
        raise InvalidInputError("question.cannot_move", id=question_id, now=status, wanted=status)
    return loaded


def _told(wish: str) -> str:
    told = {
        "publish": _("已保存并签发。"),
        "review": _("已保存，等待复核。"),
        "save": _("已保存。"),
    }
    return str(told[wish])
