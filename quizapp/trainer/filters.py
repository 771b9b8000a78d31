"""What a trainer searches the bank for, as it stands in the address."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any, Final, TypeVar

from flask import url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from question_bank.storage.models.values import Origin, Status
from quizapp.check_messages import NAMES
from quizapp.languages import mark
from quizapp.names import kind_name, type_name
from quizapp.routing import row_number

Pair = tuple[str, str]
E = TypeVar("E", bound=StrEnum)

LONGEST_QUERY: Final = 200
STATUSES: Final[Mapping[Status, str]] = {
    Status.DRAFT: mark("草稿"),
    Status.REVIEW: mark("待审"),
    Status.PUBLISHED: mark("已发布"),
    Status.REJECTED: mark("已退回"),
    Status.RETIRED: mark("已停用"),
}
#: Published questions that no reviewer has signed; a status of its own in the filter.
UNSIGNED: Final = "unsigned"
#: Where questions come from.
ORIGINS: Final[Mapping[Origin, str]] = {
    Origin.GENERATED: mark("自动生成"),
    Origin.AUTHORED: mark("人工编写"),
    Origin.IMPORTED: mark("导入"),
}
SORTS: Final[Mapping[str, str]] = {
    "newest": mark("新的在前"),
    "oldest": mark("旧的在前"),
    "changed": mark("最近改过的在前"),
    "important": mark("重要的在前"),
    "difficult": mark("难度高的在前"),
    "easiest": mark("难度低的在前"),
    "hardest": mark("答错多的在前（只列答过的）"),
}
#: Answers to questions of yes and no.
USES: Final[Mapping[str, str]] = {"yes": mark("已组卷"), "no": mark("没有组过卷")}
SIGNATURES: Final[Mapping[str, str]] = {"yes": mark("已签发"), "no": mark("未经签发")}
SOURCES: Final[Mapping[str, str]] = {"yes": mark("源文已变"), "no": mark("源文未变")}
LONGEST_TAG_SOUGHT: Final = 50


@dataclass(frozen=True, slots=True)
class Wanted:
    """
    The conditions as typed; empty text is no condition.

    What makes no sense in an address is dropped when it is read.
    """

    text: str = ""
    status: str = ""
    type: str = ""
    kind: str = ""
    difficulty: str = ""
    origin: str = ""
    document: str = ""
    check: str = ""
    tag: str = ""
    author: str = ""
    used: str = ""
    signed: str = ""
    outdated: str = ""
    sort: str = ""

    @property
    def is_filtered(self) -> bool:
        """Whether anything but an order of all questions was chosen."""
        return self.sort == "hardest" or replace(self, sort="") != Wanted()

    @property
    def has_more(self) -> bool:
        """Whether one of the rarer conditions was chosen, which the page folds away."""
        seen = replace(self, text="", status="", type="", kind="")
        return seen != Wanted()

    @property
    def query(self) -> dict[str, str]:
        """What stands in the address, without what is empty."""
        return {
            "q" if each.name == "text" else each.name: getattr(self, each.name)
            for each in fields(self)
            if getattr(self, each.name)
        }

    def address(self, page: int = 1, more: Mapping[str, str] | None = None) -> str:
        """Return the address of this search, with what else is told in it."""
        values: dict[str, Any] = self.query | dict(more or {})
        return url_for("questions.index", **values, page=page if page > 1 else None)


@dataclass(frozen=True, slots=True)
class Choices:
    """What the search offers, as pairs of value and words."""

    statuses: list[Pair]
    types: list[Pair]
    kinds: list[Pair]
    difficulties: list[Pair]
    origins: list[Pair]
    documents: list[Pair]
    checks: list[Pair]
    sorts: list[Pair]
    authors: list[Pair]
    uses: list[Pair]
    signatures: list[Pair]
    sources: list[Pair]
    tags: tuple[str, ...] = ()


def read_wanted(sent: MultiDict[str, str]) -> Wanted:
    """Read the search in an address."""
    return Wanted(
        text=sent.get("q", "").strip()[:LONGEST_QUERY],
        status=_known(sent.get("status", ""), [*STATUSES, UNSIGNED]),
        type=_known(sent.get("type", ""), ItemType),
        kind=_known(sent.get("kind", ""), Kind),
        difficulty=_known(sent.get("difficulty", ""), "12345"),
        origin=_known(sent.get("origin", ""), ORIGINS),
        document=number_in(sent.get("document", "")),
        check=_known(sent.get("check", ""), NAMES),
        tag=" ".join(sent.get("tag", "").split())[:LONGEST_TAG_SOUGHT],
        author=number_in(sent.get("author", "")),
        used=_known(sent.get("used", ""), USES),
        signed=_known(sent.get("signed", ""), SIGNATURES),
        outdated=_known(sent.get("outdated", ""), SOURCES),
        sort=_known(sent.get("sort", ""), SORTS),
    )


def member(values: type[E], text: str) -> E | None:
    """Return the member of *values* that *text* names; `None` for empty text."""
    return values(text) if text else None


def choices(
    documents: Iterable[Pair],
    fired: Iterable[str],
    authors: Iterable[Pair] = (),
    tags: tuple[str, ...] = (),
) -> Choices:
    """Return what to offer, with these documents, checks, authors and tags."""
    return Choices(
        statuses=[
            _all(_("全部状态")),
            *((status.value, str(_(words))) for status, words in STATUSES.items()),
            (UNSIGNED, str(_("已发布，未经签发"))),
        ],
        types=[_all(_("全部题型")), *((each.value, type_name(each)) for each in ItemType)],
        kinds=[_all(_("全部内容")), *((each.value, kind_name(each)) for each in Kind)],
        difficulties=[_all(_("全部难度")), *((level, level) for level in "12345")],
        origins=[
            _all(_("全部来历")),
            *((each.value, str(_(words))) for each, words in ORIGINS.items()),
        ],
        documents=[_all(_("全部文件")), *documents],
        checks=[
            _all(_("全部")),
            *((name, str(_(NAMES[name]))) for name in fired if name in NAMES),
        ],
        sorts=[(name, str(_(words))) for name, words in SORTS.items()],
        authors=[_all(_("全部编写人")), *authors],
        uses=_answers(USES),
        signatures=_answers(SIGNATURES),
        sources=_answers(SOURCES),
        tags=tags,
    )


def _answers(words: Mapping[str, str]) -> list[Pair]:
    return [_all(_("全部")), *((value, str(_(each))) for value, each in words.items())]


def _all(words: str) -> Pair:
    return "", str(words)


def _known(text: str, values: Iterable[str]) -> str:
    return text if text in list(values) else ""


def number_in(text: str) -> str:
    """Return *text* if it is a number that a row could have, else nothing."""
    return "" if row_number(text) is None else text
