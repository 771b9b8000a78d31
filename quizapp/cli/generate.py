"""``quizapp generate``: files in, one question a line out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import Any

import click

from question_bank.documents import Document, read_document
from question_bank.pipeline import Resources, generate, load_resources
from question_bank.questions.values import ItemType, Question
from quizapp.cli.files import read_bytes, write_text
from quizapp.cli.group import Command
from quizapp.cli.shell import Shell
from quizapp.languages import mark
from quizapp.messages import wording

Gettext = Callable[[str], str]


@click.command(
    "generate",
    cls=Command,
    help=mark("由文件出题。每行一道题，JSON 格式，UTF-8 编码；- 表示标准输入。"),
)
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option(
    "--format", "_format", type=click.Choice(["jsonl"]), default="jsonl", help=mark("输出格式")
)
@click.option("--out", default="-", metavar="FILE", help=mark("写到哪个文件，- 表示标准输出"))
@click.option(
    "--seed",
    default=0,
    type=click.IntRange(0, 2**31 - 1),
    help=mark("随机种子，相同的种子得到相同的题"),
)
@click.option("--all", "with_refused", is_flag=True, help=mark("连同被检查淘汰的题和原因一起输出"))
@click.pass_obj
def command(
    shell: Shell, files: tuple[str, ...], _format: str, out: str, seed: int, *, with_refused: bool
) -> None:
    """Print the questions that the files yield."""
    documents = [read_document(read_bytes(name), PurePath(name).name) for name in files]
    resources = load_resources()
    lines = [
        json.dumps(each, ensure_ascii=False)
        for document in documents
        for each in _questions(document, resources, seed, shell.gettext, with_refused=with_refused)
    ]
    write_text(out, "".join(f"{line}\n" for line in lines))


def as_json(question: Question, document: Document, gettext: Gettext) -> dict[str, Any]:
    """Return *question* with every key of the format, in its order."""
    item, evidence = question.item, question.evidence
    return {
        "guid": question.guid,
        "type": item.type.value,
        "form": item.form,
        "kind": item.kind.value,
        # Bold is for pages; a reader of the file wants the words.
        "stem": item.stem,
        "options": [
            {"text": option.text, "correct": option.correct, "feedback": option.feedback}
            for option in item.options
        ],
        "answers": [list(blank.accepted) for blank in item.blanks],
        "unordered": item.unordered,
        "answer": item.truth if item.type is ItemType.TRUE_FALSE else None,
        "explanation": item.explanation,
        "source": {
            "document": document.title,
            "sha256": document.sha256,
            "start": evidence.start,
            "end": evidence.end,
            "quote": evidence.quote,
        },
        "difficulty": item.difficulty,
        "status": question.verdict.value,
        "checks": [
            {"name": found.name, "level": found.level.value, "message": wording(found, gettext)}
            for found in question.findings
        ],
    }


def _questions(
    document: Document, resources: Resources, seed: int, gettext: Gettext, *, with_refused: bool
) -> Iterator[dict[str, Any]]:
    generation = generate(document, seed=seed, resources=resources)
    refused = generation.refused if with_refused else ()
    for question in (*generation.published, *generation.to_review, *refused):
        yield as_json(question, document, gettext)
