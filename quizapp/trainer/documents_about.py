"""Say what a document is called and is; take it out of use and into use again."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Response, abort, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.documents.values import Genre
from question_bank.storage import documents, documents_about
from question_bank.storage.documents_about import Description
from quizapp import clock, fragments
from quizapp.database import reader, writer
from quizapp.trainer.blueprint import LONGEST_REASON, is_reviewer
from quizapp.trainer.documents_adding import genre_choices
from quizapp.trainer.documents_blueprint import bp
from quizapp.trainer.documents_forms import About, Problem, about_sent, problems_of


@dataclass(frozen=True, slots=True)
class AboutForm:
    """What is said of a document, as it is being changed."""

    id: int
    about: About
    genres: tuple[tuple[str, str], ...]
    is_archived: bool
    may_archive: bool
    problems: tuple[Problem, ...] = ()

    @property
    def errors(self) -> dict[str, str]:
        """The sentence below each field that has one."""
        return {name: words for name, words in self.problems if name is not None}


@bp.get("/<int:document_id>/edit")
def edit(document_id: int) -> Response:
    """Show what is said of a document."""
    return _form_page(document_id)


@bp.post("/<int:document_id>/edit")
def save(document_id: int) -> Response:
    """Keep what a trainer says of a document."""
    about = about_sent()
    problems = list(problems_of(about))
    if not about.title:
        problems.append(("title", str(_("标题不能是空的。"))))
    if not about.genre:
        problems.append(("genre", str(_("请在列出的种类里选一个。"))))
    if problems:
        return _form_page(document_id, about, tuple(problems))
    said = Description(about.title, Genre(about.genre), about.date, about.source_note)
    with writer() as session:
        documents_about.describe(session, document_id, said, _person(), clock.now())
        session.commit()
    return _back(document_id, str(_("已保存。")))


@bp.post("/<int:document_id>/archive")
def archive(document_id: int) -> Response:
    """Take a document and its questions out of use."""
    if not is_reviewer():
        abort(403)
    reason = request.form.get("reason", "").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        return _form_page(document_id, problems=(("reason", str(_("请写明为什么停用。"))),))
    with writer() as session:
        number = documents_about.archive(session, document_id, reason, _person(), clock.now())
        session.commit()
    return _back(document_id, str(_("已停用，连同 %(number)s 道题。", number=number)))


@bp.post("/<int:document_id>/restore")
def restore(document_id: int) -> Response:
    """Take a document and the questions retired with it into use again."""
    if not is_reviewer():
        abort(403)
    with writer() as session:
        number = documents_about.restore(session, document_id, _person(), clock.now())
        session.commit()
    return _back(document_id, str(_("已恢复，连同 %(number)s 道题。", number=number)))


def _back(document_id: int, told: str) -> Response:
    return fragments.notify(
        fragments.redirect(url_for("documents.show", document_id=document_id)), told
    )


def _person() -> int:
    number: int = current_user.person_id
    return number


def _form_page(
    document_id: int, about: About | None = None, problems: tuple[Problem, ...] = ()
) -> Response:
    with reader() as session:
        row = documents.get_document(session, document_id)
    form = AboutForm(
        id=document_id,
        about=about
        or About(
            title=row.title,
            genre=row.genre.value,
            dated_on=row.dated_on.isoformat() if row.dated_on else "",
            source_note=row.source_note,
        ),
        genres=genre_choices()[1:],
        is_archived=row.archived_at is not None,
        may_archive=is_reviewer(),
        problems=problems,
    )
    status = 422 if problems else 200
    return fragments.page("trainer/document_edit.html", block="form", status=status, form=form)
