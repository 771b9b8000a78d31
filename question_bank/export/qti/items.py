"""
One question as a QTI 2.1 assessment item.

The order of elements follows the information model of QTI 2.1: declarations,
then the body, then how a response is judged, then feedback.
"""

from __future__ import annotations

import re
from typing import Any, Final

from lxml import etree

from question_bank.export.exchange.texts import writable
from question_bank.export.exchange.values import PortableQuestion
from question_bank.questions.values import BLANK, Blank, Item, ItemType

QTI: Final = "http://www.imsglobal.org/xsd/imsqti_v2p1"
XSI: Final = "http://www.w3.org/2001/XMLSchema-instance"
SCHEMA: Final = f"{QTI} http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"
_BOLD: Final = re.compile(r"\*\*(?!\*)(.+?)\*\*", re.DOTALL)
_TITLE: Final = 60


def item_identifier(number: int) -> str:
    """Return the identifier of the item at *number*, from 1; an NCName, as QTI wants."""
    return f"item-{number:06d}"


def item_element(question: PortableQuestion, identifier: str) -> Any:
    """Return one question as an ``assessmentItem``."""
    item = question.item
    element = etree.Element(
        _named("assessmentItem"),
        nsmap={None: QTI, "xsi": XSI},
        attrib={
            f"{{{XSI}}}schemaLocation": SCHEMA,
            "identifier": identifier,
            "title": writable(" ".join(item.stem.split()))[:_TITLE],
            "label": writable(question.guid)[:256],
            "adaptive": "false",
            "timeDependent": "false",
            "toolName": "quizapp",
        },
    )
    _declare_responses(element, item)
    _declare_outcome(element, "SCORE", "float", str(question.points))
    if item.explanation:
        _declare_outcome(element, "FEEDBACK", "identifier", None)
    if _has_feedback(item):
        cardinality = "multiple" if item.type is ItemType.MULTIPLE else "single"
        _declare_outcome(element, "CHOSEN", "identifier", None, cardinality)
    _add(element, "itemBody", _body(item))
    _add_processing(element, question)
    if item.explanation:
        feedback = _child(
            element,
            "modalFeedback",
            outcomeIdentifier="FEEDBACK",
            identifier="explanation",
            showHide="show",
        )
        _write_lines(feedback, item.explanation)
    return element


def choice_identifier(number: int) -> str:
    """Return the identifier of the option with *number*."""
    return f"choice-{number}"


def _declare_responses(element: Any, item: Item) -> None:
    if item.type is ItemType.CLOZE:
        for number, blank in enumerate(item.blanks, start=1):
            _declare_blank(element, f"RESPONSE-{number}", blank)
        return
    if item.type is ItemType.SHORT_ANSWER:
        declared = _declaration(element, "RESPONSE", "single", "string")
        _values(declared, [item.model_answer])
        return
    cardinality = "multiple" if item.type is ItemType.MULTIPLE else "single"
    declared = _declaration(element, "RESPONSE", cardinality, "identifier")
    if item.type is ItemType.TRUE_FALSE:
        _values(declared, ["true" if item.truth else "false"])
    else:
        _values(declared, [choice_identifier(o.number) for o in item.options if o.correct])


def _declare_blank(element: Any, identifier: str, blank: Blank) -> None:
    declared = _declaration(element, identifier, "single", "string")
    _values(declared, [blank.accepted[0]])
    mapping = _child(declared, "mapping", defaultValue="0")
    for text in dict.fromkeys(map(writable, blank.accepted)):
        _child(mapping, "mapEntry", mapKey=text, mappedValue="1", caseSensitive="false")


def _declaration(element: Any, identifier: str, cardinality: str, base_type: str) -> Any:
    return _child(
        element,
        "responseDeclaration",
        identifier=identifier,
        cardinality=cardinality,
        baseType=base_type,
    )


def _values(declared: Any, texts: list[str]) -> None:
    correct = _child(declared, "correctResponse")
    for text in texts:
        _child(correct, "value").text = writable(text)


def _has_feedback(item: Item) -> bool:
    return any(option.feedback for option in item.options)


def _declare_outcome(
    element: Any, identifier: str, base_type: str, most: str | None, cardinality: str = "single"
) -> None:
    declared = _child(
        element,
        "outcomeDeclaration",
        identifier=identifier,
        cardinality=cardinality,
        baseType=base_type,
    )
    if most is not None:
        declared.set("normalMaximum", most)
        default = _child(declared, "defaultValue")
        _child(default, "value").text = "0"


def _body(item: Item) -> list[Any]:
    if item.type is ItemType.CLOZE:
        return [_cloze_paragraph(item)]
    if item.type is ItemType.SHORT_ANSWER:
        interaction = _new("extendedTextInteraction", responseIdentifier="RESPONSE")
        _write_prompt(interaction, item.stem)
        return [interaction]
    most = "0" if item.type is ItemType.MULTIPLE else "1"
    shuffled = "false" if item.type is ItemType.TRUE_FALSE else "true"
    interaction = _new(
        "choiceInteraction", responseIdentifier="RESPONSE", shuffle=shuffled, maxChoices=most
    )
    _write_prompt(interaction, item.stem)
    for identifier, text, feedback in _choices(item):
        choice = _child(interaction, "simpleChoice", identifier=identifier)
        choice.text = writable(text)
        if feedback:
            inline = _child(
                choice,
                "feedbackInline",
                outcomeIdentifier="CHOSEN",
                identifier=identifier,
                showHide="show",
            )
            inline.text = writable(feedback)
    return [interaction]


def _choices(item: Item) -> list[tuple[str, str, str]]:
    if item.type is ItemType.TRUE_FALSE:
        return [("true", "正确", ""), ("false", "错误", "")]
    return [(choice_identifier(o.number), o.text, o.feedback) for o in item.options]


def _cloze_paragraph(item: Item) -> Any:
    paragraph = _new("p")
    pieces = item.stem.split(BLANK)
    for number, piece in enumerate(pieces, start=1):
        _write_inline(paragraph, piece)
        if number < len(pieces):
            length = max(len(text) for text in item.blanks[number - 1].accepted)
            _child(
                paragraph,
                "textEntryInteraction",
                responseIdentifier=f"RESPONSE-{number}",
                expectedLength=str(length),
            )
    return paragraph


def _write_prompt(interaction: Any, text: str) -> None:
    prompt = _child(interaction, "prompt")
    for number, line in enumerate(text.split("\n")):
        if number:
            _child(prompt, "br")
        _write_inline(prompt, line)


def _write_lines(parent: Any, text: str) -> None:
    for line in text.split("\n"):
        _write_inline(_child(parent, "p"), line)


def _write_inline(parent: Any, text: str) -> None:
    """Write a line behind what *parent* has, bold words in ``strong``."""
    end = 0
    for found in _BOLD.finditer(text):
        _append(parent, text[end : found.start()])
        _child(parent, "strong").text = writable(found[1])
        end = found.end()
    _append(parent, text[end:])


def _append(parent: Any, text: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + writable(text)
    else:
        parent.text = (parent.text or "") + writable(text)


def _add_processing(element: Any, question: PortableQuestion) -> None:
    item = question.item
    if item.type is ItemType.SHORT_ANSWER:
        return
    processing = _child(element, "responseProcessing")
    condition = _child(processing, "responseCondition")
    chosen = _child(condition, "responseIf")
    _add(chosen, "", [_judgement(item)])
    _set(chosen, "SCORE", "float", str(question.points))
    otherwise = _child(condition, "responseElse")
    _set(otherwise, "SCORE", "float", "0")
    if item.explanation:
        _set(processing, "FEEDBACK", "identifier", "explanation")
    if _has_feedback(item):
        told = _child(processing, "setOutcomeValue", identifier="CHOSEN")
        _child(told, "variable", identifier="RESPONSE")


def _judgement(item: Item) -> Any:
    """Return the expression that is true when all is right."""
    if item.type is not ItemType.CLOZE:
        return _match(
            _new("variable", identifier="RESPONSE"), _new("correct", identifier="RESPONSE")
        )
    numbers = range(1, len(item.blanks) + 1)
    if item.unordered:
        given, wanted = _new("multiple"), _new("multiple")
        for number in numbers:
            _child(given, "variable", identifier=f"RESPONSE-{number}")
            _child(wanted, "correct", identifier=f"RESPONSE-{number}")
        return _match(given, wanted)
    every = _new("and")
    for number in numbers:
        equal = _child(every, "equal", toleranceMode="exact")
        _child(equal, "mapResponse", identifier=f"RESPONSE-{number}")
        _child(equal, "baseValue", baseType="float").text = "1"
    return every


def _match(one: Any, other: Any) -> Any:
    match = _new("match")
    match.append(one)
    match.append(other)
    return match


def _set(parent: Any, identifier: str, base_type: str, value: str) -> None:
    outcome = _child(parent, "setOutcomeValue", identifier=identifier)
    _child(outcome, "baseValue", baseType=base_type).text = value


def _add(parent: Any, name: str, children: list[Any]) -> None:
    target = _child(parent, name) if name else parent
    for child in children:
        target.append(child)


def _new(name: str, **attributes: str) -> Any:
    return etree.Element(_named(name), attributes)


def _child(parent: Any, name: str, **attributes: str) -> Any:
    return etree.SubElement(parent, _named(name), attributes)


def _named(name: str) -> str:
    return f"{{{QTI}}}{name}"
