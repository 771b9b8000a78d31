"""Every message id that anything raises or says has a wording, with the right parameters."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from question_bank.errors import QuestionBankError
from quizapp.languages import LANGUAGES, speaker
from quizapp.messages import ERRORS, wording_of_error

ROOT = Path(__file__).parents[2]
MESSAGE_ID = re.compile(r"[a-z]+(\.[a-z_0-9]+)+")
#: Ids that are handed on as reasons, and not raised where they stand.
REASON = re.compile(r"(item|export|keypoint|response)\.[a-z_]+")
#: Functions that take a message id first, and parameters by name.
SAYS = re.compile(r"(\w*Error|say|Problem|Fault|InvalidInput|refuse|_problem)")


def uses() -> Iterator[tuple[str, str, frozenset[str] | None]]:
    """Yield file and line, message id, names of parameters (None where they are not written out)."""
    for file in sorted((*ROOT.glob("question_bank/**/*.py"), *ROOT.glob("quizapp/**/*.py"))):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args and SAYS.fullmatch(name_of(node.func)):
                first = node.args[0]
                if isinstance(first, ast.Constant) and MESSAGE_ID.fullmatch(str(first.value)):
                    yield place_of(file, node), str(first.value), names_of(node)
            elif isinstance(node, ast.Constant) and REASON.fullmatch(str(node.value)):
                yield place_of(file, node), str(node.value), None


def place_of(file: Path, node: ast.expr) -> str:
    return f"{file.relative_to(ROOT).as_posix()}:{node.lineno}"


def name_of(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def names_of(call: ast.Call) -> frozenset[str] | None:
    names = [keyword.arg for keyword in call.keywords]
    # A `Problem` in a file takes pairs of name and value behind its place.
    return (
        None
        if None in names or len(call.args) > len(("id", "place"))
        else frozenset(filter(None, names))
    )


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"%\((\w+)\)", sentence))


USES = sorted(uses(), key=lambda use: use[:2])


def test_the_search_finds_message_ids() -> None:
    assert len(USES) > 40


@pytest.mark.parametrize(
    ("place", "message_id", "names"), USES, ids=[f"{each[1]}-{each[0]}" for each in USES]
)
def test_has_a_wording_that_mentions_only_what_is_given(
    place: str, message_id: str, names: frozenset[str] | None
) -> None:
    assert message_id in ERRORS, place
    if names is not None:
        # Readers in a child process do not know the file's name; their caller adds it.
        added = {"name"} if message_id.startswith(("document.", "import.")) else set()
        assert placeholders(ERRORS[message_id]) <= names | added, place


def test_no_wording_is_left_over() -> None:
    sources = (*ROOT.glob("question_bank/**/*.py"), *ROOT.glob("quizapp/**/*.py"))
    worded_in = {"messages.py", "bank_messages.py", "import_messages.py"}
    code = "".join(f.read_text(encoding="utf-8") for f in sources if f.name not in worded_in)

    assert [message_id for message_id in ERRORS if f'"{message_id}"' not in code] == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("message_id", ERRORS)
def test_is_one_sentence_in_each_language(message_id: str, language: str) -> None:
    parameters = dict.fromkeys(placeholders(ERRORS[message_id]), 7)

    said = wording_of_error(QuestionBankError(message_id, **parameters), speaker(language))

    assert said.strip() == said
    assert said.endswith((".", "。", "?", "？", "7"))
    assert "%" not in said.replace("7%", "")


def test_the_two_languages_differ() -> None:
    error = QuestionBankError("account.wrong")

    assert wording_of_error(error, speaker("zh")) == "用户名或密码不对，请再试一次。"
    assert wording_of_error(error, speaker("en")).isascii()
