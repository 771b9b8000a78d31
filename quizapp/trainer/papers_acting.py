"""Open a paper, give it more time, end it, call it off, copy it."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.practice.assembly import sections_of
from question_bank.storage import frozen, paper_lists, papers
from question_bank.storage.models import Paper
from quizapp import clock, fragments
from quizapp.database import Session, reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.localtime import parse_local
from quizapp.messages import wording_of_error
from quizapp.trainer.blueprint import LONGEST_REASON, lock_version_sent
from quizapp.trainer.papers import paper_page, seed_sent
from quizapp.trainer.papers_blueprint import new_code, require_reviewer
from quizapp.trainer.papers_blueprint import papers as bp
from quizapp.trainer.papers_form import number_of
from quizapp.trainer.papers_problems import LONGEST_LIMIT
from quizapp.trainer.papers_supply import try_out

#: Does one thing with a paper; the view commits.
Deed = Callable[[Session, Paper], None]


@bp.post("/<int:paper_id>/freeze")
@once
def freeze(paper_id: int) -> ResponseReturnValue:
    """Keep the questions drawn for good, and let the paper be sat."""
    require_reviewer()
    now, seed = clock.now(), seed_sent()
    with reader() as session:
        paper = papers.get_paper(session, paper_id)
        content = papers.content_of(session, paper)
        trial = try_out(session, content.rules, content.fixed, seed, thorough=True)
        snapshot = frozen.describe(session, paper, sections_of(trial.assembly)) | {"seed": seed}
    if not trial.is_complete:
        return paper_page(paper_id, str(_("题目还不齐，没有定稿。请看抽题情况里的说明。")), 422)

    def deed(session: Session, paper: Paper) -> None:
        if paper.closes_at is not None and paper.closes_at <= now:
            raise InvalidInputError("paper.ends_too_early")
        frozen.freeze(session, paper, snapshot, **_seen_and_by(), now=now)

    return _carry_out(paper_id, deed, str(_("已定稿。代表用下面的二维码或链接参加。")))


@bp.post("/<int:paper_id>/thaw")
@once
def thaw(paper_id: int) -> ResponseReturnValue:
    """Make a paper that nobody has sat a draft again."""
    require_reviewer()

    def deed(session: Session, paper: Paper) -> None:
        frozen.thaw(session, paper, **_seen_and_by(), now=clock.now())

    return _carry_out(paper_id, deed, str(_("已退回草稿，代表暂时不能参加。")))


@bp.post("/<int:paper_id>/extend")
@once
def extend(paper_id: int) -> ResponseReturnValue:
    """Change when a frozen paper ends."""
    require_reviewer()
    closes, minutes = request.form.get("closes_at", ""), request.form.get("minutes", "").strip()
    if closes.strip() and parse_local(closes) is None:
        return paper_page(paper_id, str(_("时间请写成 2026-03-05 09:00 的样子。")), 422)
    limit = number_of(minutes, LONGEST_LIMIT)
    if minutes and not limit:
        words = _("限时请填 1 到 %(most)s 的整分钟数，不限时就留空。", most=LONGEST_LIMIT)
        return paper_page(paper_id, str(words), 422)
    extension = paper_lists.Extension(parse_local(closes), limit * 60 if limit else None)

    def deed(session: Session, paper: Paper) -> None:
        paper_lists.extend(session, paper, extension, **_seen_and_by(), now=clock.now())

    return _carry_out(paper_id, deed, str(_("时间已改，正在答题的人也按新的时间算。")))


@bp.post("/<int:paper_id>/close")
@once
def close(paper_id: int) -> ResponseReturnValue:
    """End an open paper now."""
    require_reviewer()

    def deed(session: Session, paper: Paper) -> None:
        paper_lists.close(session, paper, **_seen_and_by(), now=clock.now())

    return _carry_out(paper_id, deed, str(_("已截止，没交的卷子按已保存的答案收卷。")))


@bp.post("/<int:paper_id>/cancel")
@once
def cancel(paper_id: int) -> ResponseReturnValue:
    """Call a paper off."""
    require_reviewer()
    reason = request.form.get("reason", "").strip()
    if not 0 < len(reason) <= LONGEST_REASON:
        return paper_page(paper_id, str(_("请用一句话写明取消的原因，最多 500 字。")), 422)

    def deed(session: Session, paper: Paper) -> None:
        paper_lists.cancel(session, paper, reason, **_seen_and_by(), now=clock.now())

    return _carry_out(paper_id, deed, str(_("已取消，代表不能再参加，已交的成绩还在。")))


@bp.post("/<int:paper_id>/copy")
@once
def copy(paper_id: int) -> ResponseReturnValue:
    """Make a new draft of a paper's rules."""
    with writer() as session:
        paper = papers.get_paper(session, paper_id)
        copied = papers.copy_paper(
            session, paper, code=new_code(), by_id=current_user.person_id, now=clock.now()
        )
        answer = commit_once(session, url_for("papers.edit", paper_id=copied.id))
    return fragments.notify(answer, str(_("这是复制出来的新试卷，改好再保存。")))


def _carry_out(paper_id: int, deed: Deed, done: str) -> Response:
    """Do one thing with a paper, or say in a sentence why not."""
    try:
        with writer() as session:
            deed(session, papers.get_paper(session, paper_id, lock=True))
            answer = commit_once(session, url_for("papers.show", paper_id=paper_id))
    except InvalidInputError as error:
        return paper_page(paper_id, wording_of_error(error), 422)
    return fragments.notify(answer, done)


def _seen_and_by() -> dict[str, int]:
    return {"lock_version": lock_version_sent(), "by_id": current_user.person_id}
