"""Who changed what: keys, papers, people, exports."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from question_bank.storage import audit, people
from question_bank.storage.audit import LogFilter
from question_bank.storage.models import AuditEntry
from question_bank.storage.models.values import Role
from quizapp import fragments
from quizapp.accounts import guard
from quizapp.database import reader
from quizapp.moments import local_minute, start_of
from quizapp.people_names import AREAS, CHANGES, DETAILS, MOMENTS, VALUES, VERBS
from quizapp.routing import row_number

bp = Blueprint("auditlog", __name__, url_prefix="/trainer/log")
guard(bp, Role.ADMIN)

#: In characters; longer details are cut.
LONGEST_DETAILS = 300


@dataclass(frozen=True, slots=True)
class Line:
    """
    One entry.

    Attributes:
        who: Name of who did it; empty for the program, and for somebody who was forgotten.
        href: Page of what was changed; empty where there is none.
    """

    at: datetime
    who: str
    person_id: int | None
    area: str
    verb: str
    href: str
    number: int | None
    details: str


@bp.get("/")
def index() -> Response:
    """Show the log, newest first."""
    sent = request.args
    typed = {
        "area": sent.get("area", "") if sent.get("area", "") in AREAS else "",
        "who": str(row_number(sent.get("who", "")) or ""),
        "since": _day(sent.get("since", "")),
        "until": _day(sent.get("until", "")),
    }
    wanted = LogFilter(
        area=typed["area"],
        person_id=row_number(typed["who"]),
        since=_start_of(typed["since"]),
        until=_start_of(typed["until"], days=1),
    )
    before = row_number(sent.get("before", ""))
    with reader() as session:
        entries, has_more = audit.list_entries(session, wanted, before)
        names = audit.names_of(session, (entry.person_id for entry in entries))
        trainers = people.list_trainers(session)
    query = urlencode({name: value for name, value in typed.items() if value})
    address = url_for("auditlog.index") + (f"?{query}" if query else "")
    sign = "&" if query else "?"
    return fragments.page(
        "trainer/auditlog.html",
        block="results",
        lines=[_line(entry, names) for entry in entries],
        typed=typed,
        areas=[("", str(_("全部"))), *((each, str(_(words))) for each, words in AREAS.items())],
        trainers=[("", str(_("所有人"))), *((p.id, p.name or p.username or "") for p in trainers)],
        newest=address if before else None,
        older=f"{address}{sign}before={entries[-1].id}" if has_more else None,
    )


def _line(entry: AuditEntry, names: dict[int, str]) -> Line:
    area, _dot, verb = entry.action.partition(".")
    said = "；".join(_told(name, value) for name, value in entry.details.items() if _is_told(value))
    return Line(
        at=entry.created_at,
        who=names.get(entry.person_id or 0, ""),
        person_id=entry.person_id,
        area=str(_(AREAS[area])) if area in AREAS else area,
        verb=str(_(VERBS[verb])) if verb in VERBS else verb,
        href=_page_of(entry),
        number=entry.object_id,
        details=said[:LONGEST_DETAILS],
    )


def _is_told(value: object) -> bool:
    """Tell whether a detail says anything: no reason given is none."""
    return value is not None and value not in ("", [], {})


def _told(name: str, value: object) -> str:
    label = str(_(DETAILS[name])) if name in DETAILS else name
    if name in CHANGES and isinstance(value, list):
        worded = _moment if name in MOMENTS else _plain
        return f"{label}：{' → '.join(worded(each) if each else '—' for each in value)}"
    return f"{label}：{_plain(value)}"


def _plain(value: object) -> str:
    """Return a detail as text; what is no word, number or list of them as JSON."""
    if isinstance(value, bool):
        return str(_("是")) if value else str(_("否"))
    if isinstance(value, str):
        return str(_(VALUES[value])) if value in VALUES else value
    if isinstance(value, list) and all(isinstance(each, str | int) for each in value):
        return "、".join(map(_plain, value))
    return json.dumps(value, ensure_ascii=False)


def _moment(stored: object) -> str:
    """Return a moment kept as text as it was where the office is."""
    return local_minute(datetime.fromisoformat(str(stored)))


def _page_of(entry: AuditEntry) -> str:
    """Return the address of what an entry is about."""
    pages = {
        "question": ("questions.show", "question_id"),
        "document": ("documents.show", "document_id"),
        "paper": ("papers.show", "paper_id"),
        "person": ("person.show", "person_id"),
        "person_group": ("groups.show", "group_id"),
    }
    endpoint, argument = pages.get(entry.object_type, ("", ""))
    if not endpoint or entry.object_id is None or not fragments.has_page(endpoint):
        return ""
    values: dict[str, Any] = {argument: entry.object_id}
    return url_for(endpoint, **values)


def _day(text: str) -> str:
    try:
        return date.fromisoformat(text).isoformat() if text.isascii() else ""
    except ValueError:
        return ""


def _start_of(day: str, days: int = 0) -> datetime | None:
    """Return when a day begins where the office is, so many days later; `None` for no day."""
    if not day:
        return None
    try:
        return start_of(date.fromisoformat(day) + timedelta(days=days))
    except OverflowError:
        return None
