"""What is told of a thing that was done to many questions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from flask_login import current_user
from werkzeug.datastructures import MultiDict

from question_bank.errors import NotFoundError
from question_bank.storage import bulk
from question_bank.storage.bulk import BulkDeed
from quizapp import clock
from quizapp.database import reader
from quizapp.languages import mark
from quizapp.routing import row_number

#: Where the number of what was just done stands in the address of the list.
FIELD: Final = "bulk"
#: Numbers of questions that are named in one sentence.
NAMED: Final = 10
DEEDS: Final[Mapping[BulkDeed, str]] = {
    BulkDeed.SIGN: mark("发布并签发"),
    BulkDeed.REVIEW: mark("退回复核"),
    BulkDeed.RETIRE: mark("停用"),
    BulkDeed.REJECT: mark("退回不用"),
    BulkDeed.TAG: mark("加标签"),
    BulkDeed.UNTAG: mark("去标签"),
    BulkDeed.KIND: mark("改内容"),
    BulkDeed.DIFFICULTY: mark("改难度"),
}
REASONS: Final[Mapping[str, str]] = {
    "bulk.already": mark("本来就是这样"),
    "question.own": mark("是自己出的题，要由另一位审题人签发"),
    "question.blocked": mark("没有通过检查，改好后才能发布"),
    "question.cannot_move": mark("现在的状态不能这样改"),
    "question.changed_meanwhile": mark("列出以后被别人改过，请看过再处理"),
    "question.not_found": mark("已被移走"),
}


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Why questions were left as they were, in words, and the addresses of the first."""

    words: str
    questions: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Done:
    """A thing that was done: in words, what was left out, where it is undone (if it can be)."""

    id: int
    words: str
    left: tuple[LeftOut, ...]
    is_undone: bool
    can_undo: bool


def done_in(sent: MultiDict[str, str]) -> Done | None:
    """Return what the address says was just done by who sends this request."""
    number = row_number(sent.get(FIELD, ""))
    if number is None:
        return None
    with reader() as session:
        try:
            action = bulk.get_action(session, number, current_user.person_id)
        except NotFoundError:
            return None
    summary = bulk.summary_of(action)
    name = str(_(DEEDS[BulkDeed(action.action)]))
    told = ngettext(
        "%(name)s：处理了 %(num)d 道题。",
        "%(name)s：处理了 %(num)d 道题。",
        summary.done,
        name=name,
    )
    return Done(
        id=action.id,
        words=str(told),
        left=tuple(map(_left_out, summary.left)),
        is_undone=action.undone_at is not None,
        can_undo=bulk.can_undo(action, clock.now()),
    )


def _left_out(left: bulk.Left) -> LeftOut:
    why = str(_(REASONS[left.message_id])) if left.message_id in REASONS else left.message_id
    count = len(left.question_ids)
    told = ngettext("%(num)d 道没有动：%(why)s", "%(num)d 道没有动：%(why)s", count, why=why)
    first = left.question_ids[:NAMED]
    addresses = tuple((id_, url_for("questions.show", question_id=id_)) for id_ in first)
    return LeftOut(str(told), addresses)
