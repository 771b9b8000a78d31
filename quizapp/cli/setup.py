"""``quizapp setup``: from nothing, or from an older version, to a bank that can be served."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from sqlalchemy.orm import Session

from question_bank.documents import Document, read_document
from question_bank.lexicon import load_lexicon
from question_bank.pipeline import GENERATOR_VERSION, generate, load_resources
from question_bank.sources import SourceText, built_in_speech
from question_bank.storage import documents, generations, runs
from question_bank.storage.database import Database
from question_bank.storage.models import DocumentVersion
from quizapp import system_clock
from quizapp.cli.group import Command
from quizapp.cli.links import is_local, link_for_first_trainer
from quizapp.cli.shell import Shell
from quizapp.config import Settings
from quizapp.languages import mark
from quizapp.security import kept_secret_key

SOURCE_NOTE = "履职学堂自带的公开讲话"


@click.command(
    "setup",
    cls=Command,
    help=mark(
        "建立或更新题库：建文件夹、更新数据表、由自带的讲话出题。可以放心重复运行，不会动已有的数据。"
    ),
)
@click.pass_obj
def command(shell: Shell) -> None:
    """Prepare everything that `quizapp serve` needs."""
    prepare(shell, shell.settings)


def prepare(shell: Shell, settings: Settings) -> None:
    """
    Bring the installation up to date, telling each step that takes time.

    Raises:
        StorageError: If the folder or the database cannot be written, or is too new.
    """
    with _step(shell, mark("准备文件夹和密钥")):
        kept_secret_key(settings.instance)
    with closing(Database(settings.database_url)) as database:
        with _step(shell, mark("更新数据表")):
            database.upgrade()
        _load_speech(shell, settings, database)
        _offer_link(shell, settings, database)


@contextmanager
def _step(shell: Shell, words: str) -> Iterator[None]:
    """Say what is being done and, afterwards, how long it took."""
    begun = time.monotonic()
    yield
    taken = time.monotonic() - begun
    click.echo(f"  ✓ {shell.gettext(words)} ({taken:.1f} s)", err=True)


def _load_speech(shell: Shell, settings: Settings, database: Database) -> None:
    speech = built_in_speech()
    with database.reader() as session:
        if _is_up_to_date(session, speech):
            return
    with _step(shell, mark("由自带的讲话出题")):
        document = read_document(speech.data, speech.name, title=speech.title)
        # Kept beside the bank, because a common folder could hold somebody else's.
        resources = load_resources(cache=settings.instance / "cache")
        generation = generate(document, resources=resources)
    with _step(shell, mark("存入题库")), database.writer() as session:
        version = _stored(session, document, speech)
        counts = generations.save_generation(
            session, version.id, generation, _run_info(), system_clock()
        )
        session.commit()
    shell.tell(
        mark("  新题 %(created)s 道，更新 %(updated)s 道，未变 %(same)s 道，淘汰 %(refused)s 道。"),
        created=counts.created,
        updated=counts.updated,
        same=counts.unchanged + counts.kept,
        refused=counts.refused,
    )


def _is_up_to_date(session: Session, speech: SourceText) -> bool:
    version = documents.find_version(session, hashlib.sha256(speech.data).hexdigest())
    return version is not None and runs.is_last_run(session, version.id, _run_info())


def _stored(session: Session, document: Document, speech: SourceText) -> DocumentVersion:
    upload = documents.Upload(
        text=document,
        original=speech.data,
        file_name=speech.name,
        built_in=True,
        source_note=SOURCE_NOTE,
    )
    return documents.add_document(session, upload, system_clock()).version


def _run_info() -> generations.RunInfo:
    return generations.RunInfo(
        generator_version=str(GENERATOR_VERSION),
        lexicon_fingerprint=load_lexicon().fingerprint,
        publish=True,
    )


def _offer_link(shell: Shell, settings: Settings, database: Database) -> None:
    with database.writer() as session:
        link = link_for_first_trainer(session, settings)
        session.commit()
    if link is None:
        return
    shell.tell(
        mark(
            "还没有培训人员。请在浏览器里打开这个链接，设定用户名和密码（只能用一次，七天内有效）："
        )
    )
    shell.tell(f"  {link}")
    if is_local(settings):
        shell.tell(mark("  （链接只能在本机打开；从别的电脑打开请先设定 QUIZAPP_PUBLIC_URL。）"))
