"""Read a bank from JSON; every value is looked at before it is used."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Any, Final

from question_bank.errors import UnreadableDocumentError
from question_bank.export.bank_json.fitting import misfit
from question_bank.export.bank_json.questions import question_from_json
from question_bank.export.exchange.values import Found, Part, Place, Problem, shown

#: Parts that a question may leave out; an update then leaves them alone.
_OPTIONAL: Final = {
    Part.KIND: "kind",
    Part.FORM: "form",
    Part.DIFFICULTY: "difficulty",
    Part.EXPLANATION: "explanation",
    Part.WORD_BANK: "word_bank",
    Part.UNORDERED: "unordered",
    Part.POINTS: "points",
    Part.TAGS: "tags",
    Part.FACT: "fact",
}


def schema_text() -> str:
    """Return the published JSON Schema as text."""
    return files("question_bank.export.bank_json").joinpath("schema.json").read_text("utf-8")


def schema() -> dict[str, Any]:
    """Return the published JSON Schema."""
    return json.loads(schema_text())  # type: ignore[no-any-return]


@cache
def _question_schema() -> dict[str, Any]:
    return schema()["$defs"]["question"]  # type: ignore[no-any-return]


@cache
def _definitions() -> dict[str, Any]:
    return schema()["$defs"]  # type: ignore[no-any-return]


def read_bank_json(data: bytes) -> tuple[list[Found], list[Problem]]:
    """
    Return the questions of a bank.

    Raises:
        UnreadableDocumentError: If it is no JSON, or no bank of a version that we know.
    """
    bank = _load(data)
    if not isinstance(bank, dict) or bank.get("format") != "quizapp-bank":
        raise UnreadableDocumentError("import.not_a_bank")
    if bank.get("version") != 1:
        raise UnreadableDocumentError("import.bank_version", version=str(bank.get("version"))[:20])
    questions = bank.get("questions")
    if not isinstance(questions, list):
        raise UnreadableDocumentError("import.not_a_bank")
    found: list[Found] = []
    problems: list[Problem] = []
    for number, stored in enumerate(questions, start=1):
        fault = misfit(stored, _question_schema(), _definitions())
        place = Place(row=number, last=number, text=shown(_stem(stored)))
        if fault is None:
            found.append(Found(question_from_json(stored, frozenset(_unsaid(stored))), place))
        else:
            problems.append(Problem("import.json_misfit", place.at(fault), (("field", fault),)))
    return found, problems


def _load(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig"), parse_constant=_refuse)
    except UnicodeDecodeError as error:
        raise UnreadableDocumentError("import.not_utf8") from error
    except json.JSONDecodeError as error:
        raise UnreadableDocumentError(
            "import.bad_json", row=error.lineno, column=error.colno
        ) from error
    except (ValueError, RecursionError) as error:
        # NaN and the like, figures without end, brackets without end.
        raise UnreadableDocumentError("import.not_a_bank") from error


def _refuse(constant: str) -> None:
    raise ValueError(constant)


def _stem(stored: object) -> str:
    stem = stored.get("stem", "") if isinstance(stored, dict) else ""
    return stem if isinstance(stem, str) else ""


def _unsaid(stored: dict[str, Any]) -> Iterator[Part]:
    yield from (part for part, name in _OPTIONAL.items() if name not in stored)
    parts = [*stored.get("options", ()), *stored.get("blanks", ())]
    if any("number" not in part for part in parts):
        yield Part.NUMBERS
    if not any("feedback" in option for option in stored.get("options", ())):
        yield Part.FEEDBACK
    if not any("near_misses" in blank for blank in stored.get("blanks", ())):
        yield Part.NEAR_MISSES
