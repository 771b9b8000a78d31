"""Read questions from GIFT."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from question_bank.export.exchange.answer_texts import parted
from question_bank.export.exchange.labels import KIND, Labels, read_labels
from question_bank.export.exchange.names import kind_named
from question_bank.export.exchange.raw import Unreadable
from question_bank.export.exchange.texts import from_html
from question_bank.export.exchange.values import (
    Found,
    Part,
    Place,
    PortableQuestion,
    Problem,
    shown,
)
from question_bank.export.gift.escapes import unescape, unescape_tag
from question_bank.keypoints.values import Kind
from question_bank.questions.values import BLANK, Blank, Item, ItemType, NearMiss, Option

_BETWEEN: Final = re.compile(r"\n[ \t]*\n")
_IN_COMMENT: Final = re.compile(r"\[(id|tag):((?:\\.|[^\]\\])*)\]")
_TITLE: Final = re.compile(r"::((?:\\.|[^:\\]|:(?!:))*)::", re.DOTALL)
_MARKUP: Final = re.compile(r"\s*\[(html|moodle|plain|markdown)\]")
_WEIGHT: Final = re.compile(r"%(-?\d+(?:\.\d+)?)%")
_TRUTHS: Final = {"T": True, "TRUE": True, "F": False, "FALSE": False}
#: What is said of an answer that is right, so much at least.
_SOME: Final = Decimal(0)


@dataclass(frozen=True, slots=True)
class Entry:
    """One question as it stands in the file: its comment's tags, its text, its line."""

    guid: str
    tags: tuple[str, ...]
    text: str
    line: int
    last: int


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer between the braces."""

    mark: str
    weight: Decimal | None
    text: str
    feedback: str


def read_gift(text: str) -> tuple[list[Found], list[Problem]]:
    """Return the questions in *text*, and those that are of a type we do not have."""
    found: list[Found] = []
    problems: list[Problem] = []
    for entry in _entries(text.replace("\r\n", "\n").replace("\r", "\n")):
        place = Place(row=entry.line, last=entry.last, text=shown(entry.text))
        try:
            found.append(Found(_question(entry), place))
        except Unreadable as reason:
            problems.append(Problem(reason.message_id, place, reason.parameters))
    return found, problems


def _entries(text: str) -> Iterator[Entry]:
    line = 1
    category = ""
    start = 0
    for end in [*(found.start() for found in _BETWEEN.finditer(text)), len(text)]:
        piece = text[start:end]
        first = line + len(piece) - len(piece.lstrip("\n"))
        line += piece.count("\n")
        start = end
        rows = piece.strip("\n").split("\n")
        comments = [row for row in rows if row.lstrip().startswith("//")]
        rest = [row for row in rows if not row.lstrip().startswith("//")]
        for row in [row for row in rest if row.strip().startswith("$CATEGORY:")]:
            category = row.partition(":")[2].strip().rpartition("/")[2]
            rest.remove(row)
        body = "\n".join(rest).strip()
        if body:
            yield _entry(comments, body, (first, line), category)


def _entry(comments: Sequence[str], body: str, lines: tuple[int, int], category: str) -> Entry:
    named = [found.groups() for found in _IN_COMMENT.finditer("\n".join(comments))]
    tags = [unescape_tag(value) for name, value in named if name == "tag"]
    guids = [unescape_tag(value) for name, value in named if name == "id"]
    prefix = KIND if kind_named(category) else ""
    own = [f"{prefix}{category}"] if category and not tags else []
    return Entry(guids[0] if guids else "", (*tags, *own), body, *lines)


def _question(entry: Entry) -> PortableQuestion:
    stem, answers, after = _parts(entry.text)
    labels = read_labels(entry.tags)
    found = _MARKUP.match(stem)
    general, answers = _general(answers)
    between = _Between(stem, after, answers, general, found[1] if found else "moodle")
    item = _item(between)
    return _with_labels(item, entry, labels)


def _with_labels(item: Item, entry: Entry, labels: Labels) -> PortableQuestion:
    item = replace(
        item,
        kind=labels.kind or item.kind,
        difficulty=labels.difficulty or item.difficulty,
        form=labels.form or item.form,
    )
    unsaid = labels.unsaid | {Part.NUMBERS, Part.WORD_BANK, Part.UNORDERED, Part.FACT}
    points = labels.points or Decimal(1)
    return PortableQuestion(item, entry.guid, points, labels.tags, unsaid=unsaid)


@dataclass(frozen=True, slots=True)
class _Between:
    """The pieces of a question: before the braces, after, between, general feedback, markup."""

    stem: str
    after: str
    answers: str
    general: str
    markup: str

    def plain(self, text: str) -> str:
        """Return a piece as plain text, without the name of its markup."""
        return self.bare(unescape(_without_markup(text.strip()).strip()))

    def bare(self, text: str) -> str:
        """Return *text* without tags, where the markup has any."""
        return from_html(text) if self.markup in {"html", "moodle"} and "<" in text else text


def _parts(text: str) -> tuple[str, str, str]:
    """Return what stands before, between and after the braces."""
    title = _TITLE.match(text)
    rest = text[title.end() :] if title else text
    opening = _position(rest, "{")
    closing = _position(rest, "}", opening + 1)
    if opening < 0 or closing < 0:
        raise Unreadable("import.gift_braces")
    return rest[:opening], rest[opening + 1 : closing], rest[closing + 1 :]


def _position(text: str, mark: str, start: int = 0) -> int:
    """Return where *mark* stands without a backslash before it; -1 if nowhere."""
    at = start
    while at < len(text):
        if text[at] == "\\":
            at += 1
        elif text.startswith(mark, at):
            return at
        at += 1
    return -1


def _without_markup(text: str) -> str:
    found = _MARKUP.match(text)
    return text[found.end() :] if found else text


def _general(answers: str) -> tuple[str, str]:
    """Return the feedback for everybody, and the answers without it."""
    at = _position(answers, "####")
    return (answers[at + 4 :].strip(), answers[:at]) if at >= 0 else ("", answers)


def _item(between: _Between) -> Item:
    plain = between.plain
    body = between.answers.strip()
    explanation = plain(between.general)
    stem = plain(between.stem)
    if not body:
        answer, why = parted(explanation)
        return _made(ItemType.SHORT_ANSWER, stem, model_answer=answer, explanation=why)
    word, *feedback = _split(body, "#")
    truth = _TRUTHS.get(word.strip().upper())
    if truth is not None:
        why = explanation or "\n".join(filter(None, map(plain, feedback)))
        return _made(ItemType.TRUE_FALSE, stem, truth=truth, explanation=why)
    if body.startswith("#"):
        raise Unreadable("import.type_not_ours", type="numerical")
    answers = [
        replace(each, text=plain(each.text), feedback=plain(each.feedback))
        for each in _answers(body)
    ]
    if not any(each.mark == "~" for each in answers):
        return _cloze(between, answers, explanation)
    return _choice(stem + plain(between.after), answers, explanation)


def _cloze(between: _Between, answers: Sequence[Answer], why: str) -> Item:
    if any("->" in answer.text for answer in answers):
        raise Unreadable("import.type_not_ours", type="matching")
    right = tuple(each.text for each in answers if each.weight is None or each.weight > _SOME)
    wrong = tuple(
        NearMiss(each.text, each.feedback)
        for each in answers
        if each.weight is not None and each.weight <= _SOME
    )
    # Spaces around the blank belong to the stem.
    before = unescape(_without_markup(between.stem).lstrip())
    stem = between.bare(before + BLANK + unescape(between.after)).strip()
    return _made(ItemType.CLOZE, stem, blanks=(Blank(1, right, wrong),), explanation=why)


def _choice(stem: str, answers: Sequence[Answer], why: str) -> Item:
    options = tuple(
        Option(number, each.text, _is_right(each), each.feedback)
        for number, each in enumerate(answers, start=1)
    )
    is_weighted = any(each.weight is not None for each in answers)
    item_type = ItemType.MULTIPLE if is_weighted else ItemType.SINGLE
    return _made(item_type, stem, options=options, explanation=why)


def _is_right(answer: Answer) -> bool:
    return answer.mark == "=" or (answer.weight is not None and answer.weight > _SOME)


def _made(item_type: ItemType, stem: str, **parts: object) -> Item:
    return Item(item_type, "authored", Kind.SYSTEM, stem, **parts)  # type: ignore[arg-type]


def _answers(body: str) -> Iterator[Answer]:
    """Yield the answers between the braces, still escaped."""
    at = 0
    begins: list[int] = []
    while at < len(body):
        if body[at] == "\\":
            at += 1
        elif body[at] in "=~":
            begins.append(at)
        at += 1
    for begin, end in zip(begins, [*begins[1:], len(body)], strict=True):
        text, *feedback = _split(body[begin + 1 : end].strip(), "#")
        weight = _WEIGHT.match(text)
        yield Answer(
            mark=body[begin],
            weight=Decimal(weight[1]) if weight else None,
            text=text[weight.end() :] if weight else text,
            feedback="".join(feedback),
        )


def _split(text: str, mark: str) -> list[str]:
    at = _position(text, mark)
    return [text] if at < 0 else [text[:at], text[at + len(mark) :]]
