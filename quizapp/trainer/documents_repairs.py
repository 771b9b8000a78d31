"""Put a repair back that reading should not have made: the text gets a version of its own."""

from __future__ import annotations

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import NotFoundError
from question_bank.storage import documents, jobs
from question_bank.storage.jobs import Wanted
from quizapp import clock, fragments
from quizapp import jobs as runner
from quizapp.database import writer
from quizapp.idempotency import commit_once, once
from quizapp.routing import row_number
from quizapp.trainer.documents_blueprint import bp
from quizapp.trainer.documents_texts import text_of


@bp.post("/<int:document_id>/repairs")
@once
def put_back(document_id: int) -> ResponseReturnValue:
    """Have the newest version stored anew with the words that stood there before one repair."""
    # Repairs count from 0, fields from 1.
    place = row_number(request.form.get("place", ""))
    with writer() as session:
        version = documents.newest_row(session, document_id)
        is_shown = request.form.get("version") == str(version.id)
        if place is None or not is_shown or not 0 < place <= len(text_of(session, version).repairs):
            raise NotFoundError("document.no_repair")
        wanted = Wanted(
            "document.unrepair",
            {"version_id": version.id, "place": place - 1, "name": version.document.title},
            key=f"unrepair:{version.id}",
            person_id=current_user.person_id,
        )
        job_id = jobs.add_job(session, wanted, clock.now()).job.id
        answer = commit_once(session, url_for("documents.show_jobs"))
    runner.wake(job_id)
    return fragments.notify(answer, str(_("正在改回原样：存成新的一版，和上一版对照，再出题。")))
