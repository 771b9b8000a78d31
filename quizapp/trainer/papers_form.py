"""The form of a paper: as typed, as stored, and what is wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Final, TypeVar

from werkzeug.datastructures import MultiDict

from question_bank.storage.models.values import AnswersShown, Audience, ScoringRule
from question_bank.storage.papers import FixedSpec, PaperContent, PaperSettings, RuleSpec
from quizapp.localtime import local_input

#: Rows of a form; more than any paper needs.
MOST_ROWS: Final = 20
#: Questions on a paper, chosen by hand or drawn.
MOST_QUESTIONS: Final = 200
LONGEST_TITLE: Final = 80
LONGEST_TEXT: Final = 2000
_BETWEEN_NUMBERS: Final = re.compile(r"[^0-9]+")
_MARKS: Final = Decimal("0.001")

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """So many questions of a sort, as typed; empty text is no condition."""

    type: str = "single"
    kind: str = ""
    difficulty: str = ""
    document: str = ""
    tag: str = ""
    count: str = "5"
    points: str = "2"


@dataclass(frozen=True, slots=True)
class FixedRow:
    """Questions chosen by hand: their numbers, and what each earns."""

    numbers: str = ""
    points: str = "2"

    @property
    def ids(self) -> list[int]:
        """The numbers, in the order typed; none twice."""
        found = (text for text in _BETWEEN_NUMBERS.split(self.numbers) if 0 < len(text) < 19)  # noqa: PLR2004
        return list(dict.fromkeys(map(int, found)))

    @property
    def tidy(self) -> FixedRow:
        """The same with its numbers as a trainer would write them."""
        return replace(self, numbers="、".join(map(str, self.ids)))


@dataclass(frozen=True, slots=True)
class PaperForm:
    """
    Everything that the form of a paper holds, as typed.

    Attributes:
        opens_at: Local time; empty for at once.
        closes_at: Local time; empty for never.
        minutes: Time limit; empty for none.
        attempts: Allowed; empty for any number.
    """

    title: str = ""
    instructions: str = ""
    rules: tuple[RuleRow, ...] = ()
    fixed: tuple[FixedRow, ...] = ()
    scoring_rule: str = ScoringRule.ALL_OR_NOTHING.value
    part_points: str = "0.5"
    opens_at: str = ""
    closes_at: str = ""
    minutes: str = ""
    grace: str = "30"
    attempts: str = "1"
    pass_mark: str = ""
    shuffle_questions: bool = False
    shuffle_options: bool = True
    answers_shown: str = AnswersShown.AFTER_SUBMIT.value
    audience: str = Audience.EVERYONE.value
    groups: tuple[str, ...] = ()


#: Texts and ticks of the form; rows are read by themselves.
_TEXTS: Final = (
    "scoring_rule",
    "part_points",
    "opens_at",
    "closes_at",
    "minutes",
    "grace",
    "attempts",
    "pass_mark",
    "answers_shown",
    "audience",
)
_TICKS: Final = ("shuffle_questions", "shuffle_options")
_RULE_FIELDS: Final = ("type", "kind", "difficulty", "document", "tag", "count", "points")


def first_form(document: str = "", title: str = "") -> PaperForm:
    """Return the form of a new paper, perhaps of one document: a usual mixture, to be changed."""
    rules = (
        RuleRow("single", document=document, count="10", points="2"),
        RuleRow("multiple", document=document, count="5", points="4"),
        RuleRow("true_false", document=document, count="10", points="2"),
        RuleRow("cloze", document=document, count="5", points="4"),
    )
    return PaperForm(title=title, rules=rules)


def with_counts(form: PaperForm, rules: Sequence[RuleSpec]) -> PaperForm:
    """Return *form* with the numbers of questions that *rules* have; a type missing there goes."""
    counts = {rule.type.value: str(rule.count) for rule in rules}
    kept = (replace(row, count=counts[row.type]) for row in form.rules if row.type in counts)
    return replace(form, rules=tuple(kept))


def read_form(sent: MultiDict[str, str]) -> PaperForm:
    """Read the fields of a form, whatever else was sent with them."""
    texts = {name: _line(sent.get(name, "")) for name in _TEXTS if name in sent}
    return PaperForm(
        title=_line(sent.get("title", "")),
        instructions="\n".join(sent.get("instructions", "").splitlines()).strip(),
        rules=tuple(_rule_rows(sent)),
        fixed=tuple(_fixed_rows(sent)),
        groups=tuple(dict.fromkeys(sent.getlist("group")))[:1000],
        **texts,  # type: ignore[arg-type]
        **{name: name in sent for name in _TICKS},  # type: ignore[arg-type]
    )


def form_of(content: PaperContent) -> PaperForm:
    """Return the form that shows *content* as it is stored."""
    settings = content.settings
    return PaperForm(
        title=settings.title,
        instructions=settings.instructions,
        rules=tuple(map(_row_of, content.rules)),
        fixed=tuple(_fixed_of(content.fixed)),
        scoring_rule=settings.scoring_rule.value,
        part_points=plain_number(settings.part_points or Decimal("0.5")),
        opens_at=local_input(settings.opens_at),
        closes_at=local_input(settings.closes_at),
        minutes=plain_number(_minutes(settings)),
        grace=str(settings.grace_seconds),
        attempts="" if settings.attempts_allowed is None else str(settings.attempts_allowed),
        pass_mark=plain_number(settings.pass_mark),
        shuffle_questions=settings.shuffle_questions,
        shuffle_options=settings.shuffle_options,
        answers_shown=settings.answers_shown.value,
        audience=settings.audience.value,
        groups=tuple(map(str, content.group_ids)),
    )


def with_rows_changed(form: PaperForm, wish: str) -> PaperForm:
    """Return *form* with the row added or removed that the button named *wish* stands for."""
    verb, _, place = wish.partition("-")
    index = int(place) if place.isdecimal() and len(place) <= len(str(MOST_ROWS)) else -1
    if verb == "add_rule":
        return replace(form, rules=(*form.rules, RuleRow())[:MOST_ROWS])
    if verb == "add_fixed":
        return replace(form, fixed=(*form.fixed, FixedRow())[:MOST_ROWS])
    if verb == "remove_rule":
        return replace(form, rules=_without(form.rules, index))
    return replace(form, fixed=_without(form.fixed, index)) if verb == "remove_fixed" else form


def number_of(text: str, most: int) -> int | None:
    """Return the whole number from 0 to *most* that *text* is; `None` for anything else."""
    is_number = text.isascii() and text.isdecimal() and len(text) <= len(str(most))
    return int(text) if is_number and int(text) <= most else None


def points_of(text: str, most: int = 1000) -> Decimal | None:
    """Return the points above 0 that *text* is, to thousandths; `None` for anything else."""
    try:
        points = Decimal(text) if text.isascii() and len(text) <= len("1000.000") else Decimal(-1)
    except InvalidOperation:
        return None
    is_sound = points.is_finite() and 0 < points <= most
    return points if is_sound and points == points.quantize(_MARKS) else None


def range_of(text: str) -> tuple[int, int] | None:
    """Return the difficulties that ``2-4`` names; all of them for nothing."""
    if not text:
        return 1, 5
    found = re.fullmatch(r"([1-5])-([1-5])", text)
    if found is None or found[1] > found[2]:
        return None
    return int(found[1]), int(found[2])


def _row_of(rule: RuleSpec) -> RuleRow:
    is_any = (rule.easiest, rule.hardest) == (1, 5)
    return RuleRow(
        type=rule.type.value,
        kind=rule.kind.value if rule.kind else "",
        difficulty="" if is_any else f"{rule.easiest}-{rule.hardest}",
        document="" if rule.document_id is None else str(rule.document_id),
        tag="" if rule.tag_id is None else str(rule.tag_id),
        count=str(rule.count),
        points=plain_number(rule.points),
    )


def _fixed_of(fixed: Sequence[FixedSpec]) -> Iterator[FixedRow]:
    """Yield a row for each run of questions that earn the same."""
    numbers: list[str] = []
    for place, each in enumerate(fixed):
        numbers.append(str(each.question_id))
        is_last = place + 1 == len(fixed) or fixed[place + 1].points != each.points
        if is_last:
            yield FixedRow("、".join(numbers), plain_number(each.points))
            numbers = []


def _rule_rows(sent: Mapping[str, str]) -> Iterator[RuleRow]:
    for index in range(MOST_ROWS):
        if f"rule-{index}-type" in sent:
            values = {name: _line(sent.get(f"rule-{index}-{name}", "")) for name in _RULE_FIELDS}
            yield RuleRow(**values)


def _fixed_rows(sent: Mapping[str, str]) -> Iterator[FixedRow]:
    for index in range(MOST_ROWS):
        if f"fixed-{index}-numbers" in sent:
            numbers = _line(sent.get(f"fixed-{index}-numbers", ""))[:2000]
            yield FixedRow(numbers, _line(sent.get(f"fixed-{index}-points", "")))


def _without(rows: tuple[Row, ...], index: int) -> tuple[Row, ...]:
    return rows[:index] + rows[index + 1 :] if 0 <= index < len(rows) else rows


def _minutes(settings: PaperSettings) -> Decimal | None:
    seconds = settings.time_limit_seconds
    return None if seconds is None else Decimal(seconds) / 60


def plain_number(number: Decimal | None) -> str:
    """Return *number* without trailing zeros; nothing for none."""
    if number is None:
        return ""
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _line(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()
