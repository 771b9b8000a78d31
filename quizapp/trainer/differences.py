"""What differs between two wordings of a question, as words with marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Literal

from flask_babel import gettext as _

from question_bank.questions.values import Blank, Item, Option
from quizapp.names import kind_name, type_name
from quizapp.trainer.preview import LETTERS

Look = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Run:
    """Characters that stayed, came or went; *text* is never empty."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a question that differs: its name and its words, old and new mixed."""

    label: str
    runs: tuple[Run, ...]


def changes_between(old: Item, new: Item) -> tuple[Change, ...]:
    """Return the parts that differ, in the order of the form; empty if nothing does."""
    return tuple(
        Change(label, tuple(runs_between(before, after)))
        for label, before, after in _parts(old, new)
        if before != after
    )


def runs_between(before: str, after: str) -> Iterator[Run]:
    """Yield the characters of both texts in order, what went before what came."""
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield Run(before[first:last], "same")
            continue
        if last > first:
            yield Run(before[first:last], "removed")
        if end > start:
            yield Run(after[start:end], "added")


def _parts(old: Item, new: Item) -> Iterator[tuple[str, str, str]]:
    """Yield the name of each part with its text in both wordings."""
    yield str(_("题型")), type_name(old.type), type_name(new.type)
    yield str(_("题干")), old.stem, new.stem
    for letter, (one, other) in zip(LETTERS, zip_longest(old.options, new.options), strict=False):
        yield str(_("选项 %(letter)s", letter=letter)), _option(one), _option(other)
    for number, (before, after) in enumerate(zip_longest(old.blanks, new.blanks), start=1):
        yield str(_("第%(number)s空", number=number)), _blank(before), _blank(after)
    yield str(_("不分先后")), _truth(old.unordered), _truth(new.unordered)
    yield str(_("词库")), "、".join(old.word_bank), "、".join(new.word_bank)
    yield str(_("这个说法")), _truth(old.truth), _truth(new.truth)
    yield str(_("参考答案")), old.model_answer, new.model_answer
    yield str(_("解析")), old.explanation, new.explanation
    yield str(_("内容")), kind_name(old.kind), kind_name(new.kind)
    yield str(_("难度")), str(old.difficulty), str(new.difficulty)


def _option(option: Option | None) -> str:
    if option is None:
        return ""
    mark = "✓ " if option.correct else ""
    return f"{mark}{option.text}" + (f"（{option.feedback}）" if option.feedback else "")


def _blank(blank: Blank | None) -> str:
    if blank is None:
        return ""
    misses = "；".join(f"{miss.text}：{miss.feedback}" for miss in blank.near_misses)
    return "／".join(blank.accepted) + (f"（{misses}）" if misses else "")


def _truth(value: bool | None) -> str:  # noqa: FBT001  a value to be worded, not a switch
    if value is None:
        return ""
    return str(_("正确")) if value else str(_("错误"))
