"""Read questions from Moodle XML; entities, outside files and deep nesting are refused."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any, Final
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from question_bank.errors import UnreadableDocumentError
from question_bank.export.exchange.labels import read_labels
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
from question_bank.export.moodle.embedded import read_embedded
from question_bank.keypoints.values import Kind
from question_bank.questions.values import BLANK, Blank, Item, ItemType, NearMiss, Option

_IDLE: Final = frozenset({"category", "description"})


def read_moodle_xml(data: bytes) -> tuple[list[Found], list[Problem]]:
    """
    Return the questions of a file, and those that are of a type we do not have.

    Raises:
        UnreadableDocumentError: If it is no XML, declares entities, or is no quiz.
    """
    root = _root(data)
    found: list[Found] = []
    problems: list[Problem] = []
    for number, element in enumerate(root.iter("question"), start=1):
        kind = element.get("type", "")
        if kind in _IDLE:
            continue
        place = Place(row=number, last=number, text=shown(from_html(_markup(element, "questiontext"))))  # fmt: skip
        try:
            found.append(Found(_question(element, kind), place))
        except Unreadable as reason:
            problems.append(Problem(reason.message_id, place, reason.parameters))
    return found, problems


def _root(data: bytes) -> Element:
    try:
        root: Element = fromstring(data, forbid_dtd=True)
    except DefusedXmlException as error:
        raise UnreadableDocumentError("import.entities") from error
    except ParseError as error:
        row, column = error.position
        raise UnreadableDocumentError("import.bad_xml", row=row, column=column + 1) from error
    except (LookupError, ValueError) as error:
        raise UnreadableDocumentError("import.not_utf8") from error
    if root.tag != "quiz":
        raise UnreadableDocumentError("import.not_a_quiz")
    return root


def _question(element: Element, kind: str) -> PortableQuestion:
    make = _MAKERS.get(kind)
    if make is None:
        raise Unreadable("import.type_not_ours", type=kind[:20])
    labels = read_labels(_tags(element))
    item = replace(
        make(element), explanation=_text(element, "generalfeedback"), unordered=labels.unordered
    )
    item = replace(
        item,
        kind=labels.kind or item.kind,
        difficulty=labels.difficulty or item.difficulty,
        form=labels.form or item.form,
    )
    grade = _grade(element)
    unsaid = labels.unsaid | {Part.NUMBERS, Part.WORD_BANK, Part.FACT}
    return PortableQuestion(
        item=item,
        guid=(element.findtext("idnumber") or "").strip(),
        points=labels.points or grade or Decimal(1),
        tags=labels.tags,
        unsaid=unsaid - {Part.POINTS} if grade else unsaid,
    )


def _choice(element: Element) -> Item:
    options = tuple(
        Option(number, text, weight > 0, feedback)
        for number, (text, weight, feedback) in enumerate(_answers(element), start=1)
    )
    is_single = (element.findtext("single") or "true").strip().lower() in {"true", "1"}
    item_type = ItemType.SINGLE if is_single else ItemType.MULTIPLE
    return _made(item_type, _text(element, "questiontext"), options=options)


def _true_false(element: Element) -> Item:
    right = [text.casefold() for text, weight, _feedback in _answers(element) if weight > 0]
    if right not in (["true"], ["false"]):
        raise Unreadable("item.no_truth")
    return _made(ItemType.TRUE_FALSE, _text(element, "questiontext"), truth=right == ["true"])


def _cloze(element: Element) -> Item:
    found = read_embedded(_markup(element, "questiontext"))
    if found is None:
        raise Unreadable("import.embedded_not_ours")
    stem, blanks = found
    return _made(ItemType.CLOZE, stem, blanks=blanks)


def _short_answer(element: Element) -> Item:
    """Return a cloze with one blank, behind the question where the question has none."""
    answers = list(_answers(element))
    blank = Blank(
        1,
        tuple(text for text, weight, _ in answers if weight > 0),
        tuple(NearMiss(text, why) for text, weight, why in answers if weight <= 0 and text != "*"),
    )
    stem = _text(element, "questiontext")
    stem = stem if stem.count(BLANK) == 1 else f"{stem.replace(BLANK, '…')}{BLANK}"
    return _made(ItemType.CLOZE, stem, blanks=(blank,))


def _essay(element: Element) -> Item:
    answer = _text(element, "graderinfo")
    if not answer:
        raise Unreadable("import.no_answer")
    return _made(ItemType.SHORT_ANSWER, _text(element, "questiontext"), model_answer=answer)


_MAKERS: Final = {
    "multichoice": _choice,
    "truefalse": _true_false,
    "cloze": _cloze,
    "shortanswer": _short_answer,
    "essay": _essay,
}


def _made(item_type: ItemType, stem: str, **parts: Any) -> Item:
    return Item(item_type, "authored", Kind.SYSTEM, stem, **parts)


def _answers(element: Element) -> Iterator[tuple[str, Decimal, str]]:
    for answer in element.findall("answer"):
        try:
            weight = Decimal(answer.get("fraction", "0"))
        except InvalidOperation:
            raise Unreadable("import.bad_weight") from None
        markup = answer.findtext("text") or ""
        yield _readable(markup, answer.get("format", "html")), weight, _text(answer, "feedback")


def _grade(element: Element) -> Decimal | None:
    try:
        grade = Decimal((element.findtext("defaultgrade") or "").strip())
    except InvalidOperation:
        return None
    return grade if grade.is_finite() and grade > 0 else None


def _tags(element: Element) -> list[str]:
    tags = [(tag.findtext("text") or "").strip() for tag in element.findall("tags/tag")]
    return list(filter(None, tags))


def _markup(element: Element, name: str) -> str:
    return element.findtext(f"{name}/text") or ""


def _text(element: Element, name: str) -> str:
    """Return the text of a part as plain text."""
    part = element.find(name)
    markup = "" if part is None else part.findtext("text") or ""
    return _readable(markup, "html" if part is None else part.get("format", "html"))


def _readable(markup: str, markup_format: str) -> str:
    is_plain = markup_format in {"plain_text", "markdown"}
    return markup.strip() if is_plain else from_html(markup)
