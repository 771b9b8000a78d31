"""``quizapp setup``: from nothing, or from an older version, to a bank that can be served."""

from __future__ import annotations

from contextlib import closing

import click

from question_bank.sources import built_in_speech
from question_bank.storage.database import Database
from quizapp.cli.group import Command
from quizapp.cli.links import is_local, link_for_first_trainer
from quizapp.cli.shell import Shell
from quizapp.cli.texts import SourceFile, Texts, step
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
    with step(shell.gettext(mark("准备文件夹和密钥"))):
        kept_secret_key(settings.instance)
    with closing(Database(settings.database_url)) as database:
        with step(shell.gettext(mark("更新数据表"))):
            database.upgrade()
        _load_speech(shell, settings, database)
        _offer_link(shell, settings, database)


def _load_speech(shell: Shell, settings: Settings, database: Database) -> None:
    speech = built_in_speech()
    source = SourceFile(
        speech.data, speech.name, speech.title, built_in=True, source_note=SOURCE_NOTE
    )
    # The cache stands beside the bank: a common folder could hold somebody else's.
    texts = Texts(shell, database, settings.instance / "cache", publish=True)
    if not texts.is_up_to_date(source):
        texts.add(source, shell.gettext(mark("由自带的讲话出题")))


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
