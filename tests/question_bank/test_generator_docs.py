"""`docs/generator.md` names what the generator really has."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from question_bank.keypoints import Pattern
from question_bank.lexicon import load_lexicon
from question_bank.questions import checks, selection, supplying

DOCUMENT = (Path(__file__).parents[2] / "docs" / "generator.md").read_text("utf-8")
#: What the documentation sets in backticks.
NAMED = set(re.findall("`([^`]+)`", DOCUMENT))
NAME = re.compile(
    "(?:key|evidence|phrase|options|stem|blanks|wording|selection|topic)[.](?!py$)[a-z_]+"
)
CHECKS = Path(checks.__file__).parent


def names_in(path: Path) -> Iterator[str]:
    """Yield the names of findings that the module at *path* spells out."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        value = node.value if isinstance(node, ast.Constant) else None
        if isinstance(value, str) and NAME.fullmatch(value):
            yield value


SOURCES = (*CHECKS.glob("*.py"), Path(selection.__file__), Path(supplying.__file__))
FINDINGS = {name for path in SOURCES for name in names_in(path)}


@pytest.mark.parametrize("name", sorted(FINDINGS))
def test_every_finding_is_listed(name: str) -> None:
    assert name in NAMED


def test_every_listed_finding_exists() -> None:
    assert {name for name in NAMED if NAME.fullmatch(name)} == FINDINGS


def test_the_findings_of_the_law_are_the_lexicons() -> None:
    ids = {note.message_id for note in load_lexicon().law_notes}

    assert "law.…" in NAMED
    assert {each.partition(".")[0] for each in ids} <= {"law", "phrase"}


@pytest.mark.parametrize("pattern", list(Pattern))
def test_every_pattern_has_a_row(pattern: Pattern) -> None:
    assert re.search(rf"(?m)^\| `{pattern}` \|", DOCUMENT)


@pytest.mark.parametrize(("item_type", "form"), sorted(selection.PUBLISHABLE))
def test_every_form_that_publishes_by_itself_is_named(item_type: str, form: str) -> None:
    assert f"{item_type}/{form}" in NAMED
