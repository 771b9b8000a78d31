"""What was done to a question, when and by whom, and what it changed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import zip_longest
from typing import Final

from flask_babel import format_datetime
from flask_babel import gettext as _

from question_bank.storage.contents import item_from_json
from question_bank.storage.models import AuditEntry, Revision
from quizapp.languages import mark
from quizapp.trainer.differences import Change, changes_between
from quizapp.trainer.loading import Loaded

#: What each deed in the audit log is called.
DEEDS: Final[Mapping[str, str]] = {
    "question.create": mark("新建"),
    "question.import": mark("导入"),
    "question.edit": mark("改题"),
    "question.draft": mark("退为草稿"),
    "question.review": mark("送复核"),
    "question.published": mark("发布并签发"),
    "question.sign": mark("签发"),
    "question.rejected": mark("退回不用"),
    "question.retired": mark("停用"),
    "question.undo": mark("撤销处理"),
    "question.accept": mark("增加可接受的答案"),
    "question.tag": mark("加标签"),
    "question.untag": mark("去标签"),
    "question.kind": mark("改内容"),
    "question.difficulty": mark("改难度"),
    "question.restored": mark("随文件恢复"),
    "question.outdated": mark("出处有了新版本，退回复核"),
    "question.source_kept": mark("原文已删去，保留原出处"),
}


@dataclass(frozen=True, slots=True)
class Event:
    """
    One entry of the history.

    Attributes:
        changes: What the wording kept then changed in the one before.
        revision: Number of a wording that differs from the one now; 0 for none.
    """

    at: datetime
    words: str
    who: str
    reason: str = ""
    changes: tuple[Change, ...] = ()
    revision: int = 0

    @property
    def when(self) -> str:
        """The moment in the reader's time zone."""
        return str(format_datetime(self.at, "yyyy-MM-dd HH:mm"))


def history_of(loaded: Loaded) -> tuple[Event, ...]:
    """Return deeds and wordings, the newest first."""
    events = [*_deeds(loaded), *_wordings(loaded)]
    return tuple(sorted(events, key=lambda event: event.at, reverse=True))


def _deeds(loaded: Loaded) -> Iterator[Event]:
    for deed in loaded.deeds:
        words = str(_(DEEDS[deed.action])) if deed.action in DEEDS else deed.action
        yield Event(deed.created_at, words, _name(loaded, deed), deed.details.get("reason", ""))


def _wordings(loaded: Loaded) -> Iterator[Event]:
    items = [item_from_json(revision.item) for revision in loaded.revisions]
    for revision, item, older in zip_longest(loaded.revisions, items, items[1:]):
        yield Event(
            at=revision.created_at,
            words=str(_("第 %(number)s 版题目", number=revision.number)),
            who=_name(loaded, revision),
            changes=changes_between(older, item) if older else (),
            revision=0 if revision.content_hash == loaded.row.content_hash else revision.number,
        )


def _name(loaded: Loaded, done: AuditEntry | Revision) -> str:
    by_id = done.person_id if isinstance(done, AuditEntry) else done.created_by_id
    names = loaded.names or {}
    return names.get(by_id, "") if by_id is not None else str(_("自动生成"))
