"""
Parts that other programs have no room for, as tags that say what they are.

``内容:职责``, ``难度:3``, ``分值:2``: a tag is kept by Moodle and comes back.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from question_bank.export.exchange.names import KIND_NAMES, kind_named
from question_bank.export.exchange.values import Part, PortableQuestion
from question_bank.keypoints.values import Kind

KIND: Final = "内容:"
DIFFICULTY: Final = "难度:"
POINTS: Final = "分值:"
UNORDERED: Final = "答案:不分先后"
FORM: Final = "出题方式:"
_HARDEST: Final = 5


@dataclass(frozen=True, slots=True)
class Labels:
    """What the tags of a question say, and the tags that are a person's own."""

    kind: Kind | None = None
    difficulty: int | None = None
    points: Decimal | None = None
    form: str = ""
    unordered: bool = False
    tags: tuple[str, ...] = ()
    unsaid: frozenset[Part] = field(default=frozenset())


def labels_of(question: PortableQuestion) -> list[str]:
    """Return the tags that carry kind, difficulty, form, order and points, then the own ones."""
    item = question.item
    told = [f"{KIND}{KIND_NAMES[item.kind]}", f"{DIFFICULTY}{item.difficulty}"]
    told += [f"{FORM}{item.form}", f"{POINTS}{question.points}"]
    return [*told, *([UNORDERED] if item.unordered else []), *question.tags]


def read_labels(tags: Iterable[str]) -> Labels:
    """Return what *tags* say."""
    said: dict[str, str] = {}
    own: list[str] = []
    unordered = False
    for tag in tags:
        prefix = next(
            (each for each in (KIND, DIFFICULTY, POINTS, FORM) if tag.startswith(each)), ""
        )
        if tag == UNORDERED:
            unordered = True
        elif prefix and prefix not in said:
            said[prefix] = tag.removeprefix(prefix)
        else:
            own.append(tag)
    kind = kind_named(said.get(KIND, ""))
    difficulty, points = _difficulty(said.get(DIFFICULTY, "")), _points(said.get(POINTS, ""))
    missing = {
        Part.KIND: kind is None,
        Part.DIFFICULTY: difficulty is None,
        Part.POINTS: points is None,
        Part.FORM: FORM not in said,
        Part.TAGS: not own,
    }
    return Labels(
        kind,
        difficulty,
        points,
        said.get(FORM, ""),
        unordered,
        tuple(dict.fromkeys(own)),
        frozenset(part for part, is_missing in missing.items() if is_missing),
    )


def _difficulty(text: str) -> int | None:
    return int(text) if text in {str(level) for level in range(1, _HARDEST + 1)} else None


def _points(text: str) -> Decimal | None:
    try:
        points = Decimal(text)
    except InvalidOperation:
        return None
    return points if points.is_finite() and points > 0 else None
