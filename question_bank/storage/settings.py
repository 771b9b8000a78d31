"""What the office has chosen for its site."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from question_bank.errors import InvalidInputError
from question_bank.storage.models import Setting
from question_bank.storage.upserts import insert_into

#: In code points.
LONGEST_OFFICE: Final = 40
LONGEST_PRIVACY: Final = 1000
#: In bytes.
LARGEST_LOGO: Final = 300 * 1024
#: Sizes of text that a site may begin with.
TEXT_SIZES: Final = ("standard", "large", "larger", "elder")

_LOGO: Final = "logo"
#: What picture files begin with.
_SIGNATURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)


@dataclass(frozen=True, slots=True)
class Office:
    """
    The choices of an office; the defaults are those of a site that has made none.

    Attributes:
        name: Shown in the head of every page; empty for none.
        two_signatures: Whether nobody may sign what they wrote themselves.
        publish_uploads: Whether clean questions of added texts are published at once.
        text: Size of text until a reader chooses.
        privacy: Told to who joins; empty for the site's own words.
        logo: Fingerprint of the picture beside the name; empty for none.
    """

    name: str = ""
    two_signatures: bool = True
    publish_uploads: bool = False
    text: str = TEXT_SIZES[0]
    privacy: str = ""
    logo: str = ""


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture and its media type."""

    content: bytes
    media_type: str


def load_office(session: Session) -> Office:
    """Return the choices of the office; one that makes no sense counts as not made."""
    known = {each.name: type(each.default) for each in fields(Office)}
    rows = session.execute(
        select(Setting.name, Setting.content).where(Setting.name.in_([_stored(n) for n in known]))
    )
    given: dict[str, Any] = {}
    for stored, content in rows:
        name, value = stored.removeprefix("office."), content.get("value")
        if isinstance(value, known[name]):
            given[name] = value
    if given.get("text") not in TEXT_SIZES:
        given.pop("text", None)
    return Office(**given)


def save_office(
    session: Session, before: Office, after: Office, *, by_id: int | None, now: datetime
) -> dict[str, Any]:
    """
    Store what differs between two choices; return what changed, with the new values.

    Raises:
        InvalidInputError: If a text is too long or no text of one line.
    """
    if len(after.name) > LONGEST_OFFICE or not after.name.isprintable():
        raise InvalidInputError("office.name", limit=LONGEST_OFFICE)
    if len(after.privacy) > LONGEST_PRIVACY:
        raise InvalidInputError("office.privacy", limit=LONGEST_PRIVACY)
    changed = {
        each.name: getattr(after, each.name)
        for each in fields(Office)
        if getattr(after, each.name) != getattr(before, each.name)
    }
    for name, value in changed.items():
        _save(session, _stored(name), {"value": value}, by_id, now)
    return changed


def save_logo(session: Session, content: bytes, *, by_id: int | None, now: datetime) -> str:
    """
    Keep a picture as the office's sign and return its fingerprint.

    Raises:
        InvalidInputError: If it is too large, or neither PNG nor JPEG.
    """
    if len(content) > LARGEST_LOGO:
        raise InvalidInputError("office.logo_large", kilobytes=LARGEST_LOGO // 1024)
    media_type = next((kind for head, kind in _SIGNATURES if content.startswith(head)), None)
    if media_type is None:
        raise InvalidInputError("office.logo_kind")
    packed = {"value": base64.b64encode(content).decode(), "type": media_type}
    _save(session, _LOGO, packed, by_id, now)
    fingerprint = hashlib.sha256(content).hexdigest()[:16]
    _save(session, _stored("logo"), {"value": fingerprint}, by_id, now)
    return fingerprint


def load_logo(session: Session) -> Logo | None:
    """Return the office's sign, or `None`."""
    row = session.get(Setting, _LOGO)
    if row is None:
        return None
    return Logo(base64.b64decode(row.content["value"]), row.content["type"])


def remove_logo(session: Session) -> None:
    """Take the office's sign away."""
    session.execute(delete(Setting).where(Setting.name.in_([_LOGO, _stored("logo")])))


def _stored(name: str) -> str:
    return f"office.{name}"


def _save(
    session: Session, name: str, content: dict[str, Any], by_id: int | None, now: datetime
) -> None:
    values = {"content": content, "changed_at": now, "changed_by_id": by_id}
    statement = insert_into(session, Setting).values(name=name, **values)
    session.execute(statement.on_conflict_do_update(index_elements=["name"], set_=values))
