"""A reading as one JSON object: between processes, and kept until it is confirmed."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from question_bank.export.bank_json.questions import question_from_json, question_to_json
from question_bank.export.exchange.values import Format, Found, Part, Place, Problem, Reading


def reading_to_json(reading: Reading) -> dict[str, Any]:
    """Return *reading* as JSON has it; `reading_from_json` gives it back."""
    return {
        "format": reading.format.value,
        "found": [
            {
                "question": question_to_json(each.question),
                "unsaid": sorted(each.question.unsaid),
                "place": asdict(each.place),
            }
            for each in reading.found
        ],
        "problems": [asdict(problem) for problem in reading.problems],
    }


def reading_from_json(stored: dict[str, Any]) -> Reading:
    """Return the reading that `reading_to_json` wrote."""
    return Reading(
        Format(stored["format"]),
        tuple(_found(each) for each in stored["found"]),
        tuple(_problem(each) for each in stored["problems"]),
    )


def _found(stored: dict[str, Any]) -> Found:
    unsaid = frozenset(map(Part, stored["unsaid"]))
    return Found(question_from_json(stored["question"], unsaid), Place(**stored["place"]))


def _problem(stored: dict[str, Any]) -> Problem:
    return Problem(
        stored["message_id"],
        Place(**stored["place"]),
        tuple((name, value) for name, value in stored["parameters"]),
        is_fatal=stored["is_fatal"],
    )
