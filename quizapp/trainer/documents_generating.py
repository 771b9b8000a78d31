"""Make the questions of a stored text once more: after new words, or where it came to nothing."""

from __future__ import annotations

from flask import url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.storage import documents, jobs
from question_bank.storage.jobs import Wanted
from quizapp import clock, fragments
from quizapp import jobs as runner
from quizapp.database import writer
from quizapp.idempotency import commit_once, once
from quizapp.trainer.documents_blueprint import bp


@bp.post("/<int:document_id>/generate")
@once
def generate(document_id: int) -> ResponseReturnValue:
    """Have the newest version of a document worked on again; asked for twice, it is done once."""
    with writer() as session:
        version = documents.newest_row(session, document_id)
        wanted = Wanted(
            "document.generate",
            {"version_id": version.id, "name": version.document.title},
            key=f"generate:{version.id}",
            person_id=current_user.person_id,
        )
        job_id = jobs.add_job(session, wanted, clock.now()).job.id
        answer = commit_once(session, url_for("documents.show_jobs"))
    runner.wake(job_id)
    return fragments.notify(answer, str(_("正在重新出题，审过、改过和退回的题不会动。")))
