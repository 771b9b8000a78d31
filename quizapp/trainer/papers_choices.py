"""What the form of a paper offers, as pairs of value and words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from flask_babel import gettext as _

from question_bank.keypoints.values import Kind
from question_bank.storage.models.values import AnswersShown, Audience, ScoringRule
from question_bank.storage.papers import SECTIONS
from quizapp.languages import mark
from quizapp.names import kind_name, type_name
from quizapp.trainer.papers_problems import SHOWN

Pair = tuple[str, str]

SCORING_RULES: Final[Mapping[ScoringRule, str]] = {
    ScoringRule.ALL_OR_NOTHING: mark("全对得分，少选、错选都不得分"),
    ScoringRule.HALF: mark("少选得一半（向上取整），错选不得分"),
    ScoringRule.FIXED: mark("少选按每选对一项得固定分，错选不得分"),
    ScoringRule.PROPORTIONAL: mark("少选按选对的比例得分，错选不得分"),
}
ANSWERS_SHOWN: Final[Mapping[AnswersShown, str]] = {
    AnswersShown.AT_ONCE: mark("交卷后马上可以看"),
    AnswersShown.AFTER_SUBMIT: mark("交卷后马上可以看"),
    AnswersShown.AFTER_CLOSE: mark("截止以后可以看"),
    AnswersShown.NEVER: mark("不公布"),
}
AUDIENCES: Final[Mapping[Audience, str]] = {
    Audience.EVERYONE: mark("所有人，首页会列出"),
    Audience.GROUPS: mark("指定的代表团和小组"),
    Audience.CODE: mark("拿到链接或二维码的人"),
}
#: Ranges of difficulty that can be asked for.
DIFFICULTIES: Final = ("1-2", "2-3", "3-3", "3-4", "4-5", "1-1", "2-2", "4-4", "5-5")


@dataclass(frozen=True, slots=True)
class Offered:
    """Everything that can be chosen."""

    types: list[Pair]
    kinds: list[Pair]
    difficulties: list[Pair]
    documents: list[Pair]
    tags: list[Pair]
    groups: list[Pair]
    scoring_rules: list[Pair]
    answers_shown: list[Pair]
    audiences: list[Pair]


def offered(
    documents: Iterable[tuple[int, str]],
    tags: Iterable[tuple[int, str]],
    groups: Iterable[tuple[int, str]],
) -> Offered:
    """Return what to offer with these documents, tags and groups."""
    return Offered(
        types=[(each.value, type_name(each)) for each in SECTIONS],
        kinds=[("", str(_("不限"))), *((each.value, kind_name(each)) for each in Kind)],
        difficulties=[("", str(_("不限"))), *((each, _range(each)) for each in DIFFICULTIES)],
        documents=_numbered(documents),
        tags=_numbered(tags),
        groups=[(str(number), name) for number, name in groups],
        scoring_rules=[(each.value, str(_(words))) for each, words in SCORING_RULES.items()],
        answers_shown=[(each.value, str(_(ANSWERS_SHOWN[each]))) for each in SHOWN],
        audiences=[(each.value, str(_(words))) for each, words in AUDIENCES.items()],
    )


def _numbered(rows: Iterable[tuple[int, str]]) -> list[Pair]:
    return [("", str(_("不限"))), *((str(number), words) for number, words in rows)]


def _range(text: str) -> str:
    low, _dash, high = text.partition("-")
    return low if low == high else f"{low}–{high}"
