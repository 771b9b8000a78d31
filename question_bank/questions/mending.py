"""Repair in silence what the checks of level *fix* find."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from question_bank.questions.quantities import size_of
from question_bank.questions.values import Item, ItemType, Option

_CHOICES: Final = frozenset({ItemType.SINGLE, ItemType.MULTIPLE})
_FULL_WIDTH: Final = str.maketrans(",;:!?()", "，；：！？（）")
_HALF_WIDTH: Final = re.compile(r"(?<=[\u4e00-\u9fff])[,;:!?()](?=[\u4e00-\u9fff]|$)")
_NEGATIVE: Final = re.compile("不属于|不包括|不正确|不是|错误的|不应当|不得")
_STOPS: Final = "。；，."


def mended(item: Item) -> Item:
    """Return *item* with full-width marks, bold negatives, bare options in order, and order only of several."""
    stem = _widened(item.stem)
    if item.type in _CHOICES:
        stem = _with_bold_negative(stem)
    options = tuple(
        replace(option, text=_widened(option.text.rstrip(_STOPS)) or option.text)
        for option in item.options
    )
    return replace(
        item,
        stem=stem,
        options=_in_order(options),
        unordered=item.unordered and len(item.blanks) > 1,
    )


def _widened(text: str) -> str:
    return _HALF_WIDTH.sub(lambda match: match.group().translate(_FULL_WIDTH), text)


def _with_bold_negative(stem: str) -> str:
    """Set the negative of the last clause in bold, unless something is bold already."""
    if "**" in stem:
        return stem
    tail = re.split("[，。]", stem.rstrip("。"))[-1]
    start = stem.rindex(tail)
    return stem[:start] + _NEGATIVE.sub(lambda match: f"**{match.group()}**", stem[start:], count=1)


def _in_order(options: tuple[Option, ...]) -> tuple[Option, ...]:
    """Return options that are all numbers from the smallest up; others as they are."""
    values = [size_of(option.text) for option in options]
    known = [value for value in values if value is not None]
    if len(known) < len(values) or known == sorted(known):
        return options
    return tuple(
        option
        for _value, option in sorted(zip(known, options, strict=True), key=lambda pair: pair[0])
    )
