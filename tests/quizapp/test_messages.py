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
#: What a job is doing at the moment: a line beside a bar, without a full stop.
STEPS = {
    *("job.reading", "job.points", "job.questions", "job.saving", "job.comparing"),
    *("import.checking", "import.storing", "import.updating", "import.indexing", "deck.writing"),
}
#: Ids that end in a state.
BUILT = ("exam.", "paper.is_")


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


def test_each_has_a_wording() -> None:
    assert [use for use in USES if use[1] not in ERRORS] == []


def test_each_wording_mentions_only_what_is_given() -> None:
    unknown: dict[str, set[str]] = {}
    for place, message_id, names in USES:
        # Readers in a child process do not know the file's name; their caller adds it.
        added = {"name"} if message_id.startswith(("document.", "import.")) else set()
        if names is not None and message_id in ERRORS:
            left = placeholders(ERRORS[message_id]) - names - added
            unknown |= {f"{place} {message_id}": left} if left else {}

    assert unknown == {}


def test_no_wording_is_left_over() -> None:
    sources = (*ROOT.glob("question_bank/**/*.py"), *ROOT.glob("quizapp/**/*.py"))
    code = "".join(
        f.read_text(encoding="utf-8") for f in sources if not f.name.endswith("messages.py")
    )

    left = [each for each in ERRORS if f'"{each}"' not in code and not each.startswith(BUILT)]
    assert left == []
    assert [start for start in BUILT if f'f"{start}{{' not in code] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_is_one_sentence(language: str) -> None:
    odd: dict[str, str] = {}
    for message_id, wording in ERRORS.items():
        parameters = dict.fromkeys(placeholders(wording), 7)
        said = wording_of_error(QuestionBankError(message_id, **parameters), speaker(language))
        ends = ("",) if message_id in STEPS else (".", "。", "?", "？", "7")
        if said.strip() != said or not said.endswith(ends) or "%" in said.replace("7%", ""):
            odd[message_id] = said

    assert odd == {}


def test_the_two_languages_differ() -> None:
    error = QuestionBankError("account.wrong")

    assert wording_of_error(error, speaker("zh")) == "用户名或密码不对，请再试一次。"
    assert wording_of_error(error, speaker("en")).isascii()
