"""What is looked at once a whole file has been read, whatever its format."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from question_bank.errors import InvalidInputError, UnreadableDocumentError
from question_bank.export.exchange.numbers import permanent
from question_bank.export.exchange.values import (
    Format,
    Found,
    PortableQuestion,
    Problem,
    Reading,
)
from question_bank.storage.structure import is_unstorable, require_structure


def finished(
    file_format: Format, found: Iterable[Found], problems: Iterable[Problem], most: int
) -> Reading:
    """
    Return the reading of a file: sound questions, each 编号 once.

    Raises:
        UnreadableDocumentError: If there is nothing in it, or more than *most* questions.
    """
    sound: list[Found] = []
    seen: set[str] = set()
    faults = list(problems)
    for each in found:
        fault = _fault(each, seen)
        if fault is not None:
            faults.append(fault)
            continue
        guid = permanent(each.question.guid)
        seen.add(guid)
        sound.append(replace(each, question=replace(each.question, guid=guid)))
        if len(sound) > most:
            raise UnreadableDocumentError("import.too_many_questions", limit=most)
    if not sound and not faults:
        raise UnreadableDocumentError("import.nothing_found")
    in_order = sorted(faults, key=lambda fault: (fault.place.sheet, fault.place.row))
    return Reading(file_format, tuple(sound), tuple(in_order))


def _fault(each: Found, seen: set[str]) -> Problem | None:
    guid = permanent(each.question.guid)
    if guid and guid in seen:
        return Problem("import.guid_twice", each.place, (("guid", guid[:40]),))
    message_id = _fault_of(each.question)
    return Problem(message_id, each.place) if message_id else None


def _fault_of(question: PortableQuestion) -> str:
    """Return why the bank cannot hold a question; nothing if it can."""
    try:
        require_structure(question.item)
    except InvalidInputError as error:
        return error.message_id
    if any(map(is_unstorable, _texts(question))):
        return "item.unstorable_text"
    return "question.points" if question.points <= 0 else ""


def _texts(question: PortableQuestion) -> Iterator[str]:
    """Yield what belongs to a question beside its item."""
    yield from (question.fact, question.status_reason, *question.tags)
    if question.source is not None:
        yield from (question.source.document, question.source.quote)
