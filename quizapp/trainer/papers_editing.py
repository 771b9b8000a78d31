"""Write and change papers, with what the bank has to offer beside the form."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.documents.titles import within_marks
from question_bank.errors import ConflictError, InvalidInputError
from question_bank.storage import audiences, papers, supply, workbench
from question_bank.storage.models.values import PaperState
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.messages import wording_of_error
from quizapp.trainer.blueprint import lock_version_sent
from quizapp.trainer.filters import number_in
from quizapp.trainer.papers_blueprint import new_code
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_choices import Offered, offered
from quizapp.trainer.papers_form import (
    LONGEST_TEXT,
    LONGEST_TITLE,
    FixedRow,
    PaperForm,
    first_form,
    form_of,
    read_form,
    with_counts,
    with_rows_changed,
)
from quizapp.trainer.papers_problems import (
    Problem,
    content_of,
    fixed_of,
    problems_of,
    rule_of,
    rules_of,
    total_of,
)
from quizapp.trainer.papers_supply import RuleReport, Trial, try_out, try_out_fitting


@dataclass(frozen=True, slots=True)
class Editor:
    """
    The page on which a paper is written.

    Attributes:
        paper_id: `None` for a new one.
        lock_version: Which state of the paper the form was made from.
        trial: What comes of drawing it as typed.
        conflict: What somebody else changed meanwhile; `None` if nothing.
    """

    form: PaperForm
    offered: Offered
    trial: Trial
    action: str
    paper_id: int | None = None
    lock_version: int = 0
    problems: tuple[Problem, ...] = ()
    conflict: PaperForm | None = None

    @property
    def errors(self) -> dict[str | None, str]:
        """The sentences by field."""
        return dict(self.problems)

    @property
    def title(self) -> str:
        """What the page is called."""
        return str(_("修改试卷") if self.paper_id else _("新建试卷"))

    @property
    def total(self) -> Decimal:
        """Full mark of the paper as typed."""
        return total_of(self.form)

    @property
    def count(self) -> int:
        """Questions of the paper as typed."""
        return sum(rule.count for rule in rules_of(self.form)) + len(fixed_of(self.form))

    def report(self, index: int) -> RuleReport | None:
        """Return how the rule of row *index* stands; `None` if the row makes no sense."""
        if rule_of(self.form.rules[index]) is None:
            return None
        before = sum(rule_of(row) is not None for row in self.form.rules[:index])
        return self.trial.reports[before]

    @property
    def differences(self) -> list[tuple[str, str, str]]:
        """What the form says otherwise than the paper as it stands: field, theirs, yours."""
        return [] if self.conflict is None else differences(self.conflict, self.form)


@bp.get("/new")
def new() -> Response:
    """Offer the form of a new paper, of chosen questions or of a size that the bank can fill."""
    chosen = FixedRow(request.args.get("questions", "")[:LONGEST_TEXT]).tidy
    if chosen.ids:
        return _page(PaperForm(fixed=(chosen,)))
    document = number_in(request.args.get("document", ""))
    with reader() as session:
        offered = _offered(session)
        form = first_form(document, _title_for(document, offered))
        rules, trial = try_out_fitting(session, rules_of(form), "trial")
        editor = Editor(with_counts(form, rules), offered, trial, _action(None))
    return fragments.page("trainer/paper_edit.html", block="editor", editor=editor)


@bp.post("/new")
@once
def create() -> ResponseReturnValue:
    """Store a new paper, or say what is wrong with it."""
    form = _typed()
    problems = [] if _changes_rows() else problems_of(form)
    if problems or _changes_rows():
        return _page(form, problems=problems)
    try:
        with writer() as session:
            paper = papers.create_paper(
                session,
                content_of(form),
                code=new_code(),
                by_id=current_user.person_id,
                now=clock.now(),
            )
            answer = commit_once(session, url_for("papers.show", paper_id=paper.id))
    except InvalidInputError as error:
        return _page(form, problems=[(None, wording_of_error(error))])
    return fragments.notify(answer, str(_("试卷已保存为草稿，定稿以后才能参加。")))


@bp.get("/<int:paper_id>/edit")
def edit(paper_id: int) -> ResponseReturnValue:
    """Show the form of a draft."""
    form, place = _as_stored(paper_id)
    return _page(form, **place)


@bp.post("/<int:paper_id>/edit")
@once
def save(paper_id: int) -> ResponseReturnValue:
    """Store the changed paper; show what differs if somebody else was quicker."""
    form, seen = _typed(), lock_version_sent()
    theirs, place = _as_stored(paper_id)
    if place["lock_version"] != seen:
        return _page(form, conflict=theirs, **place)
    problems = [] if _changes_rows() else problems_of(form)
    if problems or _changes_rows():
        return _page(form, problems=problems, **place)
    return _try_to_store(paper_id, form, seen)


@bp.post("/check")
def check() -> Response:
    """Say what the bank has to offer for what has been typed so far."""
    return _page(_typed(), block="supply")


def _as_stored(paper_id: int) -> tuple[PaperForm, dict[str, Any]]:
    """Return the form of a draft as it stands, and what names its state."""
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        papers.require_state(paper, PaperState.DRAFT)
        form = form_of(papers.content_of(session, paper))
    return form, {"paper_id": paper_id, "lock_version": paper.lock_version}


def _try_to_store(paper_id: int, form: PaperForm, seen: int) -> Response:
    try:
        answer = _store(paper_id, form, seen)
    except ConflictError:
        # Somebody stored theirs in the very same moment.
        theirs, place = _as_stored(paper_id)
        return _page(form, conflict=theirs, **place)
    except InvalidInputError as error:
        _theirs, place = _as_stored(paper_id)
        return _page(form, problems=[(None, wording_of_error(error))], **place)
    return fragments.notify(answer, str(_("已保存。")))


def _store(paper_id: int, form: PaperForm, seen: int) -> Response:
    with writer() as session:
        papers.edit_paper(
            session,
            paper_id,
            content_of(form),
            lock_version=seen,
            by_id=current_user.person_id,
            now=clock.now(),
        )
        return commit_once(session, url_for("papers.show", paper_id=paper_id))


def _typed() -> PaperForm:
    form = read_form(request.form)
    return with_rows_changed(form, request.form["do"]) if _changes_rows() else form


def _changes_rows() -> bool:
    return request.form.get("do", "").startswith(("add_", "remove_", "check"))


def _page(
    form: PaperForm,
    *,
    problems: list[Problem] | None = None,
    block: str = "editor",
    paper_id: int | None = None,
    lock_version: int = 0,
    conflict: PaperForm | None = None,
) -> Response:
    with reader() as session:
        editor = Editor(
            form=form,
            offered=_offered(session),
            trial=try_out(session, rules_of(form), fixed_of(form), "trial"),
            action=_action(paper_id),
            paper_id=paper_id,
            lock_version=lock_version,
            problems=tuple(problems or ()),
            conflict=conflict,
        )
    # htmx swaps a 422 and shows other errors as messages.
    conflict_status = 422 if fragments.wants_fragment() else 409
    status = 422 if problems else conflict_status if conflict else 200
    return fragments.page("trainer/paper_edit.html", block=block, status=status, editor=editor)


def _action(paper_id: int | None) -> str:
    if paper_id is None:
        return url_for("papers.create")
    return url_for("papers.save", paper_id=paper_id)


def _offered(session: Session) -> Offered:
    return offered(
        workbench.document_titles(session),
        supply.tags_in_use(session),
        audiences.list_groups(session),
    )


def _title_for(document: str, choices: Offered) -> str:
    """Return what a paper on one document may be called; nothing for a paper on several."""
    title = within_marks(dict(choices.documents).get(document, "")) if document else ""
    room = LONGEST_TITLE - len(_("《%(title)s》测验", title=""))
    return str(_("《%(title)s》测验", title=title[:room])) if title else ""


def differences(theirs: PaperForm, yours: PaperForm) -> list[tuple[str, str, str]]:
    """Return each field in which two forms differ: its name in words, and both as shown."""
    names = {
        "title": _("试卷名称"),
        "instructions": _("说明"),
        "rules": _("抽题规则"),
        "fixed": _("指定的题"),
        "scoring_rule": _("多选题计分"),
        "part_points": _("每选对一项得分"),
        "opens_at": _("开放时间"),
        "closes_at": _("截止时间"),
        "minutes": _("限时"),
        "grace": _("宽限"),
        "attempts": _("可答次数"),
        "pass_mark": _("及格分"),
        "shuffle_questions": _("打乱题目顺序"),
        "shuffle_options": _("打乱选项顺序"),
        "answers_shown": _("何时看答案"),
        "audience": _("谁可以参加"),
        "groups": _("代表团和小组"),
    }
    return [
        (str(words), _in_words(getattr(theirs, name)), _in_words(getattr(yours, name)))
        for name, words in names.items()
        if getattr(theirs, name) != getattr(yours, name)
    ]


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    if isinstance(value, tuple):
        return "；".join(_row_in_words(each) for each in value) or str(_("（空）"))
    return str(value) or str(_("（空）"))


def _row_in_words(row: object) -> str:
    if isinstance(row, str):
        return row
    texts = (str(getattr(row, name)) for name in getattr(type(row), "__slots__", ()))
    return " · ".join(filter(None, texts))
