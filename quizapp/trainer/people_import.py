"""Take people in from an Excel or CSV file: look first, then take in what is sound."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from typing import Any, Final

from flask import Blueprint, Response, request, send_file, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import QuestionBankError
from question_bank.export.rosters import RosterRow, read_roster, write_template
from question_bank.storage import people, rosters
from question_bank.storage.audit import Deed, record
from question_bank.storage.people import Listed
from quizapp import clock, fragments
from quizapp.accounts import TRAINERS, guard
from quizapp.database import reader, writer
from quizapp.idempotency import commit_once, once
from quizapp.messages import wording_of_error
from quizapp.trainer.people import XLSX

bp = Blueprint("people_import", __name__, url_prefix="/trainer/people/import")
guard(bp, *TRAINERS)

#: Rows of each sort that the page shows; the rest is counted.
MOST_SHOWN: Final = 100
#: Headings of columns that were not read, named at most.
MOST_UNREAD: Final = 20


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the file, with what is wrong with it in words."""

    row: RosterRow
    column: str = ""
    said: str = ""

    @property
    def place(self) -> str:
        """Where it stands: sheet and row."""
        if self.row.sheet:
            return str(_("%(sheet)s 第 %(row)s 行", sheet=self.row.sheet, row=self.row.number))
        return str(_("第 %(row)s 行", row=self.row.number))


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file would bring; *unread* are headings of columns that are not taken in."""

    file: str
    unread: tuple[str, ...]
    sound: int
    known: int
    faulty: tuple[ShownRow, ...]
    faults: int
    examples: tuple[ShownRow, ...]


@bp.get("/")
def show() -> Response:
    """Ask for a file, or show what the last one would bring."""
    return _page()


@bp.get("/template.xlsx")
def template() -> Response:
    """Send an empty list to fill in."""
    file = io.BytesIO()
    write_template(file)
    file.seek(0)
    name = f"{_('代表名单模板')}.xlsx"
    return send_file(file, mimetype=XLSX, as_attachment=True, download_name=name)


@bp.post("/")
def read() -> Response:
    """Read a file and show what it would bring; nothing is taken in yet."""
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        return _page(str(_("请先选一个文件。")))
    try:
        roster = read_roster(sent.read(), sent.filename[:120])
    except QuestionBankError as error:
        return _page(wording_of_error(error))
    content = {
        "file": sent.filename[:120],
        "rows": [list(asdict(row).values()) for row in roster.rows],
        "unread": roster.unread[:MOST_UNREAD],
    }
    with writer() as session:
        rosters.keep(session, current_user.person_id, content, clock.now())
        session.commit()
    return fragments.redirect(url_for("people_import.show"))


@bp.post("/take")
@once
def take() -> Response:
    """Take in the sound rows of the file that was shown."""
    with writer() as session:
        kept = rosters.kept(session, current_user.person_id)
        if kept is None:
            return _page(str(_("请先选一个文件。")))
        rows = _judged(_rows(kept), people.owners_of(session, _phones(kept)))
        listed = [Listed(r.name, r.phone, r.group, r.term) for r in rows if not r.fault]
        result = people.take_in(session, listed, clock.now())
        rosters.forget(session, current_user.person_id)
        details = {"added": result.added, "known": result.known, "faults": len(rows) - len(listed)}
        deed = Deed("people.import", current_user.person_id, "person", None, details)
        record(session, deed, clock.now())
        answer = commit_once(session, url_for("people.index"))
    said = _("新增 %(added)s 人，已有 %(known)s 人。", added=result.added, known=result.known)
    return fragments.notify(answer, str(said))


@bp.post("/drop")
def drop() -> Response:
    """Forget the file that was shown."""
    with writer() as session:
        rosters.forget(session, current_user.person_id)
        session.commit()
    return fragments.redirect(url_for("people_import.show"))


def _rows(kept: dict[str, Any]) -> list[RosterRow]:
    return [
        RosterRow(sheet, number, name, phone, group, term, (fault[0], fault[1]) if fault else ())
        for sheet, number, name, phone, group, term, fault in kept["rows"]
    ]


def _phones(kept: dict[str, Any]) -> list[str]:
    return [row.phone for row in _rows(kept) if not row.fault]


def _judged(rows: Iterable[RosterRow], owners: dict[str, str]) -> list[RosterRow]:
    """Mark the rows whose phone number belongs to somebody of another name here."""
    return [
        replace(row, fault=("手机", "roster.phone_of_other"))
        if not row.fault and row.phone and owners.get(row.phone, row.name) != row.name
        else row
        for row in rows
    ]


def _preview(kept: dict[str, Any], owners: dict[str, str]) -> Preview:
    rows = _judged(_rows(kept), owners)
    faulty = [row for row in rows if row.fault]
    sound = [row for row in rows if not row.fault]
    return Preview(
        file=kept["file"],
        unread=tuple(kept.get("unread", ())),
        sound=len(sound),
        known=sum(bool(row.phone) and row.phone in owners for row in sound),
        faulty=tuple(_shown(row) for row in faulty[:MOST_SHOWN]),
        faults=len(faulty),
        examples=tuple(ShownRow(row) for row in sound[:20]),
    )


def _shown(row: RosterRow) -> ShownRow:
    column, message_id = row.fault or ("", "")
    return ShownRow(row, column, wording_of_error(QuestionBankError(message_id, limit=40)))


def _page(problem: str = "") -> Response:
    with reader() as session:
        kept = rosters.kept(session, current_user.person_id)
        preview = _preview(kept, people.owners_of(session, _phones(kept))) if kept else None
    return fragments.page(
        "trainer/people_import.html",
        block="main",
        status=422 if problem else 200,
        preview=preview,
        problem=problem,
    )
