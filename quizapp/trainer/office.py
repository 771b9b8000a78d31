"""Set-up: what the office chooses for its site, its sign, a backup to take home."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_login import current_user

from question_bank.errors import InvalidInputError
from question_bank.storage import settings
from question_bank.storage.audit import Deed, record
from question_bank.storage.models.values import Role
from question_bank.storage.settings import Office
from quizapp import clock, fragments
from quizapp import office as choices_of_office
from quizapp.accounts import guard
from quizapp.database import bank, reader, writer
from quizapp.languages import mark
from quizapp.messages import wording_of_error
from quizapp.moments import zone

bp = Blueprint("office", __name__, url_prefix="/trainer/office")
guard(bp, Role.ADMIN)

SQLITE: Final = "application/vnd.sqlite3"
#: Bytes of a backup sent at a time.
CHUNK: Final = 256 * 1024
TEXTS: Final = {
    "standard": mark("标准"),
    "large": mark("大"),
    "larger": mark("特大"),
    "elder": mark("长辈版"),
}
FIELDS: Final = {"office.name": "name", "office.privacy": "privacy"}


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows; `problem` is a field and a sentence."""

    office: Office
    can_back_up: bool
    problem: tuple[str, str] | None = None

    @property
    def errors(self) -> dict[str, str]:
        """The problem by field."""
        return dict([self.problem] if self.problem else [])


@bp.get("/")
def show() -> Response:
    """Show the choices."""
    with reader() as session:
        office = settings.load_office(session)
    # The name that the environment gives stands in the form, too.
    return _page(replace(office, name=choices_of_office.current().name))


@bp.post("/")
def save() -> Response:
    """Keep the choices."""
    with writer() as session:
        before = settings.load_office(session)
        after = _read(before)
        by_id, now = current_user.person_id, clock.now()
        try:
            changed = settings.save_office(session, before, after, by_id=by_id, now=now)
        except InvalidInputError as error:
            return _page(after, (FIELDS.get(error.message_id, "name"), wording_of_error(error)))
        if changed:
            record(session, Deed("office.change", by_id, "setting", None, changed), now)
        session.commit()
    choices_of_office.forget()
    return _done(str(_("设置已保存。")))


@bp.post("/logo")
def save_logo() -> Response:
    """Keep a picture as the office's sign, or take it away."""
    by_id, now = current_user.person_id, clock.now()
    sent = request.files.get("logo")
    with writer() as session:
        if request.form.get("do") == "remove":
            settings.remove_logo(session)
        elif sent is None or not sent.filename:
            return _page(settings.load_office(session), ("logo", str(_("请先选一张图片。"))))
        else:
            try:
                content = sent.read(settings.LARGEST_LOGO + 1)
                settings.save_logo(session, content, by_id=by_id, now=now)
            except InvalidInputError as error:
                return _page(settings.load_office(session), ("logo", wording_of_error(error)))
        record(session, Deed("office.logo", by_id, "setting"), now)
        session.commit()
    choices_of_office.forget()
    return _done(str(_("标志已更新。")))


@bp.post("/backup")
def back_up() -> Response:
    """Send a whole and checked copy of the bank."""
    now = clock.now()
    # Before the copy is made, so that it tells of itself.
    with writer() as session:
        record(session, Deed("office.backup", current_user.person_id), now)
        session.commit()
    pieces = _copy_of_bank()
    next(pieces)  # Makes and checks the copy, while an error can still be told.
    answer = Response(pieces, mimetype=SQLITE)
    answer.headers.set(
        "Content-Disposition",
        "attachment",
        filename=f"quizapp-{now.astimezone(zone()):%Y%m%d-%H%M}.db",
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _copy_of_bank() -> Iterator[bytes]:
    """Yield nothing once a copy has been made, then its bytes; remove it at the end."""
    with tempfile.TemporaryDirectory(prefix="quizapp-backup-") as folder:
        bank().backup(Path(folder) / "backup.db")
        with (Path(folder) / "backup.db").open("rb") as copy:
            yield b""
            while piece := copy.read(CHUNK):
                yield piece


def _read(before: Office) -> Office:
    """Return the choices in this form; what it does not have stays."""
    sent = request.form
    text = sent.get("text", "")
    return replace(
        before,
        name=" ".join(sent.get("name", "").split()),
        two_signatures="two_signatures" in sent,
        publish_uploads="publish_uploads" in sent,
        text=text if text in TEXTS else before.text,
        privacy=sent.get("privacy", "").replace("\r\n", "\n").strip(),
    )


def _done(said: str) -> Response:
    return fragments.notify(fragments.redirect(url_for("office.show")), said)


def _page(office: Office, problem: tuple[str, str] | None = None) -> Response:
    shown = Shown(office, bank().is_sqlite, problem)
    return fragments.page(
        "trainer/office.html",
        block="main",
        status=422 if problem else 200,
        shown=shown,
        texts=[(value, str(_(words))) for value, words in TEXTS.items()],
    )
