"""What trainers send about documents: files, pasted text, what a text is called and is."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date
from pathlib import PurePosixPath
from typing import Final

from flask import request
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage

from question_bank.documents.formats import require_readable
from question_bank.documents.values import Genre
from question_bank.errors import UnreadableDocumentError
from question_bank.storage.jobs import File
from quizapp.messages import wording_of_error

#: Longest texts taken, in characters.
LONGEST_TITLE: Final = 100
LONGEST_NOTE: Final = 500
LONGEST_NAME: Final = 120
#: Most files taken at once.
MOST_FILES: Final = 20
#: Years that a text may be of.
FIRST_YEAR, LAST_YEAR = 1900, 2100
Problem = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class About:
    """
    What a trainer says of a text, as typed.

    Attributes:
        genre: A value of `Genre`; empty to let the program tell.
        dated_on: An ISO date, or empty.
    """

    title: str = ""
    genre: str = ""
    dated_on: str = ""
    source_note: str = ""

    @property
    def date(self) -> date | None:
        """The date; `None` where there is none."""
        return date.fromisoformat(self.dated_on) if self.dated_on else None


@dataclass(frozen=True, slots=True)
class Brought:
    """Files and pasted text that a trainer brought, with what is said of them."""

    about: About
    files: tuple[File, ...]
    text: str = ""


def about_sent() -> About:
    """Return what this request's form says of a text."""
    return About(
        title=_line("title"),
        genre=request.form.get("genre", ""),
        dated_on=request.form.get("dated_on", "").strip(),
        source_note=_line("source_note"),
    )


def brought() -> Brought:
    """Return what this request brings; a file's name is cut to what can be shown."""
    about, text = about_sent(), request.form.get("text", "")
    files = [_file(each) for each in request.files.getlist("files") if each.filename]
    if text.strip():
        name = about.title or str(_("粘贴的文字"))
        files.append(File(f"{name}.txt", text.encode(errors="replace")))
    if len(files) != 1:
        # One title cannot name several texts: each is called what it calls itself.
        about = replace(about, title="")
    return Brought(about, tuple(files), text)


def name_shown(name: str | None) -> str:
    """Return the name of a file without folders and without what cannot be shown."""
    plain = "".join(filter(str.isprintable, (name or "").encode(errors="replace").decode()))
    path = PurePosixPath(plain.replace("\\", "/"))
    suffix = path.suffix[:10]
    return (path.stem[: LONGEST_NAME - len(suffix)] + suffix).strip() or str(_("未命名.txt"))


def problems_of(about: About) -> Iterator[Problem]:
    """Yield what must be mended in what was typed, each with its field."""
    if len(about.title) > LONGEST_TITLE:
        yield "title", str(_("这一项最多 %(limit)s 个字。", limit=LONGEST_TITLE))
    if len(about.source_note) > LONGEST_NOTE:
        yield "source_note", str(_("这一项最多 %(limit)s 个字。", limit=LONGEST_NOTE))
    if about.genre and about.genre not in set(Genre):
        yield "genre", str(_("请在列出的种类里选一个。"))
    if about.dated_on and not _is_date(about.dated_on):
        yield "dated_on", str(_("日期请写成 2026-03-05 这样。"))


def problems_with_files(files: tuple[File, ...]) -> Iterator[str]:
    """Yield a sentence for each file that cannot be read, as far as its first bytes tell."""
    for file in files:
        try:
            require_readable(file.content, file.name)
        except UnreadableDocumentError as error:
            yield wording_of_error(error)


def is_readable(file: File) -> bool:
    """Tell whether a file seems to be one that can be read."""
    return not any(problems_with_files((file,)))


def hash_of(file: File) -> str:
    """Return the SHA-256 of a file's bytes, in hexadecimal."""
    return hashlib.sha256(file.content).hexdigest()


def _file(upload: FileStorage) -> File:
    # A large one lies in a temporary file until then.
    with closing(upload):
        return File(name_shown(upload.filename), upload.read())


def _line(name: str) -> str:
    """Return a field on one line, without what cannot be shown or stored."""
    typed = request.form.get(name, "").encode(errors="replace").decode()
    return " ".join("".join(c if c.isprintable() else " " for c in typed).split())


def _is_date(text: str) -> bool:
    try:
        year = date.fromisoformat(text).year
    except ValueError:
        return False
    return FIRST_YEAR <= year <= LAST_YEAR
