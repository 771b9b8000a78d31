"""Bring texts into the bank: files or pasted text, each of which becomes a job."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass

from flask import Response, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.storage import documents, jobs, runs
from question_bank.storage.jobs import File, Wanted
from quizapp import clock, fragments
from quizapp import jobs as runner
from quizapp.database import Session, reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.trainer.documents_blueprint import GENRES, bp
from quizapp.trainer.documents_forms import (
    MOST_FILES,
    About,
    Brought,
    Problem,
    brought,
    hash_of,
    is_readable,
    problems_of,
    problems_with_files,
)


@dataclass(frozen=True, slots=True)
class Known:
    """A file that is in the bank already: its name, and the document it is."""

    name: str
    document_id: int
    title: str


@dataclass(frozen=True, slots=True)
class AddForm:
    """
    The page on which texts are brought.

    Attributes:
        known: Files that are in the bank already.
        version_of: Number and title of the document that gets a newer version; `None`
            for a document of its own.
    """

    about: About
    genres: tuple[tuple[str, str], ...]
    text: str = ""
    problems: tuple[Problem, ...] = ()
    known: tuple[Known, ...] = ()
    version_of: tuple[int, str] | None = None

    @property
    def errors(self) -> dict[str, str]:
        """The sentence below each field that has one."""
        return {name: words for name, words in self.problems if name is not None}

    @property
    def action(self) -> str:
        """Where the form is sent."""
        if self.version_of is None:
            return url_for("documents.add")
        return url_for("documents.add_version", document_id=self.version_of[0])


@bp.get("/new")
def new() -> Response:
    """Show the form."""
    return form_page(AddForm(About(), genre_choices()))


@bp.post("/new")
@once
def add() -> ResponseReturnValue:
    """Make a job of each file that can be read; say of the others why not."""
    sent = brought()
    problems, known = _judged(sent)
    if problems or not sent.files or len(known) == len(sent.files):
        form = AddForm(sent.about, genre_choices(), sent.text, tuple(problems), tuple(known))
        return form_page(form, status=422)
    return _started(sent)


@bp.get("/<int:document_id>/version")
def new_version(document_id: int) -> Response:
    """Show the form for a newer version of a document."""
    return form_page(_form_for_version(document_id))


@bp.post("/<int:document_id>/version")
@once
def add_version(document_id: int) -> ResponseReturnValue:
    """Make a job of the one file that is a newer version of a document."""
    form, sent = _form_for_version(document_id), brought()
    problems, known = _judged(sent)
    if len(sent.files) > 1:
        problems.append(("files", str(_("新版本一次只能传一个文件。"))))
    if problems or known:
        filled = AddForm(form.about, (), sent.text, tuple(problems), tuple(known), form.version_of)
        return form_page(filled, status=422)
    file = sent.files[0]
    wanted = Wanted(
        "document.version",
        {"document_id": document_id},
        key=f"version:{document_id}:{hash_of(file)}",
        file=file,
        person_id=current_user.person_id,
    )
    return _sent_off([wanted])


def form_page(form: AddForm, *, status: int = 200) -> Response:
    """Show the form as it stands."""
    return fragments.page("trainer/documents_new.html", block="form", status=status, form=form)


def genre_choices() -> tuple[tuple[str, str], ...]:
    """Return values and words of what a text may be, the program's own judgement first."""
    return (("", str(_("自动判断"))), *((each.value, str(_(GENRES[each]))) for each in GENRES))


def _form_for_version(document_id: int) -> AddForm:
    with reader() as session:
        document = documents.get_document(session, document_id)
    return AddForm(About(), (), version_of=(document.id, document.title))


def _judged(sent: Brought) -> tuple[list[Problem], list[Known]]:
    """Return what is wrong with all of it, and which files are in the bank already."""
    problems: list[Problem] = list(problems_of(sent.about))
    if not sent.files:
        problems.append(("files", str(_("请选择文件，或者粘贴文字。"))))
    if len(sent.files) > MOST_FILES:
        problems.append(("files", str(_("一次最多 %(most)s 个文件。", most=MOST_FILES))))
    if not any(map(is_readable, sent.files)):
        problems += [("files", words) for words in problems_with_files(sent.files)]
    if problems:
        return problems, []
    with reader() as session:
        return [], _known(session, sent.files)


def _known(session: Session, files: Sequence[File]) -> list[Known]:
    # What came in but was never worked on, because its job failed, may come again.
    brought_before = documents.find_versions(session, [hash_of(file) for file in files])
    found = {
        sha256: version
        for sha256, version in brought_before.items()
        if runs.has_run(session, version.id)
    }
    return [
        Known(file.name, found[sha256].document_id, found[sha256].document.title)
        for file in files
        if (sha256 := hash_of(file)) in found
    ]


def _started(sent: Brought) -> ResponseReturnValue:
    for words in problems_with_files(sent.files):
        flash(words, "error")
    return _sent_off(
        [
            Wanted(
                "document.add",
                asdict(sent.about),
                key=f"document:{hash_of(file)}",
                file=file,
                person_id=current_user.person_id,
            )
            for file in sent.files
            if is_readable(file)
        ]
    )


def _sent_off(wanted: Sequence[Wanted]) -> ResponseReturnValue:
    """Store the jobs, wake the runner, lead to where their progress shows."""
    with writer() as session:
        added = [jobs.add_job(session, _named(each), clock.now()).job.id for each in wanted]
        answer = commit_once(session, url_for("documents.show_jobs"))
    runner.wake(*added)
    return answer


def _named(wanted: Wanted) -> Wanted:
    """Return a job that knows what its file is called, also when the file has gone."""
    name = wanted.file.name if wanted.file is not None else ""
    wanted.parameters["name"] = name
    return wanted
