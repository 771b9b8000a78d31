"""Whether a question must be shown with the title of its document, because its stem names none."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache
from typing import Final

from question_bank.documents.places import VERSION
from question_bank.documents.titles import bare_title, within_marks, without_marks

_NAMED: Final = re.compile("《([^》]{2,})》")
#: How names of statutes and decisions end; a short name ends likewise, and 代表法 is no 办法.
_END: Final = re.compile("(?:办法|条例|规则|规定|决定|决议|细则|章程?|准则|法典?)$")


def origin_of(stem: str, title: str) -> str:
    """
    Return 《title》 for the line above a question; empty where the line would tell nothing.

    Args:
        stem: As it is stored.
        title: Of the document; empty for a question without one.

    A stem that says 讲话第三部分 needs the line, one that says 《代表法》第七条 does not.
    """
    shown, names = _told(title)
    return shown if shown and not _names(_plain(stem), names) else ""


def shared_origin(asked: Collection[tuple[str, str]]) -> str:
    """
    Return 《title》 if all of several questions are from one document and a stem does not name it.

    Args:
        asked: Stem and title of each.
    """
    titles = {title for _stem, title in asked}
    if len(titles) != 1:
        return ""
    return next(filter(None, (origin_of(stem, title) for stem, title in asked)), "")


@lru_cache(maxsize=1024)
def _told(title: str) -> tuple[str, tuple[str, ...]]:
    """Return 《title》, and the names that a stem may have, the one in 《》 last; asked by the thousand."""
    whole = _plain(without_marks(title))
    name = _plain(bare_title(VERSION.sub("", without_marks(title)))) or whole
    shown = within_marks(" ".join(title.split()))
    return f"《{shown}》" if shown else "", (whole, name, within_marks(name))


def _plain(text: str) -> str:
    return "".join(text.replace("**", "").split())


def _names(said: str, names: tuple[str, ...]) -> bool:
    """Tell whether a stem has one of the names, or in 《》 a short form of the last."""
    if any(name in said for name in names):
        return True
    return "《" in said and any(_stands_for(each, names[-1]) for each in _NAMED.findall(said))


@lru_cache(maxsize=4096)
def _stands_for(short: str, name: str) -> bool:
    """Tell whether *short* is *name* with characters left out, and ends like it."""
    end, ends = _END.search(short), _END.search(name)
    rest = iter(name)
    return (
        end is not None
        and ends is not None
        and end.group()[0] == ends.group()[0]
        and all(each in rest for each in short)
    )
