"""How far the jobs on texts are: a list that asks again until all have ended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from flask import Response, url_for
from flask_babel import format_datetime
from flask_babel import gettext as _

from question_bank.errors import QuestionBankError
from question_bank.storage import documents, jobs, versions_outdated
from question_bank.storage.documents import Listed
from question_bank.storage.models import Job
from question_bank.storage.models.values import JobState, Status
from quizapp import clock, fragments
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.messages import wording_of_error
from quizapp.routing import number_of_query
from quizapp.trainer.documents_blueprint import JOB_KINDS, bp

#: What a job does one after another, each with the messages that say so.
STAGES: Final[Mapping[str, tuple[str, ...]]] = {
    mark("读取"): ("job.reading", "job.comparing"),
    mark("查找要点"): ("job.points",),
    mark("出题"): ("job.questions",),
    mark("存入"): ("job.saving",),
}
STATES: Final[Mapping[JobState, str]] = {
    JobState.QUEUED: mark("等待处理"),
    JobState.RUNNING: mark("正在处理"),
    JobState.DONE: mark("已完成"),
    JobState.FAILED: mark("没有成功"),
}
WHAT: Final[Mapping[str, str]] = {
    "document.add": mark("新文件"),
    "document.version": mark("新版本"),
    "document.generate": mark("重新出题"),
    "document.unrepair": mark("改回原样"),
}


@dataclass(frozen=True, slots=True)
class Step:
    """A stage of a job: done, now, or to come."""

    words: str
    state: str


@dataclass(frozen=True, slots=True)
class ShownJob:
    """
    A job in the list: what it works on, how far it is, what came of it.

    Attributes:
        is_new: Whether it brings a document that was not there.
        href: Where its document is read; `None` while there is none.
        waiting: Questions of its document that wait in review; told by its newest job alone.
        review_href: Where those are reviewed.
        outdated: Its questions whose source a newer version changed; told likewise.
        compare_href: Where those are compared with the new words.
        again_href: Where the text of a job that failed is brought again; empty for others.
    """

    id: int
    name: str
    what: str
    is_new: bool
    state: JobState
    state_words: str
    percent: int
    sentence: str
    when: str
    href: str | None
    steps: tuple[Step, ...]
    waiting: int = 0
    review_href: str = ""
    outdated: int = 0
    compare_href: str = ""
    again_href: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it waits or runs."""
        return self.state in {JobState.QUEUED, JobState.RUNNING}


@dataclass(frozen=True, slots=True)
class JobList:
    """One page of jobs; `waits_in_vain` says that nobody does them."""

    rows: tuple[ShownJob, ...]
    page: int
    pages: int
    waits_in_vain: bool

    @property
    def is_open(self) -> bool:
        """Whether any of them waits or runs, so that the page asks again."""
        return any(row.is_open for row in self.rows)

    @property
    def first_to_review(self) -> int | None:
        """The job whose questions are the next thing to do; `None` if none wait."""
        return next((row.id for row in self.rows if row.waiting), None)

    @property
    def address(self) -> str:
        """Where this page stands."""
        return url_for("documents.show_jobs", page=self.page)

    @property
    def previous(self) -> str | None:
        """The page before."""
        return url_for("documents.show_jobs", page=self.page - 1) if self.page > 1 else None

    @property
    def following(self) -> str | None:
        """The page after."""
        is_last = self.page >= self.pages
        return None if is_last else url_for("documents.show_jobs", page=self.page + 1)


@bp.get("/jobs")
def show_jobs() -> Response:
    """Show the jobs, newest first."""
    with reader() as session:
        page = jobs.list_jobs(session, JOB_KINDS, number=number_of_query("page"))
        ids = {each.result["document_id"] for each in page.rows if "document_id" in each.result}
        known = documents.listed_by_number(session, sorted(ids))
        in_vain = jobs.wait_in_vain(session, clock.now())
        outdated = versions_outdated.by_document(session, ids) if ids else {}
    rows = tuple(_each_text_once(shown_job(each, known, outdated) for each in page.rows))
    listed = JobList(rows, page.number, page.pages, in_vain)
    return fragments.page("trainer/documents_jobs.html", block="jobs", jobs=listed)


def _each_text_once(rows: Iterable[ShownJob]) -> Iterator[ShownJob]:
    """Yield jobs, newest first; only the newest on a text says what waits there."""
    seen: set[str | None] = {None}
    for row in rows:
        yield replace(row, waiting=0, outdated=0) if row.href in seen else row
        seen.add(row.href)


def shown_job(
    job: Job, known: Mapping[int, Listed], outdated: Mapping[int, Mapping[Status, int]]
) -> ShownJob:
    """
    Return a job as pages show it.

    Args:
        job: The job.
        known: Documents that jobs made, by number.
        outdated: How many of their questions of each status are to be compared with a newer
            version, and wait for nothing else.
    """
    document_id = job.result.get("document_id")
    made = known.get(document_id) if document_id else None
    to_compare = outdated.get(document_id, {}) if document_id else {}
    in_review = made.questions.get(Status.REVIEW, 0) if made else 0
    waiting = max(0, in_review - to_compare.get(Status.REVIEW, 0))
    return ShownJob(
        id=job.id,
        name=_name_of(job, made),
        what=str(_(WHAT[job.kind])),
        is_new=job.kind == "document.add",
        state=job.state,
        state_words=str(_(STATES[job.state])),
        percent=100 * job.progress // job.total,
        sentence=_sentence(job),
        when=str(format_datetime(job.created_at, "yyyy-MM-dd HH:mm")),
        href=url_for("documents.show", document_id=document_id) if document_id else None,
        steps=tuple(_steps(job)) if job.state is JobState.RUNNING else (),
        waiting=waiting,
        review_href=url_for("review.show", document=document_id) if waiting else "",
        outdated=sum(to_compare.values()),
        compare_href=(
            url_for("documents.show_outdated", document_id=document_id) if to_compare else ""
        ),
        again_href=_again_href(job) if job.state is JobState.FAILED else "",
    )


def _again_href(job: Job) -> str:
    """Return where the text of a job that failed is brought once more: its file was not kept."""
    if job.kind == "document.add":
        return url_for("documents.new")
    if job.kind == "document.version":
        return url_for("documents.new_version", document_id=job.parameters["document_id"])
    return ""


def _name_of(job: Job, made: Listed | None) -> str:
    """Return what the text is called once it was read, what its file is called until then."""
    if made is not None:
        return made.document.title
    return str(job.parameters.get("title") or job.parameters.get("name") or "")


def _sentence(job: Job) -> str:
    if not job.message_id:
        return ""
    return wording_of_error(QuestionBankError(job.message_id, **job.message_parameters))


def _steps(job: Job) -> Sequence[Step]:
    messages = list(STAGES.values())
    now = next((n for n, each in enumerate(messages) if job.message_id in each), 0)
    return [
        Step(str(_(words)), "done" if place < now else "now" if place == now else "coming")
        for place, words in enumerate(STAGES)
    ]
