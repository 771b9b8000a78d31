"""Write questions as Moodle XML."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

from lxml import etree

from question_bank.export.exchange.labels import labels_of
from question_bank.export.exchange.texts import to_html, writable
from question_bank.export.exchange.values import PortableQuestion
from question_bank.export.moodle.embedded import embedded_text
from question_bank.questions.values import Item, ItemType, Option

#: The weights that Moodle takes, in per cent; others it refuses or rounds.
WEIGHTS: Final = ("100", "90", "83.33333", "80", "75", "70", "66.66667", "60", "50", "40", "33.33333", "30", "25", "20", "16.66667", "14.28571", "12.5", "11.11111", "10", "5")  # fmt: skip
_TYPES: Final = {
    ItemType.SINGLE: "multichoice",
    ItemType.MULTIPLE: "multichoice",
    ItemType.TRUE_FALSE: "truefalse",
    ItemType.CLOZE: "cloze",
    ItemType.SHORT_ANSWER: "essay",
}
_NAME: Final = 60


def moodle_pieces(questions: Iterable[PortableQuestion]) -> Iterator[bytes]:
    """Yield the file a question at a time."""
    yield b'<?xml version="1.0" encoding="UTF-8"?>\n<quiz>\n'
    for question in questions:
        yield etree.tostring(moodle_element(question), encoding="utf-8", pretty_print=True)
    yield b"</quiz>\n"


def moodle_element(question: PortableQuestion) -> Any:
    """Return one question as an element."""
    item = question.item
    element = etree.Element("question", type=_TYPES[item.type])
    _text(etree.SubElement(element, "name"), item.stem.replace("\n", " ")[:_NAME])
    stem = embedded_text(item) if item.type is ItemType.CLOZE else to_html(item.stem)
    _html(element, "questiontext", stem)
    _html(element, "generalfeedback", to_html(item.explanation))
    _plain(element, "defaultgrade", str(question.points))
    _plain(element, "penalty", "0")
    _plain(element, "hidden", "0")
    _plain(element, "idnumber", question.guid)
    _add_answers(element, item)
    tags = etree.SubElement(element, "tags")
    for tag in labels_of(question):
        _text(etree.SubElement(tags, "tag"), tag)
    return element


def _add_answers(element: Any, item: Item) -> None:
    if item.type is ItemType.TRUE_FALSE:
        for name, truth in (("true", True), ("false", False)):
            _answer(element, name, "100" if item.truth is truth else "0", "")
    elif item.type is ItemType.SHORT_ANSWER:
        _plain(element, "responseformat", "editor")
        _plain(element, "responserequired", "1")
        _html(element, "graderinfo", to_html(item.model_answer))
    elif item.options:
        is_single = item.type is ItemType.SINGLE
        _plain(element, "single", "true" if is_single else "false")
        _plain(element, "shuffleanswers", "true")
        _plain(element, "answernumbering", "ABCD")
        for option in item.options:
            weight = _weight(item, option, is_single=is_single)
            _answer(element, to_html(option.text), weight, to_html(option.feedback))


def _weight(item: Item, option: Option, *, is_single: bool) -> str:
    """Return the weight in per cent: the right ones share a hundred, a wrong one takes all."""
    if not option.correct:
        return "0" if is_single else "-100"
    share = 100 / sum(each.correct for each in item.options)
    return min(WEIGHTS, key=lambda weight: abs(float(weight) - share))


def _answer(element: Any, text: str, weight: str, feedback: str) -> None:
    answer = etree.SubElement(element, "answer", fraction=weight, format="html")
    etree.SubElement(answer, "text").text = text
    _html(answer, "feedback", feedback)


def _html(parent: Any, name: str, markup: str) -> None:
    element = etree.SubElement(parent, name, format="html")
    etree.SubElement(element, "text").text = markup


def _text(parent: Any, text: str) -> None:
    etree.SubElement(parent, "text").text = writable(text)


def _plain(parent: Any, name: str, text: str) -> None:
    etree.SubElement(parent, name).text = writable(text)
