"""Every check has its sentence, and the sentence mentions what the check found."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import question_bank.questions
from question_bank.lexicon import load_lexicon
from quizapp.check_messages import CHECKS, NAMES

FOLDER = Path(question_bank.questions.__file__).parent
PREFIXES = {name.partition(".")[0] for name in CHECKS}


def _names_in_code() -> Iterator[str]:
    """Yield each text in the checks and in the selection that looks like a check's name."""
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                prefix, dot, rest = node.value.partition(".")
                if dot and prefix in PREFIXES and rest.replace("_", "").isalpha():
                    yield node.value


def _calls() -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the name and the parameters of each finding that the code yields by name."""
    for file in FOLDER.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "finding":
                first = node.args[0]
                if isinstance(first, ast.Constant):
                    yield str(first.value), frozenset(str(word.arg) for word in node.keywords)


def test_every_finding_of_the_checks_has_a_sentence_and_a_name() -> None:
    names = set(_names_in_code())
    assert len(names) > 40
    assert names <= set(CHECKS)
    assert set(NAMES) == set(CHECKS)


def test_every_note_on_the_law_has_a_sentence() -> None:
    notes = load_lexicon().law_notes
    assert notes
    assert {note.message_id for note in notes} <= set(CHECKS)


@pytest.mark.parametrize(("name", "parameters"), sorted(set(_calls()), key=str))
def test_a_sentence_mentions_only_what_its_finding_carries(
    name: str, parameters: frozenset[str]
) -> None:
    filled = CHECKS[name] % dict.fromkeys(parameters, "某某")
    assert ("某某" in filled) == ("%(" in CHECKS[name])


@pytest.mark.parametrize("name", [name for name in CHECKS if name.startswith("law.")])
def test_a_sentence_on_the_law_shows_the_dated_note(name: str) -> None:
    assert CHECKS[name] % {"note": "代表法第七条"} != CHECKS[name]
