"""The job that puts a repair back: a version of its own, compared and worked on as any other."""

from __future__ import annotations

import hashlib

from question_bank.documents.undoing import text_without, without_repair
from question_bank.errors import NotFoundError
from question_bank.storage import documents, versions
from question_bank.storage.documents import Upload
from question_bank.storage.models import DocumentVersion
from quizapp.database import Session
from quizapp.jobs.texts import COMPARING, make_questions
from quizapp.jobs.work import Outcome, Work


def put_back(work: Work) -> Outcome:
    """
    Store the text as it stood before one of its repairs; begun again, do what is left.

    Raises:
        NotFoundError: If the version or the repair has gone, or a newer version came meanwhile.
    """
    version_id, place = int(work.parameters["version_id"]), int(work.parameters["place"])
    work.tell(COMPARING, "job.comparing")
    with work.database.writer() as session:
        older = documents.get_version(session, version_id)
        if place >= len(older.repairs):
            raise NotFoundError("document.no_repair")
        moved = _stored(session, work, older, place)
        document_id = older.document_id
        session.commit()
    counts = make_questions(work, moved.version_id)
    return Outcome(
        "document.version_done",
        {"changed": moved.changed, "outdated": moved.outdated, "created": counts.created},
        {"document_id": document_id, "version_id": moved.version_id},
    )


def _stored(session: Session, work: Work, older: DocumentVersion, place: int) -> versions.Moved:
    """Store the newer version, unless this very job has done so before."""
    text = documents.text_of(older)
    newest = documents.newest_version(session, older.document_id)
    if newest.id != older.id:
        if documents.text_of(newest).clean_text != text_without(text, place):
            raise NotFoundError("document.no_repair")
        return versions.Moved(newest.id, 0, 0, 0)
    data = text_without(text, place).encode()
    # Put back, made again and put back once more it would be the bytes of an earlier version.
    while documents.find_version(session, hashlib.sha256(data).hexdigest()) is not None:
        data += b"\n"
    upload = Upload(
        text=without_repair(text, place, data),
        original=data,
        file_name=older.file_name,
        person_id=work.person_id,
    )
    return versions.add_version(session, older.document_id, upload, work.now())
