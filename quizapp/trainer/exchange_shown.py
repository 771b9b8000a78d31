"""What the pages of an import show: the fates of the questions, and what came of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from flask_babel import gettext as _

from question_bank.export.exchange.planning import Fate, Plan, Planned
from question_bank.export.exchange.values import Format, Part, Place, Problem, Reading
from question_bank.keypoints.values import Kind
from question_bank.questions.values import ItemType
from quizapp.messages import say
from quizapp.names import kind_name
from quizapp.trainer.differences import Change, changes_between
from quizapp.trainer.filters import Pair
from quizapp.trainer.listing import key_in_words, one_line
from quizapp.trainer.preview import LETTERS

#: Entries of one sort that a page lists; the rest is counted.
MOST_SHOWN: Final = 300
_BY_LINE: Final = frozenset({Format.TEXT, Format.WORD, Format.GIFT})


@dataclass(frozen=True, slots=True)
class ShownProblem:
    """What could not be read: where, why, and the words that stand there."""

    where: str
    why: str
    text: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """
    One question of the file.

    Attributes:
        value: What its tick sends.
        where: Its place in the file.
        options: Letter and text of each, and whether it is right.
        changes: What an update changes.
        note: What else is to be known, in a sentence.
        needs_consent: Whether its tick is empty at first.
    """

    value: str
    where: str
    type: ItemType
    kind: Kind
    stem: str
    key: str
    options: tuple[tuple[str, str, bool], ...] = ()
    question_id: int | None = None
    changes: tuple[Change, ...] = ()
    note: str = ""
    needs_consent: bool = False


@dataclass(frozen=True, slots=True)
class Some:
    """The first entries of a sort, and how many there are in all."""

    entries: tuple[ShownEntry, ...]
    total: int

    @property
    def hidden(self) -> int:
        """How many are not listed."""
        return self.total - len(self.entries)


@dataclass(frozen=True, slots=True)
class ShownPlan:
    """The page of a file that was read; see `plan_import`."""

    token: str
    name: str
    new: Some
    updates: Some
    repeated: Some
    refused: Some
    unchanged: int
    faults: tuple[ShownProblem, ...]
    hidden_faults: int
    notes: tuple[ShownProblem, ...]
    kinds: list[Pair]
    asks_kind: bool

    @property
    def can_import(self) -> bool:
        """Whether there is anything to confirm."""
        return bool(self.new.total or self.updates.total or self.repeated.total)


@dataclass(frozen=True, slots=True)
class ShownOutcome:
    """What came of an import; the first of the new questions with their stems."""

    name: str
    created: int
    updated: int
    left_out: int
    questions: tuple[tuple[int, str], ...]


def shown_plan(token: str, name: str, reading: Reading, plan: Plan) -> ShownPlan:
    """Return the page that shows *plan*."""
    faults = [problem for problem in reading.problems if problem.is_fatal]
    notes = [problem for problem in reading.problems if not problem.is_fatal]
    file_format = reading.format
    return ShownPlan(
        token=token,
        name=name,
        new=_some(plan.of(Fate.NEW), file_format),
        updates=_some(plan.of(Fate.UPDATE), file_format),
        repeated=_some(plan.of(Fate.DUPLICATE), file_format, plan),
        refused=_some(plan.of(Fate.REFUSED), file_format),
        unchanged=len(plan.of(Fate.UNCHANGED)),
        faults=tuple(_problems(faults[:MOST_SHOWN], file_format)),
        hidden_faults=max(0, len(faults) - MOST_SHOWN),
        notes=tuple(_problems(notes[:MOST_SHOWN], file_format)),
        kinds=[(kind.value, kind_name(kind)) for kind in Kind],
        asks_kind=any(
            Part.KIND in each.question.unsaid and each.fate in {Fate.NEW, Fate.DUPLICATE}
            for each in plan.entries
        ),
    )


def listed_in(content: dict[str, Any]) -> list[int]:
    """Return the first of the questions that an import created."""
    created: list[int] = content["outcome"]["created"][:MOST_SHOWN]
    return created


def shown_outcome(content: dict[str, Any], stems: Mapping[int, str]) -> ShownOutcome:
    """Return the page that says what came of an import, with the stems of what it lists."""
    outcome = content["outcome"]
    first = listed_in(content)
    return ShownOutcome(
        name=str(content["name"]),
        created=len(outcome["created"]),
        updated=len(outcome["updated"]),
        left_out=int(outcome["left_out"]),
        questions=tuple((id_, one_line(stems[id_])) for id_ in first if id_ in stems),
    )


def place_in_words(place: Place, file_format: Format) -> str:
    """Say where in the file something stands."""
    if place.row == 0:
        return str(_("工作表“%(sheet)s”", sheet=place.sheet)) if place.sheet else ""
    if file_format in {Format.JSON, Format.MOODLE}:
        rows = str(_("第 %(row)s 题", row=place.row))
    elif place.last > place.row and file_format in _BY_LINE | {Format.EXCEL}:
        rows = str(_("第 %(row)s 到 %(last)s 行", row=place.row, last=place.last))
    else:
        rows = str(_("第 %(row)s 行", row=place.row))
    sheet = str(_("工作表“%(sheet)s”", sheet=place.sheet)) if place.sheet else ""
    column = str(_("“%(column)s”列", column=place.column)) if place.column and place.sheet else ""
    return " ".join(filter(None, (sheet, rows, column)))


def _problems(problems: Iterable[Problem], file_format: Format) -> Iterator[ShownProblem]:
    for problem in problems:
        yield ShownProblem(
            place_in_words(problem.place, file_format),
            say(problem.message_id, **dict(problem.parameters)),
            problem.place.text,
        )


def _some(entries: Sequence[Planned], file_format: Format, plan: Plan | None = None) -> Some:
    listed = tuple(_entry(entry, file_format, plan) for entry in entries[:MOST_SHOWN])
    return Some(listed, len(entries))


def _entry(entry: Planned, file_format: Format, plan: Plan | None) -> ShownEntry:
    item = entry.item
    is_update = entry.fate is Fate.UPDATE and entry.before is not None
    return ShownEntry(
        value=f"{entry.index}.{entry.lock_version}" if is_update else str(entry.index),
        where=place_in_words(entry.found.place, file_format),
        type=item.type,
        kind=item.kind,
        stem=one_line(item.stem),
        key=key_in_words(item),
        options=tuple(
            (letter, option.text, option.correct)
            for letter, option in zip(LETTERS, item.options, strict=False)
        ),
        question_id=entry.question_id,
        changes=changes_between(entry.before, item) if is_update and entry.before else (),
        note=_note(entry, file_format, plan),
        needs_consent=entry.needs_consent,
    )


def _note(entry: Planned, file_format: Format, plan: Plan | None) -> str:
    if entry.reason:
        return say(entry.reason)
    if entry.twin is not None and entry.question_id is None and plan is not None:
        place = plan.entries[entry.twin].found.place
        return str(_("和文件里%(where)s的题一样。", where=place_in_words(place, file_format)))
    return ""
