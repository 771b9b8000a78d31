"""How commands turn texts into questions of the bank."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click
from sqlalchemy.orm import Session

from question_bank.documents import Document, read_document
from question_bank.documents.formats import media_type_of
from question_bank.pipeline import GENERATOR_VERSION, Generation, generate
from question_bank.storage import documents, generations, runs
from question_bank.storage.database import Database
from quizapp import system_clock
from quizapp.cli.shell import Shell
from quizapp.languages import mark
from quizapp.resources import KeptResources


@dataclass(frozen=True, slots=True)
class SourceFile:
    """
    A file whose text is to become questions.

    Attributes:
        data: Its bytes.
        name: Its name without folders.
        title: What to call the text; empty to take it from the text.
        built_in: Whether it came with the program.
        source_note: Where it comes from, in a sentence; may be empty.
    """

    data: bytes
    name: str
    title: str = ""
    built_in: bool = False
    source_note: str = ""


class Texts:
    """
    Adds texts to a bank one by one, each in a transaction of its own.

    The generator's word lists are loaded when the first text needs them.
    """

    def __init__(self, shell: Shell, database: Database, cache: Path, *, publish: bool) -> None:
        """
        Prepare to add texts to *database*.

        Args:
            shell: Tells what is done.
            database: A bank whose tables are up to date.
            cache: A private folder for the segmenter.
            publish: Whether clean items are published unsigned, or wait for a trainer.
        """
        self._shell, self._database = shell, database
        self._resources = KeptResources(database, cache)
        self._info = generations.RunInfo(
            generator_version=str(GENERATOR_VERSION),
            lexicon_fingerprint=self._resources.lexicon().fingerprint,
            publish=publish,
        )

    def is_up_to_date(self, source: SourceFile) -> bool:
        """Tell whether the bank has all that this generator makes of *source*."""
        with self._database.reader() as session:
            version = documents.find_version(session, _hash(source))
            return version is not None and runs.is_last_run(session, version.id, self._info)

    def add(self, source: SourceFile, words: str) -> generations.Counts:
        """
        Make the questions of *source*, store them and tell how many there are.

        Args:
            source: A new file, or one that an older generator has seen.
            words: What to call the making of it, in the reader's language.

        Raises:
            UnreadableDocumentError: If there is no usable Chinese text in it.
            StorageError: If the bank cannot be written.
        """
        with step(words):
            document = self._read(source)
            generation = generate(document, resources=self._resources.get())
        saving = step(self._shell.gettext(mark("存入题库")))
        with saving, self._database.writer() as session:
            counts = self._save(session, source, document, generation)
            session.commit()
        self._tell(counts)
        return counts

    def _read(self, source: SourceFile) -> Document:
        """Return the text as it is stored, if it is: offsets count in that one."""
        with self._database.reader() as session:
            known = documents.find_version(session, _hash(source))
            if known is not None:
                return documents.text_of(documents.get_version(session, known.id))
        return read_document(source.data, source.name, title=source.title)

    def _save(
        self,
        session: Session,
        source: SourceFile,
        document: Document,
        generation: Generation,
    ) -> generations.Counts:
        upload = documents.Upload(
            text=document,
            original=source.data,
            media_type=media_type_of(source.data, source.name),
            file_name=source.name,
            built_in=source.built_in,
            source_note=source.source_note,
        )
        now = system_clock()
        version = documents.add_document(session, upload, now).version
        return generations.save_generation(session, version.id, generation, self._info, now)

    def _tell(self, counts: generations.Counts) -> None:
        self._shell.tell(
            mark(
                "  新题 %(created)s 道，更新 %(updated)s 道，未变 %(same)s 道，淘汰 %(refused)s 道。"
            ),
            created=counts.created,
            updated=counts.updated,
            same=counts.unchanged + counts.kept,
            refused=counts.refused,
        )


@contextmanager
def step(words: str) -> Iterator[None]:
    """Say *words*, in the reader's language, once it is done, and how long it took."""
    begun = time.monotonic()
    yield
    taken = time.monotonic() - begun
    click.echo(f"  ✓ {words} ({taken:.1f} s)", err=True)


def _hash(source: SourceFile) -> str:
    return hashlib.sha256(source.data).hexdigest()
