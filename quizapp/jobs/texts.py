"""Jobs on texts: read a file, make its questions, store them a few at a time."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from question_bank.documents import Document, read_document
from question_bank.documents.formats import media_type_of
from question_bank.documents.values import Genre
from question_bank.errors import UnreadableDocumentError
from question_bank.pipeline import GENERATOR_VERSION, Generation, Stage, generate
from question_bank.questions.values import Question
from question_bank.questions.workshop import Naming
from question_bank.storage import documents, flags, generations, runs, versions
from question_bank.storage.generations import Counts, RunInfo
from question_bank.storage.jobs import File
from question_bank.storage.settings import load_office
from quizapp.jobs.work import Outcome, Work

#: How far a job is, of 100, when it begins to read, to look for points, to make, to store.
READING, POINTS, QUESTIONS, COMPARING, SAVING, WHOLE = 2, 15, 30, 75, 80, 100
STAGES: Final = {
    Stage.POINTS: (POINTS, "job.points"),
    Stage.QUESTIONS: (QUESTIONS, "job.questions"),
}
#: Questions stored in one transaction: a deputy who answers waits no longer than for these.
BATCH: Final = 100


def add(work: Work) -> Outcome:
    """
    Make a new document of the job's file; begun again, do what is left.

    Raises:
        UnreadableDocumentError: If there is no usable text in it.
    """
    file = _file(work)
    work.tell(READING, "job.reading")
    with work.database.reader() as session:
        known = documents.find_version(session, _hash(file))
        is_done = known is not None and runs.has_run(session, known.id)
    if known is not None and is_done:
        return Outcome("document.known", result={"document_id": known.document_id})
    if known is None:
        text = _titled(work, read_document(file.content, file.name, title=_given(work, "title")))
        with work.database.writer() as session:
            known = documents.add_document(session, _upload(work, file, text), work.now()).version
            session.commit()
    counts = make_questions(work, known.id, publish=_publishes_at_once(work))
    return Outcome(
        "document.done",
        {"created": counts.created, "refused": counts.refused},
        {"document_id": known.document_id},
    )


def add_version(work: Work) -> Outcome:
    """
    Make the job's file the newest version of a document; begun again, do what is left.

    Raises:
        UnreadableDocumentError: If there is no usable text in it.
        NotFoundError: If the document has gone.
    """
    file = _file(work)
    document_id = int(work.parameters["document_id"])
    work.tell(READING, "job.reading")
    with work.database.reader() as session:
        known = documents.find_version(session, _hash(file))
        older = documents.newest_version(session, document_id)
        is_done = known is not None and runs.has_run(session, known.id)
    if known is not None and (is_done or known.document_id != document_id):
        return Outcome("document.known", result={"document_id": known.document_id})
    text = read_document(file.content, file.name, title=older.document.title)
    work.tell(COMPARING, "job.comparing")
    with work.database.writer() as session:
        upload = _upload(work, file, replace(text, genre=older.document.genre))
        moved = versions.add_version(session, document_id, upload, work.now())
        session.commit()
    counts = make_questions(work, moved.version_id)
    return Outcome(
        "document.version_done",
        {"changed": moved.changed, "outdated": moved.outdated, "created": counts.created},
        {"document_id": document_id, "version_id": moved.version_id},
    )


def generate_again(work: Work) -> Outcome:
    """
    Make the questions of a stored version once more: a trainer judged one of its flags.

    Raises:
        NotFoundError: If the version has gone.
    """
    counts = make_questions(work, int(work.parameters["version_id"]))
    with work.database.reader() as session:
        version = documents.get_version(session, int(work.parameters["version_id"]))
    return Outcome(
        "document.done",
        {"created": counts.created, "refused": counts.refused},
        {"document_id": version.document_id},
    )


def _publishes_at_once(work: Work) -> bool:
    """Tell whether the office lets clean questions of a new text out unsigned."""
    with work.database.reader() as session:
        return load_office(session).publish_uploads


def make_questions(work: Work, version_id: int, *, publish: bool = False) -> Counts:
    """Make and store the questions of a stored version; return how many became what."""
    with work.database.reader() as session:
        version = documents.get_version(session, version_id)
        text = flags.usable_text(session, version)
        naming: Naming | None = versions.naming_of(session, version)
    if naming is not None:
        # What is drawn for a text is drawn alike for its newer versions.
        text = replace(text, sha256=version.document.sha256)
    resources = work.resources()
    info = RunInfo(
        generator_version=str(GENERATOR_VERSION),
        lexicon_fingerprint=resources.lexicon.fingerprint,
        publish=publish,
        person_id=work.person_id,
    )
    made = generate(
        text, resources=resources, naming=naming, watch=lambda stage: work.tell(*STAGES[stage])
    )
    wanted = [*made.published, *made.to_review]
    if naming is not None:
        # Those on what did not change have been led over as they stand.
        with work.database.reader() as session:
            wanted = generations.unknown_among(session, wanted)
    return _store(work, version_id, made, wanted, info)


def _store(
    work: Work,
    version_id: int,
    made: Generation,
    wanted: Sequence[Question],
    info: RunInfo,
) -> Counts:
    """Store questions in several transactions, then the rest; each is short."""
    counts = Counts(created=0, updated=0, unchanged=0, kept=0, refused=len(made.refused))
    for done, batch in _batches(wanted):
        share = (WHOLE - SAVING) * done // max(len(wanted), 1)
        work.tell(SAVING + share, "job.saving", done=done, total=len(wanted))
        with work.database.writer() as session:
            counts += generations.save_questions(session, version_id, batch, info, work.now())
            session.commit()
    with work.database.writer() as session:
        generations.save_findings_of_text(session, version_id, made)
        generations.save_run(session, version_id, info, counts, work.now())
        session.commit()
    return counts


def _batches(wanted: Sequence[Question]) -> Iterator[tuple[int, Sequence[Question]]]:
    for start in range(0, len(wanted), BATCH):
        yield start, wanted[start : start + BATCH]


def _file(work: Work) -> File:
    if work.file is None:
        raise UnreadableDocumentError("document.file_lost")
    return work.file


def _hash(file: File) -> str:
    return hashlib.sha256(file.content).hexdigest()


def _given(work: Work, name: str) -> str:
    return str(work.parameters.get(name, ""))


def _titled(work: Work, text: Document) -> Document:
    """Return the text as whoever brought it says that it is."""
    genre = _given(work, "genre")
    return replace(text, genre=Genre(genre)) if genre else text


def _upload(work: Work, file: File, text: Document) -> documents.Upload:
    dated_on = _given(work, "dated_on")
    return documents.Upload(
        text=text,
        original=file.content,
        media_type=media_type_of(file.content, file.name),
        file_name=file.name,
        source_note=_given(work, "source_note"),
        dated_on=date.fromisoformat(dated_on) if dated_on else None,
        person_id=work.person_id,
    )
