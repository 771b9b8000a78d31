"""Judge the stretches that reading flagged: damaged indeed, or usable after all."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from flask import Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.documents.values import Document, Flag
from question_bank.errors import NotFoundError
from question_bank.storage import documents, flags, jobs
from question_bank.storage.flags import Verdict
from question_bank.storage.jobs import Wanted
from question_bank.storage.models import FlagDecision
from quizapp import clock, fragments
from quizapp import jobs as runner
from quizapp.database import reader, writer
from quizapp.languages import mark
from quizapp.trainer.documents_blueprint import bp

#: What is wrong with a flagged stretch.
KINDS: Final[Mapping[str, str]] = {
    "damage": mark("疑有缺字、乱码或打码"),
    "torn": mark("疑为断开的句子"),
    "count": mark("疑为笔误：字数与所说的不符"),
}
#: Flags listed beside one text.
MOST: Final = 100
#: How much of the text around a flag is shown, in code points.
AROUND: Final = 12
#: More digits than any offset has.
LONGEST_NUMBER: Final = 9


@dataclass(frozen=True, slots=True)
class ShownFlag:
    """
    A flagged stretch between the words around it.

    Attributes:
        verdict: ``usable``, ``damaged``, or empty while nobody has said anything.
    """

    start: int
    end: int
    kind: str
    left: str
    words: str
    right: str
    verdict: str


def shown_flags(text: Document, decisions: Sequence[FlagDecision]) -> tuple[ShownFlag, ...]:
    """Return the flags of a text with what trainers said of them, the open ones first."""
    said = {(each.flag_start, each.flag_end): each.usable for each in decisions}
    rows = [_shown(text, flag, said.get((flag.start, flag.end))) for flag in text.flags]
    return tuple(sorted(rows, key=lambda each: bool(each.verdict))[:MOST])


@bp.post("/<int:document_id>/flags")
def judge_flag(document_id: int) -> Response:
    """Note what a trainer says of a flag; what becomes usable is worked on at once."""
    start, end = _offset("start"), _offset("end")
    usable = request.form.get("usable") == "yes"
    job_id = None
    with writer() as session:
        version = documents.newest_version(session, document_id)
        verdict = Verdict(version.id, start, end, usable, current_user.person_id)
        if flags.decide(session, version, verdict, clock.now()):
            wanted = Wanted(
                "document.generate",
                {"version_id": version.id, "name": version.document.title},
                key=f"generate:{version.id}:{start}:{usable}",
                person_id=current_user.person_id,
            )
            job_id = jobs.add_job(session, wanted, clock.now()).job.id
        session.commit()
    if job_id is not None:
        runner.wake(job_id)
    told = _("已记下，正在重新出题。") if job_id is not None else _("已记下。")
    return fragments.notify(_after(document_id), str(told))


def _after(document_id: int) -> Response:
    if not fragments.wants_fragment():
        return fragments.redirect(
            url_for("documents.show", document_id=document_id, _anchor="flags")
        )
    with reader() as session:
        version = documents.newest_version(session, document_id)
        listed = shown_flags(documents.text_of(version), flags.decisions_on(session, version.id))
    return fragments.page(
        "trainer/document_flags.html", block="flags", flags=listed, document_id=document_id
    )


def _shown(text: Document, flag: Flag, usable: bool | None) -> ShownFlag:  # noqa: FBT001
    whole = text.clean_text
    verdict = "" if usable is None else "usable" if usable else "damaged"
    return ShownFlag(
        start=flag.start,
        end=flag.end,
        kind=str(_(KINDS[flag.kind])) if flag.kind in KINDS else flag.kind,
        left=whole[max(flag.start - AROUND, 0) : flag.start].rpartition("\n")[2],
        words=whole[flag.start : flag.end],
        right=whole[flag.end : flag.end + AROUND].partition("\n")[0],
        verdict=verdict,
    )


def _offset(name: str) -> int:
    typed = request.form.get(name, "")
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER):
        raise NotFoundError("document.no_flag")
    return int(typed)
