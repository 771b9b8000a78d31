"""From a text to an exam in four steps, and which of them is the next one to take."""

from __future__ import annotations

from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from question_bank.storage.exam_times import Phase
from question_bank.storage.models import Paper


@dataclass(frozen=True, slots=True)
class Step:
    """
    A step of the way.

    Attributes:
        name: What it is.
        note: How it stands.
        deed: The words of its button.
        is_next: Whether it is the one to take now; exactly one of them is.
    """

    name: str
    note: str
    deed: str
    href: str
    is_next: bool


@dataclass(frozen=True, slots=True)
class Standing:
    """
    What tells how far a trainer is.

    Attributes:
        documents: Texts in use; `newest` is the title of the last one that came in.
        waiting: Questions in review.
        published: Questions that a paper may have.
        paper: The newest paper that was not called off, if any, and its phase.
    """

    documents: int
    newest: str
    waiting: int
    published: int
    paper: Paper | None
    phase: Phase | None

    @property
    def next_step(self) -> int:
        """Number of the step to take now, from 0: a paper begun comes before what waits."""
        if not self.documents and not self.published and not self.waiting:
            return 0
        if self.phase in {Phase.OPEN, Phase.UPCOMING}:
            return 3
        return 1 if self.waiting and self.phase is not Phase.DRAFT else 2


def steps_of(standing: Standing) -> tuple[Step, ...]:
    """Return the four steps, each with how it stands and where it leads."""
    parts = (_adding(standing), _reviewing(standing), _composing(standing), _sitting(standing))
    return tuple(
        Step(name, note, deed, href, place == standing.next_step)
        for place, (name, note, deed, href) in enumerate(parts)
    )


Part = tuple[str, str, str, str]


def _adding(standing: Standing) -> Part:
    note = str(_("还没有文件。讲话、法律、报告都可以。"))
    if standing.documents:
        count = standing.documents
        counted = ngettext("已有 %(num)d 个文件，最近：%(title)s", "已有 %(num)d 个文件，最近：%(title)s", count, title=standing.newest)  # fmt: skip
        note = str(counted)
    return str(_("添加文件")), note, str(_("上传或粘贴")), url_for("documents.new")


def _reviewing(standing: Standing) -> Part:
    note = str(_("没有等着审的题"))
    if standing.waiting:
        waiting = standing.waiting
        note = str(ngettext("%(num)d 道题等着审", "%(num)d 道题等着审", waiting))
    return str(_("审题")), note, str(_("去审题")), url_for("review.show")


def _composing(standing: Standing) -> Part:
    name, paper = str(_("组卷")), standing.paper
    if paper is not None and standing.phase is Phase.DRAFT:
        note = str(_("“%(title)s”还是草稿", title=paper.title))
        return name, note, str(_("接着组这份卷")), url_for("papers.show", paper_id=paper.id)
    published = standing.published
    note = str(ngettext("有 %(num)d 道题可以用", "有 %(num)d 道题可以用", published))
    return name, note, str(_("新建试卷")), url_for("papers.new")


def _sitting(standing: Standing) -> Part:
    name, paper = str(_("开考")), standing.paper
    if paper is not None and standing.phase in {Phase.OPEN, Phase.UPCOMING}:
        note = str(_("“%(title)s”可以扫码参加", title=paper.title))
        return name, note, str(_("出示二维码")), url_for("papers.show", paper_id=paper.id)
    note = str(_("试卷定稿以后，代表扫码参加"))
    return name, note, str(_("全部试卷")), url_for("papers.index")
