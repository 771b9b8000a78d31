"""
The job that carries out a large import, so that nobody who answers waits for it.

All that takes long, the checks, the sources, comes before anything is written. The
new questions then go in in one short transaction, all or none; updates follow a few
at a time. What was done is noted in the same transactions, so that a job begun again
goes on where it stopped.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from question_bank.errors import ConflictError, NotFoundError
from question_bank.export.exchange.applying import Chosen, Importer, Outcome, Wishes, choose
from question_bank.export.exchange.planning import Fate, Planned, plan_import
from question_bank.export.exchange.transport import reading_from_json
from question_bank.keypoints.values import Kind
from question_bank.lexicon import load_lexicon
from question_bank.questions.checks import Subject, run_checks
from question_bank.questions.values import Finding, Item
from question_bank.storage import jobs
from question_bank.storage.import_drafts import kept_import, release_import
from question_bank.storage.imports import (
    Incoming,
    Prepared,
    index_new,
    lock_versions,
    prepare_questions,
    store_questions,
)
from question_bank.storage.models.values import Status
from question_bank.storage.own_words import lexicon_of
from quizapp.jobs import work as jobs_work
from quizapp.jobs.work import Work

#: How far the job is, of 100, when it has checked, stored, updated.
CHECKED, STORED, UPDATED = 50, 60, 80
#: Questions between two words about how far it is; and updated or indexed in one transaction.
STEP, PORTION = 100, 50


def confirm(work: Work) -> jobs_work.Outcome:
    """
    Carry out the import that the job's parameters name; begun again, do what is left.

    Raises:
        NotFoundError: If what was read has gone.
        ConflictError: If one of the questions to update was changed since it was shown;
            then nothing has been stored.
    """
    large = LargeImport(work)
    outcome, updates = large.begin()
    outcome = large.update(outcome, updates)
    large.index(outcome["created"])
    large.end(outcome)
    counts: dict[str, str | int] = {
        "created": len(outcome["created"]),
        "updated": len(outcome["updated"]),
    }
    return jobs_work.Outcome("import.done", counts, {"outcome": outcome})


def wishes_to_json(wishes: Wishes, kind: Kind) -> dict[str, Any]:
    """Return what a person decided, for the job's parameters."""
    return {
        "status": wishes.status,
        "kind": kind,
        "updates": [list(pair) for pair in wishes.updates.items()],
        "repeated": sorted(wishes.repeated),
        "name": wishes.name,
    }


def _wishes(stored: dict[str, Any]) -> Wishes:
    return Wishes(
        status=Status(stored["status"]),
        updates=dict(stored["updates"]),
        repeated=frozenset(stored["repeated"]),
        name=stored["name"],
    )


class LargeImport:
    """One import, step by step."""

    def __init__(self, work: Work) -> None:
        """
        Prepare to do a job.

        Raises:
            NotFoundError: If nobody asked for it, so that nothing was read for them.
        """
        if work.person_id is None:
            raise NotFoundError("import.gone")
        self._work, self._person_id = work, work.person_id
        self._token = str(work.parameters["token"])
        self._wishes = _wishes(work.parameters["wishes"])
        self._now: datetime = work.now()
        # Checking needs no segmenter, which is what takes long to load.
        with work.database.reader() as session:
            self._lexicon = lexicon_of(session, load_lexicon())

    def begin(self) -> tuple[dict[str, Any], Sequence[Planned]]:
        """Store the new questions, unless that is done; return what came of it and what is left."""
        with self._work.database.reader() as session:
            known = jobs.get_job(session, self._work.job_id).result.get("outcome")
            kept = kept_import(session, self._person_id, self._token)
            kind = Kind(self._work.parameters["wishes"]["kind"])
            plan = plan_import(session, reading_from_json(kept.content["reading"]), kind)
            if known is not None:
                return known, self._unchanged_since(plan.of(Fate.UPDATE))
            chosen = choose(plan, self._wishes)
            incoming = self._incoming(session, chosen)
        ready = prepare_questions(incoming, self._person_id, self._now)
        self._work.tell(CHECKED, "import.storing")
        return self._store(chosen, ready, len(plan.entries)), chosen.updates

    def _unchanged_since(self, updates: Sequence[Planned]) -> Sequence[Planned]:
        """Return those that were wished and are as they were shown."""
        shown = self._wishes.updates
        return [entry for entry in updates if shown.get(entry.index) == entry.lock_version]

    def _incoming(self, session: Session, chosen: Chosen) -> list[Incoming]:
        importer, total = self._importer(session), len(chosen.fresh)
        incoming = []
        for done, entry in enumerate(chosen.fresh):
            if done % STEP == 0:
                self._work.tell(CHECKED * done // total, "import.checking", done=done, total=total)
            incoming.append(importer.incoming(entry, self._wishes))
        return incoming

    def _store(self, chosen: Chosen, ready: Sequence[Prepared], read: int) -> dict[str, Any]:
        with self._work.database.writer() as session:
            shown = {e.question_id: self._wishes.updates[e.index] for e in chosen.updates}
            if lock_versions(session, shown) != shown:
                raise ConflictError("import.changed_meanwhile")
            created = store_questions(session, ready, by_id=self._person_id, now=self._now)
            left_out: dict[str, Any] = {"left_out": chosen.left_out, "read": read}
            outcome = {"created": created, "updated": [], **left_out}
            jobs.note(session, self._work.job_id, {"outcome": outcome})
            session.commit()
        return outcome

    def update(self, outcome: dict[str, Any], updates: Sequence[Planned]) -> dict[str, Any]:
        """Change questions a few at a time; one that somebody changes meanwhile stays as it is."""
        for start in range(0, len(updates), PORTION):
            done = {"done": start, "total": len(updates)}
            share = (UPDATED - STORED) * start // len(updates)
            self._work.tell(STORED + share, "import.updating", **done)
            with self._work.database.writer() as session:
                importer = self._importer(session)
                for entry in updates[start : start + PORTION]:
                    self._update(importer, entry, outcome)
                jobs.note(session, self._work.job_id, {"outcome": outcome})
                session.commit()
        return outcome

    def _update(self, importer: Importer, entry: Planned, outcome: dict[str, Any]) -> None:
        try:
            number = importer.update(entry, self._wishes.updates[entry.index])
        except ConflictError:
            outcome["left_out"] += 1
        else:
            outcome["updated"].append(number)

    def index(self, created: Sequence[int]) -> None:
        """Let the search find the new questions, a few at a time."""
        for start in range(0, len(created), PORTION):
            share = (100 - UPDATED) * start // len(created)
            told = {"done": start, "total": len(created)}
            self._work.tell(UPDATED + share, "import.indexing", **told)
            with self._work.database.writer() as session:
                index_new(session, created[start : start + PORTION])
                session.commit()

    def end(self, outcome: dict[str, Any]) -> None:
        """Write down what came of it."""
        with self._work.database.writer() as session:
            kept = kept_import(session, self._person_id, self._token)
            release_import(kept)
            kept.content = {"name": self._wishes.name, "outcome": outcome}
            came = Outcome(
                tuple(outcome["created"]), tuple(outcome["updated"]), outcome["left_out"]
            )
            self._importer(session).record(came, self._wishes)
            session.commit()

    def _importer(self, session: Session) -> Importer:
        return Importer(session, self._check, _draw, self._person_id, self._now)

    def _check(self, item: Item) -> tuple[Finding, ...]:
        return run_checks(Subject(item=item, lexicon=self._lexicon))


def _draw() -> str:
    return secrets.token_urlsafe(16)
