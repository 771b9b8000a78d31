"""The site on a small bank, and what trainers send to it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from question_bank.questions.values import Finding, Item, Level
from question_bank.storage import questions
from question_bank.storage.database import Database
from question_bank.storage.models import Question
from question_bank.storage.models.values import Status
from question_bank.storage.settings import Office, save_office
from tests.bank import DUTY_SINGLE, NOW, fill

LIST = "/trainer/questions/"
NEW = "/trainer/questions/new"
CHECK = "/trainer/questions/check"

#: A sound single choice, as a browser sends it.
SINGLE = {
    "type": "single",
    "stem": "讲话第三部分要求，代表联系群众的主要方式是（　　）。",
    "kind": "method",
    "difficulty": "2",
    "option-0-number": "0",
    "option-0-text": "走访选民",
    "option-0-feedback": "讲话第三部分的要求。",
    "option-1-number": "0",
    "option-1-text": "列席会议",
    "option-1-feedback": "这是参加会议的方式。",
    "option-2-number": "0",
    "option-2-text": "提出议案",
    "option-2-feedback": "这是履职的形式。",
    "correct": "0",
    "explanation": "讲话第三部分要求代表走访选民。",
    "tags": "联系群众、走访",
    "do": "save",
}
CLOZE = {
    "type": "cloze",
    "stem": "代表要忠于宪法，模范遵守____，保守____。",
    "kind": "obligation",
    "difficulty": "3",
    "blank-0-number": "0",
    "blank-0-accepted": "法律",
    "blank-0-near": "",
    "blank-1-number": "0",
    "blank-1-accepted": "国家秘密／秘密",
    "blank-1-near": "国家机密：法律用语是国家秘密。",
    "word_bank": "法律、国家秘密、国家机密",
    "do": "save",
}
MULTIPLE = SINGLE | {
    "type": "multiple",
    "stem": "下列各项中，属于联系群众方式的有（　　）。",
    "correct": ["0", "1"],
}
TRUE_FALSE = {
    "type": "true_false",
    "stem": "讲话第三部分要求代表经常走访选民。",
    "truth": "true",
    "kind": "method",
    "difficulty": "1",
    "do": "save",
}
SHORT_ANSWER = {
    "type": "short_answer",
    "stem": "讲话对代表联系群众提出了哪些要求？",
    "model_answer": "走访选民。\n听取意见。",
    "kind": "method",
    "difficulty": "5",
    "do": "save",
}
BLOCKED = SINGLE | {"option-1-text": "走访选民。", "option-1-feedback": ""}


@pytest.fixture(scope="session")
def empty_bank(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with every sample published, a draft and one in review, to be copied."""
    file = tmp_path_factory.mktemp("bank") / "filled.db"
    database = Database(f"sqlite:///{file}")
    database.upgrade()
    with database.writer() as session:
        fill(session, NOW)
        for stem, status in (("这是一道草稿题", Status.DRAFT), ("这是一道待审题", Status.REVIEW)):
            item = replace(DUTY_SINGLE.item, form="authored", stem=f"{stem}（　　）。")
            doubt = Finding("options.absolute", Level.REVIEW, (("word", "一律"),))
            content = questions.Content(item, findings=(doubt,))
            row = questions.create_question(session, content, guid=stem, author_id=None, now=NOW)
            if status is not Status.DRAFT:
                questions.move_question(session, questions.Move(row.id, status, by_id=1), NOW)
        session.commit()
    database.close()
    return file


@pytest.fixture
def office_of_one(database: Database) -> None:
    """Let reviewers sign what they wrote themselves."""
    with database.writer() as session:
        alone = Office(two_signatures=False)
        save_office(session, Office(), alone, by_id=None, now=NOW)
        session.commit()


@pytest.fixture
def number_of(database: Database) -> Callable[[Item], int]:
    """Return what finds the number of a sample's question."""

    def find(item: Item) -> int:
        with database.reader() as session:
            return session.scalars(select(Question.id).where(Question.stem == item.stem)).one()

    return find


@pytest.fixture
def waiting(database: Database) -> int:
    """The number of a question in review."""
    with database.reader() as session:
        return session.scalars(select(Question.id).where(Question.status == Status.REVIEW)).one()


@pytest.fixture
def row_of(database: Database) -> Callable[[int], Question]:
    """Return what reads a question as it stands."""

    def read(number: int) -> Question:
        with database.reader() as session:
            return questions.get_question(session, number)

    return read


def words(answer: TestResponse) -> str:
    """Return the words of a page, one space between them."""
    text = re.sub(r"<(?:script|style)\b.*?</(?:script|style)>", "", answer.text, flags=re.DOTALL)
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text)))


def number_in(address: str) -> int:
    """Return the number of a question in its address."""
    found = re.search(r"/questions/(\d+)", address)
    assert found is not None
    return int(found[1])


def form_in(answer: TestResponse) -> dict[str, object]:
    """Return what a browser would send of the form on a page, without pressing a button."""
    page = answer.text[answer.text.index('id="question-form"') :]
    page = page[: page.index("</form>")]
    sent: dict[str, Any] = {}
    for tag in re.findall(r"<input\b[^>]*>", page):
        name, value = re.search(r'name="([^"]*)"', tag), re.search(r'value="([^"]*)"', tag)
        is_off = re.search(r'type="(?:radio|checkbox)"', tag) and "checked" not in tag
        if name and not is_off:
            typed = html.unescape(value[1]) if value else ""
            sent[name[1]] = [*sent.get(name[1], []), typed] if name[1] == "correct" else typed
    for name_, text in re.findall(
        r'<textarea\b[^>]*name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
    ):
        sent[name_] = html.unescape(text)
    for name_, choices in re.findall(
        r'<select\b[^>]*name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)"\s+selected', choices)
        sent[name_] = chosen[1] if chosen else ""
    return sent
