"""Files and folders in, one report on all their questions out: no bank needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from question_bank.documents import Document, read_document
from question_bank.pipeline import Resources, generate, load_resources
from question_bank.questions.audit import Entry
from question_bank.questions.values import Question
from question_bank.storage.bank_audit import BankAudit, report_on
from quizapp.cli.files import read_bytes

#: Files of a folder that are read; what else lies there is passed over.
READ: Final = frozenset({".txt", ".md", ".html", ".htm", ".docx", ".pdf"})


def audit_files(paths: Sequence[str]) -> BankAudit:
    """
    Return the report on what the files at *paths* yield, those of a folder by name.

    Coverage by section is left out: it belongs to texts that are kept.

    Raises:
        QuestionBankError: If a file is missing or cannot be read.
    """
    resources = load_resources()
    found = [pair for name in _files(paths) for pair in _entries(name, resources)]
    guids, entries = [guid for guid, _ in found], [entry for _, entry in found]
    return report_on(guids, entries, resources.lexicon.word_list("absolute"))


def _files(paths: Sequence[str]) -> Iterator[str]:
    for name in paths:
        path = Path(name)
        if path.is_dir():
            yield from (str(each) for each in sorted(path.iterdir()) if each.suffix in READ)
        else:
            yield name


def _entries(name: str, resources: Resources) -> Iterator[tuple[str, Entry]]:
    document = read_document(read_bytes(name), Path(name).name)
    generation = generate(document, resources=resources)
    for question in (*generation.published, *generation.to_review, *generation.refused):
        yield question.guid, _entry(question, document)


def _entry(question: Question, document: Document) -> Entry:
    fact = f"{document.sha256}:{question.fact}"
    return Entry(question.item, question.verdict.value, question.findings, fact, document.title)
