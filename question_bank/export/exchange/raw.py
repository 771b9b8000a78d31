"""
A question as somebody wrote it in a table or on a page, and how it is understood.

Workbooks, pasted text and Word files all come to a `Raw`; what type it is, what
its answer means and where its blanks are is worked out here, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Final

from question_bank.errors import InvalidInputError
from question_bank.export.exchange.answers import answers_of_blanks, chosen_options, truth_of
from question_bank.export.exchange.names import difficulty_named, kind_named
from question_bank.export.exchange.values import Part, PortableQuestion, PortableSource
from question_bank.keypoints.values import Kind
from question_bank.questions.values import (
    BLANK,
    GAP,
    Blank,
    Item,
    ItemType,
    NearMiss,
    Option,
)
from question_bank.storage.structure import require_structure

#: What people write where something is to be filled in, the surest first.
_UNDERLINED: Final = re.compile(r"_{2,}|＿{2,}|﹍{2,}|—{4,}")
_NAMED_BLANK: Final = re.compile(r"[\[【{]\s*(?:填空|空|空\d|第\d空)\s*[\]】}]")
_EMPTY_BRACKETS: Final = re.compile(r"[(（][\s\u3000]*[)）]|[\[【][\s\u3000]*[\]】]")
#: Answers that stand in the text where they belong.
_FILLED: Final = re.compile(r"\{\{(?:c\d+::)?([^{}]+?)\}\}|【([^【】]+)】")
#: An answer in the brackets of a choice or statement: （AC）, （√）.
_ANSWERED: Final = re.compile(
    r"[(（]\s*([A-Za-zＡ-Ｚａ-ｚ](?:[\s,，、]*[A-Za-zＡ-Ｚａ-ｚ])*|[√✓✔×✗✘]|对|错|正确|错误)\s*[)）]"
)
#: An answer that can only belong to options.
_ONLY_LETTERS: Final = re.compile(r"[A-Ha-h](?:[\s,，、]*[A-Ha-h])*")
_POINTS: Final = re.compile(r"(\d+(?:\.\d+)?)\s*分?")
_MOST_POINTS: Final = Decimal(1000)


class Unreadable(Exception):  # noqa: N818  it never leaves the package: a reason, not an error
    """Why a raw question is none; turned into a `Problem` where it was read."""

    def __init__(self, message_id: str, column: str = "", **parameters: str | int) -> None:
        super().__init__(message_id)
        self.message_id = message_id
        self.column = column
        self.parameters = tuple(sorted(parameters.items()))


@dataclass(frozen=True, slots=True)
class Raw:
    """
    A question as written; empty text where nothing was.

    Attributes:
        type: The type said, or inferred from a heading; `None` to be worked out.
        right: For a table of one option a row: which are marked right; else `None`.
        columns: How the file calls the parts, for problems.
        lacking: Parts for which the file has no room.
    """

    stem: str
    options: tuple[str, ...] = ()
    feedback: tuple[str, ...] = ()
    answer: str = ""
    type: ItemType | None = None
    right: tuple[int, ...] | None = None
    unordered: bool = False
    near_misses: tuple[tuple[int, NearMiss], ...] = ()
    word_bank: tuple[str, ...] = ()
    explanation: str = ""
    difficulty: str = ""
    kind: str = ""
    points: str = ""
    tags: tuple[str, ...] = ()
    guid: str = ""
    status: str = ""
    document: str = ""
    quote: str = ""
    lacking: frozenset[Part] = frozenset()
    columns: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """A question and what about it was doubtful: message id, column, words."""

    question: PortableQuestion
    doubts: tuple[tuple[str, str, str], ...] = ()


def understand(raw: Raw) -> Understood:
    """
    Return the question that *raw* means.

    Raises:
        Unreadable: If it cannot be shown and marked; says what is missing.
    """
    if not raw.stem.strip():
        raise Unreadable("item.no_stem", "stem")
    item_type = raw.type or _inferred_type(raw)
    item = _MAKERS[item_type](raw)
    doubts: list[tuple[str, str, str]] = []
    question = PortableQuestion(
        item=_with_rest(item, raw, doubts),
        guid=raw.guid,
        points=_points(raw, doubts),
        tags=tuple(dict.fromkeys((*raw.tags, *_kind_tag(raw)))),
        status=raw.status,
        source=PortableSource(raw.document, raw.quote) if raw.document or raw.quote else None,
        unsaid=_unsaid(raw),
    )
    try:
        require_structure(question.item)
    except InvalidInputError as error:
        raise Unreadable(error.message_id, _COLUMN_OF_FAULT.get(error.message_id, "")) from error
    return Understood(question, tuple(doubts))


_COLUMN_OF_FAULT: Final = {
    "item.no_stem": "stem",
    "item.too_few_options": "options",
    "item.same_options": "options",
    "item.empty_option": "options",
    "item.no_right_option": "answer",
    "item.several_right_options": "answer",
    "item.empty_answer": "answer",
    "item.no_model_answer": "answer",
    "item.no_truth": "answer",
}


def _inferred_type(raw: Raw) -> ItemType:
    """Work out the type where nobody said it."""
    if raw.right is not None:
        return ItemType.SINGLE if len(raw.right) == 1 else ItemType.MULTIPLE
    answer = raw.answer or _answer_in_brackets(raw.stem)
    if _is_truth_pair(raw.options) or (not raw.options and truth_of(answer) is not None):
        return ItemType.TRUE_FALSE
    if raw.options:
        chosen = chosen_options(answer, raw.options)
        return ItemType.MULTIPLE if chosen and len(chosen) > 1 else ItemType.SINGLE
    return ItemType.CLOZE if _has_blank(raw.stem, raw.answer) else ItemType.SHORT_ANSWER


def _has_blank(stem: str, answer: str) -> bool:
    patterns = [_UNDERLINED, _NAMED_BLANK, _EMPTY_BRACKETS, *([] if answer else [_FILLED])]
    return any(pattern.search(stem) for pattern in patterns)


def _is_truth_pair(options: Sequence[str]) -> bool:
    """Tell whether the options are nothing but 正确 and 错误."""
    return {truth_of(option) for option in options} == {True, False}


def _answer_in_brackets(stem: str) -> str:
    found = _ANSWERED.findall(stem)
    return str(found[-1]) if len(found) == 1 else ""


def _without_answer(stem: str, instead: str) -> str:
    """Return *stem* with the answer in its brackets taken out."""
    return _ANSWERED.sub(lambda _found: instead, stem, count=1)


def _choice(raw: Raw, item_type: ItemType) -> Item:
    stem, answer = raw.stem, raw.answer
    if not raw.options:
        raise Unreadable("item.too_few_options", "options")
    if not answer and raw.right is None:
        answer = _answer_in_brackets(stem)
        stem = _without_answer(stem, GAP) if answer else stem
    right = chosen_options(answer, raw.options) if raw.right is None else raw.right
    if not answer and not right:
        raise Unreadable("import.no_answer", "answer")
    if right is None:
        raise Unreadable("import.answer_unknown", "answer", answer=answer[:40])
    feedback = [*raw.feedback, *[""] * (len(raw.options) - len(raw.feedback))]
    options = tuple(
        Option(at + 1, text, at in right, feedback[at]) for at, text in enumerate(raw.options)
    )
    return _item(item_type, stem, options=options)


def _single(raw: Raw) -> Item:
    return _choice(raw, ItemType.SINGLE)


def _multiple(raw: Raw) -> Item:
    return _choice(raw, ItemType.MULTIPLE)


def _true_false(raw: Raw) -> Item:
    stem, answer = raw.stem, raw.answer
    if not answer and raw.right is None:
        answer = _answer_in_brackets(stem)
        stem = _without_answer(stem, "") if answer else stem
    options = raw.options if _is_truth_pair(raw.options) else ("正确", "错误")
    chosen = chosen_options(answer, options) if raw.right is None else raw.right
    truth = truth_of(answer)
    if truth is None and chosen and len(chosen) == 1:
        truth = truth_of(options[chosen[0]])
    if truth is None:
        missing = "import.no_answer" if not answer else "import.truth_unknown"
        raise Unreadable(missing, "answer", **({"answer": answer[:40]} if answer else {}))
    if not raw.answer and raw.right is None:
        return _item(ItemType.TRUE_FALSE, stem.strip(), truth=truth)
    # What has a number of ours was written by us, and says what it says.
    bare = stem if raw.guid else _without_trailing_brackets(stem)
    return _item(ItemType.TRUE_FALSE, bare, truth=truth)


def _without_trailing_brackets(stem: str) -> str:
    """Return a statement without the empty brackets in which its verdict is written."""
    return re.sub(r"[\s\u3000]*[(（][\s\u3000]*[)）]([。.]?)[\s\u3000]*$", r"\1", stem) or stem


def _cloze(raw: Raw) -> Item:
    if not raw.answer:
        return _cloze_with_answers_in_text(raw)
    found = answers_of_blanks(raw.answer, raw.stem.count(BLANK)) if BLANK in raw.stem else None
    if found is not None:
        return _cloze_item(raw, raw.stem, found)
    for pattern in (_UNDERLINED, _NAMED_BLANK, _EMPTY_BRACKETS):
        stem, count = pattern.subn(BLANK, raw.stem)
        found = answers_of_blanks(raw.answer, count) if count else None
        if found is not None:
            return _cloze_item(raw, stem, found)
    blanks = max(len(each.findall(raw.stem)) for each in (_UNDERLINED, _NAMED_BLANK, _EMPTY_BRACKETS))  # fmt: skip
    if not blanks:
        raise Unreadable("item.no_blank", "stem")
    raise Unreadable("import.blanks_and_answers", "answer", blanks=blanks)


def _cloze_with_answers_in_text(raw: Raw) -> Item:
    answers = [(first or second).strip() for first, second in _FILLED.findall(raw.stem)]
    if not answers:
        raise Unreadable("import.no_answer", "answer")
    stem = _FILLED.sub(BLANK, raw.stem)
    found = [tuple(filter(None, map(str.strip, re.split(r"[/／]", each)))) for each in answers]
    return _cloze_item(raw, stem, found)


def _cloze_item(raw: Raw, stem: str, answers: Sequence[tuple[str, ...]]) -> Item:
    blanks = tuple(
        Blank(
            number,
            accepted,
            tuple(miss for blank, miss in raw.near_misses if blank == number),
        )
        for number, accepted in enumerate(answers, start=1)
    )
    return _item(
        ItemType.CLOZE, stem, blanks=blanks, unordered=raw.unordered, word_bank=raw.word_bank
    )


def _short_answer(raw: Raw) -> Item:
    if not raw.answer:
        raise Unreadable("import.no_answer", "answer")
    if raw.type is None and _ONLY_LETTERS.fullmatch(raw.answer):
        raise Unreadable("import.options_missing", "options", answer=raw.answer[:40])
    return _item(ItemType.SHORT_ANSWER, raw.stem, model_answer=raw.answer)


def _item(item_type: ItemType, stem: str, **parts: object) -> Item:
    return Item(item_type, "authored", Kind.SYSTEM, stem, **parts)  # type: ignore[arg-type]


_MAKERS: Final = {
    ItemType.SINGLE: _single,
    ItemType.MULTIPLE: _multiple,
    ItemType.TRUE_FALSE: _true_false,
    ItemType.CLOZE: _cloze,
    ItemType.SHORT_ANSWER: _short_answer,
}


def _with_rest(item: Item, raw: Raw, doubts: list[tuple[str, str, str]]) -> Item:
    difficulty = difficulty_named(raw.difficulty) if raw.difficulty else None
    if raw.difficulty and difficulty is None:
        doubts.append(("import.difficulty_unknown", "difficulty", raw.difficulty))
    return Item(
        type=item.type,
        form=item.form,
        kind=kind_named(raw.kind) or item.kind,
        stem=item.stem,
        options=item.options,
        blanks=item.blanks,
        unordered=item.unordered,
        truth=item.truth,
        model_answer=item.model_answer,
        word_bank=item.word_bank,
        explanation=raw.explanation,
        difficulty=difficulty or item.difficulty,
    )


def _points(raw: Raw, doubts: list[tuple[str, str, str]]) -> Decimal:
    """Return what the question earns; 1 where it is not said or makes no sense."""
    if not raw.points:
        return Decimal(1)
    found = _POINTS.fullmatch(raw.points.strip())
    try:
        points = Decimal(found[1]) if found else Decimal(0)
    except InvalidOperation:
        points = Decimal(0)
    if not 0 < points <= _MOST_POINTS:
        doubts.append(("import.points_unknown", "points", raw.points))
        return Decimal(1)
    return points


def _kind_tag(raw: Raw) -> Iterator[str]:
    """Yield 知识点 as a tag where it names no kind of ours, so that it is not lost."""
    if raw.kind and kind_named(raw.kind) is None:
        yield raw.kind


def _unsaid(raw: Raw) -> frozenset[Part]:
    """Return the parts of which the file says nothing: no column, or an empty cell."""
    empty = {
        Part.KIND: kind_named(raw.kind) is None,
        Part.DIFFICULTY: not raw.difficulty,
        Part.POINTS: not raw.points,
    }
    return raw.lacking | {part for part, is_empty in empty.items() if is_empty} | ALWAYS_UNSAID


#: What tables and pages have no room for.
ALWAYS_UNSAID: Final = frozenset({Part.FORM, Part.NUMBERS, Part.FACT})
