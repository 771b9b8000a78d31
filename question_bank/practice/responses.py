"""
What a person answered, as a value; made from whatever a browser sent.

Raw input is hostile: it names options that do not exist, repeats fields, is far too
long. `parse_response` either returns a response that fits the item or says in one
sentence what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from question_bank.errors import InvalidInputError
from question_bank.questions.values import Item, ItemType

#: Longest answer to one blank, and to a short-answer item, in code points.
MAX_BLANK_LENGTH = 200
MAX_TEXT_LENGTH = 5_000

_NUMBER = re.compile(r"[0-9]{1,6}")
_UNTYPEABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

#: A form: field names and what was sent under them, once or several times.
Form = Mapping[str, str | Sequence[str]]


@dataclass(frozen=True, slots=True)
class Response:
    """
    What a person answered.

    Attributes:
        options: Numbers of the ticked options, ascending; not the order shown.
        truth: What was said of a true/false statement; `None` if nothing was.
        texts: Of a cloze one text a blank in stem order, empty where nothing was
            typed; of a short answer its one text.
    """

    options: tuple[int, ...] = ()
    truth: bool | None = None
    texts: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all was answered."""
        return not self.options and self.truth is None and not any(self.texts)

    def as_data(self) -> dict[str, Any]:
        """Return the response as JSON would hold it, without what does not apply."""
        data: dict[str, Any] = {}
        if self.options:
            data["options"] = list(self.options)
        if self.truth is not None:
            data["truth"] = self.truth
        if self.texts:
            data["texts"] = list(self.texts)
        return data

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> Response:
        """Return the response that `as_data` wrote."""
        return cls(
            options=tuple(data.get("options", ())),
            truth=data.get("truth"),
            texts=tuple(data.get("texts", ())),
        )


def parse_response(item: Item, form: Form) -> Response:
    """
    Return the response to *item* that *form* holds; other fields are ignored.

    The fields are ``option`` (a number, repeated for multiple choice), ``truth``
    (``true`` or ``false``), ``blank-N`` for the blank with number N, and ``text``.
    A missing field means that nothing was answered there.

    Raises:
        InvalidInputError: The form cannot have come from the item's own page.
    """
    match item.type:
        case ItemType.SINGLE | ItemType.MULTIPLE:
            return Response(options=_options(item, form))
        case ItemType.TRUE_FALSE:
            return Response(truth=_truth(form))
        case ItemType.CLOZE:
            names = [f"blank-{blank.number}" for blank in item.blanks]
            return Response(texts=tuple(_text(form, name, MAX_BLANK_LENGTH) for name in names))
        case ItemType.SHORT_ANSWER:
            return Response(texts=(_text(form, "text", MAX_TEXT_LENGTH),))


def _options(item: Item, form: Form) -> tuple[int, ...]:
    sent = [text for text in _sent(form, "option") if text]
    known = {option.number for option in item.options}
    if not all(_NUMBER.fullmatch(text) and int(text) in known for text in sent):
        raise InvalidInputError("response.option_unknown")
    chosen = tuple(sorted({int(text) for text in sent}))
    if item.type is ItemType.SINGLE and len(chosen) > 1:
        raise InvalidInputError("response.one_option_only", count=len(chosen))
    return chosen


def _truth(form: Form) -> bool | None:
    sent = {text for text in _sent(form, "truth") if text}
    if not sent:
        return None
    if sent not in ({"true"}, {"false"}):
        raise InvalidInputError("response.truth_unknown")
    return sent == {"true"}


def _text(form: Form, name: str, limit: int) -> str:
    sent = _sent(form, name)
    if len(sent) > 1:
        raise InvalidInputError("response.field_repeated")
    text = _UNTYPEABLE.sub("", sent[0]).strip() if sent else ""
    if len(text) > limit:
        raise InvalidInputError("response.too_long", limit=limit)
    return text


def _sent(form: Form, name: str) -> tuple[str, ...]:
    """Return everything sent under *name*, as texts."""
    value: Any = form.get(name, ())
    texts = (value,) if isinstance(value, str) else value
    if not isinstance(texts, list | tuple) or not all(isinstance(text, str) for text in texts):
        raise InvalidInputError("response.malformed")
    return tuple(texts)
